/* run_command.h - what the files of `benchline run` share.
 *
 * cmd_run.c reads the options; those of one matter are read and checked in a file of their own:
 * run_measuring.c how a test is measured, run_retries.c what is measured again, run_limits.c what
 * tests may take and where they may go, run_native.c what is measured beside whole tests.
 * run_versions.c then finds, runs and writes, with one version of Go after the other; run_kept.c
 * puts what is measured into a store at once, and run_progress.c shows how far it is, in a line
 * (progress_line.c) and in a file (progress_file.c).
 */
#ifndef BENCHLINE_RUN_COMMAND_H
#define BENCHLINE_RUN_COMMAND_H

#include "benchline/go_versions.h"
#include "benchline/run.h"
#include "cli/selection.h"

/* In the name of an output file: the version of Go. */
#define GO_IN_NAME "{go}"

typedef struct RunCommand {
    CliSelection selection;
    RunOptions run;
    int argc;
    char **argv; /* paths are from `optind` on */
    const char *output, *store, *label;
    BL_VEC(const char *) go; /* each --go, with one version or more; none: the one in PATH */
    const char *progress_file;
    const char *rerun; /* the list of --rerun-failed; NULL: none */
    bool json, quiet, resume;
} RunCommand;

/* ---- options --------------------------------------------------------------------------------- */

enum {
    OPT_JSON = CLI_OPT_OWN,
    OPT_ENGINE,
    OPT_STORE,
    OPT_LABEL,
    OPT_RESUME,
    OPT_GO,
    OPT_OFFLINE,
    OPT_KEEP,
    OPT_PROGRESS_FILE,
    /* run_measuring.c */
    OPT_METRICS,
    OPT_ITERATIONS,
    OPT_BENCHTIME,
    OPT_CPU,
    OPT_COUNT,
    /* run_retries.c */
    OPT_VARIANCE_THRESHOLD,
    OPT_MAX_RERUNS,
    OPT_RERUN_COUNT,
    OPT_RERUN_FAILED,
    /* run_limits.c */
    OPT_TIMEOUT,
    OPT_BUILD_TIMEOUT,
    OPT_PACKAGE_TIMEOUT,
    OPT_MAX_CPU,
    OPT_MAX_MEMORY,
    OPT_MAX_OUTPUT,
    OPT_MAX_PROCESSES,
    OPT_MAX_OPEN_FILES,
    OPT_MAX_FILE_SIZE,
    OPT_ISOLATE,
    OPT_SANDBOX,
    OPT_NETWORK,
    /* run_native.c */
    OPT_SUBTESTS,
    OPT_NATIVE,
    OPT_NATIVE_BENCHTIME,
};

/* All of them, up to one without a name. */
extern const struct option run_options[];

/* The options of each file as --help tells them. */
extern const char run_measuring_help[], run_retries_help[], run_limits_help[], run_native_help[];

/* Takes one of a file's options: CLI_OK, or CLI_USAGE after saying what was expected; -1 when it is
 * none of them. */
int run_measuring_option(RunCommand *command, int option, const char *argument);
int run_retries_option(RunCommand *command, int option, const char *argument);
int run_limits_option(RunCommand *command, int option, const char *argument);
int run_native_option(RunCommand *command, int option, const char *argument);

/* When all are read: do they go together? Fills in what depends on others. CLI_OK or CLI_USAGE. */
int run_measuring_check(RunCommand *command);
int run_retries_check(RunCommand *command);
int run_limits_check(RunCommand *command);
int run_native_check(RunCommand *command);

/* run_measuring.c: a benchtime as go test takes it: a number of operations, "100x", or a time,
 * "1.5s", in nanoseconds; the other one is 0. False when it is neither, or not above 0. */
bool run_read_benchtime(const char *text, uint64_t *operations, uint64_t *ns);

/* ---- what varies ----------------------------------------------------------------------------- */

/* run_retries.c: lists the benchmarks of results that vary too much, in a file beside `output` when
 * that is not NULL, and says how many they are on standard error. CLI_OK, CLI_FINDING when there
 * are any, or CLI_INTERNAL when the file cannot be written, which is said. */
int run_list_unsteady(const Results *results, const RunRetries *retries, const char *output);
/* Leaves of what was found only what such a file names. CLI_OK; or CLI_USAGE when it cannot be
 * read, or names nothing that was found: the reason is in diags. */
int run_keep_listed(Found *found, const char *file, BlDiags *diags);
/* Warns of each test that such a file names and that has no row in the results. CLI_OK, or
 * CLI_FINDING when there are any. */
int run_tell_gone(const Results *results, const CliSelection *selection, const char *file,
                  BlDiags *diags);

/* ---- running --------------------------------------------------------------------------------- */

/* run_versions.c: finds, runs and writes everything; returns the exit status. With several versions
 * what their results have in common is printed at the end. */
int run_versions(const RunCommand *command, GoVersions *versions);

#endif
