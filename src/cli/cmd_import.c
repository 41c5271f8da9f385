/* cmd_import.c - `benchline import`: results of any origin into a store. */
#include <unistd.h>

#include "cli/options.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline import [options] FILE...\n"
    "\n"
    "Puts results into a store: one file that keeps any number of runs. A FILE is JSON of\n"
    "'benchline run' or 'benchline extract'; - is standard input; a store is all of its runs, and\n"
    "STORE@RUN one of them. A run is known by its identifier: one that is there already is left as\n"
    "it is, but that a finished one takes the place of the same one unfinished. Each run is put in\n"
    "whole or not at all, whatever ends benchline. Where there is no store, one is made as soon as\n"
    "there is something to put into it.\n"
    "\n"
    "      --store FILE     the store (default: " CLI_STORE_DEFAULT ")\n"
    "      --label TEXT     what the runs are called, instead of what they say themselves\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline import monday.json tuesday.json\n"
    "  benchline run --json . | benchline import --label 'before the change' -\n"
    "  benchline import --store all.db one.db another.db\n"
    "\n"
    "Prints a line for each run: where it came from, its number in the store, and whether it was\n"
    "there already. 'benchline history' lists the runs of a store; docs/store.md tells the rest.\n"
    "\n"
    "exit status: 0 fine; 1 a FILE could not be read (see the messages; the others are in); 2 wrong\n"
    "usage; 3 the store could not be written\n",
    NULL,
};

enum { OPT_STORE = CLI_OPT_OWN, OPT_LABEL };

static const struct option options[] = {
    {"store", required_argument, NULL, OPT_STORE},
    {"label", required_argument, NULL, OPT_LABEL},
    {NULL, 0, NULL, 0},
};

typedef struct ImportCommand {
    const char *path, *label;
    Store *store;
    BlDiags diags;
} ImportCommand;

static int take_option(void *context, int option, const char *argument)
{
    ImportCommand *command = context;
    if (option == OPT_LABEL)
        return cli_take_label("import", argument, &command->label);
    command->path = argument;
    return CLI_OK;
}

static const CliSyntax syntax = {
    .command = "import", .help = help, .options = options, .take = take_option};

/* What there is to say, which is then forgotten. */
static void say(ImportCommand *command)
{
    cli_print_diags(&command->diags);
    bl_diag_free(&command->diags);
}

static bool open_store(ImportCommand *command)
{
    if (!command->store)
        command->store = store_open(command->path, STORE_CREATE, &command->diags);
    return command->store != NULL;
}

/* The first run makes the store, so that there is none when there is no room for the run. */
static bool put_run(ImportCommand *command, const Results *results, StoreId *run, bool *added)
{
    bool first = !command->store && access(command->path, F_OK) != 0;
    bool able = (!first || store_make_with(command->path, results, &command->diags)) &&
                open_store(command) && store_import(command->store, results, run, added);
    *added |= able && first;
    return able;
}

static int import_results(ImportCommand *command, const char *from, Results *results)
{
    StoreId run;
    bool added = false;
    if (command->label)
        results->label = command->label;
    if (!put_run(command, results, &run, &added)) {
        bl_diag_add(&command->diags, BL_ERROR, from,
                    "nothing of this was stored, and what comes after it was not tried");
        say(command);
        return CLI_INTERNAL;
    }
    printf("%s: run %lld%s\n", from, (long long)run, added ? "" : " (it was there)");
    return CLI_OK;
}

static int import_spec(ImportCommand *command, const char *spec)
{
    Results results;
    bool able = results_open(&results, spec, NULL, &command->diags);
    if (!able)
        say(command);
    int status = able ? import_results(command, spec, &results) : CLI_FINDING;
    results_free(&results);
    return status;
}

static int import_run(ImportCommand *command, const char *path, Store *from, const StoreRun *run)
{
    Results results;
    BlArena arena = {0};
    bool able = store_load_run(from, run->run, &results);
    if (!able)
        say(command);
    const char *name = bl_arena_printf(&arena, "%s@%lld", path, (long long)run->run);
    int status = able ? import_results(command, name, &results) : CLI_FINDING;
    bl_arena_free(&arena);
    results_free(&results);
    return status;
}

/* All runs of another store. */
static int import_store(ImportCommand *command, const char *path)
{
    StoreRuns runs = {0};
    Store *from = store_open(path, STORE_READ, &command->diags);
    bool able = from && store_list_runs(from, &runs);
    if (!able)
        say(command);
    int status = able ? CLI_OK : CLI_FINDING;
    for (size_t i = 0; i < runs.list.count && status != CLI_INTERNAL; i++)
        status = cli_worse(status, import_run(command, path, from, &runs.list.items[i]));
    store_runs_free(&runs);
    store_close(from);
    return status;
}

/* A store that is there is opened first, for one that cannot be used is better known before a long
 * input is read. One that is not there is made when there is something to put into it. */
static int import(ImportCommand *command, char **files)
{
    bool able = access(command->path, F_OK) != 0 || open_store(command);
    if (!able)
        say(command);
    int status = able ? CLI_OK : CLI_INTERNAL;
    for (char **file = files; *file && status != CLI_INTERNAL; file++)
        status = cli_worse(status, store_is_store(*file) ? import_store(command, *file)
                                                         : import_spec(command, *file));
    store_close(command->store);
    return status;
}

int cmd_import(int argc, char **argv)
{
    ImportCommand command = {.path = CLI_STORE_DEFAULT};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    if (optind == argc)
        return cli_usage("import", "a FILE is expected");
    return import(&command, argv + optind);
}
