/* What the compiler refuses, led back to the tests. */
#include "injected.h"

#include "go/refused.h"

static void lines_of_the_compiler(void **state)
{
    (void)state;
    static const struct {
        const char *line, *path, *file, *message;
        uint32_t line_number, column;
    } rows[] = {
        {"./x_test.go:10:2: undefined: y", "./x_test.go", "x_test.go", "undefined: y", 10, 2},
        {"x_test.go:10: undefined: y", "x_test.go", "x_test.go", "undefined: y", 10, 0},
        {"/a/b c/x.go:1:2: m: n", "/a/b c/x.go", "x.go", "m: n", 1, 2},
        {"# example.com/x", NULL, NULL, NULL, 0, 0},
        {"\thave (number)", NULL, NULL, NULL, 0, 0},
        {"x.go: no line", NULL, NULL, NULL, 0, 0},
        {"x.s:1:2: not Go", NULL, NULL, NULL, 0, 0},
        {"x.go:99999999999:1: far", NULL, NULL, NULL, 0, 0},
        {"", NULL, NULL, NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CompileError error;
        assert_int_equal(refused_parse(bl_cstr(rows[i].line), &error), rows[i].path != NULL);
        if (!rows[i].path)
            continue;
        assert_true(bl_str_eq(error.path, bl_cstr(rows[i].path)));
        assert_true(bl_str_eq(error.file, bl_cstr(rows[i].file)));
        assert_true(bl_str_eq(error.message, bl_cstr(rows[i].message)));
        assert_int_equal(error.line, rows[i].line_number);
        assert_int_equal(error.column, rows[i].column);
    }
}

/* The go command puts "." for the folder that it works in, wherever the letters stand. */
static void what_lies_in_the_work_folder(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        bool in;
    } rows[] = {
        {"/tmp/benchline-AbCdEf/12/x_test.go:1:1: m", true},
        {".line-AbCdEf/12/x_test.go:1:1: m", true},
        {"../benchline-AbCdEf/12/x_test.go:1:1: m", true},
        {"/tmp/benchline-AbCdEf/2/x_test.go:1:1: m", false},
        {"/tmp/benchline-AbCdEf/12/a/x_test.go:1:1: m", false},
        {"12/x_test.go:1:1: m", false},
        {"x_test.go:1:1: m", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CompileError error;
        assert_true(refused_parse(bl_cstr(rows[i].line), &error));
        assert_int_equal(refused_in(&error, "/tmp/benchline-AbCdEf/12"), rows[i].in);
    }
}

static void the_blame_goes_to_whom_it_concerns(void **state)
{
    (void)state;
    inject("package p\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n"
           "func TestB(t *testing.T) {}\n");
    InjectPackage package = {.units = {NULL, injected.unit}};
    CompileError error;
    assert_true(refused_parse(BL_STR("/p/x_test.go:4:26: no\\"), &error));
    assert_int_equal(refused_blame(&package, &error, false), 1);
    assert_int_equal(test_at(1)->way, INJECT_ORIGINAL);
    assert_string_equal(test_at(1)->reason, "does not compile as a benchmark: no\\");
    assert_true(refused_parse(BL_STR("/p/y_test.go:4:28: no"), &error));
    assert_int_equal(refused_blame(&package, &error, false), 0);
    assert_true(refused_parse(BL_STR("/p/x_test.go:9:1: no"), &error));
    assert_false(refused_own(&package, &error));
    assert_true(refused_parse(BL_STR("/p/x_test.go:1:1: no"), &error));
    assert_true(refused_own(&package, &error));
    assert_int_equal(refused_blame(&package, &error, true), 0);
    assert_true(refused_parse(BL_STR("/p/benchline_test.go:1:1: no"), &error));
    assert_int_equal(refused_blame(&package, &error, true), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_the_compiler),
        cmocka_unit_test(what_lies_in_the_work_folder),
        cmocka_unit_test_teardown(the_blame_goes_to_whom_it_concerns, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
