/* progress_line.h - what there is to say of a run under way, and in one line. */
#ifndef BENCHLINE_PROGRESS_LINE_H
#define BENCHLINE_PROGRESS_LINE_H

#include "benchline/run.h"

/* What the line says; a count or a time that is not known is NaN. */
typedef struct ProgressView {
    RunProgress now; /* its texts are those below */
    const char *project, *package, *benchmark;
    double elapsed;      /* seconds */
    double per_minute;   /* tests */
    double seconds_left; /* an estimate */
} ProgressView;

/* Sets the two last ones. A package is one piece of work, for its build, and so is each test. */
void progress_estimate(ProgressView *view);
/* A line of at most `width` columns, without control characters; what is least needed is left out
 * first. Returns how many it has; a character beyond ASCII is taken for two, so it never has
 * more. */
size_t progress_line(const ProgressView *view, size_t width, BlBuf *out);

#endif
