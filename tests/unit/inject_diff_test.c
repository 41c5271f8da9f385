/* Unified diffs of files that were added to or changed in one place, and what patch makes of them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>

#include "benchline/inject.h"
#include "benchline/path.h"

static BlBuf diff;

static int clean(void **state)
{
    (void)state;
    bl_buf_free(&diff);
    return 0;
}

/* The diff of a file to which something was added; `old` NULL: a new file. */
static const char *diff_of(const char *path, const char *old, const char *added)
{
    BlBuf text = {0};
    BlStr before = bl_cstr(old ? old : "");
    bl_buf_str(&text, before);
    bl_buf_puts(&text, added);
    bl_buf_clear(&diff);
    BlStr after = bl_buf_view(&text);
    inject_diff(&diff, path, old ? &before : NULL, &after);
    bl_buf_free(&text);
    return diff.data;
}

static void three_lines_of_context(void **state)
{
    (void)state;
    assert_string_equal(diff_of("a/x.go", "1\n2\n3\n4\n5\n", "6\n7\n"), "--- a/a/x.go\n"
                                                                        "+++ b/a/x.go\n"
                                                                        "@@ -3,3 +3,5 @@\n"
                                                                        " 3\n 4\n 5\n"
                                                                        "+6\n+7\n");
}

static void less_context_than_three_lines(void **state)
{
    (void)state;
    assert_string_equal(diff_of("x.go", "1\n", "2\n"), "--- a/x.go\n+++ b/x.go\n"
                                                       "@@ -1,1 +1,2 @@\n 1\n+2\n");
    assert_string_equal(diff_of("x.go", "1\n2\n3\n", "4\n"), "--- a/x.go\n+++ b/x.go\n"
                                                             "@@ -1,3 +1,4 @@\n 1\n 2\n 3\n+4\n");
    assert_string_equal(diff_of("x.go", "\n\n\n\n", "4\n"), "--- a/x.go\n+++ b/x.go\n"
                                                            "@@ -2,3 +2,4 @@\n \n \n \n+4\n");
}

static void a_last_line_without_its_end_is_replaced(void **state)
{
    (void)state;
    assert_string_equal(diff_of("x.go", "1\n2", "\n3\n"), "--- a/x.go\n+++ b/x.go\n"
                                                          "@@ -1,2 +1,3 @@\n"
                                                          " 1\n"
                                                          "-2\n\\ No newline at end of file\n"
                                                          "+2\n+3\n");
    assert_string_equal(diff_of("x.go", "1", "\n2\n"), "--- a/x.go\n+++ b/x.go\n"
                                                       "@@ -1,1 +1,2 @@\n"
                                                       "-1\n\\ No newline at end of file\n"
                                                       "+1\n+2\n");
    assert_string_equal(diff_of("x.go", "1\n2\n3\n4\n5", "\n6"),
                        "--- a/x.go\n+++ b/x.go\n"
                        "@@ -2,4 +2,5 @@\n"
                        " 2\n 3\n 4\n"
                        "-5\n\\ No newline at end of file\n"
                        "+5\n+6\n\\ No newline at end of file\n");
}

static void an_addition_without_a_last_line_end(void **state)
{
    (void)state;
    assert_string_equal(diff_of("x.go", "1\n", "2"), "--- a/x.go\n+++ b/x.go\n"
                                                     "@@ -1,1 +1,2 @@\n 1\n"
                                                     "+2\n\\ No newline at end of file\n");
}

static void new_and_empty_files(void **state)
{
    (void)state;
    assert_string_equal(diff_of("x.go", NULL, "1\n2\n"), "--- /dev/null\n+++ b/x.go\n"
                                                         "@@ -0,0 +1,2 @@\n+1\n+2\n");
    assert_string_equal(diff_of("x.go", "", "1\n"), "--- a/x.go\n+++ b/x.go\n"
                                                    "@@ -0,0 +1,1 @@\n+1\n");
}

static void absolute_paths_lose_their_slash(void **state)
{
    (void)state;
    assert_memory_equal(diff_of("/a/x.go", "1\n", "2\n"), "--- a/a/x.go\n+++ b/a/x.go\n", 26);
}

