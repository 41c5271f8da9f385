/* cells.c - a comparison as text, for the formats that people read. */
#include <stdlib.h>

#include "compare/parts.h"
#include "results/text.h"

/* ---- names ----------------------------------------------------------------------------------- */

const CompareSide *compare_side(const ComparePair *pair)
{
    return pair->after.benchmark ? &pair->after : &pair->before;
}

static const char *path_of(const ComparePair *pair)
{
    const char *path = compare_side(pair)->package->import_path;
    return path ? path : "";
}

const char *compare_only_path(const Comparison *comparison)
{
    if (!comparison->pairs.count)
        return NULL;
    const char *path = path_of(&comparison->pairs.items[0]);
    for (size_t i = 1; i < comparison->pairs.count; i++)
        if (strcmp(path, path_of(&comparison->pairs.items[i])) != 0)
            return NULL;
    return path;
}

void compare_put_name(BlBuf *out, const ComparePair *pair, const char *only_path)
{
    const ResultBenchmark *benchmark = compare_side(pair)->benchmark;
    const char *path = path_of(pair);
    if (!only_path && path[0]) {
        results_append_visible(out, path);
        bl_buf_putc(out, '.');
    }
    results_append_visible(out, benchmark->test ? benchmark->test : benchmark->name);
    if (benchmark->procs > 1)
        bl_buf_printf(out, "-%llu", (unsigned long long)benchmark->procs);
    if (pair->by_project) {
        bl_buf_puts(out, " (");
        results_append_visible(out, compare_side(pair)->project->name);
        bl_buf_putc(out, ')');
    }
}

/* ---- cells ----------------------------------------------------------------------------------- */

void compare_put_value(BlBuf *out, CompareUnit unit, double value)
{
    if (unit == COMPARE_TIME && isfinite(value))
        results_append_duration(out, value);
    else
        results_append_count(out, value);
}

void compare_put_with_unit(BlBuf *out, CompareUnit unit, double value)
{
    compare_put_value(out, unit, value);
    if (unit == COMPARE_TIME) /* which has a unit of its own in front of it */
        bl_buf_puts(out, "/op");
    else
        bl_buf_printf(out, " %s", compare_unit_name(unit));
}

static void put_estimate(BlBuf *out, const CompareFigure *figure, CompareUnit unit,
                         const StatsEstimate *estimate)
{
    double spread = stats_estimate_spread(estimate);
    compare_put_value(out, unit, estimate->center);
    if (figure->exact || isnan(spread))
        return;
    if (isinf(spread))
        bl_buf_puts(out, " ± ∞");
    else
        bl_buf_printf(out, " ± %.0f%%", spread);
}

static void put_change(BlBuf *out, const CompareFigure *figure, CompareUnit unit)
{
    double before = figure->stats.a.center, after = figure->stats.b.center;
    if (figure->verdict == COMPARE_UNDECIDED) {
        bl_buf_putc(out, '~');
    } else if (figure->verdict == COMPARE_SAME) {
        bl_buf_puts(out, "0.00%");
    } else if (before <= 0 || after <= 0 || isnan(figure->stats.delta)) {
        compare_put_value(out, unit, before);
        bl_buf_puts(out, " -> ");
        compare_put_value(out, unit, after);
    } else {
        bl_buf_printf(out, "%+.2f%%", figure->stats.delta);
    }
}

static void put_evidence(BlBuf *out, const CompareFigure *figure)
{
    size_t a = figure->stats.a.count, b = figure->stats.b.count;
    if (figure->exact)
        bl_buf_puts(out, "exact");
    else
        bl_buf_printf(out, "p=%.3f", figure->p);
    bl_buf_printf(out, " n=%zu", a);
    if (a != b)
        bl_buf_printf(out, "+%zu", b);
}

void compare_put_cells(CompareCells *cells, const ComparePair *pair, CompareUnit unit,
                       const char *only_path)
{
    const CompareFigure *figure = &pair->figures[unit];
    compare_put_name(&cells->text[COMPARE_CELL_NAME], pair, only_path);
    put_estimate(&cells->text[COMPARE_CELL_BEFORE], figure, unit, &figure->stats.a);
    put_estimate(&cells->text[COMPARE_CELL_AFTER], figure, unit, &figure->stats.b);
    put_change(&cells->text[COMPARE_CELL_CHANGE], figure, unit);
    put_evidence(&cells->text[COMPARE_CELL_EVIDENCE], figure);
}

