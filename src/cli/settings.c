/* settings.c - see settings.h.
 *
 * There is one command line in a process and one file of settings, which is read when the first
 * command asks for it and kept to the end: options point into it.
 */
#include "cli/settings.h"

#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/help_text.h"

static struct {
    ConfigFile file;
    bool read, named; /* named: by --config or BENCHLINE_CONFIG, else it was found */
    bool any;         /* something was taken out of it */
    BlArena arena;
    const ConfigValue *taking;        /* the value that is being taken */
    bool refused;                     /* and was refused, which was said */
    BL_VEC(const ConfigValue *) said; /* those that were refused: several commands may take one */
    void (*see)(void *context, const CliSetting *setting);
    void *context;
} settings;

/* Options that are two answers to one question: one on the command line is instead of the other. */
static const char *const alternatives[][2] = {{"iterations", "benchtime"}, {"heal", "no-heal"}};

/* ---- reading it ------------------------------------------------------------------------------ */

static const char *path_of_file(const CliGiven *given)
{
    const char *variable = getenv("BENCHLINE_CONFIG");
    settings.named = true;
    if (given->config)
        return given->config;
    if (variable && variable[0])
        return variable;
    settings.named = false;
    return config_find(&settings.arena, ".");
}

static int read_file(const CliGiven *given)
{
    settings.read = true;
    const char *path = given->no_config ? NULL : path_of_file(given);
    if (!path)
        return CLI_OK;
    BlDiags diags = {0};
    if (config_read_file(&settings.file, path, &diags))
        cli_settings_check(&settings.file, settings.named, &diags);
    int status = diags.errors ? CLI_USAGE : CLI_OK;
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    return status;
}

/* ---- taking ---------------------------------------------------------------------------------- */

bool cli_settings_refuse(const char *message)
{
    if (!settings.taking)
        return false;
    settings.refused = true;
    for (size_t i = 0; i < settings.said.count; i++)
        if (settings.said.items[i] == settings.taking)
            return true;
    bl_vec_push(&settings.said, settings.taking);
    BlDiags diags = {0};
    config_error(&settings.file, settings.taking->line, settings.taking->column, &diags, "%s",
                 message);
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    return true;
}

bool cli_settings_taking(void)
{
    return settings.taking != NULL;
}

const char *cli_settings_file(void)
{
    return settings.any ? settings.file.path : NULL;
}

const char *cli_settings_path(void)
{
    return settings.file.path;
}

/* Paths in a file are seen from the folder of the file. */
static const char *path_in_file(const char *path)
{
    if (path[0] == '/' || strcmp(path, "-") == 0)
        return path;
    const char *dir = bl_path_dir(&settings.arena, settings.file.path);
    return bl_path_join(&settings.arena, dir, path);
}

/* "base.json" and "pool.db@3" are paths, "latest~1" and "1a2b" are not. */
static const char *results_in_file(const char *spec)
{
    const char *path = path_in_file(spec);
    return spec[strcspn(spec, "./@")] || access(path, F_OK) == 0 ? path : spec;
}

static const char *argument_in_file(const HelpOption *option, const char *text)
{
    if (!option->argument)
        return NULL;
    if (option->is_results)
        return results_in_file(text);
    return option->is_path ? path_in_file(text) : text;
}

/* The command that takes. */
typedef struct Taker {
    const CliSyntax *syntax;
    const struct option *options;
    const CliGiven *given;
    void *context;
} Taker;

static int take_value(const Taker *taker, const struct option *option, const ConfigValue *value,
                      const char *argument)
{
    CliSetting setting = {.command = taker->syntax->command,
                          .option = option->name,
                          .argument = argument,
                          .file = &settings.file,
                          .line = value->line,
                          .column = value->column};
    settings.any = true;
    settings.taking = value;
    settings.refused = false;
    int status = taker->syntax->take(taker->context, option->val, argument);
    if (status != CLI_OK && !settings.refused)
        cli_settings_refuse("this is not what the option takes");
    settings.taking = NULL;
    if (status == CLI_OK && settings.see)
        settings.see(settings.context, &setting);
    return status;
}

