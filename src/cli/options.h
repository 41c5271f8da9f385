/* options.h - the one way in which all commands read their options. */
#ifndef BENCHLINE_OPTIONS_H
#define BENCHLINE_OPTIONS_H

#include <getopt.h>

#include "cli/cli.h"

/* Reads the options of benchline.toml (settings.h), then those of argv with getopt_long(); `take`
 * gets each one and returns CLI_OK to go on. What getopt refuses is said. Afterwards argv[optind]
 * is the first argument. */
int cli_options(const char *command, int argc, char **argv, const char *letters,
                const struct option *options,
                int (*take)(void *context, int option, const char *argument), void *context);

#endif
