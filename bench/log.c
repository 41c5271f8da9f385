/* log.c - what reading a log takes, without showing what was read: `log LOG` prints how many
 * results and values are in it, as log_peer does. See log.sh. */
#include <stdio.h>

#include "benchline/extractor.h"

typedef struct Count {
    size_t results, values;
} Count;

static void count_package(const ResultPackage *package, Count *count)
{
    for (size_t i = 0; i < package->benchmarks.count; i++) {
        const ResultBenchmark *row = &package->benchmarks.items[i];
        if (row->status != RESULT_OK)
            continue;
        count->results++;
        double figures[] = {row->ns_per_op, row->bytes_per_op, row->allocs_per_op};
        count->values += row->metrics.count;
        for (size_t j = 0; j < sizeof figures / sizeof figures[0]; j++)
            count->values += isnan(figures[j]) ? 0 : 1;
    }
}

int main(int argc, char **argv)
{
    Results results;
    BlDiags diags = {0};
    Count count = {0};
    if (argc != 2) {
        fputs("usage: log LOG\n", stderr);
        return 2;
    }
    results_init(&results, "log");
    bool read = extract_file(&results, argv[1], &diags);
    bl_diag_print(&diags, false, stderr);
    for (size_t i = 0; i < results.projects.count; i++)
        for (size_t j = 0; j < results.projects.items[i].packages.count; j++)
            count_package(&results.projects.items[i].packages.items[j], &count);
    printf("%zu %zu\n", count.results, count.values);
    bl_diag_free(&diags);
    results_free(&results);
    return read ? 0 : 1;
}
