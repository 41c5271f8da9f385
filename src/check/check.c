/* check.c - what broke which rule; see check.h. */
#include "benchline/check.h"

#include <stdlib.h>

#include "check/parts.h"

const char *check_finding_id(CheckFinding finding)
{
    static const char *const ids[] = {
#define X(name, id, asked) id,
        CHECK_FINDINGS(X)
#undef X
    };
    return ids[finding];
}

const char *check_finding_asked(CheckFinding finding)
{
    static const char *const asked_for[] = {
#define X(name, id, asked) asked,
        CHECK_FINDINGS(X)
#undef X
    };
    return asked_for[finding];
}

/* ---- adding a violation ---------------------------------------------------------------------- */

/* " (benchline.check:4)" behind the rule itself. */
static void put_rule(BlBuf *out, const CheckRule *rule)
{
    if (rule)
        bl_buf_printf(out, ": %s", rule->text);
    if (rule && rule->file)
        bl_buf_printf(out, " (%s:%u)", rule->file, rule->line);
}

static void add(Check *check, CheckFinding finding, const CheckRule *rule, const ComparePair *pair,
                BlBuf *message)
{
    const CompareSide *side = compare_side(pair);
    CheckViolation violation = {.finding = finding, .rule = rule, .pair = pair};
    BlBuf name = {0};
    put_rule(message, rule);
    compare_put_name(&name, pair, "");
    violation.package = side->package;
    violation.file = side->benchmark->file;
    if (pair->after.benchmark) { /* what is gone has no place in a file of today */
        violation.line = side->benchmark->line;
        violation.column = side->benchmark->column;
    }
    violation.name = bl_str_dup(&check->arena, bl_buf_view(&name));
    violation.message = bl_str_dup(&check->arena, bl_buf_view(message));
    bl_vec_push(&check->violations, violation);
    bl_buf_free(&name);
    bl_buf_free(message);
}

/* ---- rules ----------------------------------------------------------------------------------- */

static bool is_allowed(const Check *check, CheckRuleKind kind, const CompareSide *side)
{
    for (size_t i = 0; i < check->rules->list.count; i++) {
        const CheckRule *rule = &check->rules->list.items[i];
        if (rule->kind == kind && check_rule_takes(rule, side))
            return true;
    }
    return false;
}

/* The last one in the file counts. */
static const CheckRule *increase_rule(const Check *check, CompareUnit unit, const CompareSide *side)
{
    const CheckRule *found = NULL;
    for (size_t i = 0; i < check->rules->list.count; i++) {
        const CheckRule *rule = &check->rules->list.items[i];
        if (rule->kind == CHECK_INCREASE && rule->unit == unit && check_rule_takes(rule, side))
            found = rule;
    }
    return found;
}

/* From 0 to anything is more than any percentage. */
static bool is_too_much(const CheckRule *rule, double before, double after)
{
    const double rounding = 1e-9; /* of what was divided */
    double more = after - before;
    if (!rule->percent)
        return more > rule->value + rounding;
    return before > 0 ? 100 * more / before > rule->value + rounding : more > 0;
}

static void check_increase(Check *check, const ComparePair *pair, CompareUnit unit)
{
    const CompareFigure *figure = &pair->figures[unit];
    const CheckRule *rule = increase_rule(check, unit, &pair->after);
    double before = figure->stats.a.center, after = figure->stats.b.center;
    BlBuf message = {0};
    if (!rule || figure->verdict != COMPARE_CHANGED || !is_too_much(rule, before, after))
        return;
    compare_put_with_unit(&message, unit, after);
    bl_buf_puts(&message, ", ");
    compare_put_value(&message, unit, before);
    bl_buf_puts(&message, " before");
    if (before > 0)
        bl_buf_printf(&message, " (%+.2f%%)", figure->stats.delta);
    add(check, (CheckFinding)(CHECK_IS_ALLOCS_INCREASE + (int)unit), rule, pair, &message);
}

static bool keeps(const CheckRule *rule, double value)
{
    switch (rule->operator) {
    case CHECK_LESS_OR_EQUAL:
        return value <= rule->value;
    case CHECK_LESS:
        return value < rule->value;
    case CHECK_EQUAL:
        return value >= rule->value && value <= rule->value;
    case CHECK_MORE_OR_EQUAL:
        return value >= rule->value;
    case CHECK_MORE:
        return value > rule->value;
    case CHECK_OPERATOR_COUNT:
        break;
    }
    return false;
}

static void check_limits(Check *check, const ComparePair *pair)
{
    for (size_t i = 0; i < check->rules->list.count; i++) {
        const CheckRule *rule = &check->rules->list.items[i];
        double value = pair->after.smallest[rule->unit];
        BlBuf message = {0};
        if (rule->kind != CHECK_LIMIT || !check_rule_takes(rule, &pair->after))
            continue;
        if (keeps(rule, value)) /* what was not measured keeps none */
            continue;
        if (isnan(value))
            bl_buf_printf(&message, "%s was not measured", compare_unit_name(rule->unit));
        else
            compare_put_with_unit(&message, rule->unit, value);
        add(check, (CheckFinding)(CHECK_IS_ALLOCS_LIMIT + (int)rule->unit), rule, pair, &message);
    }
}

/* ---- what was not measured ------------------------------------------------------------------- */

void check_put_status(BlBuf *out, const char *status, const char *reason)
{
    bl_buf_printf(out, "%s%s%s", status, reason ? ": " : "", reason ? reason : "");
}

const char *check_package_name(const ResultPackage *package)
{
    return package->import_path ? package->import_path : "(package not named)";
}

