/* config.c - where settings are found; what they are is toml.c's. */
#include "benchline/config.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"

bool config_read_file(ConfigFile *file, const char *path, BlDiags *diags)
{
    BlBuf bytes = {0};
    *file = (ConfigFile){0};
    int error = bl_file_read(path, CONFIG_SIZE_MAX, &bytes);
    if (error)
        bl_diag_add(diags, BL_ERROR, path, "cannot read it: %s", strerror(error));
    bool read = !error && config_read(file, path, bl_buf_view(&bytes), diags);
    bl_buf_free(&bytes);
    return read;
}

/* A line of the text, counted from 1, without its end. */
static BlStr line_of(BlStr text, uint32_t number)
{
    BlStr line = {0}, rest = text;
    for (uint32_t i = 0; i < number; i++)
        bl_str_cut(rest, '\n', &line, &rest);
    if (bl_str_ends(line, BL_STR("\r")))
        line.len--;
    return line;
}

void config_error(const ConfigFile *file, uint32_t line, uint32_t column, BlDiags *diags,
                  const char *format, ...)
{
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    BlDiag *diag = bl_diag_add(diags, BL_ERROR, file->path, "%s", bl_buf_view(&message).ptr);
    bl_diag_at(diags, diag, line, column, line_of(file->text, line));
    bl_buf_free(&message);
}

void config_free(ConfigFile *file)
{
    for (size_t i = 0; i < file->settings.count; i++)
        bl_vec_free(&file->settings.items[i].values);
    bl_vec_free(&file->settings);
    bl_vec_free(&file->sections);
    bl_arena_free(&file->arena);
}

/* ---- finding --------------------------------------------------------------------------------- */

static bool is_root(const char *dir)
{
    struct stat here, root;
    return stat(dir, &here) != 0 || stat("/", &root) != 0 ||
           (here.st_dev == root.st_dev && here.st_ino == root.st_ino);
}

/* The folder above, by its name: `dir` may be a link. */
static const char *above(BlArena *arena, const char *dir)
{
    return strcmp(dir, ".") == 0 ? ".." : bl_path_join(arena, dir, "..");
}

static bool has(BlArena *arena, const char *dir, const char *name)
{
    return access(bl_path_join(arena, dir, name), F_OK) == 0;
}

const char *config_find(BlArena *arena, const char *dir)
{
    const char *found = NULL;
    const char *at = dir;
    for (;;) {
        if (!found && has(arena, at, CONFIG_FILE_NAME))
            found = at;
        if (has(arena, at, ".git"))
            break;
        if (is_root(at)) {
            found = has(arena, dir, CONFIG_FILE_NAME) ? dir : NULL;
            break;
        }
        at = above(arena, at);
    }
    return found ? bl_path_join(arena, found, CONFIG_FILE_NAME) : NULL;
}
