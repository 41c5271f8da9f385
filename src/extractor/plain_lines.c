/* plain_lines.c - see plain_lines.h.
 *
 * Two loops are all there is. A result is compared with the one before it, since it mostly has the
 * same name, and its numbers stand in columns that package testing fixes ("%8d", "%10.0f" and its
 * variants, testing.prettyPrint): each is eight bytes, read at once. Every byte is looked at, so
 * that nothing else can be in the line.
 *
 * What a test prints is passed over with vectors: one pass finds the end of the line and the pairs
 * of letters that each word has that log_line.c looks for anywhere in a line. A line with none of
 * them means nothing; most of the others do not either, but to know that they are read again.
 */
#include "extractor/plain_lines.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2")))
#endif

/* ---- numbers -------------------------------------------------------------------------------- */

/* Bytes of every word below are in the order of the text: the first is the lowest. */
BL_INLINE uint64_t load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static uint64_t all_bytes(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* The lowest `count` bytes, fewer than 8. */
static uint64_t low_bytes(unsigned count)
{
    return (UINT64_C(1) << 8 * count) - 1;
}

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
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    static const uint64_t integers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};
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
    *value = (double)(int64_t)(whole * integers[digits] + fraction) /
             powers[digits]; /* as bench_number() */
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
/* Four of "%8d", each in 8 bytes of `words`, at once. */
AVX2 static inline bool read_columns(__m256i words, uint32_t values[4])
{
    __m256i blank = _mm256_cmpeq_epi8(words, _mm256_set1_epi8(' '));
    __m256i digits = _mm256_sub_epi8(words, _mm256_set1_epi8('0'));
    __m256i good = _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits);
    uint32_t blanks = (uint32_t)_mm256_movemask_epi8(blank);
    /* The last of each is no blank, and no blank follows a digit: adding 1 clears all of them. */
    if (~(blanks | (uint32_t)_mm256_movemask_epi8(good)) | (blanks & 0x80808080) |
        ((blanks + 0x01010101) & blanks))
        return false;
    digits = _mm256_and_si256(digits, good);
    __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(1 << 8 | 10));
    __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(1 << 16 | 100));
    __m256i packed = _mm256_packus_epi32(fours, fours);
    __m256i eights = _mm256_madd_epi16(packed, _mm256_set1_epi32(1 << 16 | 10000));
    __m128i low = _mm256_castsi256_si128(eights), high = _mm256_extracti128_si256(eights, 1);
    _mm_storeu_si128((__m128i *)(void *)values, _mm_unpacklo_epi64(low, high));
    return true;
}

/* read_numbers() of a line with all three figures; others are left to it. */
AVX2 static inline const char *read_numbers_avx2(const char *at, RunRow *row)
{
    static const double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};
    static const uint32_t integers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000};
    const char *unit = at + 19;
    uint64_t fraction = 0;
    unsigned decimals = 0;
    if (*unit == '.') {
        decimals = read_fraction(unit + 1, &fraction);
        unit += 1 + decimals;
    }
    if (memcmp(at + 8, "\t  ", 3) != 0 || memcmp(unit, " ns/op\t", 7) != 0 ||
        memcmp(unit + 15, " B/op\t", 6) != 0 || memcmp(unit + 29, " allocs/op\n", 11) != 0)
        return read_numbers(at, row);
    uint32_t values[4];
    __m256i words = _mm256_set_epi64x((long long)load(unit + 21), (long long)load(unit + 7),
                                      (long long)load(at + 11), (long long)load(at));
    if (!read_columns(words, values) || values[0] == 0)
        return NULL;
    row->iterations = values[0];
    int64_t digits = (int64_t)((uint64_t)values[1] * integers[decimals] + fraction);
    row->ns_per_op = (double)digits / powers[decimals];
    row->bytes_per_op = (double)(int32_t)values[2];
    row->allocs_per_op = (double)(int32_t)values[3];
    return unit + 40;
}
#endif

