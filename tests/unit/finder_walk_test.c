/* Whole trees: projects, pools, modules, workspaces, packages, and everything that can be wrong
 * with a tree. Each test builds one in a scratch folder and compares a short text of what was
 * found. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <cjson/cJSON.h>

#include "benchline/finder.h"
#include "benchline/path.h"

typedef struct Tree {
    BlArena arena;
    const char *root; /* absolute, without links */
    FindTarget target;
    FindOptions options;
    BlDiags diags;
    Found found;
    BlBuf text;
} Tree;

static int plant(void **state)
{
    static Tree tree;
    tree = (Tree){0};
    const char *dir = bl_dir_temp(&tree.arena, "benchline-walk");
    if (!dir)
        return -1;
    tree.root = bl_path_real(&tree.arena, dir);
    tree.target =
        (FindTarget){.goos = "linux", .goarch = "amd64", .compiler = "gc", .go_minor = 21};
    tree.options = (FindOptions){.target = &tree.target};
    *state = &tree;
    return 0;
}

static void forget(Tree *tree)
{
    find_free(&tree->found);
    bl_diag_free(&tree->diags);
    bl_buf_clear(&tree->text);
}

static int fell(void **state)
{
    Tree *tree = *state;
    forget(tree);
    bl_dir_remove(tree->root);
    bl_buf_free(&tree->text);
    bl_arena_free(&tree->arena);
    return 0;
}

static const char *at(Tree *tree, const char *path)
{
    return bl_path_join(&tree->arena, tree->root, path);
}

static void put(Tree *tree, const char *path, const char *text)
{
    const char *full = at(tree, path);
    assert_int_equal(bl_dir_make(bl_path_dir(&tree->arena, full)), 0);
    assert_int_equal(bl_file_write(full, bl_cstr(text)), 0);
}

static void describe_file(BlBuf *out, const FoundFile *file)
{
    if (!file->selected)
        return;
    bl_buf_printf(out, " %s=%s", file->name, found_file_kind_name(file->kind));
    if (file->kind == FOUND_IGNORED)
        bl_buf_printf(out, "(%s)", found_reason_name(file->reason));
    if (file->broken)
        bl_buf_puts(out, "(broken)");
    for (size_t i = 0; i < file->test_count; i++)
        bl_buf_printf(out, "%c%s", i ? ',' : ':', file->tests[i].name);
}

static void describe_module(BlBuf *out, const FoundModule *module)
{
    bl_buf_printf(out, " %s%s\n", module->path ? module->path : "-",
                  module->in_workspace ? " (work)" : "");
    for (size_t i = 0; i < module->package_count; i++) {
        const FoundPackage *package = &module->packages[i];
        bl_buf_printf(out, "  %s %s:", package->import_path, package->name ? package->name : "-");
        for (size_t f = 0; f < package->file_count; f++)
            describe_file(out, &package->files[f]);
        bl_buf_putc(out, '\n');
    }
}

/* Finds in the paths, ended by NULL, below the root, and tells what. */
static const char *find_all(Tree *tree, const char *const *paths)
{
    forget(tree);
    BL_VEC(const char *) full = {0};
    for (; *paths; paths++)
        bl_vec_push(&full, at(tree, *paths));
    find_paths(&tree->found, &tree->options, full.items, full.count, &tree->diags);
    bl_vec_free(&full);
    bl_buf_puts(&tree->text, "");
    for (size_t p = 0; p < tree->found.project_count; p++) {
        const FoundProject *project = &tree->found.projects[p];
        bl_buf_printf(&tree->text, "%s\n", project->name);
        for (size_t m = 0; m < project->module_count; m++)
            describe_module(&tree->text, &project->modules[m]);
    }
    return tree->text.data;
}

static const char *find_in(Tree *tree, const char *path)
{
    return find_all(tree, (const char *const[]){path, NULL});
}

