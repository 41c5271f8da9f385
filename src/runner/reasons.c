/* reasons.c - see reasons.h.
 *
 * What a dying Go program prints is the Go runtime's own format (runtime/panic.go, traceback): a
 * line "panic: ..." or "fatal error: ...", then stacks, in which a frame is a function's line and,
 * after a tab, "file:line +0x...". The copies' line directives make those the original's lines.
 */
#include "runner/reasons.h"

#include <stdlib.h>

/* The text from the last line that begins with the prefix; empty if none does. Tests print such
 * lines too, so the process's last word counts. */
static BlStr from_last_line_with(BlStr text, BlStr prefix)
{
    BlStr line, at = text, found = {"", 0};
    while (bl_next_line(&text, &line)) {
        if (bl_str_starts(line, prefix))
            found = at;
        at = text;
    }
    return found;
}

/* The Go runtime's last words: what they begin with to the end of the text; empty if there are
 * none. */
static BlStr last_words(const ProcessOutcome *outcome)
{
    if (outcome->timed_out || outcome->exceeded)
        return from_last_line_with(outcome->err, BL_STR("SIGQUIT: "));
    if (outcome->signal == 0 && outcome->status != 2) /* runtime/panic.go: exit(2) */
        return bl_str("", 0);
    BlStr panic = from_last_line_with(outcome->err, BL_STR("panic: "));
    BlStr fatal = from_last_line_with(outcome->err, BL_STR("fatal error: "));
    return !panic.len || (fatal.len && fatal.len < panic.len) ? fatal : panic;
}

/* "file_test.go:12", from the first frame that is in one of the package's test files. */
static BlStr place_in_trace(BlStr text, const char *dir)
{
    BlStr line, folder = bl_cstr(dir);
    const char *end = text.ptr + text.len;
    while (bl_next_line(&text, &line)) {
        BlStr frame = bl_str_trim(line);
        bool cut_off = line.ptr + line.len == end; /* the process was killed while it wrote */
        if (!bl_str_starts(line, BL_STR("\t")) || !bl_str_starts(frame, folder) ||
            frame.len <= folder.len + 1 || cut_off)
            continue;
        BlStr place = bl_str(frame.ptr + folder.len + 1, frame.len - folder.len - 1), rest, file;
        bl_str_cut(place, ' ', &place, &rest);
        bl_str_cut(place, ':', &file, &rest);
        bool own = bl_str_starts(file, BL_STR("benchline"));
        if (bl_str_ends(file, BL_STR("_test.go")) && !own && !memchr(file.ptr, '/', file.len))
            return place;
    }
    return bl_str("", 0);
}

static const char *with_place(BlArena *arena, BlStr what, BlStr place)
{
    if (!place.len)
        return bl_arena_printf(arena, "%.*s", (int)what.len, what.ptr);
    return bl_arena_printf(arena, "%.*s (at %.*s)", (int)what.len, what.ptr, (int)place.len,
                           place.ptr);
}

static const char *how_it_exited(BlArena *arena, const ProcessOutcome *outcome)
{
    const char *how =
        outcome->signal
            ? bl_arena_printf(arena, "the process was ended by signal %d (%s)", outcome->signal,
                              strsignal(outcome->signal))
            : bl_arena_printf(arena, "the process exited with status %d", (int)outcome->status);
    BlStr said = bl_last_line(outcome->err);
    if (!said.len)
        return how;
    int length = said.len < 300 ? (int)said.len : 300;
    return bl_arena_printf(arena, "%s; it said: %.*s", how, length, said.ptr);
}

/* "panic: x [recovered]", or since Go 1.23 "panic: x [recovered, repanicked]": the testing package
 * looks at every panic on its way. */
static BlStr first_panic(BlStr words)
{
    static const char *const marks[] = {" [recovered]", " [recovered, repanicked]"};
    BlStr line = bl_first_line(words);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (bl_str_ends(line, bl_cstr(marks[i])))
            return bl_str(line.ptr, line.len - strlen(marks[i]));
    return line;
}

Death explain_death(BlArena *arena, const ProcessOutcome *outcome, const char *dir, double patience)
{
    BlStr words = last_words(outcome);
    BlStr place = place_in_trace(words.len ? words : outcome->err, dir);
    if (outcome->exceeded)
        return (Death){outcome->timed_out ? RESULT_TIMED_OUT : RESULT_EXITED,
                       with_place(arena, bl_cstr(outcome->exceeded), place)};
    if (outcome->timed_out) {
        char *what = bl_arena_printf(arena, "nothing happened for %g s", patience);
        return (Death){RESULT_TIMED_OUT, with_place(arena, bl_cstr(what), place)};
    }
    if (bl_str_starts(words, BL_STR("panic: unexpected call to os.Exit(0) during test")))
        return (Death){RESULT_EXITED,
                       with_place(arena, BL_STR("the test called os.Exit(0)"), place)};
    if (words.len)
        return (Death){RESULT_PANICKED, with_place(arena, first_panic(words), place)};
    return (Death){RESULT_EXITED, how_it_exited(arena, outcome)};
}

const char *reason_without_folder(BlArena *arena, const char *reason, const char *folder)
{
    BlBuf text = {0};
    size_t length = strlen(folder) + 1;
    for (const char *at; (at = strstr(reason, folder)); reason = at + length)
        bl_buf_append(&text, reason, (size_t)(at - reason));
    bl_buf_puts(&text, reason);
    const char *copy = bl_str_dup(arena, bl_buf_view(&text));
    bl_buf_free(&text);
    return copy;
}

const char *reason_in_one_line(BlArena *arena, const char *message, const char *otherwise)
{
    BlBuf line = {0};
    bool blank = false;
    for (const char *c = message ? message : ""; *c; c++) {
        bool is_blank = *c == ' ' || *c == '\n' || *c == '\t' || *c == '\r';
        if (!is_blank && blank && line.len)
            bl_buf_putc(&line, ' ');
        if (!is_blank)
            bl_buf_putc(&line, *c);
        blank = is_blank;
    }
    const char *copy = line.len ? bl_str_dup(arena, bl_buf_view(&line)) : otherwise;
    bl_buf_free(&line);
    return copy;
}
