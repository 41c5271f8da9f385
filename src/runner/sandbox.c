/* sandbox.c - see sandbox.h. */
#include "runner/sandbox.h"

#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "runner/job.h"
#include "runner/reasons.h"

typedef struct Line {
    BlArena *arena;
    BL_VEC(char *) words;
} Line;

static void put(Line *line, const char *word)
{
    bl_vec_push(&line->words, (char *)(uintptr_t)word); /* nobody writes to them */
}

static void put_three(Line *line, const char *option, const char *one, const char *two)
{
    put(line, option);
    put(line, one);
    put(line, two);
}

/* A private folder of its own, which holds no more than a file may have. */
static void hide(Line *line, const RunOptions *options, const char *path)
{
    if (!path || path[0] != '/' || !path[1] || !bl_path_is_dir(path))
        return;
    put(line, "--perms");
    put(line, "1777");
    if (options->limits.file_size) {
        put(line, "--size");
        put(line,
            bl_arena_printf(line->arena, "%llu", (unsigned long long)options->limits.file_size));
    }
    put(line, "--tmpfs");
    put(line, path);
}

static void show(Line *line, const char *path)
{
    if (path && path[0] == '/' && path[1])
        put_three(line, "--ro-bind-try", path, path);
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
static void put_places(Line *line, const RunOptions *options, const SandboxPlaces *places,
                       const char *dir)
{
    static const char *const hidden[] = {"/tmp", "/var/tmp", "/run"};
    put_three(line, "--ro-bind", "/", "/");
    put(line, "--dev");
    put(line, "/dev");
    hide(line, options, "/dev/shm");
    put(line, "--proc");
    put(line, "/proc");
    put(line, "--remount-ro"); /* root needs no capability to write to /proc/sys */
    put(line, "/proc");
    for (size_t i = 0; i < sizeof hidden / sizeof hidden[0]; i++)
        hide(line, options, hidden[i]);
    const char *home = getenv("HOME");
    hide(line, options, home ? bl_path_real(line->arena, home) : NULL);
    show(line, places->goroot);
    show(line, places->module_cache);
    show(line, places->project);
    const char *typed = project_as_typed(line->arena, places, dir);
    if (typed)
        put_three(line, "--ro-bind-try", places->project, typed);
    show(line, places->work);
}

/* As root, capabilities would be kept unless they are dropped. */
char *const *sandbox_command(BlArena *arena, const RunOptions *options, const SandboxPlaces *places,
                             const char *dir, char *const *argv)
{
    Line line = {.arena = arena};
    put(&line, "bwrap");
    put(&line, "--die-with-parent");
    put(&line, "--unshare-all");
    if (options->network)
        put(&line, "--share-net");
    put_three(&line, "--cap-drop", "ALL", "--new-session");
    put_places(&line, options, places, dir);
    put_three(&line, "--setenv", "TMPDIR", "/tmp");
    put_three(&line, "--chdir", dir, "--");
    for (; *argv; argv++)
        put(&line, *argv);
    put(&line, NULL);
    char *const *copy =
        bl_arena_copy(arena, line.words.items, line.words.count * sizeof *line.words.items);
    bl_vec_free(&line.words);
    return copy;
}

RunOutcome sandbox_outcome(const RunOutcome *outcome)
{
    enum { BASE = 128, MOST = 64 };
    RunOutcome inside = *outcome;
    if (outcome->signal == 0 && outcome->status > BASE && outcome->status <= BASE + MOST) {
        inside.signal = (int)outcome->status - BASE;
        inside.status = 0;
    }
    return inside;
}

const char *sandbox_problem(BlArena *arena, const RunOutcome *trial)
{
    if (trial->spawn_error == UV_ENOENT)
        return "--sandbox=bwrap needs bubblewrap: install the package bubblewrap, or run without "
               "--sandbox in a place made for strangers' programs";
    if (trial->spawn_error)
        return bl_arena_printf(arena, "bwrap cannot be started: %s",
                               uv_strerror(trial->spawn_error));
    if (trial->status == 0 && trial->signal == 0)
        return NULL;
    BlStr said = last_line(trial->err);
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

static void on_sandbox_tried(void *context, const RunOutcome *outcome)
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
    char program[] = "true";
    char *argv[] = {program, NULL};
    SandboxPlaces places = {.work = runner->work};
    RunCommand command = {
        .argv = sandbox_command(&runner->arena, runner->options, &places, runner->work, argv),
        .cwd = runner->work,
        .patience = runner->options->build_seconds,
        .on_exit = on_sandbox_tried,
        .context = &trial,
    };
    run_process_start(runner->loop, &command);
    uv_run(runner->loop, UV_RUN_DEFAULT);
    return trial.works;
}
