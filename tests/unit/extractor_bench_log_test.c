/* The log reader through its public header: pieces, long lines, many packages, errors. What it
 * makes of real logs is in tests/golden/extract. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "benchline/extractor.h"
#include "benchline/path.h"

#define HEADER "goos: linux\ngoarch: amd64\npkg: example.com/shop/cart\ncpu: Example CPU\n"
#define TRAILER "PASS\nok  \texample.com/shop/cart\t1.500s\n"
#define RESULT(name) name "   \t     100\t        13.58 ns/op\t       8 B/op\t       1 allocs/op\n"

typedef struct Log {
    Results results;
    BlDiags diags;
    bool is_log;
} Log;

static void read_pieces(Log *log, BlStr text, size_t size)
{
    *log = (Log){0};
    results_init(&log->results, "log");
    log->results.id = "00000000000000000000000000000000"; /* else another one each time */
    Extractor *extractor = extract_begin(&log->results, "test.log", &log->diags);
    for (size_t at = 0; at < text.len; at += size)
        extract_feed(extractor, text.ptr + at, text.len - at < size ? text.len - at : size);
    log->is_log = extract_finish(extractor);
}

static void read_log(Log *log, const char *text)
{
    read_pieces(log, bl_cstr(text), SIZE_MAX / 2);
}

static void free_log(Log *log)
{
    results_free(&log->results);
    bl_diag_free(&log->diags);
}

static const ResultPackage *package_of(const Log *log, size_t index)
{
    assert_true(index < log->results.projects.items[0].packages.count);
    return &log->results.projects.items[0].packages.items[index];
}

/* Everything that came of it, as text. */
static char *outcome_of(const Log *log)
{
    char *text = NULL;
    size_t length = 0;
    FILE *memory = open_memstream(&text, &length);
    Results results = log->results;
    results.id = "00000000000000000000000000000000"; /* it is random */
    assert_int_equal(results_write_json(&results, memory), 0);
    bl_diag_print(&log->diags, false, memory);
    fclose(memory);
    return text;
}

/* The diagnostics, as they are printed. */
static void expect_diags(const Log *log, const char *wanted)
{
    BlBuf text = {0};
    for (size_t i = 0; i < log->diags.list.count; i++)
        bl_diag_format(&log->diags.list.items[i], false, &text);
    assert_string_equal(bl_buf_view(&text).ptr, wanted);
    bl_buf_free(&text);
}

static ResultPackageStatus status_of(const Log *log, size_t index)
{
    return package_of(log, index)->status;
}

/* ---- reading -------------------------------------------------------------------------------- */

static void a_log_becomes_rows(void **state)
{
    (void)state;
    Log log;
    read_log(&log, HEADER RESULT("BenchmarkSum-8") RESULT("BenchmarkSub/a-8") TRAILER);
    assert_true(log.is_log);
    expect_diags(&log, "");
    assert_string_equal(log.results.environment.goos, "linux");
    assert_string_equal(log.results.environment.cpu, "Example CPU");
    assert_string_equal(log.results.projects.items[0].name, "test.log");
    const ResultPackage *package = package_of(&log, 0);
    assert_string_equal(package->import_path, "example.com/shop/cart");
    assert_true(package->run_seconds == 1.5);
    assert_int_equal(package->benchmarks.count, 2);
    const ResultBenchmark *row = &package->benchmarks.items[1];
    assert_string_equal(row->name, "BenchmarkSub/a");
    assert_int_equal(row->procs, 8);
    assert_int_equal(row->iterations, 100);
    assert_true(row->ns_per_op == 13.58 && row->bytes_per_op == 8 && row->allocs_per_op == 1);
    assert_null(row->test);
    free_log(&log);
}

static void a_run_without_its_end_was_cut_off(void **state)
{
    (void)state;
    static const char price[] = "pkg: example.com/shop/price\n" RESULT("BenchmarkSum-8");
    static const struct {
        const char *first, *second;
        ResultPackageStatus of_first, of_second;
    } rows[] = {
        /* One end in a log tells that runs have one. */
        {"PASS\n", "", RESULT_PACKAGE_OK, RESULT_PACKAGE_RUN_FAILED},
        {"", "PASS\n", RESULT_PACKAGE_RUN_FAILED, RESULT_PACKAGE_OK},
        {"", "ok  \texample.com/shop/price\t1.5s\n", RESULT_PACKAGE_RUN_FAILED, RESULT_PACKAGE_OK},
        {"", "", RESULT_PACKAGE_OK, RESULT_PACKAGE_OK}, /* picked out of a log */
        {"panic: why\n\ngoroutine 1 [running]:\n", "", RESULT_PACKAGE_RUN_FAILED,
         RESULT_PACKAGE_RUN_FAILED}, /* that is an end as well */
    };
    BlBuf text = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Log log;
        bl_buf_clear(&text);
        bl_buf_printf(&text, "%s%s%s%s", HEADER RESULT("BenchmarkSum-8"), rows[i].first, price,
                      rows[i].second);
        read_log(&log, text.data);
        assert_int_equal(status_of(&log, 0), rows[i].of_first);
        assert_int_equal(status_of(&log, 1), rows[i].of_second);
        assert_int_equal(package_of(&log, 1)->benchmarks.count, 1);
        free_log(&log);
    }
    bl_buf_free(&text);
}

