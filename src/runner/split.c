/* split.c - see split.h. A leaf is "BenchmarkParse/17" in events, by its number in the list that
 * came before: names of subtests are any text. */
#include "runner/split.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

#include "runner/binary.h"
#include "runner/progress.h"

/* ---- events ---------------------------------------------------------------------------------- */

static JobTest *test_named(Job *job, BlStr name)
{
    for (size_t i = 0; i < job->tests.count; i++)
        if (bl_str_eq(bl_cstr(job->tests.items[i].benchmark), name))
            return &job->tests.items[i];
    return NULL;
}

static void list_leaves(Job *job, JobTest *test, const cJSON *event)
{
    const cJSON *leaf;
    split_free(test);
    test->leaves.total = (size_t)cJSON_GetNumberValue(cJSON_GetObjectItem(event, "total"));
    cJSON_ArrayForEach(leaf, cJSON_GetObjectItem(event, "leaves"))
    {
        const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(leaf, "name"));
        JobLeaf row = {.name = bl_str_dup(&job->arena, bl_cstr(name ? name : "")),
                       .skipped = cJSON_IsTrue(cJSON_GetObjectItem(leaf, "skipped"))};
        bl_vec_push(&test->leaves, row);
    }
}

static void on_leaf(Job *job, JobLeaf *leaf, const char *kind, const cJSON *event)
{
    const char *outcome = cJSON_GetStringValue(cJSON_GetObjectItem(event, "outcome"));
    const char *message = cJSON_GetStringValue(cJSON_GetObjectItem(event, "message"));
    if (strcmp(kind, "start") == 0) {
        leaf->running = true;
        return;
    }
    bool panicked = outcome && strcmp(outcome, "panicked") == 0; /* the process will say more */
    leaf->running = strcmp(kind, "end") != 0 || panicked;
    samples_take(job, &leaf->samples, event);
    leaf->measured = outcome && strcmp(outcome, "measured") == 0 && leaf->samples.count;
    leaf->message = reason_in_one_line(&job->arena, message, NULL);
}

/* The leaf at work, of which there is one at most, will not go on. */
static void stop_leaf(Job *job, const char *why)
{
    for (size_t i = 0; i < job->tests.count; i++)
        for (size_t j = 0; j < job->tests.items[i].leaves.count; j++) {
            JobLeaf *leaf = &job->tests.items[i].leaves.items[j];
            if (leaf->running)
                leaf->message = why;
            leaf->running = false;
        }
}

void split_process_end(Job *job, const ProcessOutcome *outcome)
{
    stop_leaf(job, binary_death(job, outcome).reason);
}

bool split_event(Job *job, const cJSON *event)
{
    const char *kind = cJSON_GetStringValue(cJSON_GetObjectItem(event, "event"));
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(event, "benchmark"));
    BlStr benchmark, number;
    if (!kind || !name)
        return false;
    if (strcmp(kind, "start") == 0)
        stop_leaf(job, "it called runtime.Goexit");
    bool is_leaf = bl_str_cut(bl_cstr(name), '/', &benchmark, &number);
    bool is_list = strcmp(kind, "leaves") == 0;
    JobTest *test = is_leaf || is_list ? test_named(job, benchmark) : NULL;
    if (!test)
        return false;
    size_t at = is_leaf ? strtoul(number.ptr, NULL, 10) : 0;
    if (is_list)
        list_leaves(job, test, event);
    else if (at < test->leaves.count)
        on_leaf(job, &test->leaves.items[at], kind, event);
    job_progress(job, name);
    return true;
}

/* ---- what came of it ------------------------------------------------------------------------- */

/* The first one that should have been measured and was not. */
static const JobLeaf *bad_leaf(const JobTest *test)
{
    for (size_t i = 0; i < test->leaves.count; i++)
        if (!test->leaves.items[i].skipped && !test->leaves.items[i].measured)
            return &test->leaves.items[i];
    return NULL;
}

bool split_succeeded(const JobTest *test)
{
    return test->verdict.status == RESULT_OK && test->leaves.count && !bad_leaf(test);
}

const char *split_inline_reason(BlArena *arena, const JobTest *test, const char *name)
{
    const JobLeaf *bad = bad_leaf(test);
    if (test->verdict.status != RESULT_OK || !test->leaves.count)
        return NULL;
    if (bad)
        return bl_arena_printf(arena, "%s%s cannot be run alone: %s", name, bad->name,
                               bad->message ? bad->message : "it did not begin");
    if (test->leaves.total > test->leaves.count)
        return bl_arena_printf(arena, "it has %zu subtests, and only the first %zu have rows",
                               test->leaves.total, test->leaves.count);
    return NULL;
}

void split_free(JobTest *test)
{
    for (size_t i = 0; i < test->leaves.count; i++)
        bl_vec_free(&test->leaves.items[i].samples);
    bl_vec_free(&test->leaves);
}
