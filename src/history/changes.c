/* changes.c - where the level of a benchmark's figures changed; see history.h.
 *
 * What is exact is cut first, and the stretches between are left to the statistics where there is
 * any chance in them. A run that agrees with exact ones before it counts as exact, even if its
 * iterations differ: so one disturbed run does not hide what happens after it. */
#include <stdlib.h>

#include "history/parts.h"

/* So many odd runs, and one in so many, are chance; and so many that are like none beside them. */
enum { ODD_RUNS = 2, ODD_PART = 10, LONE_RUNS = 6, LONE_PART = 2 };

/* The first point of a new level. */
typedef struct Cut {
    size_t at;
    bool exact;
    double p;
} Cut;

typedef BL_VEC(Cut) Cuts;

static bool equal(double a, double b)
{
    return !(fabs(a - b) > 0);
}

/* ---- what is exact --------------------------------------------------------------------------- */

static bool was_before(const HistorySeries *series, size_t end, double value)
{
    for (size_t i = 0; i < end; i++)
        if (equal(series->items[i].value, value))
            return true;
    return false;
}

/* A run that says that it is exact, as those beside it do, and differs from both. */
static bool is_lone(const HistoryPoint *point)
{
    const HistoryPoint *before = point - 1, *after = point + 1;
    return before->steady && point->steady && after->steady &&
           !equal(point->value, before->value) && !equal(point->value, after->value);
}

/* Is it chance though each run says that it is exact? An odd run is a lone one after which it is as
 * it once was: a few of them are enough. Many changes one after the other are what happens while
 * somebody works on the code; so it takes more lone ones that are not odd. */
static bool is_unsteady(const HistorySeries *series)
{
    size_t odd = 0, lone = 0;
    for (size_t i = 1; i + 1 < series->count; i++) {
        if (!is_lone(&series->items[i]))
            continue;
        lone++;
        odd += was_before(series, i, series->items[i + 1].value);
    }
    return (odd >= ODD_RUNS && odd * ODD_PART >= series->count) ||
           (lone >= LONE_RUNS && lone * LONE_PART >= series->count);
}

/* What agrees with steady runs before it is steady; and nothing is where it comes and goes. */
static void settle(HistorySeries *series)
{
    HistoryPoint *points = series->items;
    bool unsteady = is_unsteady(series);
    for (size_t i = 0; i < series->count; i++) {
        if (i && points[i - 1].steady && equal(points[i].value, points[i - 1].value))
            points[i].steady = true;
        points[i].steady = points[i].steady && !unsteady;
    }
}

static bool is_exact_change(const HistoryPoint *before, const HistoryPoint *after)
{
    if (equal(before->value, after->value))
        return false;
    return (before->steady && after->steady) || (before->steady && before->value <= 0) ||
           (after->steady && after->value <= 0);
}

/* ---- what is tested -------------------------------------------------------------------------- */

static double *values_of(const HistorySeries *series)
{
    double *values = bl_alloc((series->count + 1) * sizeof *values);
    for (size_t i = 0; i < series->count; i++)
        values[i] = series->items[i].value;
    return values;
}

static void test_stretch(HistoryChanges *all, const HistorySeries *series, const double *values,
                         size_t from, size_t end, Cuts *cuts)
{
    bool all_steady = true;
    for (size_t i = from; i < end; i++)
        all_steady = all_steady && series->items[i].steady;
    if (all_steady || end - from < STATS_LEVEL_RUNS + STATS_LEVEL_RUNS)
        return;
    all->tested++;
    StatsChange *changes;
    StatsRun *runs = bl_alloc((end - from) * sizeof *runs);
    for (size_t i = from; i < end; i++)
        runs[i - from] = (StatsRun){values + i, 1};
    size_t found = stats_changes(STATS_ASSUME_NOTHING, runs, end - from, all->alpha, &changes);
    for (size_t i = 0; i < found; i++)
        bl_vec_push(cuts, ((Cut){from + changes[i].run, false, changes[i].p}));
    free(changes);
    free(runs);
}

