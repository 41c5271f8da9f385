/* bench_names.h - which "-8" at the end of a name is GOMAXPROCS, and which is the name's own.
 *
 * package testing writes the name, and "-N" after it if and only if N, the GOMAXPROCS of that
 * result, is not 1. So "BenchmarkX/size-16" is size-16 on one processor, or "size" on sixteen. The
 * rules, surest first; they look at one run of one package, since all its benchmarks run with the
 * same list of -cpu:
 *
 * 1. With -v or -json the bare name was printed before: nothing to guess. (The caller does this.)
 * 2. A name without '/' is an identifier of Go, which has no '-': its suffix is GOMAXPROCS.
 * 3. A name that does not end in a number ran on 1.
 *
 * Those are the GOMAXPROCS known of the run, and a suffix is one if it is among them. When 1 is
 * among them too (-cpu 1,8), "X/a-8" is "X/a" on eight only if "X/a" is there on its own as well.
 *
 * Where only sub-benchmarks ran, without -v, and rules 1 and 2 therefore say nothing:
 *
 * 4. A number that follows every name that also stands without it is GOMAXPROCS (-cpu 1,8).
 * 5. If all names end in a number, what an earlier run of the same log is sure of decides, provided
 *    that it fits. Or else the number is GOMAXPROCS if it is the same at all names, or if the same
 *    names occur with each of several numbers (-cpu 4,8). Otherwise the numbers belong to the
 * names, and all ran on 1.
 */
#ifndef EXTRACTOR_BENCH_NAMES_H
#define EXTRACTOR_BENCH_NAMES_H

#include "benchline/results.h"

/* A name of a run that has not ended yet; the rows of -count share one. */
typedef struct RunName {
    char *text;         /* as printed; not ended by a NUL until the run is over */
    size_t printed;     /* bytes of that */
    size_t length;      /* of the name alone, once it is settled */
    uint64_t procs;     /* GOMAXPROCS; 0: unknown */
    uint64_t suffix;    /* the number the name ends in; 0: none. Set by names_settle(). */
    size_t base_length; /* of the name without it */
    bool settled;       /* length and procs are final */
    bool shared;        /* by results alone: whatever else has a name has one of its own */
} RunName;

typedef BL_VEC(RunName) RunNames;
/* A set, small and in order of appearance. */
typedef BL_VEC(uint64_t) ProcsSet;

/* Settles all names of a run. `known` is what earlier runs of the same log are sure of, and is
 * replaced when this run is sure of something. */
void names_settle(RunNames *names, ProcsSet *known);

#endif
