/* The table for people, to the byte. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/results.h"

static char *printed(const Results *results, bool colour)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    results_print(results, colour, memory);
    fclose(memory);
    return text;
}

static void expect(const Results *results, const char *wanted)
{
    char *text = printed(results, false);
    assert_string_equal(text, wanted);
    free(text);
}

static ResultBenchmark *add(Results *results, ResultPackage *package, const char *name, double ns,
                            double bytes, double allocs)
{
    ResultBenchmark *row = results_add_benchmark(results, package, name);
    row->ns_per_op = ns;
    row->bytes_per_op = bytes;
    row->allocs_per_op = allocs;
    return row;
}

static ResultPackage *new_package(Results *results, const char *path)
{
    results_init(results, "run");
    return results_add_package(results, results_add_project(results, "shop", NULL), path);
}

static void columns_are_aligned(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "example.com/shop/cart");
    package->build_seconds = 0.412;
    package->run_seconds = 12.3;
    add(&results, package, "BenchmarkSum", 13.58, 0, 0);
    add(&results, package, "BenchmarkCopyWithALongName", 4188, 8192, 1);
    add(&results, package, "Benchmarkünï", 1234567890, 10.5, 2.25);
    expect(&results, "example.com/shop/cart  built 412 ms  ran 12.3 s\n"
                     "  BenchmarkSum                    0 B/op     0 allocs/op  13.6 ns/op\n"
                     "  BenchmarkCopyWithALongName   8192 B/op     1 allocs/op  4.19 µs/op\n"
                     "  Benchmarkünï                10.50 B/op  2.25 allocs/op   1.23 s/op\n"
                     "\n"
                     "1 package: 1 ok\n"
                     "3 benchmarks: 3 ok\n");
    results_free(&results);
}

/* Where all are tests, that need not be said. */
static void kinds_are_counted(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    for (int kind = RESULT_KIND_TEST; kind < RESULT_KIND_COUNT; kind++)
        add(&results, package, "BenchmarkX", 1, 0, 0)->kind = (ResultKind)kind;
    add(&results, package, "BenchmarkX", 1, 0, 0)->kind = RESULT_KIND_FUZZ;
    char *text = printed(&results, false);
    assert_non_null(strstr(text, "\n5 benchmarks (1 test, 1 example, 2 fuzz tests, "
                                 "1 native benchmark): 5 ok\n"));
    free(text);
    results_free(&results);
}

static void only_tests_and_natives_are_counted_too(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    add(&results, package, "BenchmarkX", 1, 0, 0)->kind = RESULT_KIND_TEST;
    add(&results, package, "BenchmarkY", 1, 0, 0)->kind = RESULT_KIND_NATIVE;
    char *text = printed(&results, false);
    assert_non_null(strstr(text, "\n2 benchmarks (1 test, 1 native benchmark): 2 ok\n"));
    free(text);
    results_free(&results);
}

static void a_test_measured_whole_says_why(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    add(&results, package, "BenchmarkX", 1, 16, 1)->inline_reason = "TestX/a cannot be run alone";
    char *text = printed(&results, false);
    assert_non_null(
        strstr(text, "16 B/op  1 allocs/op  1.00 ns/op  whole: TestX/a cannot be run alone\n"));
    free(text);
    results_free(&results);
}

static void engines_are_named_and_compared(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    add(&results, package, "BenchmarkSame", 1, 16, 1)->engine = RESULT_BY_HARNESS;
    results.projects.items[0].packages.items[0].benchmarks.items[0].check =
        (ResultCheck){RESULT_BY_SOURCE, RESULT_FROM_SOURCE, RESULT_OK, NULL, 16, 1};
    add(&results, package, "BenchmarkMore", 1, 16, 1)->check =
        (ResultCheck){RESULT_BY_SOURCE, RESULT_FROM_ORIGINAL, RESULT_OK, NULL, 48, 2};
    add(&results, package, "BenchmarkFail", 1, 16, 1)->check =
        (ResultCheck){RESULT_BY_SOURCE, RESULT_FROM_NONE, RESULT_NOT_CONVERTED, "why",
                      RESULT_UNKNOWN,   RESULT_UNKNOWN};
    expect(&results,
           "p  by harness\n"
           "  BenchmarkSame  16 B/op  1 allocs/op  1.00 ns/op\n"
           "  BenchmarkMore  16 B/op  1 allocs/op  1.00 ns/op  source (original): 48 B/op, 2 "
           "allocs/op\n"
           "  BenchmarkFail  16 B/op  1 allocs/op  1.00 ns/op  source: not-converted\n"
           "\n"
           "1 package: 1 ok\n"
           "3 benchmarks: 3 ok\n"
           "2 measured by both engines: 1 differ\n");
    results_free(&results);
}

