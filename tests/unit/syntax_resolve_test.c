/* What identifiers are bound to (Go specification, "Declarations and scope").
 *
 * The sources say themselves what is expected, in a comment right after a name:
 *   x{1}   x declares, and is known as 1 here
 *   x{=1}  x is bound to what is known as 1
 *   x{?}   x was looked up and not found in this file
 *   x{-}   x is not looked up: a selector's name, a label, a key, a blank
 * with the braces written as the comment's marks. */
#include "parsed.h"

/* The Ident that ends where a comment begins; 0 if there is none. */
static GoRef marked_ident(const GoFile *file, uint32_t end)
{
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        if (go_kind(file, ref) == GO_Ident && go_node(file, ref)->end == end)
            return ref;
    fail_msg("a comment at %u follows no name", end);
    return 0;
}

static void check_ident(const GoFile *file, GoRef ident, BlStr mark, const GoRef *known)
{
    BlStr name = go_text(file, ident);
    uint32_t line, column;
    go_position(file, go_node(file, ident)->start, &line, &column);
    GoRef binding = go_binding(file, ident);
    bool unresolved = go_has(file, ident, GO_UNRESOLVED), ok;
    if (mark.ptr[0] == '=') {
        ok = binding && binding == known[atoi(mark.ptr + 1)] && !unresolved && binding != ident;
    } else if (mark.ptr[0] == '?') {
        ok = !binding && unresolved;
    } else if (mark.ptr[0] == '-') {
        ok = !binding && !unresolved;
    } else {
        ok = binding == ident && go_has(file, ident, GO_DECLARES) && !unresolved;
    }
    if (!ok)
        fail_msg("%u:%u: %.*s is not what %.*s says: bound to %u%s", line, column, (int)name.len,
                 name.ptr, (int)mark.len, mark.ptr, binding, unresolved ? ", unresolved" : "");
}

static void check(const char *source)
{
    const GoFile *file = parse(source);
    GoRef known[100] = {0};
    assert_true(file->comments.count > 0);
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < file->comments.count; i++) {
            GoComment comment = file->comments.items[i];
            BlStr mark = bl_str(source + comment.start + 2, comment.end - comment.start - 4);
            GoRef ident = marked_ident(file, comment.start);
            if (pass == 1)
                check_ident(file, ident, mark, known);
            else if (mark.ptr[0] >= '0' && mark.ptr[0] <= '9')
                known[atoi(mark.ptr)] = ident;
        }
}

/* ---- the package's block -------------------------------------------------------------------- */

static void package_names_are_known_before_they_are_declared(void **state)
{
    (void)state;
    check("package p\n"
          "func f/*1*/() { x/*=2*/, y/*=3*/, z/*=4*/ = f/*=1*/, T/*=5*/{}, other/*?*/ }\n"
          "var x/*2*/, y/*3*/ = z/*=4*/, x/*=2*/\n"
          "const z/*4*/ = iota/*?*/\n"
          "type T/*5*/ struct{ next *T/*=5*/ }\n"
          "type U/*6*/ = T/*=5*/\n");
}

static void the_universe_and_imports_are_not_the_file(void **state)
{
    (void)state;
    check("package p\n"
          "import \"fmt\"\n"
          "import q/*-*/ \"x/y\"\n"
          "var _ = fmt/*?*/.Sprint/*-*/(len/*?*/(nil/*?*/), true/*?*/, q/*?*/.X/*-*/)\n"
          "var a/*1*/ int/*?*/\n");
}

static void the_package_clause_binds_nothing(void **state)
{
    (void)state;
    check("package p/*-*/; var p/*1*/ = p/*=1*/");
}

static void init_and_methods_declare_nothing(void **state)
{
    (void)state;
    check("package p\n"
          "type T/*1*/ int\n"
          "func init/*-*/() { init/*?*/() }\n"
          "func init/*-*/() { }\n"
          "func (t T/*=1*/) m/*-*/() { m/*?*/(); t.m/*-*/() }\n");
}

static void the_first_of_two_declarations_counts(void **state)
{
    (void)state;
    check("package p; var x/*1*/ int; var x int; func f() { x/*=1*/() }");
}

/* ---- functions ------------------------------------------------------------------------------ */

static void parameters_results_and_the_body_share_a_block(void **state)
{
    (void)state;
    check(
        "package p\n"
        "var x/*1*/ int\n"
        "func f(x/*2*/ int) (y/*3*/ int) { x/*=2*/ := y/*=3*/; _/*-*/ = x/*=2*/; return y/*=3*/ }\n"
        "func g() { _ = x/*=1*/; x/*4*/ := 1; _ = x/*=4*/ }\n");
}

