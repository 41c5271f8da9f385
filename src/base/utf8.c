/* utf8.c - characters in bytes (RFC 3629). */
#include "benchline/base.h"

/* Length by the first byte, 0 when none starts with it. */
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

size_t bl_utf8(BlStr text, uint32_t *character)
{
    static const unsigned char first_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t len = text.len ? sequence_length((unsigned char)text.ptr[0]) : 0;
    if (len == 0 || len > text.len)
        return 0;
    uint32_t value = (unsigned char)text.ptr[0] & first_bits[len];
    for (size_t i = 1; i < len; i++) {
        if (!bl_utf8_continues(text.ptr[i]))
            return 0;
        value = value << 6 | ((unsigned char)text.ptr[i] & 0x3F);
    }
    bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < smallest[len] || value > 0x10FFFF || surrogate)
        return 0;
    *character = value;
    return len;
}

bool bl_is_utf8(BlStr text)
{
    while (text.len) {
        uint32_t character;
        size_t len = bl_utf8(text, &character);
        if (len == 0)
            return false;
        text = bl_str_from(text, len);
    }
    return true;
}

size_t bl_utf8_count(BlStr text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !bl_utf8_continues(text.ptr[i]);
    return count;
}
