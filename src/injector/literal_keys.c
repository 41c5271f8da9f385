/* literal_keys.c - what a name before a colon is in a composite literal: a field of a struct, or a
 * value that is a key or an index (Go specification, "Composite literals").
 *
 * The scopes cannot tell, only the literal's type can; and as far as it is written down in the
 * package, it is followed here.
 */
#include "injector/unit.h"

/* A type as it is written somewhere. */
typedef struct WrittenType {
    uint32_t file;
    GoRef node; /* 0: not known here */
} WrittenType;

/* Along names of types, and out of nested literals: no real code has more. */
enum { MOST_STEPS = 64 };

/* The TypeSpec that declares a type's name, in a function or in the package. */
static WrittenType type_spec_of(const InjectUnit *unit, WrittenType name)
{
    const GoFile *file = &unit->parsed[name.file];
    GoRef binding = go_binding(file, name.node);
    if (binding) {
        GoRef around = unit_parent(unit, name.file, binding);
        return (WrittenType){name.file, go_kind(file, around) == GO_TypeSpec ? around : 0};
    }
    uint32_t decl = unit->names[go_sym(file, name.node)].decl;
    if (decl == NO_DECL)
        return (WrittenType){0};
    const Decl *target = &unit->decls.items[decl];
    bool type = go_kind(&unit->parsed[target->file], target->node) == GO_TypeSpec;
    return (WrittenType){target->file, type ? target->node : 0};
}

/* The type on the right of a TypeSpec. */
static WrittenType type_of_spec(const InjectUnit *unit, WrittenType spec)
{
    const GoFile *file = &unit->parsed[spec.file];
    unsigned before = go_has(file, spec.node, GO_HAS_TPARAMS) ? 2 : 1;
    return (WrittenType){spec.file, spec.node ? go_child(file, spec.node, before) : 0};
}

/* What a type is behind its names. */
static WrittenType underlying(const InjectUnit *unit, WrittenType type)
{
    for (int step = 0; type.node && step < MOST_STEPS; step++) {
        const GoFile *file = &unit->parsed[type.file];
        switch (go_node(file, type.node)->kind) {
        case GO_ParenExpr:
        case GO_IndexExpr:
        case GO_IndexListExpr:
            type.node = go_first(file, type.node);
            break;
        case GO_Ident:
            type = type_of_spec(unit, type_spec_of(unit, type));
            break;
        default:
            return type;
        }
    }
    return (WrittenType){0};
}

/* The type of a composite literal. One that leaves it out has the element's or key's of the literal
 * around it, or what those point to. */
static WrittenType literal_type(const InjectUnit *unit, uint32_t file_number, GoRef literal,
                                int step)
{
    const GoFile *file = &unit->parsed[file_number];
    if (go_has(file, literal, GO_HAS_TYPE))
        return underlying(unit, (WrittenType){file_number, go_first(file, literal)});
    GoRef around = unit_parent(unit, file_number, literal);
    bool is_key = go_kind(file, around) == GO_KeyValueExpr && go_first(file, around) == literal;
    if (go_kind(file, around) == GO_KeyValueExpr)
        around = unit_parent(unit, file_number, around);
    if (go_kind(file, around) != GO_CompositeLit || step == MOST_STEPS)
        return (WrittenType){0};
    WrittenType type = literal_type(unit, file_number, around, step + 1);
    const GoFile *there = &unit->parsed[type.file];
    if (go_kind(there, type.node) == GO_ArrayType)
        type.node = go_child(there, type.node, go_has(there, type.node, GO_HAS_LEN) ? 1 : 0);
    else if (go_kind(there, type.node) == GO_MapType)
        type.node = go_child(there, type.node, is_key ? 0 : 1);
    else
        return (WrittenType){0};
    if (go_kind(there, type.node) == GO_StarExpr)
        type.node = go_first(there, type.node);
    return underlying(unit, type);
}

/* A name that is a key stands for a value in a map or array literal, for a field in a struct's.
 * What another package's type is, is not known: a struct, most likely. */
bool unit_is_expression_key(const InjectUnit *unit, uint32_t file, GoRef pair)
{
    WrittenType type = literal_type(unit, file, unit_parent(unit, file, pair), 0);
    GoKind kind = go_kind(&unit->parsed[type.file], type.node);
    return kind == GO_MapType || kind == GO_ArrayType;
}
