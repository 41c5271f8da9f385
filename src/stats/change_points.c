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
 * E-divisive does (Matteson and James, JASA 109, 2014) with exponent 2, whose energy distance is
 * the distance of the means. The test holds for any distribution, because without a change all
 * orders of the runs are equally likely.
 *
 * A level that comes and goes is no good split anywhere. So the best piece out of the middle is
 * looked for as well, and tested in the same way (circular binary segmentation: Olshen and others,
 * Biostatistics 5, 2004). Each of both tests gets half of alpha.
 *
 * Odd runs are far from all others and would hide a change. So values are brought in to five
 * standard deviations around where they are densest, which the shortest interval with a third of
 * the stretch tells (with half of it: Rousseeuw and Leroy, Statistica Neerlandica 42, 1988): a
 * change in the middle does not widen it, as it would the median deviation. That looks at the
 * values only, not at their order, so the test still holds.
 *
 * At last every change is placed anew between its neighbours, because it was found when the stretch
 * still held other changes, and is tested again there. */
#include <math.h>
#include <stdlib.h>

#include "benchline/base.h"
#include "benchline/stats.h"
#include "stats/parts.h"

enum {
    PERMUTATIONS = 1999, /* the smallest p is 1/2000 */
    SHORTEST = STATS_LEVEL_RUNS,
};

typedef struct Split {
    size_t at; /* the first run of the right side; 0 for none */
    double p;
} Split;

typedef BL_VEC(Split) Splits;

/* A piece of a stretch, counted from the stretch's first run. The right side of a split is a piece
 * that goes to the end. */
typedef struct Piece {
    size_t from, end;
    double gain; /* by how much it makes the squares around the means smaller */
} Piece;

typedef struct History {
    double *centers; /* of the runs that have any */
    size_t *runs;    /* which they are */
    size_t count;
    double *clipped, *shuffled, *sums; /* room for as many and one more */
    double alpha;
} History;

/* ---- the best split and the best piece ------------------------------------------------------- */

/* sums[i] is how far the first i values are above the mean, together. */
static void sum_up(const double *values, size_t count, double *sums)
{
    double mean = stats_mean(values, count);
    sums[0] = 0;
    for (size_t i = 0; i < count; i++)
        sums[i + 1] = sums[i] + (values[i] - mean);
}

static void keep_better(Piece *best, const double *sums, size_t count, size_t from, size_t end)
{
    double sum = sums[end] - sums[from], inside = (double)(end - from);
    double gain = sum * sum * (double)count / (inside * ((double)count - inside));
    if (gain > best->gain)
        *best = (Piece){from, end, gain};
}

static Piece best_split(const double *sums, size_t count)
{
    Piece best = {0};
    for (size_t at = SHORTEST; at + SHORTEST <= count; at++)
        keep_better(&best, sums, count, at, count);
    return best;
}

static Piece best_middle(const double *sums, size_t count)
{
    Piece best = {0};
    for (size_t from = SHORTEST; from + SHORTEST + SHORTEST <= count; from++)
        for (size_t end = from + SHORTEST; end + SHORTEST <= count; end++)
            keep_better(&best, sums, count, from, end);
    return best;
}

typedef Piece (*Search)(const double *sums, size_t count);

/* ---- is it one? ------------------------------------------------------------------------------ */

static double level(const double *values, size_t count)
{
    return stats_quantile(values, count, 0.5);
}

/* The shortest interval with more than a third of the values, as its middle and its half length. */
static double densest(const double *sorted, size_t count, double *length)
{
    size_t inside = count / 3 + 1, best = 0;
    for (size_t i = 1; i + inside <= count; i++)
        if (sorted[i + inside - 1] - sorted[i] < sorted[best + inside - 1] - sorted[best])
            best = i;
    *length = (sorted[best + inside - 1] - sorted[best]) / 2;
    return sorted[best] + *length;
}

/* Where more than a third of the values are equal, the others are above them or below. */
static double clip(double value, double middle, double reach)
{
    if (reach == 0)
        return (double)((value > middle) - (value < middle));
    return fmin(fmax(value, middle - reach), middle + reach);
}

static void clip_stretch(const History *history, size_t from, size_t count)
{
    const double deviations = 5 * 2.3217; /* of a normal distribution, in half lengths */
    double *values = history->clipped, length;
    memcpy(values, history->centers + from, count * sizeof *values);
    stats_sort(values, count);
    double middle = densest(values, count, &length);
    for (size_t i = 0; i < count; i++)
        values[i] = clip(history->centers[from + i], middle, deviations * length);
}

/* Where the random numbers begin: the same for the same values in the same order, and
 * another for others, because one set of permutations for all histories would have found too many
 * changes in all of them, or too few. */
static uint64_t seed_of(const double *values, size_t count)
{
    return bl_fnv1a(BL_FNV1A, bl_str((const char *)values, count * sizeof *values));
}

/* splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
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

/* The part of the permutations, this one among them, that have as good a piece. Stops, and says 1,
 * when so many had that it cannot get down to alpha. */
