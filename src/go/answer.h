/* answer.h - what `go list` says of rewritten packages that it was to compile (heal.c). */
#ifndef BENCHLINE_GO_ANSWER_H
#define BENCHLINE_GO_ANSWER_H

#include <uv.h>

#include "benchline/heal.h"

/* What `go list -f` is to print of each package: "@ PATH DIR ok FIRST-FILE" with tabs between them,
 * then its own error, and those of what it imports behind a "!". */
extern const char answer_format[];

/* One of the packages. */
typedef struct AskedPackage {
    HealPackage *out;
    const char *dir;              /* as the go command knows it */
    const char *written, *copied; /* the folders for what is written, and of the line directives */
    bool asking;                  /* it is asked about now */
    bool stuck;                   /* it does not compile, and nobody is left to be blamed */
    /* Of the last answer. */
    bool compiled;
    size_t changed;     /* tests that go without something from now on */
    const char *said;   /* the first thing that was said of it; NULL: nothing */
    const char *beyond; /* the same of what it imports */
} AskedPackage;

typedef struct Asking {
    const HealOptions *options;
    BlArena *arena;
    uv_loop_t loop;
    const char *work, *dir; /* the work folder; the module's as the go command knows it */
    AskedPackage *packages;
    size_t count;
    bool blame;          /* for what is refused, tests go without */
    const char *failure; /* why there is no answer */
    int interrupted;     /* the signal that ends all of it */
} Asking;

/* Takes what it printed, on one of its two streams. */
void answer_take(Asking *asking, BlStr text);
/* Something was said of the package: it is kept if it is the first thing. */
void answer_note(Asking *asking, AskedPackage *package, BlStr line);

#endif
