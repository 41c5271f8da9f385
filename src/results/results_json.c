/* results_json.c - the model as JSON; docs/results.schema.json is the contract.
 *
 * cJSON holds the tree, but two things are done here rather than by it. Numbers: its own printing
 * accepts a text that is merely close to the double, so each number is formatted here with as
 * few digits as give back the very same double, and integers as integers. Layout: one field per
 * line, indented by two blanks, so that `diff` and `grep` are of use on the files; written out
 * directly, since cJSON would first build the whole text in memory.
 *
 * Names of benchmarks and reasons come from other people's programs and may hold any bytes; JSON
 * must be UTF-8 (RFC 8259, section 8.1), so each byte that is not part of a valid sequence becomes
 * U+FFFD.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "benchline/results.h"
#include "results/number.h"
#include "results/text.h"

/* ---- building the tree ----------------------------------------------------------------------- */

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

/* For counts where 0 means "unknown". */
static void add_known(cJSON *parent, const char *key, uint64_t value)
{
    if (value)
        add_integer(parent, key, value);
    else
        add_null(parent, key);
}

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
    cJSON *medians = add_object(parent, "medians");
    add_number(medians, "ns_per_op", benchmark->ns_median);
    add_number(medians, "bytes_per_op", benchmark->bytes_median);
    add_number(medians, "allocs_per_op", benchmark->allocs_median);
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
    add_text(node, "engine", result_engine_name(check->engine));
    add_text(node, "conversion", result_conversion_name(check->conversion));
    add_text(node, "status", result_status_name(check->status));
    add_text(node, "reason", check->reason);
    add_number(node, "bytes_per_op", check->bytes_per_op);
    add_number(node, "allocs_per_op", check->allocs_per_op);
    checked(cJSON_AddBoolToObject(node, "differs", results_differ(benchmark)));
}

static cJSON *benchmark_json(const ResultBenchmark *benchmark)
{
    cJSON *node = checked(cJSON_CreateObject());
    add_text(node, "name", benchmark->name);
    add_text(node, "test", benchmark->test);
    add_text(node, "kind", result_kind_name(benchmark->kind));
    add_text(node, "file", benchmark->file);
    add_known(node, "line", benchmark->line);
    add_known(node, "column", benchmark->column);
    add_text(node, "engine", result_engine_name(benchmark->engine));
    add_text(node, "conversion", result_conversion_name(benchmark->conversion));
    add_text(node, "conversion_reason", benchmark->conversion_reason);
    add_text(node, "inline_reason", benchmark->inline_reason);
    add_text(node, "status", result_status_name(benchmark->status));
    add_text(node, "reason", benchmark->reason);
    add_known(node, "procs", benchmark->procs);
    add_known(node, "iterations", benchmark->iterations);
    add_known(node, "processes", benchmark->processes);
    add_number(node, "ns_per_op", benchmark->ns_per_op);
    add_number(node, "bytes_per_op", benchmark->bytes_per_op);
    add_number(node, "allocs_per_op", benchmark->allocs_per_op);
    add_medians(node, benchmark);
    add_samples(node, benchmark);
    checked(cJSON_AddBoolToObject(node, "noisy", benchmark->noisy));
    add_notes(node, benchmark);
    add_check(node, benchmark);
    cJSON *metrics = add_object(node, "metrics");
    for (size_t i = 0; i < benchmark->metrics.count; i++)
        add_metric(metrics, &benchmark->metrics.items[i]);
    return node;
}

/* All but the benchmarks. */
static cJSON *package_head(const ResultPackage *package)
{
    cJSON *node = checked(cJSON_CreateObject());
    add_text(node, "import_path", package->import_path);
    add_text(node, "dir", package->dir);
    add_text(node, "module", package->module);
    add_text(node, "status", result_package_status_name(package->status));
    add_text(node, "reason", package->reason);
    add_text(node, "fallback", package->fallback);
    add_text(node, "note", package->note);
    add_number(node, "build_seconds", package->build_seconds);
    add_number(node, "run_seconds", package->run_seconds);
    return node;
}

