/* Which tests become benchmarks, what is copied for them, and why the others are left out. */
#include "injected.h"

/* ---- the tests ------------------------------------------------------------------------------ */

static void tests_in_source_order_with_positions(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a_test.go", "package p\n\nimport \"testing\"\n\nfunc TestB(t *testing.T) {}\n"
                             "  func TestA(t *testing.T) {}\n"),
        file_of("b_test.go", "package p\n\nimport \"testing\"\n\nfunc TestC(t *testing.T) {}\n"),
    };
    inject_files(files, 2, NULL);
    static const struct {
        const char *test, *benchmark;
        size_t file;
        uint32_t line, column;
    } rows[] = {
        {"TestB", "BenchmarkB", 0, 5, 6},
        {"TestA", "BenchmarkA", 0, 6, 8},
        {"TestC", "BenchmarkC", 1, 5, 6},
    };
    size_t count;
    inject_tests(injected.unit, &count);
    assert_int_equal(count, 3);
    assert_int_equal(inject_converted(injected.unit), 3);
    assert_int_equal(inject_file_count(injected.unit), 2);
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(test_at(i)->test, rows[i].test);
        assert_string_equal(test_at(i)->benchmark, rows[i].benchmark);
        assert_null(test_at(i)->reason);
        assert_int_equal(test_at(i)->file, rows[i].file);
        assert_int_equal(test_at(i)->line, rows[i].line);
        assert_int_equal(test_at(i)->column, rows[i].column);
    }
}

static void only_selected_test_files_have_tests(void **state)
{
    (void)state;
    InjectFile files[] = {
        file_of("a.go", "package p\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n"),
        file_of("b_test.go", "package p\nimport \"testing\"\nfunc TestB(t *testing.T) {}\n"),
        file_of("c_test.go", "package p\nimport \"testing\"\nfunc TestC(t *testing.T) {}\n"),
    };
    files[2].selected = false;
    inject_files(files, 3, NULL);
    assert_int_equal(inject_converted(injected.unit), 1);
    assert_string_equal(test_at(0)->test, "TestB");
    assert_string_equal(added_to(2), "");
}

static void a_file_not_asked_for_still_lends_its_helpers(void **state)
{
    (void)state;
    InjectFile files[] = {
        file_of("a_test.go", "package p\nimport \"testing\"\nfunc help(t *testing.T) {}\n"
                             "func TestA(t *testing.T) { help(t) }\n"),
        file_of("b_test.go",
                "package p\nimport \"testing\"\nfunc TestB(t *testing.T) { help(t) }\n"),
    };
    files[0].selected = false;
    inject_files(files, 2, NULL);
    assert_contains(added_to(0), "func Help(t *benchline) {}");
    assert_lacks(added_to(0), "BenchmarkA");
    assert_contains(added_to(1), "func iterB(t *benchline) { Help(t) }");
}

static void a_unit_without_tests(void **state)
{
    (void)state;
    inject("package p\n\nimport \"testing\"\n\nfunc help(t *testing.T) {}\n");
    assert_int_equal(inject_converted(injected.unit), 0);
    assert_string_equal(added_to(0), "");
}

static void a_file_that_is_not_go_breaks_its_unit(void **state)
{
    (void)state;
    const InjectFile files[] = {file_of("a_test.go", "package p\nfunc TestA( {\n"),
                                file_of("b_test.go", "package p\nfunc f() }\n"),
                                file_of("c_test.go", "package p\n")};
    injected_free(NULL);
    injected.unit = inject_new(files, 3, NULL, &injected.diags);
    assert_true(inject_broken(injected.unit));
    assert_int_equal(injected.diags.errors, 2); /* each file's first error */
    assert_string_equal(injected.diags.list.items[0].file, "a_test.go");
    assert_string_equal(injected.diags.list.items[1].file, "b_test.go");
    assert_int_equal(inject_converted(injected.unit), 0);
}

/* ---- what goes along ------------------------------------------------------------------------ */

