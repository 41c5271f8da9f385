/* Which names in a copy mean what is copied: keys of composite literals, receivers, and names that
 * mean something else. */
#include "injected.h"

#include <unistd.h>

/* ---- keys of composite literals ------------------------------------------------------------- */

#define KEYS                                  \
    "package p\n\nimport \"testing\"\n\n"     \
    "var key *testing.T\n"                    \
    "const index = len([1]*testing.T{})\n"    \
    "type fields struct{ key, index int }\n"  \
    "type plain map[*testing.T]int\n"         \
    "type named plain\n"                      \
    "type inner (plain)\n"                    \
    "type one[V any] map[*testing.T]V\n"      \
    "type two[K comparable, V any] map[K]V\n" \
    "type list [2]int\n"                      \
    "type local = other\n"                    \
    "func TestA(t *testing.T) { type other fields; _ = "

/* What becomes of an expression. */
static void assert_becomes(const char *expression, const char *wanted)
{
    BlBuf source = {0}, part = {0};
    bl_buf_printf(&source, KEYS "%s }\n", expression);
    bl_buf_printf(&part, "{ type other fields; _ = %s }\n", wanted);
    inject(source.data);
    assert_contains(added_to(0), part.data);
    injected_free(NULL);
    bl_buf_free(&source);
    bl_buf_free(&part);
}

static void a_key_is_a_value_or_a_field(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"fields{key: 1}", "fields{key: 1}"},
        {"struct{ key int }{key: 1}", "struct{ key int }{key: 1}"},
        {"map[*testing.T]int{key: 1}", "map[*benchline]int{Key: 1}"},
        {"plain{key: 1}", "Plain{Key: 1}"},
        {"named{key: 1}", "Named{Key: 1}"},
        {"inner{key: 1}", "Inner{Key: 1}"},
        {"one[int]{key: 1}", "One[int]{Key: 1}"},
        {"two[*testing.T, int]{key: 1}", "two[*benchline, int]{Key: 1}"},
        {"[]int{index: 1}", "[]int{Index: 1}"},
        {"[...]int{index: 1}", "[...]int{Index: 1}"},
        {"list{index: 1}", "list{Index: 1}"},
        /* a type of another package is taken for a struct */
        {"q.fields{key: 1}", "q.fields{key: 1}"},
        /* a local type, and a name of a package's type that leads to nothing here */
        {"other{key: 1}", "other{key: 1}"},
        {"local{key: 1}", "local{key: 1}"},
        /* a value is a value everywhere */
        {"fields{index: index}", "fields{index: Index}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_becomes(rows[i][0], rows[i][1]);
}

static void a_literal_without_a_type_has_the_element_s(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"[]plain{{key: 1}}", "[]Plain{{Key: 1}}"},
        {"[2]plain{{key: 1}}", "[2]Plain{{Key: 1}}"},
        {"[]*plain{{key: 1}}", "[]*Plain{{Key: 1}}"},
        {"[]fields{{key: 1}}", "[]fields{{key: 1}}"},
        {"[]*fields{index: {key: 1}}", "[]*fields{Index: {key: 1}}"},
        {"[][]plain{{{key: 1}}}", "[][]Plain{{{Key: 1}}}"},
        {"map[string]plain{\"\": {key: 1}}", "map[string]Plain{\"\": {Key: 1}}"},
        {"map[list]fields{{index: 1}: {index: 2}}", "map[list]fields{{Index: 1}: {index: 2}}"},
        {"map[fields]list{{index: 1}: {index: 2}}", "map[fields]list{{index: 1}: {Index: 2}}"},
        {"fields{{key: 1}}", "fields{{key: 1}}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_becomes(rows[i][0], rows[i][1]);
}

static void a_key_that_another_file_declares(void **state)
{
    (void)state;
    const InjectFile files[] = {
        file_of("a_test.go", "package p\nimport \"testing\"\nvar key *testing.T\n"
                             "type fields struct{ key int }\n"),
        file_of("b_test.go", "package p\nimport \"testing\"\nfunc TestB(t *testing.T) {\n"
                             "\t_ = map[*testing.T]int{key: 1}\n\t_ = fields{key: 1}\n}\n"),
    };
    inject_files(files, 2, NULL);
    assert_contains(added_to(1), "\t_ = map[*benchline]int{Key: 1}\n\t_ = fields{key: 1}\n");
}

