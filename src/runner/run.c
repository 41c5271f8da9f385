/* run.c - all packages through their jobs, and what came of them into Results.
 *
 * Packages are independent, and what a test allocates does not depend on what runs beside it, so as
 * many jobs as there are cores are under way at a time. Rows stand in Results in the order in which
 * everything was found, whatever the order in which jobs end.
 */
#include "benchline/run.h"

#include <cjson/cJSON.h>
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "benchline/path.h"
#include "runner/family.h"
#include "runner/job.h"
#include "runner/keep.h"
#include "runner/overlay.h"
#include "runner/process.h"
#include "runner/progress.h"

/* ---- reporting
 * ----------------------------------------------------------------------------------------- */

/* Which row: a test, with a value of GOMAXPROCS. */
typedef struct RowOf {
    size_t unit, test;
    unsigned procs;
} RowOf;

static JobTest *built_test(const JobTests *tests, const RowOf *of)
{
    for (size_t i = 0; i < tests->count; i++)
        if (tests->items[i].unit == of->unit && tests->items[i].test == of->test &&
            tests->items[i].procs == of->procs)
            return &tests->items[i];
    return NULL;
}

/* "PATH:LINE:COLUMN: why", pointing at what stood in the way. */
static const char *why_not_copied(Job *job, const InjectUnit *unit, const InjectTest *test)
{
    const GoFile *file = inject_file(unit, test->reason_file);
    return bl_arena_printf(&job->arena, "%s (%s:%u:%u)", test->reason, file->path,
                           test->reason_line, test->reason_column);
}

static void put_conversion(Job *job, ResultBenchmark *row, const InjectUnit *unit,
                           const InjectTest *test)
{
    if (test->way == INJECT_SOURCE)
        row->conversion = RESULT_FROM_SOURCE;
    if (test->way == INJECT_CALL)
        row->conversion = RESULT_FROM_CALL;
    if (test->way == INJECT_ORIGINAL) {
        row->conversion = RESULT_FROM_ORIGINAL;
        row->conversion_reason =
            bl_str_dup(&job->runner->results->arena, bl_cstr(why_not_copied(job, unit, test)));
    }
}

static void put_samples(ResultBenchmark *row, const JobTest *test)
{
    const JobSamples *samples = &test->verdict.samples;
    for (size_t i = 0; i < samples->count; i++)
        bl_vec_push(&row->samples, samples->items[i]);
    row->processes = test->verdict.processes;
    results_summarise(row);
}

static void put_notes(Job *job, ResultBenchmark *row, JobTest *test)
{
    size_t before = test->notes.count;
    note_company(job, test);
    for (size_t i = 0; i < test->notes.count; i++)
        bl_vec_push(&row->notes,
                    bl_str_dup(&job->runner->results->arena, bl_cstr(test->notes.items[i])));
    test->notes.count = before; /* a row may be made twice */
}

/* What one engine made of a test: status, reason and figures. */
static void put_verdict(Job *job, ResultBenchmark *row, const JobTests *tests, const RowOf *of)
{
    const InjectUnit *unit = job->package.units[of->unit];
    size_t count;
    const InjectTest *test = &inject_tests(unit, &count)[of->test];
    JobTest *built = built_test(tests, of);
    const char *reason = job->reason;
    row->status = RESULT_NOT_RUN;
    if (row->engine != RESULT_BY_HARNESS)
        put_conversion(job, row, unit, test);
    if (row->engine != RESULT_BY_HARNESS && !test->benchmark) {
        row->status = test->runs ? RESULT_NOT_CONVERTED : RESULT_SKIPPED;
        reason = why_not_copied(job, unit, test);
    } else if (built && built->done) {
        row->status = built->verdict.status;
        reason = built->verdict.reason;
        row->inline_reason = split_inline_reason(&job->runner->results->arena, built, test->test);
        put_samples(row, built);
        put_notes(job, row, built);
    } else if (job->runner->interrupted) {
        reason = RUN_INTERRUPTED;
    }
    BlArena *arena = &job->runner->results->arena;
    row->reason = reason && row->status != RESULT_OK ? bl_str_dup(arena, bl_cstr(reason)) : NULL;
}

static ResultKind kind_of(FoundTestKind kind)
{
    if (kind == FOUND_EXAMPLE)
        return RESULT_KIND_EXAMPLE;
    return kind == FOUND_FUZZ ? RESULT_KIND_FUZZ : RESULT_KIND_TEST;
}

/* A row for a test, or for a subtest of it, whose name goes on with `rest`. */
static ResultBenchmark *add_row(Job *job, ResultPackage *package, const RowOf *of, const char *rest)
{
    const InjectUnit *unit = job->package.units[of->unit];
    size_t count;
    const InjectTest *test = &inject_tests(unit, &count)[of->test];
    const char *name = test->benchmark ? test->benchmark : test->test;
    Results *results = job->runner->results;
    ResultBenchmark *row =
        results_add_benchmark(results, package, bl_arena_printf(&job->arena, "%s%s", name, rest));
    row->test = bl_arena_printf(&results->arena, "%s%s", test->test, rest);
    row->kind = kind_of(test->kind);
    row->file = bl_str_dup(&results->arena, bl_cstr(inject_file(unit, test->file)->path));
    row->line = test->line;
    row->column = test->column;
    row->procs = of->procs;
    return row;
}

