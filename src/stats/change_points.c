/* change_points.c - where in a history of runs the level changed.
 *
 * Each run counts with its median. The runs' samples are not pooled: what was measured in one run
 * resembles itself more than another run of the same code, and a test of pooled samples takes that
 * for a change.
 *
 * Binary segmentation (Scott and Knott, Biometrics 30, 1974; Sen and Srivastava, Ann. Statist. 3,
 * 1975): the best split of a stretch of runs is the one that leaves the least squares around the
 * means of both sides, which is the one with the largest t statistic. It is a change if few enough
 * permutations of the stretch have as good a split; then both sides are split in turn. That is what
 * E-divisive does (Matteson and James, JASA 109, 2014) with exponent 2, whose energy distance is the
 * distance of the means. The test holds for any distribution, because without a change all orders
 * of the runs are equally likely.
 *
 * A single odd run is no new level, but is far from all others and would hide one. So the statistic
 * looks at the running median of three, which has no single odd values and keeps every step where it
 * is; the permutations are smoothed in the same way, each by itself, so the test still holds.
 *
 * At last every change is placed anew between its neighbours, because the first splits were found
 * when the stretch still held other changes, and is tested again there. */
#include <math.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "stats/sorted.h"

enum {
    PERMUTATIONS = 1999, /* the smallest p is 1/2000 */
    SHORTEST = 2,        /* runs on either side of a change */
};

typedef struct Split {
    size_t at; /* the first run of the right side; 0 for none */
    double p;
} Split;

typedef BL_VEC(Split) Splits;

typedef struct History {
    double *centers; /* of the runs that have any */
    size_t *runs;    /* which they are */
    size_t count;
    double *shuffled, *smooth; /* room for as many */
    double alpha;
} History;

/* ---- one split ------------------------------------------------------------------------------ */

static double middle_of(double a, double b, double c)
{
    return fmax(fmin(a, b), fmin(fmax(a, b), c));
}

/* The running median of three. The ends have two neighbours on one side only. */
static void smooth(const double *values, size_t count, double *smoothed)
{
    for (size_t i = 1; i + 1 < count; i++)
        smoothed[i] = middle_of(values[i - 1], values[i], values[i + 1]);
    smoothed[0] = smoothed[1];
    smoothed[count - 1] = smoothed[count - 2];
}

/* How much smaller the squares around the two means are than those around one, at the best split;
 * which that is goes to *at. Of three values or more. */
static double best_split(const double *values, size_t count, double *smoothed, size_t *at)
{
    smooth(values, count, smoothed);
    double mean = stats_mean(smoothed, count), left = 0, best = 0;
    *at = 0;
    for (size_t i = 1; i + SHORTEST <= count; i++) {
        left += smoothed[i - 1] - mean; /* the right side's sum is the opposite */
        double gain = left * left * (double)count / ((double)i * (double)(count - i));
        if (i >= SHORTEST && gain > best) {
            best = gain;
            *at = i;
        }
    }
    return best;
}

/* ---- is it one? ----------------------------------------------------------------------------- */

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers every time. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static void shuffle(double *values, size_t count, uint64_t *random)
{
    for (size_t i = count - 1; i > 0; i--) {
        size_t j = (size_t)(next_random(random) % (i + 1));
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }
}

/* The part of the permutations, this one among them, that have a split as good as `gain`. Stops, and
 * says 1, when so many had that it cannot get down to alpha. */
static double permutation_p(const History *history, size_t from, size_t count, double gain)
{
    const double rounding = 1e-9;
    size_t as_good = 1, at;
    uint64_t random = 1;
    double *values = history->shuffled;
    memcpy(values, history->centers + from, count * sizeof *values);
    for (size_t i = 0; i < PERMUTATIONS; i++) {
        shuffle(values, count, &random);
        if (best_split(values, count, history->smooth, &at) < gain * (1 - rounding))
            continue;
        as_good++;
        if ((double)as_good > history->alpha * (PERMUTATIONS + 1))
            return 1;
    }
    return (double)as_good / (PERMUTATIONS + 1);
}

