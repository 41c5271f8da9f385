/* replace.c - files that are replaced as a whole; see path.h.
 *
 * The new bytes go to a temporary file in the same folder, which is then renamed over the old one:
 * rename(2) leaves either the one or the other. What the user wrote is worth more than what can be
 * made again: there, the disk is waited for, mode and owner stay, and the temporary file is locked
 * while its process lives, so that one whose process was killed can be told and removed.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"

#define INFIX ".benchline-" /* between a file's name and a number */

/* ---- what can be made again ------------------------------------------------------------------ */

/* A terminal, a pipe, /dev/null: something that others may have open, or that has no bytes. */
static bool is_device(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* The number is any: that of the process is another one's too, where each has a container of its
 * own, and the folder in common. */
int bl_file_open_beside(const char *path, unsigned mode, char **temp)
{
    int fd;
    do {
        BlBuf name = {0};
        uint32_t number;
        bl_random(&number, sizeof number);
        bl_buf_printf(&name, "%s" INFIX "%u", path, number);
        fd = open(name.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        int error = errno;
        if (fd < 0)
            bl_buf_free(&name);
        *temp = name.data;
        errno = error;
    } while (fd < 0 && errno == EEXIST);
    return fd;
}

/* `path`: of no link. */
static void open_beside(BlNewFile *file, const char *path, mode_t mode)
{
    file->path = bl_strdup(path);
    file->fd = bl_file_open_beside(path, mode, &file->temp);
    file->error = file->fd < 0 ? errno : 0;
}

void bl_new_file_open(BlNewFile *file, const char *path)
{
    BlArena arena = {0};
    const char *target = bl_path_target(&arena, path);
    *file = (BlNewFile){.fd = -1, .error = target ? 0 : errno};
    if (is_device(path)) {
        file->fd = open(path, O_WRONLY | O_CLOEXEC);
        file->error = file->fd < 0 ? errno : 0;
    } else if (target) {
        open_beside(file, target, 0666);
    }
    bl_arena_free(&arena);
}

void bl_new_file_append(BlNewFile *file, BlStr bytes)
{
    if (!file->error)
        file->error = bl_write_all(file->fd, bytes);
}

/* Renames it, or removes it when there was an error; returns that. */
static int put_in_place(BlNewFile *file)
{
    bool made = file->temp && file->fd >= 0;
    if (made && !file->error && rename(file->temp, file->path) != 0)
        file->error = errno;
    if (made && file->error)
        unlink(file->temp);
    free(file->path);
    free(file->temp);
    return file->error;
}

int bl_new_file_close(BlNewFile *file)
{
    if (file->fd >= 0 && close(file->fd) != 0 && !file->error)
        file->error = errno;
    return put_in_place(file);
}

int bl_file_write(const char *path, BlStr bytes)
{
    BlNewFile file;
    bl_new_file_open(&file, path);
    bl_new_file_append(&file, bytes);
    return bl_new_file_close(&file);
}

/* ---- what the user wrote --------------------------------------------------------------------- */

/* What the new file shall have of the old one. The mode last: a change of owner clears bits. */
static int take_after(int fd, const struct stat *old)
{
    struct stat new;
    if (fstat(fd, &new) != 0)
        return errno;
    bool others = new.st_uid != old->st_uid || new.st_gid != old->st_gid;
    if (others && fchown(fd, old->st_uid, old->st_gid) != 0)
        return errno;
    return fchmod(fd, old->st_mode & 07777) == 0 ? 0 : errno;
}

/* The name is on the disk only when its folder is. Some file systems cannot do that, and then do
 * not need it. */
void bl_path_sync_name(const char *path)
{
    BlArena arena = {0};
    int fd = open(bl_path_dir(&arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    bl_arena_free(&arena);
}

static void fill(BlNewFile *file, const struct stat *old, BlStr bytes)
{
    if (!file->error && flock(file->fd, LOCK_EX | LOCK_NB) != 0 && errno != ENOLCK)
        file->error = errno;
    bl_new_file_append(file, bytes);
    if (!file->error && old)
        file->error = take_after(file->fd, old);
    if (!file->error && fsync(file->fd) != 0)
        file->error = errno;
}

int bl_file_replace(const char *path, BlStr bytes)
{
    struct stat old;
    bool there = lstat(path, &old) == 0;
    BlNewFile file;
    sigset_t all, before; /* an interrupt waits until nothing is left behind */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    open_beside(&file, path, there ? 0600 : 0666);
    fill(&file, there ? &old : NULL, bytes);
    int error = put_in_place(&file);
    if (file.fd >= 0)
        close(file.fd); /* after it, for the lock; it was synchronised: nothing can be lost here */
    if (!error)
        bl_path_sync_name(path);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error;
}

/* ---- what killed processes left -------------------------------------------------------------- */

static bool is_temporary(const char *name)
{
    const char *number = strstr(name, ".go" INFIX);
    if (!number)
        return false;
    number += strlen(".go" INFIX);
    return *number && strspn(number, "0123456789") == strlen(number);
}

static void remove_left(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        unlink(path);
    close(fd);
}

void bl_file_replace_clean(const char *dir)
{
    BlArena arena = {0};
    BlDirEntries entries = {0};
    bl_dir_list(&arena, dir, &entries);
    for (size_t i = 0; i < entries.count; i++)
        if (is_temporary(entries.items[i].name))
            remove_left(bl_path_join(&arena, dir, entries.items[i].name));
    bl_vec_free(&entries);
    bl_arena_free(&arena);
}
