/* Lines, positions, bytes that are no Go source, and the package clause. */
#include "parsed.h"
#include "syntax/source.h"

/* ---- positions ------------------------------------------------------------------------------ */

typedef struct Position {
    uint32_t offset, line, column;
} Position;

static void check_positions(BlStr source, const Position *positions, size_t count)
{
    GoFile file = {.source = source};
    go_index_lines(&file);
    for (size_t i = 0; i < count; i++) {
        uint32_t line, column;
        go_position(&file, positions[i].offset, &line, &column);
        assert_int_equal(line, positions[i].line);
        assert_int_equal(column, positions[i].column);
    }
    go_file_free(&file);
}

#define CHECK_POSITIONS(source, ...)                                                      \
    do {                                                                                  \
        static const Position positions[] = {__VA_ARGS__};                                \
        check_positions(BL_STR(source), positions, sizeof positions / sizeof *positions); \
    } while (0)

static void positions_at_line_boundaries(void **state)
{
    (void)state;
    CHECK_POSITIONS("ab\n\ncd", {0, 1, 1}, {1, 1, 2}, {2, 1, 3}, {3, 2, 1}, {4, 3, 1}, {5, 3, 2},
                    {6, 3, 3});
    CHECK_POSITIONS("a\r\nb\r\n", {1, 1, 2}, {2, 1, 3}, {3, 2, 1}, {4, 2, 2}, {5, 2, 3});
    CHECK_POSITIONS("\n\n\n", {0, 1, 1}, {1, 2, 1}, {2, 3, 1});
    CHECK_POSITIONS("a\rb", {2, 1, 3}); /* a carriage return ends no line */
}

static void the_end_is_on_the_last_line(void **state)
{
    (void)state;
    CHECK_POSITIONS("", {0, 1, 1});
    CHECK_POSITIONS("ab", {2, 1, 3});
    CHECK_POSITIONS("ab\n", {3, 1, 4});
    CHECK_POSITIONS("\n", {1, 1, 2});
}

static void columns_are_bytes(void **state)
{
    (void)state;
    CHECK_POSITIONS("\t\xC3\xA9x", {1, 1, 2}, {3, 1, 4});
    CHECK_POSITIONS("\xEF\xBB\xBFp", {3, 1, 4});
}

static void every_offset_of_many_lines(void **state)
{
    (void)state;
    BlBuf source = {0};
    for (unsigned line = 0; line < 1000; line++)
        bl_buf_printf(&source, "%*s\n", (int)(line % 7), "");
    GoFile file = {.source = bl_buf_view(&source)};
    go_index_lines(&file);
    assert_int_equal(file.line_starts.count, 1000);
    uint32_t line = 1, column = 1;
    for (uint32_t offset = 0; offset < source.len; offset++, column++) {
        uint32_t got_line, got_column;
        go_position(&file, offset, &got_line, &got_column);
        assert_int_equal(got_line, line);
        assert_int_equal(got_column, column);
        if (source.data[offset] == '\n') {
            line++;
            column = 0;
        }
    }
    go_file_free(&file);
    bl_buf_free(&source);
}

