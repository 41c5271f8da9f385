/* tests.h - the tests of a package that one engine measures, and what is known of each so far. */
#ifndef BENCHLINE_RUNNER_TESTS_H
#define BENCHLINE_RUNNER_TESTS_H

#include "benchline/inject.h"
#include "benchline/results.h"

struct cJSON;
struct Job;

typedef BL_VEC(ResultSample) JobSamples;

/* A subtest without subtests (split.h). */
typedef struct JobLeaf {
    const char *name; /* behind the test's: "/small" */
    bool skipped;     /* it skipped itself */
    bool running, measured;
    const char *message; /* why not, when it said something */
    JobSamples samples;
} JobLeaf;

typedef struct JobLeaves {
    JobLeaf *items;
    size_t count, cap;
    size_t total; /* that the test has; items are no more than the first ones */
} JobLeaves;

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
typedef struct JobTest {
    size_t unit, test;               /* which InjectTest */
    const char *benchmark;           /* its name */
    unsigned procs;                  /* GOMAXPROCS */
    bool known;                      /* it has a verdict */
    bool done;                       /* in this pass */
    bool first;                      /* no other test ran before it in its process */
    bool tried_alone, tried_once;    /* in passes of its own (passes.h) */
    unsigned retries;                /* how often it was measured again */
    const ResultBenchmark *restored; /* what was made of it before this run was gone on with */
    JobVerdict verdict;
    BL_VEC(const char *) notes;
    JobLeaves leaves; /* of it, when they are measured too */
} JobTest;

typedef BL_VEC(JobTest) JobTests;

/* All tests of a unit (0: the package's own, 1: its external ones), in the order of the source;
 * also those that no benchmark was made of. */
const InjectTest *unit_tests(const struct Job *job, size_t unit, size_t *count);
const InjectTest *unit_test(const struct Job *job, size_t unit, size_t test);

/* Lists those that the engine at work is to measure, in the order of the source. */
void tests_list(struct Job *job);
/* Each of them once for each value of GOMAXPROCS. */
void tests_spread(JobTests *tests, const unsigned *cpu, size_t count);
/* NULL: it is not among them. */
JobTest *tests_find(const JobTests *tests, size_t unit, size_t test, unsigned procs);
void tests_free(JobTests *tests);

/* Appends the samples that an event of golang/measure.go has, of the round that runs. */
void samples_take(const struct Job *job, JobSamples *samples, const struct cJSON *event);
/* Do the iterations disagree in allocations? */
bool samples_differ(const JobSamples *samples);

#endif
