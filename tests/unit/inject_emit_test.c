/* What copies look like, byte for byte: their blanks, their directives, their columns. */
#include "injected.h"

static void assert_added(const char *source, const char *part)
{
    inject(source);
    assert_contains(added_to(0), part);
}

#define HEAD "package p\n\nimport \"testing\"\n\n"
#define TEST "func TestA(t *testing.T) { help(t) }\n"

/* ---- blanks --------------------------------------------------------------------------------- */

static void blanks_that_line_up_are_left_out(void **state)
{
    (void)state;
    assert_added(HEAD "func help(t *testing.T)     { _ = 1  + 2 }\n" TEST,
                 "func Help(t *benchline) { _ = 1  + 2 }\n");
    assert_added(HEAD "var (\n\thelp    = func(t *testing.T) {}\n\tlonger  = 1\n)\n" TEST,
                 "\tHelp = func(t *benchline) {}\n)\n");
    assert_added(HEAD "var a,  help   =  1,  other\nfunc other(t *testing.T) {}\n" TEST,
                 "var A, Help = 1, Other\n");
    /* the blanks end where a name that is replaced begins */
    assert_added(HEAD "type (\n\tholder  testing.T\n\tn       int\n)\n"
                      "func help(*holder) {}\nfunc TestA(t *testing.T) { help(nil) }\n",
                 "\tHolder benchline\n)\n");
}

static void blanks_around_comments_and_line_ends_stay(void **state)
{
    (void)state;
    assert_added(HEAD "func help(t *testing.T)  /* a  b */   {}\n" TEST,
                 "func Help(t *benchline) /* a  b */   {}\n");
    assert_added(HEAD "func help(t *testing.T)/* a  b */{}\n" TEST,
                 "func Help(t *benchline)/* a  b */{}\n");
    assert_added(HEAD "var help =  \n    other\nfunc other(t *testing.T) {}\n" TEST,
                 "var Help = \n    Other\n");
    assert_added(HEAD "var help =\n    other\nfunc other(t *testing.T) {}\n" TEST,
                 "var Help =\n    Other\n");
}

/* ---- directives ----------------------------------------------------------------------------- */

static void directives_above_a_declaration_go_with_it(void **state)
{
    (void)state;
    assert_added(HEAD
                 "//go:noinline\n//go:nosplit\n// help helps.\nfunc help(t *testing.T) {}\n" TEST,
                 "\n//go:noinline\n//go:nosplit\n//line x_test.go:8:1\nfunc Help(");
    assert_added(HEAD "//go:noinline\n\nfunc help(t *testing.T) {}\n" TEST,
                 "\n\n//line x_test.go:7:1\nfunc Help(");
    assert_added(HEAD "import _ \"unsafe\"\n\n//go:generate x\n//go:linkname help other\n"
                      "//go:noinline\nfunc help(t *testing.T) {}\n" TEST,
                 "\n\n//go:noinline\n//line x_test.go:10:1\nfunc Help(");
}

/* A line that begins as one but stands in a comment, and another comment somewhere below. */
static void what_looks_like_a_directive(void **state)
{
    (void)state;
    assert_added(HEAD "/*\n//go:noinline */\nfunc help(t *testing.T) {}\n// below\n" TEST,
                 "\n\n//line x_test.go:7:1\nfunc Help(");
    assert_added(HEAD "var s = ` \n//go:noinline `\nfunc help(t *testing.T) {}\n// below\n" TEST,
                 "\n\n//line x_test.go:7:1\nfunc Help(");
}

/* ---- columns -------------------------------------------------------------------------------- */

/* A helper that begins in this column, and what stands before it in the copy. */
static void assert_before(unsigned column, const char *before)
{
    BlBuf source = {0}, part = {0};
    bl_buf_printf(&source, HEAD "%*sfunc help(t *testing.T) {}\n" TEST, (int)(column - 1), "");
    bl_buf_printf(&part, "//line x_test.go:5:1\n%sfunc Help(", before);
    assert_added(source.data, part.data);
    bl_buf_free(&source);
    bl_buf_free(&part);
}

static void a_column_is_kept_with_blanks_or_far_away_with_a_directive(void **state)
{
    (void)state;
    char blanks[500] = "";
    assert_before(1, "");
    assert_before(2, " ");
    assert_before(3, "  ");
    memset(blanks, ' ', 498);
    assert_before(499, blanks);
    assert_before(500, "/*line :5:500*/");
    assert_before(501, "/*line :5:501*/");
}

/* ---- line ends ------------------------------------------------------------------------------ */

static void the_first_line_says_how_lines_end(void **state)
{
    (void)state;
    assert_added("\r\npackage p\r\nimport \"testing\"\r\nfunc TestA(t *testing.T) {}\r\n",
                 "\r\n" BLOCK_MARK "\r\n// checksum ");
    assert_contains(added_to(0), "\r\n\r\nfunc BenchmarkA(b *testing.B) {\r\n");
    assert_added("\npackage p\r\nimport \"testing\"\r\nfunc TestA(t *testing.T) {}\r\n",
                 "\n" BLOCK_MARK "\n// checksum ");
    assert_contains(added_to(0), "\n\nfunc BenchmarkA(b *testing.B) {\n");
    assert_added("package p;import \"testing\";func TestA(t *testing.T) {}",
                 "\n\n" BLOCK_MARK "\n// checksum ");
    assert_contains(added_to(0), ", no line end before;");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(blanks_that_line_up_are_left_out, injected_free),
        cmocka_unit_test_teardown(blanks_around_comments_and_line_ends_stay, injected_free),
        cmocka_unit_test_teardown(directives_above_a_declaration_go_with_it, injected_free),
        cmocka_unit_test_teardown(what_looks_like_a_directive, injected_free),
        cmocka_unit_test_teardown(a_column_is_kept_with_blanks_or_far_away_with_a_directive,
                                  injected_free),
        cmocka_unit_test_teardown(the_first_line_says_how_lines_end, injected_free),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
