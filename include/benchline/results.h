/* results.h - what was measured: the model that `run` fills, `extract` fills from logs, and the
 * JSON writer prints.
 *
 * Strings belong to Results.arena; rows are plain arrays. A number that was not measured is NaN,
 * never 0: "0 allocs/op" is a finding.
 */
#ifndef BENCHLINE_RESULTS_H
#define BENCHLINE_RESULTS_H

#include <math.h>
#include <stdio.h>

#include "benchline/base.h"
#include "benchline/diag.h"

enum { RESULTS_SCHEMA_VERSION = 1 }; /* docs/results.schema.json */

/* The value of a number that was not measured. (NAN alone is a float, which clang warns about.) */
#define RESULT_UNKNOWN ((double)NAN)

/* ---- names of values ------------------------------------------------------------------------- */

/* What became of one test or one benchmark. The second column is its name in JSON. */
#define RESULT_STATUSES(X)                                                                     \
    X(OK, "ok")                         /* measured */                                         \
    X(FAILED, "failed")                 /* the test's own verdict, in some iteration */        \
    X(SKIPPED, "skipped")               /* it skipped itself, or the go command skips it */    \
    X(PANICKED, "panicked")             /* the process ended with a Go panic or fatal error */ \
    X(EXITED, "exited")                 /* the process ended in the middle, without a panic */ \
    X(TIMED_OUT, "timed-out")           /* ended by benchline's watchdog */                    \
    X(NOT_REPEATABLE, "not-repeatable") /* passed once, then failed in the same process */     \
    X(NOT_CONVERTED, "not-converted")   /* no benchmark could be made of it */                 \
    X(NOT_RUN, "not-run")               /* its package did not get that far */

typedef enum ResultStatus {
#define X(name, text) RESULT_##name,
    RESULT_STATUSES(X)
#undef X
        RESULT_STATUS_COUNT
} ResultStatus;

const char *result_status_name(ResultStatus status);

/* Who made a benchmark of a test and measured it. The second column is its name in JSON. */
#define RESULT_ENGINES(X)                                                                 \
    X(UNKNOWN, NULL)      /* nobody, or a log, which does not say */                      \
    X(HARNESS, "harness") /* the test itself, with a T that a rewritten testing drives */ \
    X(SOURCE, "source")   /* what `benchline inject` makes of the test's source */

typedef enum ResultEngine {
#define X(name, text) RESULT_BY_##name,
    RESULT_ENGINES(X)
#undef X
        RESULT_ENGINE_COUNT
} ResultEngine;

const char *result_engine_name(ResultEngine engine); /* NULL for RESULT_BY_UNKNOWN */

/* What a benchmark was made of. Columns: name, name in JSON, words for people. */
#define RESULT_KINDS(X)                                                                  \
    X(UNKNOWN, NULL, NULL) /* it was a benchmark to begin with, or a log does not say */ \
    X(TEST, "test", "test")                                                              \
    X(EXAMPLE, "example", "example")                                                     \
    X(FUZZ, "fuzz", "fuzz test")            /* one operation is its whole seed corpus */ \
    X(NATIVE, "native", "native benchmark") /* nothing: it is a benchmark of the project's own */

typedef enum ResultKind {
#define X(name, text, words) RESULT_KIND_##name,
    RESULT_KINDS(X)
#undef X
        RESULT_KIND_COUNT
} ResultKind;

const char *result_kind_name(ResultKind kind);

/* What a benchmark that was made of a test runs. The second column is its name in JSON. */
#define RESULT_CONVERSIONS(X)                                               \
    X(NONE, NULL)           /* it was made of no test, or is not there */   \
    X(SOURCE, "source")     /* a copy of the test's source */               \
    X(CALL, "call")         /* the example itself: nothing is lost by it */ \
    X(ORIGINAL, "original") /* the test itself, with a genuine *testing.T */

typedef enum ResultConversion {
#define X(name, text) RESULT_FROM_##name,
    RESULT_CONVERSIONS(X)
#undef X
        RESULT_CONVERSION_COUNT
} ResultConversion;

const char *result_conversion_name(ResultConversion conversion); /* NULL for RESULT_FROM_NONE */

/* What became of a package. */
#define RESULT_PACKAGE_STATUSES(X)                                 \
    X(OK, "ok")                     /* built and run to its end */ \
    X(NO_TESTS, "no-tests")         /* nothing to run */           \
    X(SYNTAX_ERROR, "syntax-error") /* a file of it is not Go */   \
    X(BUILD_FAILED, "build-failed")                                \
    X(RUN_FAILED, "run-failed") /* the test binary ended before or outside its benchmarks */

