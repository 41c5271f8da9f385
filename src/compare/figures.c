/* figures.c - what is to be said of one benchmark in one unit, and of all of them.
 *
 * Allocations are counted, not sampled: where each side has one value only, their difference is one
 * and needs no test, however few samples there are. Where the values of a side differ (a map that
 * grows by chance, the collector at work), and for time always, the rank test decides, and its p is
 * corrected for how many were tested in the unit.
 */
#include <stdlib.h>

#include "compare/parts.h"

/* ---- the samples of a unit ------------------------------------------------------------------- */

typedef struct Values {
    double *items;
    size_t count;
    uint64_t operations; /* of the last one */
} Values;

/* What the runtime allocates now and then is in a mean, too, and is left out where it is no more
 * than that. */
static double allocs_of(const ResultSample *sample)
{
    double whole = floor(sample->allocs);
    return sample->operations > 1 && sample->allocs - whole < RESULT_RUNTIME_ALLOCS
               ? whole
               : sample->allocs;
}

static double value_of(const ResultSample *sample, CompareUnit unit)
{
    return unit == COMPARE_ALLOCS  ? allocs_of(sample)
           : unit == COMPARE_BYTES ? sample->bytes
                                   : sample->ns;
}

double compare_smallest_allocs(const ExportSeries *series)
{
    double smallest = RESULT_UNKNOWN;
    for (size_t i = 0; i < series->samples.count; i++)
        smallest = fmin(smallest, allocs_of(&series->samples.items[i]));
    return smallest;
}

static Values values_of(const ExportSeries *series, CompareUnit unit)
{
    Values values = {bl_alloc((series->samples.count + 1) * sizeof(double)), 0, 0};
    for (size_t i = 0; i < series->samples.count; i++) {
        double value = value_of(&series->samples.items[i], unit);
        if (isnan(value))
            continue;
        values.items[values.count++] = value;
        values.operations = series->samples.items[i].operations;
    }
    return values;
}

/* Has a side one value, and is that the truth? A single sample of many operations is a mean: the
 * collector has a part in its bytes, and allocations that are no whole number are not all the
 * test's. */
static bool is_constant(const Values *values, CompareUnit unit)
{
    if (values->count == 0 || unit == COMPARE_TIME)
        return false;
    for (size_t i = 1; i < values->count; i++)
        if (fabs(values->items[i] - values->items[0]) > 0)
            return false;
    bool whole = unit == COMPARE_ALLOCS && !(values->items[0] > floor(values->items[0]));
    return values->count > 1 || whole || values->operations <= 1;
}

/* ---- one figure ------------------------------------------------------------------------------ */

static bool same_center(const CompareFigure *figure)
{
    return !(fabs(figure->stats.a.center - figure->stats.b.center) > 0);
}

static CompareVerdict verdict_of(const CompareFigure *figure, double alpha)
{
    if (figure->exact)
        return same_center(figure) ? COMPARE_SAME : COMPARE_CHANGED;
    if (figure->stats.warnings & STATS_WARN_ALL_EQUAL)
        return COMPARE_SAME;
    if (!(figure->p <= alpha))
        return COMPARE_UNDECIDED;
    return same_center(figure) ? COMPARE_SAME : COMPARE_CHANGED;
}

void compare_figure(CompareFigure *figure, CompareUnit unit, const ExportSeries *before,
                    const ExportSeries *after, double alpha)
{
    Values a = values_of(before, unit), b = values_of(after, unit);
    *figure = (CompareFigure){.verdict = COMPARE_NOT_MEASURED, .p = STATS_UNKNOWN};
    if (a.count && b.count) {
        figure->exact = is_constant(&a, unit) && is_constant(&b, unit);
        stats_compare(STATS_ASSUME_NOTHING, a.items, a.count, b.items, b.count, STATS_CONFIDENCE,
                      alpha, &figure->stats);
        if (figure->exact)
            figure->stats.p = same_center(figure) ? 1 : 0;
        figure->p = figure->stats.p;
        figure->verdict = verdict_of(figure, alpha);
    }
    free(a.items);
    free(b.items);
}

/* ---- all of a unit --------------------------------------------------------------------------- */

static bool was_tested(const CompareFigure *figure)
{
    return figure->verdict != COMPARE_NOT_MEASURED && !figure->exact &&
           !(figure->stats.warnings & STATS_WARN_ALL_EQUAL);
}

void compare_correct(Comparison *comparison, CompareUnit unit)
{
    double *p = bl_alloc((comparison->pairs.count + 1) * sizeof *p);
    size_t count = comparison->pairs.count;
    CompareTotal *total = &comparison->totals[unit];
    for (size_t i = 0; i < count; i++) {
        const CompareFigure *figure = &comparison->pairs.items[i].figures[unit];
        bool tested = was_tested(figure);
        p[i] = tested ? figure->stats.p : STATS_UNKNOWN;
        total->tests += tested;
    }
    if (comparison->options.correction == COMPARE_BENJAMINI_HOCHBERG)
        stats_adjust_bh(p, count, p);
    else if (comparison->options.correction == COMPARE_HOLM)
        stats_adjust_holm(p, count, p);
    for (size_t i = 0; i < count; i++) {
        CompareFigure *figure = &comparison->pairs.items[i].figures[unit];
        if (!was_tested(figure))
            continue;
        figure->p = p[i];
        figure->verdict = verdict_of(figure, comparison->options.alpha);
    }
    free(p);
}

void compare_total(Comparison *comparison, CompareUnit unit)
{
    CompareTotal *total = &comparison->totals[unit];
    double *before = bl_alloc((comparison->pairs.count + 1) * sizeof *before);
    double *after = bl_alloc((comparison->pairs.count + 1) * sizeof *after);
    size_t count = 0;
    for (size_t i = 0; i < comparison->pairs.count; i++) {
        const CompareFigure *figure = &comparison->pairs.items[i].figures[unit];
        if (comparison->pairs.items[i].kind != COMPARE_MEASURED)
            continue;
        total->by_verdict[figure->verdict]++;
        if (figure->verdict == COMPARE_NOT_MEASURED)
            continue;
        bool up = figure->stats.b.center > figure->stats.a.center;
        total->up += figure->verdict == COMPARE_CHANGED && up;
        total->down += figure->verdict == COMPARE_CHANGED && !up;
        before[count] = figure->stats.a.center;
        after[count++] = figure->stats.b.center;
    }
    total->before = stats_geomean(before, count);
    total->after = stats_geomean(after, count);
    total->ratio = stats_geomean_ratio(before, after, count);
    free(before);
    free(after);
}
