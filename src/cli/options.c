/* options.c - see options.h. */
#include "cli/options.h"

#include <stdlib.h>

#include "cli/settings.h"

/* A command's options and those that all commands have, as getopt_long() wants them. */
typedef struct Table {
    struct option *options;
    char *letters;
} Table;

static const struct option common[] = {
    CLI_CONFIG_OPTIONS, {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};

/* ":o:qh": the colon before all has getopt_long() tell what is missing from what is unknown. */
static char *letters_of(const struct option *options)
{
    BlBuf letters = {0};
    bl_buf_putc(&letters, ':');
    for (; options->name; options++)
        if (options->val < CLI_OPT_SELECTION)
            bl_buf_printf(&letters, "%c%s", options->val, options->has_arg ? ":" : "");
    return letters.data;
}

static Table make_table(const struct option *own)
{
    size_t count = 0;
    while (own[count].name)
        count++;
    Table table = {.options = bl_alloc(count * sizeof *own + sizeof common)};
    memcpy(table.options, own, count * sizeof *own);
    memcpy(table.options + count, common, sizeof common);
    table.letters = letters_of(table.options);
    return table;
}

static void free_table(Table *table)
{
    free(table->options);
    free(table->letters);
}

static void start_options(void)
{
    optind = 0; /* glibc: start anew, whoever used getopt before */
    opterr = 0;
}

static int next_option(int argc, char **argv, const Table *table)
{
    return getopt_long(argc, argv, table->letters, table->options, NULL);
}

/* ---- settings -------------------------------------------------------------------------------- */

/* Which options are there? False when one is wrong, or is --help: then no settings count. */
static bool look_at_options(int argc, char **argv, const Table *table, CliGiven *given)
{
    start_options();
    for (int option; (option = next_option(argc, argv, table)) >= 0;) {
        if (option == '?' || option == ':' || option == 'h')
            return false;
        if (option == CLI_OPT_CONFIG)
            given->config = optarg;
        given->no_config |= option == CLI_OPT_NO_CONFIG;
        bl_vec_push(&given->options, option);
    }
    return true;
}

static int take_settings(const CliSyntax *syntax, int argc, char **argv, const Table *table,
                         void *context)
{
    CliGiven given = {0};
    int status = CLI_OK;
    if (look_at_options(argc, argv, table, &given)) {
        if (given.config && given.no_config)
            status = cli_usage(syntax->command, "--config and --no-config: choose one");
        else
            status = cli_settings_take(syntax, table->options, &given, context);
    }
    bl_vec_free(&given.options);
    return status;
}

/* ---- the command line ------------------------------------------------------------------------ */

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

static void print_help(const CliSyntax *syntax)
{
    if (syntax->print_help)
        syntax->print_help();
    for (const char *const *piece = syntax->help; piece && *piece; piece++)
        fputs(*piece, stdout);
}

static int take_options(const CliSyntax *syntax, int argc, char **argv, const Table *table,
                        void *context)
{
    bool help = false;
    int status = CLI_OK;
    start_options();
    for (int option; status == CLI_OK && (option = next_option(argc, argv, table)) >= 0;) {
        if (option == '?' || option == ':')
            status = refuse_option(syntax->command, option, argv[optind - 1], table->options);
        else if (option == 'h')
            help = true;
        else if (option < CLI_OPT_SETTINGS)
            status = syntax->take(context, option, optarg);
    }
    if (status != CLI_OK || !help)
        return status;
    print_help(syntax);
    return CLI_DONE;
}

int cli_options(const CliSyntax *syntax, int argc, char **argv, void *context)
{
    Table table = make_table(syntax->options);
    int status = take_settings(syntax, argc, argv, &table, context);
    if (status == CLI_OK)
        status = take_options(syntax, argc, argv, &table, context);
    free_table(&table);
    return status;
}

int cli_options_see(const char *command, const struct option *own, int argc, char **argv,
                    CliOptionSeen *see, void *context)
{
    Table table = make_table(own);
    int status = CLI_OK, before = optind;
    start_options();
    for (int option; status == CLI_OK && (option = next_option(argc, argv, &table)) >= 0;) {
        const struct option *known = table.options;
        while (known->name && known->val != option)
            known++;
        status = known->name ? see(context, known, optarg)
                             : refuse_option(command, option, argv[optind - 1], table.options);
    }
    if (status == CLI_OK && optind < argc)
        status = cli_usage(command, "'%s' is no option", argv[optind]);
    optind = before;
    free_table(&table);
    return status;
}
