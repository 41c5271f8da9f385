/* cmd_run.c - `benchline run`: the whole line, from paths to allocations per test. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/doctor.h"
#include "benchline/path.h"
#include "cli/output.h"
#include "cli/run_command.h"
#include "cli/stored.h"

static const char *const help[] = {
    "usage: benchline run [options] [PATH...]\n"
    "\n"
    "Makes a benchmark of every test below the paths, builds each package with the go command, runs\n"
    "it, and prints what a run of each test allocates. The project's files are not touched: the\n"
    "benchmarks reach the compiler through an overlay. A PATH is a project, a package's folder, a\n"
    "_test.go file, or a pool (a folder of projects); without one, it is the current folder.\n"
    "\n"
    "Tests are programs: they run with your rights, and may write where you may, unless --sandbox\n"
    "is given.\n"
    "\n"
    "B/op and allocs/op are those of the iteration that allocated least, of 10 after one that is\n"
    "not measured; where half of the 10 allocated more, 100 are measured, and the test is marked\n"
    "noisy if that still holds. A test that takes long stops being repeated after 5 seconds, but not\n"
    "before 3 measured iterations. ns/op is the fastest iteration: packages run side by side, so take\n"
    "it for an order of magnitude.\n"
    "\n"
    "      --engine ENGINE  harness (default): the tests run as they are, driven by a rewritten copy\n"
    "                       of the package testing; source: what `benchline inject` makes of them\n"
    "                       runs; both: the harness's figures, and where the other's differ. What\n"
    "                       the harness cannot be built for is measured from the source\n",
    run_measuring_help,
    run_retries_help,
    "      --json           print JSON instead of a table (docs/results.md)\n"
    "  -o, --output FILE    write the JSON to FILE too, whole or not at all; - is --json.\n"
    "                       With several Go versions, {go} in the name is each one's version\n",
    CLI_STORE_HELP,
    "      --resume         with --store: go on with the last run there that was ended in the\n"
    "                       middle; what it measured already is not measured again\n",
    run_limits_help,
    CLI_SELECTION_JOBS_HELP,
    "      --go LIST        the Go to use, or several after each other, separated by commas or\n"
    "                       each with its own --go: versions (1.24, or 1.24.3; what is not\n"
    "                       installed the go command fetches), folders of installations, or go\n"
    "                       commands (default: go)\n",
    CLI_SELECTION_FROM_HELP,
    "      --offline        fetch nothing: no modules, no toolchains\n",
    CLI_SELECTION_NAMES_HELP,
    CLI_SELECTION_PLACES_HELP,
    CLI_SELECTION_SHARD_HELP,
    CLI_SELECTION_TAGS_HELP,
    run_native_help,
    "      --keep           keep the work folder, with what was built\n"
    "      --progress-file FILE  keep a JSON file up to date while it runs, once a second at most\n"
    "                       (docs/progress.md)\n"
    "  -q, --quiet          no progress on standard error\n"
    "  -h, --help           this text\n"
    "\n"
    "examples:\n"
    "  benchline run .                          the project around the current folder\n"
    "  benchline run -o before.json ./parser    one package and what is below it\n"
    "  benchline run --store benchline.db .     keep the results; see benchline help history\n"
    "  benchline run --json ~/pool > pool.json  every project of a pool\n"
    "  benchline run --store pool.db ~/pool     ... kept as it goes; --resume goes on with it\n"
    "  benchline run --go 1.24,1.26 .           with two versions of Go, side by side\n"
    "  benchline run --metrics time --go 1.24,1.26 .   ... and their times compared\n"
    "  benchline run --from test,fuzz .         the seed corpora of fuzz tests too\n"
    "  benchline run --variance-threshold 5 .   what varies by more than 5 % again\n"
    "\n"
    "exit status: 0 all tests were measured or skipped themselves; 1 something was not (see the\n"
    "reasons), two engines differ, it varies beyond the threshold, or --resume finds no run to go on\n"
    "with, or not like this; 2 wrong usage; 3 internal error\n",
    NULL,
};

const struct option run_options[] = {
    {"engine", required_argument, NULL, OPT_ENGINE},
    {"metrics", required_argument, NULL, OPT_METRICS},
    {"iterations", required_argument, NULL, OPT_ITERATIONS},
    {"benchtime", required_argument, NULL, OPT_BENCHTIME},
    {"cpu", required_argument, NULL, OPT_CPU},
    {"count", required_argument, NULL, OPT_COUNT},
    {"json", no_argument, NULL, OPT_JSON},
    {"output", required_argument, NULL, 'o'},
    {"store", required_argument, NULL, OPT_STORE},
    {"label", required_argument, NULL, OPT_LABEL},
    {"resume", no_argument, NULL, OPT_RESUME},
    {"variance-threshold", required_argument, NULL, OPT_VARIANCE_THRESHOLD},
    {"max-reruns", required_argument, NULL, OPT_MAX_RERUNS},
    {"rerun-count", required_argument, NULL, OPT_RERUN_COUNT},
    {"rerun-failed", required_argument, NULL, OPT_RERUN_FAILED},
    {"timeout", required_argument, NULL, OPT_TIMEOUT},
    {"build-timeout", required_argument, NULL, OPT_BUILD_TIMEOUT},
    {"package-timeout", required_argument, NULL, OPT_PACKAGE_TIMEOUT},
    {"max-cpu", required_argument, NULL, OPT_MAX_CPU},
    {"max-memory", required_argument, NULL, OPT_MAX_MEMORY},
    {"max-output", required_argument, NULL, OPT_MAX_OUTPUT},
    {"max-processes", required_argument, NULL, OPT_MAX_PROCESSES},
    {"max-open-files", required_argument, NULL, OPT_MAX_OPEN_FILES},
    {"max-file-size", required_argument, NULL, OPT_MAX_FILE_SIZE},
    {"isolate", required_argument, NULL, OPT_ISOLATE},
    {"sandbox", required_argument, NULL, OPT_SANDBOX},
    {"network", no_argument, NULL, OPT_NETWORK},
    {"go", required_argument, NULL, OPT_GO},
    {"keep", no_argument, NULL, OPT_KEEP},
    {"subtests", required_argument, NULL, OPT_SUBTESTS},
    {"native", no_argument, NULL, OPT_NATIVE},
    {"native-benchtime", required_argument, NULL, OPT_NATIVE_BENCHTIME},
    {"offline", no_argument, NULL, OPT_OFFLINE},
    {"progress-file", required_argument, NULL, OPT_PROGRESS_FILE},
    {"quiet", no_argument, NULL, 'q'},
    CLI_SELECTION_NAMES,
    CLI_SELECTION_FROM,
    CLI_SELECTION_PLACES,
    CLI_SELECTION_SHARD,
    CLI_SELECTION_TAGS,
    CLI_SELECTION_JOBS,
    {NULL, 0, NULL, 0},
};

/* ---- options --------------------------------------------------------------------------------- */

