/* inject_overlay.c - `benchline inject --overlay FILE`: the rewritten files for the user's own go
 * command, with nothing in the tree changed.
 *
 * FILE is what `go test -overlay` takes, and the texts stand beside it in the folder _FILE.d, which
 * the go command passes over when that is in a module. Line directives name files by their absolute
 * paths there, so that runtime.Caller, panics and profiles say the same as without an overlay.
 */
#include <errno.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "cli/inject_command.h"
#include "exporter/json_edit.h"

static void take(CliInject *command, CliInjectPiece *piece)
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
    char *text = json_print(whole);
    int error = bl_file_write(file, bl_cstr(text));
    cJSON_free(text);
    return error;
}

/* ---- the folder of the texts ----------------------------------------------------------------- */

static const char *mark_of(BlArena *arena, const char *dir)
{
    return bl_path_join(arena, dir, "benchline-overlay");
}

static int make_folder(BlArena *arena, const char *dir)
{
    int error = bl_dir_make(dir);
    return error
               ? error
               : bl_file_write(mark_of(arena, dir), BL_STR("made by benchline inject --overlay\n"));
}

/* Can the texts go there? Better known before the work. */
static int check_folder(BlArena *arena, const char *dir)
{
    if (bl_path_is_dir(dir))
        return bl_path_is_file(mark_of(arena, dir)) ? 0 : EEXIST;
    return make_folder(arena, dir);
}

/* Made anew, and only what has the mark is removed: that holds nothing but numbers. Not before
 * there are new texts, since the old overlay needs the old ones. */
static int empty_folder(BlArena *arena, const char *dir)
{
    int error = bl_dir_remove(dir);
    return error ? error : make_folder(arena, dir);
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

/* ---- the mode -------------------------------------------------------------------------------- */

static int fail(const char *file, int error)
{
    fprintf(cli_messages(), "benchline inject: cannot write %s: %s\n", file,
            error == ESTALE ? "a file was changed meanwhile" : strerror(error));
    return CLI_INTERNAL;
}

static int write_overlay(BlArena *arena, const InjectChanges *changes, const char *file,
                         const char *dir)
{
    cJSON *whole = cJSON_CreateObject(), *replace = cJSON_AddObjectToObject(whole, "Replace");
    int error = empty_folder(arena, dir);
    for (size_t i = 0; i < changes->list.count && !error; i++)
        error = write_text(arena, replace, dir, &changes->list.items[i], i);
    if (!error)
        error = write_json(file, whole);
    cJSON_Delete(whole);
    return error;
}

static int make_overlay(CliInject *command, BlArena *arena, int argc, char **argv)
{
    const char *name = command->mode_argument, *file = absolute(arena, name);
    if (!file)
        return fail(name, errno);
    const char *dir = texts_of(arena, file);
    int error = check_folder(arena, dir);
    if (error == EEXIST)
        return cli_usage("inject",
                         "--overlay %s: the texts go to %s, which is there and was not made by "
                         "benchline: choose another name",
                         name, dir);
    if (error)
        return fail(name, error);
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    cli_inject_summary(command);
    error = write_overlay(arena, &command->changes, file, dir);
    if (error)
        return fail(name, error);
    return command->errors ? CLI_FINDING : CLI_OK;
}

static int overlay_all(CliInject *command, int argc, char **argv)
{
    BlArena arena = {0};
    int status = cli_inject_check_place("overlay", command->mode_argument);
    if (status == CLI_OK)
        status = make_overlay(command, &arena, argc, argv);
    bl_arena_free(&arena);
    return status;
}

const CliInjectMode cli_inject_overlay = {
    .option = "overlay",
    .run = overlay_all,
    .take = take,
    .heals = true,
    .absolute_lines = true,
};
