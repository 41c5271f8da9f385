/* native.h - a package's own benchmarks, run beside its converted tests (`benchline run --native`).
 *
 * They run as package testing runs them, in a process of their own, after the tests; a rewritten
 * package testing (golang/harness/native.go) tells what becomes of each. So they are always the
 * harness's.
 */
#ifndef BENCHLINE_NATIVE_H
#define BENCHLINE_NATIVE_H

#include "benchline/results.h"

struct FoundPackage;
struct Job;
struct Runner;

/* One function BenchmarkXxx(b *testing.B). */
typedef struct NativeFunction {
    const char *name, *file; /* path as shown to people */
    uint32_t line, column;   /* of the name */
    bool done;
} NativeFunction;

/* What became of it, or of one of its sub-benchmarks. */
typedef struct NativeRow {
    size_t function;
    const char *name; /* "BenchmarkParse/size=10" */
    ResultStatus status;
    const char *reason;  /* NULL when status is ok */
    ResultSample sample; /* when it is */
    BL_VEC(ResultMetric) metrics;
} NativeRow;

typedef struct Natives {
    BL_VEC(NativeFunction) functions; /* in the order in which they run */
    BL_VEC(NativeRow) rows;           /* in the order in which they ended */
    BL_VEC(const char *) running;     /* each but the first a sub-benchmark of the one before */
    size_t function;                  /* of which those are */
    size_t settled;      /* functions done and rows there were when this process was started */
    bool over;           /* there is nothing more to run */
    const char *problem; /* why the harness cannot run them; NULL: it can, or was not asked */
} Natives;

/* Lists what is asked for; nothing without --native. */
void native_list(struct Job *job);
/* How many would be listed. */
size_t native_count(const struct Runner *runner, const struct FoundPackage *found);
/* Is there something to be run yet? */
bool native_waits(const struct Job *job);
/* Runs the binary that the harness built, then calls job_engine_over(). */
void native_run(struct Job *job);
/* The harness cannot be built for the package. */
void native_give_up(struct Job *job, const char *why);
void native_report(struct Job *job, Results *results);
/* Rows for a package that no job was started for. */
void native_report_never_started(struct Runner *runner, const struct FoundPackage *found,
                                 ResultPackage *package);
void native_free(struct Job *job);

#endif
