/* tables.c - the runs of a store, and one benchmark's figures in them, for people. */
#include <stdlib.h>

#include "history/columns.h"
#include "history/parts.h"
#include "results/text.h"

/* ---- cells ----------------------------------------------------------------------------------- */

/* The label, or that the run is not finished, or both. */
static void put_label(Columns *columns, const char *label, bool finished)
{
    BlBuf cell = {0};
    results_append_visible(&cell, label ? label : "");
    if (!finished)
        bl_buf_printf(&cell, "%s(unfinished)", label ? " " : "");
    columns_take(columns, &cell);
}

/* ---- runs ------------------------------------------------------------------------------------ */

/* Its first eight digits name a run nearly always. */
static void put_identifier(Columns *columns, const char *id)
{
    char digits[9];
    snprintf(digits, sizeof digits, "%s", id);
    columns_text(columns, digits);
}

void history_print_runs(const StoreRuns *runs, FILE *out)
{
    static const char *const heads[] = {"run",      "identifier", "started", "go",
                                        "packages", "benchmarks", "ok",      "label"};
    Columns columns = {.count = 8, .right = {[0] = true, [4] = true, [5] = true, [6] = true}};
    for (size_t i = 0; i < columns.count; i++)
        columns_text(&columns, heads[i]);
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        columns_count(&columns, (uint64_t)run->run);
        put_identifier(&columns, run->id);
        columns_text(&columns, run->started);
        columns_text(&columns, run->go_version);
        columns_count(&columns, run->packages);
        columns_count(&columns, run->benchmarks);
        columns_count(&columns, run->ok);
        put_label(&columns, run->label, run->finished);
    }
    columns_print(&columns, "", out);
}

/* ---- one benchmark in all runs --------------------------------------------------------------- */

static void put_figures(Columns *columns, const StoreFigure *figure, bool projects)
{
    columns_count(columns, (uint64_t)figure->run);
    columns_text(columns, figure->started);
    columns_text(columns, figure->go_version);
    columns_figure(columns, COMPARE_BYTES, figure->bytes_per_op);
    columns_figure(columns, COMPARE_ALLOCS, figure->allocs_per_op);
    columns_figure(columns, COMPARE_TIME, figure->ns_per_op);
    columns_text(columns, figure->status == RESULT_OK ? "" : result_status_name(figure->status));
    if (projects)
        columns_text(columns, figure->project);
    put_label(columns, figure->label, figure->finished);
}

/* A log does not say GOMAXPROCS where it was 1. */
static uint64_t procs_of(const StoreFigure *figure)
{
    return figure->procs ? figure->procs : 1;
}

/* "example.com/shop TestParse-4", or the name of a benchmark that was no test. */
static void append_name(BlBuf *text, const StoreFigure *figure)
{
    results_append_visible(text, figure->import_path ? figure->import_path : figure->project);
    bl_buf_putc(text, ' ');
    results_append_visible(text, figure->test ? figure->test : figure->name);
    if (procs_of(figure) > 1)
        bl_buf_printf(text, "-%llu", (unsigned long long)figure->procs);
}

static void print_name(const StoreFigure *figure, FILE *out)
{
    BlBuf text = {0};
    append_name(&text, figure);
    fprintf(out, "%s\n", text.data);
    bl_buf_free(&text);
}

/* ---- changes --------------------------------------------------------------------------------- */

/* "0 -> 4 allocs/op". */
static void put_levels(Columns *columns, const HistoryChange *change, bool with_unit)
{
    BlBuf cell = {0};
    compare_put_value(&cell, change->unit, change->before);
    bl_buf_puts(&cell, " -> ");
    (with_unit ? compare_put_with_unit : compare_put_value)(&cell, change->unit, change->after);
    columns_take(columns, &cell);
}

/* There is no percentage from 0 or to 0. */
static void put_delta(Columns *columns, const HistoryChange *change)
{
    BlBuf cell = {0};
    if (isfinite(change->delta) && change->after > 0)
        bl_buf_printf(&cell, "%+.2f%%", change->delta);
    columns_take(columns, &cell);
}

static void put_evidence(Columns *columns, const HistoryChange *change)
{
    BlBuf cell = {0};
    if (change->exact)
        bl_buf_puts(&cell, "exact");
    else
        bl_buf_printf(&cell, "p=%.4f", change->p);
    columns_take(columns, &cell);
}

/* "3 on", "3 to 8": the runs of the new level. */
static void put_span(Columns *columns, const HistoryChange *change)
{
    BlBuf cell = {0};
    bl_buf_printf(&cell, "%lld", (long long)change->first->run);
    if (change->current)
        bl_buf_puts(&cell, " on");
    else if (change->last->run != change->first->run)
        bl_buf_printf(&cell, " to %lld", (long long)change->last->run);
    else
        bl_buf_puts(&cell, " only");
    columns_take(columns, &cell);
}

static bool same_version(const HistoryChange *change)
{
    return bl_same_text(change->previous->go_version, change->first->go_version);
}

/* Two when the new level began with a new one. */
static void put_version(Columns *columns, const HistoryChange *change)
{
    BlBuf cell = {0};
    const char *before = change->previous->go_version, *after = change->first->go_version;
    if (!same_version(change)) {
        results_append_visible(&cell, before ? before : "-");
        bl_buf_puts(&cell, " -> ");
    }
    results_append_visible(&cell, after ? after : "-");
    columns_take(columns, &cell);
}

/* The rows of one benchmark, and whether they are of several projects. */
typedef struct Rows {
    const StoreFigure *items;
    size_t count;
    bool projects;
} Rows;

