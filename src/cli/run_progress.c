/* run_progress.c - see run_progress.h.
 *
 * A terminal gets one line that is written over, with a carriage return and blanks only: no escape
 * sequences, so that it also holds where TERM is dumb. It is never as wide as the terminal, which
 * would begin a new line.
 */
#include "cli/run_progress.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli/output.h"
#include "cli/progress_file.h"

/* ---- what is shown --------------------------------------------------------------------------- */

struct ProgressShown {
    ProgressState state;
    const char *file; /* NULL: none is asked for */
    bool quiet, terminal;
    struct timespec began;
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
    size_t width = terminal_width(), columns = progress_line(&shown->state.view, width, &line);
    size_t blanks = shown->columns > columns ? shown->columns - columns : 0, room = width - columns;
    fprintf(cli_messages(), "\r%s%*s\r", bl_buf_view(&line).ptr,
            (int)(blanks < room ? blanks : room), "");
    shown->columns = columns;
    bl_buf_free(&line);
}

static void wipe(ProgressShown *shown)
{
    size_t width = terminal_width();
    if (shown->columns)
        fprintf(cli_messages(), "\r%*s\r", (int)(shown->columns < width ? shown->columns : width),
                "");
}

/* ---- following a run ------------------------------------------------------------------------- */

static void write_file(ProgressShown *shown, const char *word, bool over)
{
    int error = progress_write_file(shown->file, &shown->state, word, over);
    if (error)
        shown->error = error;
}

static void keep_text(char **kept, const char *text)
{
    free(*kept);
    *kept = text ? bl_strdup(text) : NULL;
}

/* All versions together. One that was not begun will have as much to do as the first one. */
static RunProgress sum(const ProgressShown *shown)
{
    RunProgress all = {0};
    for (size_t i = 0; i < shown->state.version_count; i++) {
        const RunProgress *now = &shown->state.versions[i].now;
        bool begun = shown->state.versions[i].state != NULL;
        all.packages += begun ? now->packages : shown->state.versions[0].now.packages;
        all.tests += begun ? now->tests : shown->state.versions[0].now.tests;
        all.packages_done += now->packages_done;
        all.packages_failed += now->packages_failed;
        all.tests_done += now->tests_done;
        all.failed += now->failed;
    }
    return all;
}

static void take(ProgressVersion *version, const RunProgress *now)
{
    ProgressShown *shown = version->shown;
    ProgressView *view = &shown->state.view;
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
    const RunProgress *now = &shown->state.view.now;
    if (now->packages_done > shown->packages_done)
        fprintf(cli_messages(), "[%zu/%zu packages, %zu/%zu tests] %s\n", now->packages_done,
                now->packages, now->tests_done, now->tests,
                shown->state.view.package ? shown->state.view.package : "");
    shown->packages_done = now->packages_done;
}

static void on_progress(void *context, const RunProgress *now)
{
    enum { DRAWN_A_SECOND = 20 };
    ProgressVersion *version = context;
    ProgressShown *shown = version->shown;
    take(version, now);
    double elapsed = shown->state.view.elapsed;
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
    shown->state.versions = bl_alloc(versions * sizeof *shown->state.versions);
    shown->state.version_count = versions;
    for (size_t i = 0; i < versions; i++)
        shown->state.versions[i].shown = shown;
    shown->file = file;
    shown->quiet = quiet;
    shown->terminal = isatty(STDERR_FILENO);
    shown->drawn = shown->written = RESULT_UNKNOWN; /* never */
    shown->state.view.per_minute = shown->state.view.seconds_left = RESULT_UNKNOWN;
    clock_gettime(CLOCK_MONOTONIC, &shown->began);
    progress_put_now(shown->state.started);
    return shown;
}

void progress_follow(ProgressShown *shown, size_t number, const char *go, const Results *results,
                     RunOptions *run)
{
    ProgressVersion *version = &shown->state.versions[number];
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
    ProgressVersion *version = &shown->state.versions[number];
    version->state = !able ? "failed" : version->results->finished ? "finished" : "interrupted";
    wipe(shown);
    shown->columns = 0;
}

/* What came of all of them: the worst. */
static const char *state_of_all(const ProgressShown *shown)
{
    static const char *const worst_first[] = {"failed", "interrupted"};
    for (size_t i = 0; i < 2; i++)
        for (size_t j = 0; j < shown->state.version_count; j++) {
            const char *state = shown->state.versions[j].state;
            if (state && strcmp(state, worst_first[i]) == 0)
                return worst_first[i];
        }
    return "finished";
}

int progress_shown(ProgressShown *shown)
{
    shown->state.view.elapsed = seconds_since(&shown->began);
    if (shown->file) {
        progress_estimate(&shown->state.view);
        write_file(shown, state_of_all(shown), true);
    }
    int error = shown->error;
    int status = error ? cli_cannot_write("run", shown->file, error) : CLI_OK;
    for (size_t i = 0; i < shown->state.version_count; i++)
        free(shown->state.versions[i].each);
    free(shown->state.versions);
    free(shown->project);
    free(shown->package);
    free(shown->benchmark);
    free(shown);
    return status;
}
