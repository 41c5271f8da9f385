/* inject_output.c - `benchline inject --output DIR`: the rewritten files somewhere else.
 *
 * A copy stands below DIR where the file stands below cli_inject_base().
 */
#include <errno.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "cli/inject_command.h"

static void take(CliInject *command, CliInjectPiece *piece)
{
    inject_changes_add(&command->changes, &piece->changes, true);
}

/* ---- where to -------------------------------------------------------------------------------- */

static int refuse(const char *dir, const char *why)
{
    fprintf(cli_messages(), "benchline inject: --output %s: %s\n", dir, why);
    return CLI_USAGE;
}

static int check_dir(const char *dir, bool force)
{
    BlArena arena = {0};
    BlDirEntries entries = {0};
    int error = bl_dir_list(&arena, dir, &entries);
    bool empty = entries.count == 0;
    bl_vec_free(&entries);
    bl_arena_free(&arena);
    if (error)
        return error == ENOENT ? CLI_OK : refuse(dir, strerror(error));
    return empty || force ? CLI_OK : refuse(dir, "the folder is not empty; --force writes into it");
}

/* ---- is it in the way? ----------------------------------------------------------------------- */

/* Does the go command pass over a folder on the way? */
static bool is_passed_over(BlStr inside)
{
    while (inside.len) {
        BlStr name;
        bl_str_cut(inside, '/', &name, &inside);
        if (bl_str_starts(name, BL_STR("_")) || bl_str_starts(name, BL_STR(".")) ||
            bl_str_eq(name, BL_STR("testdata")))
            return true;
    }
    return false;
}

static void note_inside(const CliInject *command, const char *dir)
{
    BlArena arena = {0};
    const char *real = bl_path_real(&arena, dir);
    const Found *found = &command->selection.found;
    bool seen = false;
    for (size_t i = 0; i < found->project_count && real && !seen; i++)
        for (size_t j = 0; j < found->projects[i].module_count && !seen; j++) {
            const char *inside = bl_path_inside(found->projects[i].modules[j].dir, real);
            seen = inside[0] != '/' && !is_passed_over(bl_cstr(inside));
        }
    if (seen)
        fprintf(cli_messages(),
                "note: %s is inside a module, whose packages the copies are for 'go vet ./...' and "
                "for benchline: choose a folder outside, or one that begins with _\n",
                dir);
    bl_arena_free(&arena);
}

/* ---- writing --------------------------------------------------------------------------------- */

static int write_copy(const char *dir, const char *base, const InjectChange *change)
{
    BlArena arena = {0};
    BlBuf text = {0};
    const char *path = bl_path_join(&arena, dir, bl_path_inside(base, change->path));
    int error = inject_changed_text(change, &text);
    if (!error)
        error = bl_dir_make(bl_path_dir(&arena, path));
    if (!error)
        error = bl_file_write(path, bl_buf_view(&text));
    if (error)
        fprintf(cli_messages(), "benchline inject: cannot write %s: %s\n", path,
                error == ESTALE ? "the original was changed meanwhile" : strerror(error));
    else
        printf("%s\n", path);
    bl_buf_free(&text);
    bl_arena_free(&arena);
    return error ? CLI_INTERNAL : CLI_OK;
}

/* Is something of benchline's in it? Else it is what it was before there were benchmarks. */
static bool has_benchmarks(const InjectChange *change)
{
    return change->kind != INJECT_DELETE && change->after.len;
}

static int make_dir(const char *dir)
{
    int error = bl_dir_make(dir);
    if (error)
        fprintf(cli_messages(), "benchline inject: cannot make %s: %s\n", dir, strerror(error));
    return error ? CLI_INTERNAL : CLI_OK;
}

static int write_copies(const CliInject *command, const char *dir)
{
    BlArena arena = {0};
    const char *base = cli_inject_base(command, &arena);
    int status = CLI_OK;
    size_t copies = 0;
    for (size_t i = 0; i < command->changes.list.count && status == CLI_OK; i++) {
        if (!has_benchmarks(&command->changes.list.items[i]))
            continue;
        status = write_copy(dir, base, &command->changes.list.items[i]);
        copies += status == CLI_OK;
    }
    cli_inject_summary(command);
    fprintf(cli_messages(), "%zu files written to %s\n", copies, dir);
    if (copies)
        note_inside(command, dir);
    bl_arena_free(&arena);
    return status;
}

static int copy_all(CliInject *command, int argc, char **argv)
{
    const char *dir = command->mode_argument;
    int status = check_dir(dir, command->force);
    if (status == CLI_OK)
        status = make_dir(dir);
    if (status != CLI_OK)
        return status;
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    status = write_copies(command, dir);
    return status == CLI_OK && command->errors ? CLI_FINDING : status;
}

const CliInjectMode cli_inject_output = {
    .option = "output",
    .run = copy_all,
    .take = take,
    .heals = true,
};
