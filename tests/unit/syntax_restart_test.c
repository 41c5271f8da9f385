/* What is said about a file behind its first error: every error that is there whichever way the
 * ones before it are mended, and none that is not. */
#include "parsed.h"

/* Sources are the lines behind `package p`; errors are `line:column` each, in order. */
typedef struct Row {
    const char *source, *errors;
} Row;

static const char *places(const char *source)
{
    static BlBuf text, errors;
    bl_buf_clear(&text);
    bl_buf_printf(&text, "package p\n%s", source);
    if (parse_bytes(bl_buf_view(&text)))
        fail_msg("%s: accepted", source);
    bl_buf_clear(&errors);
    for (size_t i = 0; i < parsed.diags.list.count; i++) {
        const BlDiag *diag = &parsed.diags.list.items[i];
        if (diag->severity == BL_ERROR)
            bl_buf_printf(&errors, "%s%u:%u", i ? " " : "", diag->line, diag->column);
        else
            bl_buf_printf(&errors, " %s", diag->message);
    }
    return errors.data;
}

static void check(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *found = places(rows[i].source);
        if (strcmp(found, rows[i].errors) != 0)
            fail_msg("%s\nerrors at %s instead of %s", rows[i].source, found, rows[i].errors);
    }
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void in_every_declaration(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() { = }\nfunc g() { = }\n", "2:12 3:12"},
        {"func f() { = }\nfunc g() { }\nfunc h() { = }\n", "2:12 4:12"},
        {"func f() { = }\nfunc (t T) m() { = }\n", "2:12 3:18"},
        {"func f() { = }\nfunc (*T[A, B]) m() { = }\n", "2:12 3:23"},
        {"func f() { = }\nfunc (t *T[_, B]) m() { = }\n", "2:12 3:25"},
        {"func f() { = }\nfunc g[T any]() { = }\n", "2:12 3:19"},
        {"func f() { = }\nvar x = = 1\n", "2:12 3:9"},
        {"func f() { = }\nvar (\n\tx = 1\n\ty = = 1\n)\n", "2:12 5:6"},
        {"func f() { = }\nconst c = = 1\n", "2:12 3:11"},
        {"func f() { = }\nconst (\n\tc = = 1\n)\n", "2:12 4:6"},
        {"func f() { = }\ntype T struct {\n\ta b c\n}\n", "2:12 4:6"},
        {"func f() { = }\ntype (\n\tT = = int\n)\n", "2:12 4:6"},
        {"import = \nfunc f() { = }\n", "2:8 3:12"},
        {"x := 1\nfunc f() { = }\n", "2:1 3:12"},
        {"func f() { = }\nfunc g() -> int { }\n", "2:12 3:10"},
        {"func f() { = }\r\nfunc g() { = }\r\n", "2:12 3:12"},
        /* one in each */
        {"func f() { =\n = }\nfunc g() { = }\n", "2:12 4:12"},
        /* the last line, and the end of the file */
        {"func f() { = }\nfunc g() { =", "2:12 3:12"},
        {"func f() { = }\nfunc g() {", "2:12 3:11"},
        {"func f() { = }\nfunc g(", "2:12 3:8"},
        {"func f() { = }\nvar x =", "2:12 3:8"},
    };
    CHECK(rows);
}

/* Each of these is mended in one place. */
static void not_where_brackets_are_missing(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() {\n\tg()\n\nfunc g() {\n}\n\nfunc h() {\n}\n", "5:6"},
        {"func f() {\n\tg()\n\nfunc (t T) m() {\n}\n\nfunc h() {\n}\n", "5:16"},
        {"func f() {\n\tif x {\n\t\tg()\n}\n\nvar x = 1\n\nfunc h() {\n}\n", "9:6"},
        {"func f() {\n\tg(1, 2\n}\n\nfunc g() {\n}\n", "3:8"},
        {"func f() {\n\tx := []int{\n\t\t1,\n}\n\nfunc g() {\n}\n", "7:6"},
        {"func f(a int {\n}\n\nfunc g() {\n}\n", "2:14"},
        {"func f() {\n\tif x \n\t\tg()\n\t}\n}\n\nfunc g() {\n}\n", "4:6"},
        {"func f() {\n\tg()\n\t}\n}\n\nfunc g() {\n}\n", "5:1"},
        {"func f() {\n\t}\n\tx := 1\n\tvar y = 2\n}\n\nfunc g() {\n}\n", "4:2"},
        {"import (\n\t\"a\"\n\nvar x = 1\n\nfunc f() {\n}\n", "5:1"},
        {"var (\n\tx = 1\n\nfunc f() {\n}\n\nvar y = 1\n", "5:1"},
        {"type T struct {\n\ta int\n\nfunc f() {\n}\n", "5:1"},
        {"func f() (int {\n}\n\nfunc g() {\n}\n", "2:15"},
        {"func f()\n{\n}\n\nfunc g() {\n}\n", "3:1"},
    };
    CHECK(rows);
}

