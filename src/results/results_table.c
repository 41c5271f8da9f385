/* results_table.c - the model as a table for people.
 *
 * One block per package, one line per benchmark, and every number with its unit beside it, as
 * `go test` prints it: a line still says everything after `grep` has torn it from its block.
 * Allocations are exact and are printed in full; time is an estimate and gets three digits and a
 * unit that suits it. Widths are those of the package's own rows. What is special about a row
 * (a status, noise, further metrics) follows at its end, where it does not disturb the columns.
 *
 * Names and reasons are other people's bytes: control characters are shown as '?', so that a
 * log cannot act on the terminal.
 */
#include <stdio.h>
#include <stdlib.h>

#include "benchline/results.h"
#include "results/text.h"

enum {
    NAME_WIDTH_MAX = 60, /* a longer name shifts its own row only */
    METRICS_SHOWN = 4,
};

typedef enum Tint { PLAIN, BOLD, DIM, RED, GREEN, YELLOW } Tint;

typedef struct Table {
    FILE *out;
    bool time; /* is what was measured for */
    bool colour;
    BlBuf cell;
} Table;

/* The columns of one row, as text. */
enum { COLUMN_BYTES, COLUMN_ALLOCS, COLUMN_TIME, COLUMN_COUNT };

typedef struct Widths {
    int name, column[COLUMN_COUNT];
} Widths;

/* ---- text ------------------------------------------------------------------------------------ */

static const char *tint_code(Tint tint)
{
    static const char *const codes[] = {
        [PLAIN] = "",         [BOLD] = "\033[1m",   [DIM] = "\033[2m",
        [RED] = "\033[1;31m", [GREEN] = "\033[32m", [YELLOW] = "\033[33m",
    };
    return codes[tint];
}

static void put(Table *table, Tint tint, const char *text)
{
    bool coloured = table->colour && tint != PLAIN;
    fprintf(table->out, "%s%s%s", coloured ? tint_code(tint) : "", text, coloured ? "\033[0m" : "");
}

/* ---- cells ----------------------------------------------------------------------------------- */

/* " ± 3%": the coefficient of variation of its samples. */
static void put_spread(Table *table, const ResultBenchmark *row)
{
    double cv = results_variation(row->samples.items, row->samples.count, true);
    if (isfinite(cv))
        bl_buf_printf(&table->cell, " ± %.0f%%", cv);
}

static BlStr cell_text(Table *table, const ResultBenchmark *row, int column)
{
    bl_buf_clear(&table->cell);
    double value = column == COLUMN_BYTES    ? row->bytes_per_op
                   : column == COLUMN_ALLOCS ? row->allocs_per_op
                   : table->time             ? row->ns_median
                                             : row->ns_per_op;
    if (!isfinite(value)) {
        bl_buf_putc(&table->cell, '-');
    } else if (column == COLUMN_TIME) {
        results_append_duration(&table->cell, value);
        bl_buf_puts(&table->cell, "/op");
        if (table->time)
            put_spread(table, row);
    } else {
        results_append_count(&table->cell, value);
        bl_buf_puts(&table->cell, column == COLUMN_BYTES ? " B/op" : " allocs/op");
    }
    return bl_buf_view(&table->cell);
}

static BlStr name_text(Table *table, const ResultBenchmark *row)
{
    bl_buf_clear(&table->cell);
    results_append_name(&table->cell, row);
    return bl_buf_view(&table->cell);
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void widen(int *width, int to)
{
    if (to > *width)
        *width = to;
}

static Widths measure(Table *table, const ResultPackage *package)
{
    Widths widths = {0};
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        const ResultBenchmark *row = &package->benchmarks.items[i];
        int name = (int)bl_utf8_count(name_text(table, row));
        widen(&widths.name, name < NAME_WIDTH_MAX ? name : NAME_WIDTH_MAX);
        for (int column = 0; column < COLUMN_COUNT; column++)
            widen(&widths.column[column], (int)bl_utf8_count(cell_text(table, row, column)));
    }
    return widths;
}

static void put_padding(Table *table, int count)
{
    if (count > 0)
        fprintf(table->out, "%*s", count, "");
}

static void put_metrics(Table *table, const ResultBenchmark *row)
{
    size_t count = row->metrics.count;
    bl_buf_clear(&table->cell);
    for (size_t i = 0; i < count && i < METRICS_SHOWN; i++) {
        bl_buf_puts(&table->cell, i ? ", " : "  ");
        results_append_count(&table->cell, row->metrics.items[i].value);
        bl_buf_putc(&table->cell, ' ');
        results_append_visible(&table->cell, row->metrics.items[i].unit);
    }
    if (count > METRICS_SHOWN)
        bl_buf_printf(&table->cell, " and %zu more", count - METRICS_SHOWN);
    put(table, DIM, bl_buf_view(&table->cell).ptr);
}

