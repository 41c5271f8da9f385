/* bench_log.c - the reader of `go test` logs; benchline/extractor.h says what it makes of them.
 *
 * A log is a stream of lines, and with -json of events that carry pieces of such streams, one per
 * package, interleaved. Both end in log_read_line(). What stands between is here: cutting the log
 * into lines, unpacking events, finding the package a line belongs to, and at the end putting the
 * compiler's messages beside the packages that were given up because of them.
 */
#include "extractor/bench_log.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "extractor/plain_lines.h"
#include "extractor/test_event.h"

enum {
    PROBLEMS_MAX = 1000, /* diagnostics per log: the rest would be more of the same */
    BUILDS_MAX = 100000,
    MESSAGE_MAX = 500, /* bytes of a compiler's message */
    FIRST_SLOTS = 64,
};

/* ---- diagnostics ---------------------------------------------------------------------------- */

BlDiag *log_diag(Extractor *extractor, BlSeverity severity, LogPosition at, BlStr line,
                 const char *byte, const char *format, ...)
{
    if (extractor->problems++ >= PROBLEMS_MAX)
        return NULL;
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    BlDiag *diag = bl_diag_add(extractor->diags, severity, extractor->name, "%s", message.data);
    /* The text of an event has escapes in it: its bytes have no columns of their own. */
    size_t column = at.column == 1 ? 1 + (size_t)(byte - line.ptr) : at.column;
    bl_diag_at(extractor->diags, diag, (uint32_t)at.line, (uint32_t)column, line);
    if (at.column != 1)
        diag->source = NULL;
    bl_buf_free(&message);
    return diag;
}

/* ---- packages ------------------------------------------------------------------------------- */

/* The slot that holds the path, or the empty one where it belongs. */
static uint32_t *slot_of(Extractor *extractor, BlStr path)
{
    size_t slot = bl_fnv1a(BL_FNV1A, path) & (extractor->slot_count - 1);
    while (extractor->slots[slot]) {
        const LogPackage *package = extractor->packages.items[extractor->slots[slot] - 1];
        if (bl_str_eq(bl_cstr(package->path), path))
            break;
        slot = (slot + 1) & (extractor->slot_count - 1);
    }
    return &extractor->slots[slot];
}

/* Keeps at least half of the slots empty. */
static void grow_slots(Extractor *extractor)
{
    if (extractor->slot_count >= 2 * (extractor->packages.count + 1))
        return;
    free(extractor->slots);
    extractor->slot_count = extractor->slot_count ? 2 * extractor->slot_count : FIRST_SLOTS;
    extractor->slots = bl_alloc(extractor->slot_count * sizeof *extractor->slots);
    for (size_t i = 0; i < extractor->packages.count; i++)
        *slot_of(extractor, bl_cstr(extractor->packages.items[i]->path)) = (uint32_t)i + 1;
}

static LogPackage *new_package(Extractor *extractor, const char *path)
{
    Results *results = extractor->results;
    ResultProject *project = &results->projects.items[extractor->project];
    LogPackage *package = bl_arena_new(&extractor->arena, LogPackage);
    package->path = path;
    package->index = project->packages.count;
    results_add_package(results, project, path);
    return package;
}

LogPackage *log_package(Extractor *extractor, BlStr path)
{
    if (path.len == 0) {
        if (!extractor->unnamed)
            extractor->unnamed = new_package(extractor, NULL);
        return extractor->unnamed;
    }
    grow_slots(extractor);
    uint32_t *slot = slot_of(extractor, path);
    if (!*slot) {
        LogPackage *package = new_package(extractor, bl_str_dup(&extractor->arena, path));
        bl_vec_push(&extractor->packages, package);
        *slot = (uint32_t)extractor->packages.count;
    }
    return extractor->packages.items[*slot - 1];
}

static ResultPackage *result_of(Extractor *extractor, const LogPackage *package)
{
    return &extractor->results->projects.items[extractor->project].packages.items[package->index];
}

/* ---- runs ----------------------------------------------------------------------------------- */

static bool gathered_nothing(const BenchRun *run)
{
    return run->rows.all.count == 0 && !run->crashed && run_text(run, RUN_TEST).len == 0 &&
           run_text(run, RUN_PATH).len == 0 && run_open_name(run).len == 0;
}

/* With -v the tests that ran leave nothing behind but that it was -v. */
static bool was_cut_in_tests(const BenchRun *run, RunEnd end)
{
    return end.verdict == RUN_CUT && run->verbose && !run->ended;
}

