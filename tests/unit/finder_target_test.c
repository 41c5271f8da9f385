/* The target: what the go command answers, and what is made up without one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/finder.h"

static void reads_the_go_commands_answer(void **state)
{
    (void)state;
    FindTarget target;
    assert_true(find_target_read(&target, BL_STR("go: downloading something\n"
                                                 "goos windows\ngoarch arm64\ncompiler gc\n"
                                                 "cgo true\nrelease go1.1\nrelease go1.25\n"
                                                 "release go1.9\ntag arm64.v8.0\ntag mine\n")));
    assert_string_equal(target.goos, "windows");
    assert_string_equal(target.goarch, "arm64");
    assert_string_equal(target.compiler, "gc");
    assert_true(target.cgo);
    assert_int_equal(target.go_minor, 25);
    assert_int_equal(target.tag_count, 2);
    assert_true(find_target_has(&target, BL_STR("mine")));
    find_target_free(&target);
}

static void refuses_other_text(void **state)
{
    (void)state;
    FindTarget target;
    assert_false(find_target_read(&target, BL_STR("")));
    assert_false(find_target_read(&target, BL_STR("go: unknown flag\n")));
    assert_false(find_target_read(&target, BL_STR("goos linux\ngoarch amd64\n")));
}

static void guesses_from_wish_and_environment(void **state)
{
    (void)state;
    setenv("GOOS", "plan9", 1);
    setenv("GOARCH", "386", 1);
    unsetenv("CGO_ENABLED");
    FindTarget target;
    find_target_guess(&target, &(FindTargetWish){.goarch = "arm", .tags = "a, b,,c"});
    assert_string_equal(target.goos, "plan9");
    assert_string_equal(target.goarch, "arm");
    assert_false(target.cgo); /* not this machine */
    assert_int_equal(target.go_minor, FIND_NEWEST_GO);
    assert_int_equal(target.tag_count, 3);
    assert_string_equal(target.tags[1], "b");
    find_target_free(&target);
    setenv("CGO_ENABLED", "1", 1);
    find_target_guess(&target, &(FindTargetWish){0});
    assert_true(target.cgo);
    find_target_free(&target);
    unsetenv("GOOS");
    unsetenv("GOARCH");
    unsetenv("CGO_ENABLED");
}

static void says_when_there_is_no_go(void **state)
{
    (void)state;
    BlDiags diags = {0};
    FindTarget target;
    find_target_init(&target, &(FindTargetWish){.go = "/nowhere/go", .goos = "linux"}, &diags);
    assert_string_equal(target.goos, "linux");
    assert_int_equal(diags.list.count, 1);
    assert_int_equal(diags.list.items[0].severity, BL_NOTE);
    assert_non_null(strstr(diags.list.items[0].message, "/nowhere/go"));
    find_target_free(&target);
    bl_diag_free(&diags);
}

static void asks_the_go_command(void **state)
{
    (void)state;
    const char *go = getenv("GO");
    BlDiags diags = {0};
    FindTarget target;
    FindTargetWish wish = {.go = go, .goos = "darwin", .goarch = "arm64", .tags = "x,y"};
    find_target_init(&target, &wish, &diags);
    bool asked = diags.list.count == 0;
    if (asked) {
        assert_string_equal(target.goos, "darwin");
        assert_string_equal(target.goarch, "arm64");
        assert_true(find_target_has(&target, BL_STR("y")));
        assert_true(find_target_has(&target, BL_STR("go1.16")));
    }
    find_target_free(&target);
    bl_diag_free(&diags);
    if (!asked) {
        print_message("no go command to ask\n");
        skip();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_go_commands_answer),
        cmocka_unit_test(refuses_other_text),
        cmocka_unit_test(guesses_from_wish_and_environment),
        cmocka_unit_test(says_when_there_is_no_go),
        cmocka_unit_test(asks_the_go_command),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