static void assert_said(Tree *tree, BlSeverity severity, const char *file, const char *message)
{
    for (size_t i = 0; i < tree->diags.list.count; i++) {
        const BlDiag *diag = &tree->diags.list.items[i];
        if (diag->severity == severity && strcmp(diag->file, at(tree, file)) == 0 &&
            strstr(diag->message, message))
            return;
    }
    bl_diag_print(&tree->diags, false, stderr);
    fail_msg("nothing like this was said: %s: %s", file, message);
}

/* ---- projects and pools ---------------------------------------------------------------------- */

static void a_module_is_a_project(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module example.com/p\n\ngo 1.21\n");
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/a_test.go",
        "package p\nfunc TestA(t *testing.T) {}\nfunc TestB(t *testing.T) {}\n");
    put(tree, "p/b_test.go", "package p_test\nfunc TestC(t *testing.T) {}\n");
    put(tree, "p/sub/deep/d.go", "package deep\n");
    put(tree, "p/doc/readme.txt", "no Go\n");
    assert_string_equal(
        find_in(tree, "p"),
        "p\n example.com/p\n"
        "  example.com/p p: a.go=go a_test.go=test:TestA,TestB b_test.go=xtest:TestC\n"
        "  example.com/p/sub/deep deep: d.go=go\n");
    assert_int_equal(tree->diags.list.count, 0);
    const FoundModule *module = &tree->found.projects[0].modules[0];
    assert_string_equal(module->go_version, "1.21");
    assert_string_equal(module->packages[0].dir, at(tree, "p"));
}

static void a_folder_of_projects_is_a_pool(void **state)
{
    Tree *tree = *state;
    put(tree, "two/go.mod", "module two\n");
    put(tree, "two/a.go", "package two\n");
    put(tree, "one/x/a.go", "package x\n");
    put(tree, "none/readme", "no Go\n");
    put(tree, ".git/a.go", "package git\n");
    put(tree, "testdata/a.go", "package testdata\n");
    put(tree, "readme", "no Go\n");
    assert_string_equal(find_in(tree, "."),
                        "one\n -\n  x x: a.go=go\ntwo\n two\n  two two: a.go=go\n");
    assert_string_equal(tree->found.projects[1].shown, at(tree, "two"));
    assert_int_equal(tree->diags.list.count, 0);
}

static void links_in_a_pool_are_followed(void **state)
{
    Tree *tree = *state;
    put(tree, "away/lib/a.go", "package lib\n");
    put(tree, "pool/real/a.go", "package real\n");
    assert_int_equal(symlink("../away/lib", at(tree, "pool/linked")), 0);
    assert_int_equal(symlink("real", at(tree, "pool/twin")), 0);
    assert_int_equal(symlink(".", at(tree, "pool/self")), 0);
    assert_int_equal(symlink("..", at(tree, "pool/up")), 0);
    assert_int_equal(symlink("loop", at(tree, "pool/loop")), 0);
    assert_string_equal(find_in(tree, "pool"),
                        "linked\n -\n  . lib: a.go=go\nreal\n -\n  . real: a.go=go\n");
    assert_said(tree, BL_WARNING, "pool/twin", "listed already");
    assert_said(tree, BL_WARNING, "pool/self", "listed already");
    assert_said(tree, BL_WARNING, "pool/up", "listed already");
}

static void go_files_make_a_project_without_a_module(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/sub/b.go", "package sub\n");
    assert_string_equal(find_in(tree, "p"), "p\n -\n  . p: a.go=go\n  sub sub: b.go=go\n");
}

