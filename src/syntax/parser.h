/* parser.h - what the grammar's actions are made of: building nodes, linking children, and the
 * checks that go/parser makes and a context-free grammar cannot.
 *
 * One source goes through the files of this folder in this order:
 *
 *   parse.c       go_parse(): the whole of it, and the errors after the first one (restart.c says
 *                 where to read on for these)
 *   grammar/      go_grammar.y is the syntax, in the loop of parser_template.c, which reads the
 *                 source by itself with go_lexer.re (on its own: lexer.c); scan.h and keywords.h
 * are the lexer's, literals.c says what is wrong with a number or a string feed.c        between
 * lexer and grammar: what kind of `{` this is declarations.c, expressions.c, statements.c  the
 * grammar's actions: the tree's nodes expected.c    the first syntax error in words: what was
 * found, and what was expected source.c      lines, positions, and bytes that are in no Go source
 *   resolve.c     which declaration each identifier means; symbols.c has their spellings
 *   tree.c        reading the tree, for everybody else
 *
 * An action builds a node from its span and the list of its children. Children are linked through
 * GoNode.next; the last one's link leads back to the parent (GO_LAST), so that any subtree can be
 * walked without a stack however deep it is. The short names here are for go_grammar.y, in which a
 * rule and its action are a line.
 */
#ifndef BENCHLINE_PARSER_H
#define BENCHLINE_PARSER_H

#include "syntax/feed.h"
#include "syntax/symbols.h"

/* Entries on the parser's stack at which a source is refused: they grow with nesting that has no
 * brackets too, as in `- - - - x`. */
enum { GO_MAX_STACK = 1 << 21 };

/* Nodes in a row, linked but without a parent yet. */
typedef struct GoList {
    GoRef first, last;
    uint32_t count;
} GoList;

typedef struct GoLiteralHead {
    GoRef type;
    uint32_t open;
} GoLiteralHead;

typedef struct GoParser {
    GoFile *file;
    GoNode
        *nodes; /* the file's, while the parser runs: its actions do little else than reach for */
    uint32_t node_count, node_cap; /* nodes, and here they are a load nearer */
    GoFeed feed;
    GoToken token; /* the one that the grammar looks at, and its code, where an error or an */
    int code;      /* action asks for it */
    bool failed;   /* the first syntax error was found: */
    uint32_t error_at;
    BlBuf error;
    bool *expected; /* not NULL: what could stand where the source is cut short is noted here */
    bool resumed;   /* the head of the file is taken for read: the lexer stands at a declaration, */
    uint32_t start; /* which begins here */
} GoParser;

enum { GO_MOST_TOKENS = 64 };

/* Notes a syntax error; the one that comes first in the order of parsing is kept. */
void go_fail(GoParser *p, uint32_t at, const char *format, ...) BL_PRINTF(3, 4);
/* A token that the grammar has no use for here: says what was found and what was expected, or what
 * is wrong with T_ILLEGAL. */
void go_unexpected(GoParser *p);
/* Room for the first nodes of a file whose source is set. */
void go_nodes_begin(GoFile *file);
/* And for as many again as there are, while the parser runs. */
void go_nodes_grow(GoParser *p);

/* ---- nodes and lists ------------------------------------------------------------------------- */

static inline GoNode *node_at(GoParser *p, GoRef ref)
{
    return &p->nodes[ref];
}

static inline GoKind kind_of(GoParser *p, GoRef ref)
{
    return (GoKind)node_at(p, ref)->kind;
}

/* The only child of a node. */
static inline GoRef child_of(GoParser *p, GoRef ref)
{
    return node_at(p, ref)->first;
}

static inline GoRef unparen(GoParser *p, GoRef x)
{
    while (x && kind_of(p, x) == GO_ParenExpr)
        x = child_of(p, x);
    return x;
}

static const GoList NO_LIST = {0, 0, 0};

/* Adds a node (or nothing, when it is 0) to the end of a list. */
static inline GoList add(GoParser *p, GoList list, GoRef ref)
{
    if (!ref)
        return list;
    if (list.count)
        node_at(p, list.last)->next = ref;
    else
        list.first = ref;
    list.last = ref;
    list.count++;
    return list;
}

static inline GoList list1(GoParser *p, GoRef a)
{
    return add(p, NO_LIST, a);
}

static inline GoList list2(GoParser *p, GoRef a, GoRef b)
{
    return add(p, list1(p, a), b);
}

static inline GoList list3(GoParser *p, GoRef a, GoRef b, GoRef c)
{
    return add(p, list2(p, a, b), c);
}

static inline GoList join(GoParser *p, GoList a, GoList b)
{
    if (!a.count)
        return b;
    if (b.count) {
        node_at(p, a.last)->next = b.first;
        a.last = b.last;
        a.count += b.count;
    }
    return a;
}

