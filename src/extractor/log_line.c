/* log_line.c - what one line of `go test` output means.
 *
 * `go test` mixes four voices in one stream: package testing (results, verdicts, configuration),
 * the go command (trailers, failed builds), the runtime (crashes) and the tests themselves, who
 * may print anything anywhere, in the middle of a line too. A line's first byte says which of the
 * first three it may come from; what none of them claims is looked through once more for what can
 * follow a test's own text on the same line: a benchmark's name, its numbers, a verdict, a trailer,
 * how the process ended.
 */
#include <math.h>
#include <stdlib.h>

#include "extractor/bench_log.h"

enum { FRAMING = 0x16 }; /* -test.v=test2json writes it before lines of its own */

typedef struct Line {
    Extractor *extractor;
    LogStream *stream;
    BenchRun *run; /* the stream's */
    BlStr text;
} Line;

static BlStr after(BlStr text, size_t count)
{
    return bl_str(text.ptr + count, text.len - count);
}

BL_INLINE bool starts(BlStr text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.len >= length && memcmp(text.ptr, prefix, length) == 0;
}

/* What follows `prefix`, without blanks at its ends; false when the text begins otherwise. */
BL_INLINE bool cut_prefix(BlStr text, const char *prefix, BlStr *rest)
{
    if (!starts(text, prefix))
        return false;
    *rest = bl_str_trim(after(text, strlen(prefix)));
    return true;
}

/* Where a word stands that lines rarely hold. `rare` is that one of its bytes which tests print the
 * least: most lines are done with when it is not in them, and memchr() is ten times as fast as
 * memmem(). */
BL_INLINE const char *find(BlStr text, const char *word, size_t rare)
{
    size_t length = strlen(word), at = rare;
    while (text.len >= length && at <= text.len - length + rare) {
        const char *found = memchr(text.ptr + at, word[rare], text.len - length + rare + 1 - at);
        if (!found || memcmp(found - rare, word, length) == 0)
            return found ? found - rare : NULL;
        at = (size_t)(found - text.ptr) + 1;
    }
    return NULL;
}

/* From `at`, which is inside `text`, to its end. */
static BlStr from(BlStr text, const char *at)
{
    return after(text, (size_t)(at - text.ptr));
}

static BlArena *arena_of(const Line *line)
{
    return &line->extractor->results->arena;
}

/* Only `go test` writes this, and not in JSON. */
static void recognise_text(const Line *line)
{
    Extractor *extractor = line->extractor;
    extractor->recognised = true;
    if (extractor->form == FORM_UNKNOWN)
        extractor->form = FORM_TEXT;
}

/* A log may be put together of several: what follows a run may be in the other form. */
static void leave_text(const Line *line)
{
    if (line->extractor->form == FORM_TEXT)
        line->extractor->form = FORM_UNKNOWN;
}

static void complain(const Line *line, BlSeverity severity, const char *byte, const char *message,
                     BlStr name)
{
    log_diag(line->extractor, severity, line->stream->at, line->text, byte, "%.*s: %s",
             (int)(name.len < 200 ? name.len : 200), name.ptr, message);
}

/* ---- results -------------------------------------------------------------------------------- */

static bool same_unit_twice(const BenchLine *parsed)
{
    for (size_t i = 1; i < parsed->values.count; i++)
        for (size_t j = 0; j < i; j++)
            if (bl_str_eq(parsed->values.items[i].unit, parsed->values.items[j].unit))
                return true;
    return false;
}

/* A benchmark that ignores b.N finishes a billion "iterations" at once; a real iteration takes at
 * least a tenth of a nanosecond. */
static bool never_looped(const BenchLine *parsed)
{
    if (parsed->iterations < 1000000000)
        return false;
    for (size_t i = 0; i < parsed->values.count; i++)
        if (bl_str_eq(parsed->values.items[i].unit, BL_STR("ns/op")))
            return parsed->values.items[i].value < 0.1;
    return false;
}