/* Rows of a test's subtests. False when the whole test has a row, all the same or instead. */
static bool report_leaves(Job *job, const RowOf *of)
{
    const JobTests *tests = job->second ? &job->first : &job->tests;
    const JobTest *built = built_test(tests, of);
    if (!built || !split_succeeded(built))
        return false;
    for (size_t i = 0; i < built->leaves.count; i++) {
        const JobLeaf *leaf = &built->leaves.items[i];
        ResultBenchmark *row = add_row(job, job->row, of, leaf->name);
        row->engine = RESULT_BY_HARNESS;
        row->status = leaf->skipped ? RESULT_SKIPPED : RESULT_OK;
        row->reason = leaf->skipped ? "the subtest skips itself" : NULL;
        row->processes = leaf->samples.count ? 1 : 0;
        for (size_t j = 0; j < leaf->samples.count; j++)
            bl_vec_push(&row->samples, leaf->samples.items[j]);
        results_summarise(row);
    }
    return built->leaves.total <= built->leaves.count;
}

static void report_test(Job *job, ResultPackage *package, const RowOf *of)
{
    bool by_first = built_test(&job->first, of) != NULL;
    bool by_current = built_test(&job->tests, of) != NULL;
    const JobTest *built = built_test(by_first ? &job->first : &job->tests, of);
    if (built && built->restored) {
        results_copy_benchmark(job->runner->results, package, built->restored);
        return;
    }
    ResultBenchmark *row = add_row(job, package, of, "");
    row->engine = by_first ? RESULT_BY_HARNESS : by_current ? job->engine : RESULT_BY_SOURCE;
    put_verdict(job, row, by_first ? &job->first : &job->tests, of);
    if (by_first && job->runner->options->engine == RUN_BOTH) {
        ResultBenchmark other = {.engine = job->engine};
        put_verdict(job, &other, &job->tests, of);
        row->check = (ResultCheck){
            .engine = other.engine,
            .conversion = other.conversion,
            .status = other.status,
            .reason = other.reason,
            .bytes_per_op = other.iterations ? other.bytes_per_op : RESULT_UNKNOWN,
            .allocs_per_op = other.iterations ? other.allocs_per_op : RESULT_UNKNOWN,
        };
        bl_vec_free(&other.samples);
        bl_vec_free(&other.notes);
    }
}

size_t job_row(Job *job, size_t test, ResultPackage *package)
{
    const JobTest *wanted = &job->tests.items[test];
    const Results *results = job->runner->results;
    RowOf of = {wanted->unit, wanted->test, wanted->procs};
    size_t before = 0, cpu = 0;
    if (of.unit == 1 && job->package.units[0])
        inject_tests(job->package.units[0], &before);
    while (cpu < results->cpu.count && results->cpu.items[cpu] != of.procs)
        cpu++;
    report_test(job, package, &of);
    return (before + of.test) * results->cpu.count + cpu;
}

static void report_rows(Job *job, Results *results)
{
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count = 0;
        if (job->package.units[unit])
            inject_tests(job->package.units[unit], &count);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < results->cpu.count; k++) {
                RowOf of = {unit, i, (unsigned)results->cpu.items[k]};
                if (!report_leaves(job, &of))
                    report_test(job, job->row, &of);
            }
    }
    native_report(job, results);
    bool checked = job->runner->options->engine == RUN_BOTH;
    if (job->second && (checked || job->first_status != RESULT_PACKAGE_OK)) {
        job->status = job->first_status; /* the harness's is the package's own */
        job->reason = job->first_reason;
    }
    ResultPackage *row = job->row;
    if (job->runner->interrupted && job->status == RESULT_PACKAGE_OK) {
        job->status = RESULT_PACKAGE_RUN_FAILED;
        job->reason = RUN_INTERRUPTED;
    }
    row->status = job->status;
    row->reason = job->reason ? bl_str_dup(&results->arena, bl_cstr(job->reason)) : NULL;
    row->build_seconds = job->builds ? job->build_seconds : (double)NAN;
    row->run_seconds = job->run_seconds > 0 ? job->run_seconds : (double)NAN;
    /* Where nothing could be built, the reason is the package's own. */
    if (job->fallback && job->status != RESULT_PACKAGE_BUILD_FAILED)
        row->fallback = bl_str_dup(&results->arena, bl_cstr(job->fallback));
    if (job->tried_completed && job->status != RESULT_PACKAGE_BUILD_FAILED)
        row->note = "its go.mod or go.sum lack something; built with completed copies of them";
}

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

