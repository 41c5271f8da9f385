/* job.h - one package on its way through the runner.
 *
 * A job is a small state machine driven by the loop: plan, build (again without what the compiler
 * refused), run (again past what took the process down), report. build.c and watch.c each own one
 * half and hand over by calling the next function.
 */
#ifndef BENCHLINE_JOB_H
#define BENCHLINE_JOB_H

#include <uv.h>

#include "benchline/harness.h"
#include "benchline/inject.h"
#include "benchline/run.h"

typedef struct Runner Runner;

/* One converted test of the package. */
typedef struct JobTest {
    size_t unit, test;     /* which InjectTest */
    const char *benchmark; /* its name */
    bool done;
    ResultStatus status;
    const char *reason;
    BL_VEC(ResultSample) samples;
} JobTest;

/* A Go installation, and package testing rewritten for it. */
typedef struct Toolchain {
    const char *goroot;
    const char *go;      /* the command to build with, and its environment: */
    const char *root;    /* "GOROOT=..." when that is not the command's own; else NULL */
    const char *overlay; /* the folder with the rewritten files; NULL: they are in root */
    const char *problem; /* why the harness cannot be used with it; NULL: it can */
    Harness harness;
} Toolchain;

/* What one engine has made of a package's tests. */
typedef BL_VEC(JobTest) JobTests;

/* What a module's go.mod does not say, said by a copy of it; see go_command.h. */
typedef struct CompletedModule {
    const char *file; /* the copy; NULL: none is needed */
} CompletedModule;

typedef struct Job {
    Runner *runner;
    const FoundPackage *found;
    const FoundModule *module;
    CompletedModule *completed; /* of the module */
    bool tried_completed;
    ResultPackage *row;
    InjectPackage package;
    BlArena arena;
    const char *dir; /* the package's folder, absolute, as the user came to it where that can be */
    const char *work, *binary, *overlay; /* paths: the job's folder and what is in it */
    unsigned builds;
    double build_seconds, run_seconds;
    ResultPackageStatus status;
    const char *reason;
    ResultEngine engine;        /* at work now */
    const Toolchain *toolchain; /* while that is the harness */
    const char *fallback;       /* why it is not, although it should be */
    JobTests tests;             /* those that were built, in the order in which they run */
    JobTests first;             /* the harness's, while the other engine is at work after it */
    bool second;                /* ... and that it is */
    ResultPackageStatus first_status;
    const char *first_reason;
    size_t current;             /* running now; tests.count: none */
    size_t done_before;         /* how many were done when this process was started */
    bool current_ended;         /* it said that it is over, but not how */
    uint64_t current_iteration; /* in which it ended */
} Job;

struct Runner {
    uv_loop_t loop;
    const RunOptions *options;
    BlDiags *diags;
    BlArena arena;
    const char *go; /* absolute path of the go command */
    BL_VEC(Toolchain *) toolchains;
    const char *work; /* the folder for all jobs */
    Results *results;
    Job *jobs;
    CompletedModule *completed; /* one a module */
    size_t job_count, next, active, max_active, done;
    bool starting; /* start_jobs() is at work */
    RunProgress progress;
    uv_signal_t interrupts[2];
    int interrupted; /* the signal that ends the run */
};

/* Starts a job; calls job_finished() when it is over, then or later. */
void job_start(Job *job);
void job_harness(Job *job); /* harness.c: then job_run(), or job_build() where it cannot be used */
void job_build(Job *job);   /* build.c: then job_run() or job_report() */
void job_run(Job *job);     /* watch.c: then job_report() */
void job_report(Job *job);  /* run.c: writes the rows, frees, and lets the next job begin */
void job_progress(Job *job, const char *benchmark);

/* harness.c: what is kept for all jobs. */
void runner_free_toolchains(Runner *runner);

#endif
