/* utf8.c - see utf8.h. */
#include "results/utf8.h"

size_t results_utf8_length(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    unsigned char low = 0x80, high = 0xBF; /* what the second byte may be */
    size_t length;
    if (at[0] < 0x80)
        return 1;
    if (at[0] >= 0xC2 && at[0] <= 0xDF)
        length = 2;
    else if (at[0] >= 0xE0 && at[0] <= 0xEF)
        length = 3;
    else if (at[0] >= 0xF0 && at[0] <= 0xF4)
        length = 4;
    else
        return 0;
    if (at[0] == 0xE0)
        low = 0xA0; /* shorter forms exist */
    else if (at[0] == 0xED)
        high = 0x9F; /* surrogates */
    else if (at[0] == 0xF0)
        low = 0x90;
    else if (at[0] == 0xF4)
        high = 0x8F; /* beyond U+10FFFF */
    if (at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

void results_append_utf8(BlBuf *out, const char *text)
{
    bl_buf_puts(out, ""); /* so that there is a text, however short */
    while (*text) {
        size_t length = results_utf8_length(text);
        if (length)
            bl_buf_append(out, text, length);
        else
            bl_buf_puts(out, "\xEF\xBF\xBD");
        text += length ? length : 1;
    }
}
