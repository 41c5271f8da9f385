/* Which rows are one series, what a series comes to, and what a filter leaves. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "exporter/series.h"

/* ---- results to export ----------------------------------------------------------------------- */

static void begin(Results *results, const char *go_version)
{
    results_init(results, "log");
    results->environment.go_version = go_version;
    ResultProject *project = results_add_project(results, "shop", NULL);
    results_add_package(results, project, "example.com/shop");
}

static ResultBenchmark *add(Results *results, const char *name, double ns, double allocs)
{
    ResultBenchmark *row =
        results_add_benchmark(results, &results->projects.items[0].packages.items[0], name);
    row->iterations = 100;
    row->ns_per_op = ns;
    row->allocs_per_op = allocs;
    return row;
}

static ExportSeriesList series_of(const Results *results, size_t count)
{
    ExportSeriesList list = {0};
    export_series((ExportInputs){.items = results, .count = count}, &list);
    return list;
}

static void expect_name(const ExportSeriesList *list, size_t at, const char *name, size_t rows)
{
    assert_true(at < list->count);
    assert_string_equal(list->items[at].row.benchmark->name, name);
    assert_int_equal(list->items[at].rows, rows);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void rows_of_one_name_are_one_series(void **state)
{
    (void)state;
    Results results;
    begin(&results, NULL);
    add(&results, "BenchmarkB", 7, 1);
    add(&results, "BenchmarkA", 5, 2);
    add(&results, "BenchmarkB", 9, RESULT_UNKNOWN);
    add(&results, "BenchmarkB", 4, 3);
    ExportSeriesList list = series_of(&results, 1);
    assert_int_equal(list.count, 2);
    expect_name(&list, 0, "BenchmarkB", 3);
    expect_name(&list, 1, "BenchmarkA", 1);
    assert_true(list.items[0].ns.min == 4 && list.items[0].ns.median == 7);
    assert_true(list.items[0].allocs.min == 1 && list.items[0].allocs.median == 2);
    assert_true(isnan(list.items[0].bytes.min));
    assert_int_equal(list.items[0].iterations, 300);
    assert_int_equal(list.items[0].samples.count, 3);
    assert_true(list.items[1].ns.min == 5 && isnan(list.items[1].ns.median));
    export_series_free(&list);
    results_free(&results);
}

static void what_tells_series_apart(void **state)
{
    (void)state;
    Results inputs[2];
    begin(&inputs[0], "go1.25.0");
    begin(&inputs[1], "go1.26.0");
    add(&inputs[0], "BenchmarkA", 1, 1);
    add(&inputs[0], "BenchmarkA", 1, 1)->procs = 8;
    add(&inputs[0], "BenchmarkA", 1, 1)->engine = RESULT_BY_SOURCE;
    add(&inputs[1], "BenchmarkA", 1, 1);
    ExportSeriesList list = series_of(inputs, 2);
    assert_int_equal(list.count, 4);
    export_series_free(&list);
    results_free(&inputs[0]);
    results_free(&inputs[1]);
}

static void a_failure_has_no_samples(void **state)
{
    (void)state;
    Results results;
    begin(&results, NULL);
    add(&results, "BenchmarkA", 1, 1);
    add(&results, "BenchmarkA", RESULT_UNKNOWN, RESULT_UNKNOWN)->status = RESULT_PANICKED;
    ExportSeriesList list = series_of(&results, 1);
    expect_name(&list, 0, "BenchmarkA", 2);
    assert_int_equal(list.items[0].status, RESULT_PANICKED);
    assert_int_equal(list.items[0].samples.count, 1);
    export_series_free(&list);
    results_free(&results);
}

static void nothing_is_no_series(void **state)
{
    (void)state;
    Results results;
    results_init(&results, "run");
    ExportSeriesList list = series_of(&results, 1);
    assert_int_equal(list.count, 0);
    export_series_free(&list);
    results_free(&results);
}

static void filter_goes_by_the_test(void **state)
{
    (void)state;
    Results results;
    FindPatternError error;
    FindPattern *pattern = find_pattern_new("^TestA$|^BenchmarkC$", &error);
    const FindPattern *patterns[] = {pattern};
    FindFilter filter = {.only = patterns, .only_count = 1};
    begin(&results, NULL);
    add(&results, "BenchmarkA", 1, 1)->test = "TestA";
    ResultBenchmark *left_out = add(&results, "BenchmarkC", 1, 1);
    left_out->test = "TestC";
    bl_vec_push(&left_out->samples, (ResultSample){1, 1, 1, 1, 1});
    add(&results, "BenchmarkC", 1, 1);
    export_filter(&results, &filter);
    const ResultPackage *package = &results.projects.items[0].packages.items[0];
    assert_int_equal(package->benchmarks.count, 2);
    assert_string_equal(package->benchmarks.items[0].name, "BenchmarkA");
    assert_null(package->benchmarks.items[1].test);
    find_pattern_free(pattern);
    results_free(&results);
}

/* The row stands where it stood, behind those that are left, with nothing that could be lost. */
static void what_a_filter_leaves_out_is_given_back(void **state)
{
    (void)state;
    Results results;
    FindPatternError error;
    begin(&results, NULL);
    add(&results, "BenchmarkA", 5, 2);
    ResultBenchmark *out = add(&results, "BenchmarkB", 7, 1);
    bl_vec_push(&out->samples, (ResultSample){.ns = 7});
    bl_vec_push(&out->notes, "it is noisy");
    bl_vec_push(&out->metrics, (ResultMetric){"MB/s", 3});
    const FindPattern *only = find_pattern_new("A", &error);
    export_filter(&results, &(FindFilter){.only = &only, .only_count = 1});
    const ResultPackage *package = &results.projects.items[0].packages.items[0];
    assert_int_equal(package->benchmarks.count, 1);
    out = &package->benchmarks.items[1];
    assert_null(out->samples.items);
    assert_null(out->notes.items);
    assert_null(out->metrics.items);
    find_pattern_free((FindPattern *)(uintptr_t)only);
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_of_one_name_are_one_series),
        cmocka_unit_test(what_tells_series_apart),
        cmocka_unit_test(a_failure_has_no_samples),
        cmocka_unit_test(nothing_is_no_series),
        cmocka_unit_test(filter_goes_by_the_test),
        cmocka_unit_test(what_a_filter_leaves_out_is_given_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
