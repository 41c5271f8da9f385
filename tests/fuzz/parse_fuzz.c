/* parse_fuzz.c - the parser on any bytes.
 *
 * Whatever comes, it is either refused with one to ten errors, each at a place behind the one
 * before, or it becomes a tree that keeps the promises of syntax.h: spans lie inside their parents'
 * in order, and the walk meets every node once. */
#include "fuzzing.h"

#include "benchline/syntax.h"
#include "syntax/source.h"

/* ---- a source that was refused -------------------------------------------------------------- */

enum { MOST_ERRORS = 10 };

/* Returns the offset of the error. */
static uint32_t check_error(const GoFile *file, const BlDiag *diag)
{
    require(diag->severity == BL_ERROR, "not an error");
    require(diag->line >= 1 && diag->line <= file->line_starts.count, "a line that is not there");
    uint32_t at = file->line_starts.items[diag->line - 1] + diag->column - 1;
    require(diag->column >= 1 && at <= file->source.len, "a column that is not there");
    require(diag->message[0] != '\0', "no message");
    BlBuf text = {0};
    bl_diag_format(diag, true, &text);
    bl_buf_free(&text);
    return at;
}

static void check_errors(const GoFile *file, const BlDiags *diags)
{
    require(file->root == 0, "refused, and yet there is a tree");
    require(diags->errors >= 1 && diags->errors <= MOST_ERRORS, "not one to ten errors");
    uint32_t before = 0;
    for (size_t i = 0; i < diags->errors; i++) {
        uint32_t at = check_error(file, &diags->list.items[i]);
        require(i == 0 || at > before, "errors out of order");
        before = at;
    }
    size_t notes = diags->list.count - diags->errors;
    require(notes == 0 || (notes == 1 && diags->errors == MOST_ERRORS), "a note too many");
    require(notes == 0 || diags->list.items[MOST_ERRORS].severity == BL_NOTE, "no note");
}

/* ---- a tree --------------------------------------------------------------------------------- */

static void check_children(const GoFile *file, GoRef ref)
{
    const GoNode *node = go_node(file, ref);
    uint32_t at = node->start;
    for (GoRef child = go_first(file, ref); child; child = go_next(file, child)) {
        const GoNode *inner = go_node(file, child);
        /* A declaration's FuncType begins at `func`, before its receiver and name. */
        bool early = node->kind == GO_FuncDecl && inner->kind == GO_FuncType;
        require(inner->start >= (early ? node->start : at), "children are not in order");
        require(inner->end <= node->end, "a child reaches out of its parent");
        at = inner->end;
        if (go_has(file, child, GO_LAST))
            require(inner->next == ref, "the last child does not lead back");
    }
}

static void check_tree(const GoFile *file)
{
    unsigned char *seen = bl_alloc(file->node_count);
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref)) {
        require(ref < file->node_count && !seen[ref], "the walk meets a node twice");
        seen[ref] = 1;
        const GoNode *node = go_node(file, ref);
        require(node->kind > GO_None && node->kind < GO_KIND_COUNT, "no such kind");
        require(node->op < GO_OP_COUNT, "no such operator");
        require(node->start <= node->end && node->end <= file->source.len,
                "a span out of the file");
        check_children(file, ref);
    }
    free(seen);
}

static void check_lists(const GoFile *file)
{
    for (size_t i = 1; i < file->line_starts.count; i++)
        require(file->line_starts.items[i - 1] < file->line_starts.items[i], "lines out of order");
    uint32_t at = 0;
    for (size_t i = 0; i < file->comments.count; i++) {
        GoComment comment = file->comments.items[i];
        require(comment.start >= at && comment.end >= comment.start + 2 &&
                    comment.end <= file->source.len && file->source.ptr[comment.start] == '/',
                "a comment that is none");
        at = comment.end;
    }
}

/* ---- all of it ------------------------------------------------------------------------------ */

/* Returns how many nodes there are. */
static uint32_t parse(BlStr source, GoSymbols *symbols)
{
    GoFile file;
    BlDiags diags = {0};
    bool ok = go_parse(&file, "fuzz.go", source, symbols, &diags);
    uint32_t nodes = file.node_count;
    check_lists(&file);
    if (ok) {
        require(file.root && diags.list.count == 0, "accepted, but not without a word");
        uint32_t bad_at;
        require(!go_find_bad_bytes(source, &bad_at), "accepted, with bytes that Go refuses");
        BlStr name, path = BL_STR("testing");
        require(go_package_name(source, &name), "the package clause alone is not read");
        for (GoRef spec = go_import_of(&file, path, 0); spec;
             spec = go_import_of(&file, path, spec))
            require(bl_str_eq(go_import_path(&file, spec), path), "another import");
        check_tree(&file);
    } else {
        check_errors(&file, &diags);
    }
    go_file_free(&file);
    bl_diag_free(&diags);
    return nodes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    GoSymbols *symbols = go_symbols_new();
    BlStr source = bl_str(bytes, size);
    uint32_t first = parse(source, symbols), second = parse(source, symbols);
    require(first == second, "the second time it is another tree");
    go_symbols_free(symbols);
    free(bytes);
    return 0;
}
