/* Interned spellings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>

#include "benchline/syntax.h"
#include "syntax/symbols.h"

static GoSymbols *symbols;

static int set_up(void **state)
{
    (void)state;
    symbols = go_symbols_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    go_symbols_free(symbols);
    return 0;
}

static GoSym intern(const char *text)
{
    return go_intern(symbols, text, strlen(text));
}

static void equal_spellings_have_equal_numbers(void **state)
{
    (void)state;
    GoSym a = intern("alpha");
    char copy[] = "alphabet";
    assert_int_equal(go_intern(symbols, copy, 5), a);
    assert_int_not_equal(intern("alphabet"), a);
    assert_int_not_equal(intern("Alpha"), a);
    assert_int_not_equal(intern("alph"), a);
    assert_int_not_equal(a, 0);
}

static void spellings_outlive_their_source(void **state)
{
    (void)state;
    char source[] = "été";
    GoSym sym = intern(source);
    memset(source, 'x', sizeof source - 1);
    assert_true(bl_str_eq(go_spelling(symbols, sym), BL_STR("été")));
}

/* The number that the first new spelling gets. */
enum { FIRST = GO_SYM_BLANK + 1 };

static void the_blank_is_always_known(void **state)
{
    (void)state;
    assert_int_equal(go_lookup(symbols, BL_STR("_")), GO_SYM_BLANK);
    assert_int_equal(intern("_"), GO_SYM_BLANK);
    assert_int_equal(go_symbol_count(symbols), FIRST); /* no symbol, and the blank */
    assert_int_equal(go_spelling(symbols, 0).len, 0);
}

static void looking_up_adds_nothing(void **state)
{
    (void)state;
    assert_int_equal(go_lookup(symbols, BL_STR("beta")), 0);
    assert_int_equal(go_lookup(symbols, BL_STR("beta")), 0);
    assert_int_equal(go_symbol_count(symbols), FIRST);
    GoSym beta = intern("beta");
    assert_int_equal(go_lookup(symbols, BL_STR("beta")), beta);
    assert_int_equal(go_lookup(symbols, BL_STR("bet")), 0);
    assert_int_equal(go_lookup(symbols, BL_STR("")), 0);
}

static void numbers_go_up_one_by_one(void **state)
{
    (void)state;
    assert_int_equal(intern("a"), FIRST);
    assert_int_equal(intern("b"), FIRST + 1);
    assert_int_equal(intern("a"), FIRST);
    assert_int_equal(intern("c"), FIRST + 2);
    assert_int_equal(go_symbol_count(symbols), FIRST + 3);
}

static void spellings_of_every_length(void **state)
{
    (void)state;
    char text[64];
    GoSym known[64];
    memset(text, 'x', sizeof text);
    for (size_t len = 1; len < sizeof text; len++)
        known[len] = go_intern(symbols, text, len);
    for (size_t len = 1; len < sizeof text; len++) {
        assert_int_equal(go_intern(symbols, text, len), known[len]);
        text[len - 1] = 'y'; /* they differ in one byte only */
        assert_int_not_equal(go_intern(symbols, text, len), known[len]);
        text[len - 1] = 'x';
        assert_true(bl_str_eq(go_spelling(symbols, known[len]), bl_str(text, len)));
        assert_int_equal(go_spelling(symbols, known[len]).ptr[len], '\0');
    }
}

/* Many that begin alike, so that some of them meet in the table. */
static void spellings_with_the_same_beginning(void **state)
{
    (void)state;
    enum { HEAD = 16, COUNT = 255 }; /* bytes that a slot of the table holds */
    for (char first = 'a'; first <= 'z'; first++) {
        tear_down(NULL);
        set_up(NULL);
        char text[HEAD + 2] = "xxxxxxxxxxxxxxxx";
        text[0] = first;
        for (unsigned i = 0; i < COUNT; i++) {
            text[HEAD] = (char)(i + 1);
            assert_int_equal(go_intern(symbols, text, HEAD + 1), i + FIRST);
        }
        assert_int_equal(go_lookup(symbols, bl_str(text, HEAD)), 0);
        assert_int_equal(go_intern(symbols, text, HEAD), COUNT + FIRST);
        for (unsigned i = 0; i < COUNT; i++) {
            text[HEAD] = (char)(i + 1);
            assert_int_equal(go_lookup(symbols, bl_str(text, HEAD + 1)), i + FIRST);
        }
    }
}