static void find_cuts(HistoryChanges *all, const HistorySeries *series, const double *values,
                      Cuts *cuts)
{
    size_t from = 0;
    for (size_t i = 1; i < series->count; i++) {
        if (!is_exact_change(&series->items[i - 1], &series->items[i]))
            continue;
        test_stretch(all, series, values, from, i, cuts);
        bl_vec_push(cuts, ((Cut){i, true, 0}));
        from = i;
    }
    test_stretch(all, series, values, from, series->count, cuts);
}

/* ---- the changes of all ---------------------------------------------------------------------- */

static double median(const double *values, size_t from, size_t end)
{
    return stats_quantile(values + from, end - from, 0.5);
}

static void describe(HistoryChanges *changes, const HistorySplit *split,
                     const HistorySeries *series, const double *values, const Cuts *cuts)
{
    for (size_t i = 0; i < cuts->count; i++) {
        size_t from = i ? cuts->items[i - 1].at : 0, at = cuts->items[i].at;
        bool current = i + 1 == cuts->count;
        size_t end = current ? series->count : cuts->items[i + 1].at;
        HistoryChange change = {.unit = split->unit,
                                .previous = series->items[at - 1].figure,
                                .first = series->items[at].figure,
                                .last = series->items[end - 1].figure,
                                .current = current,
                                .before = median(values, from, at),
                                .after = median(values, at, end),
                                .exact = cuts->items[i].exact,
                                .p = cuts->items[i].p,
                                .by_project = split->by_project};
        change.delta = change.before > 0 ? 100 * (change.after / change.before - 1) : STATS_UNKNOWN;
        if (!equal(change.before, change.after))
            bl_vec_push(&changes->list, change);
    }
}

static void search_series(HistoryChanges *changes, const HistorySplit *split, HistorySeries *series)
{
    Cuts cuts = {0};
    settle(series);
    double *values = values_of(series);
    find_cuts(changes, series, values, &cuts);
    describe(changes, split, series, values, &cuts);
    bl_vec_free(&cuts);
    free(values);
}

static int by_run(const void *a, const void *b)
{
    const HistoryChange *x = a, *y = b;
    if (x->first != y->first)
        return (x->first > y->first) - (x->first < y->first);
    return (int)x->unit - (int)y->unit;
}

static void search_benchmark(HistoryChanges *changes, const StoreFigure *rows, size_t count,
                             HistorySeries *series)
{
    size_t before = changes->list.count;
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
        if (!(changes->units & (1U << unit)))
            continue;
        HistorySplit split;
        history_begin_series(&split, rows, count, (CompareUnit)unit);
        while (history_next_series(&split, series))
            search_series(changes, &split, series);
        history_end_series(&split);
    }
    size_t found = changes->list.count - before;
    if (found)
        qsort(changes->list.items + before, found, sizeof *changes->list.items, by_run);
    changes->changed += found > 0;
    changes->benchmarks++;
}

void history_find_changes(HistoryChanges *changes, const StoreFigures *figures, unsigned units,
                          double alpha)
{
    HistorySeries series = {0};
    *changes = (HistoryChanges){.units = units ? units : COMPARE_ALL_UNITS,
                                .alpha = alpha > 0 ? alpha : HISTORY_ALPHA};
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        count = history_count_same(figures, i);
        search_benchmark(changes, &figures->list.items[i], count, &series);
    }
    bl_vec_free(&series);
}

/* Of two changes that weigh the same, the later one first. */
static int by_importance(const void *a, const void *b)
{
    const HistoryChange *x = a, *y = b;
    int order = (int)x->unit - (int)y->unit;
    if (!order)
        order = compare_order_changes(x->before, x->after, y->before, y->after);
    if (!order)
        order = (x->first->run < y->first->run) - (x->first->run > y->first->run);
    return order ? order : by_run(a, b);
}

void history_sort_changes(HistoryChanges *changes)
{
    if (changes->list.count)
        qsort(changes->list.items, changes->list.count, sizeof *changes->list.items, by_importance);
}

bool history_is_of(const HistoryChanges *changes, size_t at, const StoreFigure *rows, size_t count)
{
    if (at >= changes->list.count)
        return false;
    const StoreFigure *first = changes->list.items[at].first;
    return first >= rows && first < rows + count;
}

void history_changes_free(HistoryChanges *changes)
{
    bl_vec_free(&changes->list);
}
