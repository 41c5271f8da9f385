/* collect.c - from the folders of the projects to their packages.
 *
 * First all folders are found, then their packages are read: --test-dirs can only be decided when
 * it is known which folders a project has, and each folder is to be read once however many paths of
 * the command line lead to it. Reading is most of the work, and done on all cores.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/work.h"
#include "finder/parts.h"

/* ---- the folders of a project ---------------------------------------------------------------- */

static int by_folder(const void *a, const void *b)
{
    const FindFolder *left = a, *right = b;
    return bl_path_compare(left->dir, right->dir);
}

static int by_module(const void *a, const void *b)
{
    const FoundModule *left = a, *right = b;
    int order = bl_path_compare(left->dir, right->dir);
    return order ? order : (left->path != NULL) - (right->path != NULL);
}

/* Two paths of the command line led to this folder. */
static void merge(FindFolder *into, const FindFolder *again)
{
    for (size_t i = 0; i < into->file_count && i < again->file_count; i++) {
        into->files[i].selected = into->files[i].selected || again->files[i].selected;
        into->files[i].excluded = into->files[i].excluded && again->files[i].excluded;
    }
}

static void sort_folders(FindProject *project)
{
    FindFolder *folders = project->folders.items;
    size_t count = project->folders.count, kept = 0;
    if (count)
        qsort(folders, count, sizeof *folders, by_folder);
    for (size_t i = 0; i < count; i++) {
        if (kept && strcmp(folders[kept - 1].dir, folders[i].dir) == 0)
            merge(&folders[kept - 1], &folders[i]);
        else
            folders[kept++] = folders[i];
    }
    project->folders.count = kept;
}

/* Is the folder called test or tests, or in one that is? */
static bool is_test_dir(const FindProject *project, const FindFolder *folder)
{
    BlStr rest = bl_cstr(bl_path_inside(project->out.dir, folder->dir)), name;
    while (rest.len) {
        bl_str_cut(rest, '/', &name, &rest);
        if (bl_str_eq(name, BL_STR("test")) || bl_str_eq(name, BL_STR("tests")))
            return true;
    }
    return false;
}

static void keep_test_dirs(FindProject *project)
{
    FindFolder *folders = project->folders.items;
    size_t kept = 0;
    for (size_t i = 0; i < project->folders.count; i++)
        if (is_test_dir(project, &folders[i]))
            folders[kept++] = folders[i];
    if (kept)
        project->folders.count = kept;
}

/* ---- reading the packages -------------------------------------------------------------------- */

/* A package as a thread of its own read it. */
typedef struct Loaded {
    BlArena arena;
    BlDiags diags;
    FoundPackage package;
} Loaded;

typedef struct Piece {
    FindProject *project;
    const FindFolder *folder;
} Piece;

typedef struct Loading {
    const Finder *finder;
    FindProject *const *projects;
    size_t project_count;
    BL_VEC(Piece) pieces; /* the folders of all projects */
    size_t begun;         /* projects whose own diagnostics were made */
} Loading;

static void *load_piece(void *context, size_t piece)
{
    const Loading *loading = context;
    Loaded *loaded = bl_alloc(sizeof *loaded);
    Finder finder = {
        .arena = &loaded->arena, .options = loading->finder->options, .diags = &loaded->diags};
    find_load_package(&finder, loading->pieces.items[piece].folder, &loaded->package);
    return loaded;
}

/* Diagnostics of a project stand before those of its packages. */
static void begin_projects(Loading *loading, const FindProject *until)
{
    while (loading->begun < loading->project_count) {
        const FindProject *project = loading->projects[loading->begun];
        if (project == until)
            return;
        if (project->named && !project->folders.count)
            bl_diag_add(loading->finder->diags, BL_ERROR, project->out.shown, "no Go files found");
        loading->begun++;
    }
}

static const FoundFile *keep_files(BlArena *arena, const FoundPackage *package)
{
    size_t size = package->file_count * sizeof *package->files;
    FoundFile *files = bl_arena_copy(arena, package->files, size);
    for (size_t i = 0; i < package->file_count; i++) {
        size_t count = files[i].test_count;
        FoundTest *tests = bl_arena_copy(arena, files[i].tests, count * sizeof *tests);
        for (size_t j = 0; j < count; j++)
            tests[j].name = bl_str_dup(arena, bl_cstr(tests[j].name));
        files[i].tests = tests;
    }
    return files;
}

/* Copies what outlives the thread's own arena. */
static void take_piece(void *context, size_t piece, void *made)
{
    Loading *loading = context;
    Loaded *loaded = made;
    const Piece *from = &loading->pieces.items[piece];
    BlArena *arena = loading->finder->arena;
    begin_projects(loading, from->project);
    bl_diag_add_all(loading->finder->diags, &loaded->diags);
    FoundPackage package = loaded->package;
    package.files = keep_files(arena, &package);
    package.name = package.name ? bl_str_dup(arena, bl_cstr(package.name)) : NULL;
    bl_vec_push(&from->project->modules.items[from->folder->module].packages, package);
    bl_diag_free(&loaded->diags);
    bl_arena_free(&loaded->arena);
    free(loaded);
}

static bool in_shard(const Finder *finder, const FindProject *project, const FindFolder *folder)
{
    const FoundModule *module = &project->modules.items[folder->module].out;
    return find_shard_has(&finder->options->shard, module->path, folder->import_path);
}

static void load_packages(const Finder *finder, FindProject *const *projects, size_t count)
{
    Loading loading = {.finder = finder, .projects = projects, .project_count = count};
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < projects[i]->folders.count; j++)
            if (in_shard(finder, projects[i], &projects[i]->folders.items[j]))
                bl_vec_push(&loading.pieces, (Piece){projects[i], &projects[i]->folders.items[j]});
    BlWork work = {.count = loading.pieces.count,
                   .threads = finder->options->jobs,
                   .make = load_piece,
                   .take = take_piece,
                   .context = &loading};
    bl_work(&work);
    begin_projects(&loading, NULL);
    bl_vec_free(&loading.pieces);
}

/* ---- the result ------------------------------------------------------------------------------ */

/* Moves the modules that have packages into the arena. */
static void freeze(const Finder *finder, FindProject *project)
{
    BL_VEC(FoundModule) modules = {0};
    for (size_t i = 0; i < project->modules.count; i++) {
        FindModule *module = &project->modules.items[i];
        size_t size = module->packages.count * sizeof *module->packages.items;
        module->out.packages = bl_arena_copy(finder->arena, module->packages.items, size);
        module->out.package_count = module->packages.count;
        if (module->packages.count)
            bl_vec_push(&modules, module->out);
    }
    if (modules.count)
        qsort(modules.items, modules.count, sizeof *modules.items, by_module);
    project->out.modules =
        bl_arena_copy(finder->arena, modules.items, modules.count * sizeof *modules.items);
    project->out.module_count = modules.count;
    bl_vec_free(&modules);
}

void find_collect(const Finder *finder, FindProject *const *projects, size_t count, Found *found)
{
    for (size_t i = 0; i < count; i++) {
        sort_folders(projects[i]);
        if (finder->options->test_dirs)
            keep_test_dirs(projects[i]);
    }
    load_packages(finder, projects, count);
    FoundProject *kept = bl_arena_alloc(finder->arena, count * sizeof *kept);
    for (size_t i = 0; i < count; i++) {
        freeze(finder, projects[i]);
        if (projects[i]->out.module_count)
            kept[found->project_count++] = projects[i]->out;
        find_project_free(projects[i]);
    }
    found->projects = kept;
}
