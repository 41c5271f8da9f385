/* Where a history changed. The random histories are the same in every run: nothing here depends on
 * luck. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "figures.h"

enum { RUNS_MAX = 200 };

/* ---- histories ------------------------------------------------------------------------------- */

typedef struct Made {
    double values[RUNS_MAX];
    StatsRun runs[RUNS_MAX];
    size_t count;
    StatsChange *changes;
    size_t found;
} Made;

static uint64_t random_state;

/* From 0 to 1, both excluded (xorshift64*). */
static double uniform(void)
{
    random_state ^= random_state >> 12;
    random_state ^= random_state << 25;
    random_state ^= random_state >> 27;
    return ((double)(random_state * 0x2545f4914f6cdd1du >> 11) + 0.5) / 9007199254740992.0;
}

static double normal(void)
{
    double radius = sqrt(-2 * log(uniform()));
    return radius * cos(2 * M_PI * uniform());
}

static double skewed(void)
{
    return exp(normal());
}

static double whole(void)
{
    return floor(4 * uniform());
}

static double with_odd_runs(void)
{
    return uniform() < 0.05 ? 30 * normal() : normal();
}

static void add(Made *made, double level, size_t count, double (*noise)(void))
{
    for (size_t i = 0; i < count; i++, made->count++) {
        assert_true(made->count < RUNS_MAX);
        made->values[made->count] = level + (noise ? noise() : 0);
        made->runs[made->count] = (StatsRun){&made->values[made->count], 1};
    }
}

static void find(Made *made, StatsAssumption assumption, double alpha)
{
    made->found = stats_changes(assumption, made->runs, made->count, alpha, &made->changes);
    assert_int_equal(made->found == 0, made->changes == NULL);
}

static void clear(Made *made)
{
    free(made->changes);
    *made = (Made){0};
}

static void assert_change(const Made *made, size_t i, size_t run, double before, double after)
{
    assert_true(i < made->found);
    assert_int_equal(made->changes[i].run, run);
    assert_near(made->changes[i].before, before, fabs(before) * 0.02);
    assert_near(made->changes[i].after, after, fabs(after) * 0.02);
    assert_near(made->changes[i].delta,
                (made->changes[i].after / made->changes[i].before - 1) * 100, 1e-9);
    assert_true(made->changes[i].p >= 0 && made->changes[i].p <= 0.05);
}

/* ---- without changes ------------------------------------------------------------------------- */

/* In how many of 2,000 histories without a change one is found. */
static int false_findings(size_t length, double (*noise)(void), double alpha)
{
    int findings = 0;
    random_state = 7;
    for (int i = 0; i < 2000; i++) {
        Made made = {0};
        add(&made, 100, length, noise);
        find(&made, STATS_ASSUME_NOTHING, alpha);
        findings += made.found > 0;
        clear(&made);
    }
    return findings;
}

/* 100 are expected of 2,000; 130 is three standard deviations more. Far fewer would mean that the
 * test is none; ten runs are too few for a level in the middle, which half of alpha is for. */
static void without_a_change_alpha_is_how_often_one_is_found(void **state)
{
    (void)state;
    static double (*const noises[])(void) = {normal, skewed, whole, with_odd_runs};
    for (size_t i = 0; i < sizeof noises / sizeof *noises; i++) {
        for (size_t length = 10; length <= 40; length *= 2) {
            int findings = false_findings(length, noises[i], 0.05);
            print_message("noise %zu, %zu runs: %d of 2000\n", i, length, findings);
            assert_in_range(findings, length == 10 ? 5 : 50, 130);
        }
        assert_in_range(false_findings(40, noises[i], 0.01), 5, 34);
    }
}

static void nothing_changes_in_little_or_equal(void **state)
{
    (void)state;
    for (size_t count = 0; count < 12; count++) {
        Made made = {0};
        add(&made, 5, count, NULL);
        find(&made, STATS_ASSUME_NOTHING, 0.05);
        assert_int_equal(made.found, 0);
        clear(&made);
    }
    Made made = {0}; /* four runs can be ordered in too few ways to tell */
    add(&made, 5, 2, NULL);
    add(&made, 500, 2, NULL);
    find(&made, STATS_ASSUME_NOTHING, 0.05);
    assert_int_equal(made.found, 0);
    clear(&made);
}

/* At the end of 160 runs it would be one by chance once in eighty histories. */
static void an_odd_run_is_no_change(void **state)
{
    (void)state;
    for (size_t at = 0; at < 160; at += 53) {
        Made made = {0};
        add(&made, 100, 160, NULL);
        made.values[at] = 1e6;
        find(&made, STATS_ASSUME_NOTHING, 0.05);
        assert_int_equal(made.found, 0);
        clear(&made);
    }
}

/* ---- with changes ---------------------------------------------------------------------------- */

static void a_step_is_found_where_it_is(void **state)
{
    (void)state;
    random_state = 11;
    Made made = {0};
    add(&made, 100, 20, normal);
    add(&made, 110, 15, normal);
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 1);
    assert_change(&made, 0, 20, 100, 110);
    clear(&made);
}

static void up_and_down_again_are_two(void **state)
{
    (void)state;
    random_state = 12;
    Made made = {0};
    add(&made, 200, 15, normal);
    add(&made, 230, 10, normal);
    add(&made, 200, 15, normal);
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 2);
    assert_change(&made, 0, 15, 200, 230);
    assert_change(&made, 1, 25, 230, 200);
    clear(&made);
}

