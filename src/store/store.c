/* store.c - opening a store and what can go wrong with it.
 *
 * The file's first bytes are read before SQLite sees them, so that what is no store, or one of a
 * newer benchline, is refused without a byte of it changed (SQLite would, for example, take over
 * what an interrupted writer left). WAL mode lets readers go on beside a writer, and
 * synchronous=FULL puts every transaction on the disk before it is called done
 * (https://sqlite.org/wal.html).
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"
#include "store/parts.h"

enum { PATIENCE = 30000 }; /* milliseconds */

/* ---- errors ---------------------------------------------------------------------------------- */

bool store_say(Store *store, const char *format, ...)
{
    if (store->failed)
        return false;
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    bl_diag_add(store->diags, BL_ERROR, store->path, "%s", bl_buf_view(&message).ptr);
    bl_buf_free(&message);
    store->failed = true;
    return false;
}

/* SQLite says less about files than the system does. */
static bool fail_to_open(Store *store, const char *message, int system_error)
{
    bool there = access(store->path, F_OK) == 0;
    if (there && access(store->path, W_OK) != 0)
        return store_say(store, "the store cannot be written: %s", strerror(errno));
    if (system_error && !(there && system_error == ENOENT)) /* that is the log, which it makes */
        message = strerror(system_error);
    return store_say(store, "the store or the log beside it cannot be opened or written: %s",
                     message);
}

static bool say_full(Store *store)
{
    return store_say(store, "there is no room left for the store: make room, and try again");
}

bool store_fail(Store *store)
{
    int code = sqlite3_errcode(store->db), system_error = sqlite3_system_errno(store->db);
    const char *message = sqlite3_errmsg(store->db);
    switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return store_say(store, "another program is writing to the store and did not end in time: "
                                "try again");
    case SQLITE_FULL:
        return say_full(store);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return fail_to_open(store, message, system_error);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return store_say(store,
                         "the store is damaged (%s): take a copy of it from before, or save what "
                         "can be read with `sqlite3 %s .recover`",
                         message, store->path);
    case SQLITE_IOERR:
        if (system_error == ENOSPC) /* as the log's index says it */
            return say_full(store);
        return store_say(store, "the store cannot be read or written: %s",
                         system_error ? strerror(system_error) : message);
    default:
        return store_say(store, "SQLite says: %s", message);
    }
}

bool store_exec(Store *store, const char *sql)
{
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || store_fail(store);
}

/* ---- transactions ---------------------------------------------------------------------------- */

StoreChange store_begin(Store *store)
{
    StoreChange change = {.own = sqlite3_get_autocommit(store->db) != 0};
    if (change.own)
        store->failed = false; /* an error is that of a call, not of the store */
    change.begun = !change.own || store_exec(store, "BEGIN IMMEDIATE");
    return change;
}

