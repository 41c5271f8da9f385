/* settings_check.c - is a file of settings right? Which options there are and what they take is
 * what the commands' help texts say (help_text.h). */
#include "cli/help_text.h"
#include "cli/settings.h"

/* What an option asks to be done now, which no file can know. */
static const char *const requests[] = {"help",  "dry-run",       "write",  "revert", "check",
                                       "force", "discard-edits", "resume", "git",    "changes"};
/* What a file may not say that merely lies in a project: whose programs run, and with what
 * rights. */
static const char *const rights[] = {"go", "network"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_among(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

typedef struct Checker {
    const ConfigFile *file;
    bool named;
    BlDiags *diags;
} Checker;

static void wrong(const Checker *checker, const ConfigSetting *setting, const char *format, ...)
    BL_PRINTF(3, 4);
static void wrong(const Checker *checker, const ConfigSetting *setting, const char *format, ...)
{
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    config_error(checker->file, setting->line, setting->column, checker->diags, "%s", message.data);
    bl_buf_free(&message);
}

/* A project that lies around may not have files written or read, but for its own store. */
static bool needs_a_name(const HelpOption *option)
{
    return is_among(rights, COUNT(rights), option->name) || option->is_results ||
           (option->is_path && strcmp(option->name, "store") != 0);
}

static void check_kinds(const Checker *checker, const ConfigSetting *setting,
                        const HelpOption *option)
{
    bool several = option->is_list || option->is_repeated;
    if (setting->array && !(option->argument && several)) {
        wrong(checker, setting, "%s takes one value, not an array", setting->key);
        return;
    }
    for (size_t i = 0; i < setting->values.count; i++) {
        const ConfigValue *value = &setting->values.items[i];
        if ((value->kind == CONFIG_BOOLEAN) == !option->argument)
            continue;
        config_error(checker->file, value->line, value->column, checker->diags,
                     option->argument ? "%s takes %s: a text in quotes or a number, not %s"
                                      : "%s takes true or false",
                     setting->key, option->argument, value->text);
    }
}

static void check_setting(const Checker *checker, const ConfigSetting *setting,
                          const HelpOption *option)
{
    if (is_among(requests, COUNT(requests), option->name))
        wrong(checker, setting, "%s is for the command line: it says what to do now", setting->key);
    else if (!checker->named && needs_a_name(option))
        wrong(checker, setting,
              "%s is taken only from a file that you name, with --config or BENCHLINE_CONFIG, "
              "because this one may be somebody else's",
              setting->key);
    else
        check_kinds(checker, setting, option);
}

/* Of the commands that have the option, the section's or all; false when there is none. */
static bool check_in_commands(const Checker *checker, const ConfigSetting *setting)
{
    bool known = false;
    for (const CliCommand *command = cli_commands; command->name && !known; command++) {
        if (setting->section[0] && strcmp(setting->section, command->name) != 0)
            continue;
        HelpText help;
        help_text_read(&help, command);
        const HelpOption *option = help_text_option(&help, setting->key);
        if (option)
            check_setting(checker, setting, option);
        known = option != NULL;
        help_text_free(&help);
    }
    return known;
}

static void check_section(const Checker *checker, const ConfigSection *section)
{
    if (!cli_command(section->name))
        config_error(checker->file, section->line, section->column, checker->diags,
                     "there is no command %s, whose settings these could be", section->name);
}

static void check_option(const Checker *checker, const ConfigSetting *setting)
{
    if (setting->section[0] && !cli_command(setting->section))
        return; /* which is said of the section */
    if (check_in_commands(checker, setting))
        return;
    if (setting->section[0])
        wrong(checker, setting, "'benchline %s' has no option --%s", setting->section,
              setting->key);
    else
        wrong(checker, setting, "no command has an option --%s", setting->key);
}

void cli_settings_check(const ConfigFile *file, bool named, BlDiags *diags)
{
    const Checker checker = {file, named, diags};
    for (size_t i = 0; i < file->sections.count; i++)
        check_section(&checker, &file->sections.items[i]);
    for (size_t i = 0; i < file->settings.count; i++)
        check_option(&checker, &file->settings.items[i]);
}
