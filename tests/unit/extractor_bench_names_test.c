/* GOMAXPROCS suffix or the name's own number: the rules of bench_names.h, one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extractor/bench_names.h"

/* Names as printed, separated by blanks; "=NAME@N" was announced and ran with N. The outcome is
 * written as NAME@PROCS, with @? for unknown. */
static void expect(ProcsSet *known, const char *printed, const char *wanted)
{
    BlArena arena = {0};
    RunNames names = {0};
    BlBuf got = {0};
    BlStr rest = bl_cstr(printed), word;
    while (rest.len) {
        RunName one = {0};
        BlStr name, procs;
        bl_str_cut(rest, ' ', &word, &rest);
        bl_str_cut(word, '@', &name, &procs);
        one.settled = name.ptr[0] == '=';
        if (one.settled) {
            name = bl_str(name.ptr + 1, name.len - 1);
            one.procs = strtoull(procs.ptr, NULL, 10);
        }
        one.text = bl_str_dup(&arena, name);
        one.printed = one.length = name.len;
        bl_vec_push(&names, one);
    }
    names_settle(&names, known);
    for (size_t i = 0; i < names.count; i++) {
        const RunName *one = &names.items[i];
        assert_true(one->settled);
        bl_buf_printf(&got, "%s%.*s@", i ? " " : "", (int)one->length, one->text);
        if (one->procs)
            bl_buf_printf(&got, "%llu", (unsigned long long)one->procs);
        else
            bl_buf_putc(&got, '?');
    }
    assert_string_equal(bl_buf_view(&got).ptr, wanted);
    bl_buf_free(&got);
    bl_vec_free(&names);
    bl_arena_free(&arena);
}

/* A run that is the first of its log. */
static void expect_alone(const char *printed, const char *wanted)
{
    ProcsSet known = {0};
    expect(&known, printed, wanted);
    bl_vec_free(&known);
}

static void top_level_names_have_no_dash_of_their_own(void **state)
{
    (void)state;
    expect_alone("", "");
    expect_alone("BX-8", "BX@8");
    expect_alone("BX", "BX@1");
    expect_alone("BX BX-2 BX-4", "BX@1 BX@2 BX@4");
    expect_alone("BUTF16-8 BUTF16", "BUTF16@8 BUTF16@1");
    expect_alone("BX-8 BX-8 BX-8", "BX@8 BX@8 BX@8");
}

static void top_level_names_decide_for_the_others(void **state)
{
    (void)state;
    expect_alone("BTop-8 B/size-16-8 B/size-8", "BTop@8 B/size-16@8 B/size@8");
    expect_alone("BTop B/size-16 B/x-8", "BTop@1 B/size-16@1 B/x-8@1");
    expect_alone("B/size-16 BTop", "B/size-16@1 BTop@1");
    expect_alone("BTop-4 B/odd-16", "BTop@4 B/odd-16@?");
    expect_alone("BTop BTop-8 B/a B/a-8 B/b-8", "BTop@1 BTop@8 B/a@1 B/a@8 B/b-8@1");
    expect_alone("BTop-4 BTop-8 B/a-4 B/a-8 B/a-16-4", "BTop@4 BTop@8 B/a@4 B/a@8 B/a-16@4");
}

static void announced_names_decide_too(void **state)
{
    (void)state;
    expect_alone("=B/size-16@1 B/other-16", "B/size-16@1 B/other-16@1");
    expect_alone("=B/size-16@4 B/other-4", "B/size-16@4 B/other@4");
    /* A benchmark that failed before it was measured says nothing. */
    expect_alone("=B/size@0 B/other-4", "B/size@? B/other@4");
}

static void a_number_behind_every_bare_name_is_gomaxprocs(void **state)
{
    (void)state;
    expect_alone("B/a B/a-8 B/b B/b-8", "B/a@1 B/a@8 B/b@1 B/b@8");
    expect_alone("B/a B/a-8", "B/a@1 B/a@8");
    expect_alone("B/size-1 B/size-16 B/all", "B/size-1@1 B/size-16@1 B/all@1");
    expect_alone("B/a B/a-8 B/b", "B/a@1 B/a-8@1 B/b@1");
    expect_alone("B/s-16 B/s-16-8 B/a B/a-8", "B/s-16@1 B/s-16@8 B/a@1 B/a@8");
}

