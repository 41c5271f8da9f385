/* cmd_check.c - `benchline check`: do results keep the rules? */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/check.h"
#include "benchline/exporter.h"
#include "benchline/path.h"
#include "cli/selection.h"
#include "cli/stored.h"

/* In pieces: a string literal has at most 4095 bytes (C11, 5.2.4.1). */
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
    "      --json           print JSON instead of lines\n"
    "      --alpha P        of what has to be tested, time for instance: a corrected p up to this is\n"
    "                       a difference (default: 0.05)\n"
    "      --store FILE     the store that runs are named in (default: " CLI_STORE_DEFAULT
    ")\n" CLI_SELECTION_NAMES_HELP "  -q, --quiet          nothing on standard error but errors\n"
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
    "2 wrong usage; 3 an output could not be written\n",
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
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

typedef struct Gate {
    const char *results, *baseline, *config, *junit, *sarif, *summary, *store;
    CheckOptions options;
    CliSelection selection; /* --only and --skip */
    bool json, quiet, help;
} Gate;

static int take_option(void *context, int option, const char *argument)
{
    Gate *gate = context;
    switch (option) {
    case OPT_BASELINE:
        gate->baseline = argument;
        return CLI_OK;
    case OPT_RULES:
        gate->config = argument;
        return CLI_OK;
    case OPT_JUNIT:
        gate->junit = argument;
        return CLI_OK;
    case OPT_SARIF:
        gate->sarif = argument;
        return CLI_OK;
    case OPT_SUMMARY:
        gate->summary = argument;
        return CLI_OK;
    case OPT_JSON:
        gate->json = true;
        return CLI_OK;
    case OPT_ALPHA:
        return cli_take_alpha("check", argument, &gate->options.alpha);
    case OPT_STORE:
        gate->store = argument;
        return CLI_OK;
    case 'q':
        gate->quiet = true;
        return CLI_OK;
    case 'h':
        gate->help = true;
        return CLI_OK;
    default:
        return cli_selection_option(&gate->selection, "check", option, argument);
    }
}

/* ---- rules ----------------------------------------------------------------------------------- */

enum { LONGEST_FILE = 1 << 20 };

/* In the current folder or the next one above it that has one; NULL: there is none. As short as
 * "../benchline.check". */
static const char *find_config(BlArena *arena)
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

static bool read_config(CheckRules *rules, const char *file, BlDiags *diags)
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

/* Is there anything that the rules ask for? */
static bool asks(const CheckRules *rules, bool has_baseline)
{
    for (size_t i = 0; i < rules->list.count; i++) {
        CheckRuleKind kind = rules->list.items[i].kind;
        if (kind == CHECK_LIMIT || (kind == CHECK_INCREASE && has_baseline))
            return true;
    }
    return false;
}

static int take_rules(const Gate *gate, CheckRules *rules, BlDiags *diags)
{
    BlArena arena = {0};
    const char *file = gate->config ? gate->config : find_config(&arena);
    int status = CLI_OK;
    if (file)
        status = read_config(rules, file, diags) ? CLI_OK : CLI_FINDING;
    else
        check_default_rules(rules);
    if (status == CLI_OK && !gate->baseline && !asks(rules, false))
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

static int cannot_write(const char *path, int error)
{
    fprintf(stderr, "benchline check: cannot write %s: %s\n", path, strerror(error));
    return CLI_INTERNAL;
}

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

static int write_output(const char *path, void (*write)(const Check *check, FILE *out),
                        const Check *check)
{
    char *text = NULL;
    size_t size = 0;
    if (!path)
        return CLI_OK;
    FILE *memory = open_memstream(&text, &size);
    if (!memory)
        bl_out_of_memory(0);
    write(check, memory);
    int error = ferror(memory) ? EIO : 0;
    if (fclose(memory) != 0)
        error = errno;
    BlStr bytes = {text, size};
    if (!error)
        error = is_step_summary(path) ? append(path, bytes) : bl_file_write(path, bytes);
    free(text);
    return error ? cannot_write(path, error) : CLI_OK;
}

static void say_idle(const Check *check)
{
    for (size_t i = 0; i < check->idle.count; i++) {
        const CheckRule *rule = check->idle.items[i];
        fprintf(stderr, "%s:%u:%u: warning: no benchmark has a name that this is for: %s\n",
                rule->file, rule->line, rule->column, rule->text);
    }
}

static void say_total(const Check *check)
{
    size_t violations = check->violations.count, rules = check->rules->list.count;
    fprintf(stderr, "benchline: %zu violation%s, of %zu benchmark%s and %zu rule%s%s\n", violations,
            violations == 1 ? "" : "s", check->checked, check->checked == 1 ? "" : "s", rules,
            rules == 1 ? "" : "s",
            check->has_baseline ? "" : "; without a baseline nothing is an increase");
}

static int report(const Gate *gate, const Check *check)
{
    if (gate->json)
        check_write_json(check, stdout);
    else
        check_write_text(check, stdout);
    fflush(stdout);
    if (!gate->quiet) {
        say_idle(check);
        say_total(check);
    }
    int status = check->violations.count ? CLI_FINDING : CLI_OK;
    int written[] = {write_output(gate->junit, check_write_junit, check),
                     write_output(gate->sarif, check_write_sarif, check),
                     write_output(gate->summary, check_write_summary, check)};
    for (size_t i = 0; i < sizeof written / sizeof written[0]; i++)
        if (written[i] != CLI_OK)
            status = written[i];
    return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

static int check_with(const Gate *gate, const CheckRules *rules, BlDiags *diags)
{
    Results results, baseline;
    FindFilter filter = cli_selection_filter(&gate->selection);
    bool able = results_open(&results, gate->results, gate->store, diags);
    if (gate->baseline)
        able &= results_open(&baseline, gate->baseline, gate->store, diags);
    int status = CLI_FINDING;
    cli_print_diags(diags);
    if (able) {
        Check check;
        export_filter(&results, &filter);
        if (gate->baseline)
            export_filter(&baseline, &filter);
        check_results(&check, &results, gate->baseline ? &baseline : NULL, rules, &gate->options);
        status = report(gate, &check);
        check_free(&check);
    }
    results_free(&results);
    if (gate->baseline)
        results_free(&baseline);
    return status;
}

static int check_gate(const Gate *gate)
{
    CheckRules rules = {0};
    BlDiags diags = {0};
    int status = take_rules(gate, &rules, &diags);
    if (status == CLI_OK)
        status = check_with(gate, &rules, &diags);
    else
        cli_print_diags(&diags);
    check_rules_free(&rules);
    bl_diag_free(&diags);
    return status;
}

int cmd_check(int argc, char **argv)
{
    Gate gate = {.store = CLI_STORE_DEFAULT};
    int status = cli_options("check", argc, argv, ":qh", options, take_option, &gate);
    if (status == CLI_OK && gate.help)
        for (size_t i = 0; i < sizeof help / sizeof help[0]; i++)
            fputs(help[i], stdout);
    else if (status == CLI_OK && argc - optind != 1)
        status =
            argc > optind
                ? cli_usage("check",
                            "one run at a time, not '%s' too; the one to compare with "
                            "is --baseline's",
                            argv[optind + 1])
                : cli_usage("check", "no RESULTS: give a file that 'benchline run --json' wrote");
    else if (status == CLI_OK) {
        gate.results = argv[optind];
        status = check_gate(&gate);
    }
    cli_selection_free(&gate.selection);
    return status;
}
