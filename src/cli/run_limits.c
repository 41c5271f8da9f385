/* run_limits.c - see run_limits.h. */
#include "cli/run_limits.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>

static int take_seconds(const char *option, const char *text, double *seconds)
{
    char *end;
    *seconds = strtod(text, &end);
    if (*end || end == text || !(*seconds >= 0) || *seconds > 1e9)
        return cli_usage("run", "%s takes a number of seconds (0: no limit), not '%s'", option,
                         text);
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

int cli_run_limits_check(const RunOptions *run)
{
    if (run->network && run->sandbox == RUN_SANDBOX_NONE)
        return cli_usage("run",
                         "--network says something about the sandbox: give --sandbox=bwrap too");
    return CLI_OK;
}

int cli_run_limits_option(RunOptions *run, int option, const char *argument)
{
    RunLimits *limits = &run->limits;
    switch (option) {
    case CLI_OPT_PACKAGE_TIMEOUT:
        return take_seconds("--package-timeout", argument, &limits->package_seconds);
    case CLI_OPT_MAX_CPU:
        return take_seconds("--max-cpu", argument, &limits->cpu_seconds);
    case CLI_OPT_MAX_MEMORY:
        return take_size("--max-memory", argument, &limits->memory);
    case CLI_OPT_MAX_OUTPUT:
        return take_size("--max-output", argument, &limits->output);
    case CLI_OPT_MAX_PROCESSES:
        return take_count("--max-processes", argument, &limits->processes);
    case CLI_OPT_MAX_OPEN_FILES:
        return take_count("--max-open-files", argument, &limits->open_files);
    case CLI_OPT_MAX_FILE_SIZE:
        return take_size("--max-file-size", argument, &limits->file_size);
    case CLI_OPT_ISOLATE:
        return take_isolation(argument, &run->isolate);
    case CLI_OPT_SANDBOX:
        return take_sandbox(argument, &run->sandbox);
    case CLI_OPT_NETWORK:
        run->network = true;
        return CLI_OK;
    default:
        return -1;
    }
}
