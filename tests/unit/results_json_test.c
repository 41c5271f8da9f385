/* The results as JSON: what is null, how numbers and text are written, the layout. */
#include <errno.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>
#include <cmocka.h>

#include "benchline/results.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static ResultBenchmark *one_row(Results *results)
{
    results_init(results, "run");
    ResultProject *project = results_add_project(results, "shop", NULL);
    ResultPackage *package = results_add_package(results, project, "example.com/shop");
    return results_add_benchmark(results, package, "BenchmarkX");
}

static char *written(const Results *results)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    assert_int_equal(results_write_json(results, memory), 0);
    fclose(memory);
    return text;
}

static const cJSON *at(const cJSON *node, const char *key)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(node, key);
    assert_non_null(found);
    return found;
}

/* The first row of a parsed document. */
static const cJSON *row_of(const cJSON *document)
{
    const cJSON *project = cJSON_GetArrayItem(at(document, "projects"), 0);
    const cJSON *package = cJSON_GetArrayItem(at(project, "packages"), 0);
    return cJSON_GetArrayItem(at(package, "benchmarks"), 0);
}

static bool contains(const Results *results, const char *piece)
{
    char *text = written(results);
    bool found = strstr(text, piece) != NULL;
    if (!found)
        print_message("%s is not in\n%s", piece, text);
    free(text);
    return found;
}

/* ---- unknown and zero ------------------------------------------------------------------------ */

static void unknown_is_null_and_zero_is_zero(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    row->allocs_per_op = 0;
    assert_true(contains(&results, "\"allocs_per_op\": 0,"));
    assert_true(contains(&results, "\"bytes_per_op\": null"));
    assert_true(contains(&results, "\"iterations\": null"));
    assert_true(contains(&results, "\"medians\": null"));
    assert_true(contains(&results, "\"samples\": null"));
    assert_true(contains(&results, "\"metrics\": {}"));
    assert_true(contains(&results, "\"wall_seconds\": null"));
    assert_true(contains(&results, "\"cores\": null"));
    row->allocs_per_op = -0.0;
    row->bytes_median = 8;
    assert_true(contains(&results, "\"bytes_per_op\": 8,\n"));
    results_free(&results);
}

/* ---- numbers --------------------------------------------------------------------------------- */

static void expect_number(double value, const char *text)
{
    Results results;
    char wanted[64];
    one_row(&results)->ns_per_op = value;
    snprintf(wanted, sizeof wanted, "\"ns_per_op\": %s,\n", text);
    assert_true(contains(&results, wanted));
    results_free(&results);
}

static void integers_are_integers(void **state)
{
    (void)state;
    expect_number(1, "1");
    expect_number(1e15, "1000000000000000");
    expect_number(3e9, "3000000000");
    expect_number(9007199254740993.0, "9007199254740992");
    expect_number(1e20, "100000000000000000000");
    expect_number(1.5e21, "1.5e+21");
    expect_number(-7, "-7");
}

static void fractions_have_no_needless_digits(void **state)
{
    (void)state;
    expect_number(0.1, "0.1");
    expect_number(0.1 + 0.2, "0.30000000000000004");
    expect_number(13.58, "13.58");
    expect_number(1.0 / 3, "0.3333333333333333");
    expect_number(1.23e-05, "1.23e-05");
}

static void what_is_no_number_is_null(void **state)
{
    (void)state;
    expect_number(RESULT_UNKNOWN, "null");
    expect_number(HUGE_VAL, "null");
    expect_number(-HUGE_VAL, "null");
}

/* Any finite double comes back as itself, bit for bit. */
static void numbers_survive_the_way_there_and_back(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    uint64_t bits = 88172645463325252U;
    for (int i = 0; i < 20000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17; /* xorshift64 */
        double value;
        memcpy(&value, &bits, sizeof value);
        if (!isfinite(value))
            continue;
        row->ns_per_op = i % 2 ? value : (double)(bits >> 12) / 4096;
        char *text = written(&results);
        cJSON *document = cJSON_Parse(text);
        assert_true(at(row_of(document), "ns_per_op")->valuedouble == row->ns_per_op);
        cJSON_Delete(document);
        free(text);
    }
    results_free(&results);
}

static void metrics_keep_their_order_and_infinities(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    bl_vec_push(&row->metrics, (ResultMetric){"MB/s", 1.5});
    bl_vec_push(&row->metrics, (ResultMetric){"mb/s", 2});
    bl_vec_push(&row->metrics, (ResultMetric){"inf", HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"-inf", -HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"nan", RESULT_UNKNOWN});
    bl_vec_push(&row->metrics, (ResultMetric){"\xFF", 3});
    bl_vec_push(&row->metrics, (ResultMetric){"\xFE", 4}); /* the same, once it is UTF-8 */
    char *text = written(&results);
    const char *metrics = strstr(text, "\"metrics\": {");
    const char wanted[] = "\"metrics\": {\n"
                          "                \"MB/s\": 1.5,\n"
                          "                \"mb/s\": 2,\n"
                          "                \"inf\": \"+Inf\",\n"
                          "                \"-inf\": \"-Inf\",\n"
                          "                \"nan\": null,\n"
                          "                \"\xEF\xBF\xBD\": 3\n"
                          "              }";
    assert_non_null(metrics);
    assert_int_equal(strncmp(metrics, wanted, sizeof wanted - 1), 0);
    free(text);
    results_free(&results);
}

