/* resolve.c - which declaration an identifier means (Go specification, "Declarations and scope").
 *
 * One walk over the tree, without recursion, in the order of the source except where Go's scopes
 * ask for another: the right side of `x := x` is looked at before the left one is declared, a
 * function's parameters are declared after their types were looked up. So a node is met twice, when
 * the walk enters it and when it leaves it, and declarations happen at one or the other.
 *
 * A symbol's current meaning stands in one table entry; opening a scope costs nothing, declaring
 * saves the old entry on a log, and closing a scope plays the log back. Identifiers that no open
 * scope knows are tried once more at the end, when all of the file's package-level names are known;
 * what is left belongs to an import, to another file of the package, or to the universe.
 *
 * It resolves what go/parser resolves, with one exception: in `type ( A[T any] ...; B ... )`
 * go/parser leaves A's type parameters visible to the end of the group.
 */
#include "syntax/resolve.h"

#include <stdlib.h>

#include "syntax/symbols.h"

typedef struct Saved {
    GoSym sym;
    GoScopeEntry entry;
} Saved;

typedef struct Scope {
    GoRef node;      /* what opened it */
    size_t log_mark; /* where its entries in the log begin */
} Scope;

typedef struct Resolver {
    GoFile *file;
    GoScopeEntry *entries; /* of file->symbols */
    BL_VEC(Saved) log;
    BL_VEC(Scope) scopes;
    BL_VEC(GoRef) unresolved;
} Resolver;

static GoNode *node_of(Resolver *r, GoRef ref)
{
    return &r->file->nodes[ref];
}

/* ---- scopes
 * -------------------------------------------------------------------------------------- */

static void open_scope(Resolver *r, GoRef node)
{
    Scope scope = {node, r->log.count};
    bl_vec_push(&r->scopes, scope);
}

static void close_scope(Resolver *r)
{
    size_t mark = r->scopes.items[--r->scopes.count].log_mark;
    while (r->log.count > mark) {
        const Saved *saved = &r->log.items[--r->log.count];
        r->entries[saved->sym] = saved->entry;
    }
}

static void declare(Resolver *r, GoRef ident)
{
    GoNode *node = node_of(r, ident);
    node->flags |= GO_DECLARES;
    node->first = ident;
    GoSym sym = node->aux;
    if (sym == GO_SYM_BLANK)
        return;
    GoScopeEntry *entry = &r->entries[sym];
    uint32_t depth = (uint32_t)r->scopes.count;
    if (entry->declaration && entry->depth == depth)
        return; /* declared twice in one block: the compiler will say so */
    Saved saved = {sym, *entry};
    bl_vec_push(&r->log, saved);
    *entry = (GoScopeEntry){ident, depth};
}

/* The left side of := declares only names that this block does not have yet. */
static void declare_short(Resolver *r, GoRef ident)
{
    GoNode *node = node_of(r, ident);
    const GoScopeEntry *entry = &r->entries[node->aux];
    if (node->aux != GO_SYM_BLANK && entry->declaration && entry->depth == r->scopes.count)
        node->first = entry->declaration;
    else
        declare(r, ident);
}

static void look_up(Resolver *r, GoRef ident, bool collect)
{
    GoNode *node = node_of(r, ident);
    if (node->aux == GO_SYM_BLANK)
        return;
    GoRef declaration = r->entries[node->aux].declaration;
    if (declaration)
        node->first = declaration;
    else if (collect)
        bl_vec_push(&r->unresolved, ident);
}

/* ---- declarations of several names
 * ---------------------------------------------------------------- */

static void declare_idents(Resolver *r, GoRef first, uint32_t count)
{
    for (GoRef name = first; count--; name = go_next(r->file, name))
        declare(r, name);
}

static void declare_fields(Resolver *r, GoRef field_list)
{
    for (GoRef field = field_list ? go_first(r->file, field_list) : 0; field;
         field = go_next(r->file, field))
        declare_idents(r, go_first(r->file, field), node_of(r, field)->aux);
}

static void declare_parameters(Resolver *r, GoRef func_type)
{
    declare_fields(r, go_type_params(r->file, func_type));
    declare_fields(r, go_type_results(r->file, func_type));
}

/* func (r *T[K, V]) m(): K and V are declared here, by standing here. */
static void declare_receiver_tparams(Resolver *r, GoRef recv)
{
    GoRef field = go_first(r->file, recv);
    GoRef type = field ? go_field_type(r->file, field) : 0;
    if (type && go_kind(r->file, type) == GO_StarExpr)
        type = go_first(r->file, type);
    if (!type ||
        (go_kind(r->file, type) != GO_IndexExpr && go_kind(r->file, type) != GO_IndexListExpr))
        return;
    for (GoRef arg = go_next(r->file, go_first(r->file, type)); arg; arg = go_next(r->file, arg))
        if (go_kind(r->file, arg) == GO_Ident)
            declare(r, arg);
}

