/* The store: what goes in comes out, twice is once, and what cannot be used is refused unharmed. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "benchline/path.h"
#include "benchline/store.h"
#include "results/fields.h"
#include "store/parts.h"

/* ---- helpers --------------------------------------------------------------------------------- */

static BlArena arena;
static const char *folder;

static int make_folder(void **state)
{
    (void)state;
    folder = bl_dir_temp(&arena, "store-test-");
    return folder ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    int error = bl_dir_remove(folder);
    bl_arena_free(&arena);
    return error;
}

/* A path that nothing is at. */
static const char *fresh_path(void)
{
    static int count;
    return bl_arena_printf(&arena, "%s/%d.db", folder, ++count);
}

static Store *opened(const char *path, StoreUse use)
{
    static BlDiags diags;
    Store *store = store_open(path, use, &diags);
    bl_diag_print(&diags, false, stdout);
    assert_non_null(store);
    return store;
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

static void add_benchmark(Results *results, ResultPackage *package, const char *name)
{
    ResultBenchmark *row = results_add_benchmark(results, package, name);
    row->test = "TestX";
    row->kind = RESULT_KIND_TEST;
    row->file = "x_test.go";
    row->line = 3;
    row->column = 6;
    row->engine = RESULT_BY_HARNESS;
    row->procs = 1;
    bl_vec_push(&row->samples, (ResultSample){1, 12.5, 8, 0, 1});
    bl_vec_push(&row->samples, (ResultSample){3, 1.0 / 3, RESULT_UNKNOWN, 9007199254740994.0, 2});
    results_summarise(row);
    row->processes = 2;
    row->inline_reason = "a subtest is parallel";
    bl_vec_push(&row->notes, "left 2 goroutines behind");
    bl_vec_push(&row->notes, "caf\xE9");
    row->check = (ResultCheck){RESULT_BY_SOURCE, RESULT_FROM_ORIGINAL, RESULT_FAILED, "why", 16, 1};
    bl_vec_push(&row->metrics, (ResultMetric){"MB/s", 1.5});
    bl_vec_push(&row->metrics, (ResultMetric){"minus nothing", -0.0});
    bl_vec_push(&row->metrics, (ResultMetric){"\xFF", 3});
    bl_vec_push(&row->metrics, (ResultMetric){"\xFE", 4}); /* the same, once it is UTF-8 */
    bl_vec_push(&row->metrics, (ResultMetric){"up", HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"down", -HUGE_VAL});
    bl_vec_push(&row->metrics, (ResultMetric){"what", RESULT_UNKNOWN});
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
    bl_vec_push(&results->cpu, 4);
    bl_vec_push(&results->cpu, 1);
    results->wall_seconds = 1.25;
    results->label = "before";
    results->tool_version = "9.8.7";
    ResultProject *project = results_add_project(results, "shop", "pool/shop");
    ResultPackage *package = results_add_package(results, project, "example.com/shop");
    package->dir = "pool/shop";
    package->module = "example.com/shop";
    package->fallback = "why not";
    package->note = "how it was built";
    package->build_seconds = 0.1;
    package->run_seconds = 2;
    add_benchmark(results, package, "BenchmarkX");
    ResultBenchmark *row = results_add_benchmark(results, package, "BenchmarkX"); /* once more */
    row->status = RESULT_FAILED;
    row->reason = "caf\xE9 \x01 \xE4\xB8\x96";
    row->iterations = UINT64_MAX;
    results_add_package(results, project, "example.com/none")->status = RESULT_PACKAGE_NO_TESTS;
    results_add_project(results, "empty", NULL);
}

static void expect_in(Store *store, StoreId run, const Results *results)
{
    Results loaded;
    assert_true(store_load_run(store, run, &loaded));
    char *text = written(results), *again = written(&loaded);
    assert_string_equal(text, again);
    free(text);
    free(again);
    results_free(&loaded);
}

/* What one question answers. */
static long long ask(const char *path, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    long long answer = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return answer;
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db;
    char *error = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK)
        fail_msg("%s", error);
    sqlite3_close(db);
}

/* The only error of a list says `wanted`; the list is emptied. */
static void expect_error(BlDiags *diags, const char *wanted)
{
    assert_int_equal(diags->list.count, 1);
    if (!strstr(diags->list.items[0].message, wanted))
        fail_msg("expected '%s' in '%s'", wanted, diags->list.items[0].message);
    bl_diag_free(diags);
}

