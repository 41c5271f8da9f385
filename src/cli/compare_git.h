/* compare_git.h - two revisions of a repository, measured each in a worktree of its own. */
#ifndef BENCHLINE_COMPARE_GIT_H
#define BENCHLINE_COMPARE_GIT_H

#include "benchline/base.h"

typedef struct CompareGit {
    const char *range; /* "main..HEAD" */
    const char *path;  /* in the repository */
    const char *keep;  /* a folder for the results; NULL: none */
    bool quiet, has_rest;
    BL_VEC(const char *) run; /* options for `benchline run` */
    const char *const *rest;  /* what stood behind "--", for it too */
    size_t rest_count;
    /* Set by compare_git_measure(), good until compare_git_free(). */
    BlArena arena;
    const char *names[2];   /* "main (1a2b3c4d5e6f)" */
    const char *results[2]; /* files */
    const char *temp;
} CompareGit;

/* Measures both, old and new. The repository is left as it was, also when a signal ends this: the
 * process then dies of it. An exit status: CLI_OK, or what is wrong was said. */
int compare_git_measure(CompareGit *git);
/* Puts what stood behind "--" to the options, its files as seen from the current folder. */
int compare_git_take_rest(CompareGit *git);
void compare_git_free(CompareGit *git);

#endif
