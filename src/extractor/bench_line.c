/* bench_line.c - see bench_line.h.
 *
 * Written by hand, because a result line is three kinds of fields and because this is where the
 * time goes in a large log: one pass over the bytes, no copies, and strtod() only for numbers whose
 * value cannot be computed exactly with one multiplication or division.
 */
#include "extractor/bench_line.h"

#include <math.h>
#include <stdlib.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static BlStr skip(BlStr text, size_t count)
{
    return bl_str(text.ptr + count, text.len - count);
}

static size_t count_blanks(BlStr text)
{
    size_t count = 0;
    while (count < text.len && is_blank(text.ptr[count]))
        count++;
    return count;
}

static size_t field_length(BlStr text)
{
    size_t length = 0;
    while (length < text.len && !is_blank(text.ptr[length]))
        length++;
    return length;
}

/* ---- names ---------------------------------------------------------------------------------- */

size_t bench_name_length(BlStr text)
{
    static const BlStr prefix = {"Benchmark", 9};
    if (!bl_str_starts(text, prefix))
        return 0;
    if (text.len > prefix.len && text.ptr[prefix.len] >= 'a' && text.ptr[prefix.len] <= 'z')
        return 0;
    return field_length(text);
}

size_t bench_padding_length(BlStr after_name)
{
    size_t blanks = 0;
    while (blanks < after_name.len && after_name.ptr[blanks] == ' ')
        blanks++;
    bool padded = blanks > 0 && blanks < after_name.len && after_name.ptr[blanks] == '\t';
    return padded ? blanks + 1 : 0;
}

bool bench_suffix(BlStr name, uint64_t *procs, size_t *base_length)
{
    enum { DIGITS_MAX = 9 };
    size_t start = name.len;
    while (start > 0 && is_digit(name.ptr[start - 1]))
        start--;
    size_t digits = name.len - start;
    if (digits == 0 || digits > DIGITS_MAX || start < 2 || name.ptr[start - 1] != '-' ||
        name.ptr[start] == '0')
        return false;
    *procs = 0;
    for (size_t i = start; i < name.len; i++)
        *procs = *procs * 10 + (uint64_t)(name.ptr[i] - '0');
    *base_length = start - 1;
    return *procs != 1;
}

/* ---- numbers -------------------------------------------------------------------------------- */

/* 10^0 to 10^22 are exact doubles, and so is every integer below 2^53: one operation on the two
 * rounds once and is therefore correctly rounded (Clinger, "How to read floating point numbers
 * accurately", 1990). That covers what Go prints. */
static bool exact_decimal(uint64_t digits, int exponent, double *value)
{
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits >= (UINT64_C(1) << 53) || exponent < -22 || exponent > 22)
        return false;
    *value = exponent < 0 ? (double)digits / powers[-exponent] : (double)digits * powers[exponent];
    return true;
}

static bool slow_decimal(BlStr text, double *value)
{
    enum { SHORT = 64 };
    char copy[SHORT];
    char *buffer = text.len < SHORT ? copy : bl_alloc(text.len + 1);
    memcpy(buffer, text.ptr, text.len);
    buffer[text.len] = '\0';
    *value = strtod(buffer, NULL);
    if (buffer != copy)
        free(buffer);
    return isfinite(*value);
}

static bool same_word(BlStr text, const char *lower)
{
    size_t i = 0;
    for (; i < text.len && lower[i]; i++)
        if ((text.ptr[i] | 0x20) != lower[i])
            return false;
    return i == text.len && !lower[i];
}

static bool special_number(BlStr text, bool negative, bool sign, double *value)
{
    if (same_word(text, "inf") || same_word(text, "infinity")) {
        *value = negative ? -HUGE_VAL : HUGE_VAL;
        return true;
    }
    *value = (double)NAN;
    return !sign && same_word(text, "nan");
}

/* The shape of "12.5e-7", read from left to right. */
typedef struct Decimal {
    uint64_t digits; /* without the point; stops growing when it would overflow */
    int exponent;    /* of ten */
    bool overflow;
} Decimal;

static size_t scan_digits(BlStr text, size_t at, bool fraction, Decimal *decimal)
{
    for (; at < text.len && is_digit(text.ptr[at]); at++) {
        if (decimal->digits >= UINT64_MAX / 10 - 1) {
            decimal->overflow = true;
            continue;
        }
        decimal->digits = decimal->digits * 10 + (uint64_t)(text.ptr[at] - '0');
        decimal->exponent -= fraction;
    }
    return at;
}

/* Returns where it stopped; `at` when there is an 'e' without digits. */
static size_t scan_exponent(BlStr text, size_t at, Decimal *decimal)
{
    enum { EXPONENT_MAX = 100000 };
    size_t start = at++;
    bool negative = at < text.len && text.ptr[at] == '-';
    if (at < text.len && (text.ptr[at] == '-' || text.ptr[at] == '+'))
        at++;
    if (at == text.len || !is_digit(text.ptr[at]))
        return start;
    int exponent = 0;
    for (; at < text.len && is_digit(text.ptr[at]); at++)
        if (exponent < EXPONENT_MAX)
            exponent = exponent * 10 + (text.ptr[at] - '0');
    decimal->exponent += negative ? -exponent : exponent;
    return at;
}