static cJSON *package_json(const ResultPackage *package)
{
    cJSON *node = package_head(package);
    cJSON *benchmarks = checked(cJSON_AddArrayToObject(node, "benchmarks"));
    for (size_t i = 0; i < package->benchmarks.count; i++)
        cJSON_AddItemToArray(benchmarks, benchmark_json(&package->benchmarks.items[i]));
    return node;
}

/* All but the packages. */
static cJSON *project_head(const ResultProject *project)
{
    cJSON *node = checked(cJSON_CreateObject());
    add_text(node, "name", project->name);
    add_text(node, "dir", project->dir);
    return node;
}

static cJSON *project_json(const ResultProject *project)
{
    cJSON *node = project_head(project);
    cJSON *packages = checked(cJSON_AddArrayToObject(node, "packages"));
    for (size_t i = 0; i < project->packages.count; i++)
        cJSON_AddItemToArray(packages, package_json(&project->packages.items[i]));
    return node;
}

static void add_environment(cJSON *root, const ResultEnvironment *environment)
{
    cJSON *node = add_object(root, "environment");
    add_text(node, "go_version", environment->go_version);
    add_text(node, "goos", environment->goos);
    add_text(node, "goarch", environment->goarch);
    add_text(node, "cpu", environment->cpu);
    add_known(node, "cores", environment->cores);
    add_text(node, "kernel", environment->kernel);
    add_text(node, "started", environment->started);
}

static void add_totals(cJSON *root, const Results *results)
{
    ResultTotals totals = results_totals(results);
    cJSON *node = add_object(root, "totals");
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
}

static void add_settings(cJSON *root, const Results *results)
{
    cJSON *node = add_object(root, "settings");
    add_text(node, "metrics", results->metrics);
    add_known(node, "iterations", results->iterations);
    add_text(node, "benchtime", results->benchtime);
    if (results->cpu.count) {
        cJSON *cpu = checked(cJSON_AddArrayToObject(node, "cpu"));
        for (size_t i = 0; i < results->cpu.count; i++)
            cJSON_AddItemToArray(cpu, integer(results->cpu.items[i]));
    } else {
        add_null(node, "cpu");
    }
    add_known(node, "count", results->count);
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
    add_text(run, "label", results->label);
    checked(cJSON_AddBoolToObject(run, "finished", results->finished));
    add_text(root, "source", results->source);
    add_environment(root, &results->environment);
    add_settings(root, results);
    return root;
}

struct cJSON *results_to_json(const Results *results)
{
    cJSON *root = document_head(results);
    cJSON *projects = checked(cJSON_AddArrayToObject(root, "projects"));
    for (size_t i = 0; i < results->projects.count; i++)
        cJSON_AddItemToArray(projects, project_json(&results->projects.items[i]));
    add_totals(root, results);
    return root;
}

/* ---- writing it ------------------------------------------------------------------------------ */

/* The text is valid UTF-8, so only what JSON's grammar reserves is escaped. */
static void write_string(const char *text, FILE *out)
{
    fputc('"', out);
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            fputc('\\', out);
        if ((unsigned char)*c < 0x20)
            fprintf(out, "\\u%04x", (unsigned)*c);
        else
            fputc(*c, out);
    }
    fputc('"', out);
}

/* A node without children. Numbers are raw text, see results_format_number(). */
static void write_leaf(const cJSON *node, FILE *out)
{
    if (cJSON_IsString(node))
        write_string(node->valuestring, out);
    else if (cJSON_IsRaw(node))
        fputs(node->valuestring, out);
    else if (cJSON_IsBool(node))
        fputs(cJSON_IsTrue(node) ? "true" : "false", out);
    else
        fputs(cJSON_IsArray(node) ? "[]" : cJSON_IsObject(node) ? "{}" : "null", out);
}

static void write_indent(int depth, FILE *out)
{
    fprintf(out, "%*s", 2 * depth, "");
}

