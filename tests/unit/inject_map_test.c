/* Where every byte of a rewritten file comes from. */
#include "injected.h"

#include <cjson/cJSON.h>

/* ---- the ranges of one file ----------------------------------------------------------------- */

static void check_range(const InjectRange *range, BlStr text, BlStr source)
{
    assert_true(range->start < range->end);
    assert_true(range->original_start <= range->original_end);
    assert_true(range->original_end <= source.len);
    uint32_t length = range->end - range->start;
    if (range->kind != INJECT_SCAFFOLD)
        assert_int_equal(range->original_end - range->original_start, length);
    if (range->kind == INJECT_COPY)
        assert_memory_equal(text.ptr + range->start, source.ptr + range->original_start, length);
    if (range->kind == INJECT_RENAME)
        assert_memory_not_equal(text.ptr + range->start, source.ptr + range->original_start,
                                length);
}

/* The text begins with the source, and the ranges tile the rest. */
static void check_output(size_t file)
{
    const InjectOutput *output = inject_output(injected.unit, file);
    BlStr source = inject_file(injected.unit, file)->source, text = bl_buf_view(&output->text);
    if (!text.len) {
        assert_int_equal(output->ranges.count, 0);
        return;
    }
    assert_true(bl_str_starts(text, source));
    size_t at = source.len;
    for (size_t i = 0; i < output->ranges.count; i++) {
        assert_int_equal(output->ranges.items[i].start, at);
        check_range(&output->ranges.items[i], text, source);
        at = output->ranges.items[i].end;
    }
    assert_int_equal(at, text.len);
}

static size_t count_kind(size_t file, InjectRangeKind kind)
{
    const InjectOutput *output = inject_output(injected.unit, file);
    size_t count = 0;
    for (size_t i = 0; i < output->ranges.count; i++)
        count += output->ranges.items[i].kind == kind;
    return count;
}

static const char many_things[] = "package p\n"
                                  "\n"
                                  "import \"testing\"\n"
                                  "\n"
                                  "type table struct {\n"
                                  "\tname string\n"
                                  "\trun  func(t *testing.T)\n"
                                  "}\n"
                                  "\n"
                                  "var (\n"
                                  "\ttests, more = []table{{\"a\", check}}, 1\n"
                                  "\tother       = 2\n"
                                  ")\n"
                                  "\n"
                                  "//go:noinline\n"
                                  "func check(t *testing.T) { t.Helper() }\n"
                                  "\n"
                                  "func (x table) do(t *testing.T) { check(t) }\n"
                                  "\n"
                                  "func TestA(t *testing.T) {\n"
                                  "\tfor _, x := range tests {\n"
                                  "\t\tt.Run(x.name, x.run)\n"
                                  "\t}\n"
                                  "}\n"
                                  "\n"
                                  "func TestB(t *testing.T) { check(t); table{}.do(t) }\n";

static void ranges_tile_what_was_added(void **state)
{
    (void)state;
    inject(many_things);
    check_output(0);
    assert_true(count_kind(0, INJECT_COPY) > 0);
    assert_true(count_kind(0, INJECT_RENAME) > 0);
    assert_true(count_kind(0, INJECT_SCAFFOLD) > 0);
}

static void ranges_with_other_line_ends(void **state)
{
    (void)state;
    BlBuf source = {0};
    for (const char *c = many_things; *c; c++) {
        if (*c == '\n')
            bl_buf_putc(&source, '\r');
        bl_buf_putc(&source, *c);
    }
    inject(source.data);
    check_output(0);
    const char *added = added_to(0);
    for (const char *at = strchr(added, '\n'); at; at = strchr(at + 1, '\n'))
        assert_int_equal(at[-1], '\r');
    injected_free(NULL);
    bl_buf_free(&source);
}

