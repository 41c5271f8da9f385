/* retry.h - what varies too much is measured again (RunRetries, run.h). */
#ifndef BENCHLINE_RETRY_H
#define BENCHLINE_RETRY_H

#include "runner/job.h"

/* May one make more of the test, as far as is known now? */
bool retry_wanted(const Job *job, const JobTest *test);
/* A process of its own for the next such test. Returns whether there is one. */
bool retry_begin(Job *job);
/* The pass is over: keeps the steadier samples, and says so in a note. */
void retry_end(Job *job);

#endif