/* Takes a node away from the parent whose last child it is, to be the child of another. */
static inline GoRef detach(GoParser *p, GoRef ref)
{
    node_at(p, ref)->flags &= (uint8_t)~GO_LAST;
    return ref;
}

/* A new node around its children, with an operation (GO_OP_...) and what GO_NODE_KINDS calls aux.
 * Children but the last must not have been the last child of another: see detach(). The node is
 * written once and whole, which costs less than zeroing it and setting what differs. */
static inline GoRef new_op_node(GoParser *p, GoKind kind, uint32_t start, uint32_t end,
                                GoList children, uint32_t op, uint32_t aux)
{
    if (p->node_count == p->node_cap)
        go_nodes_grow(p);
    GoRef ref = p->node_count++;
    GoNode *nodes = p->nodes;
    nodes[ref] = (GoNode){.kind = (uint8_t)kind,
                          .op = (uint16_t)op,
                          .start = start,
                          .end = end,
                          .first = children.first,
                          .aux = aux};
    if (children.last) {
        nodes[children.last].next = ref;
        nodes[children.last].flags |= GO_LAST;
    }
    return ref;
}

static inline GoRef new_node(GoParser *p, GoKind kind, uint32_t start, uint32_t end,
                             GoList children)
{
    return new_op_node(p, kind, start, end, children, GO_OP_NONE, 0);
}

/* Sets a flag when `present` is a node or true; for "this optional child is there". */
static inline void flag_if(GoParser *p, GoRef ref, unsigned flag, bool present)
{
    if (present)
        node_at(p, ref)->flags |= (uint8_t)flag;
}

static inline uint32_t start_of(GoParser *p, GoRef ref)
{
    return node_at(p, ref)->start;
}

static inline uint32_t end_of(GoParser *p, GoRef ref)
{
    return node_at(p, ref)->end;
}

static inline GoRef ident(GoParser *p, GoToken name)
{
    const GoFile *file = p->file;
    const char *source = file->source.ptr;
    GoSym sym = !file->symbols ? 0
                               : go_intern_source(file->symbols, source + name.start,
                                                  name.end - name.start, source + file->source.len);
    return new_op_node(p, GO_Ident, name.start, name.end, NO_LIST, GO_OP_NONE, sym);
}
/* A name that no scope is asked about. */
static inline GoRef member(GoParser *p, GoToken name)
{
    GoRef ref = ident(p, name);
    node_at(p, ref)->flags = GO_NOT_LOOKED_UP;
    return ref;
}
static inline GoRef literal(GoParser *p, GoToken token)
{
    return new_op_node(p, GO_BasicLit, token.start, token.end, NO_LIST, token.value, 0);
}

/* ---- declarations ---------------------------------------------------------------------------- */

GoRef go_file(GoParser *p, GoToken package, GoToken name, GoList imports, GoList decls);
/* `specs` between parentheses when `close` is not NULL. */
GoRef go_gen_decl(GoParser *p, GoToken keyword, GoList specs, const GoToken *close);
GoRef go_import_spec(GoParser *p, const GoToken *name, GoToken path);
GoRef go_value_spec(GoParser *p, GoList names, GoRef type, GoList values);
GoRef go_type_spec(GoParser *p, GoToken name, GoRef tparams, bool alias, GoRef type);
/* type Name [x] = T: an array length or one type parameter, as the expression x turns out. */
GoRef go_type_spec_bracket(GoParser *p, GoToken name, GoToken open, GoRef x, GoToken close,
                           bool alias, GoRef type);
/* The field of a type parameter list whose beginning `Name Constraint` was read as expression x
 * (P *C is a product, P (C) a call). */
GoRef go_first_tparam(GoParser *p, GoRef x);
GoRef go_func_decl(GoParser *p, GoToken func, GoRef recv, GoToken name, GoRef tparams, GoRef type,
                   GoRef body);
/* Where the = is that stands after an offset: errors point at it, and no node has it. */
uint32_t go_equals_sign(GoParser *p, uint32_t after);

/* ---- parameters ------------------------------------------------------------------------------ */

typedef enum GoParamsKind { GO_PARAMS, GO_RESULTS, GO_TPARAMS } GoParamsKind;

/* One entry as it was written: a name alone (which may turn out to be a type), a type alone, or
 * both. 0 for what is missing. */
GoRef go_param(GoParser *p, GoRef name, GoRef type);
/* Ends a parameter list: tells names from types, groups `a, b T`, and makes the FieldList. */
GoRef go_params(GoParser *p, GoToken open, GoList entries, GoToken close, GoParamsKind kind);
GoRef go_field_list(GoParser *p, GoToken open, GoList fields, GoToken close);
GoRef go_field(GoParser *p, GoList names, GoRef type, GoRef tag);
/* params [results] without the `func`, whose offset go_with_func() puts in. */
GoRef go_signature(GoParser *p, GoRef params, GoRef results);
GoRef go_with_func(GoParser *p, GoToken func, GoRef signature);
GoRef go_result(GoParser *p, GoRef type);