/* Types that lead nowhere, which the compiler refuses: the end of them is found all the same. */
static void types_that_are_named_in_a_circle(void **state)
{
    (void)state;
    alarm(60);
    inject("package p\nimport \"testing\"\nvar key *testing.T\ntype a b\ntype b a\n"
           "func TestA(t *testing.T) { _ = a{key: 1} }\n");
    alarm(0);
    assert_contains(added_to(0), "_ = a{key: 1}");
}

/* One step of a stack for each of these would be too many. */
static void literals_deep_inside_of_each_other(void **state)
{
    (void)state;
    enum { DEPTH = 150000 };
    BlBuf source = {0};
    bl_buf_puts(&source, "package p\nimport \"testing\"\nvar key *testing.T\n"
                         "func TestA(t *testing.T) { _ = x");
    for (int i = 0; i < DEPTH; i++)
        bl_buf_putc(&source, '{');
    bl_buf_puts(&source, "key: 1");
    for (int i = 0; i < DEPTH; i++)
        bl_buf_putc(&source, '}');
    bl_buf_puts(&source, " }\n");
    inject(source.data);
    assert_contains(added_to(0), "{key: 1}");
    injected_free(NULL);
    bl_buf_free(&source);
}

/* ---- names that mean something else --------------------------------------------------------- */

/* Whatever numbers the nodes of the two files have: a local name is not that of another file. */
static void a_local_name_hides_that_of_another_file(void **state)
{
    (void)state;
    BlBuf source = {0};
    for (int before = 0; before < 40; before++) {
        bl_buf_clear(&source);
        bl_buf_puts(&source, "package p\nimport \"testing\"\nfunc TestB(t *testing.T) {\n");
        for (int i = 0; i < before; i++)
            bl_buf_puts(&source, "\t_ = 1\n");
        bl_buf_puts(&source, "\tvar help int\n\t_ = help\n}\n");
        const InjectFile files[] = {
            file_of("a_test.go",
                    "package p\nimport \"testing\"\nfunc TestA(t *testing.T) { help(t); help(t); "
                    "help(t); help(t); help(t) }\nfunc help(t *testing.T) {}\n"),
            file_of("b_test.go", source.data),
        };
        inject_files(files, 2, NULL);
        assert_contains(added_to(1), "\tvar help int\n\t_ = help\n}\n");
    }
    injected_free(NULL);
    bl_buf_free(&source);
}

/* ---- receivers ------------------------------------------------------------------------------ */

static void methods_of_a_receiver_however_it_is_written(void **state)
{
    (void)state;
    inject("package p\nimport \"testing\"\n"
           "type holder struct{ t *testing.T }\n"
           "func (holder) a() {}\n"
           "func (*holder) b() {}\n"
           "func ((holder)) c() {}\n"
           "func (*(holder)) d() {}\n"
           "func ((*holder)) e() {}\n"
           "type one[P any] struct{ t *testing.T }\n"
           "func (*one[P]) f() {}\n"
           "type two[P, Q any] struct{ t *testing.T }\n"
           "func (two[P, Q]) g() {}\n"
           "func TestA(t *testing.T) { _, _, _ = holder{}, one[int]{}, two[int, int]{} }\n");
    static const char *const methods[] = {"func (Holder) a() {}",    "func (*Holder) b() {}",
                                          "func ((Holder)) c() {}",  "func (*(Holder)) d() {}",
                                          "func ((*Holder)) e() {}", "func (*One[P]) f() {}",
                                          "func (Two[P, Q]) g() {}"};
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        assert_contains(added_to(0), methods[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(a_key_is_a_value_or_a_field, injected_free),
        cmocka_unit_test_teardown(a_literal_without_a_type_has_the_element_s, injected_free),
        cmocka_unit_test_teardown(a_key_that_another_file_declares, injected_free),
        cmocka_unit_test_teardown(types_that_are_named_in_a_circle, injected_free),
        cmocka_unit_test_teardown(literals_deep_inside_of_each_other, injected_free),
        cmocka_unit_test_teardown(a_local_name_hides_that_of_another_file, injected_free),
        cmocka_unit_test_teardown(methods_of_a_receiver_however_it_is_written, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
