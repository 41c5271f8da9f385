/* job.c - a package's way from its files to its rows, through one engine or both. */
#include "runner/job.h"
#include "benchline/path.h"
#include "runner/go_command.h"
#include "runner/keep.h"
#include "runner/overlay.h"
#include "runner/progress.h"

/* ---- the end ------------------------------------------------------------------------------- */

static void free_tests(JobTests *tests)
{
    for (size_t i = 0; i < tests->count; i++) {
        bl_vec_free(&tests->items[i].verdict.samples);
        bl_vec_free(&tests->items[i].notes);
        split_free(&tests->items[i]);
    }
    bl_vec_free(tests);
}

static void free_job(Job *job)
{
    free_tests(&job->tests);
    free_tests(&job->first);
    native_free(job);
    inject_package_free(&job->package);
    if (!job->runner->options->keep)
        bl_dir_remove(job->work);
    bl_arena_free(&job->arena);
}

/* Is there something that the harness did not run: examples and fuzz tests, say? */
static bool has_rest(const Job *job)
{
    bool any = job->runner->options->engine == RUN_SOURCE;
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count = 0;
        const InjectTest *tests = NULL;
        if (job->package.units[unit])
            tests = inject_tests(job->package.units[unit], &count);
        for (size_t i = 0; i < count; i++)
            if ((any || tests[i].kind != FOUND_TEST) && tests[i].benchmark)
                return true;
    }
    return false;
}

/* The other engine's turn, for all or for the rest: what the first one found is kept. */
static void begin_second(Job *job)
{
    job->second = true;
    job->first = job->tests;
    job->tests = (JobTests){0};
    job->first_status = job->status;
    job->first_reason = job->reason;
    job->status = RESULT_PACKAGE_OK;
    job->reason = NULL;
    job->builds = 0;
    job->engine = RESULT_BY_SOURCE;
    job_build(job);
}

bool job_is_check(const Job *job)
{
    return job->second && job->runner->options->engine == RUN_BOTH;
}

/* Makes room for the next one. */
static void job_over(Job *job)
{
    Runner *runner = job->runner;
    progress_job_done(job);
    runner->done++;
    runner->active--;
    job_progress(job, NULL);
    free_job(job);
    runner_start_jobs(runner);
    turns_pass_on(runner->turns);
}

void job_report(Job *job)
{
    Runner *runner = job->runner;
    bool by_harness = job->engine == RESULT_BY_HARNESS && !runner->interrupted;
    if (by_harness && native_waits(job)) {
        native_run(job);
        return;
    }
    if (by_harness &&
        ((runner->options->engine == RUN_BOTH && job->tests.count) || has_rest(job))) {
        begin_second(job);
        return;
    }
    job_report_rows(job);
    keep_package_end(job);
    job_over(job);
}

/* ---- the beginning -------------------------------------------------------------------------- */

static bool has_broken_unit(const Job *job)
{
    for (int i = 0; i < 2; i++)
        if (job->package.units[i] && inject_broken(job->package.units[i]))
            return true;
    for (size_t i = 0; i < job->found->file_count; i++)
        if (job->found->files[i].broken)
            return true;
    return false;
}

/* "FILE:LINE:COLUMN: message" of the first error in a file of the package. */
static const char *first_error_in(Job *job)
{
    BlStr folder = bl_cstr(job->found->shown);
    const BlDiags *diags = job->runner->diags;
    for (size_t i = 0; i < diags->list.count; i++) {
        const BlDiag *diag = &diags->list.items[i];
        if (diag->severity != BL_ERROR || !diag->file)
            continue;
        BlStr file = bl_cstr(diag->file), base = bl_path_base(diag->file);
        bool inside = bl_str_starts(file, folder) && file.len == folder.len + 1 + base.len;
        if (inside || bl_str_eq(folder, BL_STR(".")))
            return bl_arena_printf(&job->arena, "%s:%u:%u: %s", diag->file, diag->line,
                                   diag->column, diag->message);
    }
    return "a file of it is not Go";
}

/* The folder and the binary are named by the job's number: import paths are too long for names. */
void job_start(Job *job)
{
    Runner *runner = job->runner;
    job->work = bl_arena_printf(&job->arena, "%s/%zu", runner->work, (size_t)(job - runner->jobs));
    job->binary = bl_arena_printf(&job->arena, "%s/package.test", job->work);
    job->overlay = bl_arena_printf(&job->arena, "%s/overlay.json", job->work);
    job->dir = overlay_dir_as_typed(&job->arena, job->found->dir, job->found->shown);
    if (!job->module->path && job->found->gopath)
        job_enter_gopath(job);
    progress_state(job, RUN_PACKAGE_BUILDING);
    job_progress(job, NULL);
    if (keep_package_begin(job)) {
        job_over(job);
        return;
    }
    inject_package_load(&job->package, job->found, runner->diags);
    native_list(job);
    for (int i = 0; i < 2; i++)
        if (job->package.units[i])
            inject_trust_parameters(job->package.units[i]);
    if (has_broken_unit(job)) {
        job->status = RESULT_PACKAGE_SYNTAX_ERROR;
        job->reason = first_error_in(job);
        job_report(job);
        return;
    }
    if (!job->package.units[0] && !job->package.units[1] && !native_waits(job))
        job->status = RESULT_PACKAGE_NO_TESTS;
    job->engine = RESULT_BY_SOURCE;
    if ((runner->options->engine != RUN_SOURCE && job->status != RESULT_PACKAGE_NO_TESTS) ||
        native_waits(job))
        job_harness(job);
    else
        job_build(job);
}
