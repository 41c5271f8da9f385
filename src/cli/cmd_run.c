/* cmd_run.c - `benchline run`: the whole line, from paths to allocations per test. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "benchline/go_versions.h"
#include "benchline/path.h"
#include "cli/run_limits.h"
#include "cli/run_measuring.h"
#include "cli/run_native.h"
#include "cli/run_progress.h"
#include "cli/run_retries.h"
#include "cli/run_time.h"
#include "cli/run_versions.h"
#include "cli/selection.h"
#include "cli/stored.h"

/* In pieces: a string literal has at most 4095 bytes (C11, 5.2.4.1). */
static const char *const help[] = {
    "usage: benchline run [options] [PATH...]\n"
    "\n"
    "Makes a benchmark of every test below the paths, builds each package with the go command, "
    "runs\n"
    "it, and prints what a run of each test allocates. The project's files are not touched: the\n"
    "benchmarks reach the compiler through an overlay. A PATH is a project, a package's folder, a\n"
    "_test.go file, or a pool (a folder of projects); without one, it is the current folder.\n"
    "\n"
    "Tests are programs: they run with your rights, and may write where you may, unless --sandbox\n"
    "is given.\n"
    "\n"
    "B/op and allocs/op are those of the iteration that allocated least, of 10 after one that is\n"
    "not measured; where half of the 10 allocated more, 100 are measured, and the test is marked\n"
    "noisy if that still holds. A test that takes long stops being repeated after 5 seconds, but "
    "not\n"
    "before 3 measured iterations. ns/op is the fastest iteration: packages run side by side, so "
    "take\n"
    "it for an order of magnitude.\n"
    "\n"
    "      --engine ENGINE  harness (default): the tests run as they are, driven by a rewritten "
    "copy\n"
    "                       of the package testing; source: what `benchline inject` makes of them\n"
    "                       runs; both: the harness's figures, and where the other's differ. What\n"
    "                       the harness cannot be built for is measured from the source\n",
    CLI_METRICS_HELP
    "      --iterations N   measure N iterations one by one, and ten times as many where they "
    "disagree;\n"
    "                       a slow test too: --timeout is for all of them\n"
    "      --benchtime T    Go's own way instead: the mean of as many operations as take that "
    "long,\n"
    "                       as 1s or 500ms, or of N operations, as 100x\n"
    "      --cpu LIST       GOMAXPROCS, as 1,2,4: each has rows of its own (default 1)\n"
    "      --count N        N rounds, each in a process of its own: more samples for each row\n",
    CLI_RETRIES_HELP
    "      --json           print JSON instead of a table\n"
    "  -o, --output FILE    write the JSON there too, whole or not at all; - is "
    "--json.\n"
    "                       With several Go versions, {go} in the name is each one's "
    "version\n" CLI_STORE_HELP
    "      --resume         with --store: go on with the last run there that was ended in the\n"
    "                       middle; what it measured already is not measured again\n"
    "      --timeout SEC    end a benchmark that takes longer than SEC seconds (default 120)\n"
    "      --build-timeout SEC  end a build that takes longer (default "
    "600)\n",
    CLI_RUN_LIMITS_HELP,
    CLI_SELECTION_JOBS_HELP
    "      --go LIST        the Go to use, or several after each other, separated by commas:\n"
    "                       versions (1.24, or 1.24.3; what is not installed the go command\n"
    "                       fetches), folders of installations, or go commands (default: "
    "go)\n" CLI_SELECTION_FROM_HELP
    "      --offline        fetch nothing: no modules, no toolchains\n" CLI_SELECTION_NAMES_HELP
        CLI_SELECTION_PLACES_HELP CLI_SELECTION_SHARD_HELP CLI_SELECTION_TAGS_HELP,
    cli_native_help,
    "      --keep           keep the work folder, with what was built\n" CLI_PROGRESS_HELP
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
    "reasons), two engines differ, or it varies beyond the threshold; 2 wrong usage; 3 internal "
    "error\n",
};

