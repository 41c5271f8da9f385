/* rules.c - the file of rules.
 *
 *     line    = [ rule ] [ comment ]
 *     rule    = increase "=" number [ "%" ] [ "for" PATTERN ]
 *             | unit operator number [ "for" PATTERN ]
 *             | ( "allow-missing" | "allow-failing" ) [ "for" PATTERN ]
 *     comment = "#" ..., at the line's beginning or behind a blank
 *
 * A PATTERN is a regular expression and goes to the end of the line. Each line that is none of this
 * is an error of its own, at the byte where something else was expected.
 */
#include <stdlib.h>

#include "benchline/check.h"

typedef struct Reader {
    CheckRules *rules;
    const char *file;
    BlDiags *diags;
    BlStr source; /* the line as it stands */
    BlStr line;   /* without its comment and blanks at its end */
    size_t at;
    uint32_t number;
} Reader;

const char *check_operator_name(CheckOperator operator)
{
    static const char *const names[] = {
#define X(name, text) text,
        CHECK_OPERATORS(X)
#undef X
    };
    return names[operator];
}

/* ---- errors ---------------------------------------------------------------------------------- */

static bool fail_at(Reader *reader, size_t at, const char *message)
{
    BlDiag *diag = bl_diag_add(reader->diags, BL_ERROR, reader->file, "%s", message);
    bl_diag_at(reader->diags, diag, reader->number, (uint32_t)at + 1, reader->source);
    return false;
}

static bool fail(Reader *reader, const char *message)
{
    return fail_at(reader, reader->at, message);
}

/* ---- words ----------------------------------------------------------------------------------- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void skip_blanks(Reader *reader)
{
    while (reader->at < reader->line.len && is_blank(reader->line.ptr[reader->at]))
        reader->at++;
}

static bool at_end(const Reader *reader)
{
    return reader->at == reader->line.len;
}

/* Takes the text where it stands, whatever follows. */
static bool take(Reader *reader, const char *text)
{
    BlStr rest = bl_str_from(reader->line, reader->at);
    if (!bl_str_starts(rest, bl_cstr(text)))
        return false;
    reader->at += strlen(text);
    return true;
}

/* Takes it as a word: a blank or one of the characters that may follow one comes after it. */
static bool take_word(Reader *reader, const char *text)
{
    size_t start = reader->at;
    if (take(reader, text) && (at_end(reader) || strchr(" \t=<>", reader->line.ptr[reader->at])))
        return true;
    reader->at = start;
    return false;
}

/* Digits with a point among them; no sign, no exponent, no locale. */
static bool take_number(Reader *reader, double *value)
{
    size_t start = reader->at, digits = 0;
    double scale = 1;
    bool point = false;
    *value = 0;
    for (; !at_end(reader); reader->at++) {
        char c = reader->line.ptr[reader->at];
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            scale *= point ? 10 : 1;
            *value = *value * 10 + (c - '0');
            digits++;
        } else {
            break;
        }
    }
    *value /= scale;
    if (digits && digits <= 15)
        return true;
    reader->at = start;
    return false;
}

/* ---- rules ----------------------------------------------------------------------------------- */

/* The pattern of a whole name. */
static bool take_pattern(Reader *reader, CheckRule *rule)
{
    static const char before[] = "^(?:", after[] = ")\\z";
    BlStr text = bl_str_from(reader->line, reader->at);
    BlArena *arena = &reader->rules->arena;
    FindPatternError error;
    if (memchr(text.ptr, '\0', text.len))
        return fail(reader, "a NUL byte in a regular expression");
    /* Alone first: ")(" would be one between the two others. */
    const char *alone = bl_str_dup(arena, text);
    rule->pattern = find_pattern_new(alone, &error);
    if (!rule->pattern) {
        BlBuf message = {0};
        bl_buf_printf(&message, "expected a regular expression: %s", error.message);
        fail_at(reader, reader->at + (error.at < text.len ? error.at : text.len), message.data);
        bl_buf_free(&message);
        return false;
    }
    find_pattern_free(rule->pattern);
    rule->pattern =
        find_pattern_new(bl_arena_printf(arena, "%s%s%s", before, alone, after), &error);
    if (!rule->pattern) /* such as one that ends in a comment, (?x)# */
        return fail(reader, "expected a regular expression that can be of a whole name");
    reader->at = reader->line.len;
    return true;
}

/* [ "for" PATTERN ] and the end. */
static bool take_rest(Reader *reader, CheckRule *rule, const char *expected)
{
    skip_blanks(reader);
    if (at_end(reader))
        return true;
    if (!take_word(reader, "for"))
        return fail(reader, expected);
    skip_blanks(reader);
    if (at_end(reader))
        return fail(reader, "expected a regular expression, such as BenchmarkParse.*, after 'for'");
    return take_pattern(reader, rule);
}

static bool take_increase(Reader *reader, CheckRule *rule)
{
    rule->kind = CHECK_INCREASE;
    skip_blanks(reader);
    if (!take(reader, "="))
        return fail(reader, "expected '=' and how much more it may be, such as 0 or 5%");
    skip_blanks(reader);
    if (!take_number(reader, &rule->value))
        return fail(reader, "expected a number, such as 0 or 5%, of up to 15 digits");
    rule->percent = take(reader, "%");
    return take_rest(reader, rule, "expected %, 'for' and a regular expression, or the line's end");
}

