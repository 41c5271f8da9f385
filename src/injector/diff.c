/* diff.c - unified diffs, as `patch` and `git apply` take them.
 *
 * Most often something was only added at the end of a file. When benchmarks are renewed, what they
 * replace differs in a few lines: the fewest that can be are found with Myers' algorithm (E. Myers,
 * An O(ND) Difference Algorithm and Its Variations, 1986), up to a number beyond which everything
 * between the first and the last difference is replaced.
 */
#include <stdlib.h>

#include "benchline/inject.h"

enum { CONTEXT_LINES = 3, MOST_DIFFERENCES = 1000 };

/* One of the two texts, as lines with their ends. */
typedef struct Side {
    BL_VEC(BlStr) lines;
    bool *differs; /* by line: it is not in the other text */
} Side;

static void split(Side *side, BlStr text)
{
    while (text.len) {
        const char *newline = memchr(text.ptr, '\n', text.len);
        size_t length = newline ? (size_t)(newline - text.ptr) + 1 : text.len;
        bl_vec_push(&side->lines, bl_str(text.ptr, length));
        text = bl_str_from(text, length);
    }
    side->differs = bl_alloc(side->lines.count + 1);
}

static void free_side(Side *side)
{
    bl_vec_free(&side->lines);
    free(side->differs);
}

/* ---- which lines differ ---------------------------------------------------------------------- */

/* What is between the equal beginnings and ends. */
typedef struct Middle {
    Side *old, *new;
    size_t from; /* in both */
    int old_count, new_count;
} Middle;

static bool same_line(const Middle *middle, int x, int y)
{
    return bl_str_eq(middle->old->lines.items[middle->from + (size_t)x],
                     middle->new->lines.items[middle->from + (size_t)y]);
}

static void replace_all(const Middle *middle)
{
    memset(middle->old->differs + middle->from, true, (size_t)middle->old_count);
    memset(middle->new->differs + middle->from, true, (size_t)middle->new_count);
}

/* The diagonal from which step `d` came to diagonal `k`; `furthest` as it was before that step. */
static int came_from(const int *furthest, int d, int k)
{
    bool down = k == -d || (k != d && furthest[k - 1] < furthest[k + 1]);
    return down ? k + 1 : k - 1;
}

typedef BL_VEC(int *) Steps; /* before each step, `furthest` from diagonal -d to d */

static void mark_path(const Middle *middle, const Steps *steps)
{
    int x = middle->old_count, y = middle->new_count;
    for (int d = (int)steps->count - 1; d > 0; d--) {
        const int *furthest = steps->items[d] + d;
        int k = came_from(furthest, d, x - y);
        int before = furthest[k];
        if (k == x - y + 1)
            middle->new->differs[middle->from + (size_t)(before - k)] = true;
        else
            middle->old->differs[middle->from + (size_t)before] = true;
        x = before;
        y = before - k;
    }
}

/* One step further on all diagonals; true when the end is reached. */
static bool take_step(const Middle *middle, int *furthest, int d)
{
    for (int k = -d; k <= d; k += 2) {
        int from = d ? came_from(furthest, d, k) : 0;
        int x = d ? furthest[from] + (from < k) : 0;
        while (x < middle->old_count && x - k < middle->new_count && same_line(middle, x, x - k))
            x++;
        furthest[k] = x;
        if (x >= middle->old_count && x - k >= middle->new_count)
            return true;
    }
    return false;
}

static void compare(const Middle *middle)
{
    int most = middle->old_count + middle->new_count;
    if (most > MOST_DIFFERENCES)
        most = MOST_DIFFERENCES;
    int *room = bl_alloc((size_t)(2 * most + 3) * sizeof *room), *furthest = room + most + 1;
    Steps steps = {0};
    bool found = false;
    for (int d = 0; d <= most && !found; d++) {
        size_t size = (size_t)(2 * d + 1) * sizeof(int);
        int *kept = bl_alloc(size);
        memcpy(kept, furthest - d, size);
        bl_vec_push(&steps, kept);
        found = take_step(middle, furthest, d);
    }
    if (found)
        mark_path(middle, &steps);
    else
        replace_all(middle);
    for (size_t i = 0; i < steps.count; i++)
        free(steps.items[i]);
    bl_vec_free(&steps);
    free(room);
}

