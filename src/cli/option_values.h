/* option_values.h - what options of several commands take. Each function takes an option's
 * argument: CLI_OK, or CLI_USAGE after saying what was expected. */
#ifndef BENCHLINE_OPTION_VALUES_H
#define BENCHLINE_OPTION_VALUES_H

#include "cli/cli.h"

/* A whole number from 1 to `most`, in decimal digits; `option` is "--jobs". */
int cli_take_count(const char *command, const char *option, const char *text, unsigned most,
                   unsigned *count);
/* --metrics: a set of 1 << CompareUnit. */
int cli_take_metrics(const char *command, const char *text, unsigned *units);
/* --alpha. */
int cli_take_alpha(const char *command, const char *text, double *alpha);
/* --label, which is not empty. */
int cli_take_label(const char *command, const char *text, const char **label);

#endif
