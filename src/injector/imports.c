/* imports.c - what the names are that a file's imports bring.
 *
 * Every selector x.y of a test may begin with a package's name, and a file may import hundreds of
 * packages: so the names are listed once, sorted by symbol, and looked up by halving.
 */
#include <stdlib.h>

#include "injector/unit.h"

static int by_name(const void *a, const void *b)
{
    const ImportName *left = a, *right = b;
    if (left->name != right->name)
        return left->name < right->name ? -1 : 1;
    return left->testing - right->testing; /* two imports may bring one name: import . "testing" */
}

void unit_list_imports(InjectUnit *unit, uint32_t file)
{
    const GoFile *parsed = &unit->parsed[file];
    UnitFile *facts = &unit->facts[file];
    for (GoRef spec = go_next_import(parsed, 0); spec; spec = go_next_import(parsed, spec)) {
        bool testing = bl_str_eq(go_import_path(parsed, spec), BL_STR("testing"));
        bool named = go_has(parsed, spec, GO_HAS_NAME);
        GoSym name = named ? go_sym(parsed, go_first(parsed, spec))
                           : go_lookup(unit->symbols, go_import_name(parsed, spec));
        if (named && name == DOT_IMPORT)
            unit->has_dot_import = true;
        if (testing && !facts->testing_import && (!named || name != GO_SYM_BLANK))
            facts->testing_import = spec;
        if (named || name) /* an implied name that nobody spells is nobody's business */
            bl_vec_push(&facts->imports, (ImportName){name, testing});
    }
    if (facts->imports.count)
        qsort(facts->imports.items, facts->imports.count, sizeof *facts->imports.items, by_name);
}

static bool brings(const InjectUnit *unit, uint32_t file, ImportName wanted)
{
    const UnitFile *facts = &unit->facts[file];
    return facts->imports.count && bsearch(&wanted, facts->imports.items, facts->imports.count,
                                           sizeof *facts->imports.items, by_name);
}

bool unit_is_import(const InjectUnit *unit, uint32_t file, GoSym name)
{
    return brings(unit, file, (ImportName){name, false}) || unit_names_testing(unit, file, name);
}

bool unit_names_testing(const InjectUnit *unit, uint32_t file, GoSym name)
{
    return brings(unit, file, (ImportName){name, true});
}
