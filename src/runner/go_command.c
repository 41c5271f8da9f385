/* go_command.c - see go_command.h. */
#include "runner/go_command.h"

#include <errno.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "go/refused.h"
#include "process/words.h"

/* ---- the environment ------------------------------------------------------------------------- */

/* The user's workspaces come after the package's own: what that lacks may be in those. */
static void add_gopath(Words *env, const Job *job)
{
    const char *own = getenv("GOPATH"), *home = getenv("HOME");
    if (own && *own)
        words_printf(env, "GOPATH=%s:%s", job->gopath, own);
    else
        words_printf(env, "GOPATH=%s:%s/go", job->gopath, home ? home : "");
}

static const char *const *environment(Job *job, const Toolchain *toolchain)
{
    const RunOptions *options = job->runner->options;
    bool rooted = toolchain && toolchain->root;
    Words env = {.arena = &job->arena};
    words_printf(&env, "PWD=%s", job->dir);
    if (!getenv("GOTMPDIR")) /* a go command that is ended in the middle leaves its work there */
        words_printf(&env, "GOTMPDIR=%s", job->runner->work);
    if (!job->module->path || job->gopath)
        words_add(&env, "GO111MODULE=off");
    if (job->gopath)
        add_gopath(&env, job);
    if (options->offline) {
        words_add(&env, "GOPROXY=off");
        words_add(&env, "GOSUMDB=off");
    }
    if (rooted)
        words_add(&env, toolchain->root);
    if (rooted || options->offline || options->go_chosen)
        words_add(&env, "GOTOOLCHAIN=local");
    return words_end(&env);
}

/* ---- the command ----------------------------------------------------------------------------- */

static const char *go_of(const Job *job, const Toolchain *toolchain)
{
    return toolchain ? toolchain->go : job->runner->go;
}

void job_go(Job *job, const Toolchain *toolchain, const char *const *words, bool wanted,
            void (*on_exit)(void *context, const ProcessOutcome *outcome))
{
    Words argv = {.arena = &job->arena};
    words_add(&argv, go_of(job, toolchain));
    words_add_all(&argv, words);
    if (wanted && job->runner->options->tags) {
        words_add(&argv, "-tags");
        words_add(&argv, job->runner->options->tags);
    }
    if (wanted && job->completed->file && !job->gopath) {
        words_add(&argv, "-mod=mod");
        words_add(&argv, "-modfile");
        words_add(&argv, job->completed->file);
    }
    if (wanted)
        words_add(&argv, ".");
    ProcessCommand command = {
        .argv = words_end(&argv),
        .cwd = job->dir,
        .env = environment(job, toolchain),
        .patience = job->runner->options->build_seconds,
        .on_exit = on_exit,
        .context = job,
    };
    process_start(job->runner->loop, &command);
}

const char *job_go_problem(Job *job, const Toolchain *toolchain, const ProcessOutcome *outcome,
                           const char *what)
{
    if (outcome->spawn_error)
        return bl_arena_printf(&job->arena, "cannot start %s: %s", go_of(job, toolchain),
                               uv_strerror(outcome->spawn_error));
    if (outcome->timed_out)
        return bl_arena_printf(&job->arena, "%s took more than %g s", what,
                               job->runner->options->build_seconds);
    return NULL;
}

/* ---- what its user is told ------------------------------------------------------------------- */

/* A file of the package as the user knows its folder; one of another package as the compiler
 * does. */
static const char *shown_file(Job *job, const CompileError *error)
{
    const char *name = bl_str_dup(&job->arena, error->file);
    if (bl_path_is_file(bl_path_join(&job->arena, job->dir, name)))
        return bl_path_join(&job->arena, job->found->shown, name);
    return bl_str_dup(&job->arena, error->path);
}

static const char *compiler_error(Job *job, const CompileError *error, BlStr text)
{
    BlStr more = {"", 0};
    if (bl_str_ends(error->message, BL_STR(":"))) /* "...; to add it:" */
        bl_next_line(&text, &more);
    more = bl_str_trim(more);
    return bl_arena_printf(&job->arena, "%s:%u:%u: %.*s%s%.*s", shown_file(job, error), error->line,
                           error->column, (int)error->message.len, error->message.ptr,
                           more.len ? " " : "", (int)more.len, more.ptr);
}

/* The first error of the compiler, else all that go said, in one line. */
static const char *what_was_said(Job *job, BlStr text)
{
    enum { LONGEST = 500 };
    BlStr line;
    BlBuf said = {0};
    CompileError error;
    const char *first = NULL;
    while (!first && bl_next_line(&text, &line)) {
        if (refused_parse(line, &error))
            first = compiler_error(job, &error, text);
        line = bl_str_trim(line);
        if (line.len && line.ptr[0] != '#' && said.len < LONGEST)
            bl_buf_printf(&said, "%s%.*s", said.len ? " " : "", (int)line.len, line.ptr);
    }
    const char *reason = first ? first : bl_str_dup(&job->arena, bl_buf_view(&said));
    bl_buf_free(&said);
    return reason;
}

