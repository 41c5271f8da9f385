/* columns.c - see columns.h. */
#include "history/columns.h"

#include <stdlib.h>

#include "results/text.h"

/* ---- cells ----------------------------------------------------------------------------------- */

void columns_take(Columns *columns, BlBuf *text)
{
    bl_buf_puts(text, ""); /* so that there is a text, however short */
    bl_vec_push(&columns->cells, text->data);
    *text = (BlBuf){0};
}

void columns_text(Columns *columns, const char *text)
{
    BlBuf cell = {0};
    results_append_visible(&cell, text ? text : "-");
    columns_take(columns, &cell);
}

void columns_count(Columns *columns, uint64_t count)
{
    BlBuf cell = {0};
    bl_buf_printf(&cell, "%llu", (unsigned long long)count);
    columns_take(columns, &cell);
}

void columns_figure(Columns *columns, CompareUnit unit, double value)
{
    BlBuf cell = {0};
    if (isnan(value))
        bl_buf_puts(&cell, "-");
    else
        compare_put_with_unit(&cell, unit, value);
    columns_take(columns, &cell);
}

/* ---- the table ------------------------------------------------------------------------------- */

static int width_of(const char *text)
{
    return (int)bl_utf8_count(bl_cstr(text));
}

static void put_cell(BlBuf *line, const char *text, int width, bool right)
{
    int blanks = width - width_of(text);
    bl_buf_printf(line, "%*s%s%*s", right ? blanks : 0, "", text, right ? 0 : blanks, "");
}

static void print_line(const BlBuf *line, FILE *out)
{
    size_t end = line->len;
    while (end && line->data[end - 1] == ' ')
        end--;
    fprintf(out, "%.*s\n", (int)end, line->data);
}

void columns_print(Columns *columns, const char *indent, FILE *out)
{
    int widths[COLUMNS_MAX] = {0};
    BlBuf line = {0};
    for (size_t i = 0; i < columns->cells.count; i++) {
        int *width = &widths[i % columns->count], own = width_of(columns->cells.items[i]);
        *width = own > *width ? own : *width;
    }
    for (size_t i = 0; i < columns->cells.count; i++) {
        size_t column = i % columns->count;
        bl_buf_puts(&line, column ? "  " : indent);
        put_cell(&line, columns->cells.items[i], widths[column], columns->right[column]);
        free(columns->cells.items[i]);
        if (column + 1 < columns->count)
            continue;
        print_line(&line, out);
        bl_buf_clear(&line);
    }
    bl_buf_free(&line);
    bl_vec_free(&columns->cells);
}
