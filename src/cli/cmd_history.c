/* cmd_history.c - `benchline history`: the runs of a store, or what tests did in them. */
#include "benchline/history.h"

#include <stdlib.h>

#include "cli/selection.h"
#include "cli/settings.h"
#include "cli/stored.h"
#include "exporter/json_edit.h"

static const char *const help[] = {
    "usage: benchline history [options] [NAME...]\n"
    "\n"
    "Lists the runs of a store: number, identifier, when and with which Go, how many packages and\n"
    "benchmarks and how many of those were measured, and the label. With the NAME of a test or a\n"
    "benchmark, or --only, it tells what that allocated in each of the runs, and in which of them\n"
    "that changed, from what to what. --changes lists all changes of the store: first what allocates\n"
    "and did not, then what no longer does, then the others, the largest first.\n"
    "\n"
    "Allocations are exact: one more is a change at once. For time, and where most iterations of a\n"
    "run differ, the history has to show it: three runs of a new level at least.\n"
    "\n"
    "      --store FILE     the store (default: " CLI_STORE_DEFAULT ")\n"
    "      --changes        list what changed, of all benchmarks, or of those that are named\n"
    "      --metrics allocs,bytes,time,all  in what, separated by commas (default: all with a NAME,\n"
    "                       else allocs,bytes)\n"
    "      --alpha P        a p up to this is a change, where a test decides (default: 0.01)\n"
    "      --json           print JSON instead of a table (docs/history.md)\n"
    "      --check          read the whole store instead, and tell what is damaged\n",
    CLI_SELECTION_NAMES_HELP,
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline history\n"
    "  benchline history TestParse\n"
    "  benchline history TestParse-4                  with GOMAXPROCS 4 only\n"
    "  benchline history --store pool.db --only '^TestParse' --json\n"
    "  benchline history --changes                    what allocates more or less than it did\n"
    "  benchline history --changes --metrics time --alpha 0.001\n"
    "\n"
    "exit status: 0 fine; 1 there is no such store or NAME, or it cannot be read; 2 wrong usage;\n"
    "3 internal error\n",
    NULL,
};

enum { OPT_STORE = CLI_OPT_OWN, OPT_JSON, OPT_CHECK, OPT_CHANGES, OPT_METRICS, OPT_ALPHA };

static const struct option options[] = {
    {"store", required_argument, NULL, OPT_STORE},
    {"json", no_argument, NULL, OPT_JSON},
    {"check", no_argument, NULL, OPT_CHECK},
    {"changes", no_argument, NULL, OPT_CHANGES},
    {"metrics", required_argument, NULL, OPT_METRICS},
    {"alpha", required_argument, NULL, OPT_ALPHA},
    CLI_SELECTION_NAMES,
    {NULL, 0, NULL, 0},
};

typedef struct HistoryCommand {
    CliSelection selection; /* its --only and --skip */
    const char *path;
    char **names; /* ends in NULL */
    bool *known;  /* of each of the names: does the store have it? */
    bool json, check, changes;
    /* What the command line asks for: settings choose among tests, but not what is listed. */
    bool asks_tests, asks_json, asks_units;
    unsigned units; /* a set of 1 << CompareUnit; 0: none was given */
    double alpha;   /* 0: none was given */
    Store *store;
} HistoryCommand;

static void note_asked(HistoryCommand *command, int option)
{
    if (cli_settings_taking())
        return;
    command->asks_tests |= option == CLI_OPT_ONLY || option == CLI_OPT_SKIP;
    command->asks_units |= option == OPT_METRICS || option == OPT_ALPHA;
    command->asks_json |= option == OPT_JSON;
}

