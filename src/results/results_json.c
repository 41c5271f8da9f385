/* results_json.c - the model as JSON; docs/results.schema.json is the contract.
 *
 * Plain members are written by the tables of fields.h; the others each have a function here. cJSON
 * holds the tree of a row, but its own printing accepts a text that is merely close to the double,
 * so each number is formatted here with as few digits as give back the very same double, and
 * integers as integers.
 *
 * Names of benchmarks and reasons come from other people's programs and may hold any bytes; JSON
 * must be UTF-8 (RFC 8259, section 8.1), so each byte that is not part of a valid sequence becomes
 * U+FFFD.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "results/fields.h"
#include "results/json_writer.h"
#include "results/number.h"
#include "results/text.h"

/* ---- values ---------------------------------------------------------------------------------- */

static cJSON *checked(cJSON *node)
{
    if (!node)
        bl_out_of_memory(sizeof(cJSON));
    return node;
}

static cJSON *add_object(cJSON *parent, const char *key)
{
    return checked(cJSON_AddObjectToObject(parent, key));
}

static void add_null(cJSON *parent, const char *key)
{
    checked(cJSON_AddNullToObject(parent, key));
}

static void add_text(cJSON *parent, const char *key, const char *text)
{
    if (!text) {
        add_null(parent, key);
        return;
    }
    BlBuf valid = {0};
    results_append_utf8(&valid, text);
    checked(cJSON_AddStringToObject(parent, key, bl_buf_view(&valid).ptr));
    bl_buf_free(&valid);
}

static cJSON *number(double value)
{
    char text[RESULTS_NUMBER_SIZE];
    if (!isfinite(value))
        return checked(cJSON_CreateNull());
    results_format_number(value, text);
    return checked(cJSON_CreateRaw(text));
}

static void add_number(cJSON *parent, const char *key, double value)
{
    cJSON_AddItemToObject(parent, key, number(value));
}

static cJSON *integer(uint64_t value)
{
    char text[RESULTS_NUMBER_SIZE];
    snprintf(text, sizeof text, "%llu", (unsigned long long)value);
    return checked(cJSON_CreateRaw(text));
}

static void add_integer(cJSON *parent, const char *key, uint64_t value)
{
    cJSON_AddItemToObject(parent, key, integer(value));
}

/* 0 is null where it means that the count is not known. */
static void add_count(cJSON *parent, const char *key, uint64_t value, bool known)
{
    if (value || known)
        add_integer(parent, key, value);
    else
        add_null(parent, key);
}

static void add_bool(cJSON *parent, const char *key, bool value)
{
    checked(cJSON_AddBoolToObject(parent, key, value));
}

static void add_field(cJSON *parent, const ResultField *field, const void *row)
{
    const void *value = (const char *)row + field->offset;
    bool known = field->flags & FIELD_KNOWN;
    switch (field->type) {
    case FIELD_TEXT:
        add_text(parent, field->name, *(const char *const *)value);
        return;
    case FIELD_COUNT:
        add_count(parent, field->name, *(const uint64_t *)value, known);
        return;
    case FIELD_COUNT32:
        add_count(parent, field->name, *(const uint32_t *)value, known);
        return;
    case FIELD_NUMBER:
        add_number(parent, field->name, *(const double *)value);
        return;
    case FIELD_FLAG:
        add_bool(parent, field->name, *(const bool *)value);
        return;
    case FIELD_NAME:
        add_text(parent, field->name, field->names[result_field_value(field, row)]);
        return;
    }
}

/* Adds the members of a row that its table has, from one on and up to the one named `end`, which is
 * not added, or all that are left (NULL). Returns which one follows. */
static size_t add_fields(cJSON *parent, const ResultFields *fields, size_t from, const char *end,
                         const void *row)
{
    size_t i = from;
    for (; i < fields->count && !(end && strcmp(fields->items[i].name, end) == 0); i++)
        add_field(parent, &fields->items[i], row);
    return i;
}

/* ---- a benchmark ----------------------------------------------------------------------------- */

