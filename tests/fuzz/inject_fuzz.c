/* inject_fuzz.c - the rewriter on any bytes.
 *
 * What is written must begin with what was read; the diff that is printed must lead from one to the
 * other and back again, byte for byte, read here as `git apply` and `git apply -R` read it; with
 * the shim beside it, it must be Go; and then benchline must refuse to do it once more. The same
 * again after some tests were left out. */
#include "fuzzed_unit.h"

/* ---- the diff ------------------------------------------------------------------------------- */

/* The number after a mark in a hunk's head; *text goes on behind it. */
static size_t read_number(BlStr *text, char mark)
{
    BlStr before, after;
    require(bl_str_cut(*text, mark, &before, &after), "a hunk without its numbers");
    size_t number = 0, digits = 0;
    for (; digits < after.len && after.ptr[digits] >= '0' && after.ptr[digits] <= '9'; digits++)
        number = number * 10 + (size_t)(after.ptr[digits] - '0');
    require(digits > 0, "a hunk without a number");
    *text = bl_str(after.ptr + digits, after.len - digits);
    return number;
}

/* Offset of a line, from 1. */
static size_t line_offset(BlStr text, size_t line)
{
    size_t at = 0;
    for (; line > 1; line--) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        require(end != NULL, "a hunk behind the end");
        at = (size_t)(end - text.ptr) + 1;
    }
    return at;
}

/* One line of the diff, with its end; the diff goes on behind it. */
static BlStr take_line(BlStr *diff)
{
    const char *end = memchr(diff->ptr, '\n', diff->len);
    require(end != NULL, "the diff ends within a line");
    BlStr line = bl_str(diff->ptr, (size_t)(end - diff->ptr) + 1);
    *diff = bl_str(diff->ptr + line.len, diff->len - line.len);
    return line;
}

/* The lines of a hunk that one side has: those with a blank or `own`, without that mark. A last
 * line that has no end says so in the line after it. */
static size_t collect(BlStr hunk, char own, BlBuf *out)
{
    size_t lines = 0;
    bool mine = false;
    while (hunk.len) {
        BlStr line = take_line(&hunk);
        if (line.ptr[0] == '\\') {
            if (mine)
                out->data[--out->len] = '\0';
            continue;
        }
        require(strchr(" -+", line.ptr[0]) != NULL, "a line of no side");
        mine = line.ptr[0] == ' ' || line.ptr[0] == own;
        if (mine)
            bl_buf_append(out, line.ptr + 1, line.len - 1);
        lines += mine;
    }
    return lines;
}

/* Replaces in `from` what the hunk has as one side by what it has as the other; must give `to`. */
static void check_side(BlStr hunk, BlStr from, size_t line, size_t count, char own, BlStr to,
                       char other)
{
    BlBuf here = {0}, there = {0}, result = {0};
    require(collect(hunk, own, &here) == count, "a hunk's lines are miscounted");
    collect(hunk, other, &there);
    size_t at = line_offset(from, line);
    require(bl_str_starts(bl_str(from.ptr + at, from.len - at), bl_buf_view(&here)),
            "the diff does not apply");
    bl_buf_append(&result, from.ptr, at);
    bl_buf_str(&result, bl_buf_view(&there));
    bl_buf_append(&result, from.ptr + at + here.len, from.len - at - here.len);
    require(bl_str_eq(bl_buf_view(&result), to), "the diff makes something else");
    bl_buf_free(&here);
    bl_buf_free(&there);
    bl_buf_free(&result);
}

static void check_diff(BlStr source, BlStr text)
{
    BlBuf diff = {0};
    inject_diff(&diff, "fuzz_test.go", &source, &text);
    BlStr rest = bl_buf_view(&diff);
    take_line(&rest);
    take_line(&rest);
    BlStr head = take_line(&rest);
    size_t old_line = read_number(&head, '-'), old_count = read_number(&head, ',');
    size_t new_line = read_number(&head, '+'), new_count = read_number(&head, ',');
    check_side(rest, source, old_line, old_count, '-', text, '+');
    check_side(rest, text, new_line, new_count, '+', source, '-');
    bl_buf_free(&diff);
}

/* ---- what is written ------------------------------------------------------------------------ */

static void check_output(const InjectUnit *unit, size_t file)
{
    BlStr text = bl_buf_view(&inject_output(unit, file)->text);
    BlStr source = inject_file(unit, file)->source;
    if (!text.len)
        return;
    require(text.len > source.len && bl_str_starts(text, source),
            "it does not begin with the original");
    check_diff(source, text);
}

static void check_is_go(BlStr text)
{
    GoSymbols *symbols = go_symbols_new();
    GoFile file;
    BlDiags diags = {0};
    require(go_parse(&file, "made.go", text, symbols, &diags), "what goes along is not Go");
    go_file_free(&file);
    go_symbols_free(symbols);
    bl_diag_free(&diags);
}

/* What was written comes off again and leaves what was there. */
static void check_taken_back(const InjectUnit *unit)
{
    for (size_t i = 0; i < inject_file_count(unit); i++) {
        BlStr text = bl_buf_view(&inject_output(unit, i)->text);
        /* Sources with a block are cut before they come to a unit. */
        if (!text.len || block_find(inject_file(unit, i)->source).state)
            continue;
        Block block = block_find(text);
        require(block.state == BLOCK_WRITTEN, "the block is not known again");
        require(block.source_len == inject_file(unit, i)->source.len, "it comes off elsewhere");
    }
    require(block_find_shim(inject_shim(unit)) == BLOCK_WRITTEN, "the shim is not known again");
}

static void check_tests(const InjectUnit *unit)
{
    size_t count, converted = 0;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count; i++) {
        require((tests[i].benchmark == NULL) == (tests[i].way == INJECT_LEFT_OUT), "no benchmark");
        require((tests[i].way != INJECT_SOURCE) == (tests[i].reason != NULL), "why is not said");
        converted += tests[i].benchmark != NULL;
        for (size_t j = 0; j < i && tests[i].benchmark; j++)
            require(!tests[j].benchmark || strcmp(tests[i].benchmark, tests[j].benchmark) != 0,
                    "two benchmarks of one name");
    }
    require(converted == inject_converted(unit), "miscounted");
}

/* ---- all of it ------------------------------------------------------------------------------ */

static void check_unit(InjectUnit *unit)
{
    check_tests(unit);
    emit(unit);
    for (size_t i = 0; i < inject_file_count(unit); i++)
        check_output(unit, i);
    if (!inject_converted(unit))
        return;
    check_is_go(inject_shim(unit));
    check_is_go(inject_meter(unit));
    check_taken_back(unit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    FuzzedUnit fuzzed;
    if (open_unit(&fuzzed, data, size)) {
        check_unit(fuzzed.unit);
        size_t before = inject_count(fuzzed.unit, INJECT_SOURCE);
        /* The compiler refuses a line here and there. */
        size_t changed = inject_refuse_at(fuzzed.unit, 0, 5, 1, "why");
        changed += inject_refuse_at(fuzzed.unit, 0, 7, 0, "why");
        require(inject_count(fuzzed.unit, INJECT_SOURCE) + changed >= before, "others fell back");
        inject_trust_parameters(fuzzed.unit);
        check_unit(fuzzed.unit);
    }
    close_unit(&fuzzed);
    return 0;
}
