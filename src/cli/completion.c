/* completion.c - see completion.h.
 *
 * The scripts hold all there is to know, so that completing starts no program. In each shell a word
 * that is neither an option nor told one by one is completed as a file.
 */
#include "cli/completion.h"

#include <stdlib.h>

static void put_choices(BlBuf *out, const HelpOption *option)
{
    for (size_t i = 0; i < option->choices.count; i++) {
        bl_buf_puts(out, i ? " " : "");
        bl_buf_str(out, option->choices.items[i]);
    }
}

static void put_commands(BlBuf *out, const Completion *completion, bool all)
{
    for (size_t i = 0; i < completion->commands.count; i++)
        if (all || completion->commands.items[i].help.options.count)
            bl_buf_printf(out, "%s%s", i ? " " : "", completion->commands.items[i].name);
}

/* What stands behind the options, when it is one of some words. */
static void put_words(BlBuf *out, const Completion *completion, const HelpText *help)
{
    if (help->takes_commands)
        put_commands(out, completion, false); /* not help and version, which have no options */
    for (size_t i = 0; i < help->words.count; i++) {
        bl_buf_puts(out, i ? " " : "");
        bl_buf_str(out, help->words.items[i]);
    }
}

/* The first sentence or so of what an option does. */
static BlStr brief(const HelpOption *option)
{
    BlStr text = bl_cstr(option->text);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == ';' ||
            (text.ptr[i] == '.' && (i + 1 == text.len || text.ptr[i + 1] == ' ')))
            text.len = i;
    return text;
}

/* ---- bash ------------------------------------------------------------------------------------ */

/* Without bash-completion's functions, which need not be there. `--option=value` is three words for
 * readline, unless somebody took the = out of COMP_WORDBREAKS. */
static const char bash_head[] =
    "# bash completion for benchline, made by 'benchline completion bash'.\n"
    "\n"
    "_benchline_words() { # WORDS PREFIX: those that go on with $cur, each behind PREFIX\n"
    "    local word\n"
    "    for word in $1; do\n"
    "        [[ $word == \"$cur\"* ]] && COMPREPLY+=(\"$2$word\")\n"
    "    done\n"
    "    return 0\n"
    "}\n"
    "\n"
    "_benchline_list() { # WORDS PREFIX: as that, of a list with commas\n"
    "    local before=\n"
    "    if [[ $cur == *,* ]]; then\n"
    "        before=${cur%,*},\n"
    "        cur=${cur##*,}\n"
    "    fi\n"
    "    _benchline_words \"$1\" \"$2$before\"\n"
    "}\n"
    "\n"
    "_benchline() {\n"
    "    COMPREPLY=()\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} prefix= options= words=\n"
    "    if ((COMP_CWORD == 1)); then\n"
    "        _benchline_words '";

static const char bash_option[] =
    "    case $cur in\n"
    "    =)\n"
    "        cur=\n"
    "        ;;\n"
    "    --*=*)\n"
    "        option=${cur%%=*}\n"
    "        prefix=$option=\n"
    "        cur=${cur#*=}\n"
    "        ;;\n"
    "    *)\n"
    "        [[ $option == = ]] && option=${COMP_WORDS[COMP_CWORD-2]}\n"
    "        ;;\n"
    "    esac\n"
    "    case ${COMP_WORDS[1]} in\n";

/* `cur` is now a word of its own or what an option takes; with a prefix it can only be the
 * latter. */
static const char bash_tail[] = "    esac\n"
                                "    if [[ $prefix ]]; then\n"
                                "        return\n"
                                "    elif [[ $cur == -* ]]; then\n"
                                "        _benchline_words \"$options\"\n"
                                "    else\n"
                                "        _benchline_words \"$words\"\n"
                                "    fi\n"
                                "}\n"
                                "\n"
                                "complete -o bashdefault -o default -F _benchline benchline\n";

