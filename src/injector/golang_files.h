/* golang_files.h - the Go files of golang/, carried inside the program. */
#ifndef BENCHLINE_GOLANG_FILES_H
#define BENCHLINE_GOLANG_FILES_H

#include <stddef.h>

typedef struct GolangFile {
    const char *name; /* "shim.go" */
    const char *text; /* followed by a NUL that size does not count */
    size_t size;
} GolangFile;

extern const GolangFile golang_files[]; /* ends with a NULL name */

#endif
