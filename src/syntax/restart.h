/* restart.h - where a file that has a syntax error can be read on without guessing. */
#ifndef BENCHLINE_RESTART_H
#define BENCHLINE_RESTART_H

#include "syntax/lexer.h"

/* The token that is being looked at, and what stands before it. */
typedef struct GoReading {
    GoLexer lexer;
    GoToken token;
    int code, before; /* of the token, and of the one before it */
    uint32_t depth;   /* brackets open before it, counted from the last restart on */
} GoReading;

typedef struct GoRestart {
    GoFile text; /* the same source; what the lexer notes in it is not looked at */
    GoReading now;
    GoReading within; /* its code is T_FUNC: a declaration that begins before all brackets of the */
                      /* one that the error is in are closed */
    uint32_t start;   /* where the last restart was; 0: at the file's beginning */
} GoRestart;

void go_restart_init(GoRestart *restart, const GoFile *file);
void go_restart_free(GoRestart *restart);

/* Goes on to an error. Returns whether it stands inside of the declaration at `start`, so that it
 * cannot be a consequence of an error before that. */
bool go_restart_reach(GoRestart *restart, uint32_t error_at);
/* Is there only one way to read what follows the error that was reached, so that it is worth while
 * to go on? Asked once a file, about its first error. */
bool go_restart_unambiguous(const GoRestart *restart, uint32_t error_at);
/* Finds the next declaration to go on with; false when there is none. Its offset is in `start`. */
bool go_restart_next(GoRestart *restart);

#endif
