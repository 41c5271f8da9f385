/* find_run.c - a run by the name that somebody gave it, and results by theirs: a file, a store, a
 * run of a store. */
#include <stdlib.h>
#include <unistd.h>

#include "benchline/path.h"
#include "store/parts.h"

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
    sqlite3_stmt *rows = store_prepare(store, sql);
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
    count = ask_runs(store, "SELECT id FROM runs WHERE NOT finished LIMIT ?", 2, NULL, run);
    if (count < 0)
        return false;
    if (count > 0 && back == 0)
        return store_say(
            store,
            "no run is finished, and 'latest' is the last one that is: name one by its "
            "number, which `benchline history --store %s` lists; `benchline run --resume` "
            "goes on with it",
            store->path);
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