static void parameter_types_are_looked_up_outside(void **state)
{
    (void)state;
    check("package p\n"
          "type T/*1*/ int\n"
          "func f(T/*2*/ T/*=1*/, x T/*=1*/) (y T/*=1*/) { var z T/*=2*/ }\n"
          "var g = func(T/*3*/ T/*=1*/) T/*=1*/ { return T/*=3*/ }\n"
          "type F func(T T/*=1*/) T/*=1*/\n");
}

static void unnamed_and_blank_parameters_bind_nothing(void **state)
{
    (void)state;
    check("package p; func f(_/*1*/ int, _/*2*/ string) { _/*-*/ = 1 }; func g(T/*?*/, U/*?*/) { "
          "T/*?*/() }");
}

static void the_receiver_is_a_parameter(void **state)
{
    (void)state;
    check("package p; type T/*1*/ int; func (t/*2*/ *T/*=1*/) m(u/*3*/ T/*=1*/) T/*=1*/ { "
          "return t/*=2*/.t/*-*/ + u/*=3*/ }");
}

static void receivers_declare_their_type_parameters(void **state)
{
    (void)state;
    check("package p\n"
          "type M/*1*/[K/*2*/ comparable/*?*/, V/*3*/ any] map[K/*=2*/]V/*=3*/\n"
          "func (m M/*=1*/[K/*4*/, V/*5*/]) get(k K/*=4*/) V/*=5*/ { var v V/*=5*/; return v }\n"
          "func (m *M/*=1*/[A/*6*/, _]) set(k A/*=6*/) { }\n"
          "type L/*7*/[T/*8*/ any/*?*/] []T/*=8*/\n"
          "func (l L/*=7*/[T/*9*/]) get() T/*=9*/ { var t T/*=9*/; return t }\n"
          "func (l *L/*=7*/[T/*10*/]) set(t T/*=10*/) { }\n"
          "var k K/*?*/\n");
}

static void type_parameters_are_seen_by_each_other_and_the_signature(void **state)
{
    (void)state;
    check(
        "package p\n"
        "func f/*1*/[S/*2*/ ~[]E/*=3*/, E/*3*/ any](s S/*=2*/, e E/*=3*/) (r E/*=3*/) { "
        "var x E/*=3*/; return f/*=1*/[S/*=2*/](s, x) }\n"
        "type L/*4*/[T/*5*/ interface{ m() T/*=5*/ }] struct{ next *L/*=4*/[T/*=5*/]; v T/*=5*/ }\n"
        "type T2 [T/*?*/]int\n");
}

static void function_literals_see_what_is_around_them(void **state)
{
    (void)state;
    check("package p\n"
          "func f(a/*1*/ int) { b/*2*/ := func(c/*3*/ int) (a/*4*/ int) { "
          "_ = b/*?*/; b/*5*/ := a/*=4*/ + c/*=3*/; return b/*=5*/ }; _, _ = a/*=1*/, b/*=2*/ }\n");
}

/* ---- blocks --------------------------------------------------------------------------------- */

static void a_local_scope_begins_after_its_declaration(void **state)
{
    (void)state;
    check("package p\n"
          "var x/*1*/ int\n"
          "func f() {\n"
          "\tvar x/*2*/ = x/*=1*/\n"
          "\t{ x/*3*/ := x/*=2*/; x/*=3*/++ }\n"
          "\t{ const x/*4*/ = x/*=2*/; _ = x/*=4*/ }\n"
          "\t{ type x/*5*/ []x/*=5*/; var _ x/*=5*/ }\n"
          "\t{ var x/*6*/, y = x/*=2*/, x/*=2*/; _ = x/*=6*/ }\n"
          "\tx/*=2*/++\n"
          "}\n");
}

static void short_declarations_reuse_the_names_of_their_block(void **state)
{
    (void)state;
    check("package p\n"
          "func f() {\n"
          "\ta/*1*/, err/*2*/ := g()\n"
          "\tb/*3*/, err/*=2*/ := g(a/*=1*/)\n"
          "\t{ c/*4*/, err/*5*/ := g(err/*=2*/); _, _ = c/*=4*/, err/*=5*/ }\n"
          "\t_/*6*/, d/*7*/ := b/*=3*/, err/*=2*/\n"
          "\td/*=7*/, err/*=2*/ = 1, 2\n"
          "}\n");
}

