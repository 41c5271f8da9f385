/* plain_results.h - results as package testing prints them, one below the other, read fast.
 */
#ifndef EXTRACTOR_PLAIN_RESULTS_H
#define EXTRACTOR_PLAIN_RESULTS_H

#include "extractor/bench_log.h"

/* No line is read that has not so many bytes from its beginning on. */
enum { PLAIN_ROOM = 96 };

/* "%8d" of a number that is not negative, in 8 bytes. */
bool plain_column(const char *at, uint64_t *value);
/* The length of a benchmark's name, its padding and the tab behind it, or 0. The length of the name
 * alone is in `name`, when it is one. Looks no further than `end`; leaves room for numbers in a
 * line that is not too long. */
size_t plain_name(const char *at, const char *end, size_t *name);
/* Reads lines from `at`, where one begins, as long as they are results with ns/op, and maybe B/op
 * and allocs/op, and nothing else. The run must be quiet: a result is one row more in it, and that
 * is all. Returns the line below them. */
const char *plain_results(Extractor *extractor, const char *at, const char *end);

#endif
