/* build.c - the nodes that the grammar's actions make, and the checks that come with them.
 *
 * Spans are go/ast's: a call ends after its parenthesis, a field at its tag, a function type in a
 * declaration begins at `func`. Where the comment says "go/parser refuses", a grammar rule would
 * have accepted more than Go's parser does.
 */
#include "syntax/parser.h"

#include <stdlib.h>

#include "go_grammar.h"

static GoKind kind_of(GoParser *p, GoRef ref)
{
    return (GoKind)at(p, ref)->kind;
}

/* The only child of a node. */
static GoRef child_of(GoParser *p, GoRef ref)
{
    return at(p, ref)->first;
}

static GoRef unparen(GoParser *p, GoRef x)
{
    while (x && kind_of(p, x) == GO_ParenExpr)
        x = child_of(p, x);
    return x;
}

/* Where the = is that stands after an offset. */
static uint32_t equals_sign(GoParser *p, uint32_t after)
{
    BlStr source = p->file->source;
    const char *found = memchr(source.ptr + after, '=', source.len - after);
    return found ? (uint32_t)(found - source.ptr) : after;
}

/* ---- declarations ---------------------------------------------------------------------------- */

GoRef go_file(GoParser *p, GoToken package, GoToken name, GoList imports, GoList decls)
{
    GoList all = join(p, list1(p, ident(p, name)), join(p, imports, decls));
    GoRef root = mk(p, GO_File, package.start, end_of(p, all.last), all);
    p->file->root = root;
    return root;
}

GoRef go_gen_decl(GoParser *p, GoToken keyword, GoList specs, const GoToken *close)
{
    uint32_t end = close ? close->end : end_of(p, specs.last);
    GoRef decl = mk_op(p, GO_GenDecl, keyword.start, end, specs, keyword.value, 0);
    flag_if(p, decl, GO_HAS_PARENS, close != NULL);
    return decl;
}

/* A dot stands where a name may, and is none. */
static GoRef import_name(GoParser *p, GoToken name)
{
    if (p->file->source.ptr[name.start] == '.')
        return mk(p, GO_Ident, name.start, name.end, NO_LIST);
    return ident(p, name);
}

GoRef go_import_spec(GoParser *p, const GoToken *name, GoToken path)
{
    GoRef first = name ? import_name(p, *name) : 0;
    uint32_t start = name ? name->start : path.start;
    GoRef spec = mk(p, GO_ImportSpec, start, path.end, list2(p, first, literal(p, path)));
    flag_if(p, spec, GO_HAS_NAME, name != NULL);
    return spec;
}

GoRef go_value_spec(GoParser *p, GoList names, GoRef type, GoList values)
{
    GoList all = join(p, add(p, names, type), values);
    uint32_t count = names.count;
    GoRef spec =
        mk_op(p, GO_ValueSpec, start_of(p, all.first), end_of(p, all.last), all, GO_OP_NONE, count);
    flag_if(p, spec, GO_HAS_TYPE, type != 0);
    return spec;
}

GoRef go_type_spec(GoParser *p, GoToken name, GoRef tparams, bool alias, GoRef type)
{
    GoRef spec =
        mk(p, GO_TypeSpec, name.start, end_of(p, type), list3(p, ident(p, name), tparams, type));
    flag_if(p, spec, GO_HAS_TPARAMS, tparams != 0);
    flag_if(p, spec, GO_IS_ALIAS, alias);
    return spec;
}

GoRef go_func_decl(GoParser *p, GoToken func, GoRef recv, GoToken name, GoRef tparams, GoRef type,
                   GoRef body)
{
    if (tparams) {
        /* The type parameters were read before the signature they belong to. */
        GoRef params = child_of(p, type);
        GoRef results = (at(p, type)->flags & GO_HAS_RESULTS) ? at(p, params)->next : 0;
        GoRef with = mk(p, GO_FuncType, start_of(p, type), end_of(p, type),
                        list3(p, tparams, params, results));
        flag_if(p, with, GO_HAS_TPARAMS, true);
        flag_if(p, with, GO_HAS_RESULTS, results != 0);
        type = with;
    }
    at(p, type)->start = func.start;
    GoList children = list3(p, recv, member(p, name), type);
    GoRef decl =
        mk(p, GO_FuncDecl, func.start, end_of(p, body ? body : type), add(p, children, body));
    flag_if(p, decl, GO_HAS_RECV, recv != 0);
    flag_if(p, decl, GO_HAS_BODY, body != 0);
    return decl;
}

