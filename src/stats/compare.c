/* compare.c - two samples, before and after, in benchstat's terms. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "stats/parts.h"

/* ---- one sample in one figure ---------------------------------------------------------------- */

static double most_frequent(const double *sorted, size_t count)
{
    double mode = sorted[0];
    size_t most = 0;
    for (size_t i = 0, start = 0; i < count; i++) {
        if (sorted[i] != sorted[start])
            start = i;
        if (i - start + 1 > most) {
            most = i - start + 1;
            mode = sorted[i];
        }
    }
    return mode;
}

static void estimate_exactly(StatsEstimate *estimate, const double *sorted)
{
    size_t last = estimate->count - 1;
    estimate->center = most_frequent(sorted, estimate->count);
    estimate->lo = sorted[0];
    estimate->hi = sorted[last];
    estimate->confidence = 1;
    if (sorted[0] != sorted[last])
        estimate->warnings |= STATS_WARN_NOT_EXACT;
}

static void estimate_median(StatsEstimate *estimate, const double *sorted, double confidence)
{
    StatsInterval interval = stats_median_interval(sorted, estimate->count, confidence);
    estimate->center = stats_sorted_quantile(sorted, estimate->count, 0.5);
    estimate->lo = interval.lo;
    estimate->hi = interval.hi;
    estimate->confidence = interval.confidence;
    if (isinf(interval.lo) || isinf(interval.hi))
        estimate->warnings |= STATS_WARN_FEW_FOR_INTERVAL;
}

StatsEstimate stats_estimate(StatsAssumption assumption, const double *values, size_t count,
                             double confidence)
{
    StatsEstimate estimate = {count, STATS_UNKNOWN, STATS_UNKNOWN, STATS_UNKNOWN, STATS_UNKNOWN, 0};
    if (count == 0 || stats_has_nan(values, count)) {
        estimate.warnings = count ? STATS_WARN_NAN : STATS_WARN_EMPTY;
        return estimate;
    }
    double *sorted = stats_sorted(values, count);
    if (assumption == STATS_ASSUME_EXACT)
        estimate_exactly(&estimate, sorted);
    else
        estimate_median(&estimate, sorted, confidence);
    free(sorted);
    return estimate;
}

static int sign(double value)
{
    return (value > 0) - (value < 0);
}

double stats_estimate_spread(const StatsEstimate *estimate)
{
    double center = estimate->center;
    if (isnan(center))
        return STATS_UNKNOWN;
    if (isinf(estimate->lo) || isinf(estimate->hi))
        return (double)INFINITY;
    if (sign(center) != sign(estimate->lo) || sign(center) != sign(estimate->hi))
        return STATS_UNKNOWN;
    if (center == 0)
        return 0;
    return 100 * fmax(estimate->hi / center - 1, 1 - estimate->lo / center);
}

/* ---- two ------------------------------------------------------------------------------------- */

static unsigned test_warnings(const StatsComparison *comparison, StatsTestStatus status)
{
    size_t larger =
        comparison->a.count > comparison->b.count ? comparison->a.count : comparison->b.count;
    if (status == STATS_ALL_EQUAL)
        return STATS_WARN_ALL_EQUAL;
    if (status != STATS_TESTED || comparison->significant)
        return 0;
    size_t needed = stats_samples_for_test(comparison->alpha);
    return needed == 0 || larger < needed ? STATS_WARN_FEW_FOR_TEST : 0;
}

void stats_compare(StatsAssumption assumption, const double *a, size_t count_a, const double *b,
                   size_t count_b, double confidence, double alpha, StatsComparison *comparison)
{
    *comparison = (StatsComparison){
        .a = stats_estimate(assumption, a, count_a, confidence),
        .b = stats_estimate(assumption, b, count_b, confidence),
        .p = 1,
        .alpha = alpha,
    };
    comparison->delta = stats_percent(comparison->a.center, comparison->b.center);
    comparison->warnings =
        (comparison->a.warnings | comparison->b.warnings) & (STATS_WARN_EMPTY | STATS_WARN_NAN);
    if (comparison->warnings)
        return;
    StatsTestStatus status = STATS_TESTED;
    if (assumption == STATS_ASSUME_EXACT) {
        comparison->p = 0;
    } else {
        StatsRankTest test = stats_rank_test(a, count_a, b, count_b);
        comparison->p = test.p;
        status = test.status;
    }
    comparison->significant = comparison->p <= alpha;
    comparison->warnings |= test_warnings(comparison, status);
}

const char *stats_delta_text(const StatsComparison *comparison, char text[STATS_DELTA_SIZE])
{
    if (!comparison->significant)
        snprintf(text, STATS_DELTA_SIZE, "~");
    else if (isnan(comparison->delta))
        snprintf(text, STATS_DELTA_SIZE, "?");
    else if (comparison->a.center == comparison->b.center)
        snprintf(text, STATS_DELTA_SIZE, "0.00%%");
    else
        snprintf(text, STATS_DELTA_SIZE, "%+.2f%%", comparison->delta);
    return text;
}
