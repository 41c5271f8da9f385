/* scan.h - how far words, strings and indentation go: sixteen bytes at a time.
 *
 * These three make up most of the bytes of Go source outside of comments, and an automaton that
 * goes through them byte by byte mispredicts the end of each. With SSE2, which every x86-64 has,
 * sixteen bytes are classified at once and the end is a bit to count to. Elsewhere, and in the last
 * bytes of a source, a plain loop does the same.
 */
#ifndef BENCHLINE_SCAN_H
#define BENCHLINE_SCAN_H

#include "benchline/base.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

enum { GO_HEAD = 16 };

/* The first bytes of a word, with zeros behind a short one. */
typedef struct GoHead {
    uint64_t bytes[2];
} GoHead;

typedef const unsigned char *GoBytes;

/* A word: ASCII letters, digits and underscores. */
typedef struct GoWord {
    size_t len;   /* GO_HEAD for a word of at least that many bytes */
    GoHead head;  /* its first bytes */
    bool goes_on; /* what follows is more of it, or may be: another word byte, or no ASCII */
} GoWord;

static inline bool go_is_word_byte(unsigned char c)
{
    return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10 || c == '_';
}

static inline GoBytes go_scan_word_end_slowly(GoBytes at)
{
    while (go_is_word_byte(*at))
        at++;
    return at;
}

static inline GoWord go_scan_word_slowly(GoBytes word)
{
    GoWord found = {.len = (size_t)(go_scan_word_end_slowly(word) - word)};
    found.len = found.len < GO_HEAD ? found.len : GO_HEAD;
    memcpy(&found.head, word, found.len);
    found.goes_on = found.len == GO_HEAD || word[found.len] >= 0x80;
    return found;
}

static inline GoHead go_scan_head_slowly(GoBytes word, size_t len)
{
    GoHead head = {{0, 0}};
    memcpy(&head, word, len);
    return head;
}

static inline GoBytes go_scan_string_slowly(GoBytes at, bool *plain)
{
    for (; *at != '"' && *at != '\\' && *at != '\n' && *at != '\0'; at++)
        *plain &= *at < 0x80;
    return at;
}

static inline GoBytes go_scan_line_slowly(GoBytes at, GoBytes limit, bool *plain)
{
    for (; at < limit && *at != '\n'; at++)
        *plain &= *at && *at < 0x80;
    return at;
}

static inline GoBytes go_scan_tabs_slowly(GoBytes at)
{
    while (*at == '\t')
        at++;
    return at;
}

#if defined(__SSE2__)

enum { GO_SCAN_WIDTH = 16, GO_SCAN_BLOCK = 64 };
_Static_assert((int)GO_SCAN_WIDTH == (int)GO_HEAD, "a word's head is what is scanned at once");

/* All ones in the bytes from `low` to `low + span`. */
static inline __m128i go_in_range(__m128i bytes, char low, char span)
{
    __m128i from_low = _mm_sub_epi8(bytes, _mm_set1_epi8(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(from_low, _mm_set1_epi8(span)), from_low);
}

static inline __m128i go_word_bytes(__m128i bytes)
{
    __m128i letter = go_in_range(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 25);
    __m128i digit = go_in_range(bytes, '0', 9);
    __m128i underscore = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('_'));
    return _mm_or_si128(_mm_or_si128(letter, digit), underscore);
}

/* The number of ones at the low end of sixteen bits. */
static inline unsigned go_count_ones(int mask)
{
    return (unsigned)__builtin_ctz(~(unsigned)mask);
}

/* The first `len` bytes, at most GO_HEAD, of these. */
static inline GoHead go_keep_bytes(__m128i bytes, size_t len)
{
    static const int8_t ones_then_zeros[2 * GO_HEAD] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                                        -1, -1, -1, -1, -1, -1, -1, -1};
    __m128i mask = _mm_loadu_si128((const __m128i *)(ones_then_zeros + GO_HEAD - len));
    __m128i kept = _mm_and_si128(bytes, mask);
    uint64_t low = (uint64_t)_mm_cvtsi128_si64(kept);
    uint64_t high = (uint64_t)_mm_cvtsi128_si64(_mm_unpackhi_epi64(kept, kept));
    return (GoHead){{low, high}};
}

/* A word whose length is known and at most GO_HEAD. `limit` points to the NUL behind the source. */
static inline GoHead go_scan_head(GoBytes word, size_t len, GoBytes limit)
{
    if (limit - word < GO_SCAN_WIDTH)
        return go_scan_head_slowly(word, len);
    return go_keep_bytes(_mm_loadu_si128((const __m128i *)word), len);
}

/* The word that begins at `word`. `limit` points to the NUL behind the source. */
static inline GoWord go_scan_word(GoBytes word, GoBytes limit)
{
    if (limit - word < GO_SCAN_WIDTH)
        return go_scan_word_slowly(word);
    GoWord found;
    __m128i bytes = _mm_loadu_si128((const __m128i *)word);
    found.len = go_count_ones(_mm_movemask_epi8(go_word_bytes(bytes)));
    /* Bit GO_HEAD stands for what is behind the sixteen bytes. */
    found.goes_on = ((unsigned)_mm_movemask_epi8(bytes) | 1u << GO_HEAD) >> found.len & 1;
    found.head = go_keep_bytes(bytes, found.len);
    return found;
}