/* It is refused with that error, and not a byte of it is changed, nor anything put beside it. */
static void expect_refused(const char *path, StoreUse use, const char *wanted)
{
    BlDiags diags = {0};
    BlBuf before = {0}, after = {0};
    assert_int_equal(bl_file_read(path, SIZE_MAX / 2, &before), 0);
    assert_null(store_open(path, use, &diags));
    assert_int_equal(bl_file_read(path, SIZE_MAX / 2, &after), 0);
    assert_true(bl_str_eq(bl_buf_view(&before), bl_buf_view(&after)));
    assert_int_not_equal(access(bl_arena_printf(&arena, "%s-wal", path), F_OK), 0);
    expect_error(&diags, wanted);
    bl_buf_free(&before);
    bl_buf_free(&after);
}

/* ---- in and out ------------------------------------------------------------------------------ */

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    const char *path = fresh_path();
    Results results, other;
    StoreId run, second;
    bool added;
    fill(&results);
    fill(&other);
    other.source = "log";
    other.environment.started = NULL;
    other.label = NULL;
    Store *store = opened(path, STORE_CREATE);
    assert_true(store_import(store, &results, &run, &added));
    assert_true(added);
    assert_true(store_import(store, &other, &second, &added));
    assert_true(added);
    expect_in(store, run, &results);
    expect_in(store, second, &other);
    assert_true(store_check(store));
    store_close(store);
    store = opened(path, STORE_READ);
    expect_in(store, run, &results);
    store_close(store);
    /* Both ran at the same place. */
    assert_int_equal(ask(path, "SELECT count(*) FROM environments"), 1);
    results_free(&results);
    results_free(&other);
}

/* By way of a second store: the same bytes. */
static void a_copy_of_a_copy_is_the_same(void **state)
{
    (void)state;
    Results results, loaded;
    StoreId run;
    bool added;
    fill(&results);
    Store *first = opened(fresh_path(), STORE_CREATE), *second = opened(fresh_path(), STORE_CREATE);
    assert_true(store_import(first, &results, &run, NULL));
    assert_true(store_load_run(first, run, &loaded));
    assert_true(store_import(second, &loaded, &run, NULL));
    expect_in(second, run, &results);
    assert_true(store_import(first, &loaded, &run, &added));
    assert_false(added);
    store_close(first);
    store_close(second);
    results_free(&results);
    results_free(&loaded);
}

static void the_same_run_is_there_once(void **state)
{
    (void)state;
    const char *path = fresh_path();
    Results results;
    StoreId first, second;
    bool added;
    fill(&results);
    Store *store = opened(path, STORE_CREATE);
    assert_true(store_import(store, &results, &first, NULL));
    assert_true(store_import(store, &results, &second, &added));
    assert_false(added);
    assert_int_equal(first, second);
    store_close(store);
    assert_int_equal(ask(path, "SELECT count(*) FROM runs"), 1);
    assert_int_equal(ask(path, "SELECT count(*) FROM benchmarks"), 2);
    results_free(&results);
}

static void a_deleted_run_leaves_nothing(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results;
    StoreId run;
    fill(&results);
    Store *store = store_open(path, STORE_CREATE, &diags);
    assert_true(store_import(store, &results, &run, NULL));
    assert_true(store_delete_run(store, run));
    assert_false(store_delete_run(store, run));
    expect_error(&diags, "there is no run 1");
    assert_true(store_import(store, &results, &run, NULL));
    assert_int_equal(run, 2); /* numbers are not given again */
    assert_true(store_delete_run(store, run));
    store_close(store);
    static const char *const tables[] = {"runs",    "projects", "packages", "benchmarks",
                                         "samples", "metrics",  "notes",    "run_cpu"};
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        assert_int_equal(ask(path, bl_arena_printf(&arena, "SELECT count(*) FROM %s", tables[i])),
                         0);
    results_free(&results);
}

/* ---- piece by piece -------------------------------------------------------------------------- */

