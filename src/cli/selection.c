/* selection.c - see selection.h. */
#include "cli/selection.h"

#include <malloc.h>
#include <stdlib.h>

static int take_jobs(const char *command, const char *text, unsigned *jobs)
{
    char *end;
    long number = strtol(text, &end, 10);
    if (*end || end == text || number < 1 || number > 1024)
        return cli_usage(command, "--jobs takes a number from 1 to 1024, not '%s'", text);
    *jobs = (unsigned)number;
    return CLI_OK;
}

int cli_selection_option(CliSelection *selection, const char *command, int option,
                         const char *argument)
{
    switch (option) {
    case CLI_OPT_EXCLUDE:
        bl_vec_push(&selection->excludes, argument);
        return CLI_OK;
    case CLI_OPT_TEST_DIRS:
        selection->test_dirs = true;
        return CLI_OK;
    case CLI_OPT_GOOS:
        selection->wish.goos = argument;
        return find_known_os(bl_cstr(argument))
                   ? CLI_OK
                   : cli_usage(command, "unknown system '%s'", argument);
    case CLI_OPT_GOARCH:
        selection->wish.goarch = argument;
        return find_known_arch(bl_cstr(argument))
                   ? CLI_OK
                   : cli_usage(command, "unknown processor '%s'", argument);
    case CLI_OPT_TAGS:
        selection->wish.tags = argument;
        return CLI_OK;
    case 'j':
        return take_jobs(command, argument, &selection->jobs);
    default:
        return -1;
    }
}

/* Each thread has a heap of its own, which keeps what a large package once took. So large pieces,
 * which are syntax trees and whole files, come from the kernel and go back to it: it costs a
 * twentieth of the time, and memory stays that of the packages under way. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

void cli_selection_find(CliSelection *selection, int argc, char **argv, BlDiags *diags)
{
    static const char *const here[] = {"."};
    FindOptions options = {
        .target = &selection->target,
        .excludes = selection->excludes.items,
        .exclude_count = selection->excludes.count,
        .test_dirs = selection->test_dirs,
        .jobs = selection->jobs,
    };
    const char *const *paths = optind < argc ? (const char *const *)&argv[optind] : here;
    size_t count = optind < argc ? (size_t)(argc - optind) : 1;
    if (selection->jobs != 1)
        give_memory_back();
    find_target_init(&selection->target, &selection->wish, diags);
    find_paths(&selection->found, &options, paths, count, diags);
    selection->searched = true;
}

void cli_selection_free(CliSelection *selection)
{
    bl_vec_free(&selection->excludes);
    if (!selection->searched)
        return;
    find_free(&selection->found);
    find_target_free(&selection->target);
}

int cli_options(const char *command, int argc, char **argv, const char *letters,
                const struct option *options,
                int (*take)(void *context, int option, const char *argument), void *context)
{
    optind = 0; /* glibc: start anew, whoever used getopt before */
    opterr = 0;
    for (;;) {
        int option = getopt_long(argc, argv, letters, options, NULL);
        if (option < 0)
            return CLI_OK;
        char letter[] = {'-', (char)optopt, '\0'};
        const char *given = optopt > 0 && optopt < 256 ? letter : argv[optind - 1];
        if (option == '?')
            return cli_usage(command, "unknown option '%s'", given);
        if (option == ':')
            return cli_usage(command, "an argument is missing after '%s'", given);
        int status = take(context, option, optarg);
        if (status != CLI_OK)
            return status;
    }
}
