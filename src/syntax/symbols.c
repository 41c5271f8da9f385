/* symbols.c - interned identifier spellings.
 *
 * An open-addressing table of symbol numbers, and beside it one record per symbol. Spellings are
 * copied, so symbols outlive the sources they came from.
 */
#include <stdlib.h>

#include "syntax/symbols.h"

enum { FIRST_SLOTS = 1024 }; /* a power of two, as every later size */

static uint32_t hash_bytes(const char *text, size_t len)
{
    uint64_t hash = 0xcbf29ce484222325u ^ len; /* FNV-1a, by words of up to eight bytes */
    while (len >= 8) {
        uint64_t word;
        memcpy(&word, text, 8);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 32;
        text += 8;
        len -= 8;
    }
    uint64_t tail = 0;
    for (size_t i = 0; i < len; i++)
        tail = tail << 8 | (unsigned char)text[i];
    hash = (hash ^ tail) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(hash ^ hash >> 32);
}

GoSymbols *go_symbols_new(void)
{
    GoSymbols *symbols = bl_alloc(sizeof *symbols);
    symbols->slot_count = FIRST_SLOTS;
    symbols->slots = bl_alloc(sizeof *symbols->slots * FIRST_SLOTS);
    bl_vec_push(&symbols->list, (GoSymbol){0});
    go_intern(symbols, "_", 1);
    return symbols;
}

void go_symbols_free(GoSymbols *symbols)
{
    if (!symbols)
        return;
    free(symbols->slots);
    free(symbols->scope_entries);
    bl_vec_free(&symbols->list);
    bl_arena_free(&symbols->arena);
    free(symbols);
}

/* The slot that holds the spelling, or the empty one where it belongs. */
static GoSym *find_slot(const GoSymbols *symbols, const char *text, size_t len, uint32_t hash)
{
    size_t mask = symbols->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        GoSym sym = symbols->slots[i];
        if (!sym)
            return &symbols->slots[i];
        const GoSymbol *known = &symbols->list.items[sym];
        if (known->hash == hash && known->len == len && memcmp(known->text, text, len) == 0)
            return &symbols->slots[i];
    }
}

static void grow_slots(GoSymbols *symbols)
{
    free(symbols->slots);
    symbols->slot_count *= 2;
    symbols->slots = bl_alloc(sizeof *symbols->slots * symbols->slot_count);
    size_t mask = symbols->slot_count - 1;
    for (GoSym sym = 1; sym < symbols->list.count; sym++) {
        size_t i = symbols->list.items[sym].hash & mask;
        while (symbols->slots[i])
            i = (i + 1) & mask;
        symbols->slots[i] = sym;
    }
}

GoSym go_intern(GoSymbols *symbols, const char *text, size_t len)
{
    uint32_t hash = hash_bytes(text, len);
    GoSym *slot = find_slot(symbols, text, len, hash);
    GoSym known = *slot;
    if (known)
        return known;
    GoSym sym = (GoSym)symbols->list.count;
    GoSymbol symbol = {bl_str_dup(&symbols->arena, bl_str(text, len)), (uint32_t)len, hash};
    bl_vec_push(&symbols->list, symbol);
    *slot = sym;
    if (symbols->list.count * 2 > symbols->slot_count)
        grow_slots(symbols);
    return sym;
}

GoSym go_lookup(const GoSymbols *symbols, BlStr text)
{
    return *find_slot(symbols, text.ptr, text.len, hash_bytes(text.ptr, text.len));
}

BlStr go_spelling(const GoSymbols *symbols, GoSym sym)
{
    const GoSymbol *symbol = &symbols->list.items[sym];
    return bl_str(symbol->text ? symbol->text : "", symbol->len);
}

size_t go_symbol_count(const GoSymbols *symbols)
{
    return symbols->list.count;
}
