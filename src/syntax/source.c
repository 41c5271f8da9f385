/* source.c - lines, positions, and bytes that are not allowed in Go source. */
#include "syntax/source.h"

#include <stdlib.h>

#include "syntax/scan.h"

void go_index_lines(GoFile *file)
{
    const char *begin = file->source.ptr, *end = begin + file->source.len;
    file->line_starts.count = 0;
    bl_vec_push(&file->line_starts, 0);
    for (const char *at = begin; at < end;) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            break;
        /* The end of the file is the end of its last line, not a line of its own, as in go/token.
         */
        if (++at < end)
            bl_vec_push(&file->line_starts, (uint32_t)(at - begin));
    }
}

void go_position(const GoFile *file, uint32_t offset, uint32_t *line, uint32_t *column)
{
    size_t low = 0, high = file->line_starts.count; /* the line is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->line_starts.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    *line = (uint32_t)low + 1;
    *column = offset - file->line_starts.items[low] + 1;
}

BlStr go_line(const GoFile *file, uint32_t line)
{
    if (line == 0 || line > file->line_starts.count)
        return bl_str("", 0);
    size_t start = file->line_starts.items[line - 1];
    size_t end =
        line < file->line_starts.count ? file->line_starts.items[line] - 1 : file->source.len;
    if (end > start && file->source.ptr[end - 1] == '\n')
        end--; /* of the last line */
    if (end > start && file->source.ptr[end - 1] == '\r')
        end--;
    return bl_str(file->source.ptr + start, end - start);
}

void go_diag(BlDiags *diags, BlSeverity severity, const GoFile *file, uint32_t offset,
             const char *format, ...)
{
    BlBuf text = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&text, format, args);
    va_end(args);
    uint32_t line, column;
    go_position(file, offset, &line, &column);
    BlDiag *diag = bl_diag_add(diags, severity, file->path, "%s", text.data);
    bl_diag_at(diags, diag, line, column, go_line(file, line));
    bl_buf_free(&text);
}

/* Length of the UTF-8 sequence at `c` (RFC 3629), 0 when it is none. The bytes up to `end` may be
 * read. */
static size_t utf8_length(const unsigned char *c, const unsigned char *end)
{
    size_t length = c[0] < 0x80   ? 1
                    : c[0] < 0xC2 ? 0
                    : c[0] < 0xE0 ? 2
                    : c[0] < 0xF0 ? 3
                    : c[0] < 0xF5 ? 4
                                  : 0;
    if (length == 0 || (size_t)(end - c) < length)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    bool outside = (c[0] == 0xED && c[1] > 0x9F) || (c[0] == 0xF4 && c[1] > 0x8F);
    return overlong || outside ? 0 : length;
}

/* Almost all source is plain ASCII. */
const char *go_find_bad_bytes(BlStr source, uint32_t *at)
{
    const unsigned char *begin = (const unsigned char *)source.ptr, *end = begin + source.len;
    const unsigned char *c = begin;
    if (bl_str_starts(source, BL_BOM))
        c += 3;
    for (;;) {
        c = go_scan_plain(c, end);
        /* There is something here, or the end is near: by single characters for a while. */
        const unsigned char *stop = end - c > 64 ? c + 32 : end;
        while (c < stop) {
            size_t length = utf8_length(c, end);
            *at = (uint32_t)(c - begin);
            if (*c == '\0')
                return "illegal character NUL";
            if (length == 0)
                return "illegal UTF-8 encoding: Go source is UTF-8";
            if (length == 3 && c[0] == 0xEF && c[1] == 0xBB && c[2] == 0xBF)
                return "illegal byte order mark: only the first character of a file may be one";
            c += length;
        }
        if (c == end)
            return NULL;
    }
}
