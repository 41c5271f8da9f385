/* run_progress.c - see run_progress.h.
 *
 * A terminal gets one line that is written over, with a carriage return and blanks only: no escape
 * sequences, so that it also holds where TERM is dumb. It is never as wide as the terminal, which
 * would begin a new line.
 */
#include "cli/run_progress.h"
#include "exporter/json_edit.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "benchline/path.h"
#include "cli/cli.h"
#include "cli/progress_line.h"
#include "results/text.h"

/* ---- what is shown --------------------------------------------------------------------------- */

/* One run of it: with one version of Go. */
typedef struct VersionShown {
    ProgressShown *shown;
    const char *go; /* as --go names it; NULL: it does not */
    const Results *results;
    RunProgress now;
    RunPackageProgress *each; /* a copy of now.each, which is the run's */
    const char *state;        /* NULL: it was not begun */
} VersionShown;

struct ProgressShown {
    ProgressView view;
    VersionShown *versions;
    size_t version_count;
    const char *file; /* NULL: none is asked for */
    bool quiet, terminal;
    struct timespec began;
    char started[32];
    double drawn, written; /* when that was last done, in seconds since the beginning */
    size_t columns;        /* of what stands in the line now */
    size_t packages_done;  /* that there was a line for, where there is no terminal */
    char *project, *package, *benchmark;
    int error; /* of writing the file, an errno value */
};

static double seconds_since(const struct timespec *began)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - began->tv_sec) + (double)(now.tv_nsec - began->tv_nsec) / 1e9;
}

static void put_now(char *text, size_t size)
{
    time_t now = time(NULL);
    struct tm utc;
    strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &utc));
}

/* Columns that a line may have: one less than the terminal. */
static size_t terminal_width(void)
{
    struct winsize size;
    const char *columns = getenv("COLUMNS");
    long width = 0;
    if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0 && columns)
        width = strtol(columns, NULL, 10);
    if (width <= 0)
        width = 80;
    return (size_t)width - 1;
}

static void draw(ProgressShown *shown)
{
    BlBuf line = {0};
    size_t width = terminal_width(), columns = progress_line(&shown->view, width, &line);
    size_t blanks = shown->columns > columns ? shown->columns - columns : 0, room = width - columns;
    fprintf(stderr, "\r%s%*s\r", bl_buf_view(&line).ptr, (int)(blanks < room ? blanks : room), "");
    shown->columns = columns;
    bl_buf_free(&line);
}

static void wipe(ProgressShown *shown)
{
    size_t width = terminal_width();
    if (shown->columns)
        fprintf(stderr, "\r%*s\r", (int)(shown->columns < width ? shown->columns : width), "");
}

/* ---- the file -------------------------------------------------------------------------------- */

static void add_number(cJSON *object, const char *key, double value)
{
    if (isnan(value))
        cJSON_AddNullToObject(object, key);
    else
        cJSON_AddNumberToObject(object, key, round(value * 1000) / 1000);
}

static void add_text(cJSON *object, const char *key, const char *text)
{
    BlBuf valid = {0};
    if (text)
        results_append_utf8(&valid, text);
    cJSON_AddItemToObject(object, key,
                          text ? cJSON_CreateString(bl_buf_view(&valid).ptr) : cJSON_CreateNull());
    bl_buf_free(&valid);
}

static void add_counts(cJSON *object, const char *key, size_t total, size_t done, size_t failed)
{
    cJSON *counts = cJSON_AddObjectToObject(object, key);
    cJSON_AddNumberToObject(counts, "total", (double)total);
    cJSON_AddNumberToObject(counts, "done", (double)done);
    cJSON_AddNumberToObject(counts, "failed", (double)failed);
}

static void add_package(cJSON *list, const ResultPackage *row, const RunPackageProgress *progress)
{
    static const char *const states[] = {[RUN_PACKAGE_WAITING] = "waiting",
                                         [RUN_PACKAGE_BUILDING] = "building",
                                         [RUN_PACKAGE_RUNNING] = "running",
                                         [RUN_PACKAGE_DONE] = "done"};
    bool done = progress->state == RUN_PACKAGE_DONE;
    cJSON *package = cJSON_CreateObject();
    cJSON_AddItemToArray(list, package);
    add_text(package, "import_path", row->import_path);
    cJSON_AddStringToObject(package, "state", states[progress->state]);
    add_text(package, "status", done ? result_package_status_name(row->status) : NULL);
    add_counts(package, "tests", progress->tests, progress->tests_done, progress->failed);
}

