/* junit.c - JUnit's XML, as CI systems read it (the format of Ant's junitreport): a suite a
 * package, a case a benchmark, a failure its violations. */
#include "check/parts.h"
#include "results/text.h"

/* ---- XML ------------------------------------------------------------------------------------- */

/* U+FFFE and U+FFFF, of the Basic Multilingual Plane, are no characters (XML 1.0, section 2.2). */
static bool is_character(const char *at)
{
    const unsigned char *c = (const unsigned char *)at;
    return *c >= 0x20 && !(c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE);
}

/* In an attribute or between tags. */
static void put_text(FILE *out, const char *text)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, text);
    for (const char *at = bl_buf_view(&valid).ptr; *at;) {
        size_t length = results_utf8_length(at);
        if (strchr("&<>\"'\t\n\r", *at))
            fprintf(out, "&#%d;", *at);
        else if (!is_character(at))
            fputs("\xEF\xBF\xBD", out);
        else
            fwrite(at, 1, length, out);
        at += length;
    }
    bl_buf_free(&valid);
}

static void put_attribute(FILE *out, const char *name, const char *value)
{
    fprintf(out, " %s=\"", name);
    put_text(out, value);
    fputc('"', out);
}

/* ---- cases ----------------------------------------------------------------------------------- */

static bool concerns(const CheckViolation *violation, const ComparePair *pair,
                     const ResultPackage *package)
{
    return pair ? violation->pair == pair : !violation->pair && violation->package == package;
}

/* Of a benchmark, or, with a pair of NULL, of the package itself; NULL: none. */
static const CheckViolation *first_violation(const Check *check, const ComparePair *pair,
                                             const ResultPackage *package)
{
    for (size_t i = 0; i < check->violations.count; i++)
        if (concerns(&check->violations.items[i], pair, package))
            return &check->violations.items[i];
    return NULL;
}

/* One failure has all of them: of several, readers show the first. */
static void put_failure(const Check *check, const ComparePair *pair, const ResultPackage *package,
                        FILE *out)
{
    BlBuf messages = {0}, lines = {0};
    const CheckViolation *first = first_violation(check, pair, package);
    for (size_t i = 0; first && i < check->violations.count; i++) {
        const CheckViolation *violation = &check->violations.items[i];
        if (!concerns(violation, pair, package))
            continue;
        bl_buf_printf(&messages, "%s%s", messages.len ? "; " : "", violation->message);
        bl_buf_puts(&lines, lines.len ? "\n" : "");
        check_put_violation(&lines, violation);
    }
    if (first) {
        fputs("      <failure", out);
        put_attribute(out, "type", check_finding_id(first->finding));
        put_attribute(out, "message", messages.data);
        fputc('>', out);
        put_text(out, lines.data);
        fputs("</failure>\n", out);
    }
    bl_buf_free(&messages);
    bl_buf_free(&lines);
}

/* No violation, and nothing was measured either: skipped, or failed as it may, or not run since its
 * package is a failure. */
static bool is_skipped(const Check *check, const ComparePair *pair)
{
    return compare_side(pair)->status != RESULT_OK && !first_violation(check, pair, NULL);
}

static void put_skipped(const CompareSide *side, FILE *out)
{
    BlBuf message = {0};
    check_put_status(&message, result_status_name(side->status), side->benchmark->reason);
    fputs("      <skipped", out);
    put_attribute(out, "message", message.data);
    fputs("/>\n", out);
    bl_buf_free(&message);
}

static void put_case(const Check *check, const ComparePair *pair, FILE *out)
{
    const CompareSide *side = compare_side(pair);
    BlBuf name = {0};
    compare_put_name(&name, pair, "");
    fputs("    <testcase", out);
    put_attribute(out, "classname", check_package_name(side->package));
    put_attribute(out, "name", name.data);
    if (side->benchmark->file) {
        put_attribute(out, "file", side->benchmark->file);
        if (pair->after.benchmark)
            fprintf(out, " line=\"%u\"", side->benchmark->line);
    }
    if (pair->after.benchmark && isfinite(pair->after.smallest[COMPARE_TIME]))
        fprintf(out, " time=\"%.9f\"", pair->after.smallest[COMPARE_TIME] / 1e9);
    fputs(">\n", out);
    put_failure(check, pair, NULL, out);
    if (is_skipped(check, pair))
        put_skipped(side, out);
    fputs("    </testcase>\n", out);
    bl_buf_free(&name);
}