static void the_left_side_may_hold_more_than_names(void **state)
{
    (void)state;
    check("package p; func f(a/*1*/ []int, i/*2*/ int, s/*3*/ S/*?*/) { "
          "a/*=1*/[i/*=2*/], s/*=3*/.i/*-*/ = i/*=2*/, 1; *s/*=3*/.a/*-*/ = 2 }");
}

static void if_statements_open_a_block_for_all_branches(void **state)
{
    (void)state;
    check("package p\n"
          "func f(x/*1*/ int) {\n"
          "\tif x/*2*/ := x/*=1*/; x/*=2*/ > 0 { x/*3*/ := x/*=2*/; _ = x/*=3*/ } else if "
          "y/*4*/ := x/*=2*/; y/*=4*/ > 0 { _ = x/*=2*/ } else { _, _ = x/*=2*/, y/*=4*/ }\n"
          "\t_, _ = x/*=1*/, y/*?*/\n"
          "}\n");
}

static void for_statements_open_two_blocks(void **state)
{
    (void)state;
    check("package p\n"
          "func f(i/*1*/ int) {\n"
          "\tfor i/*2*/ := i/*=1*/; i/*=2*/ < 3; i/*=2*/++ { i/*3*/ := i/*=2*/; _ = i/*=3*/ }\n"
          "\tfor j/*4*/ := 0; ; { j/*=4*/++ }\n"
          "\t_, _ = i/*=1*/, j/*?*/\n"
          "}\n");
}

static void range_looks_at_its_operand_first(void **state)
{
    (void)state;
    check("package p\n"
          "func f(x/*1*/ []int, k/*2*/ int) {\n"
          "\tfor k/*3*/, x/*4*/ := range x/*=1*/ { _, _ = k/*=3*/, x/*=4*/ }\n"
          "\tfor k/*=2*/, x/*=1*/[0] = range x/*=1*/ { k/*5*/ := k/*=2*/; _ = k/*=5*/ }\n"
          "\tfor range x/*=1*/ { _ = k/*=2*/ }\n"
          "\tfor k/*6*/ := range k/*=2*/ { _ = k/*=6*/ }\n"
          "\tfor _/*7*/, v/*8*/ := range x/*=1*/ { v/*=8*/++ }\n"
          "\tfor x/*=1*/.k/*-*/, v/*9*/ := range x/*=1*/ { v/*=9*/++ }\n"
          "\tfor v/*10*/, u/*?*/[k/*=2*/] := range x/*=1*/ { v/*=10*/++ }\n"
          "\t_ = v/*?*/\n"
          "}\n");
}

static void each_case_is_a_block(void **state)
{
    (void)state;
    check("package p\n"
          "func f(x/*1*/ int) {\n"
          "\tswitch x/*2*/ := x/*=1*/; x/*=2*/ {\n"
          "\tcase x/*=2*/: x/*3*/ := x/*=2*/; y/*4*/ := x/*=3*/; _ = y/*=4*/\n"
          "\tcase 2: _, _ = x/*=2*/, y/*?*/\n"
          "\tdefault: y/*5*/ := 1; _ = y/*=5*/\n"
          "\t}\n"
          "\t_ = x/*=1*/\n"
          "}\n");
}

static void a_type_switch_variable(void **state)
{
    (void)state;
    check("package p\n"
          "func f(x/*1*/ any/*?*/) {\n"
          "\tswitch x/*2*/ := x/*=1*/.(type) {\n"
          "\tcase T/*?*/: _ = x/*=2*/\n"
          "\tcase int: x/*3*/ := x/*=2*/; _ = x/*=3*/\n"
          "\t}\n"
          "\tswitch y/*4*/ := 1; z/*5*/ := x/*=1*/.(type) { case nil: _, _ = y/*=4*/, z/*=5*/ }\n"
          "\t_, _ = x/*=1*/, z/*?*/\n"
          "\tswitch x/*6*/ := 1; x/*7*/ := x/*=6*/.(type) { case nil: _ = x/*=7*/ }\n"
          "\tswitch x/*8*/ := 1; x/*=8*/.(type) { case nil: _ = x/*=8*/ }\n"
          "\t_ = x/*=1*/\n"
          "}\n");
}

