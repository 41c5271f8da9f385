/* formats.c - the table of formats; see exporter.h. */
#include "exporter/formats.h"

const ExportFormat export_formats[] = {
    {"benchfmt", "Go's benchmark text format, which benchstat reads", true, false, export_benchfmt,
     NULL},
    {"csv", "comma-separated values, a row a benchmark", true, true, export_csv, NULL},
    {"json", "the document that run and extract write", false, false, export_json, NULL},
    {"prometheus", "Prometheus' text exposition format", true, false, export_prometheus, NULL},
    {"perf-tracking", "a folder with a file for each Go version, for perf-tracking's page", true,
     false, NULL, export_perf_tracking},
    {"benchline-v0", "the JSON of the first benchline", false, false, export_benchline_v0, NULL},
    {NULL, NULL, false, false, NULL, NULL},
};

const ExportFormat *export_format(const char *name)
{
    for (const ExportFormat *format = export_formats; format->name; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

void export_json(ExportInputs inputs, const ExportOptions *options, FILE *out)
{
    (void)options;
    results_write_json(&inputs.items[0], out);
}
