/* split.h - a test's subtests as rows of their own (`benchline run --subtests=split`).
 *
 * golang/harness/split.go measures a test as a whole, and then each leaf of it alone. What is told
 * of leaves is kept beside what the whole test came to; where one of them does not come out, the
 * whole test is the row, with the reason.
 */
#ifndef BENCHLINE_SPLIT_H
#define BENCHLINE_SPLIT_H

#include "process/process.h"
#include "runner/tests.h"

struct cJSON;
struct Job;

/* Takes what the process says of leaves; false: it is about something else. */
bool split_event(struct Job *job, const struct cJSON *event);
/* The process ended: if a leaf was at work, that was why. */
void split_process_end(struct Job *job, const ProcessOutcome *outcome);
/* Was every leaf measured that there is room for? Then they have rows. */
bool split_succeeded(const JobTest *test);
/* Why the whole test has a row, all the same or instead; in the arena. NULL: it has no leaves, or
 * they say it all. */
const char *split_inline_reason(BlArena *arena, const JobTest *test, const char *name);
void split_free(JobTest *test);

#endif