static void start_jobs(Runner *runner);

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
    start_jobs(runner);
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
    report_rows(job, runner->results);
    keep_package_end(job);
    job_over(job);
}

/* ---- jobs
 * --------------------------------------------------------------------------------------------------
 */

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

static void start_jobs(Runner *runner)
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

/* Packages that no job was started for: their tests have rows too. */
static void report_never_started(Runner *runner)
{
    static const char reason[] = RUN_INTERRUPTED;
    for (size_t i = runner->next; i < runner->job_count; i++) {
        const FoundPackage *found = runner->jobs[i].found;
        ResultPackage *row = runner->jobs[i].row;
        row->status = RESULT_PACKAGE_RUN_FAILED;
        row->reason = reason;
        for (size_t j = 0; j < found->file_count; j++)
            for (size_t k = 0; k < found->files[j].test_count; k++) {
                const FoundTest *test = &found->files[j].tests[k];
                if (!found->files[j].selected ||
                    !inject_asks(found->filter, test->kind, test->name))
                    continue;
                ResultBenchmark *benchmark =
                    results_add_benchmark(runner->results, row, test->name);
                benchmark->test = bl_str_dup(&runner->results->arena, bl_cstr(test->name));
                benchmark->kind = kind_of(test->kind);
                benchmark->file =
                    bl_path_join(&runner->results->arena, found->shown, found->files[j].name);
                benchmark->line = test->line;
                benchmark->column = test->column;
                benchmark->status = RESULT_NOT_RUN;
                benchmark->reason = reason;
            }
        native_report_never_started(runner, found, row, reason);
    }
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

/* ---- the environment
 * ------------------------------------------------------------------------------------------ */

typedef struct GoEnvironment {
    Runner *runner;
    bool known;
} GoEnvironment;

static const char *go_variable(Results *results, const cJSON *env, const char *name)
{
    const char *value = cJSON_GetStringValue(cJSON_GetObjectItem(env, name));
    return value ? bl_str_dup(&results->arena, bl_cstr(value)) : NULL;
}

static void on_go_env(void *context, const RunOutcome *outcome)
{
    GoEnvironment *answer = context;
    Results *results = answer->runner->results;
    cJSON *env =
        outcome->spawn_error ? NULL : cJSON_ParseWithLength(outcome->out.ptr, outcome->out.len);
    if (!env) {
        bl_diag_add(answer->runner->diags, BL_ERROR, NULL,
                    "cannot run '%s env': %s; benchline needs the go command: install Go "
                    "(https://go.dev/doc/install, or the package golang-go), or name it with --go",
                    answer->runner->go,
                    outcome->spawn_error ? uv_strerror(outcome->spawn_error)
                                         : "its output is not what was expected");
        return;
    }
    results->environment.go_version = go_variable(results, env, "GOVERSION");
    results->environment.goos = go_variable(results, env, "GOOS");
    results->environment.goarch = go_variable(results, env, "GOARCH");
    answer->runner->goroot = go_variable(results, env, "GOROOT");
    answer->runner->module_cache = go_variable(results, env, "GOMODCACHE");
    answer->known = true;
    cJSON_Delete(env);
}

static bool ask_go(Runner *runner)
{
    GoEnvironment answer = {.runner = runner};
    char local[] = "GOTOOLCHAIN=local";
    const char *argv[] = {runner->go, "env",    "-json",      "GOVERSION", "GOOS",
                          "GOARCH",   "GOROOT", "GOMODCACHE", NULL};
    RunCommand command = {
        .argv = (char *const *)(uintptr_t)argv,
        .cwd = ".",
        .env = runner->options->go_chosen ? (char *const[]){local, NULL} : NULL,
        .patience = runner->options->build_seconds,
        .on_exit = on_go_env,
        .context = &answer,
    };
    run_process_start(&runner->loop, &command);
    uv_run(&runner->loop, UV_RUN_DEFAULT);
    return answer.known;
}

static void describe_machine(Results *results)
{
    ResultEnvironment *environment = &results->environment;
    uv_utsname_t system;
    if (uv_os_uname(&system) == 0)
        environment->kernel =
            bl_arena_printf(&results->arena, "%s %s", system.sysname, system.release);
    uv_cpu_info_t *cpus;
    int count;
    if (uv_cpu_info(&cpus, &count) == 0) {
        environment->cpu = count ? bl_str_dup(&results->arena, bl_cstr(cpus[0].model)) : NULL;
        uv_free_cpu_info(cpus, count);
    }
    environment->cores = uv_available_parallelism();
    char *started = bl_arena_alloc(&results->arena, 32);
    time_t now = time(NULL);
    struct tm utc;
    strftime(started, 32, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
    environment->started = started;
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
    start_jobs(runner);
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
    bool able = runner_try_sandbox(&runner) && ask_go(&runner);
    if (able) {
        describe_machine(results);
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
