/* Pieces of work on many threads: each made once, taken in order, and never far ahead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <pthread.h>
#include <unistd.h>
#include <uv.h>

#include "benchline/work.h"

enum { PIECES = 500 };

typedef struct Log {
    atomic_size_t begun; /* pieces */
    atomic_uint times[PIECES];
    size_t taken;
    size_t most_ahead; /* of the one to be taken */
    bool slow;         /* taking is */
} Log;

static void *make(void *context, size_t piece)
{
    Log *log = context;
    atomic_fetch_add(&log->begun, 1);
    atomic_fetch_add(&log->times[piece], 1);
    if (piece % 7 == 0) /* some take longer, so that later ones are ready before them */
        usleep(200);
    unsigned *made = bl_alloc(sizeof *made);
    *made = (unsigned)piece * 3;
    return made;
}

static void take(void *context, size_t piece, void *made)
{
    Log *log = context;
    if (log->slow)
        usleep(500);
    assert_int_equal(piece, log->taken);
    assert_int_equal(*(unsigned *)made, piece * 3);
    size_t ahead = atomic_load(&log->begun) - piece;
    log->most_ahead = ahead > log->most_ahead ? ahead : log->most_ahead;
    log->taken++;
    free(made);
}

static void work_with(Log *log, size_t count, unsigned threads)
{
    BlWork work = {.count = count, .threads = threads, .make = make, .take = take, .context = log};
    bl_work(&work);
    assert_int_equal(log->taken, count);
    for (size_t i = 0; i < PIECES; i++)
        assert_int_equal(atomic_load(&log->times[i]), i < count);
}

static void all_in_order_with_any_number_of_threads(void **state)
{
    (void)state;
    static const unsigned threads[] = {0, 1, 2, 3, 8, 64};
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        Log log = {0};
        work_with(&log, PIECES, threads[i]);
    }
}

static void more_threads_than_pieces(void **state)
{
    (void)state;
    for (size_t count = 0; count < 5; count++) {
        Log log = {0};
        work_with(&log, count, 8);
    }
}

/* A reader that is slow holds up the work, instead of letting it pile up. */
static void what_waits_is_bounded(void **state)
{
    (void)state;
    Log log = {.slow = true};
    work_with(&log, 300, 4);
    assert_true(log.most_ahead > 1);
    assert_true(log.most_ahead <= 32);
}

/* ---- threads --------------------------------------------------------------------------------- */

typedef struct Crew {
    uv_barrier_t together; /* of as many as shall work side by side */
    atomic_uint at_once, most_at_once;
    pthread_key_t mark; /* set in every thread that made something */
    atomic_uint begun, ended;
} Crew;

static Crew crew;

/* Some time after the thread made its last piece. */
static void end_of_thread(void *mark)
{
    (void)mark;
    usleep(2000);
    atomic_fetch_add(&crew.ended, 1);
}

static void *make_together(void *context, size_t piece)
{
    (void)context;
    (void)piece;
    unsigned now = atomic_fetch_add(&crew.at_once, 1) + 1, most = atomic_load(&crew.most_at_once);
    while (now > most && !atomic_compare_exchange_weak(&crew.most_at_once, &most, now))
        continue;
    if (!pthread_getspecific(crew.mark)) {
        pthread_setspecific(crew.mark, &crew);
        atomic_fetch_add(&crew.begun, 1);
    }
    uv_barrier_wait(&crew.together);
    atomic_fetch_sub(&crew.at_once, 1);
    return NULL;
}

static void take_nothing(void *context, size_t piece, void *made)
{
    (void)context;
    (void)piece;
    assert_null(made);
}

/* Would wait for ever if fewer threads than `wanted` worked side by side. */
static void work_together(unsigned threads, unsigned wanted)
{
    crew = (Crew){0};
    assert_int_equal(uv_barrier_init(&crew.together, wanted), 0);
    assert_int_equal(pthread_key_create(&crew.mark, end_of_thread), 0);
    BlWork work = {.count = (size_t)wanted * 10,
                   .threads = threads,
                   .make = make_together,
                   .take = take_nothing};
    alarm(60);
    bl_work(&work);
    alarm(0);
    assert_int_equal(atomic_load(&crew.most_at_once), wanted);
    assert_int_equal(atomic_load(&crew.begun), wanted);
    assert_int_equal(atomic_load(&crew.ended), wanted); /* none is left behind */
    pthread_key_delete(crew.mark);
    uv_barrier_destroy(&crew.together);
}

static void as_many_threads_as_asked_for_work_side_by_side(void **state)
{
    (void)state;
    work_together(2, 2);
    work_together(3, 3);
    work_together(8, 8);
}

static void without_a_number_there_is_a_thread_for_each_core(void **state)
{
    (void)state;
    if (uv_available_parallelism() == 1)
        skip();
    work_together(0, uv_available_parallelism());
}

static void one_thread_makes_nothing_ahead(void **state)
{
    (void)state;
    Log log = {0};
    work_with(&log, 50, 1);
    assert_int_equal(log.most_ahead, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_in_order_with_any_number_of_threads),
        cmocka_unit_test(more_threads_than_pieces),
        cmocka_unit_test(what_waits_is_bounded),
        cmocka_unit_test(as_many_threads_as_asked_for_work_side_by_side),
        cmocka_unit_test(without_a_number_there_is_a_thread_for_each_core),
        cmocka_unit_test(one_thread_makes_nothing_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
