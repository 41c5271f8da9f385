/* inject_dry_run.c - `benchline inject --dry-run`: a diff, and the position map; nothing is
 * changed.
 */
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/inject_command.h"
#include "exporter/json_edit.h"

/* ---- one package ----------------------------------------------------------------------------- */

/* {"files": [...]} as text, from which the brackets' inside is kept. */
static void put_array_inside(BlBuf *out, const cJSON *object)
{
    char *text = json_print(object);
    const char *inside = strchr(text, '[') + 1;
    bl_buf_append(out, inside, (size_t)(strrchr(text, ']') - inside));
    cJSON_free(text);
}

static void map_unit(CliInjectPiece *piece, const InjectUnit *unit)
{
    cJSON *object = cJSON_CreateObject(), *files = cJSON_AddArrayToObject(object, "files");
    for (size_t i = 0; i < inject_file_count(unit); i++)
        if (inject_output(unit, i)->text.len)
            cJSON_AddItemToArray(files, inject_map_json(unit, i));
    if (cJSON_GetArraySize(files) && piece->map.len)
        bl_buf_puts(&piece->map, ", ");
    put_array_inside(&piece->map, object);
    cJSON_Delete(object);
}

static void make(const CliInject *command, CliInjectPiece *piece, const InjectPackage *package,
                 const FoundPackage *found)
{
    (void)found;
    for (size_t i = 0; i < piece->changes.list.count; i++)
        inject_change_diff(&piece->text, &piece->changes.list.items[i]);
    for (int i = 0; i < INJECT_UNITS && command->map_file; i++)
        if (package->units[i])
            map_unit(piece, package->units[i]);
}

/* ---- the position map's file ----------------------------------------------------------------- */

static BlNewFile map;
static bool map_begun; /* a file is in it */
static bool printed;   /* a diff was */

/* The temporary file that a signal's handler removes. */
static const char *volatile unfinished;

static void on_interrupt(int number)
{
    if (unfinished)
        unlink(unfinished);
    cli_inject_die_of(number);
}

/* Everything up to the first file: the object with an empty array of files, cut off in it. */
static void begin_map(const CliInject *command)
{
    cli_inject_on_interrupt(on_interrupt);
    bl_new_file_open(&map, command->map_file);
    unfinished = map.temp ? bl_strdup(map.temp) : NULL;
    cJSON *head = cJSON_CreateObject();
    cJSON_AddNumberToObject(head, "schema_version", 1);
    cJSON_AddStringToObject(head, "tool", "benchline " BENCHLINE_VERSION);
    cJSON_AddArrayToObject(head, "files");
    char *text = json_print(head);
    bl_new_file_append(&map, bl_str(text, (size_t)(strrchr(text, ']') - text)));
    cJSON_free(text);
    cJSON_Delete(head);
}

static void append_map(BlStr files)
{
    if (!files.len)
        return;
    if (map_begun)
        bl_new_file_append(&map, BL_STR(", "));
    bl_new_file_append(&map, files);
    map_begun = true;
}

static int end_map(const CliInject *command)
{
    bl_new_file_append(&map, BL_STR("]\n}\n"));
    int error = bl_new_file_close(&map);
    char *gone = (char *)(uintptr_t)unfinished;
    unfinished = NULL;
    free(gone);
    if (error)
        fprintf(cli_messages(), "benchline inject: cannot write %s: %s\n", command->map_file,
                strerror(error));
    return error ? CLI_INTERNAL : CLI_OK;
}

/* ---- the mode -------------------------------------------------------------------------------- */

/* Whoever applies the diff where it was made would not find the files. */
static void note_base(const CliInject *command)
{
    BlArena arena = {0};
    const char *here = bl_path_real(&arena, "."), *base = cli_inject_base(command, &arena);
    if (printed && base && !(here && strcmp(here, base) == 0))
        fprintf(cli_messages(),
                "note: the diff is for %s: 'patch -p1 -d %s' or 'git -C %s apply'\n", base, base,
                base);
    bl_arena_free(&arena);
}

static void take(CliInject *command, CliInjectPiece *piece)
{
    (void)command;
    printed = printed || piece->text.len;
    fwrite(piece->text.data ? piece->text.data : "", 1, piece->text.len, stdout);
    append_map(bl_buf_view(&piece->map));
}

static int run(CliInject *command, int argc, char **argv)
{
    if (command->map_file && cli_inject_check_place("map", command->map_file) != CLI_OK)
        return CLI_USAGE;
    if (command->map_file)
        begin_map(command);
    if (command->map_file && map.error)
        return end_map(command);
    cli_inject_find(command, argc, argv);
    cli_inject_each(command);
    cli_inject_summary(command);
    note_base(command);
    int status = command->errors ? CLI_FINDING : CLI_OK;
    return command->map_file && end_map(command) != CLI_OK ? CLI_INTERNAL : status;
}

const CliInjectMode cli_inject_dry_run = {
    .option = "dry-run",
    .run = run,
    .make = make,
    .take = take,
    .patches = true,
};
