/* The results, back from their JSON: nothing is lost, and nothing strange is taken. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "benchline/results.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static char *written(const Results *results)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    assert_int_equal(results_write_json(results, memory), 0);
    fclose(memory);
    return text;
}

/* Writing what was read gives the same bytes. */
static void expect_same(const char *text)
{
    Results read;
    BlDiags diags = {0};
    if (!results_read_json(&read, "x.json", bl_cstr(text), &diags)) {
        bl_diag_print(&diags, false, stdout);
        fail_msg("not read: %s", text);
    }
    char *again = written(&read);
    assert_string_equal(text, again);
    free(again);
    results_free(&read);
    bl_diag_free(&diags);
}

static void expect_way_back(Results *results)
{
    char *text = written(results);
    expect_same(text);
    free(text);
}

/* One of everything. */
static void fill(Results *results)
{
    results_init(results, "run");
    results->environment = (ResultEnvironment){
        "go1.26.0", "linux", "amd64", "A \"CPU\"\t", "Linux 6", 2, "2026-01-02T03:04:05Z"};
    results->iterations = 10;
    results->metrics = "time";
    results->benchtime = "100x";
    results->count = 3;
    bl_vec_push(&results->cpu, 1);
    bl_vec_push(&results->cpu, UINT64_MAX);
    results->label = "before";
    results->finished = false;
    results->wall_seconds = 1.25;
    ResultProject *project = results_add_project(results, "shop", "pool/shop");
    ResultPackage *package = results_add_package(results, project, "example.com/shop");
    package->dir = "pool/shop";
    package->module = "example.com/shop";
    package->fallback = "why not";
    package->note = "how it was built";
    package->build_seconds = 0.1;
    package->run_seconds = 2;
    ResultBenchmark *row = results_add_benchmark(results, package, "BenchmarkX");
    row->test = "TestX";
    row->kind = RESULT_KIND_TEST;
    row->file = "x_test.go";
    row->line = 3;
    row->column = 6;
    row->engine = RESULT_BY_HARNESS;
    row->procs = 1;
    bl_vec_push(&row->samples, (ResultSample){1, 12.5, 8, 0, 1});
    bl_vec_push(&row->samples, (ResultSample){3, 1.0 / 3, RESULT_UNKNOWN, 0, 2});
    results_summarise(row);
    row->processes = 2;
    row->inline_reason = "a subtest is parallel";
    bl_vec_push(&row->notes, "left 2 goroutines behind");
    bl_vec_push(&row->notes, "a \"second\" one");
    row->check = (ResultCheck){RESULT_BY_SOURCE, RESULT_FROM_ORIGINAL, RESULT_OK, NULL, 16, 1};
    bl_vec_push(&row->metrics, (ResultMetric){"MB/s", 1.5});
    bl_vec_push(&row->metrics, (ResultMetric){"up", HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"down", -HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"what", RESULT_UNKNOWN});
    row = results_add_benchmark(results, package, "BenchmarkY");
    row->status = RESULT_FAILED;
    row->reason = "a \"b\" \\ \x01 \xE4\xB8\x96";
    row->conversion = RESULT_FROM_ORIGINAL;
    row->conversion_reason = "because";
    row = results_add_benchmark(results, package, "BenchmarkOwn");
    row->kind = RESULT_KIND_NATIVE;
    results_add_package(results, project, "example.com/none")->status = RESULT_PACKAGE_NO_TESTS;
    results_add_project(results, "empty", NULL);
}

/* ---- there and back -------------------------------------------------------------------------- */

static void everything_comes_back(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    expect_way_back(&results);
    results_free(&results);
    results_init(&results, "log");
    expect_way_back(&results);
    results_free(&results);
}