static int take_option(void *context, int option, const char *argument)
{
    HistoryCommand *command = context;
    note_asked(command, option);
    switch (option) {
    case OPT_STORE:
        command->path = argument;
        return CLI_OK;
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case OPT_CHECK:
        command->check = true;
        return CLI_OK;
    case OPT_CHANGES:
        command->changes = true;
        return CLI_OK;
    case OPT_METRICS:
        return cli_take_metrics("history", argument, &command->units);
    case OPT_ALPHA:
        return cli_take_alpha("history", argument, &command->alpha);
    default:
        return cli_selection_option(&command->selection, "history", option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "history", .help = help, .options = options, .take = take_option};

static bool is_choosing(const HistoryCommand *command)
{
    return command->names[0] || command->asks_tests;
}

/* ---- what tests did -------------------------------------------------------------------------- */

/* "TestX", or "TestX-4" of what ran with GOMAXPROCS 4. */
static bool is_called(const char *wanted, const char *name, uint64_t procs)
{
    size_t len = name ? strlen(name) : 0;
    char suffix[24];
    if (!name || strncmp(wanted, name, len) != 0)
        return false;
    snprintf(suffix, sizeof suffix, "-%llu", (unsigned long long)procs);
    return !wanted[len] || (procs > 1 && strcmp(wanted + len, suffix) == 0);
}

/* Two of the names may be one benchmark's: its own and the test's. */
static bool is_named(const HistoryCommand *command, const char *name, const char *test,
                     uint64_t procs)
{
    bool named = !command->names[0];
    for (size_t i = 0; command->names[i]; i++)
        if (is_called(command->names[i], name, procs) || is_called(command->names[i], test, procs))
            named = command->known[i] = true;
    return named;
}

/* The patterns are for the names of tests; a benchmark that was none has its own. */
static bool is_wanted(void *context, const char *name, const char *test, uint64_t procs)
{
    const HistoryCommand *command = context;
    return is_named(command, name, test, procs) &&
           cli_selection_takes(&command->selection, test ? test : name);
}

static void show_changes(const HistoryCommand *command, const StoreFigures *figures)
{
    enum { ALLOCATIONS = 1 << COMPARE_ALLOCS | 1 << COMPARE_BYTES };
    HistoryChanges changes;
    unsigned units = command->units || !command->changes ? command->units : ALLOCATIONS;
    history_find_changes(&changes, figures, units, command->alpha);
    if (command->changes)
        history_sort_changes(&changes);
    if (command->changes && command->json)
        json_write(history_changes_json(&changes), stdout);
    else if (command->changes)
        history_print_changes(&changes, stdout);
    else if (command->json)
        json_write(history_figures_json(figures, &changes), stdout);
    else
        history_print_figures(figures, &changes, stdout);
    history_changes_free(&changes);
}

/* Says which of the names the store does not have; false when there are any. */
static bool has_names(const HistoryCommand *command)
{
    bool all = true;
    for (size_t i = 0; command->names[i]; i++) {
        if (!command->known[i])
            fprintf(cli_messages(), "benchline history: %s has no test or benchmark %s\n",
                    command->path, command->names[i]);
        all = all && command->known[i];
    }
    return all;
}

/* A store without benchmarks has no changes; but whoever asks for some wants them to be there. */
static int show_figures(HistoryCommand *command)
{
    StoreFigures figures;
    bool able = store_list_figures(command->store, is_wanted, command, &figures);
    bool found = figures.list.count > 0 || !is_choosing(command);
    if (able && (found || command->json))
        show_changes(command, &figures);
    store_figures_free(&figures);
    if (!able || !has_names(command))
        return CLI_FINDING;
    if (!found)
        fprintf(cli_messages(), "benchline history: %s has no such test or benchmark\n",
                command->path);
    return found ? CLI_OK : CLI_FINDING;
}

/* ---- the runs -------------------------------------------------------------------------------- */

static int show_runs(HistoryCommand *command)
{
    StoreRuns runs;
    bool able = store_list_runs(command->store, &runs);
    if (able && command->json)
        json_write(history_runs_json(&runs), stdout);
    else if (able)
        history_print_runs(&runs, stdout);
    store_runs_free(&runs);
    return able ? CLI_OK : CLI_FINDING;
}

static int check(HistoryCommand *command)
{
    bool fine = store_check(command->store);
    if (fine)
        printf("%s: nothing is damaged\n", command->path);
    return fine ? CLI_OK : CLI_FINDING;
}

static int history(HistoryCommand *command)
{
    BlDiags diags = {0};
    int status = CLI_FINDING;
    command->store = store_open(command->path, STORE_READ, &diags);
    if (command->store && command->check)
        status = check(command);
    else if (command->store && (command->changes || is_choosing(command)))
        status = show_figures(command);
    else if (command->store)
        status = show_runs(command);
    cli_print_diags(&diags);
    store_close(command->store);
    bl_diag_free(&diags);
    return status;
}

static int check_usage(const HistoryCommand *command)
{
    bool other = command->asks_json || command->changes || command->asks_units;
    if (command->check && (other || is_choosing(command)))
        return cli_usage("history", "--check goes with --store alone");
    if (command->asks_units && !command->changes && !is_choosing(command))
        return cli_usage("history",
                         "--metrics and --alpha are about changes: --changes or the NAME "
                         "of a test is expected with them");
    return CLI_OK;
}

int cmd_history(int argc, char **argv)
{
    HistoryCommand command = {.path = CLI_STORE_DEFAULT};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK) {
        command.names = argv + optind;
        command.known = bl_alloc((size_t)(argc - optind + 1) * sizeof *command.known);
        status = check_usage(&command);
    }
    if (status == CLI_OK)
        status = history(&command);
    free(command.known);
    cli_selection_free(&command.selection);
    return status;
}
