/* trouble.c - why a test cannot be converted, as far as that can be seen without types.
 *
 * Everything that a test takes along is looked at. Where only types would tell whether a name is
 * the one that matters, it is taken for that: a test left out says so, a wrong copy might not. What
 * is not seen here, most of all a t given to another package, is the compiler's to say.
 */
#include <stdlib.h>

#include "injector/unit.h"

/* What a test takes along: declarations from near to far, and names of embedded fields. */
typedef struct Baggage {
    Reach reach;
    BL_VEC(uint32_t) decls;
    BL_VEC(GoSym) embedded; /* their types have other names in copies, and so they have */
} Baggage;

static const Trouble NO_TROUBLE = {0};

/* The first name that it declares. */
static GoRef decl_name(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) == GO_FuncDecl)
        return go_func_name(file, decl->node);
    GoRef first = go_first(file, decl->node);
    return go_kind(file, first) == GO_ValueSpec ? go_first(file, first) : first;
}

static BlStr spelled(const InjectUnit *unit, const Decl *decl)
{
    return go_text(&unit->parsed[decl->file], decl_name(unit, decl));
}

static BL_PRINTF(4, 5) Trouble
    trouble_at(InjectUnit *unit, const Decl *decl, GoRef node, const char *format, ...)
{
    BlBuf reason = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&reason, format, args);
    va_end(args);
    Trouble trouble = {bl_str_dup(&unit->arena, bl_buf_view(&reason)), decl->file, node};
    bl_buf_free(&reason);
    return trouble;
}

/* ---- declarations
 * -------------------------------------------------------------------------------- */

/* The shim has to live in the package. */
static Trouble trouble_with_package(InjectUnit *unit)
{
    if (unit->hiding == NO_DECL)
        return NO_TROUBLE;
    const Decl *decl = &unit->decls.items[unit->hiding];
    BlStr name = spelled(unit, decl);
    return trouble_at(unit, decl, decl_name(unit, decl),
                      "the package declares %.*s, and the code that is added to it needs Go's own",
                      (int)name.len, name.ptr);
}

static Trouble trouble_with_test(InjectUnit *unit, const Decl *decl)
{
    if (!(decl->traits & DECL_MENTIONS))
        return trouble_at(unit, decl, decl_name(unit, decl),
                          "its parameter is not known to be a *testing.T");
    if (!unit_testing_import(&unit->parsed[decl->file]))
        return trouble_at(unit, decl, decl_name(unit, decl),
                          "its file does not import testing, which its benchmark would need");
    if (decl->traits & DECL_BENCHMARKS)
        return trouble_at(unit, decl, decl_name(unit, decl),
                          "it calls testing.Benchmark, which waits until no other benchmark runs");
    return NO_TROUBLE;
}

/* A testing.T that cannot be replaced by a name of its length. */
static Trouble trouble_with_mentions(InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        if (reference->decl != NO_DECL)
            continue;
        BlStr text = go_text(file, reference->node);
        bool spaced = memchr(text.ptr, ' ', text.len) || memchr(text.ptr, '\n', text.len) ||
                      memchr(text.ptr, '/', text.len) || memchr(text.ptr, '\t', text.len);
        if (spaced || !unit_type_name(unit, text.len))
            return trouble_at(unit, decl, reference->node,
                              "testing.T is written with blanks or comments inside");
    }
    return NO_TROUBLE;
}

static Trouble trouble_with_copying(InjectUnit *unit, const Decl *decl)
{
    if (!decl->obstacle)
        return trouble_with_mentions(unit, decl);
    BlStr name = spelled(unit, decl);
    return trouble_at(unit, decl, decl_name(unit, decl),
                      "needs %.*s, which mentions testing.T and %s", (int)name.len, name.ptr,
                      decl->obstacle);
}

/* ---- fields and methods
 * -------------------------------------------------------------------------- */

