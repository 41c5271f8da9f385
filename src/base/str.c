/* str.c - byte slices and the growable byte buffer. */
#include "benchline/base.h"

#include <stdio.h>
#include <stdlib.h>

bool bl_str_starts(BlStr text, BlStr prefix)
{
    return text.len >= prefix.len && bl_str_eq(bl_str(text.ptr, prefix.len), prefix);
}

bool bl_str_ends(BlStr text, BlStr suffix)
{
    return text.len >= suffix.len &&
           (suffix.len == 0 ||
            bl_str_eq(bl_str(text.ptr + (text.len - suffix.len), suffix.len), suffix));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

BlStr bl_str_trim(BlStr text)
{
    while (text.len && is_blank(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len && is_blank(text.ptr[text.len - 1]))
        text.len--;
    return text;
}

bool bl_str_cut(BlStr text, char sep, BlStr *before, BlStr *after)
{
    const char *at = text.len ? memchr(text.ptr, sep, text.len) : NULL;
    if (!at) {
        *before = text;
        *after = bl_str(text.len ? text.ptr + text.len : text.ptr, 0);
        return false;
    }
    *before = bl_str(text.ptr, (size_t)(at - text.ptr));
    *after = bl_str(at + 1, text.len - before->len - 1);
    return true;
}

bool bl_next_line(BlStr *text, BlStr *line)
{
    if (!text->len)
        return false;
    BlStr rest;
    bl_str_cut(*text, '\n', line, &rest);
    *text = rest;
    if (line->len && line->ptr[line->len - 1] == '\r')
        line->len--;
    return true;
}

BlStr bl_first_line(BlStr text)
{
    BlStr line;
    while (bl_next_line(&text, &line))
        if (bl_str_trim(line).len)
            return bl_str_trim(line);
    return BL_STR("");
}

BlStr bl_last_line(BlStr text)
{
    BlStr line, last = BL_STR("");
    while (bl_next_line(&text, &line))
        if (bl_str_trim(line).len)
            last = bl_str_trim(line);
    return last;
}

char *bl_str_dup(BlArena *arena, BlStr text)
{
    char *copy = bl_arena_alloc(arena, text.len + 1);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return copy;
}

static void reserve(BlBuf *buf, size_t extra)
{
    size_t need = buf->len + extra + 1;
    if (need <= buf->cap)
        return;
    size_t cap = buf->cap ? buf->cap : 64;
    while (cap < need)
        cap *= 2;
    buf->data = bl_realloc(buf->data, cap);
    buf->cap = cap;
}

void bl_buf_append(BlBuf *buf, const void *bytes, size_t len)
{
    reserve(buf, len);
    if (len)
        memcpy(buf->data + buf->len, bytes, len);
    buf->len += len;
    buf->data[buf->len] = '\0';
}

void bl_buf_str(BlBuf *buf, BlStr text)
{
    bl_buf_append(buf, text.ptr, text.len);
}

void bl_buf_puts(BlBuf *buf, const char *text)
{
    bl_buf_append(buf, text, strlen(text));
}

void bl_buf_putc(BlBuf *buf, char c)
{
    bl_buf_append(buf, &c, 1);
}

void bl_buf_vprintf(BlBuf *buf, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    reserve(buf, (size_t)len);
    vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
    va_end(again);
    buf->len += (size_t)len;
}

void bl_buf_printf(BlBuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(buf, format, args);
    va_end(args);
}

void bl_buf_clear(BlBuf *buf)
{
    buf->len = 0;
    if (buf->data)
        buf->data[0] = '\0';
}

void bl_buf_free(BlBuf *buf)
{
    free(buf->data);
    *buf = (BlBuf){0};
}
