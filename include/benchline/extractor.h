/* extractor.h - what `go test -bench` printed, read back into results.
 *
 * Plain output, -v output and -json output (test2json events) are all read, told apart by
 * themselves, and one run in one form and the next in another; with several packages in one log,
 * tests that print in the middle of a benchmark's line, failed builds, panics, timeouts and
 * carriage returns. The log is read in one pass, in pieces of any size, and the outcome does not
 * depend on where the pieces are cut. Of a line longer than EXTRACT_LINE_MAX bytes the middle is
 * left out.
 *
 * The rows are kept in Results, or handed to a sink, run by run, and forgotten. Memory then grows
 * neither with the log nor with its results, but with the largest run (some 40 bytes for each
 * result of it) and with the number of packages.
 *
 * What becomes of a log:
 * - Each log is one project, named as the log is; its packages stand in the order in which they
 *   began, its benchmarks in the order in which they ended.
 * - Every result line is one row: -count=5 gives five rows of the same name. Two runs of one
 *   package in one log are one package with the rows of both.
 * - The name loses the GOMAXPROCS suffix ("-8"), which becomes `procs`; see bench_names.h for how a
 *   suffix is told from a name that ends in digits.
 * - A benchmark that was named and then took its process down is the culprit and gets a row with
 *   that status; its package is run-failed.
 * - A parent of sub-benchmarks has no row of its own, unless it failed with a message of its own.
 *
 * A line that begins like a result but is none is an error in `diags`, with its position in the
 * log; so is a log in which nothing of `go test` can be found.
 */
#ifndef BENCHLINE_EXTRACTOR_H
#define BENCHLINE_EXTRACTOR_H

#include "benchline/diag.h"
#include "benchline/results.h"

enum { EXTRACT_LINE_MAX = 1 << 20 };

/* Who takes rows when a run ends, with `context`. Packages and rows are the extractor's, and good
 * for the time of the call; a package has no rows of its own. What is known of the environment is
 * in Results. */
typedef struct ExtractSink {
    /* One row of a run that has ended. The package's status is that of its runs so far. */
    void (*row)(void *context, const ResultPackage *package, const ResultBenchmark *row);
    /* A run has ended and all its rows were given. May be NULL. */
    void (*run)(void *context, const ResultPackage *package);
    /* Once for each package, when its status and reason are final: after the rows of the run that
     * failed, or when the log ends. `rows` is how many were given of it. May be NULL. */
    void (*package)(void *context, const ResultPackage *package, size_t rows);
    void *context;
} ExtractSink;

typedef struct Extractor Extractor;

/* Begins a log: a new project in `results`. `name` is what diagnostics call the log, and is copied.
 * `results` and `diags` are borrowed until extract_finish(); nothing else may add projects to
 * `results` in between. */
Extractor *extract_begin(Results *results, const char *name, BlDiags *diags);
/* The same, with rows for a sink, which is copied; `results` then has the packages alone. */
Extractor *extract_begin_to(Results *results, const char *name, const ExtractSink *sink,
                            BlDiags *diags);
/* The next `len` bytes of the log. */
void extract_feed(Extractor *extractor, const char *bytes, size_t len);
/* Ends the log and frees the extractor. False when it was no output of `go test`, which `diags`
 * then says. */
bool extract_finish(Extractor *extractor);

/* A whole file, or standard input for "-". False when it could not be read or was no log; `diags`
 * says why. What was read before an error is kept. */
bool extract_file(Results *results, const char *path, BlDiags *diags);
bool extract_file_to(Results *results, const char *path, const ExtractSink *sink, BlDiags *diags);

/* Appends a row, or a package, as one line of JSON that stands alone
 * (docs/extract-line.schema.json), as a sink gets them. `results` is what the log is read into; its
 * last project is the log's. */
void extract_row_line(const Results *results, const ResultPackage *package,
                      const ResultBenchmark *row, BlBuf *out);
void extract_package_line(const Results *results, const ResultPackage *package, BlBuf *out);

#endif
