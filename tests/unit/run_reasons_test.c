/* Why a process ended badly, from what it printed: traces as the Go runtime prints them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <signal.h>

#include "runner/reasons.h"

static BlArena arena;

static int clean(void **state)
{
    (void)state;
    bl_arena_free(&arena);
    return 0;
}

static void assert_death(const ProcessOutcome *outcome, ResultStatus status, const char *reason)
{
    Death death = explain_death(&arena, outcome, "/src/p", 2.5);
    assert_string_equal(death.reason, reason);
    assert_int_equal(death.status, status);
}

/* A process that the Go runtime ended after printing this. */
static ProcessOutcome died(const char *err)
{
    return (ProcessOutcome){.status = 2, .err = bl_cstr(err), .out = BL_STR("")};
}

/* ---- text ------------------------------------------------------------------------------------ */

static void a_folder_is_taken_out_wherever_it_stands(void **state)
{
    (void)state;
    assert_string_equal(reason_without_folder(&arena, "open /w/0/x: /w/0/y is there", "/w/0"),
                        "open x: y is there");
    assert_string_equal(reason_without_folder(&arena, "nothing", "/w/0"), "nothing");
}

static void a_message_is_one_line(void **state)
{
    (void)state;
    assert_string_equal(reason_in_one_line(&arena, "  a\n\tb  c\r\n", "none"), "a b c");
    assert_string_equal(reason_in_one_line(&arena, " \n", "none"), "none");
    assert_string_equal(reason_in_one_line(&arena, NULL, "none"), "none");
    assert_null(reason_in_one_line(&arena, "", NULL));
}

/* ---- panics ---------------------------------------------------------------------------------- */

static const char index_panic[] = "panic: runtime error: index out of range [5] with length 3\n"
                                  "\n"
                                  "goroutine 20 [running]:\n"
                                  "panic({0x5214a0?, 0xc000018150?})\n"
                                  "\t/usr/lib/go/src/runtime/panic.go:890 +0x262\n"
                                  "example.org/p.at(...)\n"
                                  "\t/src/p/at.go:9\n"
                                  "example.org/p.iterAt(0xc00011c000)\n"
                                  "\t/src/p/at_test.go:12 +0x1d\n"
                                  "example.org/p.(*benchline).iterate(0xc00011c000, 0x54bb38)\n"
                                  "\t/src/p/benchline_test.go:76 +0x89\n"
                                  "example.org/p.BenchmarkAt(0x0?)\n"
                                  "\t/src/p/at_test.go:40 +0x25\n"
                                  "created by testing.(*B).run1\n"
                                  "\t/usr/lib/go/src/testing/benchmark.go:230 +0x88\n";

static void a_panic_and_where_in_the_test(void **state)
{
    (void)state;
    ProcessOutcome outcome = died(index_panic);
    assert_death(&outcome, RESULT_PANICKED,
                 "panic: runtime error: index out of range [5] with length 3 (at at_test.go:12)");
}

static void benchline_s_own_files_are_not_the_place(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: x\n\ngoroutine 1 [running]:\n"
                                  "p.(*benchline).Run(...)\n"
                                  "\t/src/p/benchline_test.go:76 +0x89\n"
                                  "p.benchlineMeasureTest(...)\n"
                                  "\t/src/p/benchline_measure_x_test.go:76 +0x89\n"
                                  "p.iterA(...)\n"
                                  "\t/src/p/a_test.go:3 +0x1\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: x (at a_test.go:3)");
}

static void files_elsewhere_are_not_the_place(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: x\n\ngoroutine 1 [running]:\n"
                                  "a.F()\n\t/src/pq/a_test.go:1 +0x1\n"
                                  "b.F()\n\t/src/p/sub/b_test.go:2 +0x1\n"
                                  "c.F()\n\t/src/p/c.go:3 +0x1\n"
                                  "d.F()\n\t/other/src/p/d_test.go:4 +0x1\n"
                                  "/src/p/e_test.go:5 +0x1\n"
                                  "f.F()\n\t/src/p\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: x");
}

static void the_place_without_an_offset(void **state)
{
    (void)state;
    ProcessOutcome outcome =
        died("panic: x\n\ngoroutine 1 [running]:\nf(...)\n\t/src/p/a_test.go:12\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: x (at a_test.go:12)");
}

