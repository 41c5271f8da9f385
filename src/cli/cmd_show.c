/* cmd_show.c - `benchline show`: one run, from wherever it is, as `run` prints it. */
#include "cli/options.h"
#include "cli/output.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline show [options] [RUN]\n"
    "\n"
    "Shows a run as 'benchline run' did: the same table, or the same JSON to the byte. A RUN is\n"
    "  3            the third of the store, as 'benchline history' numbers them\n"
    "  1a2b3c4d     the one whose identifier begins so (four digits at least)\n"
    "  latest       the last one that is finished; also when no RUN is given\n"
    "  latest~2     the one two before that\n"
    "  pool.db      the latest of another store, and pool.db@3 its third\n"
    "  a.json, -    a file with JSON, and standard input\n"
    "\n"
    "      --store FILE     the store (default: " CLI_STORE_DEFAULT ")\n"
    "      --json           print JSON instead of a table (docs/results.md)\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline show latest~1\n"
    "  benchline show --json 3 > third.json\n"
    "  benchline show results.json\n"
    "\n"
    "exit status: 0 fine; 1 there is no such run, or it cannot be read; 2 wrong usage;\n"
    "3 internal error\n",
    NULL,
};

enum { OPT_STORE = CLI_OPT_OWN, OPT_JSON };

static const struct option options[] = {
    {"store", required_argument, NULL, OPT_STORE},
    {"json", no_argument, NULL, OPT_JSON},
    {NULL, 0, NULL, 0},
};

typedef struct ShowCommand {
    const char *store;
    bool json;
} ShowCommand;

static int take_option(void *context, int option, const char *argument)
{
    ShowCommand *command = context;
    if (option == OPT_STORE)
        command->store = argument;
    else
        command->json = true;
    return CLI_OK;
}

static const CliSyntax syntax = {
    .command = "show", .help = help, .options = options, .take = take_option};

static int show(const ShowCommand *command, const char *run)
{
    Results results;
    BlDiags diags = {0};
    bool able = results_open(&results, run, command->store, &diags);
    cli_print_diags(&diags);
    if (able)
        cli_print_results(&results, command->json);
    results_free(&results);
    bl_diag_free(&diags);
    return able ? CLI_OK : CLI_FINDING;
}

int cmd_show(int argc, char **argv)
{
    ShowCommand command = {.store = CLI_STORE_DEFAULT};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    if (optind + 1 < argc)
        return cli_usage("show", "one RUN at a time, not '%s' too", argv[optind + 1]);
    return show(&command, optind < argc ? argv[optind] : "latest");
}
