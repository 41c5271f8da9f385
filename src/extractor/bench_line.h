/* bench_line.h - the words of benchmark output: names, numbers, and the measurements on a line.
 *
 * The format is that of golang.org/design/14313-benchmark-format, as package testing prints it
 * ("%-*s\t" for the name, then "%8d" and "\tvalue unit" for each measurement) and as
 * golang.org/x/perf/benchfmt reads it (any blanks between fields). All functions look at one line,
 * copy nothing, and know nothing of what came before.
 */
#ifndef EXTRACTOR_BENCH_LINE_H
#define EXTRACTOR_BENCH_LINE_H

#include "benchline/base.h"

enum { BENCH_VALUES_MAX = 256 }; /* measurements on one line; more is an error */

typedef struct BenchValue {
    double value;
    BlStr unit; /* points into the line */
} BenchValue;

typedef struct BenchLine {
    uint64_t iterations;
    BL_VEC(BenchValue) values;
    const char *error;    /* why the line is no result; NULL when it is one */
    const char *error_at; /* where in the line */
} BenchLine;

/* The length of the benchmark name that `text` begins with, up to a blank or the end, or 0: it is
 * "Benchmark", alone or followed by anything but a lower-case letter, as package testing and
 * test2json have it. */
size_t bench_name_length(BlStr text);
/* Go pads the name it prints ahead of a result with at least one blank, then a tab. The length of
 * that, from the name's end, or 0. */
size_t bench_padding_length(BlStr after_name);

/* Reads "100   12.5 ns/op   8 B/op": an iteration count and at least one measurement. False with
 * error and error_at set otherwise; the iteration count is then set if it was there. */
bool bench_read(BlStr text, BenchLine *line);
/* How many numbers `text` begins with; `all`: there is nothing else. */
size_t bench_leading_numbers(BlStr text, bool *all);
/* Finds that at the very end of a text that begins with something a test printed. The beginning of
 * the iteration count, or NULL. */
const char *bench_find_at_end(BlStr text);
/* True when `text` is an iteration count and nothing else, in the eight columns Go gives it: what
 * is left of a line when b.ReportMetric(0, "ns/op") took away its only measurement. */
bool bench_is_count_alone(BlStr text, uint64_t *iterations);

/* A number as strconv.ParseFloat reads one, without hexadecimal and underscores: 12, 1.5, 1e+06,
 * +Inf, NaN. False when it is none or beyond the range of double. */
bool bench_number(BlStr text, double *value);

/* Cuts "-8" off a name: its number and the length of what stands before. False when the name does
 * not end in "-" and a number that Go writes there: 2 or more, no leading zeros. */
bool bench_suffix(BlStr name, uint64_t *procs, size_t *base_length);

#endif