/* Waiting until the first of its packages begins, done when the last one is. */
static void add_project(cJSON *list, const ResultProject *row, const RunPackageProgress *each)
{
    cJSON *project = cJSON_CreateObject();
    cJSON_AddItemToArray(list, project);
    size_t waiting = 0, done = 0;
    for (size_t i = 0; i < row->packages.count; i++) {
        waiting += each[i].state == RUN_PACKAGE_WAITING;
        done += each[i].state == RUN_PACKAGE_DONE;
    }
    add_text(project, "name", row->name);
    cJSON_AddStringToObject(project, "state",
                            done == row->packages.count      ? "done"
                            : waiting == row->packages.count ? "waiting"
                                                             : "running");
    cJSON *packages = cJSON_AddArrayToObject(project, "packages");
    for (size_t i = 0; i < row->packages.count; i++)
        add_package(packages, &row->packages.items[i], &each[i]);
}

static void add_version(cJSON *list, const VersionShown *version)
{
    const RunProgress *now = &version->now;
    const Results *results = version->results;
    cJSON *json = cJSON_CreateObject();
    cJSON_AddItemToArray(list, json);
    add_text(json, "go", version->go);
    add_text(json, "go_version", results ? results->environment.go_version : NULL);
    add_text(json, "run", results ? results->id : NULL);
    cJSON_AddStringToObject(json, "state", version->state ? version->state : "waiting");
    add_counts(json, "packages", now->packages, now->packages_done, now->packages_failed);
    add_counts(json, "tests", now->tests, now->tests_done, now->failed);
    cJSON *projects = cJSON_AddArrayToObject(json, "projects");
    const RunPackageProgress *each = version->each;
    for (size_t i = 0; each && i < results->projects.count; i++) {
        add_project(projects, &results->projects.items[i], each);
        each += results->projects.items[i].packages.count;
    }
}

static const char *label_of(const ProgressShown *shown)
{
    const Results *results = shown->versions[0].results;
    return results ? results->label : NULL;
}

static cJSON *to_json(const ProgressShown *shown, const char *state, bool over)
{
    const ProgressView *view = &shown->view;
    const RunProgress *now = &view->now;
    char updated[32];
    put_now(updated, sizeof updated);
    cJSON *json = cJSON_CreateObject();
    cJSON_AddNumberToObject(json, "schema_version", 1);
    cJSON_AddStringToObject(json, "state", state);
    add_text(json, "label", label_of(shown));
    cJSON_AddNumberToObject(json, "pid", (double)getpid());
    cJSON_AddStringToObject(json, "started", shown->started);
    cJSON_AddStringToObject(json, "updated", updated);
    add_number(json, "elapsed_seconds", view->elapsed);
    add_counts(json, "packages", now->packages, now->packages_done, now->packages_failed);
    add_counts(json, "tests", now->tests, now->tests_done, now->failed);
    add_number(json, "tests_per_minute", view->per_minute);
    add_number(json, "seconds_left", over ? RESULT_UNKNOWN : view->seconds_left);
    if (over || !view->package) {
        cJSON_AddNullToObject(json, "current");
    } else {
        cJSON *current = cJSON_AddObjectToObject(json, "current");
        add_text(current, "project", view->project);
        add_text(current, "package", view->package);
        add_text(current, "benchmark", view->benchmark);
    }
    cJSON *versions = cJSON_AddArrayToObject(json, "versions");
    for (size_t i = 0; i < shown->version_count; i++)
        add_version(versions, &shown->versions[i]);
    return json;
}

static void write_file(ProgressShown *shown, const char *state, bool over)
{
    cJSON *json = to_json(shown, state, over);
    char *text = json_print(json);
    BlBuf line = {0};
    bl_buf_printf(&line, "%s\n", text);
    int error = bl_file_write(shown->file, bl_buf_view(&line));
    if (error)
        shown->error = error;
    bl_buf_free(&line);
    cJSON_free(text);
    cJSON_Delete(json);
}

/* ---- following a run ------------------------------------------------------------------------- */

static void keep_text(char **kept, const char *text)
{
    free(*kept);
    *kept = text ? bl_strdup(text) : NULL;
}

/* All versions together. One that was not begun will have as much to do as the first one. */
static RunProgress sum(const ProgressShown *shown)
{
    RunProgress all = {0};
    for (size_t i = 0; i < shown->version_count; i++) {
        const RunProgress *now = &shown->versions[i].now;
        bool begun = shown->versions[i].state != NULL;
        all.packages += begun ? now->packages : shown->versions[0].now.packages;
        all.tests += begun ? now->tests : shown->versions[0].now.tests;
        all.packages_done += now->packages_done;
        all.packages_failed += now->packages_failed;
        all.tests_done += now->tests_done;
        all.failed += now->failed;
    }
    return all;
}

