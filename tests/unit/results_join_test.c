/* Parts of a run joined to one: order, what they have in common, and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/results.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static void begin(Results *results, char digit)
{
    static char ids[3][RESULTS_ID_LENGTH + 1];
    static int next;
    results_init(results, "run");
    char *id = ids[next++ % 3];
    memset(id, digit, RESULTS_ID_LENGTH);
    results->id = id;
    results->environment = (ResultEnvironment){
        "go1.26.0", "linux", "amd64", "a processor", "Linux 6", 2, "2026-11-22T10:00:00Z"};
    results->iterations = 10;
    results->count = 1;
    bl_vec_push(&results->cpu, 1);
    results->wall_seconds = 2;
}

static ResultPackage *add(Results *results, const char *project, const char *module,
                          const char *import_path, const char *dir)
{
    ResultProject *row = NULL;
    for (size_t i = 0; i < results->projects.count; i++)
        if (strcmp(results->projects.items[i].name, project) == 0)
            row = &results->projects.items[i];
    if (!row)
        row = results_add_project(results, project, "pool");
    ResultPackage *package = results_add_package(results, row, import_path);
    package->module = module;
    package->dir = dir;
    ResultBenchmark *benchmark = results_add_benchmark(results, package, "BenchmarkX");
    bl_vec_push(&benchmark->samples, (ResultSample){.operations = 1, .allocs = 1});
    return package;
}

/* "project: folder folder; project: ..." */
static void assert_order(const Results *results, const char *expected)
{
    BlBuf text = {0};
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        bl_buf_printf(&text, "%s%s:", i ? "; " : "", project->name);
        for (size_t j = 0; j < project->packages.count; j++)
            bl_buf_printf(&text, " %s", project->packages.items[j].dir);
    }
    assert_string_equal(bl_buf_view(&text).ptr, expected);
    bl_buf_free(&text);
}

/* Joins two, and frees them. */
static void assert_refused(Results *a, Results *b, const char *message)
{
    Results joined;
    BlDiags diags = {0};
    ResultPart parts[] = {{a, "a.json"}, {b, "b.json"}};
    assert_false(results_join(&joined, parts, 2, &diags));
    assert_int_equal(diags.list.count, 1);
    assert_string_equal(diags.list.items[0].file, "b.json");
    assert_string_equal(diags.list.items[0].message, message);
    assert_int_equal(joined.projects.count, 0);
    results_free(&joined);
    results_free(a);
    results_free(b);
    bl_diag_free(&diags);
}

static void assert_joined(Results *joined, Results *a, Results *b)
{
    BlDiags diags = {0};
    ResultPart parts[] = {{a, "a.json"}, {b, "b.json"}};
    bool able = results_join(joined, parts, 2, &diags);
    bl_diag_print(&diags, false, stdout);
    assert_true(able);
    bl_diag_free(&diags);
}

static void free_three(Results *joined, Results *a, Results *b)
{
    results_free(joined);
    results_free(a);
    results_free(b);
}

/* ---- tests ----------------------------------------------------------------------------------- */

static void rows_stand_as_they_were_found(void **state)
{
    (void)state;
    Results a, b, joined;
    begin(&a, '1');
    begin(&b, '2');
    add(&a, "shop", "m", "m/b", "pool/shop/b");
    add(&a, "shop", "m", "m/a/x", "pool/shop/a/x");
    add(&a, "book", "k", "k", "pool/book");
    add(&b, "shop", "m", "m", "pool/shop");
    add(&b, "shop", "other", "other/z", "pool/shop/a/mod/z");
    add(&b, "shop", "other", "other", "pool/shop/a/mod");
    add(&b, "shop", "m", "m/a-b", "pool/shop/a-b");
    add(&b, "shop", NULL, "loose", "pool/shop/zzz");
    add(&b, "zoo", "std", "net/http", "pool/zoo/net/http");
    assert_joined(&joined, &a, &b);
    /* Of no module; the module m; the one in it. */
    assert_order(&joined, "book: pool/book; shop: pool/shop/zzz pool/shop pool/shop/a/x "
                          "pool/shop/a-b pool/shop/b pool/shop/a/mod pool/shop/a/mod/z; "
                          "zoo: pool/zoo/net/http");
    assert_int_equal(joined.projects.items[1].packages.items[0].benchmarks.items[0].samples.count,
                     1);
    assert_int_equal(results_totals(&a).packages, 0); /* they were moved */
    free_three(&joined, &a, &b);
}

/* `run .` in a folder of the module: there are folders whose module's is not known. */
static void from_within_a_module(void **state)
{
    (void)state;
    Results a, b, joined;
    begin(&a, '1');
    begin(&b, '2');
    add(&a, "shop", "m", "m/sub/b", "b");
    add(&a, "shop", "n", "n/x", "a/x");
    add(&b, "shop", "m", "m/sub", ".");
    add(&b, "shop", "n", "n", "a");
    assert_joined(&joined, &a, &b);
    assert_order(&joined, "shop: . b a a/x");
    free_three(&joined, &a, &b);
}

