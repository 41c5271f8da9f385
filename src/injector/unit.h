/* unit.h - the inside of an InjectUnit, shared by the files of this folder.
 *
 * One package goes through them in this order:
 *
 *   package.c       the package's files, read from disk, as one unit or two; no unit sees what
 *                   benchline wrote there before (block.h, in the finder)
 *   unit.c          inject_new(): parses the unit's files and has it planned
 *   declarations.c  its declarations, and what refers to what; literal_keys.c, embedded_fields.c,
 *                   imports.c and parents.c answer what is asked about single nodes
 *   reach.c         follows those references, there and back
 *   plan.c          what becomes of each test, and what is copied for it: "mentions testing.T"
 *                   spreads along the references, and trouble.c knows what stands against a test
 *   refuse.c        what the compiler has against it, before it is emitted again
 *   emit.c          inject_emit(): the rewritten files; names.c finds names of the right length,
 *                   benchmark.c writes the benchmarks, made.c says what each piece was made of
 *   shim.c          the Go file that stands beside them, made of golang/
 *   map.c, where.c  the position map, and questions to it
 *   changes.c       what is to be done to the tree: diff.c shows it, git.c and write.c check
 *                   whether it can be done, write.c does it
 *
 * Packages have been seen with ten thousand tests, so nothing here may look at every declaration
 * for every test.
 */
#ifndef BENCHLINE_UNIT_H
#define BENCHLINE_UNIT_H

#include "benchline/inject.h"

#define NO_DECL UINT32_MAX

/* An identifier that means a package-level declaration, or a `testing.T`. Where fuzz tests are
 * asked for, a `testing.F` is one too, in all that is said of those. */
typedef struct Reference {
    GoRef node;    /* Ident, or the SelectorExpr testing.T */
    uint32_t decl; /* what it refers to, the declaration itself for a name that it declares;
                    * NO_DECL: testing.T */
} Reference;

/* What spreads from a declaration to those that refer to it, and from a method to its type. */
enum {
    DECL_MENTIONS = 1,     /* mentions testing.T */
    DECL_NEAR_FOREIGN = 2, /* may hold a value of a type that has a foreign method, see plan.c */
    DECL_BENCHMARKS = 4,   /* may call testing.Benchmark */
};

/* A package-level declaration: a function, a method, one spec of var, const or type, or a whole
 * group of constants, because those count on each other (iota, repeated expressions). */
typedef struct Decl {
    uint32_t file;
    GoRef node;            /* FuncDecl, ValueSpec, TypeSpec, or the group's GenDecl */
    GoRef gen_decl;        /* around a spec, or the group itself; 0 for functions */
    uint32_t receiver;     /* for a method: its type's declaration, NO_DECL if that is not here */
    uint32_t first_method; /* for a type: declared here, in any file; NO_DECL: none */
    uint32_t next_method;  /* of the same type */
    BL_VEC(Reference) references; /* in the order of the source */
    unsigned traits;              /* DECL_MENTIONS, ...: its own and others' */
    bool copied;                  /* some converted test needs it */
    const char *obstacle;         /* why it cannot be copied; NULL: it can */
    /* What trouble.h is about. */
    uint32_t setter;         /* for a variable: the first declaration that may set it up */
    unsigned marks;          /* JUDGED, ... */
    struct Trouble *trouble; /* that it brings whoever needs it; NULL: none, or not known yet */
    struct Trouble *beyond;  /* the first one that those bring which it needs; NULL: the same */
} Decl;

/* A name that an import brings; the symbol of `import . "p"` is 0. */
typedef struct ImportName {
    GoSym name;
    bool testing; /* it is the package testing's */
} ImportName;

enum { DOT_IMPORT = 0 };

/* What is known of a file beside its tree. */
typedef struct UnitFile {
    uint32_t first_decl, end_decl; /* its declarations: [first, end) of InjectUnit.decls */
    uint32_t first_test, end_test; /* the same of InjectUnit.tests */
    GoRef testing_import;          /* the one that names testing in signatures; 0: none */
    BL_VEC(ImportName) imports;    /* sorted by name */
    GoRef *parents;                /* by node; NULL until unit_parent() needs it */
} UnitFile;

/* A walk over declarations: which were met, and which are still to be gone on from. */
typedef struct Reach {
    uint32_t *met; /* by declaration: the last walk that met it */
    uint32_t walk; /* this one's number */
    BL_VEC(uint32_t) stack;
} Reach;

