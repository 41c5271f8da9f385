/* cmd_where.c - `benchline where`: a place in a test file in, its places in the other part out. */
#include <stdlib.h>

#include "benchline/path.h"
#include "benchline/position_map.h"
#include "cli/selection.h"

static const char help[] =
    "usage: benchline where [options] FILE:LINE[:COLUMN]\n"
    "\n"
    "A test file with benchmarks has two parts: what its author wrote, and behind it what "
    "benchline\n"
    "made of that. Of a place in the first part, this prints every place that came of it; of a "
    "place\n"
    "in the second, where it came from. Lines beyond the original's last one are the second "
    "part's,\n"
    "as 'benchline inject' shows and writes it.\n"
    "\n"
    "An answer is a line FILE:LINE:COLUMN: KIND: DECLARATION, where the kind is\n"
    "  copy       the same bytes\n"
    "  rename     a name that stands for another one of the same length\n"
    "  scaffold   what benchline wrote around the copies\n"
    "Without a column the whole line is meant; of each declaration made of it, the first place.\n"
    "\n"
    "What was written into the file counts, if it is that. Where nothing was, the answer is that "
    "of\n"
    "'benchline inject --dry-run', which does not ask the compiler: a test whose copy that would\n"
    "refuse has one here. --map with a map of 'inject --heal --map' knows better.\n"
    "\n"
    "      --map FILE       answer from a map that 'benchline inject --map' saved, without "
    "sources\n"
    "      --json           print JSON instead (docs/position-map.md)\n" CLI_SELECTION_FROM_HELP
        CLI_SELECTION_TARGET_HELP CLI_SELECTION_TAGS_HELP "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline where parser/parse_test.go:12        what became of line 12\n"
    "  benchline where parser/parse_test.go:71:5      where a place in the benchmarks came from\n"
    "  benchline where --map map.json parse_test.go:71\n"
    "\n"
    "exit status: 0 fine; 1 there is no answer (the message says why); 2 wrong usage; 3 internal "
    "error\n";

enum { OPT_MAP = CLI_OPT_OWN, OPT_JSON };

static const struct option options[] = {
    {"map", required_argument, NULL, OPT_MAP},
    {"json", no_argument, NULL, OPT_JSON},
    {"help", no_argument, NULL, 'h'},
    CLI_SELECTION_FROM,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    {NULL, 0, NULL, 0},
};

typedef struct WhereCommand {
    CliSelection selection;
    const char *map_file;
    bool json, help;
    BlArena arena;
    BlDiags diags;
    char *file;            /* as the user wrote it */
    uint32_t line, column; /* column 0: none was given */
    InjectPackage package;
    PositionMap map;
} WhereCommand;

static int take_option(void *context, int option, const char *argument)
{
    WhereCommand *command = context;
    switch (option) {
    case OPT_MAP:
        command->map_file = argument;
        return CLI_OK;
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case 'h':
        command->help = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "where", option, argument);
    }
}

static int refuse(const char *format, ...) BL_PRINTF(1, 2);
static int refuse(const char *format, ...)
{
    va_list args;
    fputs("benchline where: ", stderr);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
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

static int read_place(WhereCommand *command, int argc, char **argv)
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

/* ---- from the sources ------------------------------------------------------------------------ */

static const FoundPackage *find_package(const WhereCommand *command, const char *name,
                                        const FoundFile **file)
{
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            for (size_t k = 0; k < module->package_count; k++)
                for (size_t m = 0; m < module->packages[k].file_count; m++) {
                    *file = &module->packages[k].files[m];
                    if (strcmp((*file)->name, name) == 0)
                        return &module->packages[k];
                }
        }
    return NULL;
}

/* All test files of its folder: what `inject` makes of one depends on what is made of the others.
 */
static void find_beside(WhereCommand *command)
{
    BL_VEC(char *) paths = {0};
    const char *dir = bl_path_dir(&command->arena, command->file);
    bl_vec_push(&paths, command->file);
    BlDirEntries entries = {0};
    bl_dir_list(&command->arena, dir, &entries);
    for (size_t i = 0; i < entries.count; i++) {
        BlStr name = bl_cstr(entries.items[i].name);
        if (bl_str_ends(name, BL_STR("_test.go")) && !bl_str_eq(name, bl_path_base(command->file)))
            bl_vec_push(&paths, bl_path_join(&command->arena, dir, name.ptr));
    }
    bl_vec_free(&entries);
    optind = 0;
    cli_selection_find(&command->selection, (int)paths.count, paths.items, &command->diags);
    bl_vec_free(&paths);
}

