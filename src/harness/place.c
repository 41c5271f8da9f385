/* place.c - from a Go installation to the rewritten package, and from there to where a build finds
 * it: a folder for an overlay, or a GOROOT made of links in which only src/testing is real.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/harness.h"
#include "benchline/path.h"

enum { SOURCE_LIMIT = 16 << 20, OVERLAYS_REFUSED_SINCE = 25 };

/* ---- reading --------------------------------------------------------------------------------- */

static bool is_source(const char *name)
{
    BlStr text = bl_cstr(name);
    return name[0] != '.' && name[0] != '_' && bl_str_ends(text, BL_STR(".go")) &&
           !bl_str_ends(text, BL_STR("_test.go"));
}

typedef BL_VEC(HarnessFile) Files;

/* The sources of a folder, by name; 0 or an errno value. */
static int read_sources(BlArena *arena, const char *dir, Files *files)
{
    BlDirEntries entries = {0};
    int error = bl_dir_list(arena, dir, &entries);
    for (size_t i = 0; i < entries.count && !error; i++) {
        HarnessFile file = {.name = entries.items[i].name};
        if (!is_source(file.name))
            continue;
        error = bl_file_read(bl_path_join(arena, dir, file.name), SOURCE_LIMIT, &file.text);
        bl_vec_push(files, file);
    }
    bl_vec_free(&entries);
    return error;
}

bool harness_load(Harness *harness, const char *goroot, unsigned minor)
{
    Files files = {0};
    BL_VEC(HarnessSource) sources = {0};
    const char *dir = bl_path_join(&harness->arena, goroot, "src/testing");
    int error = read_sources(&harness->arena, dir, &files);
    for (size_t i = 0; i < files.count; i++)
        bl_vec_push(&sources,
                    (HarnessSource){files.items[i].name, bl_buf_view(&files.items[i].text)});
    if (error)
        harness->problem =
            bl_arena_printf(&harness->arena, "cannot read %s: %s", dir, strerror(error));
    else
        harness_rewrite(harness, sources.items, sources.count, minor);
    for (size_t i = 0; i < files.count; i++)
        bl_buf_free(&files.items[i].text);
    bl_vec_free(&files);
    bl_vec_free(&sources);
    return !harness->problem;
}

/* ---- writing --------------------------------------------------------------------------------- */

int harness_write(const Harness *harness, const char *dir)
{
    BlArena arena = {0};
    int error = bl_dir_make(dir);
    for (size_t i = 0; i < harness->files.count && !error; i++)
        error = bl_file_write(bl_path_join(&arena, dir, harness->files.items[i].name),
                              bl_buf_view(&harness->files.items[i].text));
    bl_arena_free(&arena);
    return error;
}

static bool is_rewritten(const Harness *harness, const char *name)
{
    for (size_t i = 0; harness && i < harness->files.count; i++)
        if (strcmp(harness->files.items[i].name, name) == 0)
            return true;
    return false;
}

/* Makes `to` a folder of links to what is in `from`, but for `except` and what the harness has. */
static int link_all(BlArena *arena, const char *from, const char *to, const char *except,
                    const Harness *harness)
{
    BlDirEntries entries = {0};
    int error = bl_dir_make(to);
    if (!error)
        error = bl_dir_list(arena, from, &entries);
    for (size_t i = 0; i < entries.count && !error; i++) {
        const char *name = entries.items[i].name;
        bool skip = strcmp(name, except) == 0 || is_rewritten(harness, name);
        if (!skip && symlink(bl_path_join(arena, from, name), bl_path_join(arena, to, name)) != 0)
            error = errno;
    }
    bl_vec_free(&entries);
    return error;
}

int harness_shadow(const Harness *harness, const char *goroot, const char *dir)
{
    BlArena arena = {0};
    const char *src = bl_path_join(&arena, dir, "src");
    const char *testing = bl_path_join(&arena, src, "testing");
    int error = link_all(&arena, goroot, dir, "src", NULL);
    if (!error)
        error = link_all(&arena, bl_path_join(&arena, goroot, "src"), src, "testing", NULL);
    if (!error)
        error = link_all(&arena, bl_path_join(&arena, goroot, "src/testing"), testing, "", harness);
    if (!error)
        error = harness_write(harness, testing);
    bl_arena_free(&arena);
    return error;
}

bool harness_needs_shadow(const char *goroot, const char *module_cache, unsigned minor)
{
    return minor >= OVERLAYS_REFUSED_SINCE && module_cache && *module_cache &&
           bl_path_inside(module_cache, goroot) != goroot;
}