/* Tells the sink of a package, once. */
static void tell_of(Extractor *extractor, LogPackage *package)
{
    if (extractor->sink.package && !package->told)
        extractor->sink.package(extractor->sink.context, result_of(extractor, package),
                                package->rows);
    package->told = true;
}

/* Of several runs the worst counts, so that a run that failed is the last word. Why something was
 * not built may yet be said. */
static void end_run_of(Extractor *extractor, BenchRun *run, LogPackage *package, RunEnd end)
{
    ResultPackage *result = result_of(extractor, package);
    RunTaker taker = {extractor->sink.row, extractor->sink.context, result};
    end.again = package->ran;
    package->ran = true;
    size_t rows = run_end(run, end, &extractor->known, result, &extractor->results->arena, &taker);
    extractor->rows += rows;
    package->rows += rows;
    if (result->status == RESULT_PACKAGE_RUN_FAILED)
        tell_of(extractor, package);
    if (extractor->sink.run)
        extractor->sink.run(extractor->sink.context, result);
}

void log_end_unsaid(Extractor *extractor, LogStream *stream)
{
    LogPackage *package = log_package(extractor, run_text(&stream->run, RUN_PATH));
    if (!stream->run.ended && !stream->run.crashed)
        package->unended = extractor->lacks_ends = true;
    end_run_of(extractor, &stream->run, package,
               (RunEnd){.verdict = RUN_UNSAID, .seconds = RESULT_UNKNOWN});
}

void log_end_run(Extractor *extractor, LogStream *stream, BlStr path, RunEnd end)
{
    if (stream->package) {
        end_run_of(extractor, &stream->run, stream->package, end);
        stream->package->running = false;
        return;
    }
    BlStr named = run_text(&stream->run, RUN_PATH);
    if (named.len && path.len && !bl_str_eq(named, path)) /* two packages; the first has no end */
        log_end_unsaid(extractor, stream);
    else if (named.len)
        path = named;
    bool unsaid_end = end.verdict == RUN_UNSAID || end.verdict == RUN_CUT;
    if (!unsaid_end || !gathered_nothing(&stream->run) || was_cut_in_tests(&stream->run, end))
        end_run_of(extractor, &stream->run, log_package(extractor, path), end);
}

/* ---- failed builds -------------------------------------------------------------------------- */

/* "example.com/shop/cart_test [example.com/shop/cart.test]" is built to test example.com/shop/cart;
 * "example.com/shop/cart" and go vet's "[example.com/shop/cart]" are what they say. */
static BlStr package_to_test(BlStr id)
{
    BlStr path, rest;
    bl_str_cut(id, ' ', &path, &rest);
    if (rest.len == 0 && path.len && path.ptr[0] == '[')
        rest = path;
    if (rest.len > 2 && rest.ptr[0] == '[' && rest.ptr[rest.len - 1] == ']')
        path = bl_str(rest.ptr + 1, rest.len - 2);
    if (bl_str_ends(path, BL_STR(".test")))
        path.len -= 5;
    return path;
}

static LogBuild *find_build(const Extractor *extractor, BlStr id)
{
    for (size_t i = extractor->builds.count; i > 0; i--)
        if (bl_str_eq(bl_cstr(extractor->builds.items[i - 1].id), id))
            return &extractor->builds.items[i - 1];
    return NULL;
}

/* The build of that id; a new one is taken to be of the package that `heading` names. */
static LogBuild *get_build(Extractor *extractor, BlStr id, BlStr heading)
{
    LogBuild *build = find_build(extractor, id);
    if (build || extractor->builds.count == BUILDS_MAX)
        return build;
    LogBuild new_build = {
        .id = bl_str_dup(&extractor->arena, id),
        .package = bl_str_dup(&extractor->arena, package_to_test(heading)),
    };
    bl_vec_push(&extractor->builds, new_build);
    return &extractor->builds.items[extractor->builds.count - 1];
}

void log_add_build_message(Extractor *extractor, BlStr id, BlStr message)
{
    LogBuild *build = get_build(extractor, id, id);
    message = bl_str_trim(message);
    if (message.len > MESSAGE_MAX)
        message.len = MESSAGE_MAX;
    if (build && !build->reason && message.len)
        build->reason = bl_str_dup(&extractor->arena, message);
}

