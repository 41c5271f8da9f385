/* finder.h - from paths on disk to projects, modules, packages, files and test functions.
 *
 * A Found and a FindTarget each own an arena: everything reachable from one lives in it, until
 * find_free() or find_target_free().
 *
 * The rules are the go command's own: which file belongs to a build (go/build), which folder to
 * which module (go.mod, go.work), which function is a test (cmd/go). docs/find.md tells the few
 * things that benchline decides for itself.
 */
#ifndef BENCHLINE_FINDER_H
#define BENCHLINE_FINDER_H

#include <stdio.h>

#include "benchline/base.h"
#include "benchline/diag.h"
#include "benchline/syntax.h"

struct cJSON;

/* ---- the target ------------------------------------------------------------------------------ */

/* What build constraints are evaluated for. */
typedef struct FindTarget {
    BlArena arena;
    const char *goos, *goarch;
    const char *compiler;    /* "gc" */
    bool cgo;                /* enabled */
    unsigned go_minor;       /* 26: the release tags go1.1 to go1.26 hold */
    const char *const *tags; /* the user's, and the toolchain's own, "amd64.v1" and such */
    size_t tag_count;
} FindTarget;

/* What the caller wants of a target; NULL leaves it to the toolchain. */
typedef struct FindTargetWish {
    const char *go; /* the go command; NULL: "go" from PATH */
    const char *goos, *goarch;
    const char *tags; /* separated by commas; stands in for the -tags of GOFLAGS */
} FindTargetWish;

enum { FIND_NEWEST_GO = 27 }; /* the release whose tags hold when there is no Go to ask */

/* Asks the go command. When there is none, or it fails, a note says so and the target comes from
 * the wish, the environment (GOOS, GOARCH, CGO_ENABLED) and uname(2). */
void find_target_init(FindTarget *target, const FindTargetWish *wish, BlDiags *diags);
/* Can the go command be started, and does it say its version? If not, `why` gets a sentence that
 * says so of the option --go; no full stop. */
bool find_check_go(const char *go, BlBuf *why);
/* The target without asking anybody. */
void find_target_guess(FindTarget *target, const FindTargetWish *wish);
/* From the output of `go list -f FIND_TARGET_TEMPLATE unsafe`, if somebody else runs it; false
 * when it is not that. */
bool find_target_read(FindTarget *target, BlStr output);
void find_target_free(FindTarget *target);

/* Prints go/build's Context: `go env` does not know the toolchain's own tags. */
#define FIND_TARGET_TEMPLATE                                                       \
    "{{with context}}goos {{.GOOS}}\ngoarch {{.GOARCH}}\ncompiler {{.Compiler}}\n" \
    "cgo {{.CgoEnabled}}\n{{range .ReleaseTags}}release {{.}}\n{{end}}"            \
    "{{range .ToolTags}}tag {{.}}\n{{end}}{{range .BuildTags}}tag {{.}}\n{{end}}{{end}}"

bool find_target_has(const FindTarget *target, BlStr tag); /* does this build tag hold? */
bool find_known_os(BlStr name); /* names that Go reserves in file names, past ones too */
bool find_known_arch(BlStr name);

/* ---- build constraints ----------------------------------------------------------------------- */

/* Does a file of this name belong to the target? x_windows.go, x_arm64_test.go, ... */
bool find_name_fits(const FindTarget *target, BlStr name);

typedef struct FindVerdict {
    bool fits;
    const char *error; /* static text when the constraint is malformed, else NULL */
    size_t error_at;   /* offset in the source, when error is set */
} FindVerdict;

/* Do the //go:build and // +build lines of a Go file let it be built? */
FindVerdict find_source_fits(const FindTarget *target, BlStr source);

/* ---- what is found --------------------------------------------------------------------------- */

/* The second column is the name in JSON. */
#define FOUND_TEST_KINDS(X)   \
    X(TEST, "test")           \
    X(BENCHMARK, "benchmark") \
    X(FUZZ, "fuzz")           \
    X(EXAMPLE, "example")     \
    X(MAIN, "main") /* TestMain(m *testing.M) */

