/* Exclusions: globs over names and paths, and import paths. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "finder/parts.h"

static bool path_out(const char *rule, const char *path, bool folder)
{
    BlArena arena = {0};
    bool out = find_excludes_path(find_exclude_add(&arena, NULL, bl_cstr(rule)), path, folder);
    bl_arena_free(&arena);
    return out;
}

static FindExcludedPackage package_out(const char *rule, const char *import_path)
{
    BlArena arena = {0};
    const FindExclude *rules = find_exclude_add(&arena, NULL, bl_cstr(rule));
    FindExcludedPackage out = find_excludes_package(rules, import_path);
    bl_arena_free(&arena);
    return out;
}

static void a_name_counts_anywhere(void **state)
{
    (void)state;
    assert_true(path_out("gen", "gen", true));
    assert_true(path_out("gen", "a/b/gen", true));
    assert_true(path_out("*_gen.go", "a/x_gen.go", false));
    assert_true(path_out("x?[ab].go", "x1b.go", false));
    assert_false(path_out("gen", "gen/x", true)); /* its folder is left out already */
    assert_false(path_out("gen", "genx", true));
}

static void a_path_counts_from_the_top(void **state)
{
    (void)state;
    assert_true(path_out("a/gen", "a/gen", true));
    assert_true(path_out("./gen", "gen", true));
    assert_true(path_out("/gen", "gen", true));
    assert_true(path_out("a/*/x.go", "a/b/x.go", false));
    assert_false(path_out("/gen", "a/gen", true));
    assert_false(path_out("a/gen", "b/a/gen", true));
    assert_false(path_out("a/*", "a/b/c", true));
}

static void two_stars_are_any_number_of_folders(void **state)
{
    (void)state;
    assert_true(path_out("**/gen", "gen", true));
    assert_true(path_out("**/gen", "a/b/gen", true));
    assert_true(path_out("a/**/x.go", "a/x.go", false));
    assert_true(path_out("a/**/x.go", "a/b/c/x.go", false));
    assert_true(path_out("a/**/b/**/c", "a/1/b/2/b/3/c", true));
    assert_false(path_out("a/**/b/**/c", "a/1/c/2/b", true));
    assert_false(path_out("**/gen", "a/genx", true));
}

static void a_slash_at_the_end_means_folders(void **state)
{
    (void)state;
    assert_true(path_out("gen/", "a/gen", true));
    assert_false(path_out("gen.go/", "a/gen.go", false));
}

static void import_paths(void **state)
{
    (void)state;
    assert_int_equal(package_out("example.com/m/a", "example.com/m/a"), FIND_DROP_PACKAGE);
    assert_int_equal(package_out("example.com/m/a", "example.com/m/a/b"), FIND_KEEP);
    assert_int_equal(package_out("example.com/m/a/...", "example.com/m/a"), FIND_DROP_TREE);
    assert_int_equal(package_out("example.com/m/a/...", "example.com/m/a/b"), FIND_DROP_TREE);
    assert_int_equal(package_out("example.com/*/a", "example.com/m/a"), FIND_DROP_PACKAGE);
    assert_int_equal(package_out("strings", "strings"), FIND_DROP_PACKAGE);
}

static void blank_lines_and_comments_say_nothing(void **state)
{
    (void)state;
    BlArena arena = {0};
    assert_null(find_exclude_add(&arena, NULL, BL_STR("  \t")));
    assert_null(find_exclude_add(&arena, NULL, BL_STR("# gen")));
    assert_true(path_out("  gen \r", "gen", true));
    assert_false(path_out("/", "gen", true));
    bl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_counts_anywhere),
        cmocka_unit_test(a_path_counts_from_the_top),
        cmocka_unit_test(two_stars_are_any_number_of_folders),
        cmocka_unit_test(a_slash_at_the_end_means_folders),
        cmocka_unit_test(import_paths),
        cmocka_unit_test(blank_lines_and_comments_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