/* ---- type parameters that look like an expression (go/parser: extractName) ------------------- */

/* Could x only be a type, never a value? It is when one of its operands is. */
static bool is_type_element(GoParser *p, GoRef x)
{
    GoRef ref = x;
    for (;;) {
        const GoNode *node = at(p, ref);
        switch (node->kind) {
        case GO_ArrayType:
        case GO_StructType:
        case GO_FuncType:
        case GO_InterfaceType:
        case GO_MapType:
        case GO_ChanType:
            return true;
        case GO_UnaryExpr:
            if (node->op == GO_OP_TILDE)
                return true;
            break;
        case GO_ParenExpr:
        case GO_BinaryExpr:
            ref = node->first;
            continue;
        default:
            break;
        }
        while (ref != x && (at(p, ref)->flags & GO_LAST))
            ref = at(p, ref)->next;
        if (ref == x)
            return false;
        ref = at(p, ref)->next;
    }
}

/* Splits x, no union, as extract_name() does. */
static GoRef extract_from_term(GoParser *p, GoRef x, bool force, GoRef *constraint)
{
    GoNode node = *at(p, x);
    GoRef left = node.first, right = left && node.kind != GO_Ident ? at(p, left)->next : 0;
    *constraint = 0;
    if (node.kind == GO_Ident)
        return x;
    if (!right || kind_of(p, left) != GO_Ident || (at(p, left)->flags & GO_LAST) ||
        !(force || is_type_element(p, right)))
        return 0;
    if (node.kind == GO_BinaryExpr && node.op == GO_OP_MUL) {
        *constraint = mk(p, GO_StarExpr, node.aux, end_of(p, right), list1(p, right));
        return left;
    }
    if (node.kind == GO_CallExpr && (at(p, right)->flags & GO_LAST) &&
        !(node.flags & GO_HAS_ELLIPSIS)) {
        *constraint = mk(p, GO_ParenExpr, node.aux, node.end, list1(p, right));
        return left;
    }
    return 0;
}

/* Splits x, written where a type parameter may stand, into a name and its constraint. Without
 * `force` only when the constraint cannot be a value. Returns the name, 0 when x is none; the
 * constraint is 0 for a name alone.
 *
 * In `P *A | B | C` the name hides at the far left: first down to it, then up again, putting the
 * union together anew around what remains there. */
static GoRef extract_name(GoParser *p, GoRef x, bool force, GoRef *constraint)
{
    GoRef term = x;
    for (; kind_of(p, term) == GO_BinaryExpr && at(p, term)->op == GO_OP_OR;
         term = child_of(p, term))
        force = force || is_type_element(p, at(p, child_of(p, term))->next);
    GoRef right = term == x ? 0 : at(p, term)->next;
    GoRef name = extract_from_term(p, term, force, constraint);
    if (term != x && !*constraint)
        return 0;
    while (right && name) {
        GoRef around = at(p, right)->next, up = around == x ? 0 : at(p, around)->next;
        *constraint = mk_op(p, GO_BinaryExpr, start_of(p, *constraint), end_of(p, right),
                            list2(p, *constraint, right), GO_OP_OR, at(p, around)->aux);
        right = up;
    }
    return name;
}

GoRef go_first_tparam(GoParser *p, GoRef x)
{
    GoRef constraint;
    GoRef name = extract_name(p, x, true, &constraint);
    if (!name)
        go_fail(p, start_of(p, x), "expected a type parameter name, found an expression");
    return go_param(p, name ? name : x, constraint);
}

GoRef go_type_spec_bracket(GoParser *p, GoToken name, GoToken open, GoRef x, GoToken close,
                           bool alias, GoRef type)
{
    GoRef constraint;
    GoRef parameter = extract_name(p, x, false, &constraint);
    if (parameter && constraint) {
        GoList entries = list1(p, go_param(p, parameter, constraint));
        return go_type_spec(p, name, go_params(p, open, entries, close, GO_TPARAMS), alias, type);
    }
    if (alias)
        go_fail(p, equals_sign(p, close.end), "expected a type after the array length, found =");
    return go_type_spec(p, name, 0, false, go_array_type(p, open, x, type));
}

/* ---- parameters ------------------------------------------------------------------------------ */