static void print_help(void)
{
    for (size_t i = 0; i < sizeof help / sizeof help[0]; i++)
        fputs(help[i], stdout);
}

enum {
    OPT_JSON = CLI_OPT_OWN,
    OPT_OFFLINE,
    OPT_ENGINE,
    OPT_METRICS,
    OPT_ITERATIONS,
    OPT_BENCHTIME,
    OPT_CPU,
    OPT_COUNT,
    OPT_TIMEOUT,
    OPT_BUILD_TIMEOUT,
    OPT_GO,
    OPT_KEEP,
    OPT_NATIVE,
    OPT_NATIVE_BENCHTIME,
    OPT_SUBTESTS,
    OPT_PROGRESS_FILE,
    OPT_STORE,
    OPT_LABEL,
    OPT_RESUME,
    OPT_VARIANCE_THRESHOLD,
    OPT_MAX_RERUNS,
    OPT_RERUN_COUNT,
    OPT_RERUN_FAILED
};

static const struct option options[] = {
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
    {"go", required_argument, NULL, OPT_GO},
    {"keep", no_argument, NULL, OPT_KEEP},
    {"subtests", required_argument, NULL, OPT_SUBTESTS},
    {"native", no_argument, NULL, OPT_NATIVE},
    {"native-benchtime", required_argument, NULL, OPT_NATIVE_BENCHTIME},
    {"offline", no_argument, NULL, OPT_OFFLINE},
    {"progress-file", required_argument, NULL, OPT_PROGRESS_FILE},
    {"quiet", no_argument, NULL, 'q'},
    {"help", no_argument, NULL, 'h'},
    CLI_RUN_LIMITS,
    CLI_SELECTION_NAMES,
    CLI_SELECTION_FROM,
    CLI_SELECTION_PLACES,
    CLI_SELECTION_SHARD,
    CLI_SELECTION_TAGS,
    CLI_SELECTION_JOBS,
    {NULL, 0, NULL, 0},
};

/* ---- options
 * ------------------------------------------------------------------------------------------ */

static int take_seconds(const char *option, const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    if (*end || end == text || !(*seconds > 0) || *seconds > 1e6)
        return cli_usage("run", "%s takes a number of seconds above 0, not '%s'", option, text);
    return CLI_OK;
}

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

static int take_option(void *context, int option, const char *argument)
{
    RunCommandLine *command = context;
    switch (option) {
    case OPT_ENGINE:
        return take_engine(argument, &command->run.engine);
    case OPT_METRICS:
        return run_take_metrics(argument, &command->run.measuring);
    case OPT_ITERATIONS:
        return run_take_iterations(argument, &command->run.measuring);
    case OPT_BENCHTIME:
        return run_take_benchtime(argument, &command->run.measuring);
    case OPT_CPU:
        return run_take_cpu(argument, &command->run.measuring);
    case OPT_COUNT:
        return run_take_count(argument, &command->run.measuring);
    case OPT_JSON:
        command->json = true;
        return CLI_OK;
    case 'o':
        cli_take_output(argument, &command->output, &command->json);
        return CLI_OK;
    case OPT_STORE:
        command->store = argument;
        return CLI_OK;
    case OPT_RESUME:
        command->resume = true;
        return CLI_OK;
    case OPT_VARIANCE_THRESHOLD:
        return run_take_threshold(argument, &command->run.retries);
    case OPT_MAX_RERUNS:
        return run_take_most_reruns(argument, &command->run.retries);
    case OPT_RERUN_COUNT:
        return run_take_rerun_count(argument, &command->run.retries);
    case OPT_RERUN_FAILED:
        command->rerun = argument;
        return CLI_OK;
    case OPT_LABEL:
        return cli_take_label("run", argument, &command->label);
    case OPT_TIMEOUT:
        return take_seconds("--timeout", argument, &command->run.benchmark_seconds);
    case OPT_BUILD_TIMEOUT:
        return take_seconds("--build-timeout", argument, &command->run.build_seconds);
    case OPT_GO:
        command->go = argument;
        return CLI_OK;
    case OPT_OFFLINE:
        command->run.offline = true;
        return CLI_OK;
    case OPT_KEEP:
        command->run.keep_work = true;
        return CLI_OK;
    case OPT_SUBTESTS:
        return cli_take_subtests(argument, &command->run);
    case OPT_NATIVE:
        command->run.native = true;
        return CLI_OK;
    case OPT_NATIVE_BENCHTIME:
        return cli_take_native_benchtime(argument, &command->run);
    case OPT_PROGRESS_FILE:
        command->progress_file = argument;
        return CLI_OK;
    case 'q':
        command->quiet = true;
        return CLI_OK;
    case 'h':
        command->help = true;
        return CLI_OK;
    default: {
        int taken = cli_run_limits_option(&command->run, option, argument);
        return taken >= 0 ? taken
                          : cli_selection_option(&command->selection, "run", option, argument);
    }
    }
}

