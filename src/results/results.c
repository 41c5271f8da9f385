/* results.c - rows into the model and counts out of it; see results.h.
 *
 * The model is filled front to back, by one thread, and never edited structurally afterwards, so
 * growable arrays of plain structs and one arena for the strings are all it needs.
 */
#include "benchline/results.h"

#include <stdlib.h>

const char *result_status_name(ResultStatus status)
{
    static const char *const names[RESULT_STATUS_COUNT] = {
#define X(name, text) [RESULT_##name] = text,
        RESULT_STATUSES(X)
#undef X
    };
    return names[status];
}

const char *result_engine_name(ResultEngine engine)
{
    static const char *const names[RESULT_ENGINE_COUNT] = {
#define X(name, text) [RESULT_BY_##name] = text,
        RESULT_ENGINES(X)
#undef X
    };
    return names[engine];
}

const char *result_kind_name(ResultKind kind)
{
    static const char *const names[RESULT_KIND_COUNT] = {
#define X(name, text, words) [RESULT_KIND_##name] = text,
        RESULT_KINDS(X)
#undef X
    };
    return names[kind];
}

const char *result_conversion_name(ResultConversion conversion)
{
    static const char *const names[RESULT_CONVERSION_COUNT] = {
#define X(name, text) [RESULT_FROM_##name] = text,
        RESULT_CONVERSIONS(X)
#undef X
    };
    return names[conversion];
}

const char *result_package_status_name(ResultPackageStatus status)
{
    static const char *const names[RESULT_PACKAGE_STATUS_COUNT] = {
#define X(name, text) [RESULT_PACKAGE_##name] = text,
        RESULT_PACKAGE_STATUSES(X)
#undef X
    };
    return names[status];
}

void results_init(Results *results, const char *source)
{
    *results = (Results){.wall_seconds = RESULT_UNKNOWN};
    results->source = bl_str_dup(&results->arena, bl_cstr(source));
}

static void free_package(ResultPackage *package)
{
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        bl_vec_free(&package->benchmarks.items[i].samples);
        bl_vec_free(&package->benchmarks.items[i].metrics);
    }
    bl_vec_free(&package->benchmarks);
}

void results_free(Results *results)
{
    for (size_t i = 0; i < results->projects.count; i++) {
        ResultProject *project = &results->projects.items[i];
        for (size_t j = 0; j < project->packages.count; j++)
            free_package(&project->packages.items[j]);
        bl_vec_free(&project->packages);
    }
    bl_vec_free(&results->projects);
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

static int compare_numbers(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sorts the values, of which there is at least one. */
static void min_and_median(double *values, size_t count, double *min, double *median)
{
    qsort(values, count, sizeof *values, compare_numbers);
    *min = values[0];
    *median = count % 2 ? values[count / 2] : (values[count / 2 - 1] + values[count / 2]) / 2;
}

/* FIELD is a member of ResultSample. */
#define SUMMARISE(benchmark, values, field, min, median)                         \
    do {                                                                         \
        for (size_t i = 0; i < (benchmark)->samples.count; i++)                  \
            (values)[i] = (benchmark)->samples.items[i].field;                   \
        min_and_median((values), (benchmark)->samples.count, &(min), &(median)); \
    } while (0)

void results_summarise(ResultBenchmark *benchmark)
{
    size_t count = benchmark->samples.count;
    benchmark->iterations = 0;
    for (size_t i = 0; i < count; i++)
        benchmark->iterations += benchmark->samples.items[i].operations;
    if (!count)
        return;
    double *values = bl_alloc(count * sizeof *values);
    SUMMARISE(benchmark, values, ns, benchmark->ns_per_op, benchmark->ns_median);
    SUMMARISE(benchmark, values, bytes, benchmark->bytes_per_op, benchmark->bytes_median);
    SUMMARISE(benchmark, values, allocs, benchmark->allocs_per_op, benchmark->allocs_median);
    free(values);
    benchmark->noisy = benchmark->allocs_median > benchmark->allocs_per_op ||
                       benchmark->bytes_median > benchmark->bytes_per_op;
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
