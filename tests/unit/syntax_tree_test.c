/* Reading the tree: walks, parents, named children, imports. */
#include "parsed.h"

static const char program[] =
    "package p\n"
    "import \"testing\"\n"
    "type T[P any] struct{ a, b int }\n"
    "func (t *T[P]) m(c P) (d int) { if t.a { return f(c, 1) }; L: for { } }\n"
    "func f()\n";

/* ---- names ---------------------------------------------------------------------------------- */

static void every_kind_and_operator_has_its_name(void **state)
{
    (void)state;
    for (int kind = 0; kind < GO_KIND_COUNT; kind++)
        for (int other = 0; other < kind; other++)
            assert_string_not_equal(go_kind_name((GoKind)kind), go_kind_name((GoKind)other));
    for (int op = 1; op < GO_OP_COUNT; op++)
        for (int other = 0; other < op; other++)
            assert_string_not_equal(go_op_name((GoOp)op), go_op_name((GoOp)other));
    assert_string_equal(go_kind_name(GO_None), "None");
    assert_string_equal(go_kind_name(GO_RangeStmt), "RangeStmt");
    assert_string_equal(go_op_name(GO_OP_NONE), "");
    assert_string_equal(go_op_name(GO_OP_AND_NOT_ASSIGN), "&^=");
}

/* ---- walks ---------------------------------------------------------------------------------- */

static void walk_goes_parents_first_and_left_to_right(void **state)
{
    (void)state;
    static const char *const order[] = {"File",       "Ident",    "GenDecl",  "ValueSpec",
                                        "Ident",      "CallExpr", "Ident",    "ParenExpr",
                                        "BinaryExpr", "Ident",    "Ident",    "BasicLit",
                                        "FuncDecl",   "Ident",    "FuncType", "FieldList"};
    const GoFile *file = parse("package p; var x = f((a + b), 1); func g()");
    size_t i = 0;
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        assert_string_equal(go_kind_name(go_kind(file, ref)), order[i++]);
    assert_int_equal(i, sizeof order / sizeof *order);
}

static void walk_stays_in_its_subtree(void **state)
{
    (void)state;
    const GoFile *file = parse("package p; var x = f((a + b), 1); func g()");
    GoRef top = nth(GO_ParenExpr, 0);
    BlBuf seen = {0};
    for (GoRef ref = top; ref; ref = go_walk(file, top, ref))
        bl_buf_printf(&seen, "%s ", go_kind_name(go_kind(file, ref)));
    assert_string_equal(seen.data, "ParenExpr BinaryExpr Ident Ident ");
    bl_buf_free(&seen);
    GoRef leaf = nth(GO_BasicLit, 0);
    assert_int_equal(go_walk(file, leaf, leaf), 0);
}

static void walk_past_leaves_the_children_out(void **state)
{
    (void)state;
    const GoFile *file = parse("package p; var x = f((a + b), 1); func g()");
    GoRef call = nth(GO_CallExpr, 0), parens = nth(GO_ParenExpr, 0);
    assert_int_equal(go_walk_past(file, file->root, parens), nth(GO_BasicLit, 0));
    assert_int_equal(go_walk_past(file, call, nth(GO_BasicLit, 0)), 0);
    assert_int_equal(go_walk_past(file, file->root, call), nth(GO_FuncDecl, 0));
    assert_int_equal(go_walk_past(file, call, call), 0);
    assert_int_equal(go_walk_past(file, file->root, nth(GO_FuncDecl, 0)), 0);
}

static void every_child_knows_its_parent(void **state)
{
    (void)state;
    const GoFile *file = parse(program);
    assert_int_equal(go_parent(file, file->root), 0);
    size_t children = 0, nodes = 0;
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref)) {
        nodes++;
        unsigned n = 0;
        for (GoRef child = go_first(file, ref); child; child = go_next(file, child)) {
            assert_int_equal(go_parent(file, child), ref);
            assert_int_equal(go_child(file, ref, n++), child);
            children++;
        }
        assert_int_equal(go_child(file, ref, n), 0);
        assert_int_equal(go_child(file, ref, n + 5), 0);
    }
    assert_int_equal(nodes, children + 1);
}

static void children_lie_inside_their_parents_in_order(void **state)
{
    (void)state;
    const GoFile *file = parse(program);
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref)) {
        uint32_t at = go_node(file, ref)->start;
        for (GoRef child = go_first(file, ref); child; child = go_next(file, child)) {
            /* A declaration's FuncType begins at `func`, before the receiver and the name. */
            if (go_kind(file, ref) != GO_FuncDecl || go_kind(file, child) != GO_FuncType)
                assert_true(go_node(file, child)->start >= at);
            at = go_node(file, child)->end;
        }
        assert_true(at <= go_node(file, ref)->end);
    }
}

