/* run_time.h - `run --metrics time`: what is asked for unless somebody says otherwise, and what to
 * know of the machine before.
 */
#ifndef BENCHLINE_RUN_TIME_H
#define BENCHLINE_RUN_TIME_H

#include "benchline/run.h"

#define CLI_METRICS_HELP                                                                            \
    "      --metrics WHAT   allocs (default), or time: 10 rounds of 100 ms each, unless --count,\n" \
    "                       --benchtime or --iterations say otherwise; one process at a time, on\n" \
    "                       a processor of its own; several Go versions in turns; and before\n"     \
    "                       that, what benchline doctor finds to be in the way\n"

/* The argument of --metrics; a usage error, which has been reported, or CLI_OK. */
int run_take_metrics(const char *text, RunMeasuring *measuring);
/* When all options are read: fills in what goes with time. `jobs`: what --jobs said. */
int run_check_metrics(RunMeasuring *measuring, unsigned jobs);
/* Says on standard error what makes times differ on this machine. */
void run_warn_of_machine(void);

#endif
