/* Diagnostics as people read them: exact text, and the caret under its byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>

#include "benchline/diag.h"

static BlDiags diags;
static BlBuf text;

static int clean(void **state)
{
    (void)state;
    bl_diag_free(&diags);
    bl_buf_free(&text);
    return 0;
}

/* What a diagnostic about a column of this line looks like, from the second line on. */
static const char *shown(uint32_t column, BlStr line)
{
    BlDiag *diag = bl_diag_add(&diags, BL_ERROR, "x.go", "m");
    bl_diag_at(&diags, diag, 1, column, line);
    bl_buf_clear(&text);
    bl_diag_format(diag, false, &text);
    const char *newline = strchr(text.data, '\n');
    assert_non_null(newline);
    return newline + 1;
}

static const char *formatted(const BlDiag *diag, bool colour)
{
    bl_buf_clear(&text);
    bl_diag_format(diag, colour, &text);
    return text.data;
}

static void position_line_and_caret(void **state)
{
    (void)state;
    BlDiag *diag = bl_diag_add(&diags, BL_ERROR, "a/x.go", "unexpected %s", "}");
    bl_diag_at(&diags, diag, 12, 5, BL_STR("if x }"));
    assert_string_equal(formatted(diag, false), "a/x.go:12:5: error: unexpected }\n"
                                                "    if x }\n"
                                                "        ^\n");
}

static void colours_only_when_asked(void **state)
{
    (void)state;
    BlDiag *diag = bl_diag_add(&diags, BL_ERROR, "x.go", "m");
    bl_diag_at(&diags, diag, 1, 2, BL_STR("ab"));
    assert_string_equal(formatted(diag, true), "x.go:1:2: \033[1;31merror:\033[0m m\n"
                                               "    ab\n"
                                               "     \033[1;32m^\033[0m\n");
    diag->severity = BL_WARNING;
    diag->source = NULL;
    assert_string_equal(formatted(diag, true), "x.go:1:2: \033[1;35mwarning:\033[0m m\n");
    diag->severity = BL_NOTE;
    assert_string_equal(formatted(diag, true), "x.go:1:2: \033[36mnote:\033[0m m\n");
}

static void what_is_not_known_is_left_out(void **state)
{
    (void)state;
    BlDiag *diag = bl_diag_add(&diags, BL_WARNING, NULL, "no file");
    assert_string_equal(formatted(diag, false), "benchline: warning: no file\n");
    diag = bl_diag_add(&diags, BL_NOTE, "x.go", "whole file");
    assert_string_equal(formatted(diag, false), "x.go: note: whole file\n");
    bl_diag_at(&diags, diag, 3, 0, BL_STR("line"));
    assert_string_equal(formatted(diag, false), "x.go:3: note: whole file\n");
}

static void caret_stands_under_its_byte(void **state)
{
    (void)state;
    assert_string_equal(shown(1, BL_STR("abc")), "    abc\n    ^\n");
    assert_string_equal(shown(3, BL_STR("abc")), "    abc\n      ^\n");
    assert_string_equal(shown(4, BL_STR("abc")), "    abc\n       ^\n");
    assert_string_equal(shown(99, BL_STR("abc")), "    abc\n       ^\n");
    assert_string_equal(shown(1, BL_STR("")), "    \n    ^\n");
}

static void caret_keeps_tabs(void **state)
{
    (void)state;
    assert_string_equal(shown(4, BL_STR("\t\tx\ty z")), "    \t\tx\ty z\n    \t\t ^\n");
    assert_string_equal(shown(5, BL_STR("\t\tx\ty z")), "    \t\tx\ty z\n    \t\t \t^\n");
}

static void caret_counts_a_character_once(void **state)
{
    (void)state;
    /* U+00E9, U+20AC and U+1F600 are 2, 3 and 4 bytes */
    assert_string_equal(shown(3, BL_STR("\xC3\xA9x")), "    \xC3\xA9x\n     ^\n");
    assert_string_equal(shown(4, BL_STR("\xE2\x82\xACx")), "    \xE2\x82\xACx\n     ^\n");
    assert_string_equal(shown(5, BL_STR("\xF0\x9D\x84\x9Ex")), "    \xF0\x9D\x84\x9Ex\n     ^\n");
    assert_string_equal(shown(2, BL_STR("a\xC3\xA9")), "    a\xC3\xA9\n     ^\n");
    /* inside of one */
    assert_string_equal(shown(3, BL_STR("a\xC3\xA9")), "    a\xC3\xA9\n     ^\n");
}

