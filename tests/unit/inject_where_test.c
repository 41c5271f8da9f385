/* Questions to a position map, made of a unit and read from JSON. */
#include "injected.h"

#include <cjson/cJSON.h>

#include "benchline/position_map.h"

static const char source[] = "package p\n"                                  /* 1 */
                             "\n"                                           /* 2 */
                             "import \"testing\"\n"                         /* 3 */
                             "\n"                                           /* 4 */
                             "type table struct{ f func(*testing.T) }\n"    /* 5 */
                             "\n"                                           /* 6 */
                             "func (x table) do(t *testing.T) { x.f(t) }\n" /* 7 */
                             "\n"                                           /* 8 */
                             "func TestA(t *testing.T) {\n"                 /* 9 */
                             "\ttable{func(*testing.T) {}}.do(t)\n"         /* 10 */
                             "}\n"                                          /* 11 */
                             "\n"                                           /* 12 */
                             "func other() {}\n"                            /* 13 */
                             "\n"                                           /* 14 */
                             "var a, b = func(*testing.T) {}, 1\n"          /* 15 */
                             "\n"                                           /* 16 */
                             "func TestB(t *testing.T) { a(t) }\n";         /* 17 */

static PositionMap map;
static MapAnswers answers;

static int set_up(void **state)
{
    (void)state;
    inject(source);
    map_make(&map, injected.unit, 0);
    return 0;
}

static int tear_down(void **state)
{
    map_free(&map);
    bl_vec_free(&answers);
    return injected_free(state);
}

/* The line and column at which a text begins in the rewritten file; with `from`, behind there. */
static void place_of(const char *text, uint32_t *line, uint32_t *column)
{
    GoFile generated = {.source = bl_buf_view(&inject_output(injected.unit, 0)->text)};
    const char *at = strstr(generated.source.ptr + sizeof source - 1, text);
    if (!at)
        fail_msg("there is no \"%s\" in:\n%s", text, generated.source.ptr);
    go_index_lines(&generated);
    go_position(&generated, (uint32_t)(at - generated.source.ptr), line, column);
    go_file_free(&generated);
}

static void ask(uint32_t line, uint32_t column)
{
    answers.count = 0;
    map_ask(&map, line, column, &answers);
}

static void check_answer(size_t i, InjectRangeKind kind, uint32_t line, uint32_t column,
                         const char *name, const char *made)
{
    assert_true(i < answers.count);
    const MapAnswer *answer = &answers.items[i];
    assert_int_equal(answer->kind, kind);
    assert_int_equal(answer->line, line);
    assert_int_equal(answer->column, column);
    if (!name) {
        assert_null(answer->piece);
        return;
    }
    assert_string_equal(answer->piece->name, name);
    assert_string_equal(answer->piece->made, made);
}

static void check_made(size_t i, InjectRangeKind kind, const char *text, uint32_t further,
                       const char *name, const char *made)
{
    uint32_t line, column;
    place_of(text, &line, &column);
    check_answer(i, kind, line, column + further, name, made);
}

static void a_line_of_a_test_leads_to_its_copy(void **state)
{
    (void)state;
    ask(10, 0);
    assert_int_equal(answers.count, 1);
    check_made(0, INJECT_COPY, "\tTable{func", 0, "TestA", "iterA");
}

static void a_place_leads_to_its_byte(void **state)
{
    (void)state;
    ask(10, 7); /* the brace behind `table` */
    assert_int_equal(answers.count, 1);
    check_made(0, INJECT_COPY, "\tTable{func", 6, "TestA", "iterA");
    ask(10, 4); /* the b of it */
    assert_int_equal(answers.count, 1);
    check_made(0, INJECT_RENAME, "\tTable{func", 3, "TestA", "iterA");
}

static void a_test_s_name_leads_to_its_benchmark_too(void **state)
{
    (void)state;
    for (uint32_t column = 0; column < 2; column++) {
        ask(9, column * 7);
        assert_int_equal(answers.count, 2);
        check_made(0, INJECT_SCAFFOLD, "func BenchmarkA", 0, "TestA", "BenchmarkA");
        if (column)
            check_made(1, INJECT_RENAME, "iterA(t *", 1, "TestA", "iterA");
        else
            check_made(1, INJECT_COPY, "func iterA(t *", 0, "TestA", "iterA");
    }
}

static void declarations_of_every_kind(void **state)
{
    (void)state;
    ask(5, 0);
    check_made(0, INJECT_COPY, "type Table", 0, "table", "Table");
    assert_string_equal(answers.items[0].piece->kind, "type");
    ask(7, 0);
    check_made(0, INJECT_COPY, "func (x Table) do", 0, "table.do", "Table.do");
    assert_string_equal(answers.items[0].piece->kind, "method");
    ask(15, 0);
    check_made(0, INJECT_COPY, "var A, B", 0, "a, b", "A, B");
    assert_string_equal(answers.items[0].piece->kind, "var");
    ask(17, 20);
    assert_string_equal(answers.items[0].piece->kind, "test");
}

