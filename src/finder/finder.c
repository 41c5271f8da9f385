/* finder.c - from the paths on the command line to projects, and from their folders to packages.
 *
 * A path inside a module or a workspace, or one with Go files of its own, belongs to one project:
 * the folder of that go.mod or go.work, or the path itself. Any other folder is a pool, and each
 * folder directly in it that has Go files somewhere is a project. Paths may overlap and repeat;
 * a project is made once and each of its folders is listed once.
 *
 * First all folders are found, then their packages are read: --test-dirs can only be decided when
 * it is known which folders a project has. Reading is most of the work, and done on all cores.
 */
#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/work.h"
#include "finder/parts.h"

typedef struct Search {
    Finder finder;
    const FindExclude *wished;      /* the command line's */
    BL_VEC(FindProject *) projects; /* in the order in which they were come upon */
    void *by_dir;                   /* the same as a tsearch(3) tree */
} Search;

/* ---- projects -------------------------------------------------------------------------------- */

static int by_dir(const void *a, const void *b)
{
    const FindProject *left = a, *right = b;
    return strcmp(left->out.dir, right->out.dir);
}

static FindProject *find_project(const Search *search, const char *dir)
{
    FindProject wanted = {.out.dir = dir};
    void *const *slot = tfind(&wanted, &search->by_dir, by_dir);
    return slot ? *slot : NULL;
}

static void add_project(Search *search, FindProject *project)
{
    bl_vec_push(&search->projects, project);
    if (!tsearch(project, &search->by_dir, by_dir))
        bl_out_of_memory(sizeof(void *));
}

static FindProject *project_at(Search *search, const char *dir, const char *shown)
{
    FindProject *project = find_project(search, dir);
    if (project)
        return project;
    BlArena *arena = search->finder.arena;
    project = bl_arena_new(arena, FindProject);
    project->out = (FoundProject){.name = bl_path_base(dir).ptr, .dir = dir, .shown = shown};
    project->common = search->wished;
    project->own =
        find_exclude_read(arena, NULL, bl_path_join(arena, dir, "benchline.exclude"),
                          bl_path_join(arena, shown, "benchline.exclude"), search->finder.diags);
    add_project(search, project);
    return project;
}

/* ---- what surrounds a folder ----------------------------------------------------------------- */

/* The nearest folder at or above `dir` that has a file of this name; NULL when none has. */
static const char *nearest_with(BlArena *arena, const char *dir, const char *name)
{
    for (;;) {
        if (bl_path_is_file(bl_path_join(arena, dir, name)))
            return dir;
        if (strcmp(dir, "/") == 0)
            return NULL;
        dir = bl_path_dir(arena, dir);
    }
}

/* Fills the start's module and workspace; returns the project's folder, NULL when neither is
 * there. A workspace is the project only of the modules that it uses. */
static const char *surroundings(Search *search, FindStart *start)
{
    BlArena *arena = search->finder.arena;
    const char *work_dir = nearest_with(arena, start->dir, "go.work");
    start->module_dir = nearest_with(arena, start->dir, "go.mod");
    if (work_dir) {
        const char *path = bl_path_join(arena, work_dir, "go.work");
        start->work = find_read_workfile(arena, path, path, search->finder.diags);
    }
    bool used = start->module_dir && find_work_uses(start->work, start->module_dir);
    bool above = start->module_dir && work_dir &&
                 bl_path_inside(work_dir, start->module_dir) != start->module_dir;
    if (work_dir && (!start->module_dir || (used && above)))
        return work_dir;
    return start->module_dir;
}

/* ---- pools ----------------------------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    const char *const *left = a, *const *right = b;
    return strcmp(*left, *right);
}

typedef BL_VEC(const char *) Names;

/* The names in a folder that may be projects or Go files. */
static void list_names(Search *search, const char *dir, const char *shown, Names *names)
{
    DIR *stream = opendir(dir);
    int error = stream ? 0 : errno;
    while (stream) {
        errno = 0;
        const struct dirent *entry = readdir(stream);
        error = entry ? 0 : errno;
        if (!entry)
            break;
        if (entry->d_name[0] != '.' && entry->d_name[0] != '_')
            bl_vec_push(names, bl_str_dup(search->finder.arena, bl_cstr(entry->d_name)));
    }
    if (stream)
        closedir(stream);
    if (error)
        bl_diag_add(search->finder.diags, BL_ERROR, shown, "cannot be listed: %s", strerror(error));
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, by_text);
}

