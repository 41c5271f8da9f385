/* cmd_extract.c - `benchline extract`: logs of `go test -bench` in, a table or JSON out. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/extractor.h"
#include "benchline/path.h"
#include "cli/selection.h"
#include "cli/stored.h"

static const char help[] =
    "usage: benchline extract [options] [LOG...]\n"
    "\n"
    "Reads what `go test -bench` printed, in any of its forms (plain, -v, -json; several "
    "packages;\n"
    "tests that print in between; failed builds, panics, timeouts), and shows bytes, allocations\n"
    "and time per operation of each benchmark, or why it has none. A LOG is a file; - is standard\n"
    "input, which is also read when there is no LOG.\n"
    "\n"
    "      --json           print JSON instead of a table\n"
    "      --jsonl          print a line of JSON for each benchmark, and for each package that has "
    "none\n"
    "                       or did not end well, as soon as its run has ended, and keep nothing; "
    "not\n"
    "                       with --json, --output, --store and --label\n"
    "  -o, --output FILE    write the JSON to FILE as well, whole or not at all; - is "
    "--json\n" CLI_STORE_HELP "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  go test -run '^$' -bench . -benchmem ./... 2>&1 | benchline extract\n"
    "  benchline extract -o results.json monday.log tuesday.log\n"
    "  go test -bench . -benchmem -json ./... | benchline extract --json |\n"
    "      jq '.projects[].packages[].benchmarks[] | select(.allocs_per_op > 0) | .name'\n"
    "  go test -bench . ./... | benchline extract --jsonl | jq 'select(.bytes_per_op > 1e6)'\n"
    "\n"
    "docs/results.md explains the JSON.\n"
    "\n"
    "exit status: 0 fine; 1 a benchmark or a package failed, or a LOG could not be read (see the\n"
    "messages); 2 wrong usage; 3 the results could not be written\n";

typedef struct Options {
    bool json, lines, help;
    const char *output, *store, *label;
    char **logs; /* ends in NULL */
} Options;

enum { OPTION_JSON = CLI_OPT_OWN, OPTION_LINES, OPTION_STORE, OPTION_LABEL };

static const struct option table[] = {
    {"json", no_argument, NULL, OPTION_JSON},
    {"jsonl", no_argument, NULL, OPTION_LINES},
    {"output", required_argument, NULL, 'o'},
    {"store", required_argument, NULL, OPTION_STORE},
    {"label", required_argument, NULL, OPTION_LABEL},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static int take_option(void *context, int option, const char *argument)
{
    Options *options = context;
    switch (option) {
    case OPTION_JSON:
        options->json = true;
        return CLI_OK;
    case OPTION_LINES:
        options->lines = true;
        return CLI_OK;
    case 'o':
        cli_take_output(argument, &options->output, &options->json);
        return CLI_OK;
    case OPTION_STORE:
        options->store = argument;
        return CLI_OK;
    case OPTION_LABEL:
        return cli_take_label("extract", argument, &options->label);
    default:
        options->help = true;
        return CLI_OK;
    }
}

/* False when something could not be read. */
static bool read_logs(char **logs, Results *results, const ExtractSink *sink, BlDiags *diags)
{
    bool all = true;
    if (!logs[0])
        return extract_file_to(results, "-", sink, diags);
    for (char **log = logs; *log; log++)
        all &= extract_file_to(results, *log, sink, diags);
    return all;
}

/* Whether the results hold anything that somebody should look at. */
static bool has_findings(const Results *results)
{
    ResultTotals totals = results_totals(results);
    return totals.by_status[RESULT_OK] + totals.by_status[RESULT_SKIPPED] != totals.benchmarks ||
           totals.packages_by_status[RESULT_PACKAGE_OK] +
                   totals.packages_by_status[RESULT_PACKAGE_NO_TESTS] !=
               totals.packages;
}

/* 0 or an errno value. */
static int write_file(const Results *results, const char *path)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    if (!memory)
        return errno;
    int error = results_write_json(results, memory);
    if (fclose(memory) != 0 && !error)
        error = errno;
    if (!error)
        error = bl_file_write(path, bl_str(text, size));
    free(text);
    return error;
}