/* The outermost "src" with a host after it, else the innermost one. */
static void code_from_before_modules_has_a_gopath(void **state)
{
    Tree *tree = *state;
    put(tree, "src/w/src/example.com/shop/src/cart/a.go", "package cart\n");
    put(tree, "src/w/src/lib/b.go", "package lib\n");
    put(tree, "src/w/src/m/go.mod", "module m\n");
    put(tree, "src/w/src/m/c.go", "package m\n");
    find_in(tree, "src/w/src/example.com/shop/src/cart");
    const FoundPackage *package = &tree->found.projects[0].modules[0].packages[0];
    assert_string_equal(package->import_path, "example.com/shop/src/cart");
    assert_string_equal(package->gopath, at(tree, "src/w"));
    find_in(tree, "src/w/src/lib");
    package = &tree->found.projects[0].modules[0].packages[0];
    assert_string_equal(package->import_path, "lib");
    assert_string_equal(package->gopath, at(tree, "src/w"));
    find_in(tree, "src/w/src/m");
    package = &tree->found.projects[0].modules[0].packages[0];
    assert_string_equal(package->import_path, "m");
    assert_string_equal(package->gopath, at(tree, "src/w"));
    put(tree, "src/w/src/m/go.mod", "module n\n"); /* no go command finds it there as "n" */
    find_in(tree, "src/w/src/m");
    package = &tree->found.projects[0].modules[0].packages[0];
    assert_string_equal(package->import_path, "n");
    assert_null(package->gopath);
}

static void a_folder_inside_lists_what_is_below(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/b/b.go", "package b\n");
    put(tree, "p/b/c/c.go", "package c\n");
    assert_string_equal(find_in(tree, "p/b"), "p\n m\n  m/b b: b.go=go\n  m/b/c c: c.go=go\n");
    assert_string_equal(find_in(tree, "p/b/"), "p\n m\n  m/b b: b.go=go\n  m/b/c c: c.go=go\n");
}

static void a_file_lists_itself(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/a.go", "package x_test\n"); /* so that b_test.go is an internal test */
    put(tree, "p/b_test.go", "package x_test\nfunc TestB(t *testing.T) {}\n");
    put(tree, "p/c_test.go", "package x_test\nfunc TestC(t *testing.T) {}\n");
    put(tree, "p/sub/d.go", "package sub\n");
    assert_string_equal(find_in(tree, "p/b_test.go"), "p\n m\n  m x_test: b_test.go=test:TestB\n");
    assert_int_equal(find_totals(&tree->found).files[FOUND_TEST_FILE], 1);
    find_in(tree, "p/go.mod");
    assert_said(tree, BL_ERROR, "p/go.mod", "neither a folder nor a Go file");
}

static void paths_may_overlap(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/b/b.go", "package b\n");
    put(tree, "p/b/b_test.go", "package b\nfunc TestB(t *testing.T) {}\n");
    put(tree, "p/c/c.go", "package c\n");
    const char *whole = "p\n m\n  m/b b: b.go=go b_test.go=test:TestB\n  m/c c: c.go=go\n";
    assert_string_equal(find_all(tree, (const char *const[]){"p", "p/b", "p", "p/b/b.go", NULL}),
                        whole);
    assert_string_equal(find_all(tree, (const char *const[]){"p/b/b.go", "p/c", "p/b", NULL}),
                        whole);
    assert_string_equal(find_all(tree, (const char *const[]){"p/b/b.go", "p/b/b_test.go", NULL}),
                        "p\n m\n  m/b b: b.go=go b_test.go=test:TestB\n");
}

static void missing_and_empty_paths_are_reported(void **state)
{
    Tree *tree = *state;
    put(tree, "empty/readme", "");
    put(tree, "mod/go.mod", "module m\n");
    put(tree, "p/a.go", "package p\n");
    assert_string_equal(find_all(tree, (const char *const[]){"nowhere", "empty", "mod", "p", NULL}),
                        "p\n -\n  . p: a.go=go\n");
    assert_said(tree, BL_ERROR, "nowhere", "cannot be read");
    assert_said(tree, BL_ERROR, "empty", "no Go files found");
    assert_said(tree, BL_ERROR, "mod", "no Go files found");
}

/* ---- modules and workspaces ------------------------------------------------------------------ */

