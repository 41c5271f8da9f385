/* tree.c - reading the syntax tree: names of kinds, walks, named children, imports, comments. */
#include "benchline/syntax.h"

const char *go_kind_name(GoKind kind)
{
    static const char *const names[] = {
#define X(name) #name,
        GO_NODE_KINDS(X)
#undef X
    };
    return names[kind];
}

const char *go_op_name(GoOp op)
{
    static const char *const names[] = {
#define X(name, text) text,
        GO_OPS(X)
#undef X
    };
    return names[op];
}

GoRef go_child(const GoFile *file, GoRef ref, unsigned n)
{
    GoRef child = go_first(file, ref);
    while (child && n--)
        child = go_next(file, child);
    return child;
}

GoRef go_parent(const GoFile *file, GoRef ref)
{
    if (ref == file->root)
        return 0;
    while (!(file->nodes[ref].flags & GO_LAST))
        ref = file->nodes[ref].next;
    return file->nodes[ref].next;
}

GoRef go_walk_past(const GoFile *file, GoRef top, GoRef ref)
{
    while (ref != top) {
        const GoNode *node = &file->nodes[ref];
        if (!(node->flags & GO_LAST))
            return node->next;
        ref = node->next;
    }
    return 0;
}

GoRef go_walk(const GoFile *file, GoRef top, GoRef ref)
{
    GoRef first = go_first(file, ref);
    return first ? first : go_walk_past(file, top, ref);
}

/* ---- named children -------------------------------------------------------------------------- */

GoRef go_func_recv(const GoFile *file, GoRef func_decl)
{
    return go_has(file, func_decl, GO_HAS_RECV) ? go_first(file, func_decl) : 0;
}

GoRef go_func_name(const GoFile *file, GoRef func_decl)
{
    return go_child(file, func_decl, go_has(file, func_decl, GO_HAS_RECV) ? 1 : 0);
}

GoRef go_func_type(const GoFile *file, GoRef func_decl)
{
    return go_next(file, go_func_name(file, func_decl));
}

GoRef go_func_body(const GoFile *file, GoRef func_decl)
{
    return go_has(file, func_decl, GO_HAS_BODY) ? go_next(file, go_func_type(file, func_decl)) : 0;
}

GoRef go_type_tparams(const GoFile *file, GoRef type)
{
    if (!go_has(file, type, GO_HAS_TPARAMS))
        return 0;
    return go_child(file, type, go_kind(file, type) == GO_TypeSpec ? 1 : 0);
}

GoRef go_type_params(const GoFile *file, GoRef func_type)
{
    return go_child(file, func_type, go_has(file, func_type, GO_HAS_TPARAMS) ? 1 : 0);
}

GoRef go_type_results(const GoFile *file, GoRef func_type)
{
    if (!go_has(file, func_type, GO_HAS_RESULTS))
        return 0;
    return go_next(file, go_type_params(file, func_type));
}

GoRef go_field_type(const GoFile *file, GoRef field)
{
    return go_child(file, field, file->nodes[field].aux);
}

/* ---- imports --------------------------------------------------------------------------------- */

BlStr go_import_path(const GoFile *file, GoRef import_spec)
{
    GoRef path = go_child(file, import_spec, go_has(file, import_spec, GO_HAS_NAME) ? 1 : 0);
    BlStr text = go_text(file, path);
    return bl_str(text.ptr + 1, text.len - 2);
}

/* The first import of this declaration or of the import declarations that follow it. */
static GoRef first_import(const GoFile *file, GoRef decl)
{
    for (; decl && file->nodes[decl].op == GO_OP_IMPORT; decl = go_next(file, decl))
        if (go_first(file, decl))
            return go_first(file, decl);
    return 0;
}

GoRef go_next_import(const GoFile *file, GoRef after)
{
    if (!after)
        return first_import(file, go_child(file, file->root, 1));
    GoRef sibling = go_next(file, after);
    return sibling ? sibling : first_import(file, go_next(file, go_parent(file, after)));
}

GoRef go_import_of(const GoFile *file, BlStr path, GoRef after)
{
    for (GoRef spec = go_next_import(file, after); spec; spec = go_next_import(file, spec))
        if (bl_str_eq(go_import_path(file, spec), path))
            return spec;
    return 0;
}

/* "gopkg.in/yaml.v3" is imported as yaml, "example.org/m/v2" as m. */
static BlStr implied_name(BlStr path)
{
    for (;;) {
        size_t slash = path.len;
        while (slash > 0 && path.ptr[slash - 1] != '/')
            slash--;
        BlStr last = bl_str_from(path, slash);
        bool version = last.len > 1 && last.ptr[0] == 'v' && slash > 0;
        for (size_t i = 1; version && i < last.len; i++)
            version = last.ptr[i] >= '0' && last.ptr[i] <= '9';
        if (version) {
            path.len = slash - 1;
            continue;
        }
        BlStr before, after;
        return bl_str_cut(last, '.', &before, &after) && before.len ? before : last;
    }
}

BlStr go_import_name(const GoFile *file, GoRef import_spec)
{
    if (go_has(file, import_spec, GO_HAS_NAME))
        return go_text(file, go_first(file, import_spec));
    return implied_name(go_import_path(file, import_spec));
}

GoRef go_import_named(const GoFile *file, GoSym name)
{
    BlStr wanted = go_spelling(file->symbols, name);
    for (GoRef spec = go_next_import(file, 0); spec; spec = go_next_import(file, spec)) {
        if (go_has(file, spec, GO_HAS_NAME)) {
            if (go_sym(file, go_first(file, spec)) == name)
                return spec;
        } else if (bl_str_eq(implied_name(go_import_path(file, spec)), wanted)) {
            return spec;
        }
    }
    return 0;
}

/* ---- comments -------------------------------------------------------------------------------- */

size_t go_comment_from(const GoFile *file, uint32_t offset)
{
    size_t low = 0, high = file->comments.count; /* it is in [low, high] */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (file->comments.items[middle].start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
