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
    char line[1000];
    memset(line, 'x', sizeof line);
    bl_diag_at(&diags, diag, 3, 0, bl_str(line, sizeof line));
    assert_string_equal(formatted(diag, false), "x.go:3: note: whole file\n");
    bl_diag_at(&diags, diag, 0, 2, BL_STR("line"));
    assert_string_equal(formatted(diag, false), "x.go: note: whole file\n    line\n     ^\n");
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

/* How many columns a character takes. */
static size_t columns_of(uint32_t rune)
{
    unsigned char bytes[] = {(unsigned char)(0xF0 | rune >> 18),
                             (unsigned char)(0x80 | (rune >> 12 & 0x3F)),
                             (unsigned char)(0x80 | (rune >> 6 & 0x3F)),
                             (unsigned char)(0x80 | (rune & 0x3F)),
                             'x',
                             '\0'};
    unsigned char *start = bytes;
    if (rune < 0x10000)
        *++start = (unsigned char)(0xE0 | rune >> 12);
    if (rune < 0x800)
        *++start = (unsigned char)(0xC0 | rune >> 6);
    BlStr line = bl_cstr((const char *)start);
    const char *caret = strchr(shown((uint32_t)line.len, line), '\n') + 1 + 4;
    return strcspn(caret, "^");
}

/* The first and the last of every row of characters whose East_Asian_Width is W or F in Unicode 14,
 * and the others next to what the table has. */
static void wide_characters_and_their_neighbours(void **state)
{
    (void)state;
    static const uint32_t wide[] = {
        0x1100,  0x115F,  0x231A,  0x231B,  0x2329,  0x232A,  0x23E9,  0x23EC,  0x23F0,  0x23F3,
        0x25FD,  0x25FE,  0x2614,  0x2615,  0x2648,  0x2653,  0x267F,  0x2693,  0x26A1,  0x26AA,
        0x26AB,  0x26BD,  0x26BE,  0x26C4,  0x26C5,  0x26CE,  0x26D4,  0x26EA,  0x26F2,  0x26F3,
        0x26F5,  0x26FA,  0x26FD,  0x2705,  0x270A,  0x270B,  0x2728,  0x274C,  0x274E,  0x2753,
        0x2755,  0x2757,  0x2795,  0x2797,  0x27B0,  0x27BF,  0x2B1B,  0x2B1C,  0x2B50,  0x2B55,
        0x2E80,  0x2E99,  0x2E9B,  0x2EF3,  0x2F00,  0x2FD5,  0x2FF0,  0x2FFB,  0x3000,  0x3029,
        0x302E,  0x303E,  0x3041,  0x3096,  0x309B,  0x30FF,  0x3105,  0x312F,  0x3131,  0x318E,
        0x3190,  0x31E3,  0x31F0,  0x321E,  0x3220,  0x3247,  0x3250,  0x4DBF,  0x4E00,  0xA48C,
        0xA490,  0xA4C6,  0xA960,  0xA97C,  0xAC00,  0xD7A3,  0xF900,  0xFA6D,  0xFA70,  0xFAD9,
        0xFE10,  0xFE19,  0xFE30,  0xFE52,  0xFE54,  0xFE66,  0xFE68,  0xFE6B,  0xFF01,  0xFF60,
        0xFFE0,  0xFFE6,  0x16FE0, 0x16FE3, 0x16FF0, 0x16FF1, 0x17000, 0x187F7, 0x18800, 0x18CD5,
        0x18D00, 0x18D08, 0x1AFF0, 0x1AFF3, 0x1AFF5, 0x1AFFB, 0x1AFFD, 0x1AFFE, 0x1B000, 0x1B122,
        0x1B150, 0x1B152, 0x1B164, 0x1B167, 0x1B170, 0x1B2FB, 0x1F004, 0x1F0CF, 0x1F18E, 0x1F191,
        0x1F19A, 0x1F200, 0x1F202, 0x1F210, 0x1F23B, 0x1F240, 0x1F248, 0x1F250, 0x1F251, 0x1F260,
        0x1F265, 0x1F300, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E, 0x1F393, 0x1F3A0,
        0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440, 0x1F442,
        0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F595, 0x1F596,
        0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5, 0x1F6D7,
        0x1F6DD, 0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F90C,
        0x1F93A, 0x1F93C, 0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FA74, 0x1FA78, 0x1FA7C, 0x1FA80,
        0x1FA86, 0x1FA90, 0x1FAAC, 0x1FAB0, 0x1FABA, 0x1FAC0, 0x1FAC5, 0x1FAD0, 0x1FAD9, 0x1FAE0,
        0x1FAE7, 0x1FAF0, 0x1FAF6, 0x20000, 0x2A6DF, 0x2A700, 0x2B738, 0x2B740, 0x2B81D, 0x2B820,
        0x2CEA1, 0x2CEB0, 0x2EBE0, 0x2F800, 0x2FA1D, 0x30000, 0x3134A};
    static const uint32_t narrow[] = {
        0x10FF,  0x1160,  0x2319,  0x231C,  0x2328,  0x232B,  0x23E8,  0x23ED,  0x23EF,  0x23F1,
        0x23F2,  0x23F4,  0x25FC,  0x25FF,  0x2613,  0x2616,  0x2647,  0x2654,  0x267E,  0x2680,
        0x2692,  0x2694,  0x26A0,  0x26A2,  0x26A9,  0x26AC,  0x26BC,  0x26BF,  0x26C3,  0x26C6,
        0x26CD,  0x26CF,  0x26D3,  0x26D5,  0x26E9,  0x26EB,  0x26F1,  0x26F4,  0x26F6,  0x26F9,
        0x26FB,  0x26FC,  0x26FE,  0x2704,  0x2706,  0x2709,  0x270C,  0x2727,  0x2729,  0x274B,
        0x274D,  0x274F,  0x2752,  0x2756,  0x2758,  0x2794,  0x2798,  0x27AF,  0x27B1,  0x27BE,
        0x27C0,  0x2B1A,  0x2B1D,  0x2B4F,  0x2B51,  0x2B54,  0x2B56,  0x303F,  0x4DC0,  0x4DFF,
        0xA4D0,  0xA95F,  0xFB00,  0xFE70,  0xFF61,  0x1F003, 0x1F005, 0x1F0CE, 0x1F18D, 0x1F18F,
        0x1F190, 0x1F19B, 0x1F1FF, 0x1F321, 0x1F32C, 0x1F336, 0x1F37D, 0x1F394, 0x1F39F, 0x1F3CB,
        0x1F3CE, 0x1F3D4, 0x1F3DF, 0x1F3F1, 0x1F3F3, 0x1F3F5, 0x1F3F7, 0x1F43F, 0x1F441, 0x1F4FD,
        0x1F4FE, 0x1F53E, 0x1F54A, 0x1F54F, 0x1F568, 0x1F579, 0x1F57B, 0x1F594, 0x1F597, 0x1F5A3,
        0x1F5A5, 0x1F5FA, 0x1F650, 0x1F67F, 0x1F6C6, 0x1F6CB, 0x1F6CD, 0x1F6CF, 0x1F6D3, 0x1F6D4,
        0x1F6E0, 0x1F6EA, 0x1F6F3, 0x1F90B, 0x1F93B, 0x1F946, 0x1FA00, 0x1FB00};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (columns_of(wide[i]) != 2)
            fail_msg("U+%04X takes %zu columns", wide[i], columns_of(wide[i]));
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        if (columns_of(narrow[i]) != 1)
            fail_msg("U+%04X takes %zu columns", narrow[i], columns_of(narrow[i]));
}

