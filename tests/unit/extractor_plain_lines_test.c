/* The fast way through a log must end where the careful way ends. Pieces shorter than PLAIN_ROOM
 * bytes are never read fast, so that the same log in such pieces and in one tells. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extractor/plain_lines.c" /* for what they have of their own */
#include "extractor/plain_results.c"

static uint64_t state = 1;

/* A linear congruential generator (Knuth, MMIX): the same everywhere. */
static unsigned below(unsigned count)
{
    state = state * 6364136223846793005 + 1442695040888963407;
    return (unsigned)(state >> 33) % count;
}

/* ---- logs ----------------------------------------------------------------------------------- */

/* As testing.prettyPrint() does. */
static void add_pretty(BlBuf *log, double value)
{
    static const struct {
        double least;
        int width, decimals;
    } rows[] = {{999.95, 10, 0},   {99.995, 12, 1},    {9.9995, 13, 2},     {0.99995, 14, 3},
                {0.099995, 15, 4}, {0.0099995, 16, 5}, {0.00099995, 17, 6}, {0, 18, 7}};
    size_t i = 0;
    while (value < rows[i].least)
        i++;
    bl_buf_printf(log, "%*.*f", rows[i].width, rows[i].decimals, value);
}

static void add_result(BlBuf *log, const char *name, bool memory)
{
    static const double sizes[] = {1e-6, 1e-4, 1e-2, 1, 10, 100, 1e4, 1e7, 1e9};
    static const unsigned counts[] = {2, 10, 100, 100000, 100000000, 1000000001};
    bl_buf_printf(log, "%s\t%8u\t", name, below(counts[below(6)]));
    add_pretty(log, sizes[below(9)] * below(1000) / 99);
    bl_buf_puts(log, " ns/op");
    if (below(8) == 0)
        bl_buf_printf(log, "\t%7.2f MB/s", below(100000) / 7.0);
    if (memory)
        bl_buf_printf(log, "\t%8u B/op\t%8u allocs/op", below(counts[below(6)]), below(200));
    bl_buf_puts(log, "\n");
}

static const char *const lines[] = {
    "goos: linux\n",
    "pkg: example.com/shop/cart\n",
    "pkg: example.com/shop/price\n",
    "PASS\n",
    "FAIL\n",
    "ok  \texample.com/shop/cart\t1.500s\n",
    "FAIL\texample.com/shop/cart\t1.500s\n",
    "printed before it ok  \texample.com/shop/cart\t1.500s\n",
    "BenchmarkSum\n",
    "BenchmarkSub/a\n",
    "BenchmarkSum-8   \tprinted behind the name\n",
    "printed before the numbers      100\t 12.5 ns/op\n",
    "printed before the name BenchmarkSum-8   \t     100\t        12.5 ns/op\n",
    "BenchmarkSum-8   \t     100\t        12.5 ns/op\r\n",
    "BenchmarkSum-8   \t     100\t        12.5 ns/op\t  3 widgets\n",
    "BenchmarkSum-8   \t     100\t        12.5 ns/op\t        12.5 ns/op\n",
    "BenchmarkSum-8   \t       0\t         NaN ns/op\n",
    "BenchmarkSum-8 \t100\t12.5 ns/op\t8 B/op\t1 allocs/op\n",
    "BenchmarkSum-8   \t     1x0\t        12.5 ns/op\n",
    "BenchmarkSum-8   \t     1 0\t        12.5 ns/op\n",
    "BenchmarkSum-8   \t     100\t        12.5ns/op\n",
    "BenchmarkSum-8   \t     100\t        12. 5 ns/op\n",
    "Benchmarking is no result   \t     100\t        12.5 ns/op\n",
    "BenchmarkSum\033[1m-8   \t     100\t        12.5 ns/op\n",
    "--- FAIL: BenchmarkSum\n",
    "--- FAIL: TestSum (0.01s)\n",
    "    --- FAIL: TestSum/sub (0.01s)\n",
    "--- SKIP: BenchmarkSum-8\n",
    "=== RUN   BenchmarkSum\n",
    "=== RUN   TestSum\n",
    "    cart_test.go:14: a message\n",
    "    cart_test.go:15: a message with a colon: and an end that is much longer than the others\n",
    "        which goes on\n",
    "    no position: here\n",
    "    a b.go:12: nor here\n",
    "    c:d.go:12: but here\n",
    "    .go:: nor here, nor in this: x.go:7 and x.go:7:\n",
    "    \n",
    "\n",
    "2026/11/22 10:12:01 server: GET /orders/7 took 12ms\n",
    "level=debug msg=\"compacted 7 segments\" bytes=12345\n",
    "{\"time\":12345,\"user\":\"u12\",\"status\":200}\n",
    "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"PASS\\n\"}\n",
    "caf\303\251 \377\n",
    "printed--- FAIL: BenchmarkSum\n",
    "what a test prints exit status 3\n",
    "exit status 2\n",
    "printed signal: killed\n",
    "panic: why\n",
    "printed panic: why\n",
    "goroutine 7 [running]:\n",
    "example.com/shop/cart.BenchmarkSum(0x12)\n",
    "\t/home/me/cart_test.go:14 +0x28\n",
    "created by testing.(*B).run1\n",
    "# example.com/shop/cart\n",
    "cart.go:3:5: undefined: x\n",
    "*** Test killed: ran too long (11m0s).\n",
    "\026=== RUN   TestSum\n",
    "a NUL \001 or the like\n",
    "a tab\tin a line\n",
    "fatal error: all goroutines are asleep\n",
    "?   \texample.com/shop/empty\t[no test files]\n",
    "a line that ends at the end of a vector, which has 32 bytes or 16.\n",
};

