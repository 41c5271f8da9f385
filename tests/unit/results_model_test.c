/* The model of results: rows, totals, names of statuses. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/results.h"

static void a_new_row_knows_nothing(void **state)
{
    (void)state;
    Results results;
    results_init(&results, "run");
    assert_string_equal(results.source, "run");
    assert_true(isnan(results.wall_seconds));
    ResultProject *project = results_add_project(&results, "shop", NULL);
    assert_null(project->dir);
    ResultPackage *package = results_add_package(&results, project, "example.com/shop");
    assert_true(isnan(package->build_seconds) && isnan(package->run_seconds));
    assert_int_equal(package->status, RESULT_PACKAGE_OK);
    assert_null(package->reason);
    ResultBenchmark *row = results_add_benchmark(&results, package, "BenchmarkX");
    assert_true(isnan(row->ns_per_op) && isnan(row->bytes_per_op) && isnan(row->allocs_per_op));
    assert_true(isnan(row->ns_median) && isnan(row->bytes_median) && isnan(row->allocs_median));
    assert_int_equal(row->status, RESULT_OK);
    assert_int_equal(row->iterations + row->procs + row->line + row->column, 0);
    assert_null(row->test);
    assert_null(row->file);
    assert_null(row->reason);
    assert_false(row->noisy);
    results_free(&results);
}

/* The samples of a row whose summary is wanted: ns, bytes, allocs. */
static ResultBenchmark summarised(const double (*figures)[3], size_t count)
{
    ResultBenchmark row = {.ns_per_op = RESULT_UNKNOWN, .ns_median = RESULT_UNKNOWN};
    for (size_t i = 0; i < count; i++)
        bl_vec_push(&row.samples,
                    (ResultSample){2, figures[i][0], figures[i][1], figures[i][2], 1});
    results_summarise(&row);
    bl_vec_free(&row.samples);
    return row;
}

static void samples_make_the_figures(void **state)
{
    (void)state;
    const double odd[][3] = {{30, 8, 1}, {10, 8, 1}, {20, 24, 1}};
    ResultBenchmark row = summarised(odd, 3);
    assert_int_equal(row.iterations, 6);
    assert_true(row.ns_per_op == 10 && row.ns_median == 20);
    assert_true(row.bytes_per_op == 8 && row.bytes_median == 8 && row.allocs_median == 1);
    assert_false(row.noisy);
    const double even[][3] = {{4, 0, 2}, {1, 0, 1}, {3, 0, 2}, {2, 0, 1}};
    row = summarised(even, 4);
    assert_true(row.ns_median == 2.5 && row.allocs_per_op == 1 && row.allocs_median == 1.5);
    assert_true(row.noisy);
    row = summarised(NULL, 0);
    assert_int_equal(row.iterations, 0);
    assert_true(isnan(row.ns_per_op) && isnan(row.ns_median));
}

/* Each sample is of two operations: a mean, of which the median is compared with the smallest. */
static void assert_noisy(double bytes, double allocs, double more_bytes, double more_allocs,
                         bool noisy)
{
    const double figures[][3] = {{1, bytes, allocs},
                                 {1, bytes + more_bytes, allocs + more_allocs},
                                 {1, bytes + more_bytes, allocs + more_allocs}};
    ResultBenchmark row = summarised(figures, 3);
    assert_true(row.noisy == noisy);
}

static void means_differ_by_what_the_runtime_adds(void **state)
{
    (void)state;
    assert_noisy(64, 2, 0, 0.009, false);
    assert_noisy(64, 2, 0, 0.011, true);
    assert_noisy(64, 2, 0.9, 0, false);
    assert_noisy(64, 2, 1.1, 0, true);
    assert_noisy(68000, 600, 6, 0, false);
    assert_noisy(68000, 600, 8, 0, true); /* so much escapes at least */
    ResultBenchmark row = {.ns_per_op = RESULT_UNKNOWN};
    for (int i = 0; i < 3; i++)
        bl_vec_push(&row.samples, (ResultSample){1, 1, 1000000 + (i > 0), 600, 1});
    results_summarise(&row); /* an iteration is exact */
    bl_vec_free(&row.samples);
    assert_true(row.noisy);
}

