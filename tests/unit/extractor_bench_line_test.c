/* The words of benchmark output. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extractor/bench_line.h"

/* ---- numbers -------------------------------------------------------------------------------- */

static bool same(double a, double b)
{
    return memcmp(&a, &b, sizeof a) == 0 || (isnan(a) && isnan(b));
}

static void numbers_are_read_as_strtod_reads_them(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "0",
        "-0",
        "1",
        "12",
        "+7",
        "00012",
        "3.25",
        ".5",
        "5.",
        "-1.5",
        "1e+06",
        "1E6",
        "1.5e-3",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "9007199254740991",
        "9007199254740992",
        "9007199254740993",
        "9007199254740993e3",
        "18446744073709551615",
        "18446744073709551616",
        "123456789012345678901234567890",
        "0.1",
        "0.3",
        "0.30000000000000004",
        "2.2250738585072011e-308",
        "4.9e-324",
        "2e-324",
        "1e-400",
        "1.7976931348623157e308",
        "0e999999999",
        "1500000000000000000000",
        "0.0000123",
        "1910.38",
        "0.000000000000000000000000000000000001",
        "8.5e22",
        "1.00000000000000011102230246251565404236316680908203126",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value;
        if (!bench_number(bl_cstr(texts[i]), &value) || !same(value, strtod(texts[i], NULL)))
            fail_msg("%s is not read right", texts[i]);
    }
}

static void random_numbers_are_read_as_strtod_reads_them(void **state)
{
    (void)state;
    static const char *const formats[] = {"%.17g", "%.3f", "%.0f", "%e", "%.1f", "%.7f", "%.15g"};
    uint64_t bits = 88172645463325252U;
    for (int i = 0; i < 100000; i++) {
        bits ^= bits << 13, bits ^= bits >> 7, bits ^= bits << 17; /* xorshift64 */
        char text[400];
        double number = (double)(int64_t)bits / (double)(1 + (bits >> (bits % 60))), value;
        const char *format = formats[(unsigned)i % 7];
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(text, sizeof text, format, number);
#pragma GCC diagnostic pop
        if (!bench_number(bl_cstr(text), &value) || !same(value, strtod(text, NULL)))
            fail_msg("%s is not read right", text);
    }
}

static void infinities_and_nan(void **state)
{
    (void)state;
    double value;
    assert_true(bench_number(BL_STR("+Inf"), &value) && value > 0 && isinf(value));
    assert_true(bench_number(BL_STR("-Inf"), &value) && value < 0 && isinf(value));
    assert_true(bench_number(BL_STR("infinity"), &value) && value > 0 && isinf(value));
    assert_true(bench_number(BL_STR("NaN"), &value) && isnan(value));
    assert_true(bench_number(BL_STR("nan"), &value) && isnan(value));
    assert_false(bench_number(BL_STR("-NaN"), &value));
    assert_false(bench_number(BL_STR("infinit"), &value));
    assert_false(bench_number(BL_STR("nano"), &value));
}

static void what_is_no_number(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "-",
                                        "+",
                                        ".",
                                        "e5",
                                        "1e",
                                        "1e+",
                                        "1.2.3",
                                        "1,5",
                                        "0x10",
                                        "1_000",
                                        "12abc",
                                        "1e999",
                                        "-1e999",
                                        "--1",
                                        "5 ",
                                        " 5",
                                        "ns/op",
                                        "1e99999999999999999999"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        double value;
        if (bench_number(bl_cstr(texts[i]), &value))
            fail_msg("'%s' is read as a number", texts[i]);
    }
}

/* ---- names ---------------------------------------------------------------------------------- */

static void names(void **state)
{
    (void)state;
    assert_int_equal(bench_name_length(BL_STR("Benchmark")), 9);
    assert_int_equal(bench_name_length(BL_STR("BenchmarkX-8   \t")), 12);
    assert_int_equal(bench_name_length(BL_STR("Benchmark_x")), 11);
    assert_int_equal(bench_name_length(BL_STR("BenchmarkX/ünï=1,#01 x")), 22);
    assert_int_equal(bench_name_length(BL_STR("Benchmarking")), 0);
    assert_int_equal(bench_name_length(BL_STR("benchmarkX")), 0);
    assert_int_equal(bench_name_length(BL_STR(" BenchmarkX")), 0);
    assert_int_equal(bench_name_length(BL_STR("Bench")), 0);
    assert_int_equal(bench_name_length(BL_STR("")), 0);
}

static void padding(void **state)
{
    (void)state;
    assert_int_equal(bench_padding_length(BL_STR("   \t 100")), 4);
    assert_int_equal(bench_padding_length(BL_STR(" \t")), 2);
    assert_int_equal(bench_padding_length(BL_STR("\t100")), 0);
    assert_int_equal(bench_padding_length(BL_STR("   100")), 0);
    assert_int_equal(bench_padding_length(BL_STR("")), 0);
}

static void suffixes(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint64_t procs; /* 0: there is none */
        size_t base;
    } cases[] = {
        {"BenchmarkX-8", 8, 10},
        {"BenchmarkX-16", 16, 10},
        {"BenchmarkX/a-b-2", 2, 14},
        {"BenchmarkX", 0, 0},
        {"BenchmarkX8", 0, 0},
        {"BenchmarkX-", 0, 0},
        {"BenchmarkX-1", 0, 0},
        {"BenchmarkX-0", 0, 0},
        {"BenchmarkX-08", 0, 0},
        {"BenchmarkX-8x", 0, 0},
        {"BenchmarkX-1234567890", 0, 0},
        {"-8", 0, 0},
        {"", 0, 0},
        {"8", 0, 0},
        {"BenchmarkX--8", 8, 11},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t procs = 0;
        size_t base = 0;
        bool found = bench_suffix(bl_cstr(cases[i].name), &procs, &base);
        if (found != (cases[i].procs != 0) || (found && procs != cases[i].procs) ||
            (found && base != cases[i].base))
            fail_msg("%s: %d %d %d", cases[i].name, found, (int)procs, (int)base);
    }
}

