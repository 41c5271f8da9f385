/* cmd_check.c - `benchline check`: do results keep the rules? */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/check.h"
#include "benchline/exporter.h"
#include "benchline/path.h"
#include "cli/output.h"
#include "cli/selection.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline check [options] RESULTS\n"
    "\n"
    "Checks results against rules, and against earlier results. Prints one line for each violation,\n"
    "the place of the test first, so that editors can go there. RESULTS are a file that 'benchline\n"
    "run --json' wrote, a run of the store (3, latest~1, an identifier), or pool.db@3.\n"
    "\n"
    "The rules stand in a file named " CHECK_FILE
    ", in the current folder or one above it. One on each\n"
    "line; what follows 'for' is a regular expression of the whole name:\n"
    "\n"
    "  max-allocs-increase = 0                  # against the baseline; for all that follows no 'for'\n"
    "  max-bytes-increase = 5%\n"
    "  max-time-increase = 10% for TestParse.*  # the last line that fits a test counts\n"
    "  allocs/op <= 3 for TestParse.*           # also < == >= >; B/op and ns/op\n"
    "  allow-missing for TestOld                # it may be gone\n"
    "  allow-failing for TestFlaky.*\n"
    "\n"
    "Without such a file, but with --baseline, the only rule is max-allocs-increase = 0. A test\n"
    "that fails, or that is missing and was in the baseline, is always a violation unless allowed.\n"
    "\n",
    "      --baseline RESULTS  what increases are measured against\n"
    "      --rules FILE     the rules, instead of looking for " CHECK_FILE "\n"
    "      --junit FILE     write JUnit's XML too, with a case for each benchmark\n"
    "      --sarif FILE     write SARIF 2.1.0 too, with each violation at its test\n"
    "      --summary FILE   write Markdown too; put behind what is there where FILE is\n"
    "                       $GITHUB_STEP_SUMMARY\n"
    "      --json           print JSON instead of lines (docs/check.md)\n"
    "      --alpha P        of what has to be tested, time for instance: a corrected p up to this is\n"
    "                       a difference (default: 0.05)\n"
    "      --store FILE     the store that runs are named in (default: " CLI_STORE_DEFAULT ")\n",
    CLI_SELECTION_NAMES_HELP,
    "  -q, --quiet          nothing on standard error but errors\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline check after.json --baseline before.json\n"
    "  benchline check --rules ci.check --junit report.xml results.json\n"
    "  benchline check latest --baseline latest~1 --summary \"$GITHUB_STEP_SUMMARY\"\n"
    "\n"
    "docs/check.md describes the rules and the files.\n"
    "\n"
    "exit status: 0 all rules are kept; 1 a violation, or results or rules that cannot be read;\n"
    "2 wrong usage, or no benchmark has a name that --only and --skip take; 3 an output could not\n"
    "be written\n",
    NULL,
};

enum {
    OPT_BASELINE = CLI_OPT_OWN,
    OPT_RULES,
    OPT_JUNIT,
    OPT_SARIF,
    OPT_SUMMARY,
    OPT_JSON,
    OPT_ALPHA,
    OPT_STORE
};

static const struct option options[] = {
    {"baseline", required_argument, NULL, OPT_BASELINE},
    {"rules", required_argument, NULL, OPT_RULES},
    {"junit", required_argument, NULL, OPT_JUNIT},
    {"sarif", required_argument, NULL, OPT_SARIF},
    {"summary", required_argument, NULL, OPT_SUMMARY},
    {"json", no_argument, NULL, OPT_JSON},
    {"alpha", required_argument, NULL, OPT_ALPHA},
    {"store", required_argument, NULL, OPT_STORE},
    {"quiet", no_argument, NULL, 'q'},
    CLI_SELECTION_NAMES,
    {NULL, 0, NULL, 0},
};

typedef struct CheckCommand {
    const char *results, *baseline, *rules, *junit, *sarif, *summary, *store;
    CheckOptions options;
    CliSelection selection; /* --only and --skip */
    bool json, quiet;
} CheckCommand;

/* Standard output has the violations. */
static int take_file(const char *option, const char *argument, const char **file)
{
    *file = argument;
    if (strcmp(argument, "-") == 0)
        return cli_usage("check", "%s takes a file; standard output has the violations", option);
    return CLI_OK;
}

