/* run_measuring.h - the options of `benchline run` that say how often a test is measured, and in
 * what way. */
#ifndef BENCHLINE_CLI_RUN_MEASURING_H
#define BENCHLINE_CLI_RUN_MEASURING_H

#include "benchline/run.h"

/* Each takes an option's argument; a usage error, which has been reported, or CLI_OK. */
int run_take_iterations(const char *text, RunMeasuring *measuring);
int run_take_benchtime(const char *text, RunMeasuring *measuring);
int run_take_cpu(const char *text, RunMeasuring *measuring);
int run_take_count(const char *text, RunMeasuring *measuring);
/* Do they go together, and with the patience of the watchdog? */
int run_check_measuring(const RunMeasuring *measuring, double benchmark_seconds);

#endif