/* An entry keeps in its flags, until the list ends, whether it has a type; aux is 1 with a name. */
enum { ENTRY_TYPED = 64 };

GoRef go_param(GoParser *p, GoRef name, GoRef type)
{
    GoRef entry = mk_op(p, GO_Field, start_of(p, name ? name : type), end_of(p, type ? type : name),
                        list2(p, name, type), GO_OP_NONE, name ? 1 : 0);
    flag_if(p, entry, ENTRY_TYPED, type != 0);
    return entry;
}

static bool entry_typed(GoParser *p, GoRef entry)
{
    return (at(p, entry)->flags & ENTRY_TYPED) != 0;
}

/* go/parser: `...T` may only be the type of the last parameter, and only of a parameter. Among
 * named ones, `a, b ...T` would give it to a as well. */
static void check_ellipsis(GoParser *p, GoList entries, bool named, bool allowed)
{
    bool shared = false;
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++, entry = at(p, entry)->next) {
        GoRef type = entry_typed(p, entry) ? at(p, entry)->first : 0;
        if (type && at(p, entry)->aux)
            type = at(p, type)->next;
        if (type && kind_of(p, type) == GO_Ellipsis &&
            (!allowed || i + 1 < entries.count || (named && shared)))
            go_fail(p, start_of(p, type),
                    "... can only stand before the type of the last parameter");
        shared = !type;
    }
}

/* All entries are types: each is a field of its own, and names turn out to be type names. */
static GoList type_fields(GoParser *p, GoList entries)
{
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++, entry = at(p, entry)->next) {
        at(p, entry)->aux = 0;
        at(p, entry)->flags &= (uint8_t)~ENTRY_TYPED;
    }
    return entries;
}

/* Entries with names: `a, b T` becomes one field. */
static GoList named_fields(GoParser *p, GoList entries)
{
    GoList fields = NO_LIST, names = NO_LIST;
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++) {
        GoRef next = at(p, entry)->next;
        GoRef name = at(p, entry)->first;
        GoRef type = entry_typed(p, entry) && at(p, entry)->aux ? at(p, name)->next : 0;
        names = add(p, names, take(p, name));
        if (type) {
            fields = add(p, fields, go_field(p, names, type, 0));
            names = NO_LIST;
        }
        entry = next;
    }
    return fields;
}

/* go/parser reads what follows a type parameter's name and begins with `[` as a field's type, in
 * which `[...]` cannot stand. */
static void check_constraint(GoParser *p, GoRef entry)
{
    GoRef x = at(p, entry)->aux && entry_typed(p, entry) ? at(p, child_of(p, entry))->next : 0;
    while (x && kind_of(p, x) == GO_BinaryExpr)
        x = child_of(p, x);
    if (x && kind_of(p, x) == GO_ArrayType && kind_of(p, child_of(p, x)) == GO_Ellipsis)
        go_fail(
            p, start_of(p, child_of(p, x)),
            "unexpected ..., expected a length: only the type of an array literal leaves it out");
}

static void fail_missing(GoParser *p, GoParamsKind kind, uint32_t where, const char *what)
{
    go_fail(p, where, "missing %s%s", kind == GO_TPARAMS ? "type parameter " : "parameter ", what);
}

GoRef go_params(GoParser *p, GoToken open, GoList entries, GoToken close, GoParamsKind kind)
{
    uint32_t named = 0;
    GoRef first_unnamed = 0, last = 0;
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++, entry = at(p, entry)->next) {
        bool has_name = at(p, entry)->aux != 0;
        named += has_name && entry_typed(p, entry);
        if (kind == GO_TPARAMS)
            check_constraint(p, entry);
        if (!has_name && !first_unnamed)
            first_unnamed = entry;
        last = entry;
    }
    check_ellipsis(p, entries, named != 0, kind == GO_PARAMS);
    if (!entries.count)
        return go_field_list(p, open, entries, close);
    if (named == 0 && kind != GO_TPARAMS)
        return go_field_list(p, open, type_fields(p, entries), close);
    if (first_unnamed)
        fail_missing(p, kind, start_of(p, kind == GO_TPARAMS ? entries.first : first_unnamed),
                     "name");
    else if (!entry_typed(p, last))
        fail_missing(p, kind, close.start, kind == GO_TPARAMS ? "constraint" : "type");
    return go_field_list(p, open, named_fields(p, entries), close);
}