static int take_option(void *context, int option, const char *argument)
{
    CheckCommand *command = context;
    switch (option) {
    case OPT_BASELINE:
        command->baseline = argument;
        return CLI_OK;
    case OPT_RULES:
        command->rules = argument;
        return CLI_OK;
    case OPT_JUNIT:
        return take_file("--junit", argument, &command->junit);
    case OPT_SARIF:
        return take_file("--sarif", argument, &command->sarif);
    case OPT_SUMMARY:
        return take_file("--summary", argument, &command->summary);
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case OPT_ALPHA:
        return cli_take_alpha("check", argument, &command->options.alpha);
    case OPT_STORE:
        command->store = argument;
        return CLI_OK;
    case 'q':
        command->quiet = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "check", option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "check", .help = help, .options = options, .take = take_option};

/* ---- rules ----------------------------------------------------------------------------------- */

enum { LONGEST_FILE = 1 << 20 };

/* In the current folder or the next one above it that has one; NULL: there is none. As short as
 * "../benchline.check". */
static const char *find_rules(BlArena *arena)
{
    const char *here = bl_path_real(arena, "."), *up = "";
    while (here) {
        const char *file = bl_arena_printf(arena, "%s%s", up, CHECK_FILE);
        if (bl_path_is_file(file))
            return file;
        if (strcmp(here, "/") == 0)
            return NULL;
        here = bl_path_dir(arena, here);
        up = bl_arena_printf(arena, "../%s", up);
    }
    return NULL;
}

static bool read_rules(CheckRules *rules, const char *file, BlDiags *diags)
{
    BlBuf text = {0};
    int error = bl_file_read(file, LONGEST_FILE, &text);
    bool able = !error;
    if (error) {
        *rules = (CheckRules){0};
        bl_diag_add(diags, BL_ERROR, file, "cannot read it: %s", strerror(error));
    } else {
        able = check_read_rules(rules, file, bl_buf_view(&text), diags);
    }
    bl_buf_free(&text);
    return able;
}

/* Is there anything that the rules ask for without a baseline? */
static bool has_limits(const CheckRules *rules)
{
    for (size_t i = 0; i < rules->list.count; i++)
        if (rules->list.items[i].kind == CHECK_LIMIT)
            return true;
    return false;
}

static int take_rules(const CheckCommand *command, CheckRules *rules, BlDiags *diags)
{
    BlArena arena = {0};
    const char *file = command->rules ? command->rules : find_rules(&arena);
    int status = CLI_OK;
    if (file)
        status = read_rules(rules, file, diags) ? CLI_OK : CLI_FINDING;
    else
        check_default_rules(rules);
    if (status == CLI_OK && file && !command->baseline && !rules->list.count)
        status = cli_usage("check",
                           "%s has no rules: expected are lines such as 'allocs/op <= 3 for "
                           "TestParse' (docs/check.md)",
                           file);
    else if (status == CLI_OK && !command->baseline && !has_limits(rules))
        status = file ? cli_usage("check",
                                  "%s has no limits, only rules against a baseline: give "
                                  "--baseline RESULTS too",
                                  file)
                      : cli_usage("check",
                                  "there is no %s here or above: write one, name one with "
                                  "--rules, or give --baseline RESULTS",
                                  CHECK_FILE);
    bl_arena_free(&arena);
    return status;
}

/* ---- outputs --------------------------------------------------------------------------------- */

static int append(const char *path, BlStr text)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    int error = fd < 0 ? errno : bl_write_all(fd, text);
    if (fd >= 0 && close(fd) != 0 && !error)
        error = errno;
    return error;
}

/* Where other steps of a job have written too. */
static bool is_step_summary(const char *path)
{
    const char *summary = getenv("GITHUB_STEP_SUMMARY");
    return summary && strcmp(path, summary) == 0;
}

typedef struct Output {
    const char *path; /* NULL: it is not asked for */
    void (*write)(const Check *check, FILE *out);
    const Check *check;
} Output;

static void print_output(const void *context, FILE *out)
{
    const Output *output = context;
    output->write(output->check, out);
}

