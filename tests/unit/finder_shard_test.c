/* Parts of the whole: what the option takes, and that a package is in the same part for ever. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "benchline/finder.h"

static void reads_parts(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned index, count;
    } rows[] = {{"1/1", 1, 1}, {"2/3", 2, 3}, {"100000/100000", 100000, 100000}, {"02/03", 2, 3}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        FindShard shard = {0};
        assert_true(find_shard_read(rows[i].text, &shard));
        assert_int_equal(shard.index, rows[i].index);
        assert_int_equal(shard.count, rows[i].count);
    }
}

static void refuses_what_is_none(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "x",
                                        "0/4",
                                        "5/4",
                                        "1",
                                        "1/",
                                        "/4",
                                        "1/0",
                                        "-1/4",
                                        "1/-4",
                                        "+1/4",
                                        "1 /4",
                                        "1/ 4",
                                        "1/4 ",
                                        "1/4x",
                                        "1//4",
                                        "1/4/5",
                                        "1.0/4",
                                        "a/b",
                                        "0/0",
                                        "0x1/4",
                                        "1/100001",
                                        "100001/100001",
                                        "1/4294967297",
                                        "4294967297/4294967298",
                                        "18446744073709551617/4"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        FindShard shard = {7, 9};
        if (find_shard_read(texts[i], &shard))
            fail_msg("'%s' was taken", texts[i]);
        assert_int_equal(shard.index, 7);
        assert_int_equal(shard.count, 9);
    }
}

/* Computed by another program. They may never change: parts that two versions of benchline measured
 * would overlap. */
static void never_changes(void **state)
{
    (void)state;
    static const unsigned counts[] = {1, 2, 3, 7, 1000, 100000};
    static const struct {
        const char *module, *import_path;
        unsigned shards[6];
    } rows[] = {
        {"example.com/escape", "example.com/escape", {1, 1, 2, 4, 987, 22987}},
        {"example.com/words", "example.com/words/internal/tokens", {1, 2, 3, 7, 954, 26954}},
        {"std", "net/http", {1, 1, 2, 1, 237, 91237}},
        {NULL, ".", {1, 1, 3, 7, 37, 48037}},
        {"example.com/λ", "example.com/λ/x", {1, 1, 1, 3, 441, 33441}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t j = 0; j < sizeof counts / sizeof counts[0]; j++)
            assert_int_equal(find_shard_of(rows[i].module, rows[i].import_path, counts[j]),
                             rows[i].shards[j]);
}

/* Module and import path are not run together. */
static void tells_the_paths_apart(void **state)
{
    (void)state;
    assert_int_not_equal(find_shard_of("a", "bc", 100000), find_shard_of("ab", "c", 100000));
}

/* Of many packages every part has its share, give or take a quarter. */
static void parts_are_alike(void **state)
{
    (void)state;
    enum { PACKAGES = 8000 };
    for (unsigned count = 2; count <= 8; count++) {
        unsigned sizes[9] = {0};
        for (int i = 0; i < PACKAGES; i++) {
            char path[64];
            snprintf(path, sizeof path, "example.com/pool/p%d/internal", i);
            sizes[find_shard_of("example.com/pool", path, count)]++;
        }
        for (unsigned i = 1; i <= count; i++)
            assert_in_range(sizes[i], PACKAGES / count * 3 / 4, PACKAGES / count * 5 / 4);
    }
}

static void one_part_has_it(void **state)
{
    (void)state;
    assert_true(find_shard_has(&(FindShard){0}, "m", "m/p"));
    unsigned has = 0;
    for (unsigned i = 1; i <= 5; i++)
        has += find_shard_has(&(FindShard){i, 5}, "m", "m/p");
    assert_int_equal(has, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_parts),     cmocka_unit_test(refuses_what_is_none),
        cmocka_unit_test(never_changes),   cmocka_unit_test(tells_the_paths_apart),
        cmocka_unit_test(parts_are_alike), cmocka_unit_test(one_part_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
