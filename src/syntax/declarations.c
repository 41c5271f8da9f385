/* declarations.c - the grammar's actions for declarations, type parameters and parameters.
 *
 * Spans are go/ast's: a field ends at its tag, a function type in a declaration begins at `func`.
 * Two things can be told only at their end, and are read as something else until then: whether
 * `type T[P ...` begins type parameters or an array's length, and whether `(a, b)` are names or
 * types. Where the comment says "go/parser refuses", a grammar rule would have accepted more than
 * Go's parser does.
 */
#include "syntax/parser.h"

uint32_t go_equals_sign(GoParser *p, uint32_t after)
{
    BlStr source = p->file->source;
    const char *found = memchr(source.ptr + after, '=', source.len - after);
    return found ? (uint32_t)(found - source.ptr) : after;
}

/* ---- declarations ---------------------------------------------------------------------------- */

GoRef go_file(GoParser *p, GoToken package, GoToken name, GoList imports, GoList decls)
{
    GoList all = join(p, list1(p, ident(p, name)), join(p, imports, decls));
    GoRef root = new_node(p, GO_File, package.start, end_of(p, all.last), all);
    p->file->root = root;
    return root;
}

GoRef go_gen_decl(GoParser *p, GoToken keyword, GoList specs, const GoToken *close)
{
    uint32_t end = close ? close->end : end_of(p, specs.last);
    GoRef decl = new_op_node(p, GO_GenDecl, keyword.start, end, specs, keyword.value, 0);
    flag_if(p, decl, GO_HAS_PARENS, close != NULL);
    return decl;
}

/* A dot stands where a name may, and is none. */
static GoRef import_name(GoParser *p, GoToken name)
{
    if (p->file->source.ptr[name.start] == '.')
        return new_node(p, GO_Ident, name.start, name.end, NO_LIST);
    return ident(p, name);
}

GoRef go_import_spec(GoParser *p, const GoToken *name, GoToken path)
{
    GoRef first = name ? import_name(p, *name) : 0;
    uint32_t start = name ? name->start : path.start;
    GoRef spec = new_node(p, GO_ImportSpec, start, path.end, list2(p, first, literal(p, path)));
    flag_if(p, spec, GO_HAS_NAME, name != NULL);
    return spec;
}

GoRef go_value_spec(GoParser *p, GoList names, GoRef type, GoList values)
{
    GoList all = join(p, add(p, names, type), values);
    uint32_t count = names.count;
    GoRef spec = new_op_node(p, GO_ValueSpec, start_of(p, all.first), end_of(p, all.last), all,
                             GO_OP_NONE, count);
    flag_if(p, spec, GO_HAS_TYPE, type != 0);
    return spec;
}

GoRef go_type_spec(GoParser *p, GoToken name, GoRef tparams, bool alias, GoRef type)
{
    GoRef spec = new_node(p, GO_TypeSpec, name.start, end_of(p, type),
                          list3(p, ident(p, name), tparams, type));
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
        GoRef results = (node_at(p, type)->flags & GO_HAS_RESULTS) ? node_at(p, params)->next : 0;
        GoRef with = new_node(p, GO_FuncType, start_of(p, type), end_of(p, type),
                              list3(p, tparams, params, results));
        flag_if(p, with, GO_HAS_TPARAMS, true);
        flag_if(p, with, GO_HAS_RESULTS, results != 0);
        type = with;
    }
    node_at(p, type)->start = func.start;
    GoList children = list3(p, recv, member(p, name), type);
    GoRef decl =
        new_node(p, GO_FuncDecl, func.start, end_of(p, body ? body : type), add(p, children, body));
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
        const GoNode *node = node_at(p, ref);
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
        while (ref != x && (node_at(p, ref)->flags & GO_LAST))
            ref = node_at(p, ref)->next;
        if (ref == x)
            return false;
        ref = node_at(p, ref)->next;
    }
}

