/* scope_fuzz.c - bindings, held against a second resolver that is as simple as it can be.
 *
 * resolve.c walks a file once and keeps tables. Here each identifier is looked at alone: its place
 * in the tree says whether it declares, uses or neither; for a use, the way leads up from it, scope
 * by scope (Go specification, "Declarations and scope"), and in each one from the first declaration
 * to the last. A declaration is visible from some byte on: a variable from the end of its
 * statement, a type from its own name, a parameter from the body. That costs the square of the
 * file's size and shares nothing with resolve.c but the tree.
 *
 * The input is one to three files with NUL bytes between them. They share a table of symbols, as
 * the files of a package do, and each must become what it becomes with a table of its own. */
#include "fuzzing.h"

#include "benchline/syntax.h"

enum { MOST_FILES = 3 };

/* ---- places in the tree --------------------------------------------------------------------- */

static bool is_kind(const GoFile *file, GoRef ref, GoKind kind)
{
    return ref && go_kind(file, ref) == kind;
}

static uint32_t start_of(const GoFile *file, GoRef ref)
{
    return go_node(file, ref)->start;
}

/* Which child of its parent it is, from 0. */
static unsigned place_of(const GoFile *file, GoRef ref)
{
    unsigned place = 0;
    for (GoRef child = go_first(file, go_parent(file, ref)); child != ref;
         child = go_next(file, child))
        place++;
    return place;
}

static bool is_body(const GoFile *file, GoRef block)
{
    GoRef owner = go_parent(file, block);
    return is_kind(file, block, GO_BlockStmt) && go_has(file, block, GO_LAST) &&
           (is_kind(file, owner, GO_FuncDecl) || is_kind(file, owner, GO_FuncLit));
}

/* The body of a function or a function literal, 0 for none. */
static GoRef body_of(const GoFile *file, GoRef function)
{
    if (is_kind(file, function, GO_FuncLit))
        return go_child(file, function, 1);
    return is_kind(file, function, GO_FuncDecl) ? go_func_body(file, function) : 0;
}

/* How many children of an assignment or a range clause are on the left side of its :=. */
static unsigned left_of_define(const GoFile *file, GoRef ref)
{
    const GoNode *node = go_node(file, ref);
    if (node->op != GO_OP_DEFINE)
        return 0;
    if (node->kind == GO_AssignStmt)
        return node->aux;
    if (node->kind == GO_RangeStmt)
        return (node->flags & GO_HAS_KEY ? 1u : 0u) + (node->flags & GO_HAS_VALUE ? 1u : 0u);
    return 0;
}

/* The IndexExpr or IndexListExpr of a generic receiver, 0 for another one. */
static GoRef generic_receiver(const GoFile *file, GoRef function)
{
    GoRef recv = is_kind(file, function, GO_FuncDecl) ? go_func_recv(file, function) : 0;
    GoRef field = recv ? go_first(file, recv) : 0;
    GoRef type = field ? go_field_type(file, field) : 0;
    if (is_kind(file, type, GO_StarExpr))
        type = go_first(file, type);
    return is_kind(file, type, GO_IndexExpr) || is_kind(file, type, GO_IndexListExpr) ? type : 0;
}

/* ---- what an identifier is there for -------------------------------------------------------- */

typedef enum Role {
    NOT_LOOKED_UP,
    DECLARES,
    DECLARES_IF_NEW, /* on the left of := */
    USES,
    IS_KEY /* of a literal: a name if one is known, else a field */
} Role;

/* Names of fields, methods and of parameters without a body declare nothing. */
static Role role_of_field_name(const GoFile *file, GoRef field)
{
    GoRef list = go_parent(file, field), owner = go_parent(file, list);
    if (is_kind(file, owner, GO_TypeSpec))
        return DECLARES; /* a type parameter */
    if (is_kind(file, owner, GO_FuncDecl))
        return go_func_body(file, owner) ? DECLARES : NOT_LOOKED_UP; /* a receiver */
    if (!is_kind(file, owner, GO_FuncType))
        return NOT_LOOKED_UP;
    if (list == go_type_tparams(file, owner))
        return DECLARES;
    GoRef function = go_parent(file, owner);
    bool of_function =
        (is_kind(file, function, GO_FuncDecl) && go_func_type(file, function) == owner) ||
        (is_kind(file, function, GO_FuncLit) && go_first(file, function) == owner);
    return of_function && body_of(file, function) ? DECLARES : NOT_LOOKED_UP;
}

