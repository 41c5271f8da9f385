/* walk.c - the folders of one project, and what is in them.
 *
 * The walk keeps a stack of its own and goes through names in byte order, so that it always finds
 * the same things in the same order, however deep a tree is. Links to folders are not followed, as
 * the go command does not follow them: so no loop of links can catch it, and what lies behind one
 * is found where it really is. Whatever cannot be read is reported and passed over.
 *
 * A folder with a go.mod starts a module, one with a go.work a workspace; both hold for everything
 * below until the next one. Folders are only recorded here. package.c reads them when the whole
 * project is known.
 */
#include <dirent.h>
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "benchline/path.h"
#include "finder/parts.h"

typedef enum EntryType { ENTRY_FILE, ENTRY_FOLDER, ENTRY_LINKED_FOLDER } EntryType;

typedef struct Entry {
    const char *name;
    EntryType type;
} Entry;

typedef BL_VEC(Entry) Listing;

/* A folder still to be walked, and what holds in it. */
typedef struct Place {
    const char *dir, *shown;
    size_t module;
    const FindWorkFile *work;
} Place;

typedef struct Walk {
    const Finder *finder;
    FindProject *project;
    const FindStart *start;
    BL_VEC(Place) stack;
} Walk;

/* ---- modules --------------------------------------------------------------------------------- */

static size_t add_module(FindProject *project, FindModule module)
{
    bl_vec_push(&project->modules, module);
    return project->modules.count - 1;
}

/* The module whose go.mod lies in `dir`, read the first time. */
static size_t module_at(Walk *walk, const char *dir, const char *shown, const FindWorkFile *work)
{
    FindProject *project = walk->project;
    for (size_t i = 0; i < project->modules.count; i++)
        if (project->modules.items[i].out.path &&
            strcmp(project->modules.items[i].out.dir, dir) == 0)
            return i;
    BlArena *arena = walk->finder->arena;
    FindModule module = {.out = {.dir = dir, .shown = shown}};
    find_read_modfile(&module.file, arena, bl_path_join(arena, dir, "go.mod"),
                      bl_path_join(arena, shown, "go.mod"), walk->finder->diags);
    module.out.path = module.file.path;
    if (!module.out.path) /* reported; some name it must have */
        module.out.path = bl_path_base(dir).ptr;
    module.out.go_version = module.file.go_version;
    module.out.workspace = work ? work->path : NULL;
    module.out.in_workspace = find_work_uses(work, dir);
    return add_module(project, module);
}

/* What is in no module. */
static size_t no_module(FindProject *project)
{
    for (size_t i = 0; i < project->modules.count; i++)
        if (!project->modules.items[i].out.path)
            return i;
    return add_module(project,
                      (FindModule){.out = {.dir = project->out.dir, .shown = project->out.shown}});
}

/* The module's path and the folder's path in it. The standard library's module is called std, but
 * its packages' paths do not start with that. */
static const char *import_path(Walk *walk, const Place *place)
{
    const FoundModule *module = &walk->project->modules.items[place->module].out;
    const char *inside = bl_path_inside(module->dir, place->dir);
    if (!module->path)
        find_gopath(walk->finder->arena, place->dir, &inside);
    else if (strcmp(module->path, "std") != 0)
        inside = bl_path_join(walk->finder->arena, module->path, inside);
    return inside;
}

/* The GOPATH in which the folder has that import path, a module or not. */
static const char *gopath_for(Walk *walk, const Place *place, const char *path)
{
    const char *there = "";
    const char *gopath = find_gopath(walk->finder->arena, place->dir, &there);
    return gopath && strcmp(there, path) == 0 ? gopath : NULL;
}

/* ---- listing a folder ------------------------------------------------------------------------ */

static EntryType link_type(Walk *walk, const Place *place, const char *name, const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode) ? ENTRY_LINKED_FOLDER : ENTRY_FILE;
    if (errno == ELOOP && !find_is_go(name))
        bl_diag_add(walk->finder->diags, BL_WARNING,
                    bl_path_join(walk->finder->arena, place->shown, name),
                    "this symbolic link leads back to itself");
    return ENTRY_FILE;
}

