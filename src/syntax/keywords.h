/* keywords.h - which words are keywords (Go specification, "Keywords").
 *
 * The lexer asks this of every word, so it takes one look and no branch: a multiplication spreads
 * the words over 64 slots, and each keyword has one for itself. What stands there is the word's
 * token, or another word.
 */
#ifndef BENCHLINE_KEYWORDS_H
#define BENCHLINE_KEYWORDS_H

#include "syntax/scan.h"

/* The word, its token without the T_, the operation that it stands for in the tree. */
#define GO_KEYWORDS(X)                                                                          \
    X(break, BREAK, BREAK) X(case, CASE, NONE) X(chan, CHAN, NONE) X(const, CONST, CONST)       \
    X(continue, CONTINUE, CONTINUE) X(default, DEFAULT, NONE) X(defer, DEFER, NONE)             \
    X(else, ELSE, NONE) X(fallthrough, FALLTHROUGH, FALLTHROUGH) X(for, FOR, NONE)              \
    X(func, FUNC, NONE) X(go, GO, NONE) X(goto, GOTO, GOTO) X(if, IF, NONE)                     \
    X(import, IMPORT, IMPORT) X(interface, INTERFACE, NONE) X(map, MAP, NONE)                   \
    X(package, PACKAGE, NONE) X(range, RANGE, NONE) X(return, RETURN, NONE)                     \
    X(select, SELECT, NONE) X(struct, STRUCT, NONE) X(switch, SWITCH, NONE) X(type, TYPE, TYPE) \
    X(var, VAR, VAR)

typedef struct GoKeyword {
    GoHead word;
    uint8_t code, op; /* T_..., GO_OP_... */
} GoKeyword;

enum { GO_KEYWORD_BITS = 6 };
extern GoKeyword go_keywords[1 << GO_KEYWORD_BITS];

/* Fills the table, once a process; may be called from any thread. */
void go_keywords_init(void);

/* The slot for a word that begins with `head`; words longer than that are no keywords. */
static inline const GoKeyword *go_keyword_slot(GoHead head)
{
    /* Found by trying: random odd numbers have this property once in a few dozen. */
    const uint64_t factor = 0xCB712A5A4C51D8FBu;
    return &go_keywords[head.bytes[0] * factor >> (64 - GO_KEYWORD_BITS)];
}

static inline bool go_same_head(GoHead a, GoHead b)
{
    return ((a.bytes[0] ^ b.bytes[0]) | (a.bytes[1] ^ b.bytes[1])) == 0;
}

#endif