static Role role_of(const GoFile *file, GoRef ident)
{
    GoRef parent = go_parent(file, ident);
    unsigned place = place_of(file, ident);
    switch (go_node(file, parent)->kind) {
    case GO_File:
    case GO_ImportSpec:
    case GO_BranchStmt:
    case GO_LabeledStmt:
        return NOT_LOOKED_UP;
    case GO_SelectorExpr:
        return place == 1 ? NOT_LOOKED_UP : USES;
    case GO_KeyValueExpr:
        return place == 0 ? IS_KEY : USES;
    case GO_FuncDecl:
        return go_has(file, parent, GO_HAS_RECV) || bl_str_eq(go_text(file, ident), BL_STR("init"))
                   ? NOT_LOOKED_UP
                   : DECLARES;
    case GO_Field:
        return place < go_node(file, parent)->aux ? role_of_field_name(file, parent) : USES;
    case GO_ValueSpec:
        return place < go_node(file, parent)->aux ? DECLARES : USES;
    case GO_TypeSpec:
        return place == 0 ? DECLARES : USES;
    case GO_AssignStmt:
    case GO_RangeStmt:
        return place < left_of_define(file, parent) ? DECLARES_IF_NEW : USES;
    default:
        return USES;
    }
}

/* Does it stand in what is no name on the left of a :=? Nothing in there is looked up. */
static bool is_inside_left_side(const GoFile *file, GoRef ident)
{
    for (GoRef ref = go_parent(file, ident); ref != file->root; ref = go_parent(file, ref))
        if (place_of(file, ref) < left_of_define(file, go_parent(file, ref)))
            return true;
    return false;
}

/* Is it a type parameter that a generic receiver declares by naming it? */
static bool is_receiver_tparam(const GoFile *file, GoRef ident)
{
    GoRef type = go_parent(file, ident), ref = type;
    while (ref && !is_kind(file, ref, GO_FuncDecl))
        ref = go_parent(file, ref);
    return ref && generic_receiver(file, ref) == type && place_of(file, ident) > 0;
}

/* ---- declarations of a scope ---------------------------------------------------------------- */

/* Looks through a scope's declarations, in the order in which they are made. */
typedef struct Search {
    const GoFile *file;
    GoSym name;
    uint32_t at;    /* the byte from which it is looked at */
    GoRef declared; /* the first declaration of the name that is visible there; 0: none yet */
} Search;

static void meet(Search *s, GoRef ident, uint32_t visible_from)
{
    if (!s->declared && is_kind(s->file, ident, GO_Ident) && go_sym(s->file, ident) == s->name &&
        visible_from <= s->at)
        s->declared = ident;
}

static void meet_names(Search *s, GoRef first, uint32_t count, uint32_t visible_from)
{
    for (GoRef name = first; count--; name = go_next(s->file, name))
        meet(s, name, visible_from);
}

static void meet_fields(Search *s, GoRef list, uint32_t visible_from)
{
    for (GoRef field = list ? go_first(s->file, list) : 0; field; field = go_next(s->file, field))
        meet_names(s, go_first(s->file, field), go_node(s->file, field)->aux, visible_from);
}

static void meet_specs(Search *s, GoRef gen_decl)
{
    const GoFile *file = s->file;
    for (GoRef spec = go_first(file, gen_decl); spec; spec = go_next(file, spec)) {
        const GoNode *node = go_node(file, spec);
        if (node->kind == GO_ValueSpec)
            meet_names(s, node->first, node->aux, node->end);
        else if (node->kind == GO_TypeSpec)
            meet(s, node->first, go_node(file, node->first)->end);
    }
}

