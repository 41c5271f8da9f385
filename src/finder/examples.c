/* examples.c - does an example have an output comment, so that the go command runs it?
 *
 * The rule is go/doc's: the last group of comments inside the function's body must begin with
 * "Output:" or "Unordered output:", in any case. Groups are go/parser's: comments with nothing but
 * blanks between them, each starting at most on the line after the one before ends; but a comment
 * that stands behind code takes only those on its own line with it. (Where code, a comment over
 * several lines and another comment share a line, Go's releases differ, and this is the older way.)
 */
#include <strings.h>

#include "finder/parts.h"

static uint32_t line_of(const GoFile *file, uint32_t offset)
{
    uint32_t line, column;
    go_position(file, offset, &line, &column);
    return line;
}

/* ---- groups ---------------------------------------------------------------------------------- */

typedef struct Comments {
    const GoFile *file;
    size_t first, end; /* those inside the body, as indexes into file->comments; `end` exclusive */
} Comments;

static Comments comments_in(const GoFile *file, GoRef body)
{
    const GoNode *block = go_node(file, body);
    return (Comments){.file = file,
                      .first = go_comment_from(file, block->start),
                      .end = go_comment_from(file, block->end)};
}

static bool is_blank(BlStr text)
{
    return bl_str_trim(text).len == 0;
}

/* Is there no code between this comment and the one before? */
static bool follows(const Comments *in, size_t i)
{
    const GoComment *comments = in->file->comments.items;
    uint32_t from = comments[i - 1].end;
    return is_blank(bl_str(in->file->source.ptr + from, comments[i].start - from));
}

/* Does code stand before this comment on its line? */
static bool is_behind_code(const GoFile *file, const GoComment *comment)
{
    uint32_t start = file->line_starts.items[line_of(file, comment->start) - 1];
    return !is_blank(bl_str(file->source.ptr + start, comment->start - start));
}

/* The first comment of the group that the last one of the body belongs to. */
static size_t last_group(const Comments *in)
{
    const GoComment *comments = in->file->comments.items;
    size_t run = in->end - 1;
    while (run > in->first && follows(in, run))
        run--;
    size_t group = run;
    uint32_t reach = is_behind_code(in->file, &comments[run]) ? 0 : 1; /* lines */
    for (size_t i = run + 1; i < in->end; i++) {
        if (line_of(in->file, comments[i].start) <= line_of(in->file, comments[i - 1].end) + reach)
            continue;
        group = i;
        reach = 1;
    }
    return group;
}

/* ---- text ------------------------------------------------------------------------------------ */

static bool is_small(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* //go:noinline, //line, //export: such a line is no text (go/ast, isDirective). */
static bool is_directive(BlStr text)
{
    if (bl_str_starts(text, BL_STR("line ")) || bl_str_starts(text, BL_STR("extern ")) ||
        bl_str_starts(text, BL_STR("export ")))
        return true;
    size_t colon = 0;
    while (colon < text.len && is_small(text.ptr[colon]))
        colon++;
    return colon > 0 && colon + 1 < text.len && text.ptr[colon] == ':' &&
           is_small(text.ptr[colon + 1]);
}

/* What the comment says, without its markers; nothing for a directive. */
static BlStr comment_text(const GoFile *file, const GoComment *comment)
{
    BlStr text = bl_str(file->source.ptr + comment->start + 2, comment->end - comment->start - 2);
    if (file->source.ptr[comment->start + 1] == '*')
        text.len -= 2;
    else if (is_directive(text))
        text.len = 0;
    return text;
}

static BlStr skip_space(BlStr text)
{
    while (text.len && text.ptr[0] && strchr(" \t\n\v\f\r", text.ptr[0]))
        text = bl_str_from(text, 1);
    return text;
}

static bool starts_with_words(BlStr text, BlStr words)
{
    return text.len >= words.len && strncasecmp(text.ptr, words.ptr, words.len) == 0;
}

bool find_has_output(const GoFile *file, GoRef body)
{
    Comments in = comments_in(file, body);
    if (in.first == in.end)
        return false;
    for (size_t i = last_group(&in); i < in.end; i++) {
        BlStr text = skip_space(comment_text(file, &file->comments.items[i]));
        if (text.len)
            return starts_with_words(text, BL_STR("output:")) ||
                   starts_with_words(text, BL_STR("unordered output:"));
    }
    return false;
}
