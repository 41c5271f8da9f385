/* filter.c - benchmarks that are left out by their names; see exporter.h. */
#include <stdlib.h>

#include "benchline/exporter.h"

static FoundTestKind kind_of(const ResultBenchmark *benchmark)
{
    return benchmark->kind == RESULT_KIND_EXAMPLE ? FOUND_EXAMPLE
           : benchmark->kind == RESULT_KIND_FUZZ  ? FOUND_FUZZ
                                                  : FOUND_TEST;
}

static void filter_package(ResultPackage *package, const FindFilter *filter)
{
    size_t kept = 0;
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        ResultBenchmark *benchmark = &package->benchmarks.items[i];
        const char *name = benchmark->test ? benchmark->test : benchmark->name;
        if (find_filter_takes(filter, kind_of(benchmark), name)) {
            package->benchmarks.items[kept++] = *benchmark;
        } else {
            bl_vec_free(&benchmark->samples);
            bl_vec_free(&benchmark->notes);
            bl_vec_free(&benchmark->metrics);
        }
    }
    package->benchmarks.count = kept;
}

void export_filter(Results *results, const FindFilter *filter)
{
    for (size_t i = 0; i < results->projects.count; i++) {
        ResultProject *project = &results->projects.items[i];
        for (size_t j = 0; j < project->packages.count; j++)
            filter_package(&project->packages.items[j], filter);
    }
}