/* Any of those from one that begins so, to one that does. */
static const char *any_of(const char *first, const char *last)
{
    size_t from = 0, to = 0;
    while (strncmp(lines[from], first, strlen(first)) != 0)
        from++;
    while (strncmp(lines[to], last, strlen(last)) != 0)
        to++;
    return lines[from + below((unsigned)(to - from + 1))];
}

static void add_output(BlBuf *log)
{
    for (unsigned i = below(4); i > 0; i--)
        bl_buf_puts(log, below(2) ? any_of("    cart_test.go:14", "    \n") : any_of("\n", "caf"));
}

/* A benchmark with -v, and what came of it. */
static void add_verbose(BlBuf *log)
{
    static const char *const ends[] = {"--- FAIL: BenchmarkSum\n", "--- SKIP: BenchmarkSum\n",
                                       "panic: why\n\ngoroutine 7 [running]:\n"};
    bl_buf_puts(log, "BenchmarkSum\n");
    add_output(log);
    unsigned end = below(5);
    if (end < 3)
        bl_buf_puts(log, ends[end]);
    else
        add_result(log, "BenchmarkSum-8", true);
    add_output(log);
    if (end == 2 && below(2))
        bl_buf_puts(log, "example.com/shop/cart.TestSum(0x12)\n    /home/me/cart_test.go:14\n");
    add_output(log);
}

/* Names that differ in one byte, with columns of any width. */
static const char *long_name(void)
{
    static char name[80];
    int length = snprintf(name, sizeof name, "BenchmarkSub/%0*d-8   ", 1 + (int)below(40), 0);
    name[12 + below((unsigned)length - 17)] = (char)('0' + below(3));
    return name;
}

