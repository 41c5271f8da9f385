/* cmd_inject.c - `benchline inject`: tests in, benchmarks out; what becomes of them is the mode's
 * business (inject_command.h).
 */
#include "cli/inject_command.h"

#include <stdlib.h>

static const char help[] =
    "usage: benchline inject [mode] [options] [PATH...]\n"
    "\n"
    "Makes a BenchmarkXxx of every TestXxx below the paths. A PATH is a project, a package's "
    "folder,\n"
    "a _test.go file, or a pool (a folder of projects); without one, it is the current folder.\n"
    "\n"
    "A test's body is copied byte for byte, with testing.T replaced by a type that stands on a\n"
    "testing.B, and so are the helpers of its package that take a *testing.T. Tests that cannot "
    "be\n"
    "copied call the test itself instead, with a genuine *testing.T, which is less exact; they "
    "are\n"
    "listed with the place and the reason. All modes but --dry-run and --revert have the compiler\n"
    "look at the result, which tells more such tests: a package that compiles does so afterwards.\n"
    "\n"
    "modes, one at a time:\n"
    "      --dry-run        print what --write would do, as a diff; nothing is changed (the "
    "default)\n"
    "      --write          put the benchmarks at the ends of the test files, or bring those up "
    "to\n"
    "                       date that are there\n"
    "      --revert         take them out again: every file is what it was, byte for byte\n"
    "      --check          exit with 1 and list the files that --write would change\n"
    "      --output DIR     write the changed files to a new folder instead\n"
    "      --overlay FILE   write an overlay for 'go test -overlay FILE -run ^$ -bench .', and "
    "its\n"
    "                       texts to the folder _FILE.d; nothing in the tree is changed (Go\n"
    "                       before 1.24 needs -vet=off too)\n"
    "\n"
    "      --force          --write: although other changes are not committed to git; --output:\n"
    "                       into a folder that is not empty\n"
    "      --discard-edits  --write and --revert: give up what was edited in what benchline wrote\n"
    "      --heal, --no-heal  have the compiler look at the result, or not (it does, but for\n"
    "                       --dry-run)\n"
    "      --go COMMAND     the go command to use (default: go)\n"
    "      --map FILE       --dry-run: write the position map there: which byte came from where, "
    "as\n"
    "                       JSON\n" CLI_SELECTION_FROM_HELP CLI_SELECTION_NAMES_HELP
        CLI_SELECTION_PLACES_HELP CLI_SELECTION_TARGET_HELP CLI_SELECTION_TAGS_HELP
            CLI_SELECTION_JOBS_HELP
    "  -q, --quiet          do not list what could not be converted, nor show progress\n"
    "  -h, --help           this text\n"
    "\n"
    "--write and --revert list the files that they change (A: added, M: changed, D: removed), or\n"
    "change nothing at all when one of them is read-only or was edited. What --write wrote before "
    "and\n"
    "--only, --skip or --from do not ask for now it takes out, and --check needs the same ones.\n"
    "\n"
    "examples:\n"
    "  benchline inject parser/parse_test.go          one file's tests, as a diff\n"
    "  benchline inject --write .                     keep the benchmarks\n"
    "  benchline inject --check .                     in CI: are they those of today's tests?\n"
    "  benchline inject --map map.json . > all.diff   a project, with the map\n"
    "  benchline inject --from fuzz --only Parse .    fuzz tests with Parse in their names\n"
    "\n"
    "exit status: 0 fine; 1 a file could not be read, is not Go, is stale or must not be changed "
    "(see\n"
    "the messages); 2 wrong usage; 3 internal error\n";

enum {
    OPT_DRY_RUN = CLI_OPT_OWN,
    OPT_WRITE,
    OPT_REVERT,
    OPT_CHECK,
    OPT_OUTPUT,
    OPT_OVERLAY,
    OPT_HEAL,
    OPT_NO_HEAL,
    OPT_GO,
    OPT_FORCE,
    OPT_DISCARD_EDITS,
    OPT_MAP,
};

