/* embedded_fields.c - structs that embed *testing.T, and whoever asks for that field by its name,
 * T.
 *
 * An embedded field is called like its type, so in a copy it would have another name. Where
 * somebody asks for it, the copy embeds a type T instead, which the shim declares as another name
 * of its own type: of `testing.T`, the copy goes without `testing.`. Nothing else may stand behind
 * it in its line then, or gofmt would line that up anew; and no other T may be in the way: declared
 * in the package, imported under that name or with a dot, or declared in between, a type parameter
 * perhaps.
 */
#include "injector/unit.h"

bool unit_is_embedded(const InjectUnit *unit, uint32_t file_number, GoRef type)
{
    const GoFile *file = &unit->parsed[file_number];
    GoRef around = unit_parent(unit, file_number, type);
    while (go_first(file, around) == type &&
           (go_kind(file, around) == GO_StarExpr || go_kind(file, around) == GO_IndexExpr ||
            go_kind(file, around) == GO_IndexListExpr)) {
        type = around;
        around = unit_parent(unit, file_number, around);
    }
    if (go_kind(file, around) != GO_Field || go_node(file, around)->aux != 0)
        return false;
    GoRef list = unit_parent(unit, file_number, around);
    return go_kind(file, unit_parent(unit, file_number, list)) == GO_StructType;
}

GoRef unit_member_name(const InjectUnit *unit, uint32_t file_number, GoRef node)
{
    const GoFile *file = &unit->parsed[file_number];
    GoRef first = go_first(file, node);
    if (go_kind(file, node) == GO_KeyValueExpr)
        return go_kind(file, first) == GO_Ident ? first : 0;
    if (go_kind(file, node) != GO_SelectorExpr)
        return 0;
    bool of_package = go_kind(file, first) == GO_Ident && go_has(file, first, GO_UNRESOLVED) &&
                      unit_is_import(unit, file_number, go_sym(file, first));
    return of_package ? 0 : go_next(file, first);
}

/* ---- the type T ------------------------------------------------------------------------------ */

/* Is the field the last thing in its line, or in a struct of one line? */
static bool ends_its_line(const InjectUnit *unit, const Decl *decl, GoRef type)
{
    const GoFile *file = &unit->parsed[decl->file];
    const char *text = file->source.ptr + go_node(file, type)->end;
    text += strspn(text, " \t");
    return *text == '\n' || *text == '\r' || *text == '}' || *text == ';';
}

/* Does the declaration declare a T inside? */
static bool declares(const GoFile *file, GoRef decl, GoSym name)
{
    for (GoRef node = decl; node; node = go_walk(file, decl, node))
        if (go_kind(file, node) == GO_Ident && go_has(file, node, GO_DECLARES) &&
            go_sym(file, node) == name)
            return true;
    return false;
}

/* Can every testing.T that is embedded in this declaration become a T? */
static bool can_embed(const InjectUnit *unit, const Decl *decl, GoSym name)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        if (reference->decl != NO_DECL || !unit_is_embedded(unit, decl->file, reference->node))
            continue;
        if (!ends_its_line(unit, decl, reference->node) || declares(file, decl->node, name))
            return false;
    }
    return true;
}

static bool asks_for(const InjectUnit *unit, const Decl *decl, GoSym name)
{
    const GoFile *file = &unit->parsed[decl->file];
    for (GoRef node = decl->node; node; node = go_walk(file, decl->node, node)) {
        GoRef member = unit_member_name(unit, decl->file, node);
        if (member && go_sym(file, member) == name)
            return true;
    }
    return false;
}

static bool is_free(const InjectUnit *unit, GoSym name)
{
    if (unit->has_dot_import || unit->names[name].decl != NO_DECL)
        return false;
    for (uint32_t file = 0; file < unit->file_count; file++)
        if (unit_is_import(unit, file, name))
            return false;
    return true;
}

bool unit_can_keep_t(const InjectUnit *unit)
{
    GoSym name = go_lookup(unit->symbols, BL_STR("T"));
    bool asked = false;
    if (!name || !is_free(unit, name))
        return false;
    for (size_t i = 0; i < unit->decls.count; i++) {
        const Decl *decl = &unit->decls.items[i];
        if (!(decl->traits & DECL_MENTIONS))
            continue;
        if (!can_embed(unit, decl, name))
            return false;
        asked = asked || asks_for(unit, decl, name);
    }
    return asked;
}
