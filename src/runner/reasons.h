/* reasons.h - why a process ended badly, in one line for a person, from what it printed. */
#ifndef BENCHLINE_REASONS_H
#define BENCHLINE_REASONS_H

#include "benchline/results.h"
#include "runner/process.h"

typedef struct Death {
    ResultStatus status; /* RESULT_PANICKED, RESULT_EXITED or RESULT_TIMED_OUT */
    const char *reason;  /* in the arena */
} Death;

/* `dir` is the package's folder: the first of its test files in the stack trace is where. */
Death explain_death(BlArena *arena, const RunOutcome *outcome, const char *dir, double patience);

/* The first line of a text that says something; "" if there is none. Without blanks around it. */
BlStr first_line(BlStr text);
BlStr last_line(BlStr text);

/* The next line of `*text`, without its end; false at the end. */
bool next_line(BlStr *text, BlStr *line);

#endif
