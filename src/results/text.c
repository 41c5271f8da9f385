/* text.c - see text.h. */
#include "results/text.h"

#include <math.h>

size_t results_utf8_length(const char *at)
{
    enum { LONGEST = 4 };
    uint32_t character;
    if ((unsigned char)at[0] < 0x80)
        return 1;
    return bl_utf8(bl_str(at, strnlen(at, LONGEST)), &character);
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

void results_append_visible(BlBuf *out, const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        bool c1 = c[0] == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0;
        bl_buf_putc(out, c1 || *c < 0x20 || *c == 0x7F ? '?' : (char)*c);
        c += c1;
    }
}

void results_append_name(BlBuf *out, const ResultBenchmark *row)
{
    results_append_visible(out, row->test ? row->test : row->name);
    if (row->procs > 1)
        bl_buf_printf(out, "-%llu", (unsigned long long)row->procs);
}

/* Three significant digits, as "4.19", "41.9" or "419". */
static void append_three_digits(BlBuf *out, double value)
{
    double size = fabs(value);
    int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
    bl_buf_printf(out, "%.*f", decimals, value);
}

void results_append_duration(BlBuf *out, double ns)
{
    static const struct {
        double ns;
        const char *name;
    } units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "µs"}, {1, "ns"}};
    size_t unit = 0;
    /* 999.6 ns would print as "1000 ns": it belongs to the next unit. */
    while (unit < 3 && fabs(ns) < 0.9995 * units[unit].ns)
        unit++;
    append_three_digits(out, ns / units[unit].ns);
    bl_buf_printf(out, " %s", units[unit].name);
}

void results_append_count(BlBuf *out, double value)
{
    if (!isfinite(value))
        bl_buf_puts(out, isnan(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
    else if (trunc(value) == value && fabs(value) < 1e15)
        bl_buf_printf(out, "%.0f", value);
    else if (fabs(value) >= 1e15 || fabs(value) < 0.01)
        bl_buf_printf(out, "%.3g", value);
    else
        bl_buf_printf(out, "%.2f", value);
}
