/* work.h - many pieces of work that do not know of each other, on all cores; what comes out is
 * taken in their order.
 *
 * So the output of a command does not depend on how many threads it had. No piece is begun that is
 * far ahead of the one to be taken next: what is made and waits its turn stays within bounds, and
 * when taking is slow (a pipe that nobody reads), the work waits for it.
 */
#ifndef BENCHLINE_WORK_H
#define BENCHLINE_WORK_H

#include "benchline/base.h"

typedef struct BlWork {
    size_t count;     /* pieces, numbered from 0 */
    unsigned threads; /* at most; 0: one a core; 1: all is done on the calling one */
    /* Makes one piece, on any thread, beside others: it may read what is shared, and change only
     * what is its own. */
    void *(*make)(void *context, size_t piece);
    /* Takes what was made of the piece, on the calling thread, in the order of the numbers. */
    void (*take)(void *context, size_t piece, void *made);
    void *context;
} BlWork;

/* Returns when the last piece was taken. */
void bl_work(const BlWork *work);

#endif