static void find_differences(Side *old, Side *new)
{
    size_t from = 0, old_end = old->lines.count, new_end = new->lines.count;
    while (from < old_end && from < new_end &&
           bl_str_eq(old->lines.items[from], new->lines.items[from]))
        from++;
    while (old_end > from && new_end > from &&
           bl_str_eq(old->lines.items[old_end - 1], new->lines.items[new_end - 1])) {
        old_end--;
        new_end--;
    }
    Middle middle = {old, new, from, (int)(old_end - from), (int)(new_end - from)};
    if (middle.old_count && middle.new_count)
        compare(&middle);
    else
        replace_all(&middle);
}

/* ---- printing -------------------------------------------------------------------------------- */

static void put_line(BlBuf *out, char mark, BlStr line)
{
    bl_buf_putc(out, mark);
    bl_buf_str(out, line);
    if (!bl_str_ends(line, BL_STR("\n")))
        bl_buf_puts(out, "\n\\ No newline at end of file\n");
}

static bool differs(const Side *side, size_t line)
{
    return line < side->lines.count && side->differs[line];
}

/* Lines that are the same from here on, up to `most`. */
static size_t same_lines(const Side *old, size_t x, const Side *new, size_t y, size_t most)
{
    size_t count = 0;
    while (count < most && x + count < old->lines.count && !differs(old, x + count) &&
           !differs(new, y + count))
        count++;
    return count;
}

/* Prints what begins with a difference at x and y, and what follows it closely. Moves both behind.
 * `skipped`: lines before the first one of both sides. */
static void put_hunk(BlBuf *out, const Side *old, size_t *x, const Side *new, size_t *y,
                     size_t before, size_t skipped)
{
    size_t old_from = *x - before, new_from = *y - before;
    BlBuf lines = {0};
    for (size_t i = old_from; i < *x && i < old->lines.count; i++)
        put_line(&lines, ' ', old->lines.items[i]);
    for (;;) {
        while (differs(old, *x))
            put_line(&lines, '-', old->lines.items[(*x)++]);
        while (differs(new, *y))
            put_line(&lines, '+', new->lines.items[(*y)++]);
        size_t same = same_lines(old, *x, new, *y, (size_t)2 * CONTEXT_LINES + 1);
        bool last = same > (size_t)2 * CONTEXT_LINES || *x + same == old->lines.count;
        if (*x + same == old->lines.count && differs(new, *y + same))
            last = false;
        if (last && same > CONTEXT_LINES)
            same = CONTEXT_LINES;
        for (; same; same--, (*y)++)
            put_line(&lines, ' ', old->lines.items[(*x)++]);
        if (last)
            break;
    }
    size_t old_count = *x - old_from, new_count = *y - new_from;
    bl_buf_printf(out, "@@ -%zu,%zu +%zu,%zu @@\n", skipped + old_from + (old_count > 0), old_count,
                  skipped + new_from + (new_count > 0), new_count);
    bl_buf_str(out, bl_buf_view(&lines));
    bl_buf_free(&lines);
}

static void put_hunks(BlBuf *out, const Side *old, const Side *new, size_t skipped)
{
    size_t x = 0, y = 0;
    while (x < old->lines.count || y < new->lines.count) {
        if (differs(old, x) || differs(new, y)) {
            size_t before = 0; /* what a hunk before has printed is further up */
            while (before < CONTEXT_LINES && before < x && before < y &&
                   !differs(old, x - before - 1) && !differs(new, y - before - 1))
                before++;
            put_hunk(out, old, &x, new, &y, before, skipped);
        } else {
            x++;
            y++;
        }
    }
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

/* Bytes that both begin with and that no hunk shows, in whole lines; adds up those. */
static size_t skip_beginning(BlStr old, BlStr new, size_t *lines)
{
    size_t same = 0, least = old.len < new.len ? old.len : new.len, context = 0;
    while (same < least && old.ptr[same] == new.ptr[same])
        same++;
    while (same > 0 && (old.ptr[same - 1] != '\n' || context++ < CONTEXT_LINES))
        same--;
    for (size_t i = 0; i < same; i++)
        *lines += old.ptr[i] == '\n';
    return same;
}

void inject_diff(BlBuf *out, const char *path, const BlStr *old, const BlStr *new)
{
    BlStr before = old ? *old : bl_str("", 0), after = new ? *new : bl_str("", 0);
    size_t lines = 0, same = skip_beginning(before, after, &lines);
    Side left = {0}, right = {0};
    split(&left, bl_str_from(before, same));
    split(&right, bl_str_from(after, same));
    find_differences(&left, &right);
    put_names(out, path, old, new);
    put_hunks(out, &left, &right, lines);
    free_side(&left);
    free_side(&right);
}
