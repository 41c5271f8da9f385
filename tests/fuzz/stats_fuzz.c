/* stats_fuzz.c - statistics of any doubles whatever.
 *
 * The first byte says how the values are made of the others, the second where the first sample
 * ends: any double at all, or small whole numbers, which tie. What must hold: nothing depends on
 * the order of the values; min <= median <= p95 <= p99 <= max; intervals hold what they are of, and
 * have the confidence asked for; p is from 0 to 1 and the same when the samples change places; a
 * corrected p is no smaller than p and keeps its order; changes stand in order, at runs there are.
 */
#include <math.h>

#include "benchline/stats.h"
#include "fuzzing.h"

enum { VALUES_MAX = 80 };

typedef struct Input {
    double values[VALUES_MAX];
    size_t count, first; /* the first sample's; the rest is the second */
    double confidence, alpha;
} Input;

static bool close_to(double a, double b)
{
    if (a == b || (isnan(a) && isnan(b)))
        return true;
    return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

static void read_values(Input *input, const uint8_t *data, size_t size, bool any)
{
    size_t width = any ? sizeof(double) : 1;
    for (size_t i = 0; i + width <= size && input->count < VALUES_MAX; i += width) {
        double *value = &input->values[input->count++];
        if (any)
            memcpy(value, data + i, sizeof *value);
        else
            *value = data[i] % 16;
    }
}

static void read_input(Input *input, const uint8_t *data, size_t size)
{
    static const double levels[] = {0, 0.5, 0.9, 0.95, 0.99, 0.999, 1};
    if (size < 2)
        return;
    input->confidence = levels[data[0] / 2 % 7];
    input->alpha = 1 - levels[data[0] / 16 % 7];
    read_values(input, data + 2, size - 2, data[0] % 2);
    input->first = input->count ? data[1] % (input->count + 1) : 0;
}

static void reverse(const double *values, size_t count, double *reversed)
{
    for (size_t i = 0; i < count; i++)
        reversed[count - 1 - i] = values[i];
}

static bool has_nan(const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (isnan(values[i]))
            return true;
    return false;
}

/* ---- one sample ----------------------------------------------------------------------------- */

static void check_order(const StatsSummary *s)
{
    require(s->min <= s->max, "min above max");
    if (isnan(s->median) || isnan(s->p95) || isnan(s->p99))
        require(isinf(s->min) && isinf(s->max), "a quantile of numbers that is none");
    else
        require(s->min <= s->median && s->median <= s->p95 && s->p95 <= s->p99 && s->p99 <= s->max,
                "quantiles that are not in order");
    require(isnan(s->sd) || s->sd >= 0, "a negative deviation");
    require((s->sd == 0) <= (s->min == s->max), "values that differ do not vary");
}

static void check_intervals(const StatsSummary *s, double confidence)
{
    const StatsInterval *median = &s->median_interval, *mean = &s->mean_interval;
    require(isnan(s->median) || (median->lo <= s->median && s->median <= median->hi),
            "a median outside of its interval");
    require(isnan(s->mean) || isnan(mean->lo) || isnan(mean->hi) ||
                (mean->lo <= s->mean && s->mean <= mean->hi),
            "a mean outside of its interval");
    require(median->confidence >= confidence - 1e-12 && median->confidence <= 1 + 1e-12,
            "less confidence than asked for");
}

static void check_sample(const double *values, size_t count, double confidence)
{
    double other[VALUES_MAX];
    StatsSummary s, reversed;
    reverse(values, count, other);
    stats_summarize(values, count, confidence, &s);
    stats_summarize(other, count, confidence, &reversed);
    require(close_to(s.median, reversed.median) && close_to(s.sd, reversed.sd) &&
                close_to(s.median_interval.lo, reversed.median_interval.lo),
            "the order of values shows");
    if (count == 0 || has_nan(values, count)) {
        require(isnan(s.median) && isnan(s.mean), "figures of nothing");
        return;
    }
    check_order(&s);
    check_intervals(&s, confidence);
}

/* ---- two ------------------------------------------------------------------------------------ */

static void check_pair(const Input *in)
{
    const double *a = in->values, *b = in->values + in->first;
    size_t rest = in->count - in->first;
    char text[STATS_DELTA_SIZE];
    for (int exact = 0; exact <= 1; exact++) {
        StatsAssumption assumption = exact ? STATS_ASSUME_EXACT : STATS_ASSUME_NOTHING;
        StatsComparison c, swapped;
        stats_compare(assumption, a, in->first, b, rest, in->confidence, in->alpha, &c);
        stats_compare(assumption, b, rest, a, in->first, in->confidence, in->alpha, &swapped);
        require(c.p >= 0 && c.p <= 1, "a p that is no probability");
        require(c.p == swapped.p && c.warnings == swapped.warnings, "not the same the other way");
        require(c.significant ==
                    (c.p <= in->alpha && !(c.warnings & (STATS_WARN_EMPTY | STATS_WARN_NAN))),
                "significant, or not");
        require(strlen(stats_delta_text(&c, text)) + 1 < sizeof text, "a delta that is cut off");
    }
}

/* ---- many ----------------------------------------------------------------------------------- */

static void check_adjusted(const double *p, const double *adjusted, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        require(adjusted[i] >= p[i] && adjusted[i] <= 1, "a corrected p that is smaller");
        for (size_t j = 0; j < count; j++)
            require(p[i] > p[j] || adjusted[i] <= adjusted[j], "corrected into another order");
    }
}

static void check_corrections(const Input *in)
{
    double p[VALUES_MAX], adjusted[VALUES_MAX];
    for (size_t i = 0; i < in->count; i++)
        p[i] = isfinite(in->values[i]) ? fabs(sin(in->values[i])) : 1;
    stats_adjust_bh(p, in->count, adjusted);
    check_adjusted(p, adjusted, in->count);
    stats_adjust_holm(p, in->count, adjusted);
    check_adjusted(p, adjusted, in->count);
}

static void check_ratio(const Input *in)
{
    size_t half = in->count / 2;
    StatsRatio r = stats_geomean_ratio(in->values, in->values + half, half);
    require(r.both_zero + r.from_zero + r.to_zero + r.unusable <= r.pairs, "more pairs than given");
    require(isnan(r.ratio) || r.ratio > 0, "a mean of ratios that is none");
}

static void check_changes(const Input *in)
{
    StatsRun runs[VALUES_MAX];
    for (size_t i = 0; i < in->count; i++)
        runs[i] = (StatsRun){&in->values[i], 1};
    for (int exact = 0; exact <= 1; exact++) {
        StatsChange *changes;
        size_t found = stats_changes(exact ? STATS_ASSUME_EXACT : STATS_ASSUME_NOTHING, runs,
                                     in->count, in->alpha / 4, &changes);
        for (size_t i = 0; i < found; i++) {
            require(changes[i].run > (i ? changes[i - 1].run : 0) && changes[i].run < in->count,
                    "a change that is nowhere");
            require(changes[i].p >= 0 && changes[i].p <= in->alpha / 4, "a change by chance");
            require(changes[i].before != changes[i].after, "a change of nothing");
        }
        free(changes);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Input in = {0};
    read_input(&in, data, size);
    check_sample(in.values, in.first, in.confidence);
    check_sample(in.values + in.first, in.count - in.first, in.confidence);
    check_pair(&in);
    check_corrections(&in);
    check_ratio(&in);
    check_changes(&in);
    return 0;
}
