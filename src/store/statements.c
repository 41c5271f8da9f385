/* statements.c - what is asked of SQLite, in one place; the columns of the model come from rows.c.
 */
#include "store/parts.h"

/* ---- texts ----------------------------------------------------------------------------------- */

/* INSERT INTO table (above, position, columns...) VALUES (?, ...) */
static void put_insert(const StoreTable *table, const char *first, size_t count, BlBuf *sql)
{
    count += store_count_columns(table);
    bl_buf_printf(sql, "INSERT INTO %s (%s", table->name, first);
    store_list_columns(table, ", ", "", sql);
    bl_buf_puts(sql, ") VALUES (?");
    for (size_t i = 1; i < count; i++)
        bl_buf_puts(sql, ", ?");
    bl_buf_putc(sql, ')');
}

/* A row at its place below the row above it. */
static void put_row(const StoreTable *table, BlBuf *sql)
{
    BlBuf first = {0};
    bl_buf_printf(&first, "%s, position, ", table->above);
    put_insert(table, first.data, 2, sql);
    bl_buf_free(&first);
}

/* The same; where a row stands already it gets the columns. Gives the row's number. */
static void put_head(const StoreTable *table, BlBuf *sql)
{
    put_row(table, sql);
    bl_buf_printf(sql, " ON CONFLICT (%s, position) DO UPDATE SET (", table->above);
    store_list_columns(table, ", ", "", sql);
    bl_buf_puts(sql, ") = (excluded.");
    store_list_columns(table, ", excluded.", "", sql);
    bl_buf_puts(sql, ") RETURNING id");
}

/* A row's number and columns, of those below one above, in their order. */
static void put_select(const StoreTable *table, BlBuf *sql)
{
    bl_buf_puts(sql, "SELECT id, ");
    store_list_columns(table, ", ", "", sql);
    bl_buf_printf(sql, " FROM %s WHERE %s = ? ORDER BY position", table->name, table->above);
}

/* A row by its number. */
static void put_get(const StoreTable *table, const char *more, BlBuf *sql)
{
    bl_buf_printf(sql, "SELECT %s", more);
    store_list_columns(table, ", ", "", sql);
    bl_buf_printf(sql, " FROM %s WHERE id = ?", table->name);
}

static void write_sql(StoreSql which, BlBuf *sql)
{
    switch (which) {
    case SQL_FIND_ENVIRONMENT:
        bl_buf_puts(sql, "SELECT id FROM environments WHERE ");
        store_list_columns(&store_environments, " AND ", " IS ?", sql);
        return;
    case SQL_ADD_ENVIRONMENT:
        put_insert(&store_environments, "", 0, sql);
        bl_buf_puts(sql, " RETURNING id");
        return;
    case SQL_ADD_RUN:
        put_insert(&store_runs, "environment_id, ", 1, sql);
        bl_buf_puts(sql, " RETURNING id");
        return;
    case SQL_FIND_RUN:
        bl_buf_puts(sql, "SELECT id, finished FROM runs WHERE identifier = ?");
        return;
    case SQL_FINISH_RUN:
        bl_buf_puts(sql, "UPDATE runs SET finished = 1, wall_seconds = ?2 WHERE id = ?1");
        return;
    case SQL_DELETE_RUN:
        bl_buf_puts(sql, "DELETE FROM runs WHERE id = ?");
        return;
    case SQL_PUT_PROJECT:
        put_head(&store_projects, sql);
        return;
    case SQL_PUT_PACKAGE:
        put_head(&store_packages, sql);
        return;
    case SQL_PUT_BENCHMARK:
        put_row(&store_benchmarks, sql);
        bl_buf_puts(sql, " ON CONFLICT (package_id, position) DO NOTHING RETURNING id");
        return;
    case SQL_ADD_SAMPLE:
        bl_buf_puts(sql, "INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?)");
        return;
    case SQL_ADD_METRIC: /* two units that differ only in invalid bytes: the first is kept */
        bl_buf_puts(sql, "INSERT OR IGNORE INTO metrics VALUES (?, ?, ?, ?)");
        return;
    case SQL_ADD_NOTE:
        bl_buf_puts(sql, "INSERT INTO notes VALUES (?, ?, ?)");
        return;
    case SQL_ADD_CPU:
        bl_buf_puts(sql, "INSERT INTO run_cpu VALUES (?, ?, ?)");
        return;
    case SQL_GET_RUN:
        put_get(&store_runs, "environment_id, ", sql);
        return;
    case SQL_GET_ENVIRONMENT:
        put_get(&store_environments, "", sql);
        return;
    case SQL_GET_PROJECTS:
        put_select(&store_projects, sql);
        return;
    case SQL_GET_PACKAGES:
        put_select(&store_packages, sql);
        return;
    case SQL_GET_BENCHMARKS:
        put_select(&store_benchmarks, sql);
        return;
    case SQL_GET_SAMPLES:
        bl_buf_puts(sql, "SELECT operations, ns_per_op, bytes_per_op, allocs_per_op, round"
                         " FROM samples WHERE benchmark_id = ? ORDER BY position");
        return;
    case SQL_GET_METRICS:
        bl_buf_puts(sql,
                    "SELECT unit, value FROM metrics WHERE benchmark_id = ? ORDER BY position");
        return;
    case SQL_GET_NOTES:
        bl_buf_puts(sql, "SELECT note FROM notes WHERE benchmark_id = ? ORDER BY position");
        return;
    case SQL_GET_CPU:
        bl_buf_puts(sql, "SELECT cpu FROM run_cpu WHERE run_id = ? ORDER BY position");
        return;
    case SQL_COUNT:
        return;
    }
}

/* ---- using them ------------------------------------------------------------------------------ */

sqlite3_stmt *store_statement(Store *store, StoreSql which)
{
    sqlite3_stmt **statement = &store->statements[which];
    if (*statement) {
        sqlite3_reset(*statement);
        sqlite3_clear_bindings(*statement);
        return *statement;
    }
    BlBuf sql = {0};
    write_sql(which, &sql);
    if (sqlite3_prepare_v3(store->db, sql.data, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) !=
        SQLITE_OK)
        store_fail(store);
    bl_buf_free(&sql);
    return *statement;
}

bool store_next(Store *store, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        store_fail(store);
    sqlite3_reset(statement);
    return false;
}

bool store_run(Store *store, sqlite3_stmt *statement)
{
    return statement && !store_next(store, statement) && !store->failed;
}