static void a_run_grows_piece_by_piece(void **state)
{
    (void)state;
    const char *path = fresh_path();
    Results results, loaded;
    StoreId run, project, package, again;
    bool added;
    fill(&results);
    results.wall_seconds = RESULT_UNKNOWN;
    ResultPackage *head = &results.projects.items[0].packages.items[0];
    Store *store = opened(path, STORE_CREATE);
    assert_true(store_begin_run(store, &results, &run));
    assert_true(store_put_project(store, run, 0, &results.projects.items[0], &project));
    head->status = RESULT_PACKAGE_RUN_FAILED;
    head->reason = "not yet known";
    assert_true(store_put_package(store, project, 0, head, &package));
    assert_true(store_put_benchmark(store, package, 1, &head->benchmarks.items[1], &added));
    assert_true(added);
    store_close(store); /* as if the process had ended here */

    store = opened(path, STORE_CHANGE);
    assert_true(store_load_run(store, run, &loaded));
    assert_false(loaded.finished);
    assert_int_equal(loaded.projects.items[0].packages.items[0].benchmarks.count, 1);
    results_free(&loaded);
    assert_true(store_put_benchmark(store, package, 0, &head->benchmarks.items[0], &added));
    assert_true(added);
    assert_true(store_put_benchmark(store, package, 1, &head->benchmarks.items[1], &added));
    assert_false(added); /* it was there, and is there once */
    head->status = RESULT_PACKAGE_OK;
    head->reason = NULL;
    assert_true(store_put_package(store, project, 0, head, &again));
    assert_int_equal(package, again);
    assert_true(
        store_put_package(store, project, 1, &results.projects.items[0].packages.items[1], &again));
    assert_true(store_put_project(store, run, 1, &results.projects.items[1], &again));
    results.wall_seconds = 7;
    assert_true(store_finish_run(store, run, &results));
    expect_in(store, run, &results);
    store_close(store);
    results_free(&results);
}

static void a_finished_run_replaces_an_unfinished_one(void **state)
{
    (void)state;
    Results results;
    StoreId run;
    bool added;
    fill(&results);
    Store *store = opened(fresh_path(), STORE_CREATE);
    assert_true(store_begin_run(store, &results, &run));
    assert_true(store_import(store, &results, &run, &added));
    assert_true(added);
    expect_in(store, run, &results);
    results.finished = false;
    assert_true(store_import(store, &results, &run, &added));
    assert_false(added);
    store_close(store);
    results_free(&results);
}

static void a_row_below_nothing_is_refused(void **state)
{
    (void)state;
    BlDiags diags = {0};
    Results results;
    StoreId run, project;
    fill(&results);
    Store *store = store_open(fresh_path(), STORE_CREATE, &diags);
    assert_false(store_put_project(store, 7, 0, &results.projects.items[0], &project));
    expect_error(&diags, "FOREIGN KEY");
    assert_true(store_begin_run(store, &results, &run));
    assert_false(store_begin_run(store, &results, &run));
    expect_error(&diags, "UNIQUE");
    store_close(store);
    results_free(&results);
}

/* ---- the tables and their versions ----------------------------------------------------------- */

static void expect_column(const char *path, const char *table, const char *prefix, const char *name)
{
    const char *sql =
        bl_arena_printf(&arena, "SELECT count(*) FROM pragma_table_info('%s') WHERE name = '%s%s'",
                        table, prefix, name);
    if (ask(path, sql) != 1)
        fail_msg("%s has no column %s%s", table, prefix, name);
}

/* A field without a column could not be kept: src/store/schema.c wants a step for it. */
static void every_field_has_a_column(void **state)
{
    (void)state;
    static const struct {
        const char *table, *prefix;
        const ResultFields *fields;
    } rows[] = {
        {"runs", "", &result_run_fields},
        {"runs", "", &result_setting_fields},
        {"projects", "", &result_project_fields},
        {"packages", "", &result_package_fields},
        {"benchmarks", "", &result_benchmark_fields},
        {"benchmarks", "median_", &result_median_fields},
        {"benchmarks", "check_", &result_check_fields},
    };
    const char *path = fresh_path();
    store_close(opened(path, STORE_CREATE));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t j = 0; j < rows[i].fields->count; j++)
            expect_column(path, rows[i].table, rows[i].prefix, rows[i].fields->items[j].name);
    assert_int_equal(ask(path, "PRAGMA application_id"), STORE_APPLICATION);
    assert_int_equal(ask(path, "PRAGMA user_version"), STORE_VERSION);
}

