/* go.mod and go.work: the lines that finding needs, in every form that the go command reads. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "benchline/path.h"
#include "finder/parts.h"

typedef struct Scratch {
    BlArena arena;
    BlDiags diags;
    const char *dir;
} Scratch;

static int set_up(void **state)
{
    static Scratch scratch;
    scratch = (Scratch){0};
    scratch.dir = bl_dir_temp(&scratch.arena, "benchline-modfile");
    *state = &scratch;
    return scratch.dir ? 0 : -1;
}

static int tear_down(void **state)
{
    Scratch *scratch = *state;
    bl_dir_remove(scratch->dir);
    bl_diag_free(&scratch->diags);
    bl_arena_free(&scratch->arena);
    return 0;
}

static FindModFile read_mod(Scratch *scratch, const char *text)
{
    const char *path = bl_path_join(&scratch->arena, scratch->dir, "go.mod");
    assert_int_equal(bl_file_write(path, bl_cstr(text)), 0);
    bl_diag_free(&scratch->diags);
    FindModFile mod;
    find_read_modfile(&mod, &scratch->arena, path, "go.mod", &scratch->diags);
    return mod;
}

static void assert_module(Scratch *scratch, const char *text, const char *path)
{
    FindModFile mod = read_mod(scratch, text);
    assert_non_null(mod.path);
    assert_string_equal(mod.path, path);
    assert_int_equal(scratch->diags.list.count, 0);
}

static void module_lines(void **state)
{
    Scratch *s = *state;
    assert_module(s, "module example.com/m\n", "example.com/m");
    assert_module(s, "module example.com/m", "example.com/m");
    assert_module(s, "// text\r\n\r\nmodule\texample.com/m // more\r\n", "example.com/m");
    assert_module(s, "module \"example.com/m\"\n", "example.com/m");
    assert_module(s, "module `example.com/m`\n", "example.com/m");
    assert_module(s, "module (\n\t// text\n\texample.com/m\n)\n", "example.com/m");
    assert_module(s, "go 1.21\n\nrequire (\n\tmodule v1.0.0\n)\nmodule m\n", "m");
    assert_module(s, "module example.com/m//text\n", "example.com/m");
    assert_module(s, "retract ()\nmodule m\n", "m");
    assert_module(s, "module \"a\\\"b\"\n", "a\"b");
}

static void go_lines(void **state)
{
    Scratch *s = *state;
    assert_string_equal(read_mod(s, "module m\n\ngo 1.21.3\ntoolchain go1.22.0\n").go_version,
                        "1.21.3");
    assert_null(read_mod(s, "module m\n").go_version);
}

static void malformed_files_are_reported_with_their_line(void **state)
{
    Scratch *s = *state;
    const struct {
        const char *text;
        uint32_t line;
    } cases[] = {
        {"", 0},
        {"go 1.21\n", 0},
        {"module\n", 1},
        {"module a b\n", 1},
        {"module m\n\ngo\n", 3},
        {"module m /* text */\n", 1},
        {"module \"m\n", 1},
        {"module m\nignore a b\n", 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        read_mod(s, cases[i].text);
        assert_true(s->diags.errors > 0);
        assert_int_equal(s->diags.list.items[0].line, cases[i].line);
    }
}

static void ignore_lines(void **state)
{
    Scratch *s = *state;
    FindModFile mod = read_mod(s, "module m\nignore ./node\nignore (\n\tstatic\n\tx/y/\n)\n");
    assert_true(find_is_ignored(&mod, "node"));
    assert_true(find_is_ignored(&mod, "node/a"));
    assert_false(find_is_ignored(&mod, "a/node"));
    assert_false(find_is_ignored(&mod, "nodes"));
    assert_true(find_is_ignored(&mod, "static"));
    assert_true(find_is_ignored(&mod, "a/static/b"));
    assert_true(find_is_ignored(&mod, "a/x/y"));
    assert_false(find_is_ignored(&mod, "x/z/y"));
}

static void workspaces(void **state)
{
    Scratch *s = *state;
    BlArena *arena = &s->arena;
    const char *real = bl_path_real(arena, s->dir);
    assert_int_equal(bl_dir_make(bl_path_join(arena, real, "a b")), 0);
    assert_int_equal(bl_dir_make(bl_path_join(arena, real, "c")), 0);
    bl_file_write(bl_path_join(arena, real, "a b/go.mod"), BL_STR("module a\n"));
    bl_file_write(bl_path_join(arena, real, "go.mod"), BL_STR("module root\n"));
    const char *path = bl_path_join(arena, real, "go.work");
    bl_file_write(path, BL_STR("go 1.21\nuse \"./a b\"\nuse (\n\t.\n\t./c\n)\nuse ./none\n"));
    const FindWorkFile *work = find_read_workfile(arena, path, "go.work", &s->diags);
    assert_true(find_work_uses(work, bl_path_join(arena, real, "a b")));
    assert_true(find_work_uses(work, real));
    assert_false(find_work_uses(work, bl_path_join(arena, real, "c")));
    assert_false(find_work_uses(NULL, real));
    assert_int_equal(s->diags.errors, 2); /* no go.mod in c; no folder none */
    assert_int_equal(s->diags.list.items[0].line, 5);
    assert_int_equal(s->diags.list.items[1].line, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(module_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(go_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(malformed_files_are_reported_with_their_line, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(ignore_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(workspaces, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
