/* A package's two units, from disk: its own tests and the external ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <unistd.h>

#include "benchline/finder.h"
#include "benchline/inject.h"
#include "benchline/path.h"

/* ---- packages ------------------------------------------------------------------------------- */

static BlArena arena;
static const char *folder;
static InjectPackage package;
static BlDiags diags;

static int set_up(void **state)
{
    (void)state;
    folder = bl_dir_temp(&arena, "package-test");
    return folder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    inject_package_free(&package);
    bl_diag_free(&diags);
    bl_dir_remove(folder);
    bl_arena_free(&arena);
    return 0;
}

static FoundFile found_file(const char *name, FoundFileKind kind, const FoundTest *tests,
                            size_t count, const char *source)
{
    if (source)
        assert_int_equal(bl_file_write(bl_path_join(&arena, folder, name), bl_cstr(source)), 0);
    return (FoundFile){
        .name = name, .kind = kind, .selected = true, .tests = tests, .test_count = count};
}

static void load(const FoundFile *files, size_t count)
{
    FoundPackage found = {.import_path = "m/p",
                          .name = "p",
                          .dir = folder,
                          .shown = "shown/p",
                          .files = files,
                          .file_count = count};
    inject_package_load(&package, &found, &diags);
}

static const InjectTest *only_test(int unit)
{
    size_t count;
    assert_non_null(package.units[unit]);
    const InjectTest *tests = inject_tests(package.units[unit], &count);
    assert_int_equal(count, 1);
    return tests;
}

static const FoundTest test_a = {.kind = FOUND_TEST, .name = "TestA"};
static const FoundTest benchmark_a = {.kind = FOUND_BENCHMARK, .name = "BenchmarkA"};
static const char inner[] = "package p\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n";
static const char outer[] = "package p_test\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n";

static void two_units_never_share_a_benchmark_s_name(void **state)
{
    (void)state;
    const FoundFile files[] = {
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("x_test.go", FOUND_XTEST_FILE, &test_a, 1, outer),
    };
    load(files, 2);
    assert_string_equal(only_test(0)->benchmark, "BenchmarkA");
    assert_string_equal(only_test(1)->benchmark, "BenchmarkTestA");
}

static void benchmarks_of_the_other_unit_are_reserved(void **state)
{
    (void)state;
    const FoundFile files[] = {
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("x_test.go", FOUND_XTEST_FILE, &benchmark_a, 1,
                   "package p_test\nimport \"testing\"\nfunc BenchmarkA(b *testing.B) {}\n"),
    };
    load(files, 2);
    assert_string_equal(only_test(0)->benchmark, "BenchmarkTestA");
    assert_null(package.units[1]); /* it has no tests */
}

static void their_files_stand_apart(void **state)
{
    (void)state;
    const FoundFile files[] = {
        found_file("a.go", FOUND_GO, NULL, 0, "package p\n"),
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("c.go", FOUND_CGO, NULL, 0, "package p\n"),
        found_file("i.go", FOUND_IGNORED, NULL, 0, "no Go at all"),
        found_file("x_test.go", FOUND_XTEST_FILE, &test_a, 1, outer),
    };
    load(files, 5);
    assert_int_equal(diags.list.count, 0);
    assert_int_equal(inject_file_count(package.units[0]), 3);
    assert_int_equal(inject_file_count(package.units[1]), 1);
    assert_string_equal(inject_file(package.units[0], 1)->path, "shown/p/a_test.go");
    assert_true(inject_emit(package.units[0], &diags));
    assert_true(inject_emit(package.units[1], &diags));
    assert_string_not_equal(inject_shim_file(package.units[0]), inject_shim_file(package.units[1]));
    assert_string_not_equal(inject_meter_file(package.units[0]),
                            inject_meter_file(package.units[1]));
    assert_int_equal(inject_output(package.units[0], 0)->text.len, 0);
    assert_true(inject_output(package.units[0], 1)->text.len > 0);
}

static void a_package_without_tests(void **state)
{
    (void)state;
    const FoundFile files[] = {found_file("a.go", FOUND_GO, NULL, 0, "package p\n")};
    load(files, 1);
    assert_null(package.units[0]);
    assert_null(package.units[1]);
}

static void tests_in_files_not_asked_for(void **state)
{
    (void)state;
    FoundFile files[] = {
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("x_test.go", FOUND_XTEST_FILE, &test_a, 1, outer),
    };
    files[0].selected = false;
    load(files, 2);
    assert_null(package.units[0]);
    assert_string_equal(only_test(1)->benchmark, "BenchmarkA");
}

static void one_unit_breaks_and_the_other_goes_on(void **state)
{
    (void)state;
    const FoundFile files[] = {
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("b.go", FOUND_GO, NULL, 0, "package p\nfunc f( {\n"),
        found_file("x_test.go", FOUND_XTEST_FILE, &test_a, 1, outer),
    };
    load(files, 3);
    assert_true(package.units[0] && inject_broken(package.units[0]));
    assert_int_equal(diags.errors, 1);
    assert_string_equal(diags.list.items[0].file, "shown/p/b.go");
    assert_int_equal(diags.list.items[0].line, 2);
    assert_string_equal(only_test(1)->benchmark, "BenchmarkA");
}

static void a_file_that_is_gone(void **state)
{
    (void)state;
    const FoundFile files[] = {
        found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner),
        found_file("b_test.go", FOUND_TEST_FILE, NULL, 0, NULL),
    };
    load(files, 2);
    assert_null(package.units[0]);
    assert_int_equal(diags.errors, 1);
    assert_string_equal(diags.list.items[0].file, "shown/p/b_test.go");
    assert_string_equal(diags.list.items[0].message, "cannot be read: No such file or directory");
}

static void files_are_only_read(void **state)
{
    (void)state;
    const FoundFile files[] = {found_file("a_test.go", FOUND_TEST_FILE, &test_a, 1, inner)};
    load(files, 1);
    assert_true(inject_emit(package.units[0], &diags));
    BlBuf now = {0};
    assert_int_equal(bl_file_read(bl_path_join(&arena, folder, "a_test.go"), 1 << 20, &now), 0);
    assert_string_equal(now.data, inner);
    bl_buf_free(&now);
    assert_int_not_equal(access(bl_path_join(&arena, folder, "benchline_test.go"), F_OK), 0);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(two_units_never_share_a_benchmark_s_name),
        in_a_folder(benchmarks_of_the_other_unit_are_reserved),
        in_a_folder(their_files_stand_apart),
        in_a_folder(a_package_without_tests),
        in_a_folder(tests_in_files_not_asked_for),
        in_a_folder(one_unit_breaks_and_the_other_goes_on),
        in_a_folder(a_file_that_is_gone),
        in_a_folder(files_are_only_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
