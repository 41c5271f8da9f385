/* reasons.h - why a process ended badly, in one line for a person, from what it printed. */
#ifndef BENCHLINE_REASONS_H
#define BENCHLINE_REASONS_H

#include "benchline/results.h"
#include "process/process.h"

typedef struct Death {
    ResultStatus status; /* RESULT_PANICKED, RESULT_EXITED or RESULT_TIMED_OUT */
    const char *reason;  /* in the arena */
} Death;

/* `dir` is the package's folder: the first of its test files in the stack trace is where. */
Death explain_death(BlArena *arena, const ProcessOutcome *outcome, const char *dir,
                    double patience);

/* A text without any mention of the folder: the work folder is this run's own, and without it,
 * reasons are the same in every run. In the arena. */
const char *reason_without_folder(BlArena *arena, const char *reason, const char *folder);
/* A message in one line: line ends and runs of blanks become one blank. `otherwise` when it says
 * nothing, or is NULL. In the arena. */
const char *reason_in_one_line(BlArena *arena, const char *message, const char *otherwise);

#endif
