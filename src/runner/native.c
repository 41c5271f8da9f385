/* native.c - see native.h.
 *
 * One process runs all functions, unless one of its benchmarks takes it down. That one is named,
 * and a new process is started for the functions that are left. Of the function that it belonged
 * to, what has a row already is passed over there, by name: a file tells which.
 */
#include "runner/native.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "runner/binary.h"
#include "runner/progress.h"

/* For the iterations of one, unless their number was asked for. */
enum { ENOUGH_SECONDS = 1 };
/* What is done once after a garbage collection, with which package testing begins, weighs
 * little. */
#define DEFAULT_BENCHTIME "1000x"

/* ---- which ----------------------------------------------------------------------------------- */

static bool is_asked_for(const FoundPackage *found, const FoundTest *test)
{
    FindFilter names = found->filter ? *found->filter : (FindFilter){0};
    names.kinds = 0; /* they choose what benchmarks are made of */
    return test->kind == FOUND_BENCHMARK && find_filter_takes(&names, test->kind, test->name);
}

static void list_of(BlArena *arena, const FoundPackage *found, FoundFileKind kind, Natives *natives)
{
    for (size_t i = 0; i < found->file_count; i++) {
        const FoundFile *file = &found->files[i];
        for (size_t j = 0; file->selected && file->kind == kind && j < file->test_count; j++) {
            const FoundTest *test = &file->tests[j];
            if (!is_asked_for(found, test))
                continue;
            NativeFunction function = {.name = test->name,
                                       .file = bl_path_join(arena, found->shown, file->name),
                                       .line = test->line,
                                       .column = test->column};
            bl_vec_push(&natives->functions, function);
        }
    }
}

/* The package's own before those of its external tests, as the go command runs them. */
static void list_all(BlArena *arena, const FoundPackage *found, Natives *natives)
{
    list_of(arena, found, FOUND_TEST_FILE, natives);
    list_of(arena, found, FOUND_XTEST_FILE, natives);
}

void native_list(Job *job)
{
    if (job->runner->options->native)
        list_all(&job->arena, job->found, &job->natives);
    job->natives.over = !job->natives.functions.count;
}

size_t native_count(const Runner *runner, const FoundPackage *found)
{
    BlArena arena = {0};
    Natives natives = {0};
    if (runner->options->native)
        list_all(&arena, found, &natives);
    size_t count = natives.functions.count;
    bl_vec_free(&natives.functions);
    bl_arena_free(&arena);
    return count;
}

bool native_waits(const Job *job)
{
    return !job->natives.over;
}

void native_give_up(Job *job, const char *why)
{
    job->natives.over = true;
    job->natives.problem = why;
}

/* ---- what becomes of them -------------------------------------------------------------------- */

static bool has_row(const Natives *natives, size_t function, const char *name)
{
    for (size_t i = 0; i < natives->rows.count; i++)
        if (natives->rows.items[i].function == function &&
            strcmp(natives->rows.items[i].name, name) == 0)
            return true;
    return false;
}

/* The row of a benchmark that has none yet; NULL when it has. Good until the next one. */
static NativeRow *add_row(Job *job, const char *name, ResultStatus status, const char *reason)
{
    Natives *natives = &job->natives;
    if (has_row(natives, natives->function, name))
        return NULL;
    NativeRow row = {.function = natives->function,
                     .name = bl_str_dup(&job->arena, bl_cstr(name)),
                     .status = status};
    if (reason)
        row.reason = reason_without_folder(&job->arena, reason, job->work);
    bl_vec_push(&natives->rows, row);
    return &natives->rows.items[natives->rows.count - 1];
}

static void function_is_done(Job *job)
{
    NativeFunction *function = &job->natives.functions.items[job->natives.function];
    if (!function->done)
        progress_settled(job);
    function->done = true;
}

static double number_of(const cJSON *event, const char *key)
{
    return cJSON_GetNumberValue(cJSON_GetObjectItem(event, key));
}

/* What b.ReportMetric says takes the place of what was measured, as in the output of go test; but
 * for 0 ns/op, which says no more than that they are not to be printed. */
static bool is_figure(ResultSample *sample, const char *unit, double value)
{
    double *figure = strcmp(unit, "ns/op") == 0       ? &sample->ns
                     : strcmp(unit, "B/op") == 0      ? &sample->bytes
                     : strcmp(unit, "allocs/op") == 0 ? &sample->allocs
                                                      : NULL;
    if (figure && isfinite(value) && (figure == &sample->ns ? value > 0 : value >= 0))
        *figure = value;
    return figure != NULL;
}

