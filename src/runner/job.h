/* job.h - one package on its way through the runner.
 *
 * A job is a small state machine driven by the loop; its files hand over to each other by calling
 * the next function. In the order of the work: run.c starts jobs, side by side or in turns
 * (turns.c); job.c takes one from its files to its rows; harness.c readies package testing, build.c
 * builds (again without what the compiler refused); passes.c says which tests run when, fresh.c and
 * retry.c which ones again; watch.c runs a process of them (again past what took it down), native.c
 * one of the project's own benchmarks; report.c writes the rows, keep.c keeps them.
 */
#ifndef BENCHLINE_JOB_H
#define BENCHLINE_JOB_H

#include <uv.h>

#include "benchline/harness.h"
#include "benchline/inject.h"
#include "benchline/run.h"
#include "runner/native.h"
#include "runner/process.h"
#include "runner/split.h"
#include "runner/turns.h"

struct cJSON;
typedef struct Runner Runner;
typedef struct Job Job;
typedef struct JobTest JobTest;

/* What is known of a test so far. */
typedef struct JobVerdict {
    ResultStatus status;
    const char *reason;
    JobSamples samples;
    unsigned processes; /* that the samples are of */
    /* The process beside it, the worst of all of them. */
    unsigned foreign;       /* goroutines that were there before */
    const char *foreign_of; /* the test that left them behind; NULL: not known */
    unsigned left;          /* ... and that it left behind itself */
    uint64_t left_after;    /* iterations */
    bool background;        /* something allocated while no test ran */
} JobVerdict;

/* One converted test of the package, with one value of GOMAXPROCS. */
struct JobTest {
    size_t unit, test;               /* which InjectTest */
    const char *benchmark;           /* its name */
    unsigned procs;                  /* GOMAXPROCS */
    bool known;                      /* it has a verdict */
    bool done;                       /* in this pass */
    bool first;                      /* no other test ran before it in its process */
    unsigned retries;                /* how often it was measured again */
    bool tried[2];                   /* alone and once, JobPassKind says what that is */
    const ResultBenchmark *restored; /* what was made of it before this run was gone on with */
    JobVerdict verdict;
    BL_VEC(const char *) notes;
    JobLeaves leaves; /* of it, when they are measured too */
};

typedef enum JobPassKind {
    PASS_ALL,   /* every test that is not known to fail, one after the other */
    PASS_ALONE, /* one test in a process of its own */
    PASS_ONCE,  /* ... its first iteration, and no other */
    PASS_RETRY, /* one test alone, because its samples varied too much */
} JobPassKind;

/* What runs now. A pass takes one process, and one more for each test that ends it. */
typedef struct JobPass {
    JobPassKind kind;
    unsigned procs;
    unsigned round; /* from 1; its samples have the number */
    unsigned rounds;
    size_t only;       /* the test, unless it is PASS_ALL */
    JobVerdict before; /* of that test */
} JobPass;

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

struct Job {
    Runner *runner;
    const FoundProject *project;
    size_t project_at, package_at; /* positions of the rows */
    const FoundPackage *found;
    const FoundModule *module;
    CompletedModule *completed; /* of the module */
    ResultPackage *row;
    InjectPackage package;
    BlArena arena;
    const char *dir; /* the package's folder, absolute, as the user came to it where that can be */
    const char *work, *binary, *overlay; /* paths: the job's folder and what is in it */
    const char *gopath; /* that it is built in, without modules; NULL: it is built as a module */
    const char *left_module; /* why it is, although it is in a module; NULL: it is not */
    unsigned builds;
    bool tried_completed; /* a build with `completed` */
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
    JobPass pass;
    size_t current;             /* running now; tests.count: none */
    const char *leaver;         /* the last test of this process that left goroutines behind */
    size_t begun;               /* tests that this process has begun with */
    size_t left_before;         /* how many were to be done when this process was started */
    bool current_ended;         /* it said that it is over, but not how */
    unsigned crowded;           /* processes in which something was left behind that allocates */
    uint64_t current_iteration; /* in which it ended */
    Natives natives;
    size_t settled; /* tests and benchmarks of it that have a verdict */
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
    bool starting; /* start_jobs() is at work */
    RunProgress progress;
    RunPackageProgress *each;        /* one a job */
    size_t settled;                  /* tests and benchmarks with a verdict */
    size_t tests_over, settled_over; /* of packages that are done: what there was, and of those */
    uv_timer_t tick;
    uv_signal_t interrupts[2];
    int interrupted; /* the signal that ends the run; -1: nothing can be kept any more */
};

/* Starts a job; calls job_finished() when it is over, then or later. */
void job_start(Job *job);
void job_harness(Job *job); /* harness.c: then job_run(), or job_build() where it cannot be used */
void job_build(Job *job);   /* build.c: then job_run() or job_report() */
void job_run(Job *job);     /* passes.c: then job_report() */
void job_watch(Job *job);   /* watch.c: a process for what is left of the pass, when it is its turn;
                               then job_passed() */
void job_passed(Job *job);  /* passes.c: the next pass, or job_report() */
void job_report(Job *job);  /* job.c: writes the rows, frees, and lets the next job begin */
/* What to show for a build that failed for good: the first error of the compiler, else all that go
 * said, in one line. */
const char *job_build_reason(Job *job, const RunOutcome *outcome);
bool job_is_check(const Job *job); /* job.c: does it measure for a second time what is known? */
void job_progress(Job *job, const char *benchmark); /* progress.c: something changed */

/* report.c */
/* Makes the row of a test; returns its position in the package. Not for split subtests. */
size_t job_row(Job *job, size_t test, ResultPackage *package);
void job_report_rows(Job *job); /* all that is known of the package now */
/* Packages that no job was started for: their tests have rows too. */
void report_never_started(Runner *runner);

/* run.c: as many jobs as may be under way. */
void runner_start_jobs(Runner *runner);

/* environment.c */
/* The Go version and its folders; false, with an error in diags, when there is no go command. */
bool runner_ask_go(Runner *runner);
void runner_describe_machine(Runner *runner);

/* passes.c */
bool job_is_pending(const Job *job, size_t test); /* is it to be run in this pass? */
char *job_settings(Job *job); /* the variable for golang/measure.go, "BENCHLINE_EVENTS_FD=..." */

/* fresh.c: a process of its own for a test that needs one. Returns whether there is one. */
bool fresh_begin(Job *job);
bool fresh_wanted(const JobTest *test); /* may one make more of it? */
/* Back to what was known of the test before this pass. */
void job_take_back(Job *job, JobTest *test);
void fresh_end(Job *job); /* the pass is over: is the new verdict better than the one before? */

/* notes.c: what is to be known of a test beside its figures. */
void note_add(Job *job, JobTest *test, const char *format, ...) BL_PRINTF(3, 4);
void note_company(Job *job, JobTest *test); /* of the process beside it */
/* watch.c: the samples that an event has, in this pass. */
void job_take_samples(const Job *job, JobSamples *taken, const struct cJSON *samples);
bool job_samples_differ(const JobVerdict *verdict);
/* sandbox.c: can a sandbox be made here, if one is asked for? Better known before everything is
 * built; why not is in the runner's diags. */
bool runner_try_sandbox(Runner *runner);

/* harness.c: what is kept for all jobs. */
void runner_free_toolchains(Runner *runner);

#endif
