/* Which benchmarks are one, what counts as a difference, and in which order it is shown. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/check.h"

/* ---- two runs -------------------------------------------------------------------------------- */

typedef struct Runs {
    Results before, after;
    Comparison comparison;
} Runs;

static void begin(Runs *runs, const char *source)
{
    results_init(&runs->before, source);
    results_init(&runs->after, source);
}

/* A project's package, which is made at its first benchmark. */
static ResultBenchmark *add_to(Results *results, const char *project, const char *path,
                               const char *name)
{
    ResultProject *found = NULL;
    for (size_t i = 0; i < results->projects.count; i++)
        if (strcmp(results->projects.items[i].name, project) == 0)
            found = &results->projects.items[i];
    if (!found)
        found = results_add_project(results, project, NULL);
    ResultPackage *package = NULL;
    for (size_t i = 0; i < found->packages.count; i++)
        if (strcmp(found->packages.items[i].import_path, path) == 0)
            package = &found->packages.items[i];
    if (!package)
        package = results_add_package(results, found, path);
    ResultBenchmark *row = results_add_benchmark(results, package, name);
    row->iterations = 1;
    return row;
}

static ResultBenchmark *add(Results *results, const char *name, double allocs)
{
    ResultBenchmark *row = add_to(results, "shop", "example.com/shop", name);
    row->allocs_per_op = allocs;
    return row;
}

static void sample(ResultBenchmark *row, double ns, double allocs)
{
    bl_vec_push(
        &row->samples,
        (ResultSample){
            .operations = 1, .ns = ns, .bytes = RESULT_UNKNOWN, .allocs = allocs, .round = 1});
    results_summarise(row);
}

static void compare(Runs *runs, const CompareOptions *options)
{
    compare_results(&runs->comparison, &runs->before, &runs->after, options);
}

static void end(Runs *runs)
{
    compare_free(&runs->comparison);
    results_free(&runs->before);
    results_free(&runs->after);
}

static const char *name_at(const Runs *runs, size_t at)
{
    assert_true(at < runs->comparison.pairs.count);
    const ComparePair *pair = &runs->comparison.pairs.items[at];
    return pair->after.benchmark ? pair->after.benchmark->name : pair->before.benchmark->name;
}

static CompareVerdict verdict(const Runs *runs, size_t at, CompareUnit unit)
{
    assert_true(at < runs->comparison.pairs.count);
    return runs->comparison.pairs.items[at].figures[unit].verdict;
}

static size_t kinds(const Runs *runs, CompareKind kind)
{
    return runs->comparison.by_kind[kind];
}

/* ---- matching -------------------------------------------------------------------------------- */

static void names_and_procs_tell_benchmarks_apart(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add(&runs.before, "BenchmarkA", 1)->procs = 1;
    add(&runs.before, "BenchmarkA", 1)->procs = 4;
    add(&runs.before, "BenchmarkB", 1);
    add(&runs.after, "BenchmarkA", 1)->procs = 4;
    add(&runs.after, "BenchmarkA", 1)->procs = 8;
    add(&runs.after, "BenchmarkC", 1);
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(kinds(&runs, COMPARE_MEASURED), 1);
    assert_int_equal(kinds(&runs, COMPARE_ONLY_OLD), 2);
    assert_int_equal(kinds(&runs, COMPARE_ONLY_NEW), 2);
    assert_int_equal(runs.comparison.pairs.items[0].after.benchmark->procs, 4);
    end(&runs);
}

/* Logs do not say GOMAXPROCS where it is 1. */
static void unknown_procs_are_one(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add(&runs.before, "BenchmarkA", 1)->procs = 0;
    add(&runs.after, "BenchmarkA", 1)->procs = 1;
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(kinds(&runs, COMPARE_MEASURED), 1);
    end(&runs);
}

/* A checkout elsewhere has another folder's name, a log that of its file. */
static void projects_do_not_count_where_paths_tell_enough(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add_to(&runs.before, "old-checkout", "example.com/shop", "BenchmarkA");
    add_to(&runs.after, "new-checkout", "example.com/shop", "BenchmarkA");
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(kinds(&runs, COMPARE_MEASURED), 1);
    end(&runs);
}

