/* base.h - memory, byte strings and growable arrays, the ground everything else stands on.
 *
 * Nothing here knows about Go. Running out of memory ends the process with a message: a tool that
 * reads whole source files has nothing sensible left to do then, and no caller has to check.
 */
#ifndef BENCHLINE_BASE_H
#define BENCHLINE_BASE_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#define BL_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define BL_NORETURN __attribute__((noreturn))
#else
#define BL_PRINTF(fmt, args)
#define BL_NORETURN
#endif

/* Inlined however large it is; not with sanitizers, which make such functions a minute's work for
 * the compiler. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BL_INLINE static inline
#endif
#endif
#if !defined(BL_INLINE) && defined(__GNUC__) && !defined(__SANITIZE_ADDRESS__)
#define BL_INLINE static inline __attribute__((always_inline))
#elif !defined(BL_INLINE)
#define BL_INLINE static inline
#endif

/* ---- memory ---------------------------------------------------------------------------------- */

void *bl_alloc(size_t size);              /* zeroed; free() it */
void *bl_realloc(void *old, size_t size); /* never NULL */
char *bl_strdup(const char *text);        /* free() it */
BL_NORETURN void bl_out_of_memory(size_t wanted);
/* 256 at most: so many are never refused (getrandom(2)). */
void bl_random(void *bytes, size_t count);

/* An arena hands out zeroed, 8-byte aligned memory and gives it all back at once. It never moves
 * what it has handed out. Zero-initialise one to start: BlArena arena = {0}. */
typedef struct BlArenaChunk BlArenaChunk;
typedef struct BlArena {
    BlArenaChunk *chunk; /* the newest; older ones hang behind it */
    size_t used;         /* bytes used in `chunk` */
    size_t total;        /* bytes held by all chunks */
} BlArena;

void *bl_arena_alloc(BlArena *arena, size_t size);
void *bl_arena_copy(BlArena *arena, const void *bytes, size_t size);
char *bl_arena_printf(BlArena *arena, const char *format, ...) BL_PRINTF(2, 3);
void bl_arena_free(BlArena *arena);

#define bl_arena_new(arena, Type) ((Type *)bl_arena_alloc((arena), sizeof(Type)))

/* ---- byte strings ---------------------------------------------------------------------------- */

/* A slice of bytes owned by somebody else; not NUL-terminated, may hold any byte. */
typedef struct BlStr {
    const char *ptr;
    size_t len;
} BlStr;

#define BL_STR(literal) ((BlStr){"" literal, sizeof(literal) - 1})

static inline BlStr bl_str(const char *ptr, size_t len)
{
    return (BlStr){ptr, len};
}

static inline BlStr bl_cstr(const char *text)
{
    return (BlStr){text, strlen(text)};
}

/* Texts of which NULL, what is not known, is "". */
static inline bool bl_same_text(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static inline bool bl_str_eq(BlStr a, BlStr b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* What follows the first `count` bytes, of which there must be so many. */
static inline BlStr bl_str_from(BlStr text, size_t count)
{
    return (BlStr){text.ptr + count, text.len - count};
}

bool bl_str_starts(BlStr text, BlStr prefix);
bool bl_str_ends(BlStr text, BlStr suffix);
BlStr bl_str_trim(BlStr text); /* blanks, tabs, CR and LF at both ends */
bool bl_str_cut(BlStr text, char sep, BlStr *before, BlStr *after); /* at the first `sep` */
char *bl_str_dup(BlArena *arena, BlStr text);                       /* NUL-terminated copy */
/* The next line of `*text`, without its end, which may be CR LF; false at the end of the text. */
bool bl_next_line(BlStr *text, BlStr *line);
/* The first and the last line that say something, without blanks around them; "" if none does. */
BlStr bl_first_line(BlStr text);
BlStr bl_last_line(BlStr text);

/* FNV-1a, 64 bits (RFC 9923): tells texts apart that nobody made to look alike. Goes on from `hash`
 * with a text; BL_FNV1A is where it begins. */
#define BL_FNV1A 0xCBF29CE484222325u
static inline uint64_t bl_fnv1a(uint64_t hash, BlStr text)
{
#pragma GCC unroll 8
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001B3u;
    return hash;
}

/* The byte order mark, which a text in UTF-8 may begin with. */
#define BL_BOM BL_STR("\xEF\xBB\xBF")
/* Length of the UTF-8 character that the text starts with; 0 when that is none, and `*character` is
 * left as it was. */
size_t bl_utf8(BlStr text, uint32_t *character);
bool bl_is_utf8(BlStr text);

/* Does the byte go on with a character, and not begin one? */
static inline bool bl_utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* How many characters begin in the text; near enough, how many columns it has on screen. */
size_t bl_utf8_count(BlStr text);

/* A growable byte buffer. Zero-initialise to start, bl_buf_free() at the end. `data` is always
 * followed by a NUL that `len` does not count once something was appended. */
typedef struct BlBuf {
    char *data;
    size_t len, cap;
} BlBuf;

void bl_buf_append(BlBuf *buf, const void *bytes, size_t len);
void bl_buf_str(BlBuf *buf, BlStr text);
void bl_buf_puts(BlBuf *buf, const char *text);
void bl_buf_putc(BlBuf *buf, char c);
void bl_buf_printf(BlBuf *buf, const char *format, ...) BL_PRINTF(2, 3);
void bl_buf_vprintf(BlBuf *buf, const char *format, va_list args) BL_PRINTF(2, 0);
void bl_buf_clear(BlBuf *buf);
void bl_buf_free(BlBuf *buf);

static inline BlStr bl_buf_view(const BlBuf *buf)
{
    return (BlStr){buf->data ? buf->data : "", buf->len};
}

/* ---- growable arrays ------------------------------------------------------------------------- */

/* BL_VEC(int) numbers = {0}; bl_vec_push(&numbers, 7); numbers.items[0]; bl_vec_free(&numbers); */
#define BL_VEC(Type)       \
    struct {               \
        Type *items;       \
        size_t count, cap; \
    }

#define bl_vec_push(vec, ...)                                                            \
    do {                                                                                 \
        if ((vec)->count == (vec)->cap)                                                  \
            (vec)->items = bl_vec_grow((vec)->items, &(vec)->cap, sizeof *(vec)->items); \
        (vec)->items[(vec)->count++] = (__VA_ARGS__);                                    \
    } while (0)

#define bl_vec_free(vec)               \
    do {                               \
        free((vec)->items);            \
        (vec)->items = NULL;           \
        (vec)->count = (vec)->cap = 0; \
    } while (0)

void *bl_vec_grow(void *items, size_t *cap, size_t item_size);

#endif
