/* rewrite.c - makes a private copy of package testing whose T can be used again and again: finds
 * the declarations that hooks.h names, and puts a statement (or a field) right behind the brace
 * that opens each.
 *
 * Everything is anchored on declarations in the tree, so neither the version's wording nor the file
 * that something stands in matters. Nothing inserted has a line end: positions in package testing
 * keep their lines. What comes out is parsed again.
 */
#include <stdlib.h>

#include "benchline/harness.h"
#include "benchline/syntax.h"
#include "harness/harness_files.h"
#include "harness/hooks.h"

typedef struct Hook {
    const char *receiver, *method;
    unsigned since, params;
    const char *statement;
} Hook;

typedef struct Method {
    const char *receiver, *name;
} Method;

static const Hook hooks[] = {
#define X(receiver, method, since, params, statement) {receiver, method, since, params, statement},
    HARNESS_HOOKS(X)
#undef X
};

static const Method plain[] = {
#define X(receiver, name) {receiver, name},
    HARNESS_PLAIN(X)
#undef X
};

static const Method uses[] = {
#define X(receiver, name) {receiver, name},
    HARNESS_USES(X)
#undef X
};

enum {
    HOOKS = sizeof hooks / sizeof hooks[0],
    PLAIN = sizeof plain / sizeof plain[0],
    USES = sizeof uses / sizeof uses[0],
};

typedef struct Rewrite {
    Harness *harness;
    bool hooked[HOOKS], used[USES], has_struct;
    BlBuf unknown;
    /* The file at hand. */
    GoFile file;
    BlBuf out;
    uint32_t copied; /* of the source, up to here */
    bool changed;
} Rewrite;

/* ---- editing --------------------------------------------------------------------------------- */

/* Declarations come in the order of the source, so the text is written front to back. */
static void copy_up_to(Rewrite *rewrite, uint32_t end)
{
    bl_buf_append(&rewrite->out, rewrite->file.source.ptr + rewrite->copied, end - rewrite->copied);
    rewrite->copied = end;
}

static bool is_named(const GoFile *file, GoRef ident, const char *name)
{
    return go_kind(file, ident) == GO_Ident && bl_str_eq(go_text(file, ident), bl_cstr(name));
}

/* The name of the n-th parameter, from 1; empty when there is none, or it has no usable name. */
static BlStr param_name(const GoFile *file, GoRef fields, unsigned n)
{
    for (GoRef field = go_first(file, fields); field; field = go_next(file, field)) {
        GoRef name = go_first(file, field);
        for (uint32_t i = 0; i < go_node(file, field)->aux; i++, name = go_next(file, name))
            if (--n == 0 && !is_named(file, name, "_"))
                return go_text(file, name);
    }
    return bl_str("", 0);
}

static unsigned param_count(const GoFile *file, GoRef fields)
{
    unsigned count = 0;
    for (GoRef field = go_first(file, fields); field; field = go_next(file, field)) {
        uint32_t names = go_node(file, field)->aux;
        count += names ? names : 1;
    }
    return count;
}

/* Writes a statement with the names of this version. False when it needs one that there is not. */
static bool put_statement(Rewrite *rewrite, GoRef func, const char *statement)
{
    const GoFile *file = &rewrite->file;
    GoRef params = go_type_params(file, go_func_type(file, func));
    for (const char *c = statement; *c; c++) {
        if (*c != '$') {
            bl_buf_putc(&rewrite->out, *c);
            continue;
        }
        c++;
        BlStr name = *c == 'r' ? param_name(file, go_func_recv(file, func), 1)
                               : param_name(file, params, (unsigned)(*c - '0'));
        if (!name.len)
            return false;
        bl_buf_str(&rewrite->out, name);
    }
    return true;
}

static const char *condition_of(const Hook *hook)
{
    if (!hook->receiver)
        return " if $1." HARNESS_FIELD " != nil { ";
    if (strcmp(hook->receiver, "B") == 0)
        return " if benchlineIsNative($r) { ";
    return " if $r." HARNESS_FIELD " != nil { ";
}

static void hook_method(Rewrite *rewrite, GoRef func, size_t index)
{
    const GoFile *file = &rewrite->file;
    GoRef body = go_func_body(file, func);
    GoRef params = go_type_params(file, go_func_type(file, func));
    if (!body ||
        (hooks[index].params != HARNESS_ANY && param_count(file, params) != hooks[index].params))
        return;
    copy_up_to(rewrite, go_node(file, body)->start + 1);
    size_t before = rewrite->out.len;
    bool written = put_statement(rewrite, func, condition_of(&hooks[index])) &&
                   put_statement(rewrite, func, hooks[index].statement);
    if (!written) {
        rewrite->out.len = before;
        return;
    }
    bl_buf_puts(&rewrite->out, " };");
    rewrite->hooked[index] = rewrite->changed = true;
}