/* tests/unit/store_version1.sql is a store of version 1, as its benchline made it. */
static void a_store_of_version_1_is_brought_up_to_date(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlBuf sql = {0};
    Results loaded, results;
    assert_int_equal(bl_file_read("tests/unit/store_version1.sql", SIZE_MAX / 2, &sql), 0);
    change(path, sql.data);
    assert_int_equal(ask(path, "PRAGMA user_version"), 1);
    Store *store = opened(path, STORE_READ); /* even to read it */
    assert_true(store_load_run(store, 1, &loaded));
    assert_string_equal(loaded.label, "old");
    assert_null(loaded.projects.items[0].packages.items[0].note);
    const ResultBenchmark *row = &loaded.projects.items[0].packages.items[0].benchmarks.items[0];
    assert_string_equal(row->name, "BenchmarkParse");
    assert_true(row->allocs_per_op == 3);
    assert_int_equal(row->samples.count, 2);
    assert_int_equal(row->samples.items[1].round, 1);
    assert_int_equal(row->notes.count, 0);
    assert_int_equal(row->processes, 0);
    assert_string_equal(loaded.metrics, "allocs");
    assert_int_equal(loaded.count, 0);
    assert_int_equal(loaded.cpu.count, 0);
    assert_true(row->metrics.items[0].value == 1.5);
    store_close(store);
    assert_int_equal(ask(path, "PRAGMA user_version"), STORE_VERSION);
    assert_int_equal(
        ask(path, "SELECT count(*) FROM sqlite_master WHERE name = 'benchmarks_by_test'"), 1);
    store = opened(path, STORE_CHANGE);
    fill(&results);
    StoreId run;
    assert_true(store_import(store, &results, &run, NULL));
    expect_in(store, run, &results);
    store_close(store);
    results_free(&results);
    results_free(&loaded);
    bl_buf_free(&sql);
}

static void a_newer_store_is_left_alone(void **state)
{
    (void)state;
    const char *path = fresh_path();
    store_close(opened(path, STORE_CREATE));
    change(path, bl_arena_printf(&arena, "PRAGMA user_version = %d", STORE_VERSION + 1));
    change(path, "PRAGMA journal_mode = DELETE");
    for (int use = STORE_READ; use <= STORE_CREATE; use++)
        expect_refused(path, (StoreUse)use, "use a newer benchline. It was not changed");
}

/* ---- what is no store ------------------------------------------------------------------------ */

static void what_is_no_store_is_left_alone(void **state)
{
    (void)state;
    const char *path = fresh_path();
    assert_int_equal(bl_file_write(path, BL_STR("{\"schema_version\": 1}\n")), 0);
    for (int use = STORE_READ; use <= STORE_CREATE; use++)
        expect_refused(path, (StoreUse)use, "not a store of benchline's: no SQLite database");
    path = fresh_path();
    change(path, "CREATE TABLE theirs (x)");
    for (int use = STORE_READ; use <= STORE_CREATE; use++)
        expect_refused(path, (StoreUse)use, "an SQLite database, but not one of benchline's");
    change(path, "PRAGMA user_version = 1; PRAGMA application_id = 12345");
    for (int use = STORE_READ; use <= STORE_CREATE; use++)
        expect_refused(path, (StoreUse)use, "an SQLite database, but not one of benchline's");
}

static void a_store_that_is_not_there_is_made_only_on_request(void **state)
{
    (void)state;
    BlDiags diags = {0};
    const char *path = fresh_path();
    assert_null(store_open(path, STORE_READ, &diags));
    expect_error(&diags, "there is no such store; `benchline import");
    assert_null(store_open(path, STORE_CHANGE, &diags));
    expect_error(&diags, "there is no such store");
    assert_int_not_equal(access(path, F_OK), 0);
    assert_null(store_open("/nonexistent/x.db", STORE_CREATE, &diags));
    expect_error(&diags, "No such file or directory");
    assert_null(store_open(folder, STORE_CREATE, &diags));
    expect_error(&diags, "Is a directory");
    store_close(opened(path, STORE_CREATE));
    assert_int_equal(unlink(path), 0);
    /* An empty file becomes a store, as with SQLite. */
    assert_int_equal(bl_file_write(path, BL_STR("")), 0);
    store_close(opened(path, STORE_CREATE));
}

