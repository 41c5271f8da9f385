/* What benchline wrote, recognised, and what the file was before. */
#include <stdio.h>

#include "benchline/block.h"
#include "injected.h"

static const char test[] = "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n";
static const char helper[] = "package p\n\nimport \"testing\"\n\nfunc check(t *testing.T) {}\n";

static BlBuf text;

static int clean(void **state)
{
    bl_buf_free(&text);
    return injected_free(state);
}

/* What the file becomes, in `text`. */
static void write_out(const char *source)
{
    inject(source);
    bl_buf_clear(&text);
    bl_buf_str(&text, bl_buf_view(&inject_output(injected.unit, 0)->text));
    assert_true(text.len > strlen(source));
}

static void assert_block(BlockState state, size_t source_len)
{
    Block block = block_find(bl_buf_view(&text));
    assert_int_equal(block.state, state);
    assert_int_equal(block.source_len, source_len);
}

/* Replaces the first `from` by `to`, everywhere when `all`. */
static void edit(const char *from, const char *to, bool all)
{
    BlBuf edited = {0};
    const char *rest = text.data;
    for (const char *at; (at = strstr(rest, from));) {
        bl_buf_append(&edited, rest, (size_t)(at - rest));
        bl_buf_puts(&edited, to);
        rest = at + strlen(from);
        if (!all)
            break;
    }
    assert_true(rest != text.data);
    bl_buf_puts(&edited, rest);
    bl_buf_free(&text);
    text = edited;
}

/* The same with carriage returns. */
static char *with_crlf(const char *source)
{
    bl_buf_clear(&text);
    bl_buf_puts(&text, source);
    edit("\n", "\r\n", true);
    return bl_strdup(text.data);
}

static void a_plain_file_has_none(void **state)
{
    (void)state;
    bl_buf_puts(&text, test);
    assert_block(BLOCK_NONE, strlen(test));
    bl_buf_clear(&text);
    bl_buf_puts(&text, "");
    assert_block(BLOCK_NONE, 0);
}

static void what_is_written_is_found_and_comes_off(void **state)
{
    (void)state;
    static const char *const endings[] = {
        "",       "\n", "\n\n\n", "// the last comment", "// the last comment\n", "/* a block */",
        "\t\n  ", "\r"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        for (int cut = 0; cut < 2; cut++) {
            char source[512];
            snprintf(source, sizeof source, "%.*s%s", (int)(strlen(test) - (size_t)cut), test,
                     endings[i]);
            write_out(source);
            assert_block(BLOCK_WRITTEN, strlen(source));
            char *crlf = with_crlf(source);
            write_out(crlf);
            assert_block(BLOCK_WRITTEN, strlen(crlf));
            free(crlf);
        }
}

static void line_ends_of_two_kinds_are_kept(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "package p\r\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n",
        "package p\r\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}",
        "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\r\n",
        "package p\r\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\r",
    };
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        write_out(sources[i]);
        assert_block(BLOCK_WRITTEN, strlen(sources[i]));
    }
}

static void writing_again_writes_the_same(void **state)
{
    (void)state;
    write_out(test);
    char *first = bl_strdup(text.data);
    InjectFile file = file_of("x_test.go", first);
    file.source.len = block_find(bl_cstr(first)).source_len;
    char *source = bl_strdup(first);
    source[file.source.len] = '\0';
    write_out(source);
    assert_string_equal(text.data, first);
    free(source);
    free(first);
}

static void line_ends_of_the_whole_file_may_change(void **state)
{
    (void)state;
    write_out(test);
    size_t lines = 0;
    for (const char *c = test; *c; c++)
        lines += *c == '\n';
    edit("\n", "\r\n", true);
    assert_block(BLOCK_WRITTEN, strlen(test) + lines);
    edit("\r\n", "\n", true);
    assert_block(BLOCK_WRITTEN, strlen(test));
}

static void an_edited_block_is_told(void **state)
{
    (void)state;
    static const char *const edits[][2] = {
        {"benchlineRun(b", "benchlineRun( b"},
        {"func BenchmarkA", "func BenchmarkB"},
        {"// checksum ", "// checksum f"},
        {"; \"benchline inject --write\"", ", no line end before; \"benchline inject --write\""},
    };
    for (size_t i = 0; i < sizeof edits / sizeof edits[0]; i++) {
        write_out(test);
        edit(edits[i][0], edits[i][1], false);
        Block block = block_find(bl_buf_view(&text));
        assert_int_equal(block.state, BLOCK_EDITED);
    }
    write_out(test);
    bl_buf_puts(&text, "\nfunc TestBelow(t *testing.T) {}\n");
    assert_block(BLOCK_EDITED, strlen(test));
}

