/* prometheus.c - the text exposition format, version 0.0.4, of Prometheus
 * (https://prometheus.io/docs/instrumenting/exposition_formats/), for a Pushgateway or the node
 * exporter's folder of text files. Names and units follow its conventions: base units, and what is
 * measured before the unit (https://prometheus.io/docs/practices/naming/).
 *
 * All lines of a metric stand together, and no two have the same labels: that is what series are
 * for.
 */
#include <stdlib.h>
#include <time.h>

#include "exporter/formats.h"
#include "exporter/series.h"
#include "results/number.h"
#include "results/text.h"

/* Everything about one text. */
typedef struct Exposition {
    FILE *out;
    ExportSeriesList list;
    char **labels; /* of each series, without braces */
} Exposition;

/* ---- labels ---------------------------------------------------------------------------------- */

/* Nothing for what is not known: a label without a value is the same as none. */
static void add_label(BlBuf *labels, const char *name, const char *value)
{
    BlBuf valid = {0};
    if (!value)
        return;
    results_append_utf8(&valid, value);
    bl_buf_printf(labels, "%s%s=\"", labels->len ? "," : "", name);
    for (const char *c = bl_buf_view(&valid).ptr; *c; c++) {
        if (*c == '\n')
            bl_buf_puts(labels, "\\n");
        else if (*c == '"' || *c == '\\')
            bl_buf_printf(labels, "\\%c", *c);
        else
            bl_buf_putc(labels, *c);
    }
    bl_buf_putc(labels, '"');
    bl_buf_free(&valid);
}

static void add_environment(BlBuf *labels, const ResultEnvironment *environment)
{
    add_label(labels, "go_version", environment->go_version);
    add_label(labels, "goos", environment->goos);
    add_label(labels, "goarch", environment->goarch);
}

/* All that tells one series from another, see series.h. */
static char *labels_of(const ExportRow *row)
{
    BlBuf labels = {0};
    char procs[24];
    snprintf(procs, sizeof procs, "%llu", (unsigned long long)row->benchmark->procs);
    add_label(&labels, "project", row->project->name);
    add_label(&labels, "package", row->package->import_path);
    add_label(&labels, "benchmark", row->benchmark->name);
    add_label(&labels, "procs", row->benchmark->procs ? procs : NULL);
    add_label(&labels, "engine", result_engine_name(row->benchmark->engine));
    add_environment(&labels, &row->results->environment);
    return labels.data;
}

/* ---- metrics --------------------------------------------------------------------------------- */

