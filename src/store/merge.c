/* merge.c - many stores and files into one store, all or nothing.
 *
 * Everything is one transaction. A store that was not there before gets its name when it is whole
 * (make.c), so that a merge which is refused leaves no empty one behind.
 */
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "store/parts.h"

typedef struct Merge {
    const StoreMergeOptions *options;
    StoreMerged *merged;
    BlDiags *diags;
    Store *store;
    StoreMergeStatus status; /* the first that is not fine */
    BL_VEC(Results *) runs;  /* that are to be joined, each once */
    BL_VEC(const char *) names;
} Merge;

/* ---- what is done with a run ----------------------------------------------------------------- */

static bool fail(Merge *merge, StoreMergeStatus status)
{
    if (merge->status == STORE_MERGE_FINE)
        merge->status = status;
    return false;
}

static bool put(Merge *merge, const Results *results, const char *from)
{
    StoreMergedRun row = {.from = bl_str_dup(&merge->merged->arena, bl_cstr(from))};
    if (!store_import(merge->store, results, &row.run, &row.added))
        return fail(merge, STORE_MERGE_NOT_WRITTEN);
    bl_vec_push(&merge->merged->list, row);
    return true;
}

static void swap(Results *a, Results *b)
{
    Results other = *a;
    *a = *b;
    *b = other;
}

/* Keeps a run for later; the same run from elsewhere is there once, finished if any of them is. */
static void keep(Merge *merge, Results *results, const char *from)
{
    for (size_t i = 0; i < merge->runs.count; i++)
        if (strcmp(merge->runs.items[i]->id, results->id) == 0) {
            if (results->finished && !merge->runs.items[i]->finished)
                swap(merge->runs.items[i], results);
            return;
        }
    Results *kept = bl_alloc(sizeof *kept);
    swap(kept, results);
    bl_vec_push(&merge->runs, kept);
    bl_vec_push(&merge->names, bl_str_dup(&merge->merged->arena, bl_cstr(from)));
}

static bool take(Merge *merge, Results *results, const char *from)
{
    if (!merge->options->join)
        return put(merge, results, from);
    keep(merge, results, from);
    return true;
}

/* ---- the inputs ------------------------------------------------------------------------------ */

static bool take_run_of(Merge *merge, Store *from, const char *input, StoreId run)
{
    Results results;
    BlArena arena = {0};
    bool able = store_load_run(from, run, &results) || fail(merge, STORE_MERGE_BAD_INPUT);
    able = able && take(merge, &results, bl_arena_printf(&arena, "%s@%lld", input, (long long)run));
    results_free(&results);
    bl_arena_free(&arena);
    return able;
}

static bool take_store(Merge *merge, const char *input)
{
    StoreRuns runs = {0};
    Store *from = store_open(input, STORE_READ, merge->diags);
    bool able = (from && store_list_runs(from, &runs)) || fail(merge, STORE_MERGE_BAD_INPUT);
    for (size_t i = 0; i < runs.list.count && able; i++)
        able = take_run_of(merge, from, input, runs.list.items[i].run);
    store_runs_free(&runs);
    store_close(from);
    return able;
}

static bool take_input(Merge *merge, const char *input)
{
    Results results;
    if (store_is_store(input))
        return take_store(merge, input);
    bool able =
        results_open(&results, input, NULL, merge->diags) || fail(merge, STORE_MERGE_BAD_INPUT);
    able = able && take(merge, &results, input);
    results_free(&results);
    return able;
}

/* ---- joining --------------------------------------------------------------------------------- */

/* "1.json + 2.json + 3.json" */
static const char *all_names(const Merge *merge)
{
    const char *names = merge->names.items[0];
    for (size_t i = 1; i < merge->names.count; i++)
        names = bl_arena_printf(&merge->merged->arena, "%s + %s", names, merge->names.items[i]);
    return names;
}

static bool join_runs(Merge *merge)
{
    Results joined;
    size_t count = merge->runs.count;
    if (!count) /* stores without a run */
        return true;
    ResultPart *parts = bl_alloc(count * sizeof *parts);
    for (size_t i = 0; i < count; i++)
        parts[i] = (ResultPart){merge->runs.items[i], merge->names.items[i]};
    bool able =
        results_join(&joined, parts, count, merge->diags) || fail(merge, STORE_MERGE_BAD_INPUT);
    if (merge->options->label)
        joined.label = merge->options->label;
    able = able && put(merge, &joined, all_names(merge));
    results_free(&joined);
    free(parts);
    return able;
}

static bool take_all(Merge *merge, const char *const *inputs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!take_input(merge, inputs[i]))
            return false;
    return !merge->options->join || join_runs(merge);
}

/* ---- the store ------------------------------------------------------------------------------- */

static bool fill(Merge *merge, const char *const *inputs, size_t count)
{
    StoreChange change = store_begin(merge->store);
    if (!change.begun)
        return fail(merge, STORE_MERGE_NOT_WRITTEN);
    bool able = take_all(merge, inputs, count);
    if (!store_end(merge->store, change, able))
        return fail(merge, STORE_MERGE_NOT_WRITTEN);
    return true;
}

static bool fill_existing(Merge *merge, const char *path, const char *const *inputs, size_t count)
{
    merge->store = store_open(path, STORE_CREATE, merge->diags);
    if (!merge->store)
        return fail(merge, STORE_MERGE_NOT_WRITTEN);
    bool able = fill(merge, inputs, count);
    store_close(merge->store);
    return able;
}

typedef struct Filling {
    Merge *merge;
    const char *const *inputs;
    size_t count;
} Filling;

static bool fill_new(void *context, Store *store)
{
    const Filling *filling = context;
    filling->merge->store = store;
    return fill(filling->merge, filling->inputs, filling->count);
}

static void merge_into(Merge *merge, const char *path, const char *const *inputs, size_t count)
{
    BlArena arena = {0};
    const char *target = bl_path_target(&arena, path);
    Filling filling = {merge, inputs, count};
    if (target && access(target, F_OK) == 0)
        fill_existing(merge, path, inputs, count);
    else if (!store_make(path, true, fill_new, &filling, merge->diags))
        fail(merge, STORE_MERGE_NOT_WRITTEN);
    bl_arena_free(&arena);
}

StoreMergeStatus store_merge(const char *path, const char *const *inputs, size_t count,
                             const StoreMergeOptions *options, StoreMerged *merged, BlDiags *diags)
{
    Merge merge = {.options = options, .merged = merged, .diags = diags};
    merge_into(&merge, path, inputs, count);
    for (size_t i = 0; i < merge.runs.count; i++) {
        results_free(merge.runs.items[i]);
        free(merge.runs.items[i]);
    }
    bl_vec_free(&merge.runs);
    bl_vec_free(&merge.names);
    if (merge.status != STORE_MERGE_FINE)
        merged->list.count = 0;
    return merge.status;
}

void store_merged_free(StoreMerged *merged)
{
    bl_vec_free(&merged->list);
    bl_arena_free(&merged->arena);
}