bool bench_number(BlStr text, double *value)
{
    bool sign = text.len && (text.ptr[0] == '-' || text.ptr[0] == '+');
    bool negative = sign && text.ptr[0] == '-';
    BlStr number = skip(text, sign);
    if (number.len && !is_digit(number.ptr[0]) && number.ptr[0] != '.')
        return special_number(number, negative, sign, value);

    Decimal decimal = {0};
    size_t at = scan_digits(number, 0, false, &decimal);
    size_t digits = at;
    if (at < number.len && number.ptr[at] == '.') {
        at = scan_digits(number, at + 1, true, &decimal);
        digits = at - 1;
    }
    if (digits == 0)
        return false;
    if (at < number.len && (number.ptr[at] == 'e' || number.ptr[at] == 'E'))
        at = scan_exponent(number, at, &decimal);
    if (at != number.len)
        return false;
    if (decimal.overflow || !exact_decimal(decimal.digits, decimal.exponent, value))
        return slow_decimal(text, value);
    *value = negative ? -*value : *value;
    return true;
}

static bool read_count(BlStr field, uint64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < field.len; i++) {
        if (!is_digit(field.ptr[i]) || *count > (INT64_MAX - 9) / 10)
            return false;
        *count = *count * 10 + (uint64_t)(field.ptr[i] - '0');
    }
    return field.len > 0;
}

/* ---- measurements --------------------------------------------------------------------------- */

static bool refuse(BenchLine *line, const char *error, const char *at)
{
    line->error = error;
    line->error_at = at;
    return false;
}

/* Cuts off the next field and the blanks after it. */
static BlStr take_field(BlStr *text)
{
    BlStr field = bl_str(text->ptr, field_length(*text));
    *text = skip(*text, field.len);
    *text = skip(*text, count_blanks(*text));
    return field;
}

static bool read_value(BlStr *text, BenchLine *line)
{
    BenchValue value;
    BlStr number = take_field(text);
    if (!bench_number(number, &value.value))
        return refuse(line, "this is not a number", number.ptr);
    value.unit = take_field(text);
    if (value.unit.len == 0)
        return refuse(line, "this number has no unit", number.ptr);
    if (line->values.count == BENCH_VALUES_MAX)
        return refuse(line, "more measurements than benchline reads", number.ptr);
    bl_vec_push(&line->values, value);
    return true;
}

bool bench_read(BlStr text, BenchLine *line)
{
    line->iterations = 0;
    line->values.count = 0;
    line->error = NULL;
    text = skip(text, count_blanks(text));
    BlStr count = take_field(&text);
    if (!read_count(count, &line->iterations))
        return refuse(line, "this is not a number of iterations", count.ptr);
    if (text.len == 0)
        return refuse(line, "no measurement follows the number of iterations", text.ptr);
    while (text.len)
        if (!read_value(&text, line))
            return false;
    return true;
}

size_t bench_leading_numbers(BlStr text, bool *all)
{
    size_t count = 0;
    double value;
    bool number = true;
    text = skip(text, count_blanks(text));
    while (text.len && (number = bench_number(take_field(&text), &value)))
        count++;
    *all = number;
    return count;
}

/* Whether a field is "   12.5 ns/op", as package testing writes it after a tab. */
static bool is_measurement(BlStr field)
{
    double value;
    field = skip(field, count_blanks(field));
    BlStr number = take_field(&field);
    BlStr unit = take_field(&field);
    return number.len && unit.len && field.len == 0 && bench_number(number, &value);
}

/* The digits that `text` ends in, right-aligned in eight columns as "%8d" prints them. Digits that
 * a test printed just before a count of eight or more cannot be told from it. */
static const char *count_at_end(BlStr text)
{
    enum { WIDTH = 8, DIGITS_MAX = 10 }; /* package testing stops at 1e9 */
    size_t start = text.len;
    while (start > 0 && is_digit(text.ptr[start - 1]))
        start--;
    size_t digits = text.len - start;
    if (digits == 0 || digits > DIGITS_MAX)
        return NULL;
    for (size_t blank = digits; blank < WIDTH; blank++)
        if (start + digits <= blank || text.ptr[text.len - 1 - blank] != ' ')
            return NULL;
    return text.ptr + start;
}

const char *bench_find_at_end(BlStr text)
{
    size_t end = text.len;
    const char *tab;
    while ((tab = memrchr(text.ptr, '\t', end)) != NULL) {
        size_t start = (size_t)(tab - text.ptr);
        if (!is_measurement(bl_str(tab + 1, end - start - 1)))
            break;
        end = start;
    }
    return end < text.len ? count_at_end(bl_str(text.ptr, end)) : NULL;
}

bool bench_is_count_alone(BlStr text, uint64_t *iterations)
{
    const char *digits = count_at_end(text);
    if (!digits)
        return false;
    size_t before = (size_t)(digits - text.ptr);
    return count_blanks(text) == before && read_count(skip(text, before), iterations);
}
