/* job.c - a package's way from its files to its rows, through one engine or both. */
#include "runner/job.h"

#include "benchline/path.h"
#include "go/overlay.h"
#include "runner/go_command.h"
#include "runner/keep.h"
#include "runner/progress.h"

static void job_over(Job *job);

/* ---- the beginning --------------------------------------------------------------------------- */

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
static void name_places(Job *job)
{
    Runner *runner = job->runner;
    job->work = bl_arena_printf(&job->arena, "%s/%zu", runner->work, (size_t)(job - runner->jobs));
    job->binary = bl_arena_printf(&job->arena, "%s/package.test", job->work);
    job->overlay = bl_arena_printf(&job->arena, "%s/overlay.json", job->work);
    job->dir = overlay_dir_as_typed(&job->arena, job->found->dir, job->found->shown);
    if (!job->module->path && job->found->gopath)
        job_enter_gopath(job);
}

void job_start(Job *job)
{
    name_places(job);
    progress_state(job, RUN_PACKAGE_BUILDING);
    job_progress(job, NULL);
    if (keep_package_begin(job)) {
        job_over(job);
        return;
    }
    inject_package_load(&job->package, job->found, job->runner->diags);
    native_list(job);
    for (int i = 0; i < 2; i++)
        if (job->package.units[i])
            inject_trust_parameters(job->package.units[i]);
    bool tests = job->package.units[0] || job->package.units[1];
    bool harness = tests && job->runner->options->engine != RUN_SOURCE;
    job->engine = RESULT_BY_SOURCE;
    if (has_broken_unit(job)) {
        job->status = RESULT_PACKAGE_SYNTAX_ERROR;
        job->reason = first_error_in(job);
        job_engine_over(job);
    } else if (harness || native_waits(job)) {
        job_build_harness(job);
    } else {
        job->status = tests ? RESULT_PACKAGE_OK : RESULT_PACKAGE_NO_TESTS;
        job_build_source(job);
    }
}

/* ---- from one engine to the other ------------------------------------------------------------ */

/* Is there something that the harness did not run: examples and fuzz tests, say? */
static bool has_rest(const Job *job)
{
    bool any = job->runner->options->engine == RUN_SOURCE;
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count;
        const InjectTest *tests = unit_tests(job, unit, &count);
        for (size_t i = 0; i < count; i++)
            if ((any || tests[i].kind != FOUND_TEST) && tests[i].benchmark)
                return true;
    }
    return false;
}

/* The other engine's turn, for all or for the rest: what the first one found is kept. */
static void begin_source_after(Job *job)
{
    job->after_harness = true;
    job->harness_tests = job->tests;
    job->tests = (JobTests){0};
    job->harness_status = job->status;
    job->harness_reason = job->reason;
    job->status = RESULT_PACKAGE_OK;
    job->reason = NULL;
    job->builds = 0;
    job->engine = RESULT_BY_SOURCE;
    job_build_source(job);
}

bool job_is_check(const Job *job)
{
    return job->after_harness && job->runner->options->engine == RUN_BOTH;
}

void job_engine_over(Job *job)
{
    bool by_harness = job->engine == RESULT_BY_HARNESS && !job->runner->interrupted;
    bool check = job->runner->options->engine == RUN_BOTH && job->tests.count;
    if (by_harness && native_waits(job)) {
        native_run(job);
    } else if (by_harness && (check || has_rest(job))) {
        begin_source_after(job);
    } else {
        job_report_rows(job);
        keep_package_end(job);
        job_over(job);
    }
}

/* ---- the end --------------------------------------------------------------------------------- */

static void free_job(Job *job)
{
    tests_free(&job->tests);
    tests_free(&job->harness_tests);
    native_free(job);
    inject_package_free(&job->package);
    if (!job->runner->options->keep_work)
        bl_dir_remove(job->work);
    bl_arena_free(&job->arena);
}

/* Makes room for the next one. */
static void job_over(Job *job)
{
    Runner *runner = job->runner;
    progress_job_done(job);
    runner->active--;
    job_progress(job, NULL);
    free_job(job);
    runner_start_jobs(runner);
    turns_pass_on(runner->turns);
}