static const char *joined(const ConfigSetting *setting)
{
    BlBuf text = {0};
    for (size_t i = 0; i < setting->values.count; i++)
        bl_buf_printf(&text, "%s%s", i ? "," : "", setting->values.items[i].text);
    const char *copy = bl_str_dup(&settings.arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return copy;
}

static int take_setting(const Taker *taker, const ConfigSetting *setting,
                        const struct option *option, const HelpOption *described)
{
    int status = CLI_OK;
    if (setting->values.count && described->is_list)
        return take_value(taker, option, &setting->values.items[0], joined(setting));
    for (size_t i = 0; i < setting->values.count && status == CLI_OK; i++) {
        const ConfigValue *value = &setting->values.items[i];
        if (!described->argument && strcmp(value->text, "false") == 0)
            continue;
        status = take_value(taker, option, value, argument_in_file(described, value->text));
    }
    return status;
}

static const struct option *option_of(const struct option *options, const char *name)
{
    for (; options->name; options++)
        if (strcmp(options->name, name) == 0)
            return options;
    return NULL;
}

static bool is_given(const Taker *taker, const char *name)
{
    const struct option *option = option_of(taker->options, name);
    for (size_t i = 0; option && i < taker->given->options.count; i++)
        if (taker->given->options.items[i] == option->val)
            return true;
    return false;
}

/* Does the command line say it, or what is instead of it? */
static bool is_overridden(const Taker *taker, const char *name)
{
    bool overridden = is_given(taker, name);
    for (size_t i = 0; i < sizeof alternatives / sizeof *alternatives; i++)
        for (size_t j = 0; j < 2; j++)
            if (strcmp(alternatives[i][j], name) == 0)
                overridden |= is_given(taker, alternatives[i][1 - j]);
    return overridden;
}

static bool is_in_section(const char *section, const char *key)
{
    for (size_t i = 0; i < settings.file.settings.count; i++) {
        const ConfigSetting *setting = &settings.file.settings.items[i];
        if (strcmp(setting->section, section) == 0 && strcmp(setting->key, key) == 0)
            return true;
    }
    return false;
}

static bool counts(const Taker *taker, const ConfigSetting *setting)
{
    if (setting->section[0])
        return strcmp(setting->section, taker->syntax->command) == 0 &&
               !is_overridden(taker, setting->key);
    return !is_in_section(taker->syntax->command, setting->key) &&
           !is_overridden(taker, setting->key);
}

static int take_settings(const Taker *taker)
{
    const CliCommand *command = cli_command(taker->syntax->command);
    HelpText help;
    int status = CLI_OK;
    if (!command || !settings.file.settings.count)
        return CLI_OK;
    help_text_read(&help, command);
    for (size_t i = 0; i < settings.file.settings.count && status == CLI_OK; i++) {
        const ConfigSetting *setting = &settings.file.settings.items[i];
        const HelpOption *described = help_text_option(&help, setting->key);
        const struct option *option = option_of(taker->options, setting->key);
        if (described && option && counts(taker, setting))
            status = take_setting(taker, setting, option, described);
    }
    help_text_free(&help);
    return status;
}

int cli_settings_take(const CliSyntax *syntax, const struct option *options, const CliGiven *given,
                      void *context)
{
    Taker taker = {syntax, options, given, context};
    int status = settings.read ? CLI_OK : read_file(given);
    if (status == CLI_OK)
        status = take_settings(&taker);
    return status == CLI_OK && settings.see ? CLI_DONE : status;
}

int cli_settings_look(const char *command, void (*see)(void *context, const CliSetting *setting),
                      void *context)
{
    char name[32];
    snprintf(name, sizeof name, "%s", command);
    char *argv[] = {name, NULL};
    settings.see = see;
    settings.context = context;
    int status = cli_command(command)->run(1, argv);
    settings.see = NULL;
    return status;
}
