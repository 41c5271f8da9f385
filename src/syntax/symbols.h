/* symbols.h - the inside of GoSymbols, for the lexer and its neighbours.
 *
 * The lexer asks for a symbol at every word, and every seventh one is new to its file, so both ways
 * are short. A slot of the table holds a spelling's first sixteen bytes, which is all of nearly
 * every word: then one comparison decides, nothing else is read, and no branch depends on how long
 * the word is. Keywords are words like any other, put there before the first file comes; a slot
 * says which token its word is.
 */
#ifndef BENCHLINE_SYMBOLS_H
#define BENCHLINE_SYMBOLS_H

#include "benchline/syntax.h"

enum { GO_HEAD = 16 }; /* bytes of a spelling that stand in its slot */

typedef struct GoSymbol {
    const char *text; /* with zeros behind it, up to GO_HEAD bytes at least */
    uint32_t len, hash;
} GoSymbol;

/* The first bytes of a spelling, with zeros behind a short one. */
typedef struct GoHead {
    uint64_t bytes[2];
} GoHead;

typedef struct GoSlot {
    GoHead head;
    GoSym sym;                   /* 0: the slot is empty */
    uint32_t len : 24, code : 8; /* lengths that do not fit are cut; code: of the token */
} GoSlot;

enum { GO_SLOT_LEN = (1 << 24) - 1 };

/* What a symbol means in the scopes open now, while resolve.c walks a file. */
typedef struct GoScopeEntry {
    GoRef declaration; /* 0: not declared */
    uint32_t depth;    /* of the scope that declares it */
} GoScopeEntry;

struct GoSymbols {
    BL_VEC(GoSymbol) list;       /* list.items[sym]; item 0 is no symbol */
    GoSlot *slots;               /* open addressing */
    size_t slot_count;           /* a power of two */
    BlArena arena;               /* holds the spellings: */
    char *room;                  /* a part of it that is not used yet, */
    size_t room_left;            /* and its bytes */
    GoScopeEntry *scope_entries; /* one a symbol; all zero between files, so files can share it */
    size_t scope_entry_count;
};

/* Keywords have the symbols after GO_SYM_BLANK, in the order of this list: word, the end of its
 * token's name, the operation it stands for in the tree. */
#define GO_KEYWORDS(X)                                                                          \
    X(break, BREAK, BREAK) X(case, CASE, NONE) X(chan, CHAN, NONE) X(const, CONST, CONST)       \
    X(continue, CONTINUE, CONTINUE) X(default, DEFAULT, NONE) X(defer, DEFER, NONE)             \
    X(else, ELSE, NONE) X(fallthrough, FALLTHROUGH, FALLTHROUGH) X(for, FOR, NONE)              \
    X(func, FUNC, NONE) X(go, GO, NONE) X(goto, GOTO, GOTO) X(if, IF, NONE)                     \
    X(import, IMPORT, IMPORT) X(interface, INTERFACE, NONE) X(map, MAP, NONE)                   \
    X(package, PACKAGE, NONE) X(range, RANGE, NONE) X(return, RETURN, NONE)                     \
    X(select, SELECT, NONE) X(struct, STRUCT, NONE) X(switch, SWITCH, NONE) X(type, TYPE, TYPE) \
    X(var, VAR, VAR)

enum {
    GO_SYM_BEFORE_KEYWORDS = GO_SYM_BLANK,
#define X(word, token, op) GO_SYM_##token,
    GO_KEYWORDS(X)
#undef X
        GO_SYM_AFTER_KEYWORDS
};

GoOp go_keyword_op(GoSym keyword);

static const uint64_t GO_HASH_FACTOR = 0x9E3779B97F4A7C15u; /* 2^64 over the golden ratio (Knuth) */

/* Mixes two words: their product has every bit of both in its middle. */
static inline uint32_t go_hash(GoHead head)
{
    uint64_t mixed = (head.bytes[0] ^ (head.bytes[1] * GO_HASH_FACTOR)) * GO_HASH_FACTOR;
    return (uint32_t)(mixed >> 32);
}

/* The slot of a spelling of at most GO_HEAD bytes; it is added when it is not there yet. The slot
 * is good until the next call. */
const GoSlot *go_intern_slow(GoSymbols *symbols, const char *text, size_t len, GoHead head,
                             uint32_t hash);
const GoSlot *go_intern_long(GoSymbols *symbols, const char *text, size_t len);

static inline const GoSlot *go_intern_head(GoSymbols *symbols, const char *text, size_t len,
                                           GoHead head)
{
    uint32_t hash = go_hash(head);
    const GoSlot *slot = &symbols->slots[hash & (symbols->slot_count - 1)];
    bool same = ((slot->head.bytes[0] ^ head.bytes[0]) | (slot->head.bytes[1] ^ head.bytes[1]) |
                 (slot->len ^ len)) == 0;
    return same ? slot : go_intern_slow(symbols, text, len, head, hash);
}

#endif
