/* run_time.c - see run_time.h. */
#include "cli/run_time.h"

#include "benchline/doctor.h"
#include "cli/cli.h"
#include "cli/run_measuring.h"

/* As many samples as a rank test of two versions wants (docs/statistics.md), each long enough for
 * the clock. */
enum { TIME_ROUNDS = 10 };
static const char time_benchtime[] = "100ms";

int run_take_metrics(const char *text, RunMeasuring *measuring)
{
    measuring->time = strcmp(text, "time") == 0;
    if (!measuring->time && strcmp(text, "allocs") != 0)
        return cli_usage("run", "--metrics takes allocs or time, not '%s'", text);
    return CLI_OK;
}

int run_check_metrics(RunMeasuring *measuring, unsigned jobs)
{
    if (!measuring->time)
        return CLI_OK;
    if (jobs > 1)
        return cli_usage("run",
                         "--metrics time measures one package at a time, not %u: leave "
                         "--jobs out",
                         jobs);
    if (!measuring->count)
        measuring->count = TIME_ROUNDS;
    return measuring->iterations || measuring->benchtime
               ? CLI_OK
               : run_take_benchtime(time_benchtime, measuring);
}

void run_warn_of_machine(void)
{
    Doctor doctor = {0};
    doctor_examine(&doctor, "");
    for (size_t i = 0; i < doctor.findings.count; i++) {
        const DoctorFinding *finding = &doctor.findings.items[i];
        if (finding->verdict == DOCTOR_BAD)
            fprintf(stderr, "benchline: times will differ by the %s: %s%s%s\n", finding->what,
                    finding->said, finding->advice ? "; " : "",
                    finding->advice ? finding->advice : "");
    }
    doctor_free(&doctor);
}