static void what_mentions_testing_t_is_copied_along(void **state)
{
    (void)state;
    inject("package p\n"
           "import \"testing\"\n"
           "type plain struct{}\n"
           "func (plain) m() {}\n"
           "type holder struct{ t *testing.T }\n"
           "func (h holder) one() { h.t.Log() }\n"
           "func (h *holder) two() {}\n"
           "type around struct{ h holder }\n"
           "var table = []func(*testing.T){first}\n"
           "var number = 1\n"
           "func first(t *testing.T) {}\n"
           "func unused(t *testing.T) {}\n"
           "func deep(a around) { _ = plain{}; _ = number }\n"
           "func TestA(t *testing.T) { deep(around{}); table[0](t) }\n");
    const char *added = added_to(0);
    assert_contains(added, "type Holder struct{ t *benchline }");
    assert_contains(added, "func (h Holder) one() { h.t.Log() }");
    assert_contains(added, "func (h *Holder) two() {}"); /* all methods go with their type */
    assert_contains(added, "type Around struct{ h Holder }");
    assert_contains(added, "var Table = []func(*benchline){First}");
    assert_contains(added, "func First(t *benchline) {}");
    assert_contains(added, "func Deep(a Around) { _ = plain{}; _ = number }");
    assert_contains(added, "func iterA(t *benchline) { Deep(Around{}); Table[0](t) }");
    assert_lacks(added, "nused");
    assert_lacks(added, "umber int");
    assert_lacks(added, "lain struct");
}

static void names_are_renamed_by_binding_not_by_spelling(void **state)
{
    (void)state;
    inject("package p\n"
           "import \"testing\"\n"
           "func help(t *testing.T) {}\n"
           "type s struct{ help int }\n"
           "func TestA(t *testing.T) {\n"
           "\thelp(t)\n"
           "\tx := s{help: 1}\n"
           "\t_ = x.help\n"
           "\t{ help := 2; _ = help }\n"
           "\thelp: for { break help }\n"
           "\tfunc(help int) { _ = help }(3)\n"
           "\t_ = \"help\" // help\n"
           "}\n");
    assert_contains(added_to(0), "func iterA(t *benchline) {\n"
                                 "\tHelp(t)\n"
                                 "\tx := s{help: 1}\n"
                                 "\t_ = x.help\n"
                                 "\t{ help := 2; _ = help }\n"
                                 "\thelp: for { break help }\n"
                                 "\tfunc(help int) { _ = help }(3)\n"
                                 "\t_ = \"help\" // help\n"
                                 "}\n");
}

static void testing_t_is_known_by_its_import(void **state)
{
    (void)state;
    inject("package p\n"
           "import (\n\t\"testing\"\n\ttt \"testing\"\n\tother \"x/testing\"\n)\n"
           "func TestA(t *testing.T) {\n"
           "\tvar a *tt.T\n"
           "\tvar b *other.T\n"
           "\tvar c testing.B\n"
           "\t{ testing := d; _ = testing.T }\n"
           "}\n");
    assert_contains(added_to(0), "\tvar a *benc\n"
                                 "\tvar b *other.T\n"
                                 "\tvar c testing.B\n"
                                 "\t{ testing := d; _ = testing.T }\n");
}

/* ---- reasons -------------------------------------------------------------------------------- */

static void a_helper_that_is_no_test_code(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a.go", "package p\n\nimport \"testing\"\n\nfunc Help(t *testing.T) {}\n"),
        file_of("a_test.go",
                "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { Help(t) }\n"
                "func TestB(t *testing.T) {}\n"),
    };
    inject_files(files, 2, NULL);
    assert_int_equal(test_at(0)->way, INJECT_ORIGINAL);
    assert_string_equal(
        test_at(0)->reason,
        "needs Help, which mentions testing.T and is declared outside of the test files");
    assert_int_equal(test_at(0)->reason_file, 0);
    assert_int_equal(test_at(0)->reason_line, 5);
    assert_int_equal(test_at(0)->reason_column, 6);
    assert_string_equal(test_at(1)->benchmark, "BenchmarkB");
    assert_int_equal(inject_count(injected.unit, INJECT_SOURCE), 1);
    assert_contains(added_to(1), "benchlineOriginal(b, \"TestA\", TestA)");
    assert_lacks(added_to(1), "iterA");
}

static void a_function_without_a_body(void **state)
{
    (void)state;
    inject("package p\nimport \"testing\"\nfunc asm(t *testing.T)\n"
           "func TestA(t *testing.T) { asm(t) }\n");
    assert_string_equal(test_at(0)->reason, "needs asm, which mentions testing.T and has no body");
    assert_int_equal(test_at(0)->reason_line, 3);
}

