/* parts.h - what the files of the finder know of each other.
 *
 * One path on the command line goes through them in this order:
 *
 *   finder.c   which project it belongs to, or which projects a pool has
 *   walk.c     the project's folders with Go files, each with its module and import path;
 *              names.c, exclude.c and modfile.c say where it may go, gopath.c what a folder
 *              outside of modules is called
 *   collect.c  the folders of all projects, each once; shard.c says which are asked for. They are
 *              read side by side:
 *   package.c  a folder's files, sorted into those that are built and those that are not;
 *              names.c, head.c and constraint.c say which, for the system that target.c knows
 *              (toolchain.c asks the go command). What benchline wrote there itself is not there
 *              for it: block.c
 *   tests.c    a test file's functions; lowercase.c and examples.c know two of Go's finer rules,
 *              filter.c which functions are asked for
 *   json.c, table.c  the result; kinds.c and totals.c are for both
 *
 * Everything here lives in the arena of the Found that is being made.
 */
#ifndef BENCHLINE_FINDER_PARTS_H
#define BENCHLINE_FINDER_PARTS_H

#include "benchline/finder.h"

/* What is being made, and of what; a thread of its own has an arena and diagnostics of its own. */
typedef struct Finder {
    BlArena *arena;
    const FindOptions *options;
    BlDiags *diags;
} Finder;

/* ---- names.c --------------------------------------------------------------------------------- */

bool find_is_hidden(const char *name); /* it begins with '_' or '.' */
bool find_is_go(const char *name);     /* of a file: it ends in ".go" */
/* Does the go command pass over a folder of this name, with all that is below it? */
bool find_skips_folder(const char *name);

/* ---- exclude.c ------------------------------------------------------------------------------- */

/* A list of rules; NULL is the empty one. Adding returns the new list. */
typedef struct FindExclude FindExclude;

const FindExclude *find_exclude_add(BlArena *arena, const FindExclude *rules, BlStr line);
/* Adds the lines of a file; a missing file has none. */
const FindExclude *find_exclude_read(BlArena *arena, const FindExclude *rules, const char *path,
                                     const char *shown, BlDiags *diags);
bool find_excludes_path(const FindExclude *rules, const char *relative, bool folder);

typedef enum FindExcludedPackage {
    FIND_KEEP,
    FIND_DROP_PACKAGE,
    FIND_DROP_TREE
} FindExcludedPackage;
FindExcludedPackage find_excludes_package(const FindExclude *rules, const char *import_path);

/* ---- modfile.c ------------------------------------------------------------------------------- */

typedef struct FindIgnore {
    const struct FindIgnore *next;
    const char *path; /* with a slash at both ends */
    bool anchored;    /* at the module's folder */
} FindIgnore;

typedef struct FindModFile {
    const char *path;       /* NULL: there is no module line */
    const char *go_version; /* NULL: no go line */
    const FindIgnore *ignores;
} FindModFile;

typedef struct FindUse {
    const struct FindUse *next;
    const char *dir; /* absolute, without links */
} FindUse;

typedef struct FindWorkFile {
    const char *path, *dir;
    const FindUse *uses;
} FindWorkFile;

/* Both report what is wrong with the file and return what could be read. */
void find_read_modfile(FindModFile *mod, BlArena *arena, const char *path, const char *shown,
                       BlDiags *diags);
const FindWorkFile *find_read_workfile(BlArena *arena, const char *path, const char *shown,
                                       BlDiags *diags);
/* Does an `ignore` line of the go.mod cover this folder, given relative to the module's? */
bool find_is_ignored(const FindModFile *mod, const char *relative);
bool find_work_uses(const FindWorkFile *work, const char *dir); /* `work` may be NULL */

/* ---- gopath.c -------------------------------------------------------------------------------- */

/* The GOPATH that a folder is in, going by its path alone, and what its import path there is; NULL,
 * and the path unchanged, when it is in none. */
const char *find_gopath(BlArena *arena, const char *dir, const char **import_path);

/* ---- walk.c ---------------------------------------------------------------------------------- */

/* A file whose name ends in ".go". */
typedef struct FindEntry {
    const char *name;
    bool excluded;
    bool selected;
} FindEntry;

/* A folder with such files. */
typedef struct FindFolder {
    const char *dir, *shown;
    const char *import_path;
    const char *gopath; /* as FoundPackage has it */
    size_t module;      /* index into FindProject.modules */
    FindEntry *files;
    size_t file_count;
} FindFolder;

typedef struct FindModule {
    FoundModule out;
    FindModFile file;
    BL_VEC(FoundPackage) packages;
} FindModule;

/* A project while it is being found. */
typedef struct FindProject {
    FoundProject out;
    const char *in_pool;       /* its folder's name when it was found in a pool, else NULL */
    const FindExclude *common; /* the command line's and the pool's; also relative to the pool */
    const FindExclude *own;    /* its benchline.exclude */
    bool named;                /* the user named it or something in it */
    BL_VEC(FindModule) modules;
    BL_VEC(FindFolder) folders;
    void *seen; /* tsearch(3) tree of the folders walked, so that none is walked twice */
} FindProject;

/* Where to start in a project. */
typedef struct FindStart {
    const char *dir, *shown;
    const char *only;         /* the name of the one file that is meant, or NULL for everything */
    const char *module_dir;   /* of the go.mod at or above; NULL: none */
    const FindWorkFile *work; /* the go.work at or above; NULL: none */
} FindStart;

/* Appends the folders with Go files, and their modules, to the project. */
void find_walk(const Finder *finder, FindProject *project, const FindStart *start);
void find_project_free(FindProject *project);

/* ---- collect.c ------------------------------------------------------------------------------- */

/* Reads the packages of all projects, frees these, and puts what has packages into `found`. */
void find_collect(const Finder *finder, FindProject *const *projects, size_t count, Found *found);

/* ---- head.c ---------------------------------------------------------------------------------- */

typedef struct FindHead {
    bool imports_c;    /* one of the imports is "C" */
    size_t clause_end; /* offset of the first thing after the package clause */
    size_t end;        /* offset of the first thing that is neither clause, import nor comment */
} FindHead;

FindHead find_head(BlStr source);

/* ---- blanks.c, lowercase.c ------------------------------------------------------------------- */

size_t find_space(BlStr text); /* length of the blank that the text starts with, or 0 */
BlStr find_trim(BlStr text);   /* without the blanks at both ends; Go's blanks, not only ASCII's */
bool find_is_lower(uint32_t character);

/* ---- toolchain.c ----------------------------------------------------------------------------- */

/* Runs `go list` with FIND_TARGET_TEMPLATE. False when that failed; `said` then tells why. */
bool find_ask_go(const FindTargetWish *wish, BlBuf *said);

/* ---- package.c ------------------------------------------------------------------------------- */

/* What bl_file_read() returned, in words. */
const char *find_read_error(int error);

/* For any thread, with an arena and diagnostics of its own. The package borrows from the folder. */
void find_load_package(const Finder *finder, const FindFolder *folder, FoundPackage *package);

/* ---- examples.c ------------------------------------------------------------------------------ */

/* Does an example with this body have an output comment, so that the go command runs it? */
bool find_has_output(const GoFile *file, GoRef body);

#endif
