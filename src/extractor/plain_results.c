/* plain_results.c - see plain_results.h.
 *
 * A result is compared with the one before it, since it mostly has the same name, and its numbers
 * stand in columns that package testing fixes ("%8d", "%10.0f" and its variants,
 * testing.prettyPrint): each is eight bytes, read at once, or all four of them together. Every byte
 * is looked at, so that nothing else can be in the line.
 */
#include "extractor/plain_results.h"

#include <stddef.h>

#include "extractor/vectors.h"

/* ---- numbers -------------------------------------------------------------------------------- */

/* Each byte has 3 in its high half, and so has the byte plus 6: it is not beyond '9'. */
BL_INLINE bool are_digits(uint64_t word)
{
    uint64_t high = all_bytes(0xF0);
    return ((word & high) | (((word + all_bytes(0x06)) & high) >> 4)) == all_bytes(0x33);
}

/* Pairs of digits become numbers below 100, their pairs numbers below 10,000, and so on. */
BL_INLINE uint64_t eight_digits(uint64_t word)
{
    word = (word & all_bytes(0x0F)) * ((10 << 8) + 1) >> 8;
    word = (word & UINT64_C(0x00FF00FF00FF00FF)) * ((100 << 16) + 1) >> 16;
    return (word & UINT64_C(0x0000FFFF0000FFFF)) * ((UINT64_C(10000) << 32) + 1) >> 32;
}

/* "%8d" of a number that is not negative. */
BL_INLINE bool read_column(const char *at, uint64_t *value)
{
    uint64_t word = load(at), others = word ^ all_bytes(' ');
    if (!others)
        return false;
    unsigned blanks = (unsigned)__builtin_ctzll(others) / 8;
    word |= all_bytes('0' ^ ' ') & low_bytes(blanks);
    *value = eight_digits(word);
    return are_digits(word);
}

bool plain_column(const char *at, uint64_t *value)
{
    return read_column(at, value);
}

/* The 1 to 7 digits before the blank at the end of a fraction; 0 when it is not that. */
BL_INLINE unsigned read_fraction(const char *at, uint64_t *value)
{
    uint64_t word = load(at), blanks = word ^ all_bytes(' ');
    uint64_t zeros = (blanks - all_bytes(1)) & ~blanks & all_bytes(0x80);
    unsigned digits = zeros ? (unsigned)__builtin_ctzll(zeros) / 8 : 0;
    if (digits == 0)
        return 0;
    unsigned rest = 8 - digits;
    word = word << 8 * rest | (all_bytes('0') & low_bytes(rest));
    *value = eight_digits(word);
    return are_digits(word) ? digits : 0;
}

/* As testing.prettyPrint() writes a number below 10^8: its integer part ends in the tenth column.
 * Returns the blank behind it, or NULL. */
BL_INLINE const char *read_pretty(const char *at, double *value)
{
    static const uint64_t powers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};
    uint64_t whole, fraction;
    if (at[0] != ' ' || at[1] != ' ' || !read_column(at + 2, &whole))
        return NULL;
    at += 10;
    if (*at == ' ') {
        *value = (double)(int64_t)whole;
        return at;
    }
    unsigned digits = *at == '.' ? read_fraction(at + 1, &fraction) : 0;
    if (digits == 0)
        return NULL;
    *value = (double)(int64_t)(whole * powers[digits] + fraction) /
             (double)powers[digits]; /* as bench_number() */
    return at + 1 + digits;
}

/* ---- results -------------------------------------------------------------------------------- */

/* What stands behind the name: the number of iterations, ns/op, and with -benchmem B/op and
 * allocs/op. Returns the next line, or NULL. */
BL_INLINE const char *read_numbers(const char *at, RunRow *row)
{
    uint64_t bytes, allocs;
    if (!read_column(at, &row->iterations) || at[8] != '\t' || row->iterations == 0)
        return NULL;
    at = read_pretty(at + 9, &row->ns_per_op);
    if (!at || memcmp(at + 1, "ns/op", 5) != 0)
        return NULL;
    at += 6;
    if (*at == '\n') {
        row->bytes_per_op = row->allocs_per_op = RESULT_UNKNOWN;
        return at + 1;
    }
    if (*at != '\t' || !read_column(at + 1, &bytes) || memcmp(at + 9, " B/op\t", 6) != 0 ||
        !read_column(at + 15, &allocs) || memcmp(at + 23, " allocs/op\n", 11) != 0)
        return NULL;
    row->bytes_per_op = (double)(int64_t)bytes;
    row->allocs_per_op = (double)(int64_t)allocs;
    return at + 34;
}

#ifdef AVX2
/* Which of 16 bytes are those. */
AVX2 static inline uint32_t same_half(const char *at, const char *bytes)
{
    __m128i text = _mm_loadu_si128((const __m128i *)(const void *)at);
    __m128i wanted = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, wanted));
}