static void projects_count_where_two_have_one_path(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add_to(&runs.before, "one", "example.com/shop", "BenchmarkA")->allocs_per_op = 1;
    add_to(&runs.before, "two", "example.com/shop", "BenchmarkA")->allocs_per_op = 2;
    add_to(&runs.after, "two", "example.com/shop", "BenchmarkA")->allocs_per_op = 2;
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(kinds(&runs, COMPARE_MEASURED), 1);
    assert_int_equal(verdict(&runs, 0, COMPARE_ALLOCS), COMPARE_SAME);
    assert_int_equal(kinds(&runs, COMPARE_ONLY_OLD), 1);
    end(&runs);
}

static void rows_of_a_log_are_samples(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "log");
    for (int i = 0; i < 6; i++) {
        add(&runs.before, "BenchmarkA", 3)->ns_per_op = 100 + i;
        add(&runs.after, "BenchmarkA", 3)->ns_per_op = 200 + i;
    }
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(runs.comparison.pairs.count, 1);
    const CompareFigure *time = &runs.comparison.pairs.items[0].figures[COMPARE_TIME];
    assert_int_equal(time->stats.a.count, 6);
    assert_int_equal(time->verdict, COMPARE_CHANGED);
    assert_false(time->exact);
    end(&runs);
}

static void statuses_make_the_kind(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add(&runs.before, "BenchmarkBreaks", 1);
    add(&runs.after, "BenchmarkBreaks", 1)->status = RESULT_FAILED;
    add(&runs.before, "BenchmarkBroken", 1)->status = RESULT_FAILED;
    add(&runs.after, "BenchmarkBroken", 1)->status = RESULT_FAILED;
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(kinds(&runs, COMPARE_STATUS_CHANGED), 1);
    assert_int_equal(kinds(&runs, COMPARE_UNMEASURED), 1);
    assert_int_equal(verdict(&runs, 0, COMPARE_ALLOCS), COMPARE_NOT_MEASURED);
    assert_true(compare_differs(&runs.comparison));
    end(&runs);
}

/* ---- differences ----------------------------------------------------------------------------- */

static void one_exact_sample_is_enough(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    sample(add(&runs.before, "BenchmarkA", 0), 100, 3);
    sample(add(&runs.after, "BenchmarkA", 0), 900, 4);
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(verdict(&runs, 0, COMPARE_ALLOCS), COMPARE_CHANGED);
    assert_true(runs.comparison.pairs.items[0].figures[COMPARE_ALLOCS].exact);
    assert_int_equal(verdict(&runs, 0, COMPARE_BYTES), COMPARE_NOT_MEASURED);
    assert_int_equal(verdict(&runs, 0, COMPARE_TIME), COMPARE_UNDECIDED);
    end(&runs);
}

/* Bytes of one line of a log are a mean, with the collector's share in it. */
static void bytes_of_one_mean_are_not_exact(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "log");
    for (int side = 0; side < 2; side++) {
        Results *results = side ? &runs.after : &runs.before;
        ResultBenchmark *row = add(results, "BenchmarkA", 3 + side);
        row->iterations = 100000;
        row->bytes_per_op = 1000 + side;
    }
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(verdict(&runs, 0, COMPARE_ALLOCS), COMPARE_CHANGED);
    assert_int_equal(verdict(&runs, 0, COMPARE_BYTES), COMPARE_UNDECIDED);
    end(&runs);
}

static void samples_that_differ_are_tested(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    ResultBenchmark *before = add(&runs.before, "BenchmarkA", 0);
    ResultBenchmark *after = add(&runs.after, "BenchmarkA", 0);
    for (int i = 0; i < 10; i++) {
        sample(before, 100, i % 3);
        sample(after, 100, (i + 1) % 3);
    }
    compare(&runs, &(CompareOptions){0});
    const CompareFigure *figure = &runs.comparison.pairs.items[0].figures[COMPARE_ALLOCS];
    assert_false(figure->exact);
    assert_int_equal(figure->verdict, COMPARE_UNDECIDED);
    assert_int_equal(runs.comparison.totals[COMPARE_ALLOCS].tests, 1);
    assert_false(compare_differs(&runs.comparison));
    end(&runs);
}