/* A compiler's message, "x.go:3:5: ...", rather than two lines that a test printed. */
static bool is_compiler_message(const char *text)
{
    const char *colon = text ? strchr(text, ':') : NULL;
    return colon && colon[1] >= '0' && colon[1] <= '9' && strchr(colon + 1, ':');
}

/* The build that failed for this package: the one the event names, or its own, or the latest before
 * the package was given up (of a package that it imports, most likely). */
static const LogBuild *build_of(const Extractor *extractor, const LogPackage *package)
{
    const LogBuild *builds = extractor->builds.items;
    for (size_t i = 0; i < extractor->builds.count; i++)
        if (package->failed_build ? strcmp(builds[i].id, package->failed_build) == 0
                                  : strcmp(builds[i].package, package->path) == 0)
            return &builds[i];
    for (size_t i = package->builds_before; i > 0; i--)
        if (is_compiler_message(builds[i - 1].reason))
            return &builds[i - 1];
    return NULL;
}

static void give_build_reason(Extractor *extractor, const LogPackage *package)
{
    ResultPackage *result = result_of(extractor, package);
    if (result->status != RESULT_PACKAGE_BUILD_FAILED || result->reason)
        return;
    BlArena *arena = &extractor->results->arena;
    const LogBuild *build = build_of(extractor, package);
    if (!build || !build->reason)
        result->reason = bl_str_dup(arena, BL_STR("the log does not say why"));
    else if (strcmp(build->package, package->path) == 0)
        result->reason = bl_str_dup(arena, bl_cstr(build->reason));
    else
        result->reason = bl_arena_printf(arena, "%s: %s", build->package, build->reason);
}

/* ---- events --------------------------------------------------------------------------------- */

/* What an event's string stands for; good until the next call. */
static BlStr text_of(Extractor *extractor, BlStr escaped)
{
    bl_buf_clear(&extractor->scratch);
    bl_buf_append(&extractor->scratch, "", 0);
    test_event_unescape(escaped, &extractor->scratch);
    return bl_buf_view(&extractor->scratch);
}

/* Text that may begin and end in the middle of a line. */
static void feed_stream(Extractor *extractor, LogStream *stream, BlStr text, LogPosition at)
{
    BlStr line;
    if (line_is_empty(&stream->lines))
        stream->at = at;
    while (line_next(&stream->lines, &text, &line)) {
        log_read_line(extractor, stream, line);
        stream->at = at;
    }
}

static void drop_stream(LogPackage *package)
{
    if (!package->stream)
        return;
    line_reader_free(&package->stream->lines);
    run_free(&package->stream->run);
    free(package->stream);
    package->stream = NULL;
}

/* Reads what is left of the package's output and ends its run. */
static void end_stream(Extractor *extractor, LogPackage *package, RunEnd end)
{
    LogStream nothing = {.package = package};
    LogStream *stream = package->stream ? package->stream : &nothing;
    BlStr line;
    if (line_last(&stream->lines, &line))
        log_read_line(extractor, stream, line);
    if (package->running)
        log_end_run(extractor, stream, BL_STR(""), end);
    drop_stream(package);
}

static LogStream *stream_of(LogPackage *package)
{
    if (!package->stream) {
        package->stream = bl_alloc(sizeof *package->stream);
        package->stream->package = package;
    }
    return package->stream;
}

/* The go command's last word on a package. Its trailer in the output came before and said it in
 * more detail, if there was one. */
static void end_event(Extractor *extractor, LogPackage *package, const TestEvent *event)
{
    RunEnd end = {.verdict = RUN_PASSED, .seconds = event->elapsed};
    if (bl_str_eq(event->action, BL_STR("fail")))
        end.verdict = RUN_FAILED;
    if (bl_str_eq(event->action, BL_STR("skip")))
        end.verdict = RUN_NO_TESTS;
    if (event->failed_build.len) {
        BlStr id = text_of(extractor, event->failed_build);
        package->failed_build = bl_str_dup(&extractor->arena, id);
        end.verdict = RUN_NOT_BUILT;
    }
    end_stream(extractor, package, end);
}

static bool is_end(BlStr action)
{
    return bl_str_eq(action, BL_STR("pass")) || bl_str_eq(action, BL_STR("fail")) ||
           bl_str_eq(action, BL_STR("skip"));
}

/* Where the text of an event stands in the log. */
static LogPosition position_of(const Extractor *extractor, BlStr line, BlStr text)
{
    size_t offset = text.len ? (size_t)(text.ptr - line.ptr) : 0;
    return (LogPosition){extractor->line, offset + 1};
}

