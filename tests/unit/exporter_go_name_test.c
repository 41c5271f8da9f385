/* Names as package testing prints them. Expectations are what rewrite() of testing/match.go gives.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "exporter/go_name.h"

static void expect(const char *name, const char *expected)
{
    BlBuf out = {0};
    export_go_name(&out, name);
    assert_string_equal(bl_buf_view(&out).ptr, expected);
    bl_buf_free(&out);
}

static void printable_names_stay(void **state)
{
    (void)state;
    expect("BenchmarkX/size=16,\"a\"\\b'c'-8", "BenchmarkX/size=16,\"a\"\\b'c'-8");
    expect("BenchmarkÄpfel/日本語😀№́", "BenchmarkÄpfel/日本語😀№́"); /* the last is a mark */
    expect("", "");
}

static void blanks_are_underscores(void **state)
{
    (void)state;
    expect("a b\tc\nd\ve\ff\rg", "a_b_c_d_e_f_g");
    expect("a\xC2\x85"
           "b\u00A0c\u1680d\u2000e\u200Af",
           "a_b_c_d_e_f");
    expect("a\u2028b\u2029c\u202Fd\u205Fe\u3000f", "a_b_c_d_e_f");
}

static void others_are_escaped(void **state)
{
    (void)state;
    expect("\a\b\x01\x1b\x7f", "\\a\\b\\x01\\x1b\\x7f");
    expect("a\u200Bb\u00ADc\uE000d\uFFFEe", "a\\u200bb\\u00adc\\ue000d\\ufffee");
    expect("\U000E0001\U0010FFFF", "\\U000e0001\\U0010ffff");
}

static void bytes_that_are_no_text(void **state)
{
    (void)state;
    expect("a\xff\xc3", "a\uFFFD\uFFFD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(printable_names_stay),
        cmocka_unit_test(blanks_are_underscores),
        cmocka_unit_test(others_are_escaped),
        cmocka_unit_test(bytes_that_are_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
