/* bench_run.c - see bench_run.h.
 *
 * The second half of this file answers "who was to blame?". A Go process that dies says why (a
 * panic, a fatal error, an exit status) but not in which benchmark. In order of certainty: the
 * benchmark whose name was printed without a result; the test function in the stack trace (the
 * first run of a benchmark comes before its name is printed, so this is often all there is); with
 * -v, the one announced last.
 */
#include "extractor/bench_run.h"

#include <math.h>
#include <stdlib.h>

enum { REASON_MAX = 300 }; /* bytes: a reason is one line for a person */

/* ---- text ----------------------------------------------------------------------------------- */

BlStr run_text(const BenchRun *run, RunText which)
{
    return bl_buf_view(&run->text[which]);
}

void run_set(BenchRun *run, RunText which, BlStr text)
{
    bl_buf_clear(&run->text[which]);
    bl_buf_str(&run->text[which], text);
}

static bool has(const BenchRun *run, RunText which)
{
    return run->text[which].len > 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Can it be appended as it is? With -v, all that a test logs comes this way. */
static bool is_single_spaced(BlStr text)
{
    for (size_t i = 0; i < text.len; i++)
        if (is_blank(text.ptr[i]) && (text.ptr[i] != ' ' || text.ptr[i - 1] == ' '))
            return false;
    return true;
}

/* Appends with runs of blanks as one, up to REASON_MAX bytes in all. An ellipsis stands for the
 * rest; no UTF-8 sequence is cut in two. */
static void append_reason(BlBuf *reason, BlStr text)
{
    text = bl_str_trim(text);
    if (text.len <= REASON_MAX && reason->len <= REASON_MAX - text.len && is_single_spaced(text)) {
        bl_buf_str(reason, text);
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (reason->len >= REASON_MAX && ((unsigned char)text.ptr[i] & 0xC0) != 0x80) {
            if (!bl_str_ends(bl_buf_view(reason), BL_STR("…")))
                bl_buf_puts(reason, "…");
            return;
        }
        if (!is_blank(text.ptr[i]))
            bl_buf_putc(reason, text.ptr[i]);
        else if (!is_blank(text.ptr[i - 1]))
            bl_buf_putc(reason, ' ');
    }
}

static void set_reason(BenchRun *run, RunText which, BlStr text)
{
    bl_buf_clear(&run->text[which]);
    append_reason(&run->text[which], text);
}

/* ---- rows ----------------------------------------------------------------------------------- */

/* Whether the announced benchmark is the one printed as `name`, and with which GOMAXPROCS. */
static bool is_announced(const BenchRun *run, BlStr name, uint64_t *procs)
{
    BlStr bare = run_text(run, RUN_ANNOUNCED);
    size_t base_length;
    *procs = 1;
    if (bare.len == 0 || !bl_str_starts(name, bare))
        return false;
    return name.len == bare.len ||
           (bench_suffix(name, procs, &base_length) && base_length == bare.len);
}

/* The last name. */
static RunName *last_name(BenchRun *run)
{
    return &run->rows.names.items[run->rows.names.count - 1];
}

static void settle_as_announced(BenchRun *run, uint64_t procs)
{
    RunName *name = last_name(run);
    name->length = run->text[RUN_ANNOUNCED].len;
    name->procs = procs;
    name->settled = true;
}

static bool is_child(BlStr name, BlStr parent)
{
    return name.len > parent.len && bl_str_starts(name, parent) && name.ptr[parent.len] == '/';
}

/* A process that goes on to run tests did not crash, nor end: a test printed "panic: " or "PASS".
 */
static void go_on(BenchRun *run)
{
    run->ended = false;
    run->crashed = run->timed_out = run->place_next = false;
    bl_buf_clear(&run->text[RUN_CRASH]);
    bl_buf_clear(&run->text[RUN_POSSIBLE_CRASH]);
    bl_buf_clear(&run->text[RUN_CULPRIT]);
    bl_buf_clear(&run->text[RUN_CULPRIT_PLACE]);
    bl_buf_clear(&run->text[RUN_EXIT]);
}

BlStr run_open_name(const BenchRun *run)
{
    if (run->printed_open)
        return run_text(run, RUN_PRINTED);
    if (run->announced_open)
        return run_text(run, RUN_ANNOUNCED);
    return BL_STR("");
}

void run_announce(BenchRun *run, BlStr name)
{
    run_set(run, RUN_ANNOUNCED, name);
    run->announced_open = run->verbose = true;
    run->printed_open = false;
    bl_buf_clear(&run->text[RUN_MESSAGE]);
    go_on(run);
}

void run_print_name(BenchRun *run, BlStr name)
{
    run_set(run, RUN_PRINTED, name);
    run->printed_open = true;
}

void run_start_test(BenchRun *run)
{
    run->verbose = true;
    bl_buf_clear(&run->text[RUN_MESSAGE]);
    go_on(run);
}

void run_add_result(BenchRun *run, BlStr name, const BenchLine *line)
{
    uint64_t procs;
    bool announced = is_announced(run, name, &procs);
    RunRow *row = rows_add_result(&run->rows, name, announced ? run->text[RUN_ANNOUNCED].len : 0,
                                  announced ? procs : 0);
    row->iterations = line->iterations;
    for (size_t i = 0; i < line->values.count; i++)
        rows_add_value(&run->rows, &line->values.items[i]);
    if (!announced) /* -v would have announced it: what looked like that was printed by a test */
        bl_buf_clear(&run->text[RUN_ANNOUNCED]);
    if (line->iterations == 0) { /* printed as NaN ns/op */
        RunRest *rest = rows_rest(&run->rows, run->rows.all.count - 1);
        rest->status = RESULT_FAILED;
        rest->reason = "it ended itself before anything was measured";
    }
    run->announced_open = run->printed_open = false;
    bl_buf_clear(&run->text[RUN_MESSAGE]);
    go_on(run);
}

/* ---- verdicts and their messages ------------------------------------------------------------ */

/* The first, unmeasured iteration fails under the bare name; the measured ones fail under the name
 * with its suffix, which was printed just before if it was not announced. */
static void settle_verdict(BenchRun *run, BlStr name)
{
    uint64_t procs;
    if (is_announced(run, name, &procs)) {
        settle_as_announced(run, procs > 1 ? procs : 0);
        run->announced_open = false;
    } else if (bl_str_eq(name, run_text(run, RUN_PRINTED))) {
        run->printed_open = false;
    } else {
        /* An identifier has no '-': a top-level name with a suffix is left to names_settle(). */
        size_t base_length;
        bool sub = memchr(name.ptr, '/', name.len) != NULL;
        last_name(run)->settled = sub || !bench_suffix(name, &procs, &base_length);
    }
}

void run_add_verdict(BenchRun *run, BlStr name, ResultStatus status)
{
    rows_add(&run->rows, name, status);
    go_on(run);
    settle_verdict(run, name);
    size_t row = run->rows.all.count - 1;
    if (run->verbose && has(run, RUN_MESSAGE)) {
        rows_set_reason(&run->rows, row, run_text(run, RUN_MESSAGE));
        bl_buf_clear(&run->text[RUN_MESSAGE]);
    } else {
        run->block = BLOCK_OF_ROW;
        run->block_row = row;
    }
}

/* A subtest's verdict follows its parent's, and says more. */
void run_fail_test(BenchRun *run, BlStr name)
{
    BlStr first = run_text(run, RUN_TEST);
    go_on(run);
    if (first.len && !is_child(name, first))
        return;
    run_set(run, RUN_TEST, name);
    if (!run->verbose)
        run->block = BLOCK_OF_TEST;
    else if (has(run, RUN_MESSAGE))
        run_set(run, RUN_TEST_MESSAGE, run_text(run, RUN_MESSAGE));
}

bool run_has_position(BlStr text)
{
    const char *colon = memchr(text.ptr, ':', text.len);
    if (!colon)
        return false;
    size_t before = (size_t)(colon - text.ptr);
    const char *at = before >= 3 && memcmp(colon - 3, ".go", 3) == 0
                         ? colon - 3
                         : memmem(colon, text.len - before, ".go:", 4);
    if (!at)
        return false;
    size_t digits = (size_t)(at + 4 - text.ptr), end = digits;
    while (end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9')
        end++;
    bool word = !memchr(text.ptr, ' ', end) && !memchr(text.ptr, '\t', end);
    return word && end > digits && end < text.len && text.ptr[end] == ':';
}

/* Of several messages the last is kept: b.Fatal and b.Skip end the benchmark. */
void run_add_message(BenchRun *run, BlStr text)
{
    BlBuf *message = &run->text[RUN_MESSAGE];
    if (!run->verbose && run->block == BLOCK_NONE)
        return;
    text = bl_str_trim(text);
    if (run_has_position(text) || (message->len == 0 && run->block != BLOCK_NONE)) {
        set_reason(run, RUN_MESSAGE, text);
    } else if (message->len && text.len) {
        if (message->len < REASON_MAX)
            bl_buf_putc(message, ' ');
        append_reason(message, text);
    }
}

void run_close_block(BenchRun *run)
{
    if (run->block == BLOCK_OF_ROW && has(run, RUN_MESSAGE))
        rows_set_reason(&run->rows, run->block_row, run_text(run, RUN_MESSAGE));
    if (run->block == BLOCK_OF_TEST)
        run_set(run, RUN_TEST_MESSAGE, run_text(run, RUN_MESSAGE));
    if (run->block != BLOCK_NONE)
        bl_buf_clear(&run->text[RUN_MESSAGE]);
    run->block = BLOCK_NONE;
}

void run_finish_tests(BenchRun *run)
{
    go_on(run);
    run->ended = true;
    run->announced_open = run->printed_open = false;
}

/* ---- the end of the process ----------------------------------------------------------------- */

void run_crash(BenchRun *run, BlStr text)
{
    if (run->crashed)
        return;
    run->crashed = true;
    set_reason(run, RUN_CRASH, text);
    run->timed_out |= bl_str_starts(text, BL_STR("panic: test timed out"));
}

void run_trace(BenchRun *run)
{
    if (!run->crashed && has(run, RUN_POSSIBLE_CRASH))
        run_crash(run, run_text(run, RUN_POSSIBLE_CRASH));
}

void run_time_out(BenchRun *run, BlStr text)
{
    run->timed_out = true;
    set_reason(run, RUN_CRASH, text);
}

static bool is_test_function(BlStr name)
{
    static const BlStr kinds[] = {{"Benchmark", 9}, {"Test", 4}, {"Fuzz", 4}, {"Example", 7}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (bl_str_starts(name, kinds[i]))
            return name.len == kinds[i].len || name.ptr[kinds[i].len] < 'a' ||
                   name.ptr[kinds[i].len] > 'z';
    return false;
}

/* The function of a stack frame such as "example.com/shop/crash.BenchmarkPanics.func1(0x2a, 0x1)"
 * or "created by example.com/shop/crash.BenchmarkPanics in goroutine 7": BenchmarkPanics. */
static BlStr frame_function(BlStr line)
{
    const char *bracket = memchr(line.ptr, '(', line.len);
    size_t end = bracket ? (size_t)(bracket - line.ptr) : line.len;
    const char *slash = memrchr(line.ptr, '/', end);
    size_t start = slash ? (size_t)(slash - line.ptr) + 1 : 0;
    const char *dot = memchr(line.ptr + start, '.', end - start);
    if (!dot || bl_str_starts(line, BL_STR("testing.")))
        return BL_STR("");
    BlStr name = bl_str(dot + 1, end - (size_t)(dot + 1 - line.ptr));
    size_t length = 0;
    while (length < name.len && name.ptr[length] != '.' && !is_blank(name.ptr[length]))
        length++;
    return bl_str(name.ptr, length);
}

/* "\t/home/me/shop/crash_test.go:14 +0x28": the last element, without the address. */
static BlStr frame_place(BlStr line)
{
    line = bl_str_trim(line);
    const char *blank = memchr(line.ptr, ' ', line.len);
    size_t end = blank ? (size_t)(blank - line.ptr) : line.len;
    const char *slash = memrchr(line.ptr, '/', end);
    size_t start = slash ? (size_t)(slash - line.ptr) + 1 : 0;
    return bl_str(line.ptr + start, end - start);
}

void run_trace_line(BenchRun *run, BlStr line)
{
    if (!run->crashed || (has(run, RUN_CULPRIT) && !run->place_next))
        return;
    if (run->place_next) {
        set_reason(run, RUN_CULPRIT_PLACE, frame_place(line));
        run->place_next = false;
        return;
    }
    BlStr function = frame_function(line);
    if (is_test_function(function)) {
        run_set(run, RUN_CULPRIT, function);
        run->place_next = true;
    }
}

/* ---- blame ---------------------------------------------------------------------------------- */

/* Whether the process ended other than by PASS or FAIL. When a test failed, that says enough. */
static bool has_died(const BenchRun *run, RunVerdict verdict)
{
    if (verdict != RUN_FAILED && verdict != RUN_UNSAID && verdict != RUN_CUT)
        return false;
    return run->crashed || run->timed_out || (has(run, RUN_EXIT) && !run->ended);
}

static RunText culprit_text(const BenchRun *run)
{
    if (run->printed_open)
        return RUN_PRINTED;
    if (run->announced_open)
        return RUN_ANNOUNCED;
    if (has(run, RUN_CULPRIT))
        return RUN_CULPRIT;
    return RUN_ANNOUNCED;
}

/* Why the process ended: "panic: assignment to entry in nil map (crash_test.go:14)". */
static void describe_death(const BenchRun *run, BlBuf *out)
{
    bl_buf_str(out, run_text(run, has(run, RUN_CRASH) ? RUN_CRASH : RUN_EXIT));
    if (has(run, RUN_CULPRIT_PLACE))
        bl_buf_printf(out, " (%s)", run_text(run, RUN_CULPRIT_PLACE).ptr);
}

/* Adds the culprit's row and returns its index + 1; 0 when there is nobody to blame, because it
 * died outside of benchmarks. */
static size_t blame(BenchRun *run, ResultStatus status, BlStr reason)
{
    RunText which = culprit_text(run);
    BlStr name = run_text(run, which);
    if (run->ended || !bench_name_length(name))
        return 0;
    rows_add(&run->rows, name, status);
    last_name(run)->settled = which != RUN_PRINTED;
    size_t count = run->rows.all.count;
    rows_set_reason(&run->rows, count - 1, reason);
    return count;
}

static ResultStatus death_status(const BenchRun *run)
{
    if (run->timed_out)
        return RESULT_TIMED_OUT;
    return run->crashed ? RESULT_PANICKED : RESULT_EXITED;
}

static bool any_failed(const BenchRun *run)
{
    for (size_t i = 0; i < run->rows.rests.count; i++)
        if (run->rows.rests.items[i].status != RESULT_OK &&
            run->rows.rests.items[i].status != RESULT_SKIPPED)
            return true;
    return false;
}

/* How the run broke off, if it did, and the culprit's row. */
static size_t find_culprit(BenchRun *run, RunVerdict verdict, BlBuf *death)
{
    bool died = has_died(run, verdict);
    bool unfinished = verdict == RUN_UNSAID || verdict == RUN_CUT;
    if (died)
        describe_death(run, death);
    else if (unfinished && run_open_name(run).len)
        bl_buf_puts(death, "the log ends before its result");
    if (death->len == 0)
        return 0;
    return blame(run, died ? death_status(run) : RESULT_EXITED, bl_buf_view(death));
}

/* What the package says about its run, as "BenchmarkX: panic: ..." or "TestX: x_test.go:5: ...";
 * empty when the run went to its end. */
static void describe_run(const BenchRun *run, RunVerdict verdict, size_t culprit, BlStr death,
                         BlBuf *reason)
{
    BlStr message = run_text(run, RUN_TEST_MESSAGE);
    if (culprit) {
        bl_buf_str(reason, rows_name(&run->rows, culprit - 1));
        bl_buf_printf(reason, ": %s", death.ptr);
    } else if (has(run, RUN_TEST))
        bl_buf_printf(reason, "%s: %s", run_text(run, RUN_TEST).ptr,
                      death.len     ? death.ptr
                      : message.len ? message.ptr
                                    : "no message was logged");
    else if (death.len && has(run, RUN_CULPRIT))
        bl_buf_printf(reason, "%s: %s", run_text(run, RUN_CULPRIT).ptr, death.ptr);
    else if (death.len)
        bl_buf_str(reason, death);
    else if (verdict == RUN_CUT)
        bl_buf_puts(reason, "the log ends in the middle of the run");
    else if (verdict == RUN_FAILED && (!any_failed(run) || !run->ended))
        bl_buf_puts(reason, has(run, RUN_EXIT) ? run_text(run, RUN_EXIT).ptr
                                               : "go test says FAIL without a reason");
}

/* ---- the end of the run --------------------------------------------------------------------- */

static ResultPackageStatus status_of(RunVerdict verdict, bool reason)
{
    switch (verdict) {
    case RUN_NO_TESTS:
        return RESULT_PACKAGE_NO_TESTS;
    case RUN_NOT_BUILT:
        return RESULT_PACKAGE_BUILD_FAILED;
    case RUN_UNSAID:
    case RUN_CUT:
    case RUN_PASSED:
    case RUN_FAILED:
        break;
    }
    return reason ? RESULT_PACKAGE_RUN_FAILED : RESULT_PACKAGE_OK;
}

/* Of several runs the worst counts; the first one that failed gives the reason. */
static void update_package(ResultPackage *package, RunEnd end, const BlBuf *reason, BlArena *arena)
{
    ResultPackageStatus status = status_of(end.verdict, reason->len > 0);
    bool was_fine = package->status == RESULT_PACKAGE_NO_TESTS ||
                    (package->status == RESULT_PACKAGE_OK && status != RESULT_PACKAGE_NO_TESTS);
    if (!end.again || was_fine) {
        package->status = status;
        package->reason = reason->len ? bl_str_dup(arena, bl_buf_view(reason)) : NULL;
        if (status == RESULT_PACKAGE_NO_TESTS && end.reason)
            package->reason = bl_str_dup(arena, bl_cstr(end.reason));
    }
    if (isnan(package->run_seconds))
        package->run_seconds = end.seconds;
    else if (!isnan(end.seconds))
        package->run_seconds += end.seconds;
}

/* "--- FAIL: BenchmarkParent" after that of its children only repeats them. */
static bool repeats_children(const RunRows *rows, size_t row)
{
    const RunRest *rest = &rows->rests.items[rows->all.items[row].rest - 1];
    if (rest->status != RESULT_FAILED || rest->reason)
        return false;
    BlStr name = rows_name(rows, row);
    for (size_t i = row; i > 0 && is_child(rows_name(rows, i - 1), name); i--)
        if (rows_status(rows, i - 1) == RESULT_FAILED)
            return true;
    return false;
}

static void reset(BenchRun *run)
{
    for (int i = 0; i < RUN_TEXT_COUNT; i++)
        bl_buf_clear(&run->text[i]);
    rows_clear(&run->rows);
    run->block = BLOCK_NONE;
    run->announced_open = run->printed_open = run->verbose = run->ended = false;
    run->crashed = run->timed_out = run->place_next = false;
}

size_t run_end(BenchRun *run, RunEnd end, ProcsSet *known, ResultPackage *package, BlArena *arena,
               const RunTaker *taker)
{
    BlBuf death = {0}, reason = {0};
    run_close_block(run);
    size_t culprit = find_culprit(run, end.verdict, &death);
    names_settle(&run->rows.names, known);
    describe_run(run, end.verdict, culprit, bl_buf_view(&death), &reason);
    update_package(package, end, &reason, arena);
    size_t count = rows_hand_over(&run->rows, repeats_children, taker);
    reset(run);
    bl_buf_free(&death);
    bl_buf_free(&reason);
    return count;
}

void run_free(BenchRun *run)
{
    rows_free(&run->rows);
    for (int i = 0; i < RUN_TEXT_COUNT; i++)
        bl_buf_free(&run->text[i]);
}