static void put_bash_option(BlBuf *out, const HelpOption *option)
{
    if (!option->argument)
        return;
    bl_buf_puts(out, "        ");
    if (option->letter)
        bl_buf_printf(out, "-%c|", option->letter);
    bl_buf_printf(out, "--%s) ", option->name);
    if (option->choices.count) {
        bl_buf_printf(out, "_benchline_%s '", option->is_list ? "list" : "words");
        put_choices(out, option);
        bl_buf_puts(out, "' \"$prefix\"; ");
    }
    bl_buf_puts(out, "return ;;\n");
}

static void put_bash_command(BlBuf *out, const Completion *completion,
                             const CompletionCommand *command)
{
    bl_buf_printf(out, "    %s)\n        options='", command->name);
    for (size_t i = 0; i < command->help.options.count; i++)
        bl_buf_printf(out, "%s--%s", i ? " " : "", command->help.options.items[i].name);
    bl_buf_puts(out, "'\n        words='");
    put_words(out, completion, &command->help);
    bl_buf_puts(out, "'\n        case $option in\n");
    for (size_t i = 0; i < command->help.options.count; i++)
        put_bash_option(out, &command->help.options.items[i]);
    bl_buf_puts(out, "        esac\n        ;;\n");
}

void completion_bash(const Completion *completion, BlBuf *out)
{
    bl_buf_puts(out, bash_head);
    put_commands(out, completion, true);
    bl_buf_puts(out, "'\n        return\n    fi\n");
    bl_buf_puts(out, bash_option);
    for (size_t i = 0; i < completion->commands.count; i++)
        put_bash_command(out, completion, &completion->commands.items[i]);
    bl_buf_puts(out, bash_tail);
}

/* ---- zsh ------------------------------------------------------------------------------------- */

/* Inside of '...'; `special` are characters that want a backslash, as _arguments and _describe
 * do. */
static void put_zsh(BlBuf *out, BlStr text, const char *special)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\'')
            bl_buf_puts(out, "'\\'");
        else if (strchr(special, c))
            bl_buf_putc(out, '\\');
        bl_buf_putc(out, c);
    }
}

static void put_zsh_argument(BlBuf *out, const HelpOption *option)
{
    bl_buf_putc(out, ':');
    put_zsh(out, bl_cstr(option->argument), ":[]\\");
    if (!option->choices.count) {
        bl_buf_puts(out, option->is_path ? ":_files" : ": ");
        return;
    }
    bl_buf_puts(out, option->is_list ? ":_sequence compadd - " : ":(");
    put_choices(out, option);
    bl_buf_puts(out, option->is_list ? "" : ")");
}

/* '--engine=[...]:ENGINE:(harness source both)', or with a letter
 * '(-o --output)'{-o+,--output=}'[...]:FILE:_files'. */
static void put_zsh_option(BlBuf *out, const HelpOption *option)
{
    const char *takes = option->argument ? "=" : "", *star = option->is_repeated ? "*" : "";
    bl_buf_puts(out, " \\\n            ");
    if (option->letter && option->is_repeated)
        bl_buf_puts(out, "'*'");
    else if (option->letter)
        bl_buf_printf(out, "'(-%c --%s)'", option->letter, option->name);
    if (option->letter)
        bl_buf_printf(out, "{-%c%s,--%s%s}'[", option->letter, option->argument ? "+" : "",
                      option->name, takes);
    else
        bl_buf_printf(out, "'%s--%s%s[", star, option->name, takes);
    put_zsh(out, brief(option), "[]\\");
    bl_buf_putc(out, ']');
    if (option->argument)
        put_zsh_argument(out, option);
    bl_buf_putc(out, '\'');
}

static void put_zsh_command(BlBuf *out, const Completion *completion,
                            const CompletionCommand *command)
{
    bl_buf_printf(out, "    %s)\n        _arguments -s", command->name);
    for (size_t i = 0; i < command->help.options.count; i++)
        put_zsh_option(out, &command->help.options.items[i]);
    bl_buf_puts(out, " \\\n            '*:argument:");
    if (command->help.takes_commands || command->help.words.count) {
        bl_buf_putc(out, '(');
        put_words(out, completion, &command->help);
        bl_buf_puts(out, ")'\n        ;;\n");
    } else {
        bl_buf_puts(out, "_files'\n        ;;\n");
    }
}