/* ---- measurements --------------------------------------------------------------------------- */

static void a_result_is_read(void **state)
{
    (void)state;
    BenchLine line = {0};
    assert_true(bench_read(BL_STR("   \t     100\t        13.58 ns/op\t1910.38 MB/s"), &line));
    assert_int_equal(line.iterations, 100);
    assert_int_equal(line.values.count, 2);
    assert_true(line.values.items[0].value == 13.58);
    assert_true(bl_str_eq(line.values.items[0].unit, BL_STR("ns/op")));
    assert_true(bl_str_eq(line.values.items[1].unit, BL_STR("MB/s")));
    assert_true(bench_read(BL_STR("1 2 x"), &line)); /* any blanks will do */
    assert_int_equal(line.values.count, 1);
    assert_null(line.error);
    bl_vec_free(&line.values);
}

static void expect_error(const char *text, const char *error, size_t at)
{
    BenchLine line = {0};
    assert_false(bench_read(bl_cstr(text), &line));
    assert_string_equal(line.error, error);
    assert_int_equal(line.error_at - text, at);
    bl_vec_free(&line.values);
}

static void errors_have_a_place(void **state)
{
    (void)state;
    expect_error("", "this is not a number of iterations", 0);
    expect_error("  x 1 ns/op", "this is not a number of iterations", 2);
    expect_error("-5 1 ns/op", "this is not a number of iterations", 0);
    expect_error("99999999999999999999 1 ns/op", "this is not a number of iterations", 0);
    expect_error("100", "no measurement follows the number of iterations", 3);
    expect_error("100 13.58", "this number has no unit", 4);
    expect_error("100 1 ns/op 7", "this number has no unit", 12);
    expect_error("100 1 ns/op x B/op", "this is not a number", 12);
}

static void measurements_are_limited(void **state)
{
    (void)state;
    BenchLine line = {0};
    BlBuf text = {0};
    bl_buf_puts(&text, "100");
    for (int i = 0; i < BENCH_VALUES_MAX; i++)
        bl_buf_printf(&text, " %d u%d", i, i);
    assert_true(bench_read(bl_buf_view(&text), &line));
    assert_int_equal(line.values.count, BENCH_VALUES_MAX);
    bl_buf_puts(&text, " 1 x");
    assert_false(bench_read(bl_buf_view(&text), &line));
    bl_buf_free(&text);
    bl_vec_free(&line.values);
}

static void expect_found(const char *text, const char *numbers)
{
    const char *found = bench_find_at_end(bl_cstr(text));
    if (!numbers ? found != NULL : !found || strcmp(found, numbers) != 0)
        fail_msg("in '%s' it finds '%s'", text, found ? found : "nothing");
}

static void numbers_are_found_behind_a_print(void **state)
{
    (void)state;
    expect_found("     100\t       387.5 ns/op", "100\t       387.5 ns/op");
    expect_found("no newline;     100\t       5 ns/op\t   66 B/op",
                 "100\t       5 ns/op\t   66 B/op");
    expect_found("3.14     100\t5 ns/op", "100\t5 ns/op");
    expect_found("a\tb\tc     100\t5 ns/op", "100\t5 ns/op");
    expect_found("7 apples\t8 pears     100\t5 ns/op", "100\t5 ns/op");
    expect_found("text12345678\t5 ns/op", "12345678\t5 ns/op");
    expect_found("1000000000\t5 ns/op", "1000000000\t5 ns/op");
    expect_found("text100\t5 ns/op", NULL); /* not in eight columns */
    expect_found("   100\t5 ns/op", NULL);
    expect_found("12345678901\t5 ns/op", NULL); /* more than package testing counts */
    expect_found("     100\t5", NULL);
    expect_found("     100", NULL);
    expect_found("     100\t5 ns/op trailing", NULL);
    expect_found("\t5 ns/op", NULL);
    expect_found("", NULL);
}

static void a_count_may_stand_alone(void **state)
{
    (void)state;
    uint64_t count = 0;
    assert_true(bench_is_count_alone(BL_STR("     100"), &count));
    assert_int_equal(count, 100);
    assert_true(bench_is_count_alone(BL_STR("1000000000"), &count));
    assert_false(bench_is_count_alone(BL_STR("100"), &count));
    assert_false(bench_is_count_alone(BL_STR("x     100"), &count));
    assert_false(bench_is_count_alone(BL_STR("     100 "), &count));
    assert_false(bench_is_count_alone(BL_STR(""), &count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_read_as_strtod_reads_them),
        cmocka_unit_test(random_numbers_are_read_as_strtod_reads_them),
        cmocka_unit_test(infinities_and_nan),
        cmocka_unit_test(what_is_no_number),
        cmocka_unit_test(names),
        cmocka_unit_test(padding),
        cmocka_unit_test(suffixes),
        cmocka_unit_test(a_result_is_read),
        cmocka_unit_test(errors_have_a_place),
        cmocka_unit_test(measurements_are_limited),
        cmocka_unit_test(numbers_are_found_behind_a_print),
        cmocka_unit_test(a_count_may_stand_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
