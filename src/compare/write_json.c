/* write_json.c - a comparison as JSON, which docs/compare.md describes. */
#include "compare/parts.h"
#include "exporter/json_edit.h"

enum { SCHEMA_VERSION = 1 };

/* ---- one benchmark --------------------------------------------------------------------------- */

/* A bound that is infinite, of too few samples, is null. */
static void set_estimate(cJSON *figure, const char *key, const StatsEstimate *estimate)
{
    cJSON *object = json_add_object(figure, key);
    json_set_count(object, "n", estimate->count);
    json_set_number(object, "median", estimate->center);
    json_set_number(object, "low", estimate->lo);
    json_set_number(object, "high", estimate->hi);
    json_set_number(object, "confidence", estimate->confidence);
}

static void set_figure(cJSON *units, CompareUnit unit, const CompareFigure *figure)
{
    cJSON *object = json_add_object(units, compare_unit_name(unit));
    json_set_text(object, "verdict", compare_verdict_name(figure->verdict));
    set_estimate(object, "old", &figure->stats.a);
    set_estimate(object, "new", &figure->stats.b);
    json_set_number(object, "delta_percent", figure->stats.delta);
    json_set_flag(object, "exact", figure->exact);
    json_set_number(object, "p", figure->exact ? STATS_UNKNOWN : figure->stats.p);
    json_set_number(object, "p_corrected", figure->exact ? STATS_UNKNOWN : figure->p);
}

static void set_status(cJSON *object, const char *key, const CompareSide *side)
{
    json_set_optional_text(object, key, side->benchmark ? result_status_name(side->status) : NULL);
}

static void set_pair(cJSON *object, const Comparison *comparison, const ComparePair *pair)
{
    const CompareSide *side = compare_side(pair);
    BlBuf fate = {0};
    json_set_text(object, "project", side->project->name);
    json_set_optional_text(object, "import_path", side->package->import_path);
    json_set_text(object, "name", side->benchmark->name);
    json_set_optional_text(object, "test", side->benchmark->test);
    json_set_count(object, "procs", side->benchmark->procs);
    json_set_optional_text(object, "file", side->benchmark->file);
    json_set_count(object, "line", side->benchmark->line);
    json_set_count(object, "column", side->benchmark->column);
    json_set_text(object, "kind", compare_kind_name(pair->kind));
    set_status(object, "old_status", &pair->before);
    set_status(object, "new_status", &pair->after);
    if (pair->kind != COMPARE_MEASURED)
        compare_put_fate(&fate, comparison, pair);
    json_set_optional_text(object, "reason", fate.len ? fate.data : NULL);
    cJSON *units = json_add_object(object, "units");
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (pair->figures[unit].verdict != COMPARE_NOT_MEASURED)
            set_figure(units, (CompareUnit)unit, &pair->figures[unit]);
    bl_buf_free(&fate);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void set_run(cJSON *document, const char *key, const char *name, const Results *results)
{
    cJSON *object = json_add_object(document, key);
    json_set_optional_text(object, "name", name);
    json_set_text(object, "id", results->id);
    json_set_optional_text(object, "label", results->label);
    json_set_optional_text(object, "go_version", results->environment.go_version);
    json_set_optional_text(object, "goos", results->environment.goos);
    json_set_optional_text(object, "goarch", results->environment.goarch);
    json_set_optional_text(object, "cpu", results->environment.cpu);
    json_set_optional_text(object, "started", results->environment.started);
}

static void set_total(cJSON *units, CompareUnit unit, const CompareTotal *total)
{
    cJSON *object = json_add_object(units, compare_unit_name(unit));
    const StatsRatio *ratio = &total->ratio;
    json_set_count(object, "changed", total->by_verdict[COMPARE_CHANGED]);
    json_set_count(object, "up", total->up);
    json_set_count(object, "down", total->down);
    json_set_count(object, "same", total->by_verdict[COMPARE_SAME]);
    json_set_count(object, "undecided", total->by_verdict[COMPARE_UNDECIDED]);
    json_set_count(object, "tests", total->tests);
    cJSON *mean = json_add_object(object, "geomean");
    json_set_number(mean, "old", total->before);
    json_set_number(mean, "new", total->after);
    json_set_number(mean, "ratio", ratio->ratio);
    json_set_number(mean, "ratio_rest", ratio->ratio_rest);
    json_set_count(mean, "left_out", ratio->from_zero + ratio->to_zero + ratio->unusable);
}

void compare_write_json(const Comparison *comparison, const CompareStyle *style, FILE *out)
{
    cJSON *document = json_new_object();
    json_set_count(document, "schema_version", SCHEMA_VERSION);
    set_run(document, "old", style->before_name, comparison->before);
    set_run(document, "new", style->after_name, comparison->after);
    json_set_number(document, "alpha", comparison->options.alpha);
    json_set_text(document, "correction", compare_correction_name(comparison->options.correction));
    json_set_flag(document, "differs", compare_differs(comparison));
    cJSON *kinds = json_add_object(document, "kinds");
    for (int kind = 0; kind < COMPARE_KIND_COUNT; kind++)
        json_set_count(kinds, compare_kind_name((CompareKind)kind), comparison->by_kind[kind]);
    cJSON *units = json_add_object(document, "units");
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (compare_has_unit(comparison, (CompareUnit)unit))
            set_total(units, (CompareUnit)unit, &comparison->totals[unit]);
    cJSON *benchmarks = json_list_in(document, "benchmarks");
    for (size_t i = 0; i < comparison->pairs.count; i++)
        set_pair(json_add_item(benchmarks), comparison, &comparison->pairs.items[i]);
    json_write(document, out);
}
