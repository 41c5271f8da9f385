/* refused.h - what the compiler refuses, led back to the tests.
 *
 * In a copy of a declaration the compiler speaks of the original's lines, thanks to the line
 * directives. What no directive covers (the benchmarks themselves, and the file's own text) it
 * shows at the file that was written for it.
 */
#ifndef BENCHLINE_REFUSED_H
#define BENCHLINE_REFUSED_H

#include "benchline/inject.h"

typedef struct CompileError {
    BlStr path, file; /* as printed; its last element */
    uint32_t line, column;
    BlStr message;
} CompileError;

/* Reads a line as the go command prints it: "./x_test.go:10:2: undefined: y". */
bool refused_parse(BlStr line, CompileError *error);
/* The folder of its file, as printed; "" where none was. */
BlStr refused_folder(const CompileError *error);
/* Is its file one of this folder's? The go command shortens paths, in the middle of names too, so
 * only the end is looked at: the folder's name and the last letters of the one around it. */
bool refused_in(const CompileError *error, const char *folder);
/* Is the place, in what was written, in the file's own text? Then its package does not compile. */
bool refused_own(const InjectPackage *package, const CompileError *error);
/* Whoever has what was refused goes without it: falls back to the original, or is left out.
 * `written`: the place is in what was written, not in the original. Returns how many tests
 * changed. */
size_t refused_blame(InjectPackage *package, const CompileError *error, bool written);

#endif