GoRef go_field_list(GoParser *p, GoToken open, GoList fields, GoToken close)
{
    return mk(p, GO_FieldList, open.start, close.end, fields);
}

GoRef go_field(GoParser *p, GoList names, GoRef type, GoRef tag)
{
    uint32_t count = names.count;
    GoList all = add(p, add(p, names, type), tag);
    GoRef field =
        mk_op(p, GO_Field, start_of(p, all.first), end_of(p, all.last), all, GO_OP_NONE, count);
    flag_if(p, field, GO_HAS_TAG, tag != 0);
    return field;
}

GoRef go_signature(GoParser *p, GoRef params, GoRef results)
{
    GoRef type = mk(p, GO_FuncType, start_of(p, params), end_of(p, results ? results : params),
                    list2(p, params, results));
    flag_if(p, type, GO_HAS_RESULTS, results != 0);
    return type;
}

GoRef go_with_func(GoParser *p, GoToken func, GoRef signature)
{
    at(p, signature)->start = func.start;
    return signature;
}

GoRef go_result(GoParser *p, GoRef type)
{
    GoRef field = go_field(p, NO_LIST, type, 0);
    return mk(p, GO_FieldList, start_of(p, type), end_of(p, type), list1(p, field));
}

/* ---- types and expressions ------------------------------------------------------------------- */

GoRef go_array_type(GoParser *p, GoToken open, GoRef length, GoRef element)
{
    GoRef type = mk(p, GO_ArrayType, open.start, end_of(p, element), list2(p, length, element));
    flag_if(p, type, GO_HAS_TYPE, length != 0);
    return type;
}

GoRef go_ellipsis(GoParser *p, GoToken dots, GoRef element)
{
    GoRef x =
        mk(p, GO_Ellipsis, dots.start, element ? end_of(p, element) : dots.end, list1(p, element));
    flag_if(p, x, GO_HAS_TYPE, element != 0);
    return x;
}

GoRef go_selector(GoParser *p, GoRef x, GoToken name)
{
    return mk(p, GO_SelectorExpr, start_of(p, x), name.end, list2(p, x, member(p, name)));
}

GoRef go_index(GoParser *p, GoRef x, GoList indices, GoToken close)
{
    GoKind kind = indices.count == 1 ? GO_IndexExpr : GO_IndexListExpr;
    return mk(p, kind, start_of(p, x), close.end, join(p, list1(p, x), indices));
}

GoRef go_slice(GoParser *p, GoRef x, GoRef low, GoRef high, GoRef max, GoToken close)
{
    GoRef slice =
        mk(p, GO_SliceExpr, start_of(p, x), close.end, add(p, list3(p, x, low, high), max));
    flag_if(p, slice, GO_HAS_LOW, low != 0);
    flag_if(p, slice, GO_HAS_HIGH, high != 0);
    flag_if(p, slice, GO_HAS_MAX, max != 0);
    return slice;
}

GoRef go_full_slice(GoParser *p, GoRef x, GoRef low, GoToken colon, GoRef high, GoToken colon2,
                    GoRef max, GoToken close)
{
    if (!high)
        go_fail(p, colon.start, "a slice with two colons needs an index between them");
    if (!max)
        go_fail(p, colon2.start, "a slice with two colons needs an index after the second one");
    return go_slice(p, x, low, high, max, close);
}

GoRef go_call(GoParser *p, GoRef function, GoToken open, GoList arguments, bool ellipsis,
              GoToken close)
{
    GoRef call = mk_op(p, GO_CallExpr, start_of(p, function), close.end,
                       join(p, list1(p, function), arguments), GO_OP_NONE, open.start);
    flag_if(p, call, GO_HAS_ELLIPSIS, ellipsis);
    return call;
}

GoLiteralHead go_literal_head(GoParser *p, GoRef type, GoToken open)
{
    GoRef bare = unparen(p, type);
    GoKind kind = kind_of(p, bare);
    bool can = kind == GO_Ident || kind == GO_SelectorExpr || kind == GO_IndexExpr ||
               kind == GO_IndexListExpr || kind == GO_ArrayType || kind == GO_StructType ||
               kind == GO_MapType;
    if (!can)
        go_fail(p, open.start, "unexpected {: what stands before it is not the type of a literal");
    else if (bare != type)
        go_fail(p, start_of(p, bare), "cannot parenthesize the type of a composite literal");
    return (GoLiteralHead){type, open.start};
}

