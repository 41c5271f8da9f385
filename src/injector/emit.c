/* emit.c - the rewritten files.
 *
 * A file keeps its bytes and gets an addition at its end: first the benchmarks, then the copies of
 * the declarations that they need, each after a line directive. Every range that is copied is
 * checked to lie inside the source, and what comes out is parsed again: a rewriter that emits what
 * is not Go has an error of its own, which must never reach the user's compiler.
 */
#include <stdlib.h>

#include "injector/unit.h"

/* Blanks that a copy goes without. */
typedef struct Padding {
    uint32_t start, end;
} Padding;

typedef struct Emitter {
    InjectUnit *unit;
    uint32_t file;
    const GoFile *parsed;
    InjectOutput *out;
    const char *line_end;                /* "\n", or "\r\n" where the file has it */
    uint32_t scaffold_from, scaffold_to; /* what scaffold text stands for in the original */
    BL_VEC(Padding) paddings;            /* of the declaration at hand, in ascending order */
    size_t next_padding;                 /* the first one that was not come to yet */
} Emitter;

/* From this column on a copy is put in its column by a directive: with blanks, the declarations of
 * one long line would become as many such lines. */
enum { FAR_COLUMN = 500 };

/* ---- ranges and pieces ----------------------------------------------------------------------- */

static void add_range(Emitter *e, InjectRangeKind kind, size_t start, uint32_t original_start,
                      uint32_t original_end)
{
    InjectRange range = {kind, (uint32_t)start, (uint32_t)e->out->text.len, original_start,
                         original_end};
    if (range.start < range.end)
        bl_vec_push(&e->out->ranges, range);
}

static void copy_bytes(Emitter *e, uint32_t start, uint32_t end)
{
    if (start > end || end > e->parsed->source.len)
        abort(); /* an offset that the parser did not make */
    size_t at = e->out->text.len;
    bl_buf_append(&e->out->text, e->parsed->source.ptr + start, end - start);
    add_range(e, INJECT_COPY, at, start, end);
}

static void copy(Emitter *e, uint32_t start, uint32_t end)
{
    for (; e->next_padding < e->paddings.count; e->next_padding++) {
        const Padding *padding = &e->paddings.items[e->next_padding];
        if (padding->end > end)
            break;
        if (padding->start < start)
            continue;
        copy_bytes(e, start, padding->start);
        start = padding->end;
    }
    copy_bytes(e, start, end);
}

/* Scaffold text; `\n` in it becomes the file's line end. */
static BL_PRINTF(2, 3) void scaffold(Emitter *e, const char *format, ...)
{
    BlBuf text = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&text, format, args);
    va_end(args);
    size_t at = e->out->text.len;
    BlStr line, rest = bl_buf_view(&text);
    while (bl_str_cut(rest, '\n', &line, &rest)) {
        bl_buf_str(&e->out->text, line);
        bl_buf_puts(&e->out->text, e->line_end);
    }
    bl_buf_str(&e->out->text, line); /* what stands behind the last end */
    add_range(e, INJECT_SCAFFOLD, at, e->scaffold_from, e->scaffold_to);
    bl_buf_free(&text);
}

static void add_piece(Emitter *e, InjectMadeKind kind, size_t start, const Decl *decl,
                      const char *made)
{
    const GoNode *node = go_node(e->parsed, decl->node);
    InjectMade piece = {.kind = kind,
                        .start = (uint32_t)start,
                        .end = (uint32_t)e->out->text.len,
                        .original_start = node->start,
                        .original_end = node->end,
                        .name = unit_made_name(e->unit, decl, false),
                        .made = made ? made : unit_made_name(e->unit, decl, true)};
    bl_vec_push(&e->out->pieces, piece);
}

/* ---- copies of declarations ------------------------------------------------------------------ */

/* What stands in the copy for a node; NULL: the node itself. */
static const char *replacement(Emitter *e, const Reference *reference)
{
    const GoNode *node = go_node(e->parsed, reference->node);
    if (reference->decl == NO_DECL)
        return unit_type_name(e->unit, go_text(e->parsed, reference->node));
    if (!e->unit->decls.items[reference->decl].copied)
        return NULL;
    return e->unit->names[node->aux].clone;
}

