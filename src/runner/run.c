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
#include "process/family.h"
#include "process/process.h"
#include "runner/job.h"
#include "runner/keep.h"
#include "runner/progress.h"

/* ---- jobs ------------------------------------------------------------------------------------ */

/* Is another run to measure this package too, and busy with one before it? Then the two are to come
 * to it together. */
static bool has_to_wait(const Runner *runner, const Job *job)
{
    for (size_t i = 0; i < runner->turns->runners.count; i++) {
        const Runner *other = runner->turns->runners.items[i];
        for (size_t k = other->done + 1; k < other->job_count && !other->interrupted; k++)
            if (strcmp(other->jobs[k].found->dir, job->found->dir) == 0)
                return true;
    }
    return false;
}

static void start_next(void *context)
{
    Runner *runner = context;
    if (runner->interrupted) {
        runner->active--;
        runner_start_jobs(runner);
        turns_pass_on(runner->turns);
    } else if (runner->turns && has_to_wait(runner, &runner->jobs[runner->next]) &&
               turns_put_off(runner->turns, start_next, runner)) {
        return;
    } else {
        job_start(&runner->jobs[runner->next++]);
    }
}

void runner_start_jobs(Runner *runner)
{
    /* job_engine_over() calls this too, from within job_start() when a job is over at once. */
    if (runner->starting)
        return;
    runner->starting = true;
    while (runner->active < runner->max_active && runner->next < runner->job_count &&
           !runner->interrupted) {
        runner->active++;
        turns_wait(runner->turns, start_next, runner);
    }
    runner->starting = false;
    if (runner->active == 0 && (runner->next == runner->job_count || runner->interrupted))
        for (int i = 0; i < 2; i++)
            uv_signal_stop(&runner->interrupts[i]);
}

const char *runner_why_ended(const Runner *runner)
{
    return runner->interrupted == -1 ? runner->not_kept : RUN_INTERRUPTED;
}

static void on_interrupt(uv_signal_t *handle, int signal)
{
    Runner *runner = handle->data;
    runner->interrupted = signal;
    process_kill_all(runner->loop);
}

/* ---- what there is to do --------------------------------------------------------------------- */

static void add_package_row(Results *results, ResultProject *project, const FoundModule *module,
                            const FoundPackage *package)
{
    ResultPackage *row = results_add_package(results, project, package->import_path);
    row->dir = bl_str_dup(&results->arena, bl_cstr(package->shown));
    if (module->path)
        row->module = bl_str_dup(&results->arena, bl_cstr(module->path));
}

static size_t count_modules(const Found *found)
{
    size_t count = 0;
    for (size_t i = 0; i < found->project_count; i++)
        count += found->projects[i].module_count;
    return count;
}

/* Every package has its row before any job begins: rows must not move while jobs point at them. */
static void list_jobs(Runner *runner, const Found *found)
{
    Results *results = runner->results;
    BL_VEC(Job) jobs = {0};
    runner->completed =
        bl_arena_alloc(&runner->arena, count_modules(found) * sizeof *runner->completed);
    CompletedModule *completed = runner->completed;
    for (size_t i = 0; i < found->project_count; i++) {
        const FoundProject *project = &found->projects[i];
        ResultProject *row = results_add_project(results, project->name, project->shown);
        for (size_t j = 0; j < project->module_count; j++, completed++) {
            const FoundModule *module = &project->modules[j];
            for (size_t k = 0; k < module->package_count; k++) {
                add_package_row(results, row, module, &module->packages[k]);
                bl_vec_push(&jobs, (Job){.runner = runner,
                                         .project = project,
                                         .project_at = i,
                                         .package_at = row->packages.count - 1,
                                         .found = &module->packages[k],
                                         .module = module,
                                         .completed = completed});
            }
        }
    }
    for (size_t i = 0; i < jobs.count; i++) {
        Job *job = &jobs.items[i];
        job->row = &results->projects.items[job->project_at].packages.items[job->package_at];
    }
    runner->jobs = jobs.items;
    runner->job_count = jobs.count;
}

