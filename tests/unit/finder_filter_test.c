/* Which functions are asked for: patterns, and filters made of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "benchline/finder.h"

static FindPattern *compile(const char *text)
{
    FindPatternError error;
    FindPattern *pattern = find_pattern_new(text, &error);
    if (!pattern)
        fail_msg("%s: %s at %zu", text, error.message, error.at);
    return pattern;
}

static bool matches(const char *text, const char *name)
{
    FindPattern *pattern = compile(text);
    bool yes = find_pattern_matches(pattern, name);
    find_pattern_free(pattern);
    return yes;
}

static void anywhere_in_the_name(void **state)
{
    (void)state;
    assert_true(matches("Parse", "TestParse"));
    assert_true(matches("Parse", "TestParseAll"));
    assert_false(matches("^Parse", "TestParse"));
    assert_true(matches("^TestParse$", "TestParse"));
    assert_false(matches("^TestParse$", "TestParseAll"));
    assert_true(matches("", "TestParse"));
    assert_true(matches("A|B", "TestB"));
    assert_false(matches("parse", "TestParse"));
}

/* What regexp/syntax lists. */
static void the_syntax_of_go(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *yes, *no;
    } rows[] = {
        {"(?i)parse", "TestPARSE", "TestPrint"},
        {"(?P<n>A)+", "TestAA", "TestB"},
        {"(?<n>A)+", "TestAA", "TestB"},
        {"(?:A|B)C", "TestBC", "TestDC"},
        {"\\ATestA\\z", "TestA", "TestAB"},
        {"\\bTest", "TestA", "FuzzTest"},
        {"[[:upper:]]{3}", "TestABC", "TestAbc"},
        {"[^[:lower:][:upper:]]", "Test1", "Test"},
        {"\\p{Greek}", "Testλ", "TestL"},
        {"\\pN", "Test1", "TestL"},
        {"\\x{3bb}", "Testλ", "Test"},
        {"Test.$", "Testλ", "Testλλ"},
        {"\\QA+\\E|B+?", "TestB", "TestAA"},
        {"A{2,3}$", "TestAAA", "TestA"},
        {"\\d\\w\\D", "Test1aB", "Test123"},
        {"(?s).(?U)A*", "TestA", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!matches(rows[i].pattern, rows[i].yes) || matches(rows[i].pattern, rows[i].no))
            fail_msg("%s", rows[i].pattern);
    }
}

static void what_is_no_pattern_has_a_place(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        size_t at;
    } rows[] = {
        {"Foo(", 4}, {"a)", 1}, {"[a", 2}, {"*a", 0}, {"a\\", 2}, {"λ(", 3}, {"a{2,1}", 5},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        FindPatternError error;
        assert_null(find_pattern_new(rows[i].pattern, &error));
        assert_string_not_equal(error.message, "");
        if (error.at != rows[i].at)
            fail_msg("%s: %s at %zu", rows[i].pattern, error.message, error.at);
    }
    FindPatternError error;
    assert_null(find_pattern_new("a\xFF", &error)); /* not UTF-8 */
    assert_null(find_pattern_new("(a)\\1", &error));
    assert_non_null(strstr(error.message, "back"));
    assert_null(find_pattern_new("\\C", &error));
}

/* Patterns that take other matchers forever. */
static void time_in_proportion_to_the_name(void **state)
{
    (void)state;
    char name[501] = "Test";
    memset(name + 4, 'a', sizeof name - 5);
    name[sizeof name - 2] = 'b';
    assert_false(matches("^Test(a+)+$", name));
    assert_false(matches("^Test(a|aa)+$", name));
    assert_false(matches("^Test(a?){50}a{50}$", name));
    assert_true(matches("(.*)(.*)(.*)(.*)(.*)b$", name));
    assert_true(matches("^Test(a?){600}b$", name)); /* which takes more than is given at first */
}

static void a_filter_asks_for_kind_and_name(void **state)
{
    (void)state;
    FindPattern *a = compile("A"), *b = compile("B"), *c = compile("C");
    const FindPattern *only[] = {a, b}, *skip[] = {c};
    assert_true(find_filter_takes(NULL, FOUND_MAIN, "TestMain"));
    FindFilter filter = {0};
    assert_true(find_filter_takes(&filter, FOUND_BENCHMARK, "BenchmarkX"));
    filter = (FindFilter){.kinds = FIND_KIND(FOUND_TEST) | FIND_KIND(FOUND_FUZZ)};
    assert_true(find_filter_takes(&filter, FOUND_TEST, "TestX"));
    assert_true(find_filter_takes(&filter, FOUND_FUZZ, "FuzzX"));
    assert_false(find_filter_takes(&filter, FOUND_EXAMPLE, "ExampleX"));
    filter = (FindFilter){.only = only, .only_count = 2, .skip = skip, .skip_count = 1};
    assert_true(find_filter_takes(&filter, FOUND_TEST, "TestA"));
    assert_true(find_filter_takes(&filter, FOUND_TEST, "TestB"));
    assert_false(find_filter_takes(&filter, FOUND_TEST, "TestX"));
    assert_false(find_filter_takes(&filter, FOUND_TEST, "TestAC"));
    filter.only_count = 0;
    assert_true(find_filter_takes(&filter, FOUND_TEST, "TestX"));
    assert_false(find_filter_takes(&filter, FOUND_TEST, "TestC"));
    find_pattern_free(a);
    find_pattern_free(b);
    find_pattern_free(c);
    find_pattern_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anywhere_in_the_name),
        cmocka_unit_test(the_syntax_of_go),
        cmocka_unit_test(what_is_no_pattern_has_a_place),
        cmocka_unit_test(time_in_proportion_to_the_name),
        cmocka_unit_test(a_filter_asks_for_kind_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
