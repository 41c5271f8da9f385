/* make.c - a new store: made under another name, which it has until it is whole.
 *
 * So there is a store that can be used or none, whatever comes in between: a full disk, a signal,
 * another program that makes the same one.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"
#include "store/parts.h"

enum { NEW_MODE = 0644 }; /* as SQLite makes files */

static bool say_errno(BlDiags *diags, const char *path)
{
    bl_diag_add(diags, BL_ERROR, path, "the store cannot be made: %s", strerror(errno));
    return false;
}

/* All of it in the file itself, and none in the log beside it, which would be left behind. */
static bool settle(Store *store)
{
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    return code == SQLITE_OK || store_fail(store);
}

/* What a file system says that has no such call. */
static bool is_unknown(int error)
{
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM;
}

/* Never over a store that somebody else has made in the meantime: then it is EEXIST. Some file
 * systems have one way to say so, some another, and some none. The other name may stay behind. */
static int rename_new(const char *from, const char *to)
{
    int status = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
    if (status != 0 && is_unknown(errno))
        status = link(from, to);
    if (status != 0 && is_unknown(errno))
        status = rename(from, to);
    return status;
}

static void remove_temporary(const char *temp)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    BlArena arena = {0};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        unlink(bl_arena_printf(&arena, "%s%s", temp, ends[i]));
    bl_arena_free(&arena);
}

static bool make_as(const char *temp, const char *path, StoreFill *fill, void *context,
                    BlDiags *diags)
{
    Store *store = bl_alloc(sizeof *store);
    store->path = bl_strdup(path); /* as errors call it */
    store->diags = diags;
    bool able = store_open_new(store, temp) && (!fill || fill(context, store)) && settle(store);
    store_close(store);
    return able;
}

static bool make_at(const char *target, const char *path, bool sole, StoreFill *fill, void *context,
                    BlDiags *diags)
{
    char *temp;
    int fd = bl_file_open_beside(target, NEW_MODE, &temp);
    if (fd < 0)
        return say_errno(diags, path);
    close(fd);
    bool able = make_as(temp, path, fill, context, diags);
    if (able && rename_new(temp, target) != 0)
        able = (errno == EEXIST && !sole) || say_errno(diags, path);
    remove_temporary(temp);
    free(temp);
    if (able)
        bl_path_sync_name(target);
    return able;
}

/* SQLite takes a log for that of the store beside it, whichever that is. The log is asked for
 * first: another program that makes this store has made that before it writes a log. */
static bool has_old_log(const char *target, const char *path, BlDiags *diags)
{
    static const char *const ends[] = {"-wal", "-journal"};
    BlArena arena = {0};
    bool old = false;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0] && !old; i++) {
        struct stat log;
        const char *name = bl_arena_printf(&arena, "%s%s", target, ends[i]);
        old = stat(name, &log) == 0 && log.st_size > 0 && access(target, F_OK) != 0;
        if (old)
            bl_diag_add(diags, BL_ERROR, path,
                        "the store cannot be made: one that is gone has left %s, what was written "
                        "to it last. Put that store back, or remove its log",
                        name);
    }
    bl_arena_free(&arena);
    return old;
}

bool store_make(const char *path, bool sole, StoreFill *fill, void *context, BlDiags *diags)
{
    BlArena arena = {0};
    const char *target = bl_path_target(&arena, path);
    bool able = target ? !has_old_log(target, path, diags) &&
                             make_at(target, path, sole, fill, context, diags)
                       : say_errno(diags, path);
    bl_arena_free(&arena);
    return able;
}

/* ---- with a run in it ------------------------------------------------------------------------ */

static bool put_run(void *context, Store *store)
{
    return store_import(store, context, NULL, NULL);
}

bool store_make_with(const char *path, const Results *results, BlDiags *diags)
{
    Results copy = *results; /* a context is not constant */
    return store_make(path, false, put_run, &copy, diags);
}
