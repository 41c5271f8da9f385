/* cmd_merge.c - `benchline merge`: stores and files into one store, or parts into one run. */
#include "cli/options.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline merge -o OUT.db [options] INPUT...\n"
    "\n"
    "Puts the runs of all inputs into one store, or none of them when one cannot be read. An INPUT\n"
    "is a store, which is all of its runs; STORE@RUN, one of them; or JSON of 'benchline run' or\n"
    "'benchline extract', - being standard input. A run is known by its identifier, and there once.\n"
    "OUT.db is made where it is not there; a store that is there keeps what it has.\n"
    "\n"
    "With --join, all runs of all inputs are parts of one run, as 'benchline run --shard I/N' makes\n"
    "them, and that is put in instead of them. They must be of the same benchline, Go and settings.\n"
    "A package that two of them have is an error.\n"
    "\n"
    "  -o, --store OUT.db   the store to put the runs in\n"
    "      --join           join them to one run\n"
    "      --label TEXT     what that is called; without it, what all of them are called\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline merge -o all.db monday.db tuesday.json\n"
    "  benchline merge --join -o pool.db 1.json 2.json 3.json   and then\n"
    "  benchline show --json pool.db\n"
    "\n"
    "Prints a line for each run: where it came from, its number in the store, and whether it was\n"
    "there already (docs/store.md).\n"
    "\n"
    "exit status: 0 fine; 1 an INPUT cannot be read or joined, and nothing was written; 2 wrong\n"
    "usage; 3 the store could not be written\n",
    NULL,
};

enum { OPT_JOIN = CLI_OPT_OWN, OPT_LABEL };

static const struct option options[] = {
    {"store", required_argument, NULL, 'o'},
    {"join", no_argument, NULL, OPT_JOIN},
    {"label", required_argument, NULL, OPT_LABEL},
    {NULL, 0, NULL, 0},
};

typedef struct MergeCommand {
    const char *path;
    StoreMergeOptions merge;
} MergeCommand;

static int take_option(void *context, int option, const char *argument)
{
    MergeCommand *command = context;
    switch (option) {
    case 'o':
        command->path = argument;
        return CLI_OK;
    case OPT_JOIN:
        command->merge.join = true;
        return CLI_OK;
    default: /* OPT_LABEL */
        return cli_take_label("merge", argument, &command->merge.label);
    }
}

static const CliSyntax syntax = {
    .command = "merge", .help = help, .options = options, .take = take_option};

static int merge(const MergeCommand *command, const char *const *inputs, size_t count)
{
    StoreMerged merged = {0};
    BlDiags diags = {0};
    StoreMergeStatus status =
        store_merge(command->path, inputs, count, &command->merge, &merged, &diags);
    cli_print_diags(&diags);
    for (size_t i = 0; i < merged.list.count; i++)
        printf("%s: run %lld%s\n", merged.list.items[i].from, (long long)merged.list.items[i].run,
               merged.list.items[i].added ? "" : " (it was there)");
    store_merged_free(&merged);
    bl_diag_free(&diags);
    if (status == STORE_MERGE_FINE)
        return CLI_OK;
    return status == STORE_MERGE_BAD_INPUT ? CLI_FINDING : CLI_INTERNAL;
}

int cmd_merge(int argc, char **argv)
{
    MergeCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    if (!command.path)
        return cli_usage("merge", "-o OUT.db is expected, the store to put the runs in");
    if (optind == argc)
        return cli_usage("merge", "an INPUT is expected");
    if (command.merge.label && !command.merge.join)
        return cli_usage("merge", "--label is what a joined run is called: give --join too");
    return merge(&command, (const char *const *)argv + optind, (size_t)(argc - optind));
}