/* But what is wrong behind them is seen. */
static void behind_missing_brackets(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() {\n\nfunc g() {\n\t=\n}\n", "4:6 5:2"},
        {"func f() {\n\tg()\n\nfunc (t T) m() {\n\t=\n}\n", "5:16 6:2"},
        {"func f() {\n\tg(1, 2\n}\n\nfunc g() {\n\t=\n}\n", "3:8 7:2"},
        {"func f() {\n\t}\n}\n\nfunc g() {\n\t=\n}\n", "4:1 7:2"},
        {"import (\n\t\"a\"\n\nvar x = 1\n\nfunc f() {\n\t=\n}\n", "5:1 8:2"},
        {"func f() {\n\nfunc g() {\n\nfunc h() {\n\t=\n}\n", "4:6 6:6 7:2"},
        {"func f() { = }\n}\nvar x = = 1\n", "2:12 4:9"},
        {"func f() { = }\n)]\ntype T = = 1\n", "2:12 4:10"},
    };
    CHECK(rows);
}

/* Declarations in the first column, and yet inside of something else. */
static void not_where_the_outer_text_goes_on(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() {\nfunc g() {\n}\nx := 1\n}\n", "3:6"},
        {"func f() {\nfunc g() {\n}\nfunc h() {\n}\nx := 1\n}\n", "3:6"},
        {"var fs = []F{\nfunc a() {},\nfunc b() {},\n}\n", "3:6"},
        {"var x = f(\nfunc a() {})\n", "3:6"},
        {"func f() {\n=\nvar x = 1\ny := 2\n}\n", "3:1"},
        {"func f() {\n}\nx := 1\nvar y = 1\nz := 2\n}\n", "4:1"},
        {"func f() {\nif x\n}\nvar y = 1\nz := 2\n}\nfunc g() {\n}\n", "4:1"},
        {"x := 1\nvar x int }\nfunc g() {\n}\n", "2:1"},
        /* a conversion */
        {"func f() {\n=\ng(\nfunc (a int) T (1))\n}\n", "3:1"},
        /* not in the first column: passed by, though wrong */
        {"func f() { = }\n func g() { = }\n", "2:12"},
        {"func f() { = }; func g() { = }\n", "2:12"},
        {"func f() { = }\n\tvar x = = 1\n", "2:12"},
        /* what does not begin a declaration */
        {"func f() { = }\nfunc () { = }\n", "2:12"},
        {"func f() { = }\nfunc (1) m() { = }\n", "2:12"},
        {"func f() { = }\nvar 1 = 1\n", "2:12"},
        {"func f() { = }\nimport = 1\n", "2:12"},
        {"func f() { = }\nfunc (a int) T { = }\n", "2:12"}, /* a function literal */
    };
    CHECK(rows);
}

static void in_comments_and_strings(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() { = }\n/*\nfunc g() { = }\n*/\nfunc h() { = }\n", "2:12 6:12"},
        {"func f() { = }\n//\\\nfunc h() { = }\n", "2:12 4:12"},
        {"func f() { = }\nvar x = `\nfunc g() { = }\n`\nfunc h() { = }\n", "2:12 6:12"},
        {"func f() { = `\nfunc g() { = }\n` }\nfunc h() { = }\n", "2:12 5:12"},
        {"func f() { = '`' }\nfunc h() { = '`' }\n", "2:12 3:12"},
    };
    CHECK(rows);
}

/* Strings and runes end with their line; comments and raw strings do not. */
static void behind_what_is_not_terminated(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() {\n\tx(\"a)\n}\nfunc g() {\n\tx(\"b)\n}\n", "3:4 6:4"},
        {"func f() {\n\tx('a)\n}\nfunc g() {\n\tx('b)\n}\n", "3:4 6:4"},
        {"func f() {\n\tx(\"\\q\")\n}\nfunc g() {\n\tx(\"\\q\")\n}\n", "3:6 6:6"},
        {"func f() {\n\tx(\"a)\n}\nvar x = = 1\nfunc g() {\n\tx(1a)\n}\n", "3:4 7:5"},
        {"func f() { = }\nfunc g() {\n\tx(`b)\n}\n", "2:12"},
        {"func f() { = }\nfunc g() {\n\tx(`b #)\n}\n", "2:12"},
        {"func f() { = }\nfunc g() { = }\nfunc h() {\n\tx() /*\n}\n", "2:12"},
        {"func f() {\n\tx(\"", "3:4"},
        {"func f() { = }\nfunc g() { \"", "2:12 3:12"},
        {"func f() { = }\nfunc g() { '", "2:12 3:12"},
        {"func f() { 08 }\nfunc g() { 0x }\nfunc h() { # }\n", "2:13 3:14 4:12"},
    };
    CHECK(rows);
}

