/* Why tests cannot be converted, as far as that can be seen without types. */
#include "injected.h"

#include <stdio.h>

/* What stands in the way of TestA in a package of this test file; "" when nothing does. */
static const char *trouble(const char *source)
{
    static char text[1000];
    BlBuf whole = {0};
    bl_buf_printf(&whole, "package p\n%s\n", source);
    inject(whole.data);
    const InjectTest *test = test_at(0);
    assert_string_equal(test->test, "TestA");
    assert_int_equal(test->way != INJECT_SOURCE, test->reason != NULL);
    snprintf(text, sizeof text, "%s", test->reason ? test->reason : "");
    injected_free(NULL);
    bl_buf_free(&whole);
    return text;
}

typedef struct Row {
    const char *source, *reason;
} Row;

static void check(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(trouble(rows[i].source), rows[i].reason);
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void parameters_that_are_no_testing_t(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"import \"testing\"\nfunc TestA(t *testing.T) {}", ""},
        {"import tt \"testing\"\nfunc TestA(t *tt.T) {}", ""},
        {"import \"testing\"\ntype T = testing.T\nfunc TestA(t *T) {}", ""},
        {"import testing \"x/testing\"\nfunc TestA(t *testing.T) {}",
         "its parameter is not known to be a *testing.T"},
    };
    CHECK(rows);
}

static void a_test_that_benchmarks(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"import \"testing\"\nfunc TestA(t *testing.T) { testing.Benchmark(nil) }",
         "it calls testing.Benchmark, which waits until no other benchmark runs"},
        {"import \"testing\"\nfunc TestA(t *testing.T) { var testing x; testing.Benchmark(nil) }",
         ""},
        {"import \"testing\"\nfunc TestA(t *testing.T) { testing.AllocsPerRun(1, nil) }", ""},
    };
    CHECK(rows);
}

/* It may come with a value of the type, whoever declares it. */
static void a_method_that_benchmarks(void **state)
{
    (void)state;
    static const char method[] = "package p\nimport \"testing\"\ntype runner struct{}\n"
                                 "func (runner) run() { testing.Benchmark(nil) }\n";
    static const char *const names[] = {"a.go", "a_test.go"};
    for (size_t i = 0; i < 2; i++) {
        const InjectFile files[] = {
            file_of(names[i], method),
            file_of("b_test.go", "package p\nimport \"testing\"\n"
                                 "func TestA(t *testing.T) { runner{}.run() }\n"
                                 "func TestB(t *testing.T) {}\n"),
        };
        inject_files(files, 2, NULL);
        assert_null(test_at(0)->benchmark);
        assert_contains(test_at(0)->reason, "calls testing.Benchmark");
        assert_non_null(test_at(1)->benchmark);
    }
}

static void embedded_fields_that_are_named(void **state)
{
    (void)state;
    static const char reason[] =
        "names the embedded field base, whose type has another name in the copy";
#define WITH(body)                                                  \
    "import \"testing\"\ntype base struct{ t *testing.T; n int }\n" \
    "type suite struct{ *base }\nfunc TestA(t *testing.T) { " body " }"
    static const Row rows[] = {
        {WITH("s := suite{}; s.t.Log()"), ""}, /* through the field, without its name */
        {WITH("s := suite{&base{t: t}}; _ = s"), ""}, {WITH("s := suite{}; _ = s.base.n"), reason},
        {WITH("_ = suite{base: nil}"), reason},       {WITH("var base int; _ = base"), ""},
    };
#undef WITH
    CHECK(rows);
}

static void variables_that_are_set_up_beforehand(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"import \"testing\"\nvar f func(*testing.T)\nfunc TestA(t *testing.T) { f(t) }", ""},
        {"import \"testing\"\nvar f func(*testing.T)\nfunc init() { f = g }\n"
         "func g(t *testing.T) {}\nfunc TestA(t *testing.T) { f(t) }",
         "needs f, which mentions testing.T and is set up by init, as a copy would not be"},
        {"import \"testing\"\nvar f func(*testing.T)\nfunc TestMain(m *testing.M) { f = nil }\n"
         "func TestA(t *testing.T) { f(t) }",
         "needs f, which mentions testing.T and is set up by TestMain, as a copy would not be"},
        {"import \"testing\"\nvar f func(*testing.T)\nfunc init() { _ = 1 }\n"
         "func TestA(t *testing.T) { f(t) }",
         ""},
        {"import \"testing\"\nvar f func(*testing.T)\nfunc init() { f = nil }\n"
         "func TestA(t *testing.T) {}",
         ""}, /* the test does not need it */
    };
    CHECK(rows);
}

static void the_place_is_where_it_is_seen(void **state)
{
    (void)state;
    inject("package p\n"
           "import \"testing\"\n"
           "type base struct{ t *testing.T }\n"
           "type suite struct{ base }\n"
           "func help(t *testing.T) {\n"
           "\t_ = suite{}.base\n"
           "}\n"
           "func TestA(t *testing.T) { help(t) }\n"
           "func TestB(t *testing.T) {}\n");
    assert_int_equal(test_at(0)->way, INJECT_ORIGINAL);
    assert_int_equal(test_at(0)->reason_line, 6);
    assert_int_equal(test_at(0)->reason_column, 14);
    assert_string_equal(test_at(1)->benchmark, "BenchmarkB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(parameters_that_are_no_testing_t, injected_free),
        cmocka_unit_test_teardown(a_test_that_benchmarks, injected_free),
        cmocka_unit_test_teardown(a_method_that_benchmarks, injected_free),
        cmocka_unit_test_teardown(embedded_fields_that_are_named, injected_free),
        cmocka_unit_test_teardown(variables_that_are_set_up_beforehand, injected_free),
        cmocka_unit_test_teardown(the_place_is_where_it_is_seen, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
