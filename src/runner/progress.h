/* progress.h - how far the jobs are, for whoever shows it (RunProgress, run.h). */
#ifndef BENCHLINE_RUNNER_PROGRESS_H
#define BENCHLINE_RUNNER_PROGRESS_H

#include "runner/job.h"

/* Counts what there is to do, and says how things stand once a second from now on, also when
 * nothing happens; until progress_end(), which wants the loop run once more. */
void progress_begin(Runner *runner);
void progress_end(Runner *runner);
/* One of its tests has a verdict that it did not have. */
void progress_settled(Job *job);
/* Another one than RUN_PACKAGE_DONE. */
void progress_state(Job *job, RunPackageState state);
/* The package's rows are in the results. */
void progress_job_done(Job *job);

#endif
