/* made.c - what is said of a declaration that was copied: its kind, and its names before and after.
 * The position map and `benchline where` show it.
 */
#include "injector/unit.h"

/* A file's tests are in the order of their declarations. */
static bool is_test(const InjectUnit *unit, uint32_t file, uint32_t decl)
{
    uint32_t low = unit->facts[file].first_test, high = unit->facts[file].end_test;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (unit->test_facts.items[middle].decl < decl)
            low = middle + 1;
        else
            high = middle;
    }
    return low < unit->facts[file].end_test && unit->test_facts.items[low].decl == decl;
}

InjectMadeKind unit_made_kind(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) == GO_FuncDecl) {
        if (go_func_recv(file, decl->node))
            return INJECT_MADE_METHOD;
        bool test = is_test(unit, decl->file, (uint32_t)(decl - unit->decls.items));
        return test ? INJECT_MADE_TEST : INJECT_MADE_FUNC;
    }
    GoOp keyword = (GoOp)go_node(file, decl->gen_decl)->op;
    if (keyword == GO_OP_TYPE)
        return INJECT_MADE_TYPE;
    return keyword == GO_OP_VAR ? INJECT_MADE_VAR : INJECT_MADE_CONST;
}

static void put_name(const InjectUnit *unit, const GoFile *file, GoRef ident, bool copied,
                     BlBuf *out)
{
    const char *clone = copied ? unit->names[go_sym(file, ident)].clone : NULL;
    if (out->len)
        bl_buf_puts(out, ", ");
    bl_buf_str(out, clone ? bl_cstr(clone) : go_text(file, ident));
}

static void put_names(const InjectUnit *unit, const GoFile *file, GoRef node, bool copied,
                      BlBuf *out)
{
    GoRef child = go_first(file, node);
    if (go_kind(file, node) == GO_FuncDecl)
        put_name(unit, file, go_func_name(file, node), copied, out);
    else if (go_kind(file, node) == GO_TypeSpec)
        put_name(unit, file, child, copied, out);
    else if (go_kind(file, node) == GO_ValueSpec)
        for (uint32_t left = go_node(file, node)->aux; left--; child = go_next(file, child))
            put_name(unit, file, child, copied, out);
    else
        for (; child; child = go_next(file, child))
            put_names(unit, file, child, copied, out);
}

const char *unit_made_name(InjectUnit *unit, const Decl *decl, bool copied)
{
    const GoFile *file = &unit->parsed[decl->file];
    BlBuf names = {0};
    if (decl->receiver == NO_DECL) {
        put_names(unit, file, decl->node, copied, &names);
    } else {
        const Decl *type = &unit->decls.items[decl->receiver];
        BlStr method = go_text(file, go_func_name(file, decl->node));
        put_names(unit, &unit->parsed[type->file], type->node, copied, &names);
        bl_buf_printf(&names, ".%.*s", (int)method.len, method.ptr);
    }
    const char *kept = bl_str_dup(&unit->arena, bl_buf_view(&names));
    bl_buf_free(&names);
    return kept;
}
