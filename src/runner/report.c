/* report.c - what came of a package's tests into rows of Results.
 *
 * Rows stand in the order of the source, whatever the order in which tests ended; and whatever
 * became of a package, each of its tests has one.
 */
#include <math.h>

#include "benchline/path.h"
#include "runner/job.h"
#include "runner/notes.h"
#include "runner/split.h"

/* Which row: a test, with a value of GOMAXPROCS. */
typedef struct RowOf {
    size_t unit, test;
    unsigned procs;
} RowOf;

static JobTest *built_test(const JobTests *tests, const RowOf *of)
{
    return tests_find(tests, of->unit, of->test, of->procs);
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
    const InjectTest *test = unit_test(job, of->unit, of->test);
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
        reason = runner_why_ended(job->runner);
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
    const InjectTest *test = unit_test(job, of->unit, of->test);
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
    const JobTests *tests = job->after_harness ? &job->harness_tests : &job->tests;
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

/* What the source's engine measured of it stands beside the harness's. */
static void put_check(Job *job, ResultBenchmark *row, const RowOf *of)
{
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

static void report_test(Job *job, ResultPackage *package, const RowOf *of)
{
    bool by_harness = built_test(&job->harness_tests, of) != NULL;
    const JobTests *tests = by_harness ? &job->harness_tests : &job->tests;
    const JobTest *built = built_test(tests, of);
    if (built && built->restored) {
        results_copy_benchmark(job->runner->results, package, built->restored);
        return;
    }
    ResultBenchmark *row = add_row(job, package, of, "");
    row->engine = by_harness ? RESULT_BY_HARNESS : built ? job->engine : RESULT_BY_SOURCE;
    put_verdict(job, row, tests, of);
    if (by_harness && job->runner->options->engine == RUN_BOTH)
        put_check(job, row, of);
}

size_t job_row(Job *job, size_t test, ResultPackage *package)
{
    const JobTest *wanted = &job->tests.items[test];
    const Results *results = job->runner->results;
    RowOf of = {wanted->unit, wanted->test, wanted->procs};
    size_t before = 0, cpu = 0;
    if (of.unit == 1)
        unit_tests(job, 0, &before);
    while (cpu < results->cpu.count && results->cpu.items[cpu] != of.procs)
        cpu++;
    report_test(job, package, &of);
    return (before + of.test) * results->cpu.count + cpu;
}

static void put_package(Job *job)
{
    Results *results = job->runner->results;
    bool checked = job->runner->options->engine == RUN_BOTH;
    if (job->after_harness && (checked || job->harness_status != RESULT_PACKAGE_OK)) {
        job->status = job->harness_status; /* the harness's is the package's own */
        job->reason = job->harness_reason;
    }
    ResultPackage *row = job->row;
    if (job->runner->interrupted && job->status == RESULT_PACKAGE_OK) {
        job->status = RESULT_PACKAGE_RUN_FAILED;
        job->reason = runner_why_ended(job->runner);
    }
    row->status = job->status;
    row->reason = job->reason ? bl_str_dup(&results->arena, bl_cstr(job->reason)) : NULL;
    row->build_seconds = job->builds ? job->build_seconds : (double)NAN;
    row->run_seconds = job->run_seconds > 0 ? job->run_seconds : (double)NAN;
    /* Where nothing could be built, the reason is the package's own. */
    if (job->fallback && job->status != RESULT_PACKAGE_BUILD_FAILED)
        row->fallback = bl_str_dup(&results->arena, bl_cstr(job->fallback));
    if (job->left_module && job->status != RESULT_PACKAGE_BUILD_FAILED)
        row->note = bl_arena_printf(&results->arena, "built in its GOPATH, without modules: %s",
                                    job->left_module);
    else if (job->tried_completed && job->status != RESULT_PACKAGE_BUILD_FAILED)
        row->note = "its go.mod or go.sum lack something; built with completed copies of them";
}

void job_report_rows(Job *job)
{
    Results *results = job->runner->results;
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count;
        unit_tests(job, unit, &count);
        for (size_t i = 0; i < count; i++)
            for (size_t k = 0; k < results->cpu.count; k++) {
                RowOf of = {unit, i, (unsigned)results->cpu.items[k]};
                if (!report_leaves(job, &of))
                    report_test(job, job->row, &of);
            }
    }
    native_report(job, results);
    put_package(job);
}

static void add_row_never_started(const Runner *runner, ResultPackage *package,
                                  const FoundPackage *found, const FoundFile *file,
                                  const FoundTest *test)
{
    Results *results = runner->results;
    ResultBenchmark *row = results_add_benchmark(results, package, test->name);
    row->test = bl_str_dup(&results->arena, bl_cstr(test->name));
    row->kind = kind_of(test->kind);
    row->file = bl_path_join(&results->arena, found->shown, file->name);
    row->line = test->line;
    row->column = test->column;
    row->status = RESULT_NOT_RUN;
    row->reason = runner_why_ended(runner);
}

void report_never_started(Runner *runner)
{
    for (size_t i = runner->next; i < runner->job_count; i++) {
        const FoundPackage *found = runner->jobs[i].found;
        ResultPackage *row = runner->jobs[i].row;
        row->status = RESULT_PACKAGE_RUN_FAILED;
        row->reason = runner_why_ended(runner);
        for (size_t j = 0; j < found->file_count; j++) {
            const FoundFile *file = &found->files[j];
            for (size_t k = 0; file->selected && k < file->test_count; k++)
                if (inject_asks(found->filter, file->tests[k].kind, file->tests[k].name))
                    add_row_never_started(runner, row, found, file, &file->tests[k]);
        }
        native_report_never_started(runner, found, row);
    }
}
