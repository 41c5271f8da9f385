/* run_limits.h - the options of `run` that say what a test may take and where it may go. */
#ifndef BENCHLINE_RUN_LIMITS_H
#define BENCHLINE_RUN_LIMITS_H

#include <getopt.h>

#include "benchline/run.h"
#include "cli/cli.h"

enum {
    CLI_OPT_PACKAGE_TIMEOUT = 512, /* beyond the commands' own */
    CLI_OPT_MAX_CPU,
    CLI_OPT_MAX_MEMORY,
    CLI_OPT_MAX_OUTPUT,
    CLI_OPT_MAX_PROCESSES,
    CLI_OPT_MAX_OPEN_FILES,
    CLI_OPT_MAX_FILE_SIZE,
    CLI_OPT_ISOLATE,
    CLI_OPT_SANDBOX,
    CLI_OPT_NETWORK,
};

#define CLI_RUN_LIMITS                                                       \
    {"package-timeout", required_argument, NULL, CLI_OPT_PACKAGE_TIMEOUT},   \
        {"max-cpu", required_argument, NULL, CLI_OPT_MAX_CPU},               \
        {"max-memory", required_argument, NULL, CLI_OPT_MAX_MEMORY},         \
        {"max-output", required_argument, NULL, CLI_OPT_MAX_OUTPUT},         \
        {"max-processes", required_argument, NULL, CLI_OPT_MAX_PROCESSES},   \
        {"max-open-files", required_argument, NULL, CLI_OPT_MAX_OPEN_FILES}, \
        {"max-file-size", required_argument, NULL, CLI_OPT_MAX_FILE_SIZE},   \
        {"isolate", required_argument, NULL, CLI_OPT_ISOLATE},               \
        {"sandbox", required_argument, NULL, CLI_OPT_SANDBOX},               \
    {                                                                        \
        "network", no_argument, NULL, CLI_OPT_NETWORK                        \
    }

#define CLI_RUN_LIMITS_HELP                                                                               \
    "      --sandbox bwrap  run the tests in a sandbox, which bubblewrap makes: nothing can be written\n" \
    "                       but to a private /tmp and home, and there is no network. Builds run\n"        \
    "                       outside of it\n"                                                              \
    "      --network        the sandbox has the machine's network\n"                                      \
    "      --isolate WHAT   package (default): a process for each package, and a new one behind a\n"      \
    "                       test that ends it; benchmark: a process for each test\n"                      \
    "      --package-timeout SEC  end the tests of a package that take longer together (default\n"        \
    "                       3600)\n"                                                                      \
    "      --max-memory SIZE  ... that use more memory, with all processes that they start (default\n"    \
    "                       4G)\n"                                                                        \
    "      --max-processes N  ... that are more processes at a time (default 512)\n"                      \
    "      --max-cpu SEC    end a test that takes more time of the processors (default 600)\n"            \
    "      --max-output SIZE  ... that prints more (default 256M)\n"                                      \
    "      --max-open-files N  files that a process may have open (default 16384)\n"                      \
    "      --max-file-size SIZE  how large a file may become that a test writes (default 4G)\n"           \
    "                       A SIZE is in bytes, or ends in K, M or G; 0 is no limit. A test that\n"       \
    "                       goes beyond one is named, and the others go on (docs/safety.md)\n"

/* Takes one of the options above; CLI_OK or CLI_USAGE. -1 when it is none of them. */
int cli_run_limits_option(RunOptions *run, int option, const char *argument);
/* Do they go together? CLI_OK or CLI_USAGE. */
int cli_run_limits_check(const RunOptions *run);

#endif
