/* compare.h - two runs side by side: what became of each benchmark, in which unit, and whether that
 * is a difference or chance.
 *
 * Nothing is copied: what is compared must outlive the Comparison. A benchmark is known by its
 * package's import path, its name and its GOMAXPROCS; and by its project where packages of several
 * projects of one run have the same path. Rows that share all of that in one run (a log with
 * -count) are one benchmark, with the samples of all.
 *
 * docs/compare.md says in plain words what counts as a difference.
 */
#ifndef BENCHLINE_COMPARE_H
#define BENCHLINE_COMPARE_H

#include "benchline/results.h"
#include "benchline/stats.h"

/* Units, in the order in which they are shown. The second column is the unit as go test prints it,
 * the third what --metrics calls it. */
#define COMPARE_UNITS(X)             \
    X(ALLOCS, "allocs/op", "allocs") \
    X(BYTES, "B/op", "bytes")        \
    X(TIME, "ns/op", "time")

typedef enum CompareUnit {
#define X(name, text, word) COMPARE_##name,
    COMPARE_UNITS(X)
#undef X
        COMPARE_UNIT_COUNT
} CompareUnit;

const char *compare_unit_name(CompareUnit unit); /* "allocs/op" */
const char *compare_unit_word(CompareUnit unit); /* "allocs" */
enum { COMPARE_ALL_UNITS = (1 << COMPARE_UNIT_COUNT) - 1 };

/* What is to be said of one unit of one benchmark. The second column is its name in JSON. */
#define COMPARE_VERDICTS(X)                                                                   \
    X(NOT_MEASURED, "not-measured") /* on one side at least */                                \
    X(SAME, "same")           /* no difference, or one that leaves the median where it was */ \
    X(UNDECIDED, "undecided") /* the samples differ as they would by chance: benchstat's ~ */ \
    X(CHANGED, "changed")

typedef enum CompareVerdict {
#define X(name, text) COMPARE_##name,
    COMPARE_VERDICTS(X)
#undef X
        COMPARE_VERDICT_COUNT
} CompareVerdict;

const char *compare_verdict_name(CompareVerdict verdict);

typedef struct CompareFigure {
    CompareVerdict verdict;
    bool exact; /* each side has one value only: their difference needs no test */
    /* Of the samples: medians and intervals, and the delta, as stats_compare() has them. p is that
     * of the rank test, and 0 or 1 where `exact`. */
    StatsComparison stats;
    double p; /* corrected for how many tests there are in the unit: what the verdict is made of */
} CompareFigure;

/* A benchmark in one of the runs; `benchmark` is NULL where it is not in it. */
typedef struct CompareSide {
    const ResultProject *project;
    const ResultPackage *package;
    const ResultBenchmark *benchmark;    /* its first row */
    ResultStatus status;                 /* of the first row that is not ok, or else ok */
    double smallest[COMPARE_UNIT_COUNT]; /* per operation, as `run` shows it; NaN: not measured */
} CompareSide;

/* What a benchmark is in the comparison. The second column is its name in JSON. */
#define COMPARE_KINDS(X)                                                       \
    X(MEASURED, "measured")             /* ok in both */                       \
    X(STATUS_CHANGED, "status-changed") /* in both, with different statuses */ \
    X(ONLY_OLD, "only-old")                                                    \
    X(ONLY_NEW, "only-new")                                                    \
    X(UNMEASURED, "unmeasured") /* in both, with one status that is not ok */

typedef enum CompareKind {
#define X(name, text) COMPARE_##name,
    COMPARE_KINDS(X)
#undef X
        COMPARE_KIND_COUNT
} CompareKind;

const char *compare_kind_name(CompareKind kind);

typedef struct ComparePair {
    CompareKind kind;
    CompareSide before, after;
    CompareFigure figures[COMPARE_UNIT_COUNT]; /* of COMPARE_MEASURED; else NOT_MEASURED */
    size_t index;    /* in the order of the new run, what is only in the old one behind it */
    bool by_project; /* another project has a benchmark of that path and name */
} ComparePair;

/* All benchmarks in one unit. */
typedef struct CompareTotal {
    size_t by_verdict[COMPARE_VERDICT_COUNT];
    size_t up, down;      /* of those that changed */
    size_t tests;         /* figures that were tested, for which p is corrected */
    double before, after; /* geometric means of the medians; NaN when one is 0 */
    StatsRatio ratio;
} CompareTotal;

/* How p is corrected. The second column is its name in JSON and on the command line, the third what
 * people call it. */
#define COMPARE_CORRECTIONS(X)                        \
    X(BENJAMINI_HOCHBERG, "bh", "Benjamini-Hochberg") \
    X(HOLM, "holm", "Holm")                           \
    X(UNCORRECTED, "none", "not corrected")

typedef enum CompareCorrection {
#define X(name, text, author) COMPARE_##name,
    COMPARE_CORRECTIONS(X)
#undef X
        COMPARE_CORRECTION_COUNT
} CompareCorrection;

const char *compare_correction_name(CompareCorrection correction); /* "bh" */
/* The one of that name; false when there is none. */
bool compare_correction(const char *name, CompareCorrection *correction);

typedef struct CompareOptions {
    double alpha; /* a corrected p up to this is a difference; 0: STATS_ALPHA */
    CompareCorrection correction;
    unsigned units; /* a set of 1 << CompareUnit that are asked for; 0: all */
} CompareOptions;

typedef struct Comparison {
    const Results *before, *after;
    CompareOptions options; /* with alpha and units filled in */
    bool by_project; /* several projects have packages of one path: then the project counts */
    /* By kind; COMPARE_MEASURED in the order of importance, in the first unit in which any of two
     * changed; others as they stand in the runs. */
    BL_VEC(ComparePair) pairs;
    size_t by_kind[COMPARE_KIND_COUNT];
    CompareTotal totals[COMPARE_UNIT_COUNT];
} Comparison;

/* Makes `comparison`; compare_free() it. */
void compare_results(Comparison *comparison, const Results *before, const Results *after,
                     const CompareOptions *options);
void compare_free(Comparison *comparison);

/* The order of importance of two changes of a figure, each from a value to another one: from 0 to
 * something, from something to 0, any other by how much. Negative, 0 or positive, as strcmp(). */
int compare_order_changes(double before, double after, double other_before, double other_after);
/* Is there anything that differs, in a unit asked for or in which benchmarks there are? */
bool compare_differs(const Comparison *comparison);

/* ---- written --------------------------------------------------------------------------------- */

typedef struct CompareStyle {
    bool all;                             /* what did not change too, and not only how many */
    bool colour;                          /* the table only */
    const char *before_name, *after_name; /* what the runs are called: "old.json" */
    size_t left_out; /* so many benchmarks there were, of which those wanted are none; or 0 */
} CompareStyle;

typedef struct CompareFormat {
    const char *name, *summary;
    /* Whoever gave `out` asks it whether that went well. */
    void (*write)(const Comparison *comparison, const CompareStyle *style, FILE *out);
} CompareFormat;

extern const CompareFormat compare_formats[]; /* the last one has no name */
/* NULL: there is none of that name. */
const CompareFormat *compare_format(const char *name);

#endif