/* Is this type, perhaps behind a pointer or before type arguments, a struct's embedded field? */
static bool is_embedded(const InjectUnit *unit, uint32_t file_number, GoRef type)
{
    const GoFile *file = &unit->parsed[file_number];
    GoRef around = unit_parent(unit, file_number, type);
    while (go_first(file, around) == type &&
           (go_kind(file, around) == GO_StarExpr || go_kind(file, around) == GO_IndexExpr ||
            go_kind(file, around) == GO_IndexListExpr)) {
        type = around;
        around = unit_parent(unit, file_number, around);
    }
    if (go_kind(file, around) != GO_Field || go_node(file, around)->aux != 0)
        return false;
    GoRef list = unit_parent(unit, file_number, around);
    return go_kind(file, unit_parent(unit, file_number, list)) == GO_StructType;
}

static void add_embedded(const InjectUnit *unit, Baggage *baggage, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        bool renamed = reference->decl == NO_DECL ||
                       (unit->decls.items[reference->decl].traits & DECL_MENTIONS);
        if (!renamed || !is_embedded(unit, decl->file, reference->node))
            continue;
        bool qualified = go_kind(file, reference->node) == GO_SelectorExpr;
        GoRef name = qualified ? go_child(file, reference->node, 1) : reference->node;
        bl_vec_push(&baggage->embedded, go_sym(file, name));
    }
}

static bool is_reference(const Decl *decl, GoRef node)
{
    for (size_t i = 0; i < decl->references.count; i++)
        if (decl->references.items[i].node == node)
            return true;
    return false;
}

/* The name of a field or method that this node asks for, x.name or {name: y}; 0: of none. */
static GoRef member_name(const GoFile *file, GoRef node)
{
    GoRef first = go_first(file, node);
    if (go_kind(file, node) == GO_KeyValueExpr)
        return go_kind(file, first) == GO_Ident ? first : 0;
    return go_kind(file, node) == GO_SelectorExpr ? go_next(file, first) : 0;
}

/* Is it package.Name, and no member? Goes through the file's imports. */
static bool is_of_package(const GoFile *file, GoRef node)
{
    GoRef first = go_first(file, node);
    return go_kind(file, node) == GO_SelectorExpr && go_kind(file, first) == GO_Ident &&
           go_has(file, first, GO_UNRESOLVED) && go_import_named(file, go_sym(file, first));
}

static Trouble trouble_with_member(InjectUnit *unit, const Baggage *baggage, const Decl *decl,
                                   GoRef name)
{
    const GoFile *file = &unit->parsed[decl->file];
    GoSym sym = go_sym(file, name);
    BlStr text = go_text(file, name);
    if ((decl->traits & DECL_NEAR_FOREIGN) && unit->names[sym].foreign_method)
        return trouble_at(unit, decl, name,
                          "needs the method %.*s, which mentions testing.T and belongs to a type "
                          "outside of the test files",
                          (int)text.len, text.ptr);
    for (size_t i = 0; i < baggage->embedded.count; i++)
        if (baggage->embedded.items[i] == sym && !is_reference(decl, name))
            return trouble_at(unit, decl, name,
                              "names the embedded field %.*s, whose type has another name in the "
                              "copy",
                              (int)text.len, text.ptr);
    return NO_TROUBLE;
}

static Trouble trouble_with_members(InjectUnit *unit, const Baggage *baggage, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    Trouble trouble = NO_TROUBLE;
    for (GoRef node = decl->node; node && !trouble.reason; node = go_walk(file, decl->node, node)) {
        GoRef name = member_name(file, node);
        if (name)
            trouble = trouble_with_member(unit, baggage, decl, name);
        if (trouble.reason && is_of_package(file, node))
            trouble = NO_TROUBLE;
    }
    return trouble;
}

/* ---- what is set up beforehand
 * ------------------------------------------------------------------- */

static bool is_variable(const InjectUnit *unit, const Decl *decl)
{
    return decl->gen_decl && go_node(&unit->parsed[decl->file], decl->gen_decl)->op == GO_OP_VAR;
}

