/* watch.c - the test binary run, listened to, and started again past whatever takes it down.
 *
 * Each benchmark announces itself before its first iteration and after its last one. So when the
 * process ends in between, the culprit is known; it is reported, and the benchmarks that are left
 * run in a new process. A test binary that ends without having begun any of those is not started
 * again.
 */
#include <cjson/cJSON.h>
#include <limits.h>

#include "runner/binary.h"
#include "runner/keep.h"
#include "runner/progress.h"
#include "runner/split.h"

/* Where every test leaves something behind, a process for each would cost too much: as many. */
enum { MAX_CROWDED = 50 };

/* ---- what the process tells ------------------------------------------------------------------ */

static size_t find_test(const Job *job, const char *benchmark)
{
    size_t i = 0;
    while (i < job->tests.count && (job->tests.items[i].procs != job->pass.procs ||
                                    strcmp(job->tests.items[i].benchmark, benchmark) != 0))
        i++;
    return i;
}

static void settle(Job *job, size_t at, ResultStatus status, const char *reason)
{
    JobTest *test = &job->tests.items[at];
    if (test->done)
        return;
    if (!test->known)
        progress_settled(job);
    test->known = test->done = true;
    test->verdict.status = status;
    test->verdict.reason = reason ? reason_without_folder(&job->arena, reason, job->work) : NULL;
    test->verdict.processes++;
    if (status == RESULT_OK)
        return;
    bl_vec_free(&test->verdict.samples);
    test->verdict.processes = 0;
    if (job->pass.kind == PASS_ALL && job->pass.round > 1)
        test->verdict.reason =
            bl_arena_printf(&job->arena, "in round %u of %u: %s", job->pass.round, job->pass.rounds,
                            test->verdict.reason);
}

/* A failure in a later iteration says that the test cannot be repeated in one process; so it does
 * when the test skips itself then. */
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

static const char *message_of(Job *job, const cJSON *event)
{
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItem(event, "message"));
    return reason_in_one_line(&job->arena, message, "it gave no reason");
}

/* A result that says nothing is no result. */
static void settle_measured(Job *job, size_t at)
{
    if (job->tests.items[at].verdict.samples.count)
        settle(job, at, RESULT_OK, NULL);
    else
        settle(job, at, RESULT_FAILED, "its loop did not run it at all");
}

static unsigned count_in(const cJSON *event, const char *name)
{
    double number = cJSON_GetNumberValue(cJSON_GetObjectItem(event, name));
    return number > 0 && number < UINT_MAX ? (unsigned)number : 0;
}

/* Who was in the process beside the test, and who is now. */
static void take_company(Job *job, size_t at, const cJSON *event, uint64_t iterations)
{
    JobTest *test = &job->tests.items[at];
    JobVerdict *verdict = &test->verdict;
    unsigned foreign = count_in(event, "foreign"), left = count_in(event, "left");
    if (foreign > verdict->foreign) {
        verdict->foreign = foreign;
        verdict->foreign_of = job->leaver;
    }
    if (left > verdict->left) {
        verdict->left = left;
        verdict->left_after = iterations;
    }
    verdict->background |= count_in(event, "idle") > 0;
    job->crowded += left > 0 && count_in(event, "idle") > 0;
    if (left)
        job->leaver = unit_test(job, test->unit, test->test)->test;
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
        samples_take(job, &job->tests.items[at].verdict.samples, event);
        settle_measured(job, at);
        take_company(job, at, event, iteration);
    } else if (strcmp(outcome, "skipped") == 0) {
        settle_failure(job, at, RESULT_SKIPPED, message_of(job, event), iteration);
    } else if (strcmp(outcome, "idle") == 0) {
        settle(job, at, RESULT_FAILED, "its loop did not run it as often as it was to");
    } else {
        settle_failure(job, at, RESULT_FAILED, message_of(job, event), iteration);
    }
    keep_test(job, at);
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
    job->tests.items[at].first = job->begun++ == 0;
    job->current_ended = false;
    job->current_iteration = 0;
}

static void on_event(void *context, BlStr line)
{
    Job *job = context;
    cJSON *event = cJSON_ParseWithLength(line.ptr, line.len);
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(event, "event"));
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(event, "benchmark"));
    if (split_event(job, event)) {
        cJSON_Delete(event);
        return;
    }
    size_t at = name ? find_test(job, name) : job->tests.count;
    if (kind && at < job->tests.count && strcmp(kind, "start") == 0) {
        begin(job, at);
        job_progress(job, name);
    } else if (kind && at < job->tests.count && strcmp(kind, "samples") == 0) {
        samples_take(job, &job->tests.items[at].verdict.samples, event);
    } else if (kind && at < job->tests.count) {
        on_end(job, at, event);
    }
    cJSON_Delete(event);
}

