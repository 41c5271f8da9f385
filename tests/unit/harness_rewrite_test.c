/* What the copy of package testing is made of, what is said when it cannot be made, and where it is
 * put. That it works with every Go is seen in tests/e2e/harness.sh. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "benchline/harness.h"
#include "benchline/path.h"
#include "benchline/syntax.h"

/* A package testing with all that the hooks want of Go 1.19, its parameters named as nowhere. */
static const char small[] = "package testing\n"
                            "type common struct {\n\tname string\n}\n"
                            "type T struct{ common }\n"
                            "func (me *T) Run(n string, body func(t *T)) bool {\n\treturn true\n}\n"
                            "func (me *T) Parallel() {\n}\n"
                            "func tRunner(it *T, body func(*T)) {}\n"
                            "func (me *T) Deadline() (deadline int, ok bool) { return 0, false }\n"
                            "func (me *common) Name() string { return me.name }\n"
                            "func (me *common) Helper() {}\n"
                            "func (me *common) Log(args ...any) {}\n"
                            "func (me *common) Logf(format string, args ...any) {}\n"
                            "func (me *common) log(line string) {}\n"
                            "func (me *common) Skip(args ...any) {}\n"
                            "func (me *common) Skipf(format string, args ...any) {}\n"
                            "func (me *common) SkipNow() {}\n"
                            "func (me *common) Cleanup(later func()) {}\n"
                            "func (me *common) TempDir() string { return \"\" }\n"
                            "func (me *common) Setenv(key, value string) {}\n"
                            "func (me *common) setRan() {}\n"
                            "func (me *B) run1() bool {\n\treturn true\n}\n"
                            "func (me *B) doBench() int { return 1 }\n"
                            "func (me *common) Fail() {}\n";

static const char others[] =
    "package testing\n"
    "var benchmarkLock, benchTime int\n"
    "func (b *B) launch() {}\nfunc (b *B) runN(n int) {}\n"
    "type matcher struct{}\n"
    "func (m *matcher) unique(parent, name string) string { return \"\" }\n"
    "func rewrite(s string) string { return s }\n";

static Harness harness;

static int forget(void **state)
{
    (void)state;
    harness_free(&harness);
    harness = (Harness){0};
    return 0;
}

static bool rewritten(const char *text, unsigned minor)
{
    const HarnessSource sources[] = {{"a.go", bl_cstr(text)}, {"b.go", bl_cstr(others)}};
    forget(NULL);
    return harness_rewrite(&harness, sources, 2, minor);
}

/* `small` with one text in the place of another; of static storage. */
static const char *small_with(const char *old, const char *new)
{
    static char text[4096];
    const char *at = strstr(small, old);
    assert_non_null(at);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - small), small, new, at + strlen(old));
    return text;
}

static const char *text_of(const char *name)
{
    for (size_t i = 0; i < harness.files.count; i++)
        if (strcmp(harness.files.items[i].name, name) == 0)
            return harness.files.items[i].text.data;
    fail_msg("there is no %s", name);
    return NULL;
}

static void assert_line(const char *name, const char *line)
{
    if (!strstr(text_of(name), line))
        fail_msg("there is no \"%s\" in:\n%s", line, text_of(name));
}

static size_t lines_of(const char *text)
{
    size_t lines = 0;
    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

/* ---- the copy -------------------------------------------------------------------------------- */

static void a_field_and_first_statements_with_the_names_of_the_source(void **state)
{
    (void)state;
    assert_true(rewritten(small, 19));
    assert_null(harness.problem);
    assert_null(harness.unknown);
    assert_line("a.go", "type common struct { benchline *benchline;\n\tname string\n}\n");
    assert_line("a.go",
                "func (me *T) Run(n string, body func(t *T)) bool { if me.benchline != nil { "
                "benchlineChild := me.benchline.subtest(n); "
                "if benchlineChild == nil { return true }; go tRunner(benchlineChild, body); "
                "if !<-benchlineChild.signal { runtime.Goexit() }; "
                "return me.benchline.passed(benchlineChild) };\n\treturn true\n}\n");
    assert_line("a.go", "func tRunner(it *T, body func(*T)) { if it.benchline != nil { defer "
                        "it.benchline.over(); it.benchline.enter(); body(it); it.finished = true; "
                        "return };}\n");
    assert_line("a.go", "func (me *common) log(line string) { if me.benchline != nil { "
                        "me.benchline.log(line); return };}\n");
    assert_line("a.go", "func (me *common) Cleanup(later func()) { if me.benchline != nil { "
                        "me.benchline.cleanup(later); return };}\n");
    assert_line("a.go", "func (me *common) Fail() {}\n");
    assert_line("a.go", "func (me *B) run1() bool { if benchlineIsNative(me) { "
                        "if !benchlineNativeBegin(me) { return false }; "
                        "defer benchlineNativeRan(me) };\n\treturn true\n}\n");
    assert_line("a.go", "func (me *B) doBench() int { if benchlineIsNative(me) { "
                        "return benchlineNativeBench(me) }; return 1 }\n");
}

static void no_line_moves(void **state)
{
    (void)state;
    assert_true(rewritten(small, 19));
    assert_int_equal(lines_of(text_of("a.go")), lines_of(small));
}

static void files_that_do_not_change_are_not_there(void **state)
{
    (void)state;
    assert_true(rewritten(small, 19));
    assert_int_equal(harness.files.count, 5);
    assert_string_equal(harness.files.items[0].name, "a.go");
}

static void the_added_files_are_go_of_package_testing(void **state)
{
    (void)state;
    static const char *const names[] = {"benchline_harness.go", "benchline_native.go",
                                        "benchline_split.go", "benchline_measure.go"};
    assert_true(rewritten(small, 19));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        BlDiags diags = {0};
        GoFile file;
        BlStr package;
        assert_true(go_parse_tree(&file, names[i], bl_cstr(text_of(names[i])), &diags));
        go_file_free(&file);
        bl_diag_free(&diags);
        assert_true(go_package_name(bl_cstr(text_of(names[i])), &package));
        assert_true(bl_str_eq(package, BL_STR("testing")));
    }
}

