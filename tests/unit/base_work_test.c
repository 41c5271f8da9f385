/* Pieces of work on many threads: each made once, taken in order, and never far ahead. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <unistd.h>

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
        cmocka_unit_test(one_thread_makes_nothing_ahead),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
