/* json.c - the runs of a store, and one benchmark's figures in them, for programs. docs/history.md
 * describes the form. */
#include "exporter/json_edit.h"
#include "history/parts.h"

enum { SCHEMA_VERSION = 1 };

static cJSON *new_document(void)
{
    cJSON *root = json_new_object();
    json_set_count(root, "schema_version", SCHEMA_VERSION);
    return root;
}

struct cJSON *history_runs_json(const StoreRuns *runs)
{
    cJSON *root = new_document(), *list = json_list_in(root, "runs");
    for (size_t i = 0; i < runs->list.count; i++) {
        const StoreRun *run = &runs->list.items[i];
        cJSON *node = json_add_item(list);
        json_set_number(node, "run", (double)run->run);
        json_set_optional_text(node, "id", run->id);
        json_set_optional_text(node, "label", run->label);
        json_set_flag(node, "finished", run->finished);
        json_set_optional_text(node, "source", run->source);
        json_set_optional_text(node, "tool_version", run->tool_version);
        json_set_optional_text(node, "started", run->started);
        json_set_optional_text(node, "go_version", run->go_version);
        json_set_optional_text(node, "goos", run->goos);
        json_set_optional_text(node, "goarch", run->goarch);
        json_set_count(node, "projects", run->projects);
        json_set_count(node, "packages", run->packages);
        json_set_count(node, "benchmarks", run->benchmarks);
        json_set_count(node, "ok", run->ok);
        json_set_count(node, "skipped", run->skipped);
    }
    return root;
}

static void add_procs(cJSON *node, const StoreFigure *figure)
{
    json_set_number(node, "procs", figure->procs ? (double)figure->procs : STATS_UNKNOWN);
}

static void add_figures(cJSON *node, const StoreFigure *figure)
{
    json_set_number(node, "run", (double)figure->run);
    json_set_optional_text(node, "project", figure->project);
    add_procs(node, figure);
    json_set_optional_text(node, "started", figure->started);
    json_set_optional_text(node, "go_version", figure->go_version);
    json_set_optional_text(node, "label", figure->label);
    json_set_flag(node, "finished", figure->finished);
    json_set_optional_text(node, "status", result_status_name(figure->status));
    json_set_number(node, "ns_per_op", figure->ns_per_op);
    json_set_number(node, "bytes_per_op", figure->bytes_per_op);
    json_set_number(node, "allocs_per_op", figure->allocs_per_op);
}

/* ---- changes --------------------------------------------------------------------------------- */

static void add_benchmark(cJSON *node, const StoreFigure *figure)
{
    json_set_optional_text(node, "project", figure->project);
    json_set_optional_text(node, "import_path", figure->import_path);
    json_set_optional_text(node, "name", figure->name);
    json_set_optional_text(node, "test", figure->test);
}

static void add_change(cJSON *node, const HistoryChange *change)
{
    json_set_optional_text(node, "unit", compare_unit_name(change->unit));
    json_set_number(node, "before", change->before);
    json_set_number(node, "after", change->after);
    json_set_number(node, "delta_percent", change->delta);
    json_set_flag(node, "exact", change->exact);
    json_set_number(node, "p", change->exact ? STATS_UNKNOWN : change->p);
    json_set_number(node, "previous_run", (double)change->previous->run);
    json_set_number(node, "first_run", (double)change->first->run);
    json_set_number(node, "last_run", (double)change->last->run);
    json_set_flag(node, "current", change->current);
    json_set_optional_text(node, "started", change->first->started);
    json_set_optional_text(node, "label", change->first->label);
    json_set_optional_text(node, "go_version", change->first->go_version);
    json_set_optional_text(node, "previous_go_version", change->previous->go_version);
    json_set_optional_text(node, "goos", change->first->goos);
    json_set_optional_text(node, "goarch", change->first->goarch);
    add_procs(node, change->first);
}

struct cJSON *history_changes_json(const HistoryChanges *changes)
{
    cJSON *root = new_document();
    json_set_number(root, "alpha", changes->alpha);
    cJSON *units = json_list_in(root, "units");
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++)
        if (changes->units & (1U << unit))
            cJSON_AddItemToArray(
                units, json_checked(cJSON_CreateString(compare_unit_name((CompareUnit)unit))));
    json_set_count(root, "benchmarks", changes->benchmarks);
    json_set_count(root, "changed", changes->changed);
    json_set_count(root, "tested", changes->tested);
    cJSON *list = json_list_in(root, "changes");
    for (size_t i = 0; i < changes->list.count; i++) {
        cJSON *node = json_add_item(list);
        add_benchmark(node, changes->list.items[i].first);
        add_change(node, &changes->list.items[i]);
    }
    return root;
}

/* ---- one benchmark in all runs --------------------------------------------------------------- */

struct cJSON *history_figures_json(const StoreFigures *figures, const HistoryChanges *changes)
{
    cJSON *root = new_document(), *list = json_list_in(root, "benchmarks");
    size_t change = 0;
    for (size_t i = 0, count; i < figures->list.count; i += count) {
        cJSON *node = json_add_item(list);
        count = history_count_same(figures, i);
        add_benchmark(node, &figures->list.items[i]);
        cJSON *rows = json_list_in(node, "runs");
        for (size_t j = 0; j < count; j++)
            add_figures(json_add_item(rows), &figures->list.items[i + j]);
        cJSON *found = json_list_in(node, "changes");
        while (history_is_of(changes, change, &figures->list.items[i], count))
            add_change(json_add_item(found), &changes->list.items[change++]);
    }
    return root;
}