/* What the children of a block, a clause or a header declare for it. */
static void meet_statements(Search *s, GoRef scope)
{
    const GoFile *file = s->file;
    for (GoRef child = go_first(file, scope); child; child = go_next(file, child)) {
        GoRef stmt = child;
        while (is_kind(file, stmt, GO_LabeledStmt))
            stmt = go_child(file, stmt, 1);
        if (is_kind(file, stmt, GO_DeclStmt))
            meet_specs(s, go_first(file, stmt));
        else if (is_kind(file, stmt, GO_AssignStmt))
            meet_names(s, go_first(file, stmt), left_of_define(file, stmt),
                       go_node(file, stmt)->end);
    }
}

/* A function's type parameters, parameters and body are one scope. */
static void meet_function(Search *s, GoRef function)
{
    const GoFile *file = s->file;
    bool is_decl = is_kind(file, function, GO_FuncDecl);
    GoRef type = is_decl ? go_func_type(file, function) : go_first(file, function);
    GoRef body = body_of(file, function), tparams = go_type_tparams(file, type);
    GoRef receiver = generic_receiver(file, function);
    GoRef argument = receiver ? go_next(file, go_first(file, receiver)) : 0;
    for (; argument; argument = go_next(file, argument))
        meet(s, argument, start_of(file, function));
    if (tparams)
        meet_fields(s, tparams, start_of(file, tparams));
    if (!body)
        return;
    meet_fields(s, is_decl ? go_func_recv(file, function) : 0, start_of(file, body));
    meet_fields(s, go_type_params(file, type), start_of(file, body));
    meet_fields(s, go_type_results(file, type), start_of(file, body));
    meet_statements(s, body);
}

static void meet_file(Search *s)
{
    const GoFile *file = s->file;
    for (GoRef decl = go_first(file, file->root); decl; decl = go_next(file, decl)) {
        if (is_kind(file, decl, GO_GenDecl))
            meet_specs(s, decl);
        else if (is_kind(file, decl, GO_FuncDecl) &&
                 role_of(file, go_func_name(file, decl)) == DECLARES)
            meet(s, go_func_name(file, decl), go_node(file, decl)->end);
    }
}

/* What a node declares for what is inside it. */
static void meet_declarations(Search *s, GoRef scope)
{
    const GoFile *file = s->file;
    switch (go_node(file, scope)->kind) {
    case GO_File:
        meet_file(s);
        break;
    case GO_FuncDecl:
    case GO_FuncLit:
        meet_function(s, scope);
        break;
    case GO_BlockStmt:
        if (!is_body(file, scope))
            meet_statements(s, scope);
        break;
    case GO_IfStmt:
    case GO_ForStmt:
    case GO_SwitchStmt:
    case GO_TypeSwitchStmt:
    case GO_CaseClause:
    case GO_CommClause:
        meet_statements(s, scope);
        break;
    case GO_RangeStmt: {
        GoRef body = go_child(file, scope, left_of_define(file, scope) + 1);
        if (body)
            meet_names(s, go_first(file, scope), left_of_define(file, scope), start_of(file, body));
        break;
    }
    case GO_TypeSpec:
        meet_fields(s, go_type_tparams(file, scope), start_of(file, scope));
        break;
    default:
        break;
    }
}

/* ---- what it must be bound to --------------------------------------------------------------- */

static GoRef scope_around(const GoFile *file, GoRef ref)
{
    do
        ref = go_parent(file, ref);
    while (is_body(file, ref));
    return ref;
}

/* The package's own names are visible everywhere in the file, but to keys, which are only tried
 * once and in passing. */
static GoRef look_up(const GoFile *file, GoRef ident, Role role)
{
    Search s = {.file = file, .name = go_sym(file, ident), .at = start_of(file, ident)};
    for (GoRef scope = scope_around(file, ident); !s.declared; scope = scope_around(file, scope)) {
        if (scope == file->root && role != IS_KEY)
            s.at = UINT32_MAX;
        meet_declarations(&s, scope);
        if (scope == file->root)
            break;
    }
    return s.declared;
}

