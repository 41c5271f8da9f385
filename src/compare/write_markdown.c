/* write_markdown.c - a comparison as Markdown, for comments and the summaries of CI systems. */
#include <stdlib.h>

#include "compare/parts.h"

void compare_put_markdown(FILE *out, const char *text)
{
    for (; *text; text++) {
        if (strchr("\\`*_{}[]<>|~#&", *text))
            fputc('\\', out);
        fputc(*text, out);
    }
}

static void put_cells(FILE *out, const CompareCells *cells)
{
    for (int i = 0; i < COMPARE_CELL_COUNT; i++) {
        fputs("| ", out);
        compare_put_markdown(out, bl_buf_view(&cells->text[i]).ptr);
        fputc(' ', out);
    }
    fputs("|\n", out);
}

static void put_unit(const Comparison *comparison, CompareUnit unit, const CompareStyle *style,
                     const char *only_path, FILE *out)
{
    size_t count;
    const ComparePair **pairs = compare_in_order(comparison, unit, style->all, &count);
    BlBuf counts = {0};
    compare_put_counts(&counts, &comparison->totals[unit]);
    fprintf(out, "### %s\n\n%s\n\n", compare_unit_name(unit), counts.data);
    if (count)
        fputs("| | old | new | change | |\n|---|---:|---:|---:|---|\n", out);
    for (size_t i = 0; i < count; i++) {
        CompareCells cells = {0};
        compare_put_cells(&cells, pairs[i], unit, only_path);
        put_cells(out, &cells);
        compare_cells_free(&cells);
    }
    if (count) {
        CompareCells mean = {0};
        compare_put_geomean(&mean, &comparison->totals[unit], unit);
        put_cells(out, &mean);
        compare_cells_free(&mean);
        fputc('\n', out);
    }
    bl_buf_free(&counts);
    free(pairs);
}

static void put_kind(const Comparison *comparison, CompareKind kind, const char *only_path,
                     FILE *out)
{
    BlBuf text = {0};
    if (comparison->by_kind[kind])
        fprintf(out, "### %s: %zu\n\n", compare_kind_heading(kind), comparison->by_kind[kind]);
    for (size_t i = 0; i < comparison->pairs.count; i++) {
        const ComparePair *pair = &comparison->pairs.items[i];
        if (pair->kind != kind)
            continue;
        bl_buf_clear(&text);
        compare_put_name(&text, pair, only_path);
        fputs("- ", out);
        compare_put_markdown(out, text.data);
        bl_buf_clear(&text);
        compare_put_fate(&text, comparison, pair);
        fputs(text.len ? " " : "", out);
        compare_put_markdown(out, text.data);
        fputc('\n', out);
    }
    if (comparison->by_kind[kind])
        fputc('\n', out);
    bl_buf_free(&text);
}

static void put_run(FILE *out, const char *side, const char *name, const Results *results)
{
    BlBuf text = {0};
    compare_put_run(&text, name, results);
    fprintf(out, "%s: ", side);
    compare_put_markdown(out, text.data);
    bl_buf_free(&text);
}

void compare_write_markdown(const Comparison *comparison, const CompareStyle *style, FILE *out)
{
    const char *only_path = compare_only_path(comparison);
    BlBuf footnote = {0};
    put_run(out, "old", style->before_name, comparison->before);
    fputs("  \n", out); /* two blanks break the line */
    put_run(out, "new", style->after_name, comparison->after);
    if (only_path && only_path[0]) {
        fputs("  \npkg: ", out);
        compare_put_markdown(out, only_path);
    }
    fputs("\n\n", out);
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (compare_has_unit(comparison, (CompareUnit)unit))
            put_unit(comparison, (CompareUnit)unit, style, only_path, out);
    put_kind(comparison, COMPARE_STATUS_CHANGED, only_path, out);
    put_kind(comparison, COMPARE_ONLY_OLD, only_path, out);
    put_kind(comparison, COMPARE_ONLY_NEW, only_path, out);
    if (style->all)
        put_kind(comparison, COMPARE_UNMEASURED, only_path, out);
    compare_put_footnote(&footnote, comparison);
    if (footnote.len)
        fprintf(out, "%s\n", footnote.data);
    bl_buf_free(&footnote);
}
