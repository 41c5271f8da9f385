/* check_fuzz.c - feeds any bytes to the reader of rules.
 *
 * Besides what the sanitizers find: a file is refused if and only if there are errors, each with a
 * place inside of it and at most one a line; and a rule that was read is read again from its text,
 * as the same.
 */
#include "fuzzing.h"

#include "benchline/check.h"

static uint32_t count_lines(const char *bytes, size_t size)
{
    uint32_t lines = 1;
    for (size_t i = 0; i < size; i++)
        lines += bytes[i] == '\n';
    return lines;
}

static void check_errors(const BlDiags *diags, uint32_t lines)
{
    uint32_t last = 0;
    for (size_t i = 0; i < diags->list.count; i++) {
        const BlDiag *diag = &diags->list.items[i];
        BlBuf shown = {0};
        require(diag->line > last && diag->line <= lines, "an error that is nowhere");
        require(diag->column > 0, "an error without a column");
        last = diag->line;
        bl_diag_format(diag, true, &shown);
        bl_buf_free(&shown);
    }
}

static void check_same(const CheckRule *rule)
{
    CheckRules again;
    BlDiags diags = {0};
    require(check_read_rules(&again, "again", bl_cstr(rule->text), &diags), "not read again");
    require(again.list.count == 1, "not one rule again");
    const CheckRule *same = &again.list.items[0];
    require(same->kind == rule->kind && same->unit == rule->unit &&
                same->operator== rule->operator&&
                same->percent == rule->percent && !(same->value < rule->value) &&
                !(same->value > rule->value) && !same->pattern == !rule->pattern &&
                strcmp(same->text, rule->text) == 0,
            "another rule");
    check_rules_free(&again);
    bl_diag_free(&diags);
}

static void check_rule(const CheckRule *rule, uint32_t lines)
{
    ResultBenchmark benchmark = {.name = "BenchmarkParse/#00", .test = "TestParse/#00"};
    ResultPackage package = {.import_path = "example.com/shop"};
    CompareSide side = {.package = &package, .benchmark = &benchmark};
    require(rule->line > 0 && rule->line <= lines && rule->column > 0, "a rule that is nowhere");
    require(rule->value >= 0, "a limit below 0");
    require(rule->pattern || check_rule_takes(rule, &side), "a rule for all that is not");
    check_rule_takes(rule, &side);
    check_same(rule);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    uint32_t lines = count_lines(bytes, size);
    CheckRules rules;
    BlDiags diags = {0};
    bool able = check_read_rules(&rules, "fuzz.check", bl_str(bytes, size), &diags);
    require(able == (diags.errors == 0), "refused without an error, or the other way round");
    check_errors(&diags, lines);
    for (size_t i = 0; i < rules.list.count; i++)
        check_rule(&rules.list.items[i], lines);
    check_rules_free(&rules);
    bl_diag_free(&diags);
    free(bytes);
    return 0;
}
