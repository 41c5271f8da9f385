/* exclude.c - what the user does not want to see: globs and import paths, one a line.
 *
 * A line without a slash is compared with the name of every folder and file, at any depth. A line
 * with one is compared with the whole path below the project (or below the pool), and with the
 * import path of every package. `*` and `?` stay within one name, `**` stands for any number of
 * names. An excluded folder is left out with everything below it; an import path leaves out just
 * its package, and with Go's `/...` at its end all packages below it too.
 */
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "finder/parts.h"

enum { EXCLUDE_FILE_LIMIT = 1 << 20 };

struct FindExclude {
    const FindExclude *next;
    const char *const *names; /* the line, split at its slashes */
    size_t count;
    bool anywhere; /* there was no slash: the name alone counts */
    bool folder;   /* there was one at the end: files are not meant */
    bool below;    /* "/..." at the end */
};

/* ---- reading --------------------------------------------------------------------------------- */

static void split(BlArena *arena, FindExclude *rule, BlStr line)
{
    BL_VEC(const char *) names = {0};
    bool more = line.len > 0;
    while (more) {
        BlStr name;
        more = bl_str_cut(line, '/', &name, &line);
        if (name.len)
            bl_vec_push(&names, bl_str_dup(arena, name));
    }
    if (rule->below)
        bl_vec_push(&names, "**");
    rule->names = bl_arena_copy(arena, names.items, names.count * sizeof *names.items);
    rule->count = names.count;
    bl_vec_free(&names);
}

static bool cut_end(BlStr *line, BlStr end)
{
    if (line->len <= end.len || !bl_str_ends(*line, end))
        return false;
    line->len -= end.len;
    return true;
}

const FindExclude *find_exclude_add(BlArena *arena, const FindExclude *rules, BlStr line)
{
    line = bl_str_trim(line);
    if (!line.len || line.ptr[0] == '#')
        return rules;
    FindExclude *rule = bl_arena_new(arena, FindExclude);
    rule->next = rules;
    if (bl_str_starts(line, BL_STR("./")))
        line = bl_str_from(line, 1); /* as "/x": from the top */
    rule->below = cut_end(&line, BL_STR("/..."));
    rule->folder = cut_end(&line, BL_STR("/"));
    rule->anywhere = !rule->below && !memchr(line.ptr, '/', line.len);
    split(arena, rule, line);
    return rule;
}

const FindExclude *find_exclude_read(BlArena *arena, const FindExclude *rules, const char *path,
                                     const char *shown, BlDiags *diags)
{
    BlBuf text = {0};
    int error = bl_file_read(path, EXCLUDE_FILE_LIMIT, &text);
    if (error && error != ENOENT)
        bl_diag_add(diags, BL_ERROR, shown, "cannot be read: %s", find_read_error(error));
    BlStr rest = error ? BL_STR("") : bl_buf_view(&text);
    while (rest.len) {
        BlStr line;
        bl_str_cut(rest, '\n', &line, &rest);
        rules = find_exclude_add(arena, rules, line);
    }
    bl_buf_free(&text);
    return rules;
}

/* ---- matching -------------------------------------------------------------------------------- */

static size_t name_length(const char *path)
{
    return strcspn(path, "/");
}

static const char *after_name(const char *path)
{
    path += name_length(path);
    return *path ? path + 1 : path;
}

/* Does the glob match the first name of `path`? Names beyond what a file system has match none. */
static bool match_name(const char *glob, const char *path)
{
    char name[NAME_MAX + 1];
    size_t len = name_length(path);
    if (len >= sizeof name)
        return false;
    memcpy(name, path, len);
    name[len] = '\0';
    return fnmatch(glob, name, FNM_NOESCAPE) == 0;
}

static bool is_any_depth(const FindExclude *rule, size_t i)
{
    return i < rule->count && strcmp(rule->names[i], "**") == 0;
}

/* Wildcard matching over names, with `**` as the star: on a mismatch the last star takes one name
 * more. An earlier one never needs to, so there is nothing to recurse into. */
static bool match_path(const FindExclude *rule, const char *path)
{
    size_t i = 0, star = SIZE_MAX;
    const char *retry = NULL;
    while (*path) {
        if (is_any_depth(rule, i)) {
            star = i++;
            retry = path;
        } else if (i < rule->count && match_name(rule->names[i], path)) {
            i++;
            path = after_name(path);
        } else if (star == SIZE_MAX) {
            return false;
        } else {
            i = star + 1;
            path = retry = after_name(retry);
        }
    }
    while (is_any_depth(rule, i))
        i++;
    return i == rule->count;
}

bool find_excludes_path(const FindExclude *rules, const char *relative, bool folder)
{
    for (const FindExclude *rule = rules; rule; rule = rule->next) {
        if (rule->folder && !folder)
            continue;
        if (match_path(rule, rule->anywhere ? bl_path_base(relative).ptr : relative))
            return true;
    }
    return false;
}

FindExcludedPackage find_excludes_package(const FindExclude *rules, const char *import_path)
{
    FindExcludedPackage excluded = FIND_KEEP;
    for (const FindExclude *rule = rules; rule; rule = rule->next) {
        if (!match_path(rule, import_path))
            continue;
        if (rule->below)
            return FIND_DROP_TREE;
        excluded = FIND_DROP_PACKAGE;
    }
    return excluded;
}
