/* binary.h - a package's test binary as a process: in the sandbox and with the limits that were
 * asked for.
 */
#ifndef BENCHLINE_BINARY_H
#define BENCHLINE_BINARY_H

#include "runner/job.h"
#include "runner/process.h"

typedef struct Binary {
    const char *const *words; /* the flags, ended by NULL */
    char *const *env;         /* beside PWD; ended by NULL */
    unsigned procs;           /* GOMAXPROCS */
    void (*on_line)(void *job, BlStr line);
    void (*on_exit)(void *job, const RunOutcome *outcome);
} Binary;

/* Starts it in the package's folder; all of `binary` is copied, but strings. */
void binary_start(Job *job, const Binary *binary);
/* What on_exit() is given, as if there were no sandbox; the time that it took counts as the
 * job's. */
RunOutcome binary_outcome(Job *job, const RunOutcome *seen);
bool binary_is_out_of_time(const Job *job); /* has the package had all of its time? */
const char *binary_out_of_time(Job *job);   /* that, in words */

#endif