/* ---- the run --------------------------------------------------------------------------------- */

static void put_settings(Results *results, const RunMeasuring *measuring)
{
    results->metrics = measuring->time ? "time" : "allocs";
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

/* Everything up to the first job; false when it cannot be run, with an error in diags. */
static bool prepare(Runner *runner, const RunPart *part)
{
    runner->go = part->options->go ? part->options->go : "go";
    runner->work = bl_dir_temp(&runner->arena, "benchline");
    if (!runner->work) {
        bl_diag_add(part->diags, BL_ERROR, NULL, "cannot make a work folder in %s: %s",
                    getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", strerror(errno));
        return false;
    }
    put_settings(part->results, &part->options->measuring);
    if (!runner_try_sandbox(runner) || !runner_ask_go(runner))
        return false;
    runner_describe_machine(runner);
    list_jobs(runner, part->found);
    return keep_begin(runner);
}

static void begin(Runner *runner)
{
    static const int signals[] = {SIGINT, SIGTERM};
    for (int i = 0; i < 2; i++) {
        uv_signal_init(runner->loop, &runner->interrupts[i]);
        runner->interrupts[i].data = runner;
        uv_signal_start(&runner->interrupts[i], on_interrupt, signals[i]);
    }
    progress_begin(runner);
}

static void end(Runner *runner)
{
    progress_end(runner);
    if (runner->interrupted > 0) /* else the keeper has said why */
        bl_diag_add(runner->diags, BL_ERROR, NULL, "interrupted: the results are not complete");
    if (runner->interrupted)
        report_never_started(runner);
    for (int i = 0; i < 2; i++)
        uv_close((uv_handle_t *)&runner->interrupts[i], NULL);
}

static void clean_up(Runner *runner, const RunPart *part, bool able, uint64_t began)
{
    if (part->options->keep_work && runner->work)
        bl_diag_add(part->diags, BL_NOTE, NULL, "what was built is in %s", runner->work);
    else if (runner->work)
        bl_dir_remove(runner->work);
    part->results->finished = able && !runner->interrupted;
    part->results->wall_seconds = (double)(uv_hrtime() - began) / 1e9;
    free(runner->jobs);
    free(runner->each);
    runner_free_toolchains(runner);
    bl_arena_free(&runner->arena);
}

bool run_parts(const RunPart *parts, size_t count)
{
    uint64_t began = uv_hrtime();
    uv_loop_t loop;
    Runner *runners = bl_alloc(count * sizeof *runners);
    Turns turns = {0};
    bool able = true;
    family_adopt(true);
    uv_loop_init(&loop);
    for (size_t i = 0; i < count; i++) {
        const RunOptions *options = parts[i].options;
        runners[i] = (Runner){.loop = &loop,
                              .options = options,
                              .diags = parts[i].diags,
                              .results = parts[i].results,
                              .turns = options->measuring.time ? &turns : NULL,
                              .max_active = options->measuring.time ? 1
                                            : options->jobs         ? options->jobs
                                                                    : uv_available_parallelism()};
        able &= prepare(&runners[i], &parts[i]);
        bl_vec_push(&turns.runners, &runners[i]);
    }
    for (size_t i = 0; i < count && able; i++)
        begin(&runners[i]);
    for (size_t i = 0; i < count && able; i++)
        runner_start_jobs(&runners[i]);
    if (able)
        uv_run(&loop, UV_RUN_DEFAULT);
    for (size_t i = 0; i < count && able; i++)
        end(&runners[i]);
    uv_run(&loop, UV_RUN_DEFAULT);
    uv_loop_close(&loop);
    family_adopt(false);
    for (size_t i = 0; i < count; i++)
        clean_up(&runners[i], &parts[i], able, began);
    turns_free(&turns);
    free(runners);
    return able;
}

bool run_found(Results *results, const Found *found, const RunOptions *options, BlDiags *diags)
{
    RunPart part = {.results = results, .found = found, .options = options, .diags = diags};
    return run_parts(&part, 1);
}
