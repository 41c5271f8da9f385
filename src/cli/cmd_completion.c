/* cmd_completion.c - `benchline completion`: the script for a shell. */
#include <stdlib.h>

#include "cli/completion.h"
#include "cli/settings.h"

static const char *const help[] = {
    "usage: benchline completion [options] bash|zsh|fish\n"
    "\n"
    "Prints a script with which the shell completes command lines of benchline: commands, options,\n"
    "what they take, and files. 'make install' puts it where the shells look for it.\n"
    "\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  source <(benchline completion bash)      in this shell; in ~/.bashrc, in every one\n"
    "  benchline completion zsh > _benchline    to be put into a folder of $fpath\n"
    "  benchline completion fish | source       in this shell\n"
    "\n"
    "exit status: 0 fine; 2 wrong usage; 3 internal error\n",
    NULL,
};

static const struct option options[] = {{NULL, 0, NULL, 0}};

static const CliSyntax syntax = {.command = "completion", .help = help, .options = options};

/* help and version are no commands of the table. */
static void read_commands(Completion *completion)
{
    static const char *const others[][2] = {{"help", "tell about benchline, or about a command"},
                                            {"version", "print the version"}};
    for (const CliCommand *command = cli_commands; command->name; command++) {
        CompletionCommand read = {.name = command->name, .summary = command->summary};
        help_text_read(&read.help, command);
        bl_vec_push(&completion->commands, read);
    }
    for (size_t i = 0; i < 2; i++) {
        CompletionCommand other = {.name = others[i][0], .summary = others[i][1]};
        other.help.takes_commands = i == 0;
        bl_vec_push(&completion->commands, other);
    }
}

/* --config and --no-config are told of in the general help, for all commands. */
static void add_common_options(Completion *completion)
{
    static const struct {
        const char *name, *argument, *text;
    } common[] = {{"config", "FILE", "take the settings from FILE"},
                  {"no-config", NULL, "take no settings from any file"}};
    for (size_t i = 0; i < completion->commands.count; i++) {
        HelpText *command = &completion->commands.items[i].help;
        if (!command->options.count)
            continue;
        for (size_t j = 0; j < 2; j++) {
            HelpOption option = {.name = common[j].name,
                                 .argument = common[j].argument,
                                 .text = common[j].text,
                                 .is_path = common[j].argument != NULL};
            bl_vec_push(&command->options, option);
        }
    }
}

static int complete(void (*write)(const Completion *completion, BlBuf *out))
{
    Completion completion = {0};
    BlBuf script = {0};
    read_commands(&completion);
    add_common_options(&completion);
    write(&completion, &script);
    fputs(bl_buf_view(&script).ptr, stdout);
    bl_buf_free(&script);
    for (size_t i = 0; i < completion.commands.count; i++)
        help_text_free(&completion.commands.items[i].help);
    bl_vec_free(&completion.commands);
    return CLI_OK;
}

int cmd_completion(int argc, char **argv)
{
    static const struct {
        const char *name;
        void (*write)(const Completion *completion, BlBuf *out);
    } shells[] = {{"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};
    int status = cli_options(&syntax, argc, argv, NULL);
    if (status != CLI_OK)
        return status;
    const char *name = optind < argc ? argv[optind] : "";
    if (optind + 1 != argc)
        return cli_usage("completion", "one shell is expected: bash, zsh or fish");
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; i++)
        if (strcmp(shells[i].name, name) == 0)
            return complete(shells[i].write);
    return cli_usage("completion", "bash, zsh and fish can be had, not '%s'", name);
}
