/* Tests that share what they need: what becomes of one must not depend on which others were looked
 * at before it, and who needs a declaration must be the same forwards and backwards.
 *
 * Packages are made up at random, from a fixed seed: helpers, types that embed each other or
 * testing.T, variables that something sets up beforehand, and here and there what cannot be copied.
 * Each is looked at with all tests at once, and with every test alone. */
#include "injected.h"

enum { PACKAGES = 200, SHARED = 14, TESTS = 8, FILES = TESTS + 1 };
enum { IN_DECL = 6 }; /* a column inside of `func h1`, `type k1` and `var v1` */

static uint32_t state_of_chance;

static uint32_t chance(uint32_t below)
{
    state_of_chance = state_of_chance * 1664525u + 1013904223u;
    return (state_of_chance >> 16) % below;
}

/* ---- a package ------------------------------------------------------------------------------ */

typedef struct Package {
    BlBuf sources[FILES]; /* 0: what is shared; then a file for each test */
    char names[FILES][16];
    InjectFile files[FILES];
} Package;

/* A statement that needs something shared, chosen at random. */
static void put_use(BlBuf *out)
{
    unsigned to = chance(SHARED);
    switch (chance(5)) {
    case 0:
        bl_buf_printf(out, " use(v%u);", to);
        break;
    case 1:
        bl_buf_printf(out, " use(k%u{}.m%u);", to, chance(3));
        break;
    default:
        bl_buf_printf(out, " h%u(nil);", to);
    }
    if (chance(30) == 0)
        bl_buf_printf(out, " use(any.k%u);", to);
    if (chance(30) == 0)
        bl_buf_puts(out, " use(any.T);");
}

/* One declaration a line, so that a line names it. */
static void put_shared(BlBuf *out, unsigned i)
{
    bl_buf_printf(out, "func h%u(t %s) {", i, chance(3) ? "*testing.T" : "any");
    for (unsigned n = chance(3); n > 0; n--)
        put_use(out);
    bl_buf_puts(out, chance(50) == 0 ? " var t *testing . T }\n" : " }\n");
    bl_buf_printf(out, "type k%u struct { ", i);
    if (chance(6) == 0)
        bl_buf_puts(out, "*testing.T }\n");
    else
        bl_buf_printf(out, "%sk%u }\n", chance(4) ? "x " : "", chance(SHARED));
    bl_buf_printf(out, "func (k *k%u) m%u() {", i, chance(3));
    put_use(out);
    bl_buf_puts(out, " }\n");
    if (chance(8))
        bl_buf_printf(out, "var v%u = h%u\n", i, chance(SHARED));
    else
        bl_buf_printf(out, "var v%u = call(h%u, v%u)\n", i, chance(SHARED), chance(SHARED));
    if (chance(20) == 0)
        bl_buf_printf(out, "func init() { v%u = h%u }\n", chance(SHARED), chance(SHARED));
}

static void make_package(Package *package)
{
    for (unsigned i = 0; i < FILES; i++) {
        BlBuf *out = &package->sources[i];
        bl_buf_puts(out, "package p\nimport \"testing\"\n");
        for (unsigned n = 0; i == 0 && n < SHARED; n++)
            put_shared(out, n);
        if (i > 0)
            bl_buf_printf(out, "func Test%u(t *testing.T) {", i);
        for (unsigned n = chance(3) + 1; i > 0 && n > 0; n--)
            put_use(out);
        bl_buf_puts(out, i > 0 ? " }\n" : "");
        snprintf(package->names[i], sizeof package->names[i], "f%u_test.go", i);
        package->files[i] = file_of(package->names[i], out->data);
    }
}

static void free_package(Package *package)
{
    for (size_t i = 0; i < FILES; i++)
        bl_buf_free(&package->sources[i]);
    *package = (Package){0};
}

/* The unit in which only this file's tests are asked for; 0: all are. */
static InjectUnit *unit_with(Package *package, size_t only)
{
    for (size_t i = 0; i < FILES; i++)
        package->files[i].selected = !only || i == only;
    BlDiags diags = {0};
    InjectUnit *unit = inject_new(package->files, FILES, NULL, &diags);
    assert_false(inject_broken(unit));
    assert_true(inject_emit(unit, &diags));
    bl_diag_free(&diags);
    return unit;
}