static void take_result(Job *job, NativeRow *row, const cJSON *event)
{
    double operations = number_of(event, "operations");
    row->sample = (ResultSample){
        .operations = (uint64_t)operations,
        .round = 1,
        .ns = number_of(event, "ns") / operations,
        .bytes = number_of(event, "bytes") / operations,
        .allocs = number_of(event, "allocs") / operations,
    };
    const cJSON *metric;
    cJSON_ArrayForEach(metric, cJSON_GetObjectItem(event, "metrics"))
    {
        const char *unit = cJSON_GetStringValue(cJSON_GetArrayItem(metric, 0));
        const char *text = cJSON_GetStringValue(cJSON_GetArrayItem(metric, 1));
        if (!unit || !text)
            continue;
        double value = strtod(text, NULL);
        if (!is_figure(&row->sample, unit, value))
            bl_vec_push(&row->metrics,
                        (ResultMetric){bl_str_dup(&job->arena, bl_cstr(unit)), value});
    }
}

static void on_start(Job *job, const char *name)
{
    Natives *natives = &job->natives;
    for (size_t i = 0; !natives->running.count && i < natives->functions.count; i++)
        if (!natives->functions.items[i].done &&
            strcmp(natives->functions.items[i].name, name) == 0) {
            natives->function = i;
            break;
        }
    bl_vec_push(&natives->running, bl_str_dup(&job->arena, bl_cstr(name)));
    job_progress(job, name);
}

static void on_end(Job *job, const char *name, const cJSON *event)
{
    Natives *natives = &job->natives;
    const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(event, "outcome"));
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItem(event, "message"));
    const char *reason = reason_in_one_line(&job->arena, message, "it gave no reason");
    NativeRow *row;
    if (!outcome || !natives->running.count)
        return;
    if (strcmp(outcome, "measured") == 0) {
        row = add_row(job, name, RESULT_OK, NULL);
        if (row)
            take_result(job, row, event);
    } else if (strcmp(outcome, "skipped") == 0) {
        add_row(job, name, RESULT_SKIPPED, reason);
    } else if (strcmp(outcome, "failed") == 0) {
        add_row(job, name, RESULT_FAILED, reason);
    } else if (strcmp(outcome, "left") == 0) {
        add_row(job, name, RESULT_FAILED, "it called runtime.Goexit");
    }
    if (--natives->running.count == 0)
        function_is_done(job);
    job_progress(job, NULL);
}

static void on_event(void *context, BlStr line)
{
    Job *job = context;
    cJSON *event = cJSON_ParseWithLength(line.ptr, line.len);
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(event, "event"));
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(event, "benchmark"));
    if (kind && name && strcmp(kind, "start") == 0)
        on_start(job, name);
    else if (kind && name)
        on_end(job, name, event);
    cJSON_Delete(event);
}

/* ---- the process ----------------------------------------------------------------------------- */

static size_t settled(const Natives *natives)
{
    size_t count = natives->rows.count;
    for (size_t i = 0; i < natives->functions.count; i++)
        count += natives->functions.items[i].done;
    return count;
}

static bool all_done(const Natives *natives)
{
    for (size_t i = 0; i < natives->functions.count; i++)
        if (!natives->functions.items[i].done)
            return false;
    return true;
}

/* The innermost one that ran took the process down. */
static void name_culprit(Job *job, const ProcessOutcome *outcome)
{
    Natives *natives = &job->natives;
    Death death = binary_death(job, outcome);
    add_row(job, natives->running.items[natives->running.count - 1], death.status, death.reason);
    if (natives->running.count == 1)
        function_is_done(job);
}

static void on_process_end(void *context, const ProcessOutcome *seen)
{
    Job *job = context;
    Natives *natives = &job->natives;
    ProcessOutcome inside = binary_outcome(job, seen), *outcome = &inside;
    if (outcome->spawn_error) {
        native_give_up(job, binary_nothing_began(job, outcome));
        job_engine_over(job);
        return;
    }
    if (natives->running.count && !job->runner->interrupted)
        name_culprit(job, outcome);
    natives->running.count = 0;
    if (all_done(natives) || job->runner->interrupted) {
        natives->over = true;
    } else if (binary_is_out_of_time(job)) {
        native_give_up(job, binary_out_of_time(job));
    } else if (settled(natives) == natives->settled) {
        native_give_up(job, binary_nothing_began(job, outcome));
        if (job->status == RESULT_PACKAGE_OK) {
            job->status = RESULT_PACKAGE_RUN_FAILED;
            job->reason = natives->problem;
        }
    }
    if (natives->over)
        job_engine_over(job);
    else
        native_run(job);
}

/* ---- starting it ----------------------------------------------------------------------------- */

static const char *list_path(Job *job)
{
    return bl_path_join(&job->arena, job->work, "natives");
}

