/* declarations.c - the package-level declarations of a unit, and what each refers to.
 *
 * Renaming is by binding: a name is a reference only when the scopes say that it means the
 * package-level declaration, wherever in the package that stands. A selector's name, a label, a
 * struct literal's key or a shadowed name is none, however it is spelled.
 */
#include <stdlib.h>

#include "injector/unit.h"

/* ---- the declarations ------------------------------------------------------------------------ */

static void declare_name(InjectUnit *unit, const GoFile *file, GoRef ident, uint32_t decl)
{
    GoSym sym = go_sym(file, ident);
    if (sym == GO_SYM_BLANK)
        return;
    if (unit->names[sym].decl == NO_DECL)
        unit->names[sym].decl = decl;
    else
        unit->decls.items[decl].obstacle = "is declared twice";
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
    Decl decl = {.file = file,
                 .node = node,
                 .gen_decl = gen_decl,
                 .receiver = NO_DECL,
                 .first_method = NO_DECL,
                 .next_method = NO_DECL,
                 .setter = NO_DECL,
                 .obstacle = obstacle_of(unit, file, node)};
    bl_vec_push(&unit->decls, decl);
    return (uint32_t)unit->decls.count - 1;
}

static void list_specs(InjectUnit *unit, uint32_t file, GoRef gen_decl)
{
    const GoFile *parsed = &unit->parsed[file];
    bool whole =
        go_node(parsed, gen_decl)->op == GO_OP_CONST && go_has(parsed, gen_decl, GO_HAS_PARENS);
    uint32_t decl = whole ? add_decl(unit, file, gen_decl, gen_decl) : NO_DECL;
    for (GoRef spec = go_first(parsed, gen_decl); spec; spec = go_next(parsed, spec)) {
        if (go_kind(parsed, spec) == GO_ImportSpec)
            return;
        if (!whole)
            decl = add_decl(unit, file, spec, gen_decl);
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

/* ---- references ------------------------------------------------------------------------------ */

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

/* Is this identifier one with which the declaration declares something at package level? */
static bool is_declared_name(const InjectUnit *unit, const Decl *decl, GoRef ident)
{
    const GoFile *file = &unit->parsed[decl->file];
    GoRef around = unit_parent(unit, decl->file, ident);
    return around == decl->node || (go_kind(file, decl->node) == GO_GenDecl &&
                                    unit_parent(unit, decl->file, around) == decl->node);
}

/* The package-level declaration that an identifier means, NO_DECL if it means something else. */
static uint32_t meaning_of(const InjectUnit *unit, uint32_t file_number, GoRef ident)
{
    const GoFile *file = &unit->parsed[file_number];
    uint32_t decl = unit->names[go_sym(file, ident)].decl;
    if (decl == NO_DECL || go_has(file, ident, GO_UNRESOLVED))
        return decl;
    GoRef parent = go_has(file, ident, GO_LAST) ? 0 : unit_parent(unit, file_number, ident);
    bool key = parent && go_kind(file, parent) == GO_KeyValueExpr;
    if (key && !unit_is_expression_key(unit, file_number, parent))
        return NO_DECL;
    GoRef binding = go_binding(file, ident);
    if (!binding)
        return key ? decl : NO_DECL; /* keys that no scope knows are left alone by resolution */
    /* Bound inside this file: to the package's own name, or to a local one that hides it? */
    const Decl *target = &unit->decls.items[decl];
    bool own = target->file == file_number && is_declared_name(unit, target, binding);
    return own ? decl : NO_DECL;
}

/* Is this what the package testing exports under the name? */
static bool is_testing(const InjectUnit *unit, uint32_t file_number, GoRef node, BlStr name)
{
    const GoFile *file = &unit->parsed[file_number];
    if (go_kind(file, node) == GO_SelectorExpr) {
        GoRef package = go_first(file, node);
        return bl_str_eq(go_text(file, go_next(file, package)), name) &&
               go_kind(file, package) == GO_Ident && go_has(file, package, GO_UNRESOLVED) &&
               unit_names_testing(unit, file_number, go_sym(file, package));
    }
    return go_kind(file, node) == GO_Ident && go_has(file, node, GO_UNRESOLVED) &&
           bl_str_eq(go_text(file, node), name) &&
           unit->names[go_sym(file, node)].decl == NO_DECL &&
           unit_names_testing(unit, file_number, DOT_IMPORT);
}

/* `testing.T{}` without a `&`: a value that nobody can use as a test's t, and that may be printed
 * or compared. It stays what it is. */
static bool is_plain_value(const InjectUnit *unit, uint32_t file_number, GoRef node)
{
    const GoFile *file = &unit->parsed[file_number];
    GoRef literal = unit_parent(unit, file_number, node);
    if (go_kind(file, literal) != GO_CompositeLit || go_first(file, literal) != node ||
        !go_has(file, literal, GO_HAS_TYPE))
        return false;
    GoRef around = unit_parent(unit, file_number, literal);
    return go_kind(file, around) != GO_UnaryExpr || go_node(file, around)->op != GO_OP_AND;
}

/* The types that the shim stands for. */
static bool is_mention(const InjectUnit *unit, uint32_t file_number, GoRef node)
{
    return is_testing(unit, file_number, node, BL_STR("T")) ||
           (unit->fuzz && is_testing(unit, file_number, node, BL_STR("F")));
}

/* Names that the declaration declares are among them: its own parameters and the like are not. */
static void find_references(InjectUnit *unit, Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node;) {
        Reference reference = {node, NO_DECL};
        if (is_testing(unit, decl->file, node, BL_STR("Benchmark")))
            decl->traits |= DECL_BENCHMARKS;
        if (is_mention(unit, decl->file, node) && !is_plain_value(unit, decl->file, node)) {
            decl->traits |= DECL_MENTIONS;
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

/* Behind the ones before it: the list is in the order of declaration when this is done backwards.
 */
static void add_method(InjectUnit *unit, uint32_t method)
{
    Decl *decl = &unit->decls.items[method];
    if (decl->receiver == NO_DECL)
        return;
    Decl *type = &unit->decls.items[decl->receiver];
    decl->next_method = type->first_method;
    type->first_method = method;
}

void unit_list_declarations(InjectUnit *unit)
{
    unit->name_count = go_symbol_count(unit->symbols);
    unit->names = bl_arena_alloc(&unit->arena, unit->name_count * sizeof *unit->names);
    for (size_t i = 0; i < unit->name_count; i++)
        unit->names[i].decl = NO_DECL;
    for (uint32_t file = 0; file < unit->file_count; file++) {
        unit->facts[file].first_decl = (uint32_t)unit->decls.count;
        unit_list_imports(unit, file);
        list_file(unit, file);
        unit->facts[file].end_decl = (uint32_t)unit->decls.count;
    }
    for (size_t i = 0; i < unit->decls.count; i++) {
        find_receiver(unit, &unit->decls.items[i]);
        find_references(unit, &unit->decls.items[i]);
    }
    for (uint32_t i = (uint32_t)unit->decls.count; i > 0; i--)
        add_method(unit, i - 1);
}

uint32_t unit_decl_at(const InjectUnit *unit, uint32_t file, uint32_t offset)
{
    const GoFile *parsed = &unit->parsed[file];
    /* In [low, high]: the first one that begins behind the offset. */
    uint32_t low = unit->facts[file].first_decl, high = unit->facts[file].end_decl;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (go_node(parsed, unit->decls.items[middle].node)->start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    bool within = low > unit->facts[file].first_decl &&
                  offset < go_node(parsed, unit->decls.items[low - 1].node)->end;
    return within ? low - 1 : NO_DECL;
}

uint32_t unit_decl_from(const InjectUnit *unit, uint32_t file, uint32_t offset)
{
    const GoFile *parsed = &unit->parsed[file];
    uint32_t low = unit->facts[file].first_decl, high = unit->facts[file].end_decl;
    while (low < high) { /* in [low, high]: the first one that ends behind the offset */
        uint32_t middle = low + (high - low) / 2;
        if (go_node(parsed, unit->decls.items[middle].node)->end <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool unit_decl_begins(const InjectUnit *unit, uint32_t file, uint32_t decl, uint32_t offset)
{
    if (decl >= unit->facts[file].end_decl)
        return false;
    const GoFile *parsed = &unit->parsed[file];
    const Decl *row = &unit->decls.items[decl];
    /* What the keyword begins, the first spec does. */
    bool first =
        row->gen_decl && row->gen_decl != row->node && go_first(parsed, row->gen_decl) == row->node;
    return go_node(parsed, first ? row->gen_decl : row->node)->start <= offset;
}
