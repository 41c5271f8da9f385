/* shim.c - the Go files that go with converted tests, adapted to their package.
 *
 * They are golang/shim.go and golang/measure.go with another package clause, and with another
 * prefix in the rare package that has names beginning with "benchline" itself. The prefix and its
 * stand-in are equally long, so both stay formatted.
 */
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
    for (char *at = out->data + from; (at = strstr(at, own_prefix)); at += length)
        memcpy(at, unit->prefix, length);
}

/* From after the package clause on: what stands before it tells of this folder. */
static void put_file(const InjectUnit *unit, BlBuf *out, const char *name)
{
    static const char clause[] = "\npackage benchline\n";
    BlStr text = golang_file(name);
    const char *at = strstr(text.ptr, clause);
    size_t skip = at ? (size_t)(at - text.ptr) + strlen(clause) : strlen(clause) - 1;
    BlStr package = package_name(unit);
    bl_buf_printf(out, "%s\npackage %.*s\n", inject_shim_head, (int)package.len, package.ptr);
    put_renamed(unit, out, bl_str(text.ptr + skip, text.len - skip));
}

/* ---- the language's own names -------------------------------------------------------------------
 */

/* Those that the files use, such as len; found once for the whole program, by whichever thread
 * comes first. */
static BL_VEC(BlStr) own_names;

static void add_own_name(GoSymbols *known, BlStr name)
{
    if (bl_str_starts(name, bl_cstr(own_prefix)) || go_lookup(known, name))
        return;
    go_intern(known, name.ptr, name.len);
    bl_vec_push(&own_names, name);
}

static void list_own_names(void)
{
    GoSymbols *known = go_symbols_new();
    for (const GolangFile *file = golang_files; file->name; file++) {
        GoFile parsed;
        GoSymbols *symbols = go_symbols_new();
        BlDiags diags = {0};
        if (go_parse(&parsed, "", bl_str(file->text, file->size), symbols, &diags))
            for (GoRef node = 1; node < parsed.node_count; node++)
                if (go_kind(&parsed, node) == GO_Ident && go_has(&parsed, node, GO_UNRESOLVED))
                    add_own_name(known, go_text(&parsed, node));
        go_file_free(&parsed);
        go_symbols_free(symbols);
        bl_diag_free(&diags);
    }
    go_symbols_free(known);
}

uint32_t unit_hiding_from_shim(const InjectUnit *unit)
{
    static uv_once_t once = UV_ONCE_INIT;
    uv_once(&once, list_own_names);
    for (size_t i = 0; i < own_names.count; i++) {
        uint32_t decl = unit->names[go_lookup(unit->symbols, own_names.items[i])].decl;
        if (decl != NO_DECL)
            return decl;
    }
    return NO_DECL;
}

/* ---- files --------------------------------------------------------------------------------------
 */

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

/* Benchmarks of tests whose own files do not import testing. */
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

void unit_make_shim(InjectUnit *unit)
{
    bl_buf_clear(&unit->shim);
    bl_buf_clear(&unit->meter);
    put_file(unit, &unit->shim, "shim.go");
    put_file(unit, &unit->meter, "measure.go");
    for (size_t length = 0; length < sizeof unit->type_names / sizeof unit->type_names[0]; length++)
        if (unit->type_names[length])
            bl_buf_printf(&unit->shim,
                          "\n// %s stands where the tests write testing.T in %zu bytes, so that "
                          "copies keep their columns.\ntype %s = %s\n",
                          unit->type_names[length], length, unit->type_names[length], unit->prefix);
    if (unit->has_t)
        bl_buf_printf(&unit->shim,
                      "\n// T is the name of a field that embeds it, as it is of one that embeds "
                      "testing.T.\ntype T = %s\n",
                      unit->prefix);
    put_benchmarks_away(unit);
    inject_seal(&unit->shim, 0);
    inject_seal(&unit->meter, 0);
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
    return bl_buf_view(&unit->meter);
}

const char *inject_meter_file(const InjectUnit *unit)
{
    return unit->meter_file;
}
