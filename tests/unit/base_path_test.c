/* Names of files, and what is done to whole files and folders. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"

/* ---- a folder for each test ------------------------------------------------------------------ */

static BlArena arena;
static const char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = bl_dir_temp(&arena, "path-test");
    return folder ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    int error = bl_dir_remove(folder);
    bl_arena_free(&arena);
    return error ? -1 : 0;
}

static const char *in_folder(const char *name)
{
    return bl_path_join(&arena, folder, name);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static bool exists(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0;
}

static size_t entries_of(const char *path)
{
    size_t count = 0;
    DIR *dir = opendir(path);
    assert_non_null(dir);
    while (readdir(dir))
        count++;
    closedir(dir);
    return count - 2; /* "." and ".." */
}

/* ---- names ----------------------------------------------------------------------------------- */

static void join(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"a", "b", "a/b"},   {"a/", "b", "a/b"},  {"/", "b", "/b"},        {"a", "b/c", "a/b/c"},
        {"a", "/b", "/b"},   {".", "b", "b"},     {"", "b", "b"},          {"a", ".", "a"},
        {"a", "", "a"},      {".", ".", "."},     {"/", ".", "/"},         {"./a", "b", "./a/b"},
        {"..", "b", "../b"}, {"a", "..", "a/.."}, {"\xFF", "b", "\xFF/b"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(bl_path_join(&arena, rows[i][0], rows[i][1]), rows[i][2]);
}

static void base_and_dir(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"a", "a", "."},   {"a/b", "b", "a"},           {"/a", "a", "/"}, {"/", "", "/"},
        {"a/", "", "a"},   {"a/b/c.go", "c.go", "a/b"}, {"", "", "."},    {".", ".", "."},
        {"./a", "a", "."}, {"../a", "a", ".."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_true(bl_str_eq(bl_path_base(rows[i][0]), bl_cstr(rows[i][1])));
        assert_string_equal(bl_path_dir(&arena, rows[i][0]), rows[i][2]);
    }
}