/* Bytes in the middle are overwritten: it is noticed, and said. */
static void a_damaged_store_is_an_error(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results, loaded;
    StoreId run;
    fill(&results);
    Store *store = opened(path, STORE_CREATE);
    assert_true(store_import(store, &results, &run, NULL));
    store_close(store);
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    fseek(file, 0, SEEK_END);
    for (long at = 4096, end = ftell(file); at < end; at += 64) {
        fseek(file, at, SEEK_SET);
        fputs("damaged!", file);
    }
    fclose(file);
    store = store_open(path, STORE_CHANGE, &diags);
    if (store) { /* the damage was not met yet */
        assert_false(store_load_run(store, run, &loaded));
        results_free(&loaded);
        bl_diag_free(&diags);
        assert_false(store_check(store));
        assert_true(diags.errors > 0);
        bl_diag_free(&diags);
        assert_false(store_import(store, &results, &run, NULL));
    }
    expect_error(&diags, "damaged");
    store_close(store);
    results_free(&results);
}

/* What SQLite finds nothing wrong with, and benchline cannot use. */
static void what_is_missing_is_damage(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *wanted;
    } cases[] = {
        {"DROP TABLE notes", "damaged: the table notes is missing"},
        {"ALTER TABLE runs DROP COLUMN metrics",
         "damaged: the column metrics of the table runs is missing"},
        {"DROP INDEX benchmarks_by_test",
         "damaged: the index of test of the table benchmarks is missing"},
        {"DROP TABLE metrics; CREATE TABLE metrics (benchmark_id INTEGER NOT NULL REFERENCES"
         " benchmarks (id) ON DELETE CASCADE, position INTEGER NOT NULL, unit TEXT NOT NULL, value,"
         " PRIMARY KEY (benchmark_id, position)) WITHOUT ROWID",
         "damaged: the unique index of benchmark_id, unit of the table metrics is missing"},
        {"DROP TABLE metrics; CREATE TABLE metrics (benchmark_id INTEGER NOT NULL, position INTEGER"
         " NOT NULL, unit TEXT NOT NULL, value, PRIMARY KEY (benchmark_id, position),"
         " UNIQUE (benchmark_id, unit)) WITHOUT ROWID",
         "damaged: the reference from benchmark_id of the table metrics to the table benchmarks is"
         " missing"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *path = fresh_path();
        BlDiags diags = {0};
        Results results;
        fill(&results);
        Store *store = opened(path, STORE_CREATE);
        assert_true(store_import(store, &results, NULL, NULL));
        assert_true(store_check(store));
        store_close(store);
        change(path, cases[i].sql);
        store = store_open(path, STORE_READ, &diags);
        assert_non_null(store);
        assert_false(store_check(store));
        expect_error(&diags, cases[i].wanted);
        store_close(store);
        results_free(&results);
    }
}

/* A value that benchline never writes, put in by somebody else. */
static void a_strange_value_is_an_error(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results, loaded;
    StoreId run;
    fill(&results);
    Store *store = opened(path, STORE_CREATE);
    assert_true(store_import(store, &results, &run, NULL));
    store_close(store);
    change(path, "UPDATE benchmarks SET status = 'fine' WHERE position = 1");
    store = store_open(path, STORE_READ, &diags);
    assert_false(store_load_run(store, run, &loaded));
    expect_error(&diags, "benchmarks.status: 'fine' is no value that it can have");
    results_free(&loaded);
    store_close(store);
    results_free(&results);
}

/* ---- full, read-only, busy ------------------------------------------------------------------- */

/* The limit of pages stands for the end of the disk: SQLite gives the same error. */
static void a_full_disk_loses_nothing(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results, large;
    StoreId run, other;
    fill(&results);
    fill(&large);
    BlBuf reason = {0};
    for (int i = 0; i < 200000; i++)
        bl_buf_putc(&reason, 'x');
    large.projects.items[0].packages.items[0].benchmarks.items[1].reason = reason.data;
    Store *store = store_open(path, STORE_CREATE, &diags);
    assert_true(store_import(store, &results, &run, NULL));
    store_limit_pages(store, 40);
    assert_false(store_import(store, &large, &other, NULL));
    expect_error(&diags, "there is no room left for the store: make room");
    large.label = large.projects.items[0].packages.items[0].benchmarks.items[1].reason;
    other = 0;
    assert_false(store_begin_run(store, &large, &other));
    assert_int_equal(other, 0);
    expect_error(&diags, "there is no room left for the store: make room");
    large.label = NULL;
    expect_in(store, run, &results);
    assert_true(store_check(store));
    store_limit_pages(store, 1000000);
    assert_true(store_import(store, &large, &other, NULL));
    expect_in(store, other, &large);
    store_close(store);
    bl_buf_free(&reason);
    results_free(&results);
    results_free(&large);
}

