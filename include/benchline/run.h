/* run.h - converted tests built and run by the go command, package after package, into Results.
 *
 * The user's tree is only read: what was added to files reaches the compiler through an overlay
 * (go help build, -overlay), and everything that is written goes to a folder of benchline's own.
 * Each package's test binary is built once and run; when a test takes the process down, it is named
 * and the rest goes on in a new process.
 */
#ifndef BENCHLINE_RUN_H
#define BENCHLINE_RUN_H

#include "benchline/diag.h"
#include "benchline/finder.h"
#include "benchline/results.h"

enum { RUN_ITERATIONS = 10 }; /* measured of each test, at first (golang/measure.go) */

/* What is happening; one call for each change, from the thread that called run_found(). */
typedef struct RunProgress {
    size_t packages, packages_done;
    size_t benchmarks, benchmarks_done; /* of the packages started so far */
    const char *package;                /* import path concerned */
    const char *benchmark;              /* that just started, or NULL */
} RunProgress;

/* How tests are measured (docs/harness.md). A package that the harness cannot be built for is
 * measured from its source, and its rows say so. */
typedef enum RunEngine {
    RUN_HARNESS, /* the tests themselves, driven by a rewritten package testing */
    RUN_SOURCE,  /* what `benchline inject` makes of them */
    RUN_BOTH     /* the harness's figures, each with the other's beside it */
} RunEngine;

typedef struct RunOptions {
    RunEngine engine;
    const char *go;           /* the go command; NULL: "go" */
    const char *tags;         /* as -tags takes them, or NULL */
    double benchmark_seconds; /* the watchdog's patience with one benchmark */
    double build_seconds;     /* ... and with one build */
    bool offline;             /* the go command fetches nothing: no modules, no toolchains */
    unsigned jobs;            /* packages at a time; 0: one a core */
    bool keep;                /* leave the work folder behind, for a look; its name goes to diags */
    void (*progress)(void *context, const RunProgress *progress); /* or NULL */
    void *context;
} RunOptions;

/* Runs everything found and adds a row for each project, package and test. Returns false when the
 * machinery itself failed (no work folder, no go command); the reason is in `diags` then. */
bool run_found(Results *results, const Found *found, const RunOptions *options, BlDiags *diags);

#endif
