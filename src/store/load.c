/* load.c - a run out of the store. The rows come in the order in which they were, so they are added
 * to the model as whoever measured them did. */
#include <stdlib.h>

#include "store/parts.h"

/* A statement that gives the rows below one. */
static sqlite3_stmt *rows_of(Store *store, StoreSql which, StoreId above)
{
    sqlite3_stmt *statement = store_statement(store, which);
    if (statement)
        sqlite3_bind_int64(statement, 1, above);
    return statement;
}

static bool load_samples(Store *store, StoreId id, ResultBenchmark *benchmark)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_SAMPLES, id);
    while (rows && store_next(store, rows)) {
        ResultSample sample = {(uint64_t)sqlite3_column_int64(rows, 0), store_read_number(rows, 1),
                               store_read_number(rows, 2), store_read_number(rows, 3),
                               (uint64_t)sqlite3_column_int64(rows, 4)};
        bl_vec_push(&benchmark->samples, sample);
    }
    return !store->failed;
}

static bool load_metrics(Store *store, StoreId id, Results *results, ResultBenchmark *benchmark)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_METRICS, id);
    while (rows && store_next(store, rows)) {
        const char *unit = store_read_text(rows, 0, &results->arena);
        bl_vec_push(&benchmark->metrics,
                    (ResultMetric){unit ? unit : "", store_read_number(rows, 1)});
    }
    return !store->failed;
}

static bool load_notes(Store *store, StoreId id, Results *results, ResultBenchmark *benchmark)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_NOTES, id);
    while (rows && store_next(store, rows)) {
        const char *note = store_read_text(rows, 0, &results->arena);
        bl_vec_push(&benchmark->notes, note ? note : "");
    }
    return !store->failed;
}

static bool load_benchmarks(Store *store, StoreId above, Results *results, ResultPackage *package)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_BENCHMARKS, above);
    while (rows && store_next(store, rows)) {
        StoreId id = sqlite3_column_int64(rows, 0);
        ResultBenchmark *row = results_add_benchmark(results, package, NULL);
        if (!store_read_row(store, rows, 1, &store_benchmarks, &results->arena, row) ||
            !load_samples(store, id, row) || !load_metrics(store, id, results, row) ||
            !load_notes(store, id, results, row))
            return false;
    }
    return !store->failed;
}

static bool load_packages(Store *store, StoreId above, Results *results, ResultProject *project)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_PACKAGES, above);
    while (rows && store_next(store, rows)) {
        StoreId id = sqlite3_column_int64(rows, 0);
        ResultPackage *row = results_add_package(results, project, NULL);
        if (!store_read_row(store, rows, 1, &store_packages, &results->arena, row) ||
            !load_benchmarks(store, id, results, row))
            return false;
    }
    return !store->failed;
}

static bool load_projects(Store *store, StoreId run, Results *results)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_PROJECTS, run);
    while (rows && store_next(store, rows)) {
        StoreId id = sqlite3_column_int64(rows, 0);
        ResultProject *row = results_add_project(results, NULL, NULL);
        if (!store_read_row(store, rows, 1, &store_projects, &results->arena, row) ||
            !load_packages(store, id, results, row))
            return false;
    }
    return !store->failed;
}

static bool load_environment(Store *store, StoreId environment, Results *results)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_ENVIRONMENT, environment);
    return rows && store_next(store, rows) &&
           store_read_row(store, rows, 0, &store_environments, &results->arena, results);
}

static bool load_cpu(Store *store, StoreId run, Results *results)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_CPU, run);
    while (rows && store_next(store, rows))
        bl_vec_push(&results->cpu, (uint64_t)sqlite3_column_int64(rows, 0));
    return !store->failed;
}

static bool load_head(Store *store, StoreId run, Results *results)
{
    sqlite3_stmt *rows = rows_of(store, SQL_GET_RUN, run);
    if (!rows || !store_next(store, rows))
        return store_say(store, "there is no run %lld", (long long)run);
    StoreId environment = sqlite3_column_int64(rows, 0);
    return store_read_row(store, rows, 1, &store_runs, &results->arena, results) &&
           load_environment(store, environment, results) && load_cpu(store, run, results);
}

bool store_load_run(Store *store, StoreId run, Results *results)
{
    results_init(results, "log");
    store->failed = false;
    /* One transaction: what others write in between is not seen. */
    bool own = sqlite3_get_autocommit(store->db) != 0;
    bool able = (!own || store_exec(store, "BEGIN")) && load_head(store, run, results) &&
                load_projects(store, run, results);
    return store_end(store, (StoreChange){own, true}, able);
}