static void fields_come_back_as_they_were(void **state)
{
    (void)state;
    Results results, read;
    BlDiags diags = {0};
    fill(&results);
    char *text = written(&results);
    assert_true(results_read_json(&read, "x.json", bl_cstr(text), &diags));
    const ResultBenchmark *row = &read.projects.items[0].packages.items[0].benchmarks.items[0];
    assert_int_equal(row->samples.count, 2);
    assert_int_equal(row->samples.items[1].operations, 3);
    assert_int_equal(row->samples.items[1].round, 2);
    assert_int_equal(row->processes, 2);
    assert_int_equal(row->notes.count, 2);
    assert_string_equal(row->notes.items[1], "a \"second\" one");
    assert_string_equal(row->inline_reason, "a subtest is parallel");
    assert_int_equal(row[2].kind, RESULT_KIND_NATIVE);
    assert_string_equal(read.metrics, "time");
    assert_string_equal(read.benchtime, "100x");
    assert_int_equal(read.count, 3);
    assert_int_equal(read.cpu.count, 2);
    assert_true(read.cpu.items[1] == UINT64_MAX);
    assert_true(row->samples.items[1].ns == 1.0 / 3);
    assert_true(isnan(row->samples.items[1].bytes));
    assert_true(row->samples.items[0].bytes == 8);
    assert_int_equal(row->check.engine, RESULT_BY_SOURCE);
    assert_int_equal(row->check.conversion, RESULT_FROM_ORIGINAL);
    assert_true(row->metrics.items[2].value == -HUGE_VAL);
    assert_true(isnan(row->metrics.items[3].value));
    assert_string_equal(read.environment.cpu, "A \"CPU\"\t");
    assert_int_equal(read.projects.items[0].packages.items[1].status, RESULT_PACKAGE_NO_TESTS);
    free(text);
    results_free(&results);
    results_free(&read);
}

/* Numbers of every size, and counts that no double holds. */
static void numbers_come_back(void **state)
{
    (void)state;
    uint64_t bits = 88172645463325252U;
    for (int i = 0; i < 500; i++) {
        Results results;
        fill(&results);
        ResultBenchmark *row = &results.projects.items[0].packages.items[0].benchmarks.items[0];
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17; /* xorshift64 */
        memcpy(&row->ns_median, &bits, sizeof bits);
        row->ns_per_op = (double)(bits >> 12) / 4096;
        row->iterations = bits;
        expect_way_back(&results);
        results_free(&results);
    }
}

static void another_version_of_benchline_is_kept(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    results.tool_version = "9.8.7";
    expect_way_back(&results);
    results_free(&results);
}

/* ---- what is wrong --------------------------------------------------------------------------- */

/* The first error, as it is shown. */
static char *error_of(BlStr text)
{
    Results read;
    BlDiags diags = {0};
    BlBuf shown = {0};
    assert_false(results_read_json(&read, "x.json", text, &diags));
    assert_int_equal(diags.list.count, 1);
    bl_diag_format(&diags.list.items[0], false, &shown);
    results_free(&read);
    bl_diag_free(&diags);
    return shown.data;
}

/* `from` in the document with everything, replaced by `to`, leads to an error that says
 * `wanted`. */
static void refuse(const char *from, const char *to, const char *wanted)
{
    Results results;
    fill(&results);
    char *text = written(&results);
    const char *at = strstr(text, from);
    BlBuf changed = {0};
    if (!at)
        fail_msg("%s is not in\n%s", from, text);
    bl_buf_append(&changed, text, (size_t)(at - text));
    bl_buf_puts(&changed, to);
    bl_buf_puts(&changed, at + strlen(from));
    char *error = error_of(bl_buf_view(&changed));
    if (!strstr(error, wanted))
        fail_msg("expected '%s' in\n%s", wanted, error);
    free(error);
    free(text);
    bl_buf_free(&changed);
    results_free(&results);
}

static void wrong_members_are_named(void **state)
{
    (void)state;
    refuse("\"status\": \"no-tests\"", "\"status\": \"fine\"",
           "projects[0].packages[1].status: expected one of \"ok\", \"no-tests\", ");
    refuse("\"fallback\": \"why not\"", "\"fallback\": 7",
           "x.json:40:23: error: projects[0].packages[0].fallback: expected a text or null");
    refuse("\"dir\": \"pool/shop\"", "\"dir\": \"\"",
           "projects[0].dir: expected a text or null, not");
    refuse("\"name\": \"shop\"", "\"name\": null", "projects[0].name: expected a text\n");
    refuse(
        "\"noisy\": ", "\"noisy\": null, \"x\": ", "benchmarks[0].noisy: expected true or false");
    refuse("\"noisy\": ", "\"strange\": ", "benchmarks[0].strange: there is no such member");
    refuse("\"line\": 3", "\"line\": 3, \"line\": 3", "benchmarks[0].line: this member stands");
    refuse("\"line\": 3,", "",
           "projects[0].packages[0].benchmarks[0]: the member \"line\" is missing");
    refuse("\"line\": 3", "\"line\": 0", "expected an integer from 1 on, or null");
    refuse("\"line\": 3", "\"line\": 4294967296", "expected an integer below");
    refuse("\"line\": 3", "\"line\": 1.5", "expected an integer from 1 on, or null");
    refuse("\"line\": 3", "\"line\": -3", "expected an integer from 1 on, or null");
    refuse("\"cores\": 2", "\"cores\": 99999999999999999999",
           "environment.cores: expected an integer");
    refuse("\"wall_seconds\": 1.25", "\"wall_seconds\": -1", "expected a number from 0 on");
    refuse("\"wall_seconds\": 1.25", "\"wall_seconds\": 1e999", "too large");
    refuse("\"source\": \"run\"", "\"source\": \"guess\"",
           "source: expected one of \"run\", \"log\"");
    refuse("\"id\": \"", "\"id\": \"0", "run.id: expected an identifier of 32 digits");
    refuse("\"finished\": false", "\"finished\": 1", "run.finished: expected true or false");
    refuse("\"name\": \"benchline\"", "\"name\": \"other\"", "tool.name: expected \"benchline\"");
}

