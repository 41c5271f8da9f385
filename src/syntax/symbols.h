/* symbols.h - the inside of GoSymbols, for the lexer's neighbours. */
#ifndef BENCHLINE_SYMBOLS_H
#define BENCHLINE_SYMBOLS_H

#include "benchline/syntax.h"

typedef struct GoSymbol {
    const char *text;
    uint32_t len, hash;
} GoSymbol;

/* What a symbol means in the scopes open now, while resolve.c walks a file. */
typedef struct GoScopeEntry {
    GoRef declaration; /* 0: not declared */
    uint32_t depth;    /* of the scope that declares it */
} GoScopeEntry;

struct GoSymbols {
    BL_VEC(GoSymbol) list; /* list.items[sym]; item 0 is no symbol */
    GoSym *slots;          /* open addressing; 0: empty */
    size_t slot_count;     /* a power of two */
    BlArena arena;
    GoScopeEntry *scope_entries; /* one a symbol; all zero between files, so files can share it */
    size_t scope_entry_count;
};

#endif
