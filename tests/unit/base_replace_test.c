/* Files that are written whole: the old bytes or the new ones, through links, and never a pipe. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

static void write_makes_and_replaces(void **state)
{
    (void)state;
    assert_int_equal(bl_file_write(in_folder("file"), BL_STR("a longer first text")), 0);
    assert_holds(in_folder("file"), "a longer first text");
    assert_int_equal(bl_file_write(in_folder("file"), BL_STR("short")), 0);
    assert_holds(in_folder("file"), "short");
    assert_int_equal(bl_file_write(in_folder("file"), BL_STR("")), 0);
    assert_holds(in_folder("file"), "");
    assert_int_equal(entries_of(folder), 1);
}

/* Two processes have one number, where each has a container of its own. */
static void two_with_one_number_write_a_file(void **state)
{
    (void)state;
    BlNewFile first, second;
    bl_new_file_open(&first, in_folder("file"));
    bl_new_file_open(&second, in_folder("file"));
    bl_new_file_append(&first, BL_STR("first"));
    bl_new_file_append(&second, BL_STR("second"));
    assert_int_equal(bl_new_file_close(&second), 0);
    assert_holds(in_folder("file"), "second");
    assert_int_equal(bl_new_file_close(&first), 0);
    assert_holds(in_folder("file"), "first");
    assert_int_equal(entries_of(folder), 1);
}

static void write_replaces_the_file_whole(void **state)
{
    (void)state;
    write_file(in_folder("file"), "old");
    FILE *reader = fopen(in_folder("file"), "r");
    assert_non_null(reader);
    struct stat before, after;
    assert_int_equal(stat(in_folder("file"), &before), 0);
    assert_int_equal(bl_file_write(in_folder("file"), BL_STR("new and longer")), 0);
    assert_int_equal(stat(in_folder("file"), &after), 0);
    assert_int_not_equal(before.st_ino, after.st_ino);
    char text[32] = "";
    assert_non_null(fgets(text, sizeof text, reader)); /* who had it open reads on in the old one */
    assert_string_equal(text, "old");
    fclose(reader);
}

static void write_that_fails_leaves_nothing_behind(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("dir"), 0777), 0);
    write_file(in_folder("file"), "kept");
    assert_int_equal(bl_file_write(in_folder("dir"), BL_STR("text")), EISDIR);
    assert_int_equal(bl_file_write(in_folder("missing/file"), BL_STR("text")), ENOENT);
    assert_int_equal(bl_file_write(in_folder("file/x"), BL_STR("text")), ENOTDIR);
    assert_int_equal(entries_of(folder), 2);
    assert_int_equal(entries_of(in_folder("dir")), 0);
    assert_holds(in_folder("file"), "kept");
}

static void write_that_runs_full_keeps_the_old_file(void **state)
{
    (void)state;
    write_file(in_folder("file"), "kept");
    char text[5000];
    memset(text, 'x', sizeof text);
    struct rlimit saved, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &saved), 0);
    small = saved;
    small.rlim_cur = 1000; /* a full disk, for this process */
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int error = bl_file_write(in_folder("file"), bl_str(text, sizeof text));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &saved), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(error, EFBIG);
    assert_int_equal(entries_of(folder), 1);
    assert_holds(in_folder("file"), "kept");
}

static void assert_link(const char *path, const char *wanted)
{
    char to[100];
    ssize_t length = readlink(path, to, sizeof to);
    assert_int_equal(length, strlen(wanted));
    assert_memory_equal(to, wanted, strlen(wanted));
}

static void write_goes_through_a_link(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("dir"), 0777), 0);
    write_file(in_folder("dir/target"), "old");
    assert_int_equal(symlink("dir/target", in_folder("link")), 0);
    FILE *reader = fopen(in_folder("link"), "r");
    assert_non_null(reader);
    assert_int_equal(bl_file_write(in_folder("link"), BL_STR("new")), 0);
    assert_link(in_folder("link"), "dir/target");
    assert_holds(in_folder("dir/target"), "new");
    char text[32] = "";
    assert_non_null(fgets(text, sizeof text, reader)); /* the target is replaced whole too */
    assert_string_equal(text, "old");
    fclose(reader);
    assert_int_equal(entries_of(folder), 2);
    assert_int_equal(entries_of(in_folder("dir")), 1);
}

static void write_through_a_link_to_nothing(void **state)
{
    (void)state;
    assert_int_equal(symlink("target", in_folder("link")), 0);
    assert_int_equal(bl_file_write(in_folder("link"), BL_STR("new")), 0);
    assert_link(in_folder("link"), "target");
    assert_holds(in_folder("target"), "new");
    assert_int_equal(symlink("loop", in_folder("loop")), 0);
    assert_int_equal(bl_file_write(in_folder("loop"), BL_STR("new")), ELOOP);
    assert_link(in_folder("loop"), "loop");
    assert_int_equal(entries_of(folder), 3);
}

static void write_replaces_no_pipe(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
    assert_int_equal(symlink("fifo", in_folder("link")), 0);
    int fd = open(in_folder("fifo"), O_RDONLY | O_NONBLOCK);
    assert_true(fd >= 0);
    assert_int_equal(bl_file_write(in_folder("fifo"), BL_STR("one ")), 0);
    assert_int_equal(bl_file_write(in_folder("link"), BL_STR("two")), 0);
    char text[32] = "";
    assert_int_equal(read(fd, text, sizeof text - 1), 7);
    assert_string_equal(text, "one two");
    close(fd);
    assert_int_equal(entries_of(folder), 2);
}

/* ---- piece by piece -------------------------------------------------------------------------- */

static void a_new_file_is_seen_when_it_is_whole(void **state)
{
    (void)state;
    const char *path = in_folder("map");
    write_file(path, "old");
    BlNewFile file;
    bl_new_file_open(&file, path);
    assert_int_equal(file.error, 0);
    assert_true(exists(file.temp));
    bl_new_file_append(&file, BL_STR("ne"));
    bl_new_file_append(&file, BL_STR("w"));
    BlBuf text = {0};
    assert_int_equal(bl_file_read(path, 100, &text), 0);
    assert_string_equal(text.data, "old");
    assert_int_equal(bl_new_file_close(&file), 0);
    bl_buf_clear(&text);
    assert_int_equal(bl_file_read(path, 100, &text), 0);
    assert_string_equal(text.data, "new");
    assert_int_equal(entries_of(folder), 1);
    bl_buf_free(&text);
}

static void a_new_file_nowhere_takes_all_and_says_why(void **state)
{
    (void)state;
    BlNewFile file;
    bl_new_file_open(&file, in_folder("nowhere/map"));
    bl_new_file_append(&file, BL_STR("x"));
    assert_int_equal(file.error, ENOENT);
    assert_int_equal(bl_new_file_close(&file), ENOENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_folder(write_makes_and_replaces),
        in_a_folder(two_with_one_number_write_a_file),
        in_a_folder(write_replaces_the_file_whole),
        in_a_folder(write_that_fails_leaves_nothing_behind),
        in_a_folder(write_that_runs_full_keeps_the_old_file),
        in_a_folder(write_goes_through_a_link),
        in_a_folder(write_through_a_link_to_nothing),
        in_a_folder(write_replaces_no_pipe),
        in_a_folder(a_new_file_is_seen_when_it_is_whole),
        in_a_folder(a_new_file_nowhere_takes_all_and_says_why),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