/* ---- declarations ---------------------------------------------------------------------------- */

/* The T of `func (t *T)`; 0 for anything else. */
static GoRef receiver_type(const GoFile *file, GoRef func)
{
    GoRef recv = go_func_recv(file, func);
    if (!recv)
        return 0;
    GoRef type = go_field_type(file, go_first(file, recv));
    if (go_kind(file, type) == GO_StarExpr)
        type = go_first(file, type);
    return go_kind(file, type) == GO_Ident ? type : 0;
}

/* Is it this method, or with `receiver` NULL, this function? */
static bool is_func(const GoFile *file, GoRef func, const char *receiver, const char *name)
{
    GoRef type = receiver_type(file, func);
    bool of_it = receiver ? type && is_named(file, type, receiver) : !go_func_recv(file, func);
    return of_it && is_named(file, go_func_name(file, func), name);
}

static bool is_plain(const GoFile *file, GoRef func)
{
    for (size_t i = 0; i < PLAIN; i++)
        if (is_func(file, func, plain[i].receiver, plain[i].name))
            return true;
    return false;
}

static void note_unknown(Rewrite *rewrite, GoRef func)
{
    const GoFile *file = &rewrite->file;
    BlStr name = go_text(file, go_func_name(file, func));
    GoRef type = receiver_type(file, func);
    bool of_t = type && (is_named(file, type, "T") || is_named(file, type, HARNESS_STRUCT));
    if (!of_t || name.ptr[0] < 'A' || name.ptr[0] > 'Z' || is_plain(file, func))
        return;
    bl_buf_printf(&rewrite->unknown, "%sT.%.*s", rewrite->unknown.len ? ", " : "", (int)name.len,
                  name.ptr);
}

/* Notes that something the added file uses is there: a variable or a type. */
static void note_name(Rewrite *rewrite, GoRef name)
{
    for (size_t i = 0; i < USES; i++)
        rewrite->used[i] |= !uses[i].receiver && is_named(&rewrite->file, name, uses[i].name);
}

static void visit_func(Rewrite *rewrite, GoRef func)
{
    const GoFile *file = &rewrite->file;
    for (size_t i = 0; i < USES; i++)
        rewrite->used[i] |= is_func(file, func, uses[i].receiver, uses[i].name);
    for (size_t i = 0; i < HOOKS; i++)
        if (is_func(file, func, hooks[i].receiver, hooks[i].method)) {
            hook_method(rewrite, func, i);
            return;
        }
    note_unknown(rewrite, func);
}

static void visit_type(Rewrite *rewrite, GoRef spec)
{
    const GoFile *file = &rewrite->file;
    GoRef name = go_first(file, spec), type = go_next(file, name);
    note_name(rewrite, name);
    if (!is_named(file, name, HARNESS_STRUCT) || !type || go_kind(file, type) != GO_StructType)
        return;
    copy_up_to(rewrite, go_node(file, go_first(file, type))->start + 1);
    bl_buf_puts(&rewrite->out, " " HARNESS_FIELD " *benchline;");
    rewrite->has_struct = rewrite->changed = true;
}

static void visit_spec(Rewrite *rewrite, GoRef spec)
{
    const GoFile *file = &rewrite->file;
    if (go_kind(file, spec) == GO_TypeSpec) {
        visit_type(rewrite, spec);
    } else if (go_kind(file, spec) == GO_ValueSpec) {
        GoRef name = go_first(file, spec);
        for (uint32_t i = 0; i < go_node(file, spec)->aux; i++, name = go_next(file, name))
            note_name(rewrite, name);
    }
}

static void visit_file(Rewrite *rewrite)
{
    const GoFile *file = &rewrite->file;
    for (GoRef decl = go_first(file, file->root); decl; decl = go_next(file, decl)) {
        if (go_kind(file, decl) == GO_FuncDecl)
            visit_func(rewrite, decl);
        else if (go_kind(file, decl) == GO_GenDecl)
            for (GoRef spec = go_first(file, decl); spec; spec = go_next(file, spec))
                visit_spec(rewrite, spec);
    }
}

/* ---- the package ----------------------------------------------------------------------------- */

