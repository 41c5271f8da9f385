/* command.h - another program, run to its end; for short ones, such as `git status`. What is
 * watched and listened to while it runs is the runner's business. */
#ifndef BENCHLINE_COMMAND_H
#define BENCHLINE_COMMAND_H

#include "benchline/base.h"

typedef struct BlCommand {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH when it has no '/' */
    char *const *env;        /* "NAME=value", NULL-terminated; NULL: this program's */
    const char *cwd;         /* NULL: this program's */
    BlStr input;             /* its standard input */
    bool errors_too;         /* what it writes to standard error is output; else it stays there */
} BlCommand;

/* How it ended. */
typedef struct BlEnd {
    int error;  /* why it was not started, an errno value (ENOENT: there is no such program) */
    int status; /* as waitpid() has it; -1 when it was not started */
} BlEnd;

/* Runs it and appends what it wrote to `output`. */
BlEnd bl_command_run(const BlCommand *command, BlBuf *output);
/* Did it exit with 0? */
bool bl_end_is_fine(BlEnd end);

#endif
