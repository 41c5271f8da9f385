/* finder.c - from the paths on the command line to projects.
 *
 * A path inside a module or a workspace, or one with Go files of its own, belongs to one project:
 * the folder of that go.mod or go.work, or the path itself. Any other folder is a pool, and each
 * folder directly in it that has Go files somewhere is a project. Paths may overlap and repeat;
 * a project is made once. Here only folders are found (walk.c): their packages are read when all
 * are known (collect.c).
 */
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

typedef BL_VEC(const char *) Names;

/* The names in a folder that may be projects or Go files. */
static void list_names(Search *search, const char *dir, const char *shown, Names *names)
{
    BlDirEntries entries = {0};
    int error = bl_dir_list(search->finder.arena, dir, &entries);
    for (size_t i = 0; i < entries.count; i++)
        if (!find_is_hidden(entries.items[i].name))
            bl_vec_push(names, entries.items[i].name);
    bl_vec_free(&entries);
    if (error)
        bl_diag_add(search->finder.diags, BL_ERROR, shown, "cannot be listed: %s", strerror(error));
}

static bool has_go_files(const char *dir, const Names *names)
{
    BlArena scratch = {0};
    bool has = false;
    for (size_t i = 0; i < names->count && !has; i++)
        has = find_is_go(names->items[i]) &&
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
    if (!dir || find_skips_folder(name) || find_excludes_path(rules, name, true))
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
    if (!start.dir || !find_is_go(shown)) {
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

/* ---- the whole ------------------------------------------------------------------------------- */

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
    find_collect(&search.finder, search.projects.items, search.projects.count, found);
    bl_vec_free(&search.projects);
    tdestroy(search.by_dir, keep);
}

void find_free(Found *found)
{
    bl_arena_free(&found->arena);
    *found = (Found){0};
}
