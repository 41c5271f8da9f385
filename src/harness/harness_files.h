/* harness_files.h - the Go files that are added to package testing, carried inside the program. */
#ifndef BENCHLINE_HARNESS_FILES_H
#define BENCHLINE_HARNESS_FILES_H

#include "injector/golang_files.h"

extern const GolangFile harness_files[]; /* ends with a NULL name */

#endif