static Tint status_tint(ResultStatus status)
{
    switch (status) {
    case RESULT_OK:
        return PLAIN;
    case RESULT_SKIPPED:
    case RESULT_NOT_CONVERTED:
    case RESULT_NOT_RUN:
        return YELLOW;
    case RESULT_FAILED:
    case RESULT_PANICKED:
    case RESULT_EXITED:
    case RESULT_TIMED_OUT:
    case RESULT_NOT_REPEATABLE:
    case RESULT_STATUS_COUNT:
        break;
    }
    return RED;
}

/* "  panicked: index out of range", the status coloured. */
static void put_status(Table *table, Tint tint, const char *status, const char *reason)
{
    fputs("  ", table->out);
    put(table, tint, status);
    if (!reason)
        return;
    bl_buf_clear(&table->cell);
    results_append_visible(&table->cell, reason);
    fprintf(table->out, ": %s", bl_buf_view(&table->cell).ptr);
}

/* What a second engine has to add: other figures, or a verdict that the first one did not have. */
static void put_check(Table *table, const ResultBenchmark *row)
{
    const ResultCheck *check = &row->check;
    bool both = row->status == RESULT_OK && check->status == RESULT_OK;
    bool same = both ? !results_differ(row) : row->status == check->status;
    if (check->engine == RESULT_BY_UNKNOWN || same)
        return;
    bl_buf_clear(&table->cell);
    if (check->status == RESULT_OK) {
        results_append_count(&table->cell, check->bytes_per_op);
        bl_buf_puts(&table->cell, " B/op, ");
        results_append_count(&table->cell, check->allocs_per_op);
        bl_buf_puts(&table->cell, " allocs/op");
    } else {
        bl_buf_puts(&table->cell, result_status_name(check->status));
    }
    fputs("  ", table->out);
    bool original = check->conversion == RESULT_FROM_ORIGINAL;
    put(table, both ? RED : YELLOW, result_engine_name(check->engine));
    if (original)
        put(table, DIM, " (original)");
    fprintf(table->out, ": %s", bl_buf_view(&table->cell).ptr);
}

static void put_processes(Table *table, const ResultBenchmark *row)
{
    bl_buf_clear(&table->cell);
    bl_buf_printf(&table->cell, "  %llu processes", (unsigned long long)row->processes);
    put(table, DIM, bl_buf_view(&table->cell).ptr);
}

static void put_row(Table *table, const ResultBenchmark *row, const Widths *widths)
{
    BlStr name = name_text(table, row);
    fprintf(table->out, "  %s", name.ptr);
    put_padding(table, widths->name - (int)bl_utf8_count(name));
    for (int column = 0; column < COLUMN_COUNT; column++) {
        BlStr cell = cell_text(table, row, column);
        put_padding(table, 2 + widths->column[column] - (int)bl_utf8_count(cell));
        bool nothing = column == COLUMN_ALLOCS && row->allocs_per_op <= 0;
        put(table, nothing ? GREEN : PLAIN, cell.ptr);
    }
    if (row->noisy)
        put_status(table, YELLOW, "noisy", NULL);
    put_check(table, row);
    if (row->conversion == RESULT_FROM_ORIGINAL)
        put_status(table, DIM, "original", NULL);
    if (row->inline_reason)
        put_status(table, YELLOW, "whole", row->inline_reason);
    put_metrics(table, row);
    if (row->status == RESULT_OK && row->processes > 1)
        put_processes(table, row);
    if (row->status != RESULT_OK)
        put_status(table, status_tint(row->status), result_status_name(row->status), row->reason);
    for (size_t i = 0; i < row->notes.count; i++)
        put_status(table, DIM, "note", row->notes.items[i]);
    fputc('\n', table->out);
}

/* ---- packages -------------------------------------------------------------------------------- */

static void put_seconds(Table *table, const char *what, double seconds)
{
    if (isnan(seconds))
        return;
    bl_buf_clear(&table->cell);
    bl_buf_printf(&table->cell, "  %s ", what);
    results_append_duration(&table->cell, seconds * 1e9);
    put(table, DIM, bl_buf_view(&table->cell).ptr);
}

/* Who measured it; examples and fuzz tests are not the harness's. */
static void put_engine(Table *table, const ResultPackage *package)
{
    bool by[RESULT_ENGINE_COUNT] = {false};
    for (size_t i = 0; i < package->benchmarks.count; i++)
        by[package->benchmarks.items[i].engine] = true;
    bl_buf_clear(&table->cell);
    for (int i = RESULT_BY_UNKNOWN + 1; i < RESULT_ENGINE_COUNT; i++)
        if (by[i])
            bl_buf_printf(&table->cell, "%s%s", table->cell.len ? " and " : "  by ",
                          result_engine_name((ResultEngine)i));
    if (!table->cell.len)
        return;
    put(table, DIM, bl_buf_view(&table->cell).ptr);
    if (package->fallback)
        put_status(table, YELLOW, "not by harness", package->fallback);
    if (package->note)
        put_status(table, YELLOW, "note", package->note);
}