/* Copies up to the node, then its replacement. Returns the offset to go on from. */
static uint32_t replace(Emitter *e, uint32_t from, GoRef ref, const char *with)
{
    const GoNode *node = go_node(e->parsed, ref);
    copy(e, from, node->start);
    size_t at = e->out->text.len;
    bl_buf_puts(&e->out->text, with);
    add_range(e, INJECT_RENAME, at, node->start, node->end);
    return node->end;
}

/* Is it an embedded testing.T, of which the copy keeps the T? */
static bool stays_t(const Emitter *e, const Reference *reference)
{
    return reference->decl == NO_DECL && e->unit->keeps_t &&
           unit_is_embedded(e->unit, e->file, reference->node);
}

static uint32_t go_without_qualifier(Emitter *e, uint32_t from, GoRef ref)
{
    const GoNode *node = go_node(e->parsed, ref);
    copy(e, from, node->start);
    e->unit->has_t = true;
    return node->end - 1;
}

/* gofmt lines neighbours up with blanks: one-line functions' bodies, the columns of a group. A
 * copy has no neighbours, so of several blanks between two pieces of a declaration it keeps one. */
static void find_padding(Emitter *e, GoRef left, GoRef right)
{
    uint32_t end = go_node(e->parsed, right)->start;
    for (uint32_t at = go_node(e->parsed, left)->end; at < end; at++) {
        const char *text = e->parsed->source.ptr + at;
        size_t blanks = strspn(text, " ");
        if (*text == '/' || *text == '\n')
            return; /* a comment keeps its blanks */
        if (blanks > 1) {
            Padding padding = {at + 1, at + (uint32_t)blanks};
            bl_vec_push(&e->paddings, padding);
            at = padding.end - 1;
        }
    }
}

static void find_paddings(Emitter *e, const Decl *decl)
{
    const GoFile *file = e->parsed;
    e->paddings.count = e->next_padding = 0;
    if (go_kind(file, decl->node) == GO_FuncDecl) {
        if (go_func_body(file, decl->node))
            find_padding(e, go_func_type(file, decl->node), go_func_body(file, decl->node));
    } else if (go_kind(file, decl->node) != GO_GenDecl) {
        GoRef left = go_first(file, decl->node);
        for (GoRef right; (right = go_next(file, left)); left = right)
            find_padding(e, left, right);
    }
}

/* The declaration's text from `from` to its end, with everything replaced that must be. */
static void copy_declaration(Emitter *e, const Decl *decl, uint32_t from)
{
    find_paddings(e, decl);
    for (size_t i = 0; i < decl->references.count; i++) {
        const Reference *reference = &decl->references.items[i];
        const char *with = replacement(e, reference);
        if (stays_t(e, reference))
            from = go_without_qualifier(e, from, reference->node);
        else if (with)
            from = replace(e, from, reference->node, with);
    }
    copy(e, from, go_node(e->parsed, decl->node)->end);
    e->paddings.count = e->next_padding = 0;
}

/* The comment that begins with a line's first byte and is no block; empty if there is none. */
static BlStr line_comment(const GoFile *file, uint32_t line)
{
    uint32_t start = file->line_starts.items[line - 1];
    size_t i = go_comment_from(file, start);
    bool there = i < file->comments.count && file->comments.items[i].start == start;
    BlStr text = there ? go_line(file, line) : bl_str("", 0);
    return bl_str_starts(text, BL_STR("//")) ? text : bl_str("", 0);
}

/* Directives to the compiler in the comment above (//go:noinline) hold for the copy too. What is
 * meant for other programs, or names what it is about, does not. */
static void copy_directives(Emitter *e, uint32_t line)
{
    uint32_t first = line;
    while (first > 1 && line_comment(e->parsed, first - 1).len)
        first--;
    for (; first < line; first++) {
        BlStr text = line_comment(e->parsed, first);
        if (bl_str_starts(text, BL_STR("//go:")) && !bl_str_starts(text, BL_STR("//go:generate")) &&
            !bl_str_starts(text, BL_STR("//go:linkname")))
            scaffold(e, "%.*s\n", (int)text.len, text.ptr);
    }
}

