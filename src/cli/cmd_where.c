/* cmd_where.c - `benchline where`: a place in a test file in, its places in the other part out. The
 * map that answers is read from a file, or made of the sources (where_sources.c). */
#include <stdlib.h>

#include "benchline/path.h"
#include "cli/where_command.h"
#include "exporter/json_edit.h"

static const char *const help[] = {
    "usage: benchline where [options] FILE:LINE[:COLUMN]\n"
    "\n"
    "A test file with benchmarks has two parts: what its author wrote, and behind it what benchline\n"
    "made of that. Of a place in the first part, this prints every place that came of it; of a place\n"
    "in the second, where it came from. Lines beyond the original's last one are the second part's,\n"
    "as 'benchline inject' shows and writes it.\n"
    "\n"
    "An answer is a line FILE:LINE:COLUMN: KIND: DECLARATION, where the kind is\n"
    "  copy       the same bytes\n"
    "  rename     a name that stands for another one of the same length\n"
    "  scaffold   what benchline wrote around the copies\n"
    "Without a column the whole line is meant; of each declaration made of it, the first place.\n"
    "\n"
    "What was written into the file counts, if it is that. Where nothing was, the answer is that of\n"
    "'benchline inject --dry-run', which does not ask the compiler: a test whose copy that would\n"
    "refuse has one here. --map with a map of 'inject --heal --map' knows better.\n"
    "\n"
    "      --map FILE       answer from a map that 'benchline inject --map' saved, without sources\n"
    "      --json           print JSON instead of lines (docs/position-map.md)\n",
    CLI_SELECTION_FROM_HELP,
    CLI_SELECTION_TARGET_HELP,
    CLI_SELECTION_TAGS_HELP,
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline where parser/parse_test.go:12        what became of line 12\n"
    "  benchline where parser/parse_test.go:71:5      where a place in the benchmarks came from\n"
    "  benchline where --map map.json parse_test.go:71\n"
    "\n"
    "exit status: 0 fine; 1 there is no answer (the message says why); 2 wrong usage; 3 internal error\n",
    NULL,
};

enum { OPT_MAP = CLI_OPT_OWN, OPT_JSON };

static const struct option options[] = {
    {"map", required_argument, NULL, OPT_MAP},
    {"json", no_argument, NULL, OPT_JSON},
    CLI_SELECTION_FROM,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    {NULL, 0, NULL, 0},
};

static int take_option(void *context, int option, const char *argument)
{
    CliWhere *command = context;
    switch (option) {
    case OPT_MAP:
        command->map_file = argument;
        return CLI_OK;
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "where", option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "where", .help = help, .options = options, .take = take_option};

int cli_where_refuse(const char *format, ...)
{
    va_list args;
    fputs("benchline where: ", cli_messages());
    va_start(args, format);
    vfprintf(cli_messages(), format, args);
    va_end(args);
    fputc('\n', cli_messages());
    return CLI_FINDING;
}

/* ---- FILE:LINE[:COLUMN] ---------------------------------------------------------------------- */

/* Cuts ":NUMBER" off the end of a text; false when there is none. */
static bool cut_number(char *text, uint32_t *number)
{
    char *colon = strrchr(text, ':');
    if (!colon || !colon[1] || colon[1 + strspn(colon + 1, "0123456789")])
        return false;
    unsigned long value = strtoul(colon + 1, NULL, 10);
    *number = value < UINT32_MAX ? (uint32_t)value : UINT32_MAX - 1;
    *colon = '\0';
    return true;
}

static int read_place(CliWhere *command, int argc, char **argv)
{
    if (optind + 1 != argc)
        return cli_usage("where", "one FILE:LINE or FILE:LINE:COLUMN is expected");
    const char *given = argv[optind];
    command->file = bl_str_dup(&command->arena, bl_cstr(given));
    uint32_t last;
    if (!cut_number(command->file, &last))
        return cli_usage("where", "there is no line number in '%s': FILE:LINE is expected", given);
    command->line = last;
    bool two = cut_number(command->file, &command->line);
    if (two)
        command->column = last;
    if (!command->file[0])
        return cli_usage("where", "there is no file in '%s'", given);
    if (!command->line || (two && !last))
        return cli_usage("where", "lines and columns count from 1");
    return CLI_OK;
}

/* ---- from a saved map ------------------------------------------------------------------------ */

/* Is one path the end of the other? */
static bool same_file(const char *a, const char *b)
{
    BlStr longer = bl_cstr(a), shorter = bl_cstr(b);
    if (longer.len < shorter.len) {
        longer = bl_cstr(b);
        shorter = bl_cstr(a);
    }
    size_t rest = longer.len - shorter.len;
    return bl_str_ends(longer, shorter) &&
           (rest == 0 || longer.ptr[rest - 1] == '/' || shorter.ptr[0] == '/');
}

static int pick_file(CliWhere *command, const cJSON *files)
{
    const cJSON *file, *picked = NULL;
    cJSON_ArrayForEach(file, files)
    {
        const char *path = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(file, "file"));
        if (!path || !same_file(path, command->file))
            continue;
        if (strcmp(path, command->file) == 0) {
            picked = file;
            break;
        }
        if (picked)
            return cli_where_refuse(
                "%s could be several files of %s, %s and %s: give more of its path", command->file,
                command->map_file,
                cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(picked, "file")), path);
        picked = file;
    }
    if (!picked)
        return cli_where_refuse("%s has no file %s: nothing was made of it", command->map_file,
                                command->file);
    const char *wrong = map_from_json(&command->map, picked);
    return wrong ? cli_where_refuse("%s is no position map: %s", command->map_file, wrong) : CLI_OK;
}