static void lines_without_their_ends(void **state)
{
    (void)state;
    static const struct {
        const char *source;
        const char *lines[5];
    } rows[] = {
        {"", {"", ""}},
        {"ab", {"ab", ""}},
        {"ab\n", {"ab", ""}},
        {"ab\r\n", {"ab", ""}},
        {"ab\r", {"ab", ""}},
        {"\n", {"", ""}},
        {"a\nb\n\nc", {"a", "b", "", "c", ""}},
        {"a\r\n\r\nc\r\n", {"a", "", "c", ""}},
        {"a\r\r\nb", {"a\r", "b"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        GoFile file = {.source = bl_cstr(rows[i].source)};
        go_index_lines(&file);
        for (uint32_t line = 1; line <= 5 && rows[i].lines[line - 1]; line++)
            assert_text(go_line(&file, line), rows[i].lines[line - 1]);
        assert_text(go_line(&file, 0), "");
        assert_text(go_line(&file, 100), "");
        go_file_free(&file);
    }
}

static void diagnostics_point_at_their_byte(void **state)
{
    (void)state;
    const GoFile *file = parse("package p\n\nvar x = 1\n");
    BlDiags diags = {0};
    go_diag(&diags, BL_WARNING, file, 15, "about %s", "x");
    const BlDiag *diag = &diags.list.items[0];
    assert_int_equal(diag->severity, BL_WARNING);
    assert_string_equal(diag->file, "x.go");
    assert_int_equal(diag->line, 3);
    assert_int_equal(diag->column, 5);
    assert_string_equal(diag->message, "about x");
    assert_string_equal(diag->source, "var x = 1");
    bl_diag_free(&diags);
}

/* ---- bytes ---------------------------------------------------------------------------------- */

#define assert_bad(bytes, offset, why)                                       \
    do {                                                                     \
        uint32_t bad_at = 99;                                                \
        assert_string_equal(go_find_bad_bytes(BL_STR(bytes), &bad_at), why); \
        assert_int_equal(bad_at, offset);                                    \
    } while (0)

#define assert_good(bytes)                                      \
    do {                                                        \
        uint32_t bad_at = 99;                                   \
        assert_null(go_find_bad_bytes(BL_STR(bytes), &bad_at)); \
    } while (0)

static const char not_utf8[] = "illegal UTF-8 encoding: Go source is UTF-8";
static const char is_nul[] = "illegal character NUL";
static const char is_bom[] =
    "illegal byte order mark: only the first character of a file may be one";

static void good_bytes(void **state)
{
    (void)state;
    assert_good("");
    assert_good("package p\n");
    assert_good("\xEF\xBB\xBFpackage p\n");
    assert_good("\xEF\xBB\xBF");
    assert_good("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xEF\xBF\xBF \xF0\x90\x80\x80 \xF4\x8F\xBF\xBF");
    assert_good("\xED\x9F\xBF \xEE\x80\x80"); /* around the surrogates */
    assert_good("\xEF\xBB\xBE \xEF\xBA\xBF"); /* around the mark */
    assert_good("\x01\x7F\x1B");              /* the lexer's business */
}

static void bytes_that_are_not_utf8(void **state)
{
    (void)state;
    assert_bad("\x80", 0, not_utf8);
    assert_bad("abc\xFF", 3, not_utf8);
    assert_bad("\xC0\x80", 0, not_utf8); /* overlong */
    assert_bad("\xC1\xBF", 0, not_utf8);
    assert_bad("\xE0\x9F\xBF", 0, not_utf8);
    assert_bad("\xF0\x8F\xBF\xBF", 0, not_utf8);
    assert_bad("\xED\xA0\x80", 0, not_utf8); /* a surrogate */
    assert_bad("\xED\xBF\xBF", 0, not_utf8);
    assert_bad("\xF4\x90\x80\x80", 0, not_utf8); /* beyond U+10FFFF */
    assert_bad("\xF5\x80\x80\x80", 0, not_utf8);
    assert_bad("a\xC3", 1, not_utf8); /* cut short by the end */
    assert_bad("a\xE2\x82", 1, not_utf8);
    assert_bad("a\xF0\x9F\x98", 1, not_utf8);
    assert_bad("a\xE2\x82z", 1, not_utf8);
    assert_bad("a\xC3\xC3\xA9", 1, not_utf8);
}

static void a_nul_is_found_wherever_it_stands(void **state)
{
    (void)state;
    assert_bad("\0", 0, is_nul);
    assert_bad("ab\0cd", 2, is_nul);
    assert_bad("0123456789\0", 10, is_nul);
    assert_bad("ab\0\xFF", 2, is_nul);
    assert_bad("ab\xFF\0", 2, not_utf8);
    assert_bad("ab\xC3\0", 2, not_utf8);
}

static void a_byte_order_mark_is_found_but_in_front(void **state)
{
    (void)state;
    assert_bad("a\xEF\xBB\xBF", 1, is_bom);
    assert_bad("\xEF\xBB\xBF\xEF\xBB\xBF", 3, is_bom);
    assert_bad("\n\xEF\xBB\xBF", 1, is_bom);
}

static void the_place_does_not_depend_on_alignment(void **state)
{
    (void)state;
    char bytes[64];
    for (uint32_t length = 1; length < sizeof bytes; length++)
        for (uint32_t bad = 0; bad < length; bad++) {
            memset(bytes, 'a', sizeof bytes);
            bytes[bad] = (char)0xFF;
            uint32_t at = 99;
            assert_non_null(go_find_bad_bytes(bl_str(bytes, length), &at));
            assert_int_equal(at, bad);
        }
}

/* The lexer says of a source whether it has to be looked over; it must not miss any place. */
static void no_place_hides_bad_bytes(void **state)
{
    (void)state;
    static const char source[] =
        "package p // a line comment, longer than what is scanned at once\n\t/* a block */\n"
        "var name, another_name_of_many_bytes, x = 12.5e1, 'r', \"a string and more of it\",\n"
        "`a raw one, over\ntwo lines, and then to its end`\nfunc f() { y := x + name /* ends */ }";
    enum { SIZE = sizeof source - 1 };
    char bytes[SIZE + 1];
    const char bad[] = {'\xFF', '\xC3', '\0', '\x80'};
    assert_true(parse_bytes(bl_str(source, SIZE)));
    for (size_t kind = 0; kind < sizeof bad; kind++)
        for (size_t at = 0; at < SIZE; at++) {
            memcpy(bytes, source, sizeof bytes);
            bytes[at] = bad[kind];
            assert_false(parse_bytes(bl_str(bytes, SIZE)));
        }
}

static void bad_bytes_are_an_error_even_in_comments_and_strings(void **state)
{
    (void)state;
    const struct {
        BlStr source;
        uint32_t column;
        const char *why;
    } rows[] = {
        {BL_STR("package p // \xFF\n"), 14, not_utf8},
        {BL_STR("package p /* \0 */\n"), 14, is_nul},
        {BL_STR("package p; var x = `\xEF\xBB\xBF`\n"), 21, is_bom},
        {BL_STR("package p; var x = \"\xC3(\"\n"), 21, not_utf8},
        {BL_STR("package p; var x = 1 + \0\n"), 24, is_nul},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_false(parse_bytes(rows[i].source));
        assert_int_equal(parsed.diags.list.count, 1);
        assert_string_equal(parsed.diags.list.items[0].message, rows[i].why);
        assert_int_equal(parsed.diags.list.items[0].column, rows[i].column);
    }
}

static void the_first_error_is_the_one_that_counts(void **state)
{
    (void)state;
    assert_false(parse_bytes(BL_STR("package p; ) // \xFF\n")));
    assert_int_equal(parsed.diags.list.items[0].column, 12);
    assert_false(parse_bytes(BL_STR("package p; /* \xFF */ )\n")));
    assert_int_equal(parsed.diags.list.items[0].column, 15);
}

/* ---- the package clause --------------------------------------------------------------------- */

static void package_names(void **state)
{
    (void)state;
    static const struct {
        const char *source, *name; /* NULL: none */
    } rows[] = {
        {"package p", "p"},
        {"package main\n", "main"},
        {"// Copyright\n\n/* c */ package /* c */ foo_test // c\n", "foo_test"},
        {"//go:build linux\n\npackage p; import", "p"},
        {"\xEF\xBB\xBFpackage p", "p"},
        {"package \n p", "p"},
        {"package été", "été"},
        {"package p )))", "p"}, /* what follows is not looked at */
        {"package p \xFF", "p"},
        {"package _", "_"},
        {"", NULL},
        {"// only a comment", NULL},
        {"package", NULL},
        {"package func", NULL},
        {"package 1", NULL},
        {"packagep", NULL},
        {"Package p", NULL},
        {"import \"a\"", NULL},
        {"/* package p", NULL},
        {"; package p", NULL},
        {"//line x:0\npackage p", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        BlStr source = bl_cstr(rows[i].source), name = {0};
        assert_int_equal(go_package_name(source, &name), rows[i].name != NULL);
        if (!rows[i].name)
            continue;
        assert_text(name, rows[i].name);
        assert_true(name.ptr >= source.ptr && name.ptr + name.len <= source.ptr + source.len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(positions_at_line_boundaries),
        cmocka_unit_test(the_end_is_on_the_last_line),
        cmocka_unit_test(columns_are_bytes),
        cmocka_unit_test(every_offset_of_many_lines),
        cmocka_unit_test(lines_without_their_ends),
        cmocka_unit_test_teardown(diagnostics_point_at_their_byte, parsed_free),
        cmocka_unit_test(good_bytes),
        cmocka_unit_test(bytes_that_are_not_utf8),
        cmocka_unit_test(a_nul_is_found_wherever_it_stands),
        cmocka_unit_test(a_byte_order_mark_is_found_but_in_front),
        cmocka_unit_test(the_place_does_not_depend_on_alignment),
        cmocka_unit_test_teardown(no_place_hides_bad_bytes, parsed_free),
        cmocka_unit_test_teardown(bad_bytes_are_an_error_even_in_comments_and_strings, parsed_free),
        cmocka_unit_test_teardown(the_first_error_is_the_one_that_counts, parsed_free),
        cmocka_unit_test(package_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