/* ---- the process's end ----------------------------------------------------------------------- */

/* All that are left, for a reason that is the package's. */
static void not_run(Job *job, const char *reason)
{
    for (size_t i = 0; i < job->tests.count; i++)
        if (job_is_pending(job, i))
            settle(job, i, RESULT_NOT_RUN, reason);
    if (job->pass.kind != PASS_ALL)
        return; /* the package did run */
    job->status = RESULT_PACKAGE_RUN_FAILED;
    job->reason = reason;
}

/* The test that was at work takes the blame. */
static void settle_current(Job *job, const ProcessOutcome *outcome)
{
    if (job->current_ended && process_outcome_is_fine(outcome)) {
        settle_goexit(job);
    } else if (job->current < job->tests.count && !job->runner->interrupted) {
        Death death = binary_death(job, outcome);
        settle_failure(job, job->current, death.status, death.reason, job->current_iteration);
        keep_test(job, job->current);
        job_progress(job, NULL);
    }
}

static void on_process_end(void *context, const ProcessOutcome *seen)
{
    Job *job = context;
    ProcessOutcome inside = binary_outcome(job, seen), *outcome = &inside;
    split_process_end(job, outcome);
    if (outcome->spawn_error) {
        not_run(job, binary_nothing_began(job, outcome));
        job_pass_over(job);
        return;
    }
    settle_current(job, outcome);
    if (job_count_pending(job) && binary_is_out_of_time(job))
        not_run(job, binary_out_of_time(job));
    else if (job_count_pending(job) == job->left_before && !job->runner->interrupted)
        not_run(job, binary_nothing_began(job, outcome));
    if (job_count_pending(job) == 0 || job->runner->interrupted)
        job_pass_over(job);
    else
        job_run_process(job);
}

/* ---- starting it ----------------------------------------------------------------------------- */

/* The variable that golang/measure.go reads. The settings share it with the descriptor: a test sees
 * as little of them as can be. */
static const char *settings(Job *job)
{
    const RunMeasuring *measuring = &job->runner->options->measuring;
    BlBuf text = {0};
    bl_buf_puts(&text, "BENCHLINE_EVENTS_FD=3");
    if (job->pass.kind == PASS_ONCE)
        bl_buf_puts(&text, ",once");
    else if (measuring->operations)
        bl_buf_printf(&text, ",operations=%llu", (unsigned long long)measuring->operations);
    else if (measuring->benchtime_ns)
        bl_buf_printf(&text, ",benchtime=%llu", (unsigned long long)measuring->benchtime_ns);
    else if (measuring->iterations)
        bl_buf_printf(&text, ",iterations=%u", measuring->iterations);
    if (job->crowded >= MAX_CROWDED)
        bl_buf_puts(&text, ",together");
    const char *variable = bl_str_dup(&job->arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return variable;
}

/* Those that are left; one alone when each is to have a process of its own. */
static void list_pending(const Job *job, Words *names)
{
    bool isolate = job->runner->options->isolate;
    for (size_t i = 0; i < job->tests.count && !(isolate && names->list.count); i++)
        if (job_is_pending(job, i))
            words_add(names, job->tests.items[i].benchmark);
}

static void start_process(void *context)
{
    Job *job = context;
    if (job->runner->interrupted) {
        job_pass_over(job);
        return;
    }
    job->current = job->tests.count;
    job->current_ended = false;
    job->begun = 0;
    job->leaver = NULL;
    job->left_before = job_count_pending(job);
    bool split = job->runner->options->split && job->engine == RESULT_BY_HARNESS &&
                 job->pass.kind == PASS_ALL;
    const char *env[] = {settings(job), split ? "BENCHLINE_SUBTESTS=split" : NULL, NULL};
    Words names = {0};
    list_pending(job, &names);
    Binary binary = {.benchmarks = &names,
                     .benchtime = "1x",
                     .procs = job->pass.procs,
                     .env = env,
                     .on_line = on_event,
                     .on_exit = on_process_end};
    binary_start(job, &binary);
    bl_vec_free(&names.list);
}

void job_run_process(Job *job)
{
    turns_wait(job->runner->turns, start_process, job);
    turns_pass_on(job->runner->turns);
}
