/* The names that copies and benchmarks get: of the same length, and nobody else's. */
#include "injected.h"

#include <stdio.h>

#include "injector/unit.h"

/* A package with one helper of this name, called by TestA, and whatever else. */
static const char *with_helper(const char *helper, const char *more)
{
    static char source[2000];
    snprintf(source, sizeof source,
             "package p\nimport \"testing\"\nfunc %s(t *testing.T) {}\n"
             "func TestA(t *testing.T) { %s(t) }\n%s\n",
             helper, helper, more);
    return source;
}

/* ---- benchmarks ----------------------------------------------------------------------------- */

static void a_benchmark_is_named_after_its_test(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"TestParse", "BenchmarkParse"}, {"Test", "Benchmark"},   {"Test_x", "Benchmark_x"},
        {"Test1", "Benchmark1"},         {"TestÄ", "BenchmarkÄ"}, {"TestTest", "BenchmarkTest"},
    };
    char source[200];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(source, sizeof source, "package p\nimport \"testing\"\nfunc %s(t *testing.T) {}\n",
                 rows[i][0]);
        inject(source);
        assert_string_equal(test_at(0)->test, rows[i][0]);
        assert_string_equal(test_at(0)->benchmark, rows[i][1]);
    }
}

static void a_benchmark_s_name_that_is_taken(void **state)
{
    (void)state;
    static const struct {
        const char *more, *benchmark;
    } rows[] = {
        {"func BenchmarkA(b *testing.B) {}", "BenchmarkTestA"},
        {"func f() { BenchmarkA := 1; _ = BenchmarkA }", "BenchmarkTestA"}, /* in any scope */
        {"func BenchmarkA(b *testing.B) {}; var BenchmarkTestA int", "BenchmarkTestA_2"},
        {"var BenchmarkA, BenchmarkTestA, BenchmarkTestA_2 int", "BenchmarkTestA_3"},
        {"// BenchmarkA", "BenchmarkA"},
        {"var x = \"BenchmarkA\"", "BenchmarkA"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(with_helper("help", rows[i].more));
        assert_string_equal(test_at(0)->benchmark, rows[i].benchmark);
    }
}

static void names_reserved_by_the_other_unit(void **state)
{
    (void)state;
    static const char *const names[] = {"BenchmarkA", "BenchmarkTestA"};
    const InjectNames reserved = {names, 2};
    const InjectFile file = file_of("x_test.go", with_helper("help", ""));
    inject_files(&file, 1, &reserved);
    assert_string_equal(test_at(0)->benchmark, "BenchmarkTestA_2");
}

static void two_tests_that_want_one_benchmark(void **state)
{
    (void)state;
    inject("package p\nimport \"testing\"\n"
           "func BenchmarkA(b *testing.B) {}\n"
           "func TestA(t *testing.T) {}\n"       /* -> BenchmarkTestA */
           "func TestTestA(t *testing.T) {}\n"); /* would like BenchmarkTestA */
    assert_string_equal(test_at(0)->benchmark, "BenchmarkTestA");
    assert_string_equal(test_at(1)->benchmark, "BenchmarkTestTestA");
}

/* ---- copies --------------------------------------------------------------------------------- */

static void copies_have_names_of_the_same_length(void **state)
{
    (void)state;
    static const struct {
        const char *helper, *more, *clone;
    } rows[] = {
        {"checkParse", "", "CheckParse"},
        {"Check", "", "check"},
        {"check", "var Check int", "cHeck"},
        {"x", "", "X"},
        {"x", "var X int", "q"}, /* no letter is left */
        {"x", "var X, q int", "b"},
        {"_1", "", "qq"},
        {"été", "", "éTé"},
        {"日本", "", "qqqqqq"}, /* six bytes */
        {"map_", "", "Map_"},
        {"Map", "", "MAp"},             /* `map` is a keyword */
        {"testParse", "", "tEstParse"}, /* TestParse would be a test */
        {"fuzzX", "", "fUzzX"},
        {"exampleX", "", "eXampleX"},
        {"benchmarkX", "", "bEnchmarkX"},
        {"a1", "", "A1"},
        {"z1", "", "Z1"},
        {"A1", "", "a1"},
        {"Z1", "", "z1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(with_helper(rows[i].helper, rows[i].more));
        char expected[100];
        snprintf(expected, sizeof expected, "\nfunc %s(t *benchline) {}\n", rows[i].clone);
        assert_contains(added_to(0), expected);
        snprintf(expected, sizeof expected, "{ %s(t) }\n", rows[i].clone);
        assert_contains(added_to(0), expected);
    }
}

static void a_test_s_copy_is_an_iteration(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"", "iterA"},
        {"var iterA int", "IterA"},
        {"func f() { iterA := IterA }", "loopA"},
        {"var iterA, IterA, loopA, LoopA, onceA int", "OnceA"},
        {"var iterA, IterA, loopA, LoopA, onceA, OnceA int", "testA"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(with_helper("help", rows[i][0]));
        char expected[100];
        snprintf(expected, sizeof expected, "\nfunc %s(t *benchline) { Help(t) }\n", rows[i][1]);
        assert_contains(added_to(0), expected);
    }
}

/* Keywords, and what Go declares itself: no copy is called so, though no identifier is either. */
static void names_of_the_language_are_nobody_s(void **state)
{
    (void)state;
    static const char *const words[] = {
        "break",      "case",        "chan",       "const",   "continue", "default", "defer",
        "else",       "fallthrough", "for",        "func",    "go",       "goto",    "if",
        "import",     "interface",   "map",        "package", "range",    "return",  "select",
        "struct",     "switch",      "type",       "var",     "any",      "bool",    "byte",
        "comparable", "complex64",   "complex128", "error",   "float32",  "float64", "int",
        "int8",       "int16",       "int32",      "int64",   "rune",     "string",  "uint",
        "uint8",      "uint16",      "uint32",     "uint64",  "uintptr",  "true",    "false",
        "iota",       "nil",         "append",     "cap",     "clear",    "close",   "complex",
        "copy",       "delete",      "imag",       "len",     "make",     "max",     "min",
        "new",        "panic",       "print",      "println", "real",     "recover", "init",
        "main"};
    InjectUnit *unit = inject("package p");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        char name[20];
        snprintf(name, sizeof name, "%c%s", words[i][0] ^ 0x20, words[i] + 1);
        assert_string_not_equal(unit_clone_name(unit, bl_cstr(name)), words[i]);
        assert_true(unit_name_taken(unit, words[i]));
    }
}

