/* job.h - one package on its way through the runner.
 *
 * A job is a small state machine driven by the loop: its files hand over to each other by calling
 * the next function. One package goes through them in this order:
 *
 *   run.c            begins with jobs, side by side, or in turns when time is measured (turns.c);
 *                    environment.c has asked before what there is to measure with
 *   job.c            the package's files; then one engine, or both after each other
 *   build_harness.c  the binary that has the tests as they are, with package testing rewritten for
 *                    the Go installation that builds it (toolchain.c)
 *   build_source.c   the binary that has what inject makes of the tests; built again without what
 *                    the compiler refuses. go_command.c runs the go command for both
 *   tests.c          the tests that the binary has, and what is known of each
 *   passes.c         which tests run when, round after round; fresh.c and retry.c say which ones
 *                    again, by themselves
 *   watch.c          a process of them, listened to, and the next one past what took it down;
 *                    split.c hears of their subtests
 *   native.c         the same for the project's own benchmarks
 *   binary.c         starts those processes, in a sandbox (sandbox.c) and with limits; reasons.c
 *                    tells from its last words why one ended
 *   report.c         rows of Results; notes.c has what is to be known beside the figures
 *   keep.c           hands rows on as soon as nothing can change them, and takes over those that
 *                    an earlier run has kept
 *   progress.c       how far all of it is
 */
#ifndef BENCHLINE_JOB_H
#define BENCHLINE_JOB_H

#include <uv.h>

#include "benchline/inject.h"
#include "benchline/run.h"
#include "runner/native.h"
#include "runner/passes.h"
#include "runner/tests.h"
#include "runner/toolchain.h"
#include "runner/turns.h"

typedef struct Runner Runner;
typedef struct Job Job;

/* What a module's go.mod does not say, said by a copy of it; see go_command.h. */
typedef struct CompletedModule {
    const char *file; /* the copy; NULL: none is needed */
} CompletedModule;

struct Job {
    Runner *runner;
    /* What it is about. */
    const FoundProject *project;
    size_t project_at, package_at; /* positions of the rows */
    const FoundPackage *found;
    const FoundModule *module;
    CompletedModule *completed; /* of the module */
    InjectPackage package;
    BlArena arena;
    const char *dir; /* the package's folder, absolute, as the user came to it where that can be */
    const char *work, *binary, *overlay; /* paths: the job's folder and what is in it */
    const char *gopath; /* that it is built in, without modules; NULL: it is built as a module */
    const char *left_module; /* why it is, although it is in a module; NULL: it is not */
    /* The engine at work, and what came of the package by it. */
    ResultEngine engine;
    unsigned builds;
    const Toolchain *toolchain; /* while that is the harness */
    const char *fallback;       /* why it is not, although it should be */
    JobTests tests;             /* those that were built, in the order in which they run */
    const char *reason;         /* of the status; NULL where it is ok */
    ResultPackageStatus status;
    bool tried_completed; /* a build with `completed` */
    /* The same of the harness, while the other engine is at work after it. */
    bool after_harness;
    ResultPackageStatus harness_status;
    const char *harness_reason;
    JobTests harness_tests;
    /* What runs. */
    JobPass pass;
    size_t current;             /* test that runs now; tests.count: none */
    uint64_t current_iteration; /* in which it ended */
    bool current_ended;         /* it said that it is over, but not how */
    unsigned crowded;           /* processes in which something was left behind that allocates */
    const char *leaver;         /* the last test of this process that left goroutines behind */
    size_t begun;               /* tests that this process has begun with */
    size_t left_before;         /* how many were to be done when this process was started */
    Natives natives;
    /* What came of it. */
    double build_seconds, run_seconds;
    size_t settled; /* tests and benchmarks of it that have a verdict */
    ResultPackage *row;
};

struct Runner {
    uv_loop_t *loop;
    Turns *turns; /* that its jobs take; NULL: they run side by side */
    const RunOptions *options;
    BlDiags *diags;
    BlArena arena;
    const char *go;                    /* absolute path of the go command */
    const char *goroot, *module_cache; /* its, for the sandbox to show; NULL: unknown */
    BL_VEC(Toolchain *) toolchains;
    const char *work; /* the folder for all jobs */
    Results *results;
    Job *jobs;
    CompletedModule *completed; /* one a module */
    size_t job_count, next, active, max_active, done;
    bool starting; /* runner_start_jobs() is at work */
    RunProgress progress;
    RunPackageProgress *each;        /* one a job */
    size_t settled;                  /* tests and benchmarks with a verdict */
    size_t tests_over, settled_over; /* of packages that are done: what there was, and of those */
    uv_timer_t tick;
    uv_signal_t interrupts[2];
    int interrupted;      /* the signal that ends the run; -1: nothing can be kept any more */
    const char *not_kept; /* why it cannot, as a reason; NULL: it can */
};

/* ---- handing over: each ends by calling the next, then or later ------------------------------ */

/* run.c: the reason of what an interrupted run did not get to. */
const char *runner_why_ended(const Runner *runner);
/* run.c: job_start() for as many as may be under way. */
void runner_start_jobs(Runner *runner);
/* job.c: then job_build_harness() or job_build_source(), or it is over at once. */
void job_start(Job *job);
/* build_harness.c: then job_run_tests() or native_run(); job_build_source() where it cannot be
 * used. */
void job_build_harness(Job *job);
/* build_source.c: then job_run_tests(), or job_engine_over() when nothing was built. */
void job_build_source(Job *job);
/* passes.c: then job_run_process(), as often as it takes, and job_engine_over(). */
void job_run_tests(Job *job);
/* watch.c: a process for what is left of the pass, when it is its turn; then job_pass_over(). */
void job_run_process(Job *job);
/* passes.c: the next pass, or job_engine_over(). */
void job_pass_over(Job *job);
/* job.c: native_run() and the other engine, where they have something to do; else the rows are
 * written, and the next job begins. */
void job_engine_over(Job *job);

/* ---- what the others ask --------------------------------------------------------------------- */

/* environment.c: the Go version and its folders; false, with an error in diags, when there is no go
 * command. */
bool runner_ask_go(Runner *runner);
void runner_describe_machine(Runner *runner);
/* sandbox.c: can a sandbox be made here, if one is asked for? Better known before everything is
 * built; why not is in the runner's diags. */
bool runner_try_sandbox(Runner *runner);
/* job.c: is what is known measured for a second time? */
bool job_is_check(const Job *job);
/* progress.c: something changed; `benchmark` has just started, or is NULL. */
void job_progress(Job *job, const char *benchmark);
/* report.c: makes the row of a test; returns its position in the package. Not for subtests. */
size_t job_row(Job *job, size_t test, ResultPackage *package);
void job_report_rows(Job *job); /* all that is known of the package now */
/* Packages that no job was started for: their tests have rows too. */
void report_never_started(Runner *runner);

#endif
