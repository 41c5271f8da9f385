/* passes.c - how often, and in what order, a package's tests are run.
 *
 * A round is every test once, in the order of the source, in a process of its own: what differs
 * between processes (the seeds of hash functions, the layout of memory) differs between rounds, as
 * it would between two runs of benchline, and rounds of a test are not taken right after one
 * another. Each value of GOMAXPROCS has rounds of its own; they take turns. A test that did not
 * pass is not run again in the next round.
 */
#include <stdlib.h>

#include "runner/binary.h"
#include "runner/keep.h"
#include "runner/retry.h"

/* Where every test leaves something behind, a process for each would cost too much: as many. */
enum { MAX_CROWDED = 50 };

/* ---- the tests ------------------------------------------------------------------------------- */

/* What the harness has measured is measured again only to check it. */
static bool is_wanted(const Job *job, size_t unit, size_t test)
{
    if (job->runner->options->engine == RUN_BOTH)
        return true;
    for (size_t i = 0; i < job->first.count; i++)
        if (job->first.items[i].unit == unit && job->first.items[i].test == test)
            return false;
    return true;
}

static void list_tests(Job *job)
{
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count = 0;
        const InjectTest *tests = NULL;
        if (job->package.units[unit])
            tests = inject_tests(job->package.units[unit], &count);
        for (size_t i = 0; i < count; i++) {
            JobTest test = {.unit = unit,
                            .test = i,
                            .benchmark = tests[i].benchmark,
                            .verdict.status = RESULT_NOT_RUN};
            if (tests[i].benchmark && is_wanted(job, unit, i))
                bl_vec_push(&job->tests, test);
        }
    }
}

static const unsigned *cpu_values(const Job *job, size_t *count)
{
    static const unsigned one = 1;
    const RunMeasuring *measuring = &job->runner->options->measuring;
    *count = measuring->cpu.count ? measuring->cpu.count : 1;
    return measuring->cpu.count ? measuring->cpu.items : &one;
}

/* Each test once for each value of GOMAXPROCS. */
static void spread(Job *job)
{
    size_t count, tests = job->tests.count;
    const unsigned *cpu = cpu_values(job, &count);
    for (size_t i = 0; i < tests; i++)
        job->tests.items[i].procs = cpu[0];
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < tests; j++) {
            JobTest test = job->tests.items[j];
            test.procs = cpu[i];
            bl_vec_push(&job->tests, test);
        }
}

/* ---- the passes ------------------------------------------------------------------------------ */

bool job_is_pending(const Job *job, size_t at)
{
    const JobTest *test = &job->tests.items[at];
    if (job->pass.kind != PASS_ALL && job->pass.only != at)
        return false;
    return !test->done && test->procs == job->pass.procs;
}

/* The tests that are not known to fail are to be run again. */
static void begin_round(Job *job, unsigned procs, unsigned round)
{
    unsigned count = job->runner->options->measuring.count;
    job->pass =
        (JobPass){.kind = PASS_ALL, .procs = procs, .round = round, .rounds = count ? count : 1};
    for (size_t i = 0; i < job->tests.count; i++) {
        JobTest *test = &job->tests.items[i];
        if (test->procs == procs)
            test->done = test->restored || (test->known && test->verdict.status != RESULT_OK);
    }
}

static bool next_round(Job *job)
{
    size_t count, at = 0;
    const unsigned *cpu = cpu_values(job, &count);
    while (cpu[at] != job->pass.procs)
        at++;
    if (at + 1 < count)
        begin_round(job, cpu[at + 1], job->pass.round);
    else if (job->pass.round < job->pass.rounds)
        begin_round(job, cpu[0], job->pass.round + 1);
    else
        return false;
    return true;
}

static bool has_pending(const Job *job)
{
    for (size_t i = 0; i < job->tests.count; i++)
        if (job_is_pending(job, i))
            return true;
    return false;
}

void job_passed(Job *job)
{
    if (job->pass.kind == PASS_RETRY)
        retry_end(job);
    else if (job->pass.kind != PASS_ALL)
        fresh_end(job);
    if (job->runner->interrupted || binary_is_out_of_time(job)) {
        job_report(job);
        return;
    }
    while (job->pass.kind == PASS_ALL && next_round(job))
        if (has_pending(job)) {
            job_watch(job);
            return;
        }
    if (fresh_begin(job) || retry_begin(job))
        job_watch(job);
    else
        job_report(job);
}

void job_run(Job *job)
{
    size_t count;
    if (!job->tests.count)
        list_tests(job);
    if (!job->tests.count) {
        job_report(job);
        return;
    }
    spread(job);
    keep_restore(job);
    begin_round(job, cpu_values(job, &count)[0], 1);
    if (has_pending(job))
        job_watch(job);
    else
        job_passed(job);
}

/* ---- the settings ---------------------------------------------------------------------------- */

/* golang/measure.go reads them. They share a variable with the descriptor: a test sees as little of
 * them as can be. */
char *job_settings(Job *job)
{
    const RunMeasuring *measuring = &job->runner->options->measuring;
    BlBuf text = {0};
    bl_buf_puts(&text, "BENCHLINE_EVENTS_FD=3");
    if (job->pass.kind == PASS_ONCE)
        bl_buf_puts(&text, ",once");
    else if (measuring->operations)
        bl_buf_printf(&text, ",operations=%llu", (unsigned long long)measuring->operations);
    else if (measuring->benchtime_ns)
        bl_buf_printf(&text, ",benchtime=%llu", (unsigned long long)measuring->benchtime_ns);
    else if (measuring->iterations)
        bl_buf_printf(&text, ",iterations=%u", measuring->iterations);
    if (job->crowded >= MAX_CROWDED)
        bl_buf_puts(&text, ",together");
    char *variable = bl_str_dup(&job->arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return variable;
}