typedef enum FoundTestKind {
#define X(name, text) FOUND_##name,
    FOUND_TEST_KINDS(X)
#undef X
        FOUND_TEST_KIND_COUNT
} FoundTestKind;

typedef struct FoundTest {
    FoundTestKind kind;
    const char *name;
    uint32_t line, column; /* of the name, from 1; columns are bytes */
    bool runs;             /* false: an example without an output comment is compiled only */
    bool selected;         /* false: the filter does not take it */
    GoRef decl;            /* the FuncDecl, as long as the GoFile lives that it was listed from */
} FoundTest;

#define FOUND_FILE_KINDS(X)                                                        \
    X(GO, "go")                                                                    \
    X(CGO, "cgo")          /* imports "C" */                                       \
    X(TEST_FILE, "test")   /* _test.go, of the package itself */                   \
    X(XTEST_FILE, "xtest") /* _test.go, of the external test package (foo_test) */ \
    X(IGNORED, "ignored")

typedef enum FoundFileKind {
#define X(name, text) FOUND_##name,
    FOUND_FILE_KINDS(X)
#undef X
        FOUND_FILE_KIND_COUNT
} FoundFileKind;

/* Why a file is FOUND_IGNORED. Columns: name, name in JSON, words for people. */
#define FOUND_REASONS(X)                                                \
    X(NONE, NULL, NULL)                                                 \
    X(PREFIX, "prefix", "the name starts with '_' or '.'")              \
    X(NAME, "name", "the name is for another system")                   \
    X(CONSTRAINT, "constraint", "its build constraint does not hold")   \
    X(CGO_OFF, "cgo", "it imports \"C\" and cgo is off")                \
    X(DOCUMENTATION, "documentation", "it is of package documentation") \
    X(EXCLUDED, "excluded", "excluded by the user")                     \
    X(UNREADABLE, "unreadable", "it cannot be read")                    \
    X(TOO_LARGE, "too-large", "it is larger than the limit")            \
    X(INVALID, "invalid", "go/build refuses its header")                \
    X(BENCHLINE, "benchline", "benchline wrote it")

typedef enum FoundReason {
#define X(name, text, words) FOUND_WHY_##name,
    FOUND_REASONS(X)
#undef X
        FOUND_REASON_COUNT
} FoundReason;

const char *found_test_kind_name(FoundTestKind kind);
const char *found_file_kind_name(FoundFileKind kind);
const char *found_reason_name(FoundReason reason);
const char *found_reason_words(FoundReason reason);

typedef struct FoundFile {
    const char *name; /* inside its package's folder */
    FoundFileKind kind;
    FoundReason reason;     /* when kind is FOUND_IGNORED */
    bool selected;          /* false: only its neighbours were asked for, by file name */
    bool broken;            /* it is built, but Go will refuse it: see the diagnostics */
    const FoundTest *tests; /* of a test file, in source order */
    size_t test_count;
} FoundFile;

struct FindFilter;

typedef struct FoundPackage {
    const char *import_path;
    const char *gopath; /* the workspace where it has this path, of a module or not, absolute; NULL:
                         * none */
    const char *name;   /* of the package clause, without "_test"; NULL: no file of it is built */
    const char *dir;    /* absolute, without links */
    const char *shown;  /* the folder as people see it: below the PATH that they typed */
    const FoundFile *files; /* in byte order of their names */
    size_t file_count;
    const struct FindFilter *filter; /* what FindOptions had */
} FoundPackage;

typedef struct FoundModule {
    const char *path; /* NULL: the packages of a project that are in no module */
    const char *dir, *shown;
    const char *go_version; /* the "go" line, "1.21"; NULL: none */
    const char *workspace;  /* the go.work above it, absolute; NULL: none */
    bool in_workspace;      /* that go.work uses it */
    const FoundPackage *packages;
    size_t package_count;
} FoundModule;

typedef struct FoundProject {
    const char *name; /* the folder's */
    const char *dir, *shown;
    const FoundModule *modules; /* only those with packages */
    size_t module_count;
} FoundProject;

typedef struct Found {
    BlArena arena;
    const FoundProject *projects;
    size_t project_count;
} Found;

/* ---- which functions are asked for ----------------------------------------------------------- */

/* A regular expression, as Go's regexp package and PCRE2 know it. */
typedef struct FindPattern FindPattern;

