/* write_csv.c - a comparison as comma-separated values (RFC 4180): a row a benchmark and unit, and
 * one row for a benchmark that has figures in neither unit. What is not known is empty. */
#include "compare/parts.h"
#include "results/csv_row.h"

static void put_benchmark(CsvRow *table, const ComparePair *pair)
{
    const CompareSide *side = compare_side(pair);
    csv_text(table, side->project->name);
    csv_text(table, side->package->import_path);
    csv_text(table, side->benchmark->name);
    csv_text(table, side->benchmark->test);
    csv_count(table, side->benchmark->procs, false);
    csv_text(table, side->benchmark->file);
    csv_count(table, side->benchmark->line, false);
    csv_text(table, compare_kind_name(pair->kind));
    csv_text(table, pair->before.benchmark ? result_status_name(pair->before.status) : "");
    csv_text(table, pair->after.benchmark ? result_status_name(pair->after.status) : "");
}

static void put_estimate(CsvRow *table, const StatsEstimate *estimate)
{
    csv_count(table, estimate->count, true);
    csv_number(table, estimate->center);
    csv_number(table, estimate->lo);
    csv_number(table, estimate->hi);
}

static void put_figure(CsvRow *table, const ComparePair *pair, CompareUnit unit)
{
    const CompareFigure *figure = &pair->figures[unit];
    put_benchmark(table, pair);
    csv_text(table, compare_unit_name(unit));
    csv_text(table, compare_verdict_name(figure->verdict));
    put_estimate(table, &figure->stats.a);
    put_estimate(table, &figure->stats.b);
    csv_number(table, figure->stats.delta);
    csv_text(table, figure->exact ? "true" : "false");
    csv_number(table, figure->exact ? STATS_UNKNOWN : figure->stats.p);
    csv_number(table, figure->exact ? STATS_UNKNOWN : figure->p);
    csv_end(table);
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
    CsvRow table = {.out = out};
    for (size_t i = 0; i < HEADING_COUNT; i++)
        csv_text(&table, headings[i]);
    csv_end(&table);
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
            csv_text(&table, "");
        csv_end(&table);
    }
}