/* A statement that stands two before a type switch is no part of it. */
static void statements_before_a_type_switch(void **state)
{
    (void)state;
    check("package p\n"
          "func f(x/*1*/ any) {\n"
          "\t{ a/*2*/ := 1; g(); switch x/*=1*/.(type) { }; a/*=2*/ := 2; _ = a/*=2*/ }\n"
          "\t{ b/*3*/ := 1; c/*4*/ := 2; switch d/*5*/ := x/*=1*/.(type) { }; "
          "b/*=3*/, c/*=4*/, d/*6*/ := 1, 2, 3; _ = d/*=6*/ }\n"
          "\t_, _ = a/*?*/, d/*?*/\n"
          "}\n");
}

static void each_communication_is_a_block(void **state)
{
    (void)state;
    check("package p\n"
          "func f(c/*1*/ chan int, v/*2*/ int) {\n"
          "\tselect {\n"
          "\tcase v/*3*/ := <-c/*=1*/: _ = v/*=3*/\n"
          "\tcase v/*4*/, ok/*5*/ := <-c/*=1*/: _, _ = v/*=4*/, ok/*=5*/\n"
          "\tcase v/*=2*/ = <-c/*=1*/: _ = ok/*?*/\n"
          "\tcase c/*=1*/ <- v/*=2*/: v/*6*/ := v/*=2*/; _ = v/*=6*/\n"
          "\tdefault: _ = v/*=2*/\n"
          "\t}\n"
          "}\n");
}

/* ---- names that are none -------------------------------------------------------------------- */

static void labels_have_a_space_of_their_own(void **state)
{
    (void)state;
    check("package p\n"
          "func f() { x/*1*/ := 1; x/*-*/: for { break x/*-*/; continue x/*-*/; goto x/*-*/; "
          "_ = x/*=1*/ }; goto L/*-*/; L/*-*/: }\n");
}

static void fields_and_methods_are_no_names_of_a_scope(void **state)
{
    (void)state;
    check("package p\n"
          "var a/*1*/ int\n"
          "type S/*2*/ struct{ a int; b S2/*?*/; S/*=2*/; *T/*?*/ }\n"
          "type I/*3*/ interface{ a(a int) a/*=1*/; S/*=2*/; m() I/*=3*/ }\n"
          "func f(s/*4*/ S/*=2*/) { _ = s/*=4*/.a/*-*/.a/*-*/; s/*=4*/.f/*-*/() }\n");
}

/* A key may be a field or an expression: it is bound when a scope knows it, else left alone. */
static void keys_of_composite_literals(void **state)
{
    (void)state;
    check("package p\n"
          "func f() {\n"
          "\tk/*1*/ := 1\n"
          "\t_ = T/*?*/{k/*=1*/: k/*=1*/, field/*-*/: v/*?*/}\n"
          "\t_ = map[K/*?*/]V/*?*/{k/*=1*/: 1, other/*-*/: 2, (other/*?*/): 3, other.x/*-*/: 4}\n"
          "\t_ = []T{0: {k/*=1*/: 1}, {field/*-*/: 2}}\n"
          "}\n");
}

static void names_are_looked_up_in_every_place_of_an_expression(void **state)
{
    (void)state;
    check("package p\n"
          "func f(a/*1*/, b/*2*/, c/*3*/ T/*?*/) {\n"
          "\t_ = a/*=1*/[b/*=2*/:c/*=3*/] + (a/*=1*/) - -b/*=2*/*<-c/*=3*/\n"
          "\t_ = a/*=1*/.(b/*=2*/)\n"
          "\t_ = a/*=1*/[b/*=2*/, c/*=3*/](a/*=1*/, b/*=2*/...)\n"
          "\t_ = [a/*=1*/]b/*=2*/{c/*=3*/}\n"
          "\tgo a/*=1*/(b/*=2*/)\n"
          "\tdefer a/*=1*/(b/*=2*/)\n"
          "\ta/*=1*/ <- b/*=2*/\n"
          "\tvar d/*4*/ chan a/*=1*/ = func(x a/*=1*/) b/*=2*/ { return x }\n"
          "\treturn a/*=1*/, d/*=4*/\n"
          "}\n");
}

static void blanks_are_never_bound(void **state)
{
    (void)state;
    check("package p; var _/*1*/ = 1; type _/*2*/ int; func _/*3*/() { _/*4*/ := 1; _/*-*/ = "
          "_/*-*/ }");
}