/* The length of a benchmark's name, its padding and the tab behind it, or 0. The length of the name
 * alone is in `name`, when it is one. Looks no further than `end`. */
static size_t name_column(const char *at, const char *end, size_t *name)
{
    const char *c = at + 9;
    if (end - at < PLAIN_ROOM || memcmp(at, "Benchmark", 9) != 0 || (*c >= 'a' && *c <= 'z'))
        return 0;
    while (c < end && (unsigned char)*c > ' ')
        c++;
    *name = (size_t)(c - at);
    while (c < end && *c == ' ')
        c++;
    return c < end && *c == '\t' ? (size_t)(c - at) + 1 : 0;
}

/* Of 8 bytes or more. */
BL_INLINE bool same_bytes(const char *a, const char *b, size_t count)
{
    size_t at = 0;
    for (; at + 8 < count; at += 8)
        if (load(a + at) != load(b + at))
            return false;
    return load(a + count - 8) == load(b + count - 8);
}

/* Whether a result changes nothing in the run but that there is one row more. */
static bool is_quiet(const BenchRun *run)
{
    static const RunText pending[] = {RUN_ANNOUNCED,      RUN_MESSAGE, RUN_CRASH,
                                      RUN_POSSIBLE_CRASH, RUN_CULPRIT, RUN_EXIT,
                                      RUN_CULPRIT_PLACE};
    for (size_t i = 0; i < sizeof pending / sizeof *pending; i++)
        if (run->text[pending[i]].len)
            return false;
    return run->block == BLOCK_NONE && !run->announced_open && !run->printed_open &&
           !run->crashed && !run->timed_out && !run->place_next && !run->ended;
}

typedef const char *ReadNumbers(const char *at, RunRow *row);

/* Reads results, one below the other, in a run that is quiet. */
BL_INLINE const char *read_quietly_by(Extractor *extractor, const char *at, const char *end,
                                      ReadNumbers *read)
{
    RunRows *rows = &extractor->text.run.rows;
    const char *before = NULL; /* the line of the last name */
    size_t column = 0;         /* its length up to the tab */
    uint64_t lines = 0;
    while (end - at >= PLAIN_ROOM + (ptrdiff_t)column) {
        RunRow row = {.rest = 0};
        size_t name = 0;
        if (!before || !same_bytes(at, before, column)) {
            column = name_column(at, end, &name);
            if (column == 0 || end - at < PLAIN_ROOM + (ptrdiff_t)column)
                break;
            before = at;
        }
        const char *next = read(at + column, &row);
        if (!next)
            break;
        if (name)
            rows_use_name(rows, bl_str(at, name));
        row.name = (uint32_t)rows->names.count - 1;
        bl_vec_push(&rows->all, row);
        at = next;
        lines++;
    }
    extractor->line += lines;
    return at;
}

#ifdef AVX2
AVX2 static const char *read_quietly_avx2(Extractor *extractor, const char *at, const char *end)
{
    return read_quietly_by(extractor, at, end, read_numbers_avx2);
}
#endif

static const char *read_quietly(Extractor *extractor, const char *at, const char *end)
{
#ifdef AVX2
    if (__builtin_cpu_supports("avx2"))
        return read_quietly_avx2(extractor, at, end);
#endif
    return read_quietly_by(extractor, at, end, read_numbers);
}

/* ---- other results --------------------------------------------------------------------------- */

/* Digits, maybe with a point among or behind them, up to a blank; at most 15 bytes, so that the
 * quotient is what bench_number() says. Returns the blank, or NULL. */
