/* literals.c - what is wrong with a malformed literal or line directive.
 *
 * The lexer's automaton only tells right from wrong; these functions run once, on the one literal
 * that stopped the parse, and find the sentence a person needs. They point where go/scanner points.
 */
#include "syntax/lexer.h"

const char go_illegal_character[] = "illegal character";

static void set_error(GoLexer *lexer, uint32_t at, const char *error)
{
    if (lexer->error)
        return;
    lexer->error = error;
    lexer->error_at = at;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static unsigned char lower(unsigned char c)
{
    return c >= 'A' && c <= 'Z' ? (unsigned char)(c | 0x20) : c;
}

/* ---- numbers --------------------------------------------------------------------------------- */

typedef struct Number {
    const unsigned char *text;
    uint32_t start, end; /* offsets in the source; text[0] is at start */
    unsigned base;
    bool has_digits;
    bool is_float;
    uint32_t bad_digit; /* offset of the first digit the base does not have; 0: none */
} Number;

/* Digits and underscores from `at`; the offset after them. */
static uint32_t scan_digits(Number *n, const unsigned char *source, uint32_t at)
{
    for (; at < n->end; at++) {
        unsigned char c = lower(source[at]);
        bool digit = is_digit(c) || (n->base == 16 && c >= 'a' && c <= 'f');
        if (!digit && c != '_')
            break;
        n->has_digits |= digit;
        if (is_digit(c) && (unsigned)(c - '0') >= n->base && !n->bad_digit)
            n->bad_digit = at;
    }
    return at;
}

static unsigned base_of(const unsigned char *text)
{
    if (text[0] != '0')
        return 10;
    switch (lower(text[1])) {
    case 'x':
        return 16;
    case 'b':
        return 2;
    case 'o':
        return 8;
    default:
        return is_digit(text[1]) || text[1] == '_' ? 8 : 10;
    }
}

/* The first underscore that does not stand between two digits, or between a prefix and a digit. */
static uint32_t misplaced_underscore(const unsigned char *source, const Number *n, bool prefixed)
{
    unsigned char before = prefixed ? '0' : '.';
    for (uint32_t at = prefixed ? n->start + 2 : n->start; at < n->end; at++) {
        unsigned char c = lower(source[at]);
        bool digit = is_digit(c) || (n->base == 16 && c >= 'a' && c <= 'f');
        if (c == '_' && before != '0')
            return at;
        if (c != '_' && !digit && before == '_')
            return at - 1;
        before = c == '_' ? '_' : digit ? '0' : '.';
    }
    return before == '_' ? n->end - 1 : n->start;
}

void go_explain_number(GoLexer *lexer, uint32_t start, uint32_t end)
{
    const unsigned char *source = lexer->begin;
    Number n = {
        .text = source + start, .start = start, .end = end, .base = base_of(source + start)};
    bool prefixed = n.text[0] == '0' && n.base != 10 && !is_digit(n.text[1]) && n.text[1] != '_';
    uint32_t at = scan_digits(&n, source, prefixed ? start + 2 : start);
    if (at < end && source[at] == '.') {
        n.is_float = true;
        if (prefixed && n.base != 16) {
            set_error(lexer, at,
                      "invalid radix point: only decimal and hexadecimal numbers have one");
            return;
        }
        at = scan_digits(&n, source, at + 1);
    }
    if (!n.has_digits) {
        set_error(lexer, end, "number has no digits after its prefix");
        return;
    }
    unsigned char letter = at < end ? lower(source[at]) : 0;
    if (letter == 'e' || letter == 'p') {
        n.is_float = true;
        if (letter == 'e' && prefixed) {
            set_error(lexer, at, "'e' exponent requires a decimal mantissa");
            return;
        }
        if (letter == 'p' && n.base != 16) {
            set_error(lexer, at, "'p' exponent requires a hexadecimal mantissa");
            return;
        }
        Number exponent = {.end = end, .base = 10};
        at += at + 1 < end && (source[at + 1] == '+' || source[at + 1] == '-') ? 2 : 1;
        scan_digits(&exponent, source, at);
        if (!exponent.has_digits) {
            set_error(lexer, end, "exponent has no digits");
            return;
        }
    } else if (n.base == 16 && n.is_float) {
        set_error(lexer, at, "hexadecimal floating-point number requires a 'p' exponent");
        return;
    }
    if (n.bad_digit && !n.is_float)
        set_error(lexer, n.bad_digit,
                  n.base == 2 ? "invalid digit in binary number" : "invalid digit in octal number");
    else
        set_error(lexer, misplaced_underscore(source, &n, prefixed),
                  "'_' must separate successive digits");
}

/* ---- runes and strings ------------------------------------------------------------------------
 */

static unsigned hex_value(unsigned char c)
{
    c = lower(c);
    if (is_digit(c))
        return (unsigned)(c - '0');
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* Looks at the escape whose backslash is at `at`. NULL when it is fine; else the error, and where
 * in *where. *after is the offset after the escape. */
static const char *check_escape(const unsigned char *source, uint32_t at, unsigned char quote,
                                uint32_t *after, uint32_t *where)
{
    unsigned char c = source[at + 1];
    unsigned base = 16, count = 0;
    uint32_t digits = at + 2, limit = 0x10FFFF;
    *where = at + 1;
    *after = digits;
    if (c == quote || (c && strchr("abfnrtv\\", c)))
        return NULL;
    if (c >= '0' && c <= '7') {
        base = 8, count = 3, digits = at + 1, limit = 255;
    } else if (c == 'x') {
        count = 2, limit = 255;
    } else if (c == 'u') {
        count = 4;
    } else if (c == 'U') {
        count = 8;
    } else {
        return "unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)";
    }
    uint32_t value = 0;
    for (unsigned i = 0; i < count; i++) {
        unsigned digit = hex_value(source[digits + i]);
        if (digit >= base) {
            *where = digits + i;
            return "illegal character in escape sequence: expected another digit";
        }
        value = value * base + digit;
    }
    *after = digits + count;
    if (value > limit || (count >= 4 && value >= 0xD800 && value < 0xE000))
        return limit == 255 ? "escape sequence is larger than a byte"
                            : "escape sequence is an invalid Unicode code point";
    return NULL;
}

static const char illegal_nul[] = "illegal character NUL";

void go_explain_quoted(GoLexer *lexer, uint32_t start)
{
    const unsigned char *source = lexer->begin;
    uint32_t limit = (uint32_t)(lexer->limit - lexer->begin);
    unsigned char quote = source[start];
    uint32_t at = start + 1, runes = 0, nul = 0;
    while (at < limit && source[at] != '\n' && source[at] != quote) {
        if (source[at] == '\\') {
            uint32_t where;
            const char *error = check_escape(source, at, quote, &at, &where);
            if (error) {
                set_error(lexer, nul ? nul : where, nul ? illegal_nul : error);
                return;
            }
        } else {
            if (!source[at] && !nul)
                nul = at;
            at++;
            while ((source[at] & 0xC0) == 0x80)
                at++;
        }
        runes++;
    }
    if (at >= limit || source[at] == '\n')
        set_error(lexer, start,
                  quote == '"' ? "string literal not terminated: expected a closing \""
                               : "rune literal not terminated: expected a closing '");
    else if (nul)
        set_error(lexer, nul, illegal_nul);
    else
        set_error(lexer, start,
                  runes == 0 ? "empty rune literal: expected one character"
                             : "more than one character in rune literal "
                               "(strings take double quotes)");
}

/* ---- line directives (go doc cmd/compile, "Compiler Directives") -------------------------------
 */

enum { MAX_LINE_OR_COLUMN = 1 << 30 };

/* The number after the last ':' of text[0..len). Returns the offset after that ':', 0 when there is
 * no ':'; *valid tells whether it is a number of at most 64 bits, and *value what it is. */
static uint32_t trailing_number(const unsigned char *text, uint32_t len, uint64_t *value,
                                bool *valid)
{
    uint32_t digits = len;
    while (digits > 0 && text[digits - 1] != ':')
        digits--;
    *value = 0;
    *valid = digits < len;
    for (uint32_t i = digits; i < len && *valid; i++) {
        uint64_t digit = (uint64_t)text[i] - '0';
        *valid = is_digit(text[i]) && *value <= (UINT64_MAX - digit) / 10;
        *value = *value * 10 + digit;
    }
    return digits;
}

/* go/scanner reads 64 bits without a sign and compares them with one. */
static bool is_line_or_column(uint64_t number)
{
    return number != 0 && (number <= MAX_LINE_OR_COLUMN || number > INT64_MAX);
}

bool go_check_line_directive(GoLexer *lexer, uint32_t start, uint32_t end)
{
    const unsigned char *source = lexer->begin;
    if (source[start + 1] == '*')
        end -= 2;
    else if (source[end - 1] == '\r')
        end--;
    uint32_t base = start + 7;
    if (base > end)
        return true;
    const unsigned char *text = source + base;
    uint64_t last, before;
    bool last_ok, before_ok;
    uint32_t last_at = trailing_number(text, end - base, &last, &last_ok);
    if (last_at == 0)
        return true; /* no ':', so it is a comment that happens to begin with "line " */
    if (!last_ok) {
        set_error(lexer, base + last_at, "invalid line number in line directive");
        return false;
    }
    uint32_t before_at = trailing_number(text, last_at - 1, &before, &before_ok);
    uint64_t line = before_ok && before_at ? before : last;
    if (before_ok && before_at && !is_line_or_column(last)) {
        set_error(lexer, base + last_at, "invalid column number in line directive");
        return false;
    }
    if (!is_line_or_column(line)) {
        set_error(lexer, base + (before_ok && before_at ? before_at : last_at),
                  "invalid line number in line directive");
        return false;
    }
    return true;
}
