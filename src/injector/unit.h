/* unit.h - the inside of an InjectUnit, shared by the files of this folder.
 *
 * The order of work: declarations.c lists the package's declarations and what refers to what;
 * plan.c spreads "mentions testing.T" along those references and decides what is copied; names.c
 * finds names of the right length; emit.c writes.
 */
#ifndef BENCHLINE_UNIT_H
#define BENCHLINE_UNIT_H

#include "benchline/inject.h"

#define NO_DECL UINT32_MAX

/* An identifier that means a package-level declaration, or a `testing.T`. */
typedef struct Reference {
    GoRef node;    /* Ident, or the SelectorExpr testing.T */
    uint32_t decl; /* what it refers to; NO_DECL: testing.T */
} Reference;

/* A package-level declaration: a function, a method, or one spec of var, const or type. */
typedef struct Decl {
    uint32_t file;
    GoRef node;          /* FuncDecl, ValueSpec or TypeSpec */
    GoRef gen_decl;      /* around a spec; 0 for functions */
    uint32_t receiver;   /* for a method: its type's declaration, NO_DECL if that is not here */
    BL_VEC(Reference) references;
    bool mentions;       /* itself or through others, testing.T */
    bool copied;         /* some converted test needs it */
    const char *obstacle; /* why it cannot be copied; NULL: it can */
} Decl;

/* What a symbol means at package level. */
typedef struct PackageName {
    uint32_t decl;     /* NO_DECL: nothing */
    const char *clone; /* its name in copies; NULL: none chosen yet */
} PackageName;

struct InjectUnit {
    BlArena arena;
    GoSymbols *symbols;
    size_t file_count;
    InjectFile *files;
    GoFile *parsed;
    InjectOutput *outputs;
    bool broken;
    const char *line_dir; /* what line directives put before a file's name; NULL: nothing */
    BL_VEC(Decl) decls;
    PackageName *names; /* by GoSym */
    size_t name_count;
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

/* plan.c */
void unit_plan(InjectUnit *unit, const InjectNames *reserved);
/* Marks what the converted tests need, transitively. */
void unit_mark_copied(InjectUnit *unit);
/* Does the test need the declaration? */
bool unit_needs(InjectUnit *unit, uint32_t test_decl, uint32_t decl);

/* names.c */
bool unit_name_taken(const InjectUnit *unit, const char *name);
const char *unit_clone_name(InjectUnit *unit, BlStr name);
const char *unit_benchmark_name(InjectUnit *unit, const char *test);
const char *unit_prefix(InjectUnit *unit);
/* The shim's type under a name of this length; NULL when there is none left. */
const char *unit_type_name(InjectUnit *unit, size_t length);

/* shim.c */
void unit_make_shim(InjectUnit *unit);

/* The offset of a byte's line and column in one of the unit's files. */
static inline void unit_position(const InjectUnit *unit, size_t file, uint32_t offset,
                                 uint32_t *line, uint32_t *column)
{
    go_position(&unit->parsed[file], offset, line, column);
}

#endif
