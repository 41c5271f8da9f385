/* inject_command.h - what the files of `benchline inject` share.
 *
 * cmd_inject.c reads the options, inject_packages.c finds the packages and rewrites them, and each
 * mode has a file of its own for what is done with them: inject_dry_run.c shows it, inject_write.c
 * writes it, takes it back and checks it, inject_output.c puts it elsewhere. Packages do not
 * depend on each other, so each is a piece of work of its own: read, rewritten and turned into what
 * its mode needs of it on some thread, taken when its turn comes, and forgotten.
 */
#ifndef BENCHLINE_INJECT_COMMAND_H
#define BENCHLINE_INJECT_COMMAND_H

#include "benchline/changes.h"
#include "cli/selection.h"

/* Is the compiler asked about what is made? */
typedef enum InjectHeal { INJECT_HEAL_DEFAULT, INJECT_HEAL_ALWAYS, INJECT_HEAL_NEVER } InjectHeal;

typedef struct InjectCommand {
    CliSelection selection;
    const struct InjectMode *mode;
    const char *mode_argument; /* that of the mode's option, if it takes one */
    const char *map_file;
    bool quiet, help, force, discard_edits;
    InjectHeal heal;  /* the default depends on the mode */
    bool unanswered;  /* the compiler was to be asked and could not be */
    const char *base; /* what files are shown from: the current folder (NULL when it is gone), or
                       * inject_base() */
    BL_VEC(const FoundPackage *) packages; /* in the order in which they are taken */
    InjectChanges changes;                 /* of all packages, in the modes that keep them */
    size_t tests, converted, originals, tested_packages, errors;
} InjectCommand;

/* What is kept of a package until its turn comes. */
typedef struct InjectPiece {
    BlDiags diags;
    size_t tests, converted, originals; /* originals: of those converted */
    InjectChanges changes;
    BlBuf text, map; /* for standard output and for the position map */
} InjectPiece;

/* A package in memory before its turn. */
typedef struct InjectLoaded {
    InjectPackage package;
    BlDiags diags;
} InjectLoaded;

/* Packages that are worked on together. */
typedef struct InjectPortion {
    InjectCommand *command;
    const FoundModule *module; /* NULL: of several */
    const FoundPackage *const *packages;
    size_t count;
    InjectLoaded *loaded; /* beside packages; NULL: each is loaded when it is its turn */
} InjectPortion;

/* One thing that `inject` can do with what it makes. */
typedef struct InjectMode {
    const char *option; /* "dry-run": of the command line */
    /* Returns the exit status. Calls inject_find() and inject_each(). */
    int (*run)(InjectCommand *command, int argc, char **argv);
    /* Adds a package to its piece, rewritten, with the changes that it takes; on any thread, the
     * command is only read. NULL: the changes are all that is to be kept of it. */
    void (*make)(const InjectCommand *command, InjectPiece *piece, const InjectPackage *package,
                 const FoundPackage *found);
    /* Takes a piece, in the order of the packages; its diagnostics were printed and are counted. */
    void (*take)(InjectCommand *command, InjectPiece *piece);
    bool reverts;        /* nothing is rewritten: the changes take everything back */
    bool heals;          /* the compiler is asked, unless the user does not want it */
    bool patches;        /* files are shown from inject_base(): git and patch refuse ".." */
    bool absolute_lines; /* line directives name files by absolute paths */
} InjectMode;

/* inject_packages.c */
void inject_find(InjectCommand *command, int argc, char **argv);
void inject_each(InjectCommand *command);
/* The current folder; when there are packages outside of that, the folder that all the modules are
 * in. Absolute; NULL when there are none of either. */
const char *inject_base(const InjectCommand *command, BlArena *arena);
void inject_portion(InjectPortion *portion);
/* inject_heal.c */
bool inject_heals(const InjectCommand *command);
void inject_each_healed(InjectCommand *command);
/* "3 of 4 tests in 2 packages converted" to standard error. */
void inject_summary(const InjectCommand *command);

/* inject_place.c: may the file of --map or --overlay be written? It may when it is new, empty, or
 * one of its kind. CLI_OK, or CLI_USAGE when it was said why not. `option`: "map" or "overlay". */
int inject_check_place(const char *option, const char *file);

/* inject_interrupt.c: calls `handler` on the signals that end a program from outside, unless they
 * are ignored; it, or whoever heeds what it noted, ends with inject_die_of(). Both may be called
 * from a handler. */
void inject_on_interrupt(void (*handler)(int number));
void inject_die_of(int number);

/* inject_dry_run.c, inject_write.c, inject_output.c, inject_overlay.c */
extern const InjectMode inject_dry_run, inject_write, inject_revert, inject_check_mode,
    inject_output_mode, inject_overlay_mode;

#endif
