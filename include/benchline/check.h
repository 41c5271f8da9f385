/* check.h - a gate: rules that results must keep, and what broke them.
 *
 * docs/check.md describes the file of rules. Violations point into the results, the baseline and
 * the rules that they were made of, which must outlive them.
 */
#ifndef BENCHLINE_CHECK_H
#define BENCHLINE_CHECK_H

#include "benchline/compare.h"
#include "benchline/diag.h"
#include "benchline/finder.h"

#define CHECK_FILE "benchline.check" /* looked for in a folder and those above it */

/* ---- rules ----------------------------------------------------------------------------------- */

typedef enum CheckRuleKind {
    CHECK_INCREASE,      /* `max-allocs-increase = 0`: against the baseline */
    CHECK_LIMIT,         /* `allocs/op <= 3` */
    CHECK_ALLOW_MISSING, /* `allow-missing`: in the baseline, and no longer measured */
    CHECK_ALLOW_FAILING, /* `allow-failing` */
} CheckRuleKind;

/* How a figure must stand to a limit. The second column is how it is written. */
#define CHECK_OPERATORS(X) \
    X(LESS_OR_EQUAL, "<=") \
    X(LESS, "<")           \
    X(EQUAL, "==")         \
    X(MORE_OR_EQUAL, ">=") \
    X(MORE, ">")

typedef enum CheckOperator {
#define X(name, text) CHECK_##name,
    CHECK_OPERATORS(X)
#undef X
        CHECK_OPERATOR_COUNT
} CheckOperator;

const char *check_operator_name(CheckOperator operator);

typedef struct CheckRule {
    CheckRuleKind kind;
    CompareUnit unit;       /* of CHECK_INCREASE and CHECK_LIMIT */
    CheckOperator operator; /* of CHECK_LIMIT */
    double value;           /* in the unit; of `percent`, in percent of the baseline's */
    bool percent;
    FindPattern *pattern; /* of the whole name; NULL: every benchmark */
    const char *text;     /* the line as it stands, without blanks around it and its comment */
    const char *file;     /* NULL: it is a rule of benchline's own */
    uint32_t line, column;
} CheckRule;

typedef struct CheckRules {
    BlArena arena;
    BL_VEC(CheckRule) list; /* in the order of the file */
} CheckRules;

/* Reads a file of rules; `file` is what it is called. False: `diags` has an error for each line
 * that is none, with line, column, and what was expected. check_rules_free() it in both cases. */
bool check_read_rules(CheckRules *rules, const char *file, BlStr text, BlDiags *diags);
/* The rule without a file: not one allocation more. */
void check_default_rules(CheckRules *rules);
void check_rules_free(CheckRules *rules);
/* Does the pattern match a name: a benchmark's, its test's, or either behind its package's import
 * path and a dot? */
bool check_rule_takes(const CheckRule *rule, const CompareSide *side);

/* ---- violations ------------------------------------------------------------------------------ */

/* What is wrong. Columns: name, identifier (JUnit's type, SARIF's rule), what is asked for. */
#define CHECK_FINDINGS(X)                                                                        \
    X(ALLOCS_INCREASE, "max-allocs-increase", "a test must not allocate more often than before") \
    X(BYTES_INCREASE, "max-bytes-increase", "a test must not allocate more than before")         \
    X(TIME_INCREASE, "max-time-increase", "a test must not take longer than before")             \
    X(ALLOCS_LIMIT, "allocs-limit", "allocations per operation must keep their limit")           \
    X(BYTES_LIMIT, "bytes-limit", "bytes per operation must keep their limit")                   \
    X(TIME_LIMIT, "time-limit", "time per operation must keep its limit")                        \
    X(MISSING, "missing", "what was measured before must still be measured")                     \
    X(FAILING, "failing", "a test must be measured to its end")                                  \
    X(PACKAGE_FAILING, "package-failing", "a package must be built and run to its end")

typedef enum CheckFinding {
#define X(name, id, asked) CHECK_IS_##name,
    CHECK_FINDINGS(X)
#undef X
        CHECK_FINDING_COUNT
} CheckFinding;

const char *check_finding_id(CheckFinding finding);
const char *check_finding_asked(CheckFinding finding);

typedef struct CheckViolation {
    CheckFinding finding;
    const CheckRule *rule;   /* that was broken; NULL: none had to be written down */
    const ComparePair *pair; /* of the benchmark; NULL: a package's */
    const ResultPackage *package;
    const char *file;      /* of the test, as the results have it; NULL: unknown */
    uint32_t line, column; /* from 1; 0: unknown */
    const char *name;      /* the test, with its "-8"; the import path of a package */
    const char *message;   /* "3 allocs/op, 0 before: ...", on one line */
} CheckViolation;

typedef struct Check {
    BlArena arena;
    const CheckRules *rules;
    bool has_baseline;
    /* With the baseline, or with themselves where there is none. */
    Comparison comparison;
    BL_VEC(CheckViolation) violations; /* in the order of the results */
    size_t checked;                    /* benchmarks */
    BL_VEC(const CheckRule *) idle;    /* rules with a pattern that matches no benchmark */
} Check;

typedef struct CheckOptions {
    double alpha; /* for what is not exact; 0: STATS_ALPHA */
} CheckOptions;

/* Makes `check`; check_free() it. `baseline` may be NULL: nothing is asked against it. */
void check_results(Check *check, const Results *results, const Results *baseline,
                   const CheckRules *rules, const CheckOptions *options);
void check_free(Check *check);

/* ---- written --------------------------------------------------------------------------------- */

/* Whoever gave `out` asks it whether that went well. Text is a line for each violation. */
void check_write_text(const Check *check, FILE *out);
void check_write_json(const Check *check, FILE *out);
/* Markdown, for the summary of a CI system. */
void check_write_summary(const Check *check, FILE *out);
/* JUnit's XML: a suite a package, a case a benchmark. */
void check_write_junit(const Check *check, FILE *out);
/* SARIF 2.1.0 (OASIS), with each violation at its test. */
void check_write_sarif(const Check *check, FILE *out);

#endif
