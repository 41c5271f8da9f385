/* inject_fuzz.c - the injector on any bytes.
 *
 * The input is one to three files with NUL bytes between them: a test file, a file that is none,
 * another test file. What is written must begin with what was read, come from where its ranges say,
 * and be Go; and again after some tests were left out. */
#include <stdio.h>
#include <stdlib.h>

#include <cjson/cJSON.h>

#include "benchline/inject.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_FILES = 3 };

static void require(bool condition, const char *what)
{
    if (condition)
        return;
    fprintf(stderr, "inject_fuzz: %s\n", what);
    abort();
}

/* ---- what must hold ------------------------------------------------------------------------- */

static void check_range(const InjectRange *range, BlStr text, BlStr source)
{
    require(range->start < range->end && range->end <= text.len, "an empty range");
    require(range->original_start <= range->original_end && range->original_end <= source.len,
            "a range of nothing in the original");
    uint32_t length = range->end - range->start;
    if (range->kind == INJECT_SCAFFOLD)
        return;
    require(range->original_end - range->original_start == length, "lengths differ");
    if (range->kind == INJECT_COPY)
        require(memcmp(text.ptr + range->start, source.ptr + range->original_start, length) == 0,
                "a copy that is none");
}

static void check_output(const InjectUnit *unit, size_t file)
{
    const InjectOutput *output = inject_output(unit, file);
    BlStr text = bl_buf_view(&output->text), source = inject_file(unit, file)->source;
    if (!text.len) {
        require(output->ranges.count == 0, "ranges of nothing");
        return;
    }
    require(bl_str_starts(text, source), "it does not begin with the original");
    size_t at = source.len;
    for (size_t i = 0; i < output->ranges.count; i++) {
        require(output->ranges.items[i].start == at, "ranges leave a gap");
        check_range(&output->ranges.items[i], text, source);
        at = output->ranges.items[i].end;
    }
    require(at == text.len, "ranges end early");
    BlBuf diff = {0};
    inject_diff(&diff, "fuzz_test.go", &source, text);
    bl_buf_free(&diff);
    cJSON_Delete(inject_map_json(unit, file));
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

static void emit(InjectUnit *unit)
{
    BlDiags diags = {0};
    bool ok = inject_emit(unit, &diags);
    if (!ok)
        bl_diag_print(&diags, false, stderr);
    require(ok && diags.list.count == 0, "it cannot be written");
    for (size_t i = 0; i < inject_file_count(unit); i++)
        check_output(unit, i);
    bl_diag_free(&diags);
}

static void check_tests(const InjectUnit *unit)
{
    size_t count, converted = 0;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count; i++) {
        require((tests[i].benchmark == NULL) == (tests[i].reason != NULL), "why is not said");
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
    size_t before = inject_converted(unit);
    if (before) {
        check_is_go(inject_shim(unit));
        check_is_go(inject_meter(unit));
    }
    /* The compiler refuses a line here and there. */
    size_t left_out = inject_leave_out_at(unit, 0, 5, 1, "why");
    left_out += inject_leave_out_at(unit, 0, 7, 20, "why");
    require(inject_converted(unit) + left_out == before, "not those that were left out");
    check_tests(unit);
    emit(unit);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[MOST_FILES] = {"a_test.go", "b.go", "c_test.go"};
    char *bytes = bl_alloc(size + 1); /* sources are followed by a NUL */
    if (size)
        memcpy(bytes, data, size);
    InjectFile files[MOST_FILES];
    size_t count = 0, at = 0;
    for (; count < MOST_FILES && at <= size; count++) {
        size_t length = count + 1 < MOST_FILES ? strlen(bytes + at) : size - at;
        files[count] = (InjectFile){.name = names[count],
                                    .path = names[count],
                                    .source = bl_str(bytes + at, length),
                                    .is_test = count != 1,
                                    .selected = true};
        at += length + 1;
    }
    BlDiags diags = {0};
    InjectUnit *unit = inject_new(files, count, NULL, &diags);
    require(inject_broken(unit) == (diags.errors > 0), "broken, and nothing is said");
    if (!inject_broken(unit))
        check_unit(unit);
    inject_free(unit);
    bl_diag_free(&diags);
    free(bytes);
    return 0;
}
