/* build_harness.c - a package built with a rewritten package testing, and each of its tests called
 * by a benchmark as it stands.
 *
 * Whenever this engine cannot be used for a package, the other one takes over, and job->fallback
 * says why.
 */
#include <stdlib.h>

#include "benchline/path.h"
#include "go/overlay.h"
#include "runner/go_command.h"
#include "runner/job.h"

/* ---- when it cannot be used ------------------------------------------------------------------ */

static void fall_back(Job *job, const char *why)
{
    bool asked = job->runner->options->engine != RUN_SOURCE;
    job->fallback = asked ? why : NULL;
    job->toolchain = NULL;
    bl_vec_free(&job->tests);
    native_give_up(job, why);
    job_build_source(job);
}

/* The first line of what the go command said that says something. */
static const char *why_refused(Job *job, BlStr said)
{
    BlStr line;
    while (bl_next_line(&said, &line)) {
        line = bl_str_trim(line);
        if (line.len && line.ptr[0] != '#')
            return bl_arena_printf(&job->arena, "it does not build: %.*s", (int)line.len, line.ptr);
    }
    return "it does not build";
}

/* Nobody else can build a package that has only benchmarks. */
static void refuse(Job *job, const ProcessOutcome *outcome)
{
    if (job->package.units[0] || job->package.units[1]) {
        fall_back(job, why_refused(job, outcome->err));
        return;
    }
    job->status = RESULT_PACKAGE_BUILD_FAILED;
    job->reason = job_build_reason(job, outcome);
    native_give_up(job, job->reason);
    job_engine_over(job);
}

/* ---- the file beside the tests --------------------------------------------------------------- */

static bool has_file(const Job *job, const char *name)
{
    for (size_t i = 0; i < job->found->file_count; i++)
        if (strcmp(job->found->files[i].name, name) == 0)
            return true;
    return false;
}

static const char *file_name(Job *job, size_t unit)
{
    const char *stem = unit ? "benchline_harness_x" : "benchline_harness";
    const char *name = bl_arena_printf(&job->arena, "%s_test.go", stem);
    for (unsigned n = 2; has_file(job, name); n++)
        name = bl_arena_printf(&job->arena, "%s%u_test.go", stem, n);
    return name;
}

static BlStr package_name(const InjectUnit *unit)
{
    const GoFile *file = inject_file(unit, 0);
    return go_text(file, go_first(file, file->root));
}

/* Adds the calls of a unit's tests. 0 or an errno value. */
static int add_benchmarks(Job *job, Overlay *overlay, size_t unit)
{
    BL_VEC(HarnessBenchmark) benchmarks = {0};
    for (size_t i = 0; i < job->tests.count; i++) {
        const JobTest *test = &job->tests.items[i];
        if (test->unit == unit)
            bl_vec_push(&benchmarks, (HarnessBenchmark){test->benchmark,
                                                        unit_test(job, unit, test->test)->test});
    }
    int error = 0;
    if (benchmarks.count) {
        BlBuf text = {0};
        harness_benchmarks(&text, package_name(job->package.units[unit]), benchmarks.items,
                           benchmarks.count);
        error = overlay_add(overlay, file_name(job, unit), bl_buf_view(&text));
        bl_buf_free(&text);
    }
    bl_vec_free(&benchmarks);
    return error;
}

/* ---- the overlay ----------------------------------------------------------------------------- */

/* The rewritten files are there already, once for all jobs. */
static void add_testing(Job *job, Overlay *overlay)
{
    const Toolchain *toolchain = job->toolchain;
    const char *testing = bl_path_join(&job->arena, toolchain->goroot, "src/testing");
    for (size_t i = 0; toolchain->overlay && i < toolchain->harness.files.count; i++) {
        const char *name = toolchain->harness.files.items[i].name;
        overlay_replace(overlay, bl_path_join(&job->arena, testing, name),
                        bl_path_join(&job->arena, toolchain->overlay, name));
    }
}

static int write_overlay(Job *job)
{
    int error = bl_dir_make(job->work);
    Overlay overlay;
    overlay_begin(&overlay, &job->arena);
    add_testing(job, &overlay);
    overlay_turn(&overlay, job->work, job->dir);
    for (size_t unit = 0; unit < 2 && !error; unit++)
        error = add_benchmarks(job, &overlay, unit);
    if (!error)
        error = overlay_hide_written(&overlay, &job->package, job->found);
    int end = overlay_end(&overlay, job->overlay);
    return error ? error : end;
}

/* ---- building -------------------------------------------------------------------------------- */

static void build(Job *job);
static void prepare_and_build(Job *job);

static void on_built(void *context, const ProcessOutcome *outcome)
{
    Job *job = context;
    const char *problem = job_go_problem(job, job->toolchain, outcome, "its build");
    job->build_seconds += outcome->seconds;
    if (job->runner->interrupted)
        job_engine_over(job);
    else if (problem)
        fall_back(job, problem);
    else if (job_complete_module(job, outcome->err))
        build(job);
    else if (outcome->status != 0 && job_leave_module(job, outcome))
        prepare_and_build(job);
    else if (outcome->status != 0)
        refuse(job, outcome);
    else if (job->tests.count)
        job_run_tests(job);
    else
        native_run(job);
}

static void build(Job *job)
{
    const char *words[] = {"test",       "-c", "-vet=off",  "-overlay",
                           job->overlay, "-o", job->binary, NULL};
    job->builds++;
    job_go(job, job->toolchain, words, true, on_built);
}

static void prepare_and_build(Job *job)
{
    int error = write_overlay(job);
    if (error)
        fall_back(job, bl_arena_printf(&job->arena, "cannot write to %s: %s", job->work,
                                       strerror(error)));
    else
        build(job);
}

static void build_with(Job *job, const Toolchain *toolchain)
{
    if (toolchain->problem) {
        fall_back(job, toolchain->problem);
        return;
    }
    job->toolchain = toolchain;
    job->engine = RESULT_BY_HARNESS;
    tests_list(job);
    if (!job->tests.count && !native_waits(job)) { /* but examples, or fuzz tests */
        job_build_source(job);
        return;
    }
    prepare_and_build(job);
}

static void on_toolchain(void *context, const ProcessOutcome *outcome)
{
    Job *job = context;
    const Toolchain *toolchain =
        job->runner->interrupted ? NULL : toolchain_of(job->runner, outcome);
    if (job->runner->interrupted)
        job_engine_over(job);
    else if (toolchain)
        build_with(job, toolchain);
    else
        fall_back(job, "the go command does not say where it is installed");
}

void job_build_harness(Job *job)
{
    job_go(job, NULL, toolchain_question, false, on_toolchain);
}
