/* What is said of one sample: location, spread, quantiles. */
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

/* ---- hand-computed --------------------------------------------------------------------------- */

static void the_moments_of_a_textbook_sample(void **state)
{
    (void)state;
    static const double values[] = {2, 4, 4, 4, 5, 5, 7, 9};
    StatsSummary s;
    stats_summarize(values, COUNT(values), 0.95, &s);
    assert_int_equal(s.count, 8);
    assert_same(s.min, 2);
    assert_same(s.max, 9);
    assert_same(s.mean, 5);
    assert_same(s.median, 4.5);
    assert_near(s.sd, 2.13808993529939517, 1e-15); /* sqrt(32 / 7) */
    assert_near(s.cv, 42.7617987059879034, 1e-13);
    assert_int_equal(s.band, STATS_BAND_VERY_HIGH);
    /* 2.36462 * 2.13809 / sqrt(8) = 1.78748 */
    assert_near(s.mean_interval.lo, 5 - 1.78748, 1e-5);
    assert_near(s.mean_interval.hi, 5 + 1.78748, 1e-5);
    assert_same(s.median_interval.lo, 2); /* the first to the seventh, since 6 give 0.9297 */
    assert_same(s.median_interval.hi, 7);
    assert_same(s.median_interval.confidence, 246.0 / 256);
}

/* As R's quantile(x, type = 8). */
static void quantiles_are_of_definition_8(void **state)
{
    (void)state;
    double values[20];
    for (size_t i = 0; i < 20; i++)
        values[i] = (double)(20 - i);
    assert_near(stats_quantile(values, 20, 0.25), 65.0 / 12, 1e-14); /* 20 1/3 / 4 + 1/3 */
    assert_same(stats_quantile(values, 20, 0.5), 10.5);
    assert_near(stats_quantile(values, 20, 0.95), 19.65, 1e-14);
    assert_same(stats_quantile(values, 20, 0.99), 20);
    assert_same(stats_quantile(values, 20, 0), 1);
    assert_same(stats_quantile(values, 20, 1), 20);
    assert_near(stats_quantile(values + 16, 4, 0.95), 4, 0);
    assert_near(stats_quantile(values + 16, 4, 0.5), 2.5, 0);
}

/* From 67 values on the 99th percentile is not the maximum, from 14 on the 95th. */
static void high_percentiles_of_few_are_the_maximum(void **state)
{
    (void)state;
    double values[70];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = (double)i;
    assert_same(stats_quantile(values, 13, 0.95), 12);
    assert_true(stats_quantile(values, 14, 0.95) < 13);
    assert_same(stats_quantile(values, 66, 0.99), 65);
    assert_true(stats_quantile(values, 67, 0.99) < 66);
}

static void a_median_is_exact(void **state)
{
    (void)state;
    double values[101];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = 0.1 * (double)(i + 1);
    for (size_t count = 1; count <= COUNT(values); count += 2)
        assert_same(stats_quantile(values, count, 0.5), values[count / 2]);
    static const double far[] = {-1.5e308, 1.5e308}, tiny[] = {0, 4.9e-324, 4.9e-324, 4.9e-324};
    assert_same(stats_quantile(far, 2, 0.5), 0);
    assert_same(stats_quantile(tiny, 4, 0.5), 4.9e-324);
}

/* ---- few, equal, none ------------------------------------------------------------------------ */

static void assert_no_figures(const StatsSummary *s)
{
    assert_true(isnan(s->min) && isnan(s->max) && isnan(s->mean) && isnan(s->median));
    assert_true(isnan(s->p95) && isnan(s->p99) && isnan(s->sd) && isnan(s->cv));
    assert_int_equal(s->band, STATS_BAND_UNKNOWN);
}

static void of_nothing_nothing_is_known(void **state)
{
    (void)state;
    StatsSummary s;
    stats_summarize(NULL, 0, 0.95, &s);
    assert_int_equal(s.count, 0);
    assert_no_figures(&s);
    assert_true(isinf(s.mean_interval.lo) && isinf(s.mean_interval.hi));
    assert_true(isinf(s.median_interval.lo) && isinf(s.median_interval.hi));
}

static void one_value_has_no_spread(void **state)
{
    (void)state;
    static const double values[] = {7};
    StatsSummary s;
    stats_summarize(values, 1, 0.95, &s);
    assert_true(s.min == 7 && s.max == 7 && s.mean == 7 && s.median == 7 && s.p99 == 7);
    assert_true(isnan(s.sd) && isnan(s.cv));
    assert_int_equal(s.band, STATS_BAND_UNKNOWN);
    assert_same(s.mean_interval.lo, -INF);
    assert_same(s.mean_interval.hi, INF);
    assert_same(s.median_interval.hi, INF);
}

