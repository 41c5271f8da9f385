/* Lines out of pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/extractor.h"
#include "extractor/line_reader.h"

/* Feeds `text` in pieces of `size` bytes; gives the lines with '|' after each, and '$' for the
 * unterminated one. */
static void join_lines(BlStr text, size_t size, BlBuf *out)
{
    LineReader reader = {0};
    BlStr line;
    for (size_t at = 0; at < text.len; at += size) {
        BlStr piece = bl_str(text.ptr + at, text.len - at < size ? text.len - at : size);
        while (line_next(&reader, &piece, &line)) {
            bl_buf_str(out, line);
            bl_buf_putc(out, '|');
        }
    }
    if (line_last(&reader, &line)) {
        bl_buf_str(out, line);
        bl_buf_putc(out, '$');
    }
    assert_false(line_last(&reader, &line));
    line_reader_free(&reader);
}

static void pieces_may_end_anywhere(void **state)
{
    (void)state;
    static const struct {
        BlStr text;
        const char *lines;
    } cases[] = {
        {{"", 0}, ""},
        {{"\n", 1}, "|"},
        {{"one\ntwo\n\nfour\n", 14}, "one|two||four|"},
        {{"one\ntwo", 7}, "one|two$"},
        {{"\r\na\r\n", 5}, "\r|a\r|"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t size = 1; size <= 20; size++) {
            BlBuf out = {0};
            join_lines(cases[i].text, size, &out);
            assert_string_equal(bl_buf_view(&out).ptr, cases[i].lines);
            bl_buf_free(&out);
        }
    }
}

static void a_whole_line_is_not_copied(void **state)
{
    (void)state;
    LineReader reader = {0};
    BlStr text = BL_STR("one\ntwo\n"), piece = text, line;
    assert_true(line_next(&reader, &piece, &line));
    assert_ptr_equal(line.ptr, text.ptr);
    assert_true(line_next(&reader, &piece, &line));
    assert_ptr_equal(line.ptr, text.ptr + 4);
    assert_false(line_next(&reader, &piece, &line));
    assert_true(line_is_empty(&reader));
    line_reader_free(&reader);
}

static void nul_bytes_are_bytes(void **state)
{
    (void)state;
    LineReader reader = {0};
    BlStr piece = bl_str("a\0b\n", 4), line;
    assert_true(line_next(&reader, &piece, &line));
    assert_int_equal(line.len, 3);
    assert_memory_equal(line.ptr, "a\0b", 3);
    line_reader_free(&reader);
}

/* Of a line of `length` bytes, "<0123...>", what is kept when it comes in pieces of `size`. */
static BlBuf kept(size_t length, size_t size, uint64_t *dropped)
{
    BlBuf text = {0}, held = {0};
    bl_buf_putc(&text, '<');
    while (text.len < length - 1)
        bl_buf_putc(&text, (char)('0' + text.len % 10));
    bl_buf_puts(&text, ">\n");
    LineReader reader = {0};
    BlStr line;
    size_t lines = 0;
    for (size_t at = 0; at < text.len; at += size) {
        BlStr piece = bl_str(text.data + at, text.len - at < size ? text.len - at : size);
        while (line_next(&reader, &piece, &line)) {
            bl_buf_str(&held, line);
            *dropped = reader.dropped;
            lines++;
        }
        assert_true(reader.held.cap <= 2 * EXTRACT_LINE_MAX);
    }
    assert_int_equal(lines, 1);
    line_reader_free(&reader);
    bl_buf_free(&text);
    return held;
}

static void the_middle_of_a_long_line_is_left_out(void **state)
{
    (void)state;
    static const size_t lengths[] = {EXTRACT_LINE_MAX - 1, EXTRACT_LINE_MAX, EXTRACT_LINE_MAX + 1,
                                     EXTRACT_LINE_MAX * 2 + 17, EXTRACT_LINE_MAX * 5};
    static const size_t sizes[] = {4096, 65536, 99991, SIZE_MAX / 2};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        uint64_t dropped = 0, first_dropped = 0;
        BlBuf first = kept(lengths[i], SIZE_MAX / 2, &first_dropped);
        assert_true(first.len <= EXTRACT_LINE_MAX);
        assert_int_equal(first.len + first_dropped, lengths[i]);
        assert_int_equal(first.data[0], '<');
        assert_int_equal(first.data[first.len - 1], '>');
        assert_int_equal(first_dropped > 0, lengths[i] > EXTRACT_LINE_MAX);
        for (size_t j = 0; j < sizeof sizes / sizeof sizes[0]; j++) {
            BlBuf again = kept(lengths[i], sizes[j], &dropped);
            assert_int_equal(again.len, first.len);
            assert_memory_equal(again.data, first.data, first.len);
            assert_int_equal(dropped, first_dropped);
            bl_buf_free(&again);
        }
        bl_buf_free(&first);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_may_end_anywhere),
        cmocka_unit_test(a_whole_line_is_not_copied),
        cmocka_unit_test(nul_bytes_are_bytes),
        cmocka_unit_test(the_middle_of_a_long_line_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