/* A metric may be infinite or no number at all: b.ReportMetric takes anything. JSON has no such
 * numbers, so infinities are spelled as Go prints them and NaN is null. */
static void add_metric(cJSON *metrics, const ResultMetric *metric)
{
    BlBuf unit = {0};
    results_append_utf8(&unit, metric->unit);
    const char *key = bl_buf_view(&unit).ptr;
    if (cJSON_GetObjectItemCaseSensitive(metrics, key))
        ; /* two units that differ only in invalid bytes: JSON can name one */
    else if (isinf(metric->value))
        checked(cJSON_AddStringToObject(metrics, key, metric->value > 0 ? "+Inf" : "-Inf"));
    else
        add_number(metrics, key, metric->value);
    bl_buf_free(&unit);
}

static void add_medians(cJSON *parent, const ResultBenchmark *benchmark)
{
    if (isnan(benchmark->ns_median) && isnan(benchmark->bytes_median) &&
        isnan(benchmark->allocs_median)) {
        add_null(parent, "medians");
        return;
    }
    add_fields(add_object(parent, "medians"), &result_median_fields, 0, NULL, benchmark);
}

/* A column a figure: each is one line of the text. */
static void add_samples(cJSON *parent, const ResultBenchmark *benchmark)
{
    if (!benchmark->samples.count) {
        add_null(parent, "samples");
        return;
    }
    cJSON *node = add_object(parent, "samples");
    cJSON *round = checked(cJSON_AddArrayToObject(node, "round"));
    cJSON *operations = checked(cJSON_AddArrayToObject(node, "operations"));
    cJSON *ns = checked(cJSON_AddArrayToObject(node, "ns_per_op"));
    cJSON *bytes = checked(cJSON_AddArrayToObject(node, "bytes_per_op"));
    cJSON *allocs = checked(cJSON_AddArrayToObject(node, "allocs_per_op"));
    for (size_t i = 0; i < benchmark->samples.count; i++) {
        const ResultSample *sample = &benchmark->samples.items[i];
        cJSON_AddItemToArray(round, integer(sample->round));
        cJSON_AddItemToArray(operations, integer(sample->operations));
        cJSON_AddItemToArray(ns, number(sample->ns));
        cJSON_AddItemToArray(bytes, number(sample->bytes));
        cJSON_AddItemToArray(allocs, number(sample->allocs));
    }
}

static void add_notes(cJSON *parent, const ResultBenchmark *benchmark)
{
    cJSON *notes = checked(cJSON_AddArrayToObject(parent, "notes"));
    for (size_t i = 0; i < benchmark->notes.count; i++) {
        BlBuf valid = {0};
        results_append_utf8(&valid, benchmark->notes.items[i]);
        cJSON_AddItemToArray(notes, checked(cJSON_CreateString(bl_buf_view(&valid).ptr)));
        bl_buf_free(&valid);
    }
}

static void add_check(cJSON *parent, const ResultBenchmark *benchmark)
{
    const ResultCheck *check = &benchmark->check;
    if (check->engine == RESULT_BY_UNKNOWN) {
        add_null(parent, "check");
        return;
    }
    cJSON *node = add_object(parent, "check");
    add_fields(node, &result_check_fields, 0, NULL, check);
    add_bool(node, "differs", results_differ(benchmark));
}

static cJSON *benchmark_json(const ResultBenchmark *benchmark)
{
    cJSON *node = checked(cJSON_CreateObject());
    size_t more = add_fields(node, &result_benchmark_fields, 0, "noisy", benchmark);
    add_medians(node, benchmark);
    add_samples(node, benchmark);
    add_fields(node, &result_benchmark_fields, more, NULL, benchmark);
    add_notes(node, benchmark);
    add_check(node, benchmark);
    cJSON *metrics = add_object(node, "metrics");
    for (size_t i = 0; i < benchmark->metrics.count; i++)
        add_metric(metrics, &benchmark->metrics.items[i]);
    return node;
}

/* ---- the document ---------------------------------------------------------------------------- */

