/* Checked allocation, the arena and growable arrays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/base.h"

static bool all_zero(const void *memory, size_t size)
{
    const unsigned char *bytes = memory;
    while (size && !bytes[size - 1])
        size--;
    return size == 0;
}

static void alloc_is_zeroed_and_never_null(void **state)
{
    (void)state;
    unsigned char *memory = bl_alloc(1000);
    assert_true(all_zero(memory, 1000));
    free(memory);
    void *nothing = bl_alloc(0);
    assert_non_null(nothing);
    nothing = bl_realloc(nothing, 0);
    assert_non_null(nothing);
    free(nothing);
}

static void strdup_copies_the_nul(void **state)
{
    (void)state;
    char text[] = "text";
    char *copy = bl_strdup(text);
    text[0] = 'T';
    assert_string_equal(copy, "text");
    free(copy);
}

static void arena_memory_is_aligned_and_zeroed(void **state)
{
    (void)state;
    BlArena arena = {0};
    for (size_t size = 0; size < 100; size++) {
        unsigned char *memory = bl_arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)memory % 8, 0);
        assert_true(all_zero(memory, size));
        memset(memory, 0xA5, size);
    }
    bl_arena_free(&arena);
}

static void arena_allocations_do_not_overlap_and_never_move(void **state)
{
    (void)state;
    enum { COUNT = 5000, SIZE = 100 }; /* many chunks */
    BlArena arena = {0};
    unsigned char **blocks = bl_alloc(COUNT * sizeof *blocks);
    for (size_t i = 0; i < COUNT; i++) {
        blocks[i] = bl_arena_alloc(&arena, SIZE);
        memset(blocks[i], (int)(i % 251), SIZE);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t j = 0; j < SIZE; j++)
            assert_int_equal(blocks[i][j], i % 251);
    assert_true(arena.total >= (size_t)COUNT * SIZE);
    free(blocks);
    bl_arena_free(&arena);
}

static void arena_takes_what_is_larger_than_a_chunk(void **state)
{
    (void)state;
    enum { BIG = 10 << 20 };
    BlArena arena = {0};
    unsigned char *before = bl_arena_alloc(&arena, 16);
    unsigned char *big = bl_arena_alloc(&arena, BIG);
    unsigned char *after = bl_arena_alloc(&arena, 16);
    assert_true(all_zero(big, BIG));
    memset(before, 1, 16);
    memset(big, 2, BIG);
    memset(after, 3, 16);
    assert_int_equal(before[15], 1);
    assert_int_equal(big[0], 2);
    assert_int_equal(big[BIG - 1], 2);
    assert_int_equal(after[0], 3);
    assert_true(arena.total >= BIG + 32);
    bl_arena_free(&arena);
}

static void arena_fills_a_chunk_to_its_last_byte(void **state)
{
    (void)state;
    BlArena arena = {0};
    bl_arena_alloc(&arena, 8);
    size_t chunk = arena.total;
    bl_arena_alloc(&arena, chunk - 8);
    assert_int_equal(arena.total, chunk);
    assert_int_equal(arena.used, chunk);
    bl_arena_alloc(&arena, 1);
    assert_true(arena.total > chunk);
    bl_arena_free(&arena);
}

static void arena_can_be_used_again_after_free(void **state)
{
    (void)state;
    BlArena arena = {0};
    bl_arena_alloc(&arena, 100);
    bl_arena_free(&arena);
    assert_null(arena.chunk);
    assert_int_equal(arena.total, 0);
    assert_string_equal(bl_arena_printf(&arena, "%s", "again"), "again");
    bl_arena_free(&arena);
    bl_arena_free(&arena);
}

static void arena_copies(void **state)
{
    (void)state;
    BlArena arena = {0};
    char bytes[] = {'a', 0, 'b'};
    char *copy = bl_arena_copy(&arena, bytes, sizeof bytes);
    memset(bytes, 'x', sizeof bytes);
    assert_memory_equal(copy, "a\0b", 3);
    assert_non_null(bl_arena_copy(&arena, NULL, 0));
    int64_t *number = bl_arena_new(&arena, int64_t);
    assert_int_equal(*number, 0);
    bl_arena_free(&arena);
}

static void arena_printf_measures_what_it_prints(void **state)
{
    (void)state;
    BlArena arena = {0};
    assert_string_equal(bl_arena_printf(&arena, "%s", ""), "");
    assert_string_equal(bl_arena_printf(&arena, "%d/%.*s/%5.2f", -7, 2, "abc", 3.14159),
                        "-7/ab/ 3.14");
    char *wide = bl_arena_printf(&arena, "%*s!", 100000, "x"); /* longer than a chunk */
    assert_int_equal(strlen(wide), 100001);
    assert_string_equal(wide + 99999, "x!");
    bl_arena_free(&arena);
}

static void vec_grows_and_keeps_its_items(void **state)
{
    (void)state;
    BL_VEC(uint32_t) numbers = {0};
    for (uint32_t i = 0; i < 100000; i++)
        bl_vec_push(&numbers, i * 3);
    assert_int_equal(numbers.count, 100000);
    assert_true(numbers.cap >= numbers.count);
    for (uint32_t i = 0; i < 100000; i++)
        assert_int_equal(numbers.items[i], i * 3);
    bl_vec_free(&numbers);
    assert_null(numbers.items);
    assert_int_equal(numbers.count, 0);
    assert_int_equal(numbers.cap, 0);
}

typedef struct Pair {
    const char *name;
    int number;
} Pair;

static void vec_takes_compound_literals(void **state)
{
    (void)state;
    BL_VEC(Pair) pairs = {0};
    bl_vec_push(&pairs, (Pair){"one", 1});
    bl_vec_push(&pairs, (Pair){.number = 2, .name = "two"});
    assert_string_equal(pairs.items[1].name, "two");
    assert_int_equal(pairs.items[0].number, 1);
    bl_vec_free(&pairs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(alloc_is_zeroed_and_never_null),
        cmocka_unit_test(strdup_copies_the_nul),
        cmocka_unit_test(arena_memory_is_aligned_and_zeroed),
        cmocka_unit_test(arena_allocations_do_not_overlap_and_never_move),
        cmocka_unit_test(arena_takes_what_is_larger_than_a_chunk),
        cmocka_unit_test(arena_fills_a_chunk_to_its_last_byte),
        cmocka_unit_test(arena_can_be_used_again_after_free),
        cmocka_unit_test(arena_copies),
        cmocka_unit_test(arena_printf_measures_what_it_prints),
        cmocka_unit_test(vec_grows_and_keeps_its_items),
        cmocka_unit_test(vec_takes_compound_literals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
