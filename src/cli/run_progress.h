/* run_progress.h - how far `benchline run` is: a line on a terminal, lines elsewhere, and a file
 * for other programs (docs/progress.md). */
#ifndef BENCHLINE_RUN_PROGRESS_H
#define BENCHLINE_RUN_PROGRESS_H

#include "benchline/results.h"
#include "benchline/run.h"

#define CLI_PROGRESS_HELP                                                                      \
    "      --progress-file FILE  keep a JSON file up to date while it runs, once a second at " \
    "most\n"                                                                                   \
    "                       (docs/progress.md)\n"

/* Begins before anything is run, so that `run->progress` may be called. `file` may be NULL. Nothing
 * but the file is written when `quiet`. */
typedef struct ProgressShown ProgressShown;
ProgressShown *progress_show(RunOptions *run, const Results *results, const char *file, bool quiet);
/* Takes the line away and writes the file for the last time. `able`: run_found() said so. CLI_OK,
 * or CLI_INTERNAL when the file could not be written, which is said. Frees it. */
int progress_shown(ProgressShown *shown, bool able);

#endif
