/* fuzzing.h - what every fuzz target needs: its entry, the word for a broken promise, and the input
 * as a source that the front end takes. */
#ifndef FUZZING_H
#define FUZZING_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "benchline/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise of benchline's, checked. The fuzzer keeps the input of one that is broken. */
static inline void require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "%s: %s\n", program_invocation_short_name, what);
    abort();
}

/* A copy of the input, followed by a NUL as sources are; free() its bytes. */
static inline char *source_bytes(const uint8_t *data, size_t size)
{
    char *bytes = bl_alloc(size + 1);
    if (size)
        memcpy(bytes, data, size);
    return bytes;
}

/* The next of several sources with NUL bytes between them, from *at on, which then stands at the
 * one after it; the last of `left` takes all that remains. False when there is none. */
static inline bool next_source(const char *bytes, size_t size, size_t *at, size_t left,
                               BlStr *source)
{
    if (*at > size || left == 0)
        return false;
    size_t length = left == 1 ? size - *at : strlen(bytes + *at);
    *source = bl_str(bytes + *at, length);
    *at += length + 1;
    return true;
}

#endif
