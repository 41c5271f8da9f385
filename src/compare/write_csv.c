/* write_csv.c - a comparison as comma-separated values (RFC 4180): a row a benchmark and unit, and
 * one row for a benchmark that has figures in neither unit. What is not known is empty. */
#include "compare/parts.h"
#include "results/number.h"
#include "results/text.h"

typedef struct Table {
    FILE *out;
    bool begun; /* the row has a column already */
} Table;

/* Quoted where it must be (section 2, rules 5 to 7). */
static void put_cell(Table *table, const char *text)
{
    if (table->begun)
        fputc(',', table->out);
    table->begun = true;
    if (!text[strcspn(text, ",\"\r\n")]) {
        fputs(text, table->out);
        return;
    }
    fputc('"', table->out);
    for (; *text; text++) {
        if (*text == '"')
            fputc('"', table->out);
        fputc(*text, table->out);
    }
    fputc('"', table->out);
}

static void put_text(Table *table, const char *text)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, text ? text : "");
    put_cell(table, bl_buf_view(&valid).ptr);
    bl_buf_free(&valid);
}

static void put_number(Table *table, double value)
{
    char text[RESULTS_NUMBER_SIZE] = "";
    if (!isnan(value))
        results_format_number(value, text);
    put_cell(table, text);
}

static void put_count(Table *table, uint64_t count, bool known)
{
    char text[24] = "";
    if (count || known)
        snprintf(text, sizeof text, "%llu", (unsigned long long)count);
    put_cell(table, text);
}

static void end_row(Table *table)
{
    fputs("\r\n", table->out);
    table->begun = false;
}

static void put_benchmark(Table *table, const ComparePair *pair)
{
    const CompareSide *side = compare_side(pair);
    put_text(table, side->project->name);
    put_text(table, side->package->import_path);
    put_text(table, side->benchmark->name);
    put_text(table, side->benchmark->test);
    put_count(table, side->benchmark->procs, false);
    put_text(table, side->benchmark->file);
    put_count(table, side->benchmark->line, false);
    put_cell(table, compare_kind_name(pair->kind));
    put_cell(table, pair->before.benchmark ? result_status_name(pair->before.status) : "");
    put_cell(table, pair->after.benchmark ? result_status_name(pair->after.status) : "");
}

static void put_estimate(Table *table, const StatsEstimate *estimate)
{
    put_count(table, estimate->count, true);
    put_number(table, estimate->center);
    put_number(table, estimate->lo);
    put_number(table, estimate->hi);
}

static void put_figure(Table *table, const ComparePair *pair, CompareUnit unit)
{
    const CompareFigure *figure = &pair->figures[unit];
    put_benchmark(table, pair);
    put_cell(table, compare_unit_name(unit));
    put_cell(table, compare_verdict_name(figure->verdict));
    put_estimate(table, &figure->stats.a);
    put_estimate(table, &figure->stats.b);
    put_number(table, figure->stats.delta);
    put_cell(table, figure->exact ? "true" : "false");
    put_number(table, figure->exact ? STATS_UNKNOWN : figure->stats.p);
    put_number(table, figure->exact ? STATS_UNKNOWN : figure->p);
    end_row(table);
}

static const char *const headings[] = {
    "project", "import_path", "name",          "test",       "procs", "file",
    "line",    "kind",        "old_status",    "new_status", "unit",  "verdict",
    "old_n",   "old_median",  "old_low",       "old_high",   "new_n", "new_median",
    "new_low", "new_high",    "delta_percent", "exact",      "p",     "p_corrected",
};

enum {
    HEADING_COUNT = sizeof headings / sizeof headings[0],
    BENCHMARK_CELLS = 10,
};

void compare_write_csv(const Comparison *comparison, const CompareStyle *style, FILE *out)
{
    (void)style;
    Table table = {.out = out};
    for (size_t i = 0; i < HEADING_COUNT; i++)
        put_cell(&table, headings[i]);
    end_row(&table);
    for (size_t i = 0; i < comparison->pairs.count; i++) {
        const ComparePair *pair = &comparison->pairs.items[i];
        bool any = false;
        for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
            if (pair->figures[unit].verdict == COMPARE_NOT_MEASURED)
                continue;
            put_figure(&table, pair, (CompareUnit)unit);
            any = true;
        }
        if (any)
            continue;
        put_benchmark(&table, pair);
        for (int cell = BENCHMARK_CELLS; cell < HEADING_COUNT; cell++)
            put_cell(&table, "");
        end_row(&table);
    }
}
