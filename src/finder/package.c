/* package.c - one folder's files, sorted as go/build sorts them.
 *
 * For each file the questions come in Go's order, and the first "no" decides: is its name for
 * another system, can it be read, is its header in order, does its build constraint hold, is it of
 * package documentation, does it need cgo. What is left belongs to the package; its package clause
 * and its name tell which part of it: the package itself, its tests, or the external test package.
 *
 * The package's name is that of the first file, in byte order, that belongs to the build. That too
 * is Go's rule: it makes x_test.go with `package a_test` an external test of package a, unless the
 * package itself is called a_test.
 *
 * What benchline wrote into the tree counts as not there: the file that it put beside the tests is
 * ignored, and of a test file what stands above the block is read (block.h).
 *
 * One file is in memory at a time. Tests are told by their form, so nothing is bound.
 */
#include <errno.h>
#include <stdlib.h>

#include "benchline/block.h"
#include "benchline/path.h"
#include "finder/parts.h"

typedef struct Loader {
    const Finder *finder;
    const FindFolder *folder;
    BlArena scratch;   /* until the package is loaded */
    const char *name;  /* of the package, from the first file that tells it */
    const char *first; /* that file */
    bool mixed;        /* a file of another package was reported */
    BlBuf source;      /* of the file at hand */
    const char *shown; /* its path */
    BlStr clause;      /* its package clause's name; ptr is NULL when there is no valid one */
    FindHead head;
} Loader;

const char *find_read_error(int error)
{
    if (error == EFBIG)
        return "it is larger than the limit";
    return error == EINVAL ? "it is not a regular file" : strerror(error);
}

static bool is_test_file(const char *name)
{
    return bl_str_ends(bl_cstr(name), BL_STR("_test.go"));
}

/* ---- diagnostics with a position, before anything is parsed ---------------------------------- */

static void report_at(Loader *loader, size_t offset, const char *message)
{
    BlStr text = bl_buf_view(&loader->source);
    uint32_t line = 1;
    size_t start = 0;
    for (size_t i = 0; i < offset; i++) {
        if (text.ptr[i] == '\n') {
            line++;
            start = i + 1;
        }
    }
    BlStr source_line, rest;
    bl_str_cut(bl_str_from(text, start), '\n', &source_line, &rest);
    if (bl_str_ends(source_line, BL_STR("\r")))
        source_line.len--;
    BlDiag *diag = bl_diag_add(loader->finder->diags, BL_ERROR, loader->shown, "%s", message);
    bl_diag_at(loader->finder->diags, diag, line, (uint32_t)(offset - start + 1), source_line);
}

/* ---- does the file belong to the build? ------------------------------------------------------ */

static FoundReason read_source(Loader *loader, const FindEntry *entry)
{
    const FindOptions *options = loader->finder->options;
    const char *path = bl_path_join(&loader->scratch, loader->folder->dir, entry->name);
    bl_buf_clear(&loader->source);
    int error = bl_file_read(path, options->file_limit ? options->file_limit : FIND_FILE_LIMIT,
                             &loader->source);
    if (!error)
        return FOUND_WHY_NONE;
    if (entry->selected)
        bl_diag_add(loader->finder->diags, BL_ERROR, loader->shown, "cannot be read: %s",
                    find_read_error(error));
    return error == EFBIG ? FOUND_WHY_TOO_LARGE : FOUND_WHY_UNREADABLE;
}

/* Cuts off what `inject --write` put there. */
static FoundReason take_own_text(Loader *loader, const FindEntry *entry)
{
    BlStr text = bl_buf_view(&loader->source);
    if (!is_test_file(entry->name))
        return FOUND_WHY_NONE;
    if (block_find_shim(text) != BLOCK_NONE)
        return FOUND_WHY_BENCHLINE;
    Block block = block_find(text);
    if (block.state == BLOCK_EDITED && entry->selected)
        bl_diag_add(loader->finder->diags, BL_WARNING, loader->shown,
                    "the benchmarks that benchline wrote at its end were edited: everything below "
                    "their first line is passed over");
    if (block.state != BLOCK_NONE) {
        loader->source.len = block.source_len;
        loader->source.data[block.source_len] = '\0';
    }
    return FOUND_WHY_NONE;
}

/* Bytes that Go's scanner refuses anywhere, comments included. */
static bool is_go_text(BlStr text)
{
    BlStr bom = BL_BOM;
    if (bl_str_starts(text, bom))
        text = bl_str_from(text, bom.len);
    return bl_is_utf8(text) && (!text.len || !memmem(text.ptr, text.len, bom.ptr, bom.len));
}

