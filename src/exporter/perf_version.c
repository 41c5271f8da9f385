/* perf_version.c - perf-tracking's file of one Go version: how it was measured, and the figures. */
#include <stdlib.h>

#include "exporter/perf_tracking.h"

/* ---- figures --------------------------------------------------------------------------------- */

/* Mean and sample standard deviation, which is 0 of one sample (Welford, "Note on a method for
 * calculating corrected sums of squares and products", 1962). */
static void mean_ns(const ExportSeries *series, double *mean, double *deviation)
{
    double count = 0, squares = 0;
    *mean = 0;
    for (size_t i = 0; i < series->samples.count; i++) {
        double value = series->samples.items[i].ns, before = *mean;
        if (isnan(value))
            continue;
        count++;
        *mean += (value - before) / count;
        squares += (value - before) * (value - *mean);
    }
    *deviation = count > 1 ? sqrt(squares / (count - 1)) : 0;
    if (count < 1)
        *mean = *deviation = RESULT_UNKNOWN;
}

static cJSON *figures(const char *name, const ExportSeries *series)
{
    double mean, deviation;
    mean_ns(series, &mean, &deviation);
    cJSON *node = json_new_object();
    json_set_text(node, "name", name);
    json_set_number(node, "ns_per_op", mean);
    json_set_number(node, "ns_per_op_stddev", deviation);
    json_set_number(node, "ns_per_op_variance", mean > 0 ? deviation / mean : 0);
    json_set_number(node, "bytes_per_op", series->bytes.min);
    json_set_number(node, "allocs_per_op", series->allocs.min);
    json_set_number(node, "iterations", (double)series->iterations);
    json_set_number(node, "samples", (double)series->samples.count);
    return node;
}

/* ---- the file -------------------------------------------------------------------------------- */

static const char *known(const char *text)
{
    return text ? text : "unknown";
}

static void set_metadata(PerfFolder *folder, cJSON *file, const Results *results)
{
    const ResultEnvironment *environment = &results->environment;
    cJSON *metadata = json_new_object();
    json_set(file, "metadata", metadata);
    json_set_text(metadata, "go_version_full", environment->go_version);
    json_set_text(metadata, "collected_at", environment->started);
    cJSON *machine = json_add_object(metadata, "system");
    json_set_text(machine, "cpu", known(environment->cpu));
    json_set_text(machine, "os", known(environment->goos));
    json_set_text(machine, "arch", known(environment->goarch));
    cJSON *config = json_add_object(metadata, "benchmark_config");
    json_set_number(config, "iterations", (double)results->iterations);
    json_set_text(config, "benchtime",
                  results->iterations ? bl_arena_printf(&folder->arena, "%llux",
                                                        (unsigned long long)results->iterations)
                                      : "unknown");
}

cJSON *perf_version_file(PerfFolder *folder, const Results *results)
{
    cJSON *file = json_new_object();
    json_set_text(file, "version", perf_version(&folder->arena, results->environment.go_version));
    set_metadata(folder, file, results);
    cJSON *benchmarks = json_add_object(file, "benchmarks");
    PerfEntries entries = {0};
    for (size_t i = 0; i < folder->list.count; i++)
        if (folder->list.items[i].samples.count &&
            perf_same_place(folder, folder->list.items[i].row.results, results))
            bl_vec_push(&entries,
                        (PerfEntry){folder->names[i], i, &folder->list.items[i], NULL, NULL});
    perf_sort(&entries);
    for (size_t i = 0; i < entries.count; i++)
        if (perf_is_last_of_name(&entries, i))
            cJSON_AddItemToObject(benchmarks, entries.items[i].name,
                                  figures(entries.items[i].name, entries.items[i].series));
    bl_vec_free(&entries);
    return file;
}