/* A line that a string or rune has not ended is over: what follows may begin a statement. */
static void methods_behind_what_is_not_terminated(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() { = }\nvar s = \"abc\nfunc (t T) m() { = }\n", "2:12 3:9 4:18"},
        {"func f() { = }\nvar s = 'abc\nfunc (t T) m() { = }\n", "2:12 3:9 4:18"},
        {"func f() { = }\nvar s = '\nfunc (t T) m() { = }\n", "2:12 3:9 4:18"},
        {"func f() { = }\nvar s = \"\\q\"\nfunc (t T) m() { = }\n", "2:12 3:11 4:18"},
        {"func f() { = }\nvar s = \"\\q\")\n", "2:12 3:11"}, /* a bracket too many behind it */
    };
    CHECK(rows);
}

/* A quote or a comment's end is missing, and text is taken for code. */
static void not_in_text_taken_for_code(void **state)
{
    (void)state;
    static const Row rows[] = {
        /* the quote before package */
        {"var x = package q\nfunc g() { = }\nfunc h() { = }\n`\nfunc i() {\n}\n", "2:9"},
        /* the one behind the first string */
        {"var x = `a\nvar y = `\nb c\nfunc g() { = }\n`\n", "4:1"},
        /* the quote before package, and a later one in a comment */
        {"var x = package q\nfunc g() { = }\n`\n// `\nfunc i() {\n}\n", "2:9"},
        /* the opening of a comment */
        {"a\nfunc g() { = }\n*/\nfunc i() {\n}\n", "2:1"},
        /* and nothing else */
        {"*/\nfunc i() { = }\n", "2:1 3:12"},
    };
    CHECK(rows);
}

static void only_in_what_begins_as_go(void **state)
{
    (void)state;
    BlStr text = BL_STR("Notes\n\ntype in a name\nfunc x y\nvar a b c\n");
    assert_false(parse_bytes(text));
    assert_int_equal(parsed.diags.list.count, 1);
}

static void bad_bytes_come_in_their_place(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f() { = }\nfunc g() { = }\n// \xFF\nfunc h() { = }\n", "2:12 3:12 4:4"},
        {"func f() { = }\n// \xFF\nfunc h() { = }\n", "2:12 3:4"},
        {"// \xFF\nfunc f() { = }\nfunc h() { = }\n", "2:4"},
        {"func f() { = }\nfunc g() { \"\xFF\" }\nfunc h() { = }\n", "2:12 3:13"},
    };
    CHECK(rows);
}

static void ten_at_most(void **state)
{
    (void)state;
    BlBuf source = {0};
    for (int i = 0; i < 10; i++)
        bl_buf_puts(&source, "func f() { = }\n");
    assert_string_equal(places(source.data), "2:12 3:12 4:12 5:12 6:12 7:12 8:12 9:12 10:12 11:12");
    bl_buf_puts(&source, "func f() { = }\n");
    assert_string_equal(places(source.data),
                        "2:12 3:12 4:12 5:12 6:12 7:12 8:12 9:12 10:12 11:12 "
                        "only the first 10 errors are shown: there may be more");
    assert_int_equal(parsed.diags.errors, 10);
    bl_buf_free(&source);
}

/* Twenty thousand restarts that find nothing to report: each may only cost what it reads. */
static void many_places_to_go_on(void **state)
{
    (void)state;
    BlBuf source = {0};
    bl_buf_puts(&source, "func f() { = }\n");
    for (int i = 0; i < 20000; i++)
        bl_buf_puts(&source, i % 2 ? "func f() { }\n}\n" : "func g() { }, \n");
    assert_string_equal(places(source.data), "2:12");
    bl_buf_free(&source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(in_every_declaration, parsed_free),
        cmocka_unit_test_teardown(not_where_brackets_are_missing, parsed_free),
        cmocka_unit_test_teardown(behind_missing_brackets, parsed_free),
        cmocka_unit_test_teardown(not_where_the_outer_text_goes_on, parsed_free),
        cmocka_unit_test_teardown(in_comments_and_strings, parsed_free),
        cmocka_unit_test_teardown(behind_what_is_not_terminated, parsed_free),
        cmocka_unit_test_teardown(methods_behind_what_is_not_terminated, parsed_free),
        cmocka_unit_test_teardown(not_in_text_taken_for_code, parsed_free),
        cmocka_unit_test_teardown(only_in_what_begins_as_go, parsed_free),
        cmocka_unit_test_teardown(bad_bytes_come_in_their_place, parsed_free),
        cmocka_unit_test_teardown(ten_at_most, parsed_free),
        cmocka_unit_test_teardown(many_places_to_go_on, parsed_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
