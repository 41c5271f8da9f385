/* work.c - see work.h.
 *
 * Threads take the next number under a lock and leave what they made in a ring; the calling thread
 * waits for the slot whose turn it is. The ring's size is the bound: a number is given out only
 * when its slot was emptied of the piece one round before.
 */
#include "benchline/work.h"

#include <stdlib.h>
#include <uv.h>

enum { AHEAD = 4 }; /* pieces per thread that may be under way or wait for their turn */

typedef struct Slot {
    void *made;
    bool full;
} Slot;

typedef struct Crew {
    const BlWork *work;
    uv_mutex_t lock; /* for all that follows */
    uv_cond_t room;  /* a slot was emptied */
    uv_cond_t ready; /* a slot was filled */
    Slot *ring;
    size_t size;  /* of the ring */
    size_t next;  /* the piece to be made next */
    size_t taken; /* pieces taken: also the number of the one to be taken next */
} Crew;

/* Waits until a piece may be begun; false when there is none left. */
static bool begin_piece(Crew *crew, size_t *piece)
{
    while (crew->next < crew->work->count && crew->next >= crew->taken + crew->size)
        uv_cond_wait(&crew->room, &crew->lock);
    *piece = crew->next;
    crew->next += *piece < crew->work->count;
    return *piece < crew->work->count;
}

static void run_thread(void *argument)
{
    Crew *crew = argument;
    size_t piece;
    uv_mutex_lock(&crew->lock);
    while (begin_piece(crew, &piece)) {
        uv_mutex_unlock(&crew->lock);
        void *made = crew->work->make(crew->work->context, piece);
        uv_mutex_lock(&crew->lock);
        crew->ring[piece % crew->size] = (Slot){made, true};
        if (piece == crew->taken)
            uv_cond_signal(&crew->ready);
    }
    uv_mutex_unlock(&crew->lock);
}

static void *next_made(Crew *crew, size_t piece)
{
    Slot *slot = &crew->ring[piece % crew->size];
    uv_mutex_lock(&crew->lock);
    while (!slot->full)
        uv_cond_wait(&crew->ready, &crew->lock);
    void *made = slot->made;
    *slot = (Slot){0};
    crew->taken++;
    uv_cond_signal(&crew->room);
    uv_mutex_unlock(&crew->lock);
    return made;
}

/* A piece leaves the ring before it is taken, so one more than the ring's size may exist. */
static void take_all(Crew *crew)
{
    const BlWork *work = crew->work;
    for (size_t piece = 0; piece < work->count; piece++)
        work->take(work->context, piece, next_made(crew, piece));
}

static void work_alone(const BlWork *work)
{
    for (size_t piece = 0; piece < work->count; piece++)
        work->take(work->context, piece, work->make(work->context, piece));
}

static void work_together(const BlWork *work, unsigned threads)
{
    Crew crew = {.work = work, .size = (size_t)threads * AHEAD};
    crew.ring = bl_alloc(crew.size * sizeof *crew.ring);
    uv_thread_t *ids = bl_alloc(threads * sizeof *ids);
    unsigned started = 0;
    if (uv_mutex_init(&crew.lock) != 0 || uv_cond_init(&crew.room) != 0 ||
        uv_cond_init(&crew.ready) != 0)
        abort(); /* a system without memory for a lock */
    while (started < threads && uv_thread_create(&ids[started], run_thread, &crew) == 0)
        started++;
    if (started) /* fewer than asked for will do */
        take_all(&crew);
    else
        work_alone(work);
    for (unsigned i = 0; i < started; i++)
        uv_thread_join(&ids[i]);
    uv_cond_destroy(&crew.ready);
    uv_cond_destroy(&crew.room);
    uv_mutex_destroy(&crew.lock);
    free(ids);
    free(crew.ring);
}

void bl_work(const BlWork *work)
{
    size_t threads = work->threads ? work->threads : uv_available_parallelism();
    if (threads > work->count)
        threads = work->count;
    if (threads <= 1)
        work_alone(work);
    else
        work_together(work, (unsigned)threads);
}