/* The unit that the file belongs to; NULL: none, or a broken one. */
static InjectUnit *unit_of(const WhereCommand *command, const char *name, size_t *file)
{
    for (int i = 0; i < INJECT_UNITS; i++) {
        InjectUnit *unit = command->package.units[i];
        for (*file = 0; unit && *file < inject_file_count(unit); ++*file)
            if (bl_str_eq(bl_path_base(inject_file(unit, *file)->path), bl_cstr(name)))
                return inject_broken(unit) ? NULL : unit;
    }
    return NULL;
}

static int no_test(const WhereCommand *command, const InjectUnit *unit, size_t file)
{
    const InjectTest *test = inject_test_at(unit, file, command->line);
    if (test && !test->benchmark)
        return refuse("nothing was made of %s:%u: %s is not converted: %s (%s:%u:%u)",
                      command->file, command->line, test->test, test->reason,
                      inject_file(unit, test->reason_file)->path, test->reason_line,
                      test->reason_column);
    if (test && test->way == INJECT_CALL)
        return refuse("nothing was made of %s:%u: the benchmark of %s calls it", command->file,
                      command->line, test->test);
    if (test && test->way == INJECT_ORIGINAL)
        return refuse("nothing was made of %s:%u: %s is not copied, its benchmark calls it: %s "
                      "(%s:%u:%u)",
                      command->file, command->line, test->test, test->reason,
                      inject_file(unit, test->reason_file)->path, test->reason_line,
                      test->reason_column);
    return refuse("nothing was made of %s:%u: what is copied are tests, and of what they need only "
                  "what mentions testing.T",
                  command->file, command->line);
}

/* A column behind a line's end is a slip; without the texts it could not be told. */
static int check_column(const WhereCommand *command, const InjectUnit *unit, size_t file)
{
    GoFile generated = {.source = bl_buf_view(&inject_output(unit, file)->text)};
    go_index_lines(&generated);
    BlStr line = go_line(&generated, command->line); /* it begins with the original's */
    bool there = command->line <= generated.line_starts.count;
    go_file_free(&generated);
    if (!there || command->column <= line.len + 1)
        return CLI_OK;
    return refuse("line %u of %s has %zu bytes", command->line, command->file, line.len);
}

/* What benchline wrote into the file; NULL: nothing. */
static const InjectWritten *written_in(const WhereCommand *command, const FoundPackage *found,
                                       const char *name)
{
    for (size_t i = 0; i < command->package.written.count; i++) {
        const InjectWritten *written = &command->package.written.items[i];
        if (strcmp(found->files[written->file].name, name) == 0)
            return written;
    }
    return NULL;
}

static bool is_stale(const InjectUnit *unit, size_t file, const InjectWritten *written)
{
    BlStr text = bl_buf_view(&inject_output(unit, file)->text);
    size_t own = inject_file(unit, file)->source.len;
    return !text.len || !bl_str_eq(bl_str_from(text, own), written->added);
}

static int make_map(WhereCommand *command, const FoundPackage *found, const char *name)
{
    const InjectWritten *written = written_in(command, found, name);
    size_t file;
    if (command->package.written.count)
        inject_package_follow(&command->package);
    InjectUnit *unit = unit_of(command, name, &file);
    if (!unit || !inject_emit(unit, &command->diags)) {
        cli_print_diags(&command->diags);
        return command->diags.errors ? CLI_FINDING
                                     : refuse("%s: there are no tests in its package, and nothing "
                                              "is made of it",
                                              command->file);
    }
    if (written && is_stale(unit, file, written))
        return refuse("the benchmarks in %s are not those that would be made of it now: "
                      "'benchline inject --write' brings them up to date, and --map FILE answers "
                      "from the map of when they were made",
                      command->file);
    if (!inject_output(unit, file)->text.len &&
        command->line <= inject_file(unit, file)->line_starts.count)
        return no_test(command, unit, file);
    if (!inject_output(unit, file)->text.len)
        return refuse("%s has %zu lines, and nothing is made of it", command->file,
                      inject_file(unit, file)->line_starts.count);
    map_make(&command->map, unit, file);
    return check_column(command, unit, file);
}

/* What was written says itself of which kinds it is. */
static void load(WhereCommand *command, const FoundPackage *found)
{
    InjectPackage written = {0};
    inject_package_written(&written, found);
    if (written.written.count)
        command->selection.filter.kinds = inject_package_kinds(&written);
    inject_package_free(&written);
    inject_package_load(&command->package, found, &command->diags);
}

