/* cmd_inject.c - `benchline inject`: tests in, a diff with their benchmarks out. */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/inject.h"
#include "benchline/path.h"
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
    "JSON\n" CLI_SELECTION_PLACES_HELP CLI_SELECTION_TARGET_HELP CLI_SELECTION_TAGS_HELP
    "  -q, --quiet          do not list what could not be converted\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline inject parser/parse_test.go          one file's tests\n"
    "  benchline inject . | git apply                 keep the benchmarks\n"
    "  benchline inject --map map.json . > all.diff   a project, with the map\n"
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
    CLI_SELECTION_PLACES,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    {NULL, 0, NULL, 0},
};

typedef struct InjectCommand {
    CliSelection selection;
    const char *map_file;
    bool quiet, help;
    cJSON *maps; /* of all files, when asked for */
    size_t tests, converted, packages;
} InjectCommand;

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
static const char *shown_from_here(BlArena *arena, const FoundPackage *found, const char *name)
{
    const char *here = bl_path_real(arena, ".");
    const char *dir = here ? bl_path_inside(here, found->dir) : found->dir;
    return bl_path_join(arena, dir[0] == '/' ? found->shown : dir, name);
}

static void print_unit(InjectCommand *command, const InjectUnit *unit, const FoundPackage *found,
                       BlDiags *diags)
{
    BlArena arena = {0};
    size_t count;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count && !command->quiet; i++)
        if (!tests[i].benchmark)
            note_left_out(unit, &tests[i], diags);
    command->tests += count;
    command->converted += inject_converted(unit);
    BlBuf diff = {0};
    for (size_t i = 0; i < inject_file_count(unit); i++) {
        const InjectOutput *output = inject_output(unit, i);
        const GoFile *file = inject_file(unit, i);
        if (!output->text.len)
            continue;
        const char *name = bl_str_dup(&arena, bl_path_base(file->path));
        inject_diff(&diff, shown_from_here(&arena, found, name), &file->source,
                    bl_buf_view(&output->text));
        if (command->maps)
            cJSON_AddItemToArray(command->maps, inject_map_json(unit, i));
    }
    if (inject_converted(unit))
        inject_diff(&diff, shown_from_here(&arena, found, inject_shim_file(unit)), NULL,
                    inject_shim(unit));
    fwrite(diff.data ? diff.data : "", 1, diff.len, stdout);
    bl_buf_free(&diff);
    bl_arena_free(&arena);
}

static void inject_found_package(InjectCommand *command, const FoundPackage *found, BlDiags *diags)
{
    InjectPackage package = {0};
    size_t before = command->tests;
    inject_package_load(&package, found, diags);
    for (int i = 0; i < 2; i++)
        if (package.units[i] && !inject_broken(package.units[i]) &&
            !inject_made_before(package.units[i], diags) && inject_emit(package.units[i], diags))
            print_unit(command, package.units[i], found, diags);
    command->packages += command->tests > before;
    inject_package_free(&package);
}

/* ---- the command
 * ----------------------------------------------------------------------------------- */

static int write_map(InjectCommand *command)
{
    cJSON *map = cJSON_CreateObject();
    cJSON_AddNumberToObject(map, "schema_version", 1);
    cJSON_AddStringToObject(map, "tool", "benchline " BENCHLINE_VERSION);
    cJSON_AddItemToObject(map, "files", command->maps);
    command->maps = NULL;
    char *text = cJSON_Print(map);
    BlBuf bytes = {0};
    bl_buf_printf(&bytes, "%s\n", text);
    int error = bl_file_write(command->map_file, bl_buf_view(&bytes));
    if (error)
        fprintf(stderr, "benchline inject: cannot write %s: %s\n", command->map_file,
                strerror(error));
    bl_buf_free(&bytes);
    cJSON_free(text);
    cJSON_Delete(map);
    return error ? CLI_INTERNAL : CLI_OK;
}

static int inject(InjectCommand *command, int argc, char **argv)
{
    BlDiags diags = {0};
    cli_selection_find(&command->selection, argc, argv, &diags);
    if (command->map_file)
        command->maps = cJSON_CreateArray();
    const Found *found = &command->selection.found;
    for (size_t i = 0; i < found->project_count; i++)
        for (size_t j = 0; j < found->projects[i].module_count; j++)
            for (size_t k = 0; k < found->projects[i].modules[j].package_count; k++)
                inject_found_package(command, &found->projects[i].modules[j].packages[k], &diags);
    int status = diags.errors ? CLI_FINDING : CLI_OK;
    cli_print_diags(&diags);
    fprintf(stderr, "%zu of %zu tests in %zu packages converted\n", command->converted,
            command->tests, command->packages);
    if (command->map_file && write_map(command) != CLI_OK)
        status = CLI_INTERNAL;
    bl_diag_free(&diags);
    return status;
}

int cmd_inject(int argc, char **argv)
{
    InjectCommand command = {0};
    int status = cli_options("inject", argc, argv, ":qh", options, take_option, &command);
    if (status == CLI_OK && command.help)
        fputs(help, stdout);
    else if (status == CLI_OK)
        status = inject(&command, argc, argv);
    cli_selection_free(&command.selection);
    return status;
}