/* Which of 32 bytes are those. */
AVX2 static inline uint32_t same_as(const char *at, const char *bytes)
{
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes_at(at), bytes_at(bytes)));
}

/* Four of "%8d" at once, each in 8 bytes of `words`. False when they are not that, or one of the
 * bytes `digits` is a blank. */
AVX2 static inline bool read_columns(__m256i words, uint32_t digits, __m128i *values)
{
    __m256i blank = _mm256_cmpeq_epi8(words, _mm256_set1_epi8(' '));
    __m256i figures = _mm256_sub_epi8(words, _mm256_set1_epi8('0'));
    __m256i good = _mm256_cmpeq_epi8(_mm256_min_epu8(figures, _mm256_set1_epi8(9)), figures);
    uint32_t blanks = (uint32_t)_mm256_movemask_epi8(blank);
    /* No blank follows a digit: adding 1 clears all of them. */
    if (~(blanks | (uint32_t)_mm256_movemask_epi8(good)) | (blanks & digits) |
        ((blanks + 0x01010101) & blanks))
        return false;
    figures = _mm256_and_si256(figures, good);
    __m256i pairs = _mm256_maddubs_epi16(figures, _mm256_set1_epi16(1 << 8 | 10));
    __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 100));
    __m256i packed = _mm256_packus_epi32(fours, fours);
    __m256i eights = _mm256_madd_epi16(packed, _mm256_set1_epi32(1 << 16 | 10000));
    __m128i low = _mm256_castsi256_si128(eights), high = _mm256_extracti128_si256(eights, 1);
    *values = _mm_unpacklo_epi64(low, high);
    return true;
}

/* What is where in "\t     12.34 ", by how many bytes stand between the tenth column and the blank:
 * none, or a point and decimals. */
typedef struct Pretty {
    _Alignas(64) uint32_t fixed; /* which of its first 16 bytes: the tab, two blanks, the point */
    uint32_t digits;             /* of read_columns(), this being the second of the four */
    uint8_t columns[16];         /* the last 8: where they come from, so that the point drops out */
    double powers[2];            /* what the first two are to be divided by */
} Pretty;

/* As many columns on the left are blanks as there are decimals, or there were more than 8 digits.
 */
#define FROM(decimals, column) ((column) + (decimals) + ((column) >= 8 - (decimals)))
#define FIXED(decimals) ((1U << (3 + (decimals))) - 1 + ((decimals) ? 1U << 11 : 0))
#define NOTHING 0x80
#define PRETTY(n, power)                                                             \
    {                                                                                \
        FIXED(n), 0x80808080 | 1U << (15 - (n)),                                     \
            {NOTHING,    NOTHING,    NOTHING,    NOTHING,    NOTHING,    NOTHING,    \
             NOTHING,    NOTHING,    FROM(n, 0), FROM(n, 1), FROM(n, 2), FROM(n, 3), \
             FROM(n, 4), FROM(n, 5), FROM(n, 6), FROM(n, 7)},                        \
            {1, power},                                                              \
    }
static const Pretty pretty[] = {
    PRETTY(0, 1e0), {.fixed = UINT32_MAX}, /* a point alone is not what it prints */
    PRETTY(1, 1e1), PRETTY(2, 1e2),        PRETTY(3, 1e3), PRETTY(4, 1e4),
    PRETTY(5, 1e5), PRETTY(6, 1e6),        PRETTY(7, 1e7),
};

/* How many bytes there are before the blank, if they are a point and digits. Of those the blank
 * alone has neither bit 4 nor bit 1. The next line begins at a place that depends on this, so that
 * the fewest steps count. */
BL_INLINE unsigned pretty_width(uint64_t word)
{
    uint64_t blanks = ~(word | word << 3) & all_bytes(0x10);
    return blanks ? (unsigned)__builtin_ctzll(blanks) / 8 : 8;
}

_Static_assert(offsetof(RunRow, allocs_per_op) == offsetof(RunRow, bytes_per_op) + sizeof(double),
               "both are stored at once");