/* b.ReportMetric(math.Inf(1), "ns/op") is possible, and NaN is what zero iterations come to. */
static bool has_no_figure(const BenchLine *parsed)
{
    for (size_t i = 0; i < parsed->values.count; i++) {
        double value = parsed->values.items[i].value;
        if (!(isfinite(value) && value >= 0) && rows_is_field(parsed->values.items[i].unit))
            return true;
    }
    return false;
}

/* The name may stand on an earlier line; `byte` is where this one says something of it. */
static void add_result(const Line *line, BlStr name, const char *byte)
{
    BenchLine *parsed = &line->extractor->parsed;
    recognise_text(line);
    if (line->extractor->at_end)
        complain(line, BL_WARNING, byte, "the log ends in this line, which may lack something",
                 name);
    if (same_unit_twice(parsed))
        complain(line, BL_WARNING, byte, "a unit occurs twice; its first value counts", name);
    if (parsed->iterations && has_no_figure(parsed))
        complain(line, BL_WARNING, byte,
                 "negative, infinite or not a number: counts as not measured", name);
    if (never_looped(parsed))
        complain(line, BL_WARNING, byte,
                 "a billion iterations in no time: its loop does not run b.N times, so its numbers "
                 "say nothing",
                 name);
    run_add_result(line->run, name, parsed);
}

/* The numbers of the benchmark whose name was printed, after whatever its test printed. */
static bool result_at_end(const Line *line, BlStr text, BlStr name)
{
    const char *numbers = bench_find_at_end(text);
    if (!numbers || !bench_read(from(text, numbers), &line->extractor->parsed))
        return false;
    add_result(line, name, numbers);
    return true;
}

/* ---- verdicts and crashes ------------------------------------------------------------------- */

/* "--- FAIL: TestX (0.01s)", "--- SKIP: BenchmarkX": true when it is one. */
static bool verdict(const Line *line, BlStr text)
{
    static const char *const others[] = {"--- PASS: ", "--- BENCH: "};
    BlStr name;
    bool failed = cut_prefix(text, "--- FAIL: ", &name);
    if (!failed && !cut_prefix(text, "--- SKIP: ", &name))
        return starts(text, others[0]) || starts(text, others[1]);
    recognise_text(line);
    const char *blank = memchr(name.ptr, ' ', name.len);
    if (blank)
        name.len = (size_t)(blank - name.ptr);
    if (bench_name_length(name) == name.len && name.len)
        run_add_verdict(line->run, name, failed ? RESULT_FAILED : RESULT_SKIPPED);
    else if (failed)
        run_fail_test(line->run, name);
    return true;
}

static bool crash(const Line *line, BlStr text)
{
    if (!starts(text, "panic: ") && !starts(text, "fatal error: ") && !starts(text, "SIGQUIT: "))
        return false;
    run_crash(line->run, text);
    return true;
}

static bool all_digits(BlStr text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
    return text.len > 0;
}

/* How the process ended, when it did not end well: "exit status 2", "signal: killed". */
static bool process_end(const Line *line, BlStr text)
{
    BlStr code, signal;
    if (starts(text, "*** Test killed"))
        run_time_out(line->run, after(text, 4));
    else if ((cut_prefix(text, "exit status ", &code) && all_digits(code)) ||
             (cut_prefix(text, "signal: ", &signal) && !memchr(signal.ptr, ':', signal.len)))
        run_set(line->run, RUN_EXIT, bl_str_trim(text));
    else
        return false;
    return true;
}

/* The go command does not begin a line for it. */
static bool process_end_inside(const Line *line, BlStr text)
{
    const char *status = find(text, "exit status ", 1), *signal = find(text, "signal: ", 6);
    return (status && process_end(line, from(text, status))) ||
           (signal && process_end(line, from(text, signal)));
}

/* ---- lines that begin with a benchmark's name ----------------------------------------------- */