/* An exported name may come in with a dot import. */
static void with_a_dot_import_copies_are_not_exported(void **state)
{
    (void)state;
    InjectUnit *unit = inject("package p\nimport . \"q\"\n");
    assert_string_equal(unit_clone_name(unit, BL_STR("ax")), "aX");
    assert_string_equal(unit_clone_name(unit, BL_STR("zx")), "zX");
    assert_string_equal(unit_clone_name(unit, BL_STR("Ax")), "ax");
    assert_string_equal(unit_clone_name(unit, BL_STR("TestX")), "iterX");
    assert_string_equal(unit_clone_name(unit, BL_STR("TestX")), "loopX");
}

static void names_are_chosen_for_what_is_copied_only(void **state)
{
    (void)state;
    InjectUnit *unit = inject("package p\nimport \"testing\"\nvar number = 1\n"
                              "func help(t *testing.T) { _ = number }\n"
                              "func TestA(t *testing.T) { help(t) }\n");
    assert_true(unit_name_taken(unit, "Help"));
    assert_false(unit_name_taken(unit, "Number"));
}

static void names_are_unique_in_the_whole_package(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a.go", "package p\nvar Help = 1\nfunc f() { hElp := 1; _ = hElp }\n"),
        file_of("x_test.go", with_helper("help", "")),
    };
    inject_files(files, 2, NULL);
    assert_contains(added_to(1), "func heLp(t *benchline)");
}