static int read_map(CliWhere *command, const cJSON *json)
{
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(json, "schema_version");
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(json, "files");
    const char *tool = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "tool"));
    if (!cJSON_IsNumber(version) || !cJSON_IsArray(files))
        return cli_where_refuse("%s is no position map: 'benchline inject --map' writes one",
                                command->map_file);
    if (version->valuedouble != MAP_SCHEMA_VERSION)
        return cli_where_refuse(
            "%s was written by %s with schema version %g, and this one knows version %d: "
            "make it anew with 'benchline inject --map'",
            command->map_file, tool ? tool : "another program", version->valuedouble,
            MAP_SCHEMA_VERSION);
    return pick_file(command, files);
}

static int map_of_file(CliWhere *command)
{
    BlBuf text = {0};
    int error = bl_file_read(command->map_file, INT32_MAX, &text);
    if (error)
        return cli_where_refuse("cannot read %s: %s", command->map_file, strerror(error));
    cJSON *json = cJSON_ParseWithLength(text.data, text.len);
    int status = json ? read_map(command, json)
                      : cli_where_refuse("%s is no position map: it is no JSON", command->map_file);
    cJSON_Delete(json);
    bl_buf_free(&text);
    return status;
}

/* ---- the answers ----------------------------------------------------------------------------- */

static void print_answers(const CliWhere *command, const MapAnswers *answers, bool generated)
{
    for (size_t i = 0; i < answers->count; i++) {
        const MapAnswer *answer = &answers->items[i];
        const MapPiece *piece = answer->piece;
        printf("%s:%u:%u: %s", command->file, answer->line, answer->column,
               map_kind_name(answer->kind));
        if (piece && generated)
            printf(": %s, as %s", piece->name, piece->made);
        else if (piece)
            printf(": %s of %s", piece->made, piece->name);
        putchar('\n');
    }
}

static cJSON *answer_to_json(const CliWhere *command, const MapAnswer *answer, bool generated)
{
    cJSON *row = cJSON_CreateObject();
    cJSON_AddStringToObject(row, "file", command->file);
    cJSON_AddNumberToObject(row, "line", answer->line);
    cJSON_AddNumberToObject(row, "column", answer->column);
    cJSON_AddStringToObject(row, "part", generated ? "original" : "generated");
    cJSON_AddStringToObject(row, "kind", map_kind_name(answer->kind));
    if (!answer->piece)
        return row;
    cJSON *declaration = cJSON_AddObjectToObject(row, "declaration");
    cJSON_AddStringToObject(declaration, "kind", answer->piece->kind);
    cJSON_AddStringToObject(declaration, "name", answer->piece->name);
    cJSON_AddStringToObject(declaration, "made", answer->piece->made);
    return row;
}

static void print_json(const CliWhere *command, const MapAnswers *answers, bool generated)
{
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "schema_version", MAP_SCHEMA_VERSION);
    cJSON_AddStringToObject(json, "tool", "benchline " BENCHLINE_VERSION);
    cJSON_AddStringToObject(json, "file", command->file);
    cJSON_AddNumberToObject(json, "line", command->line);
    if (command->column)
        cJSON_AddNumberToObject(json, "column", command->column);
    cJSON_AddStringToObject(json, "part", generated ? "generated" : "original");
    cJSON *rows = cJSON_AddArrayToObject(json, "answers");
    for (size_t i = 0; i < answers->count; i++)
        cJSON_AddItemToArray(rows, answer_to_json(command, &answers->items[i], generated));
    json_write(json, stdout);
}

static int tell(CliWhere *command)
{
    MapAnswers answers = {0};
    bool generated = map_is_generated(&command->map, command->line);
    map_ask(&command->map, command->line, command->column, &answers);
    if (command->json)
        print_json(command, &answers, generated);
    else
        print_answers(command, &answers, generated);
    int status = answers.count ? CLI_OK : cli_where_no_answer(command);
    bl_vec_free(&answers);
    return status;
}

static int where(CliWhere *command, int argc, char **argv)
{
    int status = read_place(command, argc, argv);
    if (status == CLI_OK)
        status = command->map_file ? map_of_file(command) : cli_where_from_sources(command);
    return status == CLI_OK ? tell(command) : status;
}

int cmd_where(int argc, char **argv)
{
    CliWhere command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK)
        status = where(&command, argc, argv);
    map_free(&command.map);
    inject_package_free(&command.package);
    cli_selection_free(&command.selection);
    bl_diag_free(&command.diags);
    bl_arena_free(&command.arena);
    return status;
}
