/* names.c - fresh names for copies.
 *
 * A copy's name is as long as the original's, so that nothing in the copied text moves. It is one
 * that no identifier of the package is spelled like, in whatever scope: so it can neither clash nor
 * be hidden.
 */
#include "injector/unit.h"

/* Names that a copy must not get, in a package that nowhere spells them: keywords; what Go declares
 * itself, which the shim and the compiler go on using; and the functions that are more than their
 * names (Go specification, "Keywords", "Predeclared identifiers", "Package initialization"). */
static bool is_reserved(const char *name)
{
    static const char *const reserved[] = {
        "break",      "case",        "chan",       "const",   "continue", "default", "defer",
        "else",       "fallthrough", "for",        "func",    "go",       "goto",    "if",
        "import",     "interface",   "map",        "package", "range",    "return",  "select",
        "struct",     "switch",      "type",       "var",     "any",      "bool",    "byte",
        "comparable", "complex64",   "complex128", "error",   "float32",  "float64", "int",
        "int8",       "int16",       "int32",      "int64",   "rune",     "string",  "uint",
        "uint8",      "uint16",      "uint32",     "uint64",  "uintptr",  "true",    "false",
        "iota",       "nil",         "append",     "cap",     "clear",    "close",   "complex",
        "copy",       "delete",      "imag",       "len",     "make",     "max",     "min",
        "new",        "panic",       "print",      "println", "real",     "recover", "init",
        "main"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        if (strcmp(reserved[i], name) == 0)
            return true;
    return false;
}

bool unit_name_taken(const InjectUnit *unit, const char *name)
{
    return go_lookup(unit->symbols, bl_cstr(name)) || go_lookup(unit->taken, bl_cstr(name)) ||
           is_reserved(name);
}

void unit_take_name(InjectUnit *unit, const char *name)
{
    go_intern(unit->taken, name, strlen(name));
}

static const char *take(InjectUnit *unit, const char *name)
{
    unit_take_name(unit, name);
    return name;
}

/* Exported names may come in with a dot import, seen by nobody but the compiler. */
static bool may_be_imported(const InjectUnit *unit, const char *name)
{
    return unit->has_dot_import && name[0] >= 'A' && name[0] <= 'Z';
}

/* A function with one of these beginnings would be a test itself. */
static bool looks_like_test(const char *name)
{
    BlStr text = bl_cstr(name);
    return bl_str_starts(text, BL_STR("Test")) || bl_str_starts(text, BL_STR("Benchmark")) ||
           bl_str_starts(text, BL_STR("Fuzz")) || bl_str_starts(text, BL_STR("Example"));
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* TestParse becomes iterParse, one iteration of it; so does FuzzParse. */
static const char *iteration_name(InjectUnit *unit, BlStr test)
{
    static const char *const beginnings[] = {"iter", "Iter", "loop", "Loop", "once", "Once"};
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
        char *name = bl_str_dup(&unit->arena, test);
        memcpy(name, beginnings[i], 4);
        if (!may_be_imported(unit, name) && !unit_name_taken(unit, name))
            return take(unit, name);
    }
    return NULL;
}

/* Any other name changes the case of one letter, the first one whose change gives a free name:
 * checkParse becomes CheckParse. */
static const char *flipped_name(InjectUnit *unit, BlStr original)
{
    char *name = bl_str_dup(&unit->arena, original);
    for (size_t i = 0; i < original.len; i++) {
        if (!is_letter(name[i]))
            continue;
        name[i] ^= 0x20;
        if (!looks_like_test(name) && !may_be_imported(unit, name) && !unit_name_taken(unit, name))
            return take(unit, name);
        name[i] ^= 0x20;
    }
    return NULL;
}

/* The last resort, for names that have no letter to flip. A name once taken stays taken, so each
 * length goes on where it was left. */
static const char *numbered_name(InjectUnit *unit, size_t length)
{
    static const unsigned most = 26u * 26u * 26u;
    bool counted = length < sizeof unit->numbered / sizeof unit->numbered[0];
    unsigned n = counted ? unit->numbered[length] : 0;
    char *name = bl_arena_alloc(&unit->arena, length + 1);
    memset(name, 'q', length);
    while (n < most) {
        unsigned rest = n++;
        for (size_t i = length; i-- > 0 && rest; rest /= 26)
            name[i] = (char)('a' + rest % 26);
        if (unit_name_taken(unit, name))
            continue;
        if (counted)
            unit->numbered[length] = n;
        return take(unit, name);
    }
    return NULL;
}

const char *unit_clone_name(InjectUnit *unit, BlStr name)
{
    const char *clone = NULL;
    if (bl_str_starts(name, BL_STR("Test")) || bl_str_starts(name, BL_STR("Fuzz")))
        clone = iteration_name(unit, name);
    if (!clone)
        clone = flipped_name(unit, name);
    return clone ? clone : numbered_name(unit, name.len);
}

/* Of a test it is named without its "Test", if that can be. */
const char *unit_benchmark_name(InjectUnit *unit, const char *test)
{
    size_t skip = bl_str_starts(bl_cstr(test), BL_STR("Test")) ? strlen("Test") : 0;
    char *name = bl_arena_printf(&unit->arena, "Benchmark%s", test + skip);
    if (skip && unit_name_taken(unit, name))
        name = bl_arena_printf(&unit->arena, "Benchmark%s", test);
    for (unsigned n = 2; unit_name_taken(unit, name); n++)
        name = bl_arena_printf(&unit->arena, "Benchmark%s_%u", test, n);
    return take(unit, name);
}

static bool prefix_used(const InjectUnit *unit, const char *prefix)
{
    for (GoSym sym = 1; sym < go_symbol_count(unit->symbols); sym++)
        if (bl_str_starts(go_spelling(unit->symbols, sym), bl_cstr(prefix)))
            return true;
    return false;
}

const char *unit_prefix(InjectUnit *unit)
{
    char *prefix = bl_str_dup(&unit->arena, BL_STR("benchline"));
    for (char c = 'a'; prefix_used(unit, prefix) && c <= 'z'; c++)
        prefix[strlen(prefix) - 1] = c;
    return prefix;
}

/* The prefix, cut off or filled up; of the type for F, the last letter of the prefix is one too. */
static const char *new_type_name(InjectUnit *unit, size_t length, bool fuzz)
{
    size_t own = strlen(unit->prefix);
    char *name = bl_arena_alloc(&unit->arena, length + 1);
    for (size_t i = 0; i < length; i++)
        name[i] = i < own ? unit->prefix[i] : '_';
    if (fuzz)
        name[(length < own ? length : own) - 1] = 'F';
    return unit_name_taken(unit, name) ? numbered_name(unit, length) : take(unit, name);
}

const char *unit_type_name(InjectUnit *unit, BlStr mention)
{
    size_t length = mention.len;
    bool fuzz = mention.ptr[length - 1] == 'F';
    const char **names = fuzz ? unit->fuzz_names : unit->type_names;
    if (length >= sizeof unit->type_names / sizeof unit->type_names[0])
        return NULL;
    if (!fuzz && length == strlen(unit->prefix))
        return unit->prefix;
    if (!names[length])
        names[length] = new_type_name(unit, length, fuzz);
    return names[length];
}
