/* tests.c - which functions of a test file are tests, by the go command's rule.
 *
 * cmd/go (load/test.go) takes every function, never a method, whose name is Test, Benchmark or Fuzz
 * and then anything but a lower-case letter, and insists that it has the one right parameter: a
 * wrong one fails the whole package. Of the parameter's type only the last name counts, because
 * `testing` may be imported under any name. Examples are go/doc's business: there the wrong form is
 * passed over in silence, and one without an output comment is compiled and never run.
 */
#include <stdlib.h>

#include "finder/parts.h"

typedef struct Lister {
    const GoFile *file;
    BlArena *arena;
    FoundTests *tests;
    BlDiags *diags;
} Lister;

/* ---- names ----------------------------------------------------------------------------------- */

/* The prefix, then nothing, or something that is no lower-case letter: not Testify. */
static bool is_test_name(BlStr name, BlStr prefix)
{
    if (!bl_str_starts(name, prefix))
        return false;
    uint32_t next;
    size_t len = bl_utf8(bl_str_from(name, prefix.len), &next);
    return len == 0 || !find_is_lower(next);
}

/* FOUND_TEST_KIND_COUNT when the name is none of a test. */
static FoundTestKind kind_of_name(BlStr name)
{
    if (bl_str_eq(name, BL_STR("TestMain")))
        return FOUND_MAIN;
    if (is_test_name(name, BL_STR("Test")))
        return FOUND_TEST;
    if (is_test_name(name, BL_STR("Benchmark")))
        return FOUND_BENCHMARK;
    if (is_test_name(name, BL_STR("Fuzz")))
        return FOUND_FUZZ;
    return is_test_name(name, BL_STR("Example")) ? FOUND_EXAMPLE : FOUND_TEST_KIND_COUNT;
}

/* ---- signatures ------------------------------------------------------------------------------ */

static size_t child_count(const GoFile *file, GoRef list)
{
    size_t count = 0;
    for (GoRef child = list ? go_first(file, list) : 0; child; child = go_next(file, child))
        count++;
    return count;
}

/* *T or *anything.T, where T is `letter`. */
static bool is_pointer_to(const GoFile *file, GoRef type, char letter)
{
    if (go_kind(file, type) != GO_StarExpr)
        return false;
    GoRef name = go_first(file, type);
    if (go_kind(file, name) == GO_SelectorExpr)
        name = go_child(file, name, 1);
    return go_kind(file, name) == GO_Ident && bl_str_eq(go_text(file, name), bl_str(&letter, 1));
}

/* func(*T) or func(name *T), without results. */
static bool takes(const GoFile *file, GoRef decl, char letter)
{
    GoRef type = go_func_type(file, decl);
    GoRef params = go_type_params(file, type);
    if (child_count(file, go_type_results(file, type)) != 0 || child_count(file, params) != 1)
        return false;
    GoRef field = go_first(file, params);
    return go_node(file, field)->aux <= 1 &&
           is_pointer_to(file, go_field_type(file, field), letter);
}

static bool has_type_parameters(const GoFile *file, GoRef decl)
{
    return child_count(file, go_type_tparams(file, go_func_type(file, decl))) != 0;
}

static char parameter_of(FoundTestKind kind)
{
    return "TBF?M"[kind]; /* in the order of FoundTestKind */
}

static bool check_signature(const Lister *lister, GoRef decl, FoundTestKind kind)
{
    const GoFile *file = lister->file;
    char letter = parameter_of(kind);
    bool generic = has_type_parameters(file, decl);
    bool right = takes(file, decl, letter);
    if (right && !generic)
        return true;
    if (!lister->diags)
        return false;
    GoRef name = go_func_name(file, decl);
    BlStr text = go_text(file, name);
    if (generic)
        go_diag(lister->diags, BL_ERROR, file, go_node(file, name)->start,
                "wrong signature for %.*s: test functions cannot have type parameters",
                (int)text.len, text.ptr);
    else
        go_diag(lister->diags, BL_ERROR, file, go_node(file, name)->start,
                "wrong signature for %.*s, must be: func %.*s(%c *testing.%c)", (int)text.len,
                text.ptr, (int)text.len, text.ptr, letter - 'A' + 'a', letter);
    return false;
}

/* The go command passes over such a function without a word; its author may want to know. */
static bool check_example(const Lister *lister, GoRef decl)
{
    const GoFile *file = lister->file;
    GoRef type = go_func_type(file, decl);
    bool plain = child_count(file, go_type_params(file, type)) == 0 &&
                 child_count(file, go_type_results(file, type)) == 0;
    if (plain && go_func_body(file, decl))
        return true;
    GoRef name = go_func_name(file, decl);
    if (lister->diags)
        go_diag(lister->diags, BL_WARNING, file, go_node(file, name)->start,
                "%.*s is no example: examples have no parameters, no results, and a body",
                (int)go_text(file, name).len, go_text(file, name).ptr);
    return false;
}

/* ---- listing --------------------------------------------------------------------------------- */

static void add(const Lister *lister, GoRef decl, FoundTestKind kind)
{
    const GoFile *file = lister->file;
    GoRef name = go_func_name(file, decl);
    FoundTest test = {.kind = kind, .decl = decl, .selected = true};
    test.name = bl_str_dup(lister->arena, go_text(file, name));
    test.runs = kind != FOUND_EXAMPLE || find_has_output(file, go_func_body(file, decl));
    go_position(file, go_node(file, name)->start, &test.line, &test.column);
    bl_vec_push(lister->tests, test);
}

static void take_function(const Lister *lister, GoRef decl)
{
    const GoFile *file = lister->file;
    FoundTestKind kind = kind_of_name(go_text(file, go_func_name(file, decl)));
    if (kind == FOUND_TEST_KIND_COUNT || go_has(file, decl, GO_HAS_RECV))
        return;
    /* TestMain(t *testing.T) is a test like any other. */
    if (kind == FOUND_MAIN && takes(file, decl, 'T'))
        kind = FOUND_TEST;
    bool right =
        kind == FOUND_EXAMPLE ? check_example(lister, decl) : check_signature(lister, decl, kind);
    if (right)
        add(lister, decl, kind);
}

void find_list_tests(const GoFile *file, BlArena *arena, FoundTests *tests, BlDiags *diags)
{
    Lister lister = {.file = file, .arena = arena, .tests = tests, .diags = diags};
    for (GoRef decl = file->root ? go_first(file, file->root) : 0; decl; decl = go_next(file, decl))
        if (go_kind(file, decl) == GO_FuncDecl)
            take_function(&lister, decl);
}