/* The file that golang/harness/native.go reads. 0 or an errno value. */
static int write_list(const Job *job, const char *path)
{
    BlBuf text = {0};
    bl_buf_printf(&text, "%d\n", job->runner->options->native_benchtime ? 0 : ENOUGH_SECONDS);
    for (size_t i = 0; i < job->natives.rows.count; i++)
        bl_buf_printf(&text, "%s\n", job->natives.rows.items[i].name);
    int error = bl_file_write(path, bl_buf_view(&text));
    bl_buf_free(&text);
    return error;
}

static void start_process(void *context)
{
    Job *job = context;
    const RunOptions *options = job->runner->options;
    const char *benchtime =
        options->native_benchtime ? options->native_benchtime : options->measuring.benchtime;
    if (job->runner->interrupted) {
        job_engine_over(job);
        return;
    }
    job->natives.settled = settled(&job->natives);
    Words names = {0};
    for (size_t i = 0; i < job->natives.functions.count; i++)
        if (!job->natives.functions.items[i].done)
            words_add(&names, job->natives.functions.items[i].name);
    const char *env[] = {"BENCHLINE_EVENTS_FD=3",
                         bl_arena_printf(&job->arena, "BENCHLINE_NATIVES=%s", list_path(job)),
                         NULL};
    Binary binary = {.benchmarks = &names,
                     .benchtime = benchtime ? benchtime : DEFAULT_BENCHTIME,
                     .procs = 1,
                     .env = env,
                     .on_line = on_event,
                     .on_exit = on_process_end};
    binary_start(job, &binary);
    bl_vec_free(&names.list);
}

void native_run(Job *job)
{
    const char *list = list_path(job);
    int error = write_list(job, list);
    if (error) {
        native_give_up(
            job, bl_arena_printf(&job->arena, "cannot write to %s: %s", list, strerror(error)));
        job_engine_over(job);
        return;
    }
    turns_wait(job->runner->turns, start_process, job);
    turns_pass_on(job->runner->turns);
}

/* ---- reporting ------------------------------------------------------------------------------- */

static ResultBenchmark *report_row(Results *results, ResultPackage *package, const char *name,
                                   const NativeFunction *function, ResultStatus status,
                                   const char *reason)
{
    ResultBenchmark *row = results_add_benchmark(results, package, name);
    row->kind = RESULT_KIND_NATIVE;
    row->file = bl_str_dup(&results->arena, bl_cstr(function->file));
    row->line = function->line;
    row->column = function->column;
    row->status = status;
    row->reason = reason ? bl_str_dup(&results->arena, bl_cstr(reason)) : NULL;
    row->procs = 1;
    return row;
}

static void report_ended(Job *job, Results *results, const NativeFunction *function,
                         const NativeRow *ended)
{
    ResultBenchmark *row =
        report_row(results, job->row, ended->name, function, ended->status, ended->reason);
    row->engine = RESULT_BY_HARNESS;
    if (ended->status != RESULT_OK)
        return;
    bl_vec_push(&row->samples, ended->sample);
    row->processes = 1;
    results_summarise(row);
    for (size_t i = 0; i < ended->metrics.count; i++) {
        const ResultMetric *metric = &ended->metrics.items[i];
        const char *unit = bl_str_dup(&results->arena, bl_cstr(metric->unit));
        bl_vec_push(&row->metrics, (ResultMetric){unit, metric->value});
    }
}

static const char *why_not_run(const Job *job)
{
    if (job->runner->interrupted)
        return runner_why_ended(job->runner);
    if (job->status == RESULT_PACKAGE_BUILD_FAILED || !job->natives.problem)
        return job->reason ? job->reason : "it did not begin";
    return job->natives.problem;
}

void native_report(Job *job, Results *results)
{
    const Natives *natives = &job->natives;
    for (size_t i = 0; i < natives->functions.count; i++) {
        const NativeFunction *function = &natives->functions.items[i];
        for (size_t j = 0; j < natives->rows.count; j++)
            if (natives->rows.items[j].function == i)
                report_ended(job, results, function, &natives->rows.items[j]);
        if (!function->done)
            report_row(results, job->row, function->name, function, RESULT_NOT_RUN,
                       why_not_run(job));
    }
}

void native_report_never_started(Runner *runner, const FoundPackage *found, ResultPackage *package)
{
    Natives natives = {0};
    if (runner->options->native)
        list_all(&runner->arena, found, &natives);
    for (size_t i = 0; i < natives.functions.count; i++)
        report_row(runner->results, package, natives.functions.items[i].name,
                   &natives.functions.items[i], RESULT_NOT_RUN, runner_why_ended(runner));
    bl_vec_free(&natives.functions);
}

void native_free(Job *job)
{
    for (size_t i = 0; i < job->natives.rows.count; i++)
        bl_vec_free(&job->natives.rows.items[i].metrics);
    bl_vec_free(&job->natives.rows);
    bl_vec_free(&job->natives.functions);
    bl_vec_free(&job->natives.running);
}