static const char interleaved[] =
    "{\"Action\":\"start\",\"Package\":\"a\"}\n"
    "{\"Action\":\"start\",\"Package\":\"b\"}\n"
    "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"BenchmarkX\\nBenchmarkX-8 \\t\"}\n"
    "{\"Action\":\"output\",\"Package\":\"b\",\"Output\":\"BenchmarkX\\nBench\"}\n"
    "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"     1\"}\n"
    "{\"Action\":\"output\",\"Package\":\"b\",\"Output\":\"markX-8 \\t     200\\t 2 ns/op\\n\"}\n"
    "{\"Action\":\"output\",\"Package\":\"a\",\"Output\":\"00\\t 1 ns/op\\n\"}\n"
    "{\"Action\":\"pass\",\"Package\":\"b\",\"Elapsed\":2}\n"
    "{\"Action\":\"fail\",\"Package\":\"a\",\"Elapsed\":1}\n";

static void packages_do_not_mix(void **state)
{
    (void)state;
    Log log;
    read_log(&log, interleaved);
    assert_string_equal(package_of(&log, 0)->import_path, "a");
    assert_string_equal(package_of(&log, 1)->import_path, "b");
    assert_true(package_of(&log, 0)->benchmarks.items[0].ns_per_op == 1);
    assert_true(package_of(&log, 1)->benchmarks.items[0].ns_per_op == 2);
    assert_true(package_of(&log, 0)->run_seconds == 1);
    assert_int_equal(package_of(&log, 0)->status, RESULT_PACKAGE_RUN_FAILED);
    assert_int_equal(package_of(&log, 1)->status, RESULT_PACKAGE_OK);
    free_log(&log);
}

static void pieces_may_end_anywhere(void **state)
{
    (void)state;
    static const char *const texts[] = {
        interleaved,
        "\xEF\xBB\xBF" HEADER RESULT(
            "BenchmarkSum-8") "BenchmarkPrints-8   \tprinted\n"
                              "     100\t 1 ns/op\n--- FAIL: BenchmarkBad\n    x_test.go:3: "
                              "\033[31mwhy\033[0m\nFAIL\n"
                              "exit status "
                              "1\nFAIL\texample.com/shop/cart\t0.1s\r\nBenchmarkNoUnit-8  \t     "
                              "100\t 13\n",
        "no log at all\n",
        "",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Log whole;
        read_log(&whole, texts[i]);
        char *wanted = outcome_of(&whole);
        for (size_t size = 1; size < 80; size++) {
            Log log;
            read_pieces(&log, bl_cstr(texts[i]), size);
            char *got = outcome_of(&log);
            assert_string_equal(got, wanted);
            assert_int_equal(log.is_log, whole.is_log);
            free(got);
            free_log(&log);
        }
        free(wanted);
        free_log(&whole);
    }
}

static void several_logs_are_several_projects(void **state)
{
    (void)state;
    Results results;
    BlDiags diags = {0};
    results_init(&results, "log");
    for (int i = 0; i < 3; i++) {
        Extractor *extractor = extract_begin(&results, i == 1 ? "tuesday" : "monday", &diags);
        extract_feed(extractor, HEADER RESULT("BenchmarkSum-8") TRAILER,
                     sizeof(HEADER RESULT("BenchmarkSum-8") TRAILER) - 1);
        assert_true(extract_finish(extractor));
    }
    assert_int_equal(results.projects.count, 3);
    assert_string_equal(results.projects.items[1].name, "tuesday");
    assert_int_equal(results_totals(&results).benchmarks, 3);
    assert_int_equal(diags.list.count, 0);
    results_free(&results);
    bl_diag_free(&diags);
}

static void thousands_of_packages_are_kept_apart(void **state)
{
    (void)state;
    enum { PACKAGES = 3000 };
    BlBuf text = {0};
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < PACKAGES; i++)
            bl_buf_printf(&text, "{\"Action\":\"output\",\"Package\":\"p/%d\",\"Output\":\"%s\"}\n",
                          i,
                          round == 0   ? "BenchmarkX\\n"
                          : round == 1 ? "BenchmarkX-4 \\t"
                                       : "     100\\t 5 ns/op\\n");
    for (int i = 0; i < PACKAGES; i++)
        bl_buf_printf(&text, "{\"Action\":\"pass\",\"Package\":\"p/%d\"}\n", i);
    Log log;
    read_pieces(&log, bl_buf_view(&text), 1000);
    assert_int_equal(log.results.projects.items[0].packages.count, PACKAGES);
    for (size_t i = 0; i < PACKAGES; i++) {
        assert_int_equal(package_of(&log, i)->benchmarks.count, 1);
        assert_int_equal(package_of(&log, i)->benchmarks.items[0].procs, 4);
    }
    free_log(&log);
    bl_buf_free(&text);
}