static const char *read_decimal(const char *at, const char *end, double *value)
{
    enum { DIGITS_MAX = 15 };
    static const double powers[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
    const char *first = at, *point = NULL;
    uint64_t digits = 0;
    for (; at < end; at++)
        if (*at >= '0' && *at <= '9')
            digits = digits * 10 + (uint64_t)(*at - '0');
        else if (*at == '.' && !point && at > first)
            point = at;
        else
            break;
    if (at == first || at - first > DIGITS_MAX || at == end || *at != ' ')
        return NULL;
    *value = (double)(int64_t)digits / powers[point ? at - point - 1 : 0];
    return at;
}

static bool has_unit(const BenchLine *line, BlStr unit)
{
    for (size_t i = 0; i < line->values.count; i++)
        if (bl_str_eq(line->values.items[i].unit, unit))
            return true;
    return false;
}

/* "\t   12.50 MB/s": a measurement that the line does not have yet. Returns what follows, or NULL.
 */
static const char *read_measurement(const char *at, const char *end, BenchLine *line)
{
    BenchValue value;
    if (*at != '\t')
        return NULL;
    for (at++; at < end && *at == ' '; at++)
        ;
    at = read_decimal(at, end, &value.value);
    if (!at)
        return NULL;
    const char *unit = ++at;
    while (at < end && (unsigned char)*at > ' ')
        at++;
    value.unit = bl_str(unit, (size_t)(at - unit));
    if (at == end || value.unit.len == 0 || line->values.count == BENCH_VALUES_MAX ||
        has_unit(line, value.unit))
        return NULL;
    bl_vec_push(&line->values, value);
    return at;
}

/* What stands behind the name, with any units. Returns the newline, or NULL. */
static const char *read_measurements(const char *at, const char *end, BenchLine *line)
{
    line->values.count = 0;
    if (end - at < PLAIN_ROOM || !read_column(at, &line->iterations) || line->iterations == 0)
        return NULL;
    at += 8;
    do
        at = read_measurement(at, end, line);
    while (at && *at == '\t');
    return at && *at == '\n' ? at : NULL;
}

/* Reads lines that begin with a benchmark's name, whatever stands above: a result, or with -v the
 * name alone, which was printed before it is measured. */
static const char *read_benchmarks(Extractor *extractor, const char *at, const char *end)
{
    BenchRun *run = &extractor->text.run;
    while (end - at >= PLAIN_ROOM && *at == 'B') {
        if (is_quiet(run))
            at = read_quietly(extractor, at, end);
        size_t length = 0, column = name_column(at, end, &length);
        BlStr name = bl_str(at, length);
        const char *next = at + length;
        if (column)
            next = read_measurements(at + column, end, &extractor->parsed);
        if (length == 0 || !next || next == end || *next != '\n')
            break;
        run_close_block(run);
        if (column)
            run_add_result(run, name, &extractor->parsed);
        else
            run_announce(run, name);
        extractor->line++;
        at = next + 1;
    }
    return at;
}

/* ---- what tests print ----------------------------------------------------------------------- */

/* How lines of `go test` begin, and those that log_line.c looks for at the beginning of a line:
 * what the second byte has to be, by the first one. No line begins with the others, nor is anything
 * to be done for an empty one. (Branches would be as hard to predict as what tests print.) */
typedef struct Beginning {
    unsigned char mask;
    unsigned char past; /* (second & mask) + 1 == past; 0: no line begins so */
} Beginning;

static const Beginning beginnings[256] = {
    ['#'] = {0xFF, ' ' + 1},  /* "# example.com/shop/cart" */
    ['*'] = {0xFF, '*' + 1},  /* "*** Test killed" */
    ['='] = {0xFF, '=' + 1},  /* "=== RUN" */
    ['?'] = {0x00, 0x00 + 1}, /* "?   \texample.com/shop/cart" */
    ['B'] = {0xFF, 'e' + 1},  /* "Benchmark" */
    ['F'] = {0xFF, 'A' + 1},  /* "FAIL" */
    ['P'] = {0xFF, 'A' + 1},  /* "PASS" */
    ['S'] = {0xFF, 'I' + 1},  /* "SIGQUIT: " */
    ['c'] = {0xFF, 'p' + 1},  /* "cpu: " */
    ['f'] = {0xFF, 'a' + 1},  /* "fatal error: " */
    ['g'] = {0xFF, 'o' + 1},  /* "goos: ", "goarch: ", "go: ", "goroutine " */
    ['o'] = {0xFF, 'k' + 1},  /* "ok  \t" */
    ['p'] = {0xFF, 'k' + 1},  /* "pkg:" */
};

/* Whether no line of `go test` begins so. */
static bool is_foreign(const char *at)
{
    Beginning beginning = beginnings[(unsigned char)at[0]];
    return ((unsigned char)at[1] & beginning.mask) + 1 != beginning.past;
}

/* What is looked for anywhere in a line, by two neighbours in it that are rare in others, and
 * control characters, tabs among them: "Benchmark", "--- FAIL: ", "exit status 2", "signal:
 * killed", "panic: ". "ok  \t" and "FAIL\t" have a tab. */
static bool may_mean_something(unsigned char c, unsigned char next)
{
    return (c < ' ' && c != '\n') || (c == 'B' && next == 'e') || (c == '-' && next == '-') ||
           (c == 'x' && next == 'i') || (next == ':' && (c == 'l' || c == 'c'));
}

/* Where the line that begins at `at` ends, or has such a byte; `last` when neither comes before it.
 */
BL_INLINE const char *find_bytewise(const char *at, const char *last)
{
    while (at < last && *at != '\n' &&
           !may_mean_something((unsigned char)at[0], (unsigned char)at[1]))
        at++;
    return at;
}

typedef unsigned char Bytes __attribute__((vector_size(16)));

/* The same with whatever vectors the compiler's target has. */
BL_INLINE const char *find_portable(const char *at, const char *last)
{
    for (; last - at > (ptrdiff_t)sizeof(Bytes); at += sizeof(Bytes)) {
        Bytes c, next;
        memcpy(&c, at, sizeof c);
        memcpy(&next, at + 1, sizeof next);
        Bytes found =
            (Bytes)((c < ' ') | ((c == 'B') & (next == 'e')) | ((c == '-') & (next == '-')) |
                    ((c == 'x') & (next == 'i')) | (((c == 'l') | (c == 'c')) & (next == ':')));
        uint64_t halves[2];
        memcpy(halves, &found, sizeof halves);
        if (halves[0] | halves[1])
            break;
    }
    return find_bytewise(at, last);
}

#ifdef AVX2
/* may_mean_something() of 32 bytes. */
AVX2 static inline uint32_t meaning_of(__m256i c, __m256i next)
{
    __m256i control = _mm256_cmpeq_epi8(_mm256_min_epu8(c, _mm256_set1_epi8(' ' - 1)), c);
    __m256i newline = _mm256_cmpeq_epi8(c, _mm256_set1_epi8('\n'));
#define PAIR(first, second)                                         \
    _mm256_and_si256(_mm256_cmpeq_epi8(c, _mm256_set1_epi8(first)), \
                     _mm256_cmpeq_epi8(next, _mm256_set1_epi8(second)))
    __m256i name = PAIR('B', 'e'), verdict = PAIR('-', '-'), status = PAIR('x', 'i');
    __m256i death = _mm256_or_si256(PAIR('l', ':'), PAIR('c', ':'));
#undef PAIR
    __m256i all = _mm256_or_si256(_mm256_andnot_si256(newline, control), name);
    all = _mm256_or_si256(all, _mm256_or_si256(verdict, _mm256_or_si256(status, death)));
    return (uint32_t)_mm256_movemask_epi8(all);
}

AVX2 static inline __m256i bytes_at(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* Which of 64 bytes may mean something; looks at one more. */
AVX2 static inline uint64_t find_meaning_avx2(const char *at)
{
    return (uint64_t)meaning_of(bytes_at(at + 32), bytes_at(at + 33)) << 32 |
           meaning_of(bytes_at(at), bytes_at(at + 1));
}

/* Which of 64 bytes are that. */
AVX2 static inline uint64_t find_avx2(const char *at, char byte)
{
    __m256i wanted = _mm256_set1_epi8(byte);
    uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes_at(at), wanted));
    uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(bytes_at(at + 32), wanted));
    return (uint64_t)high << 32 | low;
}
#endif