/* ---- together as alone ---------------------------------------------------------------------- */

static void assert_same_verdict(const InjectTest *together, const InjectTest *alone)
{
    assert_string_equal(together->test, alone->test);
    assert_int_equal(together->way, alone->way);
    if (together->way == INJECT_SOURCE)
        return;
    assert_string_equal(together->reason, alone->reason);
    assert_int_equal(together->reason_file, alone->reason_file);
    assert_int_equal(together->reason_line, alone->reason_line);
    assert_int_equal(together->reason_column, alone->reason_column);
}

/* All kinds have to be there, in numbers. */
typedef struct Verdicts {
    size_t converted, blanks, embedded, set_up;
} Verdicts;

static void note_verdict(Verdicts *seen, const InjectTest *test)
{
    seen->converted += test->way == INJECT_SOURCE;
    seen->blanks += test->reason && strstr(test->reason, "with blanks");
    seen->embedded += test->reason && strstr(test->reason, "embedded field");
    seen->set_up += test->reason && strstr(test->reason, "set up by");
}

static void a_verdict_does_not_depend_on_the_others(void **state)
{
    (void)state;
    Package package = {0};
    Verdicts seen = {0};
    state_of_chance = 1;
    for (int round = 0; round < PACKAGES; round++) {
        make_package(&package);
        size_t count;
        InjectUnit *all = unit_with(&package, 0);
        const InjectTest *together = inject_tests(all, &count);
        assert_int_equal(count, TESTS);
        for (size_t i = 0; i < TESTS; i++) {
            InjectUnit *one = unit_with(&package, i + 1);
            assert_same_verdict(&together[i], inject_tests(one, &count));
            note_verdict(&seen, &together[i]);
            inject_free(one);
        }
        inject_free(all);
        free_package(&package);
    }
    assert_true(seen.blanks > PACKAGES / 4);
    assert_true(seen.embedded > PACKAGES / 10); /* most are converted; compilers draw differently */
    assert_true(seen.set_up > PACKAGES / 4);
}

/* ---- forwards as backwards ------------------------------------------------------------------ */

/* Is what begins in this line of the shared file copied? */
static bool copies_line(const InjectUnit *unit, uint32_t line)
{
    const InjectOutput *output = inject_output(unit, 0);
    for (size_t i = 0; i < output->ranges.count; i++) {
        uint32_t at, column;
        if (output->ranges.items[i].kind != INJECT_COPY)
            continue;
        go_position(inject_file(unit, 0), output->ranges.items[i].original_start, &at, &column);
        if (at == line)
            return true;
    }
    return false;
}

static size_t fallen_by(Package *package, uint32_t line)
{
    InjectUnit *all = unit_with(package, 0);
    size_t count = inject_refuse_at(all, 0, line, IN_DECL, "why");
    inject_free(all);
    return count;
}

static void who_falls_back_is_who_copies(void **state)
{
    (void)state;
    Package package = {0};
    size_t seen = 0;
    state_of_chance = 2;
    for (int round = 0; round < PACKAGES / 8; round++) {
        make_package(&package);
        InjectUnit *alone[TESTS];
        for (size_t i = 0; i < TESTS; i++)
            alone[i] = unit_with(&package, i + 1);
        uint32_t lines = (uint32_t)inject_file(alone[0], 0)->line_starts.count;
        for (uint32_t line = 3; line <= lines; line++) {
            size_t need = 0;
            for (size_t i = 0; i < TESTS; i++)
                need += copies_line(alone[i], line);
            assert_int_equal(fallen_by(&package, line), need);
            seen += need;
        }
        for (size_t i = 0; i < TESTS; i++)
            inject_free(alone[i]);
        free_package(&package);
    }
    assert_true(seen > PACKAGES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_verdict_does_not_depend_on_the_others),
        cmocka_unit_test(who_falls_back_is_who_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
