/* folder.h - a folder of its own for each test that wants one. After <cmocka.h>. */
#ifndef FOLDER_H
#define FOLDER_H

#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "benchline/path.h"

static BlArena arena;
static const char *folder;

static inline int make_folder(void **state)
{
    (void)state;
    folder = bl_dir_temp(&arena, "path-test");
    return folder ? 0 : -1;
}

static inline int remove_folder(void **state)
{
    (void)state;
    int error = bl_dir_remove(folder);
    bl_arena_free(&arena);
    return error ? -1 : 0;
}

static inline const char *in_folder(const char *name)
{
    return bl_path_join(&arena, folder, name);
}

static inline void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

static inline size_t entries_of(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2; /* "." and ".." */
}

static inline void assert_holds(const char *path, const char *text)
{
    BlBuf out = {0};
    assert_int_equal(bl_file_read(path, 1 << 20, &out), 0);
    assert_string_equal(out.data, text);
    bl_buf_free(&out);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

#endif
