/* fuzzed_unit.h - the injector's input made of a fuzzer's: one to three files with NUL bytes
 * between them, a test file, a file that is none, another test file. */
#ifndef FUZZED_UNIT_H
#define FUZZED_UNIT_H

#include "fuzzing.h"

#include "benchline/inject.h"

enum { MOST_FILES = 3 };

typedef struct FuzzedUnit {
    char *bytes;
    BlDiags diags;
    InjectUnit *unit;
} FuzzedUnit;

static inline InjectFile file_named(const char *name, BlStr source)
{
    return (InjectFile){.name = name,
                        .path = name,
                        .source = source,
                        .is_test = bl_str_ends(bl_cstr(name), BL_STR("_test.go")),
                        .selected = true};
}

/* False when a file is not Go, which must have been said. The unit is to be freed either way. */
static inline bool open_unit(FuzzedUnit *fuzzed, const uint8_t *data, size_t size)
{
    static const char *const names[MOST_FILES] = {"a_test.go", "b.go", "c_test.go"};
    *fuzzed = (FuzzedUnit){.bytes = source_bytes(data, size)};
    InjectFile files[MOST_FILES];
    BlStr source;
    size_t count = 0, at = 0;
    for (; next_source(fuzzed->bytes, size, &at, MOST_FILES - count, &source); count++)
        files[count] = file_named(names[count], source);
    fuzzed->unit = inject_new(files, count, NULL, &fuzzed->diags);
    require(inject_broken(fuzzed->unit) == (fuzzed->diags.errors > 0),
            "broken, and nothing is said");
    return !inject_broken(fuzzed->unit);
}

static inline void close_unit(FuzzedUnit *fuzzed)
{
    inject_free(fuzzed->unit);
    bl_diag_free(&fuzzed->diags);
    free(fuzzed->bytes);
}

/* Writes all outputs, which a unit that is not broken always can. */
static inline void emit(InjectUnit *unit)
{
    BlDiags diags = {0};
    bool ok = inject_emit(unit, &diags);
    if (!ok)
        bl_diag_print(&diags, false, stderr);
    require(ok && diags.list.count == 0, "it cannot be written");
    bl_diag_free(&diags);
}

#endif
