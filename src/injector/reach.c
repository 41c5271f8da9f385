/* reach.c - along the references between declarations, there and back.
 *
 * A test needs what it refers to, and so on; only what mentions testing.T counts, because the rest
 * need not be copied. A method brings its type, and a type all its methods. Going back, the same
 * steps tell who needs a declaration. Every walk has a number, and a declaration keeps the number
 * of the last walk that met it: so to begin a walk costs nothing, however large the package is.
 */
#include <stdlib.h>

#include "injector/unit.h"

bool unit_is_foreign(const InjectUnit *unit, const Decl *method)
{
    return !unit->files[unit->decls.items[method->receiver].file].is_test;
}

/* ---- who refers to what ---------------------------------------------------------------------- */

/* The declaration that the i-th reference leads to; NO_DECL for testing.T and for itself. */
static uint32_t target_of(const InjectUnit *unit, uint32_t from, size_t i)
{
    uint32_t to = unit->decls.items[from].references.items[i].decl;
    return to == from ? NO_DECL : to;
}

static void list_users(InjectUnit *unit)
{
    size_t count = unit->decls.count;
    unit->first_user = bl_alloc((count + 2) * sizeof *unit->first_user);
    uint32_t *ends = unit->first_user + 1; /* while filling, ends[i] is where i's next one goes */
    for (uint32_t from = 0; from < count; from++)
        for (size_t i = 0; i < unit->decls.items[from].references.count; i++)
            if (target_of(unit, from, i) != NO_DECL)
                ends[target_of(unit, from, i) + 1]++;
    for (size_t i = 1; i <= count; i++)
        ends[i] += ends[i - 1];
    unit->users = bl_alloc(ends[count] * sizeof *unit->users);
    for (uint32_t from = 0; from < count; from++)
        for (size_t i = 0; i < unit->decls.items[from].references.count; i++)
            if (target_of(unit, from, i) != NO_DECL)
                unit->users[ends[target_of(unit, from, i)]++] = from;
}

void unit_reach_init(InjectUnit *unit)
{
    list_users(unit);
    unit->reach.met = bl_alloc(unit->decls.count * sizeof *unit->reach.met);
    unit->inner.met = bl_alloc(unit->decls.count * sizeof *unit->inner.met);
}

void unit_reach_free(InjectUnit *unit)
{
    free(unit->users);
    free(unit->first_user);
    free(unit->reach.met);
    free(unit->inner.met);
    bl_vec_free(&unit->reach.stack);
    bl_vec_free(&unit->inner.stack);
}

/* ---- spreading ------------------------------------------------------------------------------- */

typedef BL_VEC(uint32_t) DeclList;

static void give(InjectUnit *unit, uint32_t decl, unsigned trait, DeclList *fresh)
{
    if (unit->decls.items[decl].traits & trait)
        return;
    unit->decls.items[decl].traits |= trait;
    bl_vec_push(fresh, decl);
}

void unit_spread(InjectUnit *unit, unsigned trait)
{
    DeclList fresh = {0}; /* they have it, and those that they give it to may not have it yet */
    for (uint32_t i = 0; i < unit->decls.count; i++)
        if (unit->decls.items[i].traits & trait)
            bl_vec_push(&fresh, i);
    while (fresh.count) {
        uint32_t at = fresh.items[--fresh.count];
        for (uint32_t i = unit->first_user[at]; i < unit->first_user[at + 1]; i++)
            give(unit, unit->users[i], trait, &fresh);
        const Decl *decl = &unit->decls.items[at];
        if (decl->receiver != NO_DECL && !(trait == DECL_MENTIONS && unit_is_foreign(unit, decl)))
            give(unit, decl->receiver, trait, &fresh);
    }
    bl_vec_free(&fresh);
}

/* ---- walking --------------------------------------------------------------------------------- */

void unit_reach_begin(Reach *reach)
{
    reach->walk++;
    reach->stack.count = 0;
}

void unit_reach_add(Reach *reach, uint32_t decl)
{
    if (decl == NO_DECL || unit_reached(reach, decl))
        return;
    reach->met[decl] = reach->walk;
    bl_vec_push(&reach->stack, decl);
}

static void add_mentioning(const InjectUnit *unit, Reach *reach, uint32_t decl)
{
    if (decl != NO_DECL && (unit->decls.items[decl].traits & DECL_MENTIONS))
        unit_reach_add(reach, decl);
}

uint32_t unit_reach_pop(Reach *reach)
{
    return reach->stack.count ? reach->stack.items[--reach->stack.count] : NO_DECL;
}

void unit_reach_go_on(const InjectUnit *unit, Reach *reach, uint32_t at)
{
    const Decl *decl = &unit->decls.items[at];
    for (size_t i = 0; i < decl->references.count; i++)
        add_mentioning(unit, reach, decl->references.items[i].decl);
    if (decl->receiver != NO_DECL && !unit_is_foreign(unit, decl))
        add_mentioning(unit, reach, decl->receiver);
    /* All methods go with their type, those that do not mention testing.T too. */
    if (go_kind(&unit->parsed[decl->file], decl->node) == GO_TypeSpec)
        for (uint32_t i = decl->first_method; i != NO_DECL; i = unit->decls.items[i].next_method)
            unit_reach_add(reach, i);
}

uint32_t unit_reach_next(const InjectUnit *unit, Reach *reach)
{
    uint32_t at = unit_reach_pop(reach);
    if (at != NO_DECL)
        unit_reach_go_on(unit, reach, at);
    return at;
}

static void add_those_before(const InjectUnit *unit, Reach *reach, uint32_t at)
{
    const Decl *decl = &unit->decls.items[at];
    const GoFile *file = &unit->parsed[decl->file];
    if (decl->receiver != NO_DECL) { /* a method: nobody can name it, but its type brings it */
        const Decl *type = &unit->decls.items[decl->receiver];
        if (go_kind(&unit->parsed[type->file], type->node) == GO_TypeSpec)
            unit_reach_add(reach, decl->receiver);
    }
    if (!(decl->traits & DECL_MENTIONS))
        return;
    for (uint32_t i = unit->first_user[at]; i < unit->first_user[at + 1]; i++)
        unit_reach_add(reach, unit->users[i]);
    if (go_kind(file, decl->node) != GO_TypeSpec)
        return;
    for (uint32_t i = decl->first_method; i != NO_DECL; i = unit->decls.items[i].next_method)
        if (!unit_is_foreign(unit, &unit->decls.items[i]))
            unit_reach_add(reach, i);
}

void unit_reach_needing(const InjectUnit *unit, Reach *reach, uint32_t decl)
{
    unit_reach_begin(reach);
    unit_reach_add(reach, decl);
    for (uint32_t at; (at = unit_reach_pop(reach)) != NO_DECL;)
        add_those_before(unit, reach, at);
}