static void a_fallback_is_told(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    package->fallback = "it does not build";
    add(&results, package, "BenchmarkX", 1, 16, 1)->engine = RESULT_BY_SOURCE;
    expect(&results, "p  by source  not by harness: it does not build\n"
                     "  BenchmarkX  16 B/op  1 allocs/op  1.00 ns/op\n"
                     "\n"
                     "1 package: 1 ok\n"
                     "1 benchmark: 1 ok\n");
    results_free(&results);
}

static void what_is_unknown_is_a_dash(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, NULL);
    add(&results, package, "BenchmarkX", RESULT_UNKNOWN, RESULT_UNKNOWN, RESULT_UNKNOWN);
    expect(&results, "(package not named)\n"
                     "  BenchmarkX  -  -  -\n"
                     "\n"
                     "1 package: 1 ok\n"
                     "1 benchmark: 1 ok\n");
    results_free(&results);
}

static void what_went_wrong_is_said(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "example.com/shop/cart");
    package->status = RESULT_PACKAGE_RUN_FAILED;
    package->reason = "BenchmarkBad: panic: boom";
    ResultBenchmark *row = add(&results, package, "BenchmarkNoisy", 1, 16, 1);
    row->test = "TestNoisy";
    row->noisy = true;
    row = add(&results, package, "BenchmarkSame", 1, 16, 1);
    row->test = "TestSame";
    row->conversion = RESULT_FROM_ORIGINAL;
    row->conversion_reason = "why";
    row = add(&results, package, "BenchmarkBad", RESULT_UNKNOWN, RESULT_UNKNOWN, RESULT_UNKNOWN);
    row->status = RESULT_PANICKED;
    row->reason = "panic: boom";
    row->procs = 8;
    ResultProject *project = &results.projects.items[0];
    package = results_add_package(&results, project, "example.com/shop/broken");
    package->status = RESULT_PACKAGE_BUILD_FAILED;
    package->reason = "x.go:1:1: oops";
    package = results_add_package(&results, project, "example.com/shop/empty");
    package->status = RESULT_PACKAGE_NO_TESTS;
    results_add_package(&results, project, "example.com/shop/idle");
    expect(&results, "example.com/shop/cart  run-failed: BenchmarkBad: panic: boom\n"
                     "  TestNoisy       16 B/op  1 allocs/op  1.00 ns/op  noisy\n"
                     "  TestSame        16 B/op  1 allocs/op  1.00 ns/op  original\n"
                     "  BenchmarkBad-8        -            -           -  panicked: panic: boom\n"
                     "\n"
                     "example.com/shop/broken  build-failed: x.go:1:1: oops\n"
                     "example.com/shop/empty  no-tests\n"
                     "example.com/shop/idle  no benchmarks\n"
                     "\n"
                     "4 packages: 1 ok, 1 no-tests, 1 build-failed, 1 run-failed\n"
                     "3 benchmarks: 2 ok, 1 panicked\n");
    results_free(&results);
}

static void metrics_follow_the_columns(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    ResultBenchmark *row = add(&results, package, "BenchmarkX", 1, 2, 3);
    bl_vec_push(&row->metrics, (ResultMetric){"MB/s", 1910.38});
    bl_vec_push(&row->metrics, (ResultMetric){"inf", -HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"tiny", 1.23e-5});
    bl_vec_push(&row->metrics, (ResultMetric){"rows", 1e18});
    bl_vec_push(&row->metrics, (ResultMetric){"unseen", 1});
    expect(&results, "p\n"
                     "  BenchmarkX  2 B/op  3 allocs/op  1.00 ns/op  1910.38 MB/s, -Inf inf, "
                     "1.23e-05 tiny, 1e+18 rows and 1 more\n"
                     "\n"
                     "1 package: 1 ok\n"
                     "1 benchmark: 1 ok\n");
    results_free(&results);
}

