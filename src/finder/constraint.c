/* constraint.c - does a file belong to a build, by the constraints that stand in it?
 *
 * They are comments before the package clause: one `//go:build` line, or, only when there is none,
 * any number of the older `// +build` lines, of which all must hold. The two kinds may stand in
 * different places. `//go:build` counts wherever a line comment may stand before the first code.
 * `// +build` counts only above the last blank line of the comments that the file starts with, so
 * that the package's own documentation cannot hold one by accident.
 *
 * Expressions are evaluated while they are parsed, without a tree: a tag's value has no side
 * effects, so both sides of an operator are simply read.
 */
#include "benchline/finder.h"

#include <stdlib.h>

#include "finder/parts.h"

/* ---- tags ------------------------------------------------------------------------------------ */

static bool is_tag_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || (unsigned char)c >= 0x80;
}

/* Tags hold the letters and digits of Go identifiers, and dots. Which characters those are, the
 * Go lexer knows: it is asked about an identifier of just these. */
static bool letters_are_gos(BlStr word)
{
    BlBuf clause = {0};
    bl_buf_puts(&clause, "package _");
    for (size_t i = 0; i < word.len; i++)
        bl_buf_putc(&clause, word.ptr[i] == '.' ? '_' : word.ptr[i]);
    bl_buf_putc(&clause, '\n');
    BlStr name;
    bool valid = go_package_name(bl_buf_view(&clause), &name) && name.len == word.len + 1;
    bl_buf_free(&clause);
    return valid;
}

static bool is_tag(BlStr word)
{
    bool ascii = true;
    for (size_t i = 0; i < word.len; i++) {
        if (!is_tag_byte(word.ptr[i]))
            return false;
        ascii = ascii && (unsigned char)word.ptr[i] < 0x80;
    }
    return word.len && (ascii || letters_are_gos(word));
}

/* ---- //go:build expressions ------------------------------------------------------------------ */

/* go/build/constraint sets this limit on the operands, so that nesting is bounded. */
enum { EXPRESSION_MAX = 1000 };

typedef struct Expression {
    const FindTarget *target;
    BlStr text;
    size_t at;   /* offset of the next byte to read */
    BlStr token; /* the last one read; empty at the end and after an error */
    size_t token_at;
    size_t operands;
    const char *error; /* the first error; reading stops there */
    size_t error_at;
} Expression;

static const char unexpected_end[] = "the expression ends unexpectedly";
static const char unclosed[] = "missing closing parenthesis";

static void fail(Expression *e, const char *error, size_t at)
{
    if (!e->error) {
        e->error = error;
        e->error_at = at;
    }
    e->token.len = 0;
    e->at = e->text.len;
}

static size_t token_length(BlStr text)
{
    if (strchr("()!", text.ptr[0]))
        return 1;
    if (text.ptr[0] == '&' || text.ptr[0] == '|')
        return text.len > 1 && text.ptr[1] == text.ptr[0] ? 2 : 0;
    size_t len = 0;
    while (len < text.len && is_tag_byte(text.ptr[len]))
        len++;
    return is_tag(bl_str(text.ptr, len)) ? len : 0;
}

static void next_token(Expression *e)
{
    while (e->at < e->text.len && (e->text.ptr[e->at] == ' ' || e->text.ptr[e->at] == '\t'))
        e->at++;
    BlStr rest = bl_str_from(e->text, e->at);
    e->token_at = e->at;
    e->token = bl_str(rest.ptr, rest.len && rest.ptr[0] ? token_length(rest) : 0);
    e->at += e->token.len;
    if (rest.len && !e->token.len)
        fail(e, "unexpected character", e->token_at);
}

static bool token_is(const Expression *e, BlStr text)
{
    return bl_str_eq(e->token, text);
}

static bool eval_or(Expression *e);

/* atom = tag | "(" or ")" ; the first token has been read. */
static bool eval_atom(Expression *e)
{
    bool value = false;
    size_t at = e->token_at;
    if (token_is(e, BL_STR("("))) {
        value = eval_or(e);
        if (e->error == unexpected_end)
            e->error = unclosed;
        else if (!token_is(e, BL_STR(")")))
            fail(e, unclosed, at);
    } else if (!e->token.len) {
        fail(e, unexpected_end, at);
    } else if (!is_tag_byte(e->token.ptr[0])) {
        fail(e, "unexpected token", at);
    } else {
        value = find_target_has(e->target, e->token);
    }
    if (!e->error)
        next_token(e);
    return value;
}

/* not = [ "!" ] atom ; reads its first token, as `and` and `or` do. */
static bool eval_not(Expression *e)
{
    if (++e->operands > EXPRESSION_MAX)
        fail(e, "the expression is too large", e->at);
    next_token(e);
    if (!token_is(e, BL_STR("!")))
        return eval_atom(e);
    next_token(e);
    if (token_is(e, BL_STR("!")))
        fail(e, "double negation is not allowed", e->token_at);
    return !eval_atom(e);
}

/* and = not { "&&" not } */
static bool eval_and(Expression *e)
{
    bool value = eval_not(e);
    while (token_is(e, BL_STR("&&")))
        value = eval_not(e) && value;
    return value;
}

/* or = and { "||" and } */
static bool eval_or(Expression *e)
{
    bool value = eval_and(e);
    while (token_is(e, BL_STR("||")))
        value = eval_and(e) || value;
    return value;
}

