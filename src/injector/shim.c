/* shim.c - the Go files that go with converted tests, adapted to their package.
 *
 * They are golang/shim.go and golang/measure.go with another package clause, and with another
 * prefix in the rare package that has names beginning with "benchline" itself. The prefix and its
 * stand-in are equally long, so both stay formatted. What only examples and fuzz tests need stands
 * behind the shim in the same file, where there are some: golang/example.go and golang/fuzz.go.
 */
#include <stdlib.h>
#include <uv.h>

#include "benchline/finder.h"
#include "injector/golang_files.h"
#include "injector/unit.h"

static const char own_prefix[] = "benchline";

static BlStr golang_file(const char *name)
{
    for (const GolangFile *file = golang_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return bl_str(file->text, file->size);
    return bl_str("", 0);
}

static BlStr package_name(const InjectUnit *unit)
{
    const GoFile *file = &unit->parsed[0];
    return go_text(file, go_first(file, file->root));
}

/* The text with every own_prefix replaced by the unit's. */
static void put_renamed(const InjectUnit *unit, BlBuf *out, BlStr text)
{
    size_t length = strlen(own_prefix), from = out->len;
    bl_buf_str(out, text);
    if (strcmp(unit->prefix, own_prefix) == 0)
        return;
    for (char *at = out->data + from; (at = strstr(at, own_prefix)); at += length)
        memcpy(at, unit->prefix, length);
}

/* ---- several files in one -------------------------------------------------------------------- */

/* Every file of golang/ has one group of imports. What stands before the package clause tells of
 * that folder. */
static const char imports_begin[] = "\nimport (\n", imports_end[] = "\n)\n";

static BlStr imports_of(BlStr text)
{
    const char *from = text.len ? strstr(text.ptr, imports_begin) : NULL;
    const char *end = from ? strstr(from, imports_end) : NULL;
    if (!end)
        return bl_str(text.ptr, 0);
    from += strlen(imports_begin);
    return bl_str(from, (size_t)(end + 1 - from));
}

static BlStr body_of(BlStr text)
{
    BlStr imports = imports_of(text);
    const char *from = imports.ptr + imports.len + strlen(")\n");
    return bl_str(from, (size_t)(text.ptr + text.len - from));
}

/* By path, as gofmt sorts them: `benchlineFmt "fmt"`. */
static int by_import_path(const void *a, const void *b)
{
    const BlStr *left = a, *right = b;
    const char *l = memchr(left->ptr, '"', left->len), *r = memchr(right->ptr, '"', right->len);
    size_t l_len = (size_t)(left->ptr + left->len - l),
           r_len = (size_t)(right->ptr + right->len - r);
    int order = memcmp(l + 1, r + 1, (l_len < r_len ? l_len : r_len) - 2);
    return order ? order : (l_len > r_len) - (l_len < r_len);
}

/* One group with what any of the files imports. */
static void put_imports(const InjectUnit *unit, BlBuf *out, const BlStr *files, size_t count)
{
    BL_VEC(BlStr) lines = {0};
    for (size_t i = 0; i < count; i++) {
        BlStr line, rest = imports_of(files[i]);
        while (bl_str_cut(rest, '\n', &line, &rest))
            bl_vec_push(&lines, line);
    }
    if (lines.count)
        qsort(lines.items, lines.count, sizeof *lines.items, by_import_path);
    bl_buf_puts(out, imports_begin);
    for (size_t i = 0; i < lines.count; i++) {
        if (i && bl_str_eq(lines.items[i - 1], lines.items[i]))
            continue;
        put_renamed(unit, out, lines.items[i]);
        bl_buf_puts(out, "\n");
    }
    bl_buf_puts(out, ")\n");
    bl_vec_free(&lines);
}

static void put_files(const InjectUnit *unit, BlBuf *out, const BlStr *files, size_t count)
{
    BlStr package = package_name(unit);
    bl_buf_printf(out, "%s\npackage %.*s\n", block_shim_head, (int)package.len, package.ptr);
    put_imports(unit, out, files, count);
    for (size_t i = 0; i < count; i++)
        put_renamed(unit, out, body_of(files[i]));
}

/* ---- the language's own names ---------------------------------------------------------------- */

typedef struct OwnName {
    BlStr name;
    bool fuzz; /* used where there are fuzz tests only */
} OwnName;

/* Those that the files use, such as len; found once for the whole program, by whichever thread
 * comes first. */
static BL_VEC(OwnName) own_names;

static void add_own_name(BlStr name, bool fuzz)
{
    if (bl_str_starts(name, bl_cstr(own_prefix)))
        return;
    for (size_t i = 0; i < own_names.count; i++)
        if (bl_str_eq(own_names.items[i].name, name)) {
            own_names.items[i].fuzz &= fuzz;
            return;
        }
    bl_vec_push(&own_names, (OwnName){name, fuzz});
}

static void list_own_names(void)
{
    for (const GolangFile *file = golang_files; file->name; file++) {
        GoFile parsed;
        bool fuzz = strcmp(file->name, "fuzz.go") == 0;
        GoSymbols *symbols = go_symbols_new();
        BlDiags diags = {0};
        if (go_parse(&parsed, "", bl_str(file->text, file->size), symbols, &diags))
            for (GoRef node = 1; node < parsed.node_count; node++)
                if (go_kind(&parsed, node) == GO_Ident && go_has(&parsed, node, GO_UNRESOLVED))
                    add_own_name(go_text(&parsed, node), fuzz);
        go_file_free(&parsed);
        go_symbols_free(symbols);
        bl_diag_free(&diags);
    }
}

uint32_t unit_hiding_from_shim(const InjectUnit *unit)
{
    static uv_once_t once = UV_ONCE_INIT;
    uint32_t first = NO_DECL; /* which is beyond all others */
    uv_once(&once, list_own_names);
    for (size_t i = 0; i < own_names.count; i++) {
        if (own_names.items[i].fuzz && !unit->fuzz)
            continue;
        uint32_t decl = unit->names[go_lookup(unit->symbols, own_names.items[i].name)].decl;
        first = decl < first ? decl : first;
    }
    return first;
}

/* ---- files ----------------------------------------------------------------------------------- */

void inject_reserve_file(InjectUnit *unit, const char *name)
{
    bl_vec_push(&unit->other_files, bl_str_dup(&unit->arena, bl_cstr(name)));
}

static bool has_file(const InjectUnit *unit, const char *name)
{
    for (size_t i = 0; i < unit->other_files.count; i++)
        if (strcmp(unit->other_files.items[i], name) == 0)
            return true;
    for (size_t i = 0; i < unit->file_count; i++)
        if (strcmp(unit->files[i].name, name) == 0)
            return true;
    return false;
}

/* benchline_test.go, benchline_x_test.go for an external test package; numbered when taken. */
static const char *file_name(InjectUnit *unit, const char *stem)
{
    bool external = bl_str_ends(package_name(unit), BL_STR("_test"));
    char *name = bl_arena_printf(&unit->arena, "%s%s_test.go", stem, external ? "_x" : "");
    for (unsigned n = 2; has_file(unit, name); n++)
        name = bl_arena_printf(&unit->arena, "%s%s%u_test.go", stem, external ? "_x" : "", n);
    return name;
}

enum { MOST_LENGTHS = sizeof((InjectUnit *)0)->type_names / sizeof(char *) };

static bool needs_fuzz(const InjectUnit *unit)
{
    for (size_t length = 0; length < MOST_LENGTHS; length++)
        if (unit->fuzz_names[length])
            return true;
    return false;
}

static bool needs_examples(const InjectUnit *unit)
{
    for (size_t i = 0; i < unit->tests.count; i++)
        if (unit->tests.items[i].benchmark && unit->tests.items[i].kind == FOUND_EXAMPLE)
            return true;
    return false;
}

static void put_type_names(InjectUnit *unit)
{
    for (size_t length = 0; length < MOST_LENGTHS; length++) {
        const char *t = unit->type_names[length], *f = unit->fuzz_names[length];
        static const char format[] =
            "\n// %s stands where the tests write testing.%c in %zu bytes, "
            "so that copies keep their columns.\ntype %s = %s%s\n";
        if (t)
            bl_buf_printf(&unit->shim, format, t, 'T', length, t, unit->prefix, "");
        if (f)
            bl_buf_printf(&unit->shim, format, f, 'F', length, f, unit->prefix, "F");
    }
}

bool unit_is_constrained(const InjectUnit *unit, uint32_t file)
{
    const GoFile *parsed = &unit->parsed[file];
    uint32_t clause = go_node(parsed, go_first(parsed, parsed->root))->start;
    for (size_t i = 0; i < parsed->comments.count && parsed->comments.items[i].start < clause;
         i++) {
        BlStr text = bl_str(parsed->source.ptr + parsed->comments.items[i].start,
                            parsed->source.len - parsed->comments.items[i].start);
        if (bl_str_starts(text, BL_STR("//go:build ")) ||
            bl_str_starts(text, BL_STR("// +build ")) || bl_str_starts(text, BL_STR("//+build ")))
            return true;
    }
    BlStr part, rest;
    bl_str_cut(bl_cstr(unit->files[file].name), '_', &part, &rest); /* what follows a '_' counts */
    while (bl_str_cut(rest, '_', &part, &rest))
        if (find_known_os(part) || find_known_arch(part))
            return true;
    return false;
}

/* Benchmarks of examples, and of tests whose own files do not import testing. Each calls its own by
 * name: the shim's imports hide none. */
static void put_benchmarks_away(InjectUnit *unit)
{
    unit->shim_own = (uint32_t)unit->shim.len;
    for (size_t i = 0; i < unit->tests.count; i++) {
        const InjectTest *test = &unit->tests.items[i];
        if (!test->benchmark || !unit->test_facts.items[i].away)
            continue;
        char *qualifier = bl_arena_printf(&unit->arena, "%sTesting.", unit->prefix);
        unit_put_benchmark(unit, &unit->shim, i, qualifier);
        unit->test_facts.items[i].shim_end = (uint32_t)unit->shim.len;
    }
}

static void put_shim(InjectUnit *unit)
{
    BlStr files[3] = {golang_file("shim.go")};
    size_t count = 1;
    if (needs_examples(unit))
        files[count++] = golang_file("example.go");
    if (needs_fuzz(unit))
        files[count++] = golang_file("fuzz.go");
    put_files(unit, &unit->shim, files, count);
    put_type_names(unit);
    if (unit->has_t)
        bl_buf_printf(&unit->shim,
                      "\n// T is the name of a field that embeds it, as it is of one that embeds "
                      "testing.T.\ntype T = %s\n",
                      unit->prefix);
    put_benchmarks_away(unit);
    block_seal(&unit->shim, 0);
}

void unit_make_shim(InjectUnit *unit)
{
    bl_buf_clear(&unit->shim);
    if (inject_converted(unit))
        put_shim(unit);
    if (!unit->shim_file)
        unit->shim_file = file_name(unit, "benchline");
    if (!unit->meter_file)
        unit->meter_file = file_name(unit, "benchline_measure");
}

BlStr inject_shim(const InjectUnit *unit)
{
    return bl_buf_view(&unit->shim);
}

const char *inject_shim_file(const InjectUnit *unit)
{
    return unit->shim_file;
}

BlStr inject_meter(const InjectUnit *unit)
{
    BlBuf *meter = unit->meter;
    BlStr text = golang_file("measure.go");
    if (!meter->len) {
        put_files(unit, meter, &text, 1);
        block_seal(meter, 0);
    }
    return bl_buf_view(meter);
}

const char *inject_meter_file(const InjectUnit *unit)
{
    return unit->meter_file;
}
