/* Programs that are run to their ends. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "benchline/command.h"

static BlBuf output;

/* `sh -c SCRIPT`. */
static BlEnd run_script(const char *script, BlCommand command)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    command.argv = argv;
    bl_buf_clear(&output);
    return bl_command_run(&command, &output);
}

static void assert_output(const char *want)
{
    assert_int_equal(output.len, strlen(want));
    assert_memory_equal(output.len ? output.data : "", want, output.len);
}

static void test_output(void **state)
{
    (void)state;
    assert_true(bl_end_is_fine(run_script("echo out", (BlCommand){0})));
    assert_output("out\n");
    assert_true(bl_end_is_fine(run_script("true", (BlCommand){0})));
    assert_output("");
}

static void test_output_is_appended(void **state)
{
    (void)state;
    const char *const argv[] = {"echo", "two", NULL};
    bl_buf_clear(&output);
    bl_buf_puts(&output, "one ");
    bl_command_run(&(BlCommand){.argv = argv}, &output);
    assert_output("one two\n");
}

static void test_input(void **state)
{
    (void)state;
    BlBuf text = {0};
    for (int i = 0; i < 100000; i++) /* more than a pipe holds */
        bl_buf_puts(&text, "line\n");
    assert_true(bl_end_is_fine(run_script("cat", (BlCommand){.input = bl_buf_view(&text)})));
    assert_int_equal(output.len, text.len);
    assert_memory_equal(output.data, text.data, text.len);
    assert_true(bl_end_is_fine(run_script("cat", (BlCommand){0}))); /* none is an empty one */
    assert_output("");
    bl_buf_free(&text);
}

static void test_errors(void **state)
{
    (void)state;
    run_script("echo one; echo two >&2; echo three", (BlCommand){.errors_too = true});
    assert_output("one\ntwo\nthree\n");
    run_script("exec 2>/dev/null; echo one; echo two >&2", (BlCommand){0});
    assert_output("one\n");
}

static void test_place_and_environment(void **state)
{
    (void)state;
    char path[] = "PATH=/usr/bin:/bin", name[] = "NAME=value", *const env[] = {path, name, NULL};
    run_script("pwd; echo $NAME $HOME", (BlCommand){.cwd = "/", .env = env});
    assert_output("/\nvalue\n");
}

static void test_how_it_ended(void **state)
{
    (void)state;
    BlEnd end = run_script("exit 7", (BlCommand){0});
    assert_false(bl_end_is_fine(end));
    assert_int_equal(end.error, 0);
    assert_int_equal(WEXITSTATUS(end.status), 7);
    end = run_script("kill -KILL $$", (BlCommand){0});
    assert_true(WIFSIGNALED(end.status));
    const char *const argv[] = {"benchline-there-is-no-such-program", NULL};
    end = bl_command_run(&(BlCommand){.argv = argv}, &output);
    assert_int_equal(end.error, ENOENT);
    assert_false(bl_end_is_fine(end));
}

/* Whoever is left behind with the output open is not waited for. */
static void test_left_behind(void **state)
{
    (void)state;
    assert_true(bl_end_is_fine(
        run_script("echo out; sleep 1000 & echo $! >&2", (BlCommand){.errors_too = true})));
    assert_non_null(strstr(output.data, "out\n"));
    BlBuf script = {0};
    bl_buf_printf(&script, "kill %s", output.data + strlen("out\n"));
    assert_true(bl_end_is_fine(run_script(script.data, (BlCommand){0})));
    bl_buf_free(&script);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_output_is_appended),
        cmocka_unit_test(test_input),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_place_and_environment),
        cmocka_unit_test(test_how_it_ended),
        cmocka_unit_test(test_left_behind),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    bl_buf_free(&output);
    return failed;
}