static void write_package(const ResultPackage *package, int depth, FILE *out)
{
    cJSON *head = checked(cJSON_CreateObject());
    add_fields(head, &result_package_fields, 0, NULL, package);
    json_begin_list(head, "benchmarks", depth, out);
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        json_begin_item(i, depth + 2, out);
        json_write_node(benchmark_json(&package->benchmarks.items[i]), depth + 2, out);
    }
    json_end_list(package->benchmarks.count, depth + 1, out);
    json_end_object(depth, out);
}

static void write_project(const ResultProject *project, int depth, FILE *out)
{
    cJSON *head = checked(cJSON_CreateObject());
    add_fields(head, &result_project_fields, 0, NULL, project);
    json_begin_list(head, "packages", depth, out);
    for (size_t i = 0; i < project->packages.count; i++) {
        json_begin_item(i, depth + 2, out);
        write_package(&project->packages.items[i], depth + 2, out);
    }
    json_end_list(project->packages.count, depth + 1, out);
    json_end_object(depth, out);
}

static void add_settings(cJSON *root, const Results *results)
{
    cJSON *node = add_object(root, "settings");
    size_t more = add_fields(node, &result_setting_fields, 0, "count", results);
    if (results->cpu.count) {
        cJSON *cpu = checked(cJSON_AddArrayToObject(node, "cpu"));
        for (size_t i = 0; i < results->cpu.count; i++)
            cJSON_AddItemToArray(cpu, integer(results->cpu.items[i]));
    } else {
        add_null(node, "cpu");
    }
    add_fields(node, &result_setting_fields, more, NULL, results);
}

/* All but the projects and the totals. */
static cJSON *document_head(const Results *results)
{
    cJSON *root = checked(cJSON_CreateObject());
    add_integer(root, "schema_version", RESULTS_SCHEMA_VERSION);
    cJSON *tool = add_object(root, "tool");
    add_text(tool, "name", "benchline");
    add_text(tool, "version", results->tool_version);
    cJSON *run = add_object(root, "run");
    add_text(run, "id", results->id);
    add_fields(run, &result_run_fields, 0, NULL, results);
    add_text(root, "source", results->source);
    add_fields(add_object(root, "environment"), &result_environment_fields, 0, NULL,
               &results->environment);
    add_settings(root, results);
    return root;
}

static cJSON *totals_json(const Results *results)
{
    ResultTotals totals = results_totals(results);
    cJSON *node = checked(cJSON_CreateObject());
    add_integer(node, "projects", totals.projects);
    add_integer(node, "packages", totals.packages);
    add_integer(node, "benchmarks", totals.benchmarks);
    add_number(node, "wall_seconds", results->wall_seconds);
    add_integer(node, "checked", totals.checked);
    add_integer(node, "differing", totals.differing);
    cJSON *packages = add_object(node, "packages_by_status");
    for (int i = 0; i < RESULT_PACKAGE_STATUS_COUNT; i++)
        add_integer(packages, result_package_status_name((ResultPackageStatus)i),
                    totals.packages_by_status[i]);
    cJSON *benchmarks = add_object(node, "benchmarks_by_status");
    for (int i = 0; i < RESULT_STATUS_COUNT; i++)
        add_integer(benchmarks, result_status_name((ResultStatus)i), totals.by_status[i]);
    cJSON *kinds = add_object(node, "benchmarks_by_kind");
    for (int i = RESULT_KIND_UNKNOWN + 1; i < RESULT_KIND_COUNT; i++)
        add_integer(kinds, result_kind_name((ResultKind)i), totals.by_kind[i]);
    return node;
}

int results_write_json(const Results *results, FILE *out)
{
    errno = 0;
    json_begin_list(document_head(results), "projects", 0, out);
    for (size_t i = 0; i < results->projects.count; i++) {
        json_begin_item(i, 2, out);
        write_project(&results->projects.items[i], 2, out);
    }
    json_end_list(results->projects.count, 1, out);
    fputs(",\n  \"totals\": ", out);
    json_write_node(totals_json(results), 1, out);
    json_end_object(0, out);
    fputc('\n', out);
    return fflush(out) != 0 || ferror(out) ? (errno ? errno : EIO) : 0;
}
