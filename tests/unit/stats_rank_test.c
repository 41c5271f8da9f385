/* The rank test, against published tables, counting by hand, and other programs. */
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

/* ---- critical values ------------------------------------------------------------------------- */

/* Samples without ties in which `u` pairs have the value of a above. */
static void make_samples(double *a, size_t n_a, double *b, size_t n_b, size_t u)
{
    for (size_t j = 0; j < n_b; j++)
        b[j] = (double)(100 * (j + 1));
    for (size_t i = 0; i < n_a; i++) {
        size_t above = u < n_b ? u : n_b;
        a[i] = (double)(100 * above) + 1 + (double)i;
        u -= above;
    }
}

static double p_of_u(size_t n_a, size_t n_b, size_t u)
{
    double a[20], b[20];
    make_samples(a, n_a, b, n_b, u);
    StatsRankTest test = stats_rank_test(a, n_a, b, n_b);
    assert_int_equal(test.status, STATS_TESTED);
    assert_true(test.exact);
    assert_same(test.u, (double)u);
    return test.p;
}

/* The largest U that is significant at 0.05, two-sided: any textbook's table of Mann and Whitney's
 * test. The rows are n = 3 to 20 values in one sample, the columns n to 20 in the other; -1 where
 * nothing is. */
static void critical_values_are_those_of_the_table(void **state)
{
    (void)state;
    static const int table[][18] = {
        {-1, -1, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8},
        {0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 11, 12, 13, 14},
        {2, 3, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 20},
        {5, 6, 8, 10, 11, 13, 14, 16, 17, 19, 21, 22, 24, 25, 27},
        {8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34},
        {13, 15, 17, 19, 22, 24, 26, 29, 31, 34, 36, 38, 41},
        {17, 20, 23, 26, 28, 31, 34, 37, 39, 42, 45, 48},
        {23, 26, 29, 33, 36, 39, 42, 45, 48, 52, 55},
        {30, 33, 37, 40, 44, 47, 51, 55, 58, 62},
        {37, 41, 45, 49, 53, 57, 61, 65, 69},
        {45, 50, 54, 59, 63, 67, 72, 76},
        {55, 59, 64, 69, 74, 78, 83},
        {64, 70, 75, 80, 85, 90},
        {75, 81, 86, 92, 98},
        {87, 93, 99, 105},
        {99, 106, 112},
        {113, 119},
        {127},
    };
    for (size_t row = 0; row < COUNT(table); row++) {
        for (size_t other = row; other < 18; other++) {
            size_t n_a = row + 3, n_b = other + 3;
            int critical = table[row][other - row];
            if (critical >= 0)
                assert_true(p_of_u(n_a, n_b, (size_t)critical) <= 0.05);
            assert_true(p_of_u(n_a, n_b, (size_t)(critical + 1)) > 0.05);
            assert_true(p_of_u(n_b, n_a, (size_t)(critical + 1)) > 0.05);
        }
    }
}

/* ---- counted by hand ------------------------------------------------------------------------- */

static double u_of(const double *pooled, size_t count, unsigned in_a)
{
    double u = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++)
            if ((in_a >> i & 1) && !(in_a >> j & 1))
                u += pooled[i] > pooled[j] ? 1 : pooled[i] == pooled[j] ? 0.5 : 0;
    return u;
}

/* Every way to deal the values out, one by one. The first n_a values are a's. */
static double counted_p(const double *pooled, size_t n_a, size_t count)
{
    double middle = (double)(n_a * (count - n_a)) / 2;
    double observed = fabs(u_of(pooled, count, (1u << n_a) - 1) - middle);
    int all = 0, as_far = 0;
    for (unsigned in_a = 0; in_a < 1u << count; in_a++) {
        if ((size_t)__builtin_popcount(in_a) != n_a)
            continue;
        all++;
        as_far += fabs(u_of(pooled, count, in_a) - middle) >= observed;
    }
    return (double)as_far / all;
}