/* read_numbers() of a line with all three figures, of 8 digits at most; others are left to it. */
AVX2 BL_INLINE const char *read_numbers_avx2(const char *at, RunRow *row)
{
    static const char head[16] = "\t          .    ";
    static const char units[] = " ns/op\t________ B/op\t________ allocs/op\n";
    const uint32_t columns = 0xFF << 7 | 0xFF << 21; /* among the first 32 bytes of them */
    unsigned width = pretty_width(load(at + 19));
    const Pretty *as = &pretty[width];
    const char *unit = at + 19 + width;
    if (~(same_as(unit, units) | columns) | (~same_half(at + 8, head) & as->fixed) ||
        load(unit + 32) != load(units + 32))
        return read_numbers(at, row);
    __m128i from = _mm_loadu_si128((const __m128i *)(const void *)as->columns), values;
    __m128i time = _mm_loadu_si128((const __m128i *)(const void *)(at + 11));
    __m128i low = _mm_loadl_epi64((const __m128i *)(const void *)at);
    low = _mm_or_si128(low, _mm_shuffle_epi8(time, from));
    __m128i high = _mm_set_epi64x((long long)load(unit + 21), (long long)load(unit + 7));
    if (!read_columns(_mm256_set_m128i(high, low), as->digits, &values))
        return read_numbers(at, row);
    __m256d figures = _mm256_cvtepi32_pd(values);
    __m128d first = _mm_div_pd(_mm256_castpd256_pd128(figures), _mm_loadu_pd(as->powers));
    row->iterations = (uint32_t)_mm_cvtsi128_si32(values);
    row->ns_per_op = _mm_cvtsd_f64(_mm_unpackhi_pd(first, first));
    _mm_storeu_pd(&row->bytes_per_op, _mm256_extractf128_pd(figures, 1));
    return row->iterations ? unit + 40 : NULL;
}
#endif

/* ---- one below the other --------------------------------------------------------------------- */

size_t plain_name(const char *at, const char *end, size_t *name)
{
    const char *c = at + 9;
    if (end - at > EXTRACT_LINE_MAX)
        end = at + EXTRACT_LINE_MAX - PLAIN_ROOM;
    if (end - at < PLAIN_ROOM || memcmp(at, "Benchmark", 9) != 0 || (*c >= 'a' && *c <= 'z'))
        return 0;
    while (c < end && (unsigned char)*c > ' ')
        c++;
    *name = (size_t)(c - at);
    while (c < end && *c == ' ')
        c++;
    return c < end && *c == '\t' ? (size_t)(c - at) + 1 : 0;
}

/* Of 8 bytes or more, and no others. */
BL_INLINE bool same_bytes(const char *a, const char *b, size_t count)
{
    size_t at = 0;
    for (; at + 8 < count; at += 8)
        if (load(a + at) != load(b + at))
            return false;
    return load(a + count - 8) == load(b + count - 8);
}

#ifdef AVX2
/* The same; looks at 32 bytes of fewer. */
AVX2 BL_INLINE bool same_bytes_avx2(const char *a, const char *b, size_t count)
{
    return count > 32 ? same_bytes(a, b, count) : ~same_as(a, b) << (32 - count) == 0;
}
#endif

typedef const char *ReadNumbers(const char *at, RunRow *row);
typedef bool SameBytes(const char *a, const char *b, size_t count);

/* Reads results of one name, one below the other, as long as there is room for their rows. Returns
 * the line below them. */
BL_INLINE const char *read_results(RunRows *rows, const char *at, const char *end,
                                   ReadNumbers *read, SameBytes *same)
{
    size_t length, column = plain_name(at, end, &length);
    if (column == 0 || end - at < PLAIN_ROOM + (ptrdiff_t)column)
        return at;
    const char *line = at, *last = end - PLAIN_ROOM - column;
    if (rows->all.count == rows->all.cap)
        rows->all.items = bl_vec_grow(rows->all.items, &rows->all.cap, sizeof *rows->all.items);
    RunRow *row = &rows->all.items[rows->all.count], *full = rows->all.items + rows->all.cap;
    const char *next = read(at + column, row);
    if (!next)
        return at;
    rows_use_name(rows, bl_str(line, length));
    uint32_t name = (uint32_t)rows->names.count - 1;
    do {
        row->name = name;
        row->rest = 0;
        row++;
        at = next;
    } while (row < full && at <= last && same(at, line, column) && (next = read(at + column, row)));
    rows->all.count = (size_t)(row - rows->all.items);
    return at;
}

/* Reads results in a run that is quiet. */
BL_INLINE const char *read_quietly_by(Extractor *extractor, const char *at, const char *end,
                                      ReadNumbers *read, SameBytes *same)
{
    RunRows *rows = &extractor->text.run.rows;
    const char *before;
    size_t count = rows->all.count;
    do {
        before = at;
        at = read_results(rows, at, end, read, same);
    } while (at != before);
    extractor->line += rows->all.count - count;
    return at;
}

#ifdef AVX2
AVX2 static const char *read_quietly_avx2(Extractor *extractor, const char *at, const char *end)
{
    return read_quietly_by(extractor, at, end, read_numbers_avx2, same_bytes_avx2);
}
#endif

const char *plain_results(Extractor *extractor, const char *at, const char *end)
{
#ifdef AVX2
    if (has_avx2())
        return read_quietly_avx2(extractor, at, end);
#endif
    return read_quietly_by(extractor, at, end, read_numbers, same_bytes);
}
