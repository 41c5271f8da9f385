/* compare_git.c - two revisions of a repository, measured each in a worktree of its own.
 *
 * `git worktree add --detach` checks a revision out beside the user's own tree, which is not
 * touched; the worktrees stand in a temporary folder, in folders of one length, since paths are
 * among what tests allocate. `benchline run`, this program itself, measures each.
 *
 * Signals that end a program are blocked from the first worktree on, in git too, which so is never
 * stopped half-way; only what measures gets them. They are waited for beside its end, handed on to
 * it, and this process dies of them after the worktrees are removed.
 */
#include "cli/compare_git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchline/command.h"
#include "benchline/path.h"
#include "cli/cli.h"

typedef struct Work {
    CompareGit *git;
    const char *top;         /* of the repository, absolute */
    const char *inside;      /* the path, as seen from there */
    const char *commits[2];  /* what they are to be measured of */
    const char *trees[2];    /* the worktrees; NULL: not added */
    sigset_t ending, before; /* signals that end a program, and what was blocked */
    int interrupted;         /* by which */
} Work;

/* ---- git ------------------------------------------------------------------------------------- */

/* What git says, on one line; NULL when it fails, and then why is in `said`. */
static const char *ask_git(BlArena *arena, const char *dir, const char *const *words, BlBuf *said)
{
    const char *argv[16] = {"git", "-C", dir};
    size_t count = 3;
    for (; *words; words++)
        argv[count++] = *words;
    bl_buf_clear(said);
    BlEnd end = bl_command_run(&(BlCommand){.argv = argv, .errors_too = true}, said);
    if (end.error)
        bl_buf_printf(said, "%s", strerror(end.error));
    BlStr text = bl_str_trim(bl_buf_view(said));
    return bl_end_is_fine(end) ? bl_str_dup(arena, text) : NULL;
}

static int refuse(const char *what, const char *name, const BlBuf *said)
{
    BlStr text = bl_str_trim(bl_buf_view(said));
    fprintf(cli_messages(), "benchline compare: %s '%s'%s%.*s\n", what, name, text.len ? ": " : "",
            (int)text.len, text.ptr);
    return CLI_FINDING;
}

/* ---- what is asked for ----------------------------------------------------------------------- */

/* "A..B"; either may be empty, which is HEAD, as git has it. */
static int split_range(Work *work, const char *revisions[2])
{
    const char *range = work->git->range, *dots = strstr(range, "..");
    BlArena *arena = &work->git->arena;
    if (!dots || dots[2] == '.' || strstr(dots + 2, ".."))
        return cli_usage("compare", "--git takes two revisions, as main..HEAD, not '%s'", range);
    revisions[0] = dots > range ? bl_str_dup(arena, bl_str(range, (size_t)(dots - range))) : "HEAD";
    revisions[1] = dots[2] ? dots + 2 : "HEAD";
    return CLI_OK;
}

static int find_repository(Work *work, BlBuf *said)
{
    BlArena *arena = &work->git->arena;
    const char *path = bl_path_real(arena, work->git->path);
    if (!path) {
        fprintf(cli_messages(), "benchline compare: %s: %s\n", work->git->path, strerror(errno));
        return CLI_FINDING;
    }
    const char *dir = bl_path_is_dir(path) ? path : bl_path_dir(arena, path);
    const char *top =
        ask_git(arena, dir, (const char *[]){"rev-parse", "--show-toplevel", NULL}, said);
    work->top = top ? bl_path_real(arena, top) : NULL;
    if (!work->top)
        return refuse("no git repository with files around", work->git->path, said);
    work->inside = bl_path_inside(work->top, path);
    return CLI_OK;
}

