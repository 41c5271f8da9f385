/* symbols.h - the inside of GoSymbols, for the parser and the resolver.
 *
 * The parser asks for a symbol at every identifier, and every seventh one is new to its file, so
 * both ways are short. A slot of the table holds a spelling's first sixteen bytes, which is all of
 * nearly every identifier: then one comparison decides, nothing else is read, and no branch depends
 * on how long the identifier is.
 */
#ifndef BENCHLINE_SYMBOLS_H
#define BENCHLINE_SYMBOLS_H

#include "benchline/syntax.h"
#include "syntax/scan.h"

typedef struct GoSymbol {
    const char *text; /* with zeros behind it, up to GO_HEAD bytes at least */
    uint32_t len, hash;
} GoSymbol;

typedef struct GoSlot {
    GoHead head;
    GoSym sym; /* 0: the slot is empty */
    uint32_t len;
} GoSlot;

/* What a symbol means in the scopes open now, while resolve.c walks a file. */
typedef struct GoScopeEntry {
    GoRef declaration; /* 0: not declared */
    uint32_t depth;    /* of the scope that declares it */
} GoScopeEntry;

struct GoSymbols {
    BL_VEC(GoSymbol) list;       /* list.items[sym]; item 0 is no symbol */
    GoSlot *slots;               /* open addressing */
    size_t slot_count;           /* a power of two */
    GoHead secret;               /* see go_hash() */
    BlArena arena;               /* holds the spellings: */
    char *room;                  /* a part of it that is not used yet, */
    size_t room_left;            /* and its bytes */
    GoScopeEntry *scope_entries; /* one a symbol; all zero between files, so files can share it */
    size_t scope_entry_count;
};

/* Mixes two words: the halves of their product, each of which depends on all of both (W. Yi,
 * wyhash). The secrets differ from run to run, so that no source can be written to make symbols
 * collide. */
static inline uint32_t go_hash(const GoSymbols *symbols, GoHead head)
{
    __extension__ typedef unsigned __int128 Product;
    Product product = (Product)(head.bytes[0] ^ symbols->secret.bytes[0]) *
                      (head.bytes[1] ^ symbols->secret.bytes[1]);
    return (uint32_t)(product ^ product >> 64);
}

/* The symbol of a spelling that is not in the first slot for it, or not there yet. */
GoSym go_intern_slowly(GoSymbols *symbols, const char *text, size_t len, GoHead head,
                       uint32_t hash);

/* The symbol of source text[0..len), which stands before `limit`, the NUL behind the source. */
static inline GoSym go_intern_source(GoSymbols *symbols, const char *text, size_t len,
                                     const char *limit)
{
    if (len > GO_HEAD)
        return go_intern(symbols, text, len);
    GoHead head = go_scan_head((GoBytes)text, len, (GoBytes)limit);
    uint32_t hash = go_hash(symbols, head);
    const GoSlot *slot = &symbols->slots[hash & (symbols->slot_count - 1)];
    bool same = ((slot->head.bytes[0] ^ head.bytes[0]) | (slot->head.bytes[1] ^ head.bytes[1]) |
                 (slot->len ^ len)) == 0;
    return same ? slot->sym : go_intern_slowly(symbols, text, len, head, hash);
}

#endif
