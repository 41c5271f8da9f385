/* run.c - all packages through their jobs, and what came of them into Results.
 *
 * Packages are independent, and what a test allocates does not depend on what runs beside it, so as
 * many jobs as there are cores are under way at a time. Rows stand in Results in the order in which
 * everything was found, whatever the order in which jobs end.
 */
#include "benchline/run.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "runner/family.h"
#include "runner/job.h"
#include "runner/keep.h"
#include "runner/process.h"
#include "runner/progress.h"

/* ---- jobs --------------------------------------------------------------------------------------
 */

void runner_start_jobs(Runner *runner)
{
    /* job_report() calls this too, from within job_start() when a job is over at once. */
    if (runner->starting)
        return;
    runner->starting = true;
    while (runner->active < runner->max_active && runner->next < runner->job_count &&
           !runner->interrupted) {
        runner->active++;
        job_start(&runner->jobs[runner->next++]);
    }
    runner->starting = false;
    if (runner->active == 0 && (runner->next == runner->job_count || runner->interrupted))
        for (int i = 0; i < 2; i++)
            uv_signal_stop(&runner->interrupts[i]);
}

static void on_interrupt(uv_signal_t *handle, int signal)
{
    Runner *runner = handle->data;
    runner->interrupted = signal;
    run_process_kill_all(&runner->loop);
}

/* Rows for everything found, before any job: rows must not move while jobs point at them. */
static void list_jobs(Runner *runner, const Found *found)
{
    Results *results = runner->results;
    BL_VEC(Job) jobs = {0};
    size_t module = 0;
    for (size_t i = 0; i < found->project_count; i++)
        module += found->projects[i].module_count;
    runner->completed = bl_arena_alloc(&runner->arena, module * sizeof *runner->completed);
    module = 0;
    for (size_t i = 0; i < found->project_count; i++) {
        const FoundProject *project = &found->projects[i];
        ResultProject *row = results_add_project(results, project->name, project->shown);
        for (size_t j = 0; j < project->module_count; j++, module++)
            for (size_t k = 0; k < project->modules[j].package_count; k++) {
                const FoundPackage *package = &project->modules[j].packages[k];
                ResultPackage *package_row =
                    results_add_package(results, row, package->import_path);
                package_row->dir = bl_str_dup(&results->arena, bl_cstr(package->shown));
                if (project->modules[j].path)
                    package_row->module =
                        bl_str_dup(&results->arena, bl_cstr(project->modules[j].path));
                bl_vec_push(&jobs, (Job){.runner = runner,
                                         .project = project,
                                         .project_at = i,
                                         .package_at = row->packages.count - 1,
                                         .found = package,
                                         .module = &project->modules[j],
                                         .completed = &runner->completed[module]});
            }
    }
    size_t at = 0;
    for (size_t i = 0; i < results->projects.count && jobs.items; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++)
            jobs.items[at++].row = &results->projects.items[i].packages.items[j];
    runner->jobs = jobs.items;
    runner->job_count = jobs.count;
}

/* ---- the run
 * ---------------------------------------------------------------------------------------------------
 */

static void run_jobs(Runner *runner)
{
    static const int signals[] = {SIGINT, SIGTERM};
    for (int i = 0; i < 2; i++) {
        uv_signal_init(&runner->loop, &runner->interrupts[i]);
        runner->interrupts[i].data = runner;
        uv_signal_start(&runner->interrupts[i], on_interrupt, signals[i]);
    }
    progress_begin(runner);
    runner_start_jobs(runner);
    uv_run(&runner->loop, UV_RUN_DEFAULT);
    progress_end(runner);
    if (runner->interrupted) {
        bl_diag_add(runner->diags, BL_ERROR, NULL, "interrupted: the results are not complete");
        report_never_started(runner);
    }
    for (int i = 0; i < 2; i++)
        uv_close((uv_handle_t *)&runner->interrupts[i], NULL);
    uv_run(&runner->loop, UV_RUN_DEFAULT);
}

static void put_settings(Results *results, const RunMeasuring *measuring)
{
    results->iterations = measuring->iterations ? measuring->iterations : RUN_ITERATIONS;
    if (measuring->benchtime) {
        results->iterations = 0;
        results->benchtime = bl_str_dup(&results->arena, bl_cstr(measuring->benchtime));
    }
    results->count = measuring->count ? measuring->count : 1;
    for (size_t i = 0; i < measuring->cpu.count; i++)
        bl_vec_push(&results->cpu, measuring->cpu.items[i]);
    if (!measuring->cpu.count)
        bl_vec_push(&results->cpu, 1);
}

bool run_found(Results *results, const Found *found, const RunOptions *options, BlDiags *diags)
{
    Runner runner = {.options = options, .diags = diags, .results = results};
    uint64_t began = uv_hrtime();
    runner.go = options->go ? options->go : "go";
    runner.max_active = options->jobs ? options->jobs : uv_available_parallelism();
    runner.work = bl_dir_temp(&runner.arena, "benchline");
    if (!runner.work) {
        bl_diag_add(diags, BL_ERROR, NULL, "cannot make a work folder in %s: %s",
                    getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", strerror(errno));
        bl_arena_free(&runner.arena);
        return false;
    }
    family_adopt(true);
    uv_loop_init(&runner.loop);
    put_settings(results, &options->measuring);
    bool able = runner_try_sandbox(&runner) && runner_ask_go(&runner);
    if (able) {
        runner_describe_machine(&runner);
        list_jobs(&runner, found);
        able = keep_begin(&runner);
    }
    if (able)
        run_jobs(&runner);
    uv_loop_close(&runner.loop);
    family_adopt(false);
    if (options->keep)
        bl_diag_add(diags, BL_NOTE, NULL, "what was built is in %s", runner.work);
    else
        bl_dir_remove(runner.work);
    results->finished = able && !runner.interrupted;
    results->wall_seconds = (double)(uv_hrtime() - began) / 1e9;
    free(runner.jobs);
    runner_free_toolchains(&runner);
    bl_arena_free(&runner.arena);
    return able;
}