static void nothing_came_of_other_places(void **state)
{
    (void)state;
    static const uint32_t lines[] = {1, 2, 3, 12, 13};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        assert_false(map_is_generated(&map, lines[i]));
        ask(lines[i], 0);
        assert_int_equal(answers.count, 0);
        ask(lines[i], 1);
        assert_int_equal(answers.count, 0);
    }
}

static void the_added_part_leads_back(void **state)
{
    (void)state;
    uint32_t line, column;
    place_of("\tTable{func", &line, &column);
    assert_true(map_is_generated(&map, line));
    ask(line, 0);
    assert_int_equal(answers.count, 1);
    check_answer(0, INJECT_COPY, 10, 1, "TestA", "iterA");
    ask(line, 3);
    check_answer(0, INJECT_RENAME, 10, 3, "TestA", "iterA");
    ask(line + 1, 1);
    check_answer(0, INJECT_COPY, 11, 1, "TestA", "iterA");
    place_of("func BenchmarkB", &line, &column);
    ask(line, column);
    check_answer(0, INJECT_SCAFFOLD, 17, 6, "TestB", "BenchmarkB");
    place_of("//line x_test.go:7", &line, &column);
    ask(line, 0);
    check_answer(0, INJECT_SCAFFOLD, 7, 1, "table.do", "Table.do");
    place_of(BLOCK_MARK, &line, &column);
    ask(line, 0);
    assert_int_equal(answers.count, 1);
    assert_null(answers.items[0].piece);
}

static void behind_the_end_is_nothing(void **state)
{
    (void)state;
    ask(map.generated_lines, 0);
    assert_int_equal(answers.count, 1);
    ask(map.generated_lines + 1, 0);
    assert_int_equal(answers.count, 0);
    ask(UINT32_MAX - 1, UINT32_MAX - 1);
    assert_int_equal(answers.count, 0);
}

/* Every line, asked of the map and of the same one through JSON. */
static void json_answers_the_same(void **state)
{
    (void)state;
    cJSON *json = map_to_json(&map);
    PositionMap made = map;
    assert_null(map_from_json(&map, json));
    cJSON_Delete(json);
    assert_string_equal(map.file, made.file);
    assert_int_equal(map.original_lines, 17);
    assert_int_equal(map.pieces.count, made.pieces.count);
    for (uint32_t line = 1; line <= map.generated_lines; line++)
        for (uint32_t column = 0; column < 30; column += 3) {
            MapAnswers wanted = {0};
            map_ask(&made, line, column, &wanted);
            ask(line, column);
            assert_int_equal(answers.count, wanted.count);
            for (size_t i = 0; i < wanted.count; i++)
                check_answer(i, wanted.items[i].kind, wanted.items[i].line, wanted.items[i].column,
                             wanted.items[i].piece ? wanted.items[i].piece->name : NULL,
                             wanted.items[i].piece ? wanted.items[i].piece->made : NULL);
            bl_vec_free(&wanted);
        }
    map_free(&made);
}

/* The JSON with one text replaced by another that is as long or shorter, read back. */
static void check_wrong(const char *old, const char *new, const char *complaint)
{
    cJSON *json = map_to_json(&map);
    char *text = cJSON_PrintUnformatted(json);
    cJSON_Delete(json);
    char *at = strstr(text, old);
    assert_non_null(at);
    assert_true(strlen(new) <= strlen(old));
    memset(at, ' ', strlen(old));
    memcpy(at, new, strlen(new));
    json = cJSON_Parse(text);
    assert_non_null(json);
    PositionMap read;
    const char *wrong = map_from_json(&read, json);
    if (complaint) {
        assert_non_null(wrong);
        assert_contains(wrong, complaint);
    } else {
        assert_null(wrong);
    }
    map_free(&read);
    cJSON_Delete(json);
    cJSON_free(text);
}

static void what_is_no_map_is_refused(void **state)
{
    (void)state;
    check_wrong("\"file\"", "\"fine\"", "a name");
    check_wrong("\"file\":\"x_test.go\"", "\"file\":7", "a name");
    check_wrong("\"original_size\":", "\"origin__size\":", "an offset");
    check_wrong("\"original_lines\":17", "\"original_lines\":-1", "an offset");
    check_wrong("\"copy\"", "\"cope\"", "kind is missing or unknown");
    check_wrong("\"test\"", "\"tset\"", NULL); /* a kind of declaration may come later */
    check_wrong("\"line\":18", "\"line\":0", "outside");
    check_wrong("\"ranges\"", "\"rangos\"", "do not cover");
    check_wrong("\"declarations\"", "\"declaration_\"", "no declarations");
    check_wrong("\"column\":1", "\"column\":2", NULL); /* not for the map to know */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_of_a_test_leads_to_its_copy, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_place_leads_to_its_byte, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_test_s_name_leads_to_its_benchmark_too, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(declarations_of_every_kind, set_up, tear_down),
        cmocka_unit_test_setup_teardown(nothing_came_of_other_places, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_added_part_leads_back, set_up, tear_down),
        cmocka_unit_test_setup_teardown(behind_the_end_is_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(json_answers_the_same, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_no_map_is_refused, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
