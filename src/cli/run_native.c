/* run_native.c - the options of `benchline run` for what it can measure beside whole tests: a
 * project's own benchmarks, and subtests. */
#include "cli/run_command.h"

const char run_native_help[] =
    "      --subtests MODE  inline (default): a test's subtests are part of it; split: each subtest\n"
    "                       without subtests is a row of its own (100 a test at most), with the\n"
    "                       clock running in it alone. Where one of them fails when it runs alone,\n"
    "                       the test is one row as before, which says so. Needs the harness\n"
    "      --native         the project's own benchmarks too, as rows of their own after the tests\n"
    "                       of their package: run as `go test -bench` does, each 1000 times after\n"
    "                       one that is not measured, fewer when that takes more than a second\n"
    "      --native-benchtime T  --native, with T iterations (500x) or time (0.2s) for each, as\n"
    "                       -benchtime of go test takes it\n";

static int take_benchtime(const char *text, RunOptions *run)
{
    uint64_t operations, ns;
    run->native = true;
    run->native_benchtime = text;
    if (run_read_benchtime(text, &operations, &ns))
        return CLI_OK;
    return cli_usage("run",
                     "--native-benchtime takes a number of iterations (100x) or a time "
                     "(0.5s, 1m30s) above 0, not '%s'",
                     text);
}

static int take_subtests(const char *text, RunOptions *run)
{
    run->split = strcmp(text, "split") == 0;
    if (run->split || strcmp(text, "inline") == 0)
        return CLI_OK;
    return cli_usage("run", "--subtests takes inline or split, not '%s'", text);
}

int run_native_option(RunCommand *command, int option, const char *argument)
{
    switch (option) {
    case OPT_SUBTESTS:
        return take_subtests(argument, &command->run);
    case OPT_NATIVE:
        command->run.native = true;
        return CLI_OK;
    case OPT_NATIVE_BENCHTIME:
        return take_benchtime(argument, &command->run);
    default:
        return -1;
    }
}

int run_native_check(RunCommand *command)
{
    const RunOptions *run = &command->run;
    if (!run->split)
        return CLI_OK;
    if (run->measuring.count > 1 || run->measuring.cpu.count > 1)
        return cli_usage("run", "--subtests=split goes with one round (--count) and one value of "
                                "--cpu at a time");
    if (run->engine == RUN_HARNESS)
        return CLI_OK;
    return cli_usage("run", "--subtests=split is the harness's: it cannot be had with "
                            "--engine=source or both");
}
