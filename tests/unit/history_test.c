/* Which figures are one history, and where in it the level changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/history.h"
#include "figures.h"

/* ---- histories ------------------------------------------------------------------------------- */

typedef struct Made {
    StoreFigures figures;
    HistoryChanges changes;
} Made;

/* The next run, in which everything is the same in each iteration. */
static StoreFigure *add(Made *made, double allocs)
{
    StoreId run = (StoreId)made->figures.list.count + 1;
    StoreFigure figure = {
        .run = run,
        .go_version = "go1.26.0",
        .goos = "linux",
        .goarch = "amd64",
        .cpu = "a CPU",
        .finished = true,
        .project = "shop",
        .import_path = "example.com/shop",
        .name = "BenchmarkX",
        .test = "TestX",
        .procs = 1,
        .ns_per_op = RESULT_UNKNOWN,
        .bytes_per_op = RESULT_UNKNOWN,
        .allocs_per_op = allocs,
        .bytes_median = RESULT_UNKNOWN,
        .allocs_median = allocs,
    };
    bl_vec_push(&made->figures.list, figure);
    return &made->figures.list.items[made->figures.list.count - 1];
}

static void add_all(Made *made, const double *allocs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(made, allocs[i]);
}
#define ADD(made, ...)                             \
    add_all((made), (const double[]){__VA_ARGS__}, \
            sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

/* Most iterations allocate more than the smallest. */
static StoreFigure *add_noisy(Made *made, double allocs)
{
    StoreFigure *figure = add(made, allocs);
    figure->allocs_median = allocs + 2;
    return figure;
}

static void find(Made *made)
{
    history_changes_free(&made->changes);
    history_find_changes(&made->changes, &made->figures, 0, 0);
}

static void clear(Made *made)
{
    history_changes_free(&made->changes);
    bl_vec_free(&made->figures.list);
    *made = (Made){0};
}

static void expect_count(Made *made, size_t count)
{
    find(made);
    assert_int_equal(made->changes.list.count, count);
}

static void expect(const Made *made, size_t i, StoreId run, double before, double after, bool exact)
{
    assert_true(i < made->changes.list.count);
    const HistoryChange *change = &made->changes.list.items[i];
    assert_int_equal(change->first->run, run);
    assert_same(change->before, before);
    assert_same(change->after, after);
    assert_int_equal(change->exact, exact);
}

/* ---- exact figures --------------------------------------------------------------------------- */

static void one_more_is_a_change_at_once(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 3, 3, 3, 4);
    expect_count(&made, 1);
    expect(&made, 0, 4, 3, 4, true);
    const HistoryChange *change = &made.changes.list.items[0];
    assert_int_equal(change->unit, COMPARE_ALLOCS);
    assert_int_equal(change->previous->run, 3);
    assert_int_equal(change->last->run, 4);
    assert_true(change->current);
    assert_near(change->delta, 100.0 / 3, 1e-9);
    assert_same(change->p, 0);
    assert_int_equal(made.changes.benchmarks, 1);
    assert_int_equal(made.changes.changed, 1);
    clear(&made);
}

static void each_level_has_its_runs(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 0, 0, 5, 5, 5, 0);
    expect_count(&made, 2);
    expect(&made, 0, 3, 0, 5, true);
    expect(&made, 1, 6, 5, 0, true);
    assert_same(made.changes.list.items[0].delta, RESULT_UNKNOWN);
    assert_same(made.changes.list.items[1].delta, -100);
    assert_int_equal(made.changes.list.items[0].last->run, 5);
    assert_false(made.changes.list.items[0].current);
    assert_true(made.changes.list.items[1].current);
    clear(&made);
}

static void there_is_none_without_two_figures(void **state)
{
    (void)state;
    Made made = {0};
    expect_count(&made, 0);
    assert_int_equal(made.changes.benchmarks, 0);
    clear(&made);
    ADD(&made, 3);
    expect_count(&made, 0);
    assert_int_equal(made.changes.benchmarks, 1);
    clear(&made);
    ADD(&made, RESULT_UNKNOWN, RESULT_UNKNOWN, 3, RESULT_UNKNOWN);
    expect_count(&made, 0);
    clear(&made);
}

