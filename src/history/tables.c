/* tables.c - the runs of a store, and one benchmark's figures in them, for people. */
#include <stdlib.h>

#include "history/parts.h"
#include "results/text.h"

/* ---- tables for people ----------------------------------------------------------------------- */

enum { COLUMNS_MAX = 8 };

/* Cells, row by row, until it is known how wide they are. Texts are the arena's. */
typedef struct Table {
    BlArena arena;
    size_t columns;
    bool right[COLUMNS_MAX]; /* numbers end where their column ends */
    BL_VEC(const char *) cells;
} Table;

/* Columns on screen, near enough: bytes that do not continue a UTF-8 sequence. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text; text++)
        width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

static void take_cell(Table *table, BlBuf *text)
{
    bl_vec_push(&table->cells, bl_str_dup(&table->arena, bl_buf_view(text)));
    bl_buf_free(text);
}

static void put_text(Table *table, const char *text)
{
    BlBuf cell = {0};
    results_append_visible(&cell, text ? text : "-");
    take_cell(table, &cell);
}

static void put_number(Table *table, uint64_t number)
{
    BlBuf cell = {0};
    bl_buf_printf(&cell, "%llu", (unsigned long long)number);
    take_cell(table, &cell);
}

static void put_figure(Table *table, double value, const char *unit)
{
    BlBuf cell = {0};
    if (isnan(value)) {
        bl_buf_puts(&cell, "-");
    } else {
        results_append_count(&cell, value);
        bl_buf_puts(&cell, unit);
    }
    take_cell(table, &cell);
}

static void put_duration(Table *table, double ns)
{
    BlBuf cell = {0};
    if (isnan(ns)) {
        bl_buf_puts(&cell, "-");
    } else {
        results_append_duration(&cell, ns);
        bl_buf_puts(&cell, "/op");
    }
    take_cell(table, &cell);
}

static void print_table(Table *table, const char *indent, FILE *out)
{
    int widths[COLUMNS_MAX] = {0};
    size_t columns = table->columns;
    for (size_t i = 0; i < table->cells.count; i++) {
        int width = width_of(table->cells.items[i]);
        if (width > widths[i % columns])
            widths[i % columns] = width;
    }
    BlBuf line = {0};
    for (size_t i = 0; i < table->cells.count; i++) {
        const char *text = table->cells.items[i];
        size_t column = i % columns;
        int blanks = widths[column] - width_of(text);
        bool right = table->right[column];
        bl_buf_printf(&line, "%s%*s%s%*s", column ? "  " : indent, right ? blanks : 0, "", text,
                      right ? 0 : blanks, "");
        if (column + 1 < columns)
            continue;
        BlStr shown = bl_str_trim(bl_buf_view(&line));
        fprintf(out, "%.*s\n", (int)(shown.ptr - line.data + (ptrdiff_t)shown.len), line.data);
        bl_buf_clear(&line);
    }
    bl_buf_free(&line);
    bl_vec_free(&table->cells);
    bl_arena_free(&table->arena);
}

/* The label, or that the run is not finished, or both. */
static void put_label(Table *table, const char *label, bool finished)
{
    BlBuf cell = {0};
    results_append_visible(&cell, label ? label : "");
    if (!finished)
        bl_buf_printf(&cell, "%s(unfinished)", label ? " " : "");
    bl_buf_puts(&cell, "");
    take_cell(table, &cell);
}

void history_print_runs(const StoreRuns *runs, FILE *out)
{
    static const char *const heads[] = {"run",      "identifier", "started", "go",
                                        "packages", "benchmarks", "ok",      "label"};
    Table table = {.columns = 8, .right = {[0] = true, [4] = true, [5] = true, [6] = true}};
    for (size_t i = 0; i < table.columns; i++)
        put_text(&table, heads[i]);
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        put_number(&table, (uint64_t)run->run);
        put_text(&table, bl_arena_printf(&table.arena, "%.8s", run->id));
        put_text(&table, run->started);
        put_text(&table, run->go_version);
        put_number(&table, run->packages);
        put_number(&table, run->benchmarks);
        put_number(&table, run->ok);
        put_label(&table, run->label, run->finished);
    }
    print_table(&table, "", out);
}

