/* Which functions of a test file are tests. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/finder.h"

static BlBuf listed;
static BlDiags diags;

/* The functions of a file, one a line: "3:6 test TestA". Good until the next call. */
static const char *list(const char *source)
{
    bl_buf_clear(&listed);
    bl_diag_free(&diags);
    BlArena arena = {0};
    FoundTests tests = {0};
    GoSymbols *symbols = go_symbols_new();
    GoFile file = {0};
    if (!go_parse(&file, "x_test.go", bl_cstr(source), symbols, &diags))
        fail_msg("%s", diags.list.items[0].message);
    find_list_tests(&file, &arena, &tests, &diags);
    bl_buf_puts(&listed, "");
    for (size_t i = 0; i < tests.count; i++) {
        const FoundTest *test = &tests.items[i];
        assert_int_equal(go_kind(&file, test->decl), GO_FuncDecl);
        bl_buf_printf(&listed, "%u:%u %s %s%s\n", test->line, test->column,
                      found_test_kind_name(test->kind), test->name, test->runs ? "" : " -");
    }
    go_file_free(&file);
    go_symbols_free(symbols);
    bl_vec_free(&tests);
    bl_arena_free(&arena);
    return listed.data;
}

static int clean(void **state)
{
    (void)state;
    bl_buf_free(&listed);
    bl_diag_free(&diags);
    return 0;
}

static void every_kind(void **state)
{
    (void)state;
    assert_string_equal(list("package p\n\n"
                             "func TestMain(m *testing.M) {}\n"
                             "func TestA(t *testing.T) {}\n"
                             "  func BenchmarkA(b *testing.B) {}\n"
                             "func FuzzA(f *testing.F) {}\n"
                             "func ExampleA() { /* Output: 1 */ }\n"
                             "func helper(t *testing.T) {}\n"),
                        "3:6 main TestMain\n4:6 test TestA\n5:8 benchmark BenchmarkA\n"
                        "6:6 fuzz FuzzA\n7:6 example ExampleA\n");
    assert_int_equal(diags.list.count, 0);
}

static void the_prefix_is_not_followed_by_a_small_letter(void **state)
{
    (void)state;
    assert_string_equal(list("package p\n"
                             "func Test(t *T) {}\n"
                             "func Test_a(t *T) {}\n"
                             "func Test1(t *T) {}\n"
                             "func Test\xC3\x89tude(t *T) {}\n" /* É */
                             "func Test\xE6\x97\xA5(t *T) {}\n" /* 日 */
                             "func Testify(t *T) {}\n"
                             "func Test\xC3\xA9tude(t *T) {}\n"     /* é */
                             "func Test\xF0\x9D\x92\xB6(t *T) {}\n" /* a script letter a */
                             "func Exampled() { /* Output: */ }\n"
                             "func Benchmarked() {}\n"),
                        "2:6 test Test\n3:6 test Test_a\n4:6 test Test1\n"
                        "5:6 test Test\xC3\x89tude\n6:6 test Test\xE6\x97\xA5\n");
    assert_int_equal(diags.list.count, 0);
}

static void the_parameter_goes_by_its_last_name(void **state)
{
    (void)state;
    assert_string_equal(list("package p\n"
                             "func TestA(t *T) {}\n"
                             "func TestB(*tt.T) {}\n"
                             "func TestC(_ *testing.T) () {}\n"
                             "func TestMain(t *testing.T) {}\n"),
                        "2:6 test TestA\n3:6 test TestB\n4:6 test TestC\n5:6 test TestMain\n");
    assert_int_equal(diags.list.count, 0);
}

static void methods_are_none(void **state)
{
    (void)state;
    assert_string_equal(
        list("package p\nfunc (s S) TestA(t *testing.T) {}\nfunc (S) ExampleB() {}\n"), "");
    assert_int_equal(diags.list.count, 0);
}