static bool has_go_files(const char *dir, const Names *names)
{
    BlArena scratch = {0};
    bool has = false;
    for (size_t i = 0; i < names->count && !has; i++)
        has = bl_str_ends(bl_cstr(names->items[i]), BL_STR(".go")) &&
              !bl_path_is_dir(bl_path_join(&scratch, dir, names->items[i]));
    bl_arena_free(&scratch);
    return has;
}

/* A link in the pool may lead to the pool itself, above it, or to a project that it also has. */
static bool is_known(Search *search, const FindStart *pool, const char *path, const char *dir)
{
    bool link = strcmp(path, dir) != 0;
    bool around = bl_path_inside(dir, pool->dir) != pool->dir;
    return link && (around || find_project(search, dir));
}

/* True when the entry is a project. */
static bool take_pool_entry(Search *search, const FindStart *pool, const FindExclude *rules,
                            const char *name)
{
    BlArena *arena = search->finder.arena;
    const char *path = bl_path_join(arena, pool->dir, name);
    const char *shown = bl_path_join(arena, pool->shown, name);
    const char *dir = bl_path_is_dir(path) ? bl_path_real(arena, path) : NULL;
    if (!dir || strcmp(name, "testdata") == 0 || strcmp(name, "vendor") == 0 ||
        find_excludes_path(rules, name, true))
        return false;
    if (is_known(search, pool, path, dir)) {
        bl_diag_add(search->finder.diags, BL_WARNING, shown,
                    "this link leads to a folder that is listed already");
        return false;
    }
    FindProject *project = project_at(search, dir, shown);
    project->out.name = name;
    project->in_pool = name;
    project->common = rules;
    find_walk(&search->finder, project, &(FindStart){.dir = dir, .shown = shown});
    return project->folders.count > 0;
}

static void take_pool(Search *search, const FindStart *pool, const Names *names)
{
    BlArena *arena = search->finder.arena;
    const FindExclude *rules = find_exclude_read(
        arena, search->wished, bl_path_join(arena, pool->dir, "benchline.exclude"),
        bl_path_join(arena, pool->shown, "benchline.exclude"), search->finder.diags);
    bool any = false;
    for (size_t i = 0; i < names->count; i++)
        any = take_pool_entry(search, pool, rules, names->items[i]) || any;
    if (!any)
        bl_diag_add(search->finder.diags, BL_ERROR, pool->shown,
                    "neither in a Go module nor a folder of projects: no Go files found");
}

/* ---- paths ----------------------------------------------------------------------------------- */

static void take_start(Search *search, FindStart *start, const char *project_dir)
{
    bool same = strcmp(project_dir, start->dir) == 0;
    FindProject *project = project_at(search, project_dir, same ? start->shown : project_dir);
    project->named = true;
    find_walk(&search->finder, project, start);
}

static void take_folder(Search *search, const char *dir, const char *shown)
{
    FindStart start = {.dir = dir, .shown = shown};
    const char *project_dir = surroundings(search, &start);
    Names names = {0};
    if (!project_dir)
        list_names(search, dir, shown, &names);
    if (!project_dir && has_go_files(dir, &names))
        project_dir = dir;
    if (project_dir)
        take_start(search, &start, project_dir);
    else
        take_pool(search, &start, &names);
    bl_vec_free(&names);
}

/* The folder of a file is that of its name, wherever a link may lead. */
static void take_file(Search *search, const char *shown)
{
    BlArena *arena = search->finder.arena;
    FindStart start = {.shown = bl_path_dir(arena, shown), .only = bl_path_base(shown).ptr};
    start.dir = bl_path_real(arena, start.shown);
    if (!start.dir || !bl_str_ends(bl_cstr(shown), BL_STR(".go"))) {
        bl_diag_add(search->finder.diags, BL_ERROR, shown, "is neither a folder nor a Go file");
        return;
    }
    const char *project_dir = surroundings(search, &start);
    take_start(search, &start, project_dir ? project_dir : start.dir);
}