/* ---- the shim's type ------------------------------------------------------------------------ */

static void the_type_is_as_long_as_testing_t_is_written(void **state)
{
    (void)state;
    static const struct {
        const char *import, *type, *with;
    } rows[] = {
        {"\"testing\"", "testing.T", "benchline"},
        {"tt \"testing\"", "tt.T", "benc"},
        {". \"testing\"", "T", "b"},
        {"gotesting \"testing\"", "gotesting.T", "benchline__"},
        {"abcdefghijklmnopqrstuvwxyz \"testing\"", "abcdefghijklmnopqrstuvwxyz.T",
         "benchline___________________"},
    };
    char source[300], expected[100];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(strlen(rows[i].type), strlen(rows[i].with));
        snprintf(source, sizeof source, "package p\nimport %s\nfunc TestA(t *%s) {}\n",
                 rows[i].import, rows[i].type);
        inject(source);
        snprintf(expected, sizeof expected, "func iterA(t *%s) {}", rows[i].with);
        assert_contains(added_to(0), expected);
        snprintf(expected, sizeof expected, "\ntype %s = benchline\n", rows[i].with);
        if (strcmp(rows[i].with, "benchline") != 0)
            assert_contains(inject_shim(injected.unit).ptr, expected);
        else
            assert_lacks(inject_shim(injected.unit).ptr, " = benchline\n");
    }
}

static void the_type_s_name_that_is_taken(void **state)
{
    (void)state;
    inject("package p\nimport . \"testing\"\nfunc TestA(b *T) {}\n");
    assert_contains(added_to(0), "func iterA(b *q) {}");
    assert_contains(inject_shim(injected.unit).ptr, "\ntype q = benchline\n");
}

/* A helper whose copy would have been called like the type. */
static void the_type_s_name_is_not_given_to_a_copy(void **state)
{
    (void)state;
    inject("package p\nimport tt \"testing\"\nfunc Benc(t *tt.T) {}\n"
           "func TestA(t *tt.T) { Benc(t) }\n");
    assert_contains(added_to(0), "func iterA(t *benc) { BEnc(t) }");
    assert_contains(added_to(0), "func BEnc(t *benc) {}");
}

/* No longer name of an import is worth a type. */
static void the_longest_name_of_the_type(void **state)
{
    (void)state;
    char source[300], import[] = "a23456789012345678901234567890123456789012345678901234567890123";
    for (size_t length = 60; length <= 62; length++) {
        import[length] = '\0';
        snprintf(source, sizeof source,
                 "package p\nimport %s \"testing\"\nfunc TestA(t *%s.T) {}\n", import, import);
        inject(source);
        assert_int_equal(test_at(0)->way == INJECT_SOURCE, length + strlen(".T") < 64);
        if (test_at(0)->way != INJECT_SOURCE)
            assert_string_equal(test_at(0)->reason,
                                "no name of 64 bytes is left to stand for testing.T");
        import[length] = 'x';
    }
}

static void two_ways_to_write_it_in_one_package(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a_test.go", "package p\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n"),
        file_of("b_test.go", "package p\nimport tt \"testing\"\nfunc TestB(t *tt.T) {}\n"),
    };
    inject_files(files, 2, NULL);
    assert_contains(added_to(0), "func iterA(t *benchline) {}");
    assert_contains(added_to(1), "func iterB(t *benc) {}");
    assert_contains(added_to(1), "func BenchmarkB(b *tt.B) {");
}

/* ---- the prefix ----------------------------------------------------------------------------- */