void completion_zsh(const Completion *completion, BlBuf *out)
{
    bl_buf_puts(out, "#compdef benchline\n"
                     "# zsh completion for benchline, made by 'benchline completion zsh'.\n"
                     "\n"
                     "_benchline() {\n"
                     "    if ((CURRENT == 2)); then\n"
                     "        local -a commands=(\n");
    for (size_t i = 0; i < completion->commands.count; i++) {
        const CompletionCommand *command = &completion->commands.items[i];
        bl_buf_printf(out, "            '%s:", command->name);
        put_zsh(out, bl_cstr(command->summary), "\\");
        bl_buf_puts(out, "'\n");
    }
    bl_buf_puts(out, "        )\n"
                     "        _describe command commands\n"
                     "        return\n"
                     "    fi\n"
                     "    local command=$words[2]\n"
                     "    shift words\n"
                     "    ((CURRENT--))\n"
                     "    case $command in\n");
    for (size_t i = 0; i < completion->commands.count; i++)
        put_zsh_command(out, completion, &completion->commands.items[i]);
    bl_buf_puts(out, "    esac\n"
                     "}\n"
                     "\n"
                     "if [[ $funcstack[1] == _benchline ]]; then\n"
                     "    _benchline \"$@\"\n"
                     "else\n"
                     "    compdef _benchline benchline\n"
                     "fi\n");
}

/* ---- fish ------------------------------------------------------------------------------------ */

static void put_fish(BlBuf *out, BlStr text)
{
    bl_buf_putc(out, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'' || text.ptr[i] == '\\')
            bl_buf_putc(out, '\\');
        bl_buf_putc(out, text.ptr[i]);
    }
    bl_buf_putc(out, '\'');
}

/* -r: it takes something, -x: and that is no file. */
static void put_fish_option(BlBuf *out, const char *command, const HelpOption *option)
{
    bl_buf_printf(out, "complete -c benchline -n '__benchline_command %s' -l %s", command,
                  option->name);
    if (option->letter)
        bl_buf_printf(out, " -s %c", option->letter);
    if (option->argument)
        bl_buf_puts(out, option->is_path ? " -r -F" : " -x");
    if (option->choices.count) {
        bl_buf_puts(out, option->is_list ? " -a '(__fish_append , " : " -a '");
        put_choices(out, option);
        bl_buf_puts(out, option->is_list ? ")'" : "'");
    }
    bl_buf_puts(out, " -d ");
    put_fish(out, brief(option));
    bl_buf_putc(out, '\n');
}

static void put_fish_command(BlBuf *out, const Completion *completion,
                             const CompletionCommand *command)
{
    bl_buf_printf(out, "complete -c benchline -n __benchline_no_command -f -a %s -d ",
                  command->name);
    put_fish(out, bl_cstr(command->summary));
    bl_buf_putc(out, '\n');
    if (command->help.takes_commands || command->help.words.count) {
        bl_buf_printf(out, "complete -c benchline -n '__benchline_command %s' -f -a '",
                      command->name);
        put_words(out, completion, &command->help);
        bl_buf_puts(out, "'\n");
    }
    for (size_t i = 0; i < command->help.options.count; i++)
        put_fish_option(out, command->name, &command->help.options.items[i]);
}

void completion_fish(const Completion *completion, BlBuf *out)
{
    bl_buf_puts(out, "# fish completion for benchline, made by 'benchline completion fish'.\n"
                     "\n"
                     "function __benchline_no_command\n"
                     "    test (count (commandline -opc)) -eq 1\n"
                     "end\n"
                     "\n"
                     "function __benchline_command\n"
                     "    set -l words (commandline -opc)\n"
                     "    test (count $words) -gt 1; and test $words[2] = $argv[1]\n"
                     "end\n"
                     "\n");
    for (size_t i = 0; i < completion->commands.count; i++)
        put_fish_command(out, completion, &completion->commands.items[i]);
}