static int take_engine(const char *text, RunEngine *engine)
{
    static const char *const names[] = {
        [RUN_HARNESS] = "harness", [RUN_SOURCE] = "source", [RUN_BOTH] = "both"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(text, names[i]) == 0) {
            *engine = (RunEngine)i;
            return CLI_OK;
        }
    return cli_usage("run", "--engine takes harness, source or both, not '%s'", text);
}

/* An option of one of the other files. */
static int take_other(RunCommand *command, int option, const char *argument)
{
    static int (*const takers[])(RunCommand * command, int option, const char *argument) = {
        run_measuring_option, run_retries_option, run_limits_option, run_native_option};
    int status = -1;
    for (size_t i = 0; status < 0 && i < sizeof takers / sizeof takers[0]; i++)
        status = takers[i](command, option, argument);
    return status >= 0 ? status
                       : cli_selection_option(&command->selection, "run", option, argument);
}

static int take_option(void *context, int option, const char *argument)
{
    RunCommand *command = context;
    switch (option) {
    case OPT_ENGINE:
        return take_engine(argument, &command->run.engine);
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case 'o':
        cli_take_output(argument, &command->output, &command->json);
        return CLI_OK;
    case OPT_STORE:
        command->store = argument;
        return CLI_OK;
    case OPT_LABEL:
        return cli_take_label("run", argument, &command->label);
    case OPT_RESUME:
        command->resume = true;
        return CLI_OK;
    case OPT_GO:
        bl_vec_push(&command->go, argument);
        return CLI_OK;
    case OPT_OFFLINE:
        command->run.offline = true;
        return CLI_OK;
    case OPT_KEEP:
        command->run.keep_work = true;
        return CLI_OK;
    case OPT_PROGRESS_FILE:
        command->progress_file = argument;
        return CLI_OK;
    case 'q':
        command->quiet = true;
        return CLI_OK;
    default:
        return take_other(command, option, argument);
    }
}

