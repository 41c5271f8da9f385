/* contender.h - what the C programs that are measured have in common.
 *
 * A contender is run as `PROGRAM WORK` with file names on its standard input. It loads them, warms
 * up, does the work on all of them, again and again until a second has passed, and prints one line
 * of key=value pairs (contender.c). peers/ speaks the same protocol in Go, so run.sh need not know
 * what it runs. `PROGRAM WORK --once` does it once, cold: for profilers.
 */
#ifndef BENCHLINE_BENCH_CONTENDER_H
#define BENCHLINE_BENCH_CONTENDER_H

#include "benchline/base.h"

typedef struct Source {
    const char *path;
    BlBuf text;
} Source;

/* What one pass over the files came to. */
typedef struct Tally {
    size_t items;   /* tokens, nodes or benchmarks, as the work makes them */
    size_t refused; /* files that were not accepted */
} Tally;

typedef struct Work {
    const char *name;
    void (*one)(const Source *source, Tally *tally);
    bool holds; /* leaves what it makes in memory, so it is done once and its memory counted */
} Work;

/* The whole program; works end with a row without a name. Returns the exit status. */
int contend(int argc, char **argv, const Work *works);

#endif
