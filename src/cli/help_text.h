/* help_text.h - the help texts of the commands, read as a program reads them.
 *
 * What a command prints for --help is the only place where its options are described; completion
 * and the settings of benchline.toml take from it which there are and what they take. For that the
 * texts keep to a form, which tests/e2e/manual.sh checks and tools/manual.awk reads too:
 *
 *   usage: benchline run [options] [PATH...]     of completion: bash|zsh|fish
 *         --engine ENGINE  harness (default): ...; source: ...; both: ...
 *     -o, --output FILE    what it does, from this column on
 *                          and on
 *         --sandbox bwrap  the only choice
 *         --from test,example,fuzz  a list of choices
 *
 * An option begins after 2 blanks with its letter, or after 6 without one; lines that go on begin
 * after 23. An argument in capitals stands for something: FILE, DIR and FOLDER for a path, LIST for
 * words with commas between them, and a word for which the text has a line that ends in `WORD is
 * one of` for one of the words that the lines below begin with. In small letters it is one of the
 * choices that are separated by | or, when several may be given, by commas. */
#ifndef BENCHLINE_HELP_TEXT_H
#define BENCHLINE_HELP_TEXT_H

#include "cli/cli.h"

typedef struct HelpOption {
    const char *name;
    char letter;           /* 0: none */
    const char *argument;  /* NULL: it takes none */
    const char *text;      /* what it does, in one line */
    BL_VEC(BlStr) choices; /* what it takes, when that is told one by one */
    bool is_path;          /* FILE, DIR or FOLDER */
    bool is_results;       /* RESULTS: a path too, unless it is the name of a run in a store */
    bool is_list;          /* with commas between */
    bool is_repeated;      /* may be given several times */
} HelpOption;

typedef struct HelpText {
    BlStr text;
    BL_VEC(HelpOption) options; /* in the order of the text */
    BL_VEC(BlStr) words;        /* that the arguments may be, as of `bash|zsh|fish` */
    bool takes_commands;        /* the arguments are names of commands */
    BlArena arena;
} HelpText;

/* What the command prints for --help. */
void help_text_read(HelpText *help, const CliCommand *command);
/* NULL when it has none of that name. */
const HelpOption *help_text_option(const HelpText *help, const char *name);
void help_text_free(HelpText *help);

#endif