/* Does a variable's initialization call something? */
static bool calls(const GoFile *file, GoRef spec)
{
    for (GoRef node = spec; node;) {
        if (go_kind(file, node) == GO_CallExpr)
            return true;
        node = go_kind(file, node) == GO_FuncLit ? go_walk_past(file, spec, node)
                                                 : go_walk(file, spec, node);
    }
    return false;
}

/* What runs before the tests without being called: init, TestMain, initializations that call. */
static bool runs_by_itself(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (is_variable(unit, decl))
        return calls(file, decl->node);
    if (go_kind(file, decl->node) != GO_FuncDecl || go_func_recv(file, decl->node))
        return false;
    BlStr name = spelled(unit, decl);
    return bl_str_eq(name, BL_STR("init")) ||
           (bl_str_eq(name, BL_STR("TestMain")) && !unit_signature_mentions(unit, decl));
}

/* A variable that the test needs a copy of, and that `setter`, which is not copied, may change
 * before the test runs. */
static Trouble set_up_by(InjectUnit *unit, const Baggage *baggage, uint32_t setter)
{
    const Decl *by = &unit->decls.items[setter];
    BlStr by_name = spelled(unit, by);
    Trouble trouble = NO_TROUBLE;
    Reach reach;
    unit_reach_start(unit, &reach, setter);
    for (uint32_t at; (at = unit_reach_next(unit, &reach)) != NO_DECL;) {
        const Decl *decl = &unit->decls.items[at];
        if (!is_variable(unit, decl) || !baggage->reach.seen[at] || trouble.reason)
            continue;
        BlStr name = spelled(unit, decl);
        trouble = trouble_at(unit, decl, decl_name(unit, decl),
                             "needs %.*s, which mentions testing.T and is set up by %s%.*s, as a "
                             "copy would not be",
                             (int)name.len, name.ptr,
                             is_variable(unit, by) ? "the initialization of " : "",
                             (int)by_name.len, by_name.ptr);
    }
    unit_reach_free(&reach);
    return trouble;
}

static Trouble set_up_beforehand(InjectUnit *unit, const Baggage *baggage)
{
    Trouble trouble = NO_TROUBLE;
    for (uint32_t i = 0; i < unit->decls.count && !trouble.reason; i++)
        if ((unit->decls.items[i].traits & DECL_MENTIONS) && !baggage->reach.seen[i] &&
            runs_by_itself(unit, &unit->decls.items[i]))
            trouble = set_up_by(unit, baggage, i);
    return trouble;
}

/* ---- one test
 * ------------------------------------------------------------------------------------ */

static void pack(InjectUnit *unit, Baggage *baggage, uint32_t test_decl)
{
    *baggage = (Baggage){0};
    unit_reach_start(unit, &baggage->reach, test_decl);
    for (uint32_t at; (at = unit_reach_next(unit, &baggage->reach)) != NO_DECL;) {
        bl_vec_push(&baggage->decls, at);
        add_embedded(unit, baggage, &unit->decls.items[at]);
    }
}

static void unpack(Baggage *baggage)
{
    unit_reach_free(&baggage->reach);
    bl_vec_free(&baggage->decls);
    bl_vec_free(&baggage->embedded);
}

Trouble unit_find_trouble(InjectUnit *unit, uint32_t test_decl)
{
    Baggage baggage;
    pack(unit, &baggage, test_decl);
    Trouble trouble = trouble_with_package(unit);
    if (!trouble.reason)
        trouble = trouble_with_test(unit, &unit->decls.items[test_decl]);
    for (size_t i = 0; i < baggage.decls.count && !trouble.reason; i++) {
        const Decl *decl = &unit->decls.items[baggage.decls.items[i]];
        trouble = trouble_with_copying(unit, decl);
        if (!trouble.reason)
            trouble = trouble_with_members(unit, &baggage, decl);
    }
    if (!trouble.reason)
        trouble = set_up_beforehand(unit, &baggage);
    unpack(&baggage);
    return trouble;
}