static void testing_t_with_blanks_inside(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "package p\nimport \"testing\"\nfunc TestA(t *testing. T) {}\n",
        "package p\nimport \"testing\"\nfunc TestA(t *testing.\n\tT) {}\n",
        "package p\nimport \"testing\"\nfunc TestA(t *testing./**/T) {}\n",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        inject(sources[i]);
        assert_int_equal(test_at(0)->way, INJECT_ORIGINAL);
        assert_string_equal(test_at(0)->reason,
                            "testing.T is written with blanks or comments inside");
        assert_int_equal(test_at(0)->reason_column, 15);
        assert_lacks(added_to(0), "//line");
    }
}

/* ---- leaving out ---------------------------------------------------------------------------- */

static const char shared[] = "package p\n"                             /* 1 */
                             "import \"testing\"\n"                    /* 2 */
                             "func help(t *testing.T) {\n"             /* 3 */
                             "\tother(t)\n"                            /* 4 */
                             "}\n"                                     /* 5 */
                             "func other(t *testing.T) {}\n"           /* 6 */
                             "func TestA(t *testing.T) { help(t) }\n"  /* 7 */
                             "func TestB(t *testing.T) { other(t) }\n" /* 8 */
                             "func TestC(t *testing.T) {}\n"           /* 9 */
                             "// end\n";                               /* 10 */

