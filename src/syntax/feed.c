/* feed.c - see feed.h.
 *
 * A header begins at `if`, `for` or `switch` and ends at the brace that opens its body. That brace
 * stands at the header's own bracket depth, so whatever is inside (), [] or {} is passed by. At
 * that depth a `{` opens the body unless it belongs to a type: the braces of struct and interface,
 * and the brace after a complete array, slice, map, struct or function type. So while a type is
 * being written at that depth, a small automaton follows it, one transition for each token.
 */
#include "syntax/feed.h"

#include <stdlib.h>

#include "go_grammar.h"

void go_feed_init(GoFeed *feed, GoFile *file)
{
    *feed = (GoFeed){0};
    go_lexer_init(&feed->lexer, file);
}

void go_feed_free(GoFeed *feed)
{
    bl_vec_free(&feed->outer);
}

static bool ends_operand(int code)
{
    return code == T_IDENT || code == T_LITERAL || code == T_STRING || code == T_RPAREN ||
           code == T_RBRACK || code == T_RBRACE;
}

/* The state after the first token of a type. */
static HeaderState enter_type(int code)
{
    switch (code) {
    case T_IDENT:
        return HEADER_NAME;
    case T_STAR:
    case T_ARROW:
    case T_CHAN:
        return HEADER_TYPE;
    case T_LBRACK:
        return HEADER_LENGTH;
    case T_MAP:
        return HEADER_MAP;
    case T_STRUCT:
    case T_INTERFACE:
        return HEADER_BRACES;
    case T_FUNC:
        return HEADER_FUNC;
    case T_LPAREN:
        return HEADER_PAREN;
    default:
        return HEADER_EXPR; /* no type: the grammar will say so */
    }
}

/* An expression goes on: does this token begin a type in it? */
static HeaderState enter_expr(Header *header, int before, int code)
{
    if (code == T_LBRACK && ends_operand(before))
        return HEADER_EXPR; /* an index */
    if (code != T_LBRACK && code != T_MAP && code != T_STRUCT && code != T_INTERFACE &&
        code != T_FUNC && code != T_CHAN)
        return HEADER_EXPR;
    header->takes_brace = code != T_INTERFACE && code != T_CHAN;
    return enter_type(code);
}

/* The next state, for every token at the header's depth but a `{` that follows a complete type. */
static HeaderState next_state(Header *header, int before, int code)
{
    switch (header->state) {
    case HEADER_TYPE:
    case HEADER_RESULTS: /* which may also be none: then an expression goes on */
        return enter_type(code);
    case HEADER_DOT:
        return HEADER_QUALIFIED;
    case HEADER_NAME:
        if (code == T_DOT)
            return HEADER_DOT;
        return code == T_LBRACK ? HEADER_ARGS : enter_expr(header, before, code);
    case HEADER_QUALIFIED:
        return code == T_LBRACK ? HEADER_ARGS : enter_expr(header, before, code);
    case HEADER_LENGTH:
        return HEADER_TYPE; /* the closing bracket */
    case HEADER_ARGS:
    case HEADER_PAREN:
        return HEADER_DONE; /* the closing one */
    case HEADER_MAP:
        return HEADER_LENGTH;
    case HEADER_BRACES:
        return code == T_RBRACE ? HEADER_DONE : HEADER_BRACES;
    case HEADER_FUNC:
        return code == T_RPAREN ? HEADER_RESULTS : HEADER_FUNC;
    case HEADER_EXPR:
    case HEADER_DONE:
        break;
    }
    return enter_expr(header, before, code);
}

static void open_header(GoFeed *feed)
{
    bl_vec_push(&feed->outer, feed->header);
    feed->header = (Header){.depth = feed->depth, .state = HEADER_EXPR};
    feed->in_header = true;
}

static int open_body(GoFeed *feed)
{
    feed->header = feed->outer.items[--feed->outer.count];
    feed->in_header = feed->outer.count > 0;
    return T_LBODY;
}

/* A token at the depth of the innermost header. Returns the code the grammar gets. */
static int header_token(GoFeed *feed, int before, int code)
{
    Header *header = &feed->header;
    if (code != T_LBRACE || header->state == HEADER_BRACES) {
        header->state = next_state(header, before, code);
        return code;
    }
    bool complete = header->state == HEADER_DONE || header->state == HEADER_NAME ||
                    header->state == HEADER_QUALIFIED || header->state == HEADER_RESULTS;
    if (!complete || !header->takes_brace)
        return open_body(feed);
    header->state = HEADER_EXPR;
    return code;
}

const uint8_t go_feed_class[256] = {
    [T_LPAREN] = GO_FEED_OPENS,   [T_LBRACK] = GO_FEED_OPENS,  [T_LBRACE] = GO_FEED_OPENS,
    [T_LBODY] = GO_FEED_OPENS,    [T_RPAREN] = GO_FEED_CLOSES, [T_RBRACK] = GO_FEED_CLOSES,
    [T_RBRACE] = GO_FEED_CLOSES,  [T_IF] = GO_FEED_HEADER,     [T_FOR] = GO_FEED_HEADER,
    [T_SWITCH] = GO_FEED_HEADER,  [T_MAP] = GO_FEED_TYPE,      [T_STRUCT] = GO_FEED_TYPE,
    [T_INTERFACE] = GO_FEED_TYPE, [T_FUNC] = GO_FEED_TYPE,     [T_CHAN] = GO_FEED_TYPE,
};

int go_feed_take(GoFeed *feed, int before, int code, uint32_t start)
{
    unsigned class = go_feed_class[code];
    if (class == GO_FEED_CLOSES)
        feed->depth -= feed->depth > 0;
    if (feed->in_header && feed->depth == feed->header.depth)
        code = header_token(feed, before, code);
    if (class == GO_FEED_OPENS && ++feed->depth > GO_MAX_DEPTH) {
        feed->lexer.error = "nested too deeply: more than 200,000 open brackets";
        feed->lexer.error_at = start;
        return T_ILLEGAL;
    }
    if (class == GO_FEED_HEADER)
        open_header(feed);
    return code;
}
