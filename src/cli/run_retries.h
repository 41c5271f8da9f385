/* run_retries.h - `run --variance-threshold`: what varies too much is measured again, and what
 * still does is listed in a file that --rerun-failed reads.
 */
#ifndef BENCHLINE_RUN_RETRIES_H
#define BENCHLINE_RUN_RETRIES_H

#include "benchline/finder.h"
#include "benchline/run.h"

#define CLI_RETRIES_HELP                                                                           \
    "      --variance-threshold PCT  measure again, alone, what varies by more: the coefficient\n" \
    "                       of variation of B/op or allocs/op, or of ns/op with --metrics time\n"  \
    "      --max-reruns N   ... N times at most (default 3); what varies least is kept\n"          \
    "      --rerun-count N  ... N rounds each time (default: --count)\n"                           \
    "      --rerun-failed FILE  only what a list names: with -o NAME.json what still varies too\n" \
    "                       much is in NAME_failed_benchmarks.txt\n"

enum { RUN_MOST_RERUNS = 3 };

/* Each takes an option's argument; a usage error, which has been reported, or CLI_OK. */
int run_take_threshold(const char *text, RunRetries *retries);
int run_take_most_reruns(const char *text, RunRetries *retries);
int run_take_rerun_count(const char *text, RunRetries *retries);
/* Do they go together? */
int run_check_retries(RunRetries *retries);

/* Lists the benchmarks of results that vary too much, in a file beside `output` when that is not
 * NULL, and how many they are on standard error unless `quiet`. CLI_OK, CLI_FINDING when there are
 * any, or CLI_INTERNAL when the file cannot be written, which is said. */
int run_list_unsteady(const Results *results, const RunRetries *retries, const char *output,
                      bool quiet);

/* Leaves of what was found only what such a file names. CLI_OK; or CLI_USAGE when it cannot be
 * read, or names nothing that was found: the reason is in diags. */
int run_keep_listed(Found *found, const char *file, BlDiags *diags);

#endif