GoRef go_composite(GoParser *p, GoLiteralHead head, GoList elements, GoToken close)
{
    GoRef literal_ref =
        mk_op(p, GO_CompositeLit, head.type ? start_of(p, head.type) : head.open, close.end,
              join(p, list1(p, head.type), elements), GO_OP_NONE, head.open);
    flag_if(p, literal_ref, GO_HAS_TYPE, head.type != 0);
    return literal_ref;
}

GoRef go_binary(GoParser *p, GoRef x, GoToken op, GoRef y)
{
    return mk_op(p, GO_BinaryExpr, start_of(p, x), end_of(p, y), list2(p, x, y), op.value,
                 op.start);
}

GoRef go_unary(GoParser *p, GoToken op, GoRef x)
{
    return mk_op(p, GO_UnaryExpr, op.start, end_of(p, x), list1(p, x), op.value, 0);
}

GoRef go_chan(GoParser *p, uint32_t start, uint32_t arrow, unsigned direction, GoRef value)
{
    GoRef type = mk_op(p, GO_ChanType, start, end_of(p, value), list1(p, value), GO_OP_NONE, arrow);
    at(p, type)->flags |= (uint8_t)direction;
    return type;
}

/* `<-chan T` is a receive channel type, and `<-chan<- T` is `<-chan (<-T)`: each arrow moves one
 * channel inwards until one is free to take it (go/parser, parseUnaryExpr). */
GoRef go_receive(GoParser *p, GoToken arrow, GoRef x)
{
    if (kind_of(p, x) != GO_ChanType)
        return go_unary(p, arrow, x);
    uint32_t moving = arrow.start;
    bool send = true;
    for (GoRef type = x; send;) {
        if (kind_of(p, type) != GO_ChanType) {
            go_fail(p, moving, "expected a channel type");
            break;
        }
        GoNode *node = at(p, type);
        unsigned direction = node->flags & (GO_CHAN_SEND | GO_CHAN_RECV);
        if (direction == GO_CHAN_RECV)
            go_fail(p, node->aux, "unexpected <-, expected chan");
        uint32_t taken = moving;
        moving = node->aux;
        node->start = node->aux = taken;
        node->flags = (uint8_t)((node->flags & ~(GO_CHAN_SEND | GO_CHAN_RECV)) | GO_CHAN_RECV);
        send = direction == GO_CHAN_SEND;
        type = node->first;
    }
    return x;
}

GoRef go_type_assert(GoParser *p, GoRef x, GoRef type, GoToken close)
{
    GoRef assertion = mk(p, GO_TypeAssertExpr, start_of(p, x), close.end, list2(p, x, type));
    flag_if(p, assertion, GO_HAS_TYPE, type != 0);
    return assertion;
}

GoRef go_around(GoParser *p, GoKind kind, GoToken open, GoRef x, GoToken close)
{
    return mk(p, kind, open.start, close.end, list1(p, x));
}

GoRef go_prefix(GoParser *p, GoKind kind, GoToken op, GoRef x)
{
    return mk(p, kind, op.start, end_of(p, x), list1(p, x));
}

GoRef go_pair(GoParser *p, GoKind kind, GoRef a, GoRef b)
{
    return mk(p, kind, start_of(p, a), end_of(p, b), list2(p, a, b));
}

/* ---- statements ------------------------------------------------------------------------------ */

GoRef go_block(GoParser *p, GoToken open, GoList stmts, GoToken close)
{
    return mk(p, GO_BlockStmt, open.start, close.end, stmts);
}

GoRef go_expr_stmt(GoParser *p, GoRef x)
{
    return mk(p, GO_ExprStmt, start_of(p, x), end_of(p, x), list1(p, x));
}

GoRef go_one_too_many(GoParser *p, GoList exprs)
{
    go_fail(p, start_of(p, exprs.first), "expected one expression, or = or := after the list");
    return go_expr_stmt(p, exprs.first);
}

/* go/parser: `~` begins an expression, but not a statement. */
static void check_begin(GoParser *p, GoRef stmt)
{
    if (p->file->source.ptr[start_of(p, stmt)] == '~')
        go_fail(p, start_of(p, stmt), "unexpected ~, expected a statement");
}

GoList add_stmt(GoParser *p, GoList list, GoRef stmt)
{
    check_begin(p, stmt);
    return add(p, list, stmt);
}

