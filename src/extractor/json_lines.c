/* json_lines.c - rows and packages as lines of JSON; docs/extract-line.schema.json is the contract.
 *
 * Written out directly rather than through a tree, because there may be tens of millions. Members
 * have the names and the meaning that they have in results_write_json(), and numbers and texts are
 * written as there.
 */
#include <stdio.h>

#include "benchline/extractor.h"
#include "results/number.h"
#include "results/text.h"

/* ---- values --------------------------------------------------------------------------------- */

static bool is_plain(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        if (*c < 0x20 || *c > 0x7E || *c == '"' || *c == '\\')
            return false;
    return true;
}

static void append_escaped(BlBuf *out, const char *text)
{
    BlBuf valid = {0};
    results_append_utf8(&valid, text);
    for (const char *c = bl_buf_view(&valid).ptr; *c; c++) {
        if (*c == '"' || *c == '\\')
            bl_buf_putc(out, '\\');
        if ((unsigned char)*c < 0x20)
            bl_buf_printf(out, "\\u%04x", (unsigned)*c);
        else
            bl_buf_putc(out, *c);
    }
    bl_buf_free(&valid);
}

/* NULL is null. */
static void append_text(BlBuf *out, const char *text)
{
    if (!text) {
        bl_buf_puts(out, "null");
        return;
    }
    bl_buf_putc(out, '"');
    if (is_plain(text))
        bl_buf_puts(out, text);
    else
        append_escaped(out, text);
    bl_buf_putc(out, '"');
}

/* At least `width` digits. */
static void append_digits(BlBuf *out, uint64_t value, int width)
{
    char digits[20];
    size_t at = sizeof digits;
    for (; value || width > 0; width--, value /= 10)
        digits[--at] = (char)('0' + value % 10);
    bl_buf_append(out, digits + at, sizeof digits - at);
}

/* What has a few decimals, which is nearly all that Go prints: true when it was appended. With less
 * than 15 digits in all, the quotient that gives back the value has the shortest text of it. */
static bool append_decimal(BlBuf *out, double value)
{
    enum { DECIMALS = 4 };
    static const uint64_t powers[DECIMALS + 1] = {1, 10, 100, 1000, 10000};
    if (!(value >= 0 && value < 1e10) || signbit(value))
        return false;
    for (int decimals = 0; decimals <= DECIMALS; decimals++) {
        double power = (double)powers[decimals];
        uint64_t whole = (uint64_t)(value * power + 0.5);
        if ((double)whole / power != value)
            continue;
        append_digits(out, whole / powers[decimals], 1);
        if (decimals) {
            bl_buf_putc(out, '.');
            append_digits(out, whole % powers[decimals], decimals);
        }
        return true;
    }
    return false;
}

/* What is not finite is null. */
static void append_number(BlBuf *out, double value)
{
    char text[RESULTS_NUMBER_SIZE];
    if (!isfinite(value)) {
        bl_buf_puts(out, "null");
    } else if (!append_decimal(out, value)) {
        results_format_number(value, text);
        bl_buf_puts(out, text);
    }
}

/* 0 is "unknown". */
static void append_known(BlBuf *out, uint64_t value)
{
    if (value)
        append_digits(out, value, 1);
    else
        bl_buf_puts(out, "null");
}

/* ---- members -------------------------------------------------------------------------------- */

static void text_member(BlBuf *out, const char *key, const char *text)
{
    bl_buf_puts(out, key);
    append_text(out, text);
}

static void number_member(BlBuf *out, const char *key, double value)
{
    bl_buf_puts(out, key);
    append_number(out, value);
}

static void known_member(BlBuf *out, const char *key, uint64_t value)
{
    bl_buf_puts(out, key);
    append_known(out, value);
}

/* Whether the unit of a metric was there before, as text that is UTF-8. */
static bool is_repeated(const ResultBenchmark *row, size_t metric)
{
    if (is_plain(row->metrics.items[metric].unit))
        return false; /* it was there as it is, if at all, and that the reader has seen to */
    BlBuf unit = {0}, other = {0};
    bool repeated = false;
    results_append_utf8(&unit, row->metrics.items[metric].unit);
    for (size_t i = 0; i < metric && !repeated; i++) {
        bl_buf_clear(&other);
        results_append_utf8(&other, row->metrics.items[i].unit);
        repeated = bl_str_eq(bl_buf_view(&unit), bl_buf_view(&other));
    }
    bl_buf_free(&unit);
    bl_buf_free(&other);
    return repeated;
}

static void append_metrics(BlBuf *out, const ResultBenchmark *row)
{
    bl_buf_puts(out, ",\"metrics\":{");
    for (size_t i = 0; i < row->metrics.count; i++) {
        const ResultMetric *metric = &row->metrics.items[i];
        if (is_repeated(row, i))
            continue;
        if (i)
            bl_buf_putc(out, ',');
        append_text(out, metric->unit);
        bl_buf_putc(out, ':');
        if (isinf(metric->value))
            append_text(out, metric->value > 0 ? "+Inf" : "-Inf");
        else
            append_number(out, metric->value);
    }
    bl_buf_putc(out, '}');
}

/* What both kinds of lines begin with. */
static void append_head(BlBuf *out, const char *type, const Results *results,
                        const ResultPackage *package)
{
    const ResultEnvironment *environment = &results->environment;
    text_member(out, "{\"type\":", type);
    text_member(out, ",\"project\":", results->projects.items[results->projects.count - 1].name);
    text_member(out, ",\"import_path\":", package->import_path);
    text_member(out, ",\"environment\":{\"go_version\":", environment->go_version);
    text_member(out, ",\"goos\":", environment->goos);
    text_member(out, ",\"goarch\":", environment->goarch);
    text_member(out, ",\"cpu\":", environment->cpu);
    text_member(out, ",\"started\":", environment->started);
    bl_buf_putc(out, '}');
}

/* ---- lines ---------------------------------------------------------------------------------- */

void extract_row_line(const Results *results, const ResultPackage *package,
                      const ResultBenchmark *row, BlBuf *out)
{
    append_head(out, "benchmark", results, package);
    text_member(out, ",\"name\":", row->name);
    text_member(out, ",\"status\":", result_status_name(row->status));
    text_member(out, ",\"reason\":", row->reason);
    known_member(out, ",\"procs\":", row->procs);
    known_member(out, ",\"iterations\":", row->iterations);
    number_member(out, ",\"ns_per_op\":", row->ns_per_op);
    number_member(out, ",\"bytes_per_op\":", row->bytes_per_op);
    number_member(out, ",\"allocs_per_op\":", row->allocs_per_op);
    append_metrics(out, row);
    bl_buf_puts(out, "}\n");
}

void extract_package_line(const Results *results, const ResultPackage *package, BlBuf *out)
{
    append_head(out, "package", results, package);
    text_member(out, ",\"status\":", result_package_status_name(package->status));
    text_member(out, ",\"reason\":", package->reason);
    bl_buf_puts(out, "}\n");
}
