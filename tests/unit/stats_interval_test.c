/* Confidence intervals, against published tables. */
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

/* ---- Student's t ----------------------------------------------------------------------------- */

/* Three decimals, as in the tables of any textbook. */
static void student_t_is_that_of_the_tables(void **state)
{
    (void)state;
    static const struct {
        size_t freedom;
        double t90, t95, t99;
    } rows[] = {
        {1, 6.314, 12.706, 63.657}, {2, 2.920, 4.303, 9.925},  {3, 2.353, 3.182, 5.841},
        {4, 2.132, 2.776, 4.604},   {5, 2.015, 2.571, 4.032},  {6, 1.943, 2.447, 3.707},
        {7, 1.895, 2.365, 3.499},   {8, 1.860, 2.306, 3.355},  {9, 1.833, 2.262, 3.250},
        {10, 1.812, 2.228, 3.169},  {15, 1.753, 2.131, 2.947}, {20, 1.725, 2.086, 2.845},
        {30, 1.697, 2.042, 2.750},  {40, 1.684, 2.021, 2.704}, {60, 1.671, 2.000, 2.660},
        {120, 1.658, 1.980, 2.617},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_near(stats_student_t(0.90, rows[i].freedom), rows[i].t90, 0.0005);
        assert_near(stats_student_t(0.95, rows[i].freedom), rows[i].t95, 0.0005);
        assert_near(stats_student_t(0.99, rows[i].freedom), rows[i].t99, 0.0005);
    }
}

static void student_t_has_closed_forms(void **state)
{
    (void)state;
    for (double p = 0.001; p < 1; p += 0.037) {
        assert_near(stats_student_t(p, 1) / tan(M_PI * p / 2), 1, 1e-12);
        assert_near(stats_student_t(p, 2) / (p * sqrt(2 / (1 - p * p))), 1, 1e-12);
    }
    assert_near(stats_student_t(0.95, 1000000), 1.959963984540054, 1e-5); /* the normal one */
}

static void student_t_at_the_ends(void **state)
{
    (void)state;
    assert_near(stats_student_t(0, 5), 0, 1e-15);
    assert_same(stats_student_t(1, 5), INF);
    assert_true(isnan(stats_student_t(0.5, 0)) && isnan(stats_student_t(1.5, 3)));
    assert_true(isnan(stats_student_t(-0.1, 3)) && isnan(stats_student_t((double)NAN, 3)));
}

static void an_interval_of_the_mean_has_the_width_asked_for(void **state)
{
    (void)state;
    static const double values[] = {-8, 2, 3, 4, 5, 6};
    StatsInterval i = stats_mean_interval(values, 6, 0.95); /* benchmath's own test */
    assert_near(i.lo, -3.351092806089359, 1e-12);
    assert_near(i.hi, 7.351092806089359, 1e-12);
    assert_same(i.confidence, 0.95);
    i = stats_mean_interval(values, 6, 0);
    assert_true(i.lo == 2 && i.hi == 2);
    i = stats_mean_interval(values, 6, 1);
    assert_true(i.lo == -INF && i.hi == INF && i.confidence == 1);
}

/* ---- the median ------------------------------------------------------------------------------ */

/* The narrowest intervals between order statistics that reach the level, by tables of the binomial
 * distribution of 1/2: as many values are left out below and above as at most may be. */
static void intervals_of_the_median_are_those_of_the_sign_test(void **state)
{
    (void)state;
    static const struct {
        size_t count;
        double level;
        size_t low, high; /* from 1 */
        double confidence;
    } rows[] = {
        {6, 0.95, 1, 6, 0.96875},        {7, 0.95, 1, 7, 0.984375},
        {8, 0.95, 1, 7, 0.9609375},      {9, 0.95, 2, 8, 0.9609375},
        {10, 0.95, 2, 9, 0.978515625},   {11, 0.95, 2, 9, 0.9614257812},
        {12, 0.95, 3, 10, 0.9614257812}, {15, 0.95, 4, 12, 0.9648437500},
        {20, 0.95, 6, 15, 0.9586105347}, {8, 0.99, 1, 8, 0.9921875},
        {20, 0.99, 4, 16, 0.9928026199}, {5, 0.90, 1, 5, 0.9375},
        {5, 0.50, 2, 4, 0.625},          {25, 0.95, 8, 18, 0.956714749336242676},
    };
    double values[30];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = (double)(i + 1);
    for (size_t i = 0; i < COUNT(rows); i++) {
        StatsInterval found = stats_median_interval(values, rows[i].count, rows[i].level);
        assert_same(found.lo, (double)rows[i].low);
        assert_same(found.hi, (double)rows[i].high);
        assert_near(found.confidence, rows[i].confidence, 1e-10);
    }
}

static void few_values_have_no_finite_interval(void **state)
{
    (void)state;
    static const double values[] = {5, 4, 3, 2, 1};
    for (size_t count = 0; count <= 5; count++) {
        StatsInterval i = stats_median_interval(values, count, 0.95);
        assert_true(isinf(i.lo) || isinf(i.hi));
        assert_true(i.confidence >= 0.95);
    }
    assert_int_equal(stats_samples_for_interval(0.95), 6);
    assert_int_equal(stats_samples_for_interval(0.99), 8);
    assert_int_equal(stats_samples_for_interval(0), 2);
    assert_int_equal(stats_samples_for_interval(1), 0);
}

/* For large samples: n/2 -+ 1.96 sqrt(n)/2. */
static void many_values_use_the_normal_distribution(void **state)
{
    (void)state;
    double values[1000];
    for (size_t i = 0; i < COUNT(values); i++)
        values[i] = (double)(i + 1);
    StatsInterval i = stats_median_interval(values, 100, 0.95);
    assert_true(i.lo == 40 && i.hi == 60);
    assert_true(i.confidence >= 0.95 && i.confidence < 0.96);
    i = stats_median_interval(values, 1000, 0.95);
    assert_true(i.lo == 469 && i.hi == 532);
    i = stats_median_interval(values, 31, 1 - 1e-12);
    assert_true(i.lo == -INF && i.hi == INF && i.confidence == 1);
}

/* How often does the interval hold the median of what it was drawn from? */
static void the_confidence_is_how_often_it_holds(void **state)
{
    (void)state;
    static const size_t counts[] = {6, 10, 25, 40};
    uint64_t random = 9;
    for (size_t k = 0; k < COUNT(counts); k++) {
        int held = 0;
        double confidence = 0, values[40];
        for (int i = 0; i < 10000; i++) {
            for (size_t j = 0; j < counts[k]; j++) {
                random = random * 6364136223846793005u + 1442695040888963407u;
                values[j] = (double)(random >> 11); /* the median is 2^52 */
            }
            StatsInterval interval = stats_median_interval(values, counts[k], 0.95);
            held += interval.lo <= 0x1p52 && 0x1p52 <= interval.hi;
            confidence = interval.confidence;
        }
        assert_near(held / 10000.0, confidence, 0.008); /* four standard deviations or more */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(student_t_is_that_of_the_tables),
        cmocka_unit_test(student_t_has_closed_forms),
        cmocka_unit_test(student_t_at_the_ends),
        cmocka_unit_test(an_interval_of_the_mean_has_the_width_asked_for),
        cmocka_unit_test(intervals_of_the_median_are_those_of_the_sign_test),
        cmocka_unit_test(few_values_have_no_finite_interval),
        cmocka_unit_test(many_values_use_the_normal_distribution),
        cmocka_unit_test(the_confidence_is_how_often_it_holds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
