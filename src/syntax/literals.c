/* literals.c - what is wrong with a malformed literal or line directive.
 *
 * The lexer's automaton only tells right from wrong; these functions run once, on the one literal
 * that stopped the parse, and find the sentence a person needs. They point where go/scanner points:
 * tests/oracle/literals.sh compares the two on every short literal.
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

/* ---- numbers ---------------------------------------------------------------------------------
 *
 * A malformed number may have several faults. Like go/scanner, these functions read all of it, and
 * what counts is the fault that stands first.
 */

typedef struct Number {
    const unsigned char *source;
    uint32_t start, at, end; /* offsets; `at` is what comes next */
    unsigned base;
    unsigned char prefix; /* x, o or b; 0: a decimal number, or an octal one that begins with 0 */
    const char *fault;    /* the first one, and where it is */
    uint32_t fault_at;
    uint32_t bad_digit; /* offset of the first digit that the base does not have; 0: none */
} Number;

static void find_fault(Number *n, uint32_t at, const char *fault)
{
    if (n->fault && n->fault_at <= at)
        return;
    n->fault = fault;
    n->fault_at = at;
}

static unsigned char next_of(const Number *n)
{
    return n->at < n->end ? lower(n->source[n->at]) : 0;
}

static bool is_digit_of(unsigned base, unsigned char c)
{
    return is_digit(c) || (base == 16 && c >= 'a' && c <= 'f');
}

/* Reads digits and underscores. Was there a digit? */
static bool scan_digits(Number *n, unsigned base)
{
    bool found = false;
    for (; n->at < n->end; n->at++) {
        unsigned char c = next_of(n);
        if (c != '_' && !is_digit_of(base, c))
            break;
        found |= c != '_';
        if (is_digit(c) && (unsigned)(c - '0') >= base && !n->bad_digit)
            n->bad_digit = n->at;
    }
    return found;
}

static void scan_prefix(Number *n)
{
    n->base = 10;
    if (next_of(n) != '0')
        return;
    unsigned char c = lower(n->source[n->start + 1]);
    n->base = c == 'x' ? 16 : c == 'b' ? 2 : 8;
    if (c == 'x' || c == 'o' || c == 'b') {
        n->prefix = c;
        n->at += 2;
    }
}

/* Reads `e` or `p`, a sign and digits. */
static void scan_exponent(Number *n, unsigned char letter)
{
    if (letter == 'e' && n->prefix)
        find_fault(n, n->at, "'e' exponent requires a decimal mantissa");
    if (letter == 'p' && n->prefix != 'x')
        find_fault(n, n->at, "'p' exponent requires a hexadecimal mantissa");
    n->at++;
    if (next_of(n) == '+' || next_of(n) == '-')
        n->at++;
    uint32_t bad_digit = n->bad_digit;
    if (!scan_digits(n, 10))
        find_fault(n, n->at, "exponent has no digits");
    n->bad_digit = bad_digit;
}

/* Finds the first underscore that does not stand between two digits, or a prefix and a digit. */
static void check_underscores(Number *n)
{
    enum { OTHER, DIGIT, UNDERSCORE } before = n->prefix ? DIGIT : OTHER;
    for (uint32_t at = n->prefix ? n->start + 2 : n->start; at <= n->end; at++) {
        unsigned char c = at < n->end ? lower(n->source[at]) : 0;
        bool digit = is_digit_of(n->prefix == 'x' ? 16 : 10, c);
        if ((c == '_' && before != DIGIT) || (c != '_' && !digit && before == UNDERSCORE)) {
            find_fault(n, c == '_' ? at : at - 1, "'_' must separate successive digits");
            return;
        }
        before = c == '_' ? UNDERSCORE : digit ? DIGIT : OTHER;
    }
}

void go_explain_number(GoLexer *lexer, uint32_t start, uint32_t end)
{
    Number n = {.source = lexer->begin, .start = start, .at = start, .end = end};
    scan_prefix(&n);
    bool has_digits = scan_digits(&n, n.base);
    bool is_integer = next_of(&n) != '.';
    if (!is_integer) {
        if (n.prefix && n.prefix != 'x')
            find_fault(&n, n.at,
                       "invalid radix point: only decimal and hexadecimal numbers have one");
        n.at++;
        has_digits |= scan_digits(&n, n.base);
    }
    if (!has_digits)
        find_fault(&n, n.at, "number has no digits after its prefix");
    unsigned char letter = next_of(&n);
    if (letter == 'e' || letter == 'p') {
        is_integer = false;
        scan_exponent(&n, letter);
    } else if (n.prefix == 'x' && !is_integer) {
        find_fault(&n, n.at, "hexadecimal floating-point number requires a 'p' exponent");
    }
    if (n.bad_digit && is_integer && next_of(&n) != 'i')
        find_fault(&n, n.bad_digit,
                   n.base == 2 ? "invalid digit in binary number"
                               : "invalid digit in octal number");
    check_underscores(&n);
    set_error(lexer, n.fault_at, n.fault);
}

