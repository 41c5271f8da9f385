/* go_versions.h - Go installations by version: those that are here, and those that the go command
 * can fetch (go help toolchain, https://go.dev/doc/toolchain).
 */
#ifndef BENCHLINE_GO_VERSIONS_H
#define BENCHLINE_GO_VERSIONS_H

#include "benchline/diag.h"

typedef struct GoVersion {
    const char *wish;    /* as it was given: "1.24" */
    const char *command; /* the go command, an absolute path, or a name for PATH */
    bool chosen;         /* by version or folder: no go.mod takes another one instead */
} GoVersion;

typedef struct GoVersions {
    BlArena arena;
    BL_VEC(GoVersion) list; /* as they were asked for */
} GoVersions;

typedef struct GoVersionsOptions {
    bool offline;   /* nothing is fetched */
    double seconds; /* patience with one go command */
} GoVersionsOptions;

/* Reads a list as --go takes it, separated by commas: versions ("1.24": the newest one of it that
 * is here, else the newest there is; "1.24.3"; a "go" before it does not matter), folders of
 * installations, and go commands. What cannot be had is an error in `diags`, and false is returned;
 * the others are in the list. go_versions_free() it in both cases. */
bool go_versions_find(GoVersions *versions, const char *list, const GoVersionsOptions *options,
                      BlDiags *diags);
/* What its go command calls itself, "go1.24.3", in the versions' arena; NULL when it does not say
 * so within `seconds`. */
const char *go_version_ask(GoVersions *versions, const GoVersion *version, double seconds);
void go_versions_free(GoVersions *versions);

/* ---- versions -------------------------------------------------------------------------------- */

/* Reads "1.24", "go1.24.3", "1.25rc1": numbers, and in [3] what comes before a release: 1000 for
 * one, less for rc2 or beta1. -1 in [2]: no patch was said. False when it is no version. */
bool go_version_read(BlStr text, int version[4]);
/* Less than, equal to or greater than 0. */
int go_version_compare(const int *left, const int *right);

#endif