static FindVerdict eval_go_build(const FindTarget *target, BlStr source, BlStr line)
{
    BlStr prefix = BL_STR("//go:build");
    Expression e = {.target = target};
    e.text = find_trim(bl_str_from(line, prefix.len));
    bool fits = eval_or(&e);
    if (!e.error && e.token.len)
        fail(&e, "unexpected token", e.token_at);
    size_t start = (size_t)(e.text.ptr - source.ptr);
    return (FindVerdict){
        .fits = fits && !e.error, .error = e.error, .error_at = start + e.error_at};
}

/* ---- // +build lines ------------------------------------------------------------------------- */

/* Beyond this many operators go/build passes over a +build line. */
enum { PLUS_BUILD_MAX = 100 };

/* [!]tag ; a word that is none counts as the tag "ignore". */
static bool eval_literal(const FindTarget *target, BlStr word)
{
    BlStr ignore = BL_STR("ignore");
    bool negated = word.len && word.ptr[0] == '!';
    if (negated)
        word = bl_str_from(word, 1);
    if (negated && (!word.len || word.ptr[0] == '!'))
        return find_target_has(target, ignore);
    return find_target_has(target, is_tag(word) ? word : ignore) != negated;
}

/* literal { "," literal } ; a comma is "and". */
static bool eval_clause(const FindTarget *target, BlStr clause, size_t *operators)
{
    bool value = true, more = true;
    while (more) {
        BlStr word;
        more = bl_str_cut(clause, ',', &word, &clause);
        value = eval_literal(target, word) && value;
        *operators += more;
    }
    return value;
}

static size_t word_length(BlStr text)
{
    size_t len = 0;
    while (len < text.len && !find_space(bl_str_from(text, len)))
        len++;
    return len;
}

/* clause { " " clause } ; a blank is "or". */
static bool eval_plus_build(const FindTarget *target, BlStr text)
{
    size_t operators = 0;
    bool value = false, empty = true;
    for (text = find_trim(text); text.len; text = find_trim(text)) {
        size_t len = word_length(text);
        operators += !empty;
        value = eval_clause(target, bl_str(text.ptr, len), &operators) || value;
        text = bl_str_from(text, len);
        empty = false;
    }
    if (operators > PLUS_BUILD_MAX)
        return true;
    return empty ? find_target_has(target, BL_STR("ignore")) : value;
}

/* The text after "+build" when the line, trimmed, is such a comment. */
static bool is_plus_build(BlStr line, BlStr *text)
{
    if (!bl_str_starts(line, BL_STR("//")))
        return false;
    line = find_trim(bl_str_from(line, 2));
    BlStr prefix = BL_STR("+build");
    if (!bl_str_starts(line, prefix))
        return false;
    *text = bl_str_from(line, prefix.len);
    return text->len == 0 || find_space(*text);
}

static bool eval_plus_build_lines(const FindTarget *target, BlStr leading)
{
    bool fits = true;
    while (leading.len) {
        BlStr line, text;
        bl_str_cut(leading, '\n', &line, &leading);
        if (is_plus_build(find_trim(line), &text))
            fits = eval_plus_build(target, text) && fits;
    }
    return fits;
}

/* ---- where they stand ------------------------------------------------------------------------ */

typedef struct ConstraintLines {
    BlStr leading;  /* where // +build lines count */
    BlStr go_build; /* the //go:build line; ptr is NULL when there is none */
    BlStr second;   /* another one, which is an error */
} ConstraintLines;

static bool is_go_build(BlStr line)
{
    BlStr prefix = BL_STR("//go:build");
    if (!bl_str_starts(line, prefix))
        return false;
    BlStr rest = bl_str_from(line, prefix.len);
    return rest.len == 0 || find_space(rest);
}

/* Reads over the comments of a trimmed line; false when there is something else on it. */
static bool only_comments(BlStr line, bool *inside)
{
    while (line.len) {
        if (!*inside && bl_str_starts(line, BL_STR("//")))
            return true;
        if (!*inside && !bl_str_starts(line, BL_STR("/*")))
            return false;
        if (!*inside)
            line = bl_str_from(line, 2);
        const char *end = line.len ? memmem(line.ptr, line.len, "*/", 2) : NULL;
        *inside = !end;
        if (!end)
            return true;
        line = find_trim(bl_str(end + 2, line.len - (size_t)(end + 2 - line.ptr)));
    }
    return true;
}

static ConstraintLines find_lines(BlStr source)
{
    ConstraintLines lines = {.leading = bl_str(source.ptr, 0)};
    bool leading = true; /* only blank lines and line comments so far */
    bool inside = false; /* a comment that goes on from line to line */
    for (BlStr line, rest = source; rest.len;) {
        bl_str_cut(rest, '\n', &line, &rest);
        line = find_trim(line);
        if (!line.len && leading)
            lines.leading.len = (size_t)(rest.ptr - source.ptr);
        if (line.len && !bl_str_starts(line, BL_STR("//")))
            leading = false;
        if (!inside && is_go_build(line)) {
            lines.second = lines.go_build.ptr ? line : lines.second;
            lines.go_build = lines.go_build.ptr ? lines.go_build : line;
        }
        if (lines.second.ptr || !only_comments(line, &inside))
            break;
    }
    return lines;
}

FindVerdict find_source_fits(const FindTarget *target, BlStr source)
{
    BlStr text = bl_str_starts(source, BL_BOM) ? bl_str_from(source, BL_BOM.len) : source;
    ConstraintLines lines = find_lines(text);
    if (lines.second.ptr)
        return (FindVerdict){.error = "a second //go:build line",
                             .error_at = (size_t)(lines.second.ptr - source.ptr)};
    if (lines.go_build.ptr)
        return eval_go_build(target, source, lines.go_build);
    return (FindVerdict){.fits = eval_plus_build_lines(target, lines.leading)};
}