static void declare_short_idents(Resolver *r, GoRef first, uint32_t count)
{
    for (GoRef x = first; count--; x = go_next(r->file, x))
        if (go_kind(r->file, x) == GO_Ident)
            declare_short(r, x);
}

/* ---- the walk
 * ------------------------------------------------------------------------------------- */

/* The child of `ref` after its first `count`. */
static GoRef skip(Resolver *r, GoRef ref, uint32_t count)
{
    return go_child(r->file, ref, count);
}

/* A function body: the parameters were looked at and are declared now, in the body's own block.
 * Its declaration or literal opened the scope. */
static void enter_body(Resolver *r, GoRef owner)
{
    GoFile *file = r->file;
    if (go_kind(file, owner) == GO_FuncLit) {
        declare_parameters(r, go_first(file, owner));
        return;
    }
    declare_fields(r, go_func_recv(file, owner));
    declare_parameters(r, go_func_type(file, owner));
}

static bool is_body_of_function(Resolver *r, GoRef block)
{
    const GoNode *node = node_of(r, block);
    if (!(node->flags & GO_LAST))
        return false;
    GoKind kind = go_kind(r->file, node->next);
    return kind == GO_FuncLit || kind == GO_FuncDecl;
}

/* range's `k, v :=` declares k and v for the body, after x was looked at. */
static void enter_block(Resolver *r, GoRef block)
{
    if (is_body_of_function(r, block)) {
        enter_body(r, node_of(r, block)->next);
        return;
    }
    const GoNode *node = node_of(r, block);
    if ((node->flags & GO_LAST) && go_kind(r->file, node->next) == GO_RangeStmt) {
        const GoNode *range = node_of(r, node->next);
        if (range->op == GO_OP_DEFINE)
            declare_short_idents(r, range->first,
                                 (range->flags & GO_HAS_KEY ? 1u : 0u) +
                                     (range->flags & GO_HAS_VALUE ? 1u : 0u));
    }
    open_scope(r, block);
}

/* `for k, v := range x`: what is declared is not looked up, so the walk goes on with x. Only of
 * `for a.b, v := range x`, which the compiler refuses, are the operands that are no names looked
 * at; the name is then marked as declared, for the walk to pass it by. */
static GoRef enter_range(Resolver *r, GoRef range)
{
    const GoNode *node = node_of(r, range);
    uint32_t count = (node->flags & GO_HAS_KEY ? 1u : 0u) + (node->flags & GO_HAS_VALUE ? 1u : 0u);
    GoRef x = skip(r, range, count), no_name = 0;
    for (GoRef lhs = node->first; lhs != x; lhs = go_next(r->file, lhs))
        if (go_kind(r->file, lhs) != GO_Ident)
            no_name = lhs;
    if (!no_name)
        return x;
    for (GoRef lhs = node->first; lhs != x; lhs = go_next(r->file, lhs))
        if (go_kind(r->file, lhs) == GO_Ident)
            node_of(r, lhs)->flags |= GO_DECLARES;
    return node->first;
}

/* Comes to a node. Returns the child to go on with: not always the first one, and 0 for none. */
static GoRef enter(Resolver *r, GoRef ref)
{
    GoFile *file = r->file;
    const GoNode *node = node_of(r, ref);
    switch ((GoKind)node->kind) {
    case GO_Ident:
        if (!(node->flags & GO_DECLARES))
            look_up(r, ref, true);
        return 0;
    case GO_File: /* the package's name is no identifier to look up */
    case GO_LabeledStmt:
        return skip(r, ref, 1);
    case GO_ImportSpec:
    case GO_BranchStmt:
        return 0; /* labels have a space of their own */
    case GO_BlockStmt:
        enter_block(r, ref);
        return node_of(r, ref)->first;
    case GO_FuncDecl: {
        open_scope(r, ref);
        GoRef recv = go_func_recv(file, ref);
        if (recv)
            declare_receiver_tparams(r, recv);
        return recv ? recv : go_func_type(file, ref);
    }
    case GO_FuncType:
        declare_fields(r, go_type_tparams(file, ref));
        return node->first;
    case GO_FuncLit:
    case GO_IfStmt:
    case GO_ForStmt:
    case GO_RangeStmt:
    case GO_SwitchStmt:
    case GO_TypeSwitchStmt:
    case GO_CaseClause:
    case GO_CommClause:
        open_scope(r, ref);
        if (node->kind == GO_RangeStmt && node->op == GO_OP_DEFINE)
            return enter_range(r, ref);
        return node->first;
    case GO_Field:
    case GO_ValueSpec:
        return skip(r, ref, node->aux); /* past the names */
    case GO_TypeSpec:
        declare(r, node->first);
        if (go_type_tparams(file, ref)) {
            open_scope(r, ref);
            declare_fields(r, go_type_tparams(file, ref));
        }
        return skip(r, ref, 1);
    case GO_AssignStmt:
        return node->op == GO_OP_DEFINE ? skip(r, ref, node->aux) : node->first;
    case GO_KeyValueExpr: {
        /* In a struct literal a key is a field, in a map or array literal an expression; which one
         * needs types. So a key is bound when a scope knows it, and left alone when none does. */
        if (go_kind(file, node->first) != GO_Ident)
            return node->first;
        look_up(r, node->first, false);
        return skip(r, ref, 1);
    }
    case GO_None:
    case GO_GenDecl:
    case GO_FieldList:
    case GO_BasicLit:
    case GO_CompositeLit:
    case GO_ParenExpr:
    case GO_SelectorExpr:
    case GO_IndexExpr:
    case GO_IndexListExpr:
    case GO_SliceExpr:
    case GO_TypeAssertExpr:
    case GO_CallExpr:
    case GO_StarExpr:
    case GO_UnaryExpr:
    case GO_BinaryExpr:
    case GO_Ellipsis:
    case GO_ArrayType:
    case GO_StructType:
    case GO_InterfaceType:
    case GO_MapType:
    case GO_ChanType:
    case GO_DeclStmt:
    case GO_EmptyStmt:
    case GO_ExprStmt:
    case GO_SendStmt:
    case GO_IncDecStmt:
    case GO_GoStmt:
    case GO_DeferStmt:
    case GO_ReturnStmt:
    case GO_SelectStmt:
    case GO_KIND_COUNT:
        break;
    }
    return go_first(file, ref);
}

