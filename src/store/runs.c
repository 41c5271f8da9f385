/* runs.c - which runs a store has, what one benchmark did in all of them, and how a run is named.
 */
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "store/parts.h"

/* ---- all runs -------------------------------------------------------------------------------- */

static const char list_sql[] =
    "SELECT r.id, r.identifier, r.label, r.source, r.tool_version, r.started,"
    " e.go_version, e.goos, e.goarch, r.finished,"
    " (SELECT count(*) FROM projects WHERE run_id = r.id),"
    " (SELECT count(*) FROM packages k JOIN projects p ON p.id = k.project_id WHERE run_id = r.id),"
    " count(b.id), coalesce(sum(b.status = 'ok'), 0), coalesce(sum(b.status = 'skipped'), 0)"
    " FROM runs r JOIN environments e ON e.id = r.environment_id"
    " LEFT JOIN projects p ON p.run_id = r.id"
    " LEFT JOIN packages k ON k.project_id = p.id"
    " LEFT JOIN benchmarks b ON b.package_id = k.id"
    " GROUP BY r.id ORDER BY r.id";

static StoreRun read_run(sqlite3_stmt *row, BlArena *arena)
{
    return (StoreRun){
        .run = sqlite3_column_int64(row, 0),
        .id = store_read_text(row, 1, arena),
        .label = store_read_text(row, 2, arena),
        .source = store_read_text(row, 3, arena),
        .tool_version = store_read_text(row, 4, arena),
        .started = store_read_text(row, 5, arena),
        .go_version = store_read_text(row, 6, arena),
        .goos = store_read_text(row, 7, arena),
        .goarch = store_read_text(row, 8, arena),
        .finished = sqlite3_column_int(row, 9),
        .projects = (size_t)sqlite3_column_int64(row, 10),
        .packages = (size_t)sqlite3_column_int64(row, 11),
        .benchmarks = (size_t)sqlite3_column_int64(row, 12),
        .ok = (size_t)sqlite3_column_int64(row, 13),
        .skipped = (size_t)sqlite3_column_int64(row, 14),
    };
}

bool store_list_runs(Store *store, StoreRuns *runs)
{
    *runs = (StoreRuns){0};
    store->failed = false;
    sqlite3_stmt *rows = store_prepare(store, list_sql);
    while (rows && store_next(store, rows))
        bl_vec_push(&runs->list, read_run(rows, &runs->arena));
    sqlite3_finalize(rows);
    return !store->failed;
}

void store_runs_free(StoreRuns *runs)
{
    bl_vec_free(&runs->list);
    bl_arena_free(&runs->arena);
}

/* ---- one benchmark in all of them ------------------------------------------------------------ */

static const char figures_sql[] =
    "SELECT r.id, r.started, r.label, e.go_version, e.goos, e.goarch, e.cpu, r.finished,"
    " r.source = 'log' OR r.benchtime IS NOT NULL, r.metrics,"
    " p.name, k.import_path, b.name, b.test, b.procs, b.status,"
    " b.ns_per_op, b.bytes_per_op, b.allocs_per_op, b.median_bytes_per_op, b.median_allocs_per_op"
    " FROM benchmarks b JOIN packages k ON k.id = b.package_id"
    " JOIN projects p ON p.id = k.project_id JOIN runs r ON r.id = p.run_id"
    " JOIN environments e ON e.id = r.environment_id"
    " ORDER BY k.import_path, b.name, r.id, k.position, b.position";

enum { FIGURES_NAME = 12, FIGURES_TEST, FIGURES_PROCS };

static ResultStatus read_status(const char *name)
{
    for (int i = 0; name && i < RESULT_STATUS_COUNT; i++)
        if (strcmp(result_status_name((ResultStatus)i), name) == 0)
            return (ResultStatus)i;
    return RESULT_NOT_RUN;
}

/* A text that the row before may have too: then it is that one, so that a benchmark's names are
 * kept once and not for every run. */
static const char *read_same(sqlite3_stmt *row, int column, const char *before, BlArena *arena)
{
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text && before && strcmp(text, before) == 0 ? before
                                                       : store_read_text(row, column, arena);
}

static StoreFigure read_figure(sqlite3_stmt *row, const StoreFigure *before, BlArena *arena)
{
    return (StoreFigure){
        .run = sqlite3_column_int64(row, 0),
        .started = store_read_text(row, 1, arena),
        .label = read_same(row, 2, before->label, arena),
        .go_version = read_same(row, 3, before->go_version, arena),
        .goos = read_same(row, 4, before->goos, arena),
        .goarch = read_same(row, 5, before->goarch, arena),
        .cpu = read_same(row, 6, before->cpu, arena),
        .finished = sqlite3_column_int(row, 7),
        .averaged = sqlite3_column_int(row, 8),
        .metrics = read_same(row, 9, before->metrics, arena),
        .project = read_same(row, 10, before->project, arena),
        .import_path = read_same(row, 11, before->import_path, arena),
        .name = read_same(row, FIGURES_NAME, before->name, arena),
        .test = read_same(row, FIGURES_TEST, before->test, arena),
        .procs = (uint64_t)sqlite3_column_int64(row, FIGURES_PROCS),
        .status = read_status((const char *)sqlite3_column_text(row, 15)),
        .ns_per_op = store_read_number(row, 16),
        .bytes_per_op = store_read_number(row, 17),
        .allocs_per_op = store_read_number(row, 18),
        .bytes_median = store_read_number(row, 19),
        .allocs_median = store_read_number(row, 20),
    };
}

bool store_list_figures(Store *store, StoreWanted *wanted, void *context, StoreFigures *figures)
{
    *figures = (StoreFigures){0};
    StoreFigure before = {0};
    store->failed = false;
    sqlite3_stmt *rows = store_prepare(store, figures_sql);
    while (rows && store_next(store, rows)) {
        const char *name = (const char *)sqlite3_column_text(rows, FIGURES_NAME);
        const char *test = (const char *)sqlite3_column_text(rows, FIGURES_TEST);
        uint64_t procs = (uint64_t)sqlite3_column_int64(rows, FIGURES_PROCS);
        if (!name || !wanted(context, name, test, procs))
            continue;
        before = read_figure(rows, &before, &figures->arena);
        bl_vec_push(&figures->list, before);
    }
    sqlite3_finalize(rows);
    return !store->failed;
}

void store_figures_free(StoreFigures *figures)
{
    bl_vec_free(&figures->list);
    bl_arena_free(&figures->arena);
}
