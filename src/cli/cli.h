/* cli.h - what the commands share. The command line is a thin layer over libbenchline: a command
 * reads its options, calls the library, prints, and returns its exit status. */
#ifndef BENCHLINE_CLI_H
#define BENCHLINE_CLI_H

#include <stdio.h>

#include <cjson/cJSON.h>

#include "benchline/base.h"
#include "benchline/diag.h"

/* Exit statuses. */
enum {
    CLI_OK = 0,
    CLI_FINDING = 1,  /* something was not fine: a failed benchmark, a file that is not Go */
    CLI_USAGE = 2,    /* the command line makes no sense */
    CLI_INTERNAL = 3, /* benchline's own failure */
    CLI_DONE = 100,   /* until cli_finish(), CLI_OK: --help was answered, nothing is left to do */
};

int cmd_find(int argc, char **argv);
int cmd_inject(int argc, char **argv);
int cmd_where(int argc, char **argv);
int cmd_run(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_merge(int argc, char **argv);
int cmd_history(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_compare(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_doctor(int argc, char **argv);
int cmd_config(int argc, char **argv);
int cmd_completion(int argc, char **argv);

typedef struct CliCommand {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the name */
    const char *summary;
} CliCommand;

/* All of them, up to one without a name. Their help texts, manual pages, completion and settings
 * follow from this table and from what each prints for --help. */
extern const CliCommand cli_commands[];
/* NULL when there is none of that name. */
const CliCommand *cli_command(const char *name);

/* Colour is for terminals, and never with NO_COLOR set (no-color.org). */
bool cli_use_colour(FILE *stream);
/* Where messages go: standard error, behind all that standard output has so far, for both may be
 * one file. */
FILE *cli_messages(void);
/* Prints diagnostics there. */
void cli_print_diags(const BlDiags *diags);
/* "benchline CMD: message", and where help is; returns CLI_USAGE. */
int cli_usage(const char *command, const char *format, ...) BL_PRINTF(2, 3);
/* The worse one of two exit statuses. */
static inline int cli_worse(int a, int b)
{
    return a > b ? a : b;
}

/* Standard output could not be written, for that reason, an errno value, or 0: it could. */
void cli_output_failed(int error);
/* Flushes standard output; a failure there (a full disk) is said, and is CLI_INTERNAL. */
int cli_finish(int status);

#endif
