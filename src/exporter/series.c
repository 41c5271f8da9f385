/* series.c - see series.h. Rows are sorted by what tells series apart, so that those of one series
 * stand together, and the series then by their first rows. */
#include "exporter/series.h"

#include <stdlib.h>

#include "benchline/stats.h"

typedef BL_VEC(ExportRow) Rows;

void export_each_row(ExportInputs inputs, void (*take)(void *context, ExportRow row), void *context)
{
    ExportRow row = {0};
    for (size_t i = 0; i < inputs.count; i++) {
        row.results = &inputs.items[i];
        for (size_t j = 0; j < row.results->projects.count; j++) {
            row.project = &row.results->projects.items[j];
            for (size_t k = 0; k < row.project->packages.count; k++) {
                row.package = &row.project->packages.items[k];
                for (size_t l = 0; l < row.package->benchmarks.count; l++) {
                    row.benchmark = &row.package->benchmarks.items[l];
                    take(context, row);
                    row.index++;
                }
            }
        }
    }
}

/* ---- which rows belong together -------------------------------------------------------------- */

int export_compare_texts(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

int export_compare_counts(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_environments(const ResultEnvironment *a, const ResultEnvironment *b)
{
    int order = export_compare_texts(a->go_version, b->go_version);
    if (!order)
        order = export_compare_texts(a->goos, b->goos);
    return order ? order : export_compare_texts(a->goarch, b->goarch);
}

static int compare_keys(const ExportRow *a, const ExportRow *b)
{
    int order = compare_environments(&a->results->environment, &b->results->environment);
    if (!order)
        order = export_compare_texts(a->project->name, b->project->name);
    if (!order)
        order = export_compare_texts(a->package->import_path, b->package->import_path);
    if (!order)
        order = export_compare_texts(a->benchmark->name, b->benchmark->name);
    if (!order)
        order = export_compare_counts(a->benchmark->procs, b->benchmark->procs);
    if (!order)
        order = export_compare_counts(a->benchmark->engine, b->benchmark->engine);
    return order;
}

static int compare_rows(const void *a, const void *b)
{
    const ExportRow *x = a, *y = b;
    int order = compare_keys(x, y);
    return order ? order : export_compare_counts(x->index, y->index);
}

static int compare_series(const void *a, const void *b)
{
    const ExportSeries *x = a, *y = b;
    return export_compare_counts(x->row.index, y->row.index);
}

/* ---- what they come to ----------------------------------------------------------------------- */

/* Of the samples in which it was measured; `offset` is that of a figure in ResultSample. */
static ExportFigure figure(const ExportSeries *series, size_t offset)
{
    double *values = bl_alloc((series->samples.count + 1) * sizeof *values);
    size_t count = 0;
    for (size_t i = 0; i < series->samples.count; i++) {
        const char *sample = (const char *)&series->samples.items[i];
        double value = *(const double *)(const void *)(sample + offset);
        if (!isnan(value))
            values[count++] = value;
    }
    ExportFigure result = {stats_quantile(values, count, 0), stats_quantile(values, count, 0.5)};
    free(values);
    return result;
}

static void add_samples(ExportSeries *series, const ResultBenchmark *benchmark)
{
    if (benchmark->status != RESULT_OK)
        return;
    for (size_t i = 0; i < benchmark->samples.count; i++)
        bl_vec_push(&series->samples, benchmark->samples.items[i]);
    if (!benchmark->samples.count)
        bl_vec_push(&series->samples, (ResultSample){.operations = benchmark->iterations,
                                                     .ns = benchmark->ns_per_op,
                                                     .bytes = benchmark->bytes_per_op,
                                                     .allocs = benchmark->allocs_per_op});
}

static void add_row(ExportSeries *series, const ResultBenchmark *benchmark)
{
    series->rows++;
    if (series->status == RESULT_OK)
        series->status = benchmark->status;
    series->iterations += benchmark->iterations;
    add_samples(series, benchmark);
}

static void summarise(ExportSeries *series)
{
    const ResultBenchmark *only = series->row.benchmark;
    if (series->rows > 1) {
        series->ns = figure(series, offsetof(ResultSample, ns));
        series->bytes = figure(series, offsetof(ResultSample, bytes));
        series->allocs = figure(series, offsetof(ResultSample, allocs));
        return;
    }
    series->ns = (ExportFigure){only->ns_per_op, only->ns_median};
    series->bytes = (ExportFigure){only->bytes_per_op, only->bytes_median};
    series->allocs = (ExportFigure){only->allocs_per_op, only->allocs_median};
}

/* ---- all ------------------------------------------------------------------------------------- */

static void collect(void *context, ExportRow row)
{
    Rows *rows = context;
    bl_vec_push(rows, row);
}

void export_series(ExportInputs inputs, ExportSeriesList *list)
{
    Rows rows = {0};
    export_each_row(inputs, collect, &rows);
    if (rows.count)
        qsort(rows.items, rows.count, sizeof *rows.items, compare_rows);
    for (size_t i = 0; i < rows.count; i++) {
        if (i == 0 || compare_keys(&rows.items[i - 1], &rows.items[i]) != 0)
            bl_vec_push(list, (ExportSeries){.row = rows.items[i]});
        add_row(&list->items[list->count - 1], rows.items[i].benchmark);
    }
    bl_vec_free(&rows);
    for (size_t i = 0; i < list->count; i++)
        summarise(&list->items[i]);
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_series);
}

void export_series_free(ExportSeriesList *list)
{
    for (size_t i = 0; i < list->count; i++)
        bl_vec_free(&list->items[i].samples);
    bl_vec_free(list);
}

/* ---- names of packages ----------------------------------------------------------------------- */

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool export_paths_collide(const Results *results)
{
    BL_VEC(const char *) paths = {0};
    bool collide = false;
    if (strcmp(results->source, "run") != 0)
        return false;
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++) {
            const char *path = results->projects.items[i].packages.items[j].import_path;
            if (path)
                bl_vec_push(&paths, path);
        }
    if (paths.count)
        qsort(paths.items, paths.count, sizeof *paths.items, compare_paths);
    for (size_t i = 1; i < paths.count; i++)
        collide |= strcmp(paths.items[i - 1], paths.items[i]) == 0;
    bl_vec_free(&paths);
    return collide;
}