static void the_prefix_of_a_package_that_uses_it(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"var benchlineX int", "benchlina"},
        {"func f() { benchline := 1 }", "benchlina"},
        {"var benchlinaX, benchline int", "benchlinb"},
        {"var benchlin, xbenchline, Benchline int", "benchline"},
        {"var _ = benchlineX", "benchlina"}, /* the package's last new name */
        {"var benchline, benchlina, benchlinb, benchlinc, benchlind, benchlinf, benchling, "
         "benchlinh, benchlini, benchlinj, benchlink, benchlinl, benchlinm, benchlinn, benchlino, "
         "benchlinp, benchlinq, benchlinr, benchlins, benchlint, benchlinu, benchlinv, benchlinw, "
         "benchlinx, benchliny int",
         "benchlinz"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(with_helper("help", rows[i][0]));
        char expected[100];
        snprintf(expected, sizeof expected, "func iterA(t *%s) {", rows[i][1]);
        assert_contains(added_to(0), expected);
        snprintf(expected, sizeof expected, "\t%sRun(b, \"TestA\", iterA)\n", rows[i][1]);
        assert_contains(added_to(0), expected);
        snprintf(expected, sizeof expected, "\nfunc %sRun(b *", rows[i][1]);
        assert_contains(inject_shim(injected.unit).ptr, expected);
    }
}

/* ---- names one by one ----------------------------------------------------------------------- */

static void a_name_is_given_once(void **state)
{
    (void)state;
    InjectUnit *unit = inject("package p");
    assert_string_equal(unit_clone_name(unit, BL_STR("ab")), "Ab");
    assert_string_equal(unit_clone_name(unit, BL_STR("ab")), "aB");
    assert_string_equal(unit_clone_name(unit, BL_STR("ab")), "qq");
    assert_string_equal(unit_clone_name(unit, BL_STR("ab")), "qb");
    assert_true(unit_name_taken(unit, "qb"));
    assert_false(unit_name_taken(unit, "qc"));
    assert_true(unit_name_taken(unit, "p")); /* any identifier, the package's name too */
    assert_true(unit_name_taken(unit, "func"));
}

static void names_of_one_letter_run_out(void **state)
{
    (void)state;
    InjectUnit *unit = inject("package p");
    size_t given = 0;
    while (unit_clone_name(unit, BL_STR("x")))
        assert_true(++given < 100);
    assert_true(given >= 25);
}

/* Two letters of 26, but for `go` and `if`. */
static void names_of_two_letters_run_out(void **state)
{
    (void)state;
    InjectUnit *unit = inject("package p");
    size_t given = 0;
    while (unit_clone_name(unit, BL_STR("_1")))
        assert_true(++given < 1000);
    assert_int_equal(given, 26 * 26 - 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_benchmark_is_named_after_its_test, injected_free),
        cmocka_unit_test_teardown(a_benchmark_s_name_that_is_taken, injected_free),
        cmocka_unit_test_teardown(names_reserved_by_the_other_unit, injected_free),
        cmocka_unit_test_teardown(two_tests_that_want_one_benchmark, injected_free),
        cmocka_unit_test_teardown(copies_have_names_of_the_same_length, injected_free),
        cmocka_unit_test_teardown(a_test_s_copy_is_an_iteration, injected_free),
        cmocka_unit_test_teardown(names_of_the_language_are_nobody_s, injected_free),
        cmocka_unit_test_teardown(with_a_dot_import_copies_are_not_exported, injected_free),
        cmocka_unit_test_teardown(names_are_chosen_for_what_is_copied_only, injected_free),
        cmocka_unit_test_teardown(names_are_unique_in_the_whole_package, injected_free),
        cmocka_unit_test_teardown(the_type_is_as_long_as_testing_t_is_written, injected_free),
        cmocka_unit_test_teardown(the_type_s_name_that_is_taken, injected_free),
        cmocka_unit_test_teardown(the_type_s_name_is_not_given_to_a_copy, injected_free),
        cmocka_unit_test_teardown(the_longest_name_of_the_type, injected_free),
        cmocka_unit_test_teardown(two_ways_to_write_it_in_one_package, injected_free),
        cmocka_unit_test_teardown(the_prefix_of_a_package_that_uses_it, injected_free),
        cmocka_unit_test_teardown(a_name_is_given_once, injected_free),
        cmocka_unit_test_teardown(names_of_one_letter_run_out, injected_free),
        cmocka_unit_test_teardown(names_of_two_letters_run_out, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
