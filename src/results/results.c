/* results.c - rows into the model and counts out of it; see results.h.
 *
 * The model is filled front to back, by one thread, and never edited structurally afterwards, so
 * growable arrays of plain structs and one arena for the strings are all it needs.
 */
#include "benchline/results.h"
#include "benchline/stats.h"

#include <stdlib.h>

/* 128 random bits: no two runs of anybody's share them. */
static const char *new_id(BlArena *arena)
{
    unsigned char bytes[RESULTS_ID_LENGTH / 2];
    BlBuf text = {0};
    bl_random(bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof bytes; i++)
        bl_buf_printf(&text, "%02x", bytes[i]);
    const char *id = bl_str_dup(arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return id;
}

bool results_is_id(const char *text)
{
    return strlen(text) == RESULTS_ID_LENGTH && text[strspn(text, "0123456789abcdef")] == '\0';
}

void results_init(Results *results, const char *source)
{
    *results = (Results){.wall_seconds = RESULT_UNKNOWN, .finished = true};
    results->id = new_id(&results->arena);
    results->source = bl_str_dup(&results->arena, bl_cstr(source));
    results->tool_version = BENCHLINE_VERSION;
}

void results_free_rows(ResultPackage *package)
{
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        bl_vec_free(&package->benchmarks.items[i].samples);
        bl_vec_free(&package->benchmarks.items[i].notes);
        bl_vec_free(&package->benchmarks.items[i].metrics);
    }
    bl_vec_free(&package->benchmarks);
}

void results_free(Results *results)
{
    for (size_t i = 0; i < results->projects.count; i++) {
        ResultProject *project = &results->projects.items[i];
        for (size_t j = 0; j < project->packages.count; j++)
            results_free_rows(&project->packages.items[j]);
        bl_vec_free(&project->packages);
    }
    bl_vec_free(&results->projects);
    bl_vec_free(&results->cpu);
    bl_arena_free(&results->arena);
}

static const char *copy_text(Results *results, const char *text)
{
    return text ? bl_str_dup(&results->arena, bl_cstr(text)) : NULL;
}

ResultProject *results_add_project(Results *results, const char *name, const char *dir)
{
    ResultProject project = {.name = copy_text(results, name), .dir = copy_text(results, dir)};
    bl_vec_push(&results->projects, project);
    return &results->projects.items[results->projects.count - 1];
}

ResultPackage *results_add_package(Results *results, ResultProject *project,
                                   const char *import_path)
{
    ResultPackage package = {
        .import_path = copy_text(results, import_path),
        .build_seconds = RESULT_UNKNOWN,
        .run_seconds = RESULT_UNKNOWN,
    };
    bl_vec_push(&project->packages, package);
    return &project->packages.items[project->packages.count - 1];
}

ResultBenchmark *results_add_benchmark(Results *results, ResultPackage *package, const char *name)
{
    ResultBenchmark benchmark = {
        .name = copy_text(results, name),
        .ns_per_op = RESULT_UNKNOWN,
        .bytes_per_op = RESULT_UNKNOWN,
        .allocs_per_op = RESULT_UNKNOWN,
        .ns_median = RESULT_UNKNOWN,
        .bytes_median = RESULT_UNKNOWN,
        .allocs_median = RESULT_UNKNOWN,
        .check = {.bytes_per_op = RESULT_UNKNOWN, .allocs_per_op = RESULT_UNKNOWN},
    };
    bl_vec_push(&package->benchmarks, benchmark);
    return &package->benchmarks.items[package->benchmarks.count - 1];
}

ResultBenchmark *results_copy_benchmark(Results *results, ResultPackage *package,
                                        const ResultBenchmark *benchmark)
{
    ResultBenchmark copy = *benchmark;
    copy.name = copy_text(results, benchmark->name);
    copy.test = copy_text(results, benchmark->test);
    copy.file = copy_text(results, benchmark->file);
    copy.conversion_reason = copy_text(results, benchmark->conversion_reason);
    copy.inline_reason = copy_text(results, benchmark->inline_reason);
    copy.reason = copy_text(results, benchmark->reason);
    copy.check.reason = copy_text(results, benchmark->check.reason);
    memset(&copy.samples, 0, sizeof copy.samples);
    memset(&copy.notes, 0, sizeof copy.notes);
    memset(&copy.metrics, 0, sizeof copy.metrics);
    for (size_t i = 0; i < benchmark->samples.count; i++)
        bl_vec_push(&copy.samples, benchmark->samples.items[i]);
    for (size_t i = 0; i < benchmark->notes.count; i++)
        bl_vec_push(&copy.notes, copy_text(results, benchmark->notes.items[i]));
    for (size_t i = 0; i < benchmark->metrics.count; i++)
        bl_vec_push(&copy.metrics,
                    (ResultMetric){copy_text(results, benchmark->metrics.items[i].unit),
                                   benchmark->metrics.items[i].value});
    bl_vec_push(&package->benchmarks, copy);
    return &package->benchmarks.items[package->benchmarks.count - 1];
}