static void nested_modules_are_modules_of_the_project(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module example.com/p\n");
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/tools/go.mod", "module example.com/p/tools/v2\n");
    put(tree, "p/tools/x/x.go", "package x\n");
    put(tree, "p/z/z.go", "package z\n");
    const char *whole =
        "p\n example.com/p\n  example.com/p p: a.go=go\n  example.com/p/z z: z.go=go\n"
        " example.com/p/tools/v2\n  example.com/p/tools/v2/x x: x.go=go\n";
    assert_string_equal(find_in(tree, "p"), whole);
    assert_string_equal(find_in(tree, "p/tools/x"),
                        "tools\n example.com/p/tools/v2\n  example.com/p/tools/v2/x x: x.go=go\n");
}

static void a_module_may_lie_in_a_folder_without_one(void **state)
{
    Tree *tree = *state;
    put(tree, "pool/p/a.go", "package p\n");
    put(tree, "pool/p/m/go.mod", "module m\n");
    put(tree, "pool/p/m/x.go", "package m\n");
    assert_string_equal(find_in(tree, "pool"), "p\n -\n  . p: a.go=go\n m\n  m m: x.go=go\n");
}

static void workspaces_are_one_project(void **state)
{
    Tree *tree = *state;
    put(tree, "w/go.work", "go 1.21\nuse ./a\nuse ./b\n");
    put(tree, "w/a/go.mod", "module a\n");
    put(tree, "w/a/a.go", "package a\n");
    put(tree, "w/b/go.mod", "module b\n");
    put(tree, "w/b/b.go", "package b\n");
    put(tree, "w/c/go.mod", "module c\n");
    put(tree, "w/c/c.go", "package c\n");
    const char *whole =
        "w\n a (work)\n  a a: a.go=go\n b (work)\n  b b: b.go=go\n c\n  c c: c.go=go\n";
    assert_string_equal(find_in(tree, "w"), whole);
    assert_string_equal(tree->found.projects[0].modules[2].workspace, at(tree, "w/go.work"));
    assert_string_equal(find_in(tree, "w/a"), "w\n a (work)\n  a a: a.go=go\n");
    assert_string_equal(find_in(tree, "w/c"), "c\n c\n  c c: c.go=go\n");
    assert_string_equal(find_in(tree, "."), whole);
    assert_int_equal(tree->diags.list.count, 0);
}

static void go_mod_may_ignore_folders(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\nignore ./web\nignore static\n");
    put(tree, "p/a/a.go", "package a\n");
    put(tree, "p/a/web/w.go", "package web\n");
    put(tree, "p/a/static/x/s.go", "package x\n");
    put(tree, "p/web/w.go", "package web\n");
    assert_string_equal(find_in(tree, "p"), "p\n m\n  m/a a: a.go=go\n  m/a/web web: w.go=go\n");
}

static void the_standard_library_has_short_paths(void **state)
{
    Tree *tree = *state;
    put(tree, "src/go.mod", "module std\n");
    put(tree, "src/strings/a.go", "package strings\n");
    assert_string_equal(find_in(tree, "src"), "src\n std\n  strings strings: a.go=go\n");
}

static void a_bad_go_mod_is_reported(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "modul m\n");
    put(tree, "p/a/a.go", "package a\n");
    assert_string_equal(find_in(tree, "p"), "p\n p\n  p/a a: a.go=go\n");
    assert_said(tree, BL_ERROR, "p/go.mod", "no module line");
}

/* ---- files ----------------------------------------------------------------------------------- */

