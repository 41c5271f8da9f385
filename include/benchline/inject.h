/* inject.h - tests in, benchmarks out: one test package at a time, as text.
 *
 * A unit is one package as the compiler sees it when tests are built: a package with its _test.go
 * files, or an external test package (package foo_test) alone. An InjectUnit owns everything it
 * hands out, until inject_free(); the sources given to it are borrowed and must outlive it.
 *
 * Nothing is printed from the tree. A converted test, and whatever it needs of the package that
 * mentions *testing.T, is copied byte for byte to the end of its file; in the copy, testing.T and
 * the copied names are replaced by names of the same length. So every byte of a copy stands at the
 * column it had, but for blanks that only lined its declaration up with others and a testing.T that
 * is embedded as T (embedded_fields.c), and one line directive before it makes compiler, panics and
 * profiles speak of the original's lines (go doc cmd/compile, "Compiler Directives").
 *
 * A fuzz test is copied in the same way, testing.F replaced too. An example needs no copy: it is
 * called as it is, by a benchmark in the shim's file, since its own rarely imports testing.
 */
#ifndef BENCHLINE_INJECT_H
#define BENCHLINE_INJECT_H

#include "benchline/base.h"
#include "benchline/block.h"
#include "benchline/diag.h"
#include "benchline/finder.h"
#include "benchline/syntax.h"

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

/* What a test's benchmark runs. */
typedef enum InjectWay {
    INJECT_LEFT_OUT, /* there is none */
    INJECT_SOURCE,   /* a copy of the test's source */
    INJECT_CALL,     /* an example, called as it is, which is all that there is to it */
    INJECT_ORIGINAL  /* the test itself, with a genuine *testing.T: what the testing package spends
                      * on a test is in the figures of a plain `go test -bench` */
} InjectWay;