/* What goes to standard output is checked when all commands end, by cli_finish(). */
static int write_results(const Results *results, const Options *options)
{
    int error = options->output ? write_file(results, options->output) : 0;
    if (options->json)
        results_write_json(results, stdout);
    else
        results_print(results, cli_use_colour(stdout), stdout);
    if (error)
        fprintf(stderr, "benchline: cannot write %s: %s\n", options->output, strerror(error));
    return error ? CLI_INTERNAL : CLI_OK;
}

/* ---- lines of JSON -------------------------------------------------------------------------- */

enum { LINES_MAX = 64 * 1024 }; /* bytes kept of them at most */

typedef struct Lines {
    const Results *results;
    BlBuf text;   /* not written yet */
    bool finding; /* something is not fine */
} Lines;

static void write_lines(Lines *lines)
{
    fwrite(bl_buf_view(&lines->text).ptr, 1, lines->text.len, stdout);
    bl_buf_clear(&lines->text);
}

static void take_row(void *context, const ResultPackage *package, const ResultBenchmark *row)
{
    Lines *lines = context;
    lines->finding |= row->status != RESULT_OK && row->status != RESULT_SKIPPED;
    extract_row_line(lines->results, package, row, &lines->text);
    if (lines->text.len > LINES_MAX)
        write_lines(lines);
}

static void take_package(void *context, const ResultPackage *package, size_t rows)
{
    Lines *lines = context;
    bool fine = package->status == RESULT_PACKAGE_OK || package->status == RESULT_PACKAGE_NO_TESTS;
    lines->finding |= !fine;
    if (!fine || rows == 0)
        extract_package_line(lines->results, package, &lines->text);
}

/* Who reads the lines in a pipe has them while the next package runs. */
static void take_run(void *context, const ResultPackage *package)
{
    (void)package;
    write_lines(context);
    fflush(stdout);
}

static int print_lines(const Options *options)
{
    Results results;
    BlDiags diags = {0};
    Lines lines = {.results = &results};
    ExtractSink sink = {take_row, take_run, take_package, &lines};
    results_init(&results, "log");
    bool read = read_logs(options->logs, &results, &sink, &diags);
    write_lines(&lines);
    cli_print_diags(&diags);
    int status = read && !diags.errors && !lines.finding ? CLI_OK : CLI_FINDING;
    bl_buf_free(&lines.text);
    bl_diag_free(&diags);
    results_free(&results);
    return status;
}

/* ---- the command ---------------------------------------------------------------------------- */

static int print_results(const Options *options)
{
    Results results;
    BlDiags diags = {0};
    Store *store = options->store ? cli_store_open(options->store) : NULL;
    if (options->store && !store)
        return CLI_INTERNAL;
    results_init(&results, "log");
    results.label = options->label;
    bool read = read_logs(options->logs, &results, NULL, &diags);
    cli_print_diags(&diags);
    int status = write_results(&results, options);
    if (store && cli_store_results(store, options->store, &results, true) != CLI_OK)
        status = CLI_INTERNAL;
    if (status == CLI_OK && (!read || diags.errors || has_findings(&results)))
        status = CLI_FINDING;
    bl_diag_free(&diags);
    results_free(&results);
    return status;
}

int cmd_extract(int argc, char **argv)
{
    Options options = {.logs = argv + argc};
    int status = cli_options("extract", argc, argv, ":o:h", table, take_option, &options);
    if (status != CLI_OK)
        return status;
    if (options.help) {
        fputs(help, stdout);
        return CLI_OK;
    }
    if (options.lines && (options.json || options.output || options.store || options.label))
        return cli_usage("extract", "--jsonl goes without %s: it keeps no results",
                         options.output  ? "--output"
                         : options.json  ? "--json"
                         : options.store ? "--store"
                                         : "--label");
    options.logs = argv + optind;
    if (!options.logs[0] && isatty(STDIN_FILENO))
        return cli_usage("extract", "no LOG, and standard input is a terminal");
    return options.lines ? print_lines(&options) : print_results(&options);
}
