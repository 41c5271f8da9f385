/* inject.h - tests in, benchmarks out: one test package at a time, as text.
 *
 * A unit is one package as the compiler sees it when tests are built: a package with its _test.go
 * files, or an external test package (package foo_test) alone. An InjectUnit owns everything it
 * hands out, until inject_free(); the sources given to it are borrowed and must outlive it.
 *
 * Nothing is printed from the tree. A converted test, and whatever it needs of the package that
 * mentions *testing.T, is copied byte for byte to the end of its file; in the copy, testing.T and
 * the copied names are replaced by names of the same length. So every byte of a copy stands at the
 * column it had, but for blanks that only lined its declaration up with others, and one line
 * directive before it makes compiler, panics and profiles speak of the original's lines
 * (go doc cmd/compile, "Compiler Directives").
 *
 * A fuzz test is copied in the same way, testing.F replaced too. An example needs no copy: it is
 * called as it is, by a benchmark in the shim's file, since its own rarely imports testing.
 */
#ifndef BENCHLINE_INJECT_H
#define BENCHLINE_INJECT_H

#include "benchline/base.h"
#include "benchline/diag.h"
#include "benchline/finder.h"
#include "benchline/syntax.h"

/* The line that begins what is added to a file. */
#define INJECT_MARK "// benchline: from here on made by benchline of the declarations above."

struct cJSON;

/* One file of the unit. */
typedef struct InjectFile {
    const char *name; /* base name: "parse_test.go" */
    const char *path; /* as shown to people */
    BlStr source;     /* followed by a NUL byte that source.len does not count */
    bool is_test;     /* ends in _test.go; only these are rewritten */
    bool selected;    /* its tests are asked for; the others are there for what they declare */
    const FindFilter *filter; /* which of them, see inject_asks() */
} InjectFile;

/* Is a benchmark asked for of such a function? Only tests, examples and fuzz tests become some; a
 * filter of NULL, and one that says nothing about kinds, asks for tests. */
bool inject_asks(const FindFilter *filter, FoundTestKind kind, const char *name);

typedef struct InjectTest {
    FoundTestKind kind;    /* a test, an example or a fuzz test */
    bool runs;             /* false: an example that the go command only compiles, left out */
    const char *test;      /* "TestParse" */
    const char *benchmark; /* "BenchmarkParse"; NULL when it was left out */
    size_t file;           /* which of the unit's files */
    uint32_t line, column; /* of the name */
    /* Why it was left out, and where that is seen; NULL when it was converted. */
    const char *reason;
    size_t reason_file;
    uint32_t reason_line, reason_column;
} InjectTest;

typedef enum InjectRangeKind {
    INJECT_COPY,    /* the same bytes in both */
    INJECT_RENAME,  /* a name replaced by one of the same length */
    INJECT_SCAFFOLD /* written by benchline for what `original` points at */
} InjectRangeKind;

/* Byte ranges, end exclusive, in the rewritten and in the original file. */
typedef struct InjectRange {
    InjectRangeKind kind;
    uint32_t start, end;
    uint32_t original_start, original_end;
} InjectRange;

typedef struct InjectOutput {
    BlBuf text;                 /* the whole rewritten file; empty when nothing was added to it */
    BL_VEC(InjectRange) ranges; /* of the added part, in ascending order */
} InjectOutput;

typedef struct InjectUnit InjectUnit;

/* Names that the other unit of the same test binary uses or may use for benchmarks. */
typedef struct InjectNames {
    const char *const *names;
    size_t count;
} InjectNames;

/* Parses the unit and decides what becomes of each test. A file that is not Go leaves a diagnostic
 * and an empty unit behind (inject_broken). `files` and `reserved` are copied; sources are not. */
InjectUnit *inject_new(const InjectFile *files, size_t count, const InjectNames *reserved,
                       BlDiags *diags);
void inject_free(InjectUnit *unit);
bool inject_broken(const InjectUnit *unit);
/* Were benchmarks made of one of these files before, and kept? Says so as an error. */
bool inject_made_before(const InjectUnit *unit, BlDiags *diags);

/* The tests in source order; the array lives as long as the unit, and its rows change when tests
 * are left out. */
const InjectTest *inject_tests(const InjectUnit *unit, size_t *count);
size_t inject_converted(const InjectUnit *unit); /* how many have a benchmark */
size_t inject_file_count(const InjectUnit *unit);
const GoFile *inject_file(const InjectUnit *unit, size_t file);

/* Leaves out every converted test that needs the declaration at this line of a file, because the
 * compiler or somebody else said so. Returns how many. */
size_t inject_leave_out_at(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                           const char *reason);
void inject_leave_out(InjectUnit *unit, size_t test, const char *reason);

/* Line directives name files by their base names, which is right wherever the text is put. With a
 * folder set they are absolute, as a program sees them that asks for its own file (runtime.Caller).
 * For the next inject_emit(). */
void inject_set_line_dir(InjectUnit *unit, const char *dir);

/* Writes all outputs afresh from what is converted now. False, with a diagnostic, when the result
 * is not Go: an error in benchline, after which the outputs are empty. */
bool inject_emit(InjectUnit *unit, BlDiags *diags);
const InjectOutput *inject_output(const InjectUnit *unit, size_t file);

/* The Go file that the converted tests need beside them (the shim), valid after inject_emit().
 * `shim_file` is its base name, one that no file of the unit has. */
BlStr inject_shim(const InjectUnit *unit);
const char *inject_shim_file(const InjectUnit *unit);
/* The meter that `benchline run` adds, for this unit, and its file's base name. */
BlStr inject_meter(const InjectUnit *unit);
const char *inject_meter_file(const InjectUnit *unit);

/* ---- packages on disk ---------------------------------------------------------------------------
 */

/* The units of one package, read from disk. Zero-initialise; inject_package_free() it. */
typedef struct InjectPackage {
    InjectUnit
        *units[2];  /* the package's own tests, the external ones; NULL where there are none */
    BlBuf *sources; /* of all files, owned */
    size_t source_count;
    BlArena arena;
} InjectPackage;

/* Reads and plans both units, for inject_emit(). What cannot be read or is not Go leaves
 * diagnostics; the unit that it belongs to is then broken, and the other one goes on. */
void inject_package_load(InjectPackage *package, const FoundPackage *found, BlDiags *diags);
void inject_package_free(InjectPackage *package);

/* ---- showing it --------------------------------------------------------------------------------
 */

/* Appends a unified diff of one file: `old` NULL for a new file. The two agree up to the end of
 * `old`; paths are printed with a/ and b/ before them, as git and patch take them. */
void inject_diff(BlBuf *out, const char *path, const BlStr *old, BlStr text);
/* The position map of one output (docs/position-map.md); cJSON_Delete() it. */
struct cJSON *inject_map_json(const InjectUnit *unit, size_t file);

#endif
