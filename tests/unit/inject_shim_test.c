/* The Go files that go with converted tests: for their package, and Go themselves. */
#include "injected.h"

#include <stdio.h>

#include "injector/golang_files.h"

static const char simple[] = "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n";

static void assert_is_go(BlStr text)
{
    GoSymbols *symbols = go_symbols_new();
    GoFile file;
    BlDiags diags = {0};
    if (!go_parse(&file, "made.go", text, symbols, &diags))
        fail_msg("line %u: %s", diags.list.items[0].line, diags.list.items[0].message);
    go_file_free(&file);
    go_symbols_free(symbols);
    bl_diag_free(&diags);
}

static void all_files_are_carried_along(void **state)
{
    (void)state;
    size_t count = 0;
    unsigned seen = 0;
    static const char *const names[] = {"shim.go", "measure.go", "example.go", "fuzz.go"};
    for (const GolangFile *file = golang_files; file->name; file++, count++) {
        assert_int_equal(strlen(file->text), file->size);
        assert_int_equal(file->text[file->size - 1], '\n');
        for (unsigned i = 0; i < 4; i++)
            seen |= strcmp(file->name, names[i]) == 0 ? 1u << i : 0;
        assert_null(strstr(file->name, "_test.go"));
    }
    assert_int_equal(seen, 15);
    assert_int_equal(count, 4);
}

static void they_belong_to_the_package(void **state)
{
    (void)state;
    inject("package some_name\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n");
    const BlStr texts[] = {inject_shim(injected.unit), inject_meter(injected.unit)};
    for (size_t i = 0; i < 2; i++) {
        BlStr name;
        assert_true(go_package_name(texts[i], &name));
        assert_true(bl_str_eq(name, BL_STR("some_name")));
        assert_true(bl_str_starts(texts[i], BL_STR(BLOCK_SHIM_MARK "\n")));
        assert_null(strstr(texts[i].ptr, "package benchline"));
        assert_is_go(texts[i]);
    }
}

/* A file with all kinds of tests, all asked for. */
static const char all_kinds[] = "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n"
                                "func FuzzB(f *testing.F) {}\nfunc ExampleC() {\n\t// Output:\n}\n";

static const FindFilter of_all_kinds = {.kinds = FIND_KIND(FOUND_TEST) | FIND_KIND(FOUND_FUZZ) |
                                                 FIND_KIND(FOUND_EXAMPLE)};

static void inject_filtered(const char *source, const FindFilter *filter)
{
    InjectFile file = file_of("x_test.go", source);
    file.filter = filter;
    inject_files(&file, 1, NULL);
}

static bool is_for_all(const GolangFile *file)
{
    return strcmp(file->name, "shim.go") == 0 || strcmp(file->name, "measure.go") == 0;
}