void compare_put_geomean(CompareCells *cells, const CompareTotal *total, CompareUnit unit)
{
    const StatsRatio *ratio = &total->ratio;
    size_t left_out = ratio->from_zero + ratio->to_zero + ratio->unusable;
    double mean = isnan(ratio->ratio) ? ratio->ratio_rest : ratio->ratio;
    bl_buf_puts(&cells->text[COMPARE_CELL_NAME], "geomean");
    if (!isnan(total->before))
        compare_put_value(&cells->text[COMPARE_CELL_BEFORE], unit, total->before);
    if (!isnan(total->after))
        compare_put_value(&cells->text[COMPARE_CELL_AFTER], unit, total->after);
    if (isnan(mean))
        bl_buf_putc(&cells->text[COMPARE_CELL_CHANGE], '?');
    else
        bl_buf_printf(&cells->text[COMPARE_CELL_CHANGE], "%+.2f%%", 100 * (mean - 1));
    if (left_out)
        bl_buf_printf(&cells->text[COMPARE_CELL_EVIDENCE], "without %zu from or to 0", left_out);
}

void compare_cells_free(CompareCells *cells)
{
    for (int i = 0; i < COMPARE_CELL_COUNT; i++)
        bl_buf_free(&cells->text[i]);
}

/* ---- sentences ------------------------------------------------------------------------------- */

void compare_put_counts(BlBuf *out, const CompareTotal *total)
{
    const size_t *by = total->by_verdict;
    const char *between = "";
    if (by[COMPARE_CHANGED]) {
        bl_buf_printf(out, "%zu changed (%zu up, %zu down)", by[COMPARE_CHANGED], total->up,
                      total->down);
        between = ", ";
    }
    if (by[COMPARE_SAME]) {
        bl_buf_printf(out, "%s%zu the same", between, by[COMPARE_SAME]);
        between = ", ";
    }
    if (by[COMPARE_UNDECIDED])
        bl_buf_printf(out, "%s%zu undecided", between, by[COMPARE_UNDECIDED]);
}

const ResultPackage *compare_find_package(const Comparison *comparison, const Results *run,
                                          const ResultProject *project,
                                          const ResultPackage *package)
{
    for (size_t i = 0; i < run->projects.count; i++) {
        const ResultProject *other = &run->projects.items[i];
        if (comparison->by_project && !bl_same_text(project->name, other->name))
            continue;
        for (size_t j = 0; j < other->packages.count; j++)
            if (bl_same_text(package->import_path, other->packages.items[j].import_path))
                return &other->packages.items[j];
    }
    return NULL;
}

bool compare_is_fine(const ResultPackage *package)
{
    return package->status == RESULT_PACKAGE_OK || package->status == RESULT_PACKAGE_NO_TESTS;
}

static void put_reason(BlBuf *out, const char *reason)
{
    if (!reason)
        return;
    bl_buf_puts(out, ": ");
    results_append_visible(out, reason);
}

static void put_only(BlBuf *out, const Comparison *comparison, const ComparePair *pair)
{
    const Results *run = pair->kind == COMPARE_ONLY_OLD ? comparison->after : comparison->before;
    const CompareSide *side = compare_side(pair);
    const ResultPackage *other =
        compare_find_package(comparison, run, side->project, side->package);
    ResultStatus status = side->status;
    if (status != RESULT_OK)
        bl_buf_puts(out, result_status_name(status));
    if (other && compare_is_fine(other))
        return;
    bl_buf_printf(out, "%sthe other run ", status != RESULT_OK ? "; " : "");
    if (!other) {
        bl_buf_puts(out, "does not have its package");
        return;
    }
    bl_buf_printf(out, "has its package as %s", result_package_status_name(other->status));
    put_reason(out, other->reason);
}

