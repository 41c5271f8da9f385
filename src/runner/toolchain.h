/* toolchain.h - the Go installations that build the packages of a run, each with package testing
 * rewritten for it once.
 *
 * Which one builds a package is the go command's decision, for each module anew (go help
 * toolchain), so it is asked in the package's folder.
 */
#ifndef BENCHLINE_TOOLCHAIN_H
#define BENCHLINE_TOOLCHAIN_H

#include "benchline/harness.h"
#include "process/process.h"

struct Runner;

typedef struct Toolchain {
    const char *goroot;
    const char *go;      /* the command to build with, and its environment: */
    const char *root;    /* "GOROOT=..." when that is not the command's own; else NULL */
    const char *overlay; /* the folder with the rewritten files; NULL: they are in root */
    const char *problem; /* why the harness cannot be used with it; NULL: it can */
    Harness harness;
} Toolchain;

/* What the go command is to be asked. */
extern const char *const toolchain_question[];
/* The installation that it named; NULL when it named none. */
const Toolchain *toolchain_of(struct Runner *runner, const ProcessOutcome *answer);
void runner_free_toolchains(struct Runner *runner);

#endif