static void characters_without_a_column(void **state)
{
    (void)state;
    static const uint32_t rows[][2] = {{0x0300, 0x036F}, {0x1AB0, 0x1ACE}, {0x1DC0, 0x1DFF},
                                       {0x200B, 0x200F}, {0x20D0, 0x20F0}, {0xFE00, 0xFE0F},
                                       {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
    static const uint32_t others[] = {0x02FF, 0x0370, 0x1DBF, 0x1E00, 0x200A,   0x2010,
                                      0x2100, 0xFDFF, 0x0710, 0x07C0, 0x10FE0F, 0x10FFFD};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(columns_of(rows[i][0]), 0);
        assert_int_equal(columns_of(rows[i][1]), 0);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (columns_of(others[i]) != 1)
            fail_msg("U+%04X takes %zu columns", others[i], columns_of(others[i]));
}

static void bytes_that_are_no_utf8_count_each(void **state)
{
    (void)state;
    assert_string_equal(shown(2, BL_STR("\xC9x")), "    \xC9x\n     ^\n");
    assert_string_equal(shown(2, BL_STR("\xFFx")), "    \xFFx\n     ^\n");
    assert_string_equal(shown(3, BL_STR("\x80\x80x")), "    \x80\x80x\n      ^\n");
    assert_string_equal(shown(3, BL_STR("\xC0\x89x")), "    \xC0\x89x\n      ^\n");
}

static void bytes_a_terminal_acts_on_are_not_shown(void **state)
{
    (void)state;
    assert_string_equal(shown(4, BL_STR("a\033[2Jb")), "    a?[2Jb\n       ^\n");
    assert_string_equal(shown(3, BL_STR("\r\bx")), "    ??x\n      ^\n");
    assert_string_equal(shown(2, BL_STR("\x7Fx")), "    ?x\n     ^\n");
    assert_string_equal(shown(2, BL_STR("\x1Fx\x20")), "    ?x \n     ^\n");
    assert_string_equal(shown(3, BL_STR("\xC2\x80x\xC2\x9F")), "    ?x?\n     ^\n");
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
        cmocka_unit_test_teardown(wide_characters_and_their_neighbours, clean),
        cmocka_unit_test_teardown(characters_without_a_column, clean),
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
