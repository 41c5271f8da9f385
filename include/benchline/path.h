/* path.h - names of files and the few things done to whole files. Paths are bytes, as the kernel
 * has them; nothing here assumes UTF-8. */
#ifndef BENCHLINE_PATH_H
#define BENCHLINE_PATH_H

#include "benchline/base.h"

/* ---- names ----------------------------------------------------------------------------------- */

char *bl_path_join(BlArena *arena, const char *dir, const char *name);
BlStr bl_path_base(const char *path);                /* what follows the last '/' */
char *bl_path_dir(BlArena *arena, const char *path); /* "." when there is no '/' */
/* Absolute, links resolved; NULL with errno set when it does not exist. */
char *bl_path_real(BlArena *arena, const char *path);
/* What a link leads to, through further links; `path` itself when it is no link. It need not exist.
 * NULL with errno set to ELOOP when the links go round in circles. */
char *bl_path_target(BlArena *arena, const char *path);
/* `path` as seen from `dir` ("." when equal); `path` itself when it is not inside `dir`. Both
 * absolute and clean, as bl_path_real() gives them. Points into `path`. */
const char *bl_path_inside(const char *dir, const char *path);
/* The byte order of names, so that what is in a folder comes right after it: '/' before all others.
 * Below 0, 0, or above it, as strcmp(3). */
int bl_path_compare(const char *left, const char *right);
bool bl_path_is_dir(const char *path);
bool bl_path_is_file(const char *path);

/* ---- whole files ----------------------------------------------------------------------------- */

/* Reads a whole regular file. 0, or an errno value (EFBIG when longer than `limit` bytes, EISDIR
 * or EINVAL when it is no regular file). On 0 `out` holds the bytes and a NUL after them. */
int bl_file_read(const char *path, size_t limit, BlBuf *out);
/* Writes all of it, whatever interrupts. 0 or an errno value. */
int bl_write_all(int fd, BlStr bytes);

/* Makes a new file beside `path`, with a name that nobody else has; its descriptor, for writing, or
 * -1 and errno. `*temp` is that name, to be freed, or NULL. */
int bl_file_open_beside(const char *path, unsigned mode, char **temp);

/* A file that is written piece by piece: beside `path`, under another name until it is whole, so
 * that readers see the old or the new bytes. Where `path` is a link, that goes for what it leads
 * to, and the link stays. What is no file, such as a pipe or /dev/null, is never replaced: it gets
 * the bytes at once. */
typedef struct BlNewFile {
    char *path, *temp; /* `temp` is to be unlinked by whoever ends the process in between; both are
                        * NULL where there is no file to replace */
    int fd;
    int error; /* the first one, an errno value; nothing is written after it */
} BlNewFile;

void bl_new_file_open(BlNewFile *file, const char *path);
void bl_new_file_append(BlNewFile *file, BlStr bytes);
/* Renames it over `path`, or removes it when there was an error. Returns that, or 0. */
int bl_new_file_close(BlNewFile *file);
/* The three at once. */
int bl_file_write(const char *path, BlStr bytes);
/* Puts `bytes` in the place of a file of the user's, or makes it. Whoever looks, also after the
 * process or the machine was stopped at any moment, sees all of the old bytes or all of the new
 * ones. Mode and owner are kept. A link is replaced itself: give the path of what it leads to. 0 or
 * an errno value, after which the file is as it was. */
int bl_file_replace(const char *path, BlStr bytes);
/* Removes what bl_file_replace() left beside .go files of a folder when it was killed. */
void bl_file_replace_clean(const char *dir);
/* Waits until the name of a file that was just made or renamed is on the disk. */
void bl_path_sync_name(const char *path);

/* ---- folders --------------------------------------------------------------------------------- */

/* Something in a folder. */
typedef struct BlDirEntry {
    const char *name;
    unsigned char type; /* DT_DIR, DT_LNK, ... of readdir(3); DT_UNKNOWN where nobody says */
} BlDirEntry;

typedef BL_VEC(BlDirEntry) BlDirEntries;

/* Appends what is in a folder, but for "." and "..", in byte order of the names, which are in the
 * arena. 0 or an errno value; what could be read until then is there. */
int bl_dir_list(BlArena *arena, const char *dir, BlDirEntries *entries);
/* Creates the folder and its parents. 0 or an errno value. */
int bl_dir_make(const char *path);
/* A new private folder under $TMPDIR or /tmp; NULL with errno set. */
char *bl_dir_temp(BlArena *arena, const char *prefix);
/* Removes a tree without following links. 0 or the first errno value. */
int bl_dir_remove(const char *path);

#endif
