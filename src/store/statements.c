/* statements.c - what is asked of SQLite, in one place; the columns of the model come from rows.c.
 */
#include "store/parts.h"

/* ---- texts ----------------------------------------------------------------------------------- */

/* INSERT INTO table (first, columns) VALUES (?, ...); `first` names `count` columns. */
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

/* A row that has none above it. Gives the row's number. */
static void put_add(const StoreTable *table, BlBuf *sql)
{
    bool run = table == &store_runs;
    put_insert(table, run ? "environment_id, " : "", run, sql);
    bl_buf_puts(sql, " RETURNING id");
}

/* A row at its place below the row above it. */
static void put_row(const StoreTable *table, BlBuf *sql)
{
    BlBuf first = {0};
    bl_buf_printf(&first, "%s, position, ", table->above);
    put_insert(table, first.data, 2, sql);
    bl_buf_free(&first);
}

/* The same; where one stands already it gets the columns. Gives the row's number. */
static void put_head(const StoreTable *table, BlBuf *sql)
{
    put_row(table, sql);
    bl_buf_printf(sql, " ON CONFLICT (%s, position) DO UPDATE SET (", table->above);
    store_list_columns(table, ", ", "", sql);
    bl_buf_puts(sql, ") = (excluded.");
    store_list_columns(table, ", excluded.", "", sql);
    bl_buf_puts(sql, ") RETURNING id");
}

/* The same; where one stands already it stays as it is, and none is given. */
static void put_once(const StoreTable *table, BlBuf *sql)
{
    put_row(table, sql);
    bl_buf_printf(sql, " ON CONFLICT (%s, position) DO NOTHING RETURNING id", table->above);
}

/* The number of a row with these columns. */
static void put_find(const StoreTable *table, BlBuf *sql)
{
    bl_buf_printf(sql, "SELECT id FROM %s WHERE ", table->name);
    store_list_columns(table, " AND ", " IS ?", sql);
}

/* A row's number and columns, of those below one above, in their order. */
static void put_select(const StoreTable *table, BlBuf *sql)
{
    bl_buf_puts(sql, "SELECT id, ");
    store_list_columns(table, ", ", "", sql);
    bl_buf_printf(sql, " FROM %s WHERE %s = ? ORDER BY position", table->name, table->above);
}

/* A row by its number. */
static void put_get(const StoreTable *table, BlBuf *sql)
{
    bl_buf_printf(sql, "SELECT %s", table == &store_runs ? "environment_id, " : "");
    store_list_columns(table, ", ", "", sql);
    bl_buf_printf(sql, " FROM %s WHERE id = ?", table->name);
}

/* Each is a text, or made of a table's columns. */
static const struct {
    const char *text;
    void (*put)(const StoreTable *table, BlBuf *sql);
    const StoreTable *table;
} all[SQL_COUNT] = {
    [SQL_FIND_ENVIRONMENT] = {NULL, put_find, &store_environments},
    [SQL_ADD_ENVIRONMENT] = {NULL, put_add, &store_environments},
    [SQL_ADD_RUN] = {NULL, put_add, &store_runs},
    [SQL_FIND_RUN] = {.text = "SELECT id, finished FROM runs WHERE identifier = ?"},
    [SQL_FINISH_RUN] = {.text = "UPDATE runs SET finished = 1, wall_seconds = ?2 WHERE id = ?1"},
    [SQL_DELETE_RUN] = {.text = "DELETE FROM runs WHERE id = ?"},
    [SQL_PUT_PROJECT] = {NULL, put_head, &store_projects},
    [SQL_PUT_PACKAGE] = {NULL, put_head, &store_packages},
    [SQL_PUT_BENCHMARK] = {NULL, put_once, &store_benchmarks},
    [SQL_ADD_SAMPLE] = {.text = "INSERT INTO samples VALUES (?, ?, ?, ?, ?, ?, ?)"},
    /* Two units that differ only in invalid bytes: the first is kept. */
    [SQL_ADD_METRIC] = {.text = "INSERT OR IGNORE INTO metrics VALUES (?, ?, ?, ?)"},
    [SQL_ADD_NOTE] = {.text = "INSERT INTO notes VALUES (?, ?, ?)"},
    [SQL_ADD_CPU] = {.text = "INSERT INTO run_cpu VALUES (?, ?, ?)"},
    [SQL_GET_RUN] = {NULL, put_get, &store_runs},
    [SQL_GET_ENVIRONMENT] = {NULL, put_get, &store_environments},
    [SQL_GET_PROJECTS] = {NULL, put_select, &store_projects},
    [SQL_GET_PACKAGES] = {NULL, put_select, &store_packages},
    [SQL_GET_BENCHMARKS] = {NULL, put_select, &store_benchmarks},
    [SQL_GET_SAMPLES] = {.text = "SELECT operations, ns_per_op, bytes_per_op, allocs_per_op, round"
                                 " FROM samples WHERE benchmark_id = ? ORDER BY position"},
    [SQL_GET_METRICS] = {.text = "SELECT unit, value FROM metrics"
                                 " WHERE benchmark_id = ? ORDER BY position"},
    [SQL_GET_NOTES] = {.text = "SELECT note FROM notes WHERE benchmark_id = ? ORDER BY position"},
    [SQL_GET_CPU] = {.text = "SELECT cpu FROM run_cpu WHERE run_id = ? ORDER BY position"},
};

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
    if (all[which].text)
        bl_buf_puts(&sql, all[which].text);
    else
        all[which].put(all[which].table, &sql);
    if (sqlite3_prepare_v3(store->db, sql.data, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) !=
        SQLITE_OK)
        store_fail(store);
    bl_buf_free(&sql);
    return *statement;
}

sqlite3_stmt *store_prepare(Store *store, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        store_fail(store);
    return statement;
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