typedef struct FindPatternError {
    char message[120]; /* without a place */
    size_t at;         /* the offset in the text, in bytes, that was come to */
} FindPatternError;

/* NULL, with the error set, when the text is no pattern; find_pattern_free() it. */
FindPattern *find_pattern_new(const char *text, FindPatternError *error);
void find_pattern_free(FindPattern *pattern);
/* Does it match anywhere in the name? For any thread. */
bool find_pattern_matches(const FindPattern *pattern, const char *name);

#define FIND_KIND(kind) (1u << (kind))

typedef struct FindFilter {
    unsigned kinds; /* FIND_KIND(FOUND_TEST) | ...; 0: nothing is said about kinds */
    const FindPattern *const *only; /* one of them matches; none: every name does */
    size_t only_count;
    const FindPattern *const *skip; /* none of them matches */
    size_t skip_count;
    const char *const *names; /* whole names; none: every one */
    size_t name_count;
} FindFilter;

/* A filter of NULL takes everything. For any thread. */
bool find_filter_takes(const FindFilter *filter, FoundTestKind kind, const char *name);

/* ---- parts of the whole ---------------------------------------------------------------------- */

enum { FIND_MOST_SHARDS = 100000 };

/* One of `count` parts, from 1 on; a count of 0 is the whole. */
typedef struct FindShard {
    unsigned index, count;
} FindShard;

/* "2/3": false, and the shard as it was, when the text is no such thing, or more than
 * FIND_MOST_SHARDS. */
bool find_shard_read(const char *text, FindShard *shard);
/* The part that a package belongs to, from 1 to `count`: by its paths, and nothing else, so it is
 * the same wherever the package lies, whatever lies beside it, and in every version of benchline.
 * `module` may be NULL: a package outside of modules. */
unsigned find_shard_of(const char *module, const char *import_path, unsigned count);
bool find_shard_has(const FindShard *shard, const char *module, const char *import_path);

/* ---- finding --------------------------------------------------------------------------------- */

enum { FIND_FILE_LIMIT = 64 << 20 };

typedef struct FindOptions {
    const FindTarget *target;
    const char *const *excludes; /* globs and import paths, as a line of benchline.exclude */
    size_t exclude_count;
    const FindFilter *filter; /* outlives what is found; NULL: every function is asked for */
    FindShard shard;          /* only the packages of this part; the others are not read */
    bool test_dirs;    /* only what lies in folders named test or tests, where a project has any */
    size_t file_limit; /* bytes; longer files are reported and ignored. 0: FIND_FILE_LIMIT */
    bool unread;       /* what Go refuses in a file does not matter: nothing is parsed, no tests are
                        * listed and only what cannot be read is reported */
    unsigned jobs;     /* packages that are read at a time; 0: one a core. What is found, and the
                        * order of the diagnostics, do not depend on it */
} FindOptions;

/* Finds everything below the paths. Whatever is wrong on the way goes to `diags`; the rest is
 * found all the same. Errors there mean that something was not read, or that Go will refuse it. */
void find_paths(Found *found, const FindOptions *options, const char *const *paths, size_t count,
                BlDiags *diags);
void find_free(Found *found);

typedef BL_VEC(FoundTest) FoundTests;

/* Appends the test functions of a parsed test file, in source order, with names in `arena`; reports
 * what the go command refuses or passes over. `diags` may be NULL. All are selected. */
void find_list_tests(const GoFile *file, BlArena *arena, FoundTests *tests, BlDiags *diags);

typedef struct FoundTotals {
    size_t projects, modules, packages;
    size_t files[FOUND_FILE_KIND_COUNT]; /* selected ones */
    size_t tests[FOUND_TEST_KIND_COUNT];
} FoundTotals;

FoundTotals find_totals(const Found *found);
FoundTotals find_package_totals(const FoundPackage *package);

/* The whole as JSON (docs/find.md describes it); cJSON_Delete() it. */
struct cJSON *find_to_json(const Found *found, const FindTarget *target, const BlDiags *diags);
/* The table for people; `verbose` lists every function and every ignored file. */
void find_print(const Found *found, bool verbose, bool colour, FILE *out);

#endif
