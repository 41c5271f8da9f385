/* overlay.c - see overlay.h. */
#include "go/overlay.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "benchline/finder.h"
#include "benchline/path.h"

const char *overlay_dir_as_typed(BlArena *arena, const char *dir, const char *shown)
{
    const char *pwd = getenv("PWD");
    const char *typed = bl_path_join(arena, pwd && pwd[0] == '/' ? pwd : "/", shown);
    struct stat by_typed, by_dir;
    bool plain = !strstr(typed, "/./") && !strstr(typed, "..") && !strstr(typed, "//");
    if (plain && stat(typed, &by_typed) == 0 && stat(dir, &by_dir) == 0 &&
        by_typed.st_dev == by_dir.st_dev && by_typed.st_ino == by_dir.st_ino)
        return typed;
    return dir;
}

void overlay_begin(Overlay *overlay, BlArena *arena)
{
    overlay->arena = arena;
    overlay->whole = cJSON_CreateObject();
    overlay->replace = cJSON_AddObjectToObject(overlay->whole, "Replace");
}

void overlay_turn(Overlay *overlay, const char *work, const char *dir)
{
    overlay->work = work;
    overlay->dir = dir;
}

void overlay_replace(Overlay *overlay, const char *place, const char *real)
{
    cJSON_AddStringToObject(overlay->replace, place, real);
}

int overlay_add(Overlay *overlay, const char *name, BlStr text)
{
    const char *real = bl_path_join(overlay->arena, overlay->work, name);
    overlay_replace(overlay, bl_path_join(overlay->arena, overlay->dir, name), real);
    return bl_file_write(real, text);
}

int overlay_add_unit(Overlay *overlay, const InjectUnit *unit)
{
    if (!inject_converted(unit))
        return 0;
    int error = 0;
    for (size_t i = 0; i < inject_file_count(unit) && !error; i++) {
        const InjectOutput *output = inject_output(unit, i);
        BlStr name = bl_path_base(inject_file(unit, i)->path);
        if (output->text.len)
            error =
                overlay_add(overlay, bl_str_dup(overlay->arena, name), bl_buf_view(&output->text));
    }
    return error ? error : overlay_add(overlay, inject_shim_file(unit), inject_shim(unit));
}

/* An empty path in the overlay is a file that does not exist (go help build). */
int overlay_hide_written(Overlay *overlay, const InjectPackage *package, const FoundPackage *found)
{
    int error = 0;
    for (size_t i = 0; i < package->written.count && !error; i++) {
        const InjectWritten *written = &package->written.items[i];
        const FoundFile *file = &found->files[written->file];
        const char *place = bl_path_join(overlay->arena, overlay->dir, file->name);
        if (cJSON_GetObjectItemCaseSensitive(overlay->replace, place))
            continue;
        if (written->shim)
            overlay_replace(overlay, place, "");
        else if (file->kind != FOUND_IGNORED)
            error = overlay_add(overlay, file->name, written->own);
    }
    return error;
}

int overlay_end(Overlay *overlay, const char *path)
{
    char *text = path ? cJSON_Print(overlay->whole) : NULL;
    int error = text ? bl_file_write(path, bl_cstr(text)) : 0;
    cJSON_free(text);
    cJSON_Delete(overlay->whole);
    overlay->whole = overlay->replace = NULL;
    return error;
}
