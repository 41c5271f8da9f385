/* settings.h - options that stand in a file: what benchline.toml means.
 *
 * A section is a command, a key one of its long options; keys before the first section go for every
 * command that has the option, and give way to the command's own section. cli_options() takes the
 * settings before the command line, and leaves out those whose option is given there. All of the
 * file is checked, the sections of other commands too. */
#ifndef BENCHLINE_SETTINGS_H
#define BENCHLINE_SETTINGS_H

#include "benchline/config.h"
#include "cli/options.h"

enum {
    CLI_OPT_CONFIG = CLI_OPT_SETTINGS,
    CLI_OPT_NO_CONFIG,
};

#define CLI_CONFIG_OPTIONS                                \
    {"config", required_argument, NULL, CLI_OPT_CONFIG},  \
    {                                                     \
        "no-config", no_argument, NULL, CLI_OPT_NO_CONFIG \
    }

#define CLI_CONFIG_HELP                                                                            \
    "      --config FILE    take the settings from FILE (so does the variable BENCHLINE_CONFIG)\n" \
    "      --no-config      take none from any file\n"

/* One that counts for a command. */
typedef struct CliSetting {
    const char *command;
    const char *option;   /* its name */
    const char *argument; /* NULL: it takes none */
    const ConfigFile *file;
    uint32_t line, column; /* of the value */
} CliSetting;

/* What the command line itself says. */
typedef struct CliGiven {
    const char *config; /* --config; NULL: it is not there */
    bool no_config;
    BL_VEC(int) options; /* that are there */
} CliGiven;

/* Takes the settings of a command, whose options and those that all commands have are in `options`.
 * CLI_OK; CLI_DONE when they were to be looked at only; or what was said to be wrong. */
int cli_settings_take(const CliSyntax *syntax, const struct option *options, const CliGiven *given,
                      void *context);
/* A value is being taken out of a file: says about it what cli_usage() was to say, and returns
 * true. */
bool cli_settings_refuse(const char *message);
/* Is what a command takes now out of a file, and not from the command line? */
bool cli_settings_taking(void);
/* Has anything been taken out of a file? Its name, or NULL. */
const char *cli_settings_file(void);

/* The file that is in force; NULL when there is none. */
const char *cli_settings_path(void);

/* Has a command take its settings, and `see` get those that count, instead of running it. CLI_DONE,
 * or CLI_USAGE when one is wrong, which was said. */
int cli_settings_look(const char *command, void (*see)(void *context, const CliSetting *setting),
                      void *context);

/* settings_check.c: adds an error for each section and setting of the file that is no command's, or
 * not what its option takes. `named`: the user has named the file, and it was not just found. */
void cli_settings_check(const ConfigFile *file, bool named, BlDiags *diags);

#endif