/* An error down to the end of the package clause costs a file its package. */
static void read_head(Loader *loader)
{
    BlStr source = bl_buf_view(&loader->source);
    loader->head = find_head(source);
    loader->clause = (BlStr){0};
    BlStr name;
    if (is_go_text(bl_str(source.ptr, loader->head.clause_end)) && go_package_name(source, &name))
        loader->clause = name;
    if (!is_go_text(bl_str(source.ptr, loader->head.end)))
        loader->head.imports_c = false; /* nor does Go then look at them */
}

static FoundReason judge_header(Loader *loader, const FindEntry *entry)
{
    BlStr source = bl_buf_view(&loader->source);
    size_t read = loader->head.end + (loader->head.end < source.len);
    const char *nul = memchr(source.ptr, '\0', read);
    FindVerdict verdict = find_source_fits(loader->finder->options->target, source);
    if (nul)
        verdict = (FindVerdict){.error = "a NUL byte", .error_at = (size_t)(nul - source.ptr)};
    if (verdict.error && entry->selected && !loader->finder->options->unread)
        report_at(loader, verdict.error_at, verdict.error);
    if (verdict.error)
        return FOUND_WHY_INVALID;
    if (!verdict.fits)
        return FOUND_WHY_CONSTRAINT;
    bool documentation = bl_str_eq(loader->clause, BL_STR("documentation"));
    return documentation ? FOUND_WHY_DOCUMENTATION : FOUND_WHY_NONE;
}

static FoundReason judge(Loader *loader, const FindEntry *entry)
{
    if (entry->excluded)
        return FOUND_WHY_EXCLUDED;
    if (find_is_hidden(entry->name))
        return FOUND_WHY_PREFIX;
    if (!find_name_fits(loader->finder->options->target, bl_cstr(entry->name)))
        return FOUND_WHY_NAME;
    FoundReason reason = read_source(loader, entry);
    if (reason == FOUND_WHY_NONE)
        reason = take_own_text(loader, entry);
    if (reason != FOUND_WHY_NONE)
        return reason;
    read_head(loader);
    return judge_header(loader, entry);
}

/* ---- which part of the package is it? -------------------------------------------------------- */

/* The package that the file says it is of; "_test" is cut off an external test's, and told. */
static const char *package_of(Loader *loader, bool test, bool *external)
{
    BlStr name = loader->clause;
    bool same = loader->name && bl_str_eq(bl_cstr(loader->name), name);
    *external = test && !same && bl_str_ends(name, BL_STR("_test"));
    if (*external)
        name.len -= strlen("_test");
    return bl_str_dup(&loader->scratch, name);
}

static void check_package_name(Loader *loader, const char *name, FoundFile *file)
{
    if (!loader->name) {
        loader->name = name;
        loader->first = file->name;
    } else if (strcmp(loader->name, name) != 0) {
        file->broken = true;
        if (file->selected && !loader->mixed && !loader->finder->options->unread)
            bl_diag_add(loader->finder->diags, BL_ERROR, loader->shown,
                        "package %s, but %s in the same folder is of package %s", name,
                        loader->first, loader->name);
        loader->mixed = loader->mixed || file->selected;
    }
}

static void check_cgo(Loader *loader, bool test, FoundFile *file)
{
    if (!loader->head.imports_c)
        return;
    if (test) {
        file->broken = true;
        if (file->selected && !loader->finder->options->unread)
            bl_diag_add(loader->finder->diags, BL_ERROR, loader->shown,
                        "cgo in test files is not supported by the go command");
    } else if (loader->finder->options->target->cgo) {
        file->kind = FOUND_CGO;
    } else {
        file->kind = FOUND_IGNORED;
        file->reason = FOUND_WHY_CGO_OFF;
    }
}

static void take_part(Loader *loader, FoundFile *file)
{
    bool test = is_test_file(file->name), external = false;
    if (loader->clause.ptr)
        check_package_name(loader, package_of(loader, test, &external), file);
    else
        file->broken = true;
    file->kind = external ? FOUND_XTEST_FILE : test ? FOUND_TEST_FILE : FOUND_GO;
    check_cgo(loader, test, file);
}

/* ---- its test functions ---------------------------------------------------------------------- */

static void list_tests(Loader *loader, const GoFile *parsed, FoundFile *file)
{
    BlArena *arena = loader->finder->arena;
    FoundTests tests = {0};
    find_list_tests(parsed, arena, &tests, loader->finder->diags);
    for (size_t i = 0; i < tests.count; i++)
        tests.items[i].selected = find_filter_takes(loader->finder->options->filter,
                                                    tests.items[i].kind, tests.items[i].name);
    file->tests = bl_arena_copy(arena, tests.items, tests.count * sizeof *tests.items);
    file->test_count = tests.count;
    bl_vec_free(&tests);
}