/* The next line begins the given one. The column must be said, or the compiler forgets columns. */
static void line_directive(Emitter *e, uint32_t line)
{
    const char *dir = e->unit->line_dir;
    scaffold(e, "//line %s%s%s:%u:1\n", dir ? dir : "", dir ? "/" : "",
             e->unit->files[e->file].name, line);
}

/* After a line directive: what follows stands in this column of its line. */
static void to_column(Emitter *e, uint32_t line, uint32_t column)
{
    if (column >= FAR_COLUMN)
        scaffold(e, "/*line :%u:%u*/", line, column);
    else if (column > 1)
        scaffold(e, "%*s", (int)(column - 1), "");
}

/* A spec in a group stands in a group of its own, so that it keeps its column. */
static void emit_grouped(Emitter *e, const Decl *decl)
{
    const GoNode *node = go_node(e->parsed, decl->node);
    uint32_t line, column;
    go_position(e->parsed, node->start, &line, &column);
    uint32_t line_start = node->start - (column - 1);
    BlStr indent = bl_str(e->parsed->source.ptr + line_start, column - 1);
    scaffold(e, "\n%s (\n", go_op_name((GoOp)go_node(e->parsed, decl->gen_decl)->op));
    line_directive(e, line);
    if (bl_str_trim(indent).len == 0)
        copy(e, line_start, node->start);
    else
        to_column(e, line, column);
    copy_declaration(e, decl, node->start);
    scaffold(e, "\n)\n");
}

static void emit_ungrouped(Emitter *e, const Decl *decl)
{
    uint32_t start = go_node(e->parsed, decl->gen_decl ? decl->gen_decl : decl->node)->start;
    uint32_t line, column;
    go_position(e->parsed, start, &line, &column);
    scaffold(e, "\n");
    copy_directives(e, line);
    line_directive(e, line);
    to_column(e, line, column);
    copy_declaration(e, decl, start);
    scaffold(e, "\n");
}

static void emit_declaration(Emitter *e, const Decl *decl)
{
    size_t start = e->out->text.len;
    e->scaffold_from = e->scaffold_to = go_node(e->parsed, decl->node)->start;
    if (decl->gen_decl && decl->gen_decl != decl->node &&
        go_has(e->parsed, decl->gen_decl, GO_HAS_PARENS))
        emit_grouped(e, decl);
    else
        emit_ungrouped(e, decl);
    add_piece(e, unit_made_kind(e->unit, decl), start, decl, NULL);
}

/* ---- benchmarks ------------------------------------------------------------------------------ */

/* "testing." as this file writes it, or "" for a dot import. */
static const char *testing_qualifier(Emitter *e)
{
    GoRef spec = e->unit->facts[e->file].testing_import;
    if (!go_has(e->parsed, spec, GO_HAS_NAME))
        return "testing.";
    BlStr name = go_text(e->parsed, go_first(e->parsed, spec));
    if (bl_str_eq(name, BL_STR(".")))
        return "";
    return bl_arena_printf(&e->unit->arena, "%.*s.", (int)name.len, name.ptr);
}

static void emit_benchmark(Emitter *e, size_t test)
{
    const Decl *decl = &e->unit->decls.items[e->unit->test_facts.items[test].decl];
    GoRef name = go_func_name(e->parsed, decl->node);
    size_t start = e->out->text.len;
    BlBuf text = {0};
    unit_put_benchmark(e->unit, &text, test, testing_qualifier(e));
    const char *at = strstr(text.data, "\nfunc ") + 1; /* what is before it says something of it */
    e->scaffold_from = e->scaffold_to = go_node(e->parsed, decl->node)->start;
    scaffold(e, "%.*s", (int)(at - text.data), text.data);
    e->scaffold_from = go_node(e->parsed, name)->start;
    e->scaffold_to = go_node(e->parsed, name)->end;
    scaffold(e, "%s", at);
    add_piece(e, INJECT_MADE_BENCHMARK, start, decl, e->unit->tests.items[test].benchmark);
    bl_buf_free(&text);
}