/* ---- the command
 * ----------------------------------------------------------------------------------------- */

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
        fprintf(stderr, "benchline run: cannot write %s: %s\n", output,
                folder ? "it is a folder" : strerror(errno));
    bl_arena_free(&arena);
    return can;
}

/* One document, one file: several versions need several. */
static int check_outputs(const RunCommandLine *command, size_t versions)
{
    if (command->resume && !command->store)
        return cli_usage("run", "--resume needs the --store in which the run is");
    if (versions < 2)
        return CLI_OK;
    if (command->json)
        return cli_usage("run", "--json prints one document; with several Go versions use "
                                "-o 'results-" GO_IN_NAME ".json', or --store");
    if (command->output && !strstr(command->output, GO_IN_NAME))
        return cli_usage("run", "-o needs " GO_IN_NAME " in the name with several Go versions: "
                                "'results-" GO_IN_NAME ".json'");
    return CLI_OK;
}

static int run(RunCommandLine *command)
{
    BlDiags diags = {0};
    GoVersions versions = {0};
    GoVersionsOptions wishes = {.offline = command->run.offline,
                                .seconds = command->run.build_seconds};
    command->run.tags = command->selection.wish.tags;
    command->run.jobs = command->selection.jobs;
    int status = CLI_OK;
    if (!command->go)
        bl_vec_push(&versions.list, (GoVersion){.command = NULL});
    else if (!go_versions_find(&versions, command->go, &wishes, &diags))
        status = CLI_USAGE;
    cli_print_diags(&diags);
    bl_diag_free(&diags);
    if (status == CLI_OK)
        status = check_outputs(command, versions.list.count);
    if (status == CLI_OK && command->output && !strstr(command->output, GO_IN_NAME) &&
        !can_write_output(command->output))
        status = CLI_INTERNAL;
    if (status == CLI_OK && command->progress_file && !can_write_output(command->progress_file))
        status = CLI_INTERNAL;
    if (status == CLI_OK && command->run.measuring.time)
        run_warn_of_machine();
    if (status == CLI_OK)
        status = run_versions(command, &versions);
    go_versions_free(&versions);
    return status;
}

int cmd_run(int argc, char **argv)
{
    RunCommandLine command = {
        .argc = argc,
        .argv = argv,
        .run = {.benchmark_seconds = 120, .build_seconds = 600, .limits = run_default_limits()}};
    int status = cli_options("run", argc, argv, ":o:j:qh", options, take_option, &command);
    if (status == CLI_OK)
        status = run_check_metrics(&command.run.measuring, command.selection.jobs);
    if (status == CLI_OK)
        status = run_check_retries(&command.run.retries);
    if (status == CLI_OK)
        status = run_check_measuring(&command.run.measuring, command.run.benchmark_seconds);
    if (status == CLI_OK && !command.help)
        status = cli_check_native(&command.run);
    if (status == CLI_OK && command.help)
        print_help();
    else if (status == CLI_OK && (status = cli_run_limits_check(&command.run)) == CLI_OK)
        status = run(&command);
    cli_selection_free(&command.selection);
    bl_vec_free(&command.run.measuring.cpu);
    return status;
}