static void two_values_have(void **state)
{
    (void)state;
    static const double values[] = {3, 1};
    StatsSummary s;
    stats_summarize(values, 2, 0.95, &s);
    assert_true(s.mean == 2 && s.median == 2);
    assert_near(s.sd, M_SQRT2, 1e-15);
    assert_near(s.mean_interval.hi, 2 + 12.7062047362, 1e-9); /* the t of one degree of freedom */
    assert_same(s.median_interval.lo, -INF);
    assert_same(s.median_interval.confidence, 1);
}

static void equal_values_do_not_vary_at_all(void **state)
{
    (void)state;
    double values[1000];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = 0.1;
    assert_same(stats_mean(values, COUNT(values)), 0.1);
    assert_same(stats_sd(values, COUNT(values)), 0);
    assert_same(stats_cv(values, COUNT(values)), 0);
    static const double zeros[] = {0, 0, -0.0};
    assert_same(stats_cv(zeros, 3), 0);
    assert_int_equal(stats_band(stats_cv(zeros, 3)), STATS_BAND_GOOD);
}

static void around_zero_there_is_no_cv(void **state)
{
    (void)state;
    static const double values[] = {-1, 1}, below[] = {-9, -11};
    assert_true(isnan(stats_cv(values, 2)));
    assert_near(stats_cv(below, 2), 10 * M_SQRT2, 1e-13);
}

static void a_nan_leaves_no_figures(void **state)
{
    (void)state;
    static const double values[] = {1, (double)NAN, 3};
    StatsSummary s;
    stats_summarize(values, 3, 0.95, &s);
    assert_no_figures(&s);
    assert_true(isnan(s.mean_interval.lo) && isnan(s.median_interval.hi));
    assert_true(isnan(stats_quantile(values, 3, 0.5)));
}

static void infinities_are_in_order(void **state)
{
    (void)state;
    static const double values[] = {INF, 1, 2, 3, INF};
    StatsSummary s;
    stats_summarize(values, 5, 0.95, &s);
    assert_true(s.min == 1 && s.median == 3 && s.max == INF && s.p95 == INF && s.mean == INF);
    assert_true(isnan(s.sd) && isnan(s.cv));
    static const double equal[] = {INF, INF};
    assert_same(stats_quantile(equal, 2, 0.5), INF);
    assert_true(isnan(stats_sd(equal, 2)));
}

static void large_values_do_not_overflow(void **state)
{
    (void)state;
    static const double values[] = {1.7e308, 1.5e308, 1.6e308};
    assert_near(stats_mean(values, 3) / 1.6e308, 1, 1e-15);
    if (sizeof(long double) > sizeof(double))
        assert_near(stats_sd(values, 3) / 1e307, 1, 1e-13);
}

/* ---- bands ----------------------------------------------------------------------------------- */

static void a_band_includes_its_end(void **state)
{
    (void)state;
    static const struct {
        double cv;
        const char *name;
    } bands[] = {
        {0, "good"},          {5, "good"},        {5.01, "acceptable"},    {10, "acceptable"},
        {10.01, "warning"},   {15, "warning"},    {15.01, "high"},         {30, "high"},
        {30.01, "very high"}, {INF, "very high"}, {(double)NAN, "unknown"}};
    for (size_t i = 0; i < COUNT(bands); i++)
        assert_string_equal(stats_band_name(stats_band(bands[i].cv)), bands[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_moments_of_a_textbook_sample),
        cmocka_unit_test(quantiles_are_of_definition_8),
        cmocka_unit_test(high_percentiles_of_few_are_the_maximum),
        cmocka_unit_test(a_median_is_exact),
        cmocka_unit_test(of_nothing_nothing_is_known),
        cmocka_unit_test(one_value_has_no_spread),
        cmocka_unit_test(two_values_have),
        cmocka_unit_test(equal_values_do_not_vary_at_all),
        cmocka_unit_test(around_zero_there_is_no_cv),
        cmocka_unit_test(a_nan_leaves_no_figures),
        cmocka_unit_test(infinities_are_in_order),
        cmocka_unit_test(large_values_do_not_overflow),
        cmocka_unit_test(a_band_includes_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
