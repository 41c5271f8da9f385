/* store.h - results that are kept: any number of runs in one file, which is an SQLite database.
 *
 * docs/store.md describes the file. What goes in comes out again without loss: an imported run that
 * is written as JSON gives the bytes that it was imported from.
 *
 * Everything that goes wrong is said to the diagnostics that the store was opened with, once, and
 * the function returns false; the file is then as it was before the call. Several programs may use
 * a store at a time: readers never wait, and a writer waits for another one for half a minute.
 */
#ifndef BENCHLINE_STORE_H
#define BENCHLINE_STORE_H

#include "benchline/diag.h"
#include "benchline/results.h"

enum {
    STORE_VERSION = 4,              /* of the tables, PRAGMA user_version */
    STORE_APPLICATION = 0x424C4E45, /* "BLNE", PRAGMA application_id */
};

typedef struct Store Store;
typedef int64_t StoreId; /* of a row: from 1 on, and good as long as the row is there */

typedef enum StoreUse {
    STORE_READ,   /* the file must be there */
    STORE_CHANGE, /* likewise */
    STORE_CREATE, /* it is made where it is not */
} StoreUse;

/* Opens a store; one of an older version is brought up to date first, in one step. NULL when it
 * cannot be used: no such file, not a database, another program's, of a newer version. `diags` is
 * used until store_close(). */
Store *store_open(const char *path, StoreUse use, BlDiags *diags);
void store_close(Store *store); /* NULL is fine */
/* How long a writer waits for another one; half a minute unless it is said. */
void store_set_patience(Store *store, int milliseconds);
/* The most pages that the file may have from now on: as if the disk were full behind them. */
void store_limit_pages(Store *store, int pages);
/* Reads the whole file: PRAGMA integrity_check, that no table, column, key or index is missing, and
 * that every row belongs to one above it. What is wrong is said, an error each, at most twenty. */
bool store_check(Store *store);

/* ---- putting a run in piece by piece --------------------------------------------------------- */

/* Each call is one transaction, and on the disk when it returns: what was put survives the end of
 * the process and of the machine. A `position` counts from 0 within the row above, and there is one
 * row at each: a head that is put again replaces the former one and keeps its rows, a benchmark
 * that is put again is not taken (`*added`, which may be NULL, tells). */

/* Everything of the results but the packages, and `*run` when it is there; the run is unfinished. A
 * run with this identifier must not be there. */
bool store_begin_run(Store *store, const Results *head, StoreId *run);
bool store_put_project(Store *store, StoreId run, size_t position, const ResultProject *head,
                       StoreId *project);
bool store_put_package(Store *store, StoreId project, size_t position, const ResultPackage *head,
                       StoreId *package);
bool store_put_benchmark(Store *store, StoreId package, size_t position,
                         const ResultBenchmark *benchmark, bool *added);
/* Sets what is known only at the end: `results->wall_seconds`; the run is finished. */
bool store_finish_run(Store *store, StoreId run, const Results *results);

/* ---- whole runs ------------------------------------------------------------------------------ */

/* Puts all of it in, or nothing. A run that is there already, by its identifier, is left as it is,
 * and `*added` false; but one that is unfinished there is replaced by a finished one. `run` and
 * `added` may be NULL. */
bool store_import(Store *store, const Results *results, StoreId *run, bool *added);
/* Makes a store that has this run, where there is none, or leaves nothing there. Has somebody else
 * made one meanwhile, it is true, and that one as it was: store_import() goes on with either. */
bool store_make_with(const char *path, const Results *results, BlDiags *diags);
/* Makes `results`, also of a run that is not finished; results_free() it in both cases. */
bool store_load_run(Store *store, StoreId run, Results *results);
bool store_delete_run(Store *store, StoreId run);

/* ---- many inputs at once --------------------------------------------------------------------- */

typedef struct StoreMergeOptions {
    bool join;         /* all runs to one, see results_join(), instead of each by itself */
    const char *label; /* of that one; NULL: what they have in common */
} StoreMergeOptions;

