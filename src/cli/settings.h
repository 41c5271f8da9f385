/* settings.h - options that stand in a file: what benchline.toml means.
 *
 * A section is a command, a key one of its long options; keys before the first section go for every
 * command that has the option, and give way to the command's own section. cli_options() takes the
 * settings before the command line, and leaves out those whose option is given there. All of the
 * file is checked, the sections of other commands too. */
#ifndef BENCHLINE_SETTINGS_H
#define BENCHLINE_SETTINGS_H

#include <getopt.h>

#include "benchline/config.h"
#include "cli/cli.h"

enum {
    CLI_OPT_CONFIG = 1 << 20, /* beyond the commands' own */
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

/* What the command line says about settings; `has` tells whether it gives an option itself. */
typedef struct CliGiven {
    const char *config; /* --config; NULL: it is not there */
    bool no_config;
    bool (*has)(const struct CliGiven *given, int option);
    const int *options;
    size_t count;
} CliGiven;

/* How an option is taken. */
typedef int CliTake(void *context, int option, const char *argument);

/* Takes the settings of a command that has these options. CLI_OK, or what was said to be wrong. */
int cli_settings_take(const char *command, const struct option *options, const CliGiven *given,
                      CliTake *take, void *context);
/* A value is being taken out of a file: says about it what cli_usage() was to say, and returns
 * true. */
bool cli_settings_refuse(const char *message);
/* Has anything been taken out of a file? Its name, or NULL. */
const char *cli_settings_file(void);

/* The file that is in force; NULL when there is none. */
const char *cli_settings_path(void);

/* Has a command take its settings, and `see` get those that count, instead of running it.
 * CLI_LOOKED_AT, or CLI_USAGE when one is wrong, which was said. */
enum { CLI_LOOKED_AT = 100 };
int cli_settings_look(const char *command, void (*see)(void *context, const CliSetting *setting),
                      void *context);

#endif