/* The first split stands where the larger step is; each is then placed by itself. */
static void steps_of_a_stair_are_all_found(void **state)
{
    (void)state;
    random_state = 13;
    Made made = {0};
    for (int i = 0; i < 4; i++)
        add(&made, 100 + 20 * i, 12, normal);
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 3);
    assert_change(&made, 0, 12, 100, 120);
    assert_change(&made, 1, 24, 120, 140);
    assert_change(&made, 2, 36, 140, 160);
    clear(&made);
}

static void an_odd_run_hides_no_change(void **state)
{
    (void)state;
    random_state = 14;
    Made made = {0};
    add(&made, 100, 20, normal);
    add(&made, 110, 20, normal);
    made.values[7] = 900;
    made.values[30] = 5000;
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 1);
    assert_change(&made, 0, 20, 100, 110);
    clear(&made);
}

/* 480 histories of 10 or 20 runs before a step of ten standard deviations, and three after. */
static void a_large_step_takes_three_runs_to_be_found(void **state)
{
    (void)state;
    random_state = 15;
    int found = 0;
    for (int i = 0; i < 480; i++) {
        Made made = {0};
        add(&made, 100, i % 2 ? 10 : 20, normal);
        add(&made, 110, 3, normal);
        find(&made, STATS_ASSUME_NOTHING, 0.05);
        found += made.found > 0;
        clear(&made);
    }
    print_message("found %d of 480\n", found);
    assert_true(found > 450);
}

static void from_zero_there_is_no_percentage(void **state)
{
    (void)state;
    Made made = {0};
    add(&made, 0, 10, NULL);
    add(&made, 3, 10, NULL);
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 1);
    assert_int_equal(made.changes[0].run, 10);
    assert_true(made.changes[0].before == 0 && made.changes[0].after == 3);
    assert_true(isnan(made.changes[0].delta));
    assert_near(made.changes[0].p, 1.0 / 2000, 1e-15); /* no permutation is as good but itself */
    clear(&made);
}

static void the_same_history_gives_the_same(void **state)
{
    (void)state;
    Made twice[2] = {0};
    for (int i = 0; i < 2; i++) {
        random_state = 16;
        add(&twice[i], 100, 12, normal);
        add(&twice[i], 102, 12, normal);
        find(&twice[i], STATS_ASSUME_NOTHING, 0.01);
    }
    assert_int_equal(twice[0].found, 1);
    assert_int_equal(twice[1].found, 1);
    assert_true(twice[0].changes[0].p == twice[1].changes[0].p);
    assert_true(twice[0].changes[0].p >= 1.0 / 2000);
    assert_int_equal(twice[0].changes[0].run, twice[1].changes[0].run);
    clear(&twice[0]);
    clear(&twice[1]);
}

/* ---- runs ------------------------------------------------------------------------------------ */

static void a_run_counts_with_its_median(void **state)
{
    (void)state;
    static const double low[] = {90, 100, 1000}, high[] = {20, 200, 210};
    StatsRun runs[20];
    for (size_t i = 0; i < 20; i++)
        runs[i] = (StatsRun){i < 10 ? low : high, 3};
    StatsChange *changes;
    assert_int_equal(stats_changes(STATS_ASSUME_NOTHING, runs, 20, 0.01, &changes), 1);
    assert_int_equal(changes[0].run, 10);
    assert_true(changes[0].before == 100 && changes[0].after == 200);
    assert_true(changes[0].delta == 100);
    free(changes);
}

static void runs_without_figures_are_passed_over(void **state)
{
    (void)state;
    Made made = {0};
    add(&made, 1, 10, NULL);
    add(&made, 2, 10, NULL);
    made.runs[3].count = 0;
    made.runs[4].values = NULL;
    made.runs[4].count = 0;
    made.values[9] = STATS_UNKNOWN;
    made.values[10] = (double)INFINITY;
    find(&made, STATS_ASSUME_NOTHING, 0.01);
    assert_int_equal(made.found, 1);
    assert_change(&made, 0, 11, 1, 2);
    clear(&made);
}

static void of_exact_values_every_difference_is_a_change(void **state)
{
    (void)state;
    Made made = {0};
    add(&made, 5, 4, NULL);
    add(&made, 7, 1, NULL);
    add(&made, 0, 2, NULL);
    made.runs[2].count = 0;
    find(&made, STATS_ASSUME_EXACT, 0.05);
    assert_int_equal(made.found, 2);
    assert_change(&made, 0, 4, 5, 7);
    assert_int_equal(made.changes[1].run, 5);
    assert_true(made.changes[1].delta == -100 && made.changes[1].p == 0);
    clear(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_change_alpha_is_how_often_one_is_found),
        cmocka_unit_test(nothing_changes_in_little_or_equal),
        cmocka_unit_test(an_odd_run_is_no_change),
        cmocka_unit_test(a_step_is_found_where_it_is),
        cmocka_unit_test(up_and_down_again_are_two),
        cmocka_unit_test(steps_of_a_stair_are_all_found),
        cmocka_unit_test(an_odd_run_hides_no_change),
        cmocka_unit_test(a_large_step_takes_three_runs_to_be_found),
        cmocka_unit_test(from_zero_there_is_no_percentage),
        cmocka_unit_test(the_same_history_gives_the_same),
        cmocka_unit_test(a_run_counts_with_its_median),
        cmocka_unit_test(runs_without_figures_are_passed_over),
        cmocka_unit_test(of_exact_values_every_difference_is_a_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
