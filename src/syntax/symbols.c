/* symbols.c - interned identifier spellings; see symbols.h.
 *
 * An open-addressing table, and beside it one record per symbol. Spellings are copied, so symbols
 * outlive the sources they came from.
 */
#include "syntax/symbols.h"

#include <stdlib.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

enum {
    FIRST_SLOTS = 1024, /* a power of two, as every later size */
    GROWTH = 4,         /* too; as each growth puts every symbol in anew */
};

static GoHead head_of(const char *text, size_t len)
{
    GoHead head = {{0, 0}};
    if (len >= GO_HEAD)
        memcpy(&head, text, GO_HEAD);
    else
        memcpy(&head, text, len);
    return head;
}

static uint32_t hash_of(const GoSymbols *symbols, const char *text, size_t len, GoHead head)
{
    uint32_t hash = go_hash(symbols, head);
    for (size_t at = GO_HEAD; at < len; at += GO_HEAD) {
        uint32_t next = go_hash(symbols, head_of(text + at, len - at));
        hash = go_hash(symbols, (GoHead){{hash, next}});
    }
    return hash;
}

/* Not for ever secret, only not known to who wrote the source. */
static GoHead make_secret(void)
{
    GoHead secret;
    if (getrandom(&secret, sizeof secret, GRND_NONBLOCK) != sizeof secret) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        secret = (GoHead){{(uint64_t)now.tv_nsec << 32 ^ (uint64_t)getpid(), (uintptr_t)&secret}};
    }
    return secret;
}

/* ---- the table ------------------------------------------------------------------------------- */

/* The slot that holds the spelling, or the empty one where it belongs. */
static GoSlot *find_slot(const GoSymbols *symbols, const char *text, size_t len, GoHead head,
                         uint32_t hash)
{
    size_t mask = symbols->slot_count - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        GoSlot *slot = &symbols->slots[i];
        if (!slot->sym)
            return slot;
        if (slot->head.bytes[0] != head.bytes[0] || slot->head.bytes[1] != head.bytes[1] ||
            slot->len != (uint32_t)len)
            continue;
        const GoSymbol *symbol = &symbols->list.items[slot->sym];
        if (len <= GO_HEAD || (symbol->len == len && memcmp(symbol->text, text, len) == 0))
            return slot;
    }
}

static void grow_slots(GoSymbols *symbols)
{
    free(symbols->slots);
    symbols->slot_count *= GROWTH;
    symbols->slots = bl_alloc(sizeof *symbols->slots * symbols->slot_count);
    size_t mask = symbols->slot_count - 1;
    for (GoSym sym = 1; sym < symbols->list.count; sym++) {
        const GoSymbol *symbol = &symbols->list.items[sym];
        size_t i = symbol->hash & mask;
        while (symbols->slots[i].sym)
            i = (i + 1) & mask;
        symbols->slots[i] = (GoSlot){head_of(symbol->text, symbol->len), sym, symbol->len};
    }
}

/* ---- spellings ------------------------------------------------------------------------------- */

enum { ROOM = 4096 };

/* A copy with at least one zero behind it, and zeros up to GO_HEAD bytes. */
static const char *keep(GoSymbols *symbols, const char *text, size_t len, GoHead head)
{
    size_t size = (len + 1 + GO_HEAD - 1) / GO_HEAD * GO_HEAD;
    if (size > ROOM / 4)
        return bl_str_dup(&symbols->arena, bl_str(text, len));
    if (symbols->room_left < size) {
        symbols->room = bl_arena_alloc(&symbols->arena, ROOM);
        symbols->room_left = ROOM;
    }
    char *copy = symbols->room;
    symbols->room += size;
    symbols->room_left -= size;
    memcpy(copy, &head, GO_HEAD);
    if (len > GO_HEAD)
        memcpy(copy + GO_HEAD, text + GO_HEAD, len - GO_HEAD);
    return copy;
}

GoSym go_intern_slowly(GoSymbols *symbols, const char *text, size_t len, GoHead head, uint32_t hash)
{
    GoSlot *slot = find_slot(symbols, text, len, head, hash);
    if (slot->sym)
        return slot->sym;
    GoSym sym = (GoSym)symbols->list.count;
    GoSymbol symbol = {keep(symbols, text, len, head), (uint32_t)len, hash};
    bl_vec_push(&symbols->list, symbol);
    *slot = (GoSlot){head, sym, (uint32_t)len};
    if (symbols->list.count * 2 > symbols->slot_count)
        grow_slots(symbols);
    return sym;
}

/* ---- symbols --------------------------------------------------------------------------------- */

GoSym go_intern(GoSymbols *symbols, const char *text, size_t len)
{
    GoHead head = head_of(text, len);
    return go_intern_slowly(symbols, text, len, head, hash_of(symbols, text, len, head));
}

GoSym go_lookup(const GoSymbols *symbols, BlStr text)
{
    GoHead head = head_of(text.ptr, text.len);
    return find_slot(symbols, text.ptr, text.len, head, hash_of(symbols, text.ptr, text.len, head))
        ->sym;
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

GoSymbols *go_symbols_new(void)
{
    GoSymbols *symbols = bl_alloc(sizeof *symbols);
    symbols->secret = make_secret();
    symbols->slot_count = FIRST_SLOTS;
    symbols->slots = bl_alloc(sizeof *symbols->slots * FIRST_SLOTS);
    symbols->list.cap = FIRST_SLOTS / 4; /* doubled here, and full when the table is */
    symbols->list.items = bl_vec_grow(NULL, &symbols->list.cap, sizeof *symbols->list.items);
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
