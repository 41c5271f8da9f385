/* feed.h - between the lexer and the grammar: what kind of `{` this is.
 *
 * In `if x == T {` the brace opens the body, in `x == T{` it opens a composite literal; the Go
 * specification ("Composite literals") settles it by where the brace stands, which a context-free
 * grammar cannot see. The feed sees it, and hands the grammar two tokens: T_LBODY opens the body
 * of an if, for or switch, T_LBRACE is every other brace.
 */
#ifndef BENCHLINE_FEED_H
#define BENCHLINE_FEED_H

#include "syntax/lexer.h"

/* Where the feed is inside a type that stands in a header, at the header's own bracket depth. */
typedef enum HeaderState {
    HEADER_EXPR,      /* not in a type: a `{` here opens the body */
    HEADER_TYPE,      /* a type must follow */
    HEADER_NAME,      /* a type's name, or its package's, was read */
    HEADER_DOT,       /* the dot after a package's name was read */
    HEADER_QUALIFIED, /* package and name were read; `[args]` may go on */
    HEADER_LENGTH,    /* inside the brackets before an element type, or map's key */
    HEADER_ARGS,      /* inside the brackets of type arguments */
    HEADER_PAREN,     /* inside the parentheses around a type, or a result list */
    HEADER_MAP,       /* `map` was read */
    HEADER_BRACES,    /* `struct` or `interface` was read: its own braces follow */
    HEADER_FUNC,      /* `func` was read: its parameters follow */
    HEADER_RESULTS,   /* the parameters were read: results may follow */
    HEADER_DONE,      /* the type is complete */
} HeaderState;

typedef struct Header {
    uint32_t depth; /* bracket depth of the keyword */
    HeaderState state;
    /* The outermost type is one that a `{` can follow: []T{, map[K]V{, struct{}{, func(){. */
    bool takes_brace;
} Header;

typedef struct GoFeed {
    GoLexer lexer;
    uint32_t depth;       /* brackets open now */
    bool in_header;       /* `header` is meaningful */
    Header header;        /* the innermost open header */
    BL_VEC(Header) outer; /* the headers around it; its count is 0 outside of any */
} GoFeed;

/* Brackets open at once at which a source is refused. go/parser refuses 100,000 levels of nesting,
 * and a level can have two brackets: interface{m(x interface{m(x ... */
enum { GO_MAX_DEPTH = 200000 };

void go_feed_init(GoFeed *feed, GoFile *file);
void go_feed_free(GoFeed *feed);

/* What the feed does about a token, by its code: nothing, for most; about those with which a type
 * may begin, only in a header. */
enum { GO_FEED_PLAIN, GO_FEED_TYPE, GO_FEED_OPENS, GO_FEED_CLOSES, GO_FEED_HEADER };
extern const uint8_t go_feed_class[256];

/* go_feed() for the tokens about which there is more to do than to count brackets. */
int go_feed_take(GoFeed *feed, int before, int code, uint32_t start);

/* Takes a token and the code of the one before it; returns the code that the grammar gets. `start`
 * is the token's offset. Most are done with after one look at a table, in headers too: outside of
 * any, `header` is all zero, and its state HEADER_EXPR. */
static inline int go_feed(GoFeed *feed, int before, int code, uint32_t start)
{
    unsigned class = go_feed_class[code];
    if (class == GO_FEED_PLAIN && feed->header.state == HEADER_EXPR)
        return code;
    if (feed->in_header || class == GO_FEED_HEADER || feed->depth == GO_MAX_DEPTH)
        return go_feed_take(feed, before, code, start);
    feed->depth += class == GO_FEED_OPENS;
    feed->depth -= class == GO_FEED_CLOSES && feed->depth > 0;
    return code;
}

#endif
