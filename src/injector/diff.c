/* diff.c - a unified diff of a file that changed in one place.
 *
 * What benchline changes stands together at the end of a file, so there is one hunk: from the first
 * line that differs to the last one, with up to three lines of context. `patch` and `git apply`
 * take it.
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

/* Length of what both begin with, to the end of a line. */
static size_t same_beginning(BlStr old, BlStr new)
{
    size_t at = 0, least = old.len < new.len ? old.len : new.len;
    while (at < least && old.ptr[at] == new.ptr[at])
        at++;
    while (at > 0 && old.ptr[at - 1] != '\n')
        at--;
    return at;
}

/* Length of what both end with, from the beginning of a line. */
static size_t same_end(BlStr old, BlStr new)
{
    size_t at = 0, least = old.len < new.len ? old.len : new.len;
    while (at < least && old.ptr[old.len - at - 1] == new.ptr[new.len - at - 1])
        at++;
    size_t first_old = old.len - at, first_new = new.len - at;
    while (at > 0 && ((first_old && old.ptr[first_old - 1] != '\n') ||
                      (first_new && new.ptr[first_new - 1] != '\n'))) {
        at--;
        first_old++;
        first_new++;
    }
    return at;
}

/* Length of the first `lines` lines of a text. */
static size_t head_length(BlStr text, size_t lines)
{
    size_t at = 0;
    while (at < text.len && lines)
        lines -= text.ptr[at++] == '\n';
    return at;
}

static void put_names(BlBuf *out, const char *path, bool old, bool new)
{
    while (*path == '/')
        path++;
    /* A tab ends a name that has blanks in it, for patch. */
    const char *end = strchr(path, ' ') ? "\t\n" : "\n";
    if (old)
        bl_buf_printf(out, "--- a/%s%s", path, end);
    else
        bl_buf_puts(out, "--- /dev/null\n");
    if (new)
        bl_buf_printf(out, "+++ b/%s%s", path, end);
    else
        bl_buf_puts(out, "+++ /dev/null\n");
}

void inject_diff(BlBuf *out, const char *path, const BlStr *old, const BlStr *new)
{
    BlStr before = old ? *old : bl_str("", 0), after = new ? *new : bl_str("", 0);
    put_names(out, path, old, new);
    size_t same = same_beginning(before, after);
    BlStr kept = bl_str(before.ptr, same);
    BlStr removed = bl_str(before.ptr + same, before.len - same);
    BlStr added = bl_str(after.ptr + same, after.len - same);
    size_t rest = same_end(removed, added);
    removed.len -= rest;
    added.len -= rest;
    BlStr behind = bl_str(removed.ptr + removed.len, rest);
    behind.len = head_length(behind, CONTEXT_LINES);
    size_t from = kept.len ? tail_offset(kept, CONTEXT_LINES) : 0;
    size_t skipped = count_lines(bl_str(kept.ptr, from));
    size_t context = count_lines(kept) - skipped + count_lines(behind);
    size_t old_lines = context + count_lines(removed), new_lines = context + count_lines(added);
    bl_buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", skipped + (old_lines > 0), old_lines,
                  skipped + (new_lines > 0), new_lines);
    put_lines(out, ' ', bl_str(kept.ptr + from, kept.len - from));
    put_lines(out, '-', removed);
    put_lines(out, '+', added);
    put_lines(out, ' ', behind);
}