static void put_figures(Table *table, const StoreFigure *figure)
{
    put_number(table, (uint64_t)figure->run);
    put_text(table, figure->started);
    put_text(table, figure->go_version);
    put_figure(table, figure->bytes_per_op, " B/op");
    put_figure(table, figure->allocs_per_op, " allocs/op");
    put_duration(table, figure->ns_per_op);
    put_text(table, figure->status == RESULT_OK ? "" : result_status_name(figure->status));
    put_label(table, figure->label, figure->finished);
}

/* "example.com/shop TestParse", or the name of a benchmark that was no test. */
static void append_name(BlBuf *text, const StoreFigure *figure)
{
    results_append_visible(text, figure->import_path ? figure->import_path : figure->project);
    bl_buf_putc(text, ' ');
    results_append_visible(text, figure->test ? figure->test : figure->name);
}

static void print_name(const StoreFigure *figure, FILE *out)
{
    BlBuf text = {0};
    append_name(&text, figure);
    fprintf(out, "%s\n", text.data);
    bl_buf_free(&text);
}

/* ---- changes --------------------------------------------------------------------------------- */

static void append_level(BlBuf *text, double value, CompareUnit unit)
{
    if (unit == COMPARE_TIME)
        results_append_duration(text, value);
    else
        results_append_count(text, value);
}

/* "0 -> 4 allocs/op"; a time has its own unit in front of "/op". */
static void put_levels(Table *table, const HistoryChange *change, bool with_unit)
{
    BlBuf cell = {0};
    append_level(&cell, change->before, change->unit);
    bl_buf_puts(&cell, " -> ");
    append_level(&cell, change->after, change->unit);
    if (with_unit && change->unit == COMPARE_TIME)
        bl_buf_puts(&cell, "/op");
    else if (with_unit)
        bl_buf_printf(&cell, " %s", compare_unit_name(change->unit));
    take_cell(table, &cell);
}

/* There is no percentage from 0 or to 0. */
static void put_delta(Table *table, const HistoryChange *change)
{
    BlBuf cell = {0};
    bl_buf_puts(&cell, "");
    if (isfinite(change->delta) && change->after > 0)
        bl_buf_printf(&cell, "%+.2f%%", change->delta);
    take_cell(table, &cell);
}

static void put_evidence(Table *table, const HistoryChange *change)
{
    BlBuf cell = {0};
    if (change->exact)
        bl_buf_puts(&cell, "exact");
    else
        bl_buf_printf(&cell, "p=%.4f", change->p);
    take_cell(table, &cell);
}

/* "3 on", "3 to 8": the runs of the new level. */
static void put_span(Table *table, const HistoryChange *change)
{
    BlBuf cell = {0};
    bl_buf_printf(&cell, "%lld", (long long)change->first->run);
    if (change->current)
        bl_buf_puts(&cell, " on");
    else if (change->last->run != change->first->run)
        bl_buf_printf(&cell, " to %lld", (long long)change->last->run);
    else
        bl_buf_puts(&cell, " only");
    take_cell(table, &cell);
}

static bool same_version(const HistoryChange *change)
{
    const char *before = change->previous->go_version, *after = change->first->go_version;
    return before && after ? strcmp(before, after) == 0 : before == after;
}

/* Two when the new level began with a new one. */
static void put_version(Table *table, const HistoryChange *change)
{
    BlBuf cell = {0};
    const char *before = change->previous->go_version, *after = change->first->go_version;
    if (!same_version(change)) {
        results_append_visible(&cell, before ? before : "-");
        bl_buf_puts(&cell, " -> ");
    }
    results_append_visible(&cell, after ? after : "-");
    take_cell(table, &cell);
}

