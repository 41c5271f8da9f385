/* options.c - see options.h. */
#include "cli/options.h"

#include <stdlib.h>

#include "cli/settings.h"

static const struct option config_options[] = {CLI_CONFIG_OPTIONS, {NULL, 0, NULL, 0}};

/* The command's options, and those that all commands have; free() it. */
static struct option *all_options(const struct option *own)
{
    size_t own_count = 0, more = sizeof config_options / sizeof *config_options;
    while (own[own_count].name)
        own_count++;
    struct option *all = bl_alloc((own_count + more) * sizeof *all);
    memcpy(all, own, own_count * sizeof *all);
    memcpy(all + own_count, config_options, sizeof config_options);
    return all;
}

static int next_option(int argc, char **argv, const char *letters, const struct option *options)
{
    return getopt_long(argc, argv, letters, options, NULL);
}

static void start_options(void)
{
    optind = 0; /* glibc: start anew, whoever used getopt before */
    opterr = 0;
}

typedef BL_VEC(int) GivenOptions;

static bool has_option(const CliGiven *given, int option)
{
    for (size_t i = 0; i < given->count; i++)
        if (given->options[i] == option)
            return true;
    return false;
}

/* Which options are there? False when one is wrong, or is --help: then no settings count. */
static bool look_at_options(int argc, char **argv, const char *letters,
                            const struct option *options, CliGiven *given, GivenOptions *seen)
{
    start_options();
    for (int option; (option = next_option(argc, argv, letters, options)) >= 0;) {
        if (option == '?' || option == ':' || option == 'h')
            return false;
        if (option == CLI_OPT_CONFIG)
            given->config = optarg;
        given->no_config |= option == CLI_OPT_NO_CONFIG;
        bl_vec_push(seen, option);
    }
    given->options = seen->items;
    given->count = seen->count;
    return true;
}

static int take_settings(const char *command, int argc, char **argv, const char *letters,
                         const struct option *options, CliTake *take, void *context)
{
    GivenOptions seen = {0};
    CliGiven given = {.has = has_option};
    int status = CLI_OK;
    if (look_at_options(argc, argv, letters, options, &given, &seen)) {
        if (given.config && given.no_config)
            status = cli_usage(command, "--config and --no-config: choose one");
        else
            status = cli_settings_take(command, options, &given, take, context);
    }
    bl_vec_free(&seen);
    return status;
}

/* What getopt_long() refused, where `word` is the last that it looked at: a long option is that
 * word; of a short one only the letter is known, since several may stand in a word. */
static int refuse_option(const char *command, int why, const char *word,
                         const struct option *options)
{
    const struct option *known = options;
    while (known->name && known->val != optopt)
        known++;
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_long = !optopt || (known->name && bl_str_starts(bl_cstr(word), BL_STR("--")));
    const char *given = is_long ? word : letter;
    if (why == ':')
        return cli_usage(command, "an argument is missing after '%s'", given);
    if (optopt && known->name)
        return cli_usage(command, "--%s takes no argument, as '%s' has one", known->name, given);
    return cli_usage(command, "unknown option '%s'", given);
}

static int take_options(const char *command, int argc, char **argv, const char *letters,
                        const struct option *options, CliTake *take, void *context)
{
    start_options();
    for (;;) {
        int option = next_option(argc, argv, letters, options);
        if (option < 0)
            return CLI_OK;
        if (option == '?' || option == ':')
            return refuse_option(command, option, argv[optind - 1], options);
        bool taken = option == CLI_OPT_CONFIG || option == CLI_OPT_NO_CONFIG;
        int status = taken ? CLI_OK : take(context, option, optarg);
        if (status != CLI_OK)
            return status;
    }
}

int cli_options(const char *command, int argc, char **argv, const char *letters,
                const struct option *options,
                int (*take)(void *context, int option, const char *argument), void *context)
{
    struct option *all = all_options(options);
    int status = take_settings(command, argc, argv, letters, all, take, context);
    if (status == CLI_OK)
        status = take_options(command, argc, argv, letters, all, take, context);
    free(all);
    return status;
}
