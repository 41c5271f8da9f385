/* inject_command.h - what the files of `benchline inject` share. (What begins with Inject or
 * inject_ without a Cli before it is the library's: benchline/inject.h and benchline/changes.h.)
 *
 * cmd_inject.c reads the options, inject_packages.c finds the packages and rewrites them, after
 * inject_heal.c has asked the compiler, and each mode has a file of its own for what is done with
 * them: inject_dry_run.c shows it, inject_write.c writes it, takes it back and checks it,
 * inject_output.c and inject_overlay.c put it elsewhere. Packages do not depend on each other, so
 * each is a piece of work of its own (benchline/work.h): read, rewritten and turned into what its
 * mode needs of it on some thread, taken when its turn comes, and forgotten.
 */
#ifndef BENCHLINE_INJECT_COMMAND_H
#define BENCHLINE_INJECT_COMMAND_H

#include "benchline/changes.h"
#include "cli/selection.h"

/* Is the compiler asked about what is made? */
typedef enum CliInjectHeal { CLI_HEAL_DEFAULT, CLI_HEAL_ALWAYS, CLI_HEAL_NEVER } CliInjectHeal;

typedef struct CliInject {
    CliSelection selection;
    const struct CliInjectMode *mode;
    const char *mode_argument; /* that of the mode's option, if it takes one */
    const char *map_file;
    bool quiet, force, discard_edits;
    CliInjectHeal heal; /* the default depends on the mode */
    bool unanswered;    /* the compiler was to be asked and could not be */
    const char *base;   /* what files are shown from: the current folder (NULL when it is gone), or
                         * cli_inject_base() */
    BL_VEC(const FoundPackage *) packages; /* in the order in which they are taken */
    InjectChanges changes;                 /* of all packages, in the modes that keep them */
    size_t tests, converted, originals, tested_packages, errors;
} CliInject;

/* What is kept of a package until its turn comes. */
typedef struct CliInjectPiece {
    BlDiags diags;
    size_t tests, converted, originals; /* originals: of those converted */
    InjectChanges changes;
    BlBuf text, map; /* for standard output and for the position map */
} CliInjectPiece;

/* A package in memory before its turn. */
typedef struct CliInjectLoaded {
    InjectPackage package;
    BlDiags diags;
} CliInjectLoaded;

/* Packages that are worked on together. */
typedef struct CliInjectPortion {
    CliInject *command;
    const FoundModule *module; /* NULL: of several */
    const FoundPackage *const *packages;
    size_t count;
    CliInjectLoaded *loaded; /* beside packages; NULL: each is loaded when it is its turn */
} CliInjectPortion;

/* One thing that `inject` can do with what it makes. */
typedef struct CliInjectMode {
    const char *option; /* "dry-run": of the command line */
    /* Returns the exit status. Calls cli_inject_find() and cli_inject_each(). */
    int (*run)(CliInject *command, int argc, char **argv);
    /* Adds a package to its piece, rewritten, with the changes that it takes; on any thread, the
     * command is only read. NULL: the changes are all that is to be kept of it. */
    void (*make)(const CliInject *command, CliInjectPiece *piece, const InjectPackage *package,
                 const FoundPackage *found);
    /* Takes a piece, in the order of the packages; its diagnostics were printed and are counted. */
    void (*take)(CliInject *command, CliInjectPiece *piece);
    bool reverts;        /* nothing is rewritten: the changes take everything back */
    bool heals;          /* the compiler is asked, unless the user does not want it */
    bool patches;        /* files are shown from cli_inject_base(): git and patch refuse ".." */
    bool absolute_lines; /* line directives name files by absolute paths */
} CliInjectMode;

/* inject_packages.c */
void cli_inject_find(CliInject *command, int argc, char **argv);
void cli_inject_each(CliInject *command);
/* The current folder; when there are packages outside of that, the folder that all the modules are
 * in. Absolute; NULL when there are none of either. */
const char *cli_inject_base(const CliInject *command, BlArena *arena);
void cli_inject_portion(CliInjectPortion *portion);
/* inject_heal.c */
bool cli_inject_heals(const CliInject *command);
void cli_inject_each_healed(CliInject *command);
/* "3 of 4 tests in 2 packages converted" to standard error. */
void cli_inject_summary(const CliInject *command);

/* inject_place.c: may the file of --map or --overlay be written? It may when it is new, empty, or
 * one of its kind. CLI_OK, or CLI_USAGE when it was said why not. `option`: "map" or "overlay". */
int cli_inject_check_place(const char *option, const char *file);

/* inject_interrupt.c: calls `handler` on the signals that end a program from outside, unless they
 * are ignored; it, or whoever heeds what it noted, ends with cli_inject_die_of(). Both may be
 * called from a handler. */
void cli_inject_on_interrupt(void (*handler)(int number));
void cli_inject_die_of(int number);

/* inject_dry_run.c, inject_write.c, inject_output.c, inject_overlay.c */
extern const CliInjectMode cli_inject_dry_run, cli_inject_write, cli_inject_revert,
    cli_inject_check, cli_inject_output, cli_inject_overlay;

#endif
