/* unit.h - the inside of an InjectUnit, shared by the files of this folder.
 *
 * The order of work: declarations.c lists the package's declarations and what refers to what;
 * plan.c spreads "mentions testing.T" along those references and decides what is copied; trouble.c
 * knows what stands against a test; names.c finds names of the right length; emit.c writes.
 */
#ifndef BENCHLINE_UNIT_H
#define BENCHLINE_UNIT_H

#include "benchline/inject.h"

#define NO_DECL UINT32_MAX

/* An identifier that means a package-level declaration, or a `testing.T`. */
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
    GoRef node;        /* FuncDecl, ValueSpec, TypeSpec, or the group's GenDecl */
    GoRef gen_decl;    /* around a spec, or the group itself; 0 for functions */
    uint32_t receiver; /* for a method: its type's declaration, NO_DECL if that is not here */
    BL_VEC(Reference) references; /* in the order of the source */
    unsigned traits;              /* DECL_MENTIONS, ...: its own and others' */
    bool copied;                  /* some converted test needs it */
    const char *obstacle;         /* why it cannot be copied; NULL: it can */
} Decl;

/* What a symbol means at package level. */
typedef struct PackageName {
    uint32_t decl;       /* NO_DECL: nothing */
    const char *clone;   /* its name in copies; NULL: none chosen yet */
    bool foreign_method; /* a foreign method has this name, see plan.c */
} PackageName;

struct InjectUnit {
    BlArena arena;
    GoSymbols *symbols;
    size_t file_count;
    InjectFile *files;
    GoFile *parsed;
    GoRef **parents; /* by file and node: go_parent(), known beforehand */
    InjectOutput *outputs;
    bool broken;
    bool has_dot_import;  /* somewhere: it brings names that nobody spells out */
    const char *line_dir; /* what line directives put before a file's name; NULL: nothing */
    BL_VEC(Decl) decls;
    PackageName *names; /* by GoSym */
    size_t name_count;
    uint32_t hiding; /* the declaration that the shim cannot live with; NO_DECL: none */
    BL_VEC(InjectTest) tests;
    BL_VEC(uint32_t) test_decls; /* beside tests: each one's FuncDecl */
    BL_VEC(const char *) taken;  /* names chosen or reserved */
    const char *prefix;          /* nine bytes: "benchline", unless the package uses it */
    const char *type_names[64];  /* the shim's type, by length; NULL: not needed */
    BlBuf shim, meter;
    const char *shim_file, *meter_file;
};

/* declarations.c */
void unit_list_declarations(InjectUnit *unit);
uint32_t unit_decl_at(const InjectUnit *unit, uint32_t file, uint32_t offset);
/* The import that names testing in a benchmark's signature; 0: the file has none. */
GoRef unit_testing_import(const GoFile *file);

/* plan.c */
void unit_plan(InjectUnit *unit, const InjectNames *reserved);
bool unit_signature_mentions(const InjectUnit *unit, const Decl *func_decl);

/* What has to be copied for a declaration: it, and what mentions testing.T from there on. */
typedef struct Reach {
    bool *seen; /* by declaration */
    BL_VEC(uint32_t) stack;
} Reach;

void unit_reach_start(const InjectUnit *unit, Reach *reach, uint32_t from);
uint32_t unit_reach_next(InjectUnit *unit, Reach *reach); /* NO_DECL: all were given out */
void unit_reach_free(Reach *reach);
/* Marks what the converted tests need, transitively. */
void unit_mark_copied(InjectUnit *unit);
/* Does the test need the declaration? */
bool unit_needs(InjectUnit *unit, uint32_t test_decl, uint32_t decl);

/* trouble.c */

/* Why a test cannot be converted, and the node where that is seen. */
typedef struct Trouble {
    const char *reason; /* NULL: nothing stands against it */
    uint32_t file;
    GoRef node;
} Trouble;

Trouble unit_find_trouble(InjectUnit *unit, uint32_t test_decl);

/* names.c */
bool unit_name_taken(const InjectUnit *unit, const char *name);
const char *unit_clone_name(InjectUnit *unit, BlStr name);
const char *unit_benchmark_name(InjectUnit *unit, const char *test);
const char *unit_prefix(InjectUnit *unit);
/* The shim's type under a name of this length; NULL when there is none left. */
const char *unit_type_name(InjectUnit *unit, size_t length);

/* shim.c */
void unit_make_shim(InjectUnit *unit);
/* The declaration that hides one of Go's own names, such as len, from the shim; NO_DECL: none. */
uint32_t unit_hiding_from_shim(const InjectUnit *unit);

/* As go_parent(), which walks over all siblings to the right: in a long list that is too long a way
 * to go for each element. */
static inline GoRef unit_parent(const InjectUnit *unit, uint32_t file, GoRef node)
{
    return unit->parents[file][node];
}

/* The offset of a byte's line and column in one of the unit's files. */
static inline void unit_position(const InjectUnit *unit, size_t file, uint32_t offset,
                                 uint32_t *line, uint32_t *column)
{
    go_position(&unit->parsed[file], offset, line, column);
}

#endif
