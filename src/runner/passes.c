/* passes.c - how often, and in what order, a package's tests are run.
 *
 * A round is every test once, in the order of the source, in a process of its own: what differs
 * between processes (the seeds of hash functions, the layout of memory) differs between rounds, as
 * it would between two runs of benchline, and rounds of a test are not taken right after one
 * another. Each value of GOMAXPROCS has rounds of its own; they take turns. A test that did not
 * pass is not run again in the next round.
 */
#include "runner/passes.h"

#include "runner/binary.h"
#include "runner/keep.h"

static const unsigned *cpu_values(const Job *job, size_t *count)
{
    static const unsigned one = 1;
    const RunMeasuring *measuring = &job->runner->options->measuring;
    *count = measuring->cpu.count ? measuring->cpu.count : 1;
    return measuring->cpu.count ? measuring->cpu.items : &one;
}

/* ---- who is left ----------------------------------------------------------------------------- */

bool job_is_pending(const Job *job, size_t at)
{
    const JobTest *test = &job->tests.items[at];
    if (job->pass.kind != PASS_ALL && job->pass.only != at)
        return false;
    return !test->done && test->procs == job->pass.procs;
}

size_t job_count_pending(const Job *job)
{
    size_t pending = 0;
    for (size_t i = 0; i < job->tests.count; i++)
        pending += job_is_pending(job, i);
    return pending;
}

/* ---- rounds of all tests --------------------------------------------------------------------- */

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

/* ---- passes of one test ---------------------------------------------------------------------- */

void pass_begin(Job *job, JobPassKind kind, size_t at, unsigned rounds)
{
    JobTest *test = &job->tests.items[at];
    job->pass = (JobPass){.kind = kind,
                          .procs = test->procs,
                          .round = 1,
                          .rounds = rounds ? rounds : 1,
                          .only = at,
                          .before = test->verdict};
    test->verdict = (JobVerdict){.status = RESULT_NOT_RUN};
    test->done = false;
}

static bool next_round_of_one(Job *job)
{
    if (job->pass.kind == PASS_ALL || job->pass.round == job->pass.rounds)
        return false;
    job->pass.round++;
    job->tests.items[job->pass.only].done = false;
    return true;
}

void pass_take_back(Job *job, JobTest *test)
{
    bl_vec_free(&test->verdict.samples);
    test->verdict = job->pass.before;
    test->done = true;
}

void pass_cut_short(Job *job)
{
    job->pass.round = job->pass.rounds;
}

/* ---- one after the other --------------------------------------------------------------------- */

void job_run_tests(Job *job)
{
    size_t count;
    const unsigned *cpu = cpu_values(job, &count);
    if (!job->tests.count) {
        job_engine_over(job);
        return;
    }
    tests_spread(&job->tests, cpu, count);
    keep_restore(job);
    begin_round(job, cpu[0], 1);
    if (job_count_pending(job))
        job_run_process(job);
    else
        job_pass_over(job);
}

void job_pass_over(Job *job)
{
    if (job->pass.kind == PASS_RETRY)
        retry_end(job);
    else if (job->pass.kind != PASS_ALL)
        fresh_end(job);
    if (job->runner->interrupted || binary_is_out_of_time(job)) {
        job_engine_over(job);
        return;
    }
    while (job->pass.kind == PASS_ALL && next_round(job))
        if (job_count_pending(job)) {
            job_run_process(job);
            return;
        }
    if (next_round_of_one(job) || fresh_begin(job) || retry_begin(job))
        job_run_process(job);
    else
        job_engine_over(job);
}
