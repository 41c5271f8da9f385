/* parsed.h - a source parsed for a test, and its tree as text to compare.
 *
 * One source is held at a time: parse() gives back the one before, parsed_free() the last one. */
#ifndef PARSED_H
#define PARSED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/syntax.h"

static struct {
    GoSymbols *symbols;
    GoFile file;
    BlDiags diags;
    BlBuf text; /* what describe() made */
} parsed;

static inline int parsed_free(void **state)
{
    (void)state;
    go_file_free(&parsed.file);
    go_symbols_free(parsed.symbols);
    parsed.symbols = NULL;
    bl_diag_free(&parsed.diags);
    bl_buf_free(&parsed.text);
    return 0;
}

static inline bool parse_bytes(BlStr source)
{
    parsed_free(NULL);
    parsed.symbols = go_symbols_new();
    return go_parse(&parsed.file, "x.go", source, parsed.symbols, &parsed.diags);
}

/* Parses what must be Go. */
static inline const GoFile *parse(const char *source)
{
    if (!parse_bytes(bl_cstr(source)))
        fail_msg("%s\n%u:%u: %s", source, parsed.diags.list.items[0].line,
                 parsed.diags.list.items[0].column, parsed.diags.list.items[0].message);
    assert_int_equal(parsed.diags.list.count, 0);
    return &parsed.file;
}

/* The n-th node of a kind in the order of the walk, from 0; fails when there is none. */
static inline GoRef nth(GoKind kind, unsigned n)
{
    const GoFile *file = &parsed.file;
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        if (go_kind(file, ref) == kind && n-- == 0)
            return ref;
    fail_msg("there is no such %s", go_kind_name(kind));
    return 0;
}

static inline void assert_text(BlStr got, const char *expected)
{
    if (!bl_str_eq(got, bl_cstr(expected)))
        fail_msg("found \"%.*s\", expected \"%s\"", (int)got.len, got.ptr, expected);
}

static inline void describe_node(GoRef ref)
{
    const GoFile *file = &parsed.file;
    const GoNode *node = go_node(file, ref);
    GoKind kind = go_kind(file, ref);
    if (kind == GO_Ident || kind == GO_BasicLit) {
        bl_buf_str(&parsed.text, go_text(file, ref));
        return;
    }
    bl_buf_puts(&parsed.text, go_kind_name(kind));
    if (node->op != GO_OP_NONE)
        bl_buf_printf(&parsed.text, " %s", go_op_name((GoOp)node->op));
    if (kind == GO_Field || kind == GO_ValueSpec || kind == GO_AssignStmt || kind == GO_CaseClause)
        bl_buf_printf(&parsed.text, " %u", node->aux);
    if (kind == GO_ChanType)
        bl_buf_printf(&parsed.text, "%s%s", go_has(file, ref, GO_CHAN_SEND) ? " send" : "",
                      go_has(file, ref, GO_CHAN_RECV) ? " receive" : "");
    if (kind == GO_SliceExpr)
        bl_buf_printf(&parsed.text, "%s%s%s", go_has(file, ref, GO_HAS_LOW) ? " low" : "",
                      go_has(file, ref, GO_HAS_HIGH) ? " high" : "",
                      go_has(file, ref, GO_HAS_MAX) ? " max" : "");
    if (kind == GO_CallExpr && go_has(file, ref, GO_HAS_ELLIPSIS))
        bl_buf_puts(&parsed.text, " ...");
    if (kind == GO_TypeSpec && go_has(file, ref, GO_IS_ALIAS))
        bl_buf_puts(&parsed.text, " =");
    if (kind == GO_GenDecl && go_has(file, ref, GO_HAS_PARENS))
        bl_buf_puts(&parsed.text, " ()");
    if (kind == GO_EmptyStmt && go_has(file, ref, GO_IS_IMPLICIT))
        bl_buf_puts(&parsed.text, " implicit");
    bl_buf_putc(&parsed.text, '(');
    for (GoRef child = go_first(file, ref); child; child = go_next(file, child)) {
        if (child != go_first(file, ref))
            bl_buf_puts(&parsed.text, ", ");
        describe_node(child);
    }
    bl_buf_putc(&parsed.text, ')');
}

/* A subtree: names and literals as they are written, other nodes as "Kind operator
 * count(children)". Good until the next call. */
static inline const char *describe(GoRef ref)
{
    bl_buf_clear(&parsed.text);
    describe_node(ref);
    return parsed.text.data;
}

#endif