/* Whether no line that a test prints means something by what stands above: it is no frame of a
 * stack, and no message of a verdict. */
static bool is_idle(const BenchRun *run)
{
    return run->block == BLOCK_NONE && !run->crashed;
}

/* Indented lines, which are messages with -v: only the last one that begins with a position counts,
 * and what follows it. */
enum { MESSAGES_MAX = 16 };

typedef struct Messages {
    BlStr lines[MESSAGES_MAX];
    size_t count;
} Messages;

static void add_messages(BenchRun *run, Messages *messages)
{
    size_t first = messages->count;
    while (first > 0 && !run_has_position(bl_str_trim(messages->lines[--first])))
        ;
    for (size_t i = first; i < messages->count; i++)
        run_add_message(run, messages->lines[i]);
    messages->count = 0;
}

/* Lines that mean nothing but that there was one more. */
typedef struct Output {
    BenchRun *run;
    Messages messages;
    uint64_t lines;
} Output;

BL_INLINE void pass_over(Output *output, const char *at, const char *newline)
{
    Messages *messages = &output->messages;
    messages->lines[messages->count] = bl_str(at, (size_t)(newline - at));
    messages->count += (size_t)(*at == ' ') & output->run->verbose;
    if (messages->count == MESSAGES_MAX)
        add_messages(output->run, messages);
    output->lines++;
}