/* As a terminal shows them. */
static void caret_stands_behind_wide_characters(void **state)
{
    (void)state;
    assert_string_equal(shown(4, BL_STR("\u65E5x")), "    \u65E5x\n      ^\n");
    assert_string_equal(shown(7, BL_STR("\u65E5\u672Cx")), "    \u65E5\u672Cx\n        ^\n");
    assert_string_equal(shown(5, BL_STR("\U0001F600x")), "    \U0001F600x\n      ^\n");
    assert_string_equal(shown(4, BL_STR("\u2705x")), "    \u2705x\n      ^\n");
    assert_string_equal(shown(4, BL_STR("\uFF21x")), "    \uFF21x\n      ^\n");
    /* e and a combining accent; a heart and the wish to see it in colour */
    assert_string_equal(shown(4, BL_STR("e\u0301x")), "    e\u0301x\n     ^\n");
    assert_string_equal(shown(7, BL_STR("\u2764\uFE0Fx")), "    \u2764\uFE0Fx\n     ^\n");
    assert_string_equal(shown(2, BL_STR("\u65E5x")), "    \u65E5x\n    ^\n");
    assert_string_equal(shown(5, BL_STR("\t\u65E5x")), "    \t\u65E5x\n    \t  ^\n");
}

static void bytes_that_are_no_utf8_count_each(void **state)
{
    (void)state;
    assert_string_equal(shown(2, BL_STR("\xC9x")), "    \xC9x\n     ^\n");
    assert_string_equal(shown(2, BL_STR("\xFFx")), "    \xFFx\n     ^\n");
    assert_string_equal(shown(3, BL_STR("\x80\x80x")), "    \x80\x80x\n      ^\n");
    assert_string_equal(shown(3, BL_STR("\xC0\x89x")), "    \xC0\x89x\n     ^\n");
}

static void bytes_a_terminal_acts_on_are_not_shown(void **state)
{
    (void)state;
    assert_string_equal(shown(4, BL_STR("a\033[2Jb")), "    a?[2Jb\n       ^\n");
    assert_string_equal(shown(3, BL_STR("\r\bx")), "    ??x\n      ^\n");
    assert_string_equal(shown(2, BL_STR("\x7Fx")), "    ?x\n     ^\n");
    assert_string_equal(shown(3, BL_STR("\xC2\x9Bx\xC2\xA0")), "    ?x\xC2\xA0\n     ^\n");
}

static void line_ends_at_a_nul(void **state)
{
    (void)state;
    assert_string_equal(shown(3, BL_STR("ab\0cd")), "    ab\n      ^\n");
}

/* `count` times the unit, with `at` in place of what begins at byte `where`. */
static BlStr long_line(const char *unit, size_t count, size_t where, const char *at)
{
    static BlBuf line;
    bl_buf_clear(&line);
    for (size_t i = 0; i < count; i++)
        bl_buf_puts(&line, unit);
    memcpy(line.data + where, at, strlen(at));
    return bl_buf_view(&line);
}

#define TEN "xxxxxxxxxx"
#define SIXTY TEN TEN TEN TEN TEN TEN
#define SIXTY_LESS_ONE TEN TEN TEN TEN TEN "xxxxxxxxx"
#define TEN_SPACES "          "
#define SIXTY_SPACES TEN_SPACES TEN_SPACES TEN_SPACES TEN_SPACES TEN_SPACES TEN_SPACES

static void lines_of_400_bytes_are_shown(void **state)
{
    (void)state;
    assert_int_equal(strlen(shown(1, long_line("x", 400, 0, "x"))), 4 + 400 + 1 + 4 + 1 + 1);
    assert_int_equal(strlen(shown(400, long_line("x", 400, 0, "x"))), 4 + 400 + 1 + 4 + 400 + 1);
}

static void of_longer_lines_the_part_around_the_column(void **state)
{
    (void)state;
    assert_string_equal(shown(201, long_line("x", 401, 200, "!")),
                        "    ..." SIXTY "!" SIXTY_LESS_ONE "...\n"
                        "       " SIXTY_SPACES "^\n");
    /* at the beginning, and where it is still in view */
    assert_string_equal(shown(1, long_line("x", 401, 0, "!")),
                        "    !" SIXTY_LESS_ONE "...\n    ^\n");
    assert_string_equal(shown(61, long_line("x", 401, 60, "!")),
                        "    " SIXTY "!" SIXTY_LESS_ONE "...\n    " SIXTY_SPACES "^\n");
    assert_string_equal(shown(62, long_line("x", 401, 61, "!")),
                        "    ..." SIXTY "!" SIXTY_LESS_ONE "...\n       " SIXTY_SPACES "^\n");
    /* at the end, and behind it */
    assert_string_equal(shown(342, long_line("x", 401, 341, "!")),
                        "    ..." SIXTY "!" SIXTY_LESS_ONE "\n       " SIXTY_SPACES "^\n");
    assert_string_equal(shown(341, long_line("x", 401, 340, "!")),
                        "    ..." SIXTY "!" SIXTY_LESS_ONE "...\n       " SIXTY_SPACES "^\n");
    assert_string_equal(shown(401, long_line("x", 401, 400, "!")),
                        "    ..." SIXTY "!\n       " SIXTY_SPACES "^\n");
    assert_string_equal(shown(402, long_line("x", 401, 400, "!")),
                        "    ..." SIXTY_LESS_ONE "!\n       " SIXTY_SPACES "^\n");
    assert_string_equal(shown(9999, long_line("x", 401, 400, "!")),
                        "    ..." SIXTY_LESS_ONE "!\n       " SIXTY_SPACES "^\n");
}

