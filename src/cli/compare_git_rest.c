/* compare_git_rest.c - what stands behind "--" for `benchline run`. It measures in a worktree,
 * which goes when it has: files that are named are those that the user sees from where he is. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/compare_git.h"
#include "cli/options.h"

/* An option of `run`, and as few of its letters as getopt_long() takes for it. */
typedef struct Option {
    const char *name, *least;
    bool refused;
} Option;

static const Option options[] = {
    {"output", "ou", true},
    {"json", "j", true},
    {"store", "st", false},
    {"progress-file", "pr", false},
    {"rerun-failed", "rerun-f", false},
};

/* The option that an argument is; its value behind '=' is in `value`, NULL without one. */
static const Option *option_of(const char *argument, const char **value)
{
    static const Option output = {"output", "o", true};
    const char *equals = strchr(argument, '=');
    *value = equals ? equals + 1 : NULL;
    if (strncmp(argument, "-o", 2) == 0)
        return &output;
    if (strncmp(argument, "--", 2) != 0)
        return NULL;
    BlStr name =
        bl_str(argument + 2, (equals ? (size_t)(equals - argument) : strlen(argument)) - 2);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (bl_str_starts(name, bl_cstr(options[i].least)) &&
            bl_str_starts(bl_cstr(options[i].name), name))
            return &options[i];
    return NULL;
}

static const char *seen_from(BlArena *arena, const char *folder, const char *file)
{
    return file[0] == '/' ? file : bl_path_join(arena, folder, file);
}

int compare_git_take_rest(CompareGit *git)
{
    char *folder = getcwd(NULL, 0);
    if (!folder) {
        fprintf(cli_messages(), "benchline compare: the current folder: %s\n", strerror(errno));
        return CLI_INTERNAL;
    }
    int status = CLI_OK;
    for (size_t i = 0; i < git->rest_count && status == CLI_OK; i++) {
        const char *value, *argument = git->rest[i];
        const Option *option = option_of(argument, &value);
        if (option && option->refused) {
            status = cli_usage("compare",
                               "'%s' is not for a run of --git: --keep FOLDER keeps its results",
                               argument);
        } else if (option && value) {
            argument = bl_arena_printf(&git->arena, "--%s=%s", option->name,
                                       seen_from(&git->arena, folder, value));
        } else if (option && i + 1 < git->rest_count) {
            bl_vec_push(&git->run, argument);
            argument = seen_from(&git->arena, folder, git->rest[++i]);
        }
        bl_vec_push(&git->run, argument);
    }
    free(folder);
    return status;
}
