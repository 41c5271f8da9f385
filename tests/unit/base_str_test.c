/* Byte slices and the growable byte buffer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/base.h"

#define assert_str_equal(str, text) assert_slice(str, text, sizeof(text) - 1)

static void assert_slice(BlStr got, const char *bytes, size_t length)
{
    assert_int_equal(got.len, length);
    if (length)
        assert_memory_equal(got.ptr, bytes, length);
}

static void slices_are_equal_by_their_bytes(void **state)
{
    (void)state;
    assert_true(bl_str_eq(BL_STR("a\0b"), bl_str("a\0b", 3)));
    assert_false(bl_str_eq(BL_STR("a\0b"), BL_STR("a\0c")));
    assert_false(bl_str_eq(BL_STR("a"), BL_STR("ab")));
    assert_false(bl_str_eq(BL_STR("ab"), BL_STR("a")));
    assert_true(bl_str_eq(BL_STR(""), bl_str(NULL, 0)));
    assert_int_equal(BL_STR("a\0b").len, 3);
    assert_int_equal(bl_cstr("a\0b").len, 1);
}

static void starts_and_ends(void **state)
{
    (void)state;
    assert_true(bl_str_starts(BL_STR("TestA"), BL_STR("Test")));
    assert_true(bl_str_starts(BL_STR("Test"), BL_STR("Test")));
    assert_true(bl_str_starts(BL_STR("x"), BL_STR("")));
    assert_false(bl_str_starts(BL_STR("Tes"), BL_STR("Test")));
    assert_false(bl_str_starts(BL_STR("xTest"), BL_STR("Test")));
    assert_true(bl_str_ends(BL_STR("a_test.go"), BL_STR("_test.go")));
    assert_true(bl_str_ends(BL_STR("a"), BL_STR("a")));
    assert_true(bl_str_ends(BL_STR("x"), BL_STR("")));
    assert_false(bl_str_ends(BL_STR("go"), BL_STR(".go")));
    assert_false(bl_str_ends(BL_STR("a.gox"), BL_STR(".go")));
}

static void a_slice_of_nothing_needs_no_memory(void **state)
{
    (void)state;
    BlStr none = {0}, before, after;
    assert_true(bl_str_starts(none, none));
    assert_true(bl_str_ends(none, none));
    assert_false(bl_str_ends(none, BL_STR("x")));
    assert_str_equal(bl_str_trim(none), "");
    assert_false(bl_str_cut(none, ',', &before, &after));
    assert_str_equal(before, "");
    assert_str_equal(after, "");
    BlArena arena = {0};
    assert_string_equal(bl_str_dup(&arena, none), "");
    bl_arena_free(&arena);
}

static void trim_takes_blanks_from_both_ends_only(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } rows[] = {
        {"", ""},         {" \t\r\n", ""}, {"a", "a"},
        {" a", "a"},      {"a\r\n", "a"},  {"\t a b \n", "a b"},
        {"\v a", "\v a"}, {"a\f ", "a\f"}, {"\xC2\xA0", "\xC2\xA0"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_true(bl_str_eq(bl_str_trim(bl_cstr(rows[i].text)), bl_cstr(rows[i].trimmed)));
}

static void cut_is_at_the_first_separator(void **state)
{
    (void)state;
    static const struct {
        const char *text, *before, *after;
        bool found;
    } rows[] = {
        {"a:b:c", "a", "b:c", true}, {":a", "", "a", true},     {"a:", "a", "", true},
        {":", "", "", true},         {"abc", "abc", "", false}, {"", "", "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        BlStr before, after;
        assert_int_equal(bl_str_cut(bl_cstr(rows[i].text), ':', &before, &after), rows[i].found);
        assert_true(bl_str_eq(before, bl_cstr(rows[i].before)));
        assert_true(bl_str_eq(after, bl_cstr(rows[i].after)));
    }
}

static void cut_stays_inside_its_slice(void **state)
{
    (void)state;
    BlStr before, after;
    assert_false(bl_str_cut(bl_str("ab:c", 2), ':', &before, &after));
    assert_str_equal(before, "ab");
    assert_true(bl_str_cut(BL_STR("a\0b"), '\0', &before, &after));
    assert_str_equal(before, "a");
    assert_str_equal(after, "b");
    BlStr text = BL_STR("x=y=z");
    assert_true(bl_str_cut(text, '=', &text, &after)); /* into itself */
    assert_str_equal(text, "x");
    assert_str_equal(after, "y=z");
}

static void dup_ends_with_a_nul(void **state)
{
    (void)state;
    BlArena arena = {0};
    assert_string_equal(bl_str_dup(&arena, bl_str("abcdef", 3)), "abc");
    assert_memory_equal(bl_str_dup(&arena, BL_STR("a\0b")), "a\0b", 4);
    bl_arena_free(&arena);
}

