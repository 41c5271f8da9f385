/* run_limits.c - the options of `benchline run` that say what a test may take and where it may go.
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

#include "cli/run_command.h"

const char run_limits_help[] =
    "      --timeout SEC    end a benchmark that takes longer than SEC seconds (default: 120)\n"
    "      --build-timeout SEC  end a build that takes longer (default: 600)\n"
    "      --sandbox bwrap  run the tests in a sandbox, which bubblewrap makes: nothing can be written\n"
    "                       but to a private /tmp and home, and there is no network. Builds run\n"
    "                       outside of it\n"
    "      --network        the sandbox has the machine's network\n"
    "      --isolate WHAT   package (default): a process for each package, and a new one behind a\n"
    "                       test that ends it; benchmark: a process for each test\n"
    "      --package-timeout SEC  end the tests of a package that take longer together (default:\n"
    "                       3600)\n"
    "      --max-memory SIZE  ... that use more memory, with all processes that they start (default:\n"
    "                       4G)\n"
    "      --max-processes N  ... that are more processes at a time (default: 512)\n"
    "      --max-cpu SEC    end a test that takes more time of the processors (default: 600)\n"
    "      --max-output SIZE  ... that prints more (default: 256M)\n"
    "      --max-open-files N  files that a process may have open (default: 16384)\n"
    "      --max-file-size SIZE  how large a file may become that a test writes (default: 4G)\n"
    "                       A SIZE is in bytes, or ends in K, M or G; 0 is no limit. A test that\n"
    "                       goes beyond one is named, and the others go on (docs/safety.md)\n";

static int take_seconds(const char *option, const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    if (*end || end == text || !(*seconds >= 0) || *seconds > 1e9)
        return cli_usage("run", "%s takes a number of seconds (0: no limit), not '%s'", option,
                         text);
    return CLI_OK;
}

/* Of one benchmark, or one build: there is no such thing as no end. */
static int take_patience(const char *option, const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    if (*end || end == text || !(*seconds > 0) || *seconds > 1e6)
        return cli_usage("run", "%s takes a number of seconds above 0, not '%s'", option, text);
    return CLI_OK;
}

static bool parse_count(const char *text, uint64_t *count, char **end)
{
    errno = 0;
    *count = strtoull(text, end, 10);
    return isdigit((unsigned char)text[0]) && errno == 0;
}

static int take_count(const char *option, const char *text, uint64_t *count)
{
    char *end;
    if (!parse_count(text, count, &end) || *end)
        return cli_usage("run", "%s takes a number (0: no limit), not '%s'", option, text);
    return CLI_OK;
}

/* "500000", "512K", "64M", "4G". */
static int take_size(const char *option, const char *text, uint64_t *size)
{
    static const char units[] = "KMG";
    char *end;
    bool fine = parse_count(text, size, &end);
    const char *unit = fine && *end ? strchr(units, toupper((unsigned char)*end)) : NULL;
    unsigned shift = unit ? 10 * (unsigned)(unit - units + 1) : 0;
    if (!fine || (*end && (!unit || end[1])) || *size > UINT64_MAX >> shift)
        return cli_usage("run",
                         "%s takes a number of bytes, which may end in K, M or G (0: no limit), "
                         "not '%s'",
                         option, text);
    *size <<= shift;
    return CLI_OK;
}

static int take_isolation(const char *text, bool *isolate)
{
    *isolate = strcmp(text, "benchmark") == 0;
    if (!*isolate && strcmp(text, "package") != 0)
        return cli_usage("run", "--isolate takes package or benchmark, not '%s'", text);
    return CLI_OK;
}

static int take_sandbox(const char *text, RunSandbox *sandbox)
{
    if (strcmp(text, "bwrap") != 0)
        return cli_usage("run", "--sandbox takes bwrap, not '%s'", text);
    *sandbox = RUN_SANDBOX_BWRAP;
    return CLI_OK;
}

int run_limits_option(RunCommand *command, int option, const char *argument)
{
    RunOptions *run = &command->run;
    RunLimits *limits = &run->limits;
    switch (option) {
    case OPT_TIMEOUT:
        return take_patience("--timeout", argument, &run->benchmark_seconds);
    case OPT_BUILD_TIMEOUT:
        return take_patience("--build-timeout", argument, &run->build_seconds);
    case OPT_PACKAGE_TIMEOUT:
        return take_seconds("--package-timeout", argument, &limits->package_seconds);
    case OPT_MAX_CPU:
        return take_seconds("--max-cpu", argument, &limits->cpu_seconds);
    case OPT_MAX_MEMORY:
        return take_size("--max-memory", argument, &limits->memory);
    case OPT_MAX_OUTPUT:
        return take_size("--max-output", argument, &limits->output);
    case OPT_MAX_PROCESSES:
        return take_count("--max-processes", argument, &limits->processes);
    case OPT_MAX_OPEN_FILES:
        return take_count("--max-open-files", argument, &limits->open_files);
    case OPT_MAX_FILE_SIZE:
        return take_size("--max-file-size", argument, &limits->file_size);
    case OPT_ISOLATE:
        return take_isolation(argument, &run->isolate);
    case OPT_SANDBOX:
        return take_sandbox(argument, &run->sandbox);
    case OPT_NETWORK:
        run->network = true;
        return CLI_OK;
    default:
        return -1;
    }
}

int run_limits_check(RunCommand *command)
{
    const RunOptions *run = &command->run;
    if (run->network && run->sandbox == RUN_SANDBOX_NONE)
        return cli_usage("run",
                         "--network says something about the sandbox: give --sandbox=bwrap too");
    return CLI_OK;
}
