/* follow.c - the plan of a tree that benchmarks were written into.
 *
 * What was written may differ from what would be decided now: the compiler refused a copy then, or
 * only some tests were asked for. What each test's benchmark is can be read from the text itself:
 * it names the test, and calls benchlineRun or benchlineOriginal.
 */
#include "injector/unit.h"

/* Behind `("TestX", ` in a call of the prefix's function; NULL: there is none. */
static const char *find_call(const InjectUnit *unit, BlStr text, const char *function,
                             const char *test)
{
    BlBuf call = {0};
    bl_buf_printf(&call, "\t%s%s(b, \"%s\", ", unit->prefix, function, test);
    const char *at = text.len ? memmem(text.ptr, text.len, call.data, call.len) : NULL;
    bl_buf_free(&call);
    return at;
}

/* What the comment above a benchmark says behind its colon, without the full stop. */
static const char *read_reason(InjectUnit *unit, BlStr text, const char *benchmark)
{
    BlBuf begin = {0};
    bl_buf_printf(&begin, "// %s is approximate, and calls the test itself: ", benchmark);
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
        if (find_call(unit, written->added, unit_runner_of(&as_written), test->test))
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
    for (int i = 0; i < 2; i++)
        if (package->units[i] && !package->broken[i])
            follow_unit(package, package->units[i]);
}
