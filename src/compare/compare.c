/* compare.c - two runs side by side; see compare.h. */
#include "benchline/compare.h"

#include <stdlib.h>

#include "compare/parts.h"

/* ---- names ----------------------------------------------------------------------------------- */

const char *compare_unit_name(CompareUnit unit)
{
    static const char *const names[] = {
#define X(name, text, word) text,
        COMPARE_UNITS(X)
#undef X
    };
    return names[unit];
}

const char *compare_unit_word(CompareUnit unit)
{
    static const char *const words[] = {
#define X(name, text, word) word,
        COMPARE_UNITS(X)
#undef X
    };
    return words[unit];
}

const char *compare_verdict_name(CompareVerdict verdict)
{
    static const char *const names[] = {
#define X(name, text) text,
        COMPARE_VERDICTS(X)
#undef X
    };
    return names[verdict];
}

const char *compare_kind_name(CompareKind kind)
{
    static const char *const names[] = {
#define X(name, text) text,
        COMPARE_KINDS(X)
#undef X
    };
    return names[kind];
}

const char *compare_correction_name(CompareCorrection correction)
{
    static const char *const names[] = {
#define X(name, text, author) text,
        COMPARE_CORRECTIONS(X)
#undef X
    };
    return names[correction];
}

bool compare_correction(const char *name, CompareCorrection *correction)
{
    for (int i = 0; i < COMPARE_CORRECTION_COUNT; i++)
        if (strcmp(name, compare_correction_name((CompareCorrection)i)) == 0) {
            *correction = (CompareCorrection)i;
            return true;
        }
    return false;
}

/* ---- order ----------------------------------------------------------------------------------- */

/* The classes of importance. */
enum { FROM_ZERO, TO_ZERO, CHANGED_ELSE };

static int class_of(double before, double after)
{
    return before <= 0 ? FROM_ZERO : after <= 0 ? TO_ZERO : CHANGED_ELSE;
}

/* How large a change is, within its class: the larger, the more important. */
static double weight_of(double before, double after)
{
    switch (class_of(before, after)) {
    case FROM_ZERO:
        return after;
    case TO_ZERO:
        return before;
    default:
        return fabs(log(after / before));
    }
}

int compare_order_changes(double before, double after, double other_before, double other_after)
{
    int order = class_of(before, after) - class_of(other_before, other_after);
    double weight = weight_of(before, after), other = weight_of(other_before, other_after);
    return order ? order : (weight < other) - (weight > other);
}

int compare_order(const ComparePair *a, const ComparePair *b, CompareUnit unit)
{
    const CompareFigure *x = &a->figures[unit], *y = &b->figures[unit];
    bool changed = x->verdict == COMPARE_CHANGED, other = y->verdict == COMPARE_CHANGED;
    if (!changed || !other)
        return other - changed;
    return compare_order_changes(x->stats.a.center, x->stats.b.center, y->stats.a.center,
                                 y->stats.b.center);
}

static int compare_pairs(const void *left, const void *right)
{
    const ComparePair *a = left, *b = right;
    int order = (int)a->kind - (int)b->kind;
    for (int unit = 0; unit < COMPARE_UNIT_COUNT && !order && a->kind == COMPARE_MEASURED; unit++)
        order = compare_order(a, b, (CompareUnit)unit);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* ---- pairs ----------------------------------------------------------------------------------- */

static CompareSide side_of(const ExportSeries *series)
{
    CompareSide side = {.status = RESULT_NOT_RUN};
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        side.smallest[unit] = RESULT_UNKNOWN;
    if (!series)
        return side;
    side.project = series->row.project;
    side.package = series->row.package;
    side.benchmark = series->row.benchmark;
    side.status = series->status;
    side.smallest[COMPARE_ALLOCS] = compare_smallest_allocs(series);
    side.smallest[COMPARE_BYTES] = series->bytes.min;
    side.smallest[COMPARE_TIME] = series->ns.min;
    return side;
}

static CompareKind kind_of(const CompareMatch *match)
{
    if (!match->after)
        return COMPARE_ONLY_OLD;
    if (!match->before)
        return COMPARE_ONLY_NEW;
    if (match->before->status != match->after->status)
        return COMPARE_STATUS_CHANGED;
    return match->after->status == RESULT_OK ? COMPARE_MEASURED : COMPARE_UNMEASURED;
}

static void add_pair(Comparison *comparison, const CompareMatch *match)
{
    ComparePair pair = {.kind = kind_of(match),
                        .before = side_of(match->before),
                        .after = side_of(match->after),
                        .index = match->index,
                        .by_project = match->by_project};
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
        bool asked = comparison->options.units & (1U << unit);
        pair.figures[unit].verdict = COMPARE_NOT_MEASURED;
        if (pair.kind == COMPARE_MEASURED && asked)
            compare_figure(&pair.figures[unit], (CompareUnit)unit, match->before, match->after,
                           comparison->options.alpha);
    }
    comparison->by_kind[pair.kind]++;
    bl_vec_push(&comparison->pairs, pair);
}

static void pair_all(Comparison *comparison)
{
    ExportSeriesList before = {0}, after = {0};
    CompareMatches matches = {0};
    export_series((ExportInputs){.items = comparison->before, .count = 1}, &before);
    export_series((ExportInputs){.items = comparison->after, .count = 1}, &after);
    comparison->by_project =
        export_paths_collide(comparison->before) || export_paths_collide(comparison->after);
    compare_match(&before, &after, comparison->by_project, &matches);
    for (size_t i = 0; i < matches.count; i++)
        add_pair(comparison, &matches.items[i]);
    bl_vec_free(&matches);
    export_series_free(&before);
    export_series_free(&after);
}

void compare_results(Comparison *comparison, const Results *before, const Results *after,
                     const CompareOptions *options)
{
    *comparison = (Comparison){.before = before, .after = after, .options = *options};
    if (comparison->options.alpha <= 0)
        comparison->options.alpha = STATS_ALPHA;
    if (!comparison->options.units)
        comparison->options.units = COMPARE_ALL_UNITS;
    pair_all(comparison);
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
        compare_correct(comparison, (CompareUnit)unit);
        compare_total(comparison, (CompareUnit)unit);
    }
    if (comparison->pairs.count)
        qsort(comparison->pairs.items, comparison->pairs.count, sizeof *comparison->pairs.items,
              compare_pairs);
}

void compare_free(Comparison *comparison)
{
    bl_vec_free(&comparison->pairs);
}

bool compare_differs(const Comparison *comparison)
{
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (comparison->totals[unit].by_verdict[COMPARE_CHANGED])
            return true;
    return comparison->by_kind[COMPARE_STATUS_CHANGED] || comparison->by_kind[COMPARE_ONLY_OLD] ||
           comparison->by_kind[COMPARE_ONLY_NEW];
}
