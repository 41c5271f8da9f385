/* statements.c - the grammar's actions for statements, and the checks that come with them: what a
 * header may hold is go/parser's rule, and not the grammar's.
 */
#include "syntax/parser.h"

#include "go_grammar.h"

GoRef go_block(GoParser *p, GoToken open, GoList stmts, GoToken close)
{
    return new_node(p, GO_BlockStmt, open.start, close.end, stmts);
}

GoRef go_expr_stmt(GoParser *p, GoRef x)
{
    return new_node(p, GO_ExprStmt, start_of(p, x), end_of(p, x), list1(p, x));
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
    return new_node(p, GO_DeclStmt, start_of(p, decl), end_of(p, decl), list1(p, decl));
}

GoRef go_empty(GoParser *p, uint32_t start, uint32_t end, bool implicit)
{
    GoRef stmt = new_node(p, GO_EmptyStmt, start, end, NO_LIST);
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
    return new_node(p, GO_ReturnStmt, keyword.start, end, results);
}

GoRef go_branch(GoParser *p, GoToken keyword, const GoToken *label)
{
    GoRef name = label ? ident(p, *label) : 0;
    GoRef stmt = new_op_node(p, GO_BranchStmt, keyword.start, label ? label->end : keyword.end,
                             list1(p, name), keyword.value, 0);
    flag_if(p, stmt, GO_HAS_LABEL, label != NULL);
    return stmt;
}

GoRef go_assign(GoParser *p, GoList lhs, GoToken op, GoList rhs)
{
    uint32_t count = lhs.count;
    GoList all = join(p, lhs, rhs);
    return new_op_node(p, GO_AssignStmt, start_of(p, all.first), end_of(p, all.last), all, op.value,
                       count);
}

/* The expression of a header's statement; refuses any other statement there. */
static GoRef header_expr(GoParser *p, GoRef stmt, const char *wanted)
{
    if (!stmt || kind_of(p, stmt) == GO_ExprStmt)
        return stmt ? detach(p, child_of(p, stmt)) : 0;
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
        while (!(node_at(p, x)->flags & GO_LAST))
            x = node_at(p, x)->next;
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
    GoRef stmt = new_node(p, GO_IfStmt, keyword.start, end_of(p, otherwise ? otherwise : body),
                          add(p, list3(p, init, cond, body), otherwise));
    flag_if(p, stmt, GO_HAS_INIT, init != 0);
    flag_if(p, stmt, GO_HAS_ELSE, otherwise != 0);
    return stmt;
}

GoRef go_for(GoParser *p, GoToken keyword, GoRef init, GoRef cond, GoRef post, GoRef last,
             GoRef body)
{
    check_before_body(p, last);
    cond = header_expr(p, cond, "a boolean or range expression");
    GoRef stmt = new_node(p, GO_ForStmt, keyword.start, end_of(p, body),
                          add(p, list3(p, init, cond, post), body));
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
    GoRef stmt = new_op_node(p, GO_RangeStmt, keyword.start, end_of(p, body),
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
    GoNode node = *node_at(p, stmt);
    GoRef x = node.first;
    if (node.kind == GO_AssignStmt && node.aux == 1 &&
        (node_at(p, node_at(p, x)->next)->flags & GO_LAST))
        x = node_at(p, x)->next;
    else if (node.kind != GO_ExprStmt)
        return false;
    if (kind_of(p, x) != GO_TypeAssertExpr || (node_at(p, x)->flags & GO_HAS_TYPE))
        return false;
    if (node.kind == GO_AssignStmt && node.op == GO_OP_ASSIGN)
        go_fail(p, go_equals_sign(p, end_of(p, node.first)),
                "expected := in a type switch, found =");
    return node.kind == GO_ExprStmt || node.op == GO_OP_DEFINE || node.op == GO_OP_ASSIGN;
}

GoRef go_switch(GoParser *p, GoToken keyword, GoRef init, GoRef tag, GoRef body)
{
    bool types = is_type_switch_guard(p, tag);
    if (!types)
        tag = header_expr(p, tag, "a switch expression");
    check_before_body(p, types ? 0 : tag);
    GoRef stmt = new_node(p, types ? GO_TypeSwitchStmt : GO_SwitchStmt, keyword.start,
                          end_of(p, body), list3(p, init, tag, body));
    flag_if(p, stmt, GO_HAS_INIT, init != 0);
    flag_if(p, stmt, GO_HAS_COND, tag != 0);
    return stmt;
}

GoRef go_case(GoParser *p, GoToken keyword, GoList list, GoToken colon)
{
    uint32_t count = list.count;
    return new_op_node(p, GO_CaseClause, keyword.start, colon.end, list, GO_OP_NONE, count);
}

GoRef go_comm(GoParser *p, GoToken keyword, GoRef comm, GoToken colon)
{
    GoRef clause = new_node(p, GO_CommClause, keyword.start, colon.end, list1(p, comm));
    flag_if(p, clause, GO_HAS_COMM, comm != 0);
    return clause;
}

GoRef go_clause(GoParser *p, GoRef clause, GoList body)
{
    if (!body.count)
        return clause;
    GoNode *node = node_at(p, clause);
    node->end = end_of(p, body.last);
    GoRef last = node->first;
    while (last && !(node_at(p, last)->flags & GO_LAST))
        last = node_at(p, last)->next;
    if (last) {
        node_at(p, last)->flags &= (uint8_t)~GO_LAST;
        node_at(p, last)->next = body.first;
    } else {
        node->first = body.first;
    }
    node_at(p, body.last)->next = clause;
    node_at(p, body.last)->flags |= GO_LAST;
    return clause;
}

GoRef go_comm_assign(GoParser *p, GoList lhs, GoToken op, GoRef rhs)
{
    if (lhs.count > 2)
        go_fail(p, start_of(p, lhs.first), "a receive has at most two operands on its left");
    return go_assign(p, lhs, op, list1(p, rhs));
}