static Rows rows_from(const StoreFigures *figures, size_t first)
{
    Rows rows = {.items = &figures->list.items[first], .count = history_count_same(figures, first)};
    for (size_t i = 1; i < rows.count; i++)
        rows.projects =
            rows.projects || !bl_same_text(rows.items[i].project, rows.items[0].project);
    return rows;
}

/* Of which project and system it is, where the benchmark has several. */
static void put_where(Columns *columns, const HistoryChange *change, const Rows *rows)
{
    BlBuf cell = {0};
    bool systems = false;
    const StoreFigure *own = change->first;
    for (size_t i = 0; i < rows->count; i++) {
        const StoreFigure *row = &rows->items[i];
        systems = systems || (row->goos && own->goos && strcmp(row->goos, own->goos) != 0) ||
                  (row->goarch && own->goarch && strcmp(row->goarch, own->goarch) != 0);
    }
    if (rows->projects)
        results_append_visible(&cell, own->project ? own->project : "-");
    if (systems) {
        bl_buf_puts(&cell, rows->projects ? " " : "");
        results_append_visible(&cell, own->goos ? own->goos : "-");
        bl_buf_putc(&cell, '/');
        results_append_visible(&cell, own->goarch ? own->goarch : "-");
    }
    columns_take(columns, &cell);
}

/* The benchmark's changes, which are those from the one at `at` on, with that GOMAXPROCS. */
static void print_own_changes(const HistoryChanges *changes, size_t at, const Rows *rows,
                              uint64_t procs, FILE *out)
{
    Columns columns = {.count = 6, .right = {[2] = true}};
    for (; history_is_of(changes, at, rows->items, rows->count); at++) {
        const HistoryChange *change = &changes->list.items[at];
        BlBuf cell = {0};
        if (procs_of(change->first) != procs)
            continue;
        bl_buf_printf(&cell, "changed in run %lld:", (long long)change->first->run);
        columns_take(&columns, &cell);
        put_levels(&columns, change, true);
        put_delta(&columns, change);
        put_evidence(&columns, change);
        if (same_version(change))
            columns_text(&columns, "");
        else
            put_version(&columns, change);
        put_where(&columns, change, rows);
    }
    columns_print(&columns, "  ", out);
}

static void print_rows(const Rows *rows, uint64_t procs, FILE *out)
{
    Columns columns = {.count = rows->projects ? 9 : 8,
                       .right = {[0] = true, [3] = true, [4] = true, [5] = true}};
    for (size_t i = 0; i < rows->count; i++)
        if (procs_of(&rows->items[i]) == procs)
            put_figures(&columns, &rows->items[i], rows->projects);
    columns_print(&columns, "  ", out);
}

/* Is it the first row with its GOMAXPROCS? */
static bool is_first(const Rows *rows, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (procs_of(&rows->items[i]) == procs_of(&rows->items[at]))
            return false;
    return true;
}

void history_print_figures(const StoreFigures *figures, const HistoryChanges *changes, FILE *out)
{
    size_t change = 0;
    Rows rows;
    for (size_t first = 0; first < figures->list.count; first += rows.count) {
        rows = rows_from(figures, first);
        for (size_t i = 0; i < rows.count; i++) {
            if (!is_first(&rows, i))
                continue;
            if (first || i)
                fputc('\n', out);
            print_name(&rows.items[i], out);
            print_rows(&rows, procs_of(&rows.items[i]), out);
            print_own_changes(changes, change, &rows, procs_of(&rows.items[i]), out);
        }
        while (history_is_of(changes, change, rows.items, rows.count))
            change++;
    }
}

/* ---- the changes of all ---------------------------------------------------------------------- */

/* With its project, or from which to which, where there are several of the name. */
static void put_name(Columns *columns, const HistoryChange *change)
{
    BlBuf cell = {0};
    const char *before = change->previous->project, *after = change->first->project;
    append_name(&cell, change->first);
    if (change->by_project || !bl_same_text(before, after)) {
        bl_buf_puts(&cell, " (");
        if (!bl_same_text(before, after)) {
            results_append_visible(&cell, before ? before : "-");
            bl_buf_puts(&cell, " -> ");
        }
        results_append_visible(&cell, after ? after : "-");
        bl_buf_putc(&cell, ')');
    }
    columns_take(columns, &cell);
}

static void put_change(Columns *columns, const HistoryChange *change)
{
    put_name(columns, change);
    put_levels(columns, change, false);
    put_delta(columns, change);
    put_evidence(columns, change);
    put_span(columns, change);
    columns_text(columns, change->first->started);
    put_version(columns, change);
    put_label(columns, change->first->label, change->first->finished);
}

/* The changes of one unit stand together. */
static size_t print_unit(const HistoryChanges *changes, size_t first, FILE *out)
{
    CompareUnit unit = changes->list.items[first].unit;
    const char *heads[] = {
        compare_unit_name(unit), "level", "change", "", "runs", "started", "go", "label"};
    Columns columns = {.count = 8, .right = {[1] = true, [2] = true}};
    size_t end = first;
    for (size_t i = 0; i < columns.count; i++)
        columns_text(&columns, heads[i]);
    while (end < changes->list.count && changes->list.items[end].unit == unit)
        put_change(&columns, &changes->list.items[end++]);
    columns_print(&columns, "", out);
    fputc('\n', out);
    return end;
}

void history_print_changes(const HistoryChanges *changes, FILE *out)
{
    for (size_t i = 0; i < changes->list.count;)
        i = print_unit(changes, i, out);
    fprintf(out, "%zu of %zu benchmark%s changed\n", changes->changed, changes->benchmarks,
            changes->benchmarks == 1 ? "" : "s");
    if (changes->tested)
        fprintf(
            out,
            "%zu histor%s tested; of those without a change up to 1 in %.0f is listed with one\n",
            changes->tested, changes->tested == 1 ? "y was" : "ies were", 1 / changes->alpha);
}
