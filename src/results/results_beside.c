/* results_beside.c - the allocations of several runs side by side, for people: of the same tests
 * with several versions of Go.
 */
#include "benchline/results.h"

#include <stdlib.h>

#include "results/text.h"

enum { NAME_MAX_WIDTH = 48 };

/* One benchmark, in every run that has it. */
typedef struct Line {
    const char *package;
    const ResultBenchmark **rows; /* one a run; NULL: it has none */
} Line;

typedef BL_VEC(Line) Lines;

static const char *name_of(const ResultBenchmark *row)
{
    return !row ? "" : row->test ? row->test : row->name;
}

static bool same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

/* Rows of two runs stand in the same order, mostly: so it is looked for from where the last one
 * was. */
static Line *line_for(Lines *lines, size_t *from, const char *package, const ResultBenchmark *row,
                      size_t count)
{
    for (size_t i = 0; i < lines->count; i++) {
        Line *line = &lines->items[(*from + i) % lines->count];
        const ResultBenchmark *known = NULL;
        for (size_t j = 0; j < count && !known; j++)
            known = line->rows[j];
        if (known && same_text(line->package, package) && known->procs == row->procs &&
            strcmp(known->name, row->name) == 0) {
            *from = (*from + i + 1) % lines->count;
            return line;
        }
    }
    bl_vec_push(lines, (Line){package, bl_alloc(count * sizeof(ResultBenchmark *))});
    return &lines->items[lines->count - 1];
}

static void add_run(Lines *lines, const Results *run, size_t index, size_t count)
{
    size_t from = 0;
    for (size_t i = 0; i < run->projects.count; i++)
        for (size_t j = 0; j < run->projects.items[i].packages.count; j++) {
            const ResultPackage *package = &run->projects.items[i].packages.items[j];
            for (size_t k = 0; k < package->benchmarks.count; k++) {
                const ResultBenchmark *row = &package->benchmarks.items[k];
                line_for(lines, &from, package->import_path, row, count)->rows[index] = row;
            }
        }
}

static bool agree(const Line *line, size_t count)
{
    const ResultBenchmark *first = line->rows[0];
    for (size_t i = 1; i < count; i++) {
        const ResultBenchmark *row = line->rows[i];
        if (!first || !row || first->status != row->status)
            return false;
        if (row->status == RESULT_OK && (fabs(first->allocs_per_op - row->allocs_per_op) > 0 ||
                                         fabs(first->bytes_per_op - row->bytes_per_op) > 0))
            return false;
    }
    return true;
}

static void put_cell(BlBuf *cell, const ResultBenchmark *row)
{
    bl_buf_clear(cell);
    if (!row)
        bl_buf_puts(cell, "-");
    else if (row->status != RESULT_OK)
        bl_buf_puts(cell, result_status_name(row->status));
    else
        bl_buf_printf(cell, "%.10g B  %.10g allocs", row->bytes_per_op, row->allocs_per_op);
}

static int width_of(const Lines *lines, size_t count)
{
    int width = 0;
    for (size_t i = 0; i < lines->count; i++)
        for (size_t j = 0; j < count; j++) {
            const ResultBenchmark *row = lines->items[i].rows[j];
            int length = (int)strlen(name_of(row));
            if (length > width && !agree(&lines->items[i], count))
                width = length < NAME_MAX_WIDTH ? length : NAME_MAX_WIDTH;
        }
    return width;
}

static void put_line(const Line *line, size_t count, int width, FILE *out)
{
    BlBuf cell = {0};
    const ResultBenchmark *known = NULL;
    for (size_t i = 0; i < count && !known; i++)
        known = line->rows[i];
    results_append_visible(&cell, name_of(known));
    fprintf(out, "  %-*s", width, bl_buf_view(&cell).ptr);
    for (size_t i = 0; i < count; i++) {
        put_cell(&cell, line->rows[i]);
        fprintf(out, i + 1 < count ? "  %-28s" : "  %s\n", bl_buf_view(&cell).ptr);
    }
    bl_buf_free(&cell);
}

static void put_head(const Results *all, size_t count, int width, bool colour, FILE *out)
{
    fprintf(out, "\n%s  %-*s", colour ? "\033[1m" : "", width, "");
    for (size_t i = 0; i < count; i++) {
        const char *version = all[i].environment.go_version;
        fprintf(out, i + 1 < count ? "  %-28s" : "  %s", version ? version : "?");
    }
    fprintf(out, "%s\n", colour ? "\033[0m" : "");
}

void results_print_beside(const Results *all, size_t count, bool colour, FILE *out)
{
    Lines lines = {0};
    size_t same = 0;
    for (size_t i = 0; i < count; i++)
        add_run(&lines, &all[i], i, count);
    int width = width_of(&lines, count);
    put_head(all, count, width, colour, out);
    const char *package = NULL;
    for (size_t i = 0; i < lines.count; i++) {
        const Line *line = &lines.items[i];
        if (agree(line, count)) {
            same++;
            continue;
        }
        if (!package || !same_text(package, line->package))
            fprintf(out, "%s\n", line->package ? line->package : "(package not named)");
        package = line->package ? line->package : "";
        put_line(line, count, width, out);
    }
    fprintf(out, "%zu benchmark%s the same with all of them, %zu not\n", same, same == 1 ? "" : "s",
            lines.count - same);
    for (size_t i = 0; i < lines.count; i++)
        free(lines.items[i].rows);
    bl_vec_free(&lines);
}