/* Passes over lines one by one; returns the first one that may mean something. */
BL_INLINE const char *pass_portably(Output *output, const char *at, const char *end)
{
    while (end - at >= PLAIN_ROOM && is_foreign(at)) {
        const char *newline = find_portable(at, end - 1);
        if (*newline != '\n' || newline - at > EXTRACT_LINE_MAX)
            break;
        pass_over(output, at, newline);
        at = newline + 1;
    }
    return at;
}

#ifdef AVX2
/* The same, 64 bytes by 64. */
AVX2 static const char *pass_avx2(Output *output, const char *at, const char *end)
{
    if (end - at < PLAIN_ROOM || !is_foreign(at))
        return at;
    for (const char *block = at; end - block >= PLAIN_ROOM; block += 64) {
        uint64_t newlines = find_avx2(block, '\n'), meaning = find_meaning_avx2(block);
        if (meaning)
            newlines &= (meaning & -meaning) - 1;
        for (; newlines; newlines &= newlines - 1) {
            const char *newline = block + __builtin_ctzll(newlines);
            if (newline - at > EXTRACT_LINE_MAX)
                return at;
            pass_over(output, at, newline);
            at = newline + 1;
            if (!is_foreign(at))
                return at;
        }
        if (meaning)
            return at;
    }
    return at;
}
#endif

/* Reads lines that tests print. */
static const char *read_output(Extractor *extractor, const char *at, const char *end)
{
    Output output = {.run = &extractor->text.run};
#ifdef AVX2
    if (__builtin_cpu_supports("avx2"))
        at = pass_avx2(&output, at, end);
    else
#endif
        at = pass_portably(&output, at, end);
    add_messages(output.run, &output.messages);
    extractor->line += output.lines;
    return at;
}

/* ---- all of them ---------------------------------------------------------------------------- */

static bool may_read(const Extractor *extractor)
{
    return extractor->form == FORM_TEXT && extractor->line > 0 && !extractor->no_text &&
           extractor->build_id.len == 0;
}

size_t plain_read(Extractor *extractor, BlStr piece)
{
    const char *at = piece.ptr, *end = piece.ptr + piece.len, *before;
    if (!may_read(extractor))
        return 0;
    do {
        before = at;
        at = read_benchmarks(extractor, at, end);
        if (is_idle(&extractor->text.run))
            at = read_output(extractor, at, end);
    } while (at != before && end - at >= PLAIN_ROOM);
    return (size_t)(at - piece.ptr);
}