/* Ten benchmarks, of which one differs by a p of about 0.03: among ten that is nothing. */
static void p_is_corrected_for_how_many_are_tested(void **state)
{
    (void)state;
    static const CompareCorrection corrections[] = {COMPARE_UNCORRECTED, COMPARE_BENJAMINI_HOCHBERG,
                                                    COMPARE_HOLM};
    for (size_t which = 0; which < 3; which++) {
        Runs runs;
        begin(&runs, "run");
        for (int i = 0; i < 10; i++) {
            char name[] = "BenchmarkA";
            name[9] = (char)('A' + i);
            ResultBenchmark *before = add(&runs.before, name, 0),
                            *after = add(&runs.after, name, 0);
            for (int j = 0; j < 4; j++) {
                sample(before, 100 + j, 1);
                sample(after, i == 0 ? 200 + j : 100 + j, 1);
            }
        }
        compare(&runs, &(CompareOptions){.correction = corrections[which]});
        const CompareTotal *total = &runs.comparison.totals[COMPARE_TIME];
        assert_int_equal(total->tests, 10);
        assert_int_equal(total->by_verdict[COMPARE_CHANGED], which == 0 ? 1 : 0);
        end(&runs);
    }
}

static void units_that_are_not_asked_for_are_left_out(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    sample(add(&runs.before, "BenchmarkA", 0), 100, 3);
    sample(add(&runs.after, "BenchmarkA", 0), 100, 4);
    compare(&runs, &(CompareOptions){.units = 1U << COMPARE_TIME});
    assert_int_equal(verdict(&runs, 0, COMPARE_ALLOCS), COMPARE_NOT_MEASURED);
    assert_false(compare_differs(&runs.comparison));
    end(&runs);
}

/* ---- order ----------------------------------------------------------------------------------- */

static void escapes_come_first(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double before, after;
    } rows[] = {{"BenchmarkSame", 5, 5},    {"BenchmarkLittle", 10, 11},
                {"BenchmarkStays", 9, 0},   {"BenchmarkHalf", 10, 5},
                {"BenchmarkEscapes", 0, 1}, {"BenchmarkEscapesMore", 0, 8}};
    static const char *const order[] = {"BenchmarkEscapesMore", "BenchmarkEscapes",
                                        "BenchmarkStays",       "BenchmarkHalf",
                                        "BenchmarkLittle",      "BenchmarkSame"};
    Runs runs;
    begin(&runs, "run");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        add(&runs.before, rows[i].name, rows[i].before);
        add(&runs.after, rows[i].name, rows[i].after);
    }
    compare(&runs, &(CompareOptions){0});
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++)
        assert_string_equal(name_at(&runs, i), order[i]);
    const CompareTotal *total = &runs.comparison.totals[COMPARE_ALLOCS];
    assert_int_equal(total->up, 3);
    assert_int_equal(total->down, 2);
    assert_int_equal(total->ratio.from_zero, 2);
    assert_int_equal(total->ratio.to_zero, 1);
    assert_true(isnan(total->ratio.ratio));
    end(&runs);
}

/* ---- the gate -------------------------------------------------------------------------------- */

/* How many violations there are, by the rule that no allocation may be added. */
static size_t violations(const Runs *runs)
{
    Check check;
    CheckRules rules;
    check_default_rules(&rules);
    check_results(&check, &runs->after, &runs->before, &rules, &(CheckOptions){0});
    size_t count = check.violations.count;
    check_free(&check);
    check_rules_free(&rules);
    return count;
}

static void set_status(Results *results, ResultPackageStatus status)
{
    results->projects.items[0].packages.items[0].status = status;
}

/* It failed before as well, which is no violation of its own, and hides none. */
static void a_package_that_always_fails_hides_nothing(void **state)
{
    (void)state;
    Runs runs = {.comparison = {0}};
    begin(&runs, "run");
    add(&runs.before, "BenchmarkX", 3);
    add(&runs.before, "BenchmarkY", 3);
    add(&runs.after, "BenchmarkY", 3);
    set_status(&runs.before, RESULT_PACKAGE_RUN_FAILED);
    set_status(&runs.after, RESULT_PACKAGE_RUN_FAILED);
    assert_int_equal(violations(&runs), 1);
    add(&runs.after, "BenchmarkX", RESULT_UNKNOWN)->status = RESULT_NOT_RUN;
    assert_int_equal(violations(&runs), 1);
    set_status(&runs.before, RESULT_PACKAGE_OK); /* now it is told with the package */
    assert_int_equal(violations(&runs), 1);
    end(&runs);
}