typedef enum ResultPackageStatus {
#define X(name, text) RESULT_PACKAGE_##name,
    RESULT_PACKAGE_STATUSES(X)
#undef X
        RESULT_PACKAGE_STATUS_COUNT
} ResultPackageStatus;

const char *result_package_status_name(ResultPackageStatus status);

/* ---- the model ------------------------------------------------------------------------------- */

/* One metric that has no field of its own: MB/s, or what b.ReportMetric was given. */
typedef struct ResultMetric {
    const char *unit; /* as printed: "MB/s", "ns/lookup" */
    double value;
} ResultMetric;

/* What the runtime allocates now and then is in each mean of many operations: of an operation less
 * than this. */
#define RESULT_RUNTIME_ALLOCS 0.01

/* One measurement. `run` takes one of each iteration; a log has one a line, in the row itself. */
typedef struct ResultSample {
    uint64_t operations;      /* that it covers; the figures are per operation */
    double ns, bytes, allocs; /* NaN: not measured */
    uint64_t round;           /* in which it was taken, from 1: each has a process of its own */
} ResultSample;

/* What another engine measured of the same test. */
typedef struct ResultCheck {
    ResultEngine engine; /* RESULT_BY_UNKNOWN: there was no other */
    ResultConversion conversion;
    ResultStatus status;
    const char *reason; /* NULL when status is ok */
    double bytes_per_op, allocs_per_op;
} ResultCheck;

typedef struct ResultBenchmark {
    const char *name; /* "BenchmarkParse", with "/sub" and without "-8" */
    const char *test; /* "TestParse", or NULL for a benchmark that was no test */
    ResultKind kind;  /* of `test`, or RESULT_KIND_NATIVE */
    const char *file; /* original position of that, path as shown to the user; NULL: unknown */
    uint32_t line, column;
    ResultEngine engine;
    ResultConversion conversion;
    const char *conversion_reason; /* why it runs the original; NULL when it does not */
    const char *inline_reason;     /* of a test with subtests that were to have rows: why they have
                                    * none, or not all; else NULL */
    ResultStatus status;
    const char *reason;  /* one line for a person; NULL when status is ok */
    uint64_t procs;      /* GOMAXPROCS it ran with, from the name's suffix; 0: unknown */
    uint64_t iterations; /* measured; 0: none */
    /* Per operation. For `run`: the smallest iteration, which is what the code allocates when
     * nothing else in the process does. For logs: what was printed. NaN: not measured. */
    double ns_per_op, bytes_per_op, allocs_per_op;
    /* The median iteration (`run` only, else NaN). */
    double ns_median, bytes_median, allocs_median;
    bool noisy; /* iterations still disagreed in allocations after re-measuring; means, by more than
                 * a hundredth of one, or than a byte and a ten-thousandth of the bytes */
    BL_VEC(ResultSample) samples; /* in the order in which they were taken; none: a log */
    uint64_t processes;           /* in which they were taken; 0: none, or unknown */
    BL_VEC(const char *) notes;   /* what else is to be known of it, each on one line */
    ResultCheck check;
    BL_VEC(ResultMetric) metrics;
} ResultBenchmark;

typedef struct ResultPackage {
    const char *import_path; /* NULL: a log that does not say */
    const char *dir;         /* as shown to the user; NULL: unknown */
    const char *module;      /* module path; NULL: unknown */
    ResultPackageStatus status;
    const char *reason;   /* the first thing to read when status is not ok; else NULL */
    const char *fallback; /* why another engine than the harness had to measure it; else NULL */
    const char *note;     /* what to know of how it was built; else NULL */
    double build_seconds, run_seconds;  /* NaN: unknown */
    BL_VEC(ResultBenchmark) benchmarks; /* in source order */
} ResultPackage;

typedef struct ResultProject {
    const char *name;
    const char *dir; /* NULL: unknown */
    BL_VEC(ResultPackage) packages;
} ResultProject;

/* Where and with what it was measured; any string may be NULL: unknown. */
typedef struct ResultEnvironment {
    const char *go_version; /* "go1.26.0" */
    const char *goos, *goarch, *cpu, *kernel;
    uint64_t cores;
    const char *started; /* RFC 3339, UTC; NULL when a log does not say */
} ResultEnvironment;

enum { RESULTS_ID_LENGTH = 32 }; /* hexadecimal digits */