static void put_package(Table *table, const ResultPackage *package)
{
    bl_buf_clear(&table->cell);
    results_append_visible(&table->cell,
                           package->import_path ? package->import_path : "(package not named)");
    put(table, BOLD, bl_buf_view(&table->cell).ptr);
    put_seconds(table, "built", package->build_seconds);
    put_seconds(table, "ran", package->run_seconds);
    put_engine(table, package);
    if (package->status != RESULT_PACKAGE_OK)
        put_status(table, package->status == RESULT_PACKAGE_NO_TESTS ? DIM : RED,
                   result_package_status_name(package->status), package->reason);
    else if (package->benchmarks.count == 0)
        put(table, DIM, "  no benchmarks");
    fputc('\n', table->out);
    Widths widths = measure(table, package);
    for (size_t i = 0; i < package->benchmarks.count; i++)
        put_row(table, &package->benchmarks.items[i], &widths);
}

/* A blank line stands around packages that have rows; those without stay together. */
static void put_project(Table *table, const ResultProject *project)
{
    bool apart = false;
    for (size_t i = 0; i < project->packages.count; i++) {
        const ResultPackage *package = &project->packages.items[i];
        if (apart || (i > 0 && package->benchmarks.count))
            fputc('\n', table->out);
        put_package(table, package);
        apart = package->benchmarks.count > 0;
    }
    if (project->packages.count)
        fputc('\n', table->out);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void put_word(Table *table, const char *word, bool *first)
{
    if (!word)
        return;
    bl_buf_puts(&table->cell, *first ? "" : ", ");
    results_append_visible(&table->cell, word);
    *first = false;
}

static void put_environment(Table *table, const ResultEnvironment *environment)
{
    bool first = true;
    bl_buf_clear(&table->cell);
    put_word(table, environment->go_version, &first);
    put_word(table, environment->goos, &first);
    put_word(table, environment->goarch, &first);
    put_word(table, environment->cpu, &first);
    if (first)
        return;
    bl_buf_puts(&table->cell, "\n\n");
    put(table, DIM, bl_buf_view(&table->cell).ptr);
}

/* "22 benchmarks" */
static void put_count(Table *table, const char *what, size_t count)
{
    fprintf(table->out, "%zu %s%s", count, what, count == 1 ? "" : "s");
}

/* " (19 tests, 2 examples, 1 fuzz test)", unless all are tests, or nobody knows. */
static void put_kinds(Table *table, const size_t by_kind[RESULT_KIND_COUNT])
{
    static const char *const words[] = {
#define X(name, text, words) words,
        RESULT_KINDS(X)
#undef X
    };
    const char *before = " (";
    if (!by_kind[RESULT_KIND_EXAMPLE] && !by_kind[RESULT_KIND_FUZZ] && !by_kind[RESULT_KIND_NATIVE])
        return;
    for (int i = 0; i < RESULT_KIND_COUNT; i++) {
        if (!words[i] || !by_kind[i])
            continue;
        fputs(before, table->out);
        put_count(table, words[i], by_kind[i]);
        before = ", ";
    }
    fputs(")", table->out);
}

/* ": 20 ok", or behind that ", 1 panicked"; nothing of what there is none of. */
static void put_part(Table *table, Tint tint, size_t count, const char *status, bool *first)
{
    if (!count)
        return;
    bl_buf_clear(&table->cell);
    bl_buf_printf(&table->cell, "%zu %s", count, status);
    fputs(*first ? ": " : ", ", table->out);
    put(table, tint, bl_buf_view(&table->cell).ptr);
    *first = false;
}

static void put_totals(Table *table, const Results *results)
{
    ResultTotals totals = results_totals(results);
    bool first = true;
    put_count(table, "package", totals.packages);
    for (int i = 0; i < RESULT_PACKAGE_STATUS_COUNT; i++)
        put_part(table, i == RESULT_PACKAGE_OK || i == RESULT_PACKAGE_NO_TESTS ? PLAIN : RED,
                 totals.packages_by_status[i], result_package_status_name((ResultPackageStatus)i),
                 &first);
    fputc('\n', table->out);
    first = true;
    put_count(table, "benchmark", totals.benchmarks);
    put_kinds(table, totals.by_kind);
    for (int i = 0; i < RESULT_STATUS_COUNT; i++)
        put_part(table, status_tint((ResultStatus)i), totals.by_status[i],
                 result_status_name((ResultStatus)i), &first);
    fputc('\n', table->out);
    if (totals.checked)
        fprintf(table->out, "%zu measured by both engines: %zu differ\n", totals.checked,
                totals.differing);
}

void results_print(const Results *results, bool colour, FILE *out)
{
    Table table = {
        .out = out,
        .colour = colour,
        .time = results->metrics && strcmp(results->metrics, "time") == 0,
    };
    put_environment(&table, &results->environment);
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        if (results->projects.count > 1) {
            bl_buf_clear(&table.cell);
            results_append_visible(&table.cell, project->name);
            fprintf(out, "== %s\n\n", bl_buf_view(&table.cell).ptr);
        }
        put_project(&table, project);
    }
    put_totals(&table, results);
    bl_buf_free(&table.cell);
}
