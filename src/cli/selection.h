/* selection.h - options that find, inject and run have in common: where to look, and for what
 * target. */
#ifndef BENCHLINE_SELECTION_H
#define BENCHLINE_SELECTION_H

#include "benchline/finder.h"
#include "cli/options.h"

typedef BL_VEC(FindPattern *) CliPatterns;

typedef struct CliSelection {
    FindTargetWish wish;
    BL_VEC(const char *) excludes;
    bool test_dirs;
    FindShard shard;
    bool unread;    /* as in FindOptions */
    unsigned kinds; /* FIND_KIND()s of --from; 0: it was not given */
    CliPatterns only, skip;
    unsigned jobs;     /* 0: one a core */
    FindTarget target; /* valid after cli_selection_find() */
    FindFilter filter; /* made of the above, as long as what was found */
    Found found;
    bool searched;
} CliSelection;

enum {
    CLI_OPT_EXCLUDE = CLI_OPT_SELECTION,
    CLI_OPT_TEST_DIRS,
    CLI_OPT_GOOS,
    CLI_OPT_GOARCH,
    CLI_OPT_TAGS,
    CLI_OPT_ONLY,
    CLI_OPT_SKIP,
    CLI_OPT_FROM,
    CLI_OPT_SHARD,
};

/* For a command's table of options. */
/* clang-format off */
#define CLI_SELECTION_NAMES                          \
    {"only", required_argument, NULL, CLI_OPT_ONLY}, \
    {"skip", required_argument, NULL, CLI_OPT_SKIP}
#define CLI_SELECTION_FROM {"from", required_argument, NULL, CLI_OPT_FROM}
#define CLI_SELECTION_PLACES                               \
    {"exclude", required_argument, NULL, CLI_OPT_EXCLUDE}, \
    {"test-dirs", no_argument, NULL, CLI_OPT_TEST_DIRS}
#define CLI_SELECTION_SHARD {"shard", required_argument, NULL, CLI_OPT_SHARD}
#define CLI_SELECTION_TARGET                         \
    {"goos", required_argument, NULL, CLI_OPT_GOOS}, \
    {"goarch", required_argument, NULL, CLI_OPT_GOARCH}
#define CLI_SELECTION_TAGS {"tags", required_argument, NULL, CLI_OPT_TAGS}
#define CLI_SELECTION_JOBS {"jobs", required_argument, NULL, 'j'}
/* clang-format on */

/* And for its help. */
#define CLI_SELECTION_PLACES_HELP                                                                    \
    "      --exclude GLOB   leave out files and folders of that name, at any depth; with a slash,\n" \
    "                       of that path below the project or pool, where ** is any number of\n"     \
    "                       folders; or the package of that import path. May be repeated. The\n"     \
    "                       lines of a file benchline.exclude in a project or pool do the same.\n"   \
    "      --test-dirs      where a project has folders named test or tests, look only there\n"
#define CLI_SELECTION_SHARD_HELP                                                                         \
    "      --shard I/N      only the I-th of N parts of the packages, for several machines: a package\n" \
    "                       is in the same part everywhere (docs/find.md)\n"
#define CLI_SELECTION_TARGET_HELP                                         \
    "      --goos OS        evaluate build constraints for this system\n" \
    "      --goarch ARCH    ... and for this processor\n"
#define CLI_SELECTION_TAGS_HELP "      --tags LIST      build tags, separated by commas\n"

#define CLI_SELECTION_NAMES_HELP                                                                         \
    "      --only REGEX     only functions whose name the regular expression matches anywhere, as the\n" \
    "                       first part of 'go test -run' does; may be repeated: any of them\n"           \
    "      --skip REGEX     leave out those that it matches; may be repeated\n"
#define CLI_SELECTION_FROM_HELP                                                                        \
    "      --from test,example,fuzz  what benchmarks are made of (default: test); of examples those\n" \
    "                       with an output comment, of fuzz tests the seed corpus\n"

#define CLI_SELECTION_JOBS_HELP "  -j, --jobs N         packages at a time (default: one a core)\n"

/* Takes one of the options above; CLI_OK or CLI_USAGE. -1 when it is none of them. */
int cli_selection_option(CliSelection *selection, const char *command, int option,
                         const char *argument);
/* Was any of --only, --skip and --from given? */
bool cli_selection_chooses(const CliSelection *selection);
/* What the three say; as long as the selection. */
FindFilter cli_selection_filter(const CliSelection *selection);
/* Do --only and --skip take a function of this name? */
bool cli_selection_takes(const CliSelection *selection, const char *name);
/* Finds below the paths, the current folder when there are none. */
void cli_selection_find(CliSelection *selection, int argc, char **argv, BlDiags *diags);
/* Forgets what was found, to find again. */
void cli_selection_forget(CliSelection *selection);
void cli_selection_free(CliSelection *selection);

#endif
