/* Events of `go test -json`. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "extractor/test_event.h"

static void expect_text(BlStr escaped, const char *text)
{
    BlBuf out = {0};
    test_event_unescape(escaped, &out);
    assert_string_equal(bl_buf_view(&out).ptr, text);
    bl_buf_free(&out);
}

static void an_event_is_read(void **state)
{
    (void)state;
    TestEvent event;
    BlStr line =
        BL_STR("{\"Time\":\"2026-01-02T03:04:05Z\",\"Action\":\"output\",\"Package\":\"p\","
               "\"Test\":\"BenchmarkX\",\"Elapsed\":0.25,\"Output\":\"a\\n\"}");
    assert_true(test_event_is_likely(line));
    assert_true(test_event_read(line, &event));
    expect_text(event.action, "output");
    expect_text(event.package, "p");
    expect_text(event.test, "BenchmarkX");
    expect_text(event.output, "a\n");
    expect_text(event.time, "2026-01-02T03:04:05Z");
    assert_true(event.elapsed == 0.25);
    assert_int_equal(event.import_path.len + event.failed_build.len, 0);
}

static void what_is_unknown_is_skipped(void **state)
{
    (void)state;
    TestEvent event;
    BlStr line =
        BL_STR(" { \"New\" : {\"a\":[1,{\"b\":\"}]\\\"\"}],\"Action\":\"no\"} , \"Action\" : "
               "\"pass\" , \"Flag\":true,\"Nil\":null,\"N\":-1e5,\"Elapsed\":\"text\" } \r");
    assert_true(test_event_read(line, &event));
    expect_text(event.action, "pass");
    assert_true(isnan(event.elapsed));
    assert_true(test_event_read(BL_STR("{}"), &event));
    assert_int_equal(event.action.len, 0);
}

static void deep_nesting_does_no_harm(void **state)
{
    (void)state;
    BlBuf text = {0};
    TestEvent event;
    bl_buf_puts(&text, "{\"x\":");
    for (int i = 0; i < 1000000; i++)
        bl_buf_putc(&text, '[');
    assert_false(test_event_read(bl_buf_view(&text), &event));
    for (int i = 0; i < 1000000; i++)
        bl_buf_putc(&text, ']');
    bl_buf_puts(&text, ",\"Action\":\"pass\"}");
    assert_true(test_event_read(bl_buf_view(&text), &event));
    expect_text(event.action, "pass");
    bl_buf_free(&text);
}

static void an_incomplete_event_is_refused(void **state)
{
    (void)state;
    const char text[] = "{\"Action\":\"output\",\"Elapsed\":1,\"Output\":\"a\\u00e9\\n\"}";
    TestEvent event;
    for (size_t length = 0; length < sizeof text - 1; length++) {
        char *copy = bl_alloc(length + 1); /* so that a sanitizer sees the end */
        memcpy(copy, text, length);
        assert_false(test_event_read(bl_str(copy, length), &event));
        assert_non_null(event.error);
        assert_true(event.error_at <= length);
        free(copy);
    }
    assert_true(test_event_read(bl_str(text, sizeof text - 1), &event));
    assert_false(test_event_read(BL_STR("{\"Action\":\"a\"} x"), &event));
    assert_int_equal(event.error_at, 15);
    assert_false(test_event_read(BL_STR("{\"Action\"}"), &event));
    assert_false(test_event_read(BL_STR("{Action:1}"), &event));
    assert_false(test_event_read(BL_STR("[]"), &event));
}

static void not_every_brace_begins_an_event(void **state)
{
    (void)state;
    assert_false(test_event_is_likely(BL_STR("")));
    assert_false(test_event_is_likely(BL_STR("{")));
    assert_false(test_event_is_likely(BL_STR("{\"Name\":\"x\"}")));
    assert_false(test_event_is_likely(BL_STR("x {\"Action\":\"pass\"}")));
}

static void escapes(void **state)
{
    (void)state;
    expect_text(BL_STR(""), "");
    expect_text(BL_STR("plain"), "plain");
    expect_text(BL_STR("\\\"\\\\\\/\\b\\f\\n\\r\\t"), "\"\\/\b\f\n\r\t");
    expect_text(BL_STR("\\u0041\\u00e9\\u4e16\\ud83d\\ude00"), "A\u00e9\u4e16\U0001F600");
    expect_text(BL_STR("\\u001b[31m"), "\033[31m");
    expect_text(BL_STR("ünï"), "ünï");
    expect_text(BL_STR("\\ud83d"), "\uFFFD");
    expect_text(BL_STR("\\ude00x"), "\uFFFDx");
    expect_text(BL_STR("\\ud83d\\u0041"), "\uFFFD"
                                          "A");
    expect_text(BL_STR("\\ud83d\\ud83d\\ude00"), "\uFFFD\U0001F600");
    expect_text(BL_STR("\\u12"), "\uFFFD"
                                 "12");
    expect_text(BL_STR("\\u12g4x"), "\uFFFD"
                                    "12g4x");
    expect_text(BL_STR("end\\"), "end");
    BlBuf out = {0};
    test_event_unescape(BL_STR("a\\u0000b"), &out);
    assert_int_equal(out.len, 3);
    assert_memory_equal(out.data, "a\0b", 3);
    bl_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_read),
        cmocka_unit_test(what_is_unknown_is_skipped),
        cmocka_unit_test(deep_nesting_does_no_harm),
        cmocka_unit_test(an_incomplete_event_is_refused),
        cmocka_unit_test(not_every_brace_begins_an_event),
        cmocka_unit_test(escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
