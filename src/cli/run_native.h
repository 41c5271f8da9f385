/* run_native.h - the options of `benchline run` for what it can measure beside whole tests: a
 * project's own benchmarks, and subtests. */
#ifndef BENCHLINE_RUN_NATIVE_H
#define BENCHLINE_RUN_NATIVE_H

#include "benchline/run.h"

extern const char cli_native_help[];

/* Each sets what its option says; CLI_OK or CLI_USAGE. */
int cli_take_native_benchtime(const char *text, RunOptions *run);
int cli_take_subtests(const char *text, RunOptions *run);
/* Do the options go together? Asked after all were taken. CLI_OK or CLI_USAGE. */
int cli_check_native(const RunOptions *run);

#endif
