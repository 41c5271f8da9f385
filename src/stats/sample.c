/* sample.c - what can be said of one sample: location, spread, quantiles.
 *
 * Sums are made in long double, which holds ten more bits (on the usual machines) and far larger
 * squares: the order of the values then does not show in the result, nor do values near the largest
 * double spoil it. */
#include <math.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "stats/parts.h"

/* ---- order ----------------------------------------------------------------------------------- */

bool stats_has_nan(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (isnan(values[i]))
            return true;
    return false;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void stats_sort(double *values, size_t count)
{
    if (count > 1)
        qsort(values, count, sizeof *values, ascending);
}

double *stats_sorted(const double *values, size_t count)
{
    double *sorted = bl_alloc((count + 1) * sizeof *sorted);
    if (count)
        memcpy(sorted, values, count * sizeof *sorted);
    stats_sort(sorted, count);
    return sorted;
}

/* The point `part` (0 to 1) of the way from low to high. Never outside of them, and infinite only
 * when one of them is. */
static double between(double low, double high, double part)
{
    if (low == high || part <= 0)
        return low;
    double value = low * (1 - part) + high * part;
    return value < low ? low : value > high ? high : value;
}

/* The position is computed so that it is exact for the median, whatever the count. */
double stats_sorted_quantile(const double *sorted, size_t count, double q)
{
    if (count == 0 || isnan(q))
        return STATS_UNKNOWN;
    double position = (1 + q * (3 * (double)count + 1)) / 3; /* from 1 */
    if (position <= 1)
        return sorted[0];
    if (position >= (double)count)
        return sorted[count - 1];
    size_t below = (size_t)position;
    return between(sorted[below - 1], sorted[below], position - (double)below);
}

double stats_quantile(const double *values, size_t count, double q)
{
    if (stats_has_nan(values, count))
        return STATS_UNKNOWN;
    double *sorted = stats_sorted(values, count);
    double quantile = stats_sorted_quantile(sorted, count, q);
    free(sorted);
    return quantile;
}

/* ---- moments --------------------------------------------------------------------------------- */

static long double wide_mean(const double *values, size_t count)
{
    long double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += (long double)values[i];
    return sum / (long double)count;
}

static bool all_equal(const double *values, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (values[i] != values[0])
            return false;
    return count > 0;
}

double stats_mean(const double *values, size_t count)
{
    if (all_equal(values, count))
        return values[0];
    return count ? (double)wide_mean(values, count) : STATS_UNKNOWN;
}

double stats_sd(const double *values, size_t count)
{
    if (count < 2)
        return STATS_UNKNOWN;
    if (all_equal(values, count))
        return isfinite(values[0]) ? 0 : STATS_UNKNOWN;
    long double mean = wide_mean(values, count), squares = 0;
    for (size_t i = 0; i < count; i++) {
        long double distance = (long double)values[i] - mean;
        squares += distance * distance;
    }
    return (double)sqrtl(squares / (long double)(count - 1));
}

static double cv_of(double mean, double sd)
{
    if (sd == 0)
        return 0;
    return mean == 0 ? STATS_UNKNOWN : sd / fabs(mean) * 100;
}

double stats_cv(const double *values, size_t count)
{
    return cv_of(stats_mean(values, count), stats_sd(values, count));
}

double stats_percent(double before, double after)
{
    if (before == after)
        return 0;
    return before == 0 ? STATS_UNKNOWN : (after / before - 1) * 100;
}

/* ---- words ----------------------------------------------------------------------------------- */

StatsBand stats_band(double cv)
{
    if (isnan(cv))
        return STATS_BAND_UNKNOWN;
    if (cv <= 5)
        return STATS_BAND_GOOD;
    if (cv <= 10)
        return STATS_BAND_ACCEPTABLE;
    if (cv <= 15)
        return STATS_BAND_WARNING;
    return cv <= 30 ? STATS_BAND_HIGH : STATS_BAND_VERY_HIGH;
}

const char *stats_band_name(StatsBand band)
{
    static const char *const names[] = {
        [STATS_BAND_UNKNOWN] = "unknown",
        [STATS_BAND_GOOD] = "good",
        [STATS_BAND_ACCEPTABLE] = "acceptable",
        [STATS_BAND_WARNING] = "warning",
        [STATS_BAND_HIGH] = "high",
        [STATS_BAND_VERY_HIGH] = "very high",
    };
    return names[band];
}

/* ---- all of it ------------------------------------------------------------------------------- */

void stats_summarize(const double *values, size_t count, double confidence, StatsSummary *summary)
{
    bool known = count > 0 && !stats_has_nan(values, count);
    double *sorted = stats_sorted(values, known ? count : 0);
    size_t ordered = known ? count : 0;
    *summary = (StatsSummary){
        .count = count,
        .min = known ? sorted[0] : STATS_UNKNOWN,
        .max = known ? sorted[count - 1] : STATS_UNKNOWN,
        .mean = stats_mean(values, count),
        .median = stats_sorted_quantile(sorted, ordered, 0.5),
        .p95 = stats_sorted_quantile(sorted, ordered, 0.95),
        .p99 = stats_sorted_quantile(sorted, ordered, 0.99),
        .sd = stats_sd(values, count),
        .mean_interval = stats_mean_interval(values, count, confidence),
        .median_interval = stats_median_interval(values, count, confidence),
    };
    free(sorted);
    summary->cv = cv_of(summary->mean, summary->sd);
    summary->band = stats_band(summary->cv);
}