static void everybody_who_needs_a_line_falls_back(void **state)
{
    (void)state;
    static const struct {
        uint32_t line, column;
        size_t fallen;
        const char *rest;
    } rows[] = {
        {4, 2, 1, "BC"},                                       /* in help: TestA */
        {3, 1, 1, "BC"},  {5, 1, 1, "BC"},   {6, 12, 2, "C"},  /* in other: TestA through help, and
                                                                  TestB */
        {6, 0, 2, "C"},                                        /* the line alone */
        {6, 27, 2, "C"},  {6, 28, 0, "ABC"},                   /* its last byte, and its end */
        {7, 30, 1, "BC"}, {9, 1, 1, "AB"},   {1, 1, 0, "ABC"}, /* nobody's */
        {2, 8, 0, "ABC"}, {10, 1, 0, "ABC"}, {0, 0, 0, "ABC"}, {99, 1, 0, "ABC"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(shared);
        assert_int_equal(
            inject_refuse_at(injected.unit, 0, rows[i].line, rows[i].column, "it does not compile"),
            rows[i].fallen);
        assert_int_equal(inject_converted(injected.unit), 3);
        assert_int_equal(inject_count(injected.unit, INJECT_SOURCE), strlen(rows[i].rest));
        assert_true(inject_emit(injected.unit, &injected.diags));
        for (size_t j = 0; j < 3; j++) {
            bool stays = strchr(rows[i].rest, (int)('A' + j)) != NULL;
            assert_int_equal(test_at(j)->way, stays ? INJECT_SOURCE : INJECT_ORIGINAL);
            assert_non_null(test_at(j)->benchmark);
            if (stays)
                continue;
            assert_string_equal(test_at(j)->reason, "it does not compile");
            assert_int_equal(test_at(j)->reason_line, rows[i].line);
        }
    }
}

/* Column 0 means the line: also where what it declares begins behind a keyword. */
static void a_line_of_variables_or_types_is_refused(void **state)
{
    (void)state;
    static const char source[] = "package p\n"                                    /* 1 */
                                 "import \"testing\"\n"                           /* 2 */
                                 "var one = func(t *testing.T) {}\n"              /* 3 */
                                 "type two func(t *testing.T)\n"                  /* 4 */
                                 "var (\n"                                        /* 5 */
                                 "\tthree, x = func(t *testing.T) {},\n"          /* 6 */
                                 "\t\t1; four = func(t *testing.T) {}\n"          /* 7 */
                                 ")\n"                                            /* 8 */
                                 "func TestA(t *testing.T) { one(t) }\n"          /* 9 */
                                 "func TestB(t *testing.T) { two(nil)(t) }\n"     /* 10 */
                                 "func TestC(t *testing.T) { three(t); _ = x }\n" /* 11 */
                                 "func TestD(t *testing.T) { four(t) }\n";        /* 12 */
    static const struct {
        uint32_t line, column;
        const char *fall;
    } rows[] = {
        {3, 0, "A"}, {3, 1, "A"},  {3, 5, "A"}, {4, 0, "B"}, {4, 1, "B"}, {5, 0, "C"},
        {6, 0, "C"}, {7, 0, "CD"}, {7, 3, "C"}, {7, 6, "D"}, {8, 0, ""},  {12, 0, "D"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        inject(source);
        assert_int_equal(inject_count(injected.unit, INJECT_SOURCE), 4);
        assert_int_equal(inject_refuse_at(injected.unit, 0, rows[i].line, rows[i].column, "why"),
                         strlen(rows[i].fall));
        for (size_t j = 0; j < 4; j++)
            assert_int_equal(test_at(j)->way == INJECT_ORIGINAL,
                             strchr(rows[i].fall, (int)('A' + j)) != NULL);
    }
}

static void what_only_they_needed_goes_too(void **state)
{
    (void)state;
    inject(shared);
    inject_refuse_at(injected.unit, 0, 4, 2, "x");
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_lacks(added_to(0), "func Help");
    assert_contains(added_to(0), "func Other");
    assert_lacks(added_to(0), "iterA");
    assert_contains(added_to(0), "// BenchmarkA is approximate, and calls the test itself: x.\n"
                                 "func BenchmarkA(b *testing.B) {\n"
                                 "\tbenchlineOriginal(b, \"TestA\", TestA)\n}\n");
    inject_refuse_at(injected.unit, 0, 6, 1, "x: y");
    inject_refuse_at(injected.unit, 0, 9, 1, "x");
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_lacks(added_to(0), "//line");
    assert_lacks(added_to(0), "x: y");
    for (size_t i = 0; i < 3; i++)
        inject_leave_out(injected.unit, i, "x");
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_string_equal(added_to(0), "");
    assert_int_equal(inject_output(injected.unit, 0)->ranges.count, 0);
}

/* Where nobody has a copy, the call of the original is what was refused. */
static void a_refused_original_is_left_out(void **state)
{
    (void)state;
    inject(shared);
    assert_int_equal(inject_refuse_at(injected.unit, 0, 6, 1, "first"), 2);
    assert_int_equal(inject_refuse_at(injected.unit, 0, 6, 1, "second"), 0);
    assert_string_equal(test_at(0)->reason, "first");
    assert_int_equal(inject_refuse_at(injected.unit, 0, 7, 6, "not what was written"), 0);
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_int_equal(inject_refuse_at(injected.unit, 0, 7, 6, "third"), 1);
    assert_int_equal(test_at(0)->way, INJECT_LEFT_OUT);
    assert_null(test_at(0)->benchmark);
    assert_string_equal(test_at(0)->reason, "third");
    assert_int_equal(test_at(1)->way, INJECT_ORIGINAL);
    assert_int_equal(inject_refuse_at(injected.unit, 0, 7, 6, "fourth"), 0);
    inject_fall_back(injected.unit, 0, "fifth");
    assert_int_equal(test_at(0)->way, INJECT_LEFT_OUT);
}

/* The line of the written text in which a word stands. */
static uint32_t line_of(BlStr text, const char *word)
{
    uint32_t line = 1;
    const char *at = strstr(text.ptr, word);
    assert_non_null(at);
    for (const char *c = text.ptr; c < at; c++)
        line += *c == '\n';
    return line;
}

static size_t refuse_written(size_t file, const char *word)
{
    bool shim = file == inject_file_count(injected.unit);
    BlStr text =
        shim ? inject_shim(injected.unit) : bl_buf_view(&inject_output(injected.unit, file)->text);
    size_t count = inject_refuse_written(injected.unit, file, line_of(text, word), 3, "why");
    assert_true(inject_emit(injected.unit, &injected.diags));
    return count;
}

static void a_written_place_leads_to_its_test(void **state)
{
    (void)state;
    inject(shared);
    assert_int_equal(refuse_written(0, "benchlineRun(b, \"TestB\""), 1);
    assert_int_equal(test_at(1)->way, INJECT_ORIGINAL);
    assert_int_equal(inject_count(injected.unit, INJECT_SOURCE), 2);
    assert_int_equal(refuse_written(0, "benchlineOriginal(b, \"TestB\""), 1);
    assert_int_equal(test_at(1)->way, INJECT_LEFT_OUT);
    assert_int_equal(refuse_written(0, "func iterC"), 1);
    assert_int_equal(test_at(2)->way, INJECT_ORIGINAL);
    assert_int_equal(test_at(0)->way, INJECT_SOURCE);
    assert_int_equal(refuse_written(0, "package p"), 0);
    assert_int_equal(refuse_written(0, "func TestA"), 0);
    assert_int_equal(refuse_written(1, "package p"), 0);
    assert_int_equal(inject_refuse_written(injected.unit, 0, 0, 0, "why"), 0);
    assert_int_equal(inject_refuse_written(injected.unit, 0, 9999, 1, "why"), 0);
}

/* A benchmark whose test's file does not import testing stands beside the shim. */
static void benchmarks_beside_the_shim(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a_test.go", "package p\nimport tt \"testing\"\ntype T = tt.T\nvar _ tt.TB\n"),
        file_of("b_test.go", "package p\nfunc TestA(t *T) {}\nfunc TestB(t *T) {}\n"),
        file_of("c_test.go", "// +build !x\n\npackage p\nfunc TestC(t *T) {}\n"),
        file_of("d_linux_test.go", "package p\nfunc TestD(t *T) {}\n"),
        file_of("e_test.go", "package p\nimport . \"q\"\nfunc TestE(t *Other) {}\n"),
    };
    inject_files(files, 4, NULL);
    assert_string_equal(added_to(1) ? strstr(added_to(1), "func") : "",
                        "func iterA(t *q) {}\n\n//line b_test.go:3:1\nfunc iterB(t *q) {}\n");
    assert_contains(
        inject_shim(injected.unit).ptr,
        "func BenchmarkA(b *benchlineTesting.B) {\n\tbenchlineRun(b, \"TestA\", iterA)\n}\n");
    for (size_t i = 2; i < 4; i++) {
        assert_int_equal(test_at(i)->way, INJECT_LEFT_OUT);
        assert_string_equal(test_at(i)->reason,
                            "its file does not import testing, which its benchmark would need, and "
                            "is built for some targets only");
    }
    assert_int_equal(refuse_written(4, "benchlineRun(b, \"TestB\""), 1);
    assert_int_equal(test_at(1)->way, INJECT_ORIGINAL);
    assert_int_equal(refuse_written(4, "benchlineOriginal(b, \"TestB\""), 1);
    assert_int_equal(test_at(1)->way, INJECT_LEFT_OUT);
    assert_int_equal(test_at(0)->way, INJECT_SOURCE);
}