void compare_put_fate(BlBuf *out, const Comparison *comparison, const ComparePair *pair)
{
    bl_buf_puts(out, "");
    if (pair->kind == COMPARE_ONLY_OLD || pair->kind == COMPARE_ONLY_NEW) {
        put_only(out, comparison, pair);
        return;
    }
    const CompareSide *worse = pair->after.status != RESULT_OK ? &pair->after : &pair->before;
    if (pair->kind == COMPARE_STATUS_CHANGED)
        bl_buf_printf(out, "%s -> ", result_status_name(pair->before.status));
    bl_buf_puts(out, result_status_name(pair->after.status));
    if (worse == &pair->after)
        put_reason(out, worse->benchmark->reason);
}

const char *compare_kind_heading(CompareKind kind)
{
    static const char *const headings[] = {
        [COMPARE_MEASURED] = "measured in both",      [COMPARE_STATUS_CHANGED] = "another status",
        [COMPARE_ONLY_OLD] = "only in the old run",   [COMPARE_ONLY_NEW] = "only in the new run",
        [COMPARE_UNMEASURED] = "measured in neither",
    };
    return headings[kind];
}

static const char *author_of(CompareCorrection correction)
{
    static const char *const authors[] = {
#define X(name, text, author) author,
        COMPARE_CORRECTIONS(X)
#undef X
    };
    return authors[correction];
}

void compare_put_footnote(BlBuf *out, const Comparison *comparison)
{
    bool any = false;
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
        size_t tests = comparison->totals[unit].tests;
        if (!tests)
            continue;
        bl_buf_printf(out, "%s%zu test%s of %s", any ? ", " : "", tests, tests == 1 ? "" : "s",
                      compare_unit_name((CompareUnit)unit));
        any = true;
    }
    if (!any)
        return;
    if (comparison->options.correction == COMPARE_UNCORRECTED)
        bl_buf_puts(out, ": p is not corrected for how many they are");
    else
        bl_buf_printf(out, ": p is corrected for how many they are (%s)",
                      author_of(comparison->options.correction));
    bl_buf_printf(out, "; up to %g it is a difference", comparison->options.alpha);
}

void compare_put_run(BlBuf *out, const char *name, const Results *results)
{
    const ResultEnvironment *environment = &results->environment;
    const char *words[] = {results->finished ? NULL : "unfinished",
                           results->label,
                           environment->go_version,
                           environment->goos,
                           environment->goarch,
                           environment->cpu};
    const char *before = " (";
    results_append_visible(out, name ? name : "-");
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!words[i])
            continue;
        bl_buf_puts(out, before);
        results_append_visible(out, words[i]);
        before = ", ";
    }
    if (before[0] == ',')
        bl_buf_putc(out, ')');
}

/* ---- which rows, in which order -------------------------------------------------------------- */

bool compare_has_unit(const Comparison *comparison, CompareUnit unit)
{
    const size_t *by = comparison->totals[unit].by_verdict;
    return by[COMPARE_SAME] + by[COMPARE_UNDECIDED] + by[COMPARE_CHANGED] > 0;
}

#define COMPARE_IN(unit)                                                      \
    static int in_##unit(const void *a, const void *b)                        \
    {                                                                         \
        const ComparePair *x = *(const ComparePair *const *)a;                \
        const ComparePair *y = *(const ComparePair *const *)b;                \
        int order = compare_order(x, y, COMPARE_##unit);                      \
        return order ? order : (x->index > y->index) - (x->index < y->index); \
    }
COMPARE_IN(ALLOCS)
COMPARE_IN(BYTES)
COMPARE_IN(TIME)

const ComparePair **compare_in_order(const Comparison *comparison, CompareUnit unit, bool all,
                                     size_t *count)
{
    static int (*const orders[])(const void *, const void *) = {in_ALLOCS, in_BYTES, in_TIME};
    const ComparePair **list = bl_alloc((comparison->pairs.count + 1) * sizeof *list);
    *count = 0;
    for (size_t i = 0; i < comparison->pairs.count; i++) {
        CompareVerdict verdict = comparison->pairs.items[i].figures[unit].verdict;
        if (verdict == COMPARE_CHANGED || (all && verdict != COMPARE_NOT_MEASURED))
            list[(*count)++] = &comparison->pairs.items[i];
    }
    qsort(list, *count, sizeof *list, orders[unit]);
    return list;
}