static void p_is_the_part_of_all_ways_to_deal(void **state)
{
    (void)state;
    uint64_t random = 3;
    for (int i = 0; i < 600; i++) {
        double pooled[10];
        for (size_t j = 0; j < COUNT(pooled); j++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            pooled[j] = (double)((random >> 33) % (i % 5 == 0 ? 1000 : 2 + (uint64_t)i % 4));
        }
        size_t n_a = 1 + (random >> 40) % 6, n_b = 1 + (random >> 50) % 4;
        StatsRankTest test = stats_rank_test(pooled, n_a, pooled + n_a, n_b);
        StatsRankTest swapped = stats_rank_test(pooled + n_a, n_b, pooled, n_a);
        if (test.status == STATS_TESTED) {
            assert_same(test.u, u_of(pooled, n_a + n_b, (1u << n_a) - 1));
            assert_same(swapped.u, (double)(n_a * n_b) - test.u);
        }
        assert_near(test.p, counted_p(pooled, n_a, n_a + n_b), 1e-15);
        assert_same(swapped.p, test.p);
    }
}

/* ---- other programs -------------------------------------------------------------------------- */

static void an_example_of_r(void **state)
{
    (void)state; /* ?wilcox.test: Hollander and Wolfe, W = 35, one-sided p = 0.1272 */
    static const double at_term[] = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    static const double earlier[] = {1.15, 0.88, 0.90, 0.74, 1.21};
    StatsRankTest test = stats_rank_test(at_term, 10, earlier, 5);
    assert_same(test.u, 35);
    assert_near(test.p, 2 * 0.1272, 0.0001);
}

static void examples_of_benchmath(void **state)
{
    (void)state;
    static const double low[] = {-1, -1, -1, -1}, high[] = {1, 1, 1, 1};
    static const double one_high[] = {1, -1, -1, -1}, one_low[] = {-1, 1, 1, 1};
    assert_near(stats_rank_test(low, 3, high, 3).p, 0.1, 1e-15);
    assert_near(stats_rank_test(low, 4, high, 4).p, 0.02857142857142857, 1e-15);
    assert_near(stats_rank_test(one_high, 4, one_low, 4).p, 0.4857142857142857, 1e-15);
}

/* Where go-moremath says 4/3 and 3/2. */
static void unequal_sizes_with_ties_have_a_p(void **state)
{
    (void)state;
    static const double one[] = {1}, two[] = {2}, values[] = {1, 2}, ones[] = {1, 1, 1};
    assert_near(stats_rank_test(one, 1, values, 2).p, 1, 1e-15);
    assert_near(stats_rank_test(two, 1, ones, 3).p, 0.25, 1e-15);
    assert_near(stats_rank_test(ones, 3, two, 1).p, 0.25, 1e-15);
}

/* ---- the approximation ----------------------------------------------------------------------- */

static void large_samples_use_the_normal_distribution(void **state)
{
    (void)state;
    double a[60], b[60];
    for (size_t i = 0; i < 60; i++) {
        a[i] = (double)(2 * i);
        b[i] = (double)(2 * i + 21);
    }
    assert_true(stats_rank_test(a, 50, b, 50).exact);
    assert_false(stats_rank_test(a, 51, b, 50).exact);
    assert_false(stats_rank_test(a, 5, b, 51).exact);
    b[0] = a[1];
    assert_true(stats_rank_test(a, 25, b, 25).exact);
    assert_false(stats_rank_test(a, 26, b, 25).exact);
    /* All a below all b: U = 0, mean 1800, variance 60 * 60 * 121 / 12 = 36300. */
    for (size_t i = 0; i < 60; i++)
        b[i] = 1000 + a[i];
    assert_near(stats_rank_test(a, 60, b, 60).p / erfc(1799.5 / sqrt(36300) / M_SQRT2), 1, 1e-12);
    /* Forty zeros and twenty ones against twenty and forty: U = 400 + 800, and two groups of 60
     * tied values take 2 (60^3 - 60) / (120 * 119) from the 121. */
    for (size_t i = 0; i < 60; i++) {
        a[i] = i < 20;
        b[i] = i < 40;
    }
    double variance = 3600 * (121 - 431880.0 / 14280) / 12;
    assert_same(stats_rank_test(a, 60, b, 60).u, 1200);
    assert_near(stats_rank_test(a, 60, b, 60).p / erfc(599.5 / sqrt(variance) / M_SQRT2), 1, 1e-12);
    /* Thirty zeros and thirty ones against thirty of each: U is its mean. */
    for (size_t i = 0; i < 60; i++)
        a[i] = b[i] = (double)(i % 2);
    StatsRankTest test = stats_rank_test(a, 60, b, 60);
    assert_same(test.u, 1800);
    assert_same(test.p, 1);
}

