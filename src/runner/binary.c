/* binary.c - see binary.h. */
#include "runner/binary.h"

#include <math.h>
#include <stdlib.h>

#include "runner/limits.h"
#include "runner/progress.h"
#include "runner/sandbox.h"

/* The command line as it is, in the sandbox, or with limits only. */
static char *const *guarded(Job *job, char *const *argv)
{
    const Runner *runner = job->runner;
    if (runner->options->sandbox == RUN_SANDBOX_BWRAP) {
        SandboxPlaces places = {
            .project = job->project->dir,
            .package = job->found->dir,
            .work = runner->work,
            .goroot = runner->goroot,
            .module_cache = runner->module_cache,
        };
        argv = sandbox_command(&job->arena, runner->options, &places, job->dir, argv);
    }
    return limits_command(&job->arena, &runner->options->limits, argv);
}

/* What is left of the package's time; 0: there is no end to it. */
static double seconds_left(const Job *job)
{
    double limit = job->runner->options->limits.package_seconds;
    return limit > 0 ? fmax(limit - job->run_seconds, 1e-9) : 0;
}

bool binary_is_out_of_time(const Job *job)
{
    double limit = job->runner->options->limits.package_seconds;
    return limit > 0 && job->run_seconds >= limit;
}

const char *binary_out_of_time(Job *job)
{
    return bl_arena_printf(&job->arena, "the package took more than %g s (--package-timeout)",
                           job->runner->options->limits.package_seconds);
}

void binary_start(Job *job, const Binary *binary)
{
    const RunOptions *options = job->runner->options;
    BL_VEC(const char *) argv = {0}, env = {0};
    bl_vec_push(&argv, job->binary);
    for (const char *const *word = binary->words; *word; word++)
        bl_vec_push(&argv, *word);
    bl_vec_push(&argv, NULL);
    bl_vec_push(&env, bl_arena_printf(&job->arena, "PWD=%s", job->dir));
    for (char *const *variable = binary->env; *variable; variable++)
        bl_vec_push(&env, *variable);
    bl_vec_push(&env, NULL);
    RunCommand command = {
        .argv = guarded(job, (char *const *)(uintptr_t)argv.items),
        .processors = options->measuring.time ? binary->procs : 0,
        .program = job->binary,
        .limits = options->limits,
        .cwd = job->dir,
        .env = (char *const *)(uintptr_t)env.items,
        .patience = options->benchmark_seconds,
        .events = true,
        .on_line = binary->on_line,
        .on_exit = binary->on_exit,
        .context = job,
    };
    command.limits.package_seconds = seconds_left(job);
    progress_state(job, RUN_PACKAGE_RUNNING);
    run_process_start(job->runner->loop, &command);
    bl_vec_free(&argv);
    bl_vec_free(&env);
}

RunOutcome binary_outcome(Job *job, const RunOutcome *seen)
{
    bool boxed = job->runner->options->sandbox == RUN_SANDBOX_BWRAP;
    job->run_seconds += seen->seconds;
    return boxed ? sandbox_outcome(seen) : *seen;
}