static void a_writer_waits_and_then_says_so(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results;
    StoreId run;
    sqlite3 *other;
    fill(&results);
    Store *store = store_open(path, STORE_CREATE, &diags);
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    store_set_patience(store, 10);
    assert_false(store_import(store, &results, &run, NULL));
    expect_error(&diags, "another program is writing to the store");
    /* Who reads does not wait. */
    StoreRuns runs;
    assert_true(store_list_runs(store, &runs));
    assert_int_equal(runs.list.count, 0);
    store_runs_free(&runs);
    sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(other);
    assert_true(store_import(store, &results, &run, NULL));
    store_close(store);
    results_free(&results);
}

/* ---- lists, figures, names ------------------------------------------------------------------- */

/* Three finished runs and one that is not. */
static Store *four_runs(const char *path, BlDiags *diags, char ids[4][RESULTS_ID_LENGTH + 1])
{
    Store *store = store_open(path, STORE_CREATE, diags);
    for (int i = 0; i < 4; i++) {
        Results results;
        StoreId run;
        fill(&results);
        results.label = bl_arena_printf(&arena, "run %d", i + 1);
        results.finished = i != 3;
        results.id = bl_arena_printf(&arena, "%c%s", "00ab"[i], results.id + 1);
        memcpy(ids[i], results.id, RESULTS_ID_LENGTH + 1);
        results.projects.items[0].packages.items[0].benchmarks.items[0].allocs_per_op = i;
        assert_true(store_import(store, &results, &run, NULL));
        results_free(&results);
    }
    return store;
}

/* Several make the same store: one makes its tables, the others see none of them or all. */
static void several_make_a_store_at_once(void **state)
{
    (void)state;
    enum { STORES = 30, MAKERS = 4 };
    for (int i = 0; i < STORES; i++) {
        const char *path = fresh_path();
        pid_t makers[MAKERS];
        for (int j = 0; j < MAKERS; j++) {
            makers[j] = fork();
            if (makers[j] == 0) {
                BlDiags diags = {0};
                Store *store = store_open(path, STORE_CREATE, &diags);
                bl_diag_print(&diags, false, stderr);
                store_close(store);
                _exit(store ? 0 : 1);
            }
        }
        for (int j = 0; j < MAKERS; j++) {
            int status;
            assert_int_equal(waitpid(makers[j], &status, 0), makers[j]);
            assert_int_equal(status, 0);
        }
    }
}

static bool make_meanwhile(void *context, Store *store)
{
    (void)store;
    Results *results = context;
    BlDiags diags = {0};
    bool able = store_make_with(results->label, results, &diags);
    bl_diag_free(&diags);
    return able;
}

/* With one process number: each has it in a container of its own. */
static void two_with_one_number_make_a_store(void **state)
{
    (void)state;
    const char *path = fresh_path();
    BlDiags diags = {0};
    Results results;
    fill(&results);
    results.label = path;
    assert_true(store_make(path, false, make_meanwhile, &results, &diags));
    Store *store = opened(path, STORE_READ);
    assert_true(store_check(store));
    expect_in(store, 1, &results);
    store_close(store);
    results_free(&results);
}

/* Puts a run in and is killed, so that the log stays. */
static void leave_log(const char *path, const Results *results)
{
    int status;
    pid_t writer = fork();
    if (writer == 0) {
        BlDiags diags = {0};
        Store *store = store_open(path, STORE_CREATE, &diags);
        _exit(store && store_import(store, results, NULL, NULL) ? 0 : 1);
    }
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_int_equal(status, 0);
}

