/* bench_log.h - what the files of the log reader share: log_file.c reads the log, bench_log.c takes
 * it apart into lines and events and keeps the packages, plain_lines.c and plain_results.c read
 * most of the lines of a large one, log_line.c finds out what any other line means, bench_run.c
 * remembers it until the run is over. See benchline/extractor.h for the whole.
 */
#ifndef EXTRACTOR_BENCH_LOG_H
#define EXTRACTOR_BENCH_LOG_H

#include "benchline/extractor.h"
#include "extractor/bench_line.h"
#include "extractor/bench_run.h"
#include "extractor/line_reader.h"

typedef struct LogPackage LogPackage;

/* Where a line stands in the log. */
typedef struct LogPosition {
    uint64_t line;
    size_t column; /* of the line's first byte, from 1 */
} LogPosition;

/* Text of one origin: the log itself, or with -json the output of one package. */
typedef struct LogStream {
    LineReader lines;    /* pieces of output, with -json */
    LogPosition at;      /* where the current line began */
    LogPackage *package; /* whose output it is; NULL: its lines must say */
    BenchRun run;
} LogStream;

/* A package of this log. */
struct LogPackage {
    const char *path;         /* NULL: the log does not say */
    size_t index;             /* in the project's packages */
    bool ran;                 /* a run of it has ended */
    bool running;             /* with -json: it began and has not ended */
    bool unended;             /* a run of it was followed by another one before it said its end */
    LogStream *stream;        /* with -json: its output; freed when it ends */
    const char *failed_build; /* with -json: the id of the build that failed */
    size_t builds_before;     /* builds that had failed when it was given up */
    size_t rows;              /* handed over */
    bool told;                /* the sink has had the package */
};

/* A failed build: "# example.com/shop/cart [example.com/shop/cart.test]" and its first message. */
typedef struct LogBuild {
    const char *id;      /* as the go command writes it */
    const char *package; /* that was to be tested */
    const char *reason;  /* NULL: none yet */
} LogBuild;

/* Text or events: decided by what comes first. */
typedef enum LogForm { FORM_UNKNOWN, FORM_TEXT, FORM_JSON } LogForm;

struct Extractor {
    Results *results;
    BlDiags *diags;
    ExtractSink sink; /* of the rows */
    const char *name; /* of the log */
    size_t project;
    LogForm form;
    uint64_t line;  /* number of the line being read */
    char head[120]; /* the first bytes, to say what it is when it is no log */
    size_t head_length;
    LineReader lines; /* of the log */
    LogStream text;   /* lines that are no events */
    bool no_text;     /* the first bytes are those of some other kind of file */
    bool at_end;      /* the line being read has no newline: the log may be cut off in it */
    bool mixed;       /* the log is of several machines, and that was said */
    bool recognised;  /* something that only `go test` prints was seen */
    bool has_ends;    /* a run said PASS, FAIL or ok: one that does not was cut off */
    bool lacks_ends;  /* one was followed by another before it said any of them */
    size_t problems;  /* diagnostics given */
    size_t rows;      /* handed over */
    BL_VEC(LogPackage *) packages;
    uint32_t *slots; /* hash table over packages: index + 1, or 0 */
    size_t slot_count;
    LogPackage *unnamed;
    BL_VEC(LogBuild) builds;
    BlBuf build_id;   /* a "# ..." line was read and its message comes next */
    ProcsSet known;   /* see names_settle() */
    BenchLine parsed; /* reused for each line */
    BlBuf scratch, clean;
    BlArena arena; /* of everything in here that lasts */
};

/* ---- bench_log.c ---------------------------------------------------------------------------- */

/* Ends a log of which nothing was read, and takes its project away. */
void log_abandon(Extractor *extractor);
/* A diagnostic about a byte of the current line; NULL when there have been too many. */
BlDiag *log_diag(Extractor *extractor, BlSeverity severity, LogPosition at, BlStr line,
                 const char *byte, const char *format, ...) BL_PRINTF(6, 7);
/* The package of that path, found or added; an empty path is the package without a name. */
LogPackage *log_package(Extractor *extractor, BlStr path);
/* Ends the stream's run, whose package is the stream's, or else the one that "pkg:" named, or else
 * that of `path`. A run that gathered nothing ends without a trace, unless the verdict says more.
 */
void log_end_run(Extractor *extractor, LogStream *stream, BlStr path, RunEnd end);
/* The same for a run of the package that "pkg:" named, when it is over without a word about that.
 */
void log_end_unsaid(Extractor *extractor, LogStream *stream);
/* A line that the compiler wrote about a build; the first one counts. */
void log_add_build_message(Extractor *extractor, BlStr id, BlStr message);

/* ---- log_line.c ----------------------------------------------------------------------------- */

/* One line of output, without its newline. */
void log_read_line(Extractor *extractor, LogStream *stream, BlStr line);

#endif
