/* output.h - where a command's results go, and what its exit status says of them. What goes to
 * standard output is checked when the command ends, by cli_finish(). */
#ifndef BENCHLINE_OUTPUT_H
#define BENCHLINE_OUTPUT_H

#include "benchline/results.h"
#include "cli/cli.h"

/* What -o says: a file for the JSON; or standard output, by "-" or by a name of what that is open
 * on (/dev/stdout), which is --json. */
void cli_take_output(const char *argument, const char **file, bool *json);

/* What prints `context`; whoever gave `out` asks it whether that went well. */
typedef void CliPrint(const void *context, FILE *out);

/* Appends what is printed. 0 or an errno value. */
int cli_print_to_text(CliPrint *print, const void *context, BlBuf *text);
/* Writes what is printed to a file, whole or not at all. 0 or an errno value. */
int cli_print_to_file(CliPrint *print, const void *context, const char *path);
/* "benchline COMMAND: cannot write PATH: why", where `error` is an errno value; CLI_INTERNAL. */
int cli_cannot_write(const char *command, const char *path, int error);

/* Results on standard output, as JSON or as a table. */
void cli_print_results(const Results *results, bool json);
/* As JSON to a file. CLI_OK, or CLI_INTERNAL after saying why not. */
int cli_write_results(const char *command, const Results *results, const char *path);
/* CLI_OK when everything in them was measured or skipped itself, and two engines agree; else
 * CLI_FINDING. */
int cli_status_of(const Results *results);

#endif
