/* test_event.h - one line of `go test -json`: a test2json or build event.
 *
 * Each event is a flat JSON object on a line of its own (`go doc test2json`, `go help buildjson`).
 * Only the members that extraction needs are kept, as slices of the line with their escapes still
 * in them; all others are skipped, whatever they hold, so that members of later Go versions do no
 * harm.
 */
#ifndef EXTRACTOR_TEST_EVENT_H
#define EXTRACTOR_TEST_EVENT_H

#include "benchline/base.h"

typedef struct TestEvent {
    BlStr action, package, test, import_path, output, failed_build, time; /* len 0: not there */
    double elapsed;    /* seconds; NaN: not there */
    const char *error; /* why the line is no event */
    size_t error_at;   /* offset in the line */
} TestEvent;

/* Whether a line is meant to be an event, without reading it all. */
bool test_event_is_likely(BlStr line);
/* False with error and error_at set when the line is not a JSON object. */
bool test_event_read(BlStr line, TestEvent *event);
/* Appends what an escaped string stands for, in UTF-8. */
void test_event_unescape(BlStr escaped, BlBuf *out);

#endif
