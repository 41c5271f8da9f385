/* What people read about their syntax errors: what was found, what was expected, and where. */
#include "parsed.h"

typedef struct Row {
    const char *source;
    uint32_t column;
    const char *message;
} Row;

static void check(const Row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (parse_bytes(bl_cstr(rows[i].source)))
            fail_msg("%s: accepted", rows[i].source);
        assert_int_equal(parsed.diags.list.count, 1);
        assert_int_equal(parsed.file.root, 0);
        const BlDiag *diag = &parsed.diags.list.items[0];
        if (strcmp(diag->message, rows[i].message) != 0 || diag->column != rows[i].column)
            fail_msg("%s: %u: %s", rows[i].source, diag->column, diag->message);
    }
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void in_the_head_of_a_file(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"", 1, "unexpected end of file, expected package"},
        {"// only a comment", 18, "unexpected end of file, expected package"},
        {"package", 8, "unexpected end of file, expected a name"},
        {"package 1", 9, "unexpected integer literal, expected a name"},
        {"pakage p", 1, "unexpected name pakage, expected package"},
        {"package p; import fmt", 22, "unexpected end of file, expected string"},
        {"package p; import \"a\" \"b\"", 23, "unexpected string literal, expected ; or newline"},
        {"package p; var x = 1; import \"fmt\"", 23,
         "unexpected import, expected a declaration, end of file"},
    };
    CHECK(rows);
}

static void where_declarations_stand(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"package p; x := 1", 12, "unexpected name x, expected a declaration, import, end of file"},
        {"package p; }", 12, "unexpected }, expected a declaration, import, end of file"},
        {"package p; switch x { }", 12,
         "unexpected switch, expected a declaration, import, end of file"},
        {"package p\nfunc f()\n{ }", 1, "unexpected {, expected a declaration, end of file"},
        {"package p; func 1() { }", 17, "unexpected integer literal, expected a name, ("},
        {"package p; func f() }", 21, "unexpected }, expected a type, ; or newline, {"},
        {"package p; func f[]() { }", 19, "unexpected ], expected a name"},
        {"package p; func (T) f[]() { }", 23, "unexpected ], expected a name"},
        {"package p; type T", 18, "unexpected end of file, expected a type, ="},
        {"package p; type T =", 20, "unexpected end of file, expected a type"},
        {"package p; var x chan", 22, "unexpected end of file, expected a type"},
        {"package p; var x = map[string]{}", 31, "unexpected {, expected a type"},
        {"package p; type T struct { *[]int }", 29, "unexpected [, expected a name"},
    };
    CHECK(rows);
}

static void where_expressions_stand(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"package p; var x = ", 20, "unexpected end of file, expected an expression"},
        {"package p; func f() { x = }", 27, "unexpected }, expected an expression"},
        {"package p; func f() { x := 1 +}", 31, "unexpected }, expected an expression"},
        {"package p; var x = 1 2", 22, "unexpected integer literal, expected ; or newline"},
        {"package p; var x = 1 y", 22, "unexpected name y, expected ; or newline"},
        {"package p; var x = 1 2.5i", 22, "unexpected imaginary literal, expected ; or newline"},
        {"package p; var x = y 'r'", 22, "unexpected rune literal, expected ; or newline"},
        {"package p; var x = a++", 21, "unexpected ++, expected ; or newline"},
        {"package p; var x = a[1:2:]", 25,
         "a slice with two colons needs an index after the second one"},
        {"package p; var x = (1 + 2", 26, "unexpected end of file, expected )"},
        {"package p; func f() { x. }", 26, "unexpected }, expected a name, ("},
        {"package p; var x = a ? b : c", 22, "illegal character U+003F '?'"},
        {"package p; var x = T{}{}", 23,
         "unexpected {: what stands before it is not the type of a literal"},
        {"package p; var x = (T){}", 21, "cannot parenthesize the type of a composite literal"},
    };
    CHECK(rows);
}

