/* Settings in a file: what is read, what is refused and where, and which file counts. That what is
 * read is TOML, and means the same there, is tests/e2e/settings.sh's, with another reader. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>

#include "benchline/config.h"
#include "benchline/path.h"

static ConfigFile file;
static BlDiags diags;
static BlBuf said;
static BlArena arena;

static void forget(void)
{
    config_free(&file);
    bl_diag_free(&diags);
    bl_buf_free(&said);
    file = (ConfigFile){0};
}

static int clean(void **state)
{
    (void)state;
    forget();
    bl_arena_free(&arena);
    return 0;
}

static bool read_text(const char *text)
{
    forget();
    return config_read(&file, "f.toml", bl_cstr(text), &diags);
}

/* The first value of the n-th setting. */
static const ConfigValue *value(size_t n)
{
    assert_true(n < file.settings.count && file.settings.items[n].values.count);
    return &file.settings.items[n].values.items[0];
}

/* Is it refused with these words? */
static void refused(const char *text, const char *message)
{
    if (read_text(text))
        fail_msg("taken: %s", text);
    assert_int_equal(diags.list.count, 1);
    bl_diag_format(&diags.list.items[0], false, &said);
    if (!bl_str_starts(bl_buf_view(&said), bl_cstr(message)))
        fail_msg("%s\nis said of\n%s\ninstead of\n%s", said.data, text, message);
}

static void sections_keys_and_values(void **state)
{
    (void)state;
    assert_true(read_text("# settings\n"
                          "jobs = 2 # two\n"
                          "\n"
                          "[run]\r\n"
                          "  engine\t=\t\"both\"\r\n"
                          "native=true\n"
                          "[ find ]\n"
                          "test-dirs = false"));
    assert_int_equal(diags.list.count, 0);
    assert_int_equal(file.sections.count, 2);
    assert_string_equal(file.sections.items[1].name, "find");
    assert_int_equal(file.sections.items[1].line, 7);
    assert_int_equal(file.sections.items[1].column, 3);
    assert_int_equal(file.settings.count, 4);
    assert_string_equal(file.settings.items[0].section, "");
    assert_string_equal(file.settings.items[0].key, "jobs");
    assert_string_equal(value(0)->text, "2");
    assert_int_equal(value(0)->kind, CONFIG_NUMBER);
    assert_string_equal(file.settings.items[1].section, "run");
    assert_int_equal(file.settings.items[1].line, 5);
    assert_int_equal(file.settings.items[1].column, 3);
    assert_string_equal(value(1)->text, "both");
    assert_int_equal(value(1)->line, 5);
    assert_int_equal(value(1)->column, 12);
    assert_int_equal(value(2)->kind, CONFIG_BOOLEAN);
    assert_string_equal(value(2)->text, "true");
    assert_string_equal(file.settings.items[3].section, "find");
    assert_string_equal(value(3)->text, "false");
}

static void nothing_is_a_file_too(void **state)
{
    (void)state;
    assert_true(read_text(""));
    assert_true(read_text("# no end of line"));
    assert_true(read_text("\n \t\r\n[run]"));
    assert_int_equal(file.settings.count, 0);
}

static void strings(void **state)
{
    (void)state;
    assert_true(read_text("a = \"\\b\\t\\n\\f\\r\\\"\\\\\"\n"
                          "b = 'C:\\no \"escapes\"'\n"
                          "c = \"\\u00e4\\u20AC\\U0001F600#=[]\"\n"
                          "d = \"\"\n"
                          "e = ''\n"
                          "f = \"it's\"\n"));
    assert_string_equal(value(0)->text, "\b\t\n\f\r\"\\");
    assert_string_equal(value(1)->text, "C:\\no \"escapes\"");
    assert_string_equal(value(2)->text, "\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80#=[]");
    assert_string_equal(value(3)->text, "");
    assert_string_equal(value(4)->text, "");
    assert_string_equal(value(5)->text, "it's");
}

static void numbers_are_kept_as_they_stand(void **state)
{
    (void)state;
    assert_true(read_text("a = 0\nb = -12\nc = 0.50\nd = 123456789012345678901\n"));
    assert_string_equal(value(0)->text, "0");
    assert_string_equal(value(1)->text, "-12");
    assert_string_equal(value(2)->text, "0.50");
    assert_string_equal(value(3)->text, "123456789012345678901");
}

