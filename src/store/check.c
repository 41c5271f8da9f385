/* check.c - reads a whole store and tells what is damaged.
 *
 * SQLite knows whether its pages fit together, and not what should be in them: a table that
 * somebody dropped leaves a sound database. So what there is in the file is held against what a new
 * store has, which the same steps make in memory.
 */
#include <stdlib.h>

#include "store/parts.h"

enum { MOST_FINDINGS = 20 };

/* Every row of what a pragma finds is an error, but for "ok". */
static bool check_with(Store *store, const char *pragma, const char *about)
{
    sqlite3_stmt *statement = store_prepare(store, pragma);
    size_t found = 0;
    while (statement && store_next(store, statement) && found < MOST_FINDINGS) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);
        if (text && strcmp(text, "ok") == 0)
            continue;
        bl_diag_add(store->diags, BL_ERROR, store->path, "%s%s", about, text ? text : "");
        found++;
    }
    sqlite3_finalize(statement);
    return !found && !store->failed;
}

/* ---- what a store is made of ----------------------------------------------------------------- */

/* In words, and the table that it is of. Names of indexes are nothing that a statement relies on,
 * their columns are. */
static const char parts_sql[] =
    "SELECT 'the table ' || m.name AS part, NULL AS owner, 0 AS kind"
    "  FROM sqlite_master m WHERE m.type = 'table'"
    " UNION ALL SELECT iif(c.pk, 'the key ', 'the column ') || c.name || ' of the table ' ||"
    "   m.name, 'the table ' || m.name, 1"
    "  FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    " UNION ALL SELECT 'the reference from ' || f.\"from\" || ' of the table ' || m.name ||"
    "   ' to the table ' || f.\"table\", 'the table ' || m.name, 2"
    "  FROM sqlite_master m, pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
    " UNION ALL SELECT iif(i.\"unique\", 'the unique index of ', 'the index of ') ||"
    "   (SELECT group_concat(x.name, ', ') FROM pragma_index_info(i.name) x) ||"
    "   ' of the table ' || m.name, 'the table ' || m.name, 3"
    "  FROM sqlite_master m, pragma_index_list(m.name) i WHERE m.type = 'table'"
    " ORDER BY kind, part";

typedef struct Part {
    const char *text, *owner; /* `owner` is the text of its table, or NULL */
} Part;

typedef struct Parts {
    BlArena arena;
    BL_VEC(Part) list;
} Parts;

static bool list_parts(Store *store, Parts *parts)
{
    sqlite3_stmt *rows = store_prepare(store, parts_sql);
    while (rows && store_next(store, rows))
        bl_vec_push(&parts->list, (Part){store_read_text(rows, 0, &parts->arena),
                                         store_read_text(rows, 1, &parts->arena)});
    sqlite3_finalize(rows);
    return !store->failed;
}

static void free_parts(Parts *parts)
{
    bl_vec_free(&parts->list);
    bl_arena_free(&parts->arena);
}

/* Those of a store that is made just now. */
static bool list_parts_of_new(Store *store, Parts *parts)
{
    Store made = {.path = store->path, .diags = store->diags};
    bool able = sqlite3_open(":memory:", &made.db) == SQLITE_OK || store_fail(&made);
    able = able && store_migrate(&made, 0) && list_parts(&made, parts);
    sqlite3_close(made.db);
    return able;
}

static bool has_part(const Parts *parts, const char *text)
{
    for (size_t i = 0; i < parts->list.count; i++)
        if (strcmp(parts->list.items[i].text, text) == 0)
            return true;
    return false;
}

/* Of a table that is missing nothing else is said. */
static bool say_missing(Store *store, const Parts *wanted, const Parts *there)
{
    size_t found = 0;
    for (size_t i = 0; i < wanted->list.count && found < MOST_FINDINGS; i++) {
        const Part *part = &wanted->list.items[i];
        if (has_part(there, part->text) || (part->owner && !has_part(there, part->owner)))
            continue;
        bl_diag_add(store->diags, BL_ERROR, store->path, "damaged: %s is missing", part->text);
        found++;
    }
    return !found;
}

static bool check_parts(Store *store)
{
    Parts wanted = {0}, there = {0};
    bool able = list_parts_of_new(store, &wanted) && list_parts(store, &there);
    able = able && say_missing(store, &wanted, &there);
    free_parts(&wanted);
    free_parts(&there);
    return able;
}

bool store_check(Store *store)
{
    store->failed = false;
    return check_with(store, "PRAGMA integrity_check(20)", "damaged: ") && check_parts(store) &&
           check_with(store, "PRAGMA foreign_key_check", "a row that belongs to none, in table ");
}
