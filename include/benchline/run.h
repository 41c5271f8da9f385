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
#include "benchline/limits.h"
#include "benchline/results.h"

/* ---- how ------------------------------------------------------------------------------------- */

/* How tests are measured (docs/harness.md). A package that the harness cannot be built for is
 * measured from its source, and its rows say so. */
typedef enum RunEngine {
    RUN_HARNESS, /* the tests themselves, driven by a rewritten package testing */
    RUN_SOURCE,  /* what `benchline inject` makes of them */
    RUN_BOTH     /* the harness's figures, each with the other's beside it */
} RunEngine;

enum { RUN_ITERATIONS = 10 }; /* measured of each test, at first (golang/measure.go) */

/* How often, and in what way, a test is measured; all zero: as usual. */
typedef struct RunMeasuring {
    bool time; /* is what it is all about: one build or one process of tests at a time, each of
                * these on processors of its own where the system allows that */
    unsigned iterations;   /* asked for; 0: RUN_ITERATIONS, and fewer of a slow test */
    const char *benchtime; /* asked for, as -benchtime takes it: "100x", "1.5s"; NULL: iterations */
    uint64_t operations;   /* of "100x", else 0 */
    uint64_t benchtime_ns; /* of "1.5s", else 0 */
    BL_VEC(unsigned) cpu;  /* values of GOMAXPROCS, each has rows of its own; none: 1 */
    unsigned count;        /* rounds; 0: one */
} RunMeasuring;

/* A test whose samples vary too much (results_variation()) is measured again, in processes of its
 * own, until they do not; the samples that vary least are kept. */
typedef struct RunRetries {
    double threshold; /* percent; 0: nothing is measured again */
    unsigned most;    /* times */
    unsigned count;   /* rounds each time; 0: as in RunMeasuring */
} RunRetries;

/* Where tests run. */
typedef enum RunSandbox {
    RUN_SANDBOX_NONE, /* as any program of the user's */
    RUN_SANDBOX_BWRAP /* in a sandbox of bubblewrap's (docs/safety.md) */
} RunSandbox;

/* ---- who follows it -------------------------------------------------------------------------- */

typedef enum RunPackageState {
    RUN_PACKAGE_WAITING,
    RUN_PACKAGE_BUILDING,
    RUN_PACKAGE_RUNNING,
    RUN_PACKAGE_DONE,
} RunPackageState;

typedef struct RunPackageProgress {
    RunPackageState state;
    size_t tests, tests_done, failed; /* as in RunProgress */
} RunPackageProgress;

/* What is happening; one call for each change, and one a second while nothing changes, from the
 * thread that called run_found(). */
typedef struct RunProgress {
    size_t packages, packages_done, packages_failed; /* neither ok nor without tests */
    /* Functions asked for, once for each value of GOMAXPROCS; all of those of a package that is
     * done are, whatever became of them. */
    size_t tests, tests_done;
    size_t failed;                  /* rows of packages that are done, neither ok nor skipped */
    const RunPackageProgress *each; /* package, in the order of the results; as long as the run */
    /* What it is about, until the call returns; all NULL when nothing changed. */
    const char *project;   /* name */
    const char *package;   /* import path */
    const char *benchmark; /* that just started, or NULL */
} RunProgress;

/* The reason of what an interrupted run did not get to. */
#define RUN_INTERRUPTED "benchline was interrupted"
/* How that begins when its keeper ended it; then the keeper's own words follow. */
#define RUN_NOT_KEPT "benchline ended, for it could not store what it measured: "

/* Who keeps what is measured while a run goes on, so that it can be gone on with. Rows are known
 * by their positions, from 0, in what was found. All calls come from the thread that called
 * run_found(); each returns false when it cannot do its part, has said why then, and ends the
 * run. */
typedef struct RunKeeper {
    void *context;
    /* Everything found, without benchmarks, before anything runs. */
    bool (*begin)(void *context, const Results *results);
    /* A package begins: it is run-failed and RUN_INTERRUPTED until this is called again. */
    bool (*package)(void *context, size_t project, size_t package, const ResultPackage *head);
    /* A benchmark that nothing will be changed of; perhaps not for the first time. */
    bool (*benchmark)(void *context, size_t project, size_t package, size_t position,
                      const ResultBenchmark *benchmark);
    /* What stood in the way of a call that returned false. */
    const char *(*why)(void *context);
    /* What was kept before: it is not measured again. NULL: nothing. The same was found then. */
    const Results *before;
} RunKeeper;

/* ---- running --------------------------------------------------------------------------------- */

typedef struct RunOptions {
    const RunKeeper *keeper; /* or NULL */
    RunEngine engine;
    RunMeasuring measuring;
    RunRetries retries;
    const char *go;   /* the go command; NULL: "go" */
    bool go_chosen;   /* ... whatever a go.mod says */
    const char *tags; /* as -tags takes them, or NULL */
    bool split;       /* a row for each subtest without subtests; the harness's only. Not with more
                       * than one round, or value of GOMAXPROCS */
    bool native;      /* run the packages' own benchmarks too */
    /* As `go test -benchtime` takes it, for those; NULL: a thousand iterations each, fewer
     * where they would take more than a second. */
    const char *native_benchtime;
    double benchmark_seconds; /* the watchdog's patience with one benchmark */
    double build_seconds;     /* ... and with one build */
    RunLimits limits;
    RunSandbox sandbox;
    bool network;   /* the sandbox has the machine's network */
    bool isolate;   /* each test in a process of its own, not each package */
    bool offline;   /* the go command fetches nothing: no modules, no toolchains */
    unsigned jobs;  /* packages at a time; 0: one a core */
    bool keep_work; /* leave the work folder behind, for a look; its name goes to diags */
    void (*progress)(void *context, const RunProgress *progress); /* or NULL */
    void *context;
} RunOptions;

/* Runs everything found and adds a row for each project, package and test. Returns false when the
 * machinery itself failed (no work folder, no go command); the reason is in `diags` then. */
bool run_found(Results *results, const Found *found, const RunOptions *options, BlDiags *diags);

/* What run_found() is given, for one of several runs. */
typedef struct RunPart {
    Results *results;
    const Found *found;
    const RunOptions *options;
    BlDiags *diags;
} RunPart;

/* As run_found(), of several in one go. Where time is measured, in all of them then, a package that
 * several have is measured by all of them together, a process of each in turn. False when any of
 * them cannot be run; nothing was run then. */
bool run_parts(const RunPart *parts, size_t count);

#endif