static void an_unknown_beginning_is_not_the_earliest(void **state)
{
    (void)state;
    Results a, b, joined;
    begin(&a, '5');
    begin(&b, '3');
    a.environment.started = NULL;
    b.environment.started = "2026-11-22T09:59:59Z";
    add(&a, "shop", "m", "m", "shop");
    assert_joined(&joined, &a, &b);
    assert_string_equal(joined.environment.started, "2026-11-22T09:59:59Z");
    free_three(&joined, &a, &b);
    begin(&a, '5');
    begin(&b, '3');
    b.environment.started = NULL;
    add(&a, "shop", "m", "m", "shop");
    assert_joined(&joined, &a, &b);
    assert_non_null(joined.environment.started);
    free_three(&joined, &a, &b);
}

static void what_they_have_in_common(void **state)
{
    (void)state;
    Results a, b, joined;
    begin(&a, '5');
    begin(&b, '3');
    a.label = "nightly";
    b.label = "nightly";
    b.environment.started = "2026-11-22T09:59:59Z";
    b.environment.cpu = "another";
    b.environment.cores = 4;
    b.wall_seconds = 3;
    b.finished = false;
    add(&a, "shop", "m", "m", "shop");
    assert_joined(&joined, &a, &b);
    assert_string_equal(joined.id, "66666666666666666666666666666666");
    assert_string_equal(joined.label, "nightly");
    assert_string_equal(joined.environment.started, "2026-11-22T09:59:59Z");
    assert_null(joined.environment.cpu);
    assert_string_equal(joined.environment.kernel, "Linux 6");
    assert_int_equal(joined.environment.cores, 0);
    assert_true(joined.wall_seconds > 4.9 && joined.wall_seconds < 5.1);
    assert_false(joined.finished);
    assert_int_equal(joined.iterations, 10);
    assert_int_equal(joined.cpu.count, 1);
    free_three(&joined, &a, &b);
}

static void one_part_is_itself(void **state)
{
    (void)state;
    Results a, joined;
    BlDiags diags = {0};
    begin(&a, 'e');
    add(&a, "shop", "m", "m", "shop");
    ResultPart part = {&a, "a.json"};
    assert_true(results_join(&joined, &part, 1, &diags));
    assert_string_equal(joined.id, a.id);
    assert_order(&joined, "shop: shop");
    results_free(&joined);
    results_free(&a);
}

static void two(Results *a, Results *b)
{
    begin(a, '1');
    begin(b, '2');
    add(a, "shop", "m", "m/a", "shop/a");
    add(b, "shop", "m", "m/b", "shop/b");
}

static void different_runs_are_refused(void **state)
{
    (void)state;
    Results a, b;
    two(&a, &b);
    b.environment.go_version = "go1.25.1";
    assert_refused(&a, &b,
                   "it cannot be joined with a.json: its Go is go1.25.1, and that one's go1.26.0");
    two(&a, &b);
    b.tool_version = "9.9.9";
    a.tool_version = "9.9.8";
    assert_refused(&a, &b,
                   "it cannot be joined with a.json: its benchline is 9.9.9, and that one's 9.9.8");
    two(&a, &b);
    b.environment.goarch = NULL;
    assert_refused(
        &a, &b, "it cannot be joined with a.json: its processor is unknown, and that one's amd64");
    two(&a, &b);
    b.environment.goos = "darwin";
    assert_refused(&a, &b,
                   "it cannot be joined with a.json: its system is darwin, and that one's linux");
    two(&a, &b);
    a.source = "log";
    assert_refused(&a, &b,
                   "it cannot be joined with a.json: its source is run, and that one's log");
    two(&a, &b);
    b.iterations = 3;
    assert_refused(
        &a, &b,
        "it cannot be joined with a.json: its number of iterations is 3, and that one's 10");
    two(&a, &b);
    b.benchtime = "1s";
    assert_refused(
        &a, &b, "it cannot be joined with a.json: its --benchtime is 1s, and that one's unknown");
    two(&a, &b);
    bl_vec_push(&b.cpu, 4);
    assert_refused(&a, &b, "it cannot be joined with a.json: its --cpu is 1,4, and that one's 1");
    two(&a, &b);
    b.count = 5;
    assert_refused(&a, &b,
                   "it cannot be joined with a.json: its number of rounds is 5, and that one's 1");
}

static void a_package_twice_is_refused(void **state)
{
    (void)state;
    static const char message[] =
        "it cannot be joined with a.json: both have the package m/a of the project shop";
    Results a, b, joined;
    two(&a, &b);
    add(&b, "shop", "m", "m/a", "shop/a");
    assert_refused(&a, &b, message);
    two(&a, &b);
    add(&b, "shop", "m", "m/a", "/elsewhere/shop/a")->status = RESULT_PACKAGE_BUILD_FAILED;
    assert_refused(&a, &b, message);
    /* Another project, or another module, is another package. */
    two(&a, &b);
    add(&b, "book", "m", "m/a", "book/a");
    add(&b, "shop", "n", "m/a", "shop/n/a");
    assert_joined(&joined, &a, &b);
    free_three(&joined, &a, &b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_stand_as_they_were_found),
        cmocka_unit_test(from_within_a_module),
        cmocka_unit_test(an_unknown_beginning_is_not_the_earliest),
        cmocka_unit_test(what_they_have_in_common),
        cmocka_unit_test(one_part_is_itself),
        cmocka_unit_test(different_runs_are_refused),
        cmocka_unit_test(a_package_twice_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
