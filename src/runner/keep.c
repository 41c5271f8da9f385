/* keep.c - see keep.h.
 *
 * A test's row is kept at once when it is all that will ever be known of the test: in a single
 * round of one engine, unless a process of its own may make more of it (fresh.c). Everything else
 * is kept when its package is over. A row has the same position either way, so none is there twice.
 */
#include "runner/keep.h"

#include "runner/progress.h"

static const RunKeeper *keeper_of(const Job *job)
{
    return job->runner->options->keeper;
}

static void end_run(Runner *runner, const char *why)
{
    runner->not_kept = bl_arena_printf(&runner->results->arena, RUN_NOT_KEPT "%s", why);
    if (!runner->interrupted)
        runner->interrupted = -1;
}

/* What cannot be kept ends the run, and those that take turns with it: their processes are ended
 * too, and what they keep goes to the same place. */
static void keep_up(Runner *runner, bool able)
{
    const RunKeeper *keeper = runner->options->keeper;
    if (able || runner->not_kept)
        return;
    const char *why = keeper->why(keeper->context);
    end_run(runner, why);
    for (size_t i = 0; runner->turns && i < runner->turns->runners.count; i++)
        end_run(runner->turns->runners.items[i], why);
    process_kill_all(runner->loop);
}

bool keep_begin(Runner *runner)
{
    const RunKeeper *keeper = runner->options->keeper;
    return !keeper || keeper->begin(keeper->context, runner->results);
}

/* What was kept of the package; NULL: nothing. */
static const ResultPackage *kept_package(const Job *job)
{
    const Results *before = keeper_of(job) ? keeper_of(job)->before : NULL;
    if (!before || job->project_at >= before->projects.count)
        return NULL;
    const ResultProject *project = &before->projects.items[job->project_at];
    return job->package_at < project->packages.count ? &project->packages.items[job->package_at]
                                                     : NULL;
}

static bool was_over(const ResultPackage *kept)
{
    bool failed = kept && kept->status == RESULT_PACKAGE_RUN_FAILED && kept->reason;
    return kept && !(failed && (strcmp(kept->reason, RUN_INTERRUPTED) == 0 ||
                                strncmp(kept->reason, RUN_NOT_KEPT, strlen(RUN_NOT_KEPT)) == 0));
}

bool keep_package_begin(Job *job)
{
    const RunKeeper *keeper = keeper_of(job);
    if (!keeper)
        return false;
    const ResultPackage *kept = kept_package(job);
    if (was_over(kept)) {
        results_copy_head(job->runner->results, job->row, kept);
        for (size_t i = 0; i < kept->benchmarks.count; i++)
            results_copy_benchmark(job->runner->results, job->row, &kept->benchmarks.items[i]);
        return true;
    }
    ResultPackage head = *job->row;
    head.status = RESULT_PACKAGE_RUN_FAILED;
    head.reason = RUN_INTERRUPTED;
    keep_up(job->runner, keeper->package(keeper->context, job->project_at, job->package_at, &head));
    return false;
}

/* ---- tests ----------------------------------------------------------------------------------- */

/* Does every test have exactly one row, made of one verdict? */
static bool rows_are_plain(const Job *job)
{
    const RunOptions *options = job->runner->options;
    return options->engine != RUN_BOTH && !options->split && options->measuring.count <= 1;
}

void keep_restore(Job *job)
{
    const ResultPackage *kept = kept_package(job);
    if (!kept || !rows_are_plain(job))
        return;
    for (size_t i = 0; i < job->tests.count; i++) {
        JobTest *test = &job->tests.items[i];
        for (size_t j = 0; j < kept->benchmarks.count && !test->restored; j++) {
            const ResultBenchmark *row = &kept->benchmarks.items[j];
            if (row->procs == test->procs && strcmp(row->name, test->benchmark) == 0)
                test->restored = row;
        }
        if (!test->restored)
            continue;
        test->known = test->done = true;
        test->verdict.status = test->restored->status;
        progress_settled(job);
    }
}

void keep_test(Job *job, size_t at)
{
    const RunKeeper *keeper = keeper_of(job);
    const JobTest *test = &job->tests.items[at];
    if (!keeper || job->runner->not_kept || !rows_are_plain(job) || job->pass.kind != PASS_ALL ||
        !test->known || fresh_is_wanted(test) || retry_is_wanted(job, test))
        return;
    ResultPackage scratch = {.benchmarks = {0}};
    size_t position = job_row(job, at, &scratch);
    keep_up(job->runner, keeper->benchmark(keeper->context, job->project_at, job->package_at,
                                           position, &scratch.benchmarks.items[0]));
    results_free_rows(&scratch);
}

void keep_package_end(Job *job)
{
    const RunKeeper *keeper = keeper_of(job);
    if (!keeper || job->runner->interrupted)
        return;
    bool able = true;
    for (size_t i = 0; i < job->row->benchmarks.count && able; i++)
        able = keeper->benchmark(keeper->context, job->project_at, job->package_at, i,
                                 &job->row->benchmarks.items[i]);
    keep_up(job->runner,
            able && keeper->package(keeper->context, job->project_at, job->package_at, job->row));
}
