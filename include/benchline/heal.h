/* heal.h - the compiler asked about rewritten packages, before anything of them is handed out.
 *
 * A rewriter without types cannot know whether a copy compiles. The real compiler says so: all
 * packages of a module are given to it at once, through an overlay, and compiled as `go test`
 * would, but not linked, not vetted and not run. Whatever it refuses is led back to the tests,
 * which fall back to calling the original or are left out, and it is asked again, until it is
 * content.
 */
#ifndef BENCHLINE_HEAL_H
#define BENCHLINE_HEAL_H

#include "benchline/diag.h"
#include "benchline/finder.h"
#include "benchline/inject.h"

typedef struct HealOptions {
    const char *go;                   /* the go command; NULL: "go" */
    const char *tags, *goos, *goarch; /* as -tags, GOOS and GOARCH take them, or NULL */
    unsigned jobs;                    /* compilers at a time; 0: as the go command likes it */
    double seconds;                   /* patience with the go command, each time */
} HealOptions;

typedef enum HealVerdict {
    HEAL_COMPILES, /* with what is converted now; or nothing is, and nothing is added */
    HEAL_BROKEN,   /* the package does not compile without benchmarks either */
    HEAL_UNCHECKED /* the go command could not be asked */
} HealVerdict;

typedef struct HealPackage {
    const FoundPackage *found; /* borrowed, as the next one is */
    InjectPackage *package;    /* loaded; changed by inject_refuse_at() and the like */
    HealVerdict verdict;
    const char *reason; /* of HEAL_BROKEN: what the go command says. In the arena */
} HealPackage;

/* Makes the packages compile; all are of one module. Units that are broken are passed over. The
 * units have to be emitted again afterwards. Packages are in memory together: give a large module
 * in portions. False when the go command could not be asked; why is in `diags` then. */
bool heal_packages(HealPackage *packages, size_t count, const FoundModule *module,
                   const HealOptions *options, BlArena *arena, BlDiags *diags);

#endif
