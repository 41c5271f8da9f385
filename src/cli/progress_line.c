/* progress_line.c - one line that says how far a run is, for any width; see progress_line.h. */
#include "cli/progress_line.h"

#include "results/text.h"

/* ---- estimates ------------------------------------------------------------------------------- */

void progress_estimate(ProgressView *view)
{
    double done = (double)(view->now.packages_done + view->now.tests_done);
    double all = (double)(view->now.packages + view->now.tests);
    bool known = done > 0 && view->elapsed > 0;
    view->per_minute = view->now.tests_done && view->elapsed > 0
                           ? (double)view->now.tests_done / view->elapsed * 60
                           : RESULT_UNKNOWN;
    view->seconds_left = known ? view->elapsed * (all - done) / done : RESULT_UNKNOWN;
}

/* ---- the line -------------------------------------------------------------------------------- */

/* Columns at most: a character beyond ASCII is taken for two. The text may be shown. */
static size_t columns_of(const char *text)
{
    size_t columns = 0;
    for (size_t length; *text; text += length ? length : 1) {
        length = results_utf8_length(text);
        columns += length > 1 ? 2 : 1;
    }
    return columns;
}

/* As much of it as there are columns for. */
static void put_cut(BlBuf *out, const char *text, size_t columns)
{
    for (size_t length; *text; text += length) {
        length = results_utf8_length(text);
        length = length ? length : 1;
        size_t wide = length > 1 ? 2 : 1;
        if (wide > columns)
            return;
        bl_buf_append(out, text, length);
        columns -= wide;
    }
}

static void put_duration(BlBuf *out, double seconds)
{
    unsigned long whole = seconds < 1e9 ? (unsigned long)(seconds + 0.5) : 999999999;
    if (whole < 60)
        bl_buf_printf(out, "%lus", whole);
    else if (whole < 3600)
        bl_buf_printf(out, "%lum%02lus", whole / 60, whole % 60);
    else
        bl_buf_printf(out, "%luh%02lum", whole / 3600, whole / 60 % 60);
}

static void put_bar(BlBuf *out, const RunProgress *now)
{
    enum { WIDTH = 10 };
    size_t all = now->packages + now->tests, done = now->packages_done + now->tests_done;
    size_t filled = all ? done * WIDTH / all : 0;
    bl_buf_putc(out, '[');
    for (size_t i = 0; i < WIDTH; i++)
        bl_buf_putc(out, i < filled ? '#' : '.');
    bl_buf_putc(out, ']');
}

/* The parts, in the order in which they stand. */
typedef enum Part {
    PART_BAR,
    PART_PACKAGES,
    PART_TESTS,
    PART_FAILED,
    PART_RATE,
    PART_LEFT,
    PART_COUNT
} Part;

static void put_part(BlBuf *out, Part part, const ProgressView *view)
{
    const RunProgress *now = &view->now;
    switch (part) {
    case PART_BAR:
        put_bar(out, now);
        return;
    case PART_PACKAGES:
        bl_buf_printf(out, "%zu/%zu packages", now->packages_done, now->packages);
        return;
    case PART_TESTS:
        bl_buf_printf(out, "%zu/%zu tests", now->tests_done, now->tests);
        return;
    case PART_FAILED:
        if (now->failed || now->packages_failed)
            bl_buf_printf(out, "%zu failed", now->failed ? now->failed : now->packages_failed);
        return;
    case PART_RATE:
        if (!isnan(view->per_minute))
            bl_buf_printf(out, "%.0f/min", view->per_minute);
        return;
    case PART_LEFT:
        if (!isnan(view->seconds_left)) {
            put_duration(out, view->seconds_left);
            bl_buf_puts(out, " left");
        }
        return;
    case PART_COUNT:
        return;
    }
}

/* The parts that are wanted, with two blanks between them. */
static void put_parts(BlBuf *out, const ProgressView *view, const bool *without)
{
    for (int part = 0; part < PART_COUNT; part++) {
        BlBuf text = {0};
        if (!without[part])
            put_part(&text, (Part)part, view);
        if (text.len && out->len)
            bl_buf_puts(out, "  ");
        bl_buf_str(out, bl_buf_view(&text));
        bl_buf_free(&text);
    }
}

/* What runs: with its package where there is room for both. */
static void put_current(BlBuf *out, const ProgressView *view, size_t columns)
{
    BlBuf package = {0}, benchmark = {0}, both = {0};
    results_append_visible(&package, view->package);
    results_append_visible(&benchmark, view->benchmark ? view->benchmark : "");
    bl_buf_printf(&both, "%s%s%s", bl_buf_view(&package).ptr, benchmark.len ? " " : "",
                  bl_buf_view(&benchmark).ptr);
    const BlBuf *text = columns_of(both.data) <= columns ? &both
                        : benchmark.len                  ? &benchmark
                                                         : &package;
    bool fits = columns_of(text->data) <= columns;
    put_cut(out, text->data, fits ? columns : columns - 2);
    if (!fits)
        bl_buf_puts(out, "..");
    bl_buf_free(&package);
    bl_buf_free(&benchmark);
    bl_buf_free(&both);
}

size_t progress_line(const ProgressView *view, size_t width, BlBuf *out)
{
    enum { LEAST = 12 }; /* columns for what runs */
    static const Part dropped[] = {PART_RATE,   PART_BAR,   PART_LEFT,
                                   PART_FAILED, PART_TESTS, PART_PACKAGES};
    bool without[PART_COUNT] = {false};
    BlBuf line = {0};
    put_parts(&line, view, without);
    /* The rate gives way to what runs; the others do not. */
    for (size_t i = 0; i < PART_COUNT && line.len + (i ? 0 : 2 + LEAST) > width; i++) {
        without[dropped[i]] = true;
        bl_buf_clear(&line);
        put_parts(&line, view, without);
    }
    if (view->package && line.len && line.len + 2 + LEAST <= width) {
        bl_buf_puts(&line, "  ");
        put_current(&line, view, width - line.len);
    }
    bl_buf_str(out, bl_buf_view(&line));
    bl_buf_free(&line);
    return columns_of(bl_buf_view(out).ptr);
}
