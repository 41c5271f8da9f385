/* cmd_compare.c - `benchline compare`: two runs side by side. */
#include "benchline/compare.h"
#include "benchline/exporter.h"
#include "cli/compare_git.h"
#include "cli/selection.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline compare [options] OLD NEW\n"
    "       benchline compare [options] --git REV..REV [PATH] [-- RUN-OPTION...]\n"
    "\n"
    "Shows what became of every benchmark: medians, the change in percent, and why it is one. What\n"
    "allocates now and did not, and what no longer does, comes first. OLD and NEW are a file that\n"
    "'benchline run --json' wrote, a run of the store (3, latest~1, an identifier), or pool.db@3\n"
    "(see benchline help show).\n"
    "\n"
    "Allocations are counted, so where each side has one value a difference is one, after a single\n"
    "sample, and is called exact. Where values differ within a side, and for time, the Mann-Whitney\n"
    "U test decides, with p corrected for how many benchmarks were tested (Benjamini-Hochberg).\n"
    "\n"
    "      --metrics allocs,bytes,time,all  what to compare, separated by commas (default:\n"
    "                       allocs,bytes)\n"
    "      --all            list what did not change too, and not only how many\n"
    "  -f, --format table|markdown|csv|json  how to print it (default: table); the last two always\n"
    "                       hold all\n"
    "      --json           the same as --format json\n"
    "      --alpha P        a corrected p up to this is a difference (default: 0.05)\n"
    "      --correction bh|holm|none  of p (default: bh)\n"
    "      --exit-code      exit with 1 when anything differs\n"
    "      --store FILE     the store that runs are named in (default: " CLI_STORE_DEFAULT ")\n",
    CLI_SELECTION_NAMES_HELP,
    "      --git REV..REV   measure two revisions of the git repository around PATH (default: the\n"
    "                       current folder), each in a temporary worktree, and compare those.\n"
    "                       Either may be left out: it is HEAD. What follows -- goes to\n"
    "                       'benchline run', and so do --only and --skip\n"
    "      --keep FOLDER    with --git: keep the results there, as old.json and new.json\n"
    "  -q, --quiet          with --git: no progress on standard error\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline compare before.json after.json\n"
    "  benchline compare latest~1 latest                    the last two runs of benchline.db\n"
    "  benchline compare --metrics all --all old.json new.json\n"
    "  benchline compare --git main.. .                     what the current branch changes\n"
    "  benchline compare --git v1.2.0..v1.3.0 -- --count 5\n"
    "\n"
    "docs/compare.md says what the figures mean.\n"
    "\n"
    "exit status: 0 fine; 1 a run could not be read, or, with --exit-code, something differs;\n"
    "2 wrong usage, or --exit-code where no benchmark has a name that --only and --skip take;\n"
    "3 internal error\n",
    NULL,
};

enum {
    OPT_METRICS = CLI_OPT_OWN,
    OPT_ALL,
    OPT_JSON,
    OPT_ALPHA,
    OPT_CORRECTION,
    OPT_EXIT_CODE,
    OPT_STORE,
    OPT_GIT,
    OPT_KEEP
};

static const struct option options[] = {
    {"metrics", required_argument, NULL, OPT_METRICS},
    {"all", no_argument, NULL, OPT_ALL},
    {"format", required_argument, NULL, 'f'},
    {"json", no_argument, NULL, OPT_JSON},
    {"alpha", required_argument, NULL, OPT_ALPHA},
    {"correction", required_argument, NULL, OPT_CORRECTION},
    {"exit-code", no_argument, NULL, OPT_EXIT_CODE},
    {"store", required_argument, NULL, OPT_STORE},
    {"git", required_argument, NULL, OPT_GIT},
    {"keep", required_argument, NULL, OPT_KEEP},
    {"quiet", no_argument, NULL, 'q'},
    CLI_SELECTION_NAMES,
    {NULL, 0, NULL, 0},
};

typedef struct CompareCommand {
    CompareOptions options;
    CompareStyle style;
    const CompareFormat *format;
    CliSelection selection; /* --only and --skip */
    const char *store;
    CompareGit git;
    bool exit_code;
} CompareCommand;

/* ---- options --------------------------------------------------------------------------------- */

static int take_correction(CompareCommand *command, const char *text)
{
    if (compare_correction(text, &command->options.correction))
        return CLI_OK;
    return cli_usage("compare", "--correction takes bh, holm or none, not '%s'", text);
}

static int take_format(CompareCommand *command, const char *name)
{
    command->format = compare_format(name);
    return command->format
               ? CLI_OK
               : cli_usage("compare", "--format takes table, markdown, csv or json, not '%s'",
                           name);
}

/* Compiled here, and handed on as text to what measures. */
static int take_name(CompareCommand *command, int option, const char *argument)
{
    if (option == CLI_OPT_ONLY || option == CLI_OPT_SKIP) {
        bl_vec_push(&command->git.run, option == CLI_OPT_ONLY ? "--only" : "--skip");
        bl_vec_push(&command->git.run, argument);
    }
    return cli_selection_option(&command->selection, "compare", option, argument);
}

