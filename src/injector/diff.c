/* diff.c - a unified diff of text that was only added to.
 *
 * The rewritten file begins with the original's bytes, so there is one hunk, at its end: up to
 * three lines of context, and the addition. `patch` and `git apply` take it.
 */
#include "benchline/inject.h"

enum { CONTEXT_LINES = 3 };

/* Appends `text` with `mark` before each line; says so when it does not end with a line end. */
static void put_lines(BlBuf *out, char mark, BlStr text)
{
    while (text.len) {
        const char *newline = memchr(text.ptr, '\n', text.len);
        size_t length = newline ? (size_t)(newline - text.ptr) + 1 : text.len;
        bl_buf_putc(out, mark);
        bl_buf_append(out, text.ptr, length);
        if (!newline)
            bl_buf_puts(out, "\n\\ No newline at end of file\n");
        text = bl_str(text.ptr + length, text.len - length);
    }
}

static size_t count_lines(BlStr text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    return lines + (text.len && text.ptr[text.len - 1] != '\n');
}

/* Offset of the last `lines` lines of a text. */
static size_t tail_offset(BlStr text, size_t lines)
{
    size_t at = text.len;
    if (at && text.ptr[at - 1] == '\n')
        at--;
    while (at > 0) {
        if (text.ptr[at - 1] == '\n' && --lines == 0)
            break;
        at--;
    }
    return at;
}

void inject_diff(BlBuf *out, const char *path, const BlStr *old, BlStr text)
{
    while (*path == '/')
        path++;
    BlStr before = old ? *old : bl_str("", 0);
    /* A tab ends a name that has blanks in it, for patch. */
    const char *end = strchr(path, ' ') ? "\t\n" : "\n";
    if (old)
        bl_buf_printf(out, "--- a/%s%s+++ b/%s%s", path, end, path, end);
    else
        bl_buf_printf(out, "--- /dev/null\n+++ b/%s%s", path, end);
    bool cut = before.len && before.ptr[before.len - 1] != '\n';
    /* A last line without its end is another line once the end is there. */
    size_t same = cut ? tail_offset(before, 1) : before.len;
    BlStr kept = bl_str(before.ptr, same);
    size_t from = kept.len ? tail_offset(kept, CONTEXT_LINES) : 0;
    size_t skipped = count_lines(bl_str(kept.ptr, from)), context = count_lines(kept) - skipped;
    BlStr removed = bl_str(before.ptr + same, before.len - same);
    BlStr added = bl_str(text.ptr + same, text.len - same);
    size_t old_lines = context + count_lines(removed), new_lines = context + count_lines(added);
    bl_buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", old_lines ? skipped + 1 : skipped, old_lines,
                  skipped + 1, new_lines);
    put_lines(out, ' ', bl_str(kept.ptr + from, kept.len - from));
    put_lines(out, '-', removed);
    put_lines(out, '+', added);
}