/* A benchmark that prints megabytes on the line that Go began for it. */
static void numbers_behind_a_long_print_are_found(void **state)
{
    (void)state;
    BlBuf text = {0};
    bl_buf_puts(&text, HEADER "BenchmarkPrints-8   \t");
    for (int i = 0; i < 3 * EXTRACT_LINE_MAX / 8; i++)
        bl_buf_puts(&text, "printed ");
    bl_buf_puts(&text, "     100\t        13.58 ns/op\n" RESULT("BenchmarkSum-8") TRAILER);
    Log log;
    read_pieces(&log, bl_buf_view(&text), 5000);
    assert_int_equal(package_of(&log, 0)->benchmarks.count, 2);
    const ResultBenchmark *row = &package_of(&log, 0)->benchmarks.items[0];
    assert_string_equal(row->name, "BenchmarkPrints");
    assert_int_equal(row->iterations, 100);
    assert_true(row->ns_per_op == 13.58);
    expect_diags(&log,
                 "test.log:5:1: warning: this line is longer than 1048576 bytes; 2162688 bytes "
                 "of its middle were not read\n"
                 "    BenchmarkPrints-8   \tprinted printed printed printed printed...\n"
                 "    ^\n");
    free_log(&log);
    bl_buf_free(&text);
}

/* ---- for a sink ------------------------------------------------------------------------------ */

/* What a sink is told, as text. */
static void write_row(void *context, const ResultPackage *package, const ResultBenchmark *row)
{
    bl_buf_printf(context, "%s %s@%d %s %g\n", package->import_path, row->name, (int)row->procs,
                  result_status_name(row->status), row->ns_per_op);
}

static void write_run(void *context, const ResultPackage *package)
{
    bl_buf_printf(context, "%s: a run\n", package->import_path);
}

static void write_package(void *context, const ResultPackage *package, size_t rows)
{
    bl_buf_printf(context, "%s: %s, %d rows: %s\n", package->import_path,
                  result_package_status_name(package->status), (int)rows,
                  package->reason ? package->reason : "");
}

static void rows_are_handed_over_when_their_run_ends(void **state)
{
    (void)state;
    static const char *const parts[][2] = {
        {HEADER RESULT("BenchmarkSum-8") RESULT("BenchmarkSub/a-8"), ""},
        {TRAILER, "example.com/shop/cart BenchmarkSum@8 ok 13.58\n"
                  "example.com/shop/cart BenchmarkSub/a@8 ok 13.58\n"
                  "example.com/shop/cart: a run\n"},
        {"pkg: b\n" RESULT("BenchmarkSum-8") "BenchmarkBad-8  \tpanic: why\n", ""},
        {"FAIL\tb\t1.5s\n", "b BenchmarkSum@8 ok 13.58\n"
                            "b BenchmarkBad@8 panicked nan\n"
                            "b: run-failed, 2 rows: BenchmarkBad: panic: why\n"
                            "b: a run\n"},
        {"FAIL\tc [build failed]\n", "c: a run\n"},
        {"# c\nc.go:3:5: why\nok  \tb\t0.5s\n", "b: a run\n"},
    };
    Results results;
    BlDiags diags = {0};
    BlBuf text = {0};
    ExtractSink sink = {write_row, write_run, write_package, &text};
    results_init(&results, "log");
    Extractor *extractor = extract_begin_to(&results, "test.log", &sink, &diags);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        bl_buf_clear(&text);
        extract_feed(extractor, parts[i][0], strlen(parts[i][0]));
        assert_string_equal(bl_buf_view(&text).ptr, parts[i][1]);
    }
    bl_buf_clear(&text);
    assert_true(extract_finish(extractor));
    assert_string_equal(text.data, "example.com/shop/cart: ok, 2 rows: \n"
                                   "c: build-failed, 0 rows: c.go:3:5: why\n");
    assert_int_equal(results.projects.items[0].packages.count, 3);
    assert_int_equal(results_totals(&results).benchmarks, 0);
    assert_string_equal(results.environment.goos, "linux");
    bl_buf_free(&text);
    results_free(&results);
    bl_diag_free(&diags);
}

/* ---- problems ------------------------------------------------------------------------------- */

