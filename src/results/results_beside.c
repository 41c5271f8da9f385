/* results_beside.c - the allocations of several runs side by side, for people: of the same tests
 * with several versions of Go.
 */
#include "benchline/results.h"

#include <stdlib.h>

#include "results/text.h"

enum { NAME_WIDTH_MAX = 60 }; /* a longer name shifts its own row only */

/* One benchmark, in every run that has it. */
typedef struct Line {
    const char *project, *package;
    const ResultBenchmark **rows; /* one a run; NULL: it has none */
} Line;

typedef BL_VEC(Line) Lines;

typedef struct Beside {
    Lines lines;
    const Results *all;
    size_t count; /* of runs */
    bool colour;
    FILE *out;
    int name_width, *widths; /* a run each */
} Beside;

/* ---- what is beside what --------------------------------------------------------------------- */

static const ResultBenchmark *known_of(const Line *line)
{
    size_t i = 0;
    while (!line->rows[i])
        i++;
    return line->rows[i];
}

/* Rows of two runs stand in the same order, mostly: so it is looked for from where the last one
 * was. */
static Line *line_for(Beside *beside, size_t *from, Line wanted, const ResultBenchmark *row)
{
    Lines *lines = &beside->lines;
    for (size_t i = 0; i < lines->count; i++) {
        Line *line = &lines->items[(*from + i) % lines->count];
        const ResultBenchmark *known = known_of(line);
        if (known->procs == row->procs && strcmp(known->name, row->name) == 0 &&
            bl_same_text(line->package, wanted.package) &&
            bl_same_text(line->project, wanted.project)) {
            *from = (*from + i + 1) % lines->count;
            return line;
        }
    }
    wanted.rows = bl_alloc(beside->count * sizeof *wanted.rows);
    bl_vec_push(lines, wanted);
    return &lines->items[lines->count - 1];
}