/* What stands behind a name that Go printed ahead of its numbers. */
static void behind_printed_name(const Line *line, BlStr name, BlStr text)
{
    uint64_t iterations;
    run_print_name(line->run, name);
    if (result_at_end(line, text, name) || verdict(line, text) || crash(line, text) ||
        process_end_inside(line, text))
        return;
    if (bench_is_count_alone(text, &iterations)) {
        line->extractor->parsed.iterations = iterations;
        line->extractor->parsed.values.count = 0;
        add_result(line, name, name.ptr);
        return;
    }
    const char *later = find(text, "--- FAIL: ", 4);
    if (later)
        verdict(line, from(text, later));
}

/* What only a result looks like: an iteration count, in eight columns and before a tab if Go
 * printed the name, or else any tab, or the one unit that nearly all results have, or nothing but
 * numbers. Anything else that begins with a benchmark's name is what somebody wrote about it, or
 * what a test printed behind it. */
static bool looks_like_result(BlStr after_name, size_t padding, const BenchLine *parsed)
{
    uint64_t count;
    bool all;
    size_t numbers = bench_leading_numbers(after_name, &all);
    if (find(after_name, "ns/op", 2))
        return parsed->iterations > 0 || numbers > 0;
    if (parsed->iterations == 0 || (all && numbers > 1))
        return parsed->iterations > 0;
    BlStr text = after(after_name, padding), before, rest;
    bool tab = bl_str_cut(text, '\t', &before, &rest);
    return tab && (!padding || bench_is_count_alone(before, &count));
}

static bool benchmark(const Line *line)
{
    BenchLine *parsed = &line->extractor->parsed;
    size_t length = bench_name_length(line->text);
    if (length == 0)
        return false;
    BlStr name = bl_str(line->text.ptr, length), rest = after(line->text, length);
    size_t padding = bench_padding_length(rest);
    if (!padding && bl_str_trim(rest).len == 0) {
        run_announce(line->run, name);
        return true;
    }
    if (bench_read(rest, parsed)) {
        add_result(line, name, name.ptr);
        return true;
    }
    const char *error = parsed->error, *error_at = parsed->error_at;
    bool malformed = looks_like_result(rest, padding, parsed);
    if (padding)
        behind_printed_name(line, name, after(rest, padding));
    if (malformed && (!padding || line->run->printed_open)) {
        recognise_text(line);
        complain(line, BL_ERROR, error_at, error, name);
        line->run->printed_open = false;
    }
    return padding || malformed;
}

/* ---- configuration (benchfmt's "key: value" lines) ------------------------------------------ */

static void set_environment(const Line *line, const char **field, const char *key, BlStr value)
{
    recognise_text(line);
    if (value.len == 0)
        return;
    if (!*field) {
        *field = bl_str_dup(arena_of(line), value);
    } else if (!line->extractor->mixed && !bl_str_eq(bl_cstr(*field), value)) {
        line->extractor->mixed = true;
        log_diag(line->extractor, BL_WARNING, line->stream->at, line->text, value.ptr,
                 "results of several machines: %s is no longer \"%s\", which is what the results "
                 "will say",
                 key, *field);
    }
}

/* "pkg:" names the package of what follows, and ends the run before: a run has one. With -json the
 * events know better. */
static void set_package(const Line *line, BlStr path)
{
    recognise_text(line);
    if (line->stream->package)
        return;
    if (run_text(line->run, RUN_PATH).len)
        log_end_unsaid(line->extractor, line->stream);
    run_set(line->run, RUN_PATH, path);
}

/* "go: go1.26.8", which `benchline export` writes, and not what the go command says of itself. */
static bool go_version(const Line *line, BlStr *value)
{
    return cut_prefix(line->text, "go: ", value) && value->len > 2 && starts(*value, "go") &&
           value->ptr[2] >= '0' && value->ptr[2] <= '9' && !memchr(value->ptr, ' ', value->len);
}