/* ---- types and expressions ------------------------------------------------------------------- */

GoRef go_array_type(GoParser *p, GoToken open, GoRef length, GoRef element);
GoRef go_ellipsis(GoParser *p, GoToken dots, GoRef element);
GoRef go_selector(GoParser *p, GoRef x, GoToken name);
/* x[i] or x[i, j]. */
GoRef go_index(GoParser *p, GoRef x, GoList indices, GoToken close);
GoRef go_slice(GoParser *p, GoRef x, GoRef low, GoRef high, GoRef max, GoToken close);
/* x[low : high : max], where only low may be left out. */
GoRef go_full_slice(GoParser *p, GoRef x, GoRef low, GoToken colon, GoRef high, GoToken colon2,
                    GoRef max, GoToken close);
GoRef go_call(GoParser *p, GoRef function, GoToken open, GoList arguments, bool ellipsis,
              GoToken close);
/* The type (0: left out) and opening brace of a composite literal; refuses what is no such type. */
GoLiteralHead go_literal_head(GoParser *p, GoRef type, GoToken open);
GoRef go_composite(GoParser *p, GoLiteralHead head, GoList elements, GoToken close);
GoRef go_binary(GoParser *p, GoRef x, GoToken op, GoRef y);
GoRef go_unary(GoParser *p, GoToken op, GoRef x);
/* <-x, which is a channel type when x is one: the arrow then belongs to the type. */
GoRef go_receive(GoParser *p, GoToken arrow, GoRef x);
GoRef go_chan(GoParser *p, uint32_t start, uint32_t arrow, unsigned direction, GoRef value);
GoRef go_type_assert(GoParser *p, GoRef x, GoRef type, GoToken close);
GoRef go_around(GoParser *p, GoKind kind, GoToken open, GoRef x, GoToken close);
GoRef go_prefix(GoParser *p, GoKind kind, GoToken op, GoRef x);
GoRef go_pair(GoParser *p, GoKind kind, GoRef a, GoRef b);

/* ---- statements ------------------------------------------------------------------------------ */

GoRef go_block(GoParser *p, GoToken open, GoList stmts, GoToken close);
GoRef go_expr_stmt(GoParser *p, GoRef x);
/* A list where one expression may stand, and no assignment follows: an error where it begins. */
GoRef go_one_too_many(GoParser *p, GoList exprs);
/* The statement is one of a list; refuses what cannot begin one. */
GoList add_stmt(GoParser *p, GoList list, GoRef stmt);
GoRef go_label(GoParser *p, GoToken name, GoRef stmt);
GoRef go_decl_stmt(GoParser *p, GoRef decl);
GoRef go_empty(GoParser *p, uint32_t start, uint32_t end, bool implicit);
/* A label before `}` or `;`: its statement is the empty one. */
GoRef go_label_end(GoParser *p, GoToken name);
GoRef go_call_stmt(GoParser *p, GoKind kind, GoToken keyword, GoRef x);
GoRef go_return(GoParser *p, GoToken keyword, GoList results);
GoRef go_branch(GoParser *p, GoToken keyword, const GoToken *label);
GoRef go_assign(GoParser *p, GoList lhs, GoToken op, GoList rhs);
GoRef go_if(GoParser *p, GoToken keyword, GoRef init, GoRef cond, GoRef body, GoRef otherwise);
/* `last` is the statement that stands before the body's brace, 0 for none. */
GoRef go_for(GoParser *p, GoToken keyword, GoRef init, GoRef cond, GoRef post, GoRef last,
             GoRef body);
GoRef go_range(GoParser *p, GoToken keyword, GoList lhs, const GoToken *op, GoRef x, GoRef body);
GoRef go_switch(GoParser *p, GoToken keyword, GoRef init, GoRef tag, GoRef body);
GoRef go_case(GoParser *p, GoToken keyword, GoList list, GoToken colon);
GoRef go_comm(GoParser *p, GoToken keyword, GoRef comm, GoToken colon);
/* Gives a case or communication clause its statements. */
GoRef go_clause(GoParser *p, GoRef clause, GoList body);
/* A receive with assignment in a select: one or two operands on the left. */
GoRef go_comm_assign(GoParser *p, GoList lhs, GoToken op, GoRef rhs);

/* ---- the generated parser (go_grammar.y in parser_template.c) -------------------------------- */

/* Parses the whole source, until its end or the first error. */
void go_grammar_run(GoParser *p);
/* The same, with the file's nodes in the parser's hands, and then in the file's again. */
void go_parser_run(GoParser *p);

#endif
