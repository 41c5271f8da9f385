/* progress_file.h - how far a run is, as JSON in a file for other programs (docs/progress.md). */
#ifndef BENCHLINE_PROGRESS_FILE_H
#define BENCHLINE_PROGRESS_FILE_H

#include "benchline/results.h"
#include "cli/progress_line.h"
#include "cli/run_progress.h"

/* One run of it: with one version of Go. */
typedef struct ProgressVersion {
    ProgressShown *shown; /* what it is a part of */
    const char *go;       /* as --go names it; NULL: it does not */
    const Results *results;
    RunProgress now;
    RunPackageProgress *each; /* a copy of now.each, which is the run's */
    const char *state;        /* NULL: it was not begun */
} ProgressVersion;

/* All that the file says. */
typedef struct ProgressState {
    ProgressView view;
    ProgressVersion *versions;
    size_t version_count;
    char started[32];
} ProgressState;

/* The time in UTC, as RFC 3339 has it. */
void progress_put_now(char text[32]);
/* Writes the file, whole or not at all. `word`: "running", or what came of it, when it is `over`. 0
 * or an errno value. */
int progress_write_file(const char *path, const ProgressState *state, const char *word, bool over);

#endif
