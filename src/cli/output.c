/* output.c - see output.h. */
#include "cli/output.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"

static bool is_stdout(const char *output)
{
    struct stat named, standard;
    if (strcmp(output, "-") == 0)
        return true;
    return stat(output, &named) == 0 && fstat(STDOUT_FILENO, &standard) == 0 &&
           named.st_dev == standard.st_dev && named.st_ino == standard.st_ino;
}

void cli_take_output(const char *argument, const char **file, bool *json)
{
    if (is_stdout(argument))
        *json = true;
    else
        *file = argument;
}

/* ---- files ----------------------------------------------------------------------------------- */

int cli_print_to_text(CliPrint *print, const void *context, BlBuf *text)
{
    char *printed = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&printed, &size);
    if (!memory)
        bl_out_of_memory(0);
    print(context, memory);
    int error = ferror(memory) ? EIO : 0;
    if (fclose(memory) != 0)
        error = errno;
    bl_buf_append(text, printed, size);
    free(printed);
    return error;
}

int cli_print_to_file(CliPrint *print, const void *context, const char *path)
{
    BlBuf text = {0};
    int error = cli_print_to_text(print, context, &text);
    if (!error)
        error = bl_file_write(path, bl_buf_view(&text));
    bl_buf_free(&text);
    return error;
}

int cli_cannot_write(const char *command, const char *path, int error)
{
    fprintf(cli_messages(), "benchline %s: cannot write %s: %s\n", command, path, strerror(error));
    return CLI_INTERNAL;
}

/* ---- results --------------------------------------------------------------------------------- */

void cli_print_results(const Results *results, bool json)
{
    if (json)
        cli_output_failed(results_write_json(results, stdout));
    else
        results_print(results, cli_use_colour(stdout), stdout);
}

static void print_json(const void *context, FILE *out)
{
    const Results *results = context;
    results_write_json(results, out);
}

int cli_write_results(const char *command, const Results *results, const char *path)
{
    int error = cli_print_to_file(print_json, results, path);
    return error ? cli_cannot_write(command, path, error) : CLI_OK;
}

int cli_status_of(const Results *results)
{
    ResultTotals totals = results_totals(results);
    size_t fine = totals.by_status[RESULT_OK] + totals.by_status[RESULT_SKIPPED];
    size_t packages = totals.packages_by_status[RESULT_PACKAGE_OK] +
                      totals.packages_by_status[RESULT_PACKAGE_NO_TESTS];
    bool all = fine == totals.benchmarks && packages == totals.packages;
    return all && !totals.differing ? CLI_OK : CLI_FINDING;
}