static void time_changes_its_unit_where_three_digits_end(void **state)
{
    (void)state;
    static const struct {
        double ns;
        const char *text;
    } cases[] = {
        {0, "0.00 ns/op"},     {0.25, "0.25 ns/op"},   {9.994, "9.99 ns/op"}, {9.996, "10.0 ns/op"},
        {99.94, "99.9 ns/op"}, {99.96, "100 ns/op"},   {999.4, "999 ns/op"},  {999.6, "1.00 µs/op"},
        {999499, "999 µs/op"}, {999500, "1.00 ms/op"}, {59.9e9, "59.9 s/op"}, {3600e9, "3600 s/op"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        Results results;
        ResultPackage *package = new_package(&results, "p");
        add(&results, package, "BenchmarkX", cases[i].ns, RESULT_UNKNOWN, RESULT_UNKNOWN);
        char *text = printed(&results, false);
        char wanted[64];
        snprintf(wanted, sizeof wanted, "BenchmarkX  -  -  %s\n", cases[i].text);
        if (!strstr(text, wanted))
            fail_msg("%s is not in\n%s", wanted, text);
        free(text);
        results_free(&results);
    }
}

static void a_log_cannot_act_on_the_terminal(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p\033[2J\xC2\x9B");
    ResultBenchmark *row = add(&results, package, "BenchmarkX\a", 1, 2, 3);
    row->status = RESULT_FAILED;
    row->reason = "\033]0;title\a\r\n\x7F \xC2\xB5";
    char *text = printed(&results, false);
    for (const char *c = text; *c; c++)
        assert_true((unsigned char)*c >= 0x20 || *c == '\n');
    assert_non_null(strstr(text, "p?[2J?\n"));
    assert_non_null(strstr(text, "?]0;title???? \xC2\xB5\n"));
    free(text);
    results_free(&results);
}

static void colour_comes_only_when_asked_for(void **state)
{
    (void)state;
    Results results;
    ResultPackage *package = new_package(&results, "p");
    add(&results, package, "BenchmarkX", 1, 0, 0);
    add(&results, package, "BenchmarkY", 1, 0, 0)->status = RESULT_FAILED;
    char *plain = printed(&results, false), *coloured = printed(&results, true);
    assert_null(strchr(plain, '\033'));
    assert_non_null(strstr(coloured, "\033[1mp\033[0m"));
    assert_non_null(strstr(coloured, "\033[1;31mfailed\033[0m"));
    /* Without the colours it is the same text. */
    char *to = coloured;
    for (const char *from = coloured; *from; from++) {
        if (*from == '\033')
            from = strchr(from, 'm');
        else
            *to++ = *from;
    }
    *to = '\0';
    assert_string_equal(plain, coloured);
    free(plain);
    free(coloured);
    results_free(&results);
}

static void machine_and_projects_are_named(void **state)
{
    (void)state;
    Results results;
    results_init(&results, "log");
    results.environment.goos = "linux";
    results.environment.cpu = "Example CPU";
    results_add_project(&results, "monday.log", NULL);
    results_add_package(&results, results_add_project(&results, "tuesday.log", NULL), "p");
    expect(&results, "linux, Example CPU\n"
                     "\n"
                     "== monday.log\n"
                     "\n"
                     "== tuesday.log\n"
                     "\n"
                     "p  no benchmarks\n"
                     "\n"
                     "1 package: 1 ok\n"
                     "0 benchmarks\n");
    results_free(&results);
}

/* ---- several versions ------------------------------------------------------------------------ */

static void expect_beside(const Results *all, size_t count, const char *wanted)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    results_print_beside(all, count, false, memory);
    fclose(memory);
    assert_string_equal(text, wanted);
    free(text);
}

static ResultPackage *new_version(Results *results, const char *version)
{
    ResultPackage *package = new_package(results, "example.com/shop/cart");
    results->environment.go_version = version;
    return package;
}

static void versions_stand_side_by_side(void **state)
{
    (void)state;
    Results all[2];
    ResultPackage *old = new_version(&all[0], "go1.19.8"), *new = new_version(&all[1], "go1.26.8");
    add(&all[0], old, "BenchmarkSame", RESULT_UNKNOWN, 64, 1);
    add(&all[0], old, "BenchmarkParse", RESULT_UNKNOWN, 123456789, 1234)->noisy = true;
    add(&all[0], old, "Benchmarkünï", RESULT_UNKNOWN, 16, 1);
    add(&all[0], old, "BenchmarkGone", RESULT_UNKNOWN, 16, 1);
    add(&all[1], new, "BenchmarkParse", RESULT_UNKNOWN, 8, 1)->test = "TestParse";
    add(&all[1], new, "BenchmarkSame", RESULT_UNKNOWN, 64, 1);
    add(&all[1], new, "Benchmarkünï", RESULT_UNKNOWN, 16, 1)->status = RESULT_FAILED;
    expect_beside(all, 2,
                  "\n                  go1.19.8                              go1.26.8\n"
                  "example.com/shop/cart\n"
                  "  BenchmarkParse  123456789 B/op  1234 allocs/op noisy  8 B/op  1 allocs/op\n"
                  "  Benchmarkünï    16 B/op  1 allocs/op                  failed\n"
                  "  BenchmarkGone   16 B/op  1 allocs/op                  -\n"
                  "1 benchmark the same with all of them, 3 not, of which 1 noisy\n");
    results_free(&all[0]);
    results_free(&all[1]);
}

/* Each value of GOMAXPROCS has its own row, and so has the same package in each project. */
static void versions_are_told_by_processors_and_project(void **state)
{
    (void)state;
    Results all[2];
    for (size_t i = 0; i < 2; i++) {
        ResultPackage *package = new_version(&all[i], i ? "go1.26.8" : NULL);
        add(&all[i], package, "BenchmarkParse", RESULT_UNKNOWN, 16, 1)->procs = 1;
        add(&all[i], package, "BenchmarkParse", RESULT_UNKNOWN, 16 + (double)i, 1)->procs = 4;
        ResultProject *other = results_add_project(&all[i], "fork", NULL);
        package = results_add_package(&all[i], other, "example.com/shop/cart");
        add(&all[i], package, "BenchmarkParse", RESULT_UNKNOWN, 32 + (double)i, 1)->procs = 1;
    }
    expect_beside(all, 2,
                  "\n                    ?                     go1.26.8\n"
                  "== shop\n"
                  "example.com/shop/cart\n"
                  "  BenchmarkParse-4  16 B/op  1 allocs/op  17 B/op  1 allocs/op\n"
                  "== fork\n"
                  "example.com/shop/cart\n"
                  "  BenchmarkParse    32 B/op  1 allocs/op  33 B/op  1 allocs/op\n"
                  "1 benchmark the same with all of them, 2 not\n");
    results_free(&all[0]);
    results_free(&all[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned),
        cmocka_unit_test(kinds_are_counted),
        cmocka_unit_test(only_tests_and_natives_are_counted_too),
        cmocka_unit_test(a_test_measured_whole_says_why),
        cmocka_unit_test(engines_are_named_and_compared),
        cmocka_unit_test(a_fallback_is_told),
        cmocka_unit_test(what_is_unknown_is_a_dash),
        cmocka_unit_test(what_went_wrong_is_said),
        cmocka_unit_test(metrics_follow_the_columns),
        cmocka_unit_test(time_changes_its_unit_where_three_digits_end),
        cmocka_unit_test(a_log_cannot_act_on_the_terminal),
        cmocka_unit_test(colour_comes_only_when_asked_for),
        cmocka_unit_test(machine_and_projects_are_named),
        cmocka_unit_test(versions_stand_side_by_side),
        cmocka_unit_test(versions_are_told_by_processors_and_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
