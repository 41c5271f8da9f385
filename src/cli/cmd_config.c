/* cmd_config.c - `benchline config`: the settings that are in force, and where they stand. */
#include <stdlib.h>

#include "cli/settings.h"
#include "exporter/json_edit.h"

static const char *const help[] = {
    "usage: benchline config [options] [COMMAND...]\n"
    "\n"
    "Checks the file of settings, and lists what it sets for the commands, all unless some are\n"
    "named: the command, the option as the command line would have it, and the place. The file is\n"
    "that of --config; or that of the variable BENCHLINE_CONFIG; or benchline.toml in the current\n"
    "folder or, where that is in a git repository, in one above up to the repository's root.\n"
    "\n"
    "      --json           print JSON instead of lines (docs/manual.md)\n"
    "  -h, --help           this text\n"
    "\n"
    "A section of the file is a command and a key one of its long options. Keys before the first\n"
    "section go for every command that has the option:\n"
    "\n"
    "  exclude = [\"**/generated\"]\n"
    "\n"
    "  [run]\n"
    "  engine = \"both\"\n"
    "  timeout = 30\n"
    "  native = true\n"
    "\n"
    "An option on the command line is instead of that in the file. Paths are seen from the file's\n"
    "folder. docs/manual.md tells the rest.\n"
    "\n"
    "examples:\n"
    "  benchline config                         what counts here\n"
    "  benchline config run                     ... for one command\n"
    "  benchline config --config ci.toml        is this one right?\n"
    "\n"
    "exit status: 0 fine; 2 the file is wrong (see the messages), or wrong usage; 3 internal error\n",
    NULL,
};

enum { OPT_JSON = CLI_OPT_OWN };
enum { SCHEMA_VERSION = 1 }; /* docs/config.schema.json */

static const struct option options[] = {
    {"json", no_argument, NULL, OPT_JSON},
    {NULL, 0, NULL, 0},
};

typedef struct ConfigCommand {
    bool json;
    const char *file;
    BlBuf text;
    cJSON *list;
} ConfigCommand;

static int take_option(void *context, int option, const char *argument)
{
    ConfigCommand *command = context;
    (void)argument;
    command->json |= option == OPT_JSON;
    return CLI_OK;
}

static const CliSyntax syntax = {
    .command = "config", .help = help, .options = options, .take = take_option};

/* In quotes, as a shell takes it, where it needs them. */
static void put_argument(BlBuf *out, const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "_-+=:,./@%";
    if (text[0] && !text[strspn(text, plain)]) {
        bl_buf_puts(out, text);
        return;
    }
    bl_buf_putc(out, '\'');
    for (; *text; text++) {
        if (*text == '\'')
            bl_buf_puts(out, "'\\''");
        else
            bl_buf_putc(out, *text);
    }
    bl_buf_putc(out, '\'');
}

static void add_line(ConfigCommand *command, const CliSetting *setting)
{
    BlBuf option = {0};
    bl_buf_printf(&option, "--%s", setting->option);
    if (setting->argument) {
        bl_buf_putc(&option, '=');
        put_argument(&option, setting->argument);
    }
    bl_buf_printf(&command->text, "%-8s %-32s %s:%u\n", setting->command, option.data,
                  setting->file->path, setting->line);
    bl_buf_free(&option);
}

static void add_json(ConfigCommand *command, const CliSetting *setting)
{
    cJSON *entry = json_add_item(command->list);
    json_set_text(entry, "command", setting->command);
    json_set_text(entry, "option", setting->option);
    if (setting->argument)
        json_set_text(entry, "value", setting->argument);
    json_set_count(entry, "line", setting->line);
    json_set_count(entry, "column", setting->column);
}

static void see(void *context, const CliSetting *setting)
{
    ConfigCommand *command = context;
    add_line(command, setting);
    add_json(command, setting);
}

static bool is_named(char **names, const char *name)
{
    bool named = !names[0];
    for (; *names; names++)
        named |= strcmp(*names, name) == 0;
    return named;
}

static int look(ConfigCommand *command, char **names)
{
    int status = CLI_OK;
    for (const CliCommand *each = cli_commands; each->name; each++)
        if (is_named(names, each->name) && cli_settings_look(each->name, see, command) != CLI_DONE)
            status = CLI_USAGE;
    return status;
}

static void print(ConfigCommand *command)
{
    if (command->json) {
        cJSON *json = json_new_object();
        json_set_count(json, "schema_version", SCHEMA_VERSION);
        json_set_optional_text(json, "file", command->file);
        json_set(json, "settings", command->list);
        json_write(json, stdout);
        return;
    }
    if (!command->file)
        fputs("benchline config: there is no file of settings here\n", cli_messages());
    fputs(bl_buf_view(&command->text).ptr, stdout);
    cJSON_Delete(command->list);
}

int cmd_config(int argc, char **argv)
{
    ConfigCommand command = {0};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status != CLI_OK)
        return status;
    char **names = argv + optind;
    for (char **name = names; *name; name++)
        if (!cli_command(*name))
            return cli_usage("config", "there is no command '%s'", *name);
    command.list = json_checked(cJSON_CreateArray());
    status = look(&command, names);
    command.file = cli_settings_path();
    if (status == CLI_OK)
        print(&command);
    else
        cJSON_Delete(command.list);
    bl_buf_free(&command.text);
    return status;
}