/* Only the compiler knows what another package's type is. */
static void parameters_that_may_be_a_testing_t(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a_test.go", "package p\nimport . \"q\"\nimport \"r\"\n"
                             "func TestA(t *T) {}\nfunc TestB(t *r.T) {}\n"),
        file_of("b_test.go", "package p\nimport \"testing\"\ntype Own struct{}\n"
                             "func TestC(t *Own) {}\nfunc TestD(t *testing.T) {}\n"),
    };
    inject_files(files, 2, NULL);
    assert_int_equal(inject_converted(injected.unit), 1);
    inject_trust_parameters(injected.unit);
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_int_equal(inject_count(injected.unit, INJECT_ORIGINAL), 2);
    assert_contains(inject_shim(injected.unit).ptr, "benchlineOriginal(b, \"TestB\", TestB)");
    inject_leave_out(injected.unit, 0, "x");
    inject_trust_parameters(injected.unit);
    assert_int_equal(inject_count(injected.unit, INJECT_ORIGINAL), 1);
}

/* ---- kinds ----------------------------------------------------------------------------------- */

static const FindFilter all_kinds = {.kinds = FIND_KIND(FOUND_TEST) | FIND_KIND(FOUND_EXAMPLE) |
                                              FIND_KIND(FOUND_FUZZ)};

static void inject_filtered(const char *source, const FindFilter *filter)
{
    InjectFile file = file_of("x_test.go", source);
    file.filter = filter;
    inject_files(&file, 1, NULL);
}

