/* run_versions.h - what `benchline run` was asked for, with one version of Go after the other, or
 * in turns.
 */
#ifndef BENCHLINE_RUN_VERSIONS_H
#define BENCHLINE_RUN_VERSIONS_H

#include "benchline/go_versions.h"
#include "benchline/run.h"
#include "cli/selection.h"

/* In the name of an output file: the version of Go. */
#define GO_IN_NAME "{go}"

typedef struct RunCommandLine {
    CliSelection selection;
    RunOptions run;
    int argc;
    char **argv; /* paths are from `optind` on */
    const char *output, *store, *label, *go;
    const char *progress_file;
    const char *rerun; /* the list of --rerun-failed; NULL: none */
    bool json, quiet, help, resume;
} RunCommandLine;

/* Finds, runs and writes everything; returns the exit status. With several versions what their
 * results have in common is printed at the end. */
int run_versions(const RunCommandLine *command, GoVersions *versions);

#endif
