/* cmd_export.c - `benchline export`: results in, another format out. */
#include <errno.h>
#include <stdlib.h>

#include "benchline/exporter.h"
#include "benchline/path.h"
#include "benchline/store.h"
#include "cli/selection.h"

static const char usage[] =
    "usage: benchline export --format FORMAT [options] INPUT...\n"
    "\n"
    "Writes results in a format that other programs read. An INPUT is what `benchline run --json`\n"
    "or `benchline extract --json` wrote, - for standard input, or a run of a store: pool.db is\n"
    "the latest one, pool.db@3 the third. FORMAT is one of\n"
    "\n";

static const char help[] =
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

enum { OPTION_SAMPLES = CLI_OPT_OWN, OPTION_PLATFORM };

typedef struct Options {
    const ExportFormat *format;
    ExportOptions export;
    CliSelection selection; /* --only and --skip */
    const char *output;     /* NULL: standard output */
    bool to_stdout, help;
} Options;

static void print_formats(FILE *out)
{
    for (const ExportFormat *format = export_formats; format->name; format++)
        fprintf(out, "  %-14s %s\n", format->name, format->summary);
}

static int unknown_format(const char *name)
{
    fprintf(stderr, "benchline export: there is no format '%s'; these are:\n", name);
    print_formats(stderr);
    return CLI_USAGE;
}

static int take_format(Options *options, const char *name)
{
    options->format = export_format(name);
    return options->format ? CLI_OK : unknown_format(name);
}

static int take(void *context, int option, const char *argument)
{
    Options *options = context;
    switch (option) {
    case 'f':
        return take_format(options, argument);
    case 'o':
        options->output = NULL;
        options->to_stdout = false;
        cli_take_output(argument, &options->output, &options->to_stdout);
        return CLI_OK;
    case OPTION_SAMPLES:
        options->export.samples = true;
        return CLI_OK;
    case OPTION_PLATFORM:
        options->export.platform = argument;
        return CLI_OK;
    case 'h':
        options->help = true;
        return CLI_OK;
    default:
        return cli_selection_option(&options->selection, "export", option, argument);
    }
}

static int parse(int argc, char **argv, Options *options)
{
    static const struct option table[] = {
        {"format", required_argument, NULL, 'f'},
        {"output", required_argument, NULL, 'o'},
        {"samples", no_argument, NULL, OPTION_SAMPLES},
        {"platform", required_argument, NULL, OPTION_PLATFORM},
        CLI_SELECTION_NAMES,
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    return cli_options("export", argc, argv, ":f:o:h", table, take, options);
}

/* Do the options go together, and with that many inputs? */
static int check(const Options *options, int inputs)
{
    const ExportFormat *format = options->format;
    if (!format) {
        fputs("benchline export: no format: give one of these with --format\n", stderr);
        print_formats(stderr);
        return CLI_USAGE;
    }
    if (inputs == 0)
        return cli_usage("export",
                         "no INPUT: give a file that 'benchline run --json' wrote, or a store");
    if (inputs > 1 && !format->several)
        return cli_usage("export", "%s holds the results of one INPUT, not of %d", format->name,
                         inputs);
    if (format->write_folder && !options->output)
        return cli_usage("export", "%s is a folder of files: name it with -o", format->name);
    if (options->export.samples && !format->samples)
        return cli_usage("export", "--samples does not go with %s, which has them or has not",
                         format->name);
    if (options->export.platform && !format->write_folder)
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

static int cannot_write(const char *path, int error)
{
    fprintf(stderr, "benchline: cannot write %s: %s\n", path, strerror(error));
    return CLI_INTERNAL;
}

static int write_file(const Options *options, ExportInputs inputs)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);
    if (!memory)
        bl_out_of_memory(0);
    options->format->write(inputs, &options->export, memory);
    int error = ferror(memory) ? EIO : 0;
    if (fclose(memory) != 0)
        error = errno;
    if (!error)
        error = bl_file_write(options->output, bl_str(text, size));
    free(text);
    return error ? cannot_write(options->output, error) : CLI_OK;
}

/* What goes to standard output is checked when all commands end, by cli_finish(). */
static int write_inputs(const Options *options, ExportInputs inputs, BlDiags *diags)
{
    if (options->format->write_folder) {
        int error = options->format->write_folder(inputs, &options->export, options->output, diags);
        return error > 0 ? CLI_INTERNAL : error < 0 ? CLI_FINDING : CLI_OK;
    }
    if (options->output)
        return write_file(options, inputs);
    options->format->write(inputs, &options->export, stdout);
    return CLI_OK;
}

static int export(Options *options, char **paths, size_t count)
{
    Results *inputs = bl_alloc(count * sizeof *inputs);
    BlDiags diags = {0};
    int status = CLI_FINDING;
    if (read_inputs(paths, inputs, count, &diags)) {
        FindFilter filter = cli_selection_filter(&options->selection);
        for (size_t i = 0; i < count; i++)
            export_filter(&inputs[i], &filter);
        status = write_inputs(options, (ExportInputs){inputs, count}, &diags);
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
    Options options = {0};
    int status = parse(argc, argv, &options);
    if (status == CLI_OK && options.help) {
        fputs(usage, stdout);
        print_formats(stdout);
        fputs(help, stdout);
    } else if (status == CLI_OK) {
        status = check(&options, argc - optind);
        if (status == CLI_OK)
            status = export(&options, argv + optind, (size_t)(argc - optind));
    }
    cli_selection_free(&options.selection);
    return status;
}
