/* Many benchmarks: geometric means, and p values corrected for how many they are. */
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

/* ---- geometric means ------------------------------------------------------------------------- */

static void a_geometric_mean_is_of_positive_values(void **state)
{
    (void)state;
    static const double values[] = {2, 8}, zero[] = {2, 0}, below[] = {2, -2},
                        nan[] = {(double)NAN};
    assert_near(stats_geomean(values, 2), 4, 1e-15);
    assert_near(stats_geomean(values, 1), 2, 1e-15);
    assert_true(isnan(stats_geomean(values, 0)) && isnan(stats_geomean(zero, 2)));
    assert_true(isnan(stats_geomean(below, 2)) && isnan(stats_geomean(nan, 1)));
    double many[1000];
    for (size_t i = 0; i < COUNT(many); i++)
        many[i] = i % 2 ? 1e300 : 1e-300;
    assert_near(stats_geomean(many, COUNT(many)), 1, 1e-13);
}

static void assert_pairs_add_up(const StatsRatio *r, size_t with_ratio)
{
    assert_int_equal(r->pairs, r->both_zero + r->from_zero + r->to_zero + r->unusable + with_ratio);
}

static void a_ratio_of_pairs(void **state)
{
    (void)state;
    static const double before[] = {10, 20, 5}, after[] = {20, 10, 40};
    StatsRatio r = stats_geomean_ratio(before, after, 3);
    assert_near(r.ratio, 2, 1e-15); /* the cube root of 2 * 1/2 * 8 */
    assert_same(r.ratio_rest, r.ratio);
    assert_pairs_add_up(&r, 3);
    r = stats_geomean_ratio(before, after, 0);
    assert_true(isnan(r.ratio) && r.pairs == 0);
}

/* The ratio of nothing to nothing is 1, and counts. */
static void from_zero_to_zero_is_no_change(void **state)
{
    (void)state;
    static const double before[] = {0, 1, 0, 0}, after[] = {0, 16, 0, 0};
    StatsRatio r = stats_geomean_ratio(before, after, 4);
    assert_near(r.ratio, 2, 1e-15);
    assert_int_equal(r.both_zero, 3);
    assert_pairs_add_up(&r, 1);
    r = stats_geomean_ratio(before, before, 1);
    assert_same(r.ratio, 1);
}

static void other_zeros_have_no_ratio_and_are_counted(void **state)
{
    (void)state;
    static const double before[] = {0, 1, 2, 1}, after[] = {3, 0, 8, 1};
    StatsRatio r = stats_geomean_ratio(before, after, 4);
    assert_true(isnan(r.ratio));
    assert_int_equal(r.from_zero, 1);
    assert_int_equal(r.to_zero, 1);
    assert_near(r.ratio_rest, 2, 1e-15); /* the square root of 4 * 1 */
    assert_pairs_add_up(&r, 2);
    assert_true(isnan(stats_geomean_ratio(before, after, 1).ratio));
    assert_true(isnan(stats_geomean_ratio(before + 1, after + 1, 2).ratio));
    assert_true(isnan(stats_geomean_ratio(before, after, 1).ratio_rest));
}

static void what_is_no_quantity_is_counted(void **state)
{
    (void)state;
    static const double before[] = {(double)NAN, 1, -1, INF, 1e-300, 1e300, 1};
    static const double after[] = {1, (double)NAN, 1, 1, 1e300, 1e-300, 3};
    StatsRatio r = stats_geomean_ratio(before, after, COUNT(before));
    assert_int_equal(r.unusable, 6);
    assert_true(isnan(r.ratio));
    assert_near(r.ratio_rest, 3, 1e-14);
    assert_pairs_add_up(&r, 1);
}

/* ---- many tests ------------------------------------------------------------------------------ */

/* The example of Benjamini and Hochberg's paper: at 0.05 they reject four, Bonferroni and Holm
 * three. */
static const double paper[] = {0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                               0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};

static size_t rejected(const double *adjusted, size_t count)
{
    size_t rejections = 0;
    for (size_t i = 0; i < count; i++)
        rejections += adjusted[i] <= 0.05;
    return rejections;
}

static void the_example_of_the_paper(void **state)
{
    (void)state;
    double adjusted[COUNT(paper)];
    stats_adjust_bh(paper, COUNT(paper), adjusted);
    assert_int_equal(rejected(adjusted, COUNT(paper)), 4);
    assert_near(adjusted[3], 0.0095 * 15 / 4, 1e-15);
    assert_near(adjusted[5], 0.0298 * 15 / 7, 1e-15); /* of the next: 0.0278 * 15 / 6 is larger */
    stats_adjust_holm(paper, COUNT(paper), adjusted);
    assert_int_equal(rejected(adjusted, COUNT(paper)), 3);
    assert_near(adjusted[2], 0.0019 * 13, 1e-15);
    assert_near(adjusted[6], 0.0278 * 10, 1e-15); /* of the one before: 0.0298 * 9 is smaller */
    assert_same(adjusted[14], 1);
}

static void p_values_keep_their_places(void **state)
{
    (void)state;
    static const double p[] = {0.04, 0.01, 0.03, 0.02};
    double adjusted[4];
    stats_adjust_bh(p, 4, adjusted);
    for (size_t i = 0; i < 4; i++)
        assert_near(adjusted[i], 0.04, 1e-15);
    stats_adjust_holm(p, 4, adjusted);
    static const double holm[] = {0.06, 0.04, 0.06, 0.06};
    for (size_t i = 0; i < 4; i++)
        assert_near(adjusted[i], holm[i], 1e-15);
}

static void a_nan_is_not_counted(void **state)
{
    (void)state;
    double p[] = {0.01, (double)NAN, 0.02};
    stats_adjust_bh(p, 3, p); /* in place */
    assert_near(p[0], 0.02, 1e-15);
    assert_true(isnan(p[1]));
    assert_near(p[2], 0.02, 1e-15);
    double same[] = {0.01, (double)NAN, 0.02};
    stats_adjust_holm(same, 3, same);
    assert_near(same[0], 0.02, 1e-15);
    assert_true(isnan(same[1]));
    stats_adjust_bh(NULL, 0, NULL);
    stats_adjust_holm(NULL, 0, NULL);
}

/* p * 3 / 3 is less than some p, when it is computed from left to right. */
static void no_p_gets_smaller(void **state)
{
    (void)state;
    for (int i = 1; i <= 1000; i++) {
        double p[3], adjusted[3];
        for (int j = 0; j < 3; j++)
            p[j] = i / 1001.0;
        stats_adjust_bh(p, 3, adjusted);
        for (int j = 0; j < 3; j++)
            assert_same(adjusted[j], p[j]);
    }
}

static void no_p_gets_above_one(void **state)
{
    (void)state;
    static const double p[] = {1, 0.9, 0.8, 0.7};
    double adjusted[4];
    stats_adjust_bh(p, 4, adjusted);
    assert_same(adjusted[3], 1);
    stats_adjust_holm(p, 4, adjusted);
    assert_same(adjusted[3], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_geometric_mean_is_of_positive_values),
        cmocka_unit_test(a_ratio_of_pairs),
        cmocka_unit_test(from_zero_to_zero_is_no_change),
        cmocka_unit_test(other_zeros_have_no_ratio_and_are_counted),
        cmocka_unit_test(what_is_no_quantity_is_counted),
        cmocka_unit_test(the_example_of_the_paper),
        cmocka_unit_test(p_values_keep_their_places),
        cmocka_unit_test(a_nan_is_not_counted),
        cmocka_unit_test(no_p_gets_smaller),
        cmocka_unit_test(no_p_gets_above_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