static void fatal_errors(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("fatal error: concurrent map writes\n\ngoroutine 7 [running]:\n"
                                  "p.f()\n\t/src/p/m_test.go:30 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED, "fatal error: concurrent map writes (at m_test.go:30)");
    outcome = died("runtime: goroutine stack exceeds 1000000000-byte limit\n"
                   "fatal error: stack overflow\n\nruntime stack:\n"
                   "runtime.throw({0x1, 0x2})\n\t/usr/lib/go/src/runtime/panic.go:1047 +0x5d\n\n"
                   "goroutine 6 [running]:\n"
                   "p.deep(...)\n\t/src/p/deep_test.go:8 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED, "fatal error: stack overflow (at deep_test.go:8)");
}

static void a_panic_that_ended_in_a_signal(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: x\n\ngoroutine 1 [running]:\n"); /* GOTRACEBACK=crash */
    outcome.status = 0;
    outcome.signal = SIGABRT;
    assert_death(&outcome, RESULT_PANICKED, "panic: x");
}

static void what_tests_print_is_not_the_process_s_last_word(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: expected and recovered\n"
                                  "\n"
                                  "goroutine 1 [running]:\n"
                                  "p.f()\n\t/src/p/early_test.go:1 +0x5\n"
                                  "fatal error: all goroutines are asleep - deadlock!\n"
                                  "\n"
                                  "goroutine 1 [chan receive]:\n"
                                  "p.g()\n\t/src/p/late_test.go:2 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED,
                 "fatal error: all goroutines are asleep - deadlock! (at late_test.go:2)");
    outcome.status = 1;
    assert_death(&outcome, RESULT_EXITED,
                 "the process exited with status 1; it said: /src/p/late_test.go:2 +0x5");
    outcome = died("panic: expected\np.f()\n\t/src/p/early_test.go:1 +0x5\n"
                   "panic: real\n\ngoroutine 1 [running]:\np.g()\n\t/src/p/late_test.go:2 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: real (at late_test.go:2)");
}

static void only_a_line_s_beginning_counts(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("2024/01/02 panic: not really\n\tpanic: neither\n");
    assert_death(&outcome, RESULT_EXITED,
                 "the process exited with status 2; it said: panic: neither");
}

/* ---- exits ----------------------------------------------------------------------------------- */

static void os_exit_0_in_a_test(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: unexpected call to os.Exit(0) during test\n\n"
                                  "goroutine 18 [running]:\n"
                                  "os.Exit(0x0)\n\t/usr/lib/go/src/os/proc.go:67 +0x60\n"
                                  "p.iterQuit(...)\n\t/src/p/quit_test.go:6 +0x19\n");
    assert_death(&outcome, RESULT_EXITED, "the test called os.Exit(0) (at quit_test.go:6)");
}

static void other_exits(void **state)
{
    (void)state;
    ProcessOutcome outcome = {.status = 3, .err = BL_STR(""), .out = BL_STR("out\n")};
    assert_death(&outcome, RESULT_EXITED, "the process exited with status 3");
    outcome.err = BL_STR("first\n  no luck today  \r\n\n \t\n");
    assert_death(&outcome, RESULT_EXITED,
                 "the process exited with status 3; it said: no luck today");
    outcome.status = 0;
    outcome.err = BL_STR("");
    assert_death(&outcome, RESULT_EXITED, "the process exited with status 0");
}

static void signals(void **state)
{
    (void)state;
    ProcessOutcome outcome = {.signal = SIGKILL, .err = BL_STR(""), .out = BL_STR("")};
    assert_death(&outcome, RESULT_EXITED, "the process was ended by signal 9 (Killed)");
    outcome.signal = SIGSEGV;
    outcome.err = BL_STR("so long\n");
    assert_death(&outcome, RESULT_EXITED,
                 "the process was ended by signal 11 (Segmentation fault); it said: so long");
}

static void last_words_are_cut(void **state)
{
    (void)state;
    char words[1001];
    memset(words, 'w', 1000);
    words[1000] = '\0';
    ProcessOutcome outcome = {.status = 1, .err = bl_cstr(words), .out = BL_STR("")};
    Death death = explain_death(&arena, &outcome, "/src/p", 1);
    assert_int_equal(strlen(death.reason),
                     strlen("the process exited with status 1; it said: ") + 300);
}

/* ---- hangs ----------------------------------------------------------------------------------- */

