/* put.c - results into the store. */
#include <stdlib.h>

#include "store/parts.h"

/* ---- rows ------------------------------------------------------------------------------------ */

/* Runs a statement that gives the number of the row that it put; false also when it put none. */
static bool take_id(Store *store, sqlite3_stmt *statement, StoreId *id)
{
    if (!store_next(store, statement))
        return false;
    *id = sqlite3_column_int64(statement, 0);
    return !store_next(store, statement) && !store->failed; /* its work is done at the last step */
}

static bool find_environment(Store *store, const Results *results, StoreId *id)
{
    sqlite3_stmt *statement = store_statement(store, SQL_FIND_ENVIRONMENT);
    if (!statement)
        return false;
    store_bind_row(statement, 1, &store_environments, results);
    return take_id(store, statement, id);
}

static bool put_environment(Store *store, const Results *results, StoreId *id)
{
    if (find_environment(store, results, id))
        return true;
    sqlite3_stmt *statement = store->failed ? NULL : store_statement(store, SQL_ADD_ENVIRONMENT);
    if (!statement)
        return false;
    store_bind_row(statement, 1, &store_environments, results);
    return take_id(store, statement, id);
}

/* A statement for a row at a position below another one, which are its first two parameters. */
static sqlite3_stmt *statement_below(Store *store, StoreSql which, StoreId above, size_t position)
{
    sqlite3_stmt *statement = store_statement(store, which);
    if (!statement)
        return NULL;
    sqlite3_bind_int64(statement, 1, above);
    sqlite3_bind_int64(statement, 2, (sqlite3_int64)position);
    return statement;
}

static bool put_cpu(Store *store, StoreId run, size_t position, uint64_t cpu)
{
    sqlite3_stmt *statement = statement_below(store, SQL_ADD_CPU, run, position);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)cpu);
    return store_run(store, statement);
}

static bool put_run(Store *store, const Results *results, StoreId *run)
{
    StoreId environment;
    if (!put_environment(store, results, &environment))
        return false;
    sqlite3_stmt *statement = store_statement(store, SQL_ADD_RUN);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 1, environment);
    store_bind_row(statement, 2, &store_runs, results);
    bool able = take_id(store, statement, run);
    for (size_t i = 0; able && i < results->cpu.count; i++)
        able = put_cpu(store, *run, i, results->cpu.items[i]);
    return able;
}

static bool put_row(Store *store, StoreSql which, const StoreTable *table, StoreId above,
                    size_t position, const void *row, StoreId *id)
{
    sqlite3_stmt *statement = statement_below(store, which, above, position);
    if (!statement)
        return false;
    store_bind_row(statement, 3, table, row);
    return take_id(store, statement, id);
}

static bool put_sample(Store *store, StoreId benchmark, size_t position, const ResultSample *sample)
{
    sqlite3_stmt *statement = statement_below(store, SQL_ADD_SAMPLE, benchmark, position);
    if (!statement)
        return false;
    sqlite3_bind_int64(statement, 3, (sqlite3_int64)sample->operations);
    store_bind_number(statement, 4, sample->ns);
    store_bind_number(statement, 5, sample->bytes);
    store_bind_number(statement, 6, sample->allocs);
    sqlite3_bind_int64(statement, 7, (sqlite3_int64)sample->round);
    return store_run(store, statement);
}

static bool put_note(Store *store, StoreId benchmark, size_t position, const char *note)
{
    sqlite3_stmt *statement = statement_below(store, SQL_ADD_NOTE, benchmark, position);
    if (!statement)
        return false;
    store_bind_text(statement, 3, note);
    return store_run(store, statement);
}

static bool put_metric(Store *store, StoreId benchmark, size_t position, const ResultMetric *metric)
{
    sqlite3_stmt *statement = statement_below(store, SQL_ADD_METRIC, benchmark, position);
    if (!statement)
        return false;
    store_bind_text(statement, 3, metric->unit);
    store_bind_number(statement, 4, metric->value);
    return store_run(store, statement);
}

/* ---- piece by piece -------------------------------------------------------------------------- */

bool store_begin_run(Store *store, const Results *head, StoreId *run)
{
    StoreId id = 0, project;
    StoreChange change = store_begin(store);
    Results unfinished = *head;
    unfinished.finished = false;
    bool able = change.begun && put_run(store, &unfinished, &id);
    for (size_t i = 0; able && i < head->projects.count; i++)
        able = put_row(store, SQL_PUT_PROJECT, &store_projects, id, i, &head->projects.items[i],
                       &project);
    able = store_end(store, change, able);
    if (able)
        *run = id;
    return able;
}