/* Splits x, no union, as extract_name() does. */
static GoRef extract_from_term(GoParser *p, GoRef x, bool force, GoRef *constraint)
{
    GoNode node = *node_at(p, x);
    GoRef left = node.first, right = left && node.kind != GO_Ident ? node_at(p, left)->next : 0;
    *constraint = 0;
    if (node.kind == GO_Ident)
        return x;
    if (!right || kind_of(p, left) != GO_Ident || (node_at(p, left)->flags & GO_LAST) ||
        !(force || is_type_element(p, right)))
        return 0;
    if (node.kind == GO_BinaryExpr && node.op == GO_OP_MUL) {
        *constraint = new_node(p, GO_StarExpr, node.aux, end_of(p, right), list1(p, right));
        return left;
    }
    if (node.kind == GO_CallExpr && (node_at(p, right)->flags & GO_LAST) &&
        !(node.flags & GO_HAS_ELLIPSIS)) {
        *constraint = new_node(p, GO_ParenExpr, node.aux, node.end, list1(p, right));
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
    for (; kind_of(p, term) == GO_BinaryExpr && node_at(p, term)->op == GO_OP_OR;
         term = child_of(p, term))
        force = force || is_type_element(p, node_at(p, child_of(p, term))->next);
    GoRef right = term == x ? 0 : node_at(p, term)->next;
    GoRef name = extract_from_term(p, term, force, constraint);
    if (term != x && !*constraint)
        return 0;
    while (right && name) {
        GoRef around = node_at(p, right)->next, up = around == x ? 0 : node_at(p, around)->next;
        *constraint = new_op_node(p, GO_BinaryExpr, start_of(p, *constraint), end_of(p, right),
                                  list2(p, *constraint, right), GO_OP_OR, node_at(p, around)->aux);
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
        go_fail(p, go_equals_sign(p, close.end), "expected a type after the array length, found =");
    return go_type_spec(p, name, 0, false, go_array_type(p, open, x, type));
}

/* ---- parameters ------------------------------------------------------------------------------ */

/* An entry keeps in its flags, until the list ends, whether it has a type; aux is 1 with a name. */
enum { ENTRY_TYPED = 64 };

GoRef go_param(GoParser *p, GoRef name, GoRef type)
{
    GoRef entry =
        new_op_node(p, GO_Field, start_of(p, name ? name : type), end_of(p, type ? type : name),
                    list2(p, name, type), GO_OP_NONE, name ? 1 : 0);
    flag_if(p, entry, ENTRY_TYPED, type != 0);
    return entry;
}

static bool entry_typed(GoParser *p, GoRef entry)
{
    return (node_at(p, entry)->flags & ENTRY_TYPED) != 0;
}

/* go/parser: `...T` may only be the type of the last parameter, and only of a parameter. Among
 * named ones, `a, b ...T` would give it to a as well. */
static void check_ellipsis(GoParser *p, GoList entries, bool named, bool allowed)
{
    bool shared = false;
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++, entry = node_at(p, entry)->next) {
        GoRef type = entry_typed(p, entry) ? node_at(p, entry)->first : 0;
        if (type && node_at(p, entry)->aux)
            type = node_at(p, type)->next;
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
    for (uint32_t i = 0; i < entries.count; i++, entry = node_at(p, entry)->next) {
        node_at(p, entry)->aux = 0;
        node_at(p, entry)->flags &= (uint8_t)~ENTRY_TYPED;
    }
    return entries;
}

/* Entries with names: `a, b T` becomes one field. */
static GoList named_fields(GoParser *p, GoList entries)
{
    GoList fields = NO_LIST, names = NO_LIST;
    GoRef entry = entries.first;
    for (uint32_t i = 0; i < entries.count; i++) {
        GoRef next = node_at(p, entry)->next;
        GoRef name = node_at(p, entry)->first;
        GoRef type = entry_typed(p, entry) && node_at(p, entry)->aux ? node_at(p, name)->next : 0;
        names = add(p, names, detach(p, name));
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
    GoRef x =
        node_at(p, entry)->aux && entry_typed(p, entry) ? node_at(p, child_of(p, entry))->next : 0;
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
    for (uint32_t i = 0; i < entries.count; i++, entry = node_at(p, entry)->next) {
        bool has_name = node_at(p, entry)->aux != 0;
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
    return new_node(p, GO_FieldList, open.start, close.end, fields);
}

GoRef go_field(GoParser *p, GoList names, GoRef type, GoRef tag)
{
    uint32_t count = names.count;
    GoList all = add(p, add(p, names, type), tag);
    GoRef field = new_op_node(p, GO_Field, start_of(p, all.first), end_of(p, all.last), all,
                              GO_OP_NONE, count);
    flag_if(p, field, GO_HAS_TAG, tag != 0);
    return field;
}

GoRef go_signature(GoParser *p, GoRef params, GoRef results)
{
    GoRef type = new_node(p, GO_FuncType, start_of(p, params),
                          end_of(p, results ? results : params), list2(p, params, results));
    flag_if(p, type, GO_HAS_RESULTS, results != 0);
    return type;
}

GoRef go_with_func(GoParser *p, GoToken func, GoRef signature)
{
    node_at(p, signature)->start = func.start;
    return signature;
}

GoRef go_result(GoParser *p, GoRef type)
{
    GoRef field = go_field(p, NO_LIST, type, 0);
    return new_node(p, GO_FieldList, start_of(p, type), end_of(p, type), list1(p, field));
}
