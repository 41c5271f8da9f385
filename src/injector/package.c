/* package.c - the units of a package that was found on disk.
 *
 * What benchline wrote there before is listed and then cut off: no unit sees it.
 */
#include <stdlib.h>

#include "benchline/inject.h"
#include "benchline/path.h"

static bool in_unit(const FoundFile *file, int which)
{
    if (which == INJECT_EXTERNAL)
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

/* ---- what was written before ----------------------------------------------------------------- */

static void cut_off(InjectPackage *package, BlBuf *source, InjectWritten *written, size_t own_len)
{
    BlStr text = bl_buf_view(source);
    BlStr added = bl_str_from(text, own_len);
    written->added = bl_str(bl_str_dup(&package->arena, added), added.len);
    source->len = own_len;
    source->data[own_len] = '\0';
    written->own = bl_buf_view(source);
}

static void look_for_writing(InjectPackage *package, size_t file)
{
    BlBuf *source = &package->sources[file];
    InjectWritten written = {.file = file, .state = block_find_shim(bl_buf_view(source))};
    written.shim = written.state != BLOCK_NONE;
    if (written.shim) {
        cut_off(package, source, &written, 0);
    } else {
        Block block = block_find(bl_buf_view(source));
        if (block.state == BLOCK_NONE)
            return;
        written.state = block.state;
        written.has_benchmarks = block.has_benchmarks;
        cut_off(package, source, &written, block.source_len);
    }
    bl_vec_push(&package->written, written);
}

void inject_package_written(InjectPackage *package, const FoundPackage *found)
{
    package->source_count = found->file_count;
    package->sources = bl_alloc(found->file_count * sizeof *package->sources);
    for (size_t i = 0; i < found->file_count; i++) {
        const char *name = found->files[i].name;
        if (!bl_str_ends(bl_cstr(name), BL_STR("_test.go")))
            continue;
        BlBuf *source = &package->sources[i];
        if (bl_file_read(bl_path_join(&package->arena, found->dir, name), INT32_MAX, source) == 0)
            look_for_writing(package, i);
        else
            bl_buf_free(source); /* whoever needs the file says why it cannot be read */
    }
}

static bool renews(const InjectPackage *package, size_t file)
{
    for (size_t i = 0; package->renew && i < package->written.count; i++)
        if (package->written.items[i].file == file)
            return package->written.items[i].has_benchmarks;
    return false;
}

/* ---- units ----------------------------------------------------------------------------------- */

static bool has_tests(const InjectPackage *package, const FoundPackage *found, int which)
{
    for (size_t i = 0; i < found->file_count; i++) {
        const FoundFile *file = &found->files[i];
        if (in_unit(file, which) && renews(package, i))
            return true;
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
    if (package->units[INJECT_INTERNAL])
        tests = inject_tests(package->units[INJECT_INTERNAL], &count);
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

/* Test files were read when what benchline wrote was looked for. */
static int read_source(InjectPackage *package, const FoundPackage *found, size_t file)
{
    BlBuf *source = &package->sources[file];
    if (source->data)
        return 0;
    return bl_file_read(bl_path_join(&package->arena, found->dir, found->files[file].name),
                        INT32_MAX, source);
}

static void reserve_files(InjectUnit *unit, const InjectPackage *package, const FoundPackage *found)
{
    size_t next = 0; /* of what was written */
    for (size_t i = 0; i < found->file_count; i++) {
        while (next < package->written.count && package->written.items[next].file < i)
            next++;
        bool ours = next < package->written.count && package->written.items[next].file == i &&
                    package->written.items[next].shim;
        if (!ours)
            inject_reserve_file(unit, found->files[i].name);
    }
}

/* The i-th of the package's files, as its unit gets it; false, reported, when it cannot be read. */
static bool load_file(InjectPackage *package, const FoundPackage *found, size_t i, InjectFile *out,
                      BlDiags *diags)
{
    const FoundFile *file = &found->files[i];
    if (file->broken) /* said when it was found */
        return false;
    const char *shown = bl_path_join(&package->arena, found->shown, file->name);
    int error = read_source(package, found, i);
    if (error)
        bl_diag_add(diags, BL_ERROR, shown, "cannot be read: %s", strerror(error));
    *out = (InjectFile){.name = file->name,
                        .path = shown,
                        .source = bl_buf_view(&package->sources[i]),
                        .is_test = is_test_file(file),
                        .selected = file->selected || renews(package, i),
                        .filter = found->filter};
    return !error;
}

static InjectUnit *load_unit(InjectPackage *package, const FoundPackage *found, int which,
                             BlDiags *diags)
{
    BL_VEC(InjectFile) files = {0};
    bool readable = true;
    for (size_t i = 0; i < found->file_count; i++) {
        InjectFile file;
        if (!in_unit(&found->files[i], which))
            continue;
        if (load_file(package, found, i, &file, diags))
            bl_vec_push(&files, file);
        else
            readable = false;
    }
    InjectNames reserved = reserved_names(package, found);
    InjectUnit *unit = readable ? inject_new(files.items, files.count, &reserved, diags) : NULL;
    if (unit)
        reserve_files(unit, package, found);
    package->broken[which] |= !unit || inject_broken(unit);
    bl_vec_free(&files);
    return unit;
}

void inject_package_load(InjectPackage *package, const FoundPackage *found, BlDiags *diags)
{
    inject_package_written(package, found);
    for (size_t i = 0; i < found->file_count; i++)
        for (int which = 0; which < INJECT_UNITS; which++)
            package->broken[which] |= found->files[i].broken && in_unit(&found->files[i], which);
    for (int which = 0; which < INJECT_UNITS; which++)
        if (has_tests(package, found, which))
            package->units[which] = load_unit(package, found, which, diags);
}

void inject_package_free(InjectPackage *package)
{
    for (int which = 0; which < INJECT_UNITS; which++)
        inject_free(package->units[which]);
    bl_vec_free(&package->written);
    for (size_t i = 0; i < package->source_count; i++)
        bl_buf_free(&package->sources[i]);
    free(package->sources);
    bl_arena_free(&package->arena);
    *package = (InjectPackage){0};
}
