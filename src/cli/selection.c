/* selection.c - see selection.h. */
#include "cli/selection.h"

#include <getopt.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/option_values.h"

enum { JOBS_MAX = 1024 };

/* ---- which functions ------------------------------------------------------------------------- */

/* Says what is wrong with a pattern, and shows where. */
static int bad_pattern(const char *command, const char *option, const char *text,
                       const FindPatternError *error)
{
    BlBuf shown = {0};
    size_t column = 0;
    for (size_t i = 0; text[i]; i++) {
        bl_buf_putc(&shown, (unsigned char)text[i] < ' ' ? ' ' : text[i]);
        column += i < error->at && !bl_utf8_continues(text[i]);
    }
    int status = cli_usage(command, "%s takes a regular expression: %s\n  %s\n  %*s^", option,
                           error->message, bl_buf_view(&shown).ptr, (int)column, "");
    bl_buf_free(&shown);
    return status;
}

static int take_pattern(CliPatterns *patterns, const char *command, const char *option,
                        const char *text)
{
    FindPatternError error;
    FindPattern *pattern = find_pattern_new(text, &error);
    if (!pattern)
        return bad_pattern(command, option, text, &error);
    bl_vec_push(patterns, pattern);
    return CLI_OK;
}

static void free_patterns(CliPatterns *patterns)
{
    for (size_t i = 0; i < patterns->count; i++)
        find_pattern_free(patterns->items[i]);
    bl_vec_free(patterns);
}

/* What benchmarks are made of. */
static unsigned kind_of_name(BlStr name)
{
    static const FoundTestKind kinds[] = {FOUND_TEST, FOUND_EXAMPLE, FOUND_FUZZ};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (bl_str_eq(name, bl_cstr(found_test_kind_name(kinds[i]))))
            return FIND_KIND(kinds[i]);
    return 0;
}

static int take_kinds(CliSelection *selection, const char *command, const char *text)
{
    BlStr rest = bl_cstr(text), name;
    bool more = true;
    selection->kinds = 0;
    while (more) {
        more = bl_str_cut(rest, ',', &name, &rest);
        unsigned kind = kind_of_name(bl_str_trim(name));
        if (!kind)
            return cli_usage(command,
                             "--from takes test, example and fuzz, separated by commas, not '%s'",
                             text);
        selection->kinds |= kind;
    }
    return CLI_OK;
}

static int take_shard(CliSelection *selection, const char *command, const char *text)
{
    if (find_shard_read(text, &selection->shard))
        return CLI_OK;
    return cli_usage(command,
                     "--shard takes I/N, the I-th of N parts, such as 1/4 to 4/4 (N up to %d), not "
                     "'%s'",
                     FIND_MOST_SHARDS, text);
}

FindFilter cli_selection_filter(const CliSelection *selection)
{
    return (FindFilter){
        .kinds = selection->kinds,
        .only = (const FindPattern *const *)selection->only.items,
        .only_count = selection->only.count,
        .skip = (const FindPattern *const *)selection->skip.items,
        .skip_count = selection->skip.count,
    };
}

bool cli_selection_takes(const CliSelection *selection, const char *name)
{
    FindFilter filter = cli_selection_filter(selection);
    return find_filter_takes(&filter, FOUND_TEST, name);
}

/* ---- options and finding --------------------------------------------------------------------- */

int cli_selection_option(CliSelection *selection, const char *command, int option,
                         const char *argument)
{
    switch (option) {
    case CLI_OPT_EXCLUDE:
        bl_vec_push(&selection->excludes, argument);
        return CLI_OK;
    case CLI_OPT_TEST_DIRS:
        selection->test_dirs = true;
        return CLI_OK;
    case CLI_OPT_GOOS:
        selection->wish.goos = argument;
        return find_known_os(bl_cstr(argument))
                   ? CLI_OK
                   : cli_usage(command, "unknown system '%s'", argument);
    case CLI_OPT_GOARCH:
        selection->wish.goarch = argument;
        return find_known_arch(bl_cstr(argument))
                   ? CLI_OK
                   : cli_usage(command, "unknown processor '%s'", argument);
    case CLI_OPT_TAGS:
        selection->wish.tags = argument;
        return CLI_OK;
    case CLI_OPT_ONLY:
        return take_pattern(&selection->only, command, "--only", argument);
    case CLI_OPT_SKIP:
        return take_pattern(&selection->skip, command, "--skip", argument);
    case CLI_OPT_FROM:
        return take_kinds(selection, command, argument);
    case CLI_OPT_SHARD:
        return take_shard(selection, command, argument);
    case 'j':
        return cli_take_count(command, "--jobs", argument, JOBS_MAX, &selection->jobs);
    default:
        return -1;
    }
}

/* Each thread has a heap of its own, which keeps what a large package once took. So large pieces,
 * which are syntax trees and whole files, come from the kernel and go back to it: it costs a
 * twentieth of the time, and memory stays that of the packages under way. */
static void give_memory_back(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

bool cli_selection_chooses(const CliSelection *selection)
{
    return selection->kinds || selection->only.count || selection->skip.count;
}

/* A folder stands for all that is below it, and so it may be given as the go command wants it:
 * ./... is the current one. */
static void cut_dots(char *path)
{
    size_t len = strlen(path);
    if (strcmp(path, "...") == 0)
        path[1] = '\0';
    else if (bl_str_ends(bl_str(path, len), BL_STR("/...")) && access(path, F_OK) != 0)
        path[len == strlen("/...") ? 1 : len - strlen("/...")] = '\0';
}

void cli_selection_find(CliSelection *selection, int argc, char **argv, BlDiags *diags)
{
    static const char *const here[] = {"."};
    FindOptions options = {
        .target = &selection->target,
        .excludes = selection->excludes.items,
        .exclude_count = selection->excludes.count,
        .shard = selection->shard,
        .test_dirs = selection->test_dirs,
        .unread = selection->unread,
        .filter = &selection->filter,
        .jobs = selection->jobs,
    };
    selection->filter = cli_selection_filter(selection);
    for (int i = optind; i < argc; i++)
        cut_dots(argv[i]);
    const char *const *paths = optind < argc ? (const char *const *)&argv[optind] : here;
    size_t count = optind < argc ? (size_t)(argc - optind) : 1;
    if (selection->jobs != 1)
        give_memory_back();
    find_target_init(&selection->target, &selection->wish, diags);
    find_paths(&selection->found, &options, paths, count, diags);
    selection->searched = true;
}

void cli_selection_forget(CliSelection *selection)
{
    if (selection->searched) {
        find_free(&selection->found);
        find_target_free(&selection->target);
    }
    selection->searched = false;
}

void cli_selection_free(CliSelection *selection)
{
    free_patterns(&selection->only);
    free_patterns(&selection->skip);
    bl_vec_free(&selection->excludes);
    cli_selection_forget(selection);
}
