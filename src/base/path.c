/* path.c - see path.h. */
#include "benchline/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

char *bl_path_join(BlArena *arena, const char *dir, const char *name)
{
    if (name[0] == '/' || strcmp(dir, ".") == 0 || !dir[0])
        return bl_str_dup(arena, bl_cstr(name));
    if (strcmp(name, ".") == 0 || !name[0])
        return bl_str_dup(arena, bl_cstr(dir));
    size_t len = strlen(dir);
    return bl_arena_printf(arena, "%s%s%s", dir, dir[len - 1] == '/' ? "" : "/", name);
}

BlStr bl_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return bl_cstr(slash ? slash + 1 : path);
}

char *bl_path_dir(BlArena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return bl_str_dup(arena, BL_STR("."));
    return bl_str_dup(arena, bl_str(path, slash == path ? 1 : (size_t)(slash - path)));
}

char *bl_path_real(BlArena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    if (!real)
        return NULL;
    char *copy = bl_str_dup(arena, bl_cstr(real));
    free(real);
    return copy;
}

const char *bl_path_inside(const char *dir, const char *path)
{
    size_t len = strlen(dir);
    if (len == 1 && dir[0] == '/')
        return path[1] ? path + 1 : ".";
    if (strncmp(dir, path, len) != 0)
        return path;
    if (path[len] == '\0')
        return ".";
    return path[len] == '/' ? path + len + 1 : path;
}

int bl_path_compare(const char *left, const char *right)
{
    while (*left && *left == *right) {
        left++;
        right++;
    }
    int l = *left == '/' ? 1 : (unsigned char)*left + (*left != '\0');
    int r = *right == '/' ? 1 : (unsigned char)*right + (*right != '\0');
    return l - r;
}

char *bl_path_target(BlArena *arena, const char *path)
{
    enum { MOST_LINKS = 40 }; /* in a row: path_resolution(7) */
    char to[PATH_MAX];
    char *at = bl_str_dup(arena, bl_cstr(path));
    for (int i = 0; i <= MOST_LINKS; i++) {
        ssize_t length = readlink(at, to, sizeof to);
        if (length < 0)
            return at;
        BlStr name = bl_str(to, (size_t)length);
        at = bl_path_join(arena, bl_path_dir(arena, at), bl_str_dup(arena, name));
    }
    errno = ELOOP;
    return NULL;
}

bool bl_path_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool bl_path_is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* ---- whole files ----------------------------------------------------------------------------- */

static int read_all(int fd, size_t limit, BlBuf *out)
{
    char chunk[65536];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return errno;
        bl_buf_append(out, chunk, (size_t)got);
        if (got == 0)
            return 0;
        if (out->len > limit)
            return EFBIG;
    }
}

int bl_file_read(const char *path, size_t limit, BlBuf *out)
{
    /* Non-blocking, so that a FIFO somebody left in the tree cannot stop the walk. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno;
    struct stat st;
    int error = fstat(fd, &st) == 0 ? 0 : errno;
    if (!error && !S_ISREG(st.st_mode))
        error = S_ISDIR(st.st_mode) ? EISDIR : EINVAL;
    if (!error && st.st_size > 0 && (uintmax_t)st.st_size > limit)
        error = EFBIG;
    if (!error)
        error = read_all(fd, limit, out);
    close(fd);
    return error;
}

int bl_write_all(int fd, BlStr bytes)
{
    while (bytes.len) {
        ssize_t put = write(fd, bytes.ptr, bytes.len);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return errno;
        bytes.ptr += put;
        bytes.len -= (size_t)put;
    }
    return 0;
}

/* ---- folders --------------------------------------------------------------------------------- */

static bool is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

static int by_name(const void *a, const void *b)
{
    const BlDirEntry *left = a, *right = b;
    return strcmp(left->name, right->name);
}

int bl_dir_list(BlArena *arena, const char *dir, BlDirEntries *entries)
{
    DIR *stream = opendir(dir);
    if (!stream)
        return errno;
    size_t first = entries->count;
    errno = 0; /* the end and an error look alike otherwise */
    for (const struct dirent *entry; (entry = readdir(stream)); errno = 0)
        if (!is_dots(entry->d_name))
            bl_vec_push(entries,
                        ((BlDirEntry){bl_str_dup(arena, bl_cstr(entry->d_name)), entry->d_type}));
    int error = errno;
    closedir(stream);
    if (entries->count > first)
        qsort(entries->items + first, entries->count - first, sizeof *entries->items, by_name);
    return error;
}

int bl_dir_make(const char *path)
{
    BlArena arena = {0};
    char *copy = bl_str_dup(&arena, bl_cstr(path));
    int error = 0;
    for (char *at = copy + 1; !error; at++) {
        char saved = *at;
        if (saved != '/' && saved != '\0')
            continue;
        *at = '\0';
        error = mkdir(copy, 0777) == 0 ? 0 : errno;
        if (error == EEXIST)
            error = bl_path_is_dir(copy) ? 0 : ENOTDIR;
        *at = saved;
        if (saved == '\0')
            break;
    }
    bl_arena_free(&arena);
    return error;
}

char *bl_dir_temp(BlArena *arena, const char *prefix)
{
    const char *root = getenv("TMPDIR");
    char *name = bl_arena_printf(arena, "%s/%s-XXXXXX", root && root[0] ? root : "/tmp", prefix);
    return mkdtemp(name);
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path) == 0 ? 0 : errno;
}

int bl_dir_remove(const char *path)
{
    int status = nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS);
    return status < 0 ? errno : status;
}
