/* Build constraints: file names and headers. The rules are go/build's; tests/oracle/find_oracle.sh
 * asks go/build itself on thousands of files, here stands what each rule is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "benchline/finder.h"

static const char *const tags[] = {"custom", "a.b", "amd64.v1", "\xC3\xA9t\xC3\xA9"};

static FindTarget target_for(const char *goos, const char *goarch)
{
    return (FindTarget){.goos = goos,
                        .goarch = goarch,
                        .compiler = "gc",
                        .go_minor = 21,
                        .tags = tags,
                        .tag_count = 4};
}

static bool name_fits(const char *goos, const char *goarch, const char *name)
{
    FindTarget target = target_for(goos, goarch);
    return find_name_fits(&target, bl_cstr(name));
}

static void names_without_a_suffix_fit(void **state)
{
    (void)state;
    const char *const names[] = {
        "x.go",         "linux.go",      "windows.go",     "windows_test.go",
        "x_test.go",    "x_unix.go",     "x_y.go",         "x_windows_y.go",
        "x.windows.go", "x_windowsx.go", "x_test_test.go", "_.go"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_true(name_fits("linux", "amd64", names[i]));
}

static void suffixes_name_system_and_processor(void **state)
{
    (void)state;
    assert_true(name_fits("linux", "amd64", "x_linux.go"));
    assert_true(name_fits("linux", "amd64", "x_amd64.go"));
    assert_true(name_fits("linux", "amd64", "x_linux_amd64.go"));
    assert_true(name_fits("linux", "amd64", "x_linux_amd64_test.go"));
    assert_true(name_fits("linux", "amd64", "x_windows_linux.go")); /* only the last one counts */
    assert_false(name_fits("linux", "amd64", "x_windows.go"));
    assert_false(name_fits("linux", "amd64", "x_windows_amd64.go"));
    assert_false(name_fits("linux", "amd64", "x_linux_arm64.go"));
    assert_false(name_fits("linux", "amd64", "x_arm64_test.go"));
    assert_false(name_fits("linux", "amd64", "x_windows.x.go"));
    assert_false(name_fits("linux", "amd64", "x_zos.go"));
    assert_false(name_fits("linux", "amd64", "linux_windows.go"));
    assert_false(name_fits("linux", "amd64", "_windows.go"));
}

static void some_systems_count_as_others(void **state)
{
    (void)state;
    assert_true(name_fits("android", "arm64", "x_linux.go"));
    assert_true(name_fits("illumos", "amd64", "x_solaris.go"));
    assert_true(name_fits("ios", "arm64", "x_darwin_arm64.go"));
    assert_false(name_fits("linux", "arm64", "x_android.go"));
    assert_false(name_fits("darwin", "arm64", "x_ios.go"));
}

static FindVerdict verdict(const char *source)
{
    FindTarget target = target_for("linux", "amd64");
    return find_source_fits(&target, bl_cstr(source));
}

static void assert_fits(const char *source)
{
    FindVerdict v = verdict(source);
    if (v.error || !v.fits)
        fail_msg("should fit (%s): %s", v.error ? v.error : "no", source);
}

static void assert_out(const char *source)
{
    FindVerdict v = verdict(source);
    if (v.error || v.fits)
        fail_msg("should not fit (%s): %s", v.error ? v.error : "yes", source);
}