/* ---- text ------------------------------------------------------------------------------------ */

static void expect_text(const char *reason, const char *json)
{
    Results results;
    ResultBenchmark *row = one_row(&results);
    char wanted[256];
    row->status = RESULT_FAILED;
    row->reason = reason;
    snprintf(wanted, sizeof wanted, "\"reason\": \"%s\",\n", json);
    assert_true(contains(&results, wanted));
    char *text = written(&results);
    cJSON *parsed = cJSON_Parse(text);
    assert_non_null(parsed);
    cJSON_Delete(parsed);
    free(text);
    results_free(&results);
}

static void text_is_escaped(void **state)
{
    (void)state;
    expect_text("plain", "plain");
    expect_text("a \"quoted\" \\ slash / here", "a \\\"quoted\\\" \\\\ slash / here");
    expect_text("tab\tline\n\x01", "tab\\u0009line\\u000a\\u0001");
    expect_text("\x7F", "\x7F");
}

#define LOST "\xEF\xBF\xBD"

static void text_is_utf8(void **state)
{
    (void)state;
    expect_text("ünï 😀 \u4e16", "ünï 😀 \u4e16");
    expect_text("caf\xE9", "caf" LOST);
    expect_text("\xC0\xAF", LOST LOST);                   /* overlong */
    expect_text("\xE0\x80\xAF", LOST LOST LOST);          /* overlong */
    expect_text("\xED\xA0\x80", LOST LOST LOST);          /* surrogate */
    expect_text("\xF4\x90\x80\x80", LOST LOST LOST LOST); /* beyond U+10FFFF */
    expect_text("\xF0\x9F\x98", LOST LOST LOST);          /* cut off */
    expect_text("\xF0\x9F\x98x", LOST LOST LOST "x");
    expect_text("\x80\xBF", LOST LOST);
    expect_text("\xEF\xBF\xBD", LOST);
    expect_text("\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF",
                "\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF\xF4\x8F\xBF\xBF");
}

/* ---- the document ---------------------------------------------------------------------------- */

static void fill(Results *results)
{
    ResultBenchmark *row = one_row(results);
    row->test = "TestX";
    row->kind = RESULT_KIND_TEST;
    row->file = "x_test.go";
    row->line = 3;
    row->column = 6;
    row->conversion = RESULT_FROM_ORIGINAL;
    row->conversion_reason = "why";
    row->procs = 1;
    row->iterations = 10;
    row->ns_per_op = 12.5;
    row->ns_median = 13;
    row->noisy = true;
    bl_vec_push(&row->samples, (ResultSample){1, 12.5, 8, 0, 1});
    bl_vec_push(&row->samples, (ResultSample){1, 13.5, RESULT_UNKNOWN, 0, 2});
    bl_vec_push(&row->metrics, (ResultMetric){"MB/s", 1});
    results->environment.go_version = "go1.26.0";
    results->environment.cores = 2;
    row->processes = 2;
    bl_vec_push(&row->notes, "one");
    bl_vec_push(&row->notes, "t\"o \xFF");
    results->benchtime = "100x";
    results->count = 2;
    bl_vec_push(&results->cpu, 1);
    bl_vec_push(&results->cpu, 4);
    results->iterations = 10;
    results->wall_seconds = 1.25;
    ResultProject *project = results_add_project(results, "empty", "dir");
    results_add_package(results, project, NULL)->status = RESULT_PACKAGE_NO_TESTS;
    results_add_project(results, "nothing", NULL);
}

static void samples_stand_in_columns(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    char *text = written(&results);
    assert_non_null(strstr(text, "\"samples\": {\n"));
    assert_non_null(strstr(text, "\"round\": [1, 2],\n"));
    assert_non_null(strstr(text, "\"operations\": [1, 1],\n"));
    assert_non_null(strstr(text, "\"ns_per_op\": [12.5, 13.5],\n"));
    assert_non_null(strstr(text, "\"bytes_per_op\": [8, null],\n"));
    assert_non_null(strstr(text, "\"allocs_per_op\": [0, 0]\n"));
    free(text);
    results_free(&results);
}

static void notes_and_settings_stand_in_lines(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    char *text = written(&results);
    assert_non_null(strstr(text, "\"processes\": 2,\n"));
    assert_non_null(strstr(text, "\"notes\": [\"one\", \"t\\\"o \xEF\xBF\xBD\"],\n"));
    assert_non_null(strstr(text, "\"benchtime\": \"100x\",\n"));
    assert_non_null(strstr(text, "\"cpu\": [1, 4],\n"));
    assert_non_null(strstr(text, "\"count\": 2\n"));
    free(text);
    results_free(&results);
}