static EntryType entry_type(Walk *walk, const Place *place, const BlDirEntry *entry,
                            BlArena *scratch)
{
    if (entry->type == DT_DIR)
        return ENTRY_FOLDER;
    if (entry->type != DT_LNK && entry->type != DT_UNKNOWN)
        return ENTRY_FILE;
    const char *path = bl_path_join(scratch, place->dir, entry->name);
    struct stat st;
    if (lstat(path, &st) == 0 && !S_ISLNK(st.st_mode))
        return S_ISDIR(st.st_mode) ? ENTRY_FOLDER : ENTRY_FILE;
    return link_type(walk, place, entry->name, path);
}

/* What is in the folder, in byte order. When it cannot be read to its end, which is reported, what
 * was read is listed. */
static void read_listing(Walk *walk, const Place *place, Listing *listing, BlArena *scratch)
{
    BlDirEntries entries = {0};
    int error = bl_dir_list(scratch, place->dir, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        EntryType type = entry_type(walk, place, &entries.items[i], scratch);
        bl_vec_push(listing, ((Entry){entries.items[i].name, type}));
    }
    bl_vec_free(&entries);
    if (error)
        bl_diag_add(walk->finder->diags, BL_ERROR, place->shown, "cannot be listed: %s",
                    strerror(error));
}

static bool has_file(const Listing *listing, const char *name)
{
    for (size_t i = 0; i < listing->count; i++)
        if (listing->items[i].type == ENTRY_FILE && strcmp(listing->items[i].name, name) == 0)
            return true;
    return false;
}

/* ---- what is wanted -------------------------------------------------------------------------- */

static bool is_excluded(Walk *walk, const Place *place, const char *name, bool folder)
{
    const FindProject *project = walk->project;
    if (!project->common && !project->own)
        return false;
    BlArena scratch = {0};
    const char *inside = bl_path_inside(project->out.dir, place->dir);
    const char *path = bl_path_join(&scratch, inside, name);
    bool excluded = find_excludes_path(project->own, path, folder) ||
                    find_excludes_path(project->common, path, folder);
    if (!excluded && project->in_pool)
        excluded = find_excludes_path(project->common,
                                      bl_path_join(&scratch, project->in_pool, path), folder);
    bl_arena_free(&scratch);
    return excluded;
}

static FindExcludedPackage package_verdict(const FindProject *project, const char *path)
{
    FindExcludedPackage own = find_excludes_package(project->own, path);
    FindExcludedPackage common = find_excludes_package(project->common, path);
    return own > common ? own : common;
}

static bool is_ignored_by_module(Walk *walk, const Place *place)
{
    const FindModule *module = &walk->project->modules.items[place->module];
    const char *inside = bl_path_inside(module->out.dir, place->dir);
    return find_is_ignored(&module->file, inside);
}

static void warn_of_bytes(Walk *walk, const Place *place, const char *name)
{
    if (!bl_is_utf8(bl_cstr(name)))
        bl_diag_add(walk->finder->diags, BL_WARNING,
                    bl_path_join(walk->finder->arena, place->shown, name),
                    "this name is not UTF-8; the go command refuses such import paths");
}

/* ---- one folder ------------------------------------------------------------------------------ */

/* The Go files of the listing. Those not asked for are listed too: the package's name depends on
 * all of them. */
static bool list_files(Walk *walk, const Place *place, const Listing *listing, FindFolder *folder)
{
    BL_VEC(FindEntry) files = {0};
    const char *only = walk->start->only;
    bool any = false;
    for (size_t i = 0; i < listing->count; i++) {
        const Entry *entry = &listing->items[i];
        if (entry->type != ENTRY_FILE || !find_is_go(entry->name))
            continue;
        FindEntry file = {.name = bl_str_dup(walk->finder->arena, bl_cstr(entry->name))};
        bool named = only && strcmp(only, file.name) == 0;
        file.selected = !only || named;
        file.excluded = !named && is_excluded(walk, place, file.name, false);
        if (!file.excluded && file.selected)
            warn_of_bytes(walk, place, file.name);
        any = any || named || (!file.excluded && !find_is_hidden(file.name));
        bl_vec_push(&files, file);
    }
    folder->files =
        bl_arena_copy(walk->finder->arena, files.items, files.count * sizeof *files.items);
    folder->file_count = files.count;
    bl_vec_free(&files);
    return any;
}

