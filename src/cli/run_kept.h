/* run_kept.h - `run --store`: what is measured is in the store at once, and --resume goes on with a
 * run that was ended in the middle.
 */
#ifndef BENCHLINE_RUN_KEPT_H
#define BENCHLINE_RUN_KEPT_H

#include "benchline/run.h"
#include "benchline/store.h"

typedef struct RunKeptPackage {
    size_t project, package; /* positions */
    StoreId id;
} RunKeptPackage;

typedef struct RunKept {
    Store *store;
    const char *path;
    BlDiags said; /* by the store; printed when the run is over */
    RunKeeper keeper;
    StoreId run;
    BL_VEC(StoreId) projects;
    BL_VEC(RunKeptPackage) packages; /* begun in this run */
    Results before;                  /* with --resume */
    bool resumed;
    bool over;  /* `before` is finished: there is nothing to go on with */
    bool unfit; /* no run here can be gone on with, or not like this: no error of the program's */
} RunKept;

/* The exit status where a run failed. */
int run_kept_failed(const RunKept *kept);
/* Opens the store. CLI_OK, or the exit status, after saying why. */
int run_kept_open(RunKept *kept, const char *path, bool resume);
/* With `resume`: loads the last run there that is not finished, or of `go_version`, when that is
 * not NULL, the last one, finished or not; where there is none of that version, a new one begins.
 * CLI_OK, or the exit status, after saying why; nothing is open then. */
int run_kept_resume(RunKept *kept, const char *go_version);
/* The keeper for the options; and, of a run that is gone on with, the identity for its results. */
void run_kept_begin(RunKept *kept, Results *results, RunOptions *options);
/* The run is over: finishes it in the store, or says how to go on. Closes and frees everything.
 * CLI_OK, or the exit status. `results` NULL: there was no run. */
int run_kept_end(RunKept *kept, const Results *results, bool quiet);

#endif