/* ---- suites ---------------------------------------------------------------------------------- */

/* What is missed is a case of its package in the run that is checked, if that is there. */
static const ResultPackage *suite_of(const Check *check, const ComparePair *pair)
{
    if (pair->after.benchmark)
        return pair->after.package;
    const Comparison *comparison = &check->comparison;
    const ResultPackage *now = compare_find_package(comparison, comparison->after,
                                                    pair->before.project, pair->before.package);
    return now ? now : pair->before.package;
}

/* What is only in the baseline is a case if it is missed. */
static bool is_case(const Check *check, const ComparePair *pair, const ResultPackage *package)
{
    return suite_of(check, pair) == package &&
           (pair->after.benchmark || first_violation(check, pair, NULL));
}

typedef struct Counts {
    size_t tests, failures, skipped;
} Counts;

static Counts count_suite(const Check *check, const ResultPackage *package)
{
    bool itself = first_violation(check, NULL, package) != NULL;
    Counts counts = {itself, itself, 0};
    for (size_t i = 0; i < check->comparison.pairs.count; i++) {
        const ComparePair *pair = &check->comparison.pairs.items[i];
        if (!is_case(check, pair, package))
            continue;
        counts.tests++;
        counts.failures += first_violation(check, pair, NULL) != NULL;
        counts.skipped += is_skipped(check, pair);
    }
    return counts;
}

static void put_counts(Counts counts, FILE *out)
{
    fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"0\" skipped=\"%zu\">\n", counts.tests,
            counts.failures, counts.skipped);
}

static void put_suite(const Check *check, const ResultPackage *package, FILE *out)
{
    Counts counts = count_suite(check, package);
    if (!counts.tests)
        return;
    fputs("  <testsuite", out);
    put_attribute(out, "name", check_package_name(package));
    put_counts(counts, out);
    if (first_violation(check, NULL, package)) {
        fputs("    <testcase", out);
        put_attribute(out, "classname", check_package_name(package));
        put_attribute(out, "name", "package");
        fputs(">\n", out);
        put_failure(check, NULL, package, out);
        fputs("    </testcase>\n", out);
    }
    for (size_t i = 0; i < check->comparison.pairs.count; i++)
        if (is_case(check, &check->comparison.pairs.items[i], package))
            put_case(check, &check->comparison.pairs.items[i], out);
    fputs("  </testsuite>\n", out);
}

/* ---- the whole ------------------------------------------------------------------------------- */

static void add_counts(Counts *total, const Check *check, const Results *results)
{
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++) {
            Counts counts = count_suite(check, &results->projects.items[i].packages.items[j]);
            total->tests += counts.tests;
            total->failures += counts.failures;
            total->skipped += counts.skipped;
        }
}

static void put_suites(const Check *check, const Results *results, FILE *out)
{
    for (size_t i = 0; i < results->projects.count; i++)
        for (size_t j = 0; j < results->projects.items[i].packages.count; j++)
            put_suite(check, &results->projects.items[i].packages.items[j], out);
}

/* The baseline has suites of packages that are missed. */
void check_write_junit(const Check *check, FILE *out)
{
    Counts total = {0};
    add_counts(&total, check, check->comparison.after);
    if (check->has_baseline)
        add_counts(&total, check, check->comparison.before);
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"benchline check\"", out);
    put_counts(total, out);
    put_suites(check, check->comparison.after, out);
    if (check->has_baseline)
        put_suites(check, check->comparison.before, out);
    fputs("</testsuites>\n", out);
}
