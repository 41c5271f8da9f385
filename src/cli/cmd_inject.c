/* cmd_inject.c - `benchline inject`: tests in, benchmarks out; what becomes of them is the mode's
 * business (inject_command.h).
 */
#include "cli/inject_command.h"

#include <stdlib.h>

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
        CLI_SELECTION_JOBS_HELP "  -q, --quiet          do not list what could not be converted\n"
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
    CLI_SELECTION_JOBS,
    {NULL, 0, NULL, 0},
};

static int take_mode(InjectCommand *command, const InjectMode *mode, const char *argument)
{
    if (command->mode && command->mode != mode)
        return cli_usage("inject", "--%s and --%s are two modes: choose one", command->mode->option,
                         mode->option);
    command->mode = mode;
    command->mode_argument = argument;
    return CLI_OK;
}

static int take_option(void *context, int option, const char *argument)
{
    InjectCommand *command = context;
    switch (option) {
    case OPT_DRY_RUN:
        return take_mode(command, &inject_dry_run, argument);
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

static int inject(InjectCommand *command, int argc, char **argv)
{
    if (!command->mode)
        command->mode = &inject_dry_run;
    int status = command->mode->run(command, argc, argv);
    bl_vec_free(&command->packages);
    return status;
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