static const char kinds[] = "package p\n\nimport \"testing\"\n\n"
                            "func TestA(t *testing.T) {}\n"
                            "func FuzzA(f *testing.F) {}\n"
                            "func ExampleA() {\n// Output:\n}\n"
                            "func ExampleB() {}\n"
                            "func BenchmarkB(b *testing.B) {}\n"
                            "func TestMain(m *testing.M) {}\n";

static void only_the_kinds_asked_for(void **state)
{
    (void)state;
    static const struct {
        unsigned kinds;
        const char *tests;
    } rows[] = {
        {0, "TestA"},
        {FIND_KIND(FOUND_TEST), "TestA"},
        {FIND_KIND(FOUND_FUZZ), "FuzzA"},
        {FIND_KIND(FOUND_EXAMPLE), "ExampleA ExampleB"},
        {FIND_KIND(FOUND_TEST) | FIND_KIND(FOUND_FUZZ), "TestA FuzzA"},
        {~0u, "TestA FuzzA ExampleA ExampleB"},
        {FIND_KIND(FOUND_BENCHMARK) | FIND_KIND(FOUND_MAIN), ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        FindFilter filter = {.kinds = rows[i].kinds};
        inject_filtered(kinds, &filter);
        BlBuf names = {0};
        size_t count;
        inject_tests(injected.unit, &count);
        for (size_t j = 0; j < count; j++)
            bl_buf_printf(&names, "%s%s", j ? " " : "", test_at(j)->test);
        assert_string_equal(bl_buf_view(&names).ptr, rows[i].tests);
        bl_buf_free(&names);
    }
}

static void each_kind_is_converted_in_its_way(void **state)
{
    (void)state;
    inject_filtered(kinds, &all_kinds);
    static const struct {
        FoundTestKind kind;
        const char *benchmark;
    } rows[] = {
        {FOUND_TEST, "BenchmarkA"},
        {FOUND_FUZZ, "BenchmarkFuzzA"},
        {FOUND_EXAMPLE, "BenchmarkExampleA"},
        {FOUND_EXAMPLE, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(test_at(i)->kind, rows[i].kind);
        assert_int_equal(test_at(i)->benchmark != NULL, rows[i].benchmark != NULL);
        if (rows[i].benchmark)
            assert_string_equal(test_at(i)->benchmark, rows[i].benchmark);
    }
    assert_contains(test_at(3)->reason, "no output comment");
    assert_int_equal(test_at(3)->reason_line, 10);
    assert_int_equal(test_at(3)->reason_column, 6);
    assert_contains(added_to(0), "benchlineRun(b, \"TestA\", iterA)");
    assert_contains(added_to(0), "benchlineFuzz(b, \"FuzzA\", IterA)");
    assert_lacks(added_to(0), "Example");
}

static void names_are_asked_for(void **state)
{
    (void)state;
    FindPatternError error;
    FindPattern *a = find_pattern_new("A", &error), *b = find_pattern_new("B", &error);
    const FindPattern *only[] = {a}, *skip[] = {b};
    FindFilter filter = {.only = only, .only_count = 1, .skip = skip, .skip_count = 1};
    inject_filtered("package p\nimport \"testing\"\nfunc TestA(t *testing.T) {}\n"
                    "func TestAB(t *testing.T) {}\nfunc TestC(t *testing.T) {}\n",
                    &filter);
    size_t count;
    inject_tests(injected.unit, &count);
    assert_int_equal(count, 1);
    assert_string_equal(test_at(0)->test, "TestA");
    injected_free(NULL);
    find_pattern_free(a);
    find_pattern_free(b);
}

/* An example is not copied, so what a copy of its helper does to the compiler is not its business.
 */
static void an_example_is_not_to_blame_for_copies(void **state)
{
    (void)state;
    static const char source[] = "package p\nimport \"testing\"\n"
                                 "func help(t *testing.T) {}\n"
                                 "func TestA(t *testing.T) { help(t) }\n"
                                 "func FuzzA(f *testing.F) { help(nil) }\n"
                                 "func ExampleA() {\nhelp(nil)\n// Output:\n}\n";
    inject_filtered(source, &all_kinds);
    assert_int_equal(inject_converted(injected.unit), 3);
    assert_int_equal(inject_refuse_at(injected.unit, 0, 3, 6, "no"), 2);
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_int_equal(test_at(0)->way, INJECT_ORIGINAL);
    assert_int_equal(test_at(1)->way, INJECT_LEFT_OUT); /* nobody can make a *testing.F */
    assert_int_equal(test_at(2)->way, INJECT_CALL);
    assert_lacks(added_to(0), "func Help"); /* nothing is copied for the example alone */
    assert_non_null(strstr(inject_shim(injected.unit).ptr, "benchlineExample(b, \"ExampleA\""));
}

/* Without fuzz tests, testing.F is a type like any other. */
static void testing_f_counts_where_fuzz_tests_do(void **state)
{
    (void)state;
    static const char source[] =
        "package p\nimport \"testing\"\n"
        "func is(tb testing.TB) bool { _, ok := tb.(*testing.F); return ok }\n"
        "func TestA(t *testing.T) { is(t) }\n";
    inject(source);
    assert_lacks(added_to(0), "func Is");
    assert_lacks(added_to(0), "func iS");
    inject_filtered(source, &all_kinds);
    assert_contains(added_to(0), "func Is(tb testing.TB) bool { _, ok := tb.(*benchlinF)");
}

static void one_test_is_left_out_by_number(void **state)
{
    (void)state;
    inject(shared);
    char reason[] = "it hangs";
    inject_leave_out(injected.unit, 1, reason);
    memset(reason, 'x', strlen(reason)); /* it was copied */
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_null(test_at(1)->benchmark);
    assert_string_equal(test_at(1)->reason, "it hangs");
    assert_int_equal(test_at(1)->reason_line, 8);
    assert_int_equal(test_at(1)->reason_column, 6);
    assert_int_equal(inject_converted(injected.unit), 2);
    assert_lacks(added_to(0), "BenchmarkB");
}

static void the_others_keep_their_names(void **state)
{
    (void)state;
    inject(shared);
    char *before = bl_strdup(strstr(added_to(0), "func iterC"));
    inject_leave_out(injected.unit, 0, "x");
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_contains(added_to(0), before);
    assert_contains(added_to(0), "func Other(");
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(tests_in_source_order_with_positions, injected_free),
        cmocka_unit_test_teardown(only_selected_test_files_have_tests, injected_free),
        cmocka_unit_test_teardown(a_file_not_asked_for_still_lends_its_helpers, injected_free),
        cmocka_unit_test_teardown(a_unit_without_tests, injected_free),
        cmocka_unit_test_teardown(a_file_that_is_not_go_breaks_its_unit, injected_free),
        cmocka_unit_test_teardown(what_mentions_testing_t_is_copied_along, injected_free),
        cmocka_unit_test_teardown(names_are_renamed_by_binding_not_by_spelling, injected_free),
        cmocka_unit_test_teardown(testing_t_is_known_by_its_import, injected_free),
        cmocka_unit_test_teardown(a_helper_that_is_no_test_code, injected_free),
        cmocka_unit_test_teardown(a_function_without_a_body, injected_free),
        cmocka_unit_test_teardown(testing_t_with_blanks_inside, injected_free),
        cmocka_unit_test_teardown(everybody_who_needs_a_line_falls_back, injected_free),
        cmocka_unit_test_teardown(a_line_of_variables_or_types_is_refused, injected_free),
        cmocka_unit_test_teardown(a_written_place_leads_to_its_test, injected_free),
        cmocka_unit_test_teardown(benchmarks_beside_the_shim, injected_free),
        cmocka_unit_test_teardown(parameters_that_may_be_a_testing_t, injected_free),
        cmocka_unit_test_teardown(what_only_they_needed_goes_too, injected_free),
        cmocka_unit_test_teardown(a_refused_original_is_left_out, injected_free),
        cmocka_unit_test_teardown(one_test_is_left_out_by_number, injected_free),
        cmocka_unit_test_teardown(the_others_keep_their_names, injected_free),
        cmocka_unit_test_teardown(only_the_kinds_asked_for, injected_free),
        cmocka_unit_test_teardown(each_kind_is_converted_in_its_way, injected_free),
        cmocka_unit_test_teardown(names_are_asked_for, injected_free),
        cmocka_unit_test_teardown(an_example_is_not_to_blame_for_copies, injected_free),
        cmocka_unit_test_teardown(testing_f_counts_where_fuzz_tests_do, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