static void packages_of_one_path_are_told_by_project(void **state)
{
    (void)state;
    Runs runs = {.comparison = {0}};
    begin(&runs, "run");
    add_to(&runs.before, "A", "example.com/a", "BenchmarkX")->allocs_per_op = 3;
    add_to(&runs.before, "B", "example.com/a", "BenchmarkX")->allocs_per_op = 3;
    add_to(&runs.after, "A", "example.com/a", "BenchmarkX")->allocs_per_op = 3;
    add_to(&runs.after, "B", "example.com/a", "BenchmarkX")->status = RESULT_NOT_RUN;
    set_status(&runs.before, RESULT_PACKAGE_RUN_FAILED);
    set_status(&runs.after, RESULT_PACKAGE_RUN_FAILED);
    runs.after.projects.items[1].packages.items[0].status = RESULT_PACKAGE_RUN_FAILED;
    assert_int_equal(violations(&runs), 1); /* B's, which A's failure before does not excuse */
    end(&runs);
}

static void add_means(Results *results, const char *name, double allocs, size_t count)
{
    ResultBenchmark *row = add(results, name, allocs);
    for (size_t i = 0; i < count; i++)
        bl_vec_push(
            &row->samples,
            (ResultSample){.operations = 5000, .allocs = allocs + 1e-6 * (double)i, .ns = 1});
    results_summarise(row);
}

/* What the runtime allocates now and then is in a mean of many operations. */
static void means_are_compared_without_the_runtimes_part(void **state)
{
    (void)state;
    Runs runs = {.comparison = {0}};
    begin(&runs, "run");
    add_means(&runs.before, "BenchmarkWhole", 3.0001, 10);
    add_means(&runs.after, "BenchmarkWhole", 3.0002, 10);
    add_means(&runs.before, "BenchmarkOne", 4.16736, 1); /* once: nobody knows */
    add_means(&runs.after, "BenchmarkOne", 4.16786, 1);
    assert_int_equal(violations(&runs), 0);
    add_means(&runs.before, "BenchmarkMore", 3.0001, 10);
    add_means(&runs.after, "BenchmarkMore", 4.0001, 10);
    assert_int_equal(violations(&runs), 1);
    compare(&runs, &(CompareOptions){0});
    assert_string_equal(name_at(&runs, 0), "BenchmarkMore");
    assert_true(runs.comparison.pairs.items[0].figures[COMPARE_ALLOCS].exact);
    assert_true(runs.comparison.pairs.items[0].after.smallest[COMPARE_ALLOCS] == 4);
    end(&runs);
}

/* Of equal values there is no test, and nothing to correct for. */
static void equal_values_are_no_test(void **state)
{
    (void)state;
    Runs runs;
    begin(&runs, "run");
    add(&runs.before, "BenchmarkA", 1);
    add(&runs.after, "BenchmarkA", 1);
    for (int i = 0; i < 6; i++) {
        sample(add(&runs.before, "BenchmarkB", 1), 10, 1);
        sample(add(&runs.after, "BenchmarkB", 1), 10, 1);
        sample(add(&runs.before, "BenchmarkC", 1), 10 + i, 1);
        sample(add(&runs.after, "BenchmarkC", 1), 20 + i, 1);
    }
    compare(&runs, &(CompareOptions){0});
    assert_int_equal(runs.comparison.totals[COMPARE_TIME].tests, 1);
    end(&runs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_procs_tell_benchmarks_apart),
        cmocka_unit_test(unknown_procs_are_one),
        cmocka_unit_test(projects_do_not_count_where_paths_tell_enough),
        cmocka_unit_test(projects_count_where_two_have_one_path),
        cmocka_unit_test(rows_of_a_log_are_samples),
        cmocka_unit_test(statuses_make_the_kind),
        cmocka_unit_test(one_exact_sample_is_enough),
        cmocka_unit_test(bytes_of_one_mean_are_not_exact),
        cmocka_unit_test(samples_that_differ_are_tested),
        cmocka_unit_test(p_is_corrected_for_how_many_are_tested),
        cmocka_unit_test(units_that_are_not_asked_for_are_left_out),
        cmocka_unit_test(escapes_come_first),
        cmocka_unit_test(a_package_that_always_fails_hides_nothing),
        cmocka_unit_test(packages_of_one_path_are_told_by_project),
        cmocka_unit_test(means_are_compared_without_the_runtimes_part),
        cmocka_unit_test(equal_values_are_no_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
