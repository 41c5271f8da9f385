/* The line that says how far a run is: what is in it, and that it is never too wide. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli/progress_line.h"

static ProgressView view(void)
{
    ProgressView view = {
        .now = {.packages = 40,
                .packages_done = 12,
                .packages_failed = 1,
                .tests = 900,
                .tests_done = 310,
                .failed = 3},
        .project = "shop",
        .package = "example.com/shop/cart",
        .benchmark = "BenchmarkAdd",
        .elapsed = 120,
    };
    progress_estimate(&view);
    return view;
}

static void assert_line(const ProgressView *now, size_t width, const char *expected)
{
    BlBuf line = {0};
    size_t columns = progress_line(now, width, &line);
    assert_string_equal(bl_buf_view(&line).ptr, expected);
    assert_true(columns <= width);
    bl_buf_free(&line);
}

static void estimates(void **state)
{
    (void)state;
    ProgressView now = view();
    assert_true(fabs(now.per_minute - 155) < 1e-9);
    /* 322 of 940 pieces of work took two minutes. */
    assert_true(fabs(now.seconds_left - 120.0 * 618 / 322) < 1e-9);
    now.now.packages_done = now.now.tests_done = 0;
    progress_estimate(&now);
    assert_true(isnan(now.per_minute) && isnan(now.seconds_left));
    now.now.packages_done = now.now.packages;
    now.now.tests_done = now.now.tests;
    progress_estimate(&now);
    assert_true(fabs(now.seconds_left) < 1e-9);
}

static void what_gives_way(void **state)
{
    (void)state;
    ProgressView now = view();
    assert_line(&now, 120,
                "[###.......]  12/40 packages  310/900 tests  3 failed  155/min  3m50s left  "
                "example.com/shop/cart BenchmarkAdd");
    assert_line(&now, 100,
                "[###.......]  12/40 packages  310/900 tests  3 failed  155/min  3m50s left  "
                "BenchmarkAdd");
    assert_line(&now, 79,
                "[###.......]  12/40 packages  310/900 tests  3 failed  3m50s left  "
                "BenchmarkAdd");
    assert_line(&now, 70, "[###.......]  12/40 packages  310/900 tests  3 failed  3m50s left");
    assert_line(&now, 60, "12/40 packages  310/900 tests  3 failed  3m50s left");
    assert_line(&now, 50, "12/40 packages  310/900 tests  3 failed");
    assert_line(&now, 30, "12/40 packages  310/900 tests");
    assert_line(&now, 20, "12/40 packages");
    assert_line(&now, 13, "");
    assert_line(&now, 0, "");
}

static void nothing_yet(void **state)
{
    (void)state;
    ProgressView now = {.now = {.packages = 2, .tests = 5}};
    progress_estimate(&now);
    assert_line(&now, 79, "[..........]  0/2 packages  0/5 tests");
    now.package = "example.com/shop";
    assert_line(&now, 79, "[..........]  0/2 packages  0/5 tests  example.com/shop");
}

static void times_left(void **state)
{
    (void)state;
    static const struct {
        double seconds;
        const char *text;
    } rows[] = {{0.2, "0s"},      {59.4, "59s"},   {59.6, "1m00s"},   {60, "1m00s"},
                {3599, "59m59s"}, {3600, "1h00m"}, {90061, "25h01m"}, {1e300, "277777h46m"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        ProgressView now = {.now = {.packages = 1}, .seconds_left = rows[i].seconds};
        now.per_minute = RESULT_UNKNOWN;
        char expected[100];
        snprintf(expected, sizeof expected, "[..........]  0/1 packages  0/0 tests  %s left",
                 rows[i].text);
        assert_line(&now, 79, expected);
    }
}

/* What is written to a terminal is what the project's author chose. */
static void names_are_harmless(void **state)
{
    (void)state;
    ProgressView now = {.now = {.packages = 2, .tests = 5}, .package = "a\033[2Jb\r\n\xC2\x9Bx/y"};
    progress_estimate(&now);
    assert_line(&now, 79, "[..........]  0/2 packages  0/5 tests  a?[2Jb???x/y");
    now.package = "example.com/a/very/long/path/of/a/package";
    assert_line(&now, 60, "[..........]  0/2 packages  0/5 tests  example.com/a/very/..");
    now.package = "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"
                  "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"; /* ten of two columns */
    assert_line(&now, 57,
                "[..........]  0/2 packages  0/5 tests  "
                "\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97\xE6\xBC\xA2\xE5\xAD\x97"
                "\xE6\xBC\xA2\xE5\xAD\x97..");
}

static void never_wider(void **state)
{
    (void)state;
    ProgressView now = view();
    now.now.packages = now.now.tests = 1000000;
    for (size_t width = 0; width < 200; width++) {
        BlBuf line = {0};
        assert_true(progress_line(&now, width, &line) <= width);
        assert_true(line.len <= width);
        bl_buf_free(&line);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(estimates),   cmocka_unit_test(what_gives_way),
        cmocka_unit_test(nothing_yet), cmocka_unit_test(times_left),
        cmocka_unit_test(never_wider), cmocka_unit_test(names_are_harmless),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
