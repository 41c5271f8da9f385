/* replace.c - a file replaced as a whole; see path.h.
 *
 * The new bytes go to a temporary file in the same folder, which is then renamed over the old one:
 * rename(2) leaves either the one or the other. The temporary file is locked while its process
 * lives, so that one whose process was killed can be told and removed, whoever has its number now.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"

#define INFIX ".go.benchline-" /* between a file's name and its process's number */

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
static void sync_folder_of(const char *path)
{
    BlArena arena = {0};
    int fd = open(bl_path_dir(&arena, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    bl_arena_free(&arena);
}

static int replace(const char *path, const char *temp, BlStr bytes)
{
    struct stat old;
    bool there = lstat(path, &old) == 0;
    int fd = open(temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, there ? 0600 : 0666);
    if (fd < 0)
        return errno;
    int error = flock(fd, LOCK_EX | LOCK_NB) == 0 || errno == ENOLCK ? 0 : errno;
    if (!error)
        error = bl_write_all(fd, bytes);
    if (!error && there)
        error = take_after(fd, &old);
    if (!error && fsync(fd) != 0)
        error = errno;
    if (!error && rename(temp, path) != 0)
        error = errno;
    if (error)
        unlink(temp);
    else
        sync_folder_of(path);
    close(fd); /* it was synchronised: nothing can be lost here */
    return error;
}

int bl_file_replace(const char *path, BlStr bytes)
{
    BlArena arena = {0};
    const char *temp = bl_arena_printf(&arena, "%s.benchline-%ld", path, (long)getpid());
    sigset_t all, before; /* an interrupt waits until nothing is left behind */
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    int error = replace(path, temp, bytes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    bl_arena_free(&arena);
    return error;
}

/* ---- what killed processes left --------------------------------------------------------------
 */

static bool is_temporary(const char *name)
{
    const char *number = strstr(name, INFIX);
    if (!number)
        return false;
    number += strlen(INFIX);
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
    DIR *stream = opendir(dir);
    for (const struct dirent *entry; stream && (entry = readdir(stream));)
        if (is_temporary(entry->d_name))
            remove_left(bl_path_join(&arena, dir, entry->d_name));
    if (stream)
        closedir(stream);
    bl_arena_free(&arena);
}
