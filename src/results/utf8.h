/* utf8.h - text that may be any bytes, as the Unicode that JSON and SQLite demand. */
#ifndef BENCHLINE_RESULTS_UTF8_H
#define BENCHLINE_RESULTS_UTF8_H

#include "benchline/base.h"

/* How many bytes the UTF-8 sequence at `at` has (RFC 3629, section 4); 0 when it is none. Reads no
 * further than a NUL. */
size_t results_utf8_length(const char *at);
/* Appends the text, with U+FFFD for each byte that is not part of a valid sequence. */
void results_append_utf8(BlBuf *out, const char *text);

#endif