static void ignored_files_say_why(void **state)
{
    Tree *tree = *state;
    put(tree, "p/_x.go", "package p\n");
    put(tree, "p/.x.go", "package p\n");
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/b_windows.go", "package p\n");
    put(tree, "p/c.go", "//go:build ignore\n\npackage main\n");
    put(tree, "p/d.go", "package documentation\n");
    put(tree, "p/e.go", "package p\n\nimport \"C\"\n");
    put(tree, "p/f.go", "//go:build (\n\npackage p\n");
    put(tree, "p/g.go.txt", "package p\n");
    assert_string_equal(find_in(tree, "p"),
                        "p\n -\n  . p: .x.go=ignored(prefix) _x.go=ignored(prefix) a.go=go"
                        " b_windows.go=ignored(name) c.go=ignored(constraint)"
                        " d.go=ignored(documentation) e.go=ignored(cgo) f.go=ignored(invalid)\n");
    assert_said(tree, BL_ERROR, "p/f.go", "missing closing parenthesis");
    assert_int_equal(tree->diags.list.items[0].line, 1);
    assert_int_equal(tree->diags.list.items[0].column, 13);
    tree->target.cgo = true;
    assert_non_null(strstr(find_in(tree, "p"), "e.go=cgo"));
}

static void a_package_may_have_nothing_to_build(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a_windows.go", "package p\n");
    assert_string_equal(find_in(tree, "p"), "p\n -\n  . -: a_windows.go=ignored(name)\n");
    put(tree, "q/_a.go", "package q\n");
    find_in(tree, "q");
    assert_int_equal(tree->found.project_count, 0);
}

static void files_that_do_not_parse_leave_the_others(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a_test.go", "package p\nfunc TestA(t *testing.T) {}\n");
    put(tree, "p/b_test.go", "package p\nfunc TestB(t *testing.T) {\n");
    put(tree, "p/c.go", "pakage p\n");
    put(tree, "p/d_test.go", "package p\nfunc TestD(t *testing.T) {}\n");
    assert_string_equal(find_in(tree, "p"),
                        "p\n -\n  . p: a_test.go=test:TestA b_test.go=test(broken)"
                        " c.go=go(broken) d_test.go=test:TestD\n");
    assert_int_equal(tree->diags.errors, 2);
    assert_true(tree->diags.list.items[0].line > 0);
}

static void packages_that_do_not_agree_are_reported(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a.go", "package a\n");
    put(tree, "p/b.go", "package b\n");
    put(tree, "p/c_test.go", "package a_test\n\nimport \"C\"\n");
    assert_string_equal(find_in(tree, "p"),
                        "p\n -\n  . a: a.go=go b.go=go(broken) c_test.go=xtest(broken)\n");
    assert_said(tree, BL_ERROR, "p/b.go", "package b, but a.go");
    assert_said(tree, BL_ERROR, "p/c_test.go", "cgo");
}

static void names_declared_twice_are_reported(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a_test.go",
        "package p\nfunc TestA(t *testing.T) {}\nfunc TestMain(m *testing.M) {}\n");
    put(tree, "p/b_test.go", "package p\n\nfunc TestA(t *testing.T) {}\n");
    put(tree, "p/c_test.go",
        "package p_test\nfunc TestA(t *testing.T) {}\nfunc TestMain(m *testing.M) {}\n");
    find_in(tree, "p");
    assert_int_equal(tree->diags.errors, 2);
    assert_said(tree, BL_ERROR, "p/b_test.go", "TestA is declared twice");
    assert_said(tree, BL_ERROR, "p/c_test.go", "TestMain is declared twice");
    assert_int_equal(tree->diags.list.items[0].line, 3);
    assert_int_equal(tree->diags.list.items[0].column, 6);
}

/* ---- what is skipped ------------------------------------------------------------------------- */

static void go_skips_folders(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/a/a.go", "package a\n");
    put(tree, "p/testdata/x.go", "package x\n");
    put(tree, "p/a/vendor/v/x.go", "package v\n");
    put(tree, "p/_x/x.go", "package x\n");
    put(tree, "p/.x/x.go", "package x\n");
    assert_string_equal(find_in(tree, "p"), "p\n m\n  m/a a: a.go=go\n");
    assert_int_equal(tree->diags.list.count, 0);
    /* ... but takes them when it is told to. */
    assert_string_equal(find_in(tree, "p/testdata"), "p\n m\n  m/testdata x: x.go=go\n");
}