/* What a symbol means at package level. */
typedef struct PackageName {
    uint32_t decl;        /* NO_DECL: nothing */
    const char *clone;    /* its name in copies; NULL: none chosen yet */
    bool foreign_method;  /* a foreign method has this name, see plan.c */
    bool embedded;        /* a struct embeds a type of this name, and a copy would rename it */
    uint32_t embedded_in; /* the last walk that met such a struct */
} PackageName;

/* What is known of a test beside what everybody sees. */
typedef struct PlannedTest {
    InjectWay emitted; /* how it was written the last time: what a compiler has seen */
    uint32_t decl;     /* its FuncDecl */
    bool unknown;      /* left out because its parameter is not known to be a *testing.T */
    bool away; /* its own file does not import testing: its benchmark stands in the shim's */
    uint32_t shim_end; /* there, behind it */
} PlannedTest;

struct InjectUnit {
    BlArena arena;
    GoSymbols *symbols;
    size_t file_count;
    InjectFile *files;
    GoFile *parsed;
    UnitFile *facts; /* one a file, as the three above */
    InjectOutput *outputs;
    bool broken;
    bool keeps_t;             /* copies embed a T, see embedded_fields.c */
    bool has_t;               /* one does */
    bool has_dot_import;      /* somewhere: it brings names that nobody spells out */
    const char *line_dir;     /* what line directives put before a file's name; NULL: nothing */
    BL_VEC(Decl) decls;       /* file by file, in the order of the source */
    uint32_t *users;          /* the declarations that refer to declaration i are */
    uint32_t *first_user;     /* users[first_user[i]] to users[first_user[i + 1]], exclusive */
    Reach reach, inner;       /* for one walk at a time each; `inner` while another one is on */
    BL_VEC(uint32_t) setters; /* declarations that run before the tests, see trouble_set_up.c */
    PackageName *names;       /* by GoSym */
    size_t name_count;
    uint32_t hiding; /* the declaration that the shim cannot live with; NO_DECL: none */
    BL_VEC(InjectTest) tests;
    BL_VEC(PlannedTest) test_facts; /* beside tests */
    GoSymbols *taken;               /* names chosen or reserved */
    unsigned numbered[64];          /* by length: how many numbered names were tried, see names.c */
    const char *prefix;             /* nine bytes: "benchline", unless the package uses it */
    bool fuzz;                      /* fuzz tests are asked for */
    const char *type_names[64];     /* the shim's type for T, by length; NULL: not needed */
    const char *fuzz_names[64];     /* the same for F */
    BlBuf shim, *meter;             /* the meter is made when somebody asks for it */
    uint32_t shim_own;              /* where benchmarks begin in the shim */
    const char *shim_file, *meter_file;
    BL_VEC(const char *) other_files; /* names in the folder, beside those of the unit */
};

/* ---- declarations.c -------------------------------------------------------------------------- */

void unit_list_declarations(InjectUnit *unit);
/* The declaration in which the offset lies; NO_DECL: none. */
uint32_t unit_decl_at(const InjectUnit *unit, uint32_t file, uint32_t offset);
/* The first declaration of the file that ends behind the offset. One spec of a group, or alone
 * behind its keyword, begins with what stands before it there: `var`, `(`. */
uint32_t unit_decl_from(const InjectUnit *unit, uint32_t file, uint32_t offset);
/* Is `decl` one of the file's, and does it begin at or before the offset? */
bool unit_decl_begins(const InjectUnit *unit, uint32_t file, uint32_t decl, uint32_t offset);

/* ---- literal_keys.c, embedded_fields.c, imports.c, parents.c --------------------------------- */

/* Does the name before the colon of this KeyValueExpr stand for a value? Else it is a field's, as
 * it most likely is in a literal of another package's type, which is not known. */
bool unit_is_expression_key(const InjectUnit *unit, uint32_t file, GoRef pair);
/* Is this type, perhaps behind a pointer or before type arguments, a struct's embedded field? */
bool unit_is_embedded(const InjectUnit *unit, uint32_t file, GoRef type);
/* The name of a field or method that this node asks for, x.name or {name: y}; 0: of none. */
GoRef unit_member_name(const InjectUnit *unit, uint32_t file, GoRef node);
/* Will copies embed a T where the original embeds testing.T? */
bool unit_can_keep_t(const InjectUnit *unit);
void unit_list_imports(InjectUnit *unit, uint32_t file);
bool unit_is_import(const InjectUnit *unit, uint32_t file, GoSym name);
/* Does the file import the package testing under this name? */
bool unit_names_testing(const InjectUnit *unit, uint32_t file, GoSym name);
/* go_parent(), but quick for a node with many siblings too. */
GoRef unit_parent(const InjectUnit *unit, uint32_t file, GoRef node);