/* A rule for all, or one whose pattern is the package's path. */
static bool may_fail(const Check *check, const ResultPackage *package)
{
    const char *path = package->import_path ? package->import_path : "";
    for (size_t i = 0; i < check->rules->list.count; i++) {
        const CheckRule *rule = &check->rules->list.items[i];
        if (rule->kind == CHECK_ALLOW_FAILING &&
            (!rule->pattern || find_pattern_matches(rule->pattern, path)))
            return true;
    }
    return false;
}

/* Is it a violation that the package is not fine, or allowed? Not where it was so before: what its
 * benchmarks have come to is then told of each. */
static bool is_told(const Check *check, const ResultProject *project, const ResultPackage *package)
{
    const Comparison *comparison = &check->comparison;
    const ResultPackage *before =
        check->has_baseline ? compare_find_package(comparison, comparison->before, project, package)
                            : NULL;
    bool stood_before = before && before->status == package->status;
    return !compare_is_fine(package) && (!stood_before || may_fail(check, package));
}

static void check_missing(Check *check, const ComparePair *pair)
{
    if (!pair->before.benchmark || pair->before.status != RESULT_OK ||
        is_allowed(check, CHECK_ALLOW_MISSING, &pair->before))
        return;
    const Comparison *comparison = &check->comparison;
    const ResultPackage *package = compare_find_package(comparison, comparison->after,
                                                        pair->before.project, pair->before.package);
    if (package && is_told(check, pair->before.project, package))
        return;
    BlBuf message = {0};
    if (pair->after.benchmark) {
        check_put_status(&message, result_status_name(pair->after.status),
                         pair->after.benchmark->reason);
        bl_buf_puts(&message, ", measured before");
    } else {
        bl_buf_puts(&message, "it is no longer there, and was measured before");
    }
    add(check, CHECK_IS_MISSING, NULL, pair, &message);
}

static void check_failing(Check *check, const ComparePair *pair)
{
    bool told = pair->after.status == RESULT_NOT_RUN &&
                is_told(check, pair->after.project, pair->after.package);
    BlBuf message = {0};
    if (told || is_allowed(check, CHECK_ALLOW_FAILING, &pair->after))
        return;
    check_put_status(&message, result_status_name(pair->after.status),
                     pair->after.benchmark->reason);
    add(check, CHECK_IS_FAILING, NULL, pair, &message);
}

static void check_package(Check *check, const ResultProject *project, const ResultPackage *package)
{
    if (!is_told(check, project, package) || may_fail(check, package))
        return;
    CheckViolation violation = {.finding = CHECK_IS_PACKAGE_FAILING, .package = package};
    BlBuf message = {0};
    check_put_status(&message, result_package_status_name(package->status), package->reason);
    violation.name = check_package_name(package);
    violation.message = bl_str_dup(&check->arena, bl_buf_view(&message));
    bl_vec_push(&check->violations, violation);
    bl_buf_free(&message);
}

static void check_packages(Check *check)
{
    const Results *results = check->comparison.after;
    for (size_t i = 0; i < results->projects.count; i++) {
        const ResultProject *project = &results->projects.items[i];
        for (size_t j = 0; j < project->packages.count; j++)
            check_package(check, project, &project->packages.items[j]);
    }
}

/* ---- all ------------------------------------------------------------------------------------- */

static void check_pair(Check *check, const ComparePair *pair)
{
    ResultStatus status = pair->after.status;
    bool stood_before = check->has_baseline && pair->kind == COMPARE_UNMEASURED;
    if (pair->kind == COMPARE_ONLY_OLD) {
        check_missing(check, pair);
        return;
    }
    check->checked++;
    if (status == RESULT_SKIPPED)
        check_missing(check, pair);
    else if (status != RESULT_OK && !stood_before)
        check_failing(check, pair);
    if (status != RESULT_OK)
        return;
    check_limits(check, pair);
    for (int unit = 0; unit < COMPARE_UNIT_COUNT && pair->kind == COMPARE_MEASURED; unit++)
        check_increase(check, pair, (CompareUnit)unit);
}

static int by_index(const void *a, const void *b)
{
    const ComparePair *x = a, *y = b;
    return (x->index > y->index) - (x->index < y->index);
}

static void note_idle(Check *check)
{
    for (size_t i = 0; i < check->rules->list.count; i++) {
        const CheckRule *rule = &check->rules->list.items[i];
        bool used = !rule->pattern;
        for (size_t j = 0; j < check->comparison.pairs.count && !used; j++)
            used = check_rule_takes(rule, compare_side(&check->comparison.pairs.items[j]));
        if (!used)
            bl_vec_push(&check->idle, rule);
    }
}

void check_results(Check *check, const Results *results, const Results *baseline,
                   const CheckRules *rules, const CheckOptions *options)
{
    *check = (Check){.rules = rules, .has_baseline = baseline != NULL};
    compare_results(&check->comparison, baseline ? baseline : results, results,
                    &(CompareOptions){.alpha = options->alpha});
    Comparison *comparison = &check->comparison;
    if (comparison->pairs.count)
        qsort(comparison->pairs.items, comparison->pairs.count, sizeof *comparison->pairs.items,
              by_index);
    check_packages(check);
    for (size_t i = 0; i < comparison->pairs.count; i++)
        check_pair(check, &comparison->pairs.items[i]);
    note_idle(check);
}

void check_free(Check *check)
{
    compare_free(&check->comparison);
    bl_vec_free(&check->violations);
    bl_vec_free(&check->idle);
    bl_arena_free(&check->arena);
}