/* ---- files ----------------------------------------------------------------------------------- */

static void choose_clone_names(InjectUnit *unit)
{
    for (uint32_t i = 0; i < unit->decls.count; i++) {
        const Decl *decl = &unit->decls.items[i];
        const GoFile *file = &unit->parsed[decl->file];
        for (size_t j = 0; decl->copied && j < decl->references.count; j++) {
            if (decl->references.items[j].decl != i)
                continue;
            GoRef name = decl->references.items[j].node;
            PackageName *known = &unit->names[go_sym(file, name)];
            if (!known->clone)
                known->clone = unit_clone_name(unit, go_text(file, name));
        }
    }
}

static const char *line_end_of(BlStr source)
{
    const char *newline = source.len ? memchr(source.ptr, '\n', source.len) : NULL;
    return newline && newline > source.ptr && newline[-1] == '\r' ? "\r\n" : "\n";
}

static bool has_benchmark_here(const InjectUnit *unit, size_t test)
{
    return unit->tests.items[test].benchmark && !unit->test_facts.items[test].away;
}

static bool has_additions(const InjectUnit *unit, uint32_t file)
{
    for (size_t i = unit->facts[file].first_test; i < unit->facts[file].end_test; i++)
        if (has_benchmark_here(unit, i))
            return true;
    for (uint32_t i = unit->facts[file].first_decl; i < unit->facts[file].end_decl; i++)
        if (unit->decls.items[i].copied)
            return true;
    return false;
}

static void emit_file(InjectUnit *unit, uint32_t file)
{
    const GoFile *parsed = &unit->parsed[file];
    Emitter e = {.unit = unit,
                 .file = file,
                 .parsed = parsed,
                 .out = &unit->outputs[file],
                 .line_end = line_end_of(parsed->source)};
    e.scaffold_from = e.scaffold_to = (uint32_t)parsed->source.len;
    bl_buf_str(&e.out->text, parsed->source);
    bool cut = parsed->source.len && parsed->source.ptr[parsed->source.len - 1] != '\n';
    scaffold(&e, "%s", block_head(&unit->arena, cut));
    const UnitFile *facts = &unit->facts[file];
    for (uint32_t i = facts->first_test; i < facts->end_test; i++)
        if (has_benchmark_here(unit, i))
            emit_benchmark(&e, i);
    for (uint32_t i = facts->first_decl; i < facts->end_decl; i++)
        if (unit->decls.items[i].copied)
            emit_declaration(&e, &unit->decls.items[i]);
    block_seal(&e.out->text, parsed->source.len);
    bl_vec_free(&e.paddings);
}

static void clear_outputs(InjectUnit *unit)
{
    for (size_t i = 0; i < unit->file_count; i++) {
        bl_buf_clear(&unit->outputs[i].text);
        unit->outputs[i].ranges.count = unit->outputs[i].pieces.count = 0;
    }
}

static bool parses(const InjectUnit *unit, uint32_t file, BlDiags *diags)
{
    GoFile again;
    BlDiags own = {0};
    bool ok =
        go_parse_tree(&again, unit->files[file].path, bl_buf_view(&unit->outputs[file].text), &own);
    if (!ok)
        bl_diag_add(diags, BL_ERROR, unit->files[file].path,
                    "internal error: the rewritten file is not Go (line %u: %s); please report it",
                    own.list.items[0].line, own.list.items[0].message);
    go_file_free(&again);
    bl_diag_free(&own);
    return ok;
}

bool inject_emit(InjectUnit *unit, BlDiags *diags)
{
    unit->has_t = false;
    unit_mark_copied(unit);
    choose_clone_names(unit);
    clear_outputs(unit);
    for (uint32_t file = 0; file < unit->file_count; file++) {
        if (!has_additions(unit, file))
            continue;
        emit_file(unit, file);
        if (!parses(unit, file, diags)) {
            clear_outputs(unit);
            return false;
        }
    }
    unit_make_shim(unit);
    for (size_t i = 0; i < unit->tests.count; i++)
        unit->test_facts.items[i].emitted = unit->tests.items[i].way;
    return true;
}
