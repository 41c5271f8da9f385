/* cmd_export.c - `benchline export`: results in, another format out. */
#include <stdlib.h>

#include "benchline/exporter.h"
#include "benchline/store.h"
#include "cli/output.h"
#include "cli/selection.h"

static const char help_before[] =
    "usage: benchline export --format FORMAT [options] INPUT...\n"
    "\n"
    "Writes results in a format that other programs read. An INPUT is what `benchline run --json`\n"
    "or `benchline extract --json` wrote, - for standard input, or a run of a store: pool.db is\n"
    "the latest one, pool.db@3 the third. FORMAT is one of\n"
    "\n";

/* ... the formats, and ... */
static const char help_after[] =
    "\n"
    "  -f, --format FORMAT  the format\n"
    "  -o, --output FILE    write to FILE, whole or not at all, instead of to standard output (which\n"
    "                       is also -); for perf-tracking the folder to bring up to date\n"
    "      --samples        csv: a row for each sample, not for each benchmark\n"
    "      --platform NAME  perf-tracking: what to call the machine (default: GOOS-GOARCH)\n"
    "      --only REGEX     only benchmarks whose test's name (or whose own, where there is no test)\n"
    "                       the regular expression matches anywhere; may be repeated: any of them\n"
    "      --skip REGEX     leave out those that it matches; may be repeated\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline run --json . >new.json && benchline export -f benchfmt -o new.txt new.json\n"
    "  benchstat old.txt new.txt\n"
    "  benchline export -f perf-tracking -o site/data go1.25.json go1.26.json\n"
    "\n"
    "docs/export.md describes the formats, and what becomes of benchmarks that failed.\n"
    "\n"
    "exit status: 0 fine; 1 an INPUT could not be read or used (see the messages), and nothing was\n"
    "written; 2 wrong usage; 3 the output could not be written\n";

enum { OPT_SAMPLES = CLI_OPT_OWN, OPT_PLATFORM };

static const struct option options[] = {
    {"format", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"samples", no_argument, NULL, OPT_SAMPLES},
    {"platform", required_argument, NULL, OPT_PLATFORM},
    CLI_SELECTION_NAMES,
    {NULL, 0, NULL, 0},
};

typedef struct ExportCommand {
    const ExportFormat *format;
    ExportOptions export;
    CliSelection selection; /* --only and --skip */
    const char *output;     /* NULL: standard output */
} ExportCommand;

static void print_formats(FILE *out)
{
    for (const ExportFormat *format = export_formats; format->name; format++)
        fprintf(out, "  %-14s %s\n", format->name, format->summary);
}

static int unknown_format(const char *name)
{
    fprintf(cli_messages(), "benchline export: there is no format '%s'; these are:\n", name);
    print_formats(cli_messages());
    return CLI_USAGE;
}

static int take_format(ExportCommand *command, const char *name)
{
    command->format = export_format(name);
    return command->format ? CLI_OK : unknown_format(name);
}

/* The name of a folder. */
static int take_platform(ExportCommand *command, const char *name)
{
    command->export.platform = name;
    if (name[0] && name[0] != '.' && !strchr(name, '/'))
        return CLI_OK;
    return cli_usage("export",
                     "--platform takes the name of a folder, without / and not hidden, not '%s'",
                     name);
}

static int take_option(void *context, int option, const char *argument)
{
    ExportCommand *command = context;
    bool to_stdout; /* which it is without a file */
    switch (option) {
    case 'f':
        return take_format(command, argument);
    case 'o':
        command->output = NULL;
        cli_take_output(argument, &command->output, &to_stdout);
        return CLI_OK;
    case OPT_SAMPLES:
        command->export.samples = true;
        return CLI_OK;
    case OPT_PLATFORM:
        return take_platform(command, argument);
    default:
        return cli_selection_option(&command->selection, "export", option, argument);
    }
}

static void print_help(void)
{
    fputs(help_before, stdout);
    print_formats(stdout);
    fputs(help_after, stdout);
}

static const CliSyntax syntax = {
    .command = "export", .print_help = print_help, .options = options, .take = take_option};

/* Do the options go together, and with that many inputs? */
static int check(const ExportCommand *command, int inputs)
{
    const ExportFormat *format = command->format;
    if (!format) {
        fputs("benchline export: no format: give one of these with --format\n", cli_messages());
        print_formats(cli_messages());
        return CLI_USAGE;
    }
    if (inputs == 0)
        return cli_usage("export",
                         "no INPUT: give a file that 'benchline run --json' wrote, or a store");
    if (inputs > 1 && !format->several)
        return cli_usage("export", "%s holds the results of one INPUT, not of %d", format->name,
                         inputs);
    if (format->write_folder && !command->output)
        return cli_usage("export", "%s is a folder of files: name it with -o", format->name);
    if (command->export.samples && !format->samples)
        return cli_usage("export", "--samples does not go with %s, which has them or has not",
                         format->name);
    if (command->export.platform && !format->write_folder)
        return cli_usage("export", "--platform does not go with %s", format->name);
    return CLI_OK;
}

/* ---- reading and writing --------------------------------------------------------------------- */

static bool read_inputs(char **paths, Results *inputs, size_t count, BlDiags *diags)
{
    bool all = true;
    for (size_t i = 0; i < count; i++)
        all &= results_open(&inputs[i], paths[i], NULL, diags);
    return all;
}

typedef struct Text {
    const ExportCommand *command;
    ExportInputs inputs;
} Text;

static void print_text(const void *context, FILE *out)
{
    const Text *text = context;
    text->command->format->write(text->inputs, &text->command->export, out);
}

static int write_inputs(const ExportCommand *command, ExportInputs inputs, BlDiags *diags)
{
    const Text text = {command, inputs};
    int error = 0;
    if (command->format->write_folder) {
        error = command->format->write_folder(inputs, &command->export, command->output, diags);
        return error > 0 ? CLI_INTERNAL : error < 0 ? CLI_FINDING : CLI_OK;
    }
    if (command->output)
        error = cli_print_to_file(print_text, &text, command->output);
    else
        print_text(&text, stdout);
    return error ? cli_cannot_write("export", command->output, error) : CLI_OK;
}

static void choose(const ExportCommand *command, Results *inputs, size_t count)
{
    FindFilter filter = cli_selection_filter(&command->selection);
    size_t all = 0, left = 0;
    for (size_t i = 0; i < count; i++) {
        all += results_totals(&inputs[i]).benchmarks;
        export_filter(&inputs[i], &filter);
        left += results_totals(&inputs[i]).benchmarks;
    }
    if (all && !left)
        fprintf(cli_messages(),
                "benchline export: none of the %zu benchmarks has a name that --only and --skip "
                "take\n",
                all);
}

static int export(ExportCommand *command, char **paths, size_t count)
{
    Results *inputs = bl_alloc(count * sizeof *inputs);
    BlDiags diags = {0};
    int status = CLI_FINDING;
    if (read_inputs(paths, inputs, count, &diags)) {
        choose(command, inputs, count);
        status = write_inputs(command, (ExportInputs){inputs, count, (const char *const *)paths},
                              &diags);
    }
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    for (size_t i = 0; i < count; i++)
        results_free(&inputs[i]);
    free(inputs);
    return status;
}

int cmd_export(int argc, char **argv)
{
    ExportCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK)
        status = check(&command, argc - optind);
    if (status == CLI_OK)
        status = export(&command, argv + optind, (size_t)(argc - optind));
    cli_selection_free(&command.selection);
    return status;
}