/* A log, mostly of plain lines, in some of them one byte that is another. */
static void make_log(BlBuf *log)
{
    static const char *const names[] = {"BenchmarkSum-8   ", "BenchmarkSub/a-8 ", "BenchmarkSub/b ",
                                        "Benchmark",         "BenchmarkSub/a-4 ", "BenchmarkX"};
    static const char bytes[] = "\n\t .:-BexilcF0\r\033";
    bl_buf_clear(log);
    bl_buf_puts(log, "goos: linux\npkg: example.com/shop/cart\n");
    unsigned kinds = below(4);
    for (unsigned count = 10 + below(40); count > 0; count--) {
        unsigned kind = below(12);
        if (kind < 1)
            for (unsigned i = 1 + below(3); i > 0; i--)
                add_result(log, long_name(), true);
        else if (kind < 5)
            for (unsigned i = 1 + below(5), name = below(6); i > 0; i--)
                add_result(log, names[name], kind < 4);
        else if (kind < 7 && kinds > 0)
            add_output(log);
        else if (kind < 10 && kinds > 1)
            add_verbose(log);
        else if (kinds > 2)
            bl_buf_puts(log, lines[below(sizeof lines / sizeof *lines)]);
    }
    for (unsigned count = log->len > 41 ? below(2) * below(4) : 0; count > 0; count--)
        log->data[40 + below((unsigned)log->len - 40)] = bytes[below(sizeof bytes - 1)];
}

/* Everything that comes of a log that is read in pieces. */
static char *outcome_of(BlStr log, size_t size)
{
    Results results;
    BlDiags diags = {0};
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    results_init(&results, "log");
    results.id = "00000000000000000000000000000000"; /* it is random */
    Extractor *extractor = extract_begin(&results, "test.log", &diags);
    for (size_t at = 0; at < log.len; at += size)
        extract_feed(extractor, log.ptr + at, log.len - at < size ? log.len - at : size);
    fprintf(memory, "%d\n", extract_finish(extractor));
    assert_int_equal(results_write_json(&results, memory), 0);
    bl_diag_print(&diags, false, memory);
    fclose(memory);
    results_free(&results);
    bl_diag_free(&diags);
    return text;
}

/* Shows the log, and the first line that differs. */
static void expect_same(const char *got, const char *wanted, const char *log)
{
    size_t line = 0, at = 0;
    for (; got[at] && got[at] == wanted[at]; at++)
        if (got[at] == '\n')
            line = at + 1;
    if (got[at] != wanted[at]) {
        fprintf(stderr, "of this log:\n%s\nfast:\n%.*s\ncarefully:\n%.*s\n", log,
                (int)strcspn(got + line, "\n"), got + line, (int)strcspn(wanted + line, "\n"),
                wanted + line);
        fail();
    }
}

static void fast_and_careful_reading_agree(void **unused)
{
    (void)unused;
    static const size_t sizes[] = {97, 150, 1000, 100000};
    BlBuf log = {0};
    for (int i = 0; i < 3000; i++) {
        make_log(&log);
        /* A copy of this very size, so that tools see what is read beyond it. */
        char *copy = malloc(log.len);
        memcpy(copy, log.data, log.len);
        char *wanted = outcome_of(bl_str(copy, log.len), 1 + below(PLAIN_ROOM - 1));
        char *got = outcome_of(bl_str(copy, log.len), sizes[i % 4]);
        expect_same(got, wanted, log.data);
        free(copy);
        free(wanted);
        free(got);
    }
    bl_buf_free(&log);
}

