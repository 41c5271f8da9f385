/* inject_overlay.c - `benchline inject --overlay FILE`: the rewritten files for the user's own go
 * command, with nothing in the tree changed.
 *
 * FILE is what `go test -overlay` takes, and the texts stand beside it in the folder _FILE.d, which
 * the go command passes over when that is in a module. Line directives name files by their absolute
 * paths there, so that runtime.Caller, panics and profiles say the same as without an overlay.
 */
#include <errno.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "benchline/path.h"
#include "cli/inject_command.h"

static void take(InjectCommand *command, InjectPiece *piece)
{
    inject_changes_add(&command->changes, &piece->changes, false);
}

/* The texts are numbered: files of different packages have the same names. */
static int write_text(BlArena *arena, cJSON *replace, const char *dir, const InjectChange *change,
                      size_t number)
{
    if (change->kind == INJECT_DELETE) { /* an empty path is a file that does not exist */
        cJSON_AddStringToObject(replace, change->path, "");
        return 0;
    }
    BlStr base = bl_path_base(change->path);
    const char *folder = bl_arena_printf(arena, "%s/%zu", dir, number);
    const char *text_file = bl_path_join(arena, folder, bl_str_dup(arena, base));
    BlBuf text = {0};
    int error = inject_changed_text(change, &text);
    if (!error)
        error = bl_dir_make(folder);
    if (!error)
        error = bl_file_write(text_file, bl_buf_view(&text));
    cJSON_AddStringToObject(replace, change->path, text_file);
    bl_buf_free(&text);
    return error;
}

static int write_json(const char *file, const cJSON *whole)
{
    char *text = cJSON_Print(whole);
    if (!text)
        bl_out_of_memory(0);
    int error = bl_file_write(file, bl_cstr(text));
    cJSON_free(text);
    return error;
}

/* The folder of the last time is made anew, and only that is removed: it holds nothing but numbers.
 */
static int empty_folder(BlArena *arena, const char *dir)
{
    const char *mark = bl_path_join(arena, dir, "benchline-overlay");
    if (bl_path_is_dir(dir) && !bl_path_is_file(mark))
        return EEXIST;
    int error = bl_path_is_dir(dir) ? bl_dir_remove(dir) : 0;
    if (!error)
        error = bl_dir_make(dir);
    return error ? error : bl_file_write(mark, BL_STR("made by benchline inject --overlay\n"));
}

/* `file` with the folder that it is in resolved: the go command may run elsewhere. */
static const char *absolute(BlArena *arena, const char *file)
{
    const char *dir = bl_path_real(arena, bl_path_dir(arena, file));
    return dir ? bl_path_join(arena, dir, bl_str_dup(arena, bl_path_base(file))) : NULL;
}

/* The go command and benchline pass over folders whose names begin so. */
static const char *texts_of(BlArena *arena, const char *file)
{
    const char *base = bl_str_dup(arena, bl_path_base(file));
    const char *prefix = base[0] == '_' || base[0] == '.' ? "" : "_";
    return bl_path_join(arena, bl_path_dir(arena, file),
                        bl_arena_printf(arena, "%s%s.d", prefix, base));
}

static int fail(const char *file, int error)
{
    const char *why = strerror(error);
    if (error == EEXIST)
        why = "the folder of that name with _ before and .d behind it is not one of benchline's";
    if (error == ESTALE)
        why = "a file was changed meanwhile";
    fprintf(stderr, "benchline inject: cannot write %s: %s\n", file, why);
    return CLI_INTERNAL;
}

static int overlay_all(InjectCommand *command, int argc, char **argv)
{
    if (inject_check_place("overlay", command->mode_argument) != CLI_OK)
        return CLI_USAGE;
    BlArena arena = {0};
    const char *file = absolute(&arena, command->mode_argument);
    const char *dir = file ? texts_of(&arena, file) : NULL;
    int error = file ? empty_folder(&arena, dir) : errno;
    if (error) {
        int status = fail(command->mode_argument, error);
        bl_arena_free(&arena);
        return status;
    }
    inject_find(command, argc, argv);
    inject_each(command);
    cJSON *whole = cJSON_CreateObject(), *replace = cJSON_AddObjectToObject(whole, "Replace");
    const InjectChanges *changes = &command->changes;
    for (size_t i = 0; i < changes->list.count && !error; i++)
        error = write_text(&arena, replace, dir, &changes->list.items[i], i);
    if (!error)
        error = write_json(file, whole);
    int status = command->errors ? CLI_FINDING : CLI_OK;
    if (error)
        status = fail(command->mode_argument, error);
    inject_summary(command);
    cJSON_Delete(whole);
    bl_arena_free(&arena);
    return status;
}

const InjectMode inject_overlay_mode = {
    .option = "overlay",
    .run = overlay_all,
    .take = take,
    .heals = true,
    .absolute_lines = true,
};