static void runs_without_figures_are_passed_over(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 3, RESULT_UNKNOWN, 4, RESULT_UNKNOWN);
    expect_count(&made, 1);
    expect(&made, 0, 3, 3, 4, true);
    assert_int_equal(made.changes.list.items[0].previous->run, 1);
    assert_int_equal(made.changes.list.items[0].last->run, 3);
    clear(&made);
}

static void what_comes_and_goes_is_chance(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 5, 6, 5, 5, 6, 5, 6, 6, 5, 6);
    expect_count(&made, 0);
    clear(&made);
    ADD(&made, 5, 5, 6, 5, 5, 5); /* once is none */
    expect_count(&made, 2);
    clear(&made);
    for (int i = 0; i < 30; i++) /* nor is what is rare */
        add(&made, i == 5 || i == 20 ? 6 : 5);
    expect_count(&made, 4);
    clear(&made);
    ADD(&made, 5, 6, 7, 8, 9); /* nor what goes on and on */
    expect_count(&made, 4);
    clear(&made);
    ADD(&made, 901, 905, 912, 902, 908, 903, 910, 904); /* until it does so all the time */
    expect_count(&made, 0);
    clear(&made);
    ADD(&made, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8, 8); /* but for once */
    expect_count(&made, 7);
    clear(&made);
    ADD(&made, 5, 5, 5, 6, 6, 6, 5, 5, 5, 6, 6, 6); /* levels, not single runs */
    expect_count(&made, 3);
    clear(&made);
}

/* ---- with chance in them --------------------------------------------------------------------- */

static void noise_is_for_the_statistics(void **state)
{
    (void)state;
    Made made = {0};
    static const double noise[] = {0, 3, 1, 4, 2, 0, 4};
    for (size_t i = 0; i < 7; i++)
        add_noisy(&made, 100 + noise[i]);
    expect_count(&made, 0);
    add_noisy(&made, 150);
    expect_count(&made, 0); /* one run is none of a new level */
    for (size_t i = 0; i < 6; i++)
        add_noisy(&made, 150 + noise[i]);
    expect_count(&made, 1);
    expect(&made, 0, 8, 102, 151, false);
    assert_true(made.changes.list.items[0].p > 0 && made.changes.list.items[0].p <= 0.01);
    history_changes_free(&made.changes);
    history_find_changes(&made.changes, &made.figures, 0, 0.0001);
    assert_int_equal(made.changes.list.count, 0);
    clear(&made);
}

/* A run on another system, or with another GOMAXPROCS, is of another history. */
static void another_history_does_not_part_versions(void **state)
{
    (void)state;
    for (int other = 0; other < 2; other++) {
        Made made = {0};
        for (int i = 0; i < 10; i++) {
            add(&made, i < 5 ? 0 : 2)->go_version = i < 5 ? "go1.25.0" : "go1.26.0";
            if (i != 2)
                continue;
            StoreFigure *figure = add(&made, 2);
            figure->goos = other ? "linux" : "darwin";
            figure->procs = other ? 4 : 1;
        }
        expect_count(&made, 1);
        expect(&made, 0, 7, 0, 2, true);
        clear(&made);
    }
}

static void a_zero_that_is_exact_ends_at_once(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 0, 0, 0);
    add_noisy(&made, 40);
    expect_count(&made, 1);
    expect(&made, 0, 4, 0, 40, true);
    clear(&made);
    add_noisy(&made, 40);
    ADD(&made, 0);
    expect_count(&made, 1);
    expect(&made, 0, 2, 40, 0, true);
    clear(&made);
    ADD(&made, 1, 1);
    add_noisy(&made, 0); /* a smallest iteration of 0 is not the test without allocations */
    expect_count(&made, 0);
    clear(&made);
}

static void a_disturbed_run_does_not_hide_a_change(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 5, 5);
    add_noisy(&made, 5);
    add(&made, 6);
    expect_count(&made, 1);
    expect(&made, 0, 4, 5, 6, true);
    clear(&made);
    ADD(&made, 5, 5);
    add_noisy(&made, 6); /* whether it is more already cannot be told */
    expect_count(&made, 0);
    clear(&made);
}