/* SQLite would put it into the new store. */
static void the_log_of_a_store_that_is_gone_is_refused(void **state)
{
    (void)state;
    const char *path = fresh_path(), *log = bl_arena_printf(&arena, "%s-wal", path);
    BlDiags diags = {0};
    Results results;
    struct stat before, after;
    fill(&results);
    leave_log(path, &results);
    assert_int_equal(rename(path, bl_arena_printf(&arena, "%s.gone", path)), 0);
    assert_int_equal(stat(log, &before), 0);
    assert_true(before.st_size > 0);
    assert_null(store_open(path, STORE_CREATE, &diags));
    expect_error(&diags, "one that is gone has left");
    assert_false(store_make_with(path, &results, &diags));
    expect_error(&diags, "one that is gone has left");
    assert_int_not_equal(access(path, F_OK), 0);
    assert_int_equal(stat(log, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(rename(bl_arena_printf(&arena, "%s.gone", path), path), 0);
    Store *store = opened(path, STORE_READ);
    expect_in(store, 1, &results);
    store_close(store);
    results_free(&results);
}

static void runs_are_listed(void **state)
{
    (void)state;
    BlDiags diags = {0};
    char ids[4][RESULTS_ID_LENGTH + 1];
    StoreRuns runs;
    Store *store = four_runs(fresh_path(), &diags, ids);
    assert_true(store_list_runs(store, &runs));
    assert_int_equal(runs.list.count, 4);
    const StoreRun *run = &runs.list.items[1];
    assert_int_equal(run->run, 2);
    assert_string_equal(run->id, ids[1]);
    assert_string_equal(run->label, "run 2");
    assert_string_equal(run->go_version, "go1.26.0");
    assert_string_equal(run->started, "2026-01-02T03:04:05Z");
    assert_true(run->finished);
    assert_false(runs.list.items[3].finished);
    assert_int_equal(run->projects, 2);
    assert_int_equal(run->packages, 2);
    assert_int_equal(run->benchmarks, 2);
    assert_int_equal(run->ok, 1);
    store_runs_free(&runs);
    store_close(store);
}

static void expect_run(Store *store, const char *name, StoreId wanted)
{
    StoreId run;
    assert_true(store_find_run(store, name, &run));
    assert_int_equal(run, wanted);
}

static void runs_have_names(void **state)
{
    (void)state;
    static const char *const nobody[] = {
        "5",   "latest~3",         "latest~", "latest~x", "latest~-1",
        "abc", "0000000000000000", "",        "zzzz",     "99999999999999999999"};
    BlDiags diags = {0};
    char ids[4][RESULTS_ID_LENGTH + 1];
    Store *store = four_runs(fresh_path(), &diags, ids);
    StoreId run;
    expect_run(store, "1", 1);
    expect_run(store, "4", 4);
    expect_run(store, "latest", 3); /* the fourth is not finished */
    expect_run(store, "latest~2", 1);
    expect_run(store, ids[3], 4);
    ids[2][8] = '\0';
    expect_run(store, ids[2], 3);
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        assert_false(store_find_run(store, nobody[i], &run));
        expect_error(&diags, "there is no run '");
    }
    store_close(store);
}

/* Two identifiers that begin alike. */
static void an_ambiguous_name_is_an_error(void **state)
{
    (void)state;
    BlDiags diags = {0};
    Store *store = store_open(fresh_path(), STORE_CREATE, &diags);
    static const char *const ids[] = {"abcdef00000000000000000000000001",
                                      "abcdef00000000000000000000000002"};
    StoreId run;
    for (int i = 0; i < 2; i++) {
        Results results;
        results_init(&results, "log");
        results.id = ids[i];
        assert_true(store_import(store, &results, &run, NULL));
        results_free(&results);
    }
    assert_false(store_find_run(store, "abcdef", &run));
    expect_error(&diags, "more than one run's identifier begins with 'abcdef'");
    expect_run(store, ids[1], 2);
    store_close(store);
}

static bool want_x(void *context, const char *name, const char *test, uint64_t procs)
{
    (void)context;
    return strcmp(name, "BenchmarkX") == 0 && test && procs == 1;
}

static void figures_come_in_the_order_of_the_runs(void **state)
{
    (void)state;
    BlDiags diags = {0};
    char ids[4][RESULTS_ID_LENGTH + 1];
    StoreFigures figures;
    Store *store = four_runs(fresh_path(), &diags, ids);
    assert_true(store_list_figures(store, want_x, NULL, &figures));
    assert_int_equal(figures.list.count, 4);
    for (int i = 0; i < 4; i++) {
        const StoreFigure *figure = &figures.list.items[i];
        assert_int_equal(figure->run, i + 1);
        assert_string_equal(figure->import_path, "example.com/shop");
        assert_string_equal(figure->project, "shop");
        assert_true(figure->allocs_per_op == i);
        assert_int_equal(figure->finished, i != 3);
        assert_string_equal(figure->goos, "linux");
        assert_string_equal(figure->goarch, "amd64");
        assert_string_equal(figure->cpu, "A \"CPU\"\t");
        assert_string_equal(figure->label, bl_arena_printf(&arena, "run %d", i + 1));
        assert_string_equal(figure->test, "TestX");
        assert_int_equal(figure->procs, 1);
        assert_true(isnan(figure->bytes_median) && figure->allocs_median > 4e15);
        assert_true(figure->averaged); /* it has a benchtime */
        assert_string_equal(figure->metrics, "time");
    }
    store_figures_free(&figures);
    store_close(store);
}

static void expect_label(const char *spec, const char *path, const char *label)
{
    BlDiags diags = {0};
    Results results;
    if (!results_open(&results, spec, path, &diags))
        fail_msg("%s: %s", spec, diags.list.items[0].message);
    assert_string_equal(results.label, label);
    results_free(&results);
}

static void expect_nothing(const char *spec, const char *path, const char *wanted)
{
    BlDiags diags = {0};
    Results results;
    assert_false(results_open(&results, spec, path, &diags));
    expect_error(&diags, wanted);
    results_free(&results);
}

static void results_are_opened_by_every_name(void **state)
{
    (void)state;
    const char *path = fresh_path(), *json = bl_arena_printf(&arena, "%s/a@1.json", folder);
    BlDiags diags = {0};
    char ids[4][RESULTS_ID_LENGTH + 1];
    Results results;
    store_close(four_runs(path, &diags, ids));
    fill(&results);
    char *text = written(&results);
    assert_int_equal(bl_file_write(json, bl_cstr(text)), 0);
    expect_label(json, NULL, "before");
    expect_label(path, NULL, "run 3");
    expect_label(bl_arena_printf(&arena, "%s@2", path), NULL, "run 2");
    expect_label(bl_arena_printf(&arena, "%s@%s", path, ids[3]), NULL, "run 4");
    expect_label(bl_arena_printf(&arena, "%s@latest~1", path), "/nowhere", "run 2");
    expect_label("1", path, "run 1");
    expect_label("latest", path, "run 3");
    expect_nothing("missing.json", path, "No such file");
    expect_nothing("9", path, "there is no run '9'");
    expect_nothing("9", NULL, "No such file");
    expect_nothing(bl_arena_printf(&arena, "%s@9", path), NULL, "there is no run '9'");
    expect_nothing("missing.db@1", path, "there is no such store");
    free(text);
    results_free(&results);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(a_copy_of_a_copy_is_the_same),
        cmocka_unit_test(the_same_run_is_there_once),
        cmocka_unit_test(a_deleted_run_leaves_nothing),
        cmocka_unit_test(a_run_grows_piece_by_piece),
        cmocka_unit_test(a_finished_run_replaces_an_unfinished_one),
        cmocka_unit_test(a_row_below_nothing_is_refused),
        cmocka_unit_test(every_field_has_a_column),
        cmocka_unit_test(a_store_of_version_1_is_brought_up_to_date),
        cmocka_unit_test(a_newer_store_is_left_alone),
        cmocka_unit_test(what_is_no_store_is_left_alone),
        cmocka_unit_test(a_store_that_is_not_there_is_made_only_on_request),
        cmocka_unit_test(a_damaged_store_is_an_error),
        cmocka_unit_test(what_is_missing_is_damage),
        cmocka_unit_test(a_strange_value_is_an_error),
        cmocka_unit_test(a_full_disk_loses_nothing),
        cmocka_unit_test(a_writer_waits_and_then_says_so),
        cmocka_unit_test(several_make_a_store_at_once),
        cmocka_unit_test(two_with_one_number_make_a_store),
        cmocka_unit_test(the_log_of_a_store_that_is_gone_is_refused),
        cmocka_unit_test(runs_are_listed),
        cmocka_unit_test(runs_have_names),
        cmocka_unit_test(an_ambiguous_name_is_an_error),
        cmocka_unit_test(figures_come_in_the_order_of_the_runs),
        cmocka_unit_test(results_are_opened_by_every_name),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
