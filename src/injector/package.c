/* package.c - the units of a package that was found on disk. */
#include <stdlib.h>

#include "benchline/inject.h"
#include "benchline/path.h"

enum { INTERNAL, EXTERNAL };

static bool in_unit(const FoundFile *file, int which)
{
    if (which == EXTERNAL)
        return file->kind == FOUND_XTEST_FILE;
    return file->kind == FOUND_GO || file->kind == FOUND_CGO || file->kind == FOUND_TEST_FILE;
}

static bool is_test_file(const FoundFile *file)
{
    return file->kind == FOUND_TEST_FILE || file->kind == FOUND_XTEST_FILE;
}

bool inject_asks(const FindFilter *filter, FoundTestKind kind, const char *name)
{
    unsigned can = FIND_KIND(FOUND_TEST) | FIND_KIND(FOUND_EXAMPLE) | FIND_KIND(FOUND_FUZZ);
    unsigned wished = filter && filter->kinds ? filter->kinds : FIND_KIND(FOUND_TEST);
    return (can & wished & FIND_KIND(kind)) && find_filter_takes(filter, kind, name);
}

static bool has_tests(const FoundPackage *found, int which)
{
    for (size_t i = 0; i < found->file_count; i++) {
        const FoundFile *file = &found->files[i];
        if (!in_unit(file, which) || !file->selected)
            continue;
        for (size_t j = 0; j < file->test_count; j++)
            if (inject_asks(found->filter, file->tests[j].kind, file->tests[j].name))
                return true;
    }
    return false;
}

/* Names that the package's own benchmarks have, or that its other unit has taken. */
static InjectNames reserved_names(InjectPackage *package, const FoundPackage *found)
{
    BL_VEC(const char *) names = {0};
    for (size_t i = 0; i < found->file_count; i++)
        for (size_t j = 0; j < found->files[i].test_count; j++)
            if (found->files[i].tests[j].kind == FOUND_BENCHMARK)
                bl_vec_push(&names, found->files[i].tests[j].name);
    size_t count = 0;
    const InjectTest *tests = NULL;
    if (package->units[INTERNAL])
        tests = inject_tests(package->units[INTERNAL], &count);
    for (size_t i = 0; i < count; i++)
        if (tests[i].benchmark)
            bl_vec_push(&names, tests[i].benchmark);
    InjectNames reserved = {
        .names = bl_arena_copy(&package->arena, names.items, names.count * sizeof *names.items),
        .count = names.count,
    };
    bl_vec_free(&names);
    return reserved;
}

static InjectUnit *load_unit(InjectPackage *package, const FoundPackage *found, int which,
                             BlDiags *diags)
{
    BL_VEC(InjectFile) files = {0};
    bool readable = true;
    for (size_t i = 0; i < found->file_count; i++) {
        const FoundFile *file = &found->files[i];
        if (!in_unit(file, which))
            continue;
        if (file->broken) { /* said when it was found */
            readable = false;
            continue;
        }
        const char *path = bl_path_join(&package->arena, found->dir, file->name);
        const char *shown = bl_path_join(&package->arena, found->shown, file->name);
        BlBuf *source = &package->sources[i];
        int error = bl_file_read(path, INT32_MAX, source);
        if (error) {
            bl_diag_add(diags, BL_ERROR, shown, "cannot be read: %s", strerror(error));
            readable = false;
            continue;
        }
        InjectFile row = {.name = file->name,
                          .path = shown,
                          .source = bl_buf_view(source),
                          .is_test = is_test_file(file),
                          .selected = file->selected,
                          .filter = found->filter};
        bl_vec_push(&files, row);
    }
    InjectNames reserved = reserved_names(package, found);
    InjectUnit *unit = readable ? inject_new(files.items, files.count, &reserved, diags) : NULL;
    bl_vec_free(&files);
    return unit;
}

void inject_package_load(InjectPackage *package, const FoundPackage *found, BlDiags *diags)
{
    package->source_count = found->file_count;
    package->sources = bl_alloc(found->file_count * sizeof *package->sources);
    for (int which = INTERNAL; which <= EXTERNAL; which++)
        if (has_tests(found, which))
            package->units[which] = load_unit(package, found, which, diags);
}

void inject_package_free(InjectPackage *package)
{
    inject_free(package->units[INTERNAL]);
    inject_free(package->units[EXTERNAL]);
    for (size_t i = 0; i < package->source_count; i++)
        bl_buf_free(&package->sources[i]);
    free(package->sources);
    bl_arena_free(&package->arena);
    *package = (InjectPackage){0};
}
