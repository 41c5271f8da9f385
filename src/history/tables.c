/* tables.c - the runs of a store, and one benchmark's figures in them, for people. */
#include <stdlib.h>

#include "history/parts.h"
#include "results/text.h"

/* ---- tables for people -------------------------------------------------------------------------
 */

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
static void print_name(const StoreFigure *figure, FILE *out)
{
    BlBuf text = {0};
    results_append_visible(&text, figure->import_path ? figure->import_path : figure->project);
    bl_buf_putc(&text, ' ');
    results_append_visible(&text, figure->test ? figure->test : figure->name);
    fprintf(out, "%s\n", text.data);
    bl_buf_free(&text);
}

void history_print_figures(const StoreFigures *figures, FILE *out)
{
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        Table table = {.columns = 8, .right = {[0] = true, [3] = true, [4] = true, [5] = true}};
        count = history_count_same(figures, i);
        if (i)
            fputc('\n', out);
        print_name(&figures->list.items[i], out);
        for (size_t j = 0; j < count; j++)
            put_figures(&table, &figures->list.items[i + j]);
        print_table(&table, "  ", out);
    }
}