/* ---- named children ------------------------------------------------------------------------- */

static BlStr text_or_none(GoRef ref)
{
    return ref ? go_text(&parsed.file, ref) : BL_STR("-");
}

static void parts_of_a_function(void **state)
{
    (void)state;
    static const struct {
        const char *source, *recv, *name, *tparams, *params, *results, *body;
    } rows[] = {
        {"func f()", "-", "f", "-", "()", "-", "-"},
        {"func f() { }", "-", "f", "-", "()", "-", "{ }"},
        {"func f(a int) T { }", "-", "f", "-", "(a int)", "T", "{ }"},
        {"func f() (a T)", "-", "f", "-", "()", "(a T)", "-"},
        {"func f[P any](a P) { }", "-", "f", "[P any]", "(a P)", "-", "{ }"},
        {"func f[P any]() P", "-", "f", "[P any]", "()", "P", "-"},
        {"func (r R) f()", "(r R)", "f", "-", "()", "-", "-"},
        {"func (r *R[P]) f(a P) (b P) { }", "(r *R[P])", "f", "-", "(a P)", "(b P)", "{ }"},
        {"func (r R) f[P any](a P) { }", "(r R)", "f", "[P any]", "(a P)", "-", "{ }"},
        {"func ( R ) f() { }", "( R )", "f", "-", "()", "-", "{ }"},
    };
    BlBuf source = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bl_buf_clear(&source);
        bl_buf_printf(&source, "package p; %s", rows[i].source);
        const GoFile *file = parse(source.data);
        GoRef decl = nth(GO_FuncDecl, 0), type = go_func_type(file, decl);
        assert_int_equal(go_kind(file, type), GO_FuncType);
        assert_text(text_or_none(go_func_recv(file, decl)), rows[i].recv);
        assert_text(text_or_none(go_func_name(file, decl)), rows[i].name);
        assert_text(text_or_none(go_type_tparams(file, type)), rows[i].tparams);
        assert_text(text_or_none(go_type_params(file, type)), rows[i].params);
        assert_text(text_or_none(go_type_results(file, type)), rows[i].results);
        assert_text(text_or_none(go_func_body(file, decl)), rows[i].body);
    }
    parsed_free(NULL);
    bl_buf_free(&source);
}

static void type_parameters_of_a_type(void **state)
{
    (void)state;
    const GoFile *file = parse("package p; type A[P, Q any] B; type C D; type E[N]F");
    assert_text(text_or_none(go_type_tparams(file, nth(GO_TypeSpec, 0))), "[P, Q any]");
    assert_text(text_or_none(go_type_tparams(file, nth(GO_TypeSpec, 1))), "-");
    assert_text(text_or_none(go_type_tparams(file, nth(GO_TypeSpec, 2))), "-");
}

static void type_of_a_field(void **state)
{
    (void)state;
    const GoFile *file = parse("package p; type S struct { a, b T1 `t`; T2; *T3; c T4 }; "
                               "func f(T5, T6); func g(d, e T7)");
    static const char *const types[] = {"T1", "T2", "*T3", "T4", "T5", "T6", "T7"};
    for (unsigned i = 0; i < sizeof types / sizeof *types; i++)
        assert_text(go_text(file, go_field_type(file, nth(GO_Field, i))), types[i]);
}

/* ---- imports -------------------------------------------------------------------------------- */

static void paths_without_their_quotes(void **state)
{
    (void)state;
    const GoFile *file = parse("package p; import \"a/b\"; import c `d`; import . \"\"");
    assert_text(go_import_path(file, nth(GO_ImportSpec, 0)), "a/b");
    assert_text(go_import_path(file, nth(GO_ImportSpec, 1)), "d");
    assert_text(go_import_path(file, nth(GO_ImportSpec, 2)), "");
}

static void every_import_of_a_path(void **state)
{
    (void)state;
    const GoFile *file = parse("package p\n"
                               "import ()\n"
                               "import \"testing\"\n"
                               "import ( \"a\"; t \"testing\"; )\n"
                               "import ()\n"
                               "import . \"testing\"\n"
                               "import ( \"b\"; _ `testing` )\n"
                               "var x = \"testing\"\n");
    static const char *const specs[] = {"\"testing\"", "t \"testing\"", ". \"testing\"",
                                        "_ `testing`"};
    GoRef spec = 0;
    for (size_t i = 0; i < 4; i++) {
        spec = go_import_of(file, BL_STR("testing"), spec);
        assert_int_not_equal(spec, 0);
        assert_text(go_text(file, spec), specs[i]);
    }
    assert_int_equal(go_import_of(file, BL_STR("testing"), spec), 0);
    assert_int_equal(go_import_of(file, BL_STR("test"), 0), 0);
    assert_int_equal(go_import_of(file, BL_STR("testing/quick"), 0), 0);
}

