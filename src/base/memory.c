/* memory.c - checked allocation, the arena, and the growth of arrays; and random bytes. */
#include "benchline/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

enum {
    FIRST_CHUNK = 4 * 1024, /* small, because many arenas stay nearly empty and chunks are zeroed */
    LARGEST_CHUNK = 256 * 1024,
    VEC_FIRST = 8,
};

struct BlArenaChunk {
    BlArenaChunk *older;
    size_t cap;
    _Alignas(max_align_t) unsigned char bytes[];
};

void bl_out_of_memory(size_t wanted)
{
    fprintf(stderr, "benchline: out of memory (%zu bytes wanted)\n", wanted);
    abort();
}

void bl_random(void *bytes, size_t count)
{
    if (getrandom(bytes, count, 0) != (ssize_t)count)
        abort();
}

void *bl_alloc(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (!memory)
        bl_out_of_memory(size);
    return memory;
}

void *bl_realloc(void *old, size_t size)
{
    void *memory = realloc(old, size ? size : 1);
    if (!memory)
        bl_out_of_memory(size);
    return memory;
}

char *bl_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    return memcpy(bl_alloc(size), text, size);
}

void *bl_arena_alloc(BlArena *arena, size_t size)
{
    size = (size + 7) & ~(size_t)7;
    if (!arena->chunk || size > arena->chunk->cap - arena->used) {
        size_t cap = arena->total < FIRST_CHUNK ? FIRST_CHUNK : arena->total;
        cap = cap < LARGEST_CHUNK ? cap : LARGEST_CHUNK;
        cap = size > cap ? size : cap;
        BlArenaChunk *chunk = bl_alloc(sizeof *chunk + cap);
        chunk->older = arena->chunk;
        chunk->cap = cap;
        arena->chunk = chunk;
        arena->used = 0;
        arena->total += cap;
    }
    void *memory = arena->chunk->bytes + arena->used;
    arena->used += size;
    return memory;
}

void *bl_arena_copy(BlArena *arena, const void *bytes, size_t size)
{
    void *copy = bl_arena_alloc(arena, size);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *bl_arena_printf(BlArena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    char *text = bl_arena_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    return text;
}

void bl_arena_free(BlArena *arena)
{
    for (BlArenaChunk *chunk = arena->chunk; chunk;) {
        BlArenaChunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
    *arena = (BlArena){0};
}

void *bl_vec_grow(void *items, size_t *cap, size_t item_size)
{
    *cap = *cap ? *cap * 2 : VEC_FIRST;
    return bl_realloc(items, *cap * item_size);
}