static void the_user_excludes(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module example.com/m\n");
    put(tree, "p/a/a.go", "package a\n");
    put(tree, "p/a/a_gen.go", "package a\n");
    put(tree, "p/a/b/b.go", "package b\n");
    put(tree, "p/c/d/d.go", "package d\n");
    put(tree, "p/c/e/e.go", "package e\n");
    put(tree, "p/benchline.exclude", "# generated\n*_gen.go\n\nexample.com/m/a\n");
    static const char *const globs[] = {"c/d"};
    tree->options.excludes = globs;
    tree->options.exclude_count = 1;
    assert_string_equal(find_in(tree, "p"), "p\n example.com/m\n  example.com/m/a/b b: b.go=go\n"
                                            "  example.com/m/c/e e: e.go=go\n");
    assert_string_equal(find_in(tree, "p/c"),
                        "p\n example.com/m\n  example.com/m/c/e e: e.go=go\n");
    put(tree, "p/benchline.exclude", "*_gen.go\nexample.com/m/a/...\n");
    assert_string_equal(find_in(tree, "p"), "p\n example.com/m\n  example.com/m/c/e e: e.go=go\n");
    assert_int_equal(tree->diags.list.count, 0);
}

static void a_pool_excludes(void **state)
{
    Tree *tree = *state;
    put(tree, "one/x/a.go", "package x\n");
    put(tree, "one/y/a.go", "package y\n");
    put(tree, "two/x/a.go", "package x\n");
    put(tree, "three/x/a.go", "package x\n");
    put(tree, "benchline.exclude", "one/x\nthree\n");
    assert_string_equal(find_in(tree, "."), "one\n -\n  y y: a.go=go\ntwo\n -\n  x x: a.go=go\n");
}

static void test_dirs_alone_when_there_are_any(void **state)
{
    Tree *tree = *state;
    put(tree, "one/a.go", "package one\n");
    put(tree, "one/test/t.go", "package test\n");
    put(tree, "one/x/tests/deep/t.go", "package deep\n");
    put(tree, "two/a.go", "package two\n");
    tree->options.test_dirs = true;
    assert_string_equal(find_in(tree, "."),
                        "one\n -\n  test test: t.go=go\n  x/tests/deep deep: t.go=go\n"
                        "two\n -\n  . two: a.go=go\n");
}

/* ---- trees that are wrong -------------------------------------------------------------------- */

static void links_in_a_project_are_not_followed(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/a/a.go", "package a\n");
    put(tree, "p/real.txt", "package a\n");
    assert_int_equal(symlink("..", at(tree, "p/a/up")), 0);
    assert_int_equal(symlink("self", at(tree, "p/a/self")), 0);
    assert_int_equal(symlink("../real.txt", at(tree, "p/a/b.go")), 0);
    assert_int_equal(symlink("nowhere", at(tree, "p/a/c.go")), 0);
    assert_int_equal(symlink(".", at(tree, "p/a/d.go")), 0);
    assert_string_equal(find_in(tree, "p"),
                        "p\n m\n  m/a a: a.go=go b.go=go c.go=ignored(unreadable)\n");
    assert_said(tree, BL_WARNING, "p/a/up", "not followed");
    assert_said(tree, BL_WARNING, "p/a/self", "back to itself");
    assert_said(tree, BL_ERROR, "p/a/c.go", "cannot be read");
    assert_said(tree, BL_WARNING, "p/a/d.go", "not followed");
}

static void a_path_may_be_a_link(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/a/a.go", "package a\n");
    assert_int_equal(symlink("p/a", at(tree, "link")), 0);
    assert_string_equal(find_in(tree, "link"), "p\n m\n  m/a a: a.go=go\n");
    assert_string_equal(tree->found.projects[0].modules[0].packages[0].shown, at(tree, "link"));
}

