/* harness.c - a package built with a rewritten package testing, and each of its tests called by a
 * benchmark as it stands.
 *
 * Which Go installation builds a package is the go command's decision, for each module anew (go
 * help toolchain), so it is asked in the package's folder. What is rewritten for an installation
 * serves all packages that it builds. Whenever this engine cannot be used for a package, the other
 * one takes over, and job->fallback says why.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "runner/go_command.h"
#include "runner/overlay.h"
#include "runner/reasons.h"

static void fall_back(Job *job, const char *why)
{
    bool asked = job->runner->options->engine != RUN_SOURCE;
    job->fallback = asked ? why : NULL;
    job->toolchain = NULL;
    bl_vec_free(&job->tests);
    native_give_up(job, why);
    job_build(job);
}

/* ---- toolchains
 * ------------------------------------------------------------------------------------ */

/* The 26 of "go1.26.8", and of "devel go1.26-1c9c2a"; 0: not known. */
static unsigned minor_version(const char *version)
{
    const char *at = strstr(version, "go1.");
    return at ? (unsigned)strtoul(at + strlen("go1."), NULL, 10) : 0;
}

static void place_toolchain(Runner *runner, Toolchain *toolchain, const char *module_cache,
                            unsigned minor)
{
    const char *dir =
        bl_arena_printf(&runner->arena, "%s/go%zu", runner->work, runner->toolchains.count);
    int error;
    if (harness_needs_shadow(toolchain->goroot, module_cache, minor)) {
        error = harness_shadow(&toolchain->harness, toolchain->goroot, dir);
        toolchain->root = bl_arena_printf(&runner->arena, "GOROOT=%s", dir);
        toolchain->go = bl_path_join(&runner->arena, dir, "bin/go");
    } else {
        error = harness_write(&toolchain->harness, dir);
        toolchain->overlay = dir;
    }
    if (error)
        toolchain->problem =
            bl_arena_printf(&runner->arena, "cannot write to %s: %s", dir, strerror(error));
}

static Toolchain *new_toolchain(Runner *runner, const char *goroot, const char *version,
                                const char *module_cache)
{
    unsigned minor = minor_version(version);
    Toolchain *toolchain = bl_arena_new(&runner->arena, Toolchain);
    toolchain->goroot = bl_str_dup(&runner->arena, bl_cstr(goroot));
    toolchain->go = runner->go;
    if (harness_load(&toolchain->harness, goroot, minor))
        place_toolchain(runner, toolchain, module_cache, minor);
    else
        toolchain->problem = toolchain->harness.problem;
    if (toolchain->problem)
        bl_diag_add(runner->diags, BL_WARNING, NULL,
                    "%s: %s; what it builds is measured from the tests' source", version,
                    toolchain->problem);
    else if (toolchain->harness.unknown)
        bl_diag_add(runner->diags, BL_WARNING, NULL,
                    "%s: testing.T has methods that benchline does not know (%s): what they "
                    "allocate counts as the test's",
                    version, toolchain->harness.unknown);
    bl_vec_push(&runner->toolchains, toolchain);
    return toolchain;
}

static const Toolchain *toolchain_for(Runner *runner, const char *goroot, const char *version,
                                      const char *module_cache)
{
    for (size_t i = 0; i < runner->toolchains.count; i++)
        if (strcmp(runner->toolchains.items[i]->goroot, goroot) == 0)
            return runner->toolchains.items[i];
    return new_toolchain(runner, goroot, version, module_cache);
}

void runner_free_toolchains(Runner *runner)
{
    for (size_t i = 0; i < runner->toolchains.count; i++)
        harness_free(&runner->toolchains.items[i]->harness);
    bl_vec_free(&runner->toolchains);
}

/* ---- the benchmarks
 * --------------------------------------------------------------------------------- */

static bool is_taken(const Job *job, const char *name)
{
    for (size_t i = 0; i < job->tests.count; i++)
        if (strcmp(job->tests.items[i].benchmark, name) == 0)
            return true;
    for (size_t i = 0; i < 2; i++)
        if (job->package.units[i] &&
            go_lookup(inject_file(job->package.units[i], 0)->symbols, bl_cstr(name)))
            return true;
    return false;
}

/* The name that the other engine uses, where it has one: the same test has the same name then. */
static const char *benchmark_name(Job *job, const InjectTest *test)
{
    if (test->benchmark)
        return test->benchmark;
    const char *rest = test->test + strlen("Test");
    const char *name = bl_arena_printf(&job->arena, "Benchmark%s", rest);
    for (unsigned n = 2; is_taken(job, name); n++)
        name = bl_arena_printf(&job->arena, "Benchmark%s_%u", rest, n);
    return name;
}

