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

/* ---- scopes ---------------------------------------------------------------------------------- */

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

/* ---- declarations of several names ----------------------------------------------------------- */

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

/* ---- the walk -------------------------------------------------------------------------------- */

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

static GoRef unparen(Resolver *r, GoRef x)
{
    while (go_kind(r->file, x) == GO_ParenExpr)
        x = go_first(r->file, x);
    return x;
}

/* `for k, v := range x`: what is declared is not looked up, so the walk goes on with x. Only of
 * `for a.b, v := range x`, which the compiler refuses, are the operands that are no names looked
 * at; the walk then passes the names by. */
static GoRef enter_range(Resolver *r, GoRef range)
{
    const GoNode *node = node_of(r, range);
    uint32_t count = (node->flags & GO_HAS_KEY ? 1u : 0u) + (node->flags & GO_HAS_VALUE ? 1u : 0u);
    GoRef x = skip(r, range, count), no_name = 0;
    for (GoRef lhs = node->first; lhs != x; lhs = go_next(r->file, lhs))
        if (go_kind(r->file, unparen(r, lhs)) != GO_Ident)
            no_name = lhs;
    if (!no_name)
        return x;
    for (GoRef lhs = node->first; lhs != x; lhs = go_next(r->file, lhs))
        if (go_kind(r->file, unparen(r, lhs)) == GO_Ident)
            node_of(r, unparen(r, lhs))->flags |= GO_NOT_LOOKED_UP;
    return node->first;
}

/* The statement before a type switch's body. */
static bool is_guard(Resolver *r, GoRef stmt)
{
    const GoNode *node = node_of(r, stmt);
    if (node->flags & GO_LAST)
        return false;
    const GoNode *body = node_of(r, node->next);
    return (body->flags & GO_LAST) && go_kind(r->file, body->next) == GO_TypeSwitchStmt;
}

static bool has_key_to_bind(Resolver *r, GoRef pair)
{
    return go_kind(r->file, node_of(r, pair)->first) == GO_Ident;
}

/* The kinds of nodes where there is something to do before or after their children. */
#define BIT(kind) (UINT64_C(1) << (kind))
_Static_assert(GO_KIND_COUNT <= 64, "a bit for every kind");
static const uint64_t blocks = BIT(GO_BlockStmt) | BIT(GO_FuncDecl) | BIT(GO_FuncLit) |
                               BIT(GO_IfStmt) | BIT(GO_ForStmt) | BIT(GO_RangeStmt) |
                               BIT(GO_SwitchStmt) | BIT(GO_TypeSwitchStmt) | BIT(GO_CaseClause) |
                               BIT(GO_CommClause) | BIT(GO_TypeSpec);
static const uint64_t declarations = BIT(GO_ValueSpec) | BIT(GO_AssignStmt);
static const uint64_t detours = BIT(GO_File) | BIT(GO_LabeledStmt) | BIT(GO_ImportSpec) |
                                BIT(GO_BranchStmt) | BIT(GO_FuncType) | BIT(GO_Field) |
                                BIT(GO_KeyValueExpr);

/* Comes to one of these. Returns the child to go on with: not always the first one, and 0 for
 * none. */
static GoRef enter(Resolver *r, GoRef ref)
{
    GoFile *file = r->file;
    const GoNode *node = node_of(r, ref);
    switch (node->kind) {
    case GO_File: /* the package's name is no identifier to look up */
    case GO_LabeledStmt:
        return skip(r, ref, 1);
    case GO_ImportSpec:
    case GO_BranchStmt:
        return 0; /* labels have a space of their own */
    case GO_BlockStmt:
        enter_block(r, ref);
        return node->first;
    case GO_FuncDecl: {
        open_scope(r, ref);
        GoRef recv = go_func_recv(file, ref);
        if (recv)
            declare_receiver_tparams(r, recv);
        return node->first;
    }
    case GO_FuncType:
        declare_fields(r, go_type_tparams(file, ref));
        return node->first;
    case GO_RangeStmt:
        open_scope(r, ref);
        return node->op == GO_OP_DEFINE ? enter_range(r, ref) : node->first;
    case GO_Field:
    case GO_ValueSpec:
        return skip(r, ref, node->aux); /* past the names */
    case GO_TypeSpec:
        declare(r, node->first);
        if (node->flags & GO_HAS_TPARAMS) {
            open_scope(r, ref);
            declare_fields(r, go_type_tparams(file, ref));
        }
        return skip(r, ref, 1);
    case GO_AssignStmt:
        return node->op == GO_OP_DEFINE ? skip(r, ref, node->aux) : node->first;
    case GO_KeyValueExpr:
        /* In a struct literal a key is a field, in a map or array literal an expression; which one
         * needs types. So a key is bound when a scope knows it, and left alone when none does. */
        if (!has_key_to_bind(r, ref))
            return node->first;
        look_up(r, node->first, false);
        return skip(r, ref, 1);
    default:
        open_scope(r, ref);
        return node->first;
    }
}

/* Is done with one of them and its children. */
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
            !bl_str_eq(go_text(r->file, node->first), BL_STR("init")))
            declare(r, node->first);
        break;
    case GO_TypeSpec:
        if (node->flags & GO_HAS_TPARAMS)
            close_scope(r);
        break;
    case GO_ValueSpec:
        declare_idents(r, node->first, node->aux);
        break;
    case GO_AssignStmt:
        if (node->op != GO_OP_DEFINE)
            break;
        if (is_guard(r, ref)) /* `switch x := y; x := x.(type)`: another x, in a block of its own */
            open_scope(r, ref);
        declare_short_idents(r, node->first, node->aux);
        break;
    case GO_TypeSwitchStmt:
        if (r->scopes.items[r->scopes.count - 1].node != ref)
            close_scope(r); /* the guard's */
        close_scope(r);
        break;
    default:
        close_scope(r);
    }
}

static void walk(Resolver *r)
{
    const GoNode *nodes = r->file->nodes;
    for (GoRef ref = r->file->root;;) {
        const GoNode *node = &nodes[ref];
        uint64_t kind = BIT(node->kind);
        if (node->kind == GO_Ident) {
            if (!(node->flags & GO_NOT_LOOKED_UP))
                look_up(r, ref, true);
        } else {
            GoRef child = kind & (blocks | declarations | detours) ? enter(r, ref) : node->first;
            if (child) {
                ref = child;
                continue;
            }
            if (kind & (blocks | declarations))
                leave(r, ref);
        }
        while (nodes[ref].flags & GO_LAST) {
            ref = nodes[ref].next;
            if (BIT(nodes[ref].kind) & (blocks | declarations))
                leave(r, ref);
        }
        if (ref == r->file->root)
            return;
        ref = nodes[ref].next;
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