static void add_run(Beside *beside, size_t index)
{
    const Results *run = &beside->all[index];
    size_t from = 0;
    for (size_t i = 0; i < run->projects.count; i++)
        for (size_t j = 0; j < run->projects.items[i].packages.count; j++) {
            const ResultPackage *package = &run->projects.items[i].packages.items[j];
            const Line line = {run->projects.items[i].name, package->import_path, NULL};
            for (size_t k = 0; k < package->benchmarks.count; k++) {
                const ResultBenchmark *row = &package->benchmarks.items[k];
                line_for(beside, &from, line, row)->rows[index] = row;
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

/* What they differ in may be chance. */
static bool is_noisy(const Line *line, size_t count)
{
    bool noisy = false;
    for (size_t i = 0; i < count; i++)
        noisy |= line->rows[i] && line->rows[i]->noisy;
    return noisy;
}

/* ---- the table ------------------------------------------------------------------------------- */

static void put_figures(BlBuf *cell, const ResultBenchmark *row)
{
    if (!row)
        bl_buf_puts(cell, "-");
    else if (row->status != RESULT_OK)
        bl_buf_puts(cell, result_status_name(row->status));
    else {
        results_append_count(cell, row->bytes_per_op);
        bl_buf_puts(cell, " B/op  ");
        results_append_count(cell, row->allocs_per_op);
        bl_buf_printf(cell, " allocs/op%s", row->noisy ? " noisy" : "");
    }
}

static void put_version(BlBuf *cell, const Results *run)
{
    const char *version = run->environment.go_version;
    results_append_visible(cell, version ? version : "?");
}

static void widen(int *width, BlBuf *cell)
{
    int own = (int)bl_utf8_count(bl_buf_view(cell));
    *width = own > *width ? own : *width;
    bl_buf_clear(cell);
}

static void measure(Beside *beside)
{
    BlBuf cell = {0};
    beside->widths = bl_alloc(beside->count * sizeof *beside->widths);
    for (size_t i = 0; i < beside->count; i++) {
        put_version(&cell, &beside->all[i]);
        widen(&beside->widths[i], &cell);
    }
    for (size_t i = 0; i < beside->lines.count; i++) {
        const Line *line = &beside->lines.items[i];
        if (agree(line, beside->count))
            continue;
        results_append_name(&cell, known_of(line));
        widen(&beside->name_width, &cell);
        for (size_t j = 0; j < beside->count; j++) {
            put_figures(&cell, line->rows[j]);
            widen(&beside->widths[j], &cell);
        }
    }
    if (beside->name_width > NAME_WIDTH_MAX)
        beside->name_width = NAME_WIDTH_MAX;
    bl_buf_free(&cell);
}

/* A cell, and blanks up to the next one. */
static void put_cell(const Beside *beside, BlBuf *cell, int width, bool last)
{
    BlStr text = bl_buf_view(cell);
    int blanks = width - (int)bl_utf8_count(text);
    fprintf(beside->out, "  %s%*s", text.ptr, last || blanks < 0 ? 0 : blanks, "");
    bl_buf_clear(cell);
}

static void put_line(const Beside *beside, const Line *line)
{
    BlBuf cell = {0};
    results_append_name(&cell, known_of(line));
    put_cell(beside, &cell, beside->name_width, false);
    for (size_t i = 0; i < beside->count; i++) {
        put_figures(&cell, line->rows[i]);
        put_cell(beside, &cell, beside->widths[i], i + 1 == beside->count);
    }
    fputc('\n', beside->out);
    bl_buf_free(&cell);
}

static void put_versions(const Beside *beside)
{
    BlBuf cell = {0};
    fputs(beside->colour ? "\n\033[1m" : "\n", beside->out);
    put_cell(beside, &cell, beside->name_width, false);
    for (size_t i = 0; i < beside->count; i++) {
        put_version(&cell, &beside->all[i]);
        put_cell(beside, &cell, beside->widths[i], i + 1 == beside->count);
    }
    fputs(beside->colour ? "\033[0m\n" : "\n", beside->out);
    bl_buf_free(&cell);
}

/* What stands above the first line of a project, where there are several, and of a package. */
static void put_headings(const Beside *beside, const Line *line, const Line *before)
{
    BlBuf text = {0};
    bool other = !before || !bl_same_text(before->project, line->project);
    if (other && beside->all[0].projects.count > 1) {
        results_append_visible(&text, line->project ? line->project : "");
        fprintf(beside->out, "== %s\n", bl_buf_view(&text).ptr);
        bl_buf_clear(&text);
    }
    if (other || !bl_same_text(before->package, line->package)) {
        results_append_visible(&text, line->package ? line->package : "(package not named)");
        fprintf(beside->out, "%s\n", bl_buf_view(&text).ptr);
    }
    bl_buf_free(&text);
}

static void put_lines(const Beside *beside)
{
    const Line *before = NULL;
    size_t differing = 0, noisy = 0;
    for (size_t i = 0; i < beside->lines.count; i++) {
        const Line *line = &beside->lines.items[i];
        if (agree(line, beside->count))
            continue;
        put_headings(beside, line, before);
        put_line(beside, line);
        before = line;
        differing++;
        noisy += is_noisy(line, beside->count);
    }
    size_t same = beside->lines.count - differing;
    fprintf(beside->out, "%zu benchmark%s the same with all of them, %zu not", same,
            same == 1 ? "" : "s", differing);
    if (noisy)
        fprintf(beside->out, ", of which %zu noisy", noisy);
    fputc('\n', beside->out);
}

void results_print_beside(const Results *all, size_t count, bool colour, FILE *out)
{
    Beside beside = {.all = all, .count = count, .colour = colour, .out = out};
    for (size_t i = 0; i < count; i++)
        add_run(&beside, i);
    measure(&beside);
    put_versions(&beside);
    put_lines(&beside);
    for (size_t i = 0; i < beside.lines.count; i++)
        free(beside.lines.items[i].rows);
    bl_vec_free(&beside.lines);
    free(beside.widths);
}
