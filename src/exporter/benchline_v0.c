/* benchline_v0.c - the JSON of the first benchline, for programs that read that: figures are text,
 * times as Go prints them ("1.2s"), bytes with a B. It knew no failures, so only what was measured
 * is in it. */
#include <stdlib.h>

#include "exporter/formats.h"
#include "exporter/json_edit.h"
#include "results/number.h"

/* "" when it was not measured. */
static void add_figure(cJSON *node, const char *key, double value, const char *unit)
{
    char number[RESULTS_NUMBER_SIZE], text[RESULTS_NUMBER_SIZE + 2] = "";
    if (!isnan(value)) {
        results_format_number(value, number);
        snprintf(text, sizeof text, "%s%s", number, unit);
    }
    json_set_text(node, key, text);
}

static void add_seconds(cJSON *node, const char *key, double seconds)
{
    add_figure(node, key, round(seconds * 1e3) / 1e3, "s");
}

static void add_package(cJSON *packages, const ResultPackage *package)
{
    cJSON *node = json_add_item(packages);
    json_set_text(node, "package_name", package->import_path);
    add_seconds(node, "pkg_total_time", package->run_seconds);
    cJSON *cases = json_list_in(node, "testcases");
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        const ResultBenchmark *benchmark = &package->benchmarks.items[i];
        if (benchmark->status != RESULT_OK)
            continue;
        cJSON *item = json_add_item(cases);
        json_set_text(item, "function_name", benchmark->name);
        add_figure(item, "number_of_allocations", benchmark->allocs_per_op, "");
        add_figure(item, "bytes_allocated", benchmark->bytes_per_op, "B");
    }
}

/* What the packages took, if nobody took the time of all: a log. */
static double total_seconds(const Results *results)
{
    double total = 0;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++) {
            double seconds = results->projects.items[i].packages.items[j].run_seconds;
            total += isnan(seconds) ? 0 : seconds;
        }
    return isnan(results->wall_seconds) ? total : results->wall_seconds;
}

void export_benchline_v0(ExportInputs inputs, const ExportOptions *options, FILE *out)
{
    (void)options;
    const Results *results = &inputs.items[0];
    cJSON *root = json_new_object();
    cJSON *packages = json_list_in(root, "packages");
    size_t count = 0;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++, count++)
            add_package(packages, &results->projects.items[i].packages.items[j]);
    json_set_count(root, "total_packages", count);
    add_seconds(root, "total_time", total_seconds(results));
    json_write(root, out);
}