static void where_statements_stand(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"package p; func f() {", 22, "unexpected end of file, expected a statement, }"},
        {"package p; func f() { func g() { } }", 28, "unexpected name g, expected ("},
        {"package p; func f() { var x }", 29, "unexpected }, expected a type, comma, ="},
        {"package p; func f() { ~x }", 23, "unexpected ~, expected a statement"},
        {"package p; func f() { goto }", 28, "unexpected }, expected a name"},
        {"package p; func f() { defer g }", 30, "expected a function call after defer"},
        {"package p; func f() { go (g()) }", 26, "the call after go must not be parenthesized"},
        {"package p; func f() { switch x { case 1 } }", 41, "unexpected }, expected comma, :"},
        {"package p; func f() { switch x { case: } }", 38, "unexpected :, expected an expression"},
        {"package p; func f() { switch x = y.(type) { } }", 32,
         "expected := in a type switch, found ="},
        {"package p; func f() { select { case a, b, c := <-d: } }", 37,
         "a receive has at most two operands on its left"},
    };
    CHECK(rows);
}

static void in_headers(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"package p; func f() { a, b }", 23, "expected one expression, or = or := after the list"},
        {"package p; func f() { if a, b { } }", 26,
         "expected one expression, or = or := after the list"},
        {"package p; func f() { if x = 1 { } }", 26,
         "expected a boolean expression, found an assignment (a composite literal here needs "
         "parentheses)"},
        {"package p; func f() { for x <- y { } }", 27,
         "expected a boolean or range expression, found a statement (a composite literal here "
         "needs parentheses)"},
        {"package p\nfunc f() {\n\tif x\n\t{\n\t}\n}", 2, "unexpected {, expected an expression"},
        {"package p; func f() { if x := 1; { } }", 34, "unexpected {, expected an expression"},
        {"package p; func f() { for i := 0; i < 3 { } }", 41,
         "unexpected {, expected ; or newline"},
        {"package p; func f() { for i := 0; i < 3; i++; { } }", 45, "unexpected ;, expected {"},
        {"package p; func f() { for a, b, c := range d { } }", 33,
         "range takes at most two variables"},
        {"package p; func f() { for range { } }", 33, "unexpected {, expected an expression"},
    };
    CHECK(rows);
}

static void in_parameters(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"package p; func f(a, b int, c) { }", 30, "missing parameter type"},
        {"package p; func f(a int, []b) { }", 26, "missing parameter name"},
        {"package p; func f[T]() { }", 20, "missing type parameter constraint"},
        {"package p; type T[A any, B] int", 27, "missing type parameter constraint"},
        {"package p; func f(a ...int, b int) { }", 21,
         "... can only stand before the type of the last parameter"},
        {"package p; func f(a, b ...int) { }", 24,
         "... can only stand before the type of the last parameter"},
        {"package p; func f() (a ...int)", 24,
         "... can only stand before the type of the last parameter"},
        {"package p; type A[x+y,] int", 19, "expected a type parameter name, found an expression"},
        {"package p; type B[N]=int", 21, "expected a type after the array length, found ="},
    };
    CHECK(rows);
}

static void long_names_are_cut(void **state)
{
    (void)state;
    BlBuf source = {0}, expected = {0};
    bl_buf_puts(&source, "package p; var x = 1 ");
    bl_buf_puts(&expected, "unexpected name ");
    for (int i = 0; i < 1000; i++)
        bl_buf_putc(&source, 'y');
    for (int i = 0; i < 80; i++)
        bl_buf_putc(&expected, 'y');
    bl_buf_puts(&expected, ", expected ; or newline");
    assert_false(parse_bytes(bl_buf_view(&source)));
    assert_string_equal(parsed.diags.list.items[0].message, expected.data);
    parsed_free(NULL);
    bl_buf_free(&source);
    bl_buf_free(&expected);
}

static void the_whole_of_a_diagnostic(void **state)
{
    (void)state;
    BlBuf text = {0};
    assert_false(parse_bytes(BL_STR("package p\n\nfunc f() {\n\tx := (1 + }\n}\n")));
    bl_diag_format(&parsed.diags.list.items[0], false, &text);
    assert_string_equal(text.data, "x.go:4:12: error: unexpected }, expected an expression\n"
                                   "    \tx := (1 + }\n"
                                   "    \t          ^\n");
    bl_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(in_the_head_of_a_file, parsed_free),
        cmocka_unit_test_teardown(where_declarations_stand, parsed_free),
        cmocka_unit_test_teardown(where_expressions_stand, parsed_free),
        cmocka_unit_test_teardown(where_statements_stand, parsed_free),
        cmocka_unit_test_teardown(in_headers, parsed_free),
        cmocka_unit_test_teardown(in_parameters, parsed_free),
        cmocka_unit_test_teardown(long_names_are_cut, parsed_free),
        cmocka_unit_test_teardown(the_whole_of_a_diagnostic, parsed_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