static bool configuration(const Line *line)
{
    ResultEnvironment *environment = &line->extractor->results->environment;
    BlStr value;
    if (cut_prefix(line->text, "goos: ", &value))
        set_environment(line, &environment->goos, "goos", value);
    else if (cut_prefix(line->text, "goarch: ", &value))
        set_environment(line, &environment->goarch, "goarch", value);
    else if (cut_prefix(line->text, "cpu: ", &value))
        set_environment(line, &environment->cpu, "cpu", value);
    else if (go_version(line, &value))
        set_environment(line, &environment->go_version, "go", value);
    else if (cut_prefix(line->text, "pkg:", &value))
        set_package(line, value);
    else
        return false;
    return true;
}

/* ---- the go command ------------------------------------------------------------------------- */

static BlStr next_word(BlStr *text)
{
    size_t start = 0, end;
    while (start < text->len && (text->ptr[start] == ' ' || text->ptr[start] == '\t'))
        start++;
    for (end = start; end < text->len && text->ptr[end] != ' ' && text->ptr[end] != '\t';)
        end++;
    BlStr word = bl_str(text->ptr + start, end - start);
    *text = after(*text, end);
    return word;
}

/* "1.234s" */
static bool seconds_of(BlStr word, double *seconds)
{
    return word.len > 1 && word.ptr[word.len - 1] == 's' && word.ptr[0] >= '0' &&
           word.ptr[0] <= '9' && bench_number(bl_str(word.ptr, word.len - 1), seconds);
}

/* A package that never ran; the run in progress is another's. */
static void package_without_run(const Line *line, BlStr path, RunEnd end)
{
    LogStream stream = {.package = log_package(line->extractor, path)};
    stream.package->builds_before = line->extractor->builds.count;
    log_end_run(line->extractor, &stream, path, end);
    run_free(&stream.run);
    stream.package->running = false;
}

/* What the go command says of a package: its verdict, its path and how long it took or why not. */
static bool trailer(const Line *line, BlStr rest)
{
    BlStr word = next_word(&rest), path = next_word(&rest), detail = rest;
    BlStr time = next_word(&rest);
    RunEnd end = {.verdict = RUN_PASSED, .seconds = RESULT_UNKNOWN};
    bool ok = bl_str_eq(word, BL_STR("ok")), failed = bl_str_eq(word, BL_STR("FAIL"));
    if (path.len == 0 || !(ok || failed || bl_str_eq(word, BL_STR("?"))))
        return false;
    if (failed && (find(detail, "[build failed]", 0) || find(detail, "[setup failed]", 0))) {
        end.verdict = RUN_NOT_BUILT;
    } else if (find(detail, "[no test files]", 0) || (ok && find(detail, "[no tests to run]", 0))) {
        end.verdict = RUN_NO_TESTS;
        end.reason = find(detail, "[no test files]", 0) ? "no test files" : "no tests to run";
    } else if (failed && seconds_of(time, &end.seconds)) {
        end.verdict = RUN_FAILED;
    } else if (!ok || !(seconds_of(time, &end.seconds) || starts(time, "(cached)"))) {
        return false;
    }
    /* The go command says this of packages that it cannot build in plain text before the first
     * event of -json too. */
    line->extractor->recognised = true;
    if (end.verdict == RUN_NOT_BUILT || (end.verdict == RUN_NO_TESTS && !ok)) {
        package_without_run(line, path, end);
    } else {
        recognise_text(line);
        line->extractor->has_ends = true;
        log_end_run(line->extractor, line->stream, path, end);
        leave_text(line);
    }
    return true;
}

/* "\texample.com/shop/empty\t\tcoverage: 0.0% of statements": -cover, and nothing to test. */
static bool coverage_trailer(const Line *line)
{
    BlStr rest = line->text;
    BlStr path = next_word(&rest);
    if (line->text.ptr[0] != '\t' || !starts(rest, "\t\tcoverage: "))
        return false;
    recognise_text(line);
    package_without_run(
        line, path,
        (RunEnd){.verdict = RUN_NO_TESTS, .seconds = RESULT_UNKNOWN, .reason = "no test files"});
    return true;
}

/* "# example.com/shop/cart [example.com/shop/cart.test]"; go vet adds "# [example.com/shop/cart]",
 * which says nothing new. */
