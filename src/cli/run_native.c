/* run_native.c - see run_native.h. */
#include "cli/run_native.h"

#include <stdlib.h>

#include "cli/cli.h"

const char cli_native_help[] =
    "      --subtests MODE  inline (default): a test's subtests are part of it; split: each subtest\n"
    "                       without subtests is a row of its own (100 a test at most), with the\n"
    "                       clock running in it alone. Where one of them fails when it runs alone,\n"
    "                       the test is one row as before, which says so. Needs the harness\n"
    "      --native         the project's own benchmarks too, as rows of their own after the tests\n"
    "                       of their package: run as `go test -bench` does, each 1000 times after\n"
    "                       one that is not measured, fewer when that takes more than a second\n"
    "      --native-benchtime T  --native, with T iterations (500x) or time (0.2s) for each, as\n"
    "                       -benchtime of go test takes it\n";

/* One part of a duration as Go writes them, "1.5s": its length, and whether it is more than 0. */
static size_t duration_part(const char *text, bool *more)
{
    static const char *const units[] = {"ns", "us", "\xC2\xB5s", "ms", "s", "m", "h"};
    size_t number = strspn(text, "0123456789."), length = 0;
    char *end;
    *more = strtod(text, &end) > 0;
    if (!number || end != text + number)
        return 0;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (bl_str_starts(bl_cstr(end), bl_cstr(units[i])) && strlen(units[i]) > length)
            length = strlen(units[i]);
    return length ? number + length : 0;
}

/* "100x", or a duration. */
static bool is_benchtime(const char *text)
{
    size_t digits = strspn(text, "0123456789"), length = 0;
    if (strcmp(text + digits, "x") == 0)
        return digits > 0 && digits < 10 && strspn(text, "0") < digits;
    bool any = false, more = false;
    for (const char *at = text; *at; at += length) {
        length = duration_part(at, &more);
        if (!length)
            return false;
        any |= more;
    }
    return any;
}

int cli_take_native_benchtime(const char *text, RunOptions *run)
{
    run->native = true;
    run->native_benchtime = text;
    if (is_benchtime(text))
        return CLI_OK;
    return cli_usage("run",
                     "--native-benchtime takes a number of iterations (100x) or a time "
                     "(0.5s, 1m30s) above 0, not '%s'",
                     text);
}

int cli_take_subtests(const char *text, RunOptions *run)
{
    run->split = strcmp(text, "split") == 0;
    if (run->split || strcmp(text, "inline") == 0)
        return CLI_OK;
    return cli_usage("run", "--subtests takes inline or split, not '%s'", text);
}

int cli_check_native(const RunOptions *run)
{
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
