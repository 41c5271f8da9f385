/* cmd_extract.c - `benchline extract`: logs of `go test -bench` in, a table or JSON out. */
#include <errno.h>
#include <unistd.h>

#include "benchline/extractor.h"
#include "cli/options.h"
#include "cli/output.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline extract [options] [LOG...]\n"
    "\n"
    "Reads what `go test -bench` printed, in any of its forms (plain, -v, -json; several packages;\n"
    "tests that print in between; failed builds, panics, timeouts), and shows bytes, allocations\n"
    "and time per operation of each benchmark, or why it has none. A LOG is a file; - is standard\n"
    "input, which is also read when there is no LOG.\n"
    "\n"
    "      --json           print JSON instead of a table (docs/results.md)\n"
    "      --jsonl          print a line of JSON for each benchmark, and for each package that has none\n"
    "                       or did not end well, as soon as its run has ended, and keep nothing; not\n"
    "                       with --json, --output, --store and --label\n"
    "  -o, --output FILE    write the JSON to FILE too, whole or not at all; - is --json\n",
    CLI_STORE_HELP,
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  go test -run '^$' -bench . -benchmem ./... 2>&1 | benchline extract\n"
    "  benchline extract -o results.json monday.log tuesday.log\n"
    "  go test -bench . -benchmem -json ./... | benchline extract --json |\n"
    "      jq '.projects[].packages[].benchmarks[] | select(.allocs_per_op > 0) | .name'\n"
    "  go test -bench . ./... | benchline extract --jsonl | jq 'select(.bytes_per_op > 1e6)'\n"
    "\n"
    "exit status: 0 fine; 1 a benchmark or a package failed, or a LOG could not be read (see the\n"
    "messages); 2 wrong usage; 3 the results could not be written\n",
    NULL,
};

enum { OPT_JSON = CLI_OPT_OWN, OPT_LINES, OPT_STORE, OPT_LABEL };

static const struct option options[] = {
    {"json", no_argument, NULL, OPT_JSON},         {"jsonl", no_argument, NULL, OPT_LINES},
    {"output", required_argument, NULL, 'o'},      {"store", required_argument, NULL, OPT_STORE},
    {"label", required_argument, NULL, OPT_LABEL}, {NULL, 0, NULL, 0},
};

typedef struct ExtractCommand {
    bool json, lines;
    const char *output, *store, *label;
    BlDiags diags;
} ExtractCommand;

static int take_option(void *context, int option, const char *argument)
{
    ExtractCommand *command = context;
    switch (option) {
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case OPT_LINES:
        command->lines = true;
        return CLI_OK;
    case 'o':
        cli_take_output(argument, &command->output, &command->json);
        return CLI_OK;
    case OPT_STORE:
        command->store = argument;
        return CLI_OK;
    default: /* OPT_LABEL */
        return cli_take_label("extract", argument, &command->label);
    }
}

static const CliSyntax syntax = {
    .command = "extract", .help = help, .options = options, .take = take_option};

/* What there is to say, which is then forgotten. */
static void say(ExtractCommand *command)
{
    cli_print_diags(&command->diags);
    bl_diag_free(&command->diags);
}

/* False when something could not be read, or was not understood. */
static bool read_logs(ExtractCommand *command, char **logs, Results *results,
                      const ExtractSink *sink)
{
    bool all = logs[0] || extract_file_to(results, "-", sink, &command->diags);
    for (char **log = logs; *log; log++)
        all &= extract_file_to(results, *log, sink, &command->diags);
    all = all && !command->diags.errors;
    say(command);
    return all;
}

static int write_results(const ExtractCommand *command, const Results *results)
{
    int status = command->output ? cli_write_results("extract", results, command->output) : CLI_OK;
    cli_print_results(results, command->json);
    return status;
}

static int extract(ExtractCommand *command, char **logs)
{
    Results results;
    Store *store =
        command->store ? store_open(command->store, STORE_CREATE, &command->diags) : NULL;
    say(command);
    if (command->store && !store)
        return CLI_INTERNAL;
    results_init(&results, "log");
    results.label = command->label;
    bool read = read_logs(command, logs, &results, NULL);
    int status = write_results(command, &results);
    if (store && !store_import(store, &results, NULL, NULL))
        status = CLI_INTERNAL;
    say(command);
    store_close(store);
    if (status == CLI_OK)
        status = read ? cli_status_of(&results) : CLI_FINDING;
    results_free(&results);
    return status;
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
    if (fwrite(bl_buf_view(&lines->text).ptr, 1, lines->text.len, stdout) < lines->text.len)
        cli_output_failed(errno);
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
    if (fflush(stdout) != 0)
        cli_output_failed(errno);
}

static int extract_lines(ExtractCommand *command, char **logs)
{
    Results results;
    Lines lines = {.results = &results};
    ExtractSink sink = {take_row, take_run, take_package, &lines};
    results_init(&results, "log");
    bool read = read_logs(command, logs, &results, &sink);
    write_lines(&lines);
    bl_buf_free(&lines.text);
    results_free(&results);
    return read && !lines.finding ? CLI_OK : CLI_FINDING;
}

/* ---- the command ---------------------------------------------------------------------------- */

int cmd_extract(int argc, char **argv)
{
    ExtractCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    if (command.lines && (command.json || command.output || command.store || command.label))
        return cli_usage("extract", "--jsonl goes without %s: it keeps no results",
                         command.output  ? "--output"
                         : command.json  ? "--json"
                         : command.store ? "--store"
                                         : "--label");
    if (optind == argc && isatty(STDIN_FILENO))
        return cli_usage("extract", "no LOG, and standard input is a terminal");
    return command.lines ? extract_lines(&command, argv + optind)
                         : extract(&command, argv + optind);
}