GoRef go_label(GoParser *p, GoToken name, GoRef stmt)
{
    check_begin(p, stmt);
    return go_pair(p, GO_LabeledStmt, ident(p, name), stmt);
}

GoRef go_decl_stmt(GoParser *p, GoRef decl)
{
    return mk(p, GO_DeclStmt, start_of(p, decl), end_of(p, decl), list1(p, decl));
}

GoRef go_empty(GoParser *p, uint32_t start, uint32_t end, bool implicit)
{
    GoRef stmt = mk(p, GO_EmptyStmt, start, end, NO_LIST);
    flag_if(p, stmt, GO_IS_IMPLICIT, implicit);
    return stmt;
}

GoRef go_label_end(GoParser *p, GoToken name)
{
    GoToken next = p->token;
    bool semicolon = p->code == T_SEMI;
    return go_pair(p, GO_LabeledStmt, ident(p, name),
                   go_empty(p, next.start, semicolon ? next.end : next.start, !semicolon));
}

GoRef go_call_stmt(GoParser *p, GoKind kind, GoToken keyword, GoRef x)
{
    const char *word = kind == GO_GoStmt ? "go" : "defer";
    if (kind_of(p, x) == GO_ParenExpr)
        go_fail(p, start_of(p, x), "the call after %s must not be parenthesized", word);
    else if (kind_of(p, x) != GO_CallExpr)
        go_fail(p, end_of(p, x), "expected a function call after %s", word);
    return go_prefix(p, kind, keyword, x);
}

GoRef go_return(GoParser *p, GoToken keyword, GoList results)
{
    uint32_t end = results.count ? end_of(p, results.last) : keyword.end;
    return mk(p, GO_ReturnStmt, keyword.start, end, results);
}

GoRef go_branch(GoParser *p, GoToken keyword, const GoToken *label)
{
    GoRef name = label ? ident(p, *label) : 0;
    GoRef stmt = mk_op(p, GO_BranchStmt, keyword.start, label ? label->end : keyword.end,
                       list1(p, name), keyword.value, 0);
    flag_if(p, stmt, GO_HAS_LABEL, label != NULL);
    return stmt;
}

GoRef go_assign(GoParser *p, GoList lhs, GoToken op, GoList rhs)
{
    uint32_t count = lhs.count;
    GoList all = join(p, lhs, rhs);
    return mk_op(p, GO_AssignStmt, start_of(p, all.first), end_of(p, all.last), all, op.value,
                 count);
}

/* The expression of a header's statement; refuses any other statement there. */
static GoRef header_expr(GoParser *p, GoRef stmt, const char *wanted)
{
    if (!stmt || kind_of(p, stmt) == GO_ExprStmt)
        return stmt ? take(p, child_of(p, stmt)) : 0;
    go_fail(p, start_of(p, stmt),
            "expected %s, found %s (a composite literal here needs parentheses)", wanted,
            kind_of(p, stmt) == GO_AssignStmt ? "an assignment" : "a statement");
    return stmt;
}

/* go/parser: a parenthesized literal type right before the body's brace is taken for a literal. */
static void check_before_body(GoParser *p, GoRef last)
{
    GoRef x = last;
    while (x && kind_of(p, x) != GO_ParenExpr) {
        GoKind kind = kind_of(p, x);
        if (kind != GO_BinaryExpr && kind != GO_UnaryExpr && kind != GO_StarExpr &&
            kind != GO_ExprStmt && kind != GO_AssignStmt && kind != GO_SendStmt)
            return;
        x = child_of(p, x);
        while (!(at(p, x)->flags & GO_LAST))
            x = at(p, x)->next;
    }
    GoRef bare = unparen(p, x);
    if (bare && (kind_of(p, bare) == GO_ArrayType || kind_of(p, bare) == GO_StructType ||
                 kind_of(p, bare) == GO_MapType))
        go_fail(p, start_of(p, bare), "cannot parenthesize the type of a composite literal");
}

GoRef go_if(GoParser *p, GoToken keyword, GoRef init, GoRef cond, GoRef body, GoRef otherwise)
{
    cond = header_expr(p, cond, "a boolean expression");
    check_before_body(p, cond);
    GoRef stmt = mk(p, GO_IfStmt, keyword.start, end_of(p, otherwise ? otherwise : body),
                    add(p, list3(p, init, cond, body), otherwise));
    flag_if(p, stmt, GO_HAS_INIT, init != 0);
    flag_if(p, stmt, GO_HAS_POST, otherwise != 0);
    return stmt;
}