static const struct option options[] = {
    {"dry-run", no_argument, NULL, OPT_DRY_RUN},
    {"write", no_argument, NULL, OPT_WRITE},
    {"revert", no_argument, NULL, OPT_REVERT},
    {"check", no_argument, NULL, OPT_CHECK},
    {"output", required_argument, NULL, OPT_OUTPUT},
    {"overlay", required_argument, NULL, OPT_OVERLAY},
    {"heal", no_argument, NULL, OPT_HEAL},
    {"no-heal", no_argument, NULL, OPT_NO_HEAL},
    {"go", required_argument, NULL, OPT_GO},
    {"force", no_argument, NULL, OPT_FORCE},
    {"discard-edits", no_argument, NULL, OPT_DISCARD_EDITS},
    {"map", required_argument, NULL, OPT_MAP},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    CLI_SELECTION_NAMES,
    CLI_SELECTION_FROM,
    CLI_SELECTION_PLACES,
    CLI_SELECTION_TARGET,
    CLI_SELECTION_TAGS,
    CLI_SELECTION_JOBS,
    {NULL, 0, NULL, 0},
};

static int take_mode(CliInject *command, const CliInjectMode *mode, const char *argument)
{
    if (command->mode && command->mode != mode)
        return cli_usage("inject", "--%s and --%s are two modes: choose one", command->mode->option,
                         mode->option);
    command->mode = mode;
    command->mode_argument = argument;
    return CLI_OK;
}

static int take_option(void *context, int option, const char *argument)
{
    CliInject *command = context;
    switch (option) {
    case OPT_DRY_RUN:
        return take_mode(command, &cli_inject_dry_run, argument);
    case OPT_WRITE:
        return take_mode(command, &cli_inject_write, argument);
    case OPT_REVERT:
        return take_mode(command, &cli_inject_revert, argument);
    case OPT_CHECK:
        return take_mode(command, &cli_inject_check, argument);
    case OPT_OUTPUT:
        return take_mode(command, &cli_inject_output, argument);
    case OPT_OVERLAY:
        return take_mode(command, &cli_inject_overlay, argument);
    case OPT_HEAL:
        command->heal = CLI_HEAL_ALWAYS;
        return CLI_OK;
    case OPT_NO_HEAL:
        command->heal = CLI_HEAL_NEVER;
        return CLI_OK;
    case OPT_GO:
        command->selection.wish.go = argument;
        return CLI_OK;
    case OPT_FORCE:
        command->force = true;
        return CLI_OK;
    case OPT_DISCARD_EDITS:
        command->discard_edits = true;
        return CLI_OK;
    case OPT_MAP:
        command->map_file = argument;
        return CLI_OK;
    case 'q':
        command->quiet = true;
        return CLI_OK;
    case 'h':
        command->help = true;
        return CLI_OK;
    default:
        return cli_selection_option(&command->selection, "inject", option, argument);
    }
}

/* A go command that the user names and that is none: what is made would not be what was asked for.
 */
static int check_go(const CliInject *command)
{
    const char *go = command->selection.wish.go;
    if (!go || command->mode->reverts)
        return CLI_OK;
    BlBuf why = {0};
    int status = find_check_go(go, &why) ? CLI_OK : cli_usage("inject", "%s", why.data);
    bl_buf_free(&why);
    return status;
}

static int inject(CliInject *command, int argc, char **argv)
{
    if (!command->mode)
        command->mode = &cli_inject_dry_run;
    if (command->map_file && command->mode != &cli_inject_dry_run)
        return cli_usage("inject", "--map goes with --dry-run only");
    if (command->mode == &cli_inject_revert && cli_selection_chooses(&command->selection))
        return cli_usage("inject",
                         "--revert takes out all benchmarks: --only, --skip and --from go "
                         "with other modes (--write --skip takes out some)");
    if (command->mode_argument && !command->mode_argument[0])
        return cli_usage("inject", "--%s takes a name", command->mode->option);
    int status = check_go(command);
    if (status == CLI_OK)
        status = command->mode->run(command, argc, argv);
    bl_vec_free(&command->packages);
    inject_changes_free(&command->changes);
    return status;
}

int cmd_inject(int argc, char **argv)
{
    CliInject command = {0};
    int status = cli_options("inject", argc, argv, ":j:qh", options, take_option, &command);
    if (status == CLI_OK && command.help)
        fputs(help, stdout);
    else if (status == CLI_OK)
        status = inject(&command, argc, argv);
    cli_selection_free(&command.selection);
    return status;
}