static void arrays(void **state)
{
    (void)state;
    assert_true(read_text("a = []\n"
                          "b = [1,2 , 'three']\n"
                          "c = [ # over\n"
                          "  \"several\",\r\n"
                          "\n"
                          "  \"lines\", # with a comma\n"
                          "]\n"
                          "d = 1"));
    assert_true(file.settings.items[0].array);
    assert_int_equal(file.settings.items[0].values.count, 0);
    assert_int_equal(file.settings.items[1].values.count, 3);
    assert_string_equal(file.settings.items[1].values.items[2].text, "three");
    assert_int_equal(file.settings.items[2].values.count, 2);
    assert_string_equal(file.settings.items[2].values.items[1].text, "lines");
    assert_int_equal(file.settings.items[2].values.items[1].line, 6);
    assert_int_equal(file.settings.items[2].values.items[1].column, 3);
    assert_false(file.settings.items[3].array);
    assert_int_equal(file.settings.items[3].line, 8);
}

static void errors_have_a_place(void **state)
{
    (void)state;
    refused("a = 1\n  b = tru\n",
            "f.toml:2:7: error: a word goes into quotes, unless it is true or false\n"
            "      b = tru\n"
            "          ^\n");
    refused("[run]\r\nx 1\r\n", "f.toml:2:3: error: = is expected behind the key\n"
                                "    x 1\n"
                                "      ^\n");
    refused("x =", "f.toml:1:4: error: a value is expected: ");
    refused("x = [1,\n 2\n", "f.toml:3:1: error: a comma or ] is expected in the array");
    refused("x = [1 2]", "f.toml:1:8: error: a comma or ] is expected in the array");
    refused("x = [,]", "f.toml:1:6: error: a value is expected");
    refused("x = 1 y = 2", "f.toml:1:7: error: nothing but a comment may follow the value");
    refused("[a] b = 1", "f.toml:1:5: error: nothing but a comment may follow the section");
    refused("[a", "f.toml:1:3: error: ] is expected");
    refused("[]", "f.toml:1:2: error: the name of a section");
    refused("= 1", "f.toml:1:1: error: a [section], or key = value, is expected");
}

static void nothing_is_there_twice(void **state)
{
    (void)state;
    refused("a = 1\nb = 2\na = 3", "f.toml:3:1: error: a is there already, in line 1");
    refused("[a]\n[b]\n[a]", "f.toml:3:2: error: a is there already, in line 1");
    refused("run = 1\n[run]", "f.toml:2:2: error: run is there already, in line 1");
    assert_true(read_text("a = 1\n[b]\na = 1\n[c]\na = 1\nb = 1"));
}

