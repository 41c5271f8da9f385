/* watch.c - the test binary run, listened to, and started again past whatever takes it down.
 *
 * Each benchmark announces itself before its first iteration and after its last one. So when the
 * process ends in between, the culprit is known; it is reported, and the benchmarks that are left
 * run in a new process. A test binary that ends without having begun any of those is not started
 * again.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "runner/job.h"
#include "runner/process.h"
#include "runner/reasons.h"

/* How long the list of names given to one process may get; the kernel takes 128 KiB an argument. */
enum { MAX_PATTERN = 64 * 1024 };

/* ---- what the process tells
 * ------------------------------------------------------------------------- */

static size_t find_test(const Job *job, const char *benchmark)
{
    size_t i = 0;
    while (i < job->tests.count && strcmp(job->tests.items[i].benchmark, benchmark) != 0)
        i++;
    return i;
}

static void take_samples(JobTest *test, const cJSON *samples)
{
    const cJSON *sample;
    cJSON_ArrayForEach(sample, samples)
    {
        ResultSample taken = {
            .operations = 1,
            .allocs = cJSON_GetNumberValue(cJSON_GetArrayItem(sample, 0)),
            .bytes = cJSON_GetNumberValue(cJSON_GetArrayItem(sample, 1)),
            .ns = cJSON_GetNumberValue(cJSON_GetArrayItem(sample, 2)),
        };
        bl_vec_push(&test->samples, taken);
    }
}

/* The binary's path is this run's own; without the folder, reasons are the same in every run. */
static const char *without_work_folder(Job *job, const char *reason)
{
    BlBuf text = {0};
    size_t length = strlen(job->work) + 1;
    for (const char *at; (at = strstr(reason, job->work)); reason = at + length)
        bl_buf_append(&text, reason, (size_t)(at - reason));
    bl_buf_puts(&text, reason);
    const char *copy = bl_str_dup(&job->arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return copy;
}

static void settle(Job *job, size_t at, ResultStatus status, const char *reason)
{
    JobTest *test = &job->tests.items[at];
    if (test->done)
        return;
    test->done = true;
    test->status = status;
    test->reason = reason ? without_work_folder(job, reason) : NULL;
    job->runner->progress.benchmarks_done++;
}

/* A failure in a later iteration says that the test cannot be repeated in one process. */
static void settle_failure(Job *job, size_t at, ResultStatus status, const char *reason,
                           uint64_t iteration)
{
    if (iteration > 0) {
        reason = bl_arena_printf(&job->arena, "passed %llu time%s in this process, then %s: %s",
                                 (unsigned long long)iteration, iteration == 1 ? "" : "s",
                                 result_status_name(status), reason);
        status = RESULT_NOT_REPEATABLE;
    }
    settle(job, at, status, reason);
}

/* The test's message in one line: line ends and runs of blanks become one blank. */
static const char *message_of(Job *job, const cJSON *event, const char *otherwise)
{
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItem(event, "message"));
    BlBuf line = {0};
    bool blank = false;
    for (const char *c = message ? message : ""; *c; c++) {
        bool is_blank = *c == ' ' || *c == '\n' || *c == '\t' || *c == '\r';
        if (!is_blank && blank && line.len)
            bl_buf_putc(&line, ' ');
        if (!is_blank)
            bl_buf_putc(&line, *c);
        blank = is_blank;
    }
    const char *copy = line.len ? bl_str_dup(&job->arena, bl_buf_view(&line)) : otherwise;
    bl_buf_free(&line);
    return copy;
}

static void on_end(Job *job, size_t at, const cJSON *event)
{
    const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(event, "outcome"));
    double number = cJSON_GetNumberValue(cJSON_GetObjectItem(event, "iteration"));
    uint64_t iteration = number > 0 ? (uint64_t)number : 0;
    if (!outcome)
        return;
    if (strcmp(outcome, "panicked") == 0) {
        job->current_ended = true; /* the process is about to end and say more */
        job->current_iteration = iteration;
        return;
    }
    if (strcmp(outcome, "measured") == 0) {
        take_samples(&job->tests.items[at], cJSON_GetObjectItem(event, "samples"));
        settle(job, at, RESULT_OK, NULL);
    } else if (strcmp(outcome, "skipped") == 0) {
        settle(job, at, RESULT_SKIPPED, message_of(job, event, "it gave no reason"));
    } else {
        settle_failure(job, at, RESULT_FAILED, message_of(job, event, "it gave no reason"),
                       iteration);
    }
    job->current = job->tests.count;
    job_progress(job, NULL);
}

/* It ended without a verdict, and the process lives on: only runtime.Goexit does that. */
static void settle_goexit(Job *job)
{
    settle_failure(job, job->current, RESULT_FAILED, "it called runtime.Goexit",
                   job->current_iteration);
}

static void begin(Job *job, size_t at)
{
    if (job->current_ended)
        settle_goexit(job);
    job->current = at;
    job->current_ended = false;
    job->current_iteration = 0;
}

