/* progress_file.c - see progress_file.h. */
#include "cli/progress_file.h"

#include <time.h>
#include <unistd.h>

#include "exporter/json_edit.h"

enum { SCHEMA_VERSION = 1 };

void progress_put_now(char text[32])
{
    time_t now = time(NULL);
    struct tm utc;
    strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

/* To three decimals. */
static void set_rounded(cJSON *object, const char *key, double value)
{
    json_set_number(object, key, round(value * 1000) / 1000);
}

static void add_counts(cJSON *object, const char *key, size_t total, size_t done, size_t failed)
{
    cJSON *counts = json_add_object(object, key);
    json_set_count(counts, "total", total);
    json_set_count(counts, "done", done);
    json_set_count(counts, "failed", failed);
}

static void add_package(cJSON *list, const ResultPackage *row, const RunPackageProgress *progress)
{
    static const char *const states[] = {[RUN_PACKAGE_WAITING] = "waiting",
                                         [RUN_PACKAGE_BUILDING] = "building",
                                         [RUN_PACKAGE_RUNNING] = "running",
                                         [RUN_PACKAGE_DONE] = "done"};
    bool done = progress->state == RUN_PACKAGE_DONE;
    cJSON *package = json_add_item(list);
    json_set_optional_text(package, "import_path", row->import_path);
    json_set_text(package, "state", states[progress->state]);
    json_set_optional_text(package, "status",
                           done ? result_package_status_name(row->status) : NULL);
    add_counts(package, "tests", progress->tests, progress->tests_done, progress->failed);
}

/* Waiting until the first of its packages begins, done when the last one is. */
static void add_project(cJSON *list, const ResultProject *row, const RunPackageProgress *each)
{
    cJSON *project = json_add_item(list);
    size_t waiting = 0, done = 0;
    for (size_t i = 0; i < row->packages.count; i++) {
        waiting += each[i].state == RUN_PACKAGE_WAITING;
        done += each[i].state == RUN_PACKAGE_DONE;
    }
    json_set_optional_text(project, "name", row->name);
    json_set_text(project, "state",
                  done == row->packages.count      ? "done"
                  : waiting == row->packages.count ? "waiting"
                                                   : "running");
    cJSON *packages = json_list_in(project, "packages");
    for (size_t i = 0; i < row->packages.count; i++)
        add_package(packages, &row->packages.items[i], &each[i]);
}

static void add_version(cJSON *list, const ProgressVersion *version)
{
    const RunProgress *now = &version->now;
    const Results *results = version->results;
    cJSON *json = json_add_item(list);
    json_set_optional_text(json, "go", version->go);
    json_set_optional_text(json, "go_version", results ? results->environment.go_version : NULL);
    json_set_optional_text(json, "run", results ? results->id : NULL);
    json_set_text(json, "state", version->state ? version->state : "waiting");
    add_counts(json, "packages", now->packages, now->packages_done, now->packages_failed);
    add_counts(json, "tests", now->tests, now->tests_done, now->failed);
    cJSON *projects = json_list_in(json, "projects");
    const RunPackageProgress *each = version->each;
    for (size_t i = 0; results && each && i < results->projects.count; i++) {
        add_project(projects, &results->projects.items[i], each);
        each += results->projects.items[i].packages.count;
    }
}

static void add_current(cJSON *json, const ProgressView *view)
{
    cJSON *current = json_add_object(json, "current");
    json_set_optional_text(current, "project", view->project);
    json_set_optional_text(current, "package", view->package);
    json_set_optional_text(current, "benchmark", view->benchmark);
}

static cJSON *to_json(const ProgressState *state, const char *word, bool over)
{
    const ProgressView *view = &state->view;
    const RunProgress *now = &view->now;
    const Results *first = state->versions[0].results;
    char updated[32];
    progress_put_now(updated);
    cJSON *json = json_new_object();
    json_set_count(json, "schema_version", SCHEMA_VERSION);
    json_set_text(json, "state", word);
    json_set_optional_text(json, "label", first ? first->label : NULL);
    json_set_number(json, "pid", (double)getpid());
    json_set_text(json, "started", state->started);
    json_set_text(json, "updated", updated);
    set_rounded(json, "elapsed_seconds", view->elapsed);
    add_counts(json, "packages", now->packages, now->packages_done, now->packages_failed);
    add_counts(json, "tests", now->tests, now->tests_done, now->failed);
    set_rounded(json, "tests_per_minute", view->per_minute);
    set_rounded(json, "seconds_left", over ? RESULT_UNKNOWN : view->seconds_left);
    if (over || !view->package)
        json_set(json, "current", cJSON_CreateNull());
    else
        add_current(json, view);
    cJSON *versions = json_list_in(json, "versions");
    for (size_t i = 0; i < state->version_count; i++)
        add_version(versions, &state->versions[i]);
    return json;
}

int progress_write_file(const char *path, const ProgressState *state, const char *word, bool over)
{
    cJSON *json = to_json(state, word, over);
    int error = json_write_file(json, path);
    cJSON_Delete(json);
    return error;
}
