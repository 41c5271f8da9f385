/* Two samples in benchstat's terms. */
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

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define INF ((double)INFINITY)

static StatsComparison compared(StatsAssumption assumption, const double *a, size_t count_a,
                                const double *b, size_t count_b)
{
    StatsComparison comparison;
    stats_compare(assumption, a, count_a, b, count_b, 0.95, 0.05, &comparison);
    return comparison;
}

static void assert_delta(const StatsComparison *comparison, const char *expected)
{
    char text[STATS_DELTA_SIZE];
    assert_string_equal(stats_delta_text(comparison, text), expected);
}

static void a_difference_has_a_percentage(void **state)
{
    (void)state;
    static const double a[] = {100, 101, 102, 99, 100, 98}, b[] = {113, 111, 112, 114, 112, 115};
    StatsComparison c = compared(STATS_ASSUME_NOTHING, a, 6, b, 6);
    assert_true(c.a.center == 100 && c.a.lo == 98 && c.a.hi == 102);
    assert_true(c.b.center == 112.5 && c.b.lo == 111 && c.b.hi == 115);
    assert_same(c.a.confidence, 0.96875);
    assert_near(c.delta, 12.5, 1e-12);
    assert_near(c.p, 2.0 / 924, 1e-15);
    assert_true(c.significant);
    assert_int_equal(c.warnings | c.a.warnings | c.b.warnings, 0);
    assert_delta(&c, "+12.50%");
    c = compared(STATS_ASSUME_NOTHING, b, 6, a, 6);
    assert_delta(&c, "-11.11%");
}

static void no_difference_is_a_tilde(void **state)
{
    (void)state;
    static const double a[] = {100, 104, 102, 99}, b[] = {101, 103, 100, 105};
    StatsComparison c = compared(STATS_ASSUME_NOTHING, a, 4, b, 4);
    assert_false(c.significant);
    assert_true(c.p > 0.05);
    assert_near(c.delta, 100.0 / 101, 1e-12); /* it is there for whoever wants it */
    assert_int_equal(c.warnings, 0);
    assert_int_equal(c.a.warnings, STATS_WARN_FEW_FOR_INTERVAL);
    assert_delta(&c, "~");
}

/* The least p of three and three values is 2/20. */
static void too_few_values_are_said(void **state)
{
    (void)state;
    static const double a[] = {1, 1.1, 1.2, 1.3}, b[] = {9, 9.1, 9.2, 9.3};
    StatsComparison c = compared(STATS_ASSUME_NOTHING, a, 3, b, 3);
    assert_int_equal(c.warnings, STATS_WARN_FEW_FOR_TEST);
    assert_delta(&c, "~");
    c = compared(STATS_ASSUME_NOTHING, a, 4, b, 4);
    assert_int_equal(c.warnings, 0);
    assert_true(c.significant);
    c = compared(STATS_ASSUME_NOTHING, a, 1, b, 1);
    assert_same(c.p, 1);
    assert_int_equal(c.warnings, STATS_WARN_FEW_FOR_TEST);
    c = compared(STATS_ASSUME_NOTHING, a, 0, b, 4);
    assert_int_equal(c.warnings, STATS_WARN_EMPTY);
    assert_true(isnan(c.a.center) && isnan(c.delta));
    assert_same(c.p, 1);
    assert_delta(&c, "~");
}

static void p_up_to_alpha_is_a_difference(void **state)
{
    (void)state;
    static const double a[] = {1, 2, 3}, b[] = {4, 5, 6};
    StatsComparison c;
    stats_compare(STATS_ASSUME_NOTHING, a, 3, b, 3, 0.95, 0.1, &c);
    assert_same(c.p, 0.1);
    assert_true(c.significant);
    assert_delta(&c, "+150.00%");
    stats_compare(STATS_ASSUME_NOTHING, a, 3, b, 3, 0.95, 0.0999, &c);
    assert_false(c.significant);
}

static void all_equal_is_no_test(void **state)
{
    (void)state;
    static const double zeros[6];
    StatsComparison c = compared(STATS_ASSUME_NOTHING, zeros, 6, zeros, 6);
    assert_int_equal(c.warnings, STATS_WARN_ALL_EQUAL);
    assert_false(c.significant);
    assert_same(c.p, 1);
    assert_same(c.delta, 0);
    assert_delta(&c, "~");
}

