/* tests.c - see tests.h. */
#include "runner/tests.h"

#include <cjson/cJSON.h>

#include "runner/job.h"
#include "runner/split.h"

const InjectTest *unit_tests(const Job *job, size_t unit, size_t *count)
{
    *count = 0;
    return job->package.units[unit] ? inject_tests(job->package.units[unit], count) : NULL;
}

const InjectTest *unit_test(const Job *job, size_t unit, size_t test)
{
    size_t count;
    return &unit_tests(job, unit, &count)[test];
}

/* ---- which ----------------------------------------------------------------------------------- */

/* What the harness has measured is measured again only to check it. */
static bool is_wanted(const Job *job, size_t unit, size_t at, const InjectTest *test)
{
    RunEngine engine = job->runner->options->engine;
    if (job->engine == RESULT_BY_HARNESS) /* maybe for the project's own benchmarks only */
        return engine != RUN_SOURCE && test->kind == FOUND_TEST;
    if (!test->benchmark)
        return false;
    for (size_t i = 0; i < job->harness_tests.count && engine != RUN_BOTH; i++)
        if (job->harness_tests.items[i].unit == unit && job->harness_tests.items[i].test == at)
            return false;
    return true;
}

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

/* The name that the source's engine uses, where it has one: the same test has the same name
 * then. */
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

void tests_list(Job *job)
{
    for (size_t unit = 0; unit < 2; unit++) {
        size_t count;
        const InjectTest *tests = unit_tests(job, unit, &count);
        for (size_t i = 0; i < count; i++) {
            if (!is_wanted(job, unit, i, &tests[i]))
                continue;
            JobTest test = {.unit = unit,
                            .test = i,
                            .benchmark = benchmark_name(job, &tests[i]),
                            .verdict.status = RESULT_NOT_RUN};
            bl_vec_push(&job->tests, test);
        }
    }
}

void tests_spread(JobTests *tests, const unsigned *cpu, size_t count)
{
    size_t once = tests->count;
    for (size_t i = 0; i < once; i++)
        tests->items[i].procs = cpu[0];
    for (size_t i = 1; i < count; i++)
        for (size_t j = 0; j < once; j++) {
            JobTest test = tests->items[j];
            test.procs = cpu[i];
            bl_vec_push(tests, test);
        }
}

JobTest *tests_find(const JobTests *tests, size_t unit, size_t test, unsigned procs)
{
    for (size_t i = 0; i < tests->count; i++) {
        JobTest *known = &tests->items[i];
        if (known->unit == unit && known->test == test && known->procs == procs)
            return known;
    }
    return NULL;
}

void tests_free(JobTests *tests)
{
    for (size_t i = 0; i < tests->count; i++) {
        bl_vec_free(&tests->items[i].verdict.samples);
        bl_vec_free(&tests->items[i].notes);
        split_free(&tests->items[i]);
    }
    bl_vec_free(tests);
}

/* ---- their samples --------------------------------------------------------------------------- */

/* Each is [allocations, bytes, nanoseconds, operations], of all operations together. */
void samples_take(const Job *job, JobSamples *samples, const cJSON *event)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, cJSON_GetObjectItem(event, "samples"))
    {
        double operations = cJSON_GetNumberValue(cJSON_GetArrayItem(item, 3));
        if (!(operations >= 1))
            continue;
        ResultSample sample = {
            .operations = (uint64_t)operations,
            .round = job->pass.round,
            .allocs = cJSON_GetNumberValue(cJSON_GetArrayItem(item, 0)) / operations,
            .bytes = cJSON_GetNumberValue(cJSON_GetArrayItem(item, 1)) / operations,
            .ns = cJSON_GetNumberValue(cJSON_GetArrayItem(item, 2)) / operations,
        };
        bl_vec_push(samples, sample);
    }
}

bool samples_differ(const JobSamples *samples)
{
    for (size_t i = 1; i < samples->count; i++) {
        const ResultSample *a = &samples->items[0], *b = &samples->items[i];
        if (fabs(a->allocs - b->allocs) > 0 || fabs(a->bytes - b->bytes) > 0)
            return true;
    }
    return false;
}