static bool build_heading(const Line *line)
{
    BlStr id;
    if (line->stream->package || !cut_prefix(line->text, "# ", &id) || id.len == 0)
        return false;
    if (id.ptr[0] != '[' || line->extractor->build_id.len == 0) {
        bl_buf_clear(&line->extractor->build_id);
        bl_buf_str(&line->extractor->build_id, id);
    }
    return true;
}

/* The line below the heading is the first message. It may also be something else altogether, when
 * it was a test that printed "# ...": so it is read on. */
static void note_build_message(const Line *line)
{
    BlBuf *id = &line->extractor->build_id;
    if (id->len == 0 || line->stream->package || line->text.ptr[0] == '#')
        return;
    if (!starts(line->text, "FAIL"))
        log_add_build_message(line->extractor, bl_buf_view(id), line->text);
    bl_buf_clear(id);
}

static bool tests_end(const Line *line)
{
    if (!bl_str_eq(line->text, BL_STR("PASS")) && !bl_str_eq(line->text, BL_STR("FAIL")))
        return false;
    BlStr open = run_open_name(line->run);
    if (open.len)
        complain(line, BL_NOTE, line->text.ptr, "was started, but the log has no result of it",
                 open);
    /* The last line of all is FAIL as well, and belongs to no run. */
    if (line->run->rows.all.count || run_text(line->run, RUN_PATH).len || line->stream->package ||
        run_text(line->run, RUN_TEST).len || line->text.ptr[0] == 'P') {
        run_finish_tests(line->run);
        line->extractor->has_ends |= !line->stream->package;
        leave_text(line);
    }
    return true;
}

/* ---- everything else ------------------------------------------------------------------------ */

/* "=== RUN   TestX", and PAUSE, CONT, NAME. */
static bool update(const Line *line)
{
    BlStr name;
    if (!starts(line->text, "=== "))
        return false;
    if (cut_prefix(line->text, "=== RUN", &name)) {
        recognise_text(line);
        if (name.len && bench_name_length(name) == name.len)
            run_announce(line->run, name);
        else
            run_start_test(line->run);
    } else if (starts(line->text, "=== NAME") || starts(line->text, "=== CONT")) {
        run_start_test(line->run);
    }
    return true;
}

/* A name that Go printed behind a test's unfinished line, its numbers maybe behind it. */
static bool name_inside(const Line *line)
{
    BlStr text = line->text;
    const char *at;
    while ((at = find(text, "Benchmark", 0)) != NULL) {
        BlStr here = from(text, at);
        size_t length = bench_name_length(here);
        size_t padding = bench_padding_length(after(here, length));
        if (length && padding) {
            behind_printed_name(line, bl_str(at, length), after(here, length + padding));
            return true;
        }
        text = after(here, length ? length : 1);
    }
    return false;
}

static bool is_named_verdict(BlStr text)
{
    BlStr name;
    return (cut_prefix(text, "--- FAIL: ", &name) || cut_prefix(text, "--- SKIP: ", &name)) &&
           bench_name_length(name);
}

/* "printed by the test--- FAIL: BenchmarkX" */
static bool verdict_inside(const Line *line)
{
    const char *at = find(line->text, "--- ", 0);
    return at && is_named_verdict(from(line->text, at)) && verdict(line, from(line->text, at));
}

/* "printed by TestMainok  \texample.com/shop/cart\t0.012s": the go command begins no line either.
 */
static bool trailer_inside(const Line *line)
{
    const char *ok = find(line->text, "ok  \t", 4), *failed = find(line->text, "FAIL\t", 4);
    return (ok && trailer(line, from(line->text, ok))) ||
           (failed && trailer(line, from(line->text, failed)));
}

static bool numbers_of_printed(const Line *line)
{
    return line->run->printed_open &&
           result_at_end(line, line->text, run_text(line->run, RUN_PRINTED));
}

