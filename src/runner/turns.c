/* turns.c - see turns.h. */
#include "runner/turns.h"

/* A step may end at once, and let the next one begin: that is done here, not within it, or the
 * stack would grow with each. */
static void give(Turns *turns)
{
    if (turns->giving)
        return;
    turns->giving = true;
    while (!turns->taken && turns->next < turns->waiting.count) {
        Turn turn = turns->waiting.items[turns->next++];
        if (turns->next == turns->waiting.count)
            turns->next = turns->waiting.count = 0;
        turns->taken = true;
        turn.step(turn.context);
    }
    turns->giving = false;
}

static void enqueue(Turns *turns, void (*step)(void *context), void *context)
{
    bl_vec_push(&turns->waiting, (Turn){step, context});
}

void turns_wait(Turns *turns, void (*step)(void *context), void *context)
{
    if (!turns) {
        step(context);
        return;
    }
    turns->put_off = 0;
    enqueue(turns, step, context);
    give(turns);
}

void turns_pass_on(Turns *turns)
{
    if (!turns)
        return;
    turns->taken = false;
    give(turns);
}

bool turns_put_off(Turns *turns, void (*step)(void *context), void *context)
{
    if (turns->put_off > turns->waiting.count - turns->next)
        return false;
    turns->put_off++;
    enqueue(turns, step, context);
    turns_pass_on(turns);
    return true;
}

void turns_free(Turns *turns)
{
    bl_vec_free(&turns->runners);
    bl_vec_free(&turns->waiting);
}