/* Without the harness being asked for, it is there for the package's own benchmarks only. */
static void list_tests(Job *job)
{
    for (size_t unit = 0; unit < 2 && job->runner->options->engine != RUN_SOURCE; unit++) {
        size_t count = 0;
        const InjectTest *tests = NULL;
        if (job->package.units[unit])
            tests = inject_tests(job->package.units[unit], &count);
        for (size_t i = 0; i < count; i++) {
            if (tests[i].kind != FOUND_TEST)
                continue;
            JobTest test = {.unit = unit,
                            .test = i,
                            .benchmark = benchmark_name(job, &tests[i]),
                            .verdict.status = RESULT_NOT_RUN};
            bl_vec_push(&job->tests, test);
        }
    }
}

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

/* ---- the overlay
 * ------------------------------------------------------------------------------------ */

/* Adds the calls of a unit's tests. 0 or an errno value. */
static int add_benchmarks(Job *job, Overlay *overlay, size_t unit)
{
    BL_VEC(HarnessBenchmark) benchmarks = {0};
    for (size_t i = 0; i < job->tests.count; i++) {
        const JobTest *test = &job->tests.items[i];
        size_t count;
        if (test->unit != unit)
            continue;
        const char *name = inject_tests(job->package.units[unit], &count)[test->test].test;
        bl_vec_push(&benchmarks, (HarnessBenchmark){test->benchmark, name});
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

/* The rewritten files are there already, once for all jobs. */
static void add_testing(Job *job, Overlay *overlay)
{
    const Toolchain *toolchain = job->toolchain;
    const char *testing = bl_path_join(&job->arena, toolchain->goroot, "src/testing");
    for (size_t i = 0; toolchain->overlay && i < toolchain->harness.files.count; i++) {
        const char *name = toolchain->harness.files.items[i].name;
        cJSON_AddStringToObject(overlay->replace, bl_path_join(&job->arena, testing, name),
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

/* ---- building
 * --------------------------------------------------------------------------------------- */

/* The first line of what the go command said that says something. */
static const char *why_refused(Job *job, BlStr said)
{
    BlStr line;
    while (next_line(&said, &line)) {
        line = bl_str_trim(line);
        if (line.len && line.ptr[0] != '#')
            return bl_arena_printf(&job->arena, "it does not build: %.*s", (int)line.len, line.ptr);
    }
    return "it does not build";
}

/* Nobody else can build a package that has only benchmarks. */
static void refuse(Job *job, const RunOutcome *outcome)
{
    if (job->package.units[0] || job->package.units[1]) {
        fall_back(job, why_refused(job, outcome->err));
        return;
    }
    job->status = RESULT_PACKAGE_BUILD_FAILED;
    job->reason = job_advise(job, job_build_reason(job, outcome));
    native_give_up(job, job->reason);
    job_report(job);
}
static void build(Job *job);
static void prepare_and_build(Job *job);

static void on_built(void *context, const RunOutcome *outcome)
{
    Job *job = context;
    job->build_seconds += outcome->seconds;
    if (job->runner->interrupted)
        job_report(job);
    else if (outcome->spawn_error)
        fall_back(job, bl_arena_printf(&job->arena, "cannot start %s: %s", job->toolchain->go,
                                       uv_strerror(outcome->spawn_error)));
    else if (outcome->timed_out)
        fall_back(job, bl_arena_printf(&job->arena, "its build took more than %g s",
                                       job->runner->options->build_seconds));
    else if (job_complete_module(job, outcome->err))
        build(job);
    else if (outcome->status != 0 && job_leave_module(job, outcome))
        prepare_and_build(job);
    else if (outcome->status != 0)
        refuse(job, outcome);
    else if (job->tests.count)
        job_run(job);
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

/* ---- asking for the toolchain
 * ------------------------------------------------------------------------ */

static void build_with(Job *job, const Toolchain *toolchain)
{
    if (toolchain->problem) {
        fall_back(job, toolchain->problem);
        return;
    }
    job->toolchain = toolchain;
    job->engine = RESULT_BY_HARNESS;
    list_tests(job);
    if (!job->tests.count && !native_waits(job)) { /* but examples, or fuzz tests */
        job_build(job);
        return;
    }
    prepare_and_build(job);
}

static void on_go_env(void *context, const RunOutcome *outcome)
{
    Job *job = context;
    cJSON *env =
        outcome->spawn_error ? NULL : cJSON_ParseWithLength(outcome->out.ptr, outcome->out.len);
    const char *goroot = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOROOT"));
    const char *version = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOVERSION"));
    const char *module_cache = cJSON_GetStringValue(cJSON_GetObjectItem(env, "GOMODCACHE"));
    if (job->runner->interrupted)
        job_report(job);
    else if (goroot && version)
        build_with(job, toolchain_for(job->runner, goroot, version, module_cache));
    else
        fall_back(job, "the go command does not say where it is installed");
    cJSON_Delete(env);
}

void job_harness(Job *job)
{
    const char *words[] = {"env", "-json", "GOROOT", "GOVERSION", "GOMODCACHE", NULL};
    job_go(job, NULL, words, false, on_go_env);
}
