/* parse_tree.c - see parse_tree.h. What go_parse() does for a source that is Go, without its last
 * step; weak, so that the library's own takes its place as soon as there is one. */
#include "parse_tree.h"

#include "syntax/parser.h"
#include "syntax/source.h"

__attribute__((weak)) bool go_parse_tree(GoFile *file, const char *path, BlStr source,
                                         GoSymbols *symbols, BlDiags *diags)
{
    *file = (GoFile){.path = path, .source = source, .symbols = symbols};
    go_node_grow(file);
    file->nodes[0] = (GoNode){0};
    file->node_count = 1;
    go_index_lines(file);
    GoParser p = {.file = file};
    go_feed_init(&p.feed, file);
    go_grammar_run(&p);
    uint32_t bad_at;
    if (p.failed || go_find_bad_bytes(source, &bad_at)) {
        file->root = 0;
        go_diag(diags, BL_ERROR, file, p.error_at, "this is not Go");
    }
    go_feed_free(&p.feed);
    bl_buf_free(&p.error);
    return file->root != 0;
}
