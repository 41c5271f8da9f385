/* series.c - which figures of a store are one history, and of which of those it is certain what the
 * benchmark does.
 *
 * A store holds runs of whatever machine: a benchmark that allocates more on another system did not
 * change. So what is compared is of the same system and GOMAXPROCS, and measured in the same way;
 * and times are of the same processor. That a new Go version changes what is allocated is worth
 * telling; but where two are measured every day, their runs lie between each other's, and each
 * version has its own history. */
#include <stdlib.h>

#include "history/parts.h"

/* ---- one benchmark --------------------------------------------------------------------------- */

static bool same_benchmark(const StoreFigure *a, const StoreFigure *b)
{
    return bl_same_text(a->import_path, b->import_path) && strcmp(a->name, b->name) == 0;
}

size_t history_count_same(const StoreFigures *figures, size_t first)
{
    size_t end = first + 1;
    while (end < figures->list.count &&
           same_benchmark(&figures->list.items[first], &figures->list.items[end]))
        end++;
    return end - first;
}

/* ---- one history ----------------------------------------------------------------------------- */

/* Have projects of one run packages of the same path? Otherwise a project's name, which is that of
 * a folder, says nothing. */
static bool projects_share(const StoreFigure *rows, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (rows[i].run == rows[i - 1].run && !bl_same_text(rows[i].project, rows[i - 1].project))
            return true;
    return false;
}

void history_begin_series(HistorySplit *split, const StoreFigure *rows, size_t count,
                          CompareUnit unit)
{
    *split = (HistorySplit){
        .rows = rows,
        .count = count,
        .unit = unit,
        .taken = bl_alloc((count + 1) * sizeof *split->taken),
        .by_project = projects_share(rows, count),
    };
}

void history_end_series(HistorySplit *split)
{
    free(split->taken);
}

/* May times be compared? Packages run beside each other unless it is measured for time. */
static bool is_same_clock(const StoreFigure *a, const StoreFigure *b)
{
    return bl_same_text(a->cpu, b->cpu) && bl_same_text(a->metrics, b->metrics);
}

/* But for the Go version. */
static bool is_alike(const HistorySplit *split, const StoreFigure *a, const StoreFigure *b)
{
    return a->procs == b->procs && bl_same_text(a->goos, b->goos) &&
           bl_same_text(a->goarch, b->goarch) && a->averaged == b->averaged &&
           (split->unit != COMPARE_TIME || is_same_clock(a, b)) &&
           (!split->by_project || bl_same_text(a->project, b->project));
}

/* Do runs of one Go version come back after those of another one, among those like `row`? */
static bool versions_alternate(const HistorySplit *split, const StoreFigure *row)
{
    BL_VEC(const char *) versions = {0}; /* one after the other */
    bool back = false;
    for (size_t i = 0; i < split->count && !back; i++) {
        const char *version = split->rows[i].go_version;
        if (!is_alike(split, row, &split->rows[i]) ||
            (versions.count && bl_same_text(version, versions.items[versions.count - 1])))
            continue;
        for (size_t j = 0; j < versions.count && !back; j++)
            back = bl_same_text(version, versions.items[j]);
        bl_vec_push(&versions, version);
    }
    bl_vec_free(&versions);
    return back;
}

/* ---- its points ------------------------------------------------------------------------------ */

/* What the runtime allocates now and then is in a mean, too: package testing rounds it down. */
static double value_of(const StoreFigure *figure, CompareUnit unit)
{
    if (unit == COMPARE_TIME)
        return figure->ns_per_op;
    if (unit == COMPARE_BYTES)
        return figure->bytes_per_op;
    return figure->averaged ? floor(figure->allocs_per_op) : figure->allocs_per_op;
}

/* Is the number what the benchmark allocates, and no matter of chance? Not where most iterations
 * allocated more than the smallest one; of a mean, not where the rest is more than the
 * runtime's. */
static bool is_steady_count(const StoreFigure *figure)
{
    if (!figure->averaged)
        return !(figure->allocs_median > figure->allocs_per_op);
    double whole = floor(figure->allocs_per_op);
    return figure->allocs_per_op - whole < RESULT_RUNTIME_ALLOCS &&
           !(floor(figure->allocs_median) > whole);
}

/* The collector has a part in bytes that are a mean. */
static bool is_steady(const StoreFigure *figure, CompareUnit unit)
{
    if (unit == COMPARE_BYTES)
        return !(figure->bytes_median > figure->bytes_per_op) && !figure->averaged;
    return unit == COMPARE_ALLOCS && is_steady_count(figure);
}

/* Several rows of a run are one point, with the smallest of their figures. */
static void join(HistoryPoint *point, const HistoryPoint *other)
{
    point->steady = point->steady && other->steady && !(fabs(point->value - other->value) > 0);
    if (other->value < point->value)
        point->value = other->value;
}

static void add_point(HistorySeries *series, const StoreFigure *figure, CompareUnit unit)
{
    HistoryPoint point = {figure, value_of(figure, unit), is_steady(figure, unit)};
    if (!isfinite(point.value))
        return;
    if (series->count && series->items[series->count - 1].figure->run == figure->run)
        join(&series->items[series->count - 1], &point);
    else
        bl_vec_push(series, point);
}

bool history_next_series(HistorySplit *split, HistorySeries *series)
{
    size_t first = split->next;
    while (first < split->count && split->taken[first])
        first++;
    series->count = 0;
    if (first == split->count)
        return false;
    split->next = first + 1;
    const StoreFigure *row = &split->rows[first];
    bool by_version = versions_alternate(split, row);
    for (size_t i = first; i < split->count; i++) {
        const StoreFigure *other = &split->rows[i];
        if (split->taken[i] || !is_alike(split, row, other) ||
            (by_version && !bl_same_text(row->go_version, other->go_version)))
            continue;
        split->taken[i] = true;
        add_point(series, other, split->unit);
    }
    return true;
}
