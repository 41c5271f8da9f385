/* notes.h - what is to be known of a test beside its figures, each in one line for a person. */
#ifndef BENCHLINE_NOTES_H
#define BENCHLINE_NOTES_H

#include "runner/tests.h"

void note_add(struct Job *job, JobTest *test, const char *format, ...) BL_PRINTF(3, 4);
/* Of the goroutines beside the test, and those that it left behind. Of those that do not allocate
 * nobody has to know but who left them behind. */
void note_company(struct Job *job, JobTest *test);

#endif
