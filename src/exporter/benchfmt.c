/* benchfmt.c - Go's benchmark text format, https://golang.org/design/14313-benchmark-format: what
 * `go test -bench` prints, and benchstat and `benchline extract` read.
 *
 * A sample is a result line, so that benchstat computes medians and confidence intervals from what
 * was measured. Lines that are neither results nor `key: value` are ignored by benchstat; what was
 * not measured stands in such lines, as package testing and the go command write them, so that
 * `benchline extract` reads them too.
 */
#include <stdlib.h>

#include "exporter/formats.h"
#include "exporter/go_name.h"
#include "exporter/series.h"
#include "results/number.h"

/* ---- configuration --------------------------------------------------------------------------- */

/* The keys in force; benchstat has a table for each combination of values. */
typedef struct Writer {
    FILE *out;
    BlBuf scratch;
    bool name_projects; /* packages of several projects have the same path */
    const char *goos, *goarch, *cpu, *go, *project, *package, *engine;
} Writer;

/* On one line. */
static void write_line(Writer *writer, const char *text)
{
    for (; *text; text++)
        fputc((unsigned char)*text < ' ' || *text == 0x7F ? ' ' : *text, writer->out);
    fputc('\n', writer->out);
}

/* A key without a value is in force no longer. */
static void set_key(Writer *writer, const char *key, const char **field, const char *value)
{
    if (*field == value || (*field && value && strcmp(*field, value) == 0))
        return;
    *field = value;
    fprintf(writer->out, "%s: ", key);
    write_line(writer, value ? value : "");
}

static void set_environment(Writer *writer, const ResultEnvironment *environment)
{
    set_key(writer, "goos", &writer->goos, environment->goos);
    set_key(writer, "goarch", &writer->goarch, environment->goarch);
    set_key(writer, "cpu", &writer->cpu, environment->cpu);
    set_key(writer, "go", &writer->go, environment->go_version);
}

/* ---- units ----------------------------------------------------------------------------------- */

/* A unit is exact when no benchmark has two values of it: benchstat then needs no more than one,
 * and says so of every benchmark that has. */
static void write_units(ExportInputs inputs, FILE *out)
{
    bool bytes = true, allocs = true;
    ExportSeriesList list = {0};
    export_series(inputs, &list);
    for (size_t i = 0; i < list.count; i++) {
        const ExportSeries *series = &list.items[i];
        for (size_t j = 1; j < series->samples.count; j++) {
            const ResultSample *before = &series->samples.items[j - 1];
            bytes &= !(fabs(series->samples.items[j].bytes - before->bytes) > 0);
            allocs &= !(fabs(series->samples.items[j].allocs - before->allocs) > 0);
        }
    }
    export_series_free(&list);
    if (bytes)
        fputs("Unit B/op assume=exact\n", out);
    if (allocs)
        fputs("Unit allocs/op assume=exact\n", out);
}

/* ---- results --------------------------------------------------------------------------------- */

/* As package testing prints it: "BenchmarkX-8". */
static const char *printed_name(Writer *writer, const ResultBenchmark *benchmark)
{
    bl_buf_clear(&writer->scratch);
    export_go_name(&writer->scratch, benchmark->name);
    if (benchmark->procs > 1)
        bl_buf_printf(&writer->scratch, "-%llu", (unsigned long long)benchmark->procs);
    return bl_buf_view(&writer->scratch).ptr;
}

static void write_value(Writer *writer, double value, const char *unit)
{
    char number[RESULTS_NUMBER_SIZE];
    if (isnan(value))
        return;
    results_format_number(value, number);
    fprintf(writer->out, "\t%10s %s", number, unit);
}

static void write_figures(Writer *writer, const ResultSample *sample)
{
    write_value(writer, sample->ns, "ns/op");
    write_value(writer, sample->bytes, "B/op");
    write_value(writer, sample->allocs, "allocs/op");
}

static void write_metrics(Writer *writer, const ResultBenchmark *benchmark)
{
    for (size_t i = 0; i < benchmark->metrics.count; i++) {
        const ResultMetric *metric = &benchmark->metrics.items[i];
        bl_buf_clear(&writer->scratch);
        export_go_name(&writer->scratch, metric->unit);
        if (writer->scratch.len)
            write_value(writer, metric->value, writer->scratch.data);
    }
}

/* A line needs a number of iterations and a measurement. Metrics are the benchmark's, not a
 * sample's, and stand in its first line. */