static void take(VersionShown *version, const RunProgress *now)
{
    ProgressShown *shown = version->shown;
    ProgressView *view = &shown->view;
    size_t size = now->packages * sizeof *version->each;
    if (!version->each)
        version->each = bl_alloc(size + 1);
    memcpy(version->each, now->each, size);
    version->now = *now;
    view->now = sum(shown);
    if (now->package) {
        keep_text(&shown->project, now->project);
        keep_text(&shown->package, now->package);
        keep_text(&shown->benchmark, now->benchmark);
    }
    view->project = shown->project;
    view->package = shown->package;
    view->benchmark = shown->benchmark;
    view->elapsed = seconds_since(&shown->began);
    progress_estimate(view);
}

/* Where there is no terminal: a line for each package that is done. */
static void say_package(ProgressShown *shown)
{
    const RunProgress *now = &shown->view.now;
    if (now->packages_done > shown->packages_done)
        fprintf(stderr, "[%zu/%zu packages, %zu/%zu tests] %s\n", now->packages_done, now->packages,
                now->tests_done, now->tests, shown->view.package ? shown->view.package : "");
    shown->packages_done = now->packages_done;
}

static void on_progress(void *context, const RunProgress *now)
{
    enum { DRAWN_A_SECOND = 20 };
    VersionShown *version = context;
    ProgressShown *shown = version->shown;
    take(version, now);
    double elapsed = shown->view.elapsed;
    if (!shown->quiet && !shown->terminal) {
        say_package(shown);
    } else if (!shown->quiet && !(elapsed - shown->drawn < 1.0 / DRAWN_A_SECOND)) {
        draw(shown);
        shown->drawn = elapsed;
    }
    if (shown->file && !(elapsed - shown->written < 1)) {
        write_file(shown, "running", false);
        shown->written = elapsed;
    }
}

ProgressShown *progress_show(size_t versions, const char *file, bool quiet)
{
    ProgressShown *shown = bl_alloc(sizeof *shown);
    shown->versions = bl_alloc(versions * sizeof *shown->versions);
    shown->version_count = versions;
    for (size_t i = 0; i < versions; i++)
        shown->versions[i].shown = shown;
    shown->file = file;
    shown->quiet = quiet;
    shown->terminal = isatty(STDERR_FILENO);
    shown->drawn = shown->written = RESULT_UNKNOWN; /* never */
    shown->view.per_minute = shown->view.seconds_left = RESULT_UNKNOWN;
    clock_gettime(CLOCK_MONOTONIC, &shown->began);
    put_now(shown->started, sizeof shown->started);
    return shown;
}

void progress_follow(ProgressShown *shown, size_t number, const char *go, const Results *results,
                     RunOptions *run)
{
    VersionShown *version = &shown->versions[number];
    version->go = go;
    version->results = results;
    version->state = "running";
    if (shown->quiet && !shown->file)
        return;
    run->progress = on_progress;
    run->context = version;
}

void progress_over(ProgressShown *shown, size_t number, bool able)
{
    VersionShown *version = &shown->versions[number];
    version->state = !able ? "failed" : version->results->finished ? "finished" : "interrupted";
    wipe(shown);
    shown->columns = 0;
}

/* What came of all of them: the worst. */
static const char *state_of_all(const ProgressShown *shown)
{
    static const char *const worst_first[] = {"failed", "interrupted"};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < shown->version_count; j++) {
            const char *state = shown->versions[j].state;
            if (state && strcmp(state, worst_first[i]) == 0)
                return worst_first[i];
        }
    return "finished";
}

int progress_shown(ProgressShown *shown)
{
    shown->view.elapsed = seconds_since(&shown->began);
    if (shown->file) {
        progress_estimate(&shown->view);
        write_file(shown, state_of_all(shown), true);
    }
    int error = shown->error;
    if (error)
        fprintf(stderr, "benchline run: cannot write %s: %s\n", shown->file, strerror(error));
    for (size_t i = 0; i < shown->version_count; i++)
        free(shown->versions[i].each);
    free(shown->versions);
    free(shown->project);
    free(shown->package);
    free(shown->benchmark);
    free(shown);
    return error ? CLI_INTERNAL : CLI_OK;
}
