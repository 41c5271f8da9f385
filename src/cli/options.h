/* options.h - the one way in which all commands read their options. */
#ifndef BENCHLINE_OPTIONS_H
#define BENCHLINE_OPTIONS_H

#include <getopt.h>

#include "cli/cli.h"

/* What getopt_long() calls an option that has no letter. */
enum {
    CLI_OPT_SELECTION = 0x100, /* from here on those of selection.h */
    CLI_OPT_OWN = 0x200,       /* a command's own */
    CLI_OPT_SETTINGS = 0x300,  /* those of settings.h, which all commands have */
};

/* What a command takes. */
typedef struct CliSyntax {
    const char *command;
    const char *const *help;      /* up to a NULL: C11 (5.2.4.1) knows literals of 4095 bytes */
    void (*print_help)(void);     /* instead of it, where it is not the same always; or NULL */
    const struct option *options; /* up to one without a name; -h, --help and what all commands have
                                   * need not be among them */
    int (*take)(void *context, int option, const char *argument); /* CLI_OK to go on */
} CliSyntax;

/* Reads the options of benchline.toml (settings.h), then those of argv with getopt_long(); `take`
 * gets each one. CLI_OK, and argv[optind] is the first argument; CLI_DONE when the help was asked
 * for and printed, or the settings were to be looked at; else what was said to be wrong. */
int cli_options(const CliSyntax *syntax, int argc, char **argv, void *context);

/* Goes over a command's options without taking them; `see` gets each one as the table has it, and
 * what all commands have. CLI_OK when it always said so, and there was no argument beside; else
 * what was said to be wrong. */
typedef int CliOptionSeen(void *context, const struct option *option, const char *argument);
int cli_options_see(const char *command, const struct option *own, int argc, char **argv,
                    CliOptionSeen *see, void *context);

#endif
