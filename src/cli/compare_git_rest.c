/* compare_git_rest.c - what stands behind "--" for `benchline run`. It measures in a worktree,
 * which goes when it has: files that are named are those that the user sees from where he is. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/compare_git.h"
#include "cli/run_command.h"
#include "cli/settings.h"

typedef struct Rest {
    CompareGit *git;
    char *folder; /* the current one */
} Rest;

static bool is_file(int option)
{
    return option == OPT_STORE || option == OPT_PROGRESS_FILE || option == OPT_RERUN_FAILED ||
           option == CLI_OPT_CONFIG;
}

static int take(void *context, const struct option *option, const char *argument)
{
    const Rest *rest = context;
    CompareGit *git = rest->git;
    if (option->val == 'o' || option->val == OPT_JSON)
        return cli_usage("compare",
                         "'--%s' is not for a run of --git: --keep FOLDER keeps its results",
                         option->name);
    if (option->val == 'h')
        return cli_usage("compare", "'benchline run --help' tells what may stand behind --");
    if (is_file(option->val) && argument[0] != '/')
        argument = bl_path_join(&git->arena, rest->folder, argument);
    bl_vec_push(&git->run, bl_arena_printf(&git->arena, "--%s%s%s", option->name,
                                           argument ? "=" : "", argument ? argument : ""));
    return CLI_OK;
}

int compare_git_take_rest(CompareGit *git)
{
    Rest rest = {git, getcwd(NULL, 0)};
    if (!rest.folder) {
        fprintf(cli_messages(), "benchline compare: the current folder: %s\n", strerror(errno));
        return CLI_INTERNAL;
    }
    BL_VEC(char *) words = {0}; /* getopt_long() sorts them */
    bl_vec_push(&words, (char *)(uintptr_t) "run");
    for (size_t i = 0; i < git->rest_count; i++)
        bl_vec_push(&words, (char *)(uintptr_t)git->rest[i]);
    bl_vec_push(&words, NULL);
    int status =
        cli_options_see("compare", run_options, (int)words.count - 1, words.items, take, &rest);
    bl_vec_free(&words);
    free(rest.folder);
    return status;
}
