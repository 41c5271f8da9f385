/* bench_run.h - one run of one package's test binary, as its output tells it, line by line.
 *
 * A run gathers rows until a trailer ("ok  \tpkg\t1.2s"), the next package or the end of the log
 * says that it is over; only then is it known how the names are to be read and who was to blame.
 * The functions here are told what a line means (log_line.c finds that out) and keep what has to be
 * remembered between lines.
 */
#ifndef EXTRACTOR_BENCH_RUN_H
#define EXTRACTOR_BENCH_RUN_H

#include "benchline/results.h"
#include "extractor/bench_line.h"
#include "extractor/run_rows.h"

/* What a run remembers as text; each is empty when there is none. */
typedef enum RunText {
    RUN_PATH,      /* import path, from "pkg:" */
    RUN_ANNOUNCED, /* with -v a benchmark's bare name is printed on a line of its own first */
    RUN_PRINTED,   /* without, name and suffix are printed before the numbers, maybe lines before */
    RUN_MESSAGE,   /* of b.Log, b.Error, b.Skip: before the verdict with -v, else after it */
    RUN_TEST,      /* the first test that failed, the innermost of its subtests */
    RUN_TEST_MESSAGE,
    RUN_CRASH,          /* "panic: ...", "fatal error: ..." */
    RUN_POSSIBLE_CRASH, /* "panic: " in the middle of a line: believed when a trace follows */
    RUN_CULPRIT,        /* the test function in the trace: "BenchmarkX", "TestX" */
    RUN_CULPRIT_PLACE,  /* and where in it: "x_test.go:14" */
    RUN_EXIT,           /* "exit status 2" */
    RUN_TEXT_COUNT
} RunText;

/* Whose verdict stands just above, so that the indented lines that follow are its messages. */
typedef enum RunBlock { BLOCK_NONE, BLOCK_OF_ROW, BLOCK_OF_TEST } RunBlock;

/* Zero-initialise to start; run_end() leaves it ready for the next run; run_free() at the end. */
typedef struct BenchRun {
    BlBuf text[RUN_TEXT_COUNT];
    RunRows rows;
    RunBlock block;
    size_t block_row;
    bool announced_open, printed_open; /* its result has not come yet */
    bool verbose;                      /* -v: messages come before the verdict */
    bool crashed, timed_out;
    bool place_next; /* the next line says where the culprit's frame is */
    bool ended;      /* PASS or FAIL was printed: the benchmarks are over */
} BenchRun;

void run_free(BenchRun *run);
BlStr run_text(const BenchRun *run, RunText which);
void run_set(BenchRun *run, RunText which, BlStr text);

/* ---- what the lines say --------------------------------------------------------------------- */

/* The benchmark that was started and has no result yet, as named; empty when there is none. */
BlStr run_open_name(const BenchRun *run);
/* "BenchmarkX" alone: with -v, it starts now. */
void run_announce(BenchRun *run, BlStr name);
/* "BenchmarkX-8   \t": it is being measured. */
void run_print_name(BenchRun *run, BlStr name);
/* "=== RUN   TestX" and the like */
void run_start_test(BenchRun *run);
/* A result of `name` as printed. */
void run_add_result(BenchRun *run, BlStr name, const BenchLine *line);
/* "--- FAIL: BenchmarkX", "--- SKIP: BenchmarkX" */
void run_add_verdict(BenchRun *run, BlStr name, ResultStatus status);
/* "--- FAIL: TestX" */
void run_fail_test(BenchRun *run, BlStr name);
/* "x_test.go:14: ": how every message of b.Log, b.Error, b.Skip begins. */
bool run_has_position(BlStr text);
/* An indented line. */
void run_add_message(BenchRun *run, BlStr text);
/* A line that is not indented: the messages of the verdict above are complete. */
void run_close_block(BenchRun *run);
/* PASS or FAIL */
void run_finish_tests(BenchRun *run);

/* "panic: ...", "fatal error: ..." */
void run_crash(BenchRun *run, BlStr text);
/* "goroutine 7 [running]:" */
void run_trace(BenchRun *run);
/* Any line below the crash: maybe the stack frame of a test function, or its place. */
void run_trace_line(BenchRun *run, BlStr line);
/* "*** Test killed: ran too long (11m0s)." */
void run_time_out(BenchRun *run, BlStr text);

/* ---- its end -------------------------------------------------------------------------------- */

/* How the output says that a run ended. */
typedef enum RunVerdict {
    RUN_UNSAID, /* it does not, but it may be complete: benchmark files need no trailer */
    RUN_CUT,    /* the log ends before the end that it should have */
    RUN_PASSED,
    RUN_FAILED,
    RUN_NO_TESTS,
    RUN_NOT_BUILT,
} RunVerdict;

typedef struct RunEnd {
    RunVerdict verdict;
    double seconds;     /* NaN: unknown */
    const char *reason; /* for RUN_NO_TESTS; NULL otherwise */
    bool again;         /* the package had a run before, in this log */
} RunEnd;

/* Settles names, blame and reasons, brings status and seconds of `package` up to date (its reason
 * is copied into `arena`), hands over the rows, and makes the run ready for the next one. Returns
 * how many rows that were. For `known` see names_settle(). */
size_t run_end(BenchRun *run, RunEnd end, ProcsSet *known, ResultPackage *package, BlArena *arena,
               const RunTaker *taker);

#endif
