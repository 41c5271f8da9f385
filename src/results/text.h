/* text.h - text that may be any bytes as the Unicode that JSON and SQLite demand, and as a terminal
 * may be shown it; numbers as people read them. */
#ifndef BENCHLINE_RESULTS_TEXT_H
#define BENCHLINE_RESULTS_TEXT_H

#include "benchline/results.h"

/* How many bytes the UTF-8 sequence at `at` has (RFC 3629, section 4); 0 when it is none. Reads no
 * further than a NUL. */
size_t results_utf8_length(const char *at);
/* Appends the text, with U+FFFD for each byte that is not part of a valid sequence. */
void results_append_utf8(BlBuf *out, const char *text);

/* Appends what a terminal may be shown: no C0 controls, no DEL, and no C1 controls, which are C2 80
 * to C2 9F in UTF-8. */
void results_append_visible(BlBuf *out, const char *text);
/* Likewise: the test that was measured, or the benchmark, with its "-8" as Go names it. */
void results_append_name(BlBuf *out, const ResultBenchmark *row);
/* A time in nanoseconds, with three digits and a unit that suits it. */
void results_append_duration(BlBuf *out, double ns);
/* Whole numbers in full, fractions with what two decimals can show of them; what is no number as Go
 * prints it. */
void results_append_count(BlBuf *out, double value);

#endif
