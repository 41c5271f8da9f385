/* line_reader.c - see line_reader.h. */
#include "extractor/line_reader.h"

#include "benchline/extractor.h"

enum {
    TAIL = 64 * 1024,                   /* kept of the end of an overlong line */
    HEAD = EXTRACT_LINE_MAX - 2 * TAIL, /* kept of its beginning */
};

/* What is kept depends on the line alone, not on the pieces it came in: the middle is dropped
 * whenever one more byte would not fit. */
static void hold(LineReader *reader, BlStr text)
{
    BlBuf *held = &reader->held;
    while (text.len) {
        if (held->len == EXTRACT_LINE_MAX) {
            memmove(held->data + HEAD, held->data + held->len - TAIL, TAIL);
            reader->dropped += held->len - HEAD - TAIL;
            held->len = HEAD + TAIL;
        }
        size_t room = EXTRACT_LINE_MAX - held->len;
        size_t count = text.len < room ? text.len : room;
        bl_buf_append(held, text.ptr, count);
        text = bl_str(text.ptr + count, text.len - count);
    }
}

static void make_room(LineReader *reader)
{
    if (!reader->complete)
        return;
    bl_buf_clear(&reader->held);
    reader->dropped = 0;
    reader->complete = false;
}

bool line_next(LineReader *reader, BlStr *piece, BlStr *line)
{
    make_room(reader);
    if (piece->len == 0)
        return false;
    BlStr text, rest;
    bool ended = bl_str_cut(*piece, '\n', &text, &rest);
    *piece = rest;
    if (ended && reader->held.len == 0 && text.len <= EXTRACT_LINE_MAX) {
        *line = text;
        return true;
    }
    hold(reader, text);
    *line = bl_buf_view(&reader->held);
    reader->complete = ended;
    return ended;
}

bool line_last(LineReader *reader, BlStr *line)
{
    make_room(reader);
    *line = bl_buf_view(&reader->held);
    reader->complete = true;
    return line->len > 0;
}

bool line_is_empty(const LineReader *reader)
{
    return reader->complete || reader->held.len == 0;
}

void line_reader_free(LineReader *reader)
{
    bl_buf_free(&reader->held);
    *reader = (LineReader){0};
}
