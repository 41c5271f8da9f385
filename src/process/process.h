/* process.h - one child process: started, listened to, watched, and ended with all it started.
 *
 * The child gets a session of its own, so that its whole process group can be ended; its output is
 * kept, from the beginning and from the end when it is too much to keep; and on descriptor 3, when
 * asked for, it can send lines that nothing else can get between. Beside it in this folder: words.c
 * puts command lines together, processors.c chooses where it runs, limits.c says what it may take,
 * family.c who came of it.
 */
#ifndef BENCHLINE_PROCESS_H
#define BENCHLINE_PROCESS_H

#include <uv.h>

#include "benchline/base.h"
#include "benchline/limits.h"

typedef struct ProcessOutcome {
    int spawn_error;      /* a libuv error; 0 when it was started */
    int64_t status;       /* exit status */
    int signal;           /* that ended it; 0 when none did */
    bool timed_out;       /* the watchdog ended it, or a limit of time */
    const char *exceeded; /* the limit that it was ended for, in words (limits.h); NULL: none */
    BlStr out, err;       /* what it printed; valid during the call only */
    double seconds;       /* from start to end */
} ProcessOutcome;

/* Was it started, and did it exit with 0 by itself? */
static inline bool process_outcome_is_fine(const ProcessOutcome *outcome)
{
    return !outcome->spawn_error && outcome->status == 0 && outcome->signal == 0 &&
           !outcome->timed_out && !outcome->exceeded;
}

typedef struct ProcessCommand {
    const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
    const char *cwd;
    const char *const *env; /* "NAME=value", NULL-terminated; added to the environment */
    double patience;        /* seconds without a line on descriptor 3 before the watchdog ends it */
    bool events; /* give it descriptor 3; and ask a Go program for its stacks before ending it */
    unsigned processors; /* it gets as many for itself, where that can be; 0: as everything else */
    const char *program; /* that Go program's own argv[0]; NULL: `argv` starts it directly. It is a
                            stranger's: all that comes of it is ended with it (family.h) */
    RunLimits limits;    /* of a stranger's program: what is looked at while it runs */
    void (*on_line)(void *context, BlStr line); /* one line from descriptor 3, without its end */
    void (*on_exit)(void *context, const ProcessOutcome *outcome); /* the last call; always made */
    void *context;
} ProcessCommand;

/* Starts it; what it is given is copied. All calls come from uv_run() on the loop. */
void process_start(uv_loop_t *loop, const ProcessCommand *command);

/* Ends every process that runs in this loop; for when benchline itself is to end. */
void process_kill_all(uv_loop_t *loop);

#endif
