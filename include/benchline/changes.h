/* changes.h - what `benchline inject` is to do to a tree.
 *
 * Changes are planned package by package and kept; when all are known they are checked, every one
 * of them, and only then done: so whatever stands against one of them leaves the whole tree
 * untouched. Each file is replaced as a whole (bl_file_replace), the shims before the files that
 * need them, and removed after those. So a tree compiles at every moment in between, if it did
 * before.
 */
#ifndef BENCHLINE_CHANGES_H
#define BENCHLINE_CHANGES_H

#include "benchline/finder.h"
#include "benchline/inject.h"

typedef enum InjectChangeKind {
    INJECT_SAME, /* it is as it should be */
    INJECT_ADD,
    INJECT_MODIFY,
    INJECT_DELETE,
} InjectChangeKind;

/* A file that is `own`, which stays, and what benchline puts behind it. */
typedef struct InjectChange {
    InjectChangeKind kind;
    bool shim;
    bool edited;         /* somebody changed what benchline wrote there */
    const char *path;    /* absolute */
    const char *shown;   /* for people */
    const char *target;  /* what `path` leads to, which is written; set by inject_check() */
    BlStr own;           /* its bytes are those of the InjectPackage, and go with it */
    BlStr before, after; /* what stands behind it on disk, and what should */
    uint64_t sum;        /* of own and before; set by inject_changes_detach() */
} InjectChange;

/* Owns all that its changes hold, but for `own`. Zero-initialise; inject_changes_free() it. */
typedef struct InjectChanges {
    BL_VEC(InjectChange) list;
    BlArena arena;
} InjectChanges;

/* Appends what it takes to have the converted tests of the package on disk, and nothing else of
 * benchline's; all units were emitted, or are NULL. The files of one that is broken are left alone.
 * `shown` is the package's folder for people. Blocks of files that are not built are left alone
 * too, with a warning. */
void inject_plan_writing(InjectChanges *changes, const InjectPackage *package,
                         const FoundPackage *found, const char *shown, BlDiags *diags);
/* The same, to have nothing of benchline's in the selected files; of the package only `written`
 * counts. */
void inject_plan_revert(InjectChanges *changes, const InjectPackage *package,
                        const FoundPackage *found, const char *shown);
/* Makes the changes last longer than their package: `own` keeps its length and loses its bytes. */
void inject_changes_detach(InjectChanges *changes);
/* Adds copies of the changes of `more` that change something, or of all, behind those there are.
 * Their `before` keeps its length and loses its bytes. After detaching. */
void inject_changes_add(InjectChanges *changes, const InjectChanges *more, bool all);
void inject_changes_free(InjectChanges *changes);

/* Can all of it be done? Errors go to `diags`: what is read-only, what is no file, and, unless
 * `discard_edits`, blocks that were edited by hand. Also finds what links lead to. */
bool inject_check(InjectChanges *changes, bool discard_edits, BlDiags *diags);
/* Are the git repositories, which the changes are in, without changes of other people? Errors go to
 * `diags` when they are not; fine where there is no repository or no git. After inject_check(). See
 * git.c. */
bool inject_check_git(const InjectChanges *changes, BlDiags *diags);

/* Does it, and calls `done` after each change, which returns false to have it stop there. False
 * when it stopped, or when a file could not be written, with an error in `diags`; later changes are
 * not done then, and the earlier ones stay. */
bool inject_apply(const InjectChanges *changes,
                  bool (*done)(void *context, const InjectChange *change), void *context,
                  BlDiags *diags);

/* The whole text of a file after the change, in `text`; 0 or an errno value, ESTALE when the file
 * is another one now than when the change was planned. */
int inject_changed_text(const InjectChange *change, BlBuf *text);

/* As inject_diff(). */
void inject_change_diff(BlBuf *out, const InjectChange *change);

#endif