static void inside(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        {"/a", "/a/b", "b"},  {"/a", "/a/b/c", "b/c"}, {"/a", "/a", "."},
        {"/a", "/ab", "/ab"}, {"/a/b", "/a", "/a"},    {"/a", "/b/a", "/b/a"},
        {"/", "/a", "a"},     {"/", "/", "."},         {"/a", "/", "/"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(bl_path_inside(rows[i][0], rows[i][1]), rows[i][2]);
}

static void real_resolves_links_and_dots(void **state)
{
    (void)state;
    const char *real = bl_path_real(&arena, folder);
    assert_int_equal(mkdir(in_folder("dir"), 0777), 0);
    assert_int_equal(symlink("dir", in_folder("link")), 0);
    assert_string_equal(bl_path_real(&arena, in_folder("link/../dir/.")),
                        bl_path_join(&arena, real, "dir"));
    errno = 0;
    assert_null(bl_path_real(&arena, in_folder("missing")));
    assert_int_equal(errno, ENOENT);
    assert_int_equal(symlink("loop", in_folder("loop")), 0);
    assert_null(bl_path_real(&arena, in_folder("loop")));
    assert_int_equal(errno, ELOOP);
}

static void dir_or_file_or_neither(void **state)
{
    (void)state;
    write_file(in_folder("file"), "");
    assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
    assert_int_equal(symlink("file", in_folder("link")), 0);
    assert_int_equal(symlink("nowhere", in_folder("dangling")), 0);
    assert_true(bl_path_is_dir(folder));
    assert_false(bl_path_is_file(folder));
    assert_true(bl_path_is_file(in_folder("file")));
    assert_false(bl_path_is_dir(in_folder("file")));
    assert_true(bl_path_is_file(in_folder("link")));
    static const char *const neither[] = {"fifo", "dangling", "missing"};
    for (size_t i = 0; i < sizeof neither / sizeof *neither; i++) {
        assert_false(bl_path_is_dir(in_folder(neither[i])));
        assert_false(bl_path_is_file(in_folder(neither[i])));
    }
}

/* ---- reading --------------------------------------------------------------------------------- */

static int read_error(const char *path, size_t limit)
{
    BlBuf out = {0};
    int error = bl_file_read(path, limit, &out);
    bl_buf_free(&out);
    return error;
}

static void read_gives_all_bytes_and_a_nul(void **state)
{
    (void)state;
    enum { SIZE = 200001 }; /* more than one read(2) */
    BlBuf text = {0}, out = {0};
    for (size_t i = 0; i < SIZE; i++)
        bl_buf_putc(&text, (char)(i * 7));
    assert_int_equal(bl_file_write(in_folder("file"), bl_buf_view(&text)), 0);
    assert_int_equal(bl_file_read(in_folder("file"), SIZE, &out), 0);
    assert_int_equal(out.len, SIZE);
    assert_memory_equal(out.data, text.data, SIZE);
    assert_int_equal(out.data[SIZE], '\0');
    bl_buf_free(&text);
    bl_buf_free(&out);
}

static void read_of_an_empty_file(void **state)
{
    (void)state;
    BlBuf out = {0};
    write_file(in_folder("empty"), "");
    assert_int_equal(bl_file_read(in_folder("empty"), 0, &out), 0);
    assert_int_equal(out.len, 0);
    assert_string_equal(out.data, "");
    bl_buf_free(&out);
}

static void read_stops_at_the_limit(void **state)
{
    (void)state;
    write_file(in_folder("file"), "12345");
    assert_int_equal(read_error(in_folder("file"), 5), 0);
    assert_int_equal(read_error(in_folder("file"), 4), EFBIG);
    assert_int_equal(read_error(in_folder("file"), 0), EFBIG);
    /* The kernel says 0 bytes about these, whatever comes. */
    assert_int_equal(read_error("/proc/self/status", 10), EFBIG);
    assert_int_equal(read_error("/proc/self/status", 1 << 20), 0);
}

static void read_does_not_wait_for_what_is_no_file(void **state)
{
    (void)state;
    assert_int_equal(mkfifo(in_folder("fifo"), 0600), 0);
    assert_int_equal(symlink("fifo", in_folder("link")), 0);
    assert_int_equal(read_error(in_folder("fifo"), 100), EINVAL);
    assert_int_equal(read_error(in_folder("link"), 100), EINVAL);
    assert_int_equal(read_error("/dev/zero", 100), EINVAL);
    assert_int_equal(read_error(folder, 100), EISDIR);
    assert_int_equal(read_error(in_folder("missing"), 100), ENOENT);
    assert_int_equal(read_error(in_folder("fifo/x"), 100), ENOTDIR);
}

static void read_leaves_no_descriptor_open(void **state)
{
    (void)state;
    write_file(in_folder("file"), "12345");
    size_t before = entries_of("/proc/self/fd");
    for (int i = 0; i < 10; i++) {
        read_error(in_folder("file"), 100);
        read_error(in_folder("file"), 1);
        read_error(folder, 1);
    }
    assert_int_equal(entries_of("/proc/self/fd"), before);
}

/* ---- writing --------------------------------------------------------------------------------- */

static void assert_holds(const char *path, const char *text)
{
    BlBuf out = {0};
    assert_int_equal(bl_file_read(path, 1 << 20, &out), 0);
    assert_string_equal(out.data, text);
    bl_buf_free(&out);
}

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

static void target_of_links(void **state)
{
    (void)state;
    assert_int_equal(mkdir(in_folder("dir"), 0777), 0);
    assert_int_equal(symlink("dir/second", in_folder("first")), 0);
    assert_int_equal(symlink("../file", in_folder("dir/second")), 0);
    assert_int_equal(symlink("/absolute", in_folder("absolute")), 0);
    assert_string_equal(bl_path_target(&arena, in_folder("first")), in_folder("dir/../file"));
    assert_string_equal(bl_path_target(&arena, in_folder("absolute")), "/absolute");
    assert_string_equal(bl_path_target(&arena, in_folder("dir")), in_folder("dir"));
    assert_string_equal(bl_path_target(&arena, in_folder("missing")), in_folder("missing"));
    assert_string_equal(bl_path_target(&arena, "missing"), "missing");
    assert_int_equal(symlink("loop", in_folder("loop")), 0);
    errno = 0;
    assert_null(bl_path_target(&arena, in_folder("loop")));
    assert_int_equal(errno, ELOOP);
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

/* ---- folders --------------------------------------------------------------------------------- */

static void list_is_in_the_order_of_names(void **state)
{
    (void)state;
    write_file(in_folder("b.go"), "");
    write_file(in_folder("B.go"), "");
    write_file(in_folder(".hidden"), "");
    assert_int_equal(mkdir(in_folder("a"), 0777), 0);
    assert_int_equal(symlink("nowhere", in_folder("c")), 0);
    BlDirEntries entries = {0};
    bl_vec_push(&entries, ((BlDirEntry){"zero", DT_REG})); /* what is there stays in front */
    assert_int_equal(bl_dir_list(&arena, folder, &entries), 0);
    static const char *const names[] = {"zero", ".hidden", "B.go", "a", "b.go", "c"};
    assert_int_equal(entries.count, sizeof names / sizeof *names);
    for (size_t i = 0; i < entries.count; i++)
        assert_string_equal(entries.items[i].name, names[i]);
    assert_true(entries.items[3].type == DT_DIR || entries.items[3].type == DT_UNKNOWN);
    assert_true(entries.items[5].type == DT_LNK || entries.items[5].type == DT_UNKNOWN);
    bl_vec_free(&entries);
}

static void list_says_why_it_cannot(void **state)
{
    (void)state;
    BlDirEntries entries = {0};
    write_file(in_folder("file"), "");
    assert_int_equal(bl_dir_list(&arena, in_folder("file"), &entries), ENOTDIR);
    assert_int_equal(bl_dir_list(&arena, in_folder("missing"), &entries), ENOENT);
    assert_int_equal(entries.count, 0);
    bl_vec_free(&entries);
}

static void make_creates_parents(void **state)
{
    (void)state;
    assert_int_equal(bl_dir_make(in_folder("a/b//c/")), 0);
    assert_true(bl_path_is_dir(in_folder("a/b/c")));
    assert_int_equal(bl_dir_make(in_folder("a/b/c")), 0); /* there already */
    assert_int_equal(bl_dir_make("/"), 0);
    assert_int_equal(bl_dir_make(""), ENOENT);
}

static void make_says_when_a_file_is_in_the_way(void **state)
{
    (void)state;
    write_file(in_folder("file"), "");
    assert_int_equal(bl_dir_make(in_folder("file/x")), ENOTDIR);
    assert_int_equal(bl_dir_make(in_folder("file")), ENOTDIR);
    assert_int_equal(symlink("nowhere", in_folder("dangling")), 0);
    assert_int_equal(bl_dir_make(in_folder("dangling")), ENOTDIR);
    assert_int_equal(mkdir(in_folder("dir"), 0777), 0);
    assert_int_equal(symlink("dir", in_folder("link")), 0);
    assert_int_equal(bl_dir_make(in_folder("link/x")), 0);
    assert_int_equal(bl_dir_make(in_folder("link")), 0);
}

static void temp_is_private_and_obeys_tmpdir(void **state)
{
    (void)state;
    const char *saved = getenv("TMPDIR");
    char *copy = saved ? bl_strdup(saved) : NULL;
    assert_int_equal(setenv("TMPDIR", folder, 1), 0);
    const char *one = bl_dir_temp(&arena, "x"), *two = bl_dir_temp(&arena, "x");
    assert_string_equal(bl_path_dir(&arena, one), folder);
    assert_string_not_equal(one, two);
    struct stat st;
    assert_int_equal(stat(one, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(setenv("TMPDIR", in_folder("missing"), 1), 0);
    errno = 0;
    assert_null(bl_dir_temp(&arena, "x"));
    assert_int_equal(errno, ENOENT);
    if (copy)
        setenv("TMPDIR", copy, 1);
    else
        unsetenv("TMPDIR");
    free(copy);
}

static void remove_takes_a_tree_and_follows_no_link(void **state)
{
    (void)state;
    assert_int_equal(bl_dir_make(in_folder("tree/a/b")), 0);
    assert_int_equal(bl_dir_make(in_folder("outside")), 0);
    write_file(in_folder("outside/file"), "kept");
    write_file(in_folder("tree/a/file"), "");
    assert_int_equal(mkfifo(in_folder("tree/fifo"), 0600), 0);
    assert_int_equal(symlink("../outside", in_folder("tree/link")), 0);
    assert_int_equal(symlink("nowhere", in_folder("tree/a/dangling")), 0);
    assert_int_equal(symlink("..", in_folder("tree/a/b/up")), 0);
    assert_int_equal(bl_dir_remove(in_folder("tree")), 0);
    assert_false(exists(in_folder("tree")));
    assert_holds(in_folder("outside/file"), "kept");
}

static void remove_of_a_link_takes_the_link(void **state)
{
    (void)state;
    assert_int_equal(bl_dir_make(in_folder("dir")), 0);
    assert_int_equal(symlink("dir", in_folder("link")), 0);
    assert_int_equal(bl_dir_remove(in_folder("link")), 0);
    assert_false(exists(in_folder("link")));
    assert_true(bl_path_is_dir(in_folder("dir")));
    assert_int_equal(bl_dir_remove(in_folder("missing")), ENOENT);
}

static void remove_of_a_deep_tree(void **state)
{
    (void)state;
    BlBuf path = {0};
    bl_buf_puts(&path, in_folder("deep"));
    for (int i = 0; i < 300; i++) /* deeper than nftw keeps descriptors for */
        bl_buf_puts(&path, "/d");
    assert_int_equal(bl_dir_make(path.data), 0);
    assert_int_equal(bl_dir_remove(in_folder("deep")), 0);
    assert_false(exists(in_folder("deep")));
    bl_buf_free(&path);
}

#define in_a_folder(test) cmocka_unit_test_setup_teardown(test, make_folder, remove_folder)

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
        in_a_folder(join),
        in_a_folder(base_and_dir),
        cmocka_unit_test(inside),
        in_a_folder(real_resolves_links_and_dots),
        in_a_folder(dir_or_file_or_neither),
        in_a_folder(read_gives_all_bytes_and_a_nul),
        in_a_folder(read_of_an_empty_file),
        in_a_folder(read_stops_at_the_limit),
        in_a_folder(read_does_not_wait_for_what_is_no_file),
        in_a_folder(read_leaves_no_descriptor_open),
        in_a_folder(write_makes_and_replaces),
        in_a_folder(write_replaces_the_file_whole),
        in_a_folder(write_that_fails_leaves_nothing_behind),
        in_a_folder(write_that_runs_full_keeps_the_old_file),
        in_a_folder(target_of_links),
        in_a_folder(write_goes_through_a_link),
        in_a_folder(write_through_a_link_to_nothing),
        in_a_folder(write_replaces_no_pipe),
        in_a_folder(a_new_file_is_seen_when_it_is_whole),
        in_a_folder(a_new_file_nowhere_takes_all_and_says_why),
        in_a_folder(list_is_in_the_order_of_names),
        in_a_folder(list_says_why_it_cannot),
        in_a_folder(make_creates_parents),
        in_a_folder(make_says_when_a_file_is_in_the_way),
        in_a_folder(temp_is_private_and_obeys_tmpdir),
        in_a_folder(remove_takes_a_tree_and_follows_no_link),
        in_a_folder(remove_of_a_link_takes_the_link),
        in_a_folder(remove_of_a_deep_tree),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
