/* rows.c - rows of the model as rows of tables, by the tables of results/fields.h: whatever is
 * there has a column of its name, and nothing here needs to know which.
 *
 * Columns of numbers have no type in the schema, and so no affinity: a number is kept as it is
 * bound (https://sqlite.org/datatype3.html), which matters for -0. Whole numbers are bound as
 * integers, which take a byte or two instead of eight.
 */
#include "results/text.h"
#include "store/parts.h"

/* ---- tables ---------------------------------------------------------------------------------- */

#define PLAIN(type, flags, key, member)                              \
    {                                                                \
        key, FIELD_##type, flags, offsetof(Results, member), NULL, 0 \
    }

/* Of a run, what stands elsewhere in the document. */
static const ResultField document[] = {
    PLAIN(TEXT, FIELD_KNOWN, "identifier", id),
    PLAIN(TEXT, FIELD_KNOWN, "tool_version", tool_version),
    PLAIN(TEXT, FIELD_KNOWN, "source", source),
    PLAIN(TEXT, 0, "started", environment.started),
    PLAIN(NUMBER, FIELD_FROM_ZERO, "wall_seconds", wall_seconds),
};
static const ResultFields document_fields = {document, sizeof document / sizeof document[0]};

const StoreTable store_environments = {
    "environments", NULL, {{"", &result_environment_fields, offsetof(Results, environment)}}};
const StoreTable store_runs = {
    "runs",
    NULL,
    {{"", &document_fields, 0}, {"", &result_run_fields, 0}, {"", &result_setting_fields, 0}}};
const StoreTable store_projects = {"projects", "run_id", {{"", &result_project_fields, 0}}};
const StoreTable store_packages = {"packages", "project_id", {{"", &result_package_fields, 0}}};
const StoreTable store_benchmarks = {
    "benchmarks",
    "package_id",
    {{"", &result_benchmark_fields, 0},
     {"median_", &result_median_fields, 0},
     {"check_", &result_check_fields, offsetof(ResultBenchmark, check)}}};

/* When a run began is no part of where it ran. */
static bool is_kept(const StoreTable *table, const ResultField *field)
{
    return table != &store_environments || strcmp(field->name, "started") != 0;
}

/* Goes through the fields of a table; each has a column unless is_kept() says otherwise. */
#define FOR_EACH_FIELD(table, part, field)                                        \
    for (const StoreColumns *(part) = (table)->columns; (part)->fields; (part)++) \
        for (const ResultField *(field) = (part)->fields->items,                  \
                               *field##_end = (field) + (part)->fields->count;    \
             (field) < field##_end; (field)++)                                    \
            if (is_kept(table, field))

void store_list_columns(const StoreTable *table, const char *separator, const char *more,
                        BlBuf *out)
{
    const char *before = "";
    FOR_EACH_FIELD(table, part, field)
    {
        bl_buf_printf(out, "%s\"%s%s\"%s", before, part->prefix, field->name, more);
        before = separator;
    }
}

size_t store_count_columns(const StoreTable *table)
{
    size_t count = 0;
    FOR_EACH_FIELD(table, part, field)
    count++;
    return count;
}

/* ---- into a row ------------------------------------------------------------------------------ */

void store_bind_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    BlBuf valid = {0};
    if (!text)
        return; /* as it is, it is null */
    results_append_utf8(&valid, text);
    sqlite3_bind_text64(statement, parameter, valid.data, valid.len, SQLITE_TRANSIENT, SQLITE_UTF8);
    bl_buf_free(&valid);
}

void store_bind_number(sqlite3_stmt *statement, int parameter, double value)
{
    const double exact = 9007199254740992; /* 2 to the 53rd */
    bool whole = trunc(value) == value && fabs(value) <= exact && !(value == 0 && signbit(value));
    if (whole)
        sqlite3_bind_int64(statement, parameter, (sqlite3_int64)value);
    else
        sqlite3_bind_double(statement, parameter, value); /* of NaN SQLite makes null */
}

/* Beyond what SQLite's integers hold, which nobody ever counted to, it is the negative number of
 * the same bits. */
static void bind_count(sqlite3_stmt *statement, int parameter, uint64_t count, bool known)
{
    if (count || known)
        sqlite3_bind_int64(statement, parameter, (sqlite3_int64)count);
}

static void bind_field(sqlite3_stmt *statement, int parameter, const ResultField *field,
                       const void *row)
{
    const void *value = (const char *)row + field->offset;
    bool known = field->flags & FIELD_KNOWN;
    switch (field->type) {
    case FIELD_TEXT:
        store_bind_text(statement, parameter, *(const char *const *)value);
        return;
    case FIELD_COUNT:
        bind_count(statement, parameter, *(const uint64_t *)value, known);
        return;
    case FIELD_COUNT32:
        bind_count(statement, parameter, *(const uint32_t *)value, known);
        return;
    case FIELD_NUMBER:
        store_bind_number(statement, parameter, *(const double *)value);
        return;
    case FIELD_FLAG:
        sqlite3_bind_int(statement, parameter, *(const bool *)value);
        return;
    case FIELD_NAME:
        store_bind_text(statement, parameter, field->names[result_field_value(field, row)]);
        return;
    }
}

void store_bind_row(sqlite3_stmt *statement, int from, const StoreTable *table, const void *row)
{
    int parameter = from;
    FOR_EACH_FIELD(table, part, field)
    bind_field(statement, parameter++, field, (const char *)row + part->offset);
}

/* ---- out of a row ---------------------------------------------------------------------------- */

double store_read_number(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return RESULT_UNKNOWN;
    return sqlite3_column_double(statement, column);
}

const char *store_read_text(sqlite3_stmt *statement, int column, BlArena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text ? bl_str_dup(arena, bl_cstr((const char *)text)) : NULL;
}

static bool read_name(sqlite3_stmt *statement, int column, const ResultField *field, void *row)
{
    int value = result_field_find_name(field, (const char *)sqlite3_column_text(statement, column));
    if (value >= 0)
        result_field_set_value(field, row, value);
    return value >= 0;
}

static bool read_field(sqlite3_stmt *statement, int column, const ResultField *field,
                       BlArena *arena, void *row)
{
    void *value = result_field_in(field, row);
    switch (field->type) {
    case FIELD_TEXT:
        *(const char **)value = store_read_text(statement, column, arena);
        return *(const char **)value || !(field->flags & FIELD_KNOWN);
    case FIELD_COUNT:
        *(uint64_t *)value = (uint64_t)sqlite3_column_int64(statement, column);
        return true;
    case FIELD_COUNT32:
        *(uint32_t *)value = (uint32_t)sqlite3_column_int64(statement, column);
        return true;
    case FIELD_NUMBER:
        *(double *)value = store_read_number(statement, column);
        return true;
    case FIELD_FLAG:
        *(bool *)value = sqlite3_column_int(statement, column) != 0;
        return true;
    case FIELD_NAME:
        return read_name(statement, column, field, row);
    }
    return false;
}

bool store_read_row(Store *store, sqlite3_stmt *statement, int from, const StoreTable *table,
                    BlArena *arena, void *row)
{
    int column = from;
    FOR_EACH_FIELD(table, part, field)
    {
        if (!read_field(statement, column, field, arena, (char *)row + part->offset)) {
            const unsigned char *text = sqlite3_column_text(statement, column);
            return store_say(store, "%s.%s%s: '%s' is no value that it can have", table->name,
                             part->prefix, field->name, text ? (const char *)text : "NULL");
        }
        column++;
    }
    return true;
}