bool store_put_project(Store *store, StoreId run, size_t position, const ResultProject *head,
                       StoreId *project)
{
    StoreChange change = store_begin(store);
    return store_end(store, change,
                     change.begun && put_row(store, SQL_PUT_PROJECT, &store_projects, run, position,
                                             head, project));
}

bool store_put_package(Store *store, StoreId project, size_t position, const ResultPackage *head,
                       StoreId *package)
{
    StoreChange change = store_begin(store);
    return store_end(store, change,
                     change.begun && put_row(store, SQL_PUT_PACKAGE, &store_packages, project,
                                             position, head, package));
}

bool store_put_benchmark(Store *store, StoreId package, size_t position,
                         const ResultBenchmark *benchmark, bool *added)
{
    StoreId id;
    StoreChange change = store_begin(store);
    bool put = change.begun && put_row(store, SQL_PUT_BENCHMARK, &store_benchmarks, package,
                                       position, benchmark, &id);
    bool able = put || !store->failed;
    for (size_t i = 0; put && able && i < benchmark->samples.count; i++)
        able = put_sample(store, id, i, &benchmark->samples.items[i]);
    for (size_t i = 0; put && able && i < benchmark->metrics.count; i++)
        able = put_metric(store, id, i, &benchmark->metrics.items[i]);
    for (size_t i = 0; put && able && i < benchmark->notes.count; i++)
        able = put_note(store, id, i, benchmark->notes.items[i]);
    if (added)
        *added = put;
    return store_end(store, change, able);
}

bool store_finish_run(Store *store, StoreId run, const Results *results)
{
    StoreChange change = store_begin(store);
    sqlite3_stmt *statement = change.begun ? store_statement(store, SQL_FINISH_RUN) : NULL;
    if (statement) {
        sqlite3_bind_int64(statement, 1, run);
        store_bind_number(statement, 2, results->wall_seconds);
    }
    return store_end(store, change, store_run(store, statement));
}

/* ---- whole runs ------------------------------------------------------------------------------ */

static bool import_package(Store *store, StoreId project, size_t position,
                           const ResultPackage *package)
{
    StoreId id = 0;
    if (!store_put_package(store, project, position, package, &id))
        return false;
    for (size_t i = 0; i < package->benchmarks.count; i++)
        if (!store_put_benchmark(store, id, i, &package->benchmarks.items[i], NULL))
            return false;
    return true;
}

static bool import_rows(Store *store, StoreId run, const Results *results)
{
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        StoreId id = 0;
        if (!store_put_project(store, run, i, project, &id))
            return false;
        for (size_t j = 0; j < project->packages.count; j++)
            if (!import_package(store, id, j, &project->packages.items[j]))
                return false;
    }
    return true;
}

/* False when no run has the identifier, or after an error. */
static bool find_by_id(Store *store, const char *id, StoreId *run, bool *finished)
{
    sqlite3_stmt *statement = store_statement(store, SQL_FIND_RUN);
    if (!statement)
        return false;
    store_bind_text(statement, 1, id);
    if (!store_next(store, statement))
        return false;
    *run = sqlite3_column_int64(statement, 0);
    *finished = sqlite3_column_int(statement, 1);
    sqlite3_reset(statement);
    return true;
}

static bool import_all(Store *store, const Results *results, StoreId *run, bool *added)
{
    bool finished;
    *added = true;
    if (find_by_id(store, results->id, run, &finished)) {
        *added = results->finished && !finished;
        if (!*added || !store_delete_run(store, *run))
            return !store->failed;
    }
    return !store->failed && put_run(store, results, run) && import_rows(store, *run, results);
}

bool store_import(Store *store, const Results *results, StoreId *run, bool *added)
{
    StoreId id = 0;
    bool new_one = false;
    StoreChange change = store_begin(store);
    bool able = change.begun && import_all(store, results, &id, &new_one);
    able = store_end(store, change, able);
    if (able && run)
        *run = id;
    if (able && added)
        *added = new_one;
    return able;
}

bool store_delete_run(Store *store, StoreId run)
{
    StoreChange change = store_begin(store);
    sqlite3_stmt *statement = change.begun ? store_statement(store, SQL_DELETE_RUN) : NULL;
    if (statement)
        sqlite3_bind_int64(statement, 1, run);
    bool able = store_run(store, statement);
    if (able && !sqlite3_changes(store->db))
        able = store_say(store, "there is no run %lld", (long long)run);
    return store_end(store, change, able);
}