/* Of which system and GOMAXPROCS it is, where the benchmark has several. */
static void put_where(Table *table, const HistoryChange *change, const StoreFigure *rows,
                      size_t count)
{
    BlBuf cell = {0};
    bool systems = false, procs = false;
    const StoreFigure *own = change->first;
    for (size_t i = 0; i < count; i++) {
        procs = procs || rows[i].procs != own->procs;
        systems = systems || (rows[i].goos && own->goos && strcmp(rows[i].goos, own->goos) != 0) ||
                  (rows[i].goarch && own->goarch && strcmp(rows[i].goarch, own->goarch) != 0);
    }
    bl_buf_puts(&cell, "");
    if (systems) {
        results_append_visible(&cell, own->goos ? own->goos : "-");
        bl_buf_putc(&cell, '/');
        results_append_visible(&cell, own->goarch ? own->goarch : "-");
        bl_buf_puts(&cell, procs ? " " : "");
    }
    if (procs)
        bl_buf_printf(&cell, "-cpu %llu", (unsigned long long)own->procs);
    take_cell(table, &cell);
}

/* The changes of one benchmark, from the one at `*at` on. */
static void print_own_changes(const HistoryChanges *changes, size_t *at, const StoreFigure *rows,
                              size_t count, FILE *out)
{
    Table table = {.columns = 6, .right = {[2] = true}};
    for (; history_is_of(changes, *at, rows, count); ++*at) {
        const HistoryChange *change = &changes->list.items[*at];
        BlBuf cell = {0};
        bl_buf_printf(&cell, "changed in run %lld:", (long long)change->first->run);
        take_cell(&table, &cell);
        put_levels(&table, change, true);
        put_delta(&table, change);
        put_evidence(&table, change);
        if (same_version(change))
            put_text(&table, "");
        else
            put_version(&table, change);
        put_where(&table, change, rows, count);
    }
    print_table(&table, "  ", out);
}

void history_print_figures(const StoreFigures *figures, const HistoryChanges *changes, FILE *out)
{
    size_t change = 0;
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        const StoreFigure *rows = &figures->list.items[i];
        Table table = {.columns = 8, .right = {[0] = true, [3] = true, [4] = true, [5] = true}};
        count = history_count_same(figures, i);
        if (i)
            fputc('\n', out);
        print_name(rows, out);
        for (size_t j = 0; j < count; j++)
            put_figures(&table, &rows[j]);
        print_table(&table, "  ", out);
        print_own_changes(changes, &change, rows, count, out);
    }
}

static void put_name(Table *table, const StoreFigure *figure)
{
    BlBuf cell = {0};
    append_name(&cell, figure);
    if (figure->procs > 1)
        bl_buf_printf(&cell, "-%llu", (unsigned long long)figure->procs);
    take_cell(table, &cell);
}

static void put_change(Table *table, const HistoryChange *change)
{
    put_name(table, change->first);
    put_levels(table, change, false);
    put_delta(table, change);
    put_evidence(table, change);
    put_span(table, change);
    put_text(table, change->first->started);
    put_version(table, change);
    put_label(table, change->first->label, change->first->finished);
}

/* The changes of one unit stand together. */
static size_t print_unit(const HistoryChanges *changes, size_t first, FILE *out)
{
    CompareUnit unit = changes->list.items[first].unit;
    const char *heads[] = {
        compare_unit_name(unit), "level", "change", "", "runs", "started", "go", "label"};
    Table table = {.columns = 8, .right = {[1] = true, [2] = true}};
    size_t end = first;
    for (size_t i = 0; i < table.columns; i++)
        put_text(&table, heads[i]);
    while (end < changes->list.count && changes->list.items[end].unit == unit)
        put_change(&table, &changes->list.items[end++]);
    print_table(&table, "", out);
    fputc('\n', out);
    return end;
}

void history_print_changes(const HistoryChanges *changes, FILE *out)
{
    bool tested = false;
    for (size_t i = 0; i < changes->list.count;)
        i = print_unit(changes, i, out);
    for (size_t i = 0; i < changes->list.count; i++)
        tested = tested || !changes->list.items[i].exact;
    fprintf(out, "%zu of %zu benchmark%s changed\n", changes->changed, changes->benchmarks,
            changes->benchmarks == 1 ? "" : "s");
    if (tested)
        fprintf(out, "p is not corrected for how many were tested; up to %g it is a change\n",
                changes->alpha);
}