static void a_malformed_result_is_shown_with_its_place(void **state)
{
    (void)state;
    Log log;
    read_log(&log,
             HEADER "BenchmarkBad-8   \t     100\t 1x3 ns/op\n" RESULT("BenchmarkSum-8") TRAILER);
    assert_true(log.is_log);
    assert_int_equal(log.diags.errors, 1);
    assert_int_equal(package_of(&log, 0)->benchmarks.count, 1);
    expect_diags(&log, "test.log:5:29: error: BenchmarkBad-8: this is not a number\n"
                       "    BenchmarkBad-8   \t     100\t 1x3 ns/op\n"
                       "                     \t        \t ^\n");
    free_log(&log);
}

static void problems_are_not_reported_without_end(void **state)
{
    (void)state;
    BlBuf text = {0};
    bl_buf_puts(&text, HEADER);
    for (int i = 0; i < 5000; i++)
        bl_buf_puts(&text, "BenchmarkBad-8   \t     100\t 1x3 ns/op\n");
    Log log;
    read_pieces(&log, bl_buf_view(&text), 4096);
    assert_int_equal(log.diags.list.count, 1001);
    assert_string_equal(log.diags.list.items[1000].message, "4000 more problems not shown");
    free_log(&log);
    bl_buf_free(&text);
}

static void what_is_no_log_is_an_error(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "\n",
                                        "hello\n",
                                        "PASS\n",
                                        "FAIL\n",
                                        "{\"a\":1}\n",
                                        "panic: no test\n\ngoroutine 1 [running]:\n",
                                        "BenchmarkX   \tis a name in a table\n",
                                        "ok then\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        Log log;
        read_log(&log, texts[i]);
        if (log.is_log || log.diags.errors != 1 || log.results.projects.items[0].packages.count)
            fail_msg("'%s' is taken for a log", texts[i]);
        free_log(&log);
    }
}

/* ---- files ---------------------------------------------------------------------------------- */

static void files_are_read(void **state)
{
    (void)state;
    BlArena arena = {0};
    Results results;
    BlDiags diags = {0};
    results_init(&results, "log");
    char *dir = bl_dir_temp(&arena, "extractor_bench_log_test");
    char *path = bl_path_join(&arena, dir, "x.log");
    assert_int_equal(bl_file_write(path, bl_cstr(HEADER RESULT("BenchmarkSum-8") TRAILER)), 0);
    assert_true(extract_file(&results, path, &diags));
    assert_int_equal(diags.list.count, 0);
    assert_string_equal(results.projects.items[0].name, path);

    assert_false(extract_file(&results, dir, &diags));
    assert_false(extract_file(&results, bl_path_join(&arena, dir, "missing"), &diags));
    assert_int_equal(diags.errors, 2);
    assert_string_equal(diags.list.items[0].message, "cannot be read: Is a directory");
    assert_string_equal(diags.list.items[1].message, "cannot be opened: No such file or directory");
    assert_int_equal(results.projects.count, 1);

    assert_int_equal(bl_file_write(path, bl_cstr("")), 0);
    assert_false(extract_file(&results, path, &diags));
    assert_int_equal(diags.errors, 3);
    assert_int_equal(bl_dir_remove(dir), 0);
    results_free(&results);
    bl_diag_free(&diags);
    bl_arena_free(&arena);
}

static void standard_input_is_a_log_too(void **state)
{
    (void)state;
    Results results;
    BlDiags diags = {0};
    int ends[2], saved = dup(STDIN_FILENO);
    const char text[] = HEADER RESULT("BenchmarkSum-8") TRAILER;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], text, sizeof text - 1), (int)sizeof text - 1);
    close(ends[1]);
    assert_true(dup2(ends[0], STDIN_FILENO) >= 0);
    results_init(&results, "log");
    assert_true(extract_file(&results, "-", &diags));
    assert_string_equal(results.projects.items[0].name, "<stdin>");
    assert_int_equal(results_totals(&results).benchmarks, 1);
    dup2(saved, STDIN_FILENO);
    close(saved);
    close(ends[0]);
    results_free(&results);
    bl_diag_free(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_log_becomes_rows),
        cmocka_unit_test(a_run_without_its_end_was_cut_off),
        cmocka_unit_test(packages_do_not_mix),
        cmocka_unit_test(pieces_may_end_anywhere),
        cmocka_unit_test(several_logs_are_several_projects),
        cmocka_unit_test(thousands_of_packages_are_kept_apart),
        cmocka_unit_test(numbers_behind_a_long_print_are_found),
        cmocka_unit_test(rows_are_handed_over_when_their_run_ends),
        cmocka_unit_test(a_malformed_result_is_shown_with_its_place),
        cmocka_unit_test(problems_are_not_reported_without_end),
        cmocka_unit_test(what_is_no_log_is_an_error),
        cmocka_unit_test(files_are_read),
        cmocka_unit_test(standard_input_is_a_log_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