/* ---- what does not fit ----------------------------------------------------------------------- */

static void a_missing_declaration_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *old, *new, *problem;
    } rows[] = {
        {"type common struct {", "type base struct {", "package testing has no struct common"},
        {"type common struct {\n\tname string\n}", "type common int",
         "package testing has no struct common"},
        {"func (me *T) Run(", "func (me *T) Walk(",
         "package testing has no T.Run with 2 parameters"},
        {"func (me *T) Run(n string, ", "func (me *T) Run(",
         "package testing has no T.Run with 2 parameters"},
        {"func (me *T) Run(n string", "func (me *T) Run(_ string",
         "package testing has no T.Run with 2 parameters"},
        {"func tRunner(", "func (me *T) tRunner(",
         "package testing has no tRunner with 2 parameters"},
        {"func (me *common) setRan", "func setRan",
         "package testing has no common.setRan with 0 parameters"},
        {"func (me *common) setRan", "func (me *B) setRan",
         "package testing has no common.setRan with 0 parameters"},
        {"func (me *T) Parallel() {", "func (me *T) Parallel(int) {",
         "package testing has no T.Parallel with 0 parameters"},
        {"func (me *common) Name() string { return me.name }", "func (me *common) Name() string",
         "package testing has no common.Name with 0 parameters"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_false(rewritten(small_with(rows[i].old, rows[i].new), 19));
        assert_non_null(harness.problem);
        assert_string_equal(harness.problem, rows[i].problem);
    }
}

static void what_the_added_file_uses_must_be_there(void **state)
{
    (void)state;
    HarnessSource source = {"a.go", bl_cstr(small)};
    forget(NULL);
    assert_false(harness_rewrite(&harness, &source, 1, 19));
    assert_string_equal(harness.problem, "package testing has no benchmarkLock");
}

static void a_method_of_a_newer_go_is_wanted_from_that_go_on(void **state)
{
    (void)state;
    assert_false(rewritten(small, 24));
    assert_string_equal(harness.problem, "package testing has no common.Chdir with 1 parameters");
    char *with = bl_strdup(small_with(
        "func (me *common) Fail() {}",
        "func (me *common) Chdir(to string) {}\nfunc (me *common) Context() int { return 1 }"));
    assert_true(rewritten(with, 24));
    assert_line("a.go", "{ if me.benchline != nil { me.benchline.chdir(to); return };}");
    assert_true(rewritten(with, 23)); /* there all the same: it is hooked */
    assert_line("a.go", "{ if me.benchline != nil { me.benchline.chdir(to); return };}");
    assert_false(rewritten(with, 25));
    free(with);
}

static void an_exported_method_that_nobody_knows_is_told(void **state)
{
    (void)state;
    assert_true(rewritten(small_with("func (me *common) Fail() {}",
                                     "func (me *common) Retry() {}\nfunc (me *common) own() {}\n"
                                     "func (me *T) Budget() {}\nfunc (b *B) Loop() {}\n"
                                     "func Run() {}"),
                          19));
    assert_string_equal(harness.unknown, "T.Retry, T.Budget");
}

static void a_folder_that_is_no_go_is_a_problem(void **state)
{
    (void)state;
    assert_false(harness_load(&harness, "/nonexistent", 26));
    assert_string_equal(harness.problem,
                        "cannot read /nonexistent/src/testing: No such file or directory");
}

/* ---- where it is put ------------------------------------------------------------------------- */