/* Test files are parsed to the end; others only if they have no package clause, for the parser's
 * words about why. */
static void parse(Loader *loader, FoundFile *file)
{
    bool test = file->kind == FOUND_TEST_FILE || file->kind == FOUND_XTEST_FILE;
    if (loader->finder->options->unread || !file->selected || file->kind == FOUND_IGNORED ||
        (!test && loader->clause.ptr))
        return;
    GoFile parsed = {0};
    if (!go_parse_tree(&parsed, loader->shown, bl_buf_view(&loader->source), loader->finder->diags))
        file->broken = true;
    else if (test)
        list_tests(loader, &parsed, file);
    go_file_free(&parsed);
}

static FoundFile load_file(Loader *loader, const FindEntry *entry)
{
    FoundFile file = {.name = entry->name, .kind = FOUND_IGNORED, .selected = entry->selected};
    loader->shown = bl_path_join(&loader->scratch, loader->folder->shown, entry->name);
    file.reason = judge(loader, entry);
    if (file.reason == FOUND_WHY_NONE) {
        take_part(loader, &file);
        parse(loader, &file);
    }
    return file;
}

/* ---- names declared twice -------------------------------------------------------------------- */

typedef struct Declared {
    const FoundTest *test;
    const FoundFile *file;
    int scope; /* the package, its external test package, or both for TestMain */
} Declared;

static int by_declaration(const void *a, const void *b)
{
    const Declared *left = a, *right = b;
    if (left->scope != right->scope)
        return left->scope - right->scope;
    int order = strcmp(left->test->name, right->test->name);
    if (order == 0)
        order = strcmp(left->file->name, right->file->name);
    return order ? order
                 : (left->test->line > right->test->line) - (left->test->line < right->test->line);
}

static int scope_of(const FoundFile *file, const FoundTest *test)
{
    if (test->kind == FOUND_MAIN)
        return 2;
    return file->kind == FOUND_XTEST_FILE;
}

static void report_twice(Loader *loader, const Declared *first, const Declared *second)
{
    const char *dir = loader->folder->shown;
    BlDiag *diag = bl_diag_add(
        loader->finder->diags, BL_ERROR, bl_path_join(&loader->scratch, dir, second->file->name),
        "%s is declared twice in this package, first at %s:%u:%u", second->test->name,
        bl_path_join(&loader->scratch, dir, first->file->name), first->test->line,
        first->test->column);
    diag->line = second->test->line;
    diag->column = second->test->column;
}

static void report_duplicates(Loader *loader, const FoundPackage *package)
{
    BL_VEC(Declared) all = {0};
    for (size_t i = 0; i < package->file_count; i++) {
        const FoundFile *file = &package->files[i];
        for (size_t t = 0; t < file->test_count; t++)
            bl_vec_push(&all, (Declared){.test = &file->tests[t],
                                         .file = file,
                                         .scope = scope_of(file, &file->tests[t])});
    }
    if (all.count)
        qsort(all.items, all.count, sizeof *all.items, by_declaration);
    for (size_t i = 1; i < all.count; i++)
        if (all.items[i - 1].scope == all.items[i].scope &&
            strcmp(all.items[i - 1].test->name, all.items[i].test->name) == 0)
            report_twice(loader, &all.items[i - 1], &all.items[i]);
    bl_vec_free(&all);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static bool is_built(const FoundPackage *package)
{
    for (size_t i = 0; i < package->file_count; i++)
        if (package->files[i].kind != FOUND_IGNORED)
            return true;
    return false;
}

void find_load_package(const Finder *finder, const FindFolder *folder, FoundPackage *package)
{
    Loader loader = {.finder = finder, .folder = folder};
    FoundFile *files = bl_arena_alloc(finder->arena, folder->file_count * sizeof *files);
    for (size_t i = 0; i < folder->file_count; i++)
        files[i] = load_file(&loader, &folder->files[i]);
    *package = (FoundPackage){
        .import_path = folder->import_path,
        .gopath = folder->gopath,
        .dir = folder->dir,
        .shown = folder->shown,
        .files = files,
        .file_count = folder->file_count,
        .filter = finder->options->filter,
    };
    if (loader.name && is_built(package))
        package->name = bl_str_dup(finder->arena, bl_cstr(loader.name));
    report_duplicates(&loader, package);
    bl_buf_free(&loader.source);
    bl_arena_free(&loader.scratch);
}
