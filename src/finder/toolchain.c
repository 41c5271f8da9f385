/* toolchain.c - asks the go command what it would build for.
 *
 * One short `go list` with a template prints go/build's own Context, GOFLAGS and `go env -w`
 * included, so that nothing of that is imitated here. It runs in the root folder: what a go.mod
 * says in the folder the user happens to stand in must not matter, nor make it fail.
 */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchline/command.h"
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

/* Both streams are taken: an answer is known by its form, and what a failing go command wrote is
 * the reason to show. */
static BlEnd run(const char *const *argv, char *const *env, BlBuf *said)
{
    /* A path like "./go" is meant from where the caller stands. */
    bool anywhere = !strchr(argv[0], '/') || argv[0][0] == '/';
    return bl_command_run(
        &(BlCommand){.argv = argv, .env = env, .cwd = anywhere ? "/" : NULL, .errors_too = true},
        said);
}

bool find_ask_go(const FindTargetWish *wish, BlBuf *said)
{
    BlArena arena = {0};
    Strings argv = {0}, env = {0};
    make_arguments(&argv, &arena, wish);
    make_environment(&env, &arena, wish);
    BlEnd end = run((const char *const *)argv.items, env.items, said);
    if (end.error)
        bl_buf_printf(said, "%s: %s", argv.items[0], strerror(end.error));
    bl_vec_free(&argv);
    bl_vec_free(&env);
    bl_arena_free(&arena);
    return bl_end_is_fine(end);
}

static void put_reason(BlBuf *why, const char *go, BlEnd end, BlStr said)
{
    BlStr first, rest;
    bl_str_cut(bl_str_trim(said), '\n', &first, &rest);
    if (end.error)
        bl_buf_printf(why, "--go %s: cannot be started: %s", go, strerror(end.error));
    else if (WIFSIGNALED(end.status))
        bl_buf_printf(why, "the go command '%s' failed: signal %d", go, WTERMSIG(end.status));
    else if (end.status)
        bl_buf_printf(why, "the go command '%s' failed: exit status %d", go,
                      WEXITSTATUS(end.status));
    else
        bl_buf_printf(why, "--go %s: that is no go command, '%s version' does not answer as one",
                      go, go);
    if (end.status && first.len)
        bl_buf_printf(why, ": %.*s", (int)first.len, first.ptr);
}

bool find_check_go(const char *go, BlBuf *why)
{
    BlArena arena = {0};
    Strings env = {0};
    BlBuf said = {0};
    const char *const argv[] = {go, "version", NULL};
    make_environment(&env, &arena, &(FindTargetWish){0});
    BlEnd end = run(argv, env.items, &said);
    bool works = bl_end_is_fine(end) && bl_str_starts(bl_buf_view(&said), BL_STR("go version "));
    if (!works)
        put_reason(why, go, end, bl_buf_view(&said));
    bl_buf_free(&said);
    bl_vec_free(&env);
    bl_arena_free(&arena);
    return works;
}