static void names_with_blanks_end_with_a_tab(void **state)
{
    (void)state;
    assert_string_equal(diff_of("my dir/x.go", "1\n", "2\n"), "--- a/my dir/x.go\t\n"
                                                              "+++ b/my dir/x.go\t\n"
                                                              "@@ -1,1 +1,2 @@\n 1\n+2\n");
}

static void line_ends_of_two_bytes_stay(void **state)
{
    (void)state;
    assert_string_equal(diff_of("x.go", "1\r\n2\r\n", "3\r\n"), "--- a/x.go\n+++ b/x.go\n"
                                                                "@@ -1,2 +1,3 @@\n"
                                                                " 1\r\n 2\r\n+3\r\n");
}

static const char *diff_between(const char *old, const char *new)
{
    BlStr before = bl_cstr(old), after = bl_cstr(new ? new : "");
    bl_buf_clear(&diff);
    inject_diff(&diff, "x.go", &before, new ? &after : NULL);
    return diff.data;
}

static void what_is_the_same_behind_a_change_is_context(void **state)
{
    (void)state;
    assert_string_equal(diff_between("1\n2\nx\n3\n4\n5\n6\n", "1\n2\ny\nz\n3\n4\n5\n6\n"),
                        "--- a/x.go\n+++ b/x.go\n"
                        "@@ -1,6 +1,7 @@\n 1\n 2\n-x\n+y\n+z\n 3\n 4\n 5\n");
    assert_string_equal(diff_between("1\n1\n", "1\n1\n1\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,2 +1,3 @@\n 1\n 1\n+1\n");
    assert_string_equal(diff_between("ax\nb\n", "bx\nb\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,2 +1,2 @@\n-ax\n+bx\n b\n");
    assert_string_equal(diff_between("1\n2\n", "1\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,2 +1,1 @@\n 1\n-2\n");
}

static void lines_that_stay_between_changes_are_kept(void **state)
{
    (void)state;
    assert_string_equal(diff_between("sum 1\n\na\nb\nc\n", "sum 2\n\na\nx\nc\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,5 +1,5 @@\n"
                        "-sum 1\n+sum 2\n \n a\n-b\n+x\n c\n");
    /* Six lines between two changes are the context of both; with seven there are two hunks. */
    assert_string_equal(diff_between("x\n1\n2\n3\n4\n5\n6\nx\n", "y\n1\n2\n3\n4\n5\n6\ny\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,8 +1,8 @@\n"
                        "-x\n+y\n 1\n 2\n 3\n 4\n 5\n 6\n-x\n+y\n");
    assert_string_equal(diff_between("x\n1\n2\n3\n4\n5\n6\n7\nx\n", "1\n2\n3\n4\n5\n6\n7\ny\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,4 +1,3 @@\n-x\n 1\n 2\n 3\n"
                        "@@ -6,4 +5,4 @@\n 5\n 6\n 7\n-x\n+y\n");
    assert_string_equal(diff_between("1\n2\n3\n", "0\n1\n3\n4\n"),
                        "--- a/x.go\n+++ b/x.go\n@@ -1,3 +1,4 @@\n+0\n 1\n-2\n 3\n+4\n");
}

static void a_file_that_is_removed(void **state)
{
    (void)state;
    assert_string_equal(diff_between("1\n2\n", NULL),
                        "--- a/x.go\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-1\n-2\n");
}

/* ---- patch ---------------------------------------------------------------------------------- */

static BlArena arena;
static const char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = bl_dir_temp(&arena, "diff-test");
    return folder ? 0 : -1;
}

static int remove_folder(void **state)
{
    bl_dir_remove(folder);
    bl_arena_free(&arena);
    return clean(state);
}

/* Writes the old file, applies the diff with patch(1), and compares. `old` NULL: there is none. */
static void check_patch(const char *old, const char *new)
{
    const char *path = bl_path_join(&arena, folder, "a x.go");
    const char *patch = bl_path_join(&arena, folder, "patch");
    const char *command =
        bl_arena_printf(&arena, "cd %s && patch --binary -s -p1 -F0 <patch >output 2>&1", folder);
    if (old)
        assert_int_equal(bl_file_write(path, bl_cstr(old)), 0);
    else
        remove(path);
    BlStr before = bl_cstr(old ? old : ""), after = bl_cstr(new);
    bl_buf_clear(&diff);
    inject_diff(&diff, "a x.go", old ? &before : NULL, &after);
    assert_int_equal(bl_file_write(patch, bl_buf_view(&diff)), 0);
    if (system(command) != 0)
        fail_msg("patch refuses:\n%s", diff.data);
    BlBuf got = {0};
    assert_int_equal(bl_file_read(path, 1 << 20, &got), 0);
    assert_string_equal(got.data, new);
    bl_buf_free(&got);
}

static void patch_makes_the_new_file_of_the_old(void **state)
{
    (void)state;
    if (system("command -v patch >/dev/null") != 0)
        skip();
    static const char *const olds[] = {NULL,
                                       "",
                                       "1\n",
                                       "1",
                                       "1\n2\n3\n4\n5\n",
                                       "1\n2\n3\n4\n5",
                                       "\n\n\n\n",
                                       "1\n\n\n2",
                                       "\n",
                                       "1\r\n2\r\n3\r\n4\r\n",
                                       "1\r\n2",
                                       "package p\n\nfunc f() {}\n"};
    static const char *const additions[] = {"\n2\n3\n", "\n2", "\n\n\n\n", "\n1\n2\n3\n4\n5\n",
                                            "\r\nx\r\n"};
    for (size_t i = 0; i < sizeof olds / sizeof *olds; i++)
        for (size_t j = 0; j < sizeof additions / sizeof *additions; j++)
            check_patch(olds[i],
                        bl_arena_printf(&arena, "%s%s", olds[i] ? olds[i] : "", additions[j]));
}

static void patch_makes_any_file_of_any_other(void **state)
{
    (void)state;
    if (system("command -v patch >/dev/null") != 0)
        skip();
    static const char *const texts[] = {
        "1\n",
        "1",
        "1\n2\n",
        "2\n1\n",
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
        "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
        "1\n2\n3\n4\n5\n6\n7\n8\n9",
        "1\n2\n3\n4\n4\n4\n5\n6\n7\n8\n9\n",
        "x1\n2\n",
        "\n\n\n",
        "1\r\n2\r\n",
        "9\n",
    };
    enum { COUNT = sizeof texts / sizeof texts[0] };
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < COUNT; j++)
            if (i != j)
                check_patch(texts[i], texts[j]);
}

/* Texts of few different lines, and one pair that differs beyond what is compared. */
static void patch_makes_random_files_of_each_other(void **state)
{
    (void)state;
    if (system("command -v patch >/dev/null") != 0)
        skip();
    unsigned random = 12345;
    for (unsigned round = 0; round < 100; round++) {
        BlBuf texts[2] = {{0}, {0}};
        for (int side = 0; side < 2; side++) {
            unsigned lines = round == 99 ? 3000 : 1 + round / 2;
            for (unsigned i = 0; i < lines; i++) {
                random = random * 1103515245 + 12345;
                bl_buf_printf(&texts[side], "%u\n", (random >> 16) % (round == 99 ? 10000 : 4));
            }
            texts[side].len -= (random >> 8) % 2; /* with or without the last line's end */
            texts[side].data[texts[side].len] = '\0';
        }
        if (strcmp(texts[0].data, texts[1].data) != 0)
            check_patch(texts[0].data, texts[1].data);
        bl_buf_free(&texts[0]);
        bl_buf_free(&texts[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(three_lines_of_context, clean),
        cmocka_unit_test_teardown(less_context_than_three_lines, clean),
        cmocka_unit_test_teardown(a_last_line_without_its_end_is_replaced, clean),
        cmocka_unit_test_teardown(an_addition_without_a_last_line_end, clean),
        cmocka_unit_test_teardown(new_and_empty_files, clean),
        cmocka_unit_test_teardown(absolute_paths_lose_their_slash, clean),
        cmocka_unit_test_teardown(names_with_blanks_end_with_a_tab, clean),
        cmocka_unit_test_teardown(line_ends_of_two_bytes_stay, clean),
        cmocka_unit_test_teardown(what_is_the_same_behind_a_change_is_context, clean),
        cmocka_unit_test_teardown(lines_that_stay_between_changes_are_kept, clean),
        cmocka_unit_test_teardown(a_file_that_is_removed, clean),
        cmocka_unit_test_setup_teardown(patch_makes_random_files_of_each_other, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(patch_makes_any_file_of_any_other, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(patch_makes_the_new_file_of_the_old, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
