/* sandbox.c - see sandbox.h. */
#include "runner/sandbox.h"

#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "process/words.h"
#include "runner/job.h"

static void put_three(Words *words, const char *option, const char *one, const char *two)
{
    words_add(words, option);
    words_add(words, one);
    words_add(words, two);
}

/* A private folder of its own, which holds no more than a file may have. */
static void hide(Words *words, const RunOptions *options, const char *path)
{
    if (!path || path[0] != '/' || !path[1] || !bl_path_is_dir(path))
        return;
    words_add(words, "--perms");
    words_add(words, "1777");
    if (options->limits.file_size) {
        words_add(words, "--size");
        words_printf(words, "%llu", (unsigned long long)options->limits.file_size);
    }
    words_add(words, "--tmpfs");
    words_add(words, path);
}

static void show(Words *words, const char *path)
{
    if (path && path[0] == '/' && path[1])
        put_three(words, "--ro-bind-try", path, path);
}

/* The project's folder by the path that the user came to it, which the links that it goes through
 * lead to no more when they are in a hidden folder; NULL when it is no other path. */
static const char *project_as_typed(BlArena *arena, const SandboxPlaces *places, const char *dir)
{
    if (!places->project || !places->package || strcmp(places->package, dir) == 0)
        return NULL;
    BlStr below = bl_cstr(bl_path_inside(places->project, places->package));
    BlStr typed = bl_cstr(dir);
    if (bl_str_eq(below, BL_STR(".")))
        return dir;
    if (below.len >= typed.len || !bl_str_ends(typed, below))
        return NULL;
    return bl_str_dup(arena, bl_str(typed.ptr, typed.len - below.len - 1));
}

/* Order matters: what comes later covers what came before. */
static void put_places(Words *words, const RunOptions *options, const SandboxPlaces *places,
                       const char *dir)
{
    static const char *const hidden[] = {"/tmp", "/var/tmp", "/run"};
    put_three(words, "--ro-bind", "/", "/");
    words_add(words, "--dev");
    words_add(words, "/dev");
    hide(words, options, "/dev/shm");
    words_add(words, "--proc");
    words_add(words, "/proc");
    words_add(words, "--remount-ro"); /* root needs no capability to write to /proc/sys */
    words_add(words, "/proc");
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        hide(words, options, hidden[i]);
    const char *home = getenv("HOME");
    hide(words, options, home ? bl_path_real(words->arena, home) : NULL);
    show(words, places->goroot);
    show(words, places->module_cache);
    show(words, places->project);
    const char *typed = project_as_typed(words->arena, places, dir);
    if (typed)
        put_three(words, "--ro-bind-try", places->project, typed);
    show(words, places->work);
}

/* As root, capabilities would be kept unless they are dropped. */
const char *const *sandbox_command(BlArena *arena, const RunOptions *options,
                                   const SandboxPlaces *places, const char *dir,
                                   const char *const *argv)
{
    Words words = {.arena = arena};
    words_add(&words, "bwrap");
    words_add(&words, "--die-with-parent");
    words_add(&words, "--unshare-all");
    if (options->network)
        words_add(&words, "--share-net");
    put_three(&words, "--cap-drop", "ALL", "--new-session");
    put_places(&words, options, places, dir);
    put_three(&words, "--setenv", "TMPDIR", "/tmp");
    put_three(&words, "--chdir", dir, "--");
    words_add_all(&words, argv);
    return words_end(&words);
}

ProcessOutcome sandbox_outcome(const ProcessOutcome *outcome)
{
    enum { BASE = 128, MOST = 64 };
    ProcessOutcome inside = *outcome;
    if (outcome->signal == 0 && outcome->status > BASE && outcome->status <= BASE + MOST) {
        inside.signal = (int)outcome->status - BASE;
        inside.status = 0;
    }
    return inside;
}

const char *sandbox_problem(BlArena *arena, const ProcessOutcome *trial)
{
    if (trial->spawn_error == UV_ENOENT)
        return "--sandbox=bwrap needs bubblewrap: install the package bubblewrap, or run without "
               "--sandbox in a place made for strangers' programs";
    if (trial->spawn_error)
        return bl_arena_printf(arena, "bwrap cannot be started: %s",
                               uv_strerror(trial->spawn_error));
    if (trial->status == 0 && trial->signal == 0)
        return NULL;
    BlStr said = bl_last_line(trial->err);
    return bl_arena_printf(arena,
                           "bwrap cannot make a sandbox here: %.*s; it needs namespaces: as root "
                           "those that a container may be denied, else unprivileged user "
                           "namespaces (docs/safety.md)",
                           (int)said.len, said.ptr);
}

/* ---- the trial ------------------------------------------------------------------------------- */

typedef struct SandboxTrial {
    Runner *runner;
    bool works;
} SandboxTrial;

static void on_sandbox_tried(void *context, const ProcessOutcome *outcome)
{
    SandboxTrial *trial = context;
    const char *problem = sandbox_problem(&trial->runner->arena, outcome);
    trial->works = !problem;
    if (problem)
        bl_diag_add(trial->runner->diags, BL_ERROR, NULL, "%s", problem);
}

bool runner_try_sandbox(Runner *runner)
{
    if (runner->options->sandbox == RUN_SANDBOX_NONE)
        return true;
    SandboxTrial trial = {.runner = runner};
    static const char *const argv[] = {"true", NULL};
    SandboxPlaces places = {.work = runner->work};
    ProcessCommand command = {
        .argv = sandbox_command(&runner->arena, runner->options, &places, runner->work, argv),
        .cwd = runner->work,
        .patience = runner->options->build_seconds,
        .on_exit = on_sandbox_tried,
        .context = &trial,
    };
    process_start(runner->loop, &command);
    uv_run(runner->loop, UV_RUN_DEFAULT);
    return trial.works;
}