static int write_output(const Output *output)
{
    BlBuf text = {0};
    if (!output->path)
        return CLI_OK;
    int error = cli_print_to_text(print_output, output, &text);
    if (!error)
        error = is_step_summary(output->path) ? append(output->path, bl_buf_view(&text))
                                              : bl_file_write(output->path, bl_buf_view(&text));
    bl_buf_free(&text);
    return error ? cli_cannot_write("check", output->path, error) : CLI_OK;
}

static void say_idle(const Check *check)
{
    for (size_t i = 0; i < check->idle.count; i++) {
        const CheckRule *rule = check->idle.items[i];
        fprintf(cli_messages(), "%s:%u:%u: warning: no benchmark has a name that this is for: %s\n",
                rule->file, rule->line, rule->column, rule->text);
    }
}

static void say_total(const Check *check)
{
    size_t violations = check->violations.count, rules = check->rules->list.count;
    fprintf(cli_messages(), "benchline: %zu violation%s, of %zu benchmark%s and %zu rule%s%s\n",
            violations, violations == 1 ? "" : "s", check->checked, check->checked == 1 ? "" : "s",
            rules, rules == 1 ? "" : "s",
            check->has_baseline ? "" : "; without a baseline nothing is an increase");
}

static int report(const CheckCommand *command, const Check *check)
{
    if (command->json)
        check_write_json(check, stdout);
    else
        check_write_text(check, stdout);
    fflush(stdout);
    if (!command->quiet) {
        say_idle(check);
        say_total(check);
    }
    int status = check->violations.count ? CLI_FINDING : CLI_OK;
    const Output outputs[] = {{command->junit, check_write_junit, check},
                              {command->sarif, check_write_sarif, check},
                              {command->summary, check_write_summary, check}};
    for (size_t i = 0; i < sizeof outputs / sizeof outputs[0]; i++)
        status = cli_worse(status, write_output(&outputs[i]));
    return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

/* `baseline` is NULL when there is none. Choosing no benchmark of some is no check at all. */
static int choose(const CheckCommand *command, Results *results, Results *baseline)
{
    FindFilter filter = cli_selection_filter(&command->selection);
    size_t all = results_totals(results).benchmarks, before = 0, left;
    export_filter(results, &filter);
    left = results_totals(results).benchmarks;
    if (baseline) {
        before = results_totals(baseline).benchmarks;
        export_filter(baseline, &filter);
        left += results_totals(baseline).benchmarks;
    }
    all = before > all ? before : all; /* most are in both */
    if (all && !left)
        return cli_usage("check",
                         "none of the %zu benchmarks has a name that --only and --skip take", all);
    return CLI_OK;
}

static int check_read(const CheckCommand *command, Results *results, Results *baseline,
                      const CheckRules *rules)
{
    Check check;
    int status = choose(command, results, baseline);
    if (status != CLI_OK)
        return status;
    check_results(&check, results, baseline, rules, &command->options);
    status = report(command, &check);
    check_free(&check);
    return status;
}

static int check_with(const CheckCommand *command, const CheckRules *rules, BlDiags *diags)
{
    Results results, baseline;
    bool able = results_open(&results, command->results, command->store, diags);
    if (command->baseline)
        able &= results_open(&baseline, command->baseline, command->store, diags);
    int status = CLI_FINDING;
    cli_print_diags(diags);
    if (able)
        status = check_read(command, &results, command->baseline ? &baseline : NULL, rules);
    results_free(&results);
    if (command->baseline)
        results_free(&baseline);
    return status;
}

static int check_rules(const CheckCommand *command)
{
    CheckRules rules = {0};
    BlDiags diags = {0};
    int status = take_rules(command, &rules, &diags);
    if (status == CLI_OK)
        status = check_with(command, &rules, &diags);
    else
        cli_print_diags(&diags);
    check_rules_free(&rules);
    bl_diag_free(&diags);
    return status;
}

int cmd_check(int argc, char **argv)
{
    CheckCommand command = {.store = CLI_STORE_DEFAULT};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK && optind == argc)
        status = cli_usage("check", "no RESULTS: give a file that 'benchline run --json' wrote");
    else if (status == CLI_OK && optind + 1 < argc)
        status = cli_usage("check",
                           "one run at a time, not '%s' too; the one to compare with is "
                           "--baseline's",
                           argv[optind + 1]);
    if (status == CLI_OK) {
        command.results = argv[optind];
        status = check_rules(&command);
    }
    cli_selection_free(&command.selection);
    return status;
}