/* Of a line that is too long the middle is left out, however it comes. */
static void long_lines_are_the_same_either_way(void **unused)
{
    (void)unused;
    static const char *const forms[][2] = {
        {"BenchmarkSum", "-8 \t     100\t        13.58 ns/op\n"},
        {"BenchmarkSum", "\n"},
        {"BenchmarkSum-8 \t     100\t        13.58 ns/op\t        10.00 x", "/op\n"},
    };
    static const int beyond[] = {-200, -90, -60, -30, -15, 0, 1, 200000};
    BlBuf log = {0}, filler = {0};
    for (size_t i = 0; i < 3 * sizeof beyond / sizeof *beyond; i++) {
        bl_buf_clear(&log);
        bl_buf_clear(&filler);
        for (int left = EXTRACT_LINE_MAX + beyond[i / 3]; left > 0; left--)
            bl_buf_putc(&filler, 'x');
        bl_buf_puts(&log, "pkg: example.com/shop\n");
        bl_buf_printf(&log, "%s%s%s", forms[i % 3][0], filler.data, forms[i % 3][1]);
        bl_buf_printf(&log, "BenchmarkSub-8 \t     100\t         1 ns/op\nPASS\n%0*d", PLAIN_ROOM,
                      0);
        char *wanted = outcome_of(bl_buf_view(&log), PLAIN_ROOM - 1);
        char *got = outcome_of(bl_buf_view(&log), log.len);
        if (strcmp(got, wanted) != 0)
            fail_msg("form %zu, %d beyond", i % 3, beyond[i / 3]);
        free(wanted);
        free(got);
    }
    bl_buf_free(&log);
    bl_buf_free(&filler);
}

/* How much of a log is read fast, behind a first line that is not. */
static size_t plain_bytes(const char *first, const char *rest)
{
    Results results;
    BlDiags diags = {0};
    results_init(&results, "log");
    Extractor *extractor = extract_begin(&results, "test.log", &diags);
    extract_feed(extractor, first, strlen(first));
    size_t bytes = plain_read(extractor, bl_cstr(rest));
    extract_finish(extractor);
    results_free(&results);
    bl_diag_free(&diags);
    return bytes;
}

static void plain_lines_are_read_fast(void **unused)
{
    (void)unused;
    static const char results[] =
        "BenchmarkSum-8   \t     100\t        13.58 ns/op\t       8 B/op\t       1 allocs/op\n"
        "BenchmarkSum-8   \t12345678\t      1358 ns/op\t       8 B/op\t       1 allocs/op\n"
        "BenchmarkSub/a   \t     100\t         0.0001358 ns/op\n";
    static const char announced[] = "BenchmarkSum\n";
    static const char printed[] = "2026/11/22 10:12:01 server: GET /orders/7 took 12ms\n"
                                  "\n"
                                  "    cart_test.go:14: a message\n"
                                  "{\"time\":12345,\"user\":\"u12\",\"status\":200}\n";
    BlBuf text = {0};
    bl_buf_printf(&text, "%s%s%0*d", results, printed, PLAIN_ROOM + 20, 0);
    assert_int_equal(plain_bytes("pkg: a\n", text.data), strlen(results) + strlen(printed));
    assert_int_equal(plain_bytes("goos: linux\n", text.data), strlen(results) + strlen(printed));
    assert_int_equal(plain_bytes("what\n", text.data), 0);         /* nobody knows what it is */
    assert_int_equal(plain_bytes("# pkg\n", text.data), 0);        /* a message of the compiler */
    assert_int_equal(plain_bytes("pkg: a\nPASS\n", text.data), 0); /* events may follow */
    assert_int_equal(plain_bytes("pkg: a\nPASS\ngoos: linux\n", text.data),
                     strlen(results) + strlen(printed));
    assert_int_equal(plain_bytes("pkg: a\npanic: why\n\ngoroutine 1 [running]:\n", text.data),
                     strlen(results) + strlen(printed));
    bl_buf_clear(&text);
    bl_buf_printf(&text, "%s%s%0*d", printed, results, PLAIN_ROOM + 20, 0);
    assert_int_equal(plain_bytes("pkg: a\n", text.data), strlen(printed) + strlen(results));
    assert_int_equal(plain_bytes("pkg: a\npanic: why\n", text.data), 0);
    bl_buf_clear(&text);
    bl_buf_printf(&text, "%s%s%s%0*d", announced, printed, results, PLAIN_ROOM + 20, 0);
    assert_int_equal(plain_bytes("pkg: a\n", text.data),
                     strlen(announced) + strlen(printed) + strlen(results));
    bl_buf_free(&text);
}

/* ---- what is found --------------------------------------------------------------------------- */