static bool take_operator(Reader *reader, CheckOperator *operator)
{
    static const CheckOperator longest_first[] = {CHECK_LESS_OR_EQUAL, CHECK_MORE_OR_EQUAL,
                                                  CHECK_EQUAL, CHECK_LESS, CHECK_MORE};
    for (size_t i = 0; i < CHECK_OPERATOR_COUNT; i++)
        if (take(reader, check_operator_name(longest_first[i]))) {
            *operator= longest_first[i];
            return true;
        }
    return false;
}

static bool take_limit(Reader *reader, CheckRule *rule)
{
    rule->kind = CHECK_LIMIT;
    skip_blanks(reader);
    if (!take_operator(reader, &rule->operator))
        return fail(reader, "expected <=, <, ==, >= or > and a number");
    skip_blanks(reader);
    if (!take_number(reader, &rule->value))
        return fail(reader, "expected a number of up to 15 digits, in the unit before it");
    return take_rest(reader, rule, "expected 'for' and a regular expression, or the line's end");
}

static bool take_rule(Reader *reader, CheckRule *rule)
{
    for (int unit = 0; unit < COMPARE_UNIT_COUNT; unit++) {
        char increase[32];
        snprintf(increase, sizeof increase, "max-%s-increase",
                 compare_unit_word((CompareUnit)unit));
        rule->unit = (CompareUnit)unit;
        if (take_word(reader, increase))
            return take_increase(reader, rule);
        if (take_word(reader, compare_unit_name((CompareUnit)unit)))
            return take_limit(reader, rule);
    }
    bool missing = take_word(reader, "allow-missing");
    rule->kind = missing ? CHECK_ALLOW_MISSING : CHECK_ALLOW_FAILING;
    if (missing || take_word(reader, "allow-failing"))
        return take_rest(reader, rule,
                         "expected 'for' and a regular expression, or the line's end");
    return fail(reader, "expected max-allocs-increase, max-bytes-increase, max-time-increase, "
                        "allocs/op, B/op, ns/op, allow-missing or allow-failing");
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* A '#' inside of a word is none: subtests are called TestX/#00. */
static BlStr without_comment(BlStr line)
{
    size_t end = 0;
    while (end < line.len && !(line.ptr[end] == '#' && (end == 0 || is_blank(line.ptr[end - 1]))))
        end++;
    while (end > 0 && (is_blank(line.ptr[end - 1]) || line.ptr[end - 1] == '\r'))
        end--;
    return bl_str(line.ptr, end);
}

static bool read_line(Reader *reader)
{
    CheckRule rule = {.file = reader->file, .line = reader->number};
    reader->line = without_comment(reader->source);
    reader->at = 0;
    skip_blanks(reader);
    if (at_end(reader))
        return true;
    rule.column = (uint32_t)reader->at + 1;
    rule.text = bl_str_dup(&reader->rules->arena, bl_str_trim(reader->line));
    if (take_rule(reader, &rule)) {
        bl_vec_push(&reader->rules->list, rule);
        return true;
    }
    find_pattern_free(rule.pattern);
    return false;
}

bool check_read_rules(CheckRules *rules, const char *file, BlStr text, BlDiags *diags)
{
    *rules = (CheckRules){0};
    Reader reader = {.rules = rules, .diags = diags};
    BlStr rest = text;
    bool able = true, more = true;
    reader.file = bl_str_dup(&rules->arena, bl_cstr(file));
    while (more) {
        more = bl_str_cut(rest, '\n', &reader.source, &rest);
        reader.number++;
        able &= read_line(&reader);
    }
    return able;
}

void check_default_rules(CheckRules *rules)
{
    *rules = (CheckRules){0};
    bl_vec_push(&rules->list, (CheckRule){.kind = CHECK_INCREASE,
                                          .unit = COMPARE_ALLOCS,
                                          .text = "max-allocs-increase = 0"});
}

void check_rules_free(CheckRules *rules)
{
    for (size_t i = 0; i < rules->list.count; i++)
        find_pattern_free(rules->list.items[i].pattern);
    bl_vec_free(&rules->list);
    bl_arena_free(&rules->arena);
}

/* ---- whom a rule is for ---------------------------------------------------------------------- */

/* Alone, or behind its import path; as it is, or with the "-4" of GOMAXPROCS. */
static bool matches(const CheckRule *rule, const CompareSide *side, const char *name)
{
    const char *path = side->package->import_path ? side->package->import_path : "";
    bool does = false;
    if (!name)
        return false;
    for (int form = 0; form < 4 && !does; form++) {
        BlBuf text = {0};
        bl_buf_printf(&text, "%s%s%s", form & 1 ? path : "", form & 1 ? "." : "", name);
        if (form & 2)
            bl_buf_printf(&text, "-%llu", (unsigned long long)side->benchmark->procs);
        does = find_pattern_matches(rule->pattern, text.data);
        bl_buf_free(&text);
    }
    return does;
}

bool check_rule_takes(const CheckRule *rule, const CompareSide *side)
{
    return !rule->pattern || matches(rule, side, side->benchmark->test) ||
           matches(rule, side, side->benchmark->name);
}
