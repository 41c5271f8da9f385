/* benchmark.c - the text of a benchmark, written, and read again from a tree that has it.
 *
 * What was written may differ from what would be decided now: the compiler refused a copy then, or
 * only some tests were asked for. What each test's benchmark is can be read from the text itself:
 * it names the test, and calls benchlineRun or benchlineOriginal.
 */
#include "injector/unit.h"

/* Of the benchmark's name, and of the prefix, the runner and the test's name. Who writes and who
 * reads a benchmark use the same two. */
#define APPROXIMATE "// %s is approximate, and calls the test itself: "
#define CALL_BEGIN "\t%s%s(b, \"%s\", "

/* ---- written --------------------------------------------------------------------------------- */

/* What a reason says of itself: behind a colon, it quotes the compiler, whose words depend on its
 * version. */
static BlStr own_words(const char *reason)
{
    BlStr words, rest;
    bl_str_cut(bl_cstr(reason), ':', &words, &rest);
    return words;
}

/* What its benchmark calls, behind the prefix. */
static const char *runner_of(const InjectTest *test)
{
    if (test->kind == FOUND_EXAMPLE)
        return "Example";
    if (test->kind == FOUND_FUZZ)
        return "Fuzz";
    return test->way == INJECT_ORIGINAL ? "Original" : "Run";
}

void unit_put_benchmark(const InjectUnit *unit, BlBuf *out, size_t test, const char *qualifier)
{
    const InjectTest *row = &unit->tests.items[test];
    const Decl *decl = &unit->decls.items[unit->test_facts.items[test].decl];
    const GoFile *file = &unit->parsed[decl->file];
    bl_buf_puts(out, "\n");
    if (row->way == INJECT_ORIGINAL) {
        BlStr why = own_words(row->reason);
        bl_buf_printf(out, APPROXIMATE, row->benchmark);
        bl_buf_printf(out, "%.*s.\n", (int)why.len, why.ptr);
    }
    bl_buf_printf(out, "func %s(b *%sB) {\n", row->benchmark, qualifier);
    bl_buf_printf(out, CALL_BEGIN, unit->prefix, runner_of(row), row->test);
    bl_buf_printf(out, "%s)\n}\n",
                  row->way == INJECT_SOURCE
                      ? unit->names[go_sym(file, go_func_name(file, decl->node))].clone
                      : row->test);
}

/* ---- read again ------------------------------------------------------------------------------ */

/* Behind `("TestX", ` in a call of the prefix's function; NULL: there is none. */
static const char *find_call(const InjectUnit *unit, BlStr text, const char *function,
                             const char *test)
{
    BlBuf call = {0};
    bl_buf_printf(&call, CALL_BEGIN, unit->prefix, function, test);
    const char *at = text.len ? memmem(text.ptr, text.len, call.data, call.len) : NULL;
    bl_buf_free(&call);
    return at;
}

/* What the comment above a benchmark says behind its colon, without the full stop. */
static const char *read_reason(InjectUnit *unit, BlStr text, const char *benchmark)
{
    BlBuf begin = {0};
    bl_buf_printf(&begin, APPROXIMATE, benchmark);
    const char *at = memmem(text.ptr, text.len, begin.data, begin.len);
    BlStr reason = bl_str("", 0), rest;
    if (at) {
        at += begin.len;
        bl_str_cut(bl_str(at, (size_t)(text.ptr + text.len - at)), '\n', &reason, &rest);
        reason = bl_str_trim(reason);
    }
    bl_buf_free(&begin);
    if (bl_str_ends(reason, BL_STR(".")))
        reason.len--;
    return bl_str_dup(&unit->arena, reason);
}

typedef struct Benchmark {
    BlStr text; /* where it stands */
    InjectWay way;
} Benchmark;

/* The first text that has a benchmark of the test. */
static Benchmark find_benchmark(const InjectPackage *package, const InjectUnit *unit,
                                const InjectTest *test)
{
    InjectTest as_written = *test;
    as_written.way = test->kind == FOUND_EXAMPLE ? INJECT_CALL : INJECT_SOURCE;
    for (size_t i = 0; i < package->written.count; i++) {
        const InjectWritten *written = &package->written.items[i];
        if (find_call(unit, written->added, runner_of(&as_written), test->test))
            return (Benchmark){written->added, as_written.way};
        if (find_call(unit, written->added, "Original", test->test))
            return (Benchmark){written->added, INJECT_ORIGINAL};
    }
    return (Benchmark){.way = INJECT_LEFT_OUT};
}

static void follow_unit(const InjectPackage *package, InjectUnit *unit)
{
    size_t count;
    const InjectTest *tests = inject_tests(unit, &count);
    for (size_t i = 0; i < count; i++) {
        Benchmark found = find_benchmark(package, unit, &tests[i]);
        if (tests[i].benchmark && found.way == INJECT_LEFT_OUT)
            inject_leave_out(unit, i, "no benchmark of it was written");
        else if (tests[i].way == INJECT_SOURCE && found.way == INJECT_ORIGINAL)
            inject_fall_back(unit, i, read_reason(unit, found.text, tests[i].benchmark));
    }
}

/* Tests always count: a tree without benchmarks was asked for some. */
unsigned inject_package_kinds(const InjectPackage *package)
{
    static const char fuzz[] = "Fuzz(b, \"Fuzz", example[] = "Example(b, \"Example";
    unsigned kinds = FIND_KIND(FOUND_TEST);
    for (size_t i = 0; i < package->written.count; i++) {
        BlStr text = package->written.items[i].added;
        if (text.len && memmem(text.ptr, text.len, fuzz, strlen(fuzz)))
            kinds |= FIND_KIND(FOUND_FUZZ);
        if (text.len && memmem(text.ptr, text.len, example, strlen(example)))
            kinds |= FIND_KIND(FOUND_EXAMPLE);
    }
    return kinds;
}

void inject_package_follow(InjectPackage *package)
{
    for (int i = 0; i < INJECT_UNITS; i++)
        if (package->units[i] && !package->broken[i])
            follow_unit(package, package->units[i]);
}
