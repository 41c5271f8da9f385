/* cmd_inject.c - `benchline inject`: tests in, a diff with their benchmarks out.
 *
 * Packages do not depend on each other, so each is a piece of work of its own: read, rewritten and
 * turned into text on some thread, printed when its turn comes, and forgotten. What is in memory at
 * a time is a handful of packages and the list of what was found, however large a pool is.
 */
#include <cjson/cJSON.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/inject.h"
#include "benchline/path.h"
#include "benchline/work.h"
#include "cli/selection.h"

static const char help[] =
    "usage: benchline inject [options] [PATH...]\n"
    "\n"
    "Makes a BenchmarkXxx of every TestXxx below the paths and prints what that adds to the "
    "files,\n"
    "as a unified diff; nothing on disk is changed. A PATH is a project, a package's folder, a\n"
    "_test.go file, or a pool (a folder of projects); without one, it is the current folder.\n"
    "\n"
    "A test's body is copied byte for byte, with testing.T replaced by a type that stands on a\n"
    "testing.B, and so are the helpers of its package that take a *testing.T. Tests that cannot "
    "be\n"
    "converted are listed with the place and the reason. A test that gives its t to another\n"
    "package's *testing.T is found out by the compiler only: 'benchline run' leaves it out.\n"
    "\n"
    "      --dry-run        print the diff and change nothing (the default)\n"
    "      --map FILE       write the position map there: which byte came from where, as "
    "JSON\n" CLI_SELECTION_FROM_HELP CLI_SELECTION_NAMES_HELP CLI_SELECTION_PLACES_HELP
        CLI_SELECTION_TARGET_HELP CLI_SELECTION_TAGS_HELP CLI_SELECTION_JOBS_HELP
    "  -q, --quiet          do not list what could not be converted\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline inject parser/parse_test.go          one file's tests\n"
    "  benchline inject . | git apply                 keep the benchmarks\n"
    "  benchline inject --map map.json . > all.diff   a project, with the map\n"
    "  benchline inject --from fuzz --only Parse .    fuzz tests with Parse in their names\n"
    "\n"
    "exit status: 0 fine; 1 a file could not be read or is not Go (see the messages); 2 wrong "
    "usage;\n"
    "3 internal error\n";

enum { OPT_DRY_RUN = CLI_OPT_OWN, OPT_MAP };

static const struct option options[] = {
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"map", required_argument, NULL, OPT_MAP},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    CLI_SELECTION_NAMES,
    CLI_SELECTION_FROM,
    CLI_SELECTION_PLACES,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    CLI_SELECTION_JOBS,
    {NULL, 0, NULL, 0},
};

typedef struct InjectCommand {
    CliSelection selection;
    const char *map_file;
    bool quiet, help;
    const char *here;                      /* the current folder, NULL when it is gone */
    BL_VEC(const FoundPackage *) packages; /* in the order in which they are printed */
    BlNewFile map;                         /* when asked for */
    bool map_begun;                        /* a file is in it */
    size_t tests, converted, tested_packages, errors;
} InjectCommand;

/* What is printed of one package. */
typedef struct InjectPiece {
    BlDiags diags;
    BlBuf diff, map;
    size_t tests, converted;
} InjectPiece;

static int take_option(void *context, int option, const char *argument)
{
    InjectCommand *command = context;
    switch (option) {
    case OPT_DRY_RUN:
        return CLI_OK;
    case OPT_MAP:
        command->map_file = argument;
        return CLI_OK;
    case 'q':
        command->quiet = true;
        return CLI_OK;
    case 'h':
        command->help = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "inject", option, argument);
    }
}

/* ---- one package --------------------------------------------------------------------------------
 */

static void note_left_out(const InjectUnit *unit, const InjectTest *test, BlDiags *diags)
{
    const GoFile *file = inject_file(unit, test->reason_file);
    BlDiag *diag = bl_diag_add(diags, BL_NOTE, file->path, "%s is not converted: %s", test->test,
                               test->reason);
    bl_diag_at(diags, diag, test->reason_line, test->reason_column,
               go_line(file, test->reason_line));
}

/* A file as seen from the current folder when it is below it, so that git and patch find it. */
static const char *shown_from_here(BlArena *arena, const char *here, const FoundPackage *found,
                                   const char *name)
{
    const char *dir = here ? bl_path_inside(here, found->dir) : found->dir;
    return bl_path_join(arena, dir[0] == '/' ? found->shown : dir, name);
}

static void note_tests(const InjectCommand *command, InjectPiece *piece, const InjectUnit *unit)
{
    size_t count;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count && !command->quiet; i++)
        if (!tests[i].benchmark)
            note_left_out(unit, &tests[i], &piece->diags);
    piece->tests += count;
    piece->converted += inject_converted(unit);
}

static void diff_unit(const InjectCommand *command, InjectPiece *piece, const InjectUnit *unit,
                      const FoundPackage *found)
{
    BlArena arena = {0};
    for (size_t i = 0; i < inject_file_count(unit); i++) {
        const InjectOutput *output = inject_output(unit, i);
        const GoFile *file = inject_file(unit, i);
        if (!output->text.len)
            continue;
        const char *name = bl_str_dup(&arena, bl_path_base(file->path));
        inject_diff(&piece->diff, shown_from_here(&arena, command->here, found, name),
                    &file->source, bl_buf_view(&output->text));
    }
    if (inject_converted(unit))
        inject_diff(&piece->diff,
                    shown_from_here(&arena, command->here, found, inject_shim_file(unit)), NULL,
                    inject_shim(unit));
    bl_arena_free(&arena);
}

/* ---- the position map
 * --------------------------------------------------------------------------------- */

