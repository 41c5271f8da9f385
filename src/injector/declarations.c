/* declarations.c - the package-level declarations of a unit, and what each refers to.
 *
 * Renaming is by binding: a name is a reference only when the scopes say that it means the
 * package-level declaration, wherever in the package that stands. A selector's name, a label, a
 * struct literal's key or a shadowed name is none, however it is spelled.
 */
#include <stdlib.h>

#include "injector/unit.h"

/* ---- the declarations ---------------------------------------------------------------------------- */

static void declare_name(InjectUnit *unit, const GoFile *file, GoRef ident, uint32_t decl)
{
    GoSym sym = go_sym(file, ident);
    if (sym != GO_SYM_BLANK && unit->names[sym].decl == NO_DECL)
        unit->names[sym].decl = decl;
}

static const char *obstacle_of(const InjectUnit *unit, uint32_t file, GoRef node)
{
    const GoFile *parsed = &unit->parsed[file];
    if (!unit->files[file].is_test)
        return "is declared outside of the test files";
    if (go_kind(parsed, node) == GO_FuncDecl && !go_func_body(parsed, node))
        return "has no body";
    return NULL;
}

static uint32_t add_decl(InjectUnit *unit, uint32_t file, GoRef node, GoRef gen_decl)
{
    Decl decl = {.file = file, .node = node, .gen_decl = gen_decl, .receiver = NO_DECL,
                 .obstacle = obstacle_of(unit, file, node)};
    bl_vec_push(&unit->decls, decl);
    return (uint32_t)unit->decls.count - 1;
}

static void list_specs(InjectUnit *unit, uint32_t file, GoRef gen_decl)
{
    const GoFile *parsed = &unit->parsed[file];
    for (GoRef spec = go_first(parsed, gen_decl); spec; spec = go_next(parsed, spec)) {
        if (go_kind(parsed, spec) == GO_ImportSpec)
            return;
        uint32_t decl = add_decl(unit, file, spec, gen_decl);
        uint32_t count = go_kind(parsed, spec) == GO_TypeSpec ? 1 : go_node(parsed, spec)->aux;
        for (GoRef name = go_first(parsed, spec); count--; name = go_next(parsed, name))
            declare_name(unit, parsed, name, decl);
    }
}

static void list_file(InjectUnit *unit, uint32_t file)
{
    const GoFile *parsed = &unit->parsed[file];
    GoRef package_name = go_first(parsed, parsed->root);
    for (GoRef node = go_next(parsed, package_name); node; node = go_next(parsed, node)) {
        if (go_kind(parsed, node) == GO_GenDecl) {
            list_specs(unit, file, node);
            continue;
        }
        uint32_t decl = add_decl(unit, file, node, 0);
        GoRef name = go_func_name(parsed, node);
        if (!go_func_recv(parsed, node) && !bl_str_eq(go_text(parsed, name), BL_STR("init")))
            declare_name(unit, parsed, name, decl);
    }
}

/* ---- references ---------------------------------------------------------------------------------- */

/* A type's name, through pointers, parentheses and type arguments; 0 when it has none. */
static GoRef base_type_name(const GoFile *file, GoRef type)
{
    while (type && (go_kind(file, type) == GO_StarExpr || go_kind(file, type) == GO_ParenExpr ||
                    go_kind(file, type) == GO_IndexExpr || go_kind(file, type) == GO_IndexListExpr))
        type = go_first(file, type);
    return type && go_kind(file, type) == GO_Ident ? type : 0;
}

static void find_receiver(InjectUnit *unit, Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (go_kind(file, decl->node) != GO_FuncDecl || !go_func_recv(file, decl->node))
        return;
    GoRef field = go_first(file, go_func_recv(file, decl->node));
    GoRef name = field ? base_type_name(file, go_field_type(file, field)) : 0;
    if (name)
        decl->receiver = unit->names[go_sym(file, name)].decl;
}

/* Is this identifier a composite literal's key that must be an expression? In a map or array
 * literal with its type written out it is; elsewhere it is taken for a field's name. */
static bool is_expression_key(const GoFile *file, GoRef pair)
{
    GoRef literal = go_parent(file, pair);
    if (go_kind(file, literal) != GO_CompositeLit || !go_has(file, literal, GO_HAS_TYPE))
        return false;
    GoKind type = go_kind(file, go_first(file, literal));
    return type == GO_MapType || type == GO_ArrayType;
}