/* A list of numbers or texts stands in one line. */
static void write_leaves(const cJSON *list, FILE *out)
{
    fputc('[', out);
    for (const cJSON *child = list->child; child; child = child->next) {
        write_leaf(child, out);
        fputs(child->next ? ", " : "]", out);
    }
}

/* Recursion is as deep as the schema, which is eight. */
static void write_node(const cJSON *node, int depth, FILE *out)
{
    if (!node->child) {
        write_leaf(node, out);
        return;
    }
    bool object = cJSON_IsObject(node);
    if (!object && !node->child->child) {
        write_leaves(node, out);
        return;
    }
    fputs(object ? "{\n" : "[\n", out);
    for (const cJSON *child = node->child; child; child = child->next) {
        write_indent(depth + 1, out);
        if (object) {
            write_string(child->string, out);
            fputs(": ", out);
        }
        write_node(child, depth + 1, out);
        fputs(child->next ? ",\n" : "\n", out);
    }
    write_indent(depth, out);
    fputc(object ? '}' : ']', out);
}

/* ---- writing without the whole tree ---------------------------------------------------------- */

/* The tree of a million benchmarks takes gigabytes, so that only one is built at a time. What is
 * written is the same, to the byte, as results_to_json() would give. */

/* Opens an object, writes and deletes the members of `head`, and opens the list `key` after
 * them. */
static void begin_list(cJSON *head, const char *key, int depth, FILE *out)
{
    fputs("{\n", out);
    for (const cJSON *child = head->child; child; child = child->next) {
        write_indent(depth + 1, out);
        write_string(child->string, out);
        fputs(": ", out);
        write_node(child, depth + 1, out);
        fputs(",\n", out);
    }
    write_indent(depth + 1, out);
    fprintf(out, "\"%s\": [", key);
    cJSON_Delete(head);
}

static void begin_item(size_t index, int depth, FILE *out)
{
    fputs(index ? ",\n" : "\n", out);
    write_indent(depth, out);
}

/* Closes the list, but not its object. */
static void end_list(size_t count, int depth, FILE *out)
{
    if (count) {
        fputc('\n', out);
        write_indent(depth, out);
    }
    fputc(']', out);
}

static void end_object(int depth, FILE *out)
{
    fputc('\n', out);
    write_indent(depth, out);
    fputc('}', out);
}

static void write_package(const ResultPackage *package, int depth, FILE *out)
{
    begin_list(package_head(package), "benchmarks", depth, out);
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        cJSON *node = benchmark_json(&package->benchmarks.items[i]);
        begin_item(i, depth + 2, out);
        write_node(node, depth + 2, out);
        cJSON_Delete(node);
    }
    end_list(package->benchmarks.count, depth + 1, out);
    end_object(depth, out);
}

static void write_project(const ResultProject *project, int depth, FILE *out)
{
    begin_list(project_head(project), "packages", depth, out);
    for (size_t i = 0; i < project->packages.count; i++) {
        begin_item(i, depth + 2, out);
        write_package(&project->packages.items[i], depth + 2, out);
    }
    end_list(project->packages.count, depth + 1, out);
    end_object(depth, out);
}

static void write_totals(const Results *results, FILE *out)
{
    cJSON *node = checked(cJSON_CreateObject());
    add_totals(node, results);
    fputs(",\n  \"totals\": ", out);
    write_node(node->child, 1, out);
    cJSON_Delete(node);
}

int results_write_json(const Results *results, FILE *out)
{
    errno = 0;
    begin_list(document_head(results), "projects", 0, out);
    for (size_t i = 0; i < results->projects.count; i++) {
        begin_item(i, 2, out);
        write_project(&results->projects.items[i], 2, out);
    }
    end_list(results->projects.count, 1, out);
    write_totals(results, out);
    end_object(0, out);
    fputc('\n', out);
    return fflush(out) != 0 || ferror(out) ? (errno ? errno : EIO) : 0;
}