/* The first byte from `at` that is no byte of a word. */
static inline GoBytes go_scan_word_end(GoBytes at, GoBytes limit)
{
    for (; limit - at >= GO_SCAN_WIDTH; at += GO_SCAN_WIDTH) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)at);
        unsigned len = go_count_ones(_mm_movemask_epi8(go_word_bytes(bytes)));
        if (len < GO_SCAN_WIDTH)
            return at + len;
    }
    return go_scan_word_end_slowly(at);
}

/* All ones where sixteen bytes are not ASCII, or NUL. */
static inline unsigned go_not_plain(__m128i bytes)
{
    __m128i nul = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(bytes, nul));
}

/* The first byte from `at` that an interpreted string cannot simply go on over: a quote, a
 * backslash, a line's end, a NUL. Clears `plain` if a byte before it, or some bytes behind it, is
 * no ASCII. */
static inline GoBytes go_scan_string(GoBytes at, GoBytes limit, bool *plain)
{
    while (limit - at >= GO_SCAN_WIDTH) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)at);
        *plain &= _mm_movemask_epi8(bytes) == 0;
        __m128i quote = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"'));
        __m128i backslash = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'));
        __m128i newline = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
        __m128i nul = _mm_cmpeq_epi8(bytes, _mm_setzero_si128());
        unsigned special = (unsigned)_mm_movemask_epi8(
            _mm_or_si128(_mm_or_si128(quote, backslash), _mm_or_si128(newline, nul)));
        if (special)
            return at + __builtin_ctz(special);
        at += GO_SCAN_WIDTH;
    }
    return go_scan_string_slowly(at, plain);
}

/* The end of the line, or of the source. Clears `plain` if a byte before it, or some bytes behind
 * it, is no ASCII, or NUL. */
static inline GoBytes go_scan_line(GoBytes at, GoBytes limit, bool *plain)
{
    for (; limit - at >= GO_SCAN_WIDTH; at += GO_SCAN_WIDTH) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)at);
        *plain &= go_not_plain(bytes) == 0;
        unsigned ends = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')));
        if (ends)
            return at + __builtin_ctz(ends);
    }
    return go_scan_line_slowly(at, limit, plain);
}

/* Is every byte ASCII, and none NUL? */
static inline bool go_scan_is_plain(GoBytes at, GoBytes end)
{
    unsigned not_plain = 0;
    for (; end - at >= GO_SCAN_WIDTH; at += GO_SCAN_WIDTH)
        not_plain |= go_not_plain(_mm_loadu_si128((const __m128i *)at));
    for (; at < end; at++)
        not_plain |= !*at || *at >= 0x80;
    return !not_plain;
}

/* The first byte from `at` that is no tab. */
static inline GoBytes go_scan_tabs(GoBytes at, GoBytes limit)
{
    if (limit - at < GO_SCAN_WIDTH)
        return go_scan_tabs_slowly(at);
    __m128i bytes = _mm_loadu_si128((const __m128i *)at);
    unsigned tabs = go_count_ones(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t'))));
    return tabs < GO_SCAN_WIDTH ? at + tabs : go_scan_tabs_slowly(at);
}

/* The first byte from `at` that is no ASCII, or NUL, or within 64 bytes of it or of the end. */
static inline GoBytes go_scan_plain(GoBytes at, GoBytes end)
{
    for (; end - at >= GO_SCAN_BLOCK; at += GO_SCAN_BLOCK) {
        const __m128i *bytes = (const __m128i *)at;
        __m128i a = _mm_loadu_si128(bytes), b = _mm_loadu_si128(bytes + 1);
        __m128i c = _mm_loadu_si128(bytes + 2), d = _mm_loadu_si128(bytes + 3);
        __m128i least = _mm_min_epu8(_mm_min_epu8(a, b), _mm_min_epu8(c, d));
        __m128i nul = _mm_cmpeq_epi8(least, _mm_setzero_si128());
        __m128i high = _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
        if (_mm_movemask_epi8(_mm_or_si128(nul, high)))
            break;
    }
    return at;
}

#else

static inline GoBytes go_scan_plain(GoBytes at, GoBytes end)
{
    while (at < end && *at && *at < 0x80)
        at++;
    return at;
}

static inline GoBytes go_scan_word_end(GoBytes at, GoBytes limit)
{
    (void)limit;
    return go_scan_word_end_slowly(at);
}

static inline GoHead go_scan_head(GoBytes word, size_t len, GoBytes limit)
{
    (void)limit;
    return go_scan_head_slowly(word, len);
}

static inline GoWord go_scan_word(GoBytes word, GoBytes limit)
{
    (void)limit;
    return go_scan_word_slowly(word);
}

static inline GoBytes go_scan_string(GoBytes at, GoBytes limit, bool *plain)
{
    (void)limit;
    return go_scan_string_slowly(at, plain);
}

static inline GoBytes go_scan_line(GoBytes at, GoBytes limit, bool *plain)
{
    return go_scan_line_slowly(at, limit, plain);
}

static inline bool go_scan_is_plain(GoBytes at, GoBytes end)
{
    return go_scan_plain(at, end) == end;
}

static inline GoBytes go_scan_tabs(GoBytes at, GoBytes limit)
{
    (void)limit;
    return go_scan_tabs_slowly(at);
}

#endif

#endif