static void ranges_of_odd_files(void **state)
{
    (void)state;
    static const char *const sources[] = {
        "package p;import . \"testing\";func TestA(*T){}",
        "package p;import t \"testing\";func TestA(_ *t.T){};func TestB(t*t.T){}",
        "\xEF\xBB\xBFpackage p\nimport \"testing\"\nfunc TestA(t *testing.T) {}",
        "package p;import \"testing\";var(a=func(*testing.T){};b=1);func TestA(t *testing.T){a(t)}",
        "package p\nimport \"testing\"\nvar a, _ = func(t *testing.T) {}, 1 // c",
        "package p\nimport \"testing\"\nfunc TestA(t *testing.T) {} // c",
        "package p\nimport \"testing\"\nfunc TestA(t *testing.T) { /*\n*/ }\n//line x:1\n",
        "package p\n",
    };
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        inject(sources[i]);
        check_output(0);
    }
}

static void ranges_of_several_files(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a.go", "package p\n\nvar x = 1\n"),
        file_of("a_test.go", "package p\n\nimport \"testing\"\n\nfunc help(t *testing.T) {}\n"),
        file_of("b_test.go",
                "package p\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) { help(t) }\n"),
        file_of("c_test.go", "package p\n\nimport \"testing\"\n\nfunc unused(t *testing.T) {}\n"),
    };
    inject_files(files, 4, NULL);
    for (size_t i = 0; i < 4; i++)
        check_output(i);
    assert_string_equal(added_to(0), "");
    assert_string_not_equal(added_to(1), "");
    assert_string_not_equal(added_to(2), "");
    assert_string_equal(added_to(3), ""); /* no test needs it */
}

/* ---- what scaffold and copies say ----------------------------------------------------------- */

static void a_benchmark_stands_for_its_test_s_name(void **state)
{
    (void)state;
    inject(many_things);
    const InjectOutput *output = inject_output(injected.unit, 0);
    const char *at = strstr(output->text.data, "func BenchmarkB(");
    assert_non_null(at);
    uint32_t offset = (uint32_t)(at - output->text.data);
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        if (offset < range->start || offset >= range->end)
            continue;
        assert_int_equal(range->kind, INJECT_SCAFFOLD);
        assert_int_equal(range->original_start, strstr(many_things, "TestB") - many_things);
        assert_int_equal(range->original_end, range->original_start + 5);
    }
}

static void renames_are_of_types_and_names(void **state)
{
    (void)state;
    inject("package p\n\nimport \"testing\"\n\nfunc check(t *testing.T) {}\n\n"
           "func TestA(t *testing.T) { check(t) }\n");
    const InjectOutput *output = inject_output(injected.unit, 0);
    BlBuf renames = {0};
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        if (range->kind == INJECT_RENAME)
            bl_buf_printf(&renames, "%.*s ", (int)(range->end - range->start),
                          output->text.data + range->start);
    }
    assert_string_equal(renames.data, "Check benchline iterA benchline Check ");
    bl_buf_free(&renames);
}

/* Every byte of a copy stands at the column it had, and on the line that the directive says. */
static void copies_keep_line_and_column(void **state)
{
    (void)state;
    inject(many_things);
    const InjectOutput *output = inject_output(injected.unit, 0);
    GoFile generated = {.source = bl_buf_view(&output->text)};
    go_index_lines(&generated);
    for (size_t i = 0; i < output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        if (range->kind == INJECT_SCAFFOLD)
            continue;
        uint32_t line, column, original_line, original_column, directive = 0, back = 0;
        go_position(&generated, range->start, &line, &column);
        go_position(inject_file(injected.unit, 0), range->original_start, &original_line,
                    &original_column);
        assert_int_equal(column, original_column);
        while (!directive && ++back < line) {
            BlStr text = go_line(&generated, line - back);
            if (bl_str_starts(text, BL_STR("//line x_test.go:")))
                directive = (uint32_t)atoi(text.ptr + strlen("//line x_test.go:"));
        }
        assert_int_equal(directive + back - 1, original_line);
    }
    go_file_free(&generated);
}