/* ---- runes and strings ----------------------------------------------------------------------- */

static unsigned hex_value(unsigned char c)
{
    c = lower(c);
    if (is_digit(c))
        return (unsigned)(c - '0');
    return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}

/* An escape that is a number: how many digits of which base, from how far behind the backslash. */
typedef struct Escape {
    unsigned base, count, skip;
    bool is_byte; /* else a code point */
} Escape;

static Escape escape_of(unsigned char letter)
{
    if (letter >= '0' && letter <= '7')
        return (Escape){8, 3, 1, true};
    if (letter == 'x')
        return (Escape){16, 2, 2, true};
    return (Escape){16, letter == 'u' ? 4 : letter == 'U' ? 8 : 0, 2, false};
}

/* Looks at the escape whose backslash is at `at`. NULL when it is fine; else the error, and where
 * in *where. *after is the offset of what comes next: after an error, what the escape could not be
 * continued with, which may be the closing quote. */
static const char *check_escape(const unsigned char *source, uint32_t at, unsigned char quote,
                                uint32_t *after, uint32_t *where)
{
    unsigned char letter = source[at + 1];
    *where = at + 1;
    *after = at + 2;
    if (letter == quote || (letter && strchr("abfnrtv\\", letter)))
        return NULL;
    Escape escape = escape_of(letter);
    if (!escape.count) {
        *after = at + 1;
        return "unknown escape sequence (in a path or pattern, write \\\\ or use a raw string)";
    }
    uint32_t value = 0, end = at + escape.skip + escape.count;
    for (*after = at + escape.skip; *after < end; ++*after) {
        unsigned digit = hex_value(source[*after]);
        if (digit >= escape.base) {
            *where = *after;
            return "illegal character in escape sequence: expected another digit";
        }
        value = value * escape.base + digit;
    }
    if (escape.is_byte)
        return value > 255 ? "escape sequence is larger than a byte" : NULL;
    bool surrogate = value >= 0xD800 && value < 0xE000;
    return value > 0x10FFFF || surrogate ? "escape sequence is an invalid Unicode code point"
                                         : NULL;
}

/* What a literal in quotes holds, up to its end. */
typedef struct Quoted {
    uint32_t runes;
    bool closed;     /* by its quote, not by the end of the line */
    bool bad_escape; /* is there one? */
    const char *fault;
    uint32_t fault_at; /* the first one */
} Quoted;

static Quoted scan_quoted(const GoLexer *lexer, uint32_t start)
{
    const unsigned char *source = lexer->begin;
    uint32_t limit = (uint32_t)(lexer->limit - lexer->begin);
    unsigned char quote = source[start];
    Quoted quoted = {0};
    uint32_t at = start + 1;
    for (; at < limit && source[at] != '\n' && source[at] != quote; quoted.runes++) {
        const char *fault = NULL;
        uint32_t where = at;
        if (source[at] == '\\') {
            fault = check_escape(source, at, quote, &at, &where);
            quoted.bad_escape |= fault != NULL;
        } else {
            fault = source[at] ? NULL : "illegal character NUL";
            at++;
            while ((source[at] & 0xC0) == 0x80)
                at++;
        }
        if (fault && !quoted.fault) {
            quoted.fault = fault;
            quoted.fault_at = where;
        }
    }
    quoted.closed = at < limit && source[at] == quote;
    return quoted;
}

/* What is wrong with the literal as a whole, from its start; NULL: nothing. With a wrong escape
 * nobody counts a rune's characters. */
static const char *fault_of_whole(Quoted quoted, bool is_string)
{
    if (is_string)
        return quoted.closed ? NULL : "string literal not terminated: expected a closing \"";
    if (quoted.bad_escape || (quoted.closed && quoted.runes == 1))
        return NULL;
    if (!quoted.closed)
        return "rune literal not terminated: expected a closing '";
    return quoted.runes == 0 ? "empty rune literal: expected one character"
                             : "more than one character in rune literal "
                               "(strings take double quotes)";
}

void go_explain_quoted(GoLexer *lexer, uint32_t start)
{
    Quoted quoted = scan_quoted(lexer, start);
    const char *whole = fault_of_whole(quoted, lexer->begin[start] == '"');
    if (whole)
        set_error(lexer, start, whole);
    else if (quoted.fault)
        set_error(lexer, quoted.fault_at, quoted.fault);
    else /* one character, so what is wrong is its bytes */
        set_error(lexer, start + 1, "illegal UTF-8 encoding: Go source is UTF-8");
}

/* ---- line directives (go doc cmd/compile, "Compiler Directives") ----------------------------- */

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