static void a_nan_is_no_difference(void **state)
{
    (void)state;
    static const double a[] = {1, (double)NAN, 3, 4}, b[] = {7, 8, 9, 10};
    StatsComparison c = compared(STATS_ASSUME_NOTHING, a, 4, b, 4);
    assert_int_equal(c.warnings, STATS_WARN_NAN);
    assert_false(c.significant);
    assert_true(isnan(c.a.center) && isnan(c.delta) && c.b.center == 8.5);
    c = compared(STATS_ASSUME_EXACT, b, 4, a, 4);
    assert_int_equal(c.warnings, STATS_WARN_NAN);
    assert_false(c.significant);
}

/* ---- exact values ---------------------------------------------------------------------------- */

static void of_exact_values_any_difference_is_one(void **state)
{
    (void)state;
    static const double a[] = {4, 4}, b[] = {5};
    StatsComparison c = compared(STATS_ASSUME_EXACT, a, 2, b, 1);
    assert_true(c.significant && c.p == 0);
    assert_true(c.a.center == 4 && c.a.lo == 4 && c.a.hi == 4 && c.a.confidence == 1);
    assert_delta(&c, "+25.00%");
    c = compared(STATS_ASSUME_EXACT, a, 2, a, 1);
    assert_delta(&c, "0.00%");
    assert_int_equal(c.warnings, 0);
}

static void from_zero_there_is_no_percentage(void **state)
{
    (void)state;
    static const double zero[] = {0}, one[] = {1};
    StatsComparison c = compared(STATS_ASSUME_EXACT, zero, 1, one, 1);
    assert_true(c.significant && isnan(c.delta));
    assert_delta(&c, "?");
    c = compared(STATS_ASSUME_EXACT, one, 1, zero, 1);
    assert_delta(&c, "-100.00%");
    c = compared(STATS_ASSUME_EXACT, zero, 1, zero, 1);
    assert_delta(&c, "0.00%");
}

static void exact_values_that_differ_are_said(void **state)
{
    (void)state;
    static const double values[] = {3, 2, 1, 2, 3};
    StatsEstimate e = stats_estimate(STATS_ASSUME_EXACT, values, 5, 0.95);
    assert_true(e.center == 2 && e.lo == 1 && e.hi == 3);
    assert_int_equal(e.warnings, STATS_WARN_NOT_EXACT);
    static const double none_twice[] = {9, 7, 8};
    assert_same(stats_estimate(STATS_ASSUME_EXACT, none_twice, 3, 0.95).center, 7);
}

/* ---- how it is written ----------------------------------------------------------------------- */

static double spread_of(double center, double lo, double hi)
{
    StatsEstimate e = {.center = center, .lo = lo, .hi = hi};
    return stats_estimate_spread(&e);
}

static void the_spread_is_that_of_the_wider_side(void **state)
{
    (void)state;
    assert_near(spread_of(100, 98, 103), 3, 1e-12);
    assert_near(spread_of(100, 95, 103), 5, 1e-12);
    assert_same(spread_of(0, 0, 0), 0);
    assert_same(spread_of(1, -INF, INF), INF);
    assert_true(isnan(spread_of(1, 0, 2)) && isnan(spread_of(1, -1, 2)));
    assert_true(isnan(spread_of(0, -1, 1)) && isnan(spread_of((double)NAN, 1, 2)));
}

static void any_delta_fits(void **state)
{
    (void)state;
    static const double small[] = {5e-324}, large[] = {1e306}, less[] = {-1e306}, one[] = {1};
    char text[STATS_DELTA_SIZE];
    StatsComparison c = compared(STATS_ASSUME_EXACT, one, 1, large, 1);
    assert_int_equal(strlen(stats_delta_text(&c, text)), 1 + 309 + 3 + 1);
    c = compared(STATS_ASSUME_EXACT, one, 1, less, 1);
    stats_delta_text(&c, text);
    assert_int_equal(text[strlen(text) - 1], '%');
    c = compared(STATS_ASSUME_EXACT, small, 1, large, 1);
    assert_delta(&c, "+inf%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_difference_has_a_percentage),
        cmocka_unit_test(no_difference_is_a_tilde),
        cmocka_unit_test(too_few_values_are_said),
        cmocka_unit_test(p_up_to_alpha_is_a_difference),
        cmocka_unit_test(all_equal_is_no_test),
        cmocka_unit_test(a_nan_is_no_difference),
        cmocka_unit_test(of_exact_values_any_difference_is_one),
        cmocka_unit_test(from_zero_there_is_no_percentage),
        cmocka_unit_test(exact_values_that_differ_are_said),
        cmocka_unit_test(the_spread_is_that_of_the_wider_side),
        cmocka_unit_test(any_delta_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
