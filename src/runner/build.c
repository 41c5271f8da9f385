/* build.c - a package's test binary, built by the go command from an overlay.
 *
 * A test may be refused by the compiler although nothing in its package stood against it: it gives
 * its t to another package's *testing.T. The compiler then says exactly where. The line is the
 * original's, thanks to the line directives; every test that needs the declaration there is left
 * out with the compiler's reason, and the package is built again. An error in a file's own text,
 * which no line directive covers, is shown at the file in the work folder that holds it: then the
 * package itself does not compile.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "runner/job.h"
#include "runner/process.h"
#include "runner/reasons.h"

enum { MAX_BUILDS = 10 };

/* ---- the overlay
 * ----------------------------------------------------------------------------------- */

/* Writes text as a file of the job's folder, and adds it to the overlay in the place of `name` in
 * the package's folder. */
static int replace_file(Job *job, cJSON *replace, const char *name, BlStr text)
{
    const char *real = bl_path_join(&job->arena, job->work, name);
    const char *place = bl_path_join(&job->arena, job->dir, name);
    cJSON_AddStringToObject(replace, place, real);
    return bl_file_write(real, text);
}

static int write_unit(Job *job, cJSON *replace, const InjectUnit *unit)
{
    int error = 0;
    if (!inject_converted(unit))
        return 0;
    for (size_t i = 0; i < inject_file_count(unit) && !error; i++) {
        const InjectOutput *output = inject_output(unit, i);
        BlStr name = bl_path_base(inject_file(unit, i)->path);
        if (output->text.len)
            error = replace_file(job, replace, bl_str_dup(&job->arena, name),
                                 bl_buf_view(&output->text));
    }
    if (!error)
        error = replace_file(job, replace, inject_shim_file(unit), inject_shim(unit));
    if (!error)
        error = replace_file(job, replace, inject_meter_file(unit), inject_meter(unit));
    return error;
}

static int write_overlay(Job *job)
{
    int error = bl_dir_make(job->work);
    cJSON *overlay = cJSON_CreateObject();
    cJSON *replace = cJSON_AddObjectToObject(overlay, "Replace");
    for (int i = 0; i < 2 && !error; i++)
        if (job->package.units[i])
            error = write_unit(job, replace, job->package.units[i]);
    char *text = cJSON_Print(overlay);
    if (!error)
        error = bl_file_write(job->overlay, bl_cstr(text));
    cJSON_free(text);
    cJSON_Delete(overlay);
    return error;
}

/* ---- the compiler's word
 * ------------------------------------------------------------------------------ */

typedef struct CompileError {
    BlStr path, file; /* as printed; its last element */
    uint32_t line, column;
    BlStr message;
} CompileError;

static bool take_number(BlStr *text, uint32_t *number)
{
    BlStr digits, rest;
    if (!bl_str_cut(*text, ':', &digits, &rest) || !digits.len || digits.len > 9)
        return false;
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
        *number = *number * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    *text = rest;
    return true;
}

/* "./x_test.go:10:2: undefined: y", as cmd/go prints what the compiler says. */
static bool parse_error(BlStr line, CompileError *error)
{
    BlStr rest;
    if (!bl_str_cut(line, ':', &error->path, &rest) || !bl_str_ends(error->path, BL_STR(".go")))
        return false;
    if (!take_number(&rest, &error->line))
        return false;
    error->column = 0;
    take_number(&rest, &error->column);
    error->message = bl_str_trim(rest);
    error->file = error->path;
    for (size_t i = error->path.len; i-- > 0;)
        if (error->path.ptr[i] == '/') {
            error->file = bl_str(error->path.ptr + i + 1, error->path.len - i - 1);
            break;
        }
    return true;
}

static size_t blame_in_unit(Job *job, InjectUnit *unit, const CompileError *error)
{
    for (size_t i = 0; unit && i < inject_file_count(unit); i++) {
        if (!bl_str_eq(bl_path_base(inject_file(unit, i)->path), error->file))
            continue;
        const char *reason = bl_arena_printf(&job->arena, "does not compile as a benchmark: %.*s",
                                             (int)error->message.len, error->message.ptr);
        return inject_leave_out_at(unit, i, error->line, error->column, reason);
    }
    return 0;
}

