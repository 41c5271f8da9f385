/* plain_lines.h - the lines that nearly all of a large log is made of, read fast.
 *
 * These are results exactly as package testing prints them, and what tests print that can mean
 * nothing else. Whatever is not of the kind, or comes when something else is pending in the run, is
 * left to log_read_line(), which takes any line, and of these too makes the same.
 */
#ifndef EXTRACTOR_PLAIN_LINES_H
#define EXTRACTOR_PLAIN_LINES_H

#include "extractor/bench_log.h"

/* Reads whole lines from the beginning of `piece`, where a line begins, as long as they are plain.
 * Returns how many bytes that took. */
size_t plain_read(Extractor *extractor, BlStr piece);

#endif