static void a_symbol_is_clean_again_after_its_file(void **state)
{
    (void)state;
    GoSymbols *symbols = go_symbols_new();
    BlDiags diags = {0};
    for (int i = 0; i < 3; i++) {
        GoFile file;
        BlStr source = i == 1 ? BL_STR("package p; var x int; func f(y int) { z := 1 }")
                              : BL_STR("package p; var _ = x + y + z");
        assert_true(go_parse(&file, "x.go", source, symbols, &diags));
        unsigned unresolved = 0;
        for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref))
            unresolved += go_kind(&file, ref) == GO_Ident && go_has(&file, ref, GO_UNRESOLVED);
        assert_int_equal(unresolved, i == 1 ? 2 : 3); /* int, int; x, y, z */
        go_file_free(&file);
    }
    go_symbols_free(symbols);
    bl_diag_free(&diags);
}

/* ---- files that share their symbols --------------------------------------------------------- */

/* A file of so many new names, which are used and nowhere declared. */
static void assert_new_names_are_unresolved(GoSymbols *symbols, unsigned names)
{
    static unsigned number;
    BlBuf source = {0};
    BlDiags diags = {0};
    bl_buf_puts(&source, "package p; func f() { _ = 0");
    for (unsigned i = 0; i < names; i++)
        bl_buf_printf(&source, " + x%u", number++);
    bl_buf_puts(&source, " }");
    GoFile file;
    assert_true(go_parse(&file, "x.go", bl_buf_view(&source), symbols, &diags));
    for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref))
        if (go_kind(&file, ref) == GO_Ident && bl_str_starts(go_text(&file, ref), BL_STR("x")))
            assert_true(go_has(&file, ref, GO_UNRESOLVED));
    go_file_free(&file);
    bl_diag_free(&diags);
    bl_buf_free(&source);
}

/* Room for what symbols mean grows with them, whatever number comes next. */
static void symbols_that_come_with_later_files(void **state)
{
    (void)state;
    for (unsigned more = 1; more < 40; more++) {
        GoSymbols *symbols = go_symbols_new();
        for (unsigned i = 0; i < 12; i++)
            assert_new_names_are_unresolved(symbols, more);
        go_symbols_free(symbols);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(package_names_are_known_before_they_are_declared, parsed_free),
        cmocka_unit_test_teardown(the_universe_and_imports_are_not_the_file, parsed_free),
        cmocka_unit_test_teardown(the_package_clause_binds_nothing, parsed_free),
        cmocka_unit_test_teardown(init_and_methods_declare_nothing, parsed_free),
        cmocka_unit_test_teardown(the_first_of_two_declarations_counts, parsed_free),
        cmocka_unit_test_teardown(parameters_results_and_the_body_share_a_block, parsed_free),
        cmocka_unit_test_teardown(parameter_types_are_looked_up_outside, parsed_free),
        cmocka_unit_test_teardown(unnamed_and_blank_parameters_bind_nothing, parsed_free),
        cmocka_unit_test_teardown(the_receiver_is_a_parameter, parsed_free),
        cmocka_unit_test_teardown(receivers_declare_their_type_parameters, parsed_free),
        cmocka_unit_test_teardown(type_parameters_are_seen_by_each_other_and_the_signature,
                                  parsed_free),
        cmocka_unit_test_teardown(function_literals_see_what_is_around_them, parsed_free),
        cmocka_unit_test_teardown(a_local_scope_begins_after_its_declaration, parsed_free),
        cmocka_unit_test_teardown(short_declarations_reuse_the_names_of_their_block, parsed_free),
        cmocka_unit_test_teardown(the_left_side_may_hold_more_than_names, parsed_free),
        cmocka_unit_test_teardown(if_statements_open_a_block_for_all_branches, parsed_free),
        cmocka_unit_test_teardown(for_statements_open_two_blocks, parsed_free),
        cmocka_unit_test_teardown(range_looks_at_its_operand_first, parsed_free),
        cmocka_unit_test_teardown(each_case_is_a_block, parsed_free),
        cmocka_unit_test_teardown(a_type_switch_variable, parsed_free),
        cmocka_unit_test_teardown(statements_before_a_type_switch, parsed_free),
        cmocka_unit_test_teardown(each_communication_is_a_block, parsed_free),
        cmocka_unit_test_teardown(labels_have_a_space_of_their_own, parsed_free),
        cmocka_unit_test_teardown(fields_and_methods_are_no_names_of_a_scope, parsed_free),
        cmocka_unit_test_teardown(keys_of_composite_literals, parsed_free),
        cmocka_unit_test_teardown(names_are_looked_up_in_every_place_of_an_expression, parsed_free),
        cmocka_unit_test_teardown(blanks_are_never_bound, parsed_free),
        cmocka_unit_test(a_symbol_is_clean_again_after_its_file),
        cmocka_unit_test_teardown(symbols_that_come_with_later_files, parsed_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