static void all_names_with_numbers(void **state)
{
    (void)state;
    expect_alone("B/a-8", "B/a@8");
    expect_alone("B/a-16 B/b-16", "B/a@16 B/b@16");
    expect_alone("B/size-16 B/size-32 B/len-7", "B/size-16@1 B/size-32@1 B/len-7@1");
    expect_alone("B/a-4 B/a-8 B/b-4 B/b-8", "B/a@4 B/a@8 B/b@4 B/b@8");
    expect_alone("B/a-4 B/a-4 B/a-8 B/b-4 B/b-8 B/b-8", "B/a@4 B/a@4 B/a@8 B/b@4 B/b@8 B/b@8");
    expect_alone("B/a-4 B/a-8 B/b-4", "B/a-4@1 B/a-8@1 B/b-4@1");
}

/* They run in the order of the source. */
static void the_order_of_the_names_does_not_matter(void **state)
{
    (void)state;
    expect_alone("BTop BTop-8 B/z B/z-8 B/m B/m-8 B/a B/a-8 B/b-8",
                 "BTop@1 BTop@8 B/z@1 B/z@8 B/m@1 B/m@8 B/a@1 B/a@8 B/b-8@1");
    expect_alone("BTop BTop-8 B/z-16 B/z-16-8 B/a-16 B/a-16-8 B/c-16-8",
                 "BTop@1 BTop@8 B/z-16@1 B/z-16@8 B/a-16@1 B/a-16@8 B/c-16-8@1");
    expect_alone("B/z B/z-8 B/m-8 B/m B/a-8 B/a", "B/z@1 B/z@8 B/m@8 B/m@1 B/a@8 B/a@1");
    expect_alone("B/z-8 B/z-4 B/a-8 B/a-4 B/z-8", "B/z@8 B/z@4 B/a@8 B/a@4 B/z@8");
}

static void earlier_runs_help(void **state)
{
    (void)state;
    ProcsSet known = {0};
    expect(&known, "BTop", "BTop@1");
    expect(&known, "B/size-16", "B/size-16@1");
    expect(&known, "BTop-4", "BTop@4");
    expect(&known, "B/size-16-4 B/a-4", "B/size-16@4 B/a@4");
    expect(&known, "B/size-4 B/size-16", "B/size@4 B/size-16@?");
    expect(&known, "B/size-16", "B/size@16"); /* not of the same run: on its own again */
    expect(&known, "BTop BTop-8", "BTop@1 BTop@8");
    expect(&known, "B/a-16", "B/a-16@1");
    bl_vec_free(&known);
}

static void many_numbers_are_no_list_of_cpus(void **state)
{
    (void)state;
    BlArena arena = {0};
    RunNames names = {0};
    ProcsSet known = {0};
    for (int i = 0; i < 5000; i++) {
        RunName one = {.text = bl_arena_printf(&arena, "B/size-%d", i + 2)};
        one.printed = one.length = strlen(one.text);
        bl_vec_push(&names, one);
    }
    names_settle(&names, &known);
    for (size_t i = 0; i < names.count; i++) {
        assert_int_equal(names.items[i].procs, 1);
        assert_int_equal(names.items[i].length, names.items[i].printed);
    }
    bl_vec_free(&names);
    bl_vec_free(&known);
    bl_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(top_level_names_have_no_dash_of_their_own),
        cmocka_unit_test(top_level_names_decide_for_the_others),
        cmocka_unit_test(announced_names_decide_too),
        cmocka_unit_test(a_number_behind_every_bare_name_is_gomaxprocs),
        cmocka_unit_test(all_names_with_numbers),
        cmocka_unit_test(the_order_of_the_names_does_not_matter),
        cmocka_unit_test(earlier_runs_help),
        cmocka_unit_test(many_numbers_are_no_list_of_cpus),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