static void wrong_signatures_are_reported(void **state)
{
    (void)state;
    const char *const wrong[] = {
        "func TestX()",
        "func TestX(t testing.T)",
        "func TestX(t *testing.B)",
        "func TestX(t, u *testing.T)",
        "func TestX(t *testing.T, n int)",
        "func TestX(t *testing.T) error",
        "func TestX(t (*testing.T))",
        "func TestX(t ...*testing.T)",
        "func TestX[P any](t *testing.T)",
        "func BenchmarkX(t *testing.T)",
        "func FuzzX(t *testing.T)",
        "func TestMain()",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        BlBuf source = {0};
        bl_buf_printf(&source, "package p\n\n%s { panic(1) }\nfunc TestY(t *testing.T) {}\n",
                      wrong[i]);
        assert_string_equal(list(source.data), "4:6 test TestY\n");
        assert_int_equal(diags.errors, 1);
        assert_int_equal(diags.list.items[0].line, 3);
        assert_int_equal(diags.list.items[0].column, 6);
        bl_buf_free(&source);
    }
    list("package p\nfunc TestMain(x int) {}\n");
    assert_string_equal(diags.list.items[0].message,
                        "wrong signature for TestMain, must be: func TestMain(m *testing.M)");
}

static void examples_of_the_wrong_form_are_passed_over(void **state)
{
    (void)state;
    assert_string_equal(
        list("package p\nfunc ExampleA(x int) {}\nfunc ExampleB() int { return 1 }\n"), "");
    assert_int_equal(diags.errors, 0);
    assert_int_equal(diags.list.count, 2);
}

/* Is an example with this body run? */
static bool runs(const char *body)
{
    BlBuf source = {0};
    bl_buf_printf(&source,
                  "package p\n\n// Output: before\nfunc ExampleX() {\n%s\n}\n\n// Output: after\n",
                  body);
    const char *text = list(source.data);
    bool run = strcmp(text, "4:6 example ExampleX\n") == 0;
    if (!run)
        assert_string_equal(text, "4:6 example ExampleX -\n");
    bl_buf_free(&source);
    return run;
}

static void examples_run_with_an_output_comment(void **state)
{
    (void)state;
    assert_true(runs("\tf()\n\t// Output: 1"));
    assert_true(runs("\tf()\n\t// output:"));
    assert_true(runs("\tf()\n\t//Output:\n\t// 1\n\t// 2"));
    assert_true(runs("\tf()\n\t// Unordered output: 1"));
    assert_true(runs("\tf()\n\t//\n\t//   OUTPUT:"));
    assert_true(runs("\t/*\n\n  Output: 1\n*/"));
    assert_true(runs("\tf() // Output: 1"));
    assert_true(runs("\t// text\n\n\t// Output: 1"));
    assert_true(runs("\tf() // text\n\t// Output: 1"));
    assert_true(runs("\t//go:noinline\n\t// Output: 1"));
}

static void other_examples_are_only_compiled(void **state)
{
    (void)state;
    assert_false(runs(""));
    assert_false(runs("\tf()"));
    assert_false(runs("\t// text\n\t// Output: 1"));
    assert_false(runs("\t// Output: 1\n\n\t// text"));
    assert_false(runs("\t// Output: 1\n\tf() // text"));
    assert_false(runs("\tf() // Output:\n\t// 1")); /* the second line is a group of its own */
    assert_false(runs("\t//output:1"));             /* a directive of some tool called output */
    assert_false(runs("\t// Unordered  output: 1"));
    assert_false(runs("\tx := `// Output: 1`"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind),
        cmocka_unit_test(the_prefix_is_not_followed_by_a_small_letter),
        cmocka_unit_test(the_parameter_goes_by_its_last_name),
        cmocka_unit_test(methods_are_none),
        cmocka_unit_test(wrong_signatures_are_reported),
        cmocka_unit_test(examples_of_the_wrong_form_are_passed_over),
        cmocka_unit_test(examples_run_with_an_output_comment),
        cmocka_unit_test(other_examples_are_only_compiled),
    };
    return cmocka_run_group_tests(tests, NULL, clean);
}