static void nothing_happened(void **state)
{
    (void)state;
    ProcessOutcome outcome = {
        .timed_out = true, .signal = SIGKILL, .err = BL_STR(""), .out = BL_STR("")};
    assert_death(&outcome, RESULT_TIMED_OUT, "nothing happened for 2.5 s");
    outcome.err = BL_STR("p.early()\n\t/src/p/early_test.go:1 +0x5\n"
                         "SIGQUIT: quit\nPC=0x46e2e1 m=0 sigcode=0\n\n"
                         "goroutine 1 [chan receive]:\n"
                         "testing.(*B).run1(0xc00011c000)\n"
                         "\t/usr/lib/go/src/testing/benchmark.go:235 +0xb2\n\n"
                         "goroutine 20 [select (no cases)]:\n"
                         "p.iterHang(0x0?)\n\t/src/p/hang_test.go:5 +0x19\n");
    outcome.signal = 0;
    outcome.status = 2;
    assert_death(&outcome, RESULT_TIMED_OUT, "nothing happened for 2.5 s (at hang_test.go:5)");
}

/* It was killed in the middle of ":123". */
static void a_trace_that_was_cut_off(void **state)
{
    (void)state;
    ProcessOutcome outcome = {.timed_out = true,
                              .signal = SIGKILL,
                              .err = BL_STR("SIGQUIT: quit\n\ngoroutine 20 [running]:\n"
                                            "p.iterHang(0x0?)\n\t/src/p/hang_test.go:1"),
                              .out = BL_STR("")};
    assert_death(&outcome, RESULT_TIMED_OUT, "nothing happened for 2.5 s");
}

static void beyond_a_limit(void **state)
{
    (void)state;
    ProcessOutcome outcome = {.status = 2,
                              .exceeded = "it printed more than 1 MiB (--max-output)",
                              .err = BL_STR("panic: recovered\nSIGQUIT: quit\n\n"
                                            "p.iterPrint(0x0?)\n\t/src/p/a_test.go:5 +0x19\n"),
                              .out = BL_STR("")};
    assert_death(&outcome, RESULT_EXITED,
                 "it printed more than 1 MiB (--max-output) (at a_test.go:5)");
    outcome.timed_out = true; /* a limit of time */
    assert_death(&outcome, RESULT_TIMED_OUT,
                 "it printed more than 1 MiB (--max-output) (at a_test.go:5)");
}

static void a_hang_with_a_panic_in_its_output(void **state)
{
    (void)state;
    ProcessOutcome outcome = {
        .timed_out = true, .err = BL_STR("panic: recovered\n"), .out = BL_STR("")};
    assert_death(&outcome, RESULT_TIMED_OUT, "nothing happened for 2.5 s");
}

static void a_panic_that_was_looked_at_on_its_way_is_the_same(void **state)
{
    (void)state;
    ProcessOutcome outcome = died("panic: x [recovered, repanicked]\n\ngoroutine 1 [running]:\n"
                                  "p.TestX()\n\t/src/p/a_test.go:3 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: x (at a_test.go:3)");
    outcome = died("panic: x [recovered]\n\tpanic: x\n\ngoroutine 1 [running]:\n"
                   "p.TestX()\n\t/src/p/a_test.go:3 +0x5\n");
    assert_death(&outcome, RESULT_PANICKED, "panic: x (at a_test.go:3)");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_panic_that_was_looked_at_on_its_way_is_the_same),
        cmocka_unit_test_teardown(a_folder_is_taken_out_wherever_it_stands, clean),
        cmocka_unit_test_teardown(a_message_is_one_line, clean),
        cmocka_unit_test_teardown(a_panic_and_where_in_the_test, clean),
        cmocka_unit_test_teardown(benchline_s_own_files_are_not_the_place, clean),
        cmocka_unit_test_teardown(files_elsewhere_are_not_the_place, clean),
        cmocka_unit_test_teardown(the_place_without_an_offset, clean),
        cmocka_unit_test_teardown(fatal_errors, clean),
        cmocka_unit_test_teardown(a_panic_that_ended_in_a_signal, clean),
        cmocka_unit_test_teardown(what_tests_print_is_not_the_process_s_last_word, clean),
        cmocka_unit_test_teardown(only_a_line_s_beginning_counts, clean),
        cmocka_unit_test_teardown(os_exit_0_in_a_test, clean),
        cmocka_unit_test_teardown(other_exits, clean),
        cmocka_unit_test_teardown(signals, clean),
        cmocka_unit_test_teardown(last_words_are_cut, clean),
        cmocka_unit_test_teardown(nothing_happened, clean),
        cmocka_unit_test_teardown(a_trace_that_was_cut_off, clean),
        cmocka_unit_test_teardown(beyond_a_limit, clean),
        cmocka_unit_test_teardown(a_hang_with_a_panic_in_its_output, clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
