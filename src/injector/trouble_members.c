/* trouble_members.c - names behind a dot or before a colon, which no scope binds: x.T and {T: y}.
 *
 * Two kinds of them stand against a copy. A foreign method (plan.c) is not there in it. And a field
 * that embeds a type is called like the type, so in the copy it has another name; whether that is
 * the field that is asked for depends on which structs come along.
 */
#include "injector/trouble.h"

/* The name of the embedded field that a reference makes and a copy renames; 0: it makes none. */
static GoSym embedded_name(const InjectUnit *unit, const Decl *decl, const Reference *reference)
{
    const GoFile *file = &unit->parsed[decl->file];
    bool renamed = reference->decl == NO_DECL
                       ? !unit->keeps_t
                       : (unit->decls.items[reference->decl].traits & DECL_MENTIONS);
    if (!renamed || !unit_is_embedded(unit, decl->file, reference->node))
        return 0;
    bool qualified = go_kind(file, reference->node) == GO_SelectorExpr;
    return go_sym(file, qualified ? go_child(file, reference->node, 1) : reference->node);
}

void unit_note_embedded(InjectUnit *unit, Decl *decl)
{
    for (size_t i = 0; i < decl->references.count; i++) {
        GoSym name = embedded_name(unit, decl, &decl->references.items[i]);
        if (!name)
            continue;
        unit->names[name].embedded = true;
        decl->marks |= EMBEDS;
    }
}

/* The fields that this declaration embeds are among what the test at hand takes along. */
void unit_take_embedded(InjectUnit *unit, const Decl *decl)
{
    for (size_t i = 0; i < decl->references.count; i++) {
        GoSym name = embedded_name(unit, decl, &decl->references.items[i]);
        if (name)
            unit->names[name].embedded_in = unit->reach.walk;
    }
}

/* References stand in the order of the source. */
static bool is_reference(const InjectUnit *unit, const Decl *decl, GoRef node)
{
    const GoFile *file = &unit->parsed[decl->file];
    const Reference *references = decl->references.items;
    size_t low = 0, high = decl->references.count; /* in [low, high]: the first one not before */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (go_node(file, references[middle].node)->start < go_node(file, node)->start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < decl->references.count && references[low].node == node;
}

static bool names_foreign_method(const InjectUnit *unit, const Decl *decl, GoRef name)
{
    GoSym sym = go_sym(&unit->parsed[decl->file], name);
    return (decl->traits & DECL_NEAR_FOREIGN) && unit->names[sym].foreign_method;
}

static bool names_embedded_field(const InjectUnit *unit, const Decl *decl, GoRef name)
{
    GoSym sym = go_sym(&unit->parsed[decl->file], name);
    return unit->names[sym].embedded && !is_reference(unit, decl, name);
}

static Trouble trouble_with_method(InjectUnit *unit, const Decl *decl, GoRef name)
{
    BlStr text = go_text(&unit->parsed[decl->file], name);
    return unit_trouble_at(unit, decl, name,
                           "needs the method %.*s, which mentions testing.T and belongs to a type "
                           "outside of the test files",
                           (int)text.len, text.ptr);
}

static Trouble trouble_with_field(InjectUnit *unit, const Decl *decl, GoRef name)
{
    BlStr text = go_text(&unit->parsed[decl->file], name);
    return unit_trouble_at(unit, decl, name,
                           "names the embedded field %.*s, whose type has another name in the copy",
                           (int)text.len, text.ptr);
}

/* With the fields that are embedded in what the test at hand takes along. */
Trouble unit_trouble_with_members(InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node; node = go_walk(file, decl->node, node)) {
        GoRef name = unit_member_name(unit, decl->file, node);
        if (name && names_foreign_method(unit, decl, name))
            return trouble_with_method(unit, decl, name);
        if (name && names_embedded_field(unit, decl, name) &&
            unit->names[go_sym(file, name)].embedded_in == unit->reach.walk)
            return trouble_with_field(unit, decl, name);
    }
    return NO_TROUBLE;
}

/* The first name with which there is, or may be, trouble; 0: there is none. */
static GoRef first_doubtful_member(const InjectUnit *unit, const Decl *decl)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node; node = go_walk(file, decl->node, node)) {
        GoRef name = unit_member_name(unit, decl->file, node);
        if (name &&
            (names_foreign_method(unit, decl, name) || names_embedded_field(unit, decl, name)))
            return name;
    }
    return 0;
}

static bool embeds(const InjectUnit *unit, const Decl *decl, GoSym name)
{
    for (size_t i = 0; (decl->marks & EMBEDS) && i < decl->references.count; i++)
        if (embedded_name(unit, decl, &decl->references.items[i]) == name)
            return true;
    return false;
}

/* Does whoever needs the declaration also take along a struct that embeds a field of this name? */
static bool brings_embedded(InjectUnit *unit, uint32_t decl, GoSym name)
{
    unit_reach_begin(&unit->inner);
    unit_reach_add(&unit->inner, decl);
    for (uint32_t at; (at = unit_reach_next(unit, &unit->inner)) != NO_DECL;)
        if (embeds(unit, &unit->decls.items[at], name))
            return true;
    return false;
}

/* What a declaration's members bring alone. */
Trouble unit_judge_members(InjectUnit *unit, uint32_t number)
{
    Decl *decl = &unit->decls.items[number];
    GoRef name = first_doubtful_member(unit, decl);
    if (!name)
        return NO_TROUBLE;
    if (names_foreign_method(unit, decl, name))
        return trouble_with_method(unit, decl, name);
    if (brings_embedded(unit, number, go_sym(&unit->parsed[decl->file], name)))
        return trouble_with_field(unit, decl, name);
    decl->marks |= NAMES_EMBEDDED;
    return NO_TROUBLE;
}