/* The name that a := declares, or declares again: it must be of the same block. */
static GoRef first_in_block(const GoFile *file, GoRef ident)
{
    GoRef stmt = go_parent(file, ident), scope = stmt;
    if (is_kind(file, stmt, GO_AssignStmt))
        do
            scope = go_parent(file, scope);
        while (is_kind(file, scope, GO_LabeledStmt));
    if (is_body(file, scope))
        scope = go_parent(file, scope);
    Search s = {.file = file, .name = go_sym(file, ident), .at = UINT32_MAX};
    meet_declarations(&s, scope);
    require(s.declared && start_of(file, s.declared) <= start_of(file, ident),
            "the second resolver is wrong");
    return s.declared;
}

static void check_ident(const GoFile *file, GoRef ident)
{
    GoRef binding = go_binding(file, ident), expected = 0;
    Role role = is_inside_left_side(file, ident) ? NOT_LOOKED_UP : role_of(file, ident);
    bool blank = go_sym(file, ident) == GO_SYM_BLANK;
    bool declares = role == DECLARES;
    if (declares)
        expected = ident;
    else if (role == DECLARES_IF_NEW)
        declares = (expected = blank ? ident : first_in_block(file, ident)) == ident;
    else if (role != NOT_LOOKED_UP && !blank)
        expected = look_up(file, ident, role);
    if (is_receiver_tparam(file, ident)) {
        declares = true;
        expected = blank ? ident : expected;
    }
    bool unresolved = role == USES && !expected && !blank;
    if (binding != expected)
        fprintf(stderr, "%.*s at %u: bound to what stands at %u, should be %u\n",
                (int)go_text(file, ident).len, go_text(file, ident).ptr, start_of(file, ident),
                start_of(file, binding), start_of(file, expected));
    require(binding == expected, "bound to another declaration");
    require(go_has(file, ident, GO_DECLARES) == declares, "declares, or does not");
    require(go_has(file, ident, GO_UNRESOLVED) == unresolved, "unresolved, or not");
    require(!binding || go_sym(file, binding) == go_sym(file, ident), "bound to another name");
    BlStr text = go_text(file, ident);
    if (!bl_str_eq(text, BL_STR("."))) /* import . "path" */
        require(bl_str_eq(go_spelling(file->symbols, go_sym(file, ident)), text),
                "a symbol that is spelled otherwise");
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* But for the numbers of symbols the same nodes? */
static void check_same(const GoFile *a, const GoFile *b)
{
    require((a->root != 0) == (b->root != 0), "accepted once, refused once");
    require(!a->root || a->node_count == b->node_count, "another tree");
    for (GoRef ref = 1; a->root && ref < a->node_count; ref++) {
        GoNode left = *go_node(a, ref), right = *go_node(b, ref);
        if (left.kind == GO_Ident)
            left.aux = right.aux = 0;
        require(memcmp(&left, &right, sizeof left) == 0, "another node, or another binding");
    }
}

static void check_file(BlStr source, GoSymbols *shared)
{
    GoFile file, alone;
    BlDiags diags = {0};
    GoSymbols *own = go_symbols_new();
    go_parse(&file, "a.go", source, shared, &diags);
    go_parse(&alone, "a.go", source, own, &diags);
    check_same(&file, &alone);
    for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref))
        if (go_kind(&file, ref) == GO_Ident)
            check_ident(&file, ref);
    go_file_free(&file);
    go_file_free(&alone);
    go_symbols_free(own);
    bl_diag_free(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    GoSymbols *shared = go_symbols_new();
    BlStr source;
    size_t at = 0;
    for (size_t left = MOST_FILES; next_source(bytes, size, &at, left, &source); left--)
        check_file(source, shared);
    go_symbols_free(shared);
    free(bytes);
    return 0;
}
