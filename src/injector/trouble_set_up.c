/* trouble_set_up.c - variables that somebody sets up before the tests run, as nobody does a copy.
 *
 * Setters run without being called: init, TestMain, initializations that call something. What they
 * may change is what they reach.
 */
#include "injector/trouble.h"

static bool is_variable(const InjectUnit *unit, const Decl *decl)
{
    return decl->gen_decl && go_node(&unit->parsed[decl->file], decl->gen_decl)->op == GO_OP_VAR;
}

/* Does a variable's initialization call something? */
static bool calls(const GoFile *file, GoRef spec)
{
    for (GoRef node = spec; node;) {
        if (go_kind(file, node) == GO_CallExpr)
            return true;
        node = go_kind(file, node) == GO_FuncLit ? go_walk_past(file, spec, node)
                                                 : go_walk(file, spec, node);
    }
    return false;
}

/* What runs before the tests without being called: init, TestMain, initializations that call. */
bool unit_runs_by_itself(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    if (is_variable(unit, decl))
        return calls(file, decl->node);
    if (go_kind(file, decl->node) != GO_FuncDecl || go_func_recv(file, decl->node))
        return false;
    BlStr name = unit_decl_spelling(unit, decl);
    return bl_str_eq(name, BL_STR("init")) ||
           (bl_str_eq(name, BL_STR("TestMain")) && !unit_signature_mentions(unit, decl));
}

/* Notes what a declaration that runs by itself may set up: for each variable the first one. Where
 * an earlier one has been, this one finds nothing new. */
void unit_note_set_up(InjectUnit *unit, uint32_t setter)
{
    unit_reach_add(&unit->inner, setter);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->inner)) != NO_DECL;) {
        const Decl *decl = &unit->decls.items[at];
        for (size_t i = 0; i < decl->references.count; i++) {
            uint32_t to = decl->references.items[i].decl;
            if (to == NO_DECL || to == at)
                continue;
            Decl *target = &unit->decls.items[to];
            if (target->setter == NO_DECL && is_variable(unit, target))
                target->setter = setter;
        }
    }
}

/* A variable that the test at hand needs a copy of, and that `setter`, which is not copied, may
 * change before the test runs. */
static Trouble set_up_by(InjectUnit *unit, uint32_t setter)
{
    const Decl *by = &unit->decls.items[setter];
    BlStr by_name = unit_decl_spelling(unit, by);
    unit_reach_begin(&unit->inner);
    unit_reach_add(&unit->inner, setter);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->inner)) != NO_DECL;) {
        const Decl *decl = &unit->decls.items[at];
        if (!is_variable(unit, decl) || !unit_reached(&unit->reach, at))
            continue;
        BlStr name = unit_decl_spelling(unit, decl);
        return unit_trouble_at(unit, decl, unit_decl_name(unit, decl),
                               "needs %.*s, which mentions %s and is set up by %s%.*s, as a "
                               "copy would not be",
                               (int)name.len, name.ptr, unit_mentioned_by(unit, decl),
                               is_variable(unit, by) ? "the initialization of " : "",
                               (int)by_name.len, by_name.ptr);
    }
    return NO_TROUBLE;
}

static uint32_t first_setter(const InjectUnit *unit, const Baggage *baggage)
{
    uint32_t first = NO_DECL;
    for (size_t i = 0; i < baggage->count; i++) {
        uint32_t setter = unit->decls.items[baggage->items[i]].setter;
        first = setter < first ? setter : first;
    }
    return first;
}

Trouble unit_trouble_with_set_up(InjectUnit *unit, const Baggage *baggage)
{
    uint32_t first = first_setter(unit, baggage); /* those before it set up nothing of this */
    Trouble trouble = NO_TROUBLE;
    for (size_t i = 0; i < unit->setters.count && !trouble.reason && first != NO_DECL; i++) {
        uint32_t setter = unit->setters.items[i];
        if (setter >= first && !unit_reached(&unit->reach, setter))
            trouble = set_up_by(unit, setter);
    }
    return trouble;
}