void results_copy_head(Results *results, ResultPackage *package, const ResultPackage *from)
{
    package->status = from->status;
    package->reason = copy_text(results, from->reason);
    package->fallback = copy_text(results, from->fallback);
    package->note = copy_text(results, from->note);
    package->build_seconds = from->build_seconds;
    package->run_seconds = from->run_seconds;
}

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where in a sample a figure stands. */
enum {
    NS = offsetof(ResultSample, ns),
    BYTES = offsetof(ResultSample, bytes),
    ALLOCS = offsetof(ResultSample, allocs)
};

/* One figure of all samples; to be freed. */
static double *figures_of(const ResultSample *samples, size_t count, size_t figure)
{
    double *values = bl_alloc((count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        memcpy(&values[i], (const char *)&samples[i] + figure, sizeof *values);
    return values;
}

/* Of all samples, of which there is at least one. */
static void min_and_median(const ResultBenchmark *benchmark, size_t figure, double *min,
                           double *median)
{
    size_t count = benchmark->samples.count;
    double *values = figures_of(benchmark->samples.items, count, figure);
    qsort(values, count, sizeof *values, compare_numbers);
    *min = values[0];
    *median = count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
    free(values);
}

/* What the runtime allocates now and then, and what a pool lost at a collection, is in each mean of
 * many operations, a little of it: the more, the more they allocate. The least that escapes is an
 * allocation, and 8 bytes. */
static bool means_differ(const ResultBenchmark *benchmark)
{
    const double one_byte = 1, part_of_bytes = 0.0001;
    double part = benchmark->bytes_per_op * part_of_bytes;
    return benchmark->allocs_median > benchmark->allocs_per_op + RESULT_RUNTIME_ALLOCS ||
           benchmark->bytes_median > benchmark->bytes_per_op + (part > one_byte ? part : one_byte);
}

static bool iterations_differ(const ResultBenchmark *benchmark)
{
    return benchmark->allocs_median > benchmark->allocs_per_op ||
           benchmark->bytes_median > benchmark->bytes_per_op;
}

void results_summarise(ResultBenchmark *benchmark)
{
    size_t count = benchmark->samples.count;
    benchmark->iterations = 0;
    for (size_t i = 0; i < count; i++)
        benchmark->iterations += benchmark->samples.items[i].operations;
    if (!count)
        return;
    min_and_median(benchmark, NS, &benchmark->ns_per_op, &benchmark->ns_median);
    min_and_median(benchmark, BYTES, &benchmark->bytes_per_op, &benchmark->bytes_median);
    min_and_median(benchmark, ALLOCS, &benchmark->allocs_per_op, &benchmark->allocs_median);
    benchmark->noisy =
        count < benchmark->iterations ? means_differ(benchmark) : iterations_differ(benchmark);
}

static double variation_of(const ResultSample *samples, size_t count, size_t figure)
{
    double *values = figures_of(samples, count, figure);
    double cv = stats_cv(values, count);
    free(values);
    return cv;
}

double results_variation(const ResultSample *samples, size_t count, bool time)
{
    if (time)
        return variation_of(samples, count, NS);
    return fmax(variation_of(samples, count, BYTES), /* NaN is no number to fmax() */
                variation_of(samples, count, ALLOCS));
}

static bool is_checked(const ResultBenchmark *benchmark)
{
    return benchmark->status == RESULT_OK && benchmark->check.engine != RESULT_BY_UNKNOWN &&
           benchmark->check.status == RESULT_OK;
}

/* Figures are whole numbers of one iteration, so they are the same or they are not. */
bool results_differ(const ResultBenchmark *benchmark)
{
    return is_checked(benchmark) &&
           (fabs(benchmark->allocs_per_op - benchmark->check.allocs_per_op) > 0 ||
            fabs(benchmark->bytes_per_op - benchmark->check.bytes_per_op) > 0);
}

static void count_package(const ResultPackage *package, ResultTotals *totals)
{
    totals->packages++;
    totals->packages_by_status[package->status]++;
    totals->benchmarks += package->benchmarks.count;
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        const ResultBenchmark *benchmark = &package->benchmarks.items[i];
        totals->by_status[benchmark->status]++;
        totals->checked += is_checked(benchmark);
        totals->differing += results_differ(benchmark);
        totals->by_kind[benchmark->kind]++;
    }
}

ResultTotals results_totals(const Results *results)
{
    ResultTotals totals = {.projects = results->projects.count};
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        for (size_t j = 0; j < project->packages.count; j++)
            count_package(&project->packages.items[j], &totals);
    }
    return totals;
}