static void strings_are_copied(void **state)
{
    (void)state;
    Results results;
    char name[] = "BenchmarkX";
    results_init(&results, "log");
    ResultProject *project = results_add_project(&results, name, name);
    ResultPackage *package = results_add_package(&results, project, NULL);
    ResultBenchmark *row = results_add_benchmark(&results, package, name);
    name[9] = 'Y';
    assert_string_equal(project->name, "BenchmarkX");
    assert_string_equal(project->dir, "BenchmarkX");
    assert_string_equal(row->name, "BenchmarkX");
    assert_null(package->import_path);
    results_free(&results);
}

static void totals_count_every_row(void **state)
{
    (void)state;
    Results results;
    results_init(&results, "log");
    for (int i = 0; i < 3; i++) {
        ResultProject *project = results_add_project(&results, "shop", NULL);
        for (int j = 0; j < 20; j++) {
            ResultPackage *package = results_add_package(&results, project, "p");
            package->status = j % 4 == 0 ? RESULT_PACKAGE_BUILD_FAILED : RESULT_PACKAGE_OK;
            for (int k = 0; k < j; k++)
                results_add_benchmark(&results, package, "BenchmarkX")->status =
                    k == 0 ? RESULT_PANICKED : RESULT_OK;
        }
    }
    ResultTotals totals = results_totals(&results);
    assert_int_equal(totals.projects, 3);
    assert_int_equal(totals.packages, 60);
    assert_int_equal(totals.packages_by_status[RESULT_PACKAGE_BUILD_FAILED], 15);
    assert_int_equal(totals.packages_by_status[RESULT_PACKAGE_OK], 45);
    assert_int_equal(totals.benchmarks, 570);
    assert_int_equal(totals.by_status[RESULT_PANICKED], 57);
    assert_int_equal(totals.by_status[RESULT_OK], 513);
    assert_int_equal(totals.by_status[RESULT_TIMED_OUT], 0);
    results_free(&results);
}

static void statuses_have_different_names(void **state)
{
    (void)state;
    for (int i = 0; i < RESULT_STATUS_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(result_status_name((ResultStatus)i),
                                    result_status_name((ResultStatus)j));
    for (int i = 0; i < RESULT_PACKAGE_STATUS_COUNT; i++)
        for (int j = 0; j < i; j++)
            assert_string_not_equal(result_package_status_name((ResultPackageStatus)i),
                                    result_package_status_name((ResultPackageStatus)j));
    assert_string_equal(result_status_name(RESULT_TIMED_OUT), "timed-out");
    assert_string_equal(result_package_status_name(RESULT_PACKAGE_NO_TESTS), "no-tests");
}

/* Nobody else's run has the same identifier. */
static void every_run_has_its_identifier(void **state)
{
    (void)state;
    Results one, two;
    results_init(&one, "run");
    results_init(&two, "run");
    assert_true(results_is_id(one.id));
    assert_true(results_is_id(two.id));
    assert_string_not_equal(one.id, two.id);
    assert_false(results_is_id(""));
    assert_false(results_is_id("0123456789abcdef0123456789abcde"));
    assert_false(results_is_id("0123456789abcdef0123456789abcdeF"));
    assert_false(results_is_id("0123456789abcdef0123456789abcdef0"));
    results_free(&one);
    results_free(&two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_run_has_its_identifier),
        cmocka_unit_test(a_new_row_knows_nothing),
        cmocka_unit_test(samples_make_the_figures),
        cmocka_unit_test(means_differ_by_what_the_runtime_adds),
        cmocka_unit_test(strings_are_copied),
        cmocka_unit_test(totals_count_every_row),
        cmocka_unit_test(statuses_have_different_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
