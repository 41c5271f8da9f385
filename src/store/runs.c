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

static sqlite3_stmt *prepare(Store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    store->failed = false;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        store_fail(store);
    return statement;
}

bool store_list_runs(Store *store, StoreRuns *runs)
{
    *runs = (StoreRuns){0};
    sqlite3_stmt *rows = prepare(store, list_sql);
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

enum { FIGURES_NAME = 12, FIGURES_TEST };

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
        .procs = (uint64_t)sqlite3_column_int64(row, 14),
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
    sqlite3_stmt *rows = prepare(store, figures_sql);
    while (rows && store_next(store, rows)) {
        const char *name = (const char *)sqlite3_column_text(rows, FIGURES_NAME);
        if (!name || !wanted(context, name, (const char *)sqlite3_column_text(rows, FIGURES_TEST)))
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

/* ---- names of runs --------------------------------------------------------------------------- */

static bool is_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    return digits && digits <= 15 && !text[digits];
}

/* `latest` or `latest~3`: how many finished runs back; -1 when it is none. */
static long long steps_back(const char *name)
{
    const char word[] = "latest";
    if (strncmp(name, word, sizeof word - 1) != 0)
        return -1;
    const char *rest = name + sizeof word - 1;
    if (!*rest)
        return 0;
    return *rest == '~' && is_number(rest + 1) ? strtoll(rest + 1, NULL, 10) : -1;
}

/* The numbers that a question with one parameter gives, at most two of them: how many, or -1. */
static int ask_runs(Store *store, const char *sql, sqlite3_int64 number, const char *text,
                    StoreId *run)
{
    sqlite3_stmt *rows = prepare(store, sql);
    int count = 0;
    if (rows && text)
        sqlite3_bind_text(rows, 1, text, -1, SQLITE_STATIC);
    else if (rows)
        sqlite3_bind_int64(rows, 1, number);
    while (rows && count < 2 && store_next(store, rows)) {
        *run = sqlite3_column_int64(rows, 0);
        count++;
    }
    sqlite3_finalize(rows);
    return store->failed ? -1 : count;
}

static bool find_latest(Store *store, const char *name, long long back, StoreId *run)
{
    int count =
        ask_runs(store, "SELECT id FROM runs WHERE finished ORDER BY id DESC LIMIT 1 OFFSET ?",
                 back, NULL, run);
    if (count != 0)
        return count > 0;
    return store_say(store, "there is no run '%s': `benchline history --store %s` lists them", name,
                     store->path);
}

static bool find_prefix(Store *store, const char *name, StoreId *run)
{
    enum { SHORTEST = 4 };
    size_t length = strlen(name);
    bool prefix = length >= SHORTEST && length == strspn(name, "0123456789abcdef");
    int count = 0;
    if (prefix)
        count = ask_runs(store, "SELECT id FROM runs WHERE substr(identifier, 1, length(?1)) = ?1",
                         0, name, run);
    if (count < 0)
        return false;
    if (count > 1)
        return store_say(store, "more than one run's identifier begins with '%s': say more of it",
                         name);
    return count == 1 ||
           store_say(store,
                     "there is no run '%s': expected its number, its identifier or the first %d "
                     "digits of that at least, latest, or latest~1; `benchline history --store %s` "
                     "lists them",
                     name, SHORTEST, store->path);
}

bool store_find_run(Store *store, const char *name, StoreId *run)
{
    long long back = steps_back(name);
    store->failed = false;
    if (back >= 0)
        return find_latest(store, name, back, run);
    if (is_number(name)) {
        int count =
            ask_runs(store, "SELECT id FROM runs WHERE id = ?", strtoll(name, NULL, 10), NULL, run);
        if (count)
            return count > 0;
    }
    return find_prefix(store, name, run);
}

/* ---- results from wherever they are ---------------------------------------------------------- */

static bool open_run(Results *results, const char *path, const char *name, BlDiags *diags)
{
    StoreId run = 0;
    results_init(results, "log");
    Store *store = store_open(path, STORE_READ, diags);
    bool able = store && store_find_run(store, name, &run);
    if (able) {
        results_free(results);
        able = store_load_run(store, run, results);
    }
    store_close(store);
    return able;
}

static bool open_file(Results *results, const char *path, BlDiags *diags)
{
    return store_is_store(path) ? open_run(results, path, "latest", diags)
                                : results_read_file(results, path, diags);
}

/* Does it look like the name of a run, rather than of a file that is not there? */
static bool names_run(const char *name)
{
    return steps_back(name) >= 0 || name[strspn(name, "0123456789abcdef")] == '\0';
}

bool results_open(Results *results, const char *spec, const char *path, BlDiags *diags)
{
    if (strcmp(spec, "-") == 0 || access(spec, F_OK) == 0)
        return open_file(results, spec, diags);
    const char *at = strrchr(spec, '@');
    if (at && at > spec && at[1]) {
        BlArena arena = {0};
        bool able =
            open_run(results, bl_str_dup(&arena, bl_str(spec, (size_t)(at - spec))), at + 1, diags);
        bl_arena_free(&arena);
        return able;
    }
    if (path && names_run(spec))
        return open_run(results, path, spec, diags);
    return results_read_file(results, spec, diags); /* which says that there is none */
}