/* They stand beside each other, whatever is kept together. */
static void long_spellings(void **state)
{
    (void)state;
    enum { LONGEST = 20000 };
    static const size_t lengths[] = {10000, 2000, 4096, 100, 1024, 1023, 1025, LONGEST, 5};
    enum { COUNT = sizeof lengths / sizeof *lengths };
    char text[LONGEST];
    GoSym known[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        memset(text, (int)('a' + i), lengths[i]);
        known[i] = go_intern(symbols, text, lengths[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        memset(text, (int)('a' + i), lengths[i]);
        assert_int_equal(go_lookup(symbols, bl_str(text, lengths[i])), known[i]);
        assert_true(bl_str_eq(go_spelling(symbols, known[i]), bl_str(text, lengths[i])));
        assert_int_equal(go_spelling(symbols, known[i]).ptr[lengths[i]], '\0');
    }
}

static void the_table_grows(void **state)
{
    (void)state;
    enum { COUNT = 100000 };
    char text[32];
    for (unsigned i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name%u", i);
        assert_int_equal(intern(text), i + FIRST);
    }
    assert_int_equal(go_symbol_count(symbols), COUNT + FIRST);
    assert_int_equal(go_lookup(symbols, BL_STR("_")), GO_SYM_BLANK);
    for (unsigned i = 0; i < COUNT; i++) {
        snprintf(text, sizeof text, "name%u", i);
        assert_int_equal(go_lookup(symbols, bl_cstr(text)), i + FIRST);
        assert_true(bl_str_eq(go_spelling(symbols, i + FIRST), bl_cstr(text)));
    }
}

static void files_share_symbols(void **state)
{
    (void)state;
    BlDiags diags = {0};
    GoFile one, two;
    assert_true(go_parse(&one, "1.go", BL_STR("package p; var shared, x int"), symbols, &diags));
    assert_true(go_parse(&two, "2.go", BL_STR("package p; var y = shared"), symbols, &diags));
    GoSym shared = go_lookup(symbols, BL_STR("shared"));
    GoRef last = 0;
    for (GoRef ref = two.root; ref; ref = go_walk(&two, two.root, ref))
        last = ref;
    assert_int_equal(go_sym(&two, last), shared);
    assert_true(go_has(&two, last, GO_UNRESOLVED)); /* scopes are each file's own */
    go_file_free(&one);
    go_file_free(&two);
    bl_diag_free(&diags);
}

#define with_symbols(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* Who knows how one table places spellings knows nothing of the next: a source cannot be written
 * so that its symbols collide. */
static void places_cannot_be_foreseen(void **state)
{
    (void)state;
    GoSymbols *one = go_symbols_new(), *other = go_symbols_new();
    unsigned alike = 0;
    for (uint64_t i = 0; i < 1000; i++) {
        GoHead head = {{0x6161616161616161u + i, i % 3 ? 0 : 0x62u + i}};
        alike += go_hash(one, head) % 1024 == go_hash(other, head) % 1024;
    }
    assert_in_range(alike, 0, 100);
    go_symbols_free(one);
    go_symbols_free(other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_symbols(equal_spellings_have_equal_numbers),
        with_symbols(spellings_outlive_their_source),
        with_symbols(the_blank_is_always_known),
        with_symbols(looking_up_adds_nothing),
        with_symbols(numbers_go_up_one_by_one),
        with_symbols(spellings_of_every_length),
        with_symbols(spellings_with_the_same_beginning),
        with_symbols(long_spellings),
        with_symbols(the_table_grows),
        with_symbols(files_share_symbols),
        cmocka_unit_test(places_cannot_be_foreseen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
