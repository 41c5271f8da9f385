/* json.c - the runs of a store, and one benchmark's figures in them, for programs. docs/history.md
 * describes the form. */
#include <cjson/cJSON.h>
#include <math.h>

#include "history/parts.h"

enum { SCHEMA_VERSION = 1 };

static cJSON *checked(cJSON *node)
{
    if (!node)
        bl_out_of_memory(sizeof(cJSON));
    return node;
}

static void add_text(cJSON *node, const char *key, const char *text)
{
    if (text)
        checked(cJSON_AddStringToObject(node, key, text));
    else
        checked(cJSON_AddNullToObject(node, key));
}

/* What is not finite is null. */
static void add_number(cJSON *node, const char *key, double value)
{
    if (isfinite(value))
        checked(cJSON_AddNumberToObject(node, key, value));
    else
        checked(cJSON_AddNullToObject(node, key));
}

static cJSON *add_item(cJSON *list)
{
    cJSON *node = checked(cJSON_CreateObject());
    cJSON_AddItemToArray(list, node);
    return node;
}

static cJSON *new_document(void)
{
    cJSON *root = checked(cJSON_CreateObject());
    add_number(root, "schema_version", SCHEMA_VERSION);
    return root;
}

struct cJSON *history_runs_json(const StoreRuns *runs)
{
    cJSON *root = new_document(), *list = checked(cJSON_AddArrayToObject(root, "runs"));
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        cJSON *node = add_item(list);
        add_number(node, "run", (double)run->run);
        add_text(node, "id", run->id);
        add_text(node, "label", run->label);
        checked(cJSON_AddBoolToObject(node, "finished", run->finished));
        add_text(node, "source", run->source);
        add_text(node, "tool_version", run->tool_version);
        add_text(node, "started", run->started);
        add_text(node, "go_version", run->go_version);
        add_text(node, "goos", run->goos);
        add_text(node, "goarch", run->goarch);
        add_number(node, "projects", (double)run->projects);
        add_number(node, "packages", (double)run->packages);
        add_number(node, "benchmarks", (double)run->benchmarks);
        add_number(node, "ok", (double)run->ok);
        add_number(node, "skipped", (double)run->skipped);
    }
    return root;
}

static void add_figures(cJSON *node, const StoreFigure *figure)
{
    add_number(node, "run", (double)figure->run);
    add_text(node, "started", figure->started);
    add_text(node, "go_version", figure->go_version);
    add_text(node, "label", figure->label);
    checked(cJSON_AddBoolToObject(node, "finished", figure->finished));
    add_text(node, "status", result_status_name(figure->status));
    add_number(node, "ns_per_op", figure->ns_per_op);
    add_number(node, "bytes_per_op", figure->bytes_per_op);
    add_number(node, "allocs_per_op", figure->allocs_per_op);
}

/* ---- changes --------------------------------------------------------------------------------- */

static void add_benchmark(cJSON *node, const StoreFigure *figure)
{
    add_text(node, "project", figure->project);
    add_text(node, "import_path", figure->import_path);
    add_text(node, "name", figure->name);
    add_text(node, "test", figure->test);
}

static void add_change(cJSON *node, const HistoryChange *change)
{
    add_text(node, "unit", compare_unit_name(change->unit));
    add_number(node, "before", change->before);
    add_number(node, "after", change->after);
    add_number(node, "delta_percent", change->delta);
    checked(cJSON_AddBoolToObject(node, "exact", change->exact));
    add_number(node, "p", change->exact ? STATS_UNKNOWN : change->p);
    add_number(node, "previous_run", (double)change->previous->run);
    add_number(node, "first_run", (double)change->first->run);
    add_number(node, "last_run", (double)change->last->run);
    checked(cJSON_AddBoolToObject(node, "current", change->current));
    add_text(node, "started", change->first->started);
    add_text(node, "label", change->first->label);
    add_text(node, "go_version", change->first->go_version);
    add_text(node, "previous_go_version", change->previous->go_version);
    add_text(node, "goos", change->first->goos);
    add_text(node, "goarch", change->first->goarch);
    add_number(node, "procs", change->first->procs ? (double)change->first->procs : STATS_UNKNOWN);
}

struct cJSON *history_changes_json(const HistoryChanges *changes)
{
    cJSON *root = new_document();
    add_number(root, "alpha", changes->alpha);
    cJSON *units = checked(cJSON_AddArrayToObject(root, "units"));
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (changes->units & (1U << unit))
            cJSON_AddItemToArray(units,
                                 checked(cJSON_CreateString(compare_unit_name((CompareUnit)unit))));
    add_number(root, "benchmarks", (double)changes->benchmarks);
    add_number(root, "changed", (double)changes->changed);
    cJSON *list = checked(cJSON_AddArrayToObject(root, "changes"));
    for (size_t i = 0; i < changes->list.count; i++) {
        cJSON *node = add_item(list);
        add_benchmark(node, changes->list.items[i].first);
        add_change(node, &changes->list.items[i]);
    }
    return root;
}

/* ---- one benchmark in all runs --------------------------------------------------------------- */

struct cJSON *history_figures_json(const StoreFigures *figures, const HistoryChanges *changes)
{
    cJSON *root = new_document(), *list = checked(cJSON_AddArrayToObject(root, "benchmarks"));
    size_t change = 0;
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        cJSON *node = add_item(list);
        count = history_count_same(figures, i);
        add_benchmark(node, &figures->list.items[i]);
        cJSON *rows = checked(cJSON_AddArrayToObject(node, "runs"));
        for (size_t j = 0; j < count; j++)
            add_figures(add_item(rows), &figures->list.items[i + j]);
        cJSON *found = checked(cJSON_AddArrayToObject(node, "changes"));
        while (history_is_of(changes, change, &figures->list.items[i], count))
            add_change(add_item(found), &changes->list.items[change++]);
    }
    return root;
}