/* Characters are not cut in two, and take the columns that they take. */
static void parts_of_lines_are_of_whole_characters(void **state)
{
    (void)state;
    const char *part = shown(302, long_line("\u20AC", 200, 300, "!!!"));
    assert_string_equal(part, "    ..."
                              "\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC"
                              "\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC!!!"
                              "\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC"
                              "\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC\u20AC...\n"
                              "       " TEN_SPACES TEN_SPACES "^\n");
    part = shown(301, long_line("\t", 401, 300, "!"));
    assert_memory_equal(part, "    ...\t", 8);
    assert_string_equal(strchr(part, '\n') + 1 + 7, "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
                                                    "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t"
                                                    "\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t^\n");
}

static void text_is_copied(void **state)
{
    (void)state;
    char file[] = "x.go", message[] = "one", line[] = "abc";
    BlDiag *diag = bl_diag_add(&diags, BL_ERROR, file, "%s", message);
    bl_diag_at(&diags, diag, 1, 1, bl_cstr(line));
    memset(file, 'F', 4);
    memset(message, 'M', 3);
    memset(line, 'L', 3);
    assert_string_equal(formatted(diag, false), "x.go:1:1: error: one\n    abc\n    ^\n");
}

static void only_errors_are_counted(void **state)
{
    (void)state;
    static const BlSeverity severities[] = {BL_NOTE, BL_ERROR, BL_WARNING, BL_ERROR, BL_NOTE};
    for (size_t i = 0; i < 5; i++)
        bl_diag_add(&diags, severities[i], NULL, "%zu", i);
    assert_int_equal(diags.list.count, 5);
    assert_int_equal(diags.errors, 2);
    bl_diag_free(&diags);
    assert_int_equal(diags.list.count, 0);
    assert_int_equal(diags.errors, 0);
    bl_diag_add(&diags, BL_ERROR, NULL, "again");
    assert_int_equal(diags.errors, 1);
}

static void many_are_printed_in_order(void **state)
{
    (void)state;
    for (int i = 0; i < 100; i++)
        bl_diag_add(&diags, BL_NOTE, NULL, "%d", i);
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    bl_diag_print(&diags, false, out);
    fclose(out);
    const char *at = printed;
    for (int i = 0; i < 100; i++) {
        char line[40];
        int length = snprintf(line, sizeof line, "benchline: note: %d\n", i);
        assert_memory_equal(at, line, (size_t)length);
        at += length;
    }
    assert_int_equal(*at, '\0');
    free(printed);
}

static void nothing_prints_nothing(void **state)
{
    (void)state;
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    bl_diag_print(&diags, true, out);
    fclose(out);
    assert_int_equal(size, 0);
    free(printed);
}

static void one_list_behind_another(void **state)
{
    (void)state;
    BlDiags more = {0};
    bl_diag_add(&diags, BL_ERROR, "a.go", "first");
    bl_diag_at(&more, bl_diag_add(&more, BL_ERROR, "b.go", "second"), 3, 2, BL_STR("\tx"));
    bl_diag_add(&more, BL_NOTE, NULL, "third");
    bl_diag_add_all(&diags, &more);
    bl_diag_free(&more); /* the text is copied */
    assert_int_equal(diags.errors, 2);
    assert_int_equal(diags.list.count, 3);
    for (size_t i = 0; i < 3; i++)
        bl_diag_format(&diags.list.items[i], false, &text);
    assert_string_equal(text.data, "a.go: error: first\n"
                                   "b.go:3:2: error: second\n    \tx\n    \t^\n"
                                   "benchline: note: third\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(position_line_and_caret, clean),
        cmocka_unit_test_teardown(colours_only_when_asked, clean),
        cmocka_unit_test_teardown(what_is_not_known_is_left_out, clean),
        cmocka_unit_test_teardown(caret_stands_under_its_byte, clean),
        cmocka_unit_test_teardown(caret_keeps_tabs, clean),
        cmocka_unit_test_teardown(caret_counts_a_character_once, clean),
        cmocka_unit_test_teardown(caret_stands_behind_wide_characters, clean),
        cmocka_unit_test_teardown(bytes_that_are_no_utf8_count_each, clean),
        cmocka_unit_test_teardown(bytes_a_terminal_acts_on_are_not_shown, clean),
        cmocka_unit_test_teardown(line_ends_at_a_nul, clean),
        cmocka_unit_test_teardown(lines_of_400_bytes_are_shown, clean),
        cmocka_unit_test_teardown(of_longer_lines_the_part_around_the_column, clean),
        cmocka_unit_test_teardown(parts_of_lines_are_of_whole_characters, clean),
        cmocka_unit_test_teardown(text_is_copied, clean),
        cmocka_unit_test_teardown(only_errors_are_counted, clean),
        cmocka_unit_test_teardown(many_are_printed_in_order, clean),
        cmocka_unit_test_teardown(nothing_prints_nothing, clean),
        cmocka_unit_test_teardown(one_list_behind_another, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