/* It is written piece by piece. */
static void the_text_is_json_and_a_line(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    char *text = written(&results);
    cJSON *parsed = cJSON_Parse(text);
    assert_non_null(parsed);
    assert_int_equal(cJSON_GetArraySize(at(parsed, "projects")), 3);
    assert_int_equal(at(at(parsed, "totals"), "projects")->valueint, 3);
    assert_int_equal(text[strlen(text) - 1], '\n');
    cJSON_Delete(parsed);
    free(text);
    results_free(&results);
}

static void members_stand_in_the_documented_order(void **state)
{
    (void)state;
    static const char *const order[] = {
        "\"schema_version\": 1", "\"tool\"",     "\"run\": {",   "\"source\": \"run\"",
        "\"environment\"",       "\"settings\"", "\"projects\"", "\"packages\"",
        "\"benchmarks\"",        "\"totals\""};
    Results results;
    fill(&results);
    char *text = written(&results);
    const char *from = text;
    for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
        from = strstr(from, order[i]);
        assert_non_null(from);
    }
    free(text);
    results_free(&results);
}

static void kinds_are_counted(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    assert_true(contains(&results, "\"benchmarks_by_kind\": {\n      \"test\": 0,\n      "
                                   "\"example\": 0,\n      \"fuzz\": 0,\n      \"native\": 0\n"));
    row->kind = RESULT_KIND_NATIVE;
    assert_true(contains(&results, "\"kind\": \"native\",\n"));
    assert_true(contains(&results, "\"native\": 1\n"));
    results_free(&results);
}

static void a_test_measured_whole_says_why(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    assert_true(contains(&results, "\"inline_reason\": null,\n"));
    row->inline_reason = "why";
    assert_true(contains(&results, "\"inline_reason\": \"why\",\n"));
    results_free(&results);
}

static void who_measured_it_is_told(void **state)
{
    (void)state;
    Results results;
    ResultBenchmark *row = one_row(&results);
    assert_true(contains(&results, "\"engine\": null,\n"));
    assert_true(contains(&results, "\"check\": null,\n"));
    row->engine = RESULT_BY_HARNESS;
    assert_true(contains(&results, "\"engine\": \"harness\",\n"));
    row->engine = RESULT_BY_SOURCE;
    assert_true(contains(&results, "\"engine\": \"source\",\n"));
    results_free(&results);
}

static void two_engines_agree_or_differ(void **state)
{
    (void)state;
    static const struct {
        double bytes, allocs;
        ResultStatus status;
        const char *differs, *totals;
    } rows[] = {
        {16, 1, RESULT_OK, "\"differs\": false", "\"checked\": 1,\n    \"differing\": 0,"},
        {16, 2, RESULT_OK, "\"differs\": true", "\"checked\": 1,\n    \"differing\": 1,"},
        {24, 1, RESULT_OK, "\"differs\": true", "\"checked\": 1,\n    \"differing\": 1,"},
        {(double)NAN, (double)NAN, RESULT_FAILED, "\"differs\": false",
         "\"checked\": 0,\n    \"differing\": 0,"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        Results results;
        ResultBenchmark *row = one_row(&results);
        row->engine = RESULT_BY_HARNESS;
        row->bytes_per_op = 16;
        row->allocs_per_op = 1;
        row->check = (ResultCheck){.engine = RESULT_BY_SOURCE,
                                   .status = rows[i].status,
                                   .bytes_per_op = rows[i].bytes,
                                   .allocs_per_op = rows[i].allocs};
        assert_true(contains(&results, rows[i].differs));
        assert_true(contains(&results, rows[i].totals));
        results_free(&results);
    }
}

static void no_results_are_a_document_too(void **state)
{
    (void)state;
    Results results;
    results_init(&results, "log");
    assert_true(contains(&results, "\"projects\": [],\n"));
    assert_true(contains(&results, "\"timed-out\": 0"));
    results_free(&results);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    Results results;
    fill(&results);
    assert_int_equal(results_write_json(&results, full), ENOSPC);
    fclose(full);
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_is_null_and_zero_is_zero),
        cmocka_unit_test(integers_are_integers),
        cmocka_unit_test(fractions_have_no_needless_digits),
        cmocka_unit_test(what_is_no_number_is_null),
        cmocka_unit_test(numbers_survive_the_way_there_and_back),
        cmocka_unit_test(metrics_keep_their_order_and_infinities),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(text_is_utf8),
        cmocka_unit_test(samples_stand_in_columns),
        cmocka_unit_test(notes_and_settings_stand_in_lines),
        cmocka_unit_test(the_text_is_json_and_a_line),
        cmocka_unit_test(members_stand_in_the_documented_order),
        cmocka_unit_test(kinds_are_counted),
        cmocka_unit_test(a_test_measured_whole_says_why),
        cmocka_unit_test(who_measured_it_is_told),
        cmocka_unit_test(two_engines_agree_or_differ),
        cmocka_unit_test(no_results_are_a_document_too),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