static void package_event(Extractor *extractor, const TestEvent *event, LogPackage *package,
                          BlStr line)
{
    bool end = is_end(event->action) && event->test.len == 0;
    if (bl_str_eq(event->action, BL_STR("start")) && package->running)
        end_stream(extractor, package, (RunEnd){.verdict = RUN_CUT, .seconds = RESULT_UNKNOWN});
    /* After a trailer in the output, the end event is all that is left of the run. */
    if (!end || !package->ran)
        package->running = true;
    if (bl_str_eq(event->action, BL_STR("output")))
        feed_stream(extractor, stream_of(package), text_of(extractor, event->output),
                    position_of(extractor, line, event->output));
    else if (end)
        end_event(extractor, package, event);
}

/* Some lines of what the compiler says, under a heading that names the package. (The id of a build
 * may be that of a package that could not be found.) */
static void build_event(Extractor *extractor, const TestEvent *event)
{
    BlBuf id = {0};
    bl_buf_append(&id, "", 0);
    test_event_unescape(event->import_path, &id);
    BlStr rest = text_of(extractor, event->output), line;
    while (rest.len) {
        bl_str_cut(rest, '\n', &line, &rest);
        if (bl_str_starts(line, BL_STR("# ")))
            get_build(extractor, bl_buf_view(&id), bl_str(line.ptr + 2, line.len - 2));
        else if (line.len)
            log_add_build_message(extractor, bl_buf_view(&id), line);
    }
    bl_buf_free(&id);
}

/* RFC 3339 with any offset, as UTC and to the second; false when it is none. */
static bool to_utc(BlStr text, char out[32])
{
    struct tm time = {0};
    char copy[64] = "", zone[8] = "";
    if (text.len >= sizeof copy)
        return false;
    memcpy(copy, text.ptr, text.len);
    int zone_at = 0;
    if (sscanf(copy, "%4d-%2d-%2dT%2d:%2d:%2d%n", &time.tm_year, &time.tm_mon, &time.tm_mday,
               &time.tm_hour, &time.tm_min, &time.tm_sec, &zone_at) != 6)
        return false;
    sscanf(copy + zone_at, "%*[.0-9]%7s", zone);
    if (!zone[0])
        sscanf(copy + zone_at, "%7s", zone);
    int hours = 0, minutes = 0;
    bool offset = zone[0] == '+' || zone[0] == '-';
    if (offset ? sscanf(zone + 1, "%2d:%2d", &hours, &minutes) != 2 : zone[0] != 'Z')
        return false;
    time.tm_year -= 1900;
    time.tm_mon -= 1;
    time_t seconds = timegm(&time), east = (time_t)hours * 3600 + (time_t)minutes * 60;
    seconds += zone[0] == '-' ? east : -east;
    return gmtime_r(&seconds, &time) && strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &time) > 0;
}

static void note_start(Extractor *extractor, BlStr time)
{
    ResultEnvironment *environment = &extractor->results->environment;
    char started[32];
    if (!environment->started && time.len && to_utc(time, started))
        environment->started = bl_str_dup(&extractor->results->arena, bl_cstr(started));
}

/* False when the line is no event after all. */
static bool read_event(Extractor *extractor, BlStr line)
{
    TestEvent event;
    if (!test_event_read(line, &event)) {
        log_diag(extractor, BL_ERROR, (LogPosition){extractor->line, 1}, line,
                 line.ptr + event.error_at, "%s", event.error);
        return true;
    }
    if (event.action.len == 0)
        return false;
    extractor->form = FORM_JSON;
    extractor->recognised = true;
    note_start(extractor, event.time);
    BlStr path = text_of(extractor, event.package);
    path.len = strnlen(path.ptr, path.len); /* it may say \u0000 */
    if (bl_str_starts(event.action, BL_STR("build-")))
        build_event(extractor, &event);
    else if (path.len)
        package_event(extractor, &event, log_package(extractor, path), line);
    else /* go tool test2json without -p */
        feed_stream(extractor, &extractor->text, text_of(extractor, event.output),
                    position_of(extractor, line, event.output));
    return true;
}

/* ---- the log -------------------------------------------------------------------------------- */