static void buffer_appends_and_ends_with_a_nul(void **state)
{
    (void)state;
    BlBuf buf = {0};
    assert_str_equal(bl_buf_view(&buf), "");
    bl_buf_append(&buf, NULL, 0);
    assert_string_equal(buf.data, "");
    bl_buf_puts(&buf, "one");
    bl_buf_putc(&buf, ' ');
    bl_buf_str(&buf, bl_str("two and", 3));
    assert_string_equal(buf.data, "one two");
    assert_int_equal(buf.len, 7);
    bl_buf_append(&buf, "\0x", 2);
    assert_str_equal(bl_buf_view(&buf), "one two\0x");
    assert_int_equal(buf.data[buf.len], '\0');
    bl_buf_free(&buf);
    assert_null(buf.data);
    assert_int_equal(buf.len, 0);
}

static void buffer_grows_byte_by_byte(void **state)
{
    (void)state;
    BlBuf buf = {0};
    for (size_t i = 0; i < 1000; i++) {
        bl_buf_putc(&buf, (char)('a' + i % 26));
        assert_int_equal(buf.data[buf.len], '\0');
        assert_true(buf.cap > buf.len);
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(buf.data[i], 'a' + i % 26);
    bl_buf_free(&buf);
}

static void buffer_prints_at_every_fill(void **state)
{
    (void)state;
    for (int fill = 0; fill < 200; fill++) { /* across the first capacities */
        BlBuf buf = {0};
        bl_buf_printf(&buf, "%*s", fill, "");
        bl_buf_printf(&buf, "%s-%d", "text", 42);
        assert_int_equal(buf.len, (size_t)fill + 7);
        assert_string_equal(buf.data + fill, "text-42");
        bl_buf_free(&buf);
    }
}

static void buffer_prints_nothing(void **state)
{
    (void)state;
    BlBuf buf = {0};
    bl_buf_printf(&buf, "%s", "");
    assert_string_equal(buf.data, "");
    assert_int_equal(buf.len, 0);
    bl_buf_free(&buf);
}

static void cleared_buffer_keeps_its_memory(void **state)
{
    (void)state;
    BlBuf buf = {0};
    bl_buf_clear(&buf);
    assert_str_equal(bl_buf_view(&buf), "");
    bl_buf_puts(&buf, "something");
    const char *data = buf.data;
    bl_buf_clear(&buf);
    assert_string_equal(buf.data, "");
    bl_buf_puts(&buf, "else");
    assert_ptr_equal(buf.data, data);
    assert_string_equal(buf.data, "else");
    bl_buf_free(&buf);
}

static void lines_of_a_text(void **state)
{
    (void)state;
    BlStr text = BL_STR("a\n\r\nb\r\nc"), line;
    static const char *const lines[] = {"a", "", "b", "c"};
    for (size_t i = 0; i < 4; i++) {
        assert_true(bl_next_line(&text, &line));
        assert_true(bl_str_eq(line, bl_cstr(lines[i])));
    }
    assert_false(bl_next_line(&text, &line));
    text = BL_STR("a\n");
    assert_true(bl_next_line(&text, &line));
    assert_false(bl_next_line(&text, &line)); /* the line end ends the line, and begins none */
}

static void first_and_last_line_that_say_something(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"", "", ""},       {"a", "a", "a"},          {"\n \n a \nb\n\t\n", "a", "b"},
        {"\r\n\n", "", ""}, {"a\r\nb\r\n", "a", "b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(bl_str_eq(bl_first_line(bl_cstr(rows[i][0])), bl_cstr(rows[i][1])));
        assert_true(bl_str_eq(bl_last_line(bl_cstr(rows[i][0])), bl_cstr(rows[i][2])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slices_are_equal_by_their_bytes),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(a_slice_of_nothing_needs_no_memory),
        cmocka_unit_test(trim_takes_blanks_from_both_ends_only),
        cmocka_unit_test(cut_is_at_the_first_separator),
        cmocka_unit_test(cut_stays_inside_its_slice),
        cmocka_unit_test(dup_ends_with_a_nul),
        cmocka_unit_test(buffer_appends_and_ends_with_a_nul),
        cmocka_unit_test(buffer_grows_byte_by_byte),
        cmocka_unit_test(buffer_prints_at_every_fill),
        cmocka_unit_test(buffer_prints_nothing),
        cmocka_unit_test(cleared_buffer_keeps_its_memory),
        cmocka_unit_test(lines_of_a_text),
        cmocka_unit_test(first_and_last_line_that_say_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
