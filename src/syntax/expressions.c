/* expressions.c - the grammar's actions for types and expressions.
 *
 * Spans are go/ast's: a call ends after its parenthesis. Where the comment says "go/parser
 * refuses", a grammar rule would have accepted more than Go's parser does.
 */
#include "syntax/parser.h"

GoRef go_array_type(GoParser *p, GoToken open, GoRef length, GoRef element)
{
    GoRef type =
        new_node(p, GO_ArrayType, open.start, end_of(p, element), list2(p, length, element));
    flag_if(p, type, GO_HAS_LEN, length != 0);
    return type;
}

GoRef go_ellipsis(GoParser *p, GoToken dots, GoRef element)
{
    GoRef x = new_node(p, GO_Ellipsis, dots.start, element ? end_of(p, element) : dots.end,
                       list1(p, element));
    flag_if(p, x, GO_HAS_TYPE, element != 0);
    return x;
}

GoRef go_selector(GoParser *p, GoRef x, GoToken name)
{
    return new_node(p, GO_SelectorExpr, start_of(p, x), name.end, list2(p, x, member(p, name)));
}

GoRef go_index(GoParser *p, GoRef x, GoList indices, GoToken close)
{
    GoKind kind = indices.count == 1 ? GO_IndexExpr : GO_IndexListExpr;
    return new_node(p, kind, start_of(p, x), close.end, join(p, list1(p, x), indices));
}

GoRef go_slice(GoParser *p, GoRef x, GoRef low, GoRef high, GoRef max, GoToken close)
{
    GoRef slice =
        new_node(p, GO_SliceExpr, start_of(p, x), close.end, add(p, list3(p, x, low, high), max));
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
    GoRef call = new_op_node(p, GO_CallExpr, start_of(p, function), close.end,
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
        new_op_node(p, GO_CompositeLit, head.type ? start_of(p, head.type) : head.open, close.end,
                    join(p, list1(p, head.type), elements), GO_OP_NONE, head.open);
    flag_if(p, literal_ref, GO_HAS_TYPE, head.type != 0);
    return literal_ref;
}

GoRef go_binary(GoParser *p, GoRef x, GoToken op, GoRef y)
{
    return new_op_node(p, GO_BinaryExpr, start_of(p, x), end_of(p, y), list2(p, x, y), op.value,
                       op.start);
}

GoRef go_unary(GoParser *p, GoToken op, GoRef x)
{
    return new_op_node(p, GO_UnaryExpr, op.start, end_of(p, x), list1(p, x), op.value, 0);
}

GoRef go_chan(GoParser *p, uint32_t start, uint32_t arrow, unsigned direction, GoRef value)
{
    GoRef type =
        new_op_node(p, GO_ChanType, start, end_of(p, value), list1(p, value), GO_OP_NONE, arrow);
    node_at(p, type)->flags |= (uint8_t)direction;
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
        GoNode *node = node_at(p, type);
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
    GoRef assertion = new_node(p, GO_TypeAssertExpr, start_of(p, x), close.end, list2(p, x, type));
    flag_if(p, assertion, GO_HAS_TYPE, type != 0);
    return assertion;
}

GoRef go_around(GoParser *p, GoKind kind, GoToken open, GoRef x, GoToken close)
{
    return new_node(p, kind, open.start, close.end, list1(p, x));
}

GoRef go_prefix(GoParser *p, GoKind kind, GoToken op, GoRef x)
{
    return new_node(p, kind, op.start, end_of(p, x), list1(p, x));
}

GoRef go_pair(GoParser *p, GoKind kind, GoRef a, GoRef b)
{
    return new_node(p, kind, start_of(p, a), end_of(p, b), list2(p, a, b));
}
