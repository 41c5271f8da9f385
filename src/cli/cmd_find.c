/* cmd_find.c - `benchline find`: projects on disk in, a table or JSON out. */
#include <stdlib.h>

#include "cli/selection.h"
#include "exporter/json_edit.h"

static const char *const help[] = {
    "usage: benchline find [options] [PATH...]\n"
    "\n"
    "Lists Go projects: their modules, packages, and test functions with positions. A PATH is a\n"
    "project, a package's folder, a .go file, or a pool (a folder of projects); without one, the\n"
    "current folder. What the go command passes over is passed over: testdata, vendor, names that\n"
    "start with '_' or '.', files for other systems, folders behind symbolic links.\n"
    "\n",
    CLI_SELECTION_NAMES_HELP,
    CLI_SELECTION_PLACES_HELP,
    CLI_SELECTION_SHARD_HELP,
    CLI_SELECTION_TARGET_HELP,
    CLI_SELECTION_TAGS_HELP,
    CLI_SELECTION_JOBS_HELP,
    "      --json           print JSON instead of a table (docs/find.md)\n"
    "  -v, --verbose        list every function as file:line:column, and every ignored file\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline find                                 the project around the current folder\n"
    "  benchline find -v ~/src/project/parser         one package and what is below it\n"
    "  benchline find --exclude '**/generated' --json ~/pool > found.json\n"
    "\n"
    "exit status: 0 fine; 1 something could not be read or Go will refuse it (see the messages);\n"
    "2 wrong usage; 3 internal error\n",
    NULL,
};

typedef struct FindCommand {
    CliSelection selection;
    bool json, verbose;
} FindCommand;

enum { OPT_JSON = CLI_OPT_OWN };

static const struct option options[] = {
    CLI_SELECTION_NAMES,
    CLI_SELECTION_PLACES,
    CLI_SELECTION_SHARD,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    CLI_SELECTION_JOBS,
    {"json", no_argument, NULL, OPT_JSON},
    {"verbose", no_argument, NULL, 'v'},
    {NULL, 0, NULL, 0},
};

static int take_option(void *context, int option, const char *argument)
{
    FindCommand *command = context;
    switch (option) {
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case 'v':
        command->verbose = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "find", option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "find", .help = help, .options = options, .take = take_option};

static int find(FindCommand *command, int argc, char **argv)
{
    BlDiags diags = {0};
    cli_selection_find(&command->selection, argc, argv, &diags);
    if (command->json)
        json_write(find_to_json(&command->selection.found, &command->selection.target, &diags),
                   stdout);
    else
        find_print(&command->selection.found, command->verbose, cli_use_colour(stdout), stdout);
    int status = diags.errors ? CLI_FINDING : CLI_OK;
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    return status;
}

int cmd_find(int argc, char **argv)
{
    FindCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK)
        status = find(&command, argc, argv);
    cli_selection_free(&command.selection);
    return status;
}
