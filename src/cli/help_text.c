/* help_text.c - see help_text.h. */
#include "cli/help_text.h"

#include <ctype.h>
#include <stdlib.h>

enum { TEXT_COLUMN = 23 };

/* The streams are variables in the GNU C library ("Standard Streams" in its manual), so what a
 * command prints can be had without a second process. */
static BlStr printed_help(HelpText *help, const CliCommand *command)
{
    char name[32], option[] = "--help", *text = NULL;
    size_t size = 0;
    snprintf(name, sizeof name, "%s", command->name);
    char *argv[] = {name, option, NULL};
    FILE *usual = stdout, *memory = open_memstream(&text, &size);
    if (!memory)
        bl_out_of_memory(0);
    stdout = memory;
    command->run(2, argv);
    stdout = usual;
    if (fclose(memory) != 0)
        bl_out_of_memory(0);
    BlStr copy = bl_str(bl_str_dup(&help->arena, bl_str(text, size)), size);
    free(text);
    return copy;
}

static size_t blanks_before(BlStr line)
{
    size_t count = 0;
    while (count < line.len && line.ptr[count] == ' ')
        count++;
    return count;
}

static bool is_word(char c)
{
    return islower((unsigned char)c) || isdigit((unsigned char)c) || c == '-';
}

static BlStr cut_word(BlStr *text)
{
    size_t length = 0;
    while (length < text->len && is_word(text->ptr[length]))
        length++;
    BlStr word = bl_str(text->ptr, length);
    *text = bl_str_from(*text, length);
    return word;
}

/* ---- the lines of an option ------------------------------------------------------------------ */

static HelpOption *add_option(HelpText *help, BlStr name, char letter)
{
    HelpOption option = {.name = bl_str_dup(&help->arena, name), .letter = letter, .text = ""};
    bl_vec_push(&help->options, option);
    return &help->options.items[help->options.count - 1];
}

/* "ENGINE  harness (default): ...", or only the text. */
static void take_argument(HelpText *help, HelpOption *option, BlStr rest)
{
    if (rest.len > 1 && rest.ptr[0] == ' ' && rest.ptr[1] != ' ') {
        const char *end = memchr(rest.ptr + 1, ' ', rest.len - 1);
        size_t length = end ? (size_t)(end - rest.ptr) - 1 : rest.len - 1;
        option->argument = bl_str_dup(&help->arena, bl_str(rest.ptr + 1, length));
        rest = bl_str_from(rest, length + 1);
    }
    option->text = bl_str_dup(&help->arena, bl_str_trim(rest));
}

/* "  -o, --output FILE    write ...", "      --heal, --no-heal  have ..."; false: no such line. */
static bool take_option_line(HelpText *help, BlStr line)
{
    char letter = 0;
    size_t blanks = blanks_before(line);
    line = bl_str_from(line, blanks);
    if (blanks == 2 && line.len > 4 && line.ptr[0] == '-' && line.ptr[2] == ',') {
        letter = line.ptr[1];
        line = bl_str_from(line, 4);
    } else if (blanks != 6) {
        return false;
    }
    size_t first = help->options.count;
    do {
        if (!bl_str_starts(line, BL_STR("--")))
            return false;
        line = bl_str_from(line, 2);
        BlStr name = cut_word(&line);
        add_option(help, name, letter);
        letter = 0;
    } while (bl_str_starts(line, BL_STR(", ")) && (line = bl_str_from(line, 2), true));
    take_argument(help, &help->options.items[help->options.count - 1], line);
    for (size_t i = first; i + 1 < help->options.count; i++)
        help->options.items[i].text = help->options.items[help->options.count - 1].text;
    return true;
}

static bool goes_on(const HelpText *help, BlStr line)
{
    return help->options.count && blanks_before(line) >= TEXT_COLUMN;
}

static void take_more_text(HelpText *help, BlStr line)
{
    HelpOption *option = &help->options.items[help->options.count - 1];
    BlStr more = bl_str_trim(line);
    option->text = bl_arena_printf(&help->arena, "%s%s%.*s", option->text,
                                   option->text[0] ? " " : "", (int)more.len, more.ptr);
}