/* With what a person can do about it, where that is known. */
static const char *advise(Job *job, const char *reason)
{
    static const struct {
        const char *words, *advice;
    } table[] = {
        {"GOTOOLCHAIN=local", "install that Go and name it with --go, or allow downloads: "
                              "GOTOOLCHAIN=auto"},
        {"disabled by GOPROXY=off", "fetch it before (go mod download), or allow it: no --offline, "
                                    "no GOPROXY=off"},
        {"could not read Username", "it is private: set GOPRIVATE, and git's credentials"},
        {"terminal prompts disabled", "it is private: set GOPRIVATE, and git's credentials"},
        {"403 Forbidden", "it is gone or private: see GOPRIVATE in 'go help private'"},
        {"404 Not Found", "it is gone or private: see GOPRIVATE in 'go help private'"},
        {"410 Gone", "it is gone or private: see GOPRIVATE in 'go help private'"},
        {"no such host", "is there a network? What is in the module cache needs none"},
        {"C compiler", "install a C compiler (the package gcc), or set CGO_ENABLED=0"},
        {"fatal error: ", "install what it includes: a development package of your system"},
        {"pkg-config", "install pkg-config and the library's development package"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (strstr(reason, table[i].words))
            return bl_arena_printf(&job->arena, "%s (%s)", reason, table[i].advice);
    return reason;
}

const char *job_build_reason(Job *job, const ProcessOutcome *outcome)
{
    return advise(job, what_was_said(job, outcome->err));
}

/* ---- a module file that says too little ------------------------------------------------------ */

/* `words` end in NULL. */
static bool mentions_one(BlStr said, const char *const *words)
{
    for (; *words; words++)
        if (memmem(said.ptr, said.len, *words, strlen(*words)))
            return true;
    return false;
}

static bool lacks_requirements(BlStr said)
{
    static const char *const complaints[] = {
        "missing go.sum entry",       "no required module provides package",
        "updates to go.mod needed",   "cannot find module providing package",
        "is not in your go.mod file", NULL,
    };
    return mentions_one(said, complaints);
}

static int copy_file(const char *from, const char *to)
{
    BlBuf text = {0};
    int error = bl_file_read(from, FIND_FILE_LIMIT, &text);
    if (!error)
        error = bl_file_write(to, bl_buf_view(&text));
    bl_buf_free(&text);
    return error;
}

/* The go command keeps the checksums of x.mod in x.sum. */
static bool copy_module_files(Job *job)
{
    BlArena *arena = &job->runner->arena;
    const char *dir = job->module->dir;
    const char *stem = bl_arena_printf(arena, "%s/module%zu", job->runner->work,
                                       (size_t)(job->completed - job->runner->completed));
    const char *file = bl_arena_printf(arena, "%s.mod", stem);
    if (copy_file(bl_path_join(arena, dir, "go.mod"), file) != 0)
        return false;
    int error =
        copy_file(bl_path_join(arena, dir, "go.sum"), bl_arena_printf(arena, "%s.sum", stem));
    if (error && error != ENOENT)
        return false;
    job->completed->file = file;
    return true;
}

/* With a workspace or a vendor folder, -modfile means nothing. */
bool job_complete_module(Job *job, BlStr said)
{
    if (!job->module->path || job->module->in_workspace || job->tried_completed ||
        !lacks_requirements(said) ||
        bl_path_is_dir(bl_path_join(&job->arena, job->module->dir, "vendor")))
        return false;
    job->tried_completed = true;
    return job->completed->file || copy_module_files(job);
}

/* ---- a module that lies in a GOPATH ---------------------------------------------------------- */

/* What it needs is not there as modules, or not in the versions that it asks for. */
static bool lacks_modules(BlStr said)
{
    static const char *const complaints[] = {
        "ambiguous import: ",
        "inconsistent vendoring in ",
        "disabled by GOPROXY=off",
        "module lookup disabled",
        "unrecognized import path",
        ": reading ",
        NULL,
    };
    return mentions_one(said, complaints) || lacks_requirements(said);
}

void job_enter_gopath(Job *job)
{
    job->gopath = job->found->gopath;
    job->dir = job->found->dir; /* GOPATH, which it must lie in, has no links either */
}

bool job_leave_module(Job *job, const ProcessOutcome *outcome)
{
    if (!job->module->path || job->module->in_workspace || job->gopath || !job->found->gopath ||
        !lacks_modules(outcome->err))
        return false;
    job->left_module = job_build_reason(job, outcome);
    job_enter_gopath(job);
    return true;
}
