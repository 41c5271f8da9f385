/* plain_lines.c - see plain_lines.h.
 *
 * What a test prints is passed over with vectors: one pass finds the end of the line and the pairs
 * of letters that each word has that log_line.c looks for anywhere in a line. A line with none of
 * them means nothing; most of the others do not either, but to know that they are read again.
 */
#include "extractor/plain_lines.h"

#include "extractor/plain_results.h"
#include "extractor/vectors.h"

/* ---- results -------------------------------------------------------------------------------- */

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
    if (end - at < PLAIN_ROOM || !plain_column(at, &line->iterations) || line->iterations == 0)
        return NULL;
    at += 8;
    do
        at = read_measurement(at, end, line);
    while (at && *at == '\t');
    return at && *at == '\n' ? at : NULL;
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

/* Reads lines that begin with a benchmark's name, whatever stands above: a result, or with -v the
 * name alone, which was printed before it is measured. */
static const char *read_benchmarks(Extractor *extractor, const char *at, const char *end)
{
    BenchRun *run = &extractor->text.run;
    while (end - at >= PLAIN_ROOM && *at == 'B') {
        if (is_quiet(run))
            at = plain_results(extractor, at, end);
        const char *last = end - at > EXTRACT_LINE_MAX ? at + EXTRACT_LINE_MAX : end;
        size_t length = 0, column = plain_name(at, last, &length);
        BlStr name = bl_str(at, length);
        const char *next = at + length;
        if (column)
            next = read_measurements(at + column, last, &extractor->parsed);
        if (length == 0 || !next || next == last || *next != '\n')
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
    if (has_avx2())
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