static int find_commits(Work *work, BlBuf *said)
{
    const char *revisions[2] = {NULL, NULL};
    BlArena *arena = &work->git->arena;
    int status = split_range(work, revisions);
    for (int i = 0; i < 2 && status == CLI_OK; i++) {
        const char *commit = bl_arena_printf(arena, "%s^{commit}", revisions[i]);
        work->commits[i] = ask_git(
            arena, work->top,
            (const char *[]){"rev-parse", "--verify", "--quiet", "--end-of-options", commit, NULL},
            said);
        if (!work->commits[i])
            return refuse("there is no revision", revisions[i], said);
        work->git->names[i] = bl_arena_printf(arena, "%s (%.12s)", revisions[i], work->commits[i]);
    }
    return status;
}

/* ---- worktrees ------------------------------------------------------------------------------- */

/* Hooks of the user's are for trees of the user's. */
static int add_worktree(Work *work, int side, BlBuf *said)
{
    static const char *const sides[] = {"old", "new"};
    BlArena *arena = &work->git->arena;
    const char *parent = bl_path_join(arena, work->git->temp, sides[side]);
    BlStr base = bl_path_base(work->top);
    const char *tree = bl_path_join(arena, parent, bl_str_dup(arena, base));
    int error = bl_dir_make(parent);
    if (error) {
        fprintf(cli_messages(), "benchline compare: cannot make %s: %s\n", parent, strerror(error));
        return CLI_INTERNAL;
    }
    work->trees[side] = tree;
    const char *added =
        ask_git(arena, work->top,
                (const char *[]){"-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet",
                                 "--detach", tree, work->commits[side], NULL},
                said);
    return added ? CLI_OK : refuse("git has no worktree of", work->commits[side], said);
}

/* One that git does not remove, because it was never quite there, is forgotten by `prune`. */
static void remove_worktrees(Work *work)
{
    BlBuf said = {0};
    BlArena *arena = &work->git->arena;
    for (int i = 0; i < 2; i++) {
        if (!work->trees[i])
            continue;
        const char *removed =
            ask_git(arena, work->top,
                    (const char *[]){"worktree", "remove", "--force", work->trees[i], NULL}, &said);
        if (removed)
            continue;
        bl_dir_remove(work->trees[i]);
        ask_git(arena, work->top, (const char *[]){"worktree", "prune", NULL}, &said);
    }
    bl_buf_free(&said);
}

/* ---- measuring ------------------------------------------------------------------------------- */

