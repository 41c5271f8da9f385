/* build_source.c - a package's test binary, built by the go command from an overlay.
 *
 * A test may be refused by the compiler although nothing in its package stood against it: it gives
 * its t to another package's *testing.T. The compiler says exactly where (refused.h); every test
 * that has a copy of the declaration there calls the original instead, and the package is built
 * again. An error in a file's own text means that the package itself does not compile.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "go/overlay.h"
#include "go/refused.h"
#include "runner/go_command.h"
#include "runner/job.h"

enum { MAX_BUILDS = 10 };

/* ---- the overlay ----------------------------------------------------------------------------- */

static int write_overlay(Job *job)
{
    int error = bl_dir_make(job->work);
    Overlay overlay;
    overlay_begin(&overlay, &job->arena);
    overlay_turn(&overlay, job->work, job->dir);
    for (int i = 0; i < 2 && !error; i++) {
        const InjectUnit *unit = job->package.units[i];
        if (!unit || !inject_converted(unit))
            continue;
        error = overlay_add_unit(&overlay, unit);
        if (!error)
            error = overlay_add(&overlay, inject_meter_file(unit), inject_meter(unit));
    }
    if (!error)
        error = overlay_hide_written(&overlay, &job->package, job->found);
    int end = overlay_end(&overlay, job->overlay);
    return error ? error : end;
}

/* ---- the compiler's word --------------------------------------------------------------------- */

/* Whom the compiler blames does without what it refuses. Returns how many tests that were; 0 too
 * when the package's own text is to blame. */
static size_t give_up_refused(Job *job, BlStr output)
{
    size_t count = 0;
    BlStr line;
    CompileError error;
    for (BlStr text = output; bl_next_line(&text, &line);)
        if (refused_parse(line, &error) && refused_in(&error, job->work) &&
            refused_own(&job->package, &error))
            return 0;
    while (bl_next_line(&output, &line)) {
        if (!refused_parse(line, &error))
            continue;
        count += refused_blame(&job->package, &error, refused_in(&error, job->work));
    }
    return count;
}

/* ---- building -------------------------------------------------------------------------------- */

static size_t converted(const Job *job)
{
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (job->package.units[i])
            count += inject_converted(job->package.units[i]);
    return count;
}

/* Of a module that was tried in its GOPATH too, both have their reasons. */
static void fail_build(Job *job, const char *reason)
{
    job->status = RESULT_PACKAGE_BUILD_FAILED;
    job->reason = job->left_module
                      ? bl_arena_printf(&job->arena, "%s; without modules, in its GOPATH: %s",
                                        job->left_module, reason)
                      : reason;
    job_engine_over(job);
}

/* Only now it is known which tests have a benchmark. */
static void run_what_was_built(Job *job)
{
    tests_list(job);
    job_run_tests(job);
}

static void on_built(void *context, const ProcessOutcome *outcome)
{
    Job *job = context;
    const char *problem = job_go_problem(job, NULL, outcome, "the build");
    job->build_seconds += outcome->seconds;
    if (job->runner->interrupted)
        job_engine_over(job);
    else if (problem)
        fail_build(job, problem);
    else if (outcome->status == 0)
        run_what_was_built(job);
    else if (job_complete_module(job, outcome->err) || job_leave_module(job, outcome) ||
             (job->builds < MAX_BUILDS && give_up_refused(job, outcome->err) > 0))
        job_build_source(job);
    else
        fail_build(job, job_build_reason(job, outcome));
}

void job_build_source(Job *job)
{
    bool emitted = true;
    job->engine = RESULT_BY_SOURCE;
    for (int i = 0; i < 2; i++)
        if (job->package.units[i]) {
            inject_set_line_dir(job->package.units[i], job->dir);
            emitted &= inject_emit(job->package.units[i], job->runner->diags);
        }
    if (!emitted || !converted(job)) {
        job_engine_over(job);
        return;
    }
    int error = write_overlay(job);
    if (error) {
        fail_build(job, bl_arena_printf(&job->arena, "cannot write to %s: %s", job->work,
                                        strerror(error)));
        return;
    }
    job->builds++;
    /* -e: all errors at once. Vet has no part in this. */
    const char *words[] = {"test",       "-c", "-vet=off",  "-gcflags=-e", "-overlay",
                           job->overlay, "-o", job->binary, NULL};
    job_go(job, NULL, words, true, on_built);
}
