/* run_measuring.c - see run_measuring.h. The forms are those of `go test` (go help testflag). */
#include "cli/run_measuring.h"

#include <stdlib.h>

#include "cli/cli.h"

enum {
    ITERATIONS_MAX = 100000, /* ten times as many have to fit into memory */
    OPERATIONS_MAX = 1000000000,
    CPU_MAX = 1024,
    COUNT_MAX = 1000,
};

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

int run_take_iterations(const char *text, RunMeasuring *measuring)
{
    measuring->iterations = read_count(bl_cstr(text), ITERATIONS_MAX);
    if (!measuring->iterations)
        return cli_usage("run", "--iterations takes a number from 1 to %d, not '%s'",
                         ITERATIONS_MAX, text);
    return CLI_OK;
}

int run_take_count(const char *text, RunMeasuring *measuring)
{
    measuring->count = read_count(bl_cstr(text), COUNT_MAX);
    if (!measuring->count)
        return cli_usage("run", "--count takes a number from 1 to %d, not '%s'", COUNT_MAX, text);
    return CLI_OK;
}

static bool has_value(const RunMeasuring *measuring, unsigned value)
{
    for (size_t i = 0; i < measuring->cpu.count; i++)
        if (measuring->cpu.items[i] == value)
            return true;
    return false;
}

/* A value that is named twice has its rows once: --count is for more samples. */
int run_take_cpu(const char *text, RunMeasuring *measuring)
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
        if (strspn(text, "0123456789.") == 0)
            return 0;
        size_t digits = strspn(text, "0123456789.");
        double value = strtod(text, &end);
        if (end != text + digits)
            return 0;
        text = end;
        double unit = cut_unit(&text);
        if (unit <= 0)
            return 0;
        ns += value * unit;
    } while (*text);
    return ns >= 1 && ns < 1e18 ? (uint64_t)ns : 0;
}

int run_take_benchtime(const char *text, RunMeasuring *measuring)
{
    BlStr number = bl_cstr(text);
    bool times = bl_str_ends(number, BL_STR("x"));
    number.len -= times;
    measuring->benchtime = text;
    measuring->operations = times ? read_count(number, OPERATIONS_MAX) : 0;
    measuring->benchtime_ns = times ? 0 : read_duration(text);
    if (!measuring->operations && !measuring->benchtime_ns)
        return cli_usage("run",
                         "--benchtime takes a number of operations up to %d, as 100x, or a time, "
                         "as 500ms or 1.5s, not '%s'",
                         OPERATIONS_MAX, text);
    return CLI_OK;
}

int run_check_measuring(const RunMeasuring *measuring, double benchmark_seconds)
{
    if (measuring->benchtime && measuring->iterations)
        return cli_usage("run",
                         "--iterations measures one by one, --benchtime all together: choose "
                         "one of them");
    if ((double)measuring->benchtime_ns / 1e9 >= benchmark_seconds)
        return cli_usage("run",
                         "--benchtime %s does not fit into the %g seconds after which a benchmark "
                         "is ended: choose a longer --timeout",
                         measuring->benchtime, benchmark_seconds);
    return CLI_OK;
}