/* "usage: benchline completion bash|zsh|fish". */
static void take_usage(HelpText *help, BlStr line)
{
    BlStr rest = line, word;
    help->takes_commands |= memmem(line.ptr, line.len, "COMMAND", 7) != NULL;
    while (bl_str_cut(rest, ' ', &word, &rest))
        ;
    while (memchr(word.ptr, '|', word.len) || (help->words.count && word.len)) {
        BlStr choice;
        bl_str_cut(word, '|', &choice, &word);
        bl_vec_push(&help->words, choice);
    }
}

/* ---- what an option takes -------------------------------------------------------------------- */

static void add_choices(HelpOption *option, BlStr words, char separator)
{
    BlStr word;
    bool more = true;
    while (more) {
        more = bl_str_cut(words, separator, &word, &words);
        bl_vec_push(&option->choices, word);
    }
}

/* "harness (default): ...; source: ...; both: ...". */
static void find_choices_in_text(HelpOption *option)
{
    BlStr rest = bl_cstr(option->text), part;
    BlStr first = cut_word(&rest);
    if (!first.len || !bl_str_starts(rest, BL_STR(" (default): ")))
        return;
    bl_vec_push(&option->choices, first);
    while (bl_str_cut(rest, ';', &part, &rest)) {
        BlStr next = bl_str_trim(rest);
        BlStr word = cut_word(&next);
        if (word.len && bl_str_starts(next, BL_STR(": ")))
            bl_vec_push(&option->choices, word);
    }
}

/* "... FORMAT is one of", and a list. */
static void find_choices_in_list(const HelpText *help, HelpOption *option)
{
    BlBuf title = {0};
    bl_buf_printf(&title, "%s is one of\n\n", option->argument);
    const char *at = memmem(help->text.ptr, help->text.len, title.data, title.len);
    if (at) {
        BlStr line, rest = bl_str_from(help->text, (size_t)(at - help->text.ptr) + title.len);
        while (bl_str_cut(rest, '\n', &line, &rest) && blanks_before(line) == 2) {
            line = bl_str_from(line, 2);
            bl_vec_push(&option->choices, cut_word(&line));
        }
    }
    bl_buf_free(&title);
}

static void find_choices(const HelpText *help, HelpOption *option)
{
    const char *argument = option->argument;
    if (!argument)
        return;
    option->is_path = strcmp(argument, "FILE") == 0 || strcmp(argument, "DIR") == 0 ||
                      strcmp(argument, "FOLDER") == 0;
    option->is_results = strcmp(argument, "RESULTS") == 0;
    option->is_list = strcmp(argument, "LIST") == 0;
    option->is_repeated = strstr(option->text, "be repeated") != NULL;
    if (!islower((unsigned char)argument[0])) {
        find_choices_in_text(option);
        if (!option->choices.count)
            find_choices_in_list(help, option);
        return;
    }
    option->is_list = strchr(argument, ',') != NULL;
    add_choices(option, bl_cstr(argument), option->is_list ? ',' : '|');
}

void help_text_read(HelpText *help, const CliCommand *command)
{
    *help = (HelpText){0};
    help->text = printed_help(help, command);
    BlStr rest = help->text, line;
    while (bl_str_cut(rest, '\n', &line, &rest)) {
        if (bl_str_starts(line, BL_STR("examples:")))
            break;
        if (bl_str_starts(line, BL_STR("usage:")))
            take_usage(help, line);
        else if (goes_on(help, line))
            take_more_text(help, line);
        else
            take_option_line(help, line);
    }
    for (size_t i = 0; i < help->options.count; i++)
        find_choices(help, &help->options.items[i]);
}

const HelpOption *help_text_option(const HelpText *help, const char *name)
{
    for (size_t i = 0; i < help->options.count; i++)
        if (strcmp(help->options.items[i].name, name) == 0)
            return &help->options.items[i];
    return NULL;
}

void help_text_free(HelpText *help)
{
    for (size_t i = 0; i < help->options.count; i++)
        bl_vec_free(&help->options.items[i].choices);
    bl_vec_free(&help->options);
    bl_vec_free(&help->words);
    bl_arena_free(&help->arena);
}