/* {"files": [...]} as text, from which the brackets' inside is kept. */
static void put_array_inside(BlBuf *out, const cJSON *object)
{
    char *text = cJSON_Print(object);
    if (!text)
        bl_out_of_memory(0);
    const char *inside = strchr(text, '[') + 1;
    bl_buf_append(out, inside, (size_t)(strrchr(text, ']') - inside));
    cJSON_free(text);
}

static void map_unit(InjectPiece *piece, const InjectUnit *unit)
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

/* The temporary file that a signal's handler removes. */
static const char *volatile unfinished;

static void on_end(int number)
{
    if (unfinished)
        unlink(unfinished);
    signal(number, SIG_DFL);
    raise(number);
}

static void heed_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction action = {.sa_handler = on_end}, before;
        sigemptyset(&action.sa_mask);
        sigaction(numbers[i], NULL, &before);
        if (before.sa_handler != SIG_IGN) /* nohup */
            sigaction(numbers[i], &action, NULL);
    }
}

/* Everything up to the first file: the object with an empty array of files, cut off in it. */
static void begin_map(InjectCommand *command)
{
    heed_signals();
    bl_new_file_open(&command->map, command->map_file);
    unfinished = bl_strdup(command->map.temp);
    cJSON *map = cJSON_CreateObject();
    cJSON_AddNumberToObject(map, "schema_version", 1);
    cJSON_AddStringToObject(map, "tool", "benchline " BENCHLINE_VERSION);
    cJSON_AddArrayToObject(map, "files");
    char *text = cJSON_Print(map);
    if (!text)
        bl_out_of_memory(0);
    bl_new_file_append(&command->map, bl_str(text, (size_t)(strrchr(text, ']') - text)));
    cJSON_free(text);
    cJSON_Delete(map);
}

static void append_map(InjectCommand *command, BlStr files)
{
    if (!files.len)
        return;
    if (command->map_begun)
        bl_new_file_append(&command->map, BL_STR(", "));
    bl_new_file_append(&command->map, files);
    command->map_begun = true;
}

static int end_map(InjectCommand *command)
{
    bl_new_file_append(&command->map, BL_STR("]\n}\n"));
    int error = bl_new_file_close(&command->map);
    char *gone = (char *)(uintptr_t)unfinished;
    unfinished = NULL;
    free(gone);
    if (error)
        fprintf(stderr, "benchline inject: cannot write %s: %s\n", command->map_file,
                strerror(error));
    return error ? CLI_INTERNAL : CLI_OK;
}

/* ---- the command
 * ----------------------------------------------------------------------------------- */

/* On any thread: the command is only read. */
static void *make_piece(void *context, size_t number)
{
    const InjectCommand *command = context;
    const FoundPackage *found = command->packages.items[number];
    InjectPiece *piece = bl_alloc(sizeof *piece);
    InjectPackage package = {0};
    inject_package_load(&package, found, &piece->diags);
    for (int i = 0; i < 2; i++) {
        InjectUnit *unit = package.units[i];
        if (!unit || inject_broken(unit) || inject_made_before(unit, &piece->diags) ||
            !inject_emit(unit, &piece->diags))
            continue;
        note_tests(command, piece, unit);
        diff_unit(command, piece, unit, found);
        if (command->map_file)
            map_unit(piece, unit);
    }
    inject_package_free(&package);
    return piece;
}

static void take_piece(void *context, size_t number, void *made)
{
    InjectCommand *command = context;
    InjectPiece *piece = made;
    (void)number;
    cli_print_diags(&piece->diags);
    fwrite(piece->diff.data ? piece->diff.data : "", 1, piece->diff.len, stdout);
    append_map(command, bl_buf_view(&piece->map));
    command->errors += piece->diags.errors;
    command->tests += piece->tests;
    command->converted += piece->converted;
    command->tested_packages += piece->tests > 0;
    bl_diag_free(&piece->diags);
    bl_buf_free(&piece->diff);
    bl_buf_free(&piece->map);
    free(piece);
}

static void list_packages(InjectCommand *command)
{
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++) {
            const FoundModule *module = &found->projects[i].modules[j];
            for (size_t k = 0; k < module->package_count; k++)
                bl_vec_push(&command->packages, &module->packages[k]);
        }
}

static void find_packages(InjectCommand *command, int argc, char **argv)
{
    BlDiags diags = {0};
    cli_selection_find(&command->selection, argc, argv, &diags);
    cli_print_diags(&diags);
    command->errors += diags.errors;
    bl_diag_free(&diags);
    list_packages(command);
}

static void inject_all(InjectCommand *command)
{
    BlArena arena = {0};
    command->here = bl_path_real(&arena, ".");
    BlWork work = {.count = command->packages.count,
                   .threads = command->selection.jobs,
                   .make = make_piece,
                   .take = take_piece,
                   .context = command};
    bl_work(&work);
    bl_arena_free(&arena);
}

static int inject(InjectCommand *command, int argc, char **argv)
{
    if (command->map_file)
        begin_map(command);
    if (command->map_file && command->map.error)
        return end_map(command);
    find_packages(command, argc, argv);
    inject_all(command);
    fprintf(stderr, "%zu of %zu tests in %zu packages converted\n", command->converted,
            command->tests, command->tested_packages);
    int status = command->errors ? CLI_FINDING : CLI_OK;
    bl_vec_free(&command->packages);
    return command->map_file && end_map(command) != CLI_OK ? CLI_INTERNAL : status;
}

int cmd_inject(int argc, char **argv)
{
    InjectCommand command = {0};
    int status = cli_options("inject", argc, argv, ":j:qh", options, take_option, &command);
    if (status == CLI_OK && command.help)
        fputs(help, stdout);
    else if (status == CLI_OK)
        status = inject(&command, argc, argv);
    cli_selection_free(&command.selection);
    return status;
}