/* The package-level declaration that an identifier means, NO_DECL if it means something else. */
static uint32_t meaning_of(const InjectUnit *unit, uint32_t file_number, GoRef ident)
{
    const GoFile *file = &unit->parsed[file_number];
    uint32_t decl = unit->names[go_sym(file, ident)].decl;
    if (decl == NO_DECL || go_has(file, ident, GO_DECLARES))
        return NO_DECL;
    if (go_has(file, ident, GO_UNRESOLVED))
        return decl;
    GoRef binding = go_binding(file, ident);
    GoRef parent = go_has(file, ident, GO_LAST) ? go_node(file, ident)->next : 0;
    bool key = !parent && go_kind(file, go_parent(file, ident)) == GO_KeyValueExpr;
    if (key && !is_expression_key(file, go_parent(file, ident)))
        return NO_DECL;
    if (!binding)
        return key ? decl : NO_DECL;
    /* Bound inside this file: to the package's own name, or to a local one that hides it? */
    const Decl *target = &unit->decls.items[decl];
    if (target->file != file_number)
        return NO_DECL;
    GoRef around = go_parent(file, binding);
    return around == target->node ? decl : NO_DECL;
}

/* Does the file import the package testing under this name? */
static bool names_testing(const GoFile *file, GoSym name)
{
    for (GoRef spec = go_import_of(file, BL_STR("testing"), 0); spec;
         spec = go_import_of(file, BL_STR("testing"), spec)) {
        if (go_has(file, spec, GO_HAS_NAME) ? go_sym(file, go_first(file, spec)) == name
                                            : bl_str_eq(go_spelling(file->symbols, name),
                                                        BL_STR("testing")))
            return true;
    }
    return false;
}

enum { DOT_IMPORT = 0 }; /* the symbol of `import . "testing"` */

static bool is_testing_t(const InjectUnit *unit, const GoFile *file, GoRef node)
{
    if (go_kind(file, node) == GO_SelectorExpr) {
        GoRef package = go_first(file, node);
        return bl_str_eq(go_text(file, go_next(file, package)), BL_STR("T")) &&
               go_kind(file, package) == GO_Ident && go_has(file, package, GO_UNRESOLVED) &&
               names_testing(file, go_sym(file, package));
    }
    return go_kind(file, node) == GO_Ident && go_has(file, node, GO_UNRESOLVED) &&
           bl_str_eq(go_text(file, node), BL_STR("T")) &&
           unit->names[go_sym(file, node)].decl == NO_DECL && names_testing(file, DOT_IMPORT);
}

static void find_references(InjectUnit *unit, Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node;) {
        Reference reference = {node, NO_DECL};
        if (is_testing_t(unit, file, node)) {
            decl->mentions = true;
            bl_vec_push(&decl->references, reference);
            node = go_walk_past(file, decl->node, node);
            continue;
        }
        if (go_kind(file, node) == GO_Ident) {
            reference.decl = meaning_of(unit, decl->file, node);
            if (reference.decl != NO_DECL)
                bl_vec_push(&decl->references, reference);
        }
        node = go_walk(file, decl->node, node);
    }
}

void unit_list_declarations(InjectUnit *unit)
{
    unit->name_count = go_symbol_count(unit->symbols);
    unit->names = bl_arena_alloc(&unit->arena, unit->name_count * sizeof *unit->names);
    for (size_t i = 0; i < unit->name_count; i++)
        unit->names[i].decl = NO_DECL;
    for (uint32_t file = 0; file < unit->file_count; file++)
        list_file(unit, file);
    for (size_t i = 0; i < unit->decls.count; i++) {
        find_receiver(unit, &unit->decls.items[i]);
        find_references(unit, &unit->decls.items[i]);
    }
}

uint32_t unit_decl_at(const InjectUnit *unit, uint32_t file, uint32_t offset)
{
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        const Decl *decl = &unit->decls.items[i];
        const GoNode *node = go_node(&unit->parsed[file], decl->node);
        if (decl->file == file && offset >= node->start && offset < node->end)
            return i;
    }
    return NO_DECL;
}
