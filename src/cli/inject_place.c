/* inject_place.c - may what `benchline inject` makes be put there? The files that it makes for
 * other programs, overlays and position maps, replace only what was one before.
 */
#include <errno.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "benchline/path.h"
#include "cli/inject_command.h"

/* ---- what a file is -------------------------------------------------------------------------- */

static bool is_overlay(BlStr text)
{
    cJSON *json = cJSON_ParseWithLength(text.ptr, text.len);
    bool is = cJSON_IsObject(cJSON_GetObjectItemCaseSensitive(json, "Replace"));
    cJSON_Delete(json);
    return is;
}

/* A map of a pool is large, and begins with what tells it from any other file: so that is
 * enough. */
static bool is_map(BlStr text)
{
    static const char *const keys[] = {"{", "\"schema_version\"", ":", "\"tool\"",
                                       ":", "\"files\"",          ":", "["};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        size_t len = strlen(keys[i]), head = text.len < 4096 ? text.len : 4096;
        const char *at = head ? memmem(text.ptr, head, keys[i], len) : NULL;
        if (!at)
            return false;
        text.len -= (size_t)(at - text.ptr) + len;
        text.ptr = at + len;
    }
    return true;
}

/* ---- may it be replaced? --------------------------------------------------------------------- */

int cli_inject_check_place(const char *option, const char *file)
{
    bool map = strcmp(option, "map") == 0;
    if (strcmp(file, "-") == 0)
        return cli_usage("inject",
                         "--%s takes the name of a file: the %s goes to a file, not to "
                         "standard output",
                         option, option);
    if (bl_str_ends(bl_cstr(file), BL_STR(".go")))
        return cli_usage("inject", "--%s %s: a name that ends in .go is that of a source file",
                         option, file);
    if (bl_path_is_dir(file))
        return cli_usage("inject", "--%s %s: that is a folder, and a file is made", option, file);
    if (!bl_path_is_file(file)) /* new; or a pipe, or /dev/null */
        return CLI_OK;
    BlBuf text = {0};
    int error = bl_file_read(file, INT32_MAX, &text);
    bool ours = text.len == 0 || (map ? is_map : is_overlay)(bl_buf_view(&text));
    bl_buf_free(&text);
    if (error)
        return cli_usage("inject", "--%s %s: the file is there and cannot be read: %s", option,
                         file, strerror(error));
    if (!ours)
        return cli_usage("inject",
                         "--%s %s: the file is there and is no %s: remove it first, or "
                         "choose another name",
                         option, file, map ? "position map" : "overlay");
    return CLI_OK;
}