static double permutation_p(const History *history, size_t count, Search search, double gain,
                            double alpha)
{
    const double rounding = 1e-9;
    size_t as_good = 1;
    double *values = history->shuffled;
    memcpy(values, history->clipped, count * sizeof *values);
    uint64_t random = seed_of(values, count);
    for (size_t i = 0; i < PERMUTATIONS; i++) {
        shuffle(values, count, &random);
        sum_up(values, count, history->sums);
        if (search(history->sums, count).gain < gain * (1 - rounding))
            continue;
        as_good++;
        if ((double)as_good > alpha * (PERMUTATIONS + 1))
            return 1;
    }
    return (double)as_good / (PERMUTATIONS + 1);
}

/* The best piece of the stretch, if it is one: p is 1 otherwise. */
static double find_piece(const History *history, size_t from, size_t count, Search search,
                         double alpha, Piece *piece)
{
    clip_stretch(history, from, count);
    sum_up(history->clipped, count, history->sums);
    *piece = search(history->sums, count);
    if (piece->gain == 0)
        return 1;
    double p = permutation_p(history, count, search, piece->gain, alpha);
    return p <= alpha ? p : 1;
}

/* ---- all of them ----------------------------------------------------------------------------- */

typedef struct Stretch {
    size_t from, end;
} Stretch;

typedef BL_VEC(Stretch) Stretches;

/* Looks for one split, or else two. What is between them is to be looked at in turn. */
static void divide(const History *history, Stretch stretch, Splits *splits, Stretches *open)
{
    size_t count = stretch.end - stretch.from;
    double alpha = history->alpha / 2;
    Piece piece;
    if (count < SHORTEST + SHORTEST)
        return;
    if (find_piece(history, stretch.from, count, best_split, alpha, &piece) > alpha &&
        find_piece(history, stretch.from, count, best_middle, alpha, &piece) > alpha)
        return;
    size_t from = stretch.from + piece.from, end = stretch.from + piece.end;
    bl_vec_push(splits, ((Split){from, 0}));
    bl_vec_push(open, ((Stretch){stretch.from, from}));
    bl_vec_push(open, ((Stretch){from, end}));
    if (end == stretch.end)
        return;
    bl_vec_push(splits, ((Split){end, 0}));
    bl_vec_push(open, ((Stretch){end, stretch.end}));
}

static int in_order(const void *a, const void *b)
{
    size_t x = ((const Split *)a)->at, y = ((const Split *)b)->at;
    return (x > y) - (x < y);
}

static void segment(const History *history, Splits *splits)
{
    Stretches open = {0};
    bl_vec_push(&open, ((Stretch){0, history->count}));
    while (open.count)
        divide(history, open.items[--open.count], splits, &open);
    bl_vec_free(&open);
    if (splits->count > 1)
        qsort(splits->items, splits->count, sizeof *splits->items, in_order);
}

/* The change between two others. None is one that leaves the level as it was. */
static Split place(const History *history, size_t from, size_t end)
{
    Piece piece;
    double p = find_piece(history, from, end - from, best_split, history->alpha, &piece);
    size_t at = from + piece.from;
    if (p > history->alpha ||
        level(history->centers + from, at - from) == level(history->centers + at, end - at))
        return (Split){0, 1};
    return (Split){at, p};
}

/* Places every change anew between its neighbours; the first that is none there is taken out. False
 * when one was. */
static bool refine(const History *history, Splits *splits)
{
    for (size_t i = 0; i < splits->count; i++) {
        size_t from = i ? splits->items[i - 1].at : 0;
        size_t end = i + 1 < splits->count ? splits->items[i + 1].at : history->count;
        Split split = place(history, from, end);
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

/* ---- what they are --------------------------------------------------------------------------- */

static void take_runs(History *history, StatsAssumption assumption, const StatsRun *runs,
                      size_t count)
{
    history->centers = bl_alloc((count + 1) * sizeof *history->centers);
    history->clipped = bl_alloc((count + 1) * sizeof *history->clipped);
    history->shuffled = bl_alloc((count + 1) * sizeof *history->shuffled);
    history->sums = bl_alloc((count + 1) * sizeof *history->sums);
    history->runs = bl_alloc((count + 1) * sizeof *history->runs);
    for (size_t i = 0; i < count; i++) {
        StatsEstimate run = stats_estimate(assumption, runs[i].values, runs[i].count, 0);
        if (!isfinite(run.center))
            continue;
        history->centers[history->count] = run.center;
        history->runs[history->count++] = i;
    }
}

static StatsChange *describe(const History *history, const Splits *splits)
{
    StatsChange *changes = bl_alloc(splits->count * sizeof *changes);
    for (size_t i = 0; i < splits->count; i++) {
        size_t at = splits->items[i].at;
        size_t from = i ? splits->items[i - 1].at : 0;
        size_t end = i + 1 < splits->count ? splits->items[i + 1].at : history->count;
        double before = level(history->centers + from, at - from);
        double after = level(history->centers + at, end - at);
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
    free(history.clipped);
    free(history.shuffled);
    free(history.sums);
    free(history.runs);
    return found;
}
