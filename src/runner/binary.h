/* binary.h - a package's test binary as a process that runs benchmarks of it: in the sandbox and
 * with the limits that were asked for; and why one ended.
 */
#ifndef BENCHLINE_BINARY_H
#define BENCHLINE_BINARY_H

#include "process/process.h"
#include "process/words.h"
#include "runner/job.h"
#include "runner/reasons.h"

typedef struct Binary {
    const Words *benchmarks; /* their names; more than fit into an argument are left for later */
    const char *benchtime;   /* as -test.benchtime takes it */
    unsigned procs;          /* GOMAXPROCS */
    const char *const *env;  /* beside PWD; ended by NULL */
    void (*on_line)(void *job, BlStr line);
    void (*on_exit)(void *job, const ProcessOutcome *outcome);
} Binary;

/* Starts it in the package's folder; all of `binary` is copied, but strings. */
void binary_start(Job *job, const Binary *binary);
/* What on_exit() is given, as if there were no sandbox; the time that it took counts as the
 * job's. */
ProcessOutcome binary_outcome(Job *job, const ProcessOutcome *seen);
bool binary_is_out_of_time(const Job *job); /* has the package had all of its time? */
const char *binary_out_of_time(Job *job);   /* that, in words */

/* Why it ended, while a benchmark ran. */
Death binary_death(Job *job, const ProcessOutcome *outcome);
/* Why it ended, although it was to begin with a benchmark, or could not be started. */
const char *binary_nothing_began(Job *job, const ProcessOutcome *outcome);

#endif