static void write_result(Writer *writer, const ResultBenchmark *benchmark,
                         const ResultSample *sample, bool first)
{
    bool metrics = first && benchmark->metrics.count;
    if (!metrics && isnan(sample->ns) && isnan(sample->bytes) && isnan(sample->allocs))
        return;
    fprintf(writer->out, "%s\t%8llu", printed_name(writer, benchmark),
            (unsigned long long)(sample->operations ? sample->operations : 1));
    write_figures(writer, sample);
    if (metrics)
        write_metrics(writer, benchmark);
    fputc('\n', writer->out);
}

static void write_verdict(Writer *writer, const ResultBenchmark *benchmark)
{
    bool plain = benchmark->status == RESULT_SKIPPED || benchmark->status == RESULT_FAILED;
    fprintf(writer->out, "--- %s: %s\n    ", benchmark->status == RESULT_SKIPPED ? "SKIP" : "FAIL",
            printed_name(writer, benchmark));
    if (!plain)
        fprintf(writer->out, "%s%s", result_status_name(benchmark->status),
                benchmark->reason ? ": " : "");
    write_line(writer, benchmark->reason ? benchmark->reason : "");
}

static void write_benchmark(Writer *writer, const ResultBenchmark *benchmark)
{
    ResultSample row = {.operations = benchmark->iterations,
                        .ns = benchmark->ns_per_op,
                        .bytes = benchmark->bytes_per_op,
                        .allocs = benchmark->allocs_per_op};
    if (benchmark->status != RESULT_OK) {
        write_verdict(writer, benchmark);
        return;
    }
    set_key(writer, "engine", &writer->engine, result_engine_name(benchmark->engine));
    if (!benchmark->samples.count)
        write_result(writer, benchmark, &row, true);
    for (size_t i = 0; i < benchmark->samples.count; i++)
        write_result(writer, benchmark, &benchmark->samples.items[i], i == 0);
}

/* ---- packages -------------------------------------------------------------------------------- */

static bool has_failed(const ResultPackage *package)
{
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        ResultStatus status = package->benchmarks.items[i].status;
        if (status != RESULT_OK && status != RESULT_SKIPPED)
            return true;
    }
    return package->status == RESULT_PACKAGE_RUN_FAILED;
}

/* A package that was not run, as the go command says it. */
static void write_not_run(Writer *writer, const ResultPackage *package)
{
    const char *path = package->import_path ? package->import_path : "";
    if (package->status == RESULT_PACKAGE_NO_TESTS) {
        fprintf(writer->out, "?   \t%s\t[no test files]\n", path);
        return;
    }
    bool build = package->status == RESULT_PACKAGE_BUILD_FAILED;
    fprintf(writer->out, "# %s\n    ", path);
    write_line(writer, package->reason ? package->reason : "");
    fprintf(writer->out, "FAIL\t%s [%s failed]\n", path, build ? "build" : "setup");
}

static void write_end(Writer *writer, const ResultPackage *package)
{
    bool failed = has_failed(package);
    fputs(failed ? "FAIL\n" : "PASS\n", writer->out);
    if (package->import_path && !isnan(package->run_seconds))
        fprintf(writer->out, "%s\t%s\t%.3fs\n", failed ? "FAIL" : "ok  ", package->import_path,
                package->run_seconds);
}

static void write_package(Writer *writer, const ResultProject *project,
                          const ResultPackage *package)
{
    bool ran = package->status == RESULT_PACKAGE_OK || package->status == RESULT_PACKAGE_RUN_FAILED;
    if (!ran && !package->benchmarks.count) {
        write_not_run(writer, package);
        return;
    }
    if (writer->name_projects)
        set_key(writer, "project", &writer->project, project->name);
    set_key(writer, "pkg", &writer->package, package->import_path);
    for (size_t i = 0; i < package->benchmarks.count; i++)
        write_benchmark(writer, &package->benchmarks.items[i]);
    if (ran)
        write_end(writer, package);
    else
        write_not_run(writer, package);
}

void export_benchfmt(ExportInputs inputs, const ExportOptions *options, FILE *out)
{
    (void)options;
    Writer writer = {.out = out};
    write_units(inputs, out);
    for (size_t i = 0; i < inputs.count; i++) {
        const Results *results = &inputs.items[i];
        writer.name_projects = export_paths_collide(results); /* they would be one to benchstat */
        if (!writer.name_projects)
            set_key(&writer, "project", &writer.project, NULL);
        set_environment(&writer, &results->environment);
        for (size_t j = 0; j < results->projects.count; j++) {
            const ResultProject *project = &results->projects.items[j];
            for (size_t k = 0; k < project->packages.count; k++)
                write_package(&writer, project, &project->packages.items[k]);
        }
    }
    bl_buf_free(&writer.scratch);
}
