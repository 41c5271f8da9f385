/* cmd_config.c - `benchline config`: the settings that are in force, and where they stand. */
#include <stdlib.h>

#include "cli/selection.h"
#include "cli/settings.h"
#include "exporter/json_edit.h"

static const char help[] =
    "usage: benchline config [options] [COMMAND...]\n"
    "\n"
    "Checks the file of settings, and lists what it sets for the commands, all unless some are\n"
    "named: the command, the option as the command line would have it, and the place. The file is\n"
    "that of --config; or that of the variable BENCHLINE_CONFIG; or benchline.toml in the current\n"
    "folder or, where that is in a git repository, in one above up to the repository's root.\n"
    "\n"
    "      --json           print JSON instead: the file and the settings\n"
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
    "exit status: 0 fine; 2 the file is wrong (see the messages), or wrong usage\n";

enum { OPT_JSON = CLI_OPT_OWN };
enum { SCHEMA_VERSION = 1 }; /* docs/config.schema.json */

static const struct option options[] = {
    {"json", no_argument, NULL, OPT_JSON},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

typedef struct Shown {
    bool json, help;
    const char *file;
    BlBuf text;
    cJSON *list;
} Shown;

static int take_option(void *context, int option, const char *argument)
{
    Shown *shown = context;
    (void)argument;
    shown->json |= option == OPT_JSON;
    shown->help |= option == 'h';
    return CLI_OK;
}

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

static void add_line(Shown *shown, const CliSetting *setting)
{
    BlBuf option = {0};
    bl_buf_printf(&option, "--%s", setting->option);
    if (setting->argument) {
        bl_buf_putc(&option, '=');
        put_argument(&option, setting->argument);
    }
    bl_buf_printf(&shown->text, "%-8s %-32s %s:%u\n", setting->command, option.data,
                  setting->file->path, setting->line);
    bl_buf_free(&option);
}

static void add_json(Shown *shown, const CliSetting *setting)
{
    cJSON *entry = cJSON_CreateObject();
    cJSON_AddStringToObject(entry, "command", setting->command);
    cJSON_AddStringToObject(entry, "option", setting->option);
    if (setting->argument)
        cJSON_AddStringToObject(entry, "value", setting->argument);
    cJSON_AddNumberToObject(entry, "line", setting->line);
    cJSON_AddNumberToObject(entry, "column", setting->column);
    cJSON_AddItemToArray(shown->list, entry);
}

static void see(void *context, const CliSetting *setting)
{
    Shown *shown = context;
    add_line(shown, setting);
    add_json(shown, setting);
}

static bool is_named(char **names, const char *command)
{
    bool named = !names[0];
    for (; *names; names++)
        named |= strcmp(*names, command) == 0;
    return named;
}

static int look(Shown *shown, char **names)
{
    int status = CLI_OK;
    for (const CliCommand *command = cli_commands; command->name; command++)
        if (is_named(names, command->name) &&
            cli_settings_look(command->name, see, shown) != CLI_LOOKED_AT)
            status = CLI_USAGE;
    return status;
}

static void print(Shown *shown)
{
    if (shown->json) {
        cJSON *json = cJSON_CreateObject();
        cJSON_AddNumberToObject(json, "schema_version", SCHEMA_VERSION);
        cJSON_AddItemToObject(json, "file",
                              shown->file ? cJSON_CreateString(shown->file) : cJSON_CreateNull());
        cJSON_AddItemToObject(json, "settings", shown->list);
        json_write(json, stdout);
        return;
    }
    if (!shown->file)
        fputs("benchline config: there is no file of settings here\n", stderr);
    fputs(bl_buf_view(&shown->text).ptr, stdout);
    cJSON_Delete(shown->list);
}

int cmd_config(int argc, char **argv)
{
    Shown shown = {0};
    int status = cli_options("config", argc, argv, ":h", options, take_option, &shown);
    if (status != CLI_OK)
        return status;
    if (shown.help) {
        fputs(help, stdout);
        return CLI_OK;
    }
    char **names = argv + optind;
    for (char **name = names; *name; name++)
        if (!cli_command(*name))
            return cli_usage("config", "there is no command '%s'", *name);
    shown.list = cJSON_CreateArray();
    status = look(&shown, names);
    shown.file = cli_settings_path();
    if (status == CLI_OK)
        print(&shown);
    else
        cJSON_Delete(shown.list);
    bl_buf_free(&shown.text);
    return status;
}
