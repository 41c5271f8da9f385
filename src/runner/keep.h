/* keep.h - what is measured is handed to a RunKeeper as soon as nothing can change it any more; and
 * what one has from before is taken over.
 */
#ifndef BENCHLINE_KEEP_H
#define BENCHLINE_KEEP_H

#include "runner/job.h"

/* Everything found; false: the run is to end. */
bool keep_begin(Runner *runner);
/* A job is about to begin. True: its package was over before, and its rows are there now. */
bool keep_package_begin(Job *job);
/* Tests with a verdict from before have it now, and are done. */
void keep_restore(Job *job);
/* A test has a verdict: if that is its last one, it is kept. */
void keep_test(Job *job, size_t at);
/* The job is over and its rows are made: all of them are kept. */
void keep_package_end(Job *job);

#endif