static void other(const Line *line)
{
    const char *panic;
    if (numbers_of_printed(line) || name_inside(line) || verdict_inside(line) ||
        trailer_inside(line) || process_end_inside(line, line->text))
        return;
    if (starts(line->text, "goroutine "))
        run_trace(line->run);
    else if (!line->run->crashed && (panic = find(line->text, "panic: ", 5)) != NULL)
        run_set(line->run, RUN_POSSIBLE_CRASH, from(line->text, panic));
    run_trace_line(line->run, line->text);
}

static bool indented(const Line *line)
{
    BlStr text = bl_str_trim(line->text);
    if (verdict(line, text) || coverage_trailer(line) || numbers_of_printed(line) ||
        name_inside(line))
        return true;
    if (line->run->crashed)
        return false;
    run_add_message(line->run, text);
    return true;
}

static bool claimed(const Line *line)
{
    switch (line->text.ptr[0]) {
    case 'B':
        return benchmark(line);
    case ' ':
    case '\t':
        return indented(line);
    case '-':
        return verdict(line, line->text);
    case '=':
        return update(line);
    case '#':
        return build_heading(line);
    case 'F':
    case 'P':
        return tests_end(line) || trailer(line, line->text);
    case 'o':
    case '?':
        return trailer(line, line->text);
    case 'p':
        return crash(line, line->text) || configuration(line);
    case 'f':
    case 'S':
        return crash(line, line->text);
    case 'c':
    case 'g':
        return configuration(line);
    case 'e':
    case 's':
    case '*':
        return process_end(line, line->text);
    default:
        return false;
    }
}

static void read_clean_line(Extractor *extractor, LogStream *stream, BlStr text)
{
    Line line = {extractor, stream, &stream->run, text};
    while (line.text.len && line.text.ptr[line.text.len - 1] == '\r')
        line.text.len--;
    if (line.text.len == 0 || (line.text.ptr[0] != ' ' && line.text.ptr[0] != '\t'))
        run_close_block(line.run);
    if (line.text.len == 0)
        return;
    note_build_message(&line);
    if (!claimed(&line))
        other(&line);
}

/* ---- control characters --------------------------------------------------------------------- */

/* The length of the escape sequence at the start of `text` (ECMA-48, section 5.4, and xterm's
 * operating system commands), which begins with ESC. */
static size_t escape_length(BlStr text)
{
    size_t at = 2;
    if (text.len < 2)
        return text.len;
    if (text.ptr[1] == '[') {
        while (at < text.len && (text.ptr[at] < 0x40 || text.ptr[at] > 0x7E))
            at++;
        return at < text.len ? at + 1 : at;
    }
    if (text.ptr[1] == ']') {
        while (at < text.len && text.ptr[at] != '\a' && text.ptr[at] != '\033')
            at++;
        bool bell = at < text.len && text.ptr[at] == '\a';
        return bell ? at + 1 : at + 2 < text.len ? at + 2 : text.len;
    }
    return at;
}

/* Copies a line without escape sequences and NUL bytes. */
static BlStr without_controls(Extractor *extractor, BlStr line)
{
    bl_buf_clear(&extractor->clean);
    bl_buf_append(&extractor->clean, "", 0);
    while (line.len) {
        size_t taken = 1;
        if (line.ptr[0] == '\033')
            taken = escape_length(line);
        else if (line.ptr[0] != '\0')
            bl_buf_putc(&extractor->clean, line.ptr[0]);
        line = after(line, taken);
    }
    return bl_buf_view(&extractor->clean);
}

static bool has_byte(BlStr text, int byte)
{
    return memchr(text.ptr, byte, text.len) != NULL;
}

void log_read_line(Extractor *extractor, LogStream *stream, BlStr line)
{
    if (has_byte(line, '\033') || has_byte(line, '\0'))
        line = without_controls(extractor, line);
    while (has_byte(line, FRAMING)) {
        BlStr first, rest;
        bl_str_cut(line, FRAMING, &first, &rest);
        if (first.len)
            read_clean_line(extractor, stream, first);
        line = rest;
    }
    read_clean_line(extractor, stream, line);
}