static void stretches_between_exact_changes_are_tested(void **state)
{
    (void)state;
    Made made = {0};
    static const double noise[] = {0, 3, 1, 4, 2, 0, 4};
    ADD(&made, 0, 0);
    for (size_t i = 0; i < 14; i++)
        add_noisy(&made, (i < 7 ? 100 : 150) + noise[i % 7]);
    expect_count(&made, 2);
    expect(&made, 0, 3, 0, 102, true);
    expect(&made, 1, 10, 102, 152, false);
    clear(&made);
}

static void means_are_not_exact(void **state)
{
    (void)state;
    Made made = {0};
    static const double means[] = {5.0002, 5.009, 6.0001}; /* --benchtime */
    for (int i = 0; i < 3; i++)
        add(&made, means[i])->averaged = true;
    expect_count(&made, 1); /* what the runtime allocates is none of the test's */
    expect(&made, 0, 3, 5, 6, true);
    made.figures.list.items[2].allocs_per_op = 6.4;
    expect_count(&made, 0);
    made.figures.list.items[2].allocs_per_op = 6;
    made.figures.list.items[2].allocs_median = 7;
    expect_count(&made, 0);
    clear(&made);
    for (int i = 0; i < 2; i++) {
        StoreFigure *figure = add(&made, 5);
        figure->bytes_per_op = figure->bytes_median = 64 + i; /* the collector has a part in them */
        figure->averaged = true;
    }
    expect_count(&made, 0);
    made.figures.list.items[0].averaged = made.figures.list.items[1].averaged = false;
    expect_count(&made, 1);
    assert_int_equal(made.changes.list.items[0].unit, COMPARE_BYTES);
    clear(&made);
    ADD(&made, 5, 6); /* a mean is compared with means */
    made.figures.list.items[1].averaged = true;
    expect_count(&made, 0);
    clear(&made);
}

static void time_is_never_exact(void **state)
{
    (void)state;
    Made made = {0};
    for (int i = 0; i < 20; i++)
        add(&made, 1)->ns_per_op = i < 4 ? 500 : 900;
    made.figures.list.count = 6;
    expect_count(&made, 0);
    made.figures.list.count = 20;
    expect_count(&made, 1);
    expect(&made, 0, 5, 500, 900, false);
    assert_int_equal(made.changes.list.items[0].unit, COMPARE_TIME);
    history_changes_free(&made.changes);
    history_find_changes(&made.changes, &made.figures, 1 << COMPARE_ALLOCS | 1 << COMPARE_BYTES, 0);
    assert_int_equal(made.changes.list.count, 0);
    for (int i = 4; i < 20; i++) /* another processor is no change of the code */
        made.figures.list.items[i].cpu = "another CPU";
    expect_count(&made, 0);
    for (int i = 4; i < 20; i++) {
        made.figures.list.items[i].cpu = made.figures.list.items[0].cpu;
        made.figures.list.items[i].metrics = "time";
    }
    expect_count(&made, 0);
    clear(&made);
}

/* ---- what is one history --------------------------------------------------------------------- */

static void systems_have_histories_of_their_own(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 1, 2, 1);
    made.figures.list.items[1].goos = "freebsd";
    expect_count(&made, 0);
    made.figures.list.items[1].goos = "linux";
    expect_count(&made, 2);
    made.figures.list.items[1].goarch = "386";
    expect_count(&made, 0);
    clear(&made);
    for (int i = 0; i < 8; i++)
        add(&made, i < 6 ? i % 2 : i % 2 + 5)->procs = i % 2 ? 4 : 1;
    expect_count(&made, 2);
    expect(&made, 0, 7, 0, 5, true);
    expect(&made, 1, 8, 1, 6, true);
    clear(&made);
}

static void a_new_go_version_can_be_a_change(void **state)
{
    (void)state;
    Made made = {0};
    for (int i = 0; i < 4; i++)
        add(&made, i < 2 ? 4 : 3)->go_version = i < 2 ? "go1.25.0" : "go1.26.0";
    expect_count(&made, 1);
    assert_string_equal(made.changes.list.items[0].previous->go_version, "go1.25.0");
    clear(&made);
}

static void versions_measured_side_by_side_have_their_own(void **state)
{
    (void)state;
    Made made = {0};
    for (int i = 0; i < 10; i++)
        add(&made, (i % 2 ? 3 : 4) + (i >= 8 ? 2 : 0))->go_version =
            i % 2 ? "go1.26.0" : "go1.25.0";
    expect_count(&made, 2);
    expect(&made, 0, 9, 4, 6, true);
    expect(&made, 1, 10, 3, 5, true);
    clear(&made);
}