typedef struct StoreMergedRun {
    /* The input; "STORE@3" of a store; all of them, with " + ", of a joined run. */
    const char *from;
    StoreId run;
    bool added; /* false: it was there */
} StoreMergedRun;

typedef struct StoreMerged {
    BlArena arena;
    BL_VEC(StoreMergedRun) list; /* in the order of the inputs */
} StoreMerged;

typedef enum StoreMergeStatus {
    STORE_MERGE_FINE,
    STORE_MERGE_BAD_INPUT,   /* one cannot be read, or not be joined with another one */
    STORE_MERGE_NOT_WRITTEN, /* the store cannot be opened or written */
} StoreMergeStatus;

/* Puts the runs of all inputs into the store `path`, which is made where it is not there, or, when
 * anything goes wrong, nothing: the store is as it was, and there is none where there was none. An
 * input is a store, of which it is all runs, or what results_open() takes. What went wrong is in
 * `diags`. `merged` is {0} at first; store_merged_free() it in any case. */
StoreMergeStatus store_merge(const char *path, const char *const *inputs, size_t count,
                             const StoreMergeOptions *options, StoreMerged *merged, BlDiags *diags);
void store_merged_free(StoreMerged *merged);

/* ---- what a store has ------------------------------------------------------------------------ */

/* One run, without its rows. Texts are NULL where they are not known. */
typedef struct StoreRun {
    StoreId run;
    const char *id, *label, *source, *tool_version, *started, *go_version, *goos, *goarch;
    bool finished;
    size_t projects, packages, benchmarks;
    size_t ok, skipped; /* of the benchmarks */
} StoreRun;

typedef struct StoreRuns {
    BlArena arena;
    BL_VEC(StoreRun) list; /* in the order in which they were begun or imported */
} StoreRuns;

bool store_list_runs(Store *store, StoreRuns *runs);
void store_runs_free(StoreRuns *runs);

/* One benchmark of one run. Texts are NULL where they are not known, but for `name`. */
typedef struct StoreFigure {
    StoreId run;
    const char *started, *label, *go_version, *goos, *goarch, *cpu; /* of the run */
    bool finished;                                                  /* the run */
    bool averaged;       /* its figures are means over many operations, as those of logs are */
    const char *metrics; /* measured for: "allocs", "time"; or NULL */
    const char *project, *import_path, *name, *test;
    uint64_t procs; /* 0: unknown */
    ResultStatus status;
    double ns_per_op, bytes_per_op, allocs_per_op; /* the smallest; NaN: not measured */
    double bytes_median, allocs_median;            /* of the samples; NaN: not measured */
} StoreFigure;

typedef struct StoreFigures {
    BlArena arena;
    /* Those of one benchmark after each other, in the order of the runs. */
    BL_VEC(StoreFigure) list;
} StoreFigures;

/* Is a benchmark asked for? `test` is NULL for one that was made of no test; `procs` is GOMAXPROCS,
 * 0: unknown. */
typedef bool StoreWanted(void *context, const char *name, const char *test, uint64_t procs);

/* The figures of all benchmarks that are wanted, in all runs. */
bool store_list_figures(Store *store, StoreWanted *wanted, void *context, StoreFigures *figures);
void store_figures_free(StoreFigures *figures);

/* ---- naming a run ---------------------------------------------------------------------------- */

/* Of a store a run is `3`, the number that store_list_runs() gives; `1a2b`, an identifier or its
 * beginning, four digits at least; `latest`, the last one that is finished; or `latest~1`, the one
 * before that. */

bool store_find_run(Store *store, const char *name, StoreId *run);
/* Results from wherever they are: "a.json", or "-", which is JSON on standard input; "pool.db", of
 * which it is the latest run; "pool.db@NAME"; or the NAME of a run of the store `path`, which may
 * be NULL. `results` is made by it; results_free() it in both cases. */
bool results_open(Results *results, const char *spec, const char *path, BlDiags *diags);
/* Is there a store at this path, of whatever version? */
bool store_is_store(const char *path);

#endif