/* An error may have rolled it back already. */
static void roll_back(Store *store)
{
    if (!sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool store_end(Store *store, StoreChange change, bool able)
{
    able &= change.begun && !store->failed;
    if (!change.own)
        return able;
    for (int i = 0; i < SQL_COUNT; i++) /* a statement in the middle would keep it open */
        sqlite3_reset(store->statements[i]);
    able = able && store_exec(store, "COMMIT");
    if (!able)
        roll_back(store);
    return able;
}

/* ---- the file's first bytes ------------------------------------------------------------------ */

/* https://sqlite.org/fileformat.html, section 1.3 */
enum { HEADER_SIZE = 100, USER_VERSION_AT = 60, APPLICATION_AT = 68 };

typedef struct Header {
    bool there, empty, database;
    int version, application;
    int error; /* an errno value */
} Header;

static int big_endian(const unsigned char *at)
{
    return (int)((uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3]);
}

static Header read_header(const char *path)
{
    Header header = {0};
    unsigned char bytes[HEADER_SIZE];
    FILE *in = fopen(path, "rbe");
    if (!in) {
        header.error = errno == ENOENT ? 0 : errno;
        return header;
    }
    size_t length = fread(bytes, 1, sizeof bytes, in);
    header.error = ferror(in) ? errno : 0;
    fclose(in);
    header.there = true;
    header.empty = length == 0;
    header.database = length == sizeof bytes && memcmp(bytes, "SQLite format 3", 16) == 0;
    if (header.database) {
        header.version = big_endian(bytes + USER_VERSION_AT);
        header.application = big_endian(bytes + APPLICATION_AT);
    }
    return header;
}

bool store_is_store(const char *path)
{
    return bl_path_is_file(path) && read_header(path).database;
}

static bool check_version(Store *store, int version, int application)
{
    if (application != STORE_APPLICATION)
        return store_say(store, "this is an SQLite database, but not one of benchline's");
    if (version > STORE_VERSION)
        return store_say(store,
                         "the store is of version %d, and benchline %s knows versions to %d: use a "
                         "newer benchline. It was not changed",
                         version, BENCHLINE_VERSION, STORE_VERSION);
    if (version < 1)
        return store_say(store, "the store has the impossible version %d: it is damaged", version);
    return true;
}

/* May SQLite open it at all? */
static bool check_header(Store *store, const Header *header, StoreUse use)
{
    if (header->error)
        return store_say(store, "the store cannot be opened: %s", strerror(header->error));
    if (!header->there && use != STORE_CREATE)
        return store_say(store,
                         "there is no such store; `benchline import FILE --store %s` makes one",
                         store->path);
    if (!header->there || (header->empty && use != STORE_READ))
        return true;
    if (!header->database)
        return store_say(store, "this is not a store of benchline's: no SQLite database");
    /* Application 0 is a database that somebody is just making. */
    if (!header->application && !header->version)
        return true;
    return check_version(store, header->version, header->application);
}

/* ---- opening --------------------------------------------------------------------------------- */

static bool read_pragma(Store *store, const char *sql, int *value)
{
    sqlite3_stmt *statement = store_prepare(store, sql);
    bool able = statement && sqlite3_step(statement) == SQLITE_ROW;
    if (able)
        *value = sqlite3_column_int(statement, 0);
    else
        store_fail(store);
    sqlite3_finalize(statement);
    return able;
}

/* What a database says of itself, which may stand in the log and not yet in the file. */
typedef struct State {
    int version, application, tables;
} State;

/* All of it as it is at one moment: somebody may just be making the store. */
static bool read_state(Store *store, State *state)
{
    StoreChange change = {.own = sqlite3_get_autocommit(store->db) != 0};
    change.begun = !change.own || store_exec(store, "BEGIN");
    bool able = change.begun && read_pragma(store, "PRAGMA user_version", &state->version) &&
                read_pragma(store, "PRAGMA application_id", &state->application) &&
                read_pragma(store, "SELECT count(*) FROM sqlite_master", &state->tables);
    return store_end(store, change, able);
}

/* Is it a database without anything in it, or a store? Asked before anything is changed. */
static bool is_ours(Store *store, bool *fresh)
{
    State state = {0};
    if (!read_state(store, &state))
        return false;
    *fresh = !state.version && !state.application && !state.tables;
    return *fresh || check_version(store, state.version, state.application);
}

/* Makes the tables, or brings them up to date. Another program may just have done so. */
static bool bring_up_to_date(Store *store)
{
    int version = 0;
    bool fresh;
    StoreChange change = store_begin(store);
    bool able = change.begun && is_ours(store, &fresh) &&
                read_pragma(store, "PRAGMA user_version", &version);
    if (able && version < STORE_VERSION)
        able = store_migrate(store, version);
    return store_end(store, change, able);
}

/* SQLite does not wait by itself for the lock that this needs. */
static bool use_log(Store *store)
{
    for (int waited = 0;; waited += 20) {
        int code = sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
        if (code == SQLITE_OK)
            return true;
        if (code != SQLITE_BUSY || waited >= PATIENCE)
            return store_fail(store);
        sqlite3_sleep(20);
    }
}

static bool open_file(Store *store, const char *name, int flags)
{
    int code = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_EXRESCODE, NULL);
    if (!store->db)
        bl_out_of_memory(0);
    sqlite3_busy_timeout(store->db, PATIENCE);
    return code == SQLITE_OK &&
           sqlite3_exec(store->db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL) == SQLITE_OK;
}

static bool can_read(Store *store)
{
    return sqlite3_exec(store->db, "SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) ==
           SQLITE_OK;
}

/* Without a log while the tables are made, for nobody else has the file, and a small disk has room
 * for them once. The log is begun all the same: without room for it the store could not be used. */
bool store_open_new(Store *store, const char *file)
{
    if (!open_file(store, file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE))
        return store_fail(store);
    return store_exec(store, "PRAGMA journal_mode = MEMORY") &&
           store_exec(store, "PRAGMA synchronous = FULL") && bring_up_to_date(store) &&
           use_log(store) && (can_read(store) || store_fail(store));
}

/* For changing. */
static bool open_writable(Store *store)
{
    if (!open_file(store, store->path, SQLITE_OPEN_READWRITE))
        return store_fail(store);
    bool fresh;
    return is_ours(store, &fresh) && use_log(store) &&
           store_exec(store, "PRAGMA synchronous = FULL") && bring_up_to_date(store);
}

/* As a name that SQLite takes for one that never changes: on a read-only disk no log can be
 * kept. */
static char *immutable_name(const char *path)
{
    BlBuf name = {0};
    bl_buf_puts(&name, "file:");
    for (const char *c = path; *c; c++)
        if (strchr("?#%", *c))
            bl_buf_printf(&name, "%%%02X", (unsigned char)*c);
        else
            bl_buf_putc(&name, *c);
    bl_buf_puts(&name, "?immutable=1");
    return name.data;
}

static bool has_log(const char *path)
{
    BlBuf log = {0};
    struct stat st;
    bl_buf_printf(&log, "%s-wal", path);
    bool there = stat(log.data, &st) == 0 && st.st_size > 0;
    bl_buf_free(&log);
    return there;
}

/* What cannot be opened in the usual way, which needs a file beside the store. On a disk that may
 * not be written there is no log either. On a full one the log's index is kept in memory, if the
 * store is nobody else's meanwhile. */
static bool open_otherwise(Store *store)
{
    int code = sqlite3_errcode(store->db) & 0xFF;
    bool full = code == SQLITE_FULL || sqlite3_extended_errcode(store->db) == SQLITE_IOERR_SHMSIZE;
    if (full) {
        sqlite3_close(store->db);
        return open_file(store, store->path, SQLITE_OPEN_READWRITE) &&
               store_exec(store, "PRAGMA query_only = ON; PRAGMA locking_mode = EXCLUSIVE") &&
               can_read(store);
    }
    if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || has_log(store->path))
        return false;
    sqlite3_close(store->db);
    char *name = immutable_name(store->path);
    bool able = open_file(store, name, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI) && can_read(store);
    free(name);
    return able;
}

/* With the right to write, where there is one: who closes a store last puts away its log, and who
 * may only read cannot. */
static bool open_readable(Store *store)
{
    State state = {0};
    bool able = open_file(store, store->path, SQLITE_OPEN_READWRITE) &&
                store_exec(store, "PRAGMA query_only = ON") && can_read(store);
    if (!able && !open_otherwise(store))
        return store_fail(store);
    return read_state(store, &state) && check_version(store, state.version, state.application);
}

Store *store_open(const char *path, StoreUse use, BlDiags *diags)
{
    Store *store = bl_alloc(sizeof *store);
    store->path = bl_strdup(path);
    store->diags = diags;
    Header header = read_header(path);
    bool able = check_header(store, &header, use);
    /* An older version must be brought up to date, whatever the use. */
    bool old = header.database && header.version < STORE_VERSION;
    if (able && !header.there)
        able = store_make(path, false, NULL, NULL, diags);
    if (able)
        able = use == STORE_READ && !old ? open_readable(store) : open_writable(store);
    if (able)
        return store;
    store_close(store);
    return NULL;
}

void store_close(Store *store)
{
    if (!store)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        sqlite3_finalize(store->statements[i]);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

void store_set_patience(Store *store, int milliseconds)
{
    sqlite3_busy_timeout(store->db, milliseconds);
}

void store_limit_pages(Store *store, int pages)
{
    char sql[64];
    snprintf(sql, sizeof sql, "PRAGMA max_page_count = %d", pages);
    store_exec(store, sql);
}