static void projects_count_where_they_share_a_path(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 3, 4);
    made.figures.list.items[1].project = "shop-copy"; /* a checkout elsewhere */
    expect_count(&made, 1);
    ADD(&made, 3, 5);
    for (int i = 0; i < 4; i++) { /* two in each of two runs */
        made.figures.list.items[i].run = 1 + i / 2;
        made.figures.list.items[i].project = i % 2 ? "shop-copy" : "shop";
    }
    expect_count(&made, 1);
    expect(&made, 0, 2, 4, 5, true);
    clear(&made);
}

static void rows_of_one_run_are_one_point(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 4, 4, 5, 5);
    made.figures.list.items[1].run = 1;
    made.figures.list.items[3].run = 3;
    expect_count(&made, 1);
    expect(&made, 0, 3, 4, 5, true);
    made.figures.list.items[0].allocs_per_op = 6; /* they differ, and the smallest is the figure */
    expect_count(&made, 0);
    made.figures.list.items[1].allocs_per_op = 0;
    made.figures.list.items[1].allocs_median = 0;
    expect_count(&made, 0);
    clear(&made);
}

static void benchmarks_are_told_apart(void **state)
{
    (void)state;
    Made made = {0};
    ADD(&made, 1, 2, 3, 4, 4);
    made.figures.list.items[1].name = "BenchmarkY";
    made.figures.list.items[2].import_path = "example.com/other";
    made.figures.list.items[3].import_path = made.figures.list.items[4].import_path = NULL;
    expect_count(&made, 0);
    assert_int_equal(made.changes.benchmarks, 4);
    assert_int_equal(made.changes.changed, 0);
    clear(&made);
}

/* ---- the order ------------------------------------------------------------------------------- */

static void what_allocates_now_comes_first(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        double before, after;
    } benchmarks[] = {{"A", 10, 11}, {"B", 3, 0}, {"C", 0, 1},
                      {"D", 8, 2},   {"E", 0, 9}, {"F", 0, 1}};
    static const char order[] = "EFCBDA";
    Made made = {0};
    for (size_t i = 0; i < 6; i++)
        for (int run = 1; run <= 2; run++) {
            StoreFigure *figure = add(&made, run == 1 ? benchmarks[i].before : benchmarks[i].after);
            figure->name = benchmarks[i].name;
            figure->run = run + (i == 5); /* F is later than C */
            figure->bytes_per_op = figure->bytes_median = i == 0 && run == 2;
        }
    find(&made);
    assert_int_equal(made.changes.list.items[0].unit, COMPARE_ALLOCS);
    assert_int_equal(made.changes.list.items[1].unit, COMPARE_BYTES);
    history_sort_changes(&made.changes);
    assert_int_equal(made.changes.list.count, 7);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(made.changes.list.items[i].first->name[0], order[i]);
    assert_int_equal(made.changes.list.items[6].unit, COMPARE_BYTES); /* from 0, but bytes */
    assert_int_equal(made.changes.changed, 6);
    clear(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_more_is_a_change_at_once),
        cmocka_unit_test(each_level_has_its_runs),
        cmocka_unit_test(there_is_none_without_two_figures),
        cmocka_unit_test(runs_without_figures_are_passed_over),
        cmocka_unit_test(what_comes_and_goes_is_chance),
        cmocka_unit_test(noise_is_for_the_statistics),
        cmocka_unit_test(another_history_does_not_part_versions),
        cmocka_unit_test(a_zero_that_is_exact_ends_at_once),
        cmocka_unit_test(a_disturbed_run_does_not_hide_a_change),
        cmocka_unit_test(stretches_between_exact_changes_are_tested),
        cmocka_unit_test(means_are_not_exact),
        cmocka_unit_test(time_is_never_exact),
        cmocka_unit_test(systems_have_histories_of_their_own),
        cmocka_unit_test(a_new_go_version_can_be_a_change),
        cmocka_unit_test(versions_measured_side_by_side_have_their_own),
        cmocka_unit_test(projects_count_where_they_share_a_path),
        cmocka_unit_test(rows_of_one_run_are_one_point),
        cmocka_unit_test(benchmarks_are_told_apart),
        cmocka_unit_test(what_allocates_now_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