static void take_path(Search *search, const char *path)
{
    BlArena *arena = search->finder.arena;
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    const char *shown = bl_str_dup(arena, bl_str(path, len));
    const char *dir = bl_path_real(arena, path);
    if (!dir)
        bl_diag_add(search->finder.diags, BL_ERROR, path, "cannot be read: %s", strerror(errno));
    else if (bl_path_is_dir(dir))
        take_folder(search, dir, shown);
    else
        take_file(search, shown);
}

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
    Search *search;
    BL_VEC(Piece) pieces; /* the folders of all projects */
    size_t begun;         /* projects whose own diagnostics were made */
} Loading;

static void *load_piece(void *context, size_t piece)
{
    const Loading *loading = context;
    Loaded *loaded = bl_alloc(sizeof *loaded);
    Finder finder = {.arena = &loaded->arena,
                     .options = loading->search->finder.options,
                     .diags = &loaded->diags};
    find_load_package(&finder, loading->pieces.items[piece].folder, &loaded->package);
    return loaded;
}

/* Diagnostics of a project stand before those of its packages. */
static void begin_projects(Loading *loading, const FindProject *until)
{
    const Search *search = loading->search;
    while (loading->begun < search->projects.count) {
        const FindProject *project = search->projects.items[loading->begun];
        if (project == until)
            return;
        if (project->named && !project->folders.count)
            bl_diag_add(search->finder.diags, BL_ERROR, project->out.shown, "no Go files found");
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
    BlArena *arena = loading->search->finder.arena;
    begin_projects(loading, from->project);
    bl_diag_add_all(loading->search->finder.diags, &loaded->diags);
    FoundPackage package = loaded->package;
    package.files = keep_files(arena, &package);
    package.name = package.name ? bl_str_dup(arena, bl_cstr(package.name)) : NULL;
    bl_vec_push(&from->project->modules.items[from->folder->module].packages, package);
    bl_diag_free(&loaded->diags);
    bl_arena_free(&loaded->arena);
    free(loaded);
}

static bool in_shard(const Search *search, const FindProject *project, const FindFolder *folder)
{
    const FoundModule *module = &project->modules.items[folder->module].out;
    return find_shard_has(&search->finder.options->shard, module->path, folder->import_path);
}

static void load_packages(Search *search)
{
    Loading loading = {.search = search};
    for (size_t i = 0; i < search->projects.count; i++) {
        FindProject *project = search->projects.items[i];
        for (size_t j = 0; j < project->folders.count; j++)
            if (in_shard(search, project, &project->folders.items[j]))
                bl_vec_push(&loading.pieces, (Piece){project, &project->folders.items[j]});
    }
    BlWork work = {.count = loading.pieces.count,
                   .threads = search->finder.options->jobs,
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

static void collect(Search *search, Found *found)
{
    for (size_t i = 0; i < search->projects.count; i++) {
        sort_folders(search->projects.items[i]);
        if (search->finder.options->test_dirs)
            keep_test_dirs(search->projects.items[i]);
    }
    load_packages(search);
    BL_VEC(FoundProject) projects = {0};
    for (size_t i = 0; i < search->projects.count; i++) {
        FindProject *project = search->projects.items[i];
        freeze(&search->finder, project);
        if (project->out.module_count)
            bl_vec_push(&projects, project->out);
        find_project_free(project);
    }
    found->projects = bl_arena_copy(search->finder.arena, projects.items,
                                    projects.count * sizeof *projects.items);
    found->project_count = projects.count;
    bl_vec_free(&projects);
}

static void keep(void *borrowed)
{
    (void)borrowed;
}

void find_paths(Found *found, const FindOptions *options, const char *const *paths, size_t count,
                BlDiags *diags)
{
    *found = (Found){0};
    Search search = {.finder = {.arena = &found->arena, .options = options, .diags = diags}};
    for (size_t i = 0; i < options->exclude_count; i++)
        search.wished =
            find_exclude_add(&found->arena, search.wished, bl_cstr(options->excludes[i]));
    for (size_t i = 0; i < count; i++)
        take_path(&search, paths[i]);
    collect(&search, found);
    bl_vec_free(&search.projects);
    tdestroy(search.by_dir, keep);
}

void find_free(Found *found)
{
    bl_arena_free(&found->arena);
    *found = (Found){0};
}
