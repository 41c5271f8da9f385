/* run_progress.h - how far `benchline run` is: a line on a terminal, lines elsewhere, and a file
 * for other programs (docs/progress.md). */
#ifndef BENCHLINE_RUN_PROGRESS_H
#define BENCHLINE_RUN_PROGRESS_H

#include "benchline/results.h"
#include "benchline/run.h"

typedef struct ProgressShown ProgressShown;
/* Of a command that runs everything with that many versions of Go. `file` may be NULL. Nothing but
 * the file is written when `quiet`. */
ProgressShown *progress_show(size_t versions, const char *file, bool quiet);
/* A version begins, as its options say to run_found() from now on. `go`: what --go calls it, or
 * NULL. The results must last until progress_shown(). */
void progress_follow(ProgressShown *shown, size_t version, const char *go, const Results *results,
                     RunOptions *run);
/* ... and is over: takes the line away. `able`: run_found() said so. */
void progress_over(ProgressShown *shown, size_t version, bool able);
/* All are over: writes the file for the last time. CLI_OK, or CLI_INTERNAL when the file could not
 * be written, which is said. Frees it. */
int progress_shown(ProgressShown *shown);

#endif
