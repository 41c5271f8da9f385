/* passes.h - which tests of a package run when: all of them in rounds, and then those again, by
 * themselves, that a process of their own does good to (fresh.c) or that vary too much (retry.c).
 */
#ifndef BENCHLINE_PASSES_H
#define BENCHLINE_PASSES_H

#include "runner/tests.h"

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

/* ---- passes.c -------------------------------------------------------------------------------- */

bool job_is_pending(const struct Job *job, size_t test); /* is it to be run in this pass? */
size_t job_count_pending(const struct Job *job);
/* Begins a pass for one test, in rounds of a process each; its verdict is open again. */
void pass_begin(struct Job *job, JobPassKind kind, size_t test, unsigned rounds);
/* Back to what was known of the test before this pass. */
void pass_take_back(struct Job *job, JobTest *test);
/* No further process of this pass. */
void pass_cut_short(struct Job *job);

/* ---- fresh.c and retry.c --------------------------------------------------------------------- */

/* May a process of its own make more of the test, as far as is known now? */
bool fresh_is_wanted(const JobTest *test);
/* Is it to be measured again because it varies too much? (RunRetries, run.h) */
bool retry_is_wanted(const struct Job *job, const JobTest *test);
/* Begins a pass for the next such test. Returns whether there is one. */
bool fresh_begin(struct Job *job);
bool retry_begin(struct Job *job);
/* A process of such a pass is over: the better of the verdict before and the new one is kept, with
 * a note, unless there is another round. */
void fresh_end(struct Job *job);
void retry_end(struct Job *job);

#endif
