/* source.h - the bytes of a source file, before any of them is a token. */
#ifndef BENCHLINE_SOURCE_H
#define BENCHLINE_SOURCE_H

#include "benchline/syntax.h"

/* The first byte that Go source may not hold (Go specification, "Source code representation"):
 * NUL, a byte order mark inside the file, or what is not UTF-8. Returns why, NULL when there is
 * none, and its offset. */
const char *go_find_bad_bytes(BlStr source, uint32_t *at);

#endif