static void pipes_do_not_stop_the_walk(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a.go", "package p\n");
    assert_int_equal(mkfifo(at(tree, "p/b.go"), 0600), 0);
    assert_int_equal(mkfifo(at(tree, "p/go.mod"), 0600), 0);
    assert_non_null(strstr(find_in(tree, "p"), "a.go=go b.go=ignored(unreadable)"));
    assert_said(tree, BL_ERROR, "p/b.go", "not a regular file");
}

static void large_files_are_passed_over(void **state)
{
    Tree *tree = *state;
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/b.go", "package p // and more than twenty bytes\n");
    tree->options.file_limit = 20;
    assert_string_equal(find_in(tree, "p"), "p\n -\n  . p: a.go=go b.go=ignored(too-large)\n");
    assert_said(tree, BL_ERROR, "p/b.go", "larger than the limit");
}

static void unreadable_folders_and_files_are_reported(void **state)
{
    Tree *tree = *state;
    if (geteuid() == 0) {
        print_message("root can read everything: unreadable folders are not tested\n");
        skip();
    }
    put(tree, "p/a.go", "package p\n");
    put(tree, "p/b.go", "package p\n");
    put(tree, "p/closed/x.go", "package x\n");
    put(tree, "p/open/x.go", "package x\n");
    chmod(at(tree, "p/closed"), 0);
    chmod(at(tree, "p/b.go"), 0);
    assert_string_equal(find_in(tree, "p"),
                        "p\n -\n  . p: a.go=go b.go=ignored(unreadable)\n  open x: x.go=go\n");
    assert_said(tree, BL_ERROR, "p/closed", "cannot be listed");
    assert_said(tree, BL_ERROR, "p/b.go", "cannot be read");
    chmod(at(tree, "p/closed"), 0700);
}

static void deep_trees_do_not_exhaust_the_stack(void **state)
{
    Tree *tree = *state;
    BlBuf path = {0};
    bl_buf_puts(&path, "p");
    for (int i = 0; i < 1000; i++)
        bl_buf_puts(&path, "/d");
    bl_buf_puts(&path, "/a.go");
    put(tree, "p/go.mod", "module m\n");
    put(tree, path.data, "package d\n");
    find_in(tree, "p");
    assert_int_equal(find_totals(&tree->found).packages, 1);
    bl_buf_free(&path);
}

static const cJSON *item(const cJSON *object, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, key);
    assert_non_null(found);
    return found;
}

static void names_need_not_be_utf8(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/caf\xE9/a.go", "package cafe\n");
    if (strcmp(find_in(tree, "p"), "p\n m\n  m/caf\xE9 cafe: a.go=go\n") != 0) {
        print_message("this file system keeps no such names\n");
        skip();
    }
    assert_said(tree, BL_WARNING, "p/caf\xE9", "not UTF-8");
    cJSON *json = find_to_json(&tree->found, &tree->target, &tree->diags);
    const cJSON *project = cJSON_GetArrayItem(item(json, "projects"), 0);
    const cJSON *module = cJSON_GetArrayItem(item(project, "modules"), 0);
    const cJSON *package = cJSON_GetArrayItem(item(module, "packages"), 0);
    assert_string_equal(item(package, "import_path")->valuestring, "m/caf\xEF\xBF\xBD");
    assert_string_equal(item(package, "import_path_bytes_hex")->valuestring, "6d2f636166e9");
    assert_null(cJSON_GetObjectItemCaseSensitive(package, "name_bytes_hex"));
    cJSON_Delete(json);
}

/* ---- the result ------------------------------------------------------------------------------ */