static void tags_of_the_target_hold(void **state)
{
    (void)state;
    const char *const holding[] = {"linux",  "amd64",  "gc",  "unix",     "go1.1",
                                   "go1.21", "custom", "a.b", "amd64.v1", "\xC3\xA9t\xC3\xA9"};
    const char *const others[] = {"windows", "arm64",  "gccgo", "cgo",    "go1.22", "go1.01",
                                  "go1.",    "go1.1x", "go2.1", "ignore", "x",      "boringcrypto"};
    FindTarget target = target_for("linux", "amd64");
    for (size_t i = 0; i < sizeof holding / sizeof *holding; i++)
        assert_true(find_target_has(&target, bl_cstr(holding[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(find_target_has(&target, bl_cstr(others[i])));
    target.cgo = true;
    assert_true(find_target_has(&target, BL_STR("cgo")));
    target.goos = "windows";
    assert_false(find_target_has(&target, BL_STR("unix")));
}

static void expressions(void **state)
{
    (void)state;
    assert_fits("//go:build linux\n\npackage p\n");
    assert_fits("//go:build linux && (windows || amd64) && !cgo\n\npackage p\n");
    assert_fits("//go:build windows||linux&&amd64\n\npackage p\n");
    assert_fits("//go:build (((linux)))\n\npackage p\n");
    assert_fits("//go:build !(windows || arm64)\n\npackage p\n");
    assert_fits("//go:build \xC3\xA9t\xC3\xA9\n\npackage p\n");
    assert_out("//go:build ignore\n\npackage p\n");
    assert_out("//go:build linux && !amd64\n\npackage p\n");
    assert_out("//go:build (windows || linux) && arm64\n\npackage p\n");
}

static void malformed_expressions_say_where(void **state)
{
    (void)state;
    const struct {
        const char *expression;
        size_t at; /* after "//go:build " */
    } cases[] = {
        {"linux &", 6},    {"linux & amd64", 6}, {"linux &&", 8}, {"(linux", 0}, {"linux)", 5},
        {"!!linux", 1},    {"linux amd64", 6},   {"a,b", 1},      {"()", 1},     {"$x", 0},
        {"x\xC2\xA0y", 0}, {"|| x", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        BlBuf source = {0};
        bl_buf_printf(&source, "//go:build %s\n\npackage p\n", cases[i].expression);
        FindVerdict v = verdict(source.data);
        assert_non_null(v.error);
        assert_int_equal(v.error_at, strlen("//go:build ") + cases[i].at);
        bl_buf_free(&source);
    }
    assert_non_null(verdict("//go:build\n\npackage p\n").error);
}

static void deep_expressions_are_refused(void **state)
{
    (void)state;
    BlBuf source = {0};
    bl_buf_puts(&source, "//go:build ");
    for (int i = 0; i < 100000; i++)
        bl_buf_putc(&source, '(');
    bl_buf_puts(&source, "\n\npackage p\n");
    assert_non_null(verdict(source.data).error);
    bl_buf_free(&source);
}

static void go_build_lines_stand_before_the_code(void **state)
{
    (void)state;
    assert_out("//go:build ignore\npackage p\n"); /* no blank line needed */
    assert_out("\n// text\n\n//go:build ignore\n");
    assert_out("/* text */\n//go:build ignore\npackage p\n");
    assert_out("  //go:build ignore \r\n\r\npackage p\r\n");
    assert_out("\xEF\xBB\xBF//go:build ignore\n\npackage p\n");
    assert_fits("package p\n\n//go:build ignore\n");
    assert_fits("/*\n//go:build ignore\n*/\npackage p\n");
    assert_fits("/* x */ //go:build ignore\npackage p\n"); /* not at its line's start */
    assert_fits("// go:build ignore\n\npackage p\n");
    assert_fits("//go:buildx ignore\n\npackage p\n");
    assert_non_null(verdict("//go:build linux\n//go:build amd64\n\npackage p\n").error);
}

static void plus_build_lines(void **state)
{
    (void)state;
    assert_fits("// +build linux\n\npackage p\n");
    assert_fits("//+build windows linux\n\npackage p\n"); /* a blank is "or" */
    assert_fits("// +build windows linux,amd64\n\npackage p\n");
    assert_fits("// +build !windows\n// +build amd64\n\npackage p\n");
    assert_out("// +build linux,arm64\n\npackage p\n"); /* a comma is "and" */
    assert_out("// +build linux\n// +build arm64\n\npackage p\n");
    assert_out("// +build !!linux\n\npackage p\n");
    assert_out("// +build\n\npackage p\n");
    assert_out("// +build lin$ux\n\npackage p\n");
}

static void plus_build_lines_need_a_blank_line_below(void **state)
{
    (void)state;
    assert_fits("// +build ignore\npackage p\n"); /* the package's documentation */
    assert_out("// +build ignore\n\n// Package p\npackage p\n");
    assert_fits("/* text */\n\n// +build ignore\n\npackage p\n");
    assert_fits("// +buildx ignore\n\npackage p\n");
}

static void go_build_silences_plus_build(void **state)
{
    (void)state;
    assert_fits("//go:build linux\n// +build ignore\n\npackage p\n");
    assert_fits("// +build ignore\n\n//go:build linux\n\npackage p\n");
}

static void files_without_constraints_fit(void **state)
{
    (void)state;
    assert_fits("");
    assert_fits("package p");
    assert_fits("/* never closed");
    assert_fits("// text only");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_without_a_suffix_fit),
        cmocka_unit_test(suffixes_name_system_and_processor),
        cmocka_unit_test(some_systems_count_as_others),
        cmocka_unit_test(tags_of_the_target_hold),
        cmocka_unit_test(expressions),
        cmocka_unit_test(malformed_expressions_say_where),
        cmocka_unit_test(deep_expressions_are_refused),
        cmocka_unit_test(go_build_lines_stand_before_the_code),
        cmocka_unit_test(plus_build_lines),
        cmocka_unit_test(plus_build_lines_need_a_blank_line_below),
        cmocka_unit_test(go_build_silences_plus_build),
        cmocka_unit_test(files_without_constraints_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