typedef struct Results {
    BlArena arena;
    const char *id;           /* of the run: random, and the same wherever it is kept */
    const char *label;        /* that somebody gave it; NULL: none */
    bool finished;            /* false: it ended, or was ended, before it was through */
    const char *tool_version; /* of the benchline that made them */
    const char *source;       /* "run" or "log" */
    ResultEnvironment environment;
    const char *metrics;   /* measured for: "allocs" or "time"; NULL: unknown */
    uint64_t iterations;   /* asked for; 0: unknown, or another way was */
    const char *benchtime; /* ... "100x", "1s"; NULL: unknown, or not */
    BL_VEC(uint64_t) cpu;  /* values of GOMAXPROCS asked for; none: unknown */
    uint64_t count;        /* rounds asked for; 0: unknown */
    double wall_seconds;   /* NaN: unknown */
    BL_VEC(ResultProject) projects;
} Results;

/* ---- filling it ------------------------------------------------------------------------------ */

/* An empty run with a new identifier, finished unless somebody says otherwise. */
void results_init(Results *results, const char *source);
void results_free(Results *results);
/* Is the text an identifier as results_init() makes them? */
bool results_is_id(const char *text);
/* Frees what a package's rows own, and takes them away. */
void results_free_rows(ResultPackage *package);
/* Each adds an empty row at the end and returns it; the pointer is good until the next row of the
 * same array is added. Strings are copied. */
ResultProject *results_add_project(Results *results, const char *name, const char *dir);
ResultPackage *results_add_package(Results *results, ResultProject *project,
                                   const char *import_path);
ResultBenchmark *results_add_benchmark(Results *results, ResultPackage *package, const char *name);
/* Likewise, with a copy of everything in a row that may belong to other results. */
ResultBenchmark *results_copy_benchmark(Results *results, ResultPackage *package,
                                        const ResultBenchmark *benchmark);
/* Copies what a package's head says, but not its benchmarks. */
void results_copy_head(Results *results, ResultPackage *package, const ResultPackage *from);

/* ---- what follows from it -------------------------------------------------------------------- */

/* Sets iterations, the figures, their medians and `noisy` to what the samples say: the smallest of
 * each figure, and the middle one (the mean of the two middle ones). */
void results_summarise(ResultBenchmark *benchmark);
/* The coefficient of variation of samples in percent: of their times, or the larger one of bytes
 * and allocations. NaN of fewer than two. */
double results_variation(const ResultSample *samples, size_t count, bool time);
/* Did two engines measure it, and disagree in allocations or bytes? */
bool results_differ(const ResultBenchmark *benchmark);

typedef struct ResultTotals {
    size_t projects, packages, benchmarks;
    size_t packages_by_status[RESULT_PACKAGE_STATUS_COUNT];
    size_t by_status[RESULT_STATUS_COUNT];
    size_t checked, differing; /* measured by two engines; and not the same, see results_differ() */
    size_t by_kind[RESULT_KIND_COUNT]; /* benchmarks */
} ResultTotals;

ResultTotals results_totals(const Results *results);
/* ---- JSON ------------------------------------------------------------------------------------ */

/* Writes the whole as JSON (docs/results.schema.json describes it), indented, with a newline at the
 * end. 0 or an errno value. */
int results_write_json(const Results *results, FILE *out);
/* Reads what results_write_json() wrote; what is written of it again is the same, to the byte.
 * Strict: every member of the schema must be there, be of its type and stand once, and no other
 * may; the totals must be those of the rows. `results` is made by it; results_free() it in both
 * cases. False: `diags` has one error more, with line and column of `file` and the member's
 * path. */
bool results_read_json(Results *results, const char *file, BlStr text, BlDiags *diags);
/* The same of a file, or of standard input, which is "-". */
bool results_read_file(Results *results, const char *path, BlDiags *diags);

/* ---- parts of one run ------------------------------------------------------------------------ */

/* One of the runs that are to be joined, and what an error calls it. */
typedef struct ResultPart {
    Results *results;
    const char *name;
} ResultPart;

/* Makes one run of parts of it (run --shard): at least one, with different identifiers. `joined` is
 * made by it; results_free() it in both cases. False when they differ in the Go version, the
 * settings or the benchline, or when two have the same package: `diags` has one error more, which
 * names both, and the parts are as they were. On success the rows are moved, and the texts stay the
 * parts', which must be there as long as `joined`.
 *
 * Its identifier is made of theirs, and the same in whatever order they come; where machines
 * differ, what they do not have in common is unknown; `started` is the earliest, `wall_seconds` the
 * sum. Projects are sorted by name, packages as the finder sorts them. */
bool results_join(Results *joined, const ResultPart *parts, size_t count, BlDiags *diags);

/* ---- tables for people ----------------------------------------------------------------------- */

/* The table that `run` and `extract` print for people. */
void results_print(const Results *results, bool colour, FILE *out);
/* What several runs of the same say of allocations, side by side: benchmarks on which they do not
 * agree, and how many they agree on. */
void results_print_beside(const Results *all, size_t count, bool colour, FILE *out);

#endif