/* The sink that keeps all rows in the package. Those of -count share their name. */
static void keep_row(void *context, const ResultPackage *package, const ResultBenchmark *row)
{
    const Extractor *extractor = context;
    Results *results = extractor->results;
    ResultProject *project = &results->projects.items[extractor->project];
    ResultPackage *into = &project->packages.items[package - project->packages.items];
    size_t count = into->benchmarks.count;
    const char *last = count ? into->benchmarks.items[count - 1].name : NULL;
    ResultBenchmark copy = *row;
    bool same = last && strcmp(last, row->name) == 0;
    copy.name = same ? last : bl_str_dup(&results->arena, bl_cstr(row->name));
    if (row->reason)
        copy.reason = bl_str_dup(&results->arena, bl_cstr(row->reason));
    memset(&copy.metrics, 0, sizeof copy.metrics);
    for (size_t i = 0; i < row->metrics.count; i++) {
        ResultMetric metric = row->metrics.items[i];
        metric.unit = bl_str_dup(&results->arena, bl_cstr(metric.unit));
        bl_vec_push(&copy.metrics, metric);
    }
    bl_vec_push(&into->benchmarks, copy);
}

Extractor *extract_begin_to(Results *results, const char *name, const ExtractSink *sink,
                            BlDiags *diags)
{
    Extractor *extractor = bl_alloc(sizeof *extractor);
    extractor->results = results;
    extractor->diags = diags;
    extractor->sink = sink ? *sink : (ExtractSink){.row = keep_row, .context = extractor};
    extractor->name = bl_str_dup(&extractor->arena, bl_cstr(name));
    extractor->project = results->projects.count;
    results_add_project(results, name, NULL);
    return extractor;
}

Extractor *extract_begin(Results *results, const char *name, BlDiags *diags)
{
    return extract_begin_to(results, name, NULL, diags);
}

/* What the first bytes say about a file that is no text. */
static const char *what_else(const Extractor *extractor)
{
    BlStr head = bl_str(extractor->head, extractor->head_length);
    if (bl_str_starts(head, BL_STR("\x1F\x8B")))
        return "it is compressed: pipe it through zcat";
    if (bl_str_starts(head, BL_STR("\xFF\xFE")) || bl_str_starts(head, BL_STR("\xFE\xFF")))
        return "it is UTF-16: convert it with iconv -f UTF-16 -t UTF-8";
    return NULL;
}

static void read_log_line(Extractor *extractor, BlStr line)
{
    if (++extractor->line == 1 && bl_str_starts(line, BL_STR("\xEF\xBB\xBF")))
        line = bl_str(line.ptr + 3, line.len - 3);
    if (extractor->line == 1)
        extractor->no_text = what_else(extractor) != NULL;
    if (extractor->no_text)
        return;
    if (extractor->lines.dropped)
        log_diag(extractor, BL_WARNING, (LogPosition){extractor->line, 1}, line, line.ptr,
                 "this line is longer than %d bytes; %llu bytes of its middle were not read",
                 EXTRACT_LINE_MAX, (unsigned long long)extractor->lines.dropped);
    if (extractor->form != FORM_TEXT && test_event_is_likely(line) && read_event(extractor, line))
        return;
    extractor->text.at = (LogPosition){extractor->line, 1};
    log_read_line(extractor, &extractor->text, line);
}

void extract_feed(Extractor *extractor, const char *bytes, size_t len)
{
    BlStr piece = bl_str(bytes, len), line;
    if (extractor->head_length < sizeof extractor->head) {
        size_t room = sizeof extractor->head - extractor->head_length;
        size_t count = len < room ? len : room;
        memcpy(extractor->head + extractor->head_length, bytes, count);
        extractor->head_length += count;
    }
    for (;;) {
        if (line_is_empty(&extractor->lines))
            piece = bl_str_from(piece, plain_read(extractor, piece));
        if (!line_next(&extractor->lines, &piece, &line))
            return;
        read_log_line(extractor, line);
    }
}

/* ---- its end -------------------------------------------------------------------------------- */

/* Does the log end in the middle of the run? A run says PASS or FAIL. Results are also kept without
 * anything that was printed besides: as lines of benchmarks alone, or with their configuration; of
 * several packages none has an end then. What was kept of one looks like a log that was cut off. */
static bool is_cut(const Extractor *extractor)
{
    const BenchRun *run = &extractor->text.run;
    if (run->ended || extractor->has_ends)
        return !run->ended;
    return !extractor->lacks_ends && (run_text(run, RUN_PATH).len || run->verbose);
}

