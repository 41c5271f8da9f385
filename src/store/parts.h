/* parts.h - what the files of this folder share: the open store, its statements, its tables.
 *
 * A run goes through them in this order:
 *
 *   store.c       opens the file, or says why it is none of ours; errors and transactions
 *   make.c        a file where there is none
 *   schema.c      the tables, and how those of an older version become today's
 *   rows.c        rows of the model as rows of tables, by the tables of results/fields.h
 *   statements.c  what is asked of SQLite
 *   put.c         results into the store, piece by piece or whole
 *   merge.c       many stores and files into one
 *   load.c        a run out of it again
 *   runs.c        lists: of all runs, and of what each benchmark did in them
 *   find_run.c    a run by its name, and results wherever they are
 *   check.c       what is damaged, of the whole file
 */
#ifndef BENCHLINE_STORE_PARTS_H
#define BENCHLINE_STORE_PARTS_H

#include <sqlite3.h>

#include "benchline/store.h"
#include "results/fields.h"

/* ---- store.c --------------------------------------------------------------------------------- */

/* The statements that are used again and again, each prepared when it is first needed. */
typedef enum StoreSql {
    SQL_FIND_ENVIRONMENT,
    SQL_ADD_ENVIRONMENT,
    SQL_ADD_RUN,
    SQL_FIND_RUN,
    SQL_FINISH_RUN,
    SQL_DELETE_RUN,
    SQL_PUT_PROJECT,
    SQL_PUT_PACKAGE,
    SQL_PUT_BENCHMARK,
    SQL_ADD_SAMPLE,
    SQL_ADD_METRIC,
    SQL_ADD_NOTE,
    SQL_ADD_CPU,
    SQL_GET_RUN,
    SQL_GET_ENVIRONMENT,
    SQL_GET_PROJECTS,
    SQL_GET_PACKAGES,
    SQL_GET_BENCHMARKS,
    SQL_GET_SAMPLES,
    SQL_GET_METRICS,
    SQL_GET_NOTES,
    SQL_GET_CPU,
    SQL_COUNT
} StoreSql;

struct Store {
    sqlite3 *db;
    char *path;
    BlDiags *diags;
    bool failed; /* the error was said */
    sqlite3_stmt *statements[SQL_COUNT];
};

/* Says what SQLite has just refused. Returns false. */
bool store_fail(Store *store);
/* Says something of our own. Returns false. */
bool store_say(Store *store, const char *format, ...) BL_PRINTF(2, 3);
bool store_exec(Store *store, const char *sql);

/* A function that changes something begins with the first and ends with `return` of the second: one
 * transaction, unless it is a part of another one. */
typedef struct StoreChange {
    bool own;   /* the transaction is ours */
    bool begun; /* and it began */
} StoreChange;

StoreChange store_begin(Store *store);
bool store_end(Store *store, StoreChange change, bool able);

/* Opens a file that is not there yet, as an empty store. */
bool store_open_new(Store *store, const char *file);

/* ---- make.c ---------------------------------------------------------------------------------- */

typedef bool StoreFill(void *context, Store *store);

/* Makes the store `path`, where nothing is, with what `fill` puts into it, which may be NULL; or
 * there is nothing then either. Has somebody else made one meanwhile, that one stays as it is,
 * which is an error when `sole`. */
bool store_make(const char *path, bool sole, StoreFill *fill, void *context, BlDiags *diags);

/* ---- schema.c -------------------------------------------------------------------------------- */

/* Takes the database from a version to STORE_VERSION, 0 being an empty one. Part of a
 * transaction. */
bool store_migrate(Store *store, int version);

/* ---- rows.c ---------------------------------------------------------------------------------- */

/* Some fields of a row, as columns. */
typedef struct StoreColumns {
    const char *prefix;         /* of the columns' names */
    const ResultFields *fields; /* the last has NULL */
    size_t offset;              /* in the row, of the struct that the fields are of */
} StoreColumns;

/* A table: its name, the column that names the row above, and the columns of the model. */
typedef struct StoreTable {
    const char *name, *above; /* `above` is NULL where there is none */
    StoreColumns columns[4];
} StoreTable;

extern const StoreTable store_environments, store_runs, store_projects, store_packages,
    store_benchmarks;

/* The names of the columns, with `separator` between them; each is followed by `more` (" IS ?"). */
void store_list_columns(const StoreTable *table, const char *separator, const char *more,
                        BlBuf *out);
size_t store_count_columns(const StoreTable *table);
/* Binds the row's fields from a parameter on, which is from 1. */
void store_bind_row(sqlite3_stmt *statement, int from, const StoreTable *table, const void *row);
void store_bind_number(sqlite3_stmt *statement, int parameter, double value);
void store_bind_text(sqlite3_stmt *statement, int parameter, const char *text);
/* The row's fields out of columns, the first of which is `from`, from 0 on. False when a value is
 * none that the field can have, which is said. */
bool store_read_row(Store *store, sqlite3_stmt *statement, int from, const StoreTable *table,
                    BlArena *arena, void *row);
double store_read_number(sqlite3_stmt *statement, int column);
const char *store_read_text(sqlite3_stmt *statement, int column, BlArena *arena); /* or NULL */

/* ---- statements.c ---------------------------------------------------------------------------- */

/* Ready to be bound; NULL after an error, which was said. */
sqlite3_stmt *store_statement(Store *store, StoreSql which);
/* One that is used once; sqlite3_finalize() it. NULL after an error, which was said. */
sqlite3_stmt *store_prepare(Store *store, const char *sql);
/* Runs one that gives no rows. */
bool store_run(Store *store, sqlite3_stmt *statement);
/* Is there a next row? False also after an error, see `failed`. */
bool store_next(Store *store, sqlite3_stmt *statement);

#endif
