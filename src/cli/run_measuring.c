/* run_measuring.c - the options of `benchline run` that say how often a test is measured, and in
 * what way. The forms are those of `go test` (go help testflag). */
#include <stdlib.h>

#include "cli/option_values.h"
#include "cli/run_command.h"

const char run_measuring_help[] =
    "      --metrics allocs|time  what for (default: allocs); time: 10 rounds of 100 ms each,\n"
    "                       unless --count, --benchtime or --iterations say otherwise; one\n"
    "                       process at a time, on a processor of its own; several Go versions in\n"
    "                       turns; and before that, what benchline doctor finds to be in the way\n"
    "      --iterations N   measure N iterations one by one, and ten times as many where they disagree;\n"
    "                       a slow test too: --timeout is for all of them\n"
    "      --benchtime T    Go's own way instead: the mean of as many operations as take that long,\n"
    "                       as 1s or 500ms, or of N operations, as 100x\n"
    "      --cpu LIST       GOMAXPROCS, as 1,2,4: each has rows of its own (default: 1)\n"
    "      --count N        N rounds, each in a process of its own: more samples for each row\n";

enum {
    ITERATIONS_MAX = 100000, /* ten times as many have to fit into memory */
    OPERATIONS_MAX = 1000000000,
    CPU_MAX = 1024,
    COUNT_MAX = 1000,
    TIME_ROUNDS = 10, /* samples for a rank test of two versions (docs/statistics.md) */
};
static const char time_benchtime[] = "100ms"; /* long enough for the clock */

/* Decimal digits and nothing else, up to `max`; 0: it is no such number. */
static unsigned read_count(BlStr text, unsigned max)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return 0;
        value = 10 * value + (uint64_t)(text.ptr[i] - '0');
        if (value > max)
            return 0;
    }
    return (unsigned)value;
}

static bool has_value(const RunMeasuring *measuring, unsigned value)
{
    for (size_t i = 0; i < measuring->cpu.count; i++)
        if (measuring->cpu.items[i] == value)
            return true;
    return false;
}

/* A value that is named twice has its rows once: --count is for more samples. */
static int take_cpu(const char *text, RunMeasuring *measuring)
{
    BlStr rest = bl_cstr(text), word;
    measuring->cpu.count = 0;
    do {
        bool more = memchr(rest.ptr, ',', rest.len) != NULL;
        bl_str_cut(rest, ',', &word, &rest);
        unsigned value = read_count(bl_str_trim(word), CPU_MAX);
        if (!value || (more && !rest.len))
            return cli_usage("run",
                             "--cpu takes a list of numbers from 1 to %d, as 1,2,4, not '%s'",
                             CPU_MAX, text);
        if (!has_value(measuring, value))
            bl_vec_push(&measuring->cpu, value);
    } while (rest.len);
    return CLI_OK;
}

/* ---- durations ------------------------------------------------------------------------------- */

/* Cuts a unit of time off, and returns how many nanoseconds it has; 0: there is none. */
static double cut_unit(const char **text)
{
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"ns", 1},  {"us", 1e3}, {"µs", 1e3},  {"ms", 1e6},
                 {"s", 1e9}, {"m", 6e10}, {"h", 3.6e12}};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        size_t length = strlen(units[i].name);
        if (strncmp(*text, units[i].name, length) == 0) {
            *text += length;
            return units[i].ns;
        }
    }
    return 0;
}

/* Nanoseconds of "1h30m", "1.5s" or "100ms", as Go's time.ParseDuration reads them; 0: it is none,
 * or none above 0. */
static uint64_t read_duration(const char *text)
{
    double ns = 0;
    do {
        char *end;
        size_t digits = strspn(text, "0123456789.");
        double value = strtod(text, &end);
        if (!digits || end != text + digits)
            return 0;
        text = end;
        double unit = cut_unit(&text);
        if (unit <= 0)
            return 0;
        ns += value * unit;
    } while (*text);
    return ns >= 1 && ns < 1e18 ? (uint64_t)ns : 0;
}

/* ---- the options ----------------------------------------------------------------------------- */

bool run_read_benchtime(const char *text, uint64_t *operations, uint64_t *ns)
{
    BlStr number = bl_cstr(text);
    bool times = bl_str_ends(number, BL_STR("x"));
    number.len -= times;
    *operations = times ? read_count(number, OPERATIONS_MAX) : 0;
    *ns = times ? 0 : read_duration(text);
    return *operations || *ns;
}

static int take_benchtime(const char *text, RunMeasuring *measuring)
{
    measuring->benchtime = text;
    if (run_read_benchtime(text, &measuring->operations, &measuring->benchtime_ns))
        return CLI_OK;
    return cli_usage("run",
                     "--benchtime takes a number of operations up to %d, as 100x, or a time, as "
                     "500ms or 1.5s, not '%s'",
                     OPERATIONS_MAX, text);
}

static int take_metrics(const char *text, RunMeasuring *measuring)
{
    measuring->time = strcmp(text, "time") == 0;
    if (!measuring->time && strcmp(text, "allocs") != 0)
        return cli_usage("run", "--metrics takes allocs or time, not '%s'", text);
    return CLI_OK;
}

int run_measuring_option(RunCommand *command, int option, const char *argument)
{
    RunMeasuring *measuring = &command->run.measuring;
    switch (option) {
    case OPT_METRICS:
        return take_metrics(argument, measuring);
    case OPT_ITERATIONS:
        return cli_take_count("run", "--iterations", argument, ITERATIONS_MAX,
                              &measuring->iterations);
    case OPT_BENCHTIME:
        return take_benchtime(argument, measuring);
    case OPT_CPU:
        return take_cpu(argument, measuring);
    case OPT_COUNT:
        return cli_take_count("run", "--count", argument, COUNT_MAX, &measuring->count);
    default:
        return -1;
    }
}

/* What goes with --metrics time, unless somebody says otherwise. */
static int complete_time(RunMeasuring *measuring, unsigned jobs)
{
    if (jobs > 1)
        return cli_usage(
            "run", "--metrics time measures one package at a time, not %u: leave --jobs out", jobs);
    if (!measuring->count)
        measuring->count = TIME_ROUNDS;
    return measuring->iterations || measuring->benchtime
               ? CLI_OK
               : take_benchtime(time_benchtime, measuring);
}

int run_measuring_check(RunCommand *command)
{
    RunMeasuring *measuring = &command->run.measuring;
    int status = measuring->time ? complete_time(measuring, command->selection.jobs) : CLI_OK;
    if (status != CLI_OK)
        return status;
    if (measuring->benchtime && measuring->iterations)
        return cli_usage("run",
                         "--iterations measures one by one, --benchtime all together: choose "
                         "one of them");
    if ((double)measuring->benchtime_ns / 1e9 >= command->run.benchmark_seconds)
        return cli_usage("run",
                         "--benchtime %s does not fit into the %g seconds after which a benchmark "
                         "is ended: choose a longer --timeout",
                         measuring->benchtime, command->run.benchmark_seconds);
    return CLI_OK;
}