/* ---- reach.c --------------------------------------------------------------------------------- */

void unit_reach_init(InjectUnit *unit);
void unit_reach_free(InjectUnit *unit);
/* To whoever refers to a declaration with the trait, and from a method to its type. */
void unit_spread(InjectUnit *unit, unsigned trait);
/* Does the method go where its type goes? No, when that is outside of the test files. */
bool unit_is_foreign(const InjectUnit *unit, const Decl *method);

/* What has to be copied for a declaration: it, and what mentions testing.T from there on. Begin,
 * add where to start, then take the next one until NO_DECL. */
void unit_reach_begin(Reach *reach);
void unit_reach_add(Reach *reach, uint32_t decl);
uint32_t unit_reach_next(const InjectUnit *unit, Reach *reach);
/* The same in two steps: takes one, and adds those that it needs. */
uint32_t unit_reach_pop(Reach *reach);
void unit_reach_go_on(const InjectUnit *unit, Reach *reach, uint32_t at);
static inline bool unit_reached(const Reach *reach, uint32_t decl)
{
    return reach->met[decl] == reach->walk;
}
/* The same, against the references: unit_reached() then tells who needs the declaration. */
void unit_reach_needing(const InjectUnit *unit, Reach *reach, uint32_t decl);

/* ---- plan.c ---------------------------------------------------------------------------------- */

void unit_plan(InjectUnit *unit, const InjectNames *reserved);
bool unit_signature_mentions(const InjectUnit *unit, const Decl *func_decl);
/* Marks what the converted tests need, transitively. */
void unit_mark_copied(InjectUnit *unit);
/* Sets what becomes of a test, and its benchmark's name. A fuzz test has no way but a copy. */
void unit_set_way(InjectUnit *unit, size_t test, InjectWay way);
void unit_note_reason(InjectUnit *unit, InjectTest *test, const char *reason, size_t file,
                      uint32_t line, uint32_t column);

/* ---- trouble.c (trouble.h has the rest) ------------------------------------------------------ */

/* What a trouble means for a test. */
typedef enum TroubleFate {
    FALLS_BACK,  /* it cannot be copied */
    IS_LEFT_OUT, /* nor can it be called */
    IS_UNKNOWN   /* it can be called if its parameter is a *testing.T */
} TroubleFate;

/* Why a test cannot be copied, and the node where that is seen. */
typedef struct Trouble {
    const char *reason; /* NULL: nothing stands against it */
    uint32_t file;
    GoRef node;
    TroubleFate fate;
} Trouble;

/* After spreading, before the first test. */
void unit_prepare_trouble(InjectUnit *unit);
Trouble unit_find_trouble(InjectUnit *unit, FoundTestKind kind, uint32_t test_decl);

/* ---- benchmark.c, made.c --------------------------------------------------------------------- */

/* Appends a test's benchmark as Go, for a file in which `qualifier` ("testing.") leads to B. */
void unit_put_benchmark(const InjectUnit *unit, BlBuf *out, size_t test, const char *qualifier);
InjectMadeKind unit_made_kind(const InjectUnit *unit, const Decl *decl);
/* What a declaration declares, or its copy: "tests, more", "table.check". In the arena. */
const char *unit_made_name(InjectUnit *unit, const Decl *decl, bool copied);

/* ---- names.c --------------------------------------------------------------------------------- */

/* Nobody gets this name any more. */
void unit_take_name(InjectUnit *unit, const char *name);
/* Was it taken, does the package spell it anywhere, or does it mean something to Go? */
bool unit_name_taken(const InjectUnit *unit, const char *name);
/* A new name for the copy of what is called so, of the same length; NULL when none is left. */
const char *unit_clone_name(InjectUnit *unit, BlStr name);
const char *unit_benchmark_name(InjectUnit *unit, const char *test);
/* What the shim's names begin with: "benchline", or as many other bytes. */
const char *unit_prefix(InjectUnit *unit);
/* The shim's type that stands for a mention of testing.T or testing.F, under a name of the
 * mention's length; NULL when there is none left. */
const char *unit_type_name(InjectUnit *unit, BlStr mention);

/* ---- shim.c ---------------------------------------------------------------------------------- */

void unit_make_shim(InjectUnit *unit);
/* Is a file built for some targets only? The shim, built for all, cannot name what is in it. */
bool unit_is_constrained(const InjectUnit *unit, uint32_t file);
/* The first declaration that hides one of Go's own names, such as len, from the shim; NO_DECL:
 * none. */
uint32_t unit_hiding_from_shim(const InjectUnit *unit);

#endif
