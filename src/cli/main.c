/* main.c - finds the command and runs it. */
#include <signal.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/settings.h"

const CliCommand cli_commands[] = {
    {"find", cmd_find, "list the modules, packages and test functions below a path"},
    {"inject", cmd_inject, "show the benchmarks that tests become, or write them"},
    {"where", cmd_where, "tell which place of a test became which of its benchmark, and back"},
    {"run", cmd_run, "measure what every test allocates"},
    {"extract", cmd_extract, "read the output of go test -bench"},
    {"export", cmd_export, "write results in formats that other programs read"},
    {"import", cmd_import, "put results into a store, which keeps any number of runs"},
    {"merge", cmd_merge, "put stores and files into one store, or parts into one run"},
    {"history", cmd_history,
     "list the runs of a store, or what a test allocated in each and when that changed"},
    {"show", cmd_show, "show a run, out of a store or a file"},
    {"compare", cmd_compare, "show what became of every benchmark between two runs"},
    {"check", cmd_check, "check results against rules and against earlier results"},
    {"doctor", cmd_doctor, "tell whether this machine is fit for measuring time"},
    {"config", cmd_config, "tell which settings are in force, and where from"},
    {"completion", cmd_completion, "print what completes command lines in bash, zsh or fish"},
    {NULL, NULL, NULL},
};

static void print_help(FILE *out)
{
    fputs("benchline - what do the unit tests of a Go project allocate?\n"
          "\n"
          "It finds every TestXxx, makes a BenchmarkXxx of it, runs that with the go command, and\n"
          "reports bytes and allocations per run of the test. The project is not changed, unless\n"
          "'inject --write' is asked to.\n"
          "\n"
          "usage: benchline COMMAND [OPTION]... [PATH]...\n"
          "\n",
          out);
    for (const CliCommand *command = cli_commands; command->name; command++)
        fprintf(out, "  %-11s %s\n", command->name, command->summary);
    fputs(
        "  help        this text, or that of a command: benchline help run\n"
        "  version     print the version\n"
        "\n"
        "Every command takes settings from a file benchline.toml in the current folder or above,\n"
        "up to the repository's root, and has these options:\n"
        "\n" CLI_CONFIG_HELP "\n"
        "Start with:  benchline run .\n"
        "\n"
        "Exit status: 0 fine, 1 a finding (a benchmark that failed, a file that is not Go),\n"
        "2 wrong usage, 3 an error of benchline's own.\n",
        out);
}

const CliCommand *cli_command(const char *name)
{
    for (const CliCommand *command = cli_commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

static int unknown_command(const char *name)
{
    fprintf(cli_messages(), "benchline: there is no command '%s'; 'benchline help' lists them\n",
            name);
    return CLI_USAGE;
}

static bool asks_for_help(const char *word)
{
    return strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

static int general_help(void)
{
    print_help(stdout);
    return cli_finish(CLI_OK);
}

/* `words` are those behind "help" and end in NULL, as in version(). */
static int help(char **words)
{
    const char *name = words[0];
    if (name && words[1])
        return cli_usage("help", "one command at a time, not '%s' too", words[1]);
    if (!name || asks_for_help(name))
        return general_help();
    const CliCommand *command = cli_command(name);
    if (!command)
        return unknown_command(name);
    char word[32], option[] = "--help";
    snprintf(word, sizeof word, "%s", command->name);
    char *argv[] = {word, option, NULL};
    return cli_finish(command->run(2, argv));
}

static int version(char **words)
{
    if (words[0] && !words[1] && asks_for_help(words[0]))
        return general_help();
    if (words[0])
        return cli_usage("version", "nothing may follow it, as '%s' does", words[0]);
    puts("benchline " BENCHLINE_VERSION);
    return cli_finish(CLI_OK);
}

int main(int argc, char **argv)
{
    signal(SIGPIPE, SIG_IGN); /* a closed pipe is a failed write, not a death */
    if (argc < 2) {
        print_help(cli_messages());
        return CLI_USAGE;
    }
    const char *name = argv[1];
    if (asks_for_help(name))
        return help(argv + 2);
    if (strcmp(name, "version") == 0 || strcmp(name, "--version") == 0)
        return version(argv + 2);
    const CliCommand *command = cli_command(name);
    return command ? cli_finish(command->run(argc - 1, argv + 1)) : unknown_command(name);
}
