/* gopath.c - the workspace that a folder outside of modules is in (go help gopath).
 *
 * Code from before modules lies at GOPATH/src/IMPORT/PATH, and that GOPATH need not be the user's
 * own: a pool may hold several. So it is told by the folder's path alone: the outermost "src" with
 * a host's name after it ("src/example.com/shop"), else the innermost "src" with anything after it.
 */
#include "finder/parts.h"

#include "benchline/path.h"

static bool is_host(BlStr path)
{
    BlStr name, rest;
    bl_str_cut(path, '/', &name, &rest);
    return memchr(name.ptr, '.', name.len) != NULL;
}

const char *find_gopath(BlArena *arena, const char *dir, const char **import_path)
{
    static const char mark[] = "/src/";
    const char *found = NULL;
    for (const char *at = strstr(dir, mark); at; at = strstr(at + 1, mark)) {
        found = at;
        if (is_host(bl_cstr(at + strlen(mark))))
            break;
    }
    if (!found)
        return NULL;
    *import_path = found + strlen(mark);
    return found == dir ? "/" : bl_str_dup(arena, bl_str(dir, (size_t)(found - dir)));
}