static void line_directives_may_be_absolute(void **state)
{
    (void)state;
    inject(many_things);
    assert_contains(added_to(0), "\n//line x_test.go:20:1\n");
    inject_set_line_dir(injected.unit, "/some/where");
    assert_true(inject_emit(injected.unit, &injected.diags));
    check_output(0);
    assert_contains(added_to(0), "\n//line /some/where/x_test.go:20:1\n");
    assert_lacks(added_to(0), "//line x_test.go");
}

static void emitting_twice_gives_the_same(void **state)
{
    (void)state;
    inject(many_things);
    char *first = bl_strdup(added_to(0));
    size_t ranges = inject_output(injected.unit, 0)->ranges.count;
    assert_true(inject_emit(injected.unit, &injected.diags));
    assert_string_equal(added_to(0), first);
    assert_int_equal(inject_output(injected.unit, 0)->ranges.count, ranges);
    free(first);
}

/* ---- the map as JSON ------------------------------------------------------------------------ */

static double number(const cJSON *object, const char *name)
{
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    assert_true(cJSON_IsNumber(item));
    return item->valuedouble;
}

static void the_map_says_what_the_ranges_say(void **state)
{
    (void)state;
    inject(many_things);
    const InjectOutput *output = inject_output(injected.unit, 0);
    cJSON *map = inject_map_json(injected.unit, 0);
    assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(map, "file")), "x_test.go");
    assert_true(number(map, "original_size") == (double)(sizeof many_things - 1));
    assert_true(number(map, "generated_size") == (double)output->text.len);
    const cJSON *ranges = cJSON_GetObjectItem(map, "ranges");
    assert_int_equal(cJSON_GetArraySize(ranges), output->ranges.count);
    static const char *const kinds[] = {
        [INJECT_COPY] = "copy", [INJECT_RENAME] = "rename", [INJECT_SCAFFOLD] = "scaffold"};
    for (int i = 0; i < (int)output->ranges.count; i++) {
        const InjectRange *range = &output->ranges.items[i];
        const cJSON *row = cJSON_GetArrayItem(ranges, i);
        const cJSON *generated = cJSON_GetObjectItem(row, "generated");
        const cJSON *original = cJSON_GetObjectItem(row, "original");
        assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(row, "kind")),
                            kinds[range->kind]);
        assert_true(number(generated, "start") == range->start);
        assert_true(number(generated, "end") == range->end);
        assert_true(number(original, "start") == range->original_start);
        assert_true(number(original, "end") == range->original_end);
        uint32_t line, column;
        go_position(inject_file(injected.unit, 0), range->original_start, &line, &column);
        assert_true(number(original, "line") == line);
        assert_true(number(original, "column") == column);
    }
    cJSON_Delete(map);
}

static void the_map_of_an_untouched_file(void **state)
{
    (void)state;
    inject("package p\n");
    cJSON *map = inject_map_json(injected.unit, 0);
    assert_true(number(map, "original_size") == 10);
    assert_true(number(map, "generated_size") == 0);
    assert_int_equal(cJSON_GetArraySize(cJSON_GetObjectItem(map, "ranges")), 0);
    cJSON_Delete(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(ranges_tile_what_was_added, injected_free),
        cmocka_unit_test_teardown(ranges_with_other_line_ends, injected_free),
        cmocka_unit_test_teardown(ranges_of_odd_files, injected_free),
        cmocka_unit_test_teardown(ranges_of_several_files, injected_free),
        cmocka_unit_test_teardown(a_benchmark_stands_for_its_test_s_name, injected_free),
        cmocka_unit_test_teardown(renames_are_of_types_and_names, injected_free),
        cmocka_unit_test_teardown(copies_keep_line_and_column, injected_free),
        cmocka_unit_test_teardown(line_directives_may_be_absolute, injected_free),
        cmocka_unit_test_teardown(emitting_twice_gives_the_same, injected_free),
        cmocka_unit_test_teardown(the_map_says_what_the_ranges_say, injected_free),
        cmocka_unit_test_teardown(the_map_of_an_untouched_file, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