static int map_of_sources(WhereCommand *command)
{
    if (!bl_path_is_file(command->file))
        return refuse("there is no file %s", command->file);
    if (!bl_str_ends(bl_cstr(command->file), BL_STR("_test.go")))
        return refuse("%s is no _test.go file: nothing is made of others", command->file);
    find_beside(command);
    const char *name = bl_str_dup(&command->arena, bl_path_base(command->file));
    const FoundFile *file = NULL;
    const FoundPackage *found = find_package(command, name, &file);
    if (!found) {
        cli_print_diags(&command->diags);
        return refuse("%s is in no package that the go command would build", command->file);
    }
    if (file->kind == FOUND_IGNORED && file->reason == FOUND_WHY_BENCHLINE)
        return refuse("%s is benchline's altogether: nothing in it came of a test's source",
                      command->file);
    if (file->kind == FOUND_IGNORED)
        return refuse("%s is not part of its package: %s", command->file,
                      found_reason_words(file->reason));
    load(command, found);
    return make_map(command, found, name);
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

static int pick_file(WhereCommand *command, const cJSON *files)
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
            return refuse("%s could be several files of %s, %s and %s: give more of its path",
                          command->file, command->map_file,
                          cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(picked, "file")),
                          path);
        picked = file;
    }
    if (!picked)
        return refuse("%s has no file %s: nothing was made of it", command->map_file,
                      command->file);
    const char *wrong = map_from_json(&command->map, picked);
    return wrong ? refuse("%s is no position map: %s", command->map_file, wrong) : CLI_OK;
}

static int read_map(WhereCommand *command, const cJSON *json)
{
    const cJSON *version = cJSON_GetObjectItemCaseSensitive(json, "schema_version");
    const cJSON *files = cJSON_GetObjectItemCaseSensitive(json, "files");
    const char *tool = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(json, "tool"));
    if (!cJSON_IsNumber(version) || !cJSON_IsArray(files))
        return refuse("%s is no position map: 'benchline inject --map' writes one",
                      command->map_file);
    if (version->valuedouble != MAP_SCHEMA_VERSION)
        return refuse("%s was written by %s with schema version %g, and this one knows version %d: "
                      "make it anew with 'benchline inject --map'",
                      command->map_file, tool ? tool : "another program", version->valuedouble,
                      MAP_SCHEMA_VERSION);
    return pick_file(command, files);
}

static int map_of_file(WhereCommand *command)
{
    BlBuf text = {0};
    int error = bl_file_read(command->map_file, INT32_MAX, &text);
    if (error)
        return refuse("cannot read %s: %s", command->map_file, strerror(error));
    cJSON *json = cJSON_ParseWithLength(text.data, text.len);
    int status = json ? read_map(command, json)
                      : refuse("%s is no position map: it is no JSON", command->map_file);
    cJSON_Delete(json);
    bl_buf_free(&text);
    return status;
}

/* ---- the answers ----------------------------------------------------------------------------- */

static void print_answers(const WhereCommand *command, const MapAnswers *answers, bool generated)
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

static cJSON *answer_to_json(const WhereCommand *command, const MapAnswer *answer, bool generated)
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

static void print_json(const WhereCommand *command, const MapAnswers *answers, bool generated)
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
    cli_print_json(json);
}

static int no_answer(WhereCommand *command)
{
    if (command->line > command->map.generated_lines)
        return refuse("%s has %u lines, and with its benchmarks %u", command->file,
                      command->map.original_lines, command->map.generated_lines);
    const char *name = bl_str_dup(&command->arena, bl_path_base(command->file));
    size_t file;
    const InjectUnit *unit = unit_of(command, name, &file);
    if (unit)
        return no_test(command, unit, file);
    return refuse("nothing was made of %s:%u", command->file, command->line);
}

static int tell(WhereCommand *command)
{
    MapAnswers answers = {0};
    bool generated = map_is_generated(&command->map, command->line);
    map_ask(&command->map, command->line, command->column, &answers);
    if (command->json)
        print_json(command, &answers, generated);
    else
        print_answers(command, &answers, generated);
    int status = answers.count ? CLI_OK : no_answer(command);
    bl_vec_free(&answers);
    return status;
}

static int where(WhereCommand *command, int argc, char **argv)
{
    int status = read_place(command, argc, argv);
    if (status == CLI_OK)
        status = command->map_file ? map_of_file(command) : map_of_sources(command);
    return status == CLI_OK ? tell(command) : status;
}

int cmd_where(int argc, char **argv)
{
    WhereCommand command = {0};
    int status = cli_options("where", argc, argv, ":h", options, take_option, &command);
    if (status == CLI_OK && command.help)
        fputs(help, stdout);
    else if (status == CLI_OK)
        status = where(&command, argc, argv);
    map_free(&command.map);
    inject_package_free(&command.package);
    cli_selection_free(&command.selection);
    bl_diag_free(&command.diags);
    bl_arena_free(&command.arena);
    return status;
}