static void vectors_find_what_single_bytes_tell(void **unused)
{
    (void)unused;
    static const char letters[] =
        "abcdefghijklmnopqrstuvwyzABC-:xie \377\200/0123456789....,,;;\t\n";
    char text[200];
    for (int i = 0; i < 100000; i++) {
        size_t size = 66 + below(sizeof text - 66), used = 20 + below(sizeof letters - 21);
        for (size_t j = 0; j < size; j++)
            text[j] = letters[below((unsigned)used)];
        assert_ptr_equal(find_portable(text, text + size - 1),
                         find_bytewise(text, text + size - 1));
#ifdef AVX2
        uint64_t newlines = 0, meaning = 0;
        for (unsigned j = 0; j < 64; j++) {
            newlines |= (uint64_t)(text[j] == '\n') << j;
            bool may = may_mean_something((unsigned char)text[j], (unsigned char)text[j + 1]);
            meaning |= (uint64_t)may << j;
        }
        if (!has_avx2())
            continue;
        assert_true(find_avx2(text, '\n') == newlines);
        assert_true(find_meaning_avx2(text) == meaning);
#endif
    }
}

#ifdef AVX2
AVX2 static const char *read_numbers_together(const char *at, RunRow *row)
{
    return read_numbers_avx2(at, row);
}
#endif

/* Numbers are read together or one by one, and mean the same. */
static void numbers_are_read_either_way(void **unused)
{
    (void)unused;
    static const char bytes[] = " \t.0129:/-\n";
    BlBuf log = {0};
    for (int i = 0; i < 200000; i++) {
        bl_buf_clear(&log);
        add_result(&log, "", true);
        bl_buf_printf(&log, "%0*d", PLAIN_ROOM, 0);
        for (unsigned count = below(3); count > 0; count--)
            log.data[1 + below(60)] = bytes[below(sizeof bytes - 1)];
        const char *at = log.data + 1; /* behind the tab */
        RunRow one = {.rest = 0}, all = {.rest = 0};
        const char *wanted = read_numbers(at, &one);
#ifdef AVX2
        if (!has_avx2())
            continue;
        assert_ptr_equal(read_numbers_together(at, &all), wanted);
        if (wanted)
            assert_memory_equal(&one, &all, offsetof(RunRow, name));
#else
        (void)all;
#endif
    }
    bl_buf_free(&log);
}

/* A machine without those vectors gets along as well. */
static void output_is_passed_over_either_way(void **unused)
{
    (void)unused;
    BlBuf log = {0};
    BenchRun run = {.verbose = true};
    for (int i = 0; i < 2000; i++) {
        Output portable = {.run = &run}, wide = {.run = &run};
        make_log(&log);
        const char *at = log.data, *end = log.data + log.len;
        for (unsigned skipped = below(20); skipped > 0 && at; skipped--)
            at = memchr(at, '\n', (size_t)(end - at)) ? strchr(at, '\n') + 1 : NULL;
        if (!at)
            continue;
        const char *wanted = pass_portably(&portable, at, end);
#ifdef AVX2
        if (!has_avx2())
            continue;
        const char *got = pass_avx2(&wide, at, end);
        /* Of the last line the one may see less than the other. */
        assert_true(got == wanted || end - got < 2 * PLAIN_ROOM);
        assert_true(got != wanted || wide.lines == portable.lines);
        assert_true(got != wanted || wide.messages.count == portable.messages.count);
#else
        (void)wide;
        assert_true(wanted >= at);
#endif
    }
    run_free(&run);
    bl_buf_free(&log);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fast_and_careful_reading_agree),
        cmocka_unit_test(long_lines_are_the_same_either_way),
        cmocka_unit_test(plain_lines_are_read_fast),
        cmocka_unit_test(vectors_find_what_single_bytes_tell),
        cmocka_unit_test(numbers_are_read_either_way),
        cmocka_unit_test(output_is_passed_over_either_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
