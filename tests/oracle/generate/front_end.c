/* front_end.c - see front_end.h. The symbols are shared by some hundreds of sources, as the files
 * of a package share theirs, so that what one parse leaves behind in them shows in the next. The
 * source is copied into memory of exactly its size, so that a sanitizer sees a byte read beyond it.
 */
#include "front_end.h"

#include <stdlib.h>

#include "benchline/syntax.h"

enum { SOURCES_PER_SYMBOLS = 300 };

FrontEnd *front_end_new(void)
{
    return bl_alloc(sizeof(FrontEnd));
}

void front_end_free(FrontEnd *front_end)
{
    if (front_end->symbols)
        go_symbols_free(front_end->symbols);
    free(front_end->nodes);
    free(front_end->text);
    free(front_end);
}

static void renew_symbols(FrontEnd *front_end, bool fresh)
{
    if (front_end->symbols && !fresh && front_end->parsed++ < SOURCES_PER_SYMBOLS)
        return;
    if (front_end->symbols)
        go_symbols_free(front_end->symbols);
    front_end->symbols = go_symbols_new();
    front_end->parsed = 0;
}

static FrontEndNode flatten(const GoFile *file, GoRef ref)
{
    const GoNode *node = go_node(file, ref);
    GoRef declaration = node->kind == GO_Ident ? go_binding(file, ref) : 0;
    return (FrontEndNode){.kind = node->kind,
                          .op = node->op,
                          .flags = node->flags & ~(unsigned)GO_LAST,
                          .start = node->start,
                          .end = node->end,
                          .aux = node->aux,
                          .declaration =
                              declaration ? go_node(file, declaration)->start : FRONT_END_UNBOUND};
}

static void flatten_tree(FrontEnd *front_end, const GoFile *file)
{
    if (front_end->node_cap < file->node_count) {
        front_end->node_cap = (size_t)file->node_count * 2;
        front_end->nodes =
            bl_realloc(front_end->nodes, front_end->node_cap * sizeof *front_end->nodes);
    }
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        front_end->nodes[front_end->node_count++] = flatten(file, ref);
}

static void keep_error(FrontEnd *front_end, const BlDiags *diags)
{
    const BlDiag *first = &diags->list.items[0];
    front_end->line = first->line;
    front_end->column = first->column;
    free(front_end->text);
    front_end->message = front_end->text = bl_strdup(first->message);
}

void front_end_parse(FrontEnd *front_end, const char *source, size_t len, bool fresh)
{
    renew_symbols(front_end, fresh);
    char *copy = bl_alloc(len + 1);
    if (len) /* an empty source may be NULL */
        memcpy(copy, source, len);
    BlDiags diags = {0};
    GoFile file;
    front_end->node_count = front_end->line = front_end->column = 0;
    front_end->message = "";
    front_end->accepted = go_parse(&file, "x.go", bl_str(copy, len), front_end->symbols, &diags);
    if (front_end->accepted)
        flatten_tree(front_end, &file);
    else
        keep_error(front_end, &diags);
    go_file_free(&file);
    bl_diag_free(&diags);
    free(copy);
}

const char *front_end_kind(uint32_t kind)
{
    return kind < GO_KIND_COUNT ? go_kind_name((GoKind)kind) : NULL;
}

const char *front_end_op(uint32_t op)
{
    return op < GO_OP_COUNT ? go_op_name((GoOp)op) : NULL;
}