static int take_option(void *context, int option, const char *argument)
{
    CompareCommand *command = context;
    switch (option) {
    case OPT_METRICS:
        return cli_take_metrics("compare", argument, &command->options.units);
    case OPT_ALL:
        command->style.all = true;
        return CLI_OK;
    case 'f':
        return take_format(command, argument);
    case OPT_JSON:
        return take_format(command, "json");
    case OPT_ALPHA:
        return cli_take_alpha("compare", argument, &command->options.alpha);
    case OPT_CORRECTION:
        return take_correction(command, argument);
    case OPT_EXIT_CODE:
        command->exit_code = true;
        return CLI_OK;
    case OPT_STORE:
        command->store = argument;
        return CLI_OK;
    case OPT_GIT:
        command->git.range = argument;
        return CLI_OK;
    case OPT_KEEP:
        command->git.keep = argument;
        return CLI_OK;
    case 'q':
        command->git.quiet = true;
        return CLI_OK;
    default:
        return take_name(command, option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "compare", .help = help, .options = options, .take = take_option};

/* What stands behind "--" is for `run`; returns how many arguments stand before it. */
static int cut_run_options(CompareCommand *command, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--") == 0) {
            command->git.has_rest = true;
            command->git.rest = (const char *const *)&argv[i + 1];
            command->git.rest_count = (size_t)(argc - i - 1);
            return i;
        }
    return argc;
}

static int check_arguments(const CompareCommand *command, int count, char **arguments)
{
    if (command->git.range)
        return count <= 1
                   ? CLI_OK
                   : cli_usage("compare", "--git takes one PATH, not '%s' too", arguments[1]);
    if (command->git.has_rest || command->git.keep)
        return cli_usage("compare", "%s goes with --git only",
                         command->git.has_rest ? "what follows --" : "--keep");
    if (count == 2)
        return CLI_OK;
    return count > 2 ? cli_usage("compare", "two runs at a time, not '%s' too", arguments[2])
                     : cli_usage("compare", "%s: give OLD and NEW, or --git REV..REV",
                                 count ? "one run only" : "no runs");
}

/* ---- comparing ------------------------------------------------------------------------------- */

/* How many benchmarks --only and --skip left none of; 0: they left some, or there are none. Most
 * are in both runs. */
static size_t choose(const CompareCommand *command, Results *before, Results *after)
{
    FindFilter filter = cli_selection_filter(&command->selection);
    size_t old = results_totals(before).benchmarks, new = results_totals(after).benchmarks;
    export_filter(before, &filter);
    export_filter(after, &filter);
    if (results_totals(before).benchmarks + results_totals(after).benchmarks)
        return 0;
    return old > new ? old : new;
}

static int compare(const CompareCommand *command, Results *before, Results *after)
{
    Comparison comparison;
    CompareStyle style = command->style;
    style.colour = cli_use_colour(stdout);
    style.left_out = choose(command, before, after);
    if (command->exit_code && style.left_out)
        return cli_usage("compare",
                         "none of the %zu benchmarks has a name that --only and --skip take",
                         style.left_out);
    compare_results(&comparison, before, after, &command->options);
    command->format->write(&comparison, &style, stdout);
    bool differs = compare_differs(&comparison);
    compare_free(&comparison);
    return command->exit_code && differs ? CLI_FINDING : CLI_OK;
}

static int compare_runs(const CompareCommand *command, const char *old, const char *new,
                        const char *store)
{
    Results before, after;
    BlDiags diags = {0};
    bool able = results_open(&before, old, store, &diags);
    able &= results_open(&after, new, store, &diags);
    cli_print_diags(&diags);
    int status = able ? compare(command, &before, &after) : CLI_FINDING;
    results_free(&before);
    results_free(&after);
    bl_diag_free(&diags);
    return status;
}

static int compare_revisions(CompareCommand *command, const char *path)
{
    command->git.path = path;
    int status = compare_git_measure(&command->git);
    if (status == CLI_OK) {
        command->style.before_name = command->git.names[0];
        command->style.after_name = command->git.names[1];
        status = compare_runs(command, command->git.results[0], command->git.results[1], NULL);
    }
    compare_git_free(&command->git);
    return status;
}

static int run(CompareCommand *command, int argc, char **argv)
{
    int status = check_arguments(command, argc - optind, argv + optind);
    if (status != CLI_OK)
        return status;
    if (command->git.range)
        return compare_revisions(command, optind < argc ? argv[optind] : ".");
    command->style.before_name = argv[optind];
    command->style.after_name = argv[optind + 1];
    return compare_runs(command, argv[optind], argv[optind + 1], command->store);
}

int cmd_compare(int argc, char **argv)
{
    CompareCommand command = {.format = &compare_formats[0],
                              .store = CLI_STORE_DEFAULT,
                              .options.units = 1U << COMPARE_ALLOCS | 1U << COMPARE_BYTES};
    argc = cut_run_options(&command, argc, argv);
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK)
        status = run(&command, argc, argv);
    cli_selection_free(&command.selection);
    bl_vec_free(&command.git.run);
    return status;
}
