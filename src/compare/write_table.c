/* write_table.c - a comparison as a table for people, a block a unit, and what has no figures after
 * them. */
#include <stdlib.h>

#include "compare/parts.h"

enum { NAME_WIDTH_MAX = 70 }; /* a longer name shifts its own row only */

typedef struct Table {
    FILE *out;
    bool colour;
    const char *only_path;
    int width[COMPARE_CELL_COUNT];
} Table;

static void widen(Table *table, const CompareCells *cells)
{
    for (int i = 0; i < COMPARE_CELL_COUNT; i++) {
        int width = (int)bl_utf8_count(bl_buf_view(&cells->text[i]));
        if (i == COMPARE_CELL_NAME && width > NAME_WIDTH_MAX)
            width = NAME_WIDTH_MAX;
        if (width > table->width[i])
            table->width[i] = width;
    }
}

static const char *colour_of(const ComparePair *pair, CompareUnit unit)
{
    const CompareFigure *figure = &pair->figures[unit];
    if (figure->verdict != COMPARE_CHANGED)
        return "";
    return figure->stats.b.center > figure->stats.a.center ? "\033[31m" : "\033[32m";
}

/* Names stand left, figures right, evidence as it comes. */
static void put_cells(Table *table, const CompareCells *cells, const char *colour)
{
    const char *on = table->colour ? colour : "", *off = on[0] ? "\033[0m" : "";
    for (int i = 0; i < COMPARE_CELL_COUNT; i++) {
        BlStr text = bl_buf_view(&cells->text[i]);
        int padding = table->width[i] - (int)bl_utf8_count(text);
        bool left = i == COMPARE_CELL_NAME, last = i == COMPARE_CELL_EVIDENCE;
        if (last && !text.len)
            break;
        fputs(left ? "" : "  ", table->out);
        if (!left && !last && padding > 0)
            fprintf(table->out, "%*s", padding, "");
        fprintf(table->out, "%s%s%s", i == COMPARE_CELL_CHANGE ? on : "", text.ptr,
                i == COMPARE_CELL_CHANGE ? off : "");
        if (left && padding > 0)
            fprintf(table->out, "%*s", padding, "");
    }
    fputc('\n', table->out);
}

static void put_heading(CompareCells *cells, CompareUnit unit)
{
    bl_buf_puts(&cells->text[COMPARE_CELL_NAME], compare_unit_name(unit));
    bl_buf_puts(&cells->text[COMPARE_CELL_BEFORE], "old");
    bl_buf_puts(&cells->text[COMPARE_CELL_AFTER], "new");
    bl_buf_puts(&cells->text[COMPARE_CELL_CHANGE], "change");
}

static void put_unit(Table *table, const Comparison *comparison, CompareUnit unit, bool all)
{
    size_t count;
    const ComparePair **pairs = compare_in_order(comparison, unit, all, &count);
    CompareCells heading = {0}, mean = {0}, *rows = bl_alloc((count + 1) * sizeof *rows);
    BlBuf counts = {0};
    put_heading(&heading, unit);
    compare_put_geomean(&mean, &comparison->totals[unit], unit);
    memset(table->width, 0, sizeof table->width);
    widen(table, &heading);
    widen(table, &mean);
    for (size_t i = 0; i < count; i++) {
        compare_put_cells(&rows[i], pairs[i], unit, table->only_path);
        widen(table, &rows[i]);
    }
    put_cells(table, &heading, "");
    for (size_t i = 0; i < count; i++) {
        put_cells(table, &rows[i], colour_of(pairs[i], unit));
        compare_cells_free(&rows[i]);
    }
    put_cells(table, &mean, "");
    compare_put_counts(&counts, &comparison->totals[unit]);
    fprintf(table->out, "%s\n\n", bl_buf_view(&counts).ptr);
    bl_buf_free(&counts);
    compare_cells_free(&heading);
    compare_cells_free(&mean);
    free(rows);
    free(pairs);
}

static void put_kind(Table *table, const Comparison *comparison, CompareKind kind)
{
    BlBuf name = {0}, fate = {0};
    if (comparison->by_kind[kind])
        fprintf(table->out, "%s: %zu\n", compare_kind_heading(kind), comparison->by_kind[kind]);
    for (size_t i = 0; i < comparison->pairs.count; i++) {
        const ComparePair *pair = &comparison->pairs.items[i];
        if (pair->kind != kind)
            continue;
        bl_buf_clear(&name);
        bl_buf_clear(&fate);
        compare_put_name(&name, pair, table->only_path);
        compare_put_fate(&fate, comparison, pair);
        fprintf(table->out, "  %s%s%s\n", name.data, fate.len ? "  " : "", fate.data);
    }
    if (comparison->by_kind[kind])
        fputc('\n', table->out);
    bl_buf_free(&name);
    bl_buf_free(&fate);
}

static void put_runs(Table *table, const Comparison *comparison, const CompareStyle *style)
{
    BlBuf line = {0};
    bl_buf_puts(&line, "old: ");
    compare_put_run(&line, style->before_name, comparison->before);
    bl_buf_puts(&line, "\nnew: ");
    compare_put_run(&line, style->after_name, comparison->after);
    if (table->only_path && table->only_path[0])
        bl_buf_printf(&line, "\npkg: %s", table->only_path);
    fprintf(table->out, "%s\n\n", line.data);
    bl_buf_free(&line);
}

void compare_write_table(const Comparison *comparison, const CompareStyle *style, FILE *out)
{
    Table table = {.out = out, .colour = style->colour};
    BlBuf footnote = {0};
    table.only_path = compare_only_path(comparison);
    put_runs(&table, comparison, style);
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (compare_has_unit(comparison, (CompareUnit)unit))
            put_unit(&table, comparison, (CompareUnit)unit, style->all);
    put_kind(&table, comparison, COMPARE_STATUS_CHANGED);
    put_kind(&table, comparison, COMPARE_ONLY_OLD);
    put_kind(&table, comparison, COMPARE_ONLY_NEW);
    if (style->all)
        put_kind(&table, comparison, COMPARE_UNMEASURED);
    else if (comparison->by_kind[COMPARE_UNMEASURED])
        fprintf(out, "%s: %zu\n", compare_kind_heading(COMPARE_UNMEASURED),
                comparison->by_kind[COMPARE_UNMEASURED]);
    compare_put_footnote(&footnote, comparison);
    if (footnote.len)
        fprintf(out, "%s\n", footnote.data);
    if (style->left_out)
        fprintf(out, "none of the %zu benchmarks has a name that is asked for\n", style->left_out);
    else if (!comparison->pairs.count)
        fputs("there are no benchmarks in either\n", out);
    bl_buf_free(&footnote);
}
