/* The command line that makes a sandbox, and what its outcome says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>

#include "benchline/path.h"
#include "runner/sandbox.h"

/* ---- the command line ------------------------------------------------------------------------ */

static BlArena arena;

/* The words of a command, each with a blank before it and one behind the last. */
static const char *line_of(const RunOptions *options, const SandboxPlaces *places, const char *dir)
{
    static const char *const argv[] = {"program", "a b", NULL};
    const char *const *words = sandbox_command(&arena, options, places, dir, argv);
    BlBuf text = {0};
    for (; *words; words++)
        bl_buf_printf(&text, " %s", *words);
    bl_buf_putc(&text, ' ');
    const char *line = bl_str_dup(&arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return line;
}

static void assert_has(const char *line, const char *part)
{
    if (!strstr(line, part))
        fail_msg("'%s' is not in '%s'", part, line);
}

static void assert_has_not(const char *line, const char *part)
{
    if (strstr(line, part))
        fail_msg("'%s' is in '%s'", part, line);
}

static int free_all(void **state)
{
    (void)state;
    bl_arena_free(&arena);
    return 0;
}

static void what_it_closes(void **state)
{
    (void)state;
    RunOptions options = {0};
    SandboxPlaces places = {.project = "/p", .package = "/p/q", .work = "/w"};
    const char *line = line_of(&options, &places, "/p/q");
    assert_has(line, " --unshare-all ");
    assert_has(line, " --die-with-parent ");
    assert_has(line, " --cap-drop ALL ");
    assert_has(line, " --ro-bind / / ");
    assert_has(line, " --remount-ro /proc ");
    assert_has(line, " --tmpfs /tmp ");
    assert_has(line, " --chdir /p/q -- program a b ");
    assert_has_not(line, "--share-net");
    assert_has_not(line, "--size");
    assert_has_not(line, " --bind ");
    options.network = true;
    options.limits.file_size = 4096;
    line = line_of(&options, &places, "/p/q");
    assert_has(line, " --share-net ");
    assert_has(line, " --size 4096 --tmpfs /tmp ");
}

/* What is hidden by an empty folder first is shown again, read-only. */
static void what_it_shows(void **state)
{
    (void)state;
    RunOptions options = {0};
    SandboxPlaces places = {
        .project = "/p", .package = "/p/q", .work = "/tmp/w", .goroot = "/g", .module_cache = "/m"};
    const char *line = line_of(&options, &places, "/p/q");
    static const char *const shown[] = {"/p", "/tmp/w", "/g", "/m"};
    for (size_t i = 0; i < 4; i++) {
        const char *part = bl_arena_printf(&arena, " --ro-bind-try %s %s ", shown[i], shown[i]);
        assert_has(line, part);
        assert_true(strstr(line, part) > strstr(line, " --tmpfs /tmp "));
    }
}

static void home_is_hidden(void **state)
{
    (void)state;
    RunOptions options = {0};
    SandboxPlaces places = {.project = "/p", .package = "/p", .work = "/w"};
    const char *home = bl_dir_temp(&arena, "run_sandbox_test");
    setenv("HOME", home, 1);
    assert_has(line_of(&options, &places, "/p"), bl_arena_printf(&arena, " --tmpfs %s ", home));
    bl_dir_remove(home);
    assert_has_not(line_of(&options, &places, "/p"), home);
    setenv("HOME", "/", 1);
    assert_has_not(line_of(&options, &places, "/p"), " --tmpfs / ");
    unsetenv("HOME");
    line_of(&options, &places, "/p");
}

/* By the way that the user came, too: the links on it may be hidden. */
static void its_project_by_another_path(void **state)
{
    (void)state;
    RunOptions options = {0};
    SandboxPlaces places = {.project = "/p", .package = "/p/a/b", .work = "/w"};
    assert_has(line_of(&options, &places, "/link/a/b"), " --ro-bind-try /p /link ");
    assert_has_not(line_of(&options, &places, "/elsewhere"), "/elsewhere /");
    places.package = "/p";
    assert_has(line_of(&options, &places, "/link"), " --ro-bind-try /p /link ");
}

/* ---- how it ended ---------------------------------------------------------------------------- */

static ProcessOutcome inside(int64_t status, int signal)
{
    return sandbox_outcome(
        &(ProcessOutcome){.status = status, .signal = signal, .timed_out = true});
}

static void signals_are_told_by_the_status(void **state)
{
    (void)state;
    assert_int_equal(inside(137, 0).signal, SIGKILL);
    assert_int_equal(inside(137, 0).status, 0);
    assert_true(inside(137, 0).timed_out);
    assert_int_equal(inside(0, SIGKILL).signal, SIGKILL);
    static const int64_t statuses[] = {0, 1, 2, 127, 128, 193, 255};
    for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
        assert_int_equal(inside(statuses[i], 0).status, statuses[i]);
        assert_int_equal(inside(statuses[i], 0).signal, 0);
    }
}

static void why_there_is_none(void **state)
{
    (void)state;
    ProcessOutcome trial = {0};
    assert_null(sandbox_problem(&arena, &trial));
    trial.spawn_error = UV_ENOENT;
    assert_has(sandbox_problem(&arena, &trial), "install the package bubblewrap");
    trial.spawn_error = UV_EACCES;
    assert_has(sandbox_problem(&arena, &trial), "permission denied");
    trial = (ProcessOutcome){.status = 1, .err = BL_STR("bwrap: No permissions\n")};
    assert_has(sandbox_problem(&arena, &trial), ": bwrap: No permissions; it needs namespaces");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_it_closes, free_all),
        cmocka_unit_test_teardown(what_it_shows, free_all),
        cmocka_unit_test_teardown(home_is_hidden, free_all),
        cmocka_unit_test_teardown(its_project_by_another_path, free_all),
        cmocka_unit_test_teardown(signals_are_told_by_the_status, free_all),
        cmocka_unit_test_teardown(why_there_is_none, free_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