static void what_one_kind_needs_comes_with_that_kind(void **state)
{
    (void)state;
    static const struct {
        unsigned kinds;
        bool example, fuzz;
    } rows[] = {
        {FIND_KIND(FOUND_TEST), false, false},
        {FIND_KIND(FOUND_EXAMPLE), true, false},
        {FIND_KIND(FOUND_FUZZ), false, true},
        {FIND_KIND(FOUND_EXAMPLE) | FIND_KIND(FOUND_FUZZ), true, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        FindFilter filter = {.kinds = rows[i].kinds};
        inject_filtered(all_kinds, &filter);
        const char *shim = inject_shim(injected.unit).ptr;
        assert_int_equal(strstr(shim, "func benchlineExample(") != NULL, rows[i].example);
        assert_int_equal(strstr(shim, "func BenchmarkExampleC(") != NULL, rows[i].example);
        assert_int_equal(strstr(shim, "func benchlineFuzz(") != NULL, rows[i].fuzz);
    }
    /* Nor when no benchmark came of it. */
    inject_filtered("package p\nfunc ExampleA() {}\n", &of_all_kinds);
    assert_null(strstr(inject_shim(injected.unit).ptr, "benchlineExample"));
}

/* Several files become one: every import once, and the rest as it is. */
static void nothing_of_several_files_is_lost(void **state)
{
    (void)state;
    inject_filtered(all_kinds, &of_all_kinds);
    BlStr made = inject_shim(injected.unit);
    assert_is_go(made);
    for (const GolangFile *file = golang_files; file->name; file++) {
        if (strcmp(file->name, "measure.go") == 0)
            continue;
        const char *from = strstr(file->text, "\nimport (\n") + strlen("\nimport (\n");
        const char *end = strstr(from, "\n)\n");
        BlStr line, rest = bl_str(from, (size_t)(end - from));
        while (bl_str_cut(rest, '\n', &line, &rest) || line.len) {
            char text[100];
            snprintf(text, sizeof text, "%.*s\n", (int)line.len, line.ptr);
            const char *at = strstr(made.ptr, text);
            assert_non_null(at);
            assert_null(strstr(at + 1, text));
            if (!rest.len)
                break;
        }
        assert_non_null(strstr(made.ptr, end + strlen("\n)\n")));
    }
}

/* A package may not use Go's names for something else where they are needed, and only there. */
static void names_that_only_fuzz_tests_need(void **state)
{
    (void)state;
    static const char source[] = "package p\n\nimport \"testing\"\n\ntype int16 struct{}\n"
                                 "func FuzzA(f *testing.F) {}\nfunc TestA(t *testing.T) {}\n";
    inject(source);
    assert_int_equal(inject_converted(injected.unit), 1);
    inject_filtered(source, &of_all_kinds);
    assert_int_equal(inject_converted(injected.unit), 0);
}

static void nothing_after_the_package_clause_is_lost(void **state)
{
    (void)state;
    inject(simple);
    for (const GolangFile *file = golang_files; file->name; file++) {
        if (!is_for_all(file))
            continue;
        const char *rest = strstr(file->text, "\npackage benchline\n");
        if (!rest && bl_str_starts(bl_cstr(file->text), BL_STR("package benchline\n")))
            rest = file->text - 1; /* the clause is the file's first line */
        assert_non_null(rest);
        rest += strlen("\npackage benchline\n");
        BlStr made = strcmp(file->name, "shim.go") == 0 ? inject_shim(injected.unit)
                                                        : inject_meter(injected.unit);
        const char *clause = strstr(made.ptr, "\npackage p\n");
        assert_non_null(clause);
        assert_string_equal(clause + strlen("\npackage p\n"), rest);
    }
}

static void every_top_level_name_has_the_prefix(void **state)
{
    (void)state;
    inject(
        "package p\n\nimport \"testing\"\n\nvar benchlineX int\n\nfunc TestA(t *testing.T) {}\n");
    const BlStr texts[] = {inject_shim(injected.unit), inject_meter(injected.unit)};
    for (size_t i = 0; i < 2; i++) {
        GoSymbols *symbols = go_symbols_new();
        GoFile file;
        BlDiags diags = {0};
        assert_true(go_parse(&file, "made.go", texts[i], symbols, &diags));
        for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref)) {
            if (go_kind(&file, ref) != GO_Ident || !go_has(&file, ref, GO_DECLARES))
                continue;
            GoRef decl = go_parent(&file, go_parent(&file, ref));
            bool top = go_parent(&file, ref) == file.root || go_parent(&file, decl) == file.root;
            bool method = go_kind(&file, go_parent(&file, ref)) == GO_FuncDecl &&
                          go_func_recv(&file, go_parent(&file, ref));
            if (top && !method)
                assert_true(bl_str_starts(go_text(&file, ref), BL_STR("benchlina")));
        }
        assert_null(strstr(texts[i].ptr, "benchline.")); /* no import was forgotten */
        go_file_free(&file);
        go_symbols_free(symbols);
        bl_diag_free(&diags);
    }
}