/* Is done with a node and its children. */
static void leave(Resolver *r, GoRef ref)
{
    const GoNode *node = node_of(r, ref);
    switch (node->kind) {
    case GO_BlockStmt:
        if (!is_body_of_function(r, ref))
            close_scope(r);
        break;
    case GO_FuncDecl:
        close_scope(r);
        if (!(node->flags & GO_HAS_RECV) &&
            !bl_str_eq(go_text(r->file, go_func_name(r->file, ref)), BL_STR("init")))
            declare(r, go_func_name(r->file, ref));
        break;
    case GO_FuncLit:
    case GO_IfStmt:
    case GO_ForStmt:
    case GO_RangeStmt:
    case GO_SwitchStmt:
    case GO_TypeSwitchStmt:
    case GO_CaseClause:
    case GO_CommClause:
        close_scope(r);
        break;
    case GO_TypeSpec:
        if (node->flags & GO_HAS_TPARAMS)
            close_scope(r);
        break;
    case GO_ValueSpec:
        declare_idents(r, node->first, node->aux);
        break;
    case GO_AssignStmt:
        if (node->op == GO_OP_DEFINE)
            declare_short_idents(r, node->first, node->aux);
        break;
    default:
        break;
    }
}

/* The sibling to go on with after `ref`, 0 when its parent is done. */
static GoRef sibling_after(Resolver *r, GoRef ref)
{
    GoRef next = go_next(r->file, ref);
    if (!next)
        return 0;
    GoRef after = go_has(r->file, next, GO_LAST) ? node_of(r, next)->next : 0;
    if (after && go_kind(r->file, after) == GO_SelectorExpr)
        return 0; /* a selector's name is looked up by type, not by scope */
    /* From a receiver on to the signature, past the function's name. (A name that is the last child
     * is a generic type's underlying type.) */
    bool is_func_name = go_kind(r->file, ref) == GO_FieldList &&
                        go_kind(r->file, next) == GO_Ident && !go_has(r->file, next, GO_LAST);
    return is_func_name ? go_next(r->file, next) : next;
}

static void walk(Resolver *r)
{
    GoRef ref = r->file->root;
    for (;;) {
        GoRef child = enter(r, ref);
        if (child) {
            ref = child;
            continue;
        }
        for (;;) {
            leave(r, ref);
            if (ref == r->file->root)
                return;
            GoRef sibling = sibling_after(r, ref);
            if (sibling) {
                ref = sibling;
                break;
            }
            while (!go_has(r->file, ref, GO_LAST))
                ref = node_of(r, ref)->next;
            ref = node_of(r, ref)->next;
        }
    }
}

static void resolve_in_package(Resolver *r)
{
    for (size_t i = 0; i < r->unresolved.count; i++) {
        GoRef ident = r->unresolved.items[i];
        GoNode *node = node_of(r, ident);
        GoRef declaration = r->entries[node->aux].declaration;
        if (declaration)
            node->first = declaration;
        else
            node->flags |= GO_UNRESOLVED;
    }
}

static GoScopeEntry *scope_entries(GoSymbols *symbols)
{
    size_t count = symbols->list.count;
    if (count > symbols->scope_entry_count) {
        free(symbols->scope_entries);
        symbols->scope_entry_count = count * 2;
        symbols->scope_entries = bl_alloc(sizeof(GoScopeEntry) * symbols->scope_entry_count);
    }
    return symbols->scope_entries;
}

void go_resolve(GoFile *file)
{
    Resolver r = {.file = file, .entries = scope_entries(file->symbols)};
    open_scope(&r, file->root);
    walk(&r);
    resolve_in_package(&r);
    close_scope(&r);
    bl_vec_free(&r.log);
    bl_vec_free(&r.scopes);
    bl_vec_free(&r.unresolved);
}