static const CliSyntax syntax = {
    .command = "run", .help = help, .options = run_options, .take = take_option};

static int check_options(RunCommand *command)
{
    int status = run_measuring_check(command);
    if (status == CLI_OK)
        status = run_retries_check(command);
    if (status == CLI_OK)
        status = run_native_check(command);
    return status == CLI_OK ? run_limits_check(command) : status;
}

/* ---- the command ----------------------------------------------------------------------------- */

/* Can the output be written, or a file be made in its folder? Better known before a long run. */
static bool can_write_output(const char *output)
{
    BlArena arena = {0};
    const char *target = bl_path_target(&arena, output);
    bool folder = bl_path_is_dir(output);
    bool replaced = bl_path_is_file(output) || access(output, F_OK) != 0; /* else a pipe, say */
    bool can = target && !folder &&
               (replaced ? access(bl_path_dir(&arena, target), W_OK | X_OK) == 0
                         : access(output, W_OK) == 0);
    if (!can)
        fprintf(cli_messages(), "benchline run: cannot write %s: %s\n", output,
                folder ? "it is a folder" : strerror(errno));
    bl_arena_free(&arena);
    return can;
}

/* One document, one file: several versions need several. */
static int check_outputs(const RunCommand *command, size_t versions)
{
    bool named = command->output && strstr(command->output, GO_IN_NAME);
    if (command->resume && !command->store)
        return cli_usage("run", "--resume needs the --store in which the run is");
    if (versions > 1 && command->json)
        return cli_usage("run", "--json prints one document; with several Go versions use "
                                "-o 'results-" GO_IN_NAME ".json', or --store");
    if (versions > 1 && command->output && !named)
        return cli_usage("run", "-o needs " GO_IN_NAME " in the name with several Go versions: "
                                "'results-" GO_IN_NAME ".json'");
    if (command->output && !named && !can_write_output(command->output))
        return CLI_INTERNAL;
    if (command->progress_file && !can_write_output(command->progress_file))
        return CLI_INTERNAL;
    return CLI_OK;
}

static int find_versions(const RunCommand *command, GoVersions *versions)
{
    BlDiags diags = {0};
    GoVersionsOptions wishes = {.offline = command->run.offline,
                                .seconds = command->run.build_seconds};
    bool found = true;
    for (size_t i = 0; i < command->go.count; i++)
        found = go_versions_find(versions, command->go.items[i], &wishes, &diags) && found;
    if (!command->go.count)
        bl_vec_push(&versions->list, (GoVersion){.command = NULL});
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    return found ? CLI_OK : CLI_USAGE;
}

/* What makes times differ on this machine, on standard error. */
static void warn_of_machine(void)
{
    Doctor doctor = {0};
    doctor_examine(&doctor, "");
    for (size_t i = 0; i < doctor.findings.count; i++) {
        const DoctorFinding *finding = &doctor.findings.items[i];
        if (finding->verdict == DOCTOR_BAD)
            fprintf(cli_messages(), "benchline: times will differ by the %s: %s%s%s\n",
                    finding->what, finding->said, finding->advice ? "; " : "",
                    finding->advice ? finding->advice : "");
    }
    doctor_free(&doctor);
}

static int run(RunCommand *command)
{
    GoVersions versions = {0};
    command->run.tags = command->selection.wish.tags;
    command->run.jobs = command->selection.jobs;
    int status = find_versions(command, &versions);
    if (status == CLI_OK)
        status = check_outputs(command, versions.list.count);
    if (status == CLI_OK && command->run.measuring.time)
        warn_of_machine();
    if (status == CLI_OK)
        status = run_versions(command, &versions);
    go_versions_free(&versions);
    return status;
}

int cmd_run(int argc, char **argv)
{
    RunCommand command = {
        .argc = argc,
        .argv = argv,
        .run = {.benchmark_seconds = 120, .build_seconds = 600, .limits = run_default_limits()}};
    int status = cli_options(&syntax, argc, argv, &command);
    if (status == CLI_OK)
        status = check_options(&command);
    if (status == CLI_OK)
        status = run(&command);
    cli_selection_free(&command.selection);
    bl_vec_free(&command.run.measuring.cpu);
    bl_vec_free(&command.go);
    return status;
}
