/* The file of rules: what a line means, and where one is wrong. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/check.h"

static const CheckRule *only_rule(CheckRules *rules, const char *text)
{
    BlDiags diags = {0};
    assert_true(check_read_rules(rules, "a.check", bl_cstr(text), &diags));
    assert_int_equal(diags.list.count, 0);
    assert_int_equal(rules->list.count, 1);
    return &rules->list.items[0];
}

static void expect_error(const char *text, uint32_t line, uint32_t column, const char *message)
{
    CheckRules rules;
    BlDiags diags = {0};
    assert_false(check_read_rules(&rules, "a.check", bl_cstr(text), &diags));
    assert_int_equal(diags.list.count, 1);
    const BlDiag *diag = &diags.list.items[0];
    assert_string_equal(diag->file, "a.check");
    assert_int_equal(diag->line, line);
    assert_int_equal(diag->column, column);
    assert_non_null(strstr(diag->message, message));
    check_rules_free(&rules);
    bl_diag_free(&diags);
}

static void increases(void **state)
{
    (void)state;
    CheckRules rules;
    const CheckRule *rule = only_rule(&rules, "  max-bytes-increase=2.5%  # why\r\n");
    assert_int_equal(rule->kind, CHECK_INCREASE);
    assert_int_equal(rule->unit, COMPARE_BYTES);
    assert_true(rule->percent && rule->value > 2.49 && rule->value < 2.51);
    assert_null(rule->pattern);
    assert_int_equal(rule->line, 1);
    assert_int_equal(rule->column, 3);
    assert_string_equal(rule->text, "max-bytes-increase=2.5%");
    check_rules_free(&rules);
    rule = only_rule(&rules, "\n\nmax-time-increase = 100");
    assert_true(rule->unit == COMPARE_TIME && !rule->percent && rule->line == 3);
    check_rules_free(&rules);
}

static void limits(void **state)
{
    (void)state;
    static const CheckOperator operators[] = {CHECK_LESS_OR_EQUAL, CHECK_LESS, CHECK_EQUAL,
                                              CHECK_MORE_OR_EQUAL, CHECK_MORE};
    for (size_t i = 0; i < CHECK_OPERATOR_COUNT; i++) {
        char text[64];
        CheckRules rules;
        snprintf(text, sizeof text, "B/op%s16 for .*", check_operator_name(operators[i]));
        const CheckRule *rule = only_rule(&rules, text);
        assert_int_equal(rule->kind, CHECK_LIMIT);
        assert_int_equal(rule->operator, operators[i]);
        assert_true(rule->unit == COMPARE_BYTES && rule->value > 15 && rule->value < 17);
        assert_non_null(rule->pattern);
        check_rules_free(&rules);
    }
}

static void a_hash_inside_a_name_is_none(void **state)
{
    (void)state;
    CheckRules rules;
    const CheckRule *rule = only_rule(&rules, "# a\nallow-missing for TestX/#00 # b");
    assert_int_equal(rule->kind, CHECK_ALLOW_MISSING);
    assert_string_equal(rule->text, "allow-missing for TestX/#00");
    check_rules_free(&rules);
}

static void a_pattern_is_of_the_whole_name(void **state)
{
    (void)state;
    ResultBenchmark benchmark = {.name = "BenchmarkParse", .test = "TestParse", .procs = 4};
    ResultPackage package = {.import_path = "example.com/shop"};
    CompareSide side = {.package = &package, .benchmark = &benchmark};
    static const struct {
        const char *pattern;
        bool takes;
    } cases[] = {
        {"TestParse", true},        {"BenchmarkParse", true},
        {"Test.*", true},           {"TestPars", false},
        {"Parse", false},           {"example\\.com/shop\\.TestParse", true},
        {"example\\.com/.*", true}, {"TestA|TestParse", true},
        {"TestParse|", true},       {"TestA|TestB", false},
        {"(?i)testparse", true},    {"TestParse-4", true},
        {"TestParse-8", false},     {"example\\.com/shop\\.BenchmarkParse-4", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[100];
        CheckRules rules;
        snprintf(text, sizeof text, "allow-failing for %s", cases[i].pattern);
        assert_int_equal(check_rule_takes(only_rule(&rules, text), &side), cases[i].takes);
        check_rules_free(&rules);
    }
}

static void errors_have_their_place(void **state)
{
    (void)state;
    expect_error("\n  speed <= 3", 2, 3, "expected max-allocs-increase");
    expect_error("allocs/op 3", 1, 11, "expected <=");
    expect_error("allocs/op <= -3", 1, 14, "expected a number");
    expect_error("allocs/op <= .", 1, 14, "expected a number");
    expect_error("max-allocs-increase 3", 1, 21, "expected '='");
    expect_error("max-allocs-increase = 3 forTestX", 1, 25, "'for'");
    expect_error("B/op < 3 for Test[", 1, 19, "expected a regular expression");
    expect_error("B/op < 3 for )(", 1, 14, "expected a regular expression");
    expect_error("B/op < 3 for \\Qab", 1, 14, "a whole name");
    expect_error("allow-missing for", 1, 18, "after 'for'");
    expect_error("max-allocs-increases = 0", 1, 1, "expected max-allocs-increase");
}

/* Each wrong line is told, and the right ones between are read. */
static void every_line_is_read(void **state)
{
    (void)state;
    CheckRules rules;
    BlDiags diags = {0};
    const char text[] = "x\nallow-missing\ny\nB/op < 3\n";
    assert_false(check_read_rules(&rules, "a.check", bl_cstr(text), &diags));
    assert_int_equal(diags.errors, 2);
    assert_int_equal(rules.list.count, 2);
    check_rules_free(&rules);
    bl_diag_free(&diags);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(increases),
        cmocka_unit_test(limits),
        cmocka_unit_test(a_hash_inside_a_name_is_none),
        cmocka_unit_test(a_pattern_is_of_the_whole_name),
        cmocka_unit_test(errors_have_their_place),
        cmocka_unit_test(every_line_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
