/* parents.c - the node around a node, in a time that does not depend on how many siblings it has.
 *
 * The tree keeps only the last child's way up (GO_LAST). For most nodes that is a step or two; for
 * the entries of a long table or a long group of constants it is a walk over all that follow, for
 * each of them. So after a few steps the parents of the whole file are noted, once.
 */
#include "injector/unit.h"

enum { NEAR = 16 };

static GoRef *note_parents(const GoFile *file)
{
    GoRef *parents = bl_alloc(file->node_count * sizeof *parents);
    for (GoRef node = file->root; node; node = go_walk(file, file->root, node))
        for (GoRef child = go_first(file, node); child; child = go_next(file, child))
            parents[child] = node;
    return parents;
}

GoRef unit_parent(const InjectUnit *unit, uint32_t file, GoRef node)
{
    const GoFile *parsed = &unit->parsed[file];
    if (node == parsed->root)
        return 0;
    GoRef at = node;
    for (int step = 0; step < NEAR; step++, at = go_node(parsed, at)->next)
        if (go_has(parsed, at, GO_LAST))
            return go_node(parsed, at)->next;
    if (!unit->facts[file].parents)
        unit->facts[file].parents = note_parents(parsed);
    return unit->facts[file].parents[node];
}
