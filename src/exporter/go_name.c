/* go_name.c - see go_name.h.
 *
 * Go can print letters, marks, numbers, punctuation and symbols (unicode.IsPrint), which are
 * classes of the Unicode standard; PCRE2 has its tables.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "exporter/go_name.h"

#include <pcre2.h>

#include "results/text.h"

/* isSpace() in testing/match.go. */
static bool is_space(uint32_t rune)
{
    return (rune >= '\t' && rune <= '\r') || rune == ' ' || rune == 0x85 || rune == 0xA0 ||
           rune == 0x1680 || (rune >= 0x2000 && rune <= 0x200A) || rune == 0x2028 ||
           rune == 0x2029 || rune == 0x202F || rune == 0x205F || rune == 0x3000;
}

/* The code point of a valid sequence of `length` bytes. */
static uint32_t decode(const char *at, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)at;
    uint32_t rune = length == 1 ? bytes[0] : bytes[0] & (0xFFU >> (length + 1));
    for (size_t i = 1; i < length; i++)
        rune = rune << 6 | (bytes[i] & 0x3F);
    return rune;
}

/* Is it one of those beyond ASCII that Go can print? */
static bool is_printable_sequence(const char *at, size_t length)
{
    int error;
    PCRE2_SIZE where;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR) "[\\pL\\pM\\pN\\pP\\pS]", PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF, &error, &where, NULL);
    pcre2_match_data *match = code ? pcre2_match_data_create_from_pattern(code, NULL) : NULL;
    if (!match)
        bl_out_of_memory(0);
    int found = pcre2_match(code, (PCRE2_SPTR)at, length, 0, 0, match, NULL);
    pcre2_match_data_free(match);
    pcre2_code_free(code);
    return found > 0;
}

/* As strconv.QuoteRune does, without the quotes. */
static void append_escape(BlBuf *out, uint32_t rune)
{
    static const char letters[] = "abtnvfr"; /* from U+0007 on */
    if (rune >= '\a' && rune <= '\r')
        bl_buf_printf(out, "\\%c", letters[rune - '\a']);
    else if (rune < ' ' || rune == 0x7F)
        bl_buf_printf(out, "\\x%02x", rune);
    else if (rune < 0x10000)
        bl_buf_printf(out, "\\u%04x", rune);
    else
        bl_buf_printf(out, "\\U%08x", rune);
}

static void append_rune(BlBuf *out, const char *at, size_t length)
{
    uint32_t rune = decode(at, length);
    if (is_space(rune))
        bl_buf_putc(out, '_');
    else if (length == 1 ? rune > ' ' && rune < 0x7F : is_printable_sequence(at, length))
        bl_buf_append(out, at, length);
    else
        append_escape(out, rune);
}

void export_go_name(BlBuf *out, const char *name)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, name);
    const char *at = bl_buf_view(&valid).ptr;
    while (*at) {
        size_t length = results_utf8_length(at);
        append_rune(out, at, length);
        at += length;
    }
    bl_buf_free(&valid);
}