static void on_event(void *context, BlStr line)
{
    Job *job = context;
    cJSON *event = cJSON_ParseWithLength(line.ptr, line.len);
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(event, "event"));
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(event, "benchmark"));
    size_t at = name ? find_test(job, name) : job->tests.count;
    if (kind && at < job->tests.count && strcmp(kind, "start") == 0) {
        begin(job, at);
        job_progress(job, name);
    } else if (kind && at < job->tests.count) {
        on_end(job, at, event);
    }
    cJSON_Delete(event);
}

/* ---- the process's end
 * -------------------------------------------------------------------------------- */

static size_t count_done(const Job *job)
{
    size_t done = 0;
    for (size_t i = 0; i < job->tests.count; i++)
        done += job->tests.items[i].done;
    return done;
}

/* Nothing began although something should have: what is left will never run. */
static void give_up(Job *job, const RunOutcome *outcome)
{
    Death death =
        explain_death(&job->arena, outcome, job->dir, job->runner->options->benchmark_seconds);
    job->status = RESULT_PACKAGE_RUN_FAILED;
    job->reason = death.reason;
    if (!outcome->timed_out && outcome->status == 0 && outcome->signal == 0)
        job->reason = "the test binary ended without running its benchmarks (does TestMain call "
                      "m.Run?)";
    for (size_t i = 0; i < job->tests.count; i++)
        settle(job, i, RESULT_NOT_RUN, job->reason);
}

static void on_process_end(void *context, const RunOutcome *outcome)
{
    Job *job = context;
    job->run_seconds += outcome->seconds;
    if (outcome->spawn_error) {
        job->status = RESULT_PACKAGE_RUN_FAILED;
        job->reason = bl_arena_printf(&job->arena, "cannot start the test binary: %s",
                                      uv_strerror(outcome->spawn_error));
        job_report(job);
        return;
    }
    bool fine = outcome->status == 0 && outcome->signal == 0 && !outcome->timed_out;
    if (job->current_ended && fine) {
        settle_goexit(job);
    } else if (job->current < job->tests.count && !job->runner->interrupted) {
        Death death =
            explain_death(&job->arena, outcome, job->dir, job->runner->options->benchmark_seconds);
        settle_failure(job, job->current, death.status, death.reason, job->current_iteration);
        job_progress(job, NULL);
    }
    size_t done = count_done(job);
    if (done == job->done_before && !job->runner->interrupted)
        give_up(job, outcome);
    if (count_done(job) == job->tests.count || job->runner->interrupted)
        job_report(job);
    else
        job_run(job);
}

/* ---- starting it
 * ------------------------------------------------------------------------------------------ */

/* What the harness has measured is measured again only to check it. */
static bool is_wanted(const Job *job, size_t unit, size_t test)
{
    if (job->runner->options->engine == RUN_BOTH)
        return true;
    for (size_t i = 0; i < job->first.count; i++)
        if (job->first.items[i].unit == unit && job->first.items[i].test == test)
            return false;
    return true;
}

static void list_tests(Job *job)
{
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count = 0;
        const InjectTest *tests = NULL;
        if (job->package.units[unit])
            tests = inject_tests(job->package.units[unit], &count);
        for (size_t i = 0; i < count; i++) {
            JobTest test = {
                .unit = unit, .test = i, .benchmark = tests[i].benchmark, .status = RESULT_NOT_RUN};
            if (tests[i].benchmark && is_wanted(job, unit, i))
                bl_vec_push(&job->tests, test);
        }
    }
    job->runner->progress.benchmarks += job->tests.count;
}

/* ^(BenchmarkA|BenchmarkB)$ of those that are left, as many as an argument holds. */
static char *pattern_of_rest(Job *job)
{
    BlBuf pattern = {0};
    bl_buf_puts(&pattern, "^(");
    for (size_t i = 0; i < job->tests.count && pattern.len < MAX_PATTERN; i++)
        if (!job->tests.items[i].done)
            bl_buf_printf(&pattern, "%s%s", pattern.len > 2 ? "|" : "",
                          job->tests.items[i].benchmark);
    bl_buf_puts(&pattern, ")$");
    char *argument = bl_arena_printf(&job->arena, "-test.bench=%s", pattern.data);
    bl_buf_free(&pattern);
    return argument;
}

void job_run(Job *job)
{
    if (!job->tests.count)
        list_tests(job);
    if (!job->tests.count) {
        job_report(job);
        return;
    }
    job->current = job->tests.count;
    job->current_ended = false;
    job->done_before = count_done(job);
    const char *argv[] = {job->binary,          "-test.run=^$",       pattern_of_rest(job),
                          "-test.benchtime=1x", "-test.count=1",      "-test.cpu=1",
                          "-test.timeout=0",    "-test.paniconexit0", NULL};
    char *directory = bl_arena_printf(&job->arena, "PWD=%s", job->dir);
    char events[] = "BENCHLINE_EVENTS_FD=3";
    char *env[] = {directory, events, NULL};
    RunCommand command = {
        .argv = (char *const *)(uintptr_t)argv,
        .cwd = job->dir,
        .env = env,
        .patience = job->runner->options->benchmark_seconds,
        .events = true,
        .on_line = on_event,
        .on_exit = on_process_end,
        .context = job,
    };
    run_process_start(&job->runner->loop, &command);
}
