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

static void both_files_are_carried_along(void **state)
{
    (void)state;
    size_t count = 0;
    bool shim = false, meter = false;
    for (const GolangFile *file = golang_files; file->name; file++, count++) {
        assert_int_equal(strlen(file->text), file->size);
        assert_int_equal(file->text[file->size - 1], '\n');
        shim |= strcmp(file->name, "shim.go") == 0;
        meter |= strcmp(file->name, "measure.go") == 0;
        assert_null(strstr(file->name, "_test.go"));
    }
    assert_true(shim && meter);
    assert_int_equal(count, 2);
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
        assert_true(bl_str_starts(texts[i], BL_STR(INJECT_SHIM_MARK "\n")));
        assert_null(strstr(texts[i].ptr, "package benchline"));
        assert_is_go(texts[i]);
    }
}

static void nothing_after_the_package_clause_is_lost(void **state)
{
    (void)state;
    inject(simple);
    for (const GolangFile *file = golang_files; file->name; file++) {
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

/* Everything that the two files take from the language or from an import, one name at a time. */
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
            inject(source);
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
        cmocka_unit_test(both_files_are_carried_along),
        cmocka_unit_test_teardown(they_belong_to_the_package, injected_free),
        cmocka_unit_test_teardown(nothing_after_the_package_clause_is_lost, injected_free),
        cmocka_unit_test_teardown(every_top_level_name_has_the_prefix, injected_free),
        cmocka_unit_test_teardown(names_that_the_files_need, injected_free),
        cmocka_unit_test_teardown(file_names, injected_free),
        cmocka_unit_test_teardown(file_names_that_are_taken, injected_free),
        cmocka_unit_test_teardown(emitting_again_does_not_add_up, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