/* Leaves out whom the compiler blames. Returns how many tests that were; 0 too when the package's
 * own text is to blame. */
static size_t leave_out_refused(Job *job, BlStr output)
{
    size_t count = 0;
    BlStr line, text = output, work = bl_cstr(job->work);
    CompileError error;
    while (next_line(&text, &line))
        if (parse_error(line, &error) && bl_str_starts(error.path, work))
            return 0;
    while (next_line(&output, &line))
        if (parse_error(line, &error))
            for (int i = 0; i < 2; i++)
                count += blame_in_unit(job, job->package.units[i], &error);
    return count;
}

/* What to show for a build that failed for good: the first error of the compiler, else all that go
 * said, in one line. */
static const char *build_reason(Job *job, const RunOutcome *outcome)
{
    enum { LONGEST = 500 };
    BlStr text = outcome->err, line;
    BlBuf said = {0};
    CompileError error;
    while (next_line(&text, &line)) {
        if (parse_error(line, &error)) {
            bl_buf_free(&said);
            return bl_arena_printf(&job->arena, "%s/%.*s:%u:%u: %.*s", job->found->shown,
                                   (int)error.file.len, error.file.ptr, error.line, error.column,
                                   (int)error.message.len, error.message.ptr);
        }
        line = bl_str_trim(line);
        if (line.len && line.ptr[0] != '#' && said.len < LONGEST)
            bl_buf_printf(&said, "%s%.*s", said.len ? " " : "", (int)line.len, line.ptr);
    }
    const char *reason = bl_str_dup(&job->arena, bl_buf_view(&said));
    bl_buf_free(&said);
    return reason;
}

/* ---- building
 * --------------------------------------------------------------------------------------------- */

static size_t converted(const Job *job)
{
    size_t count = 0;
    for (int i = 0; i < 2; i++)
        if (job->package.units[i])
            count += inject_converted(job->package.units[i]);
    return count;
}

static void fail_build(Job *job, const char *reason)
{
    job->status = RESULT_PACKAGE_BUILD_FAILED;
    job->reason = reason;
    job_report(job);
}

static void on_built(void *context, const RunOutcome *outcome)
{
    Job *job = context;
    job->build_seconds += outcome->seconds;
    if (job->runner->interrupted)
        job_report(job);
    else if (outcome->spawn_error)
        fail_build(job, bl_arena_printf(&job->arena, "cannot start %s: %s", job->runner->go,
                                        uv_strerror(outcome->spawn_error)));
    else if (outcome->timed_out)
        fail_build(job, bl_arena_printf(&job->arena, "the build took more than %g s",
                                        job->runner->options->build_seconds));
    else if (outcome->status == 0)
        job_run(job);
    else if (job->builds < MAX_BUILDS && leave_out_refused(job, outcome->err) > 0)
        job_build(job);
    else
        fail_build(job, build_reason(job, outcome));
}

void job_build(Job *job)
{
    bool emitted = true;
    job->engine = RESULT_BY_SOURCE;
    for (int i = 0; i < 2; i++)
        if (job->package.units[i]) {
            inject_set_line_dir(job->package.units[i], job->dir);
            emitted &= inject_emit(job->package.units[i], job->runner->diags);
        }
    if (!emitted || !converted(job)) {
        job_report(job);
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
    const char *argv[16] = {job->runner->go, "test",       "-c", "-vet=off", "-gcflags=-e",
                            "-overlay",      job->overlay, "-o", job->binary};
    size_t argc = 9;
    if (job->runner->options->tags) {
        argv[argc++] = "-tags";
        argv[argc++] = job->runner->options->tags;
    }
    argv[argc++] = ".";
    char *directory = bl_arena_printf(&job->arena, "PWD=%s", job->dir);
    char *env[] = {directory, NULL};
    RunCommand command = {
        .argv = (char *const *)(uintptr_t)argv,
        .cwd = job->dir,
        .env = env,
        .patience = job->runner->options->build_seconds,
        .on_exit = on_built,
        .context = job,
    };
    run_process_start(&job->runner->loop, &command);
}
