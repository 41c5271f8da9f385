/* Names of files, and what is done to whole files and folders. */
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
        in_a_folder(target_of_links),
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
