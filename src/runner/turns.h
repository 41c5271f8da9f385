/* turns.h - one step at a time, of several runs together: a build, or one process of tests.
 *
 * Times are not measured beside anything else. Steps that wait get the machine in the order in
 * which they began to wait, so runs that each have one waiting take turns.
 */
#ifndef BENCHLINE_TURNS_H
#define BENCHLINE_TURNS_H

#include "benchline/base.h"

struct Runner;

typedef struct Turn {
    void (*step)(void *context);
    void *context;
} Turn;

typedef struct Turns {
    BL_VEC(struct Runner *) runners; /* that take them */
    BL_VEC(Turn) waiting;            /* from `next` on */
    size_t next;
    size_t put_off; /* in a row */
    bool taken;     /* somebody has the machine */
    bool giving;    /* turns_wait() or turns_pass_on() is at work */
} Turns;

/* Calls step, now or when it is its turn; it has the machine until turns_pass_on(). Where there are
 * no turns (NULL), now. */
void turns_wait(Turns *turns, void (*step)(void *context), void *context);
/* Whoever has the machine leaves it to who waits, if anybody does. */
void turns_pass_on(Turns *turns);
/* ... and waits again, because it cannot do its step before another has. False when nobody else has
 * anything to do either: it is to go on. */
bool turns_put_off(Turns *turns, void (*step)(void *context), void *context);
void turns_free(Turns *turns);

#endif
