/* log.c - what reading a log takes, without keeping what was read: `log LOG` prints how many
 * results and values are in it, as log_peer does. See log.sh. */
#include <stdio.h>

#include "benchline/extractor.h"

typedef struct Count {
    size_t results, values;
} Count;

static void count_row(void *context, const ResultPackage *package, const ResultBenchmark *row)
{
    Count *count = context;
    double figures[] = {row->ns_per_op, row->bytes_per_op, row->allocs_per_op};
    (void)package;
    if (row->status != RESULT_OK)
        return;
    count->results++;
    count->values += row->metrics.count;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
        count->values += isnan(figures[i]) ? 0 : 1;
}

int main(int argc, char **argv)
{
    Results results;
    BlDiags diags = {0};
    Count count = {0};
    ExtractSink sink = {.row = count_row, .context = &count};
    if (argc != 2) {
        fputs("usage: log LOG\n", stderr);
        return 2;
    }
    results_init(&results, "log");
    bool read = extract_file_to(&results, argv[1], &sink, &diags);
    bl_diag_print(&diags, false, stderr);
    printf("%zu %zu\n", count.results, count.values);
    bl_diag_free(&diags);
    results_free(&results);
    return read ? 0 : 1;
}