static int start(const Work *work, const char *tree, char *const *argv, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addchdir_np(&actions, tree);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &work->before);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    int error = posix_spawn(child, "/proc/self/exe", &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* Until it ends; signals are handed on to it. */
static int wait_for(Work *work, pid_t child)
{
    int status = -1;
    while (waitpid(child, &status, WNOHANG) == 0) {
        int number = sigwaitinfo(&work->ending, NULL);
        if (number <= 0 || number == SIGCHLD)
            continue;
        work->interrupted = number;
        kill(child, number);
    }
    return status;
}

static bool was_interrupted(Work *work)
{
    static const struct timespec now = {0, 0};
    int number = work->interrupted ? 0 : sigtimedwait(&work->ending, NULL, &now);
    while (number == SIGCHLD) /* git's end */
        number = sigtimedwait(&work->ending, NULL, &now);
    if (number > 0)
        work->interrupted = number;
    return work->interrupted != 0;
}

/* The arguments of `benchline run`; free() the array. */
static char **run_arguments(const Work *work, const char *output)
{
    const CompareGit *git = work->git;
    BL_VEC(const char *) argv = {0};
    bl_vec_push(&argv, "benchline");
    bl_vec_push(&argv, "run");
    bl_vec_push(&argv, "-o");
    bl_vec_push(&argv, output);
    if (git->quiet)
        bl_vec_push(&argv, "-q");
    for (size_t i = 0; i < git->run.count; i++)
        bl_vec_push(&argv, git->run.items[i]);
    bl_vec_push(&argv, "--");
    bl_vec_push(&argv, work->inside);
    bl_vec_push(&argv, NULL);
    return (char **)(uintptr_t)argv.items; /* which posix_spawn() does not write to */
}

static int measure(Work *work, int side)
{
    CompareGit *git = work->git;
    pid_t child;
    if (!git->quiet)
        fprintf(cli_messages(), "benchline: measuring %s\n", git->names[side]);
    char **argv = run_arguments(work, git->results[side]);
    int error = start(work, work->trees[side], argv, &child);
    free(argv);
    if (error) {
        fprintf(cli_messages(), "benchline compare: cannot start benchline run: %s\n",
                strerror(error));
        return CLI_INTERNAL;
    }
    int status = wait_for(work, child);
    if (was_interrupted(work))
        return CLI_INTERNAL;
    if (WIFEXITED(status) && WEXITSTATUS(status) == CLI_USAGE)
        return CLI_USAGE;
    /* 1 is about tests that were not measured, which the comparison tells. */
    if (WIFEXITED(status) && WEXITSTATUS(status) <= CLI_FINDING &&
        bl_path_is_file(git->results[side]))
        return CLI_OK;
    fprintf(cli_messages(), "benchline compare: %s could not be measured\n", git->names[side]);
    return CLI_INTERNAL;
}

static int measure_both(Work *work, BlBuf *said)
{
    int status = CLI_OK;
    for (int side = 0; side < 2 && status == CLI_OK; side++) {
        status = add_worktree(work, side, said);
        if (status == CLI_OK && was_interrupted(work))
            status = CLI_INTERNAL;
    }
    for (int side = 0; side < 2 && status == CLI_OK; side++)
        status = measure(work, side);
    return status;
}

/* ---- all ------------------------------------------------------------------------------------- */

static void block_signals(Work *work)
{
    sigset_t blocked;
    sigemptyset(&work->ending);
    sigaddset(&work->ending, SIGINT);
    sigaddset(&work->ending, SIGTERM);
    sigaddset(&work->ending, SIGHUP);
    blocked = work->ending;
    sigaddset(&blocked, SIGCHLD);
    sigaddset(&work->ending, SIGCHLD);
    sigprocmask(SIG_BLOCK, &blocked, &work->before);
}

static void die_if_interrupted(const Work *work)
{
    if (!work->interrupted)
        return;
    signal(work->interrupted, SIG_DFL);
    raise(work->interrupted);
    sigprocmask(SIG_SETMASK, &work->before, NULL);
}

static int prepare(CompareGit *git)
{
    static const char *const files[] = {"old.json", "new.json"};
    BlArena *arena = &git->arena;
    git->temp = bl_dir_temp(arena, "benchline-compare");
    int error = git->temp ? 0 : errno;
    const char *at = git->temp;
    if (!error && git->keep) {
        error = bl_dir_make(git->keep);
        at = error ? NULL : bl_path_real(arena, git->keep); /* what measures runs elsewhere */
    }
    if (error || !at) {
        fprintf(cli_messages(), "benchline compare: cannot make %s: %s\n",
                git->keep ? git->keep : "a temporary folder", strerror(error ? error : errno));
        return CLI_INTERNAL;
    }
    for (int i = 0; i < 2; i++)
        git->results[i] = bl_path_join(arena, at, files[i]);
    return CLI_OK;
}

int compare_git_measure(CompareGit *git)
{
    Work work = {.git = git};
    BlBuf said = {0};
    int status = compare_git_take_rest(git);
    if (status == CLI_OK)
        status = find_repository(&work, &said);
    if (status == CLI_OK)
        status = find_commits(&work, &said);
    if (status == CLI_OK) {
        block_signals(&work);
        status = prepare(git);
        if (status == CLI_OK)
            status = measure_both(&work, &said);
        remove_worktrees(&work);
        was_interrupted(&work);
        if (work.interrupted)
            compare_git_free(git);
        die_if_interrupted(&work);
        sigprocmask(SIG_SETMASK, &work.before, NULL);
    }
    bl_buf_free(&said);
    return status;
}

void compare_git_free(CompareGit *git)
{
    if (git->temp)
        bl_dir_remove(git->temp);
    git->temp = NULL;
    bl_arena_free(&git->arena);
}