static void versions_that_are_not_known_are_refused(void **state)
{
    (void)state;
    refuse("\"schema_version\": 1", "\"schema_version\": 2", "use a newer benchline");
    refuse("\"schema_version\": 1", "\"schema_version\": 0", "expected version 1, not 0");
    refuse("\"schema_version\": 1,", "", "the member \"schema_version\" is missing");
}

static void rows_that_contradict_themselves_are_refused(void **state)
{
    (void)state;
    refuse("\"test\": \"TestX\"", "\"test\": null", "test is null exactly when kind is null");
    refuse("\"kind\": \"native\"", "\"kind\": \"test\"", "benchmarks[2]: test is null exactly");
    refuse("\"file\": \"x_test.go\"", "\"file\": null", "file, line and column are all null");
    refuse("\"column\": 6", "\"column\": null", "file, line and column are all null");
    refuse("\"status\": \"failed\"", "\"status\": \"ok\"",
           "benchmarks[1]: there is a reason exactly");
    refuse("\"status\": \"no-tests\"", "\"status\": \"build-failed\"",
           "packages[1]: a package that failed");
    refuse("\"differs\": true", "\"differs\": false", "check.differs is not what");
    refuse("\"operations\": [1, 3]", "\"operations\": [1]", "not equally long");
    refuse("\"allocs_per_op\": [0, 0]", "\"allocs_per_op\": [0, 0, 0]", "not equally long");
    refuse("\"allocs_per_op\": [0, 0]", "\"allocs_per_op\": [0]", "not equally long");
    refuse("\"operations\": [1, 3]", "\"operations\": []",
           "expected null where there are no samples");
    refuse("\"operations\": [1, 3]", "\"operations\": [1, null]",
           "operations[1]: expected an integer");
    refuse("\"round\": [1, 2]", "\"round\": [0, 2]", "round[0]: expected an integer from 1 on");
    refuse("\"round\": [1, 2]", "\"round\": [1]", "not equally long");
    refuse("\"notes\": [\"left", "\"notes\": [\"\", \"left",
           "notes[0]: expected a text, not an empty");
    refuse("\"cpu\": [1, 18446744073709551615]", "\"cpu\": [1, 1]",
           "settings.cpu[1]: this value stands here twice");
    refuse("\"cpu\": [1, 18446744073709551615]", "\"cpu\": []",
           "settings.cpu: expected null where there are no values");
    refuse("\"up\": \"+Inf\"", "\"up\": \"Inf\"", "metrics.up: expected a number, null");
    refuse("\"up\": \"+Inf\"", "\"MB/s\": 2", "metrics.MB/s: this member stands here twice");
    refuse("\"import_path\": \"example.com/none\"", "\"import_path\": null",
           "projects[0].packages[1]: a package that `run` measured has an import path");
}

static void totals_are_those_of_the_rows(void **state)
{
    (void)state;
    refuse("\"benchmarks\": 3,", "\"benchmarks\": 4,", "totals: benchmarks is 4, but there are 3");
    refuse("\"native\": 1", "\"native\": 0", "totals: native is 0, but there are 1");
    refuse("\"fuzz\": 0,", "", "totals.benchmarks_by_kind: the member \"fuzz\" is missing");
    refuse("\"failed\": 1", "\"failed\": 0", "totals: failed is 0, but there are 1");
    refuse("\"no-tests\": 1", "\"no-tests\": 2", "totals: no-tests is 2, but there are 1");
    refuse("\"no-tests\": 1,", "", "totals.packages_by_status: the member \"no-tests\" is missing");
}

