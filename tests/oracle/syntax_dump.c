/* syntax_dump.c - what benchline's parser makes of source files, in goparse's form (see
 * goparse/main.go). Reads file names from standard input, with -hex the files themselves in
 * hexadecimal, one a line; -dump prints every node, -errors the places of all errors of a file. */
#include <stdio.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/syntax.h"

static size_t describe_tree(const GoFile *file, BlBuf *out)
{
    size_t nodes = 0;
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref)) {
        const GoNode *node = go_node(file, ref);
        bl_buf_printf(out, "%s %u %u\n", go_kind_name((GoKind)node->kind), node->start, node->end);
        nodes++;
    }
    return nodes;
}

/* The walk meets identifiers in the tree's order; they are printed in the source's. */
static size_t describe_names(const GoFile *file, BlBuf *out)
{
    size_t count = 0;
    unsigned char *at = bl_alloc(file->source.len + 1);
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        if (go_kind(file, ref) == GO_Ident && go_has(file, ref, GO_UNRESOLVED))
            at[go_node(file, ref)->start] = 1;
    for (size_t offset = 0; offset < file->source.len; offset++) {
        if (at[offset])
            bl_buf_printf(out, "unresolved %zu\n", offset);
        count += at[offset];
    }
    free(at);
    return count;
}

static uint64_t fnv1a(BlStr text)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * 0x100000001b3u;
    return hash;
}

static void show_tree(const GoFile *file, const char *name, bool dump)
{
    BlBuf tree = {0}, names = {0};
    size_t nodes = describe_tree(file, &tree);
    size_t unresolved = describe_names(file, &names);
    if (dump)
        printf("%s%s", tree.data, names.data ? names.data : "");
    else
        printf("ok\t%016llx\t%zu\t%016llx\t%zu\t%s\n",
               (unsigned long long)fnv1a(bl_buf_view(&tree)), nodes,
               (unsigned long long)fnv1a(bl_buf_view(&names)), unresolved, name);
    bl_buf_free(&tree);
    bl_buf_free(&names);
}

static int read_hex(const char *line, BlBuf *source)
{
    unsigned byte;
    for (; sscanf(line, "%2x", &byte) == 1; line += 2)
        bl_buf_putc(source, (char)byte);
    return *line ? -1 : 0;
}

/* The places of all errors, with spaces between them. */
static void show_errors(const BlDiags *diags, const char *name)
{
    printf("no\t");
    for (size_t i = 0; i < diags->errors; i++)
        printf("%s%u:%u", i ? " " : "", diags->list.items[i].line, diags->list.items[i].column);
    printf("\t%s\n", name);
}

static int show(const char *name, bool dump, bool hex, bool errors)
{
    BlBuf source = {0};
    if ((hex ? read_hex(name, &source) : bl_file_read(name, SIZE_MAX / 2, &source)) != 0) {
        perror(name);
        return 2;
    }
    BlDiags diags = {0};
    GoSymbols *symbols = go_symbols_new();
    GoFile file;
    if (!go_parse(&file, name, bl_buf_view(&source), symbols, &diags)) {
        const BlDiag *first = &diags.list.items[0];
        if (errors)
            show_errors(&diags, name);
        else if (dump)
            bl_diag_print(&diags, false, stdout);
        else
            printf("no\t%u:%u\t%s\t%s\n", first->line, first->column, first->message, name);
    } else {
        show_tree(&file, name, dump);
    }
    go_file_free(&file);
    go_symbols_free(symbols);
    bl_diag_free(&diags);
    bl_buf_free(&source);
    return 0;
}

int main(int argc, char **argv)
{
    bool dump = argc > 1 && strcmp(argv[1], "-dump") == 0;
    bool hex = argc > 1 && strcmp(argv[1], "-hex") == 0;
    bool errors = argc > 1 && strcmp(argv[1], "-errors") == 0;
    char *line = NULL;
    size_t cap = 0;
    ssize_t len;
    int status = 0;
    while (status == 0 && (len = getline(&line, &cap, stdin)) > 0) {
        line[len - 1] = '\0';
        status = show(line, dump, hex, errors);
    }
    free(line);
    return status;
}