/* The same of the runs before the last one. */
static void note_unended(Extractor *extractor)
{
    for (size_t i = 0; i < extractor->packages.count; i++) {
        ResultPackage *package = result_of(extractor, extractor->packages.items[i]);
        bool fine =
            package->status == RESULT_PACKAGE_OK || package->status == RESULT_PACKAGE_NO_TESTS;
        if (!extractor->packages.items[i]->unended || !fine)
            continue;
        package->status = RESULT_PACKAGE_RUN_FAILED;
        package->reason = "another run follows in the middle of this one";
    }
}

static void end_streams(Extractor *extractor)
{
    RunEnd cut = {.verdict = RUN_CUT, .seconds = RESULT_UNKNOWN};
    BlStr line;
    extractor->at_end = true;
    if (line_last(&extractor->lines, &line))
        read_log_line(extractor, line);
    if (line_last(&extractor->text.lines, &line))
        log_read_line(extractor, &extractor->text, line);
    RunEnd end = cut;
    if (!is_cut(extractor))
        end.verdict = RUN_UNSAID;
    if (extractor->recognised)
        log_end_run(extractor, &extractor->text, BL_STR(""), end);
    for (size_t i = 0; i < extractor->packages.count; i++)
        end_stream(extractor, extractor->packages.items[i], cut);
    if (extractor->has_ends)
        note_unended(extractor);
    for (size_t i = 0; i < extractor->packages.count; i++) {
        give_build_reason(extractor, extractor->packages.items[i]);
        tell_of(extractor, extractor->packages.items[i]);
    }
    if (extractor->unnamed)
        tell_of(extractor, extractor->unnamed);
}

/* Nothing was measured, though nothing went wrong. */
static bool is_idle(const Extractor *extractor)
{
    const ResultProject *project = &extractor->results->projects.items[extractor->project];
    for (size_t i = 0; i < project->packages.count; i++) {
        ResultPackageStatus status = project->packages.items[i].status;
        if (status != RESULT_PACKAGE_OK && status != RESULT_PACKAGE_NO_TESTS)
            return false;
    }
    return extractor->rows == 0 && extractor->problems == 0;
}

/* Says what the log is instead, as far as its first line shows it. */
static void refuse_log(Extractor *extractor)
{
    static const char expected[] = "expected lines such as \"BenchmarkX-8   100   12.5 ns/op\" or "
                                   "\"ok   example.com/pkg   1.2s\", or the events of -json";
    BlStr head = bl_str(extractor->head, extractor->head_length), first, rest;
    const char *hint = what_else(extractor);
    BlDiag *diag =
        bl_diag_add(extractor->diags, BL_ERROR, extractor->name, "%s%s",
                    head.len ? "this is not the output of `go test -bench`: " : "this is empty: ",
                    hint ? hint : expected);
    bl_str_cut(head, '\n', &first, &rest);
    if (!hint && bl_str_trim(first).len)
        bl_diag_at(extractor->diags, diag, 1, 1, bl_str_trim(first));
}

/* Whether it was a log; what is wrong with it as a whole is said here. */
static bool judge(Extractor *extractor)
{
    if (!extractor->recognised)
        refuse_log(extractor);
    else if (is_idle(extractor))
        bl_diag_add(extractor->diags, BL_WARNING, extractor->name,
                    "no benchmark ran: `go test` had no -bench, or there is none that it chose");
    if (extractor->problems > PROBLEMS_MAX)
        bl_diag_add(extractor->diags, BL_WARNING, extractor->name, "%zu more problems not shown",
                    extractor->problems - PROBLEMS_MAX);
    return extractor->recognised;
}

static void free_extractor(Extractor *extractor)
{
    for (size_t i = 0; i < extractor->packages.count; i++)
        drop_stream(extractor->packages.items[i]);
    run_free(&extractor->text.run);
    line_reader_free(&extractor->text.lines);
    line_reader_free(&extractor->lines);
    bl_vec_free(&extractor->packages);
    bl_vec_free(&extractor->builds);
    bl_vec_free(&extractor->known);
    bl_vec_free(&extractor->parsed.values);
    bl_buf_free(&extractor->build_id);
    bl_buf_free(&extractor->scratch);
    bl_buf_free(&extractor->clean);
    free(extractor->slots);
    bl_arena_free(&extractor->arena);
    free(extractor);
}

void log_abandon(Extractor *extractor)
{
    extractor->results->projects.count--;
    free_extractor(extractor);
}

bool extract_finish(Extractor *extractor)
{
    end_streams(extractor);
    bool is_log = judge(extractor);
    free_extractor(extractor);
    return is_log;
}