static void a_file_without_imports(void **state)
{
    (void)state;
    const GoFile *file = parse("package p");
    assert_int_equal(go_import_of(file, BL_STR("a"), 0), 0);
    file = parse("package p; var x int");
    assert_int_equal(go_import_of(file, BL_STR("a"), 0), 0);
    assert_int_equal(go_import_named(file, go_lookup(parsed.symbols, BL_STR("x"))), 0);
    file = parse("package p; import (); func f()");
    assert_int_equal(go_import_of(file, BL_STR("a"), 0), 0);
}

static GoRef import_named(const GoFile *file, const char *name)
{
    return go_import_named(file, go_intern(parsed.symbols, name, strlen(name)));
}

static void the_name_that_a_path_implies(void **state)
{
    (void)state;
    static const struct {
        const char *path, *name;
    } rows[] = {
        {"fmt", "fmt"},
        {"text/template", "template"},
        {"example.org/m", "m"},
        {"example.org/m/v2", "m"},
        {"example.org/m/v10/sub", "sub"},
        {"example.org/m/v2/v3", "m"},
        {"gopkg.in/yaml.v3", "yaml"},
        {"gopkg.in/user/pkg.v1", "pkg"},
        {"example.org/m/v2x", "v2x"},
        {"example.org/m/v", "v"},
        {"example.org/m/V2", "V2"},
        {"v2", "v2"},
        {"a/.b", ".b"},
    };
    BlBuf source = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bl_buf_clear(&source);
        bl_buf_printf(&source, "package p; import \"%s\"", rows[i].path);
        const GoFile *file = parse(source.data);
        if (import_named(file, rows[i].name) != nth(GO_ImportSpec, 0))
            fail_msg("%s does not imply %s", rows[i].path, rows[i].name);
        assert_int_equal(import_named(file, "other"), 0);
    }
    parsed_free(NULL);
    bl_buf_free(&source);
}

static void a_written_name_goes_before_the_implied_one(void **state)
{
    (void)state;
    const GoFile *file =
        parse("package p; import ( a \"x/b\"; \"y/c\"; b \"z/a\" ); import . \"d\"; "
              "import _ \"e\"");
    assert_text(go_text(file, import_named(file, "a")), "a \"x/b\"");
    assert_text(go_text(file, import_named(file, "b")), "b \"z/a\"");
    assert_text(go_text(file, import_named(file, "c")), "\"y/c\"");
    assert_int_equal(import_named(file, "d"), 0);
    assert_int_equal(import_named(file, "e"), 0);
}

/* ---- comments ------------------------------------------------------------------------------- */

static void the_first_comment_from_an_offset_on(void **state)
{
    (void)state;
    const GoFile *file = parse("// a\npackage p // b\n/* c */ /* d */\nvar x = 1 // e");
    assert_int_equal(file->comments.count, 5);
    for (uint32_t offset = 0; offset <= file->source.len; offset++) {
        size_t wanted = 0;
        while (wanted < 5 && file->comments.items[wanted].start < offset)
            wanted++;
        assert_int_equal(go_comment_from(file, offset), wanted);
    }
    assert_int_equal(go_comment_from(parse("package p"), 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(every_kind_and_operator_has_its_name, parsed_free),
        cmocka_unit_test_teardown(walk_goes_parents_first_and_left_to_right, parsed_free),
        cmocka_unit_test_teardown(walk_stays_in_its_subtree, parsed_free),
        cmocka_unit_test_teardown(walk_past_leaves_the_children_out, parsed_free),
        cmocka_unit_test_teardown(every_child_knows_its_parent, parsed_free),
        cmocka_unit_test_teardown(children_lie_inside_their_parents_in_order, parsed_free),
        cmocka_unit_test_teardown(parts_of_a_function, parsed_free),
        cmocka_unit_test_teardown(type_parameters_of_a_type, parsed_free),
        cmocka_unit_test_teardown(type_of_a_field, parsed_free),
        cmocka_unit_test_teardown(paths_without_their_quotes, parsed_free),
        cmocka_unit_test_teardown(every_import_of_a_path, parsed_free),
        cmocka_unit_test_teardown(a_file_without_imports, parsed_free),
        cmocka_unit_test_teardown(the_name_that_a_path_implies, parsed_free),
        cmocka_unit_test_teardown(a_written_name_goes_before_the_implied_one, parsed_free),
        cmocka_unit_test_teardown(the_first_comment_from_an_offset_on, parsed_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
