/* series.h - all that was measured of one benchmark.
 *
 * A log has a row for each of -count, and several inputs may hold the same benchmark; formats in
 * which a name stands once need them together. What tells one series from another: Go version,
 * system and processor, project, package, name, GOMAXPROCS and engine.
 */
#ifndef BENCHLINE_EXPORTER_SERIES_H
#define BENCHLINE_EXPORTER_SERIES_H

#include "benchline/exporter.h"

/* A benchmark's row, and what it belongs to. */
typedef struct ExportRow {
    const Results *results;
    const ResultProject *project;
    const ResultPackage *package;
    const ResultBenchmark *benchmark;
    size_t index; /* in the order of the inputs */
} ExportRow;

/* What a series comes to; NaN: not measured. */
typedef struct ExportFigure {
    double min, median;
} ExportFigure;

typedef struct ExportSeries {
    ExportRow row; /* the first */
    size_t rows;
    ResultStatus status;          /* of the first row that is not ok, or else ok */
    uint64_t iterations;          /* of all rows */
    BL_VEC(ResultSample) samples; /* of the rows that are ok; a row without samples is one itself */
    ExportFigure ns, bytes, allocs; /* of one row its own, of several those of the samples */
} ExportSeries;

typedef BL_VEC(ExportSeries) ExportSeriesList;

/* In the order in which each first occurs. */
void export_series(ExportInputs inputs, ExportSeriesList *list);
void export_series_free(ExportSeriesList *list);

/* Have packages of two projects one import path? Never in a log, whose projects are its files. */
bool export_paths_collide(const Results *results);

/* As strcmp(), what is NULL before the others. */
int export_compare_texts(const char *a, const char *b);
int export_compare_counts(uint64_t a, uint64_t b);

/* Calls `take` with each row. */
void export_each_row(ExportInputs inputs, void (*take)(void *context, ExportRow row),
                     void *context);

#endif