/* The document is `text`. */
static void refuse_text(BlStr text, const char *wanted)
{
    char *error = error_of(text);
    if (!strstr(error, wanted))
        fail_msg("expected '%s' in\n%s", wanted, error);
    free(error);
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    refuse("\"source\"", "source", "x.json:12:3: error: expected the name of a member\n");
    refuse("\"source\":", "\"source\"", "source: expected ':'");
    refuse("\"line\": 3,", "\"line\": 3", "expected ',' or '}'");
    refuse("\"line\": 3,", "\"line\": 3,,", "expected the name of a member");
    refuse("\"line\": 3", "\"line\": 03", "expected an integer from 1 on, or null");
    refuse("\"wall_seconds\": 1", "\"wall_seconds\": 01", "expected ',' or '}'");
    refuse("\"ns_per_op\": [12.5,", "\"ns_per_op\": [12.,", "expected a number or null");
    refuse("\"wall_seconds\": 1.25",
           "\"wall_seconds\": 1.2500000000000000000000000000000000000000000000000000000000000005",
           "a number of more than 60 characters");
    refuse("\"ns_per_op\": [12.5,", "\"ns_per_op\": [,", "ns_per_op[0]: expected a value");
    refuse("\"ns_per_op\": [12.5,", "\"ns_per_op\": [12.5;", "expected ',' or ']'");
    refuse("\"name\": \"shop\"", "\"name\": nul", "projects[0].name: expected a text");
    refuse("\"name\": \"shop\"", "\"name\": \"s\\u0000\"", "projects[0].name: a NUL in a text");
    refuse("\"name\": \"shop\"", "\"name\": \"s\\uD800\"", "an escape in this text");
    refuse("\"name\": \"shop\"", "\"name\": \"s\\x\"", "an escape in this text");
    refuse("\"name\": \"shop\"", "\"name\": \"s\nx\"", "a control character in a text");
    refuse("\"name\": \"shop\"", "\"name\": \"caf\xE9\"", ": error: this is not UTF-8");
    refuse_text(BL_STR(""), "expected an object, but the file ends here");
    refuse_text(BL_STR("[]"), "x.json:1:1: error: expected an object");
    refuse_text(BL_STR("null"), "x.json:1:1: error: expected an object");
    refuse_text(BL_STR("{}"), "the member \"schema_version\" is missing");
    refuse_text(BL_STR("{\"a"), "the text has no end, and the file ends here");
    refuse_text(BL_STR("{\0}"), "x.json:1:2: error: a NUL byte");
}

/* Cut off anywhere, it is an error; so is anything behind it. */
static void a_part_is_not_the_whole(void **state)
{
    (void)state;
    Results results;
    fill(&results);
    char *text = written(&results);
    size_t length = strlen(text);
    char *part = bl_alloc(length + 1);
    for (size_t cut = 0; cut + 1 < length; cut++) {
        memcpy(part, text, cut);
        part[cut] = '\0';
        free(error_of(bl_str(part, cut)));
    }
    memcpy(part, text, length);
    part[length - 1] = '}'; /* in place of the newline */
    refuse_text(bl_str(part, length), "expected nothing more after the document");
    free(part);
    free(text);
    results_free(&results);
}

static void files_that_cannot_be_read_are_named(void **state)
{
    (void)state;
    static const char *const paths[][2] = {{"/nonexistent/x.json", "No such file"},
                                           {"/", "Is a directory"}};
    for (size_t i = 0; i < 2; i++) {
        Results read;
        BlDiags diags = {0};
        assert_false(results_read_file(&read, paths[i][0], &diags));
        assert_int_equal(diags.errors, 1);
        assert_string_equal(diags.list.items[0].file, paths[i][0]);
        assert_non_null(strstr(diags.list.items[0].message, paths[i][1]));
        results_free(&read);
        bl_diag_free(&diags);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_comes_back),
        cmocka_unit_test(fields_come_back_as_they_were),
        cmocka_unit_test(numbers_come_back),
        cmocka_unit_test(another_version_of_benchline_is_kept),
        cmocka_unit_test(wrong_members_are_named),
        cmocka_unit_test(versions_that_are_not_known_are_refused),
        cmocka_unit_test(rows_that_contradict_themselves_are_refused),
        cmocka_unit_test(totals_are_those_of_the_rows),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(a_part_is_not_the_whole),
        cmocka_unit_test(files_that_cannot_be_read_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
