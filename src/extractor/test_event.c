/* test_event.c - see test_event.h.
 *
 * A scanner rather than a JSON tree: an event is read once, for seven of its members, and a large
 * log has tens of millions of them. Nested values are skipped by counting brackets, so nothing here
 * recurses, however deep the input is.
 */
#include "extractor/test_event.h"

#include <math.h>

#include "extractor/bench_line.h"

typedef struct Scanner {
    BlStr line;
    size_t at;
} Scanner;

/* The byte at the scanner, '\0' at the end (which no production below accepts). */
static char peek(const Scanner *scanner)
{
    return scanner->at < scanner->line.len ? scanner->line.ptr[scanner->at] : '\0';
}

static void skip_blanks(Scanner *scanner)
{
    while (peek(scanner) == ' ' || peek(scanner) == '\t' || peek(scanner) == '\r')
        scanner->at++;
}

static bool accept(Scanner *scanner, char c)
{
    skip_blanks(scanner);
    if (peek(scanner) != c)
        return false;
    scanner->at++;
    return true;
}

/* The inside of a string; the scanner stands at its opening quote. */
static bool read_string(Scanner *scanner, BlStr *text)
{
    if (!accept(scanner, '"'))
        return false;
    size_t start = scanner->at;
    while (scanner->at < scanner->line.len && peek(scanner) != '"')
        scanner->at += peek(scanner) == '\\' ? 2 : 1;
    if (scanner->at >= scanner->line.len) {
        scanner->at = start;
        return false;
    }
    *text = bl_str(scanner->line.ptr + start, scanner->at - start);
    scanner->at++;
    return true;
}

/* A number or one of true, false, null: everything up to what ends a value. */
static bool read_word(Scanner *scanner, BlStr *word)
{
    size_t start = scanner->at;
    while (peek(scanner) && !strchr(",}] \t\r", peek(scanner)))
        scanner->at++;
    *word = bl_str(scanner->line.ptr + start, scanner->at - start);
    return word->len > 0;
}

/* An object or array, by its brackets. */
static bool skip_nested(Scanner *scanner)
{
    size_t depth = 0;
    do {
        BlStr text;
        char c = peek(scanner);
        if (c == '"') {
            if (!read_string(scanner, &text))
                return false;
            continue;
        }
        depth += c == '{' || c == '[';
        depth -= c == '}' || c == ']';
        if (scanner->at++ >= scanner->line.len)
            return false;
    } while (depth);
    return true;
}

static BlStr *member(TestEvent *event, BlStr key)
{
    const struct {
        BlStr key;
        BlStr *value;
    } members[] = {
        {BL_STR("Action"), &event->action}, {BL_STR("Package"), &event->package},
        {BL_STR("Test"), &event->test},     {BL_STR("ImportPath"), &event->import_path},
        {BL_STR("Output"), &event->output}, {BL_STR("FailedBuild"), &event->failed_build},
        {BL_STR("Time"), &event->time},
    };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (bl_str_eq(key, members[i].key))
            return members[i].value;
    return NULL;
}

static bool read_value(Scanner *scanner, BlStr key, TestEvent *event)
{
    BlStr text = {"", 0};
    skip_blanks(scanner);
    if (peek(scanner) == '{' || peek(scanner) == '[')
        return skip_nested(scanner);
    if (peek(scanner) == '"') {
        if (!read_string(scanner, &text))
            return false;
        BlStr *slot = member(event, key);
        if (slot)
            *slot = text;
        return true;
    }
    if (!read_word(scanner, &text))
        return false;
    double seconds;
    if (bl_str_eq(key, BL_STR("Elapsed")) && bench_number(text, &seconds) && isfinite(seconds))
        event->elapsed = seconds;
    return true;
}

static bool read_members(Scanner *scanner, TestEvent *event)
{
    if (!accept(scanner, '{'))
        return false;
    if (accept(scanner, '}'))
        return true;
    do {
        BlStr key;
        skip_blanks(scanner);
        if (!read_string(scanner, &key) || !accept(scanner, ':') ||
            !read_value(scanner, key, event))
            return false;
    } while (accept(scanner, ','));
    return accept(scanner, '}');
}

bool test_event_is_likely(BlStr line)
{
    return line.len > 1 && line.ptr[0] == '{' && memmem(line.ptr, line.len, "\"Action\"", 8);
}

bool test_event_read(BlStr line, TestEvent *event)
{
    static const BlStr none = {"", 0};
    *event = (TestEvent){none, none, none, none, none, none, none, (double)NAN, NULL, 0};
    Scanner scanner = {.line = line};
    if (read_members(&scanner, event)) {
        skip_blanks(&scanner);
        if (scanner.at == line.len)
            return true;
    }
    event->error = "this is not a complete test2json event";
    event->error_at = scanner.at < line.len ? scanner.at : line.len;
    return false;
}

/* ---- escapes (RFC 8259, section 7) ---------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The unit of "\uXXXX" at the start of `text`, or -1. */
static int32_t utf16_unit(BlStr text)
{
    if (text.len < 6 || text.ptr[0] != '\\' || text.ptr[1] != 'u')
        return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(text.ptr[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static void append_utf8(BlBuf *out, int32_t rune)
{
    char bytes[4];
    size_t length = rune < 0x80 ? 1 : rune < 0x800 ? 2 : rune < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    for (size_t i = length - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (rune & 0x3F));
        rune >>= 6;
    }
    bytes[0] = (char)(leads[length] | rune);
    bl_buf_append(out, bytes, length);
}

/* "\uXXXX", or two of them that are a surrogate pair; a surrogate alone is U+FFFD. Returns how many
 * bytes of `text` that took. */
static size_t append_rune(BlStr text, BlBuf *out)
{
    int32_t rune = utf16_unit(text);
    if (rune < 0) {
        append_utf8(out, 0xFFFD);
        return text.len < 2 ? text.len : 2;
    }
    if (rune < 0xD800 || rune > 0xDFFF) {
        append_utf8(out, rune);
        return 6;
    }
    int32_t low = utf16_unit(bl_str(text.ptr + 6, text.len - 6));
    if (rune > 0xDBFF || low < 0xDC00 || low > 0xDFFF) {
        append_utf8(out, 0xFFFD);
        return 6;
    }
    append_utf8(out, 0x10000 + ((rune - 0xD800) << 10) + (low - 0xDC00));
    return 12;
}

/* What a backslash and this letter stand for: the letter itself for \" \\ \/ . */
static char simple_escape(char letter)
{
    static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
    const char *at = letter ? strchr(letters, letter) : NULL;
    return at ? meanings[at - letters] : letter;
}

void test_event_unescape(BlStr escaped, BlBuf *out)
{
    while (escaped.len) {
        const char *backslash = memchr(escaped.ptr, '\\', escaped.len);
        size_t plain = backslash ? (size_t)(backslash - escaped.ptr) : escaped.len;
        bl_buf_append(out, escaped.ptr, plain);
        escaped = bl_str(escaped.ptr + plain, escaped.len - plain);
        size_t taken = escaped.len < 2 ? escaped.len : 2;
        if (taken == 2 && escaped.ptr[1] == 'u')
            taken = append_rune(escaped, out);
        else if (taken == 2)
            bl_buf_putc(out, simple_escape(escaped.ptr[1]));
        escaped = bl_str(escaped.ptr + taken, escaped.len - taken);
    }
}