static bool is_go(const char *name, BlStr text)
{
    GoFile parsed;
    BlDiags diags = {0};
    bool fine = go_parse_tree(&parsed, name, text, &diags);
    go_file_free(&parsed);
    bl_diag_free(&diags);
    return fine;
}

static void add_file(Harness *harness, const char *name, BlBuf text)
{
    HarnessFile file = {.name = bl_str_dup(&harness->arena, bl_cstr(name)), .text = text};
    bl_vec_push(&harness->files, file);
}

static void rewrite_file(Rewrite *rewrite, const HarnessSource *source)
{
    BlDiags diags = {0};
    rewrite->out = (BlBuf){0};
    rewrite->copied = 0;
    rewrite->changed = false;
    if (go_parse_tree(&rewrite->file, source->name, source->text, &diags))
        visit_file(rewrite);
    if (rewrite->changed)
        copy_up_to(rewrite, (uint32_t)source->text.len);
    go_file_free(&rewrite->file);
    bl_diag_free(&diags);
    if (!rewrite->changed) {
        bl_buf_free(&rewrite->out);
        return;
    }
    if (!is_go(source->name, bl_buf_view(&rewrite->out)))
        rewrite->harness->problem = "what was made of package testing is not Go";
    add_file(rewrite->harness, source->name, rewrite->out);
}

static const char *hook_missing(BlArena *arena, size_t index)
{
    const char *receiver = hooks[index].receiver;
    const char *name =
        bl_arena_printf(arena, "package testing has no %s%s%s", receiver ? receiver : "",
                        receiver ? "." : "", hooks[index].method);
    if (hooks[index].params == HARNESS_ANY)
        return name;
    return bl_arena_printf(arena, "%s with %u parameters", name, hooks[index].params);
}

static const char *what_is_missing(const Rewrite *rewrite, unsigned minor)
{
    BlArena *arena = &rewrite->harness->arena;
    if (!rewrite->has_struct)
        return "package testing has no struct " HARNESS_STRUCT;
    for (size_t i = 0; i < HOOKS; i++)
        if (!rewrite->hooked[i] && minor >= hooks[i].since)
            return hook_missing(arena, i);
    for (size_t i = 0; i < USES; i++)
        if (!rewrite->used[i])
            return bl_arena_printf(arena, "package testing has no %s%s%s",
                                   uses[i].receiver ? uses[i].receiver : "",
                                   uses[i].receiver ? "." : "", uses[i].name);
    return NULL;
}

/* golang's files, with package testing's clause. */
static void add_own_files(Harness *harness)
{
    static const char clause[] = "\npackage ";
    for (const GolangFile *file = harness_files; file->name; file++) {
        const char *at = strstr(file->text, clause);
        BlBuf text = {0};
        bl_buf_puts(&text, "// Made by benchline.\n\npackage testing\n");
        at = at ? strchr(at + 1, '\n') : strchr(file->text, '\n');
        bl_buf_puts(&text, at + 1);
        add_file(harness, bl_arena_printf(&harness->arena, "benchline_%s", file->name), text);
    }
}

bool harness_rewrite(Harness *harness, const HarnessSource *sources, size_t count, unsigned minor)
{
    Rewrite rewrite = {.harness = harness};
    for (size_t i = 0; i < count; i++)
        rewrite_file(&rewrite, &sources[i]);
    if (!harness->problem)
        harness->problem = what_is_missing(&rewrite, minor);
    if (rewrite.unknown.len)
        harness->unknown = bl_str_dup(&harness->arena, bl_buf_view(&rewrite.unknown));
    bl_buf_free(&rewrite.unknown);
    add_own_files(harness);
    return !harness->problem;
}

void harness_free(Harness *harness)
{
    for (size_t i = 0; i < harness->files.count; i++)
        bl_buf_free(&harness->files.items[i].text);
    bl_vec_free(&harness->files);
    bl_arena_free(&harness->arena);
}

/* ---- the benchmarks -------------------------------------------------------------------------- */

void harness_benchmarks(BlBuf *out, BlStr package, const HarnessBenchmark *benchmarks, size_t count)
{
    bl_buf_printf(out,
                  "// Made by benchline: a benchmark for each of this package's tests.\n\n"
                  "package %.*s\n\nimport benchlineTesting \"testing\"\n",
                  (int)package.len, package.ptr);
    for (size_t i = 0; i < count; i++)
        bl_buf_printf(out,
                      "\nfunc %s(b *benchlineTesting.B) {\n"
                      "\tbenchlineTesting.Benchline(b, \"%s\", %s)\n}\n",
                      benchmarks[i].name, benchmarks[i].test, benchmarks[i].test);
}
