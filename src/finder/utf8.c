/* utf8.c - the few questions about characters that Go's rules ask: what is one, what is a blank.
 *
 * Names and headers are bytes that need not be UTF-8; whatever is not counts as no character.
 */
#include "finder/parts.h"

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Length by the first byte, 0 when none starts with it (RFC 3629). */
static size_t sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if (first >= 0xC2 && first <= 0xDF)
        return 2;
    if (first >= 0xE0 && first <= 0xEF)
        return 3;
    return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

size_t find_utf8(BlStr text, uint32_t *character)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = text.len ? sequence_length((unsigned char)text.ptr[0]) : 0;
    if (len == 0 || len > text.len)
        return 0;
    uint32_t value = (unsigned char)text.ptr[0] & first_bits[len];
    for (size_t i = 1; i < len; i++) {
        if (!is_continuation(text.ptr[i]))
            return 0;
        value = value << 6 | ((unsigned char)text.ptr[i] & 0x3F);
    }
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[len] || value > 0x10FFFF || surrogate)
        return 0;
    *character = value;
    return len;
}

bool find_is_utf8(BlStr text)
{
    while (text.len) {
        uint32_t character;
        size_t len = find_utf8(text, &character);
        if (len == 0)
            return false;
        text = bl_str(text.ptr + len, text.len - len);
    }
    return true;
}

/* unicode.IsSpace: the property White_Space. */
static bool is_space(uint32_t c)
{
    if (c <= 0x20)
        return c == ' ' || (c >= '\t' && c <= '\r');
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

size_t find_space(BlStr text)
{
    uint32_t character;
    size_t len = find_utf8(text, &character);
    return len && is_space(character) ? len : 0;
}

static size_t space_at_end(BlStr text)
{
    for (size_t len = 1; len <= 3 && len <= text.len; len++)
        if (find_space(bl_str(text.ptr + text.len - len, len)) == len)
            return len;
    return 0;
}

BlStr find_trim(BlStr text)
{
    for (size_t len; (len = find_space(text));)
        text = bl_str(text.ptr + len, text.len - len);
    for (size_t len; (len = space_at_end(text));)
        text.len -= len;
    return text;
}
