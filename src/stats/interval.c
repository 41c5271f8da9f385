/* interval.c - confidence intervals of the mean and of the median. */
#include <math.h>
#include <stdlib.h>

#include "benchline/stats.h"
#include "stats/parts.h"

/* ---- Student's t ----------------------------------------------------------------------------- */

/* The probability that a t variable is at most tan(angle) * sqrt(freedom) in absolute value: a
 * finite sum for whole degrees of freedom (Abramowitz and Stegun, Handbook of Mathematical
 * Functions, 26.7.3 and 26.7.4). */
static double student_probability(double angle, size_t freedom)
{
    double sine = sin(angle), cosine = cos(angle);
    bool odd = freedom % 2 == 1;
    double term = odd ? cosine : 1, sum = freedom == 1 ? 0 : term;
    for (size_t k = odd ? 3 : 2; k < freedom; k += 2) {
        term *= cosine * cosine * (double)(k - 1) / (double)k;
        sum += term;
    }
    return odd ? 2 / M_PI * (angle + sine * sum) : sine * sum;
}

double stats_student_t(double probability, size_t freedom)
{
    if (freedom == 0 || !(probability >= 0 && probability <= 1))
        return STATS_UNKNOWN;
    if (probability == 1)
        return (double)INFINITY;
    double low = 0, high = M_PI / 2;
    for (;;) {
        double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high)
            return tan(low) * sqrt((double)freedom);
        if (student_probability(middle, freedom) <= probability)
            low = middle;
        else
            high = middle;
    }
}

StatsInterval stats_mean_interval(const double *values, size_t count, double confidence)
{
    double mean = stats_mean(values, count);
    if (stats_has_nan(values, count))
        return (StatsInterval){STATS_UNKNOWN, STATS_UNKNOWN, STATS_UNKNOWN};
    if (confidence <= 0 && count)
        return (StatsInterval){mean, mean, 0};
    double sd = stats_sd(values, count);
    if (count < 2 || confidence >= 1 || isnan(sd))
        return (StatsInterval){(double)-INFINITY, (double)INFINITY, 1};
    double reach = stats_student_t(confidence, count - 1) * sd / sqrt((double)count);
    return (StatsInterval){mean - reach, mean + reach, confidence};
}

/* ---- the median ------------------------------------------------------------------------------ */

/* Between two order statistics, counted from 1; 0 and count + 1 are the infinities. */
typedef struct OrderInterval {
    size_t low, high;
    double confidence;
} OrderInterval;

/* The probability that exactly k of n values lie below the median of what they are drawn from.
 * Exact in double for n up to 30. */
static double binomial(size_t n, size_t k)
{
    return ldexp(stats_choose(n, k), -(int)n);
}

/* From the likeliest place of the median outward, the likelier side first and the lower side when
 * both are equal. [low, high) are the numbers of values below it that are counted in. */
static OrderInterval binomial_interval(size_t n, double confidence)
{
    size_t low = n / 2, high = low + 1;
    double sum = binomial(n, low);
    while (sum < confidence && (low > 0 || high <= n)) {
        double left = low > 0 ? binomial(n, low - 1) : 0;
        double right = high <= n ? binomial(n, high) : 0;
        if (left >= right) {
            sum += left;
            low--;
        } else {
            sum += right;
            high++;
        }
    }
    return (OrderInterval){low, high, sum};
}

/* The probability of fewer than k values below the median, by the normal distribution of the same
 * mean n/2 and variance n/4, half a step added for its being continuous. */
static double normal_below(size_t n, double k)
{
    return erfc(-(k - 0.5 - (double)n / 2) / (sqrt((double)n / 4) * M_SQRT2)) / 2;
}

/* The narrowest symmetric interval whose tails have (1 - confidence) / 2 at most each, and one step
 * less on the upper side when that suffices. */
static OrderInterval normal_interval(size_t n, double confidence)
{
    size_t low = (n + 1) / 2;
    while (low > 0 && normal_below(n, (double)low) > (1 - confidence) / 2)
        low--;
    size_t high = n + 1 - low;
    OrderInterval interval = {low, high, 0};
    double below = normal_below(n, (double)low);
    interval.confidence = normal_below(n, (double)high) - below;
    double narrower = normal_below(n, (double)(high - 1)) - below;
    if (narrower >= confidence && narrower < interval.confidence) {
        interval.high--;
        interval.confidence = narrower;
    }
    if (low == 0 && interval.high > n)
        interval.confidence = 1;
    return interval;
}

static OrderInterval order_interval(size_t n, double confidence)
{
    enum { EXACT_MAX = 30 };
    if (confidence >= 1)
        return (OrderInterval){0, n + 1, 1};
    return n <= EXACT_MAX ? binomial_interval(n, confidence) : normal_interval(n, confidence);
}

StatsInterval stats_median_interval(const double *values, size_t count, double confidence)
{
    if (stats_has_nan(values, count))
        return (StatsInterval){STATS_UNKNOWN, STATS_UNKNOWN, STATS_UNKNOWN};
    OrderInterval order = order_interval(count, confidence);
    double *sorted = stats_sorted(values, count);
    StatsInterval interval = {
        .lo = order.low == 0 ? (double)-INFINITY : sorted[order.low - 1],
        .hi = order.high > count ? (double)INFINITY : sorted[order.high - 1],
        .confidence = order.confidence,
    };
    free(sorted);
    return interval;
}

size_t stats_samples_for_interval(double confidence)
{
    enum { LOOKED_AT = 50 };
    for (size_t n = 2; n <= LOOKED_AT; n++) {
        OrderInterval order = order_interval(n, confidence);
        if (order.low > 0 && order.high <= n)
            return n;
    }
    return 0;
}