static void begin_metric(const Exposition *exposition, const char *name, const char *help)
{
    fprintf(exposition->out, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void write_line(const Exposition *exposition, const char *name, const char *labels,
                       double value)
{
    char number[RESULTS_NUMBER_SIZE];
    results_format_number(value, number);
    fprintf(exposition->out, "%s%s%s%s %s\n", name, *labels ? "{" : "", labels, *labels ? "}" : "",
            number);
}

/* One value of each series, NaN for none. */
typedef double ValueOf(const ExportSeries *series);

static double min_ns(const ExportSeries *series)
{
    return series->ns.min / 1e9;
}

static double median_ns(const ExportSeries *series)
{
    return series->ns.median / 1e9;
}

static double min_bytes(const ExportSeries *series)
{
    return series->bytes.min;
}

static double median_bytes(const ExportSeries *series)
{
    return series->bytes.median;
}

static double min_allocs(const ExportSeries *series)
{
    return series->allocs.min;
}

static double median_allocs(const ExportSeries *series)
{
    return series->allocs.median;
}

static double iterations(const ExportSeries *series)
{
    return (double)series->iterations;
}

static const struct {
    const char *name, *help;
    ValueOf *value;
} metrics[] = {
    {"benchline_allocs_per_op", "Heap allocations of one operation, the fewest measured.",
     min_allocs},
    {"benchline_allocs_per_op_median", "Heap allocations of one operation, the median.",
     median_allocs},
    {"benchline_bytes_per_op",
     "Bytes that one operation allocates on the heap, the fewest measured.", min_bytes},
    {"benchline_bytes_per_op_median", "Bytes that one operation allocates on the heap, the median.",
     median_bytes},
    {"benchline_duration_seconds", "Time that one operation takes, the shortest measured.", min_ns},
    {"benchline_duration_median_seconds", "Time that one operation takes, the median.", median_ns},
    {"benchline_iterations", "Operations that were measured.", iterations},
};

/* A metric that nothing has is left out. */
static void write_metric(const Exposition *exposition, const char *name, const char *help,
                         ValueOf *value_of)
{
    bool begun = false;
    for (size_t i = 0; i < exposition->list.count; i++) {
        const ExportSeries *series = &exposition->list.items[i];
        double value = value_of(series);
        if (isnan(value) || !series->samples.count)
            continue;
        if (!begun)
            begin_metric(exposition, name, help);
        begun = true;
        write_line(exposition, name, exposition->labels[i], value);
    }
}

/* Of the first row: b.ReportMetric has no samples. */
static void write_reported(const Exposition *exposition)
{
    static const char name[] = "benchline_reported_metric";
    bool begun = false;
    for (size_t i = 0; i < exposition->list.count; i++) {
        const ResultBenchmark *benchmark = exposition->list.items[i].row.benchmark;
        for (size_t j = 0; j < benchmark->metrics.count; j++) {
            BlBuf labels = {0};
            bl_buf_puts(&labels, exposition->labels[i]);
            add_label(&labels, "unit", benchmark->metrics.items[j].unit);
            if (!begun)
                begin_metric(exposition, name, "What the benchmark reported in a unit of its own.");
            begun = true;
            write_line(exposition, name, labels.data, benchmark->metrics.items[j].value);
            bl_buf_free(&labels);
        }
    }
}

static void write_statuses(const Exposition *exposition)
{
    static const char name[] = "benchline_status";
    if (!exposition->list.count)
        return;
    begin_metric(exposition, name, "What became of the benchmark; 1 for the status that it has.");
    for (size_t i = 0; i < exposition->list.count; i++) {
        BlBuf labels = {0};
        bl_buf_puts(&labels, exposition->labels[i]);
        add_label(&labels, "status", result_status_name(exposition->list.items[i].status));
        write_line(exposition, name, labels.data, 1);
        bl_buf_free(&labels);
    }
}

/* ---- packages and runs ----------------------------------------------------------------------- */

typedef BL_VEC(char *) Lines;

static void add_package_line(Lines *lines, const Results *results, const ResultProject *project,
                             const ResultPackage *package)
{
    BlBuf labels = {0};
    add_label(&labels, "project", project->name);
    add_label(&labels, "package", package->import_path);
    add_environment(&labels, &results->environment);
    add_label(&labels, "status", result_package_status_name(package->status));
    bl_vec_push(lines, labels.data);
}

static int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorted, so that what several inputs say of one package is said once. */
static void write_packages(const Exposition *exposition, ExportInputs inputs)
{
    static const char name[] = "benchline_package_status";
    Lines lines = {0};
    for (size_t i = 0; i < inputs.count; i++)
        for (size_t j = 0; j < inputs.items[i].projects.count; j++) {
            const ResultProject *project = &inputs.items[i].projects.items[j];
            for (size_t k = 0; k < project->packages.count; k++)
                add_package_line(&lines, &inputs.items[i], project, &project->packages.items[k]);
        }
    if (lines.count) {
        qsort(lines.items, lines.count, sizeof *lines.items, compare_lines);
        begin_metric(exposition, name, "What became of the package; 1 for the status that it has.");
    }
    for (size_t i = 0; i < lines.count; i++)
        if (i == 0 || strcmp(lines.items[i - 1], lines.items[i]) != 0)
            write_line(exposition, name, lines.items[i], 1);
    for (size_t i = 0; i < lines.count; i++)
        free(lines.items[i]);
    bl_vec_free(&lines);
}

/* Seconds since 1970 of an RFC 3339 time in UTC; NaN when it is none. */
static double seconds_since_1970(const char *time)
{
    struct tm fields = {0};
    const char *end = time ? strptime(time, "%Y-%m-%dT%H:%M:%S", &fields) : NULL;
    return end ? (double)timegm(&fields) : RESULT_UNKNOWN;
}

/* Of the newest input: for an alert when nobody measures any more. */
static void write_time(const Exposition *exposition, ExportInputs inputs)
{
    double newest = RESULT_UNKNOWN;
    for (size_t i = 0; i < inputs.count; i++)
        newest = fmax(newest, seconds_since_1970(inputs.items[i].environment.started));
    if (isnan(newest))
        return;
    begin_metric(exposition, "benchline_run_timestamp_seconds",
                 "When the newest of the measurements began, since 1970.");
    write_line(exposition, "benchline_run_timestamp_seconds", "", newest);
}

void export_prometheus(ExportInputs inputs, const ExportOptions *options, FILE *out)
{
    (void)options;
    Exposition exposition = {.out = out};
    export_series(inputs, &exposition.list);
    exposition.labels = bl_alloc((exposition.list.count + 1) * sizeof *exposition.labels);
    for (size_t i = 0; i < exposition.list.count; i++)
        exposition.labels[i] = labels_of(&exposition.list.items[i].row);
    for (size_t i = 0; i < sizeof metrics / sizeof metrics[0]; i++)
        write_metric(&exposition, metrics[i].name, metrics[i].help, metrics[i].value);
    write_reported(&exposition);
    write_statuses(&exposition);
    write_packages(&exposition, inputs);
    write_time(&exposition, inputs);
    for (size_t i = 0; i < exposition.list.count; i++)
        free(exposition.labels[i]);
    free(exposition.labels);
    export_series_free(&exposition.list);
}
