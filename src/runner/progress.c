/* progress.c - see progress.h.
 *
 * What there is to do is counted before anything is built: the functions that are asked for, each
 * once for every value of GOMAXPROCS. A package that is done counts with all of its functions,
 * whatever became of them, so that the two counts meet at the end. One that an interrupt cut short
 * is not done.
 */
#include "runner/progress.h"

enum { TICK = 1000 }; /* milliseconds */

/* ---- counting -------------------------------------------------------------------------------- */

static size_t count_asked(const Runner *runner, const FoundPackage *found)
{
    size_t procs = runner->options->measuring.cpu.count ? runner->options->measuring.cpu.count : 1;
    size_t count = 0;
    for (size_t i = 0; i < found->file_count; i++)
        for (size_t j = 0; found->files[i].selected && j < found->files[i].test_count; j++) {
            const FoundTest *test = &found->files[i].tests[j];
            if (inject_asks(found->filter, test->kind, test->name))
                count += procs;
        }
    return count + native_count(runner, found);
}

static RunPackageProgress *progress_of(const Job *job)
{
    return &job->runner->each[job - job->runner->jobs];
}

void progress_state(Job *job, RunPackageState state)
{
    progress_of(job)->state = state;
}

void progress_settled(Job *job)
{
    RunPackageProgress *own = progress_of(job);
    if (job_is_check(job)) /* measured for a second time */
        return;
    job->settled++;
    job->runner->settled++;
    if (own->tests_done < own->tests)
        own->tests_done++;
}

static bool is_fine(ResultStatus status)
{
    return status == RESULT_OK || status == RESULT_SKIPPED;
}

void progress_job_done(Job *job)
{
    Runner *runner = job->runner;
    const ResultPackage *row = job->row;
    RunPackageProgress *own = progress_of(job);
    runner->done++;
    runner->settled_over += job->settled;
    if (!runner->interrupted) {
        for (size_t i = 0; i < row->benchmarks.count; i++)
            own->failed += !is_fine(row->benchmarks.items[i].status);
        own->tests_done = own->tests;
        own->state = RUN_PACKAGE_DONE;
        runner->progress.packages_done++;
        runner->progress.packages_failed +=
            row->status != RESULT_PACKAGE_OK && row->status != RESULT_PACKAGE_NO_TESTS;
    }
    runner->tests_over += own->tests_done;
    runner->progress.failed += own->failed;
}

/* ---- saying it ------------------------------------------------------------------------------- */

void job_progress(Job *job, const char *benchmark)
{
    Runner *runner = job->runner;
    RunProgress *progress = &runner->progress;
    if (!runner->options->progress)
        return;
    /* A function may have more than one verdict, as a test with a value of GOMAXPROCS has; never
     * beyond what there is. */
    size_t under_way = runner->settled - runner->settled_over;
    size_t left = progress->tests - runner->tests_over;
    progress->tests_done = runner->tests_over + (under_way < left ? under_way : left);
    progress->project = job->project->name;
    progress->package = job->found->import_path;
    progress->benchmark = benchmark;
    runner->options->progress(runner->options->context, progress);
}

static void on_tick(uv_timer_t *timer)
{
    const Runner *runner = timer->data;
    RunProgress progress = runner->progress;
    progress.project = progress.package = progress.benchmark = NULL;
    runner->options->progress(runner->options->context, &progress);
}

void progress_begin(Runner *runner)
{
    runner->progress.packages = runner->job_count;
    runner->progress.each = runner->each = bl_alloc((runner->job_count + 1) * sizeof *runner->each);
    for (size_t i = 0; i < runner->job_count; i++) {
        runner->each[i].tests = count_asked(runner, runner->jobs[i].found);
        runner->progress.tests += runner->each[i].tests;
    }
    uv_timer_init(runner->loop, &runner->tick);
    runner->tick.data = runner;
    if (runner->options->progress)
        uv_timer_start(&runner->tick, on_tick, TICK, TICK);
    uv_unref((uv_handle_t *)&runner->tick); /* nothing waits for it */
}

void progress_end(Runner *runner)
{
    uv_close((uv_handle_t *)&runner->tick, NULL);
}