GoRef go_for(GoParser *p, GoToken keyword, GoRef init, GoRef cond, GoRef post, GoRef last,
             GoRef body)
{
    check_before_body(p, last);
    cond = header_expr(p, cond, "a boolean or range expression");
    GoRef stmt =
        mk(p, GO_ForStmt, keyword.start, end_of(p, body), add(p, list3(p, init, cond, post), body));
    flag_if(p, stmt, GO_HAS_INIT, init != 0);
    flag_if(p, stmt, GO_HAS_COND, cond != 0);
    flag_if(p, stmt, GO_HAS_POST, post != 0);
    return stmt;
}

GoRef go_range(GoParser *p, GoToken keyword, GoList lhs, const GoToken *op, GoRef x, GoRef body)
{
    if (lhs.count > 2)
        go_fail(p, start_of(p, lhs.last), "range takes at most two variables");
    check_before_body(p, x);
    uint32_t count = lhs.count;
    GoRef stmt = mk_op(p, GO_RangeStmt, keyword.start, end_of(p, body),
                       add(p, add(p, lhs, x), body), op ? op->value : GO_OP_NONE, 0);
    flag_if(p, stmt, GO_HAS_KEY, count > 0);
    flag_if(p, stmt, GO_HAS_VALUE, count > 1);
    return stmt;
}

/* x.(type), or v := x.(type)? */
static bool is_type_switch_guard(GoParser *p, GoRef stmt)
{
    if (!stmt)
        return false;
    GoNode node = *at(p, stmt);
    GoRef x = node.first;
    if (node.kind == GO_AssignStmt && node.aux == 1 && (at(p, at(p, x)->next)->flags & GO_LAST))
        x = at(p, x)->next;
    else if (node.kind != GO_ExprStmt)
        return false;
    if (kind_of(p, x) != GO_TypeAssertExpr || (at(p, x)->flags & GO_HAS_TYPE))
        return false;
    if (node.kind == GO_AssignStmt && node.op == GO_OP_ASSIGN)
        go_fail(p, equals_sign(p, end_of(p, node.first)), "expected := in a type switch, found =");
    return node.kind == GO_ExprStmt || node.op == GO_OP_DEFINE || node.op == GO_OP_ASSIGN;
}

GoRef go_switch(GoParser *p, GoToken keyword, GoRef init, GoRef tag, GoRef body)
{
    bool types = is_type_switch_guard(p, tag);
    if (!types)
        tag = header_expr(p, tag, "a switch expression");
    check_before_body(p, types ? 0 : tag);
    GoRef stmt = mk(p, types ? GO_TypeSwitchStmt : GO_SwitchStmt, keyword.start, end_of(p, body),
                    list3(p, init, tag, body));
    flag_if(p, stmt, GO_HAS_INIT, init != 0);
    flag_if(p, stmt, GO_HAS_COND, tag != 0);
    return stmt;
}

GoRef go_case(GoParser *p, GoToken keyword, GoList list, GoToken colon)
{
    uint32_t count = list.count;
    return mk_op(p, GO_CaseClause, keyword.start, colon.end, list, GO_OP_NONE, count);
}

GoRef go_comm(GoParser *p, GoToken keyword, GoRef comm, GoToken colon)
{
    GoRef clause = mk(p, GO_CommClause, keyword.start, colon.end, list1(p, comm));
    flag_if(p, clause, GO_HAS_COMM, comm != 0);
    return clause;
}

GoRef go_clause(GoParser *p, GoRef clause, GoList body)
{
    if (!body.count)
        return clause;
    GoNode *node = at(p, clause);
    node->end = end_of(p, body.last);
    GoRef last = node->first;
    while (last && !(at(p, last)->flags & GO_LAST))
        last = at(p, last)->next;
    if (last) {
        at(p, last)->flags &= (uint8_t)~GO_LAST;
        at(p, last)->next = body.first;
    } else {
        node->first = body.first;
    }
    at(p, body.last)->next = clause;
    at(p, body.last)->flags |= GO_LAST;
    return clause;
}

GoRef go_comm_assign(GoParser *p, GoList lhs, GoToken op, GoRef rhs)
{
    if (lhs.count > 2)
        go_fail(p, start_of(p, lhs.first), "a receive has at most two operands on its left");
    return go_assign(p, lhs, op, list1(p, rhs));
}