/* The change between two runs, if there is one: .at is 0 otherwise. */
static Split find_split(const History *history, size_t from, size_t end)
{
    Split split = {0, 1};
    size_t count = end - from, at;
    if (count < 2 * SHORTEST)
        return split;
    double gain = best_split(history->centers + from, count, history->smooth, &at);
    if (at == 0)
        return split;
    split.p = permutation_p(history, from, count, gain);
    if (split.p <= history->alpha)
        split.at = from + at;
    return split;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static int in_order(const void *a, const void *b)
{
    size_t x = ((const Split *)a)->at, y = ((const Split *)b)->at;
    return (x > y) - (x < y);
}

typedef struct Stretch {
    size_t from, end;
} Stretch;

static void segment(const History *history, Splits *splits)
{
    BL_VEC(Stretch) open = {0};
    bl_vec_push(&open, ((Stretch){0, history->count}));
    while (open.count) {
        Stretch stretch = open.items[--open.count];
        Split split = find_split(history, stretch.from, stretch.end);
        if (split.at == 0)
            continue;
        bl_vec_push(splits, split);
        bl_vec_push(&open, ((Stretch){split.at, stretch.end}));
        bl_vec_push(&open, ((Stretch){stretch.from, split.at}));
    }
    bl_vec_free(&open);
    if (splits->count > 1)
        qsort(splits->items, splits->count, sizeof *splits->items, in_order);
}

/* Places every change anew between its neighbours; the first that is none there is taken out. False
 * when one was. */
static bool refine(const History *history, Splits *splits)
{
    for (size_t i = 0; i < splits->count; i++) {
        size_t from = i ? splits->items[i - 1].at : 0;
        size_t end = i + 1 < splits->count ? splits->items[i + 1].at : history->count;
        Split split = find_split(history, from, end);
        if (split.at == 0) {
            splits->count--;
            memmove(&splits->items[i], &splits->items[i + 1],
                    (splits->count - i) * sizeof *splits->items);
            return false;
        }
        splits->items[i] = split;
    }
    return true;
}

/* Every run that differs from the one before. */
static void steps(const History *history, Splits *splits)
{
    for (size_t i = 1; i < history->count; i++)
        if (history->centers[i] != history->centers[i - 1])
            bl_vec_push(splits, ((Split){i, 0}));
}

/* ---- what they are -------------------------------------------------------------------------- */

static void take_runs(History *history, StatsAssumption assumption, const StatsRun *runs,
                      size_t count)
{
    history->centers = bl_alloc((count + 1) * sizeof *history->centers);
    history->shuffled = bl_alloc((count + 1) * sizeof *history->shuffled);
    history->smooth = bl_alloc((count + 1) * sizeof *history->smooth);
    history->runs = bl_alloc((count + 1) * sizeof *history->runs);
    for (size_t i = 0; i < count; i++) {
        StatsEstimate run = stats_estimate(assumption, runs[i].values, runs[i].count, 0);
        if (!isfinite(run.center))
            continue;
        history->centers[history->count] = run.center;
        history->runs[history->count++] = i;
    }
}

static double level(const History *history, size_t from, size_t end)
{
    return stats_quantile(history->centers + from, end - from, 0.5);
}

static StatsChange *describe(const History *history, const Splits *splits)
{
    StatsChange *changes = bl_alloc(splits->count * sizeof *changes);
    for (size_t i = 0; i < splits->count; i++) {
        size_t at = splits->items[i].at;
        size_t from = i ? splits->items[i - 1].at : 0;
        size_t end = i + 1 < splits->count ? splits->items[i + 1].at : history->count;
        double before = level(history, from, at), after = level(history, at, end);
        changes[i] = (StatsChange){history->runs[at], before, after, stats_percent(before, after),
                                   splits->items[i].p};
    }
    return changes;
}

size_t stats_changes(StatsAssumption assumption, const StatsRun *runs, size_t count, double alpha,
                     StatsChange **changes)
{
    History history = {.alpha = alpha};
    Splits splits = {0};
    take_runs(&history, assumption, runs, count);
    if (assumption == STATS_ASSUME_EXACT) {
        steps(&history, &splits);
    } else {
        segment(&history, &splits);
        while (!refine(&history, &splits))
            ;
    }
    size_t found = splits.count;
    *changes = found ? describe(&history, &splits) : NULL;
    bl_vec_free(&splits);
    free(history.centers);
    free(history.shuffled);
    free(history.smooth);
    free(history.runs);
    return found;
}