static void json_has_it_all(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n\ngo 1.20\n");
    put(tree, "p/a_test.go", "package p\n\nfunc TestA(t *testing.T) {}\nfunc ExampleB() {}\n");
    put(tree, "p/b_windows.go", "package p\n");
    find_in(tree, "p");
    cJSON *json = find_to_json(&tree->found, &tree->target, &tree->diags);
    assert_int_equal(item(json, "schema_version")->valueint, 1);
    assert_string_equal(item(item(json, "target"), "goos")->valuestring, "linux");
    const cJSON *project = cJSON_GetArrayItem(item(json, "projects"), 0);
    const cJSON *module = cJSON_GetArrayItem(item(project, "modules"), 0);
    assert_string_equal(item(module, "module_path")->valuestring, "m");
    assert_string_equal(item(module, "go")->valuestring, "1.20");
    assert_true(cJSON_IsNull(item(module, "workspace")));
    const cJSON *files = item(cJSON_GetArrayItem(item(module, "packages"), 0), "files");
    const cJSON *functions = item(cJSON_GetArrayItem(files, 0), "functions");
    assert_int_equal(item(cJSON_GetArrayItem(functions, 0), "line")->valueint, 3);
    assert_int_equal(item(cJSON_GetArrayItem(functions, 0), "column")->valueint, 6);
    assert_true(cJSON_IsFalse(item(cJSON_GetArrayItem(functions, 1), "runs")));
    assert_string_equal(item(cJSON_GetArrayItem(files, 1), "reason")->valuestring, "name");
    assert_int_equal(item(item(item(json, "totals"), "functions"), "example")->valueint, 1);
    cJSON_Delete(json);
}

static void the_table_shows_no_control_bytes(void **state)
{
    Tree *tree = *state;
    put(tree, "p/go.mod", "module m\n");
    put(tree, "p/x\033[31m/a_test.go", "package p\nfunc TestA(t *testing.T) {}\n");
    find_in(tree, "p");
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    find_print(&tree->found, true, false, out);
    fclose(out);
    assert_non_null(strstr(text, "m/x?[31m"));
    assert_non_null(strstr(text, ":2:6: TestA"));
    assert_non_null(strstr(text, "1 project, 1 module, 1 package, 1 test file: 1 test, "));
    assert_null(strchr(text, '\033'));
    free(text);
}

#define ON_A_TREE(test) cmocka_unit_test_setup_teardown(test, plant, fell)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_A_TREE(a_module_is_a_project),
        ON_A_TREE(a_folder_of_projects_is_a_pool),
        ON_A_TREE(links_in_a_pool_are_followed),
        ON_A_TREE(go_files_make_a_project_without_a_module),
        ON_A_TREE(code_from_before_modules_has_a_gopath),
        ON_A_TREE(a_folder_inside_lists_what_is_below),
        ON_A_TREE(a_file_lists_itself),
        ON_A_TREE(paths_may_overlap),
        ON_A_TREE(missing_and_empty_paths_are_reported),
        ON_A_TREE(nested_modules_are_modules_of_the_project),
        ON_A_TREE(a_module_may_lie_in_a_folder_without_one),
        ON_A_TREE(workspaces_are_one_project),
        ON_A_TREE(go_mod_may_ignore_folders),
        ON_A_TREE(the_standard_library_has_short_paths),
        ON_A_TREE(a_bad_go_mod_is_reported),
        ON_A_TREE(ignored_files_say_why),
        ON_A_TREE(a_package_may_have_nothing_to_build),
        ON_A_TREE(files_that_do_not_parse_leave_the_others),
        ON_A_TREE(packages_that_do_not_agree_are_reported),
        ON_A_TREE(names_declared_twice_are_reported),
        ON_A_TREE(go_skips_folders),
        ON_A_TREE(the_user_excludes),
        ON_A_TREE(a_pool_excludes),
        ON_A_TREE(test_dirs_alone_when_there_are_any),
        ON_A_TREE(links_in_a_project_are_not_followed),
        ON_A_TREE(a_path_may_be_a_link),
        ON_A_TREE(pipes_do_not_stop_the_walk),
        ON_A_TREE(large_files_are_passed_over),
        ON_A_TREE(unreadable_folders_and_files_are_reported),
        ON_A_TREE(deep_trees_do_not_exhaust_the_stack),
        ON_A_TREE(names_need_not_be_utf8),
        ON_A_TREE(json_has_it_all),
        ON_A_TREE(the_table_shows_no_control_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