static void editing_above_is_not_editing_the_block(void **state)
{
    (void)state;
    write_out(test);
    edit("TestA", "TestAlpha", false);
    assert_block(BLOCK_WRITTEN, strlen(test) + strlen("lpha"));
    edit("\n\n// benchline", "\n// benchline", false); /* the blank line is gone */
    assert_block(BLOCK_WRITTEN, strlen(test) + strlen("lpha"));
}

static void a_block_without_checksum_is_an_old_one(void **state)
{
    (void)state;
    bl_buf_puts(&text, test);
    bl_buf_puts(&text, "\n" BLOCK_MARK "\n\nfunc BenchmarkA(b *testing.B) {\n}\n");
    assert_block(BLOCK_OLD, strlen(test));
    assert_true(block_find(bl_buf_view(&text)).has_benchmarks);
}

/* The mark as part of something else, in a program that writes about benchline. */
static void a_mark_in_a_string_or_comment_is_none(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "package p\n\nvar text = `\n" BLOCK_MARK "\n// checksum 0123456789abcdef\n`\n",
        "package p\n\n/*\n" BLOCK_MARK "\n*/\n",
        "package p\n\n\t" BLOCK_MARK "\n",
        "package p\n\n" BLOCK_MARK " It says.\n",
        "package p\n\nvar text = `\n" BLOCK_MARK "\n",
    };
    for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
        bl_buf_clear(&text);
        bl_buf_puts(&text, sources[i]);
        assert_block(BLOCK_NONE, strlen(sources[i]));
    }
}

static void a_test_that_holds_the_mark_gets_a_block(void **state)
{
    (void)state;
    static const char source[] = "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n"
                                 "\t_ = `\n" BLOCK_MARK "\n`\n}\n";
    write_out(source);
    assert_block(BLOCK_WRITTEN, strlen(source));
    edit("BenchmarkA", "BenchmarkB", false);
    assert_block(BLOCK_EDITED, strlen(source));
}

static void a_helper_s_block_has_no_benchmarks(void **state)
{
    (void)state;
    InjectFile files[] = {file_of("h_test.go", helper),
                          file_of("x_test.go", "package p\n\nimport \"testing\"\n\n"
                                               "func TestA(t *testing.T) { check(t) }\n")};
    inject_files(files, 2, NULL);
    for (size_t i = 0; i < 2; i++) {
        Block block = block_find(bl_buf_view(&inject_output(injected.unit, i)->text));
        assert_int_equal(block.state, BLOCK_WRITTEN);
        assert_int_equal(block.has_benchmarks, i == 1);
    }
}

static void shims_are_known_by_their_first_lines(void **state)
{
    (void)state;
    inject(test);
    bl_buf_str(&text, inject_shim(injected.unit));
    assert_int_equal(block_find_shim(bl_buf_view(&text)), BLOCK_WRITTEN);
    edit("\n", "\r\n", true);
    assert_int_equal(block_find_shim(bl_buf_view(&text)), BLOCK_WRITTEN);
    bl_buf_puts(&text, "// mine\n");
    assert_int_equal(block_find_shim(bl_buf_view(&text)), BLOCK_EDITED);
    assert_int_equal(block_find_shim(bl_cstr(test)), BLOCK_NONE);
    assert_int_equal(block_find_shim(bl_cstr("")), BLOCK_NONE);
    assert_int_equal(block_find_shim(bl_cstr("// Code generated by benchline; DO NOT EDIT.\n")),
                     BLOCK_NONE);
    static const char old[] =
        "// Made by benchline: what its benchmarks of this package's tests need.\n\npackage p\n";
    assert_int_equal(block_find_shim(bl_cstr(old)), BLOCK_OLD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_plain_file_has_none, clean),
        cmocka_unit_test_teardown(what_is_written_is_found_and_comes_off, clean),
        cmocka_unit_test_teardown(line_ends_of_two_kinds_are_kept, clean),
        cmocka_unit_test_teardown(writing_again_writes_the_same, clean),
        cmocka_unit_test_teardown(line_ends_of_the_whole_file_may_change, clean),
        cmocka_unit_test_teardown(an_edited_block_is_told, clean),
        cmocka_unit_test_teardown(editing_above_is_not_editing_the_block, clean),
        cmocka_unit_test_teardown(a_block_without_checksum_is_an_old_one, clean),
        cmocka_unit_test_teardown(a_mark_in_a_string_or_comment_is_none, clean),
        cmocka_unit_test_teardown(a_test_that_holds_the_mark_gets_a_block, clean),
        cmocka_unit_test_teardown(a_helper_s_block_has_no_benchmarks, clean),
        cmocka_unit_test_teardown(shims_are_known_by_their_first_lines, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
