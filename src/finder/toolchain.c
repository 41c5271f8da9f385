/* toolchain.c - asks the go command what it would build for.
 *
 * One short `go list` with a template prints go/build's own Context, GOFLAGS and `go env -w`
 * included, so that nothing of that is imitated here. It runs in the root folder: what a go.mod
 * says in the folder the user happens to stand in must not matter, nor make it fail.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "finder/parts.h"

typedef BL_VEC(char *) Strings;

static bool sets(const char *entry, const char *name)
{
    size_t len = strlen(name);
    return strncmp(entry, name, len) == 0 && entry[len] == '=';
}

/* `environ` with one variable set anew. Entries are borrowed, the new one is in the arena. */
static void set_variable(Strings *env, BlArena *arena, const char *name, const char *value)
{
    if (!value)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < env->count; i++)
        if (!sets(env->items[i], name))
            env->items[kept++] = env->items[i];
    env->count = kept;
    bl_vec_push(env, bl_arena_printf(arena, "%s=%s", name, value));
}

static void make_environment(Strings *env, BlArena *arena, const FindTargetWish *wish)
{
    for (char **entry = environ; entry && *entry; entry++)
        bl_vec_push(env, *entry);
    set_variable(env, arena, "GOOS", wish->goos);
    set_variable(env, arena, "GOARCH", wish->goarch);
    set_variable(env, arena, "GOWORK", "off");
    bl_vec_push(env, NULL);
}

static void make_arguments(Strings *argv, BlArena *arena, const FindTargetWish *wish)
{
    bl_vec_push(argv, bl_str_dup(arena, bl_cstr(wish->go ? wish->go : "go")));
    bl_vec_push(argv, bl_str_dup(arena, BL_STR("list")));
    if (wish->tags)
        bl_vec_push(argv, bl_arena_printf(arena, "-tags=%s", wish->tags));
    bl_vec_push(argv, bl_str_dup(arena, BL_STR("-f")));
    bl_vec_push(argv, bl_str_dup(arena, BL_STR(FIND_TARGET_TEMPLATE)));
    bl_vec_push(argv, bl_str_dup(arena, BL_STR("unsafe")));
    bl_vec_push(argv, NULL);
}

/* Both streams go into one pipe: an answer is known by its form, and what a failing go command
 * wrote is the reason to show. */
static int start(char *const *argv, char *const *env, int output, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    /* A path like "./go" is meant from where the caller stands. */
    if (!strchr(argv[0], '/') || argv[0][0] == '/')
        posix_spawn_file_actions_addchdir_np(&actions, "/");
    int error = posix_spawnp(pid, argv[0], &actions, NULL, argv, env);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static void read_pipe(int fd, BlBuf *said)
{
    char chunk[4096];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return;
        bl_buf_append(said, chunk, (size_t)got);
    }
}

static bool ended_well(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool run(char *const *argv, char *const *env, BlBuf *said)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        bl_buf_printf(said, "pipe: %s", strerror(errno));
        return false;
    }
    pid_t pid;
    int error = start(argv, env, ends[1], &pid);
    close(ends[1]);
    if (error)
        bl_buf_printf(said, "%s: %s", argv[0], strerror(error));
    else
        read_pipe(ends[0], said);
    close(ends[0]);
    return !error && ended_well(pid);
}

bool find_ask_go(const FindTargetWish *wish, BlBuf *said)
{
    BlArena arena = {0};
    Strings argv = {0}, env = {0};
    make_arguments(&argv, &arena, wish);
    make_environment(&env, &arena, wish);
    bool answered = run(argv.items, env.items, said);
    bl_vec_free(&argv);
    bl_vec_free(&env);
    bl_arena_free(&arena);
    return answered;
}