static void exact_and_approximation_meet(void **state)
{
    (void)state;
    double a[51], b[51];
    for (size_t i = 0; i < 51; i++) {
        a[i] = (double)(3 * i);
        b[i] = (double)(3 * i) + 18.5;
    }
    double exact = stats_rank_test(a, 50, b, 50).p, normal = stats_rank_test(a, 51, b, 51).p;
    assert_near(exact, normal, 0.01);
    assert_true(exact > 0.01 && exact < 0.1);
}

/* ---- what cannot be tested ------------------------------------------------------------------- */

static void what_cannot_be_tested_is_said(void **state)
{
    (void)state;
    static const double equal[60], nan[] = {1, (double)NAN}, one[] = {1};
    assert_int_equal(stats_rank_test(equal, 5, equal, 5).status, STATS_ALL_EQUAL);
    assert_int_equal(stats_rank_test(equal, 60, equal, 60).status, STATS_ALL_EQUAL);
    assert_int_equal(stats_rank_test(equal, 0, equal, 5).status, STATS_EMPTY);
    assert_int_equal(stats_rank_test(NULL, 0, NULL, 0).status, STATS_EMPTY);
    assert_int_equal(stats_rank_test(nan, 2, one, 1).status, STATS_HAS_NAN);
    assert_int_equal(stats_rank_test(one, 1, nan, 2).status, STATS_HAS_NAN);
    assert_same(stats_rank_test(equal, 5, equal, 5).p, 1);
    assert_same(stats_rank_test(equal, 0, equal, 5).p, 1);
    assert_same(stats_rank_test(nan, 2, one, 1).p, 1);
}

static void infinities_have_ranks(void **state)
{
    (void)state;
    static const double a[] = {INF, INF, INF, 7}, b[] = {-INF, 1, 2, 3};
    StatsRankTest test = stats_rank_test(a, 4, b, 4);
    assert_same(test.u, 16);
    assert_near(test.p, 2.0 / 70, 1e-15);
}

/* 2 / C(2n, n): 1, 1/3, 1/10, 1/35, 1/126, 1/462, ... */
static void so_many_samples_are_needed(void **state)
{
    (void)state;
    assert_int_equal(stats_samples_for_test(1), 1);
    assert_int_equal(stats_samples_for_test(0.34), 2);
    assert_int_equal(stats_samples_for_test(0.1), 3);
    assert_int_equal(stats_samples_for_test(0.05), 4);
    assert_int_equal(stats_samples_for_test(0.01), 5);
    assert_int_equal(stats_samples_for_test(0.001), 7);
    assert_int_equal(stats_samples_for_test(4.2e-5), 9);
    assert_int_equal(stats_samples_for_test(1e-5), 11);
    assert_int_equal(stats_samples_for_test(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(critical_values_are_those_of_the_table),
        cmocka_unit_test(p_is_the_part_of_all_ways_to_deal),
        cmocka_unit_test(an_example_of_r),
        cmocka_unit_test(examples_of_benchmath),
        cmocka_unit_test(unequal_sizes_with_ties_have_a_p),
        cmocka_unit_test(large_samples_use_the_normal_distribution),
        cmocka_unit_test(exact_and_approximation_meet),
        cmocka_unit_test(what_cannot_be_tested_is_said),
        cmocka_unit_test(infinities_have_ranks),
        cmocka_unit_test(so_many_samples_are_needed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