/* Everything that the files take from the language or from an import, one name at a time. */
static void names_that_the_files_need(void **state)
{
    (void)state;
    size_t count = 0;
    char source[200];
    for (const GolangFile *made = golang_files; made->name; made++) {
        GoSymbols *symbols = go_symbols_new();
        GoFile file;
        BlDiags diags = {0};
        assert_true(go_parse(&file, made->name, bl_str(made->text, made->size), symbols, &diags));
        for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref)) {
            BlStr name = go_text(&file, ref);
            if (go_kind(&file, ref) != GO_Ident || !go_has(&file, ref, GO_UNRESOLVED) ||
                bl_str_starts(name, BL_STR("benchline")))
                continue;
            snprintf(source, sizeof source,
                     "package p\nimport \"testing\"\nfunc %.*s() {}\nfunc TestA(t *testing.T) {}\n",
                     (int)name.len, name.ptr);
            inject_filtered(source, strcmp(made->name, "fuzz.go") == 0 ? &of_all_kinds : NULL);
            assert_null(test_at(0)->benchmark);
            assert_int_equal(test_at(0)->reason_line, 3);
            count++;
        }
        go_file_free(&file);
        go_symbols_free(symbols);
        bl_diag_free(&diags);
    }
    assert_true(count > 100);
    inject("package p\nimport \"testing\"\nfunc f() {}\nfunc TestA(t *testing.T) {}\n");
    assert_non_null(test_at(0)->benchmark);
}

static void file_names(void **state)
{
    (void)state;
    inject(simple);
    assert_string_equal(inject_shim_file(injected.unit), "benchline_test.go");
    assert_string_equal(inject_meter_file(injected.unit), "benchline_measure_test.go");
    inject("package mytest\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n");
    assert_string_equal(inject_shim_file(injected.unit), "benchline_test.go");
    inject("package p_test\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {}\n");
    assert_string_equal(inject_shim_file(injected.unit), "benchline_x_test.go");
    assert_string_equal(inject_meter_file(injected.unit), "benchline_measure_x_test.go");
}

static void file_names_that_are_taken(void **state)
{
    (void)state;
    const InjectFile files[] = {file_of("x_test.go", simple),
                                file_of("benchline_test.go", "package p\n"),
                                file_of("benchline2_test.go", "package p\n")};
    inject_files(files, 3, NULL);
    assert_string_equal(inject_shim_file(injected.unit), "benchline3_test.go");
    assert_string_equal(inject_meter_file(injected.unit), "benchline_measure_test.go");
    char *name = bl_strdup(inject_shim_file(injected.unit));
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_string_equal(inject_shim_file(injected.unit), name); /* it stays */
    free(name);
}

static void emitting_again_does_not_add_up(void **state)
{
    (void)state;
    inject("package p\nimport . \"testing\"\nfunc TestA(t *T) {}\n");
    char *shim = bl_strdup(inject_shim(injected.unit).ptr);
    char *meter = bl_strdup(inject_meter(injected.unit).ptr);
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_string_equal(inject_shim(injected.unit).ptr, shim);
    assert_string_equal(inject_meter(injected.unit).ptr, meter);
    free(shim);
    free(meter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_files_are_carried_along),
        cmocka_unit_test_teardown(they_belong_to_the_package, injected_free),
        cmocka_unit_test_teardown(what_one_kind_needs_comes_with_that_kind, injected_free),
        cmocka_unit_test_teardown(nothing_of_several_files_is_lost, injected_free),
        cmocka_unit_test_teardown(names_that_only_fuzz_tests_need, injected_free),
        cmocka_unit_test_teardown(nothing_after_the_package_clause_is_lost, injected_free),
        cmocka_unit_test_teardown(every_top_level_name_has_the_prefix, injected_free),
        cmocka_unit_test_teardown(names_that_the_files_need, injected_free),
        cmocka_unit_test_teardown(file_names, injected_free),
        cmocka_unit_test_teardown(file_names_that_are_taken, injected_free),
        cmocka_unit_test_teardown(emitting_again_does_not_add_up, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
