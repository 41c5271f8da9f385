/* blanks.c - what is a blank, in Go's rules about headers and constraints.
 *
 * Names and headers are bytes that need not be UTF-8; whatever is not counts as no character.
 */
#include "finder/parts.h"

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
    size_t len = bl_utf8(text, &character);
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
        text = bl_str_from(text, len);
    for (size_t len; (len = space_at_end(text));)
        text.len -= len;
    return text;
}