typedef struct InjectTest {
    FoundTestKind kind;    /* a test, an example or a fuzz test */
    bool runs;             /* false: an example that the go command only compiles, left out */
    const char *test;      /* "TestParse" */
    const char *benchmark; /* "BenchmarkParse"; NULL when it was left out */
    InjectWay way;
    size_t file;           /* which of the unit's files */
    uint32_t line, column; /* of the name */
    /* Why it was not copied, and where that is seen; NULL exactly when it was. */
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

/* What a piece of the added part was made of. The second column is the name in JSON. */
#define INJECT_MADE_KINDS(X)                                             \
    X(BENCHMARK, "benchmark") /* a test, of which it is the benchmark */ \
    X(TEST, "test")           /* a test, which it copies */              \
    X(FUNC, "func")           /* any other declaration, copied too */    \
    X(METHOD, "method")                                                  \
    X(TYPE, "type")                                                      \
    X(VAR, "var")                                                        \
    X(CONST, "const")

typedef enum InjectMadeKind {
#define X(name, text) INJECT_MADE_##name,
    INJECT_MADE_KINDS(X)
#undef X
        INJECT_MADE_KIND_COUNT
} InjectMadeKind;

/* One benchmark or one copied declaration, directives and blank lines around it included: byte
 * ranges, end exclusive, in the rewritten file, and of the declaration in the original. */
typedef struct InjectMade {
    InjectMadeKind kind;
    uint32_t start, end;
    uint32_t original_start, original_end;
    const char *name; /* the declaration's: "TestParse", "table.check", "tests, more" */
    const char *made; /* what it is called in the added part */
} InjectMade;

typedef struct InjectOutput {
    BlBuf text;                 /* the whole rewritten file; empty when nothing was added to it */
    BL_VEC(InjectRange) ranges; /* of the added part, in ascending order */
    BL_VEC(InjectMade) pieces;  /* in ascending order; strings live as long as the unit */
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

/* The tests in source order; the array lives as long as the unit, and its rows change when tests
 * are left out. */
const InjectTest *inject_tests(const InjectUnit *unit, size_t *count);
/* The test that a line of a file belongs to; NULL: none. */
const InjectTest *inject_test_at(const InjectUnit *unit, size_t file, uint32_t line);
size_t inject_converted(const InjectUnit *unit); /* how many have a benchmark */
size_t inject_count(const InjectUnit *unit, InjectWay way);
size_t inject_file_count(const InjectUnit *unit);
const GoFile *inject_file(const InjectUnit *unit, size_t file);

/* The shim's file must not have this name. Before inject_emit(). */
void inject_reserve_file(InjectUnit *unit, const char *name);

/* What becomes of a test can change until inject_emit(): a copy that the compiler refuses falls
 * back to the original, and where that is refused too, the test is left out. */

/* The compiler refused the copy of what stands at this place of an original file; column 0 means
 * anything in the line. Every test whose benchmark has a copy of it falls back. Where there is none
 * such, a test declared there whose benchmark calls the original is left out: if it did already
 * when inject_emit() was called, for only what was written can be refused. Returns for how many
 * tests something changed. */
size_t inject_refuse_at(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                        const char *reason);
/* The same for a place in the text that was written, for what no line directive covers: in the
 * output of a file, or in the shim, whose number is inject_file_count(). Nothing changes, and 0 is
 * returned, where that is nobody's benchmark. */
size_t inject_refuse_written(InjectUnit *unit, size_t file, uint32_t line, uint32_t column,
                             const char *reason);
void inject_fall_back(InjectUnit *unit, size_t test, const char *reason);
void inject_leave_out(InjectUnit *unit, size_t test, const char *reason);
/* Before a compiler looks at it: tests whose parameter may be a *testing.T under a name from
 * another package, which only the compiler knows, call the original instead of being left out. */
void inject_trust_parameters(InjectUnit *unit);

/* Line directives name files by their base names, which is right wherever the text is put. With a
 * folder set they are absolute, as a program sees them that asks for its own file (runtime.Caller).
 * NULL: base names again. For the next inject_emit(). */
void inject_set_line_dir(InjectUnit *unit, const char *dir);

/* Writes all outputs afresh from what is converted now. False, with a diagnostic, when the result
 * is not Go: an error in benchline, after which the outputs are empty. */
bool inject_emit(InjectUnit *unit, BlDiags *diags);
const InjectOutput *inject_output(const InjectUnit *unit, size_t file);

/* The Go file that the converted tests need beside them (the shim), valid after inject_emit();
 * empty when none is converted. `shim_file` is its base name, one that no file of the unit has. */
BlStr inject_shim(const InjectUnit *unit);
const char *inject_shim_file(const InjectUnit *unit);
/* The meter that `benchline run` adds, for this unit, and its file's base name. */
BlStr inject_meter(const InjectUnit *unit);
const char *inject_meter_file(const InjectUnit *unit);

/* ---- packages on disk ------------------------------------------------------------------------ */

/* A file that benchline wrote to before. The units know only its own text. */
typedef struct InjectWritten {
    size_t file; /* which of the package's files */
    bool shim;   /* all of it is benchline's; else a test file with a block */
    BlockState state;
    bool has_benchmarks;
    BlStr own, added; /* what stands above the block, and the rest: it, and what belongs to it */
} InjectWritten;

/* The two units that a package may have: itself with its own tests, and its external tests. */
enum { INJECT_INTERNAL, INJECT_EXTERNAL, INJECT_UNITS };

/* The units of one package, read from disk. Zero-initialise; inject_package_free() it. */
typedef struct InjectPackage {
    bool renew; /* set it before: files with benchmarks of benchline's count as selected */
    InjectUnit *units[INJECT_UNITS]; /* NULL where there are no tests */
    bool broken[INJECT_UNITS];       /* a file cannot be read or is not Go, or there was an error in
                                        emitting */
    BL_VEC(InjectWritten) written; /* in the order of the files; also of those that are not built */
    BlBuf *sources;                /* of all files, owned */
    size_t source_count;
    BlArena arena;
} InjectPackage;

/* Reads and plans both units, for inject_emit(). What cannot be read or is not Go leaves
 * diagnostics; the unit that it belongs to is then broken, and the other one goes on. */
void inject_package_load(InjectPackage *package, const FoundPackage *found, BlDiags *diags);
/* Reads only what benchline wrote to. */
void inject_package_written(InjectPackage *package, const FoundPackage *found);
/* Which kinds of tests the benchmarks are of that were written: FIND_KIND()s. */
unsigned inject_package_kinds(const InjectPackage *package);
/* Where benchmarks were written: lets inject_emit() make those again, with a call of the original
 * where one was written, and nothing of other tests, whatever would be decided now. What comes out
 * is what was written, unless the tests have changed since. */
void inject_package_follow(InjectPackage *package);
void inject_package_free(InjectPackage *package);

/* ---- showing it ------------------------------------------------------------------------------ */

/* Appends a unified diff of one file: `old` NULL for a new file, `new` NULL for one that is
 * removed. Paths are printed with a/ and b/ before them, as git and patch take them. */
void inject_diff(BlBuf *out, const char *path, const BlStr *old, const BlStr *new);
/* The position map of one output (docs/position-map.md); cJSON_Delete() it. */
struct cJSON *inject_map_json(const InjectUnit *unit, size_t file);
#endif
