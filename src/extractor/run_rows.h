/* run_rows.h - the rows of a run in progress.
 *
 * What becomes of a name and who is to blame is only known when the run is over, so that its rows
 * wait here. There may be millions: one takes 40 bytes, and repetitions (-count) share their name.
 * Each becomes a ResultBenchmark when it is handed over.
 */
#ifndef EXTRACTOR_RUN_ROWS_H
#define EXTRACTOR_RUN_ROWS_H

#include "benchline/results.h"
#include "extractor/bench_line.h"
#include "extractor/bench_names.h"

typedef struct RunRow {
    uint64_t iterations;
    double ns_per_op, bytes_per_op, allocs_per_op; /* NaN: not measured */
    uint32_t name;                                 /* index */
    uint32_t rest;                                 /* index + 1; 0: none, and the status is ok */
} RunRow;

/* What most rows do not have. */
typedef struct RunRest {
    ResultStatus status;
    const char *reason; /* NULL: none yet, or none */
    size_t metrics, metric_count;
} RunRest;

/* Zero-initialise to start; rows_clear() makes it ready for the next run, rows_free() ends it. */
typedef struct RunRows {
    BL_VEC(RunRow) all;
    RunNames names;
    BL_VEC(RunRest) rests;
    BL_VEC(ResultMetric) metrics;
    BL_VEC(const char *) units; /* those of `metrics`, once each as far as that is cheap */
    BlArena arena;              /* of names, units and reasons */
} RunRows;

/* Who takes the rows of a run that is over: as in ExtractSink. */
typedef struct RunTaker {
    void (*row)(void *context, const ResultPackage *package, const ResultBenchmark *row);
    void *context;
    const ResultPackage *package;
} RunTaker;

/* A row at the end, without figures, under a name of its own. */
RunRow *rows_add(RunRows *rows, BlStr name, ResultStatus status);
/* A result, under the last name if that is the same. `announced` is the length of the name that -v
 * printed before, with which GOMAXPROCS it ran being `procs`; 0 when there is none. */
RunRow *rows_add_result(RunRows *rows, BlStr name, size_t announced, uint64_t procs);
/* The last name is that of results that nothing announced. For who adds rows to `all` by himself.
 */
void rows_use_name(RunRows *rows, BlStr name);
/* A measurement of the last row. A unit that occurs twice counts once, as benchfmt's
 * Result.Value() has it. */
void rows_add_value(RunRows *rows, const BenchValue *value);
/* Whether a unit has a field of its own: ns/op, B/op, allocs/op. */
bool rows_is_field(BlStr unit);
/* Of a row that has none yet, the rest becomes "ok" until somebody says otherwise. */
RunRest *rows_rest(RunRows *rows, size_t row);
ResultStatus rows_status(const RunRows *rows, size_t row);
/* A reason is copied. */
void rows_set_reason(RunRows *rows, size_t row, BlStr reason);
/* As settled; before that, as printed. */
BlStr rows_name(const RunRows *rows, size_t row);

/* Hands over the rows in their order, but not those for which `skip` is true, which is asked of
 * rows with a rest. Names must be settled. Afterwards the rows have to be cleared. Returns how
 * many. */
size_t rows_hand_over(RunRows *rows, bool (*skip)(const RunRows *rows, size_t row),
                      const RunTaker *taker);
void rows_clear(RunRows *rows);
void rows_free(RunRows *rows);

#endif