static void what_is_toml_and_not_read_is_refused_by_name(void **state)
{
    (void)state;
    refused("\"a\" = 1", "f.toml:1:1: error: keys are written without quotes");
    refused("a.b = 1", "f.toml:1:2: error: = is expected behind the key");
    refused("[a.b]", "f.toml:1:3: error: ] is expected");
    refused("[[a]]", "f.toml:1:2: error: arrays of tables are not read");
    refused("a = {b = 1}", "f.toml:1:5: error: tables in braces are not read");
    refused("a = [[1]]", "f.toml:1:6: error: arrays inside of arrays are not read");
    refused("a = \"\"\"x\"\"\"", "f.toml:1:5: error: strings in three quotes are not read");
    refused("a = '''x'''", "f.toml:1:5: error: strings in three quotes are not read");
    const char *const numbers[] = {"+1", "1_000", "0x1f", "1e6",        "1.5e3", "01",   "1.",
                                   "-",  "--1",   "inf",  "1979-05-27", "07:32", "1.2.3"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        refused(bl_arena_printf(&arena, "a = %s", numbers[i]), "f.toml:1:5: error: a ");
}

static void strings_that_are_wrong(void **state)
{
    (void)state;
    refused("a = \"x\nb = 1", "f.toml:1:5: error: the string does not end on its line");
    refused("a = 'x", "f.toml:1:5: error: the string does not end on its line");
    refused("a = \"x\\\"", "f.toml:1:5: error: the string does not end on its line");
    refused("a = \"\\d\"", "f.toml:1:6: error: after \\ one of");
    refused("a = \"\\", "f.toml:1:6: error: after \\ one of");
    refused("a = \"\\u12G4\"", "f.toml:1:6: error: \\u is followed by 4");
    refused("a = \"\\U0001F60\"", "f.toml:1:6: error: \\U is followed by 8");
    refused("a = \"\\uD800\"", "f.toml:1:6: error: there is no character of that number");
    refused("a = \"\\U00110000\"", "f.toml:1:6: error: there is no character of that number");
    refused("a = \"\\u0000\"", "f.toml:1:6: error: no setting can hold the character NUL");
}

static void only_text_is_read(void **state)
{
    (void)state;
    refused("a = 1\n# \xFF\n", "f.toml:2:3: error: this byte is not UTF-8");
    refused("a = '\x7F'", "f.toml:1:6: error: a control character has no place here");
    refused("a = 1\rb = 2", "f.toml:1:6: error: a control character has no place here");
    forget();
    assert_false(config_read(&file, "f", BL_STR("a = 1\0"), &diags));
}

/* ---- files ----------------------------------------------------------------------------------- */

static const char *folder(const char *top, const char *name)
{
    char *path = bl_path_join(&arena, top, name);
    assert_int_equal(bl_dir_make(path), 0);
    return path;
}

static void put(const char *dir, const char *name, const char *text)
{
    assert_int_equal(bl_file_write(bl_path_join(&arena, dir, name), bl_cstr(text)), 0);
}

static void found_is(const char *dir, const char *expected)
{
    const char *found = config_find(&arena, dir);
    if (!expected) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_string_equal(bl_path_real(&arena, found), expected);
}

static void the_nearest_file_counts_up_to_the_repository(void **state)
{
    (void)state;
    const char *top = bl_path_real(&arena, bl_dir_temp(&arena, "config-test"));
    const char *inner = folder(top, "repository/a/b"), *outer = folder(top, "repository");
    put(top, CONFIG_FILE_NAME, "");
    found_is(inner, NULL); /* without a repository nothing above counts */
    found_is(top, bl_path_join(&arena, top, CONFIG_FILE_NAME));
    folder(outer, ".git");
    found_is(inner, NULL);
    put(outer, CONFIG_FILE_NAME, "");
    found_is(inner, bl_path_join(&arena, outer, CONFIG_FILE_NAME));
    const char *between = folder(top, "repository/a");
    put(between, CONFIG_FILE_NAME, "");
    found_is(inner, bl_path_join(&arena, between, CONFIG_FILE_NAME));
    found_is(between, bl_path_join(&arena, between, CONFIG_FILE_NAME));
    assert_int_equal(bl_dir_remove(top), 0);
}

static void files_that_cannot_be_read(void **state)
{
    (void)state;
    char *top = bl_dir_temp(&arena, "config-test");
    assert_false(config_read_file(&file, bl_path_join(&arena, top, "none"), &diags));
    assert_int_equal(diags.errors, 1);
    config_free(&file);
    assert_false(config_read_file(&file, top, &diags));
    assert_int_equal(diags.errors, 2);
    config_free(&file);
    char *large = bl_alloc(CONFIG_SIZE_MAX + 2);
    memset(large, '\n', CONFIG_SIZE_MAX);
    put(top, "large", large);
    assert_true(config_read_file(&file, bl_path_join(&arena, top, "large"), &diags));
    config_free(&file);
    large[CONFIG_SIZE_MAX] = '\n';
    put(top, "large", large);
    assert_false(config_read_file(&file, bl_path_join(&arena, top, "large"), &diags));
    assert_int_equal(diags.errors, 3);
    free(large);
    assert_int_equal(bl_dir_remove(top), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(sections_keys_and_values, clean),
        cmocka_unit_test_teardown(nothing_is_a_file_too, clean),
        cmocka_unit_test_teardown(strings, clean),
        cmocka_unit_test_teardown(numbers_are_kept_as_they_stand, clean),
        cmocka_unit_test_teardown(arrays, clean),
        cmocka_unit_test_teardown(errors_have_a_place, clean),
        cmocka_unit_test_teardown(nothing_is_there_twice, clean),
        cmocka_unit_test_teardown(what_is_toml_and_not_read_is_refused_by_name, clean),
        cmocka_unit_test_teardown(strings_that_are_wrong, clean),
        cmocka_unit_test_teardown(only_text_is_read, clean),
        cmocka_unit_test_teardown(the_nearest_file_counts_up_to_the_repository, clean),
        cmocka_unit_test_teardown(files_that_cannot_be_read, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