static bool is_link(BlArena *arena, const char *dir, const char *name)
{
    struct stat status;
    return lstat(bl_path_join(arena, dir, name), &status) == 0 && S_ISLNK(status.st_mode);
}

static bool is_real(BlArena *arena, const char *dir, const char *name)
{
    struct stat status;
    return lstat(bl_path_join(arena, dir, name), &status) == 0 && !S_ISLNK(status.st_mode);
}

static void a_shadow_links_all_but_package_testing(void **state)
{
    (void)state;
    BlArena arena = {0};
    char *dir = bl_dir_temp(&arena, "benchline-unit");
    char *goroot = bl_path_join(&arena, dir, "go"), *shadow = bl_path_join(&arena, dir, "shadow");
    assert_int_equal(bl_dir_make(bl_path_join(&arena, goroot, "src/testing/iotest")), 0);
    assert_int_equal(bl_dir_make(bl_path_join(&arena, goroot, "src/fmt")), 0);
    bl_file_write(bl_path_join(&arena, goroot, "VERSION"), BL_STR("go1.19"));
    bl_file_write(bl_path_join(&arena, goroot, "src/testing/a.go"), bl_cstr(small));
    bl_file_write(bl_path_join(&arena, goroot, "src/testing/b.go"), bl_cstr(others));
    assert_true(harness_load(&harness, goroot, 19));
    assert_int_equal(harness_shadow(&harness, goroot, shadow), 0);
    assert_true(is_link(&arena, shadow, "VERSION"));
    assert_true(is_real(&arena, shadow, "src"));
    assert_true(is_link(&arena, shadow, "src/fmt"));
    assert_true(is_real(&arena, shadow, "src/testing"));
    assert_true(is_link(&arena, shadow, "src/testing/iotest"));
    assert_true(is_link(&arena, shadow, "src/testing/b.go"));
    assert_true(is_real(&arena, shadow, "src/testing/a.go"));
    assert_true(is_real(&arena, shadow, "src/testing/benchline_harness.go"));
    BlBuf original = {0};
    bl_file_read(bl_path_join(&arena, goroot, "src/testing/a.go"), 1 << 20, &original);
    assert_string_equal(original.data, small);
    bl_buf_free(&original);
    bl_dir_remove(dir);
    bl_arena_free(&arena);
}

static void overlays_are_refused_below_the_module_cache_since_go_1_25(void **state)
{
    (void)state;
    static const char toolchain[] = "/c/golang.org/toolchain@v0.0.1-go1.25.0.linux-amd64";
    assert_true(harness_needs_shadow(toolchain, "/c", 25));
    assert_false(harness_needs_shadow(toolchain, "/c", 24));
    assert_false(harness_needs_shadow("/usr/local/go", "/c", 26));
    assert_false(harness_needs_shadow("/cache/go", "/c", 26));
    assert_false(harness_needs_shadow(toolchain, NULL, 25));
    assert_false(harness_needs_shadow(toolchain, "", 25));
}

static void one_call_for_each_benchmark(void **state)
{
    (void)state;
    BlBuf out = {0};
    HarnessBenchmark benchmarks[] = {{"BenchmarkA", "TestA"}, {"BenchmarkB2", "TestB"}};
    harness_benchmarks(&out, BL_STR("p_test"), benchmarks, 2);
    assert_string_equal(out.data,
                        "// Made by benchline: a benchmark for each of this package's tests.\n\n"
                        "package p_test\n\nimport benchlineTesting \"testing\"\n\n"
                        "func BenchmarkA(b *benchlineTesting.B) {\n"
                        "\tbenchlineTesting.Benchline(b, \"TestA\", TestA)\n}\n\n"
                        "func BenchmarkB2(b *benchlineTesting.B) {\n"
                        "\tbenchlineTesting.Benchline(b, \"TestB\", TestB)\n}\n");
    bl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_field_and_first_statements_with_the_names_of_the_source,
                                  forget),
        cmocka_unit_test_teardown(no_line_moves, forget),
        cmocka_unit_test_teardown(files_that_do_not_change_are_not_there, forget),
        cmocka_unit_test_teardown(the_added_files_are_go_of_package_testing, forget),
        cmocka_unit_test_teardown(a_missing_declaration_is_named, forget),
        cmocka_unit_test_teardown(what_the_added_file_uses_must_be_there, forget),
        cmocka_unit_test_teardown(a_method_of_a_newer_go_is_wanted_from_that_go_on, forget),
        cmocka_unit_test_teardown(an_exported_method_that_nobody_knows_is_told, forget),
        cmocka_unit_test_teardown(a_folder_that_is_no_go_is_a_problem, forget),
        cmocka_unit_test_teardown(a_shadow_links_all_but_package_testing, forget),
        cmocka_unit_test_teardown(overlays_are_refused_below_the_module_cache_since_go_1_25,
                                  forget),
        cmocka_unit_test(one_call_for_each_benchmark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
