/* binary.c - see binary.h. */
#include "runner/binary.h"

#include <math.h>

#include "process/limits.h"
#include "runner/progress.h"
#include "runner/sandbox.h"

/* How long the list of names given to one process may get; the kernel takes 128 KiB an argument. */
enum { MAX_PATTERN = 64 * 1024 };

/* ---- its time -------------------------------------------------------------------------------- */

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

/* ---- starting it ----------------------------------------------------------------------------- */

/* -test.bench=^(BenchmarkA|BenchmarkB)$ */
static void add_pattern(Words *argv, const Words *names)
{
    BlBuf pattern = {0};
    for (size_t i = 0; i < names->list.count && pattern.len < MAX_PATTERN; i++)
        bl_buf_printf(&pattern, "%s%s", i ? "|" : "", names->list.items[i]);
    words_printf(argv, "-test.bench=^(%s)$", bl_buf_view(&pattern).ptr);
    bl_buf_free(&pattern);
}

static const char *const *command_line(Job *job, const Binary *binary)
{
    Words argv = {.arena = &job->arena};
    words_add(&argv, job->binary);
    words_add(&argv, "-test.run=^$");
    add_pattern(&argv, binary->benchmarks);
    words_printf(&argv, "-test.benchtime=%s", binary->benchtime);
    words_add(&argv, "-test.count=1");
    words_printf(&argv, "-test.cpu=%u", binary->procs);
    words_add(&argv, "-test.timeout=0");
    words_add(&argv, "-test.paniconexit0");
    return words_end(&argv);
}

static const char *const *environment(Job *job, const Binary *binary)
{
    Words env = {.arena = &job->arena};
    words_printf(&env, "PWD=%s", job->dir);
    words_add_all(&env, binary->env);
    return words_end(&env);
}

/* The command line as it is, in the sandbox, or with limits only. */
static const char *const *guarded(Job *job, const char *const *argv)
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

void binary_start(Job *job, const Binary *binary)
{
    const RunOptions *options = job->runner->options;
    ProcessCommand command = {
        .argv = guarded(job, command_line(job, binary)),
        .processors = options->measuring.time ? binary->procs : 0,
        .program = job->binary,
        .limits = options->limits,
        .cwd = job->dir,
        .env = environment(job, binary),
        .patience = options->benchmark_seconds,
        .events = true,
        .on_line = binary->on_line,
        .on_exit = binary->on_exit,
        .context = job,
    };
    command.limits.package_seconds = seconds_left(job);
    progress_state(job, RUN_PACKAGE_RUNNING);
    process_start(job->runner->loop, &command);
}

/* ---- its end --------------------------------------------------------------------------------- */

ProcessOutcome binary_outcome(Job *job, const ProcessOutcome *seen)
{
    bool boxed = job->runner->options->sandbox == RUN_SANDBOX_BWRAP;
    job->run_seconds += seen->seconds;
    return boxed ? sandbox_outcome(seen) : *seen;
}

Death binary_death(Job *job, const ProcessOutcome *outcome)
{
    Death death =
        explain_death(&job->arena, outcome, job->dir, job->runner->options->benchmark_seconds);
    death.reason = reason_without_folder(&job->arena, death.reason, job->work);
    return death;
}

const char *binary_nothing_began(Job *job, const ProcessOutcome *outcome)
{
    if (outcome->spawn_error)
        return bl_arena_printf(&job->arena, "cannot start the test binary: %s",
                               uv_strerror(outcome->spawn_error));
    if (process_outcome_is_fine(outcome))
        return "the test binary ended without running its benchmarks (does TestMain call m.Run?)";
    return binary_death(job, outcome).reason;
}