static void push_folder(Walk *walk, const Place *above, const Entry *entry)
{
    if (find_skips_folder(entry->name) || is_excluded(walk, above, entry->name, true))
        return;
    BlArena *arena = walk->finder->arena;
    Place place = *above;
    place.dir = bl_path_join(arena, above->dir, entry->name);
    place.shown = bl_path_join(arena, above->shown, entry->name);
    if (entry->type == ENTRY_LINKED_FOLDER) {
        bl_diag_add(walk->finder->diags, BL_WARNING, place.shown,
                    "a symbolic link to a folder is not followed, as the go command does not");
        return;
    }
    if (is_ignored_by_module(walk, &place))
        return;
    warn_of_bytes(walk, above, entry->name);
    bl_vec_push(&walk->stack, place);
}

/* A go.work or a go.mod in the folder changes what holds from here on. */
static void settle(Walk *walk, Place *place, const Listing *listing)
{
    BlArena *arena = walk->finder->arena;
    bool known = place->work && strcmp(place->work->dir, place->dir) == 0;
    if (!known && has_file(listing, "go.work"))
        place->work =
            find_read_workfile(arena, bl_path_join(arena, place->dir, "go.work"),
                               bl_path_join(arena, place->shown, "go.work"), walk->finder->diags);
    if (has_file(listing, "go.mod"))
        place->module = module_at(walk, place->dir, place->shown, place->work);
}

static void record(Walk *walk, const Place *place, const Listing *listing, const char *path,
                   const char *gopath)
{
    FindFolder folder = {.dir = place->dir,
                         .shown = place->shown,
                         .import_path = path,
                         .gopath = gopath,
                         .module = place->module};
    if (list_files(walk, place, listing, &folder))
        bl_vec_push(&walk->project->folders, folder);
}

static void take_listing(Walk *walk, Place *place, const Listing *listing)
{
    settle(walk, place, listing);
    const char *path = import_path(walk, place);
    FindExcludedPackage verdict = package_verdict(walk->project, path);
    if (verdict == FIND_KEEP || walk->start->only)
        record(walk, place, listing, path, gopath_for(walk, place, path));
    if (verdict == FIND_DROP_TREE || walk->start->only)
        return;
    for (size_t i = listing->count; i > 0; i--) /* the first name last, to be taken first */
        if (listing->items[i - 1].type != ENTRY_FILE)
            push_folder(walk, place, &listing->items[i - 1]);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Every visit brings a string of its own, so the tree holds ours only if it was the first. */
static bool first_visit(FindProject *project, const char *dir)
{
    void *const *slot = tsearch(dir, &project->seen, by_text);
    if (slot)
        return *slot == dir;
    bl_out_of_memory(sizeof slot);
}

static void enter(Walk *walk, Place place)
{
    if (!walk->start->only && !first_visit(walk->project, place.dir))
        return;
    BlArena scratch = {0};
    Listing listing = {0};
    read_listing(walk, &place, &listing, &scratch);
    take_listing(walk, &place, &listing);
    bl_vec_free(&listing);
    bl_arena_free(&scratch);
}

/* ---- the whole ------------------------------------------------------------------------------- */

void find_walk(const Finder *finder, FindProject *project, const FindStart *start)
{
    Walk walk = {.finder = finder, .project = project, .start = start};
    Place first = {.dir = start->dir, .shown = start->shown, .work = start->work};
    const char *mod = start->module_dir;
    bool here = mod && strcmp(mod, start->dir) == 0;
    first.module =
        mod ? module_at(&walk, mod, here ? start->shown : mod, start->work) : no_module(project);
    bl_vec_push(&walk.stack, first);
    while (walk.stack.count)
        enter(&walk, walk.stack.items[--walk.stack.count]);
    bl_vec_free(&walk.stack);
}

static void keep(void *borrowed)
{
    (void)borrowed;
}

void find_project_free(FindProject *project)
{
    for (size_t i = 0; i < project->modules.count; i++)
        bl_vec_free(&project->modules.items[i].packages);
    bl_vec_free(&project->modules);
    bl_vec_free(&project->folders);
    tdestroy(project->seen, keep);
    project->seen = NULL;
}
