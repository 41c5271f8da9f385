/* harness.h - package testing, rewritten so that a test runs unmodified inside a benchmark.
 *
 * Go's own package testing is read, a field and a few first statements are put into a copy of it
 * with our own parser (src/harness/hooks.h is the table), and two files are added (golang/harness
 * and golang/measure.go). How the copy reaches a build is harness_write()'s and harness_shadow()'s
 * business; the Go installation is only read.
 *
 * A Harness owns everything it hands out until harness_free().
 */
#ifndef BENCHLINE_HARNESS_H
#define BENCHLINE_HARNESS_H

#include "benchline/base.h"

/* One file of package testing. */
typedef struct HarnessSource {
    const char *name; /* base name: "testing.go" */
    BlStr text;       /* followed by a NUL byte that text.len does not count */
} HarnessSource;

typedef struct HarnessFile {
    const char *name;
    BlBuf text;
} HarnessFile;

typedef struct Harness {
    BlArena arena;
    BL_VEC(HarnessFile) files; /* changed ones and added ones; the others stay as they are */
    /* Why this version of Go cannot be used, in words for a person ("package testing has no
     * T.Run(name, f)"); NULL: it can. */
    const char *problem;
    /* Exported methods of T that no table knows, "T.Retry, T.Budget"; NULL: none. It can be used,
     * but what these do may be counted as the test's. */
    const char *unknown;
} Harness;

/* Rewrites the files of package testing of Go 1.`minor`. Returns whether it can be used; `harness`
 * is to be zero-initialised before and freed after, either way. */
bool harness_rewrite(Harness *harness, const HarnessSource *sources, size_t count, unsigned minor);
/* The same with the files of GOROOT/src/testing. */
bool harness_load(Harness *harness, const char *goroot, unsigned minor);
void harness_free(Harness *harness);

/* Writes the files into `dir`, which is created: for an overlay that has
 * GOROOT/src/testing/NAME replaced by DIR/NAME for each. 0 or an errno value. */
int harness_write(const Harness *harness, const char *dir);
/* Makes `dir` a GOROOT of its own: links to everything of `goroot`, and of src/testing the
 * rewritten files. For Go that refuses overlays there, see harness_needs_shadow(). 0 or an errno
 * value. */
int harness_shadow(const Harness *harness, const char *goroot, const char *dir);
/* Go 1.25 and later refuse overlays of files below the module cache, where toolchains live that the
 * go command has downloaded. */
bool harness_needs_shadow(const char *goroot, const char *module_cache, unsigned minor);

/* A benchmark to be made: what it is called, and the test that it runs. */
typedef struct HarnessBenchmark {
    const char *name, *test;
} HarnessBenchmark;

/* Appends the Go file that stands beside the tests: one call for each benchmark. */
void harness_benchmarks(BlBuf *out, BlStr package, const HarnessBenchmark *benchmarks,
                        size_t count);

#endif
