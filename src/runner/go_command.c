/* go_command.c - see go_command.h. */
#include "runner/go_command.h"

#include <errno.h>
#include <stdlib.h>

#include "benchline/path.h"

/* ---- the environment ------------------------------------------------------------------------- */

typedef BL_VEC(char *) Variables;

/* The user's workspaces come after the package's own: what that lacks may be in those. */
static char *gopath_variable(Job *job)
{
    const char *own = getenv("GOPATH"), *home = getenv("HOME");
    if (own && *own)
        return bl_arena_printf(&job->arena, "GOPATH=%s:%s", job->gopath, own);
    return bl_arena_printf(&job->arena, "GOPATH=%s:%s/go", job->gopath, home ? home : "");
}

static char *const *environment(Job *job, const Toolchain *toolchain)
{
    Variables env = {0};
    bl_vec_push(&env, bl_arena_printf(&job->arena, "PWD=%s", job->dir));
    if (!job->module->path || job->gopath)
        bl_vec_push(&env, bl_str_dup(&job->arena, BL_STR("GO111MODULE=off")));
    if (job->gopath)
        bl_vec_push(&env, gopath_variable(job));
    const RunOptions *options = job->runner->options;
    bool rooted = toolchain && toolchain->root;
    if (options->offline) {
        bl_vec_push(&env, bl_str_dup(&job->arena, BL_STR("GOPROXY=off")));
        bl_vec_push(&env, bl_str_dup(&job->arena, BL_STR("GOSUMDB=off")));
    }
    if (rooted)
        bl_vec_push(&env, bl_str_dup(&job->arena, bl_cstr(toolchain->root)));
    if (rooted || options->offline || options->go_chosen)
        bl_vec_push(&env, bl_str_dup(&job->arena, BL_STR("GOTOOLCHAIN=local")));
    bl_vec_push(&env, NULL);
    char *const *copy = bl_arena_copy(&job->arena, env.items, env.count * sizeof *env.items);
    bl_vec_free(&env);
    return copy;
}

/* ---- the command ------------------------------------------------------------------------------
 */

void job_go(Job *job, const Toolchain *toolchain, const char *const *words, bool wanted,
            void (*on_exit)(void *context, const RunOutcome *outcome))
{
    BL_VEC(const char *) argv = {0};
    bl_vec_push(&argv, toolchain ? toolchain->go : job->runner->go);
    for (; *words; words++)
        bl_vec_push(&argv, *words);
    if (wanted && job->runner->options->tags) {
        bl_vec_push(&argv, "-tags");
        bl_vec_push(&argv, job->runner->options->tags);
    }
    if (wanted && job->completed->file && !job->gopath) {
        bl_vec_push(&argv, "-mod=mod");
        bl_vec_push(&argv, "-modfile");
        bl_vec_push(&argv, job->completed->file);
    }
    if (wanted)
        bl_vec_push(&argv, ".");
    bl_vec_push(&argv, NULL);
    RunCommand command = {
        .argv = (char *const *)(uintptr_t)argv.items,
        .cwd = job->dir,
        .env = environment(job, toolchain),
        .patience = job->runner->options->build_seconds,
        .on_exit = on_exit,
        .context = job,
    };
    run_process_start(job->runner->loop, &command);
    bl_vec_free(&argv);
}

/* ---- what its user can do
 * ------------------------------------------------------------------------ */

const char *job_advise(Job *job, const char *reason)
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

/* ---- a module file that says too little --------------------------------------------------------
 */

static bool mentions(BlStr said, const char *words)
{
    return memmem(said.ptr, said.len, words, strlen(words)) != NULL;
}

static bool lacks_requirements(BlStr said)
{
    static const char *const complaints[] = {
        "missing go.sum entry",       "no required module provides package",
        "updates to go.mod needed",   "cannot find module providing package",
        "is not in your go.mod file",
    };
    for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
        if (mentions(said, complaints[i]))
            return true;
    return false;
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

/* ---- a module that lies in a GOPATH -------------------------------------------------------------
 */

/* What it needs is not there as modules, or not in the versions that it asks for. */
static bool lacks_modules(BlStr said)
{
    static const char *const complaints[] = {
        "ambiguous import: ",     "inconsistent vendoring in ", "disabled by GOPROXY=off",
        "module lookup disabled", "unrecognized import path",   ": reading ",
    };
    for (size_t i = 0; i < sizeof complaints / sizeof complaints[0]; i++)
        if (mentions(said, complaints[i]))
            return true;
    return lacks_requirements(said);
}

void job_enter_gopath(Job *job)
{
    job->gopath = job->found->gopath;
    job->dir = job->found->dir; /* GOPATH, which it must lie in, has no links either */
}

bool job_leave_module(Job *job, const RunOutcome *outcome)
{
    if (!job->module->path || job->module->in_workspace || job->gopath || !job->found->gopath ||
        !lacks_modules(outcome->err))
        return false;
    job->left_module = job_advise(job, job_build_reason(job, outcome));
    job_enter_gopath(job);
    return true;
}
