/* What `{` is in the header of an if, for or switch statement: the body's, or a literal's.
 *
 * The expected column is what go/parser says of the same source: how many composite literals it
 * finds, REFUSED when it refuses the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <stdio.h>

#include "benchline/syntax.h"

enum { REFUSED = -1 };

typedef struct Row {
    const char *header;
    int literals;
} Row;

static const Row if_headers[] = {
    {"if x", 0},
    {"if x == T", 0},
    {"if x == T{}", REFUSED},
    {"if x == (T{})", 1},
    {"if (x == T{})", 1},
    {"if (T{}) == x", 1},
    {"if T{} == x", REFUSED},
    {"if T{1, 2}[0] == x", REFUSED},
    {"if x := T{}; x", REFUSED},
    {"if x := (T{}); x.y", 1},
    {"if x := []T{}; x", 1},
    {"if []T{} == nil", 1},
    {"if len([]T{1}) == 1", 1},
    {"if [2]T{} == x", 1},
    {"if [...]T{1} == x", 1},
    {"if x == [2]T{1, 2}", 1},
    {"if x == [2]T", REFUSED},
    {"if x == ([2]T)", REFUSED},
    {"if map[K]V{}[k]", 1},
    {"if map[K]V{} == nil", 1},
    {"if map[K]V{k: {1}}[k] == x", 2},
    {"if map[K][]V{}", 1},
    {"if map[K]map[K]V{}[a][b]", 1},
    {"if map[K]func(){}[k] == nil", 1},
    {"if struct{}{} == x", 1},
    {"if struct{ a, b int }{1, 2} == x", 1},
    {"if x == struct{}{}", 1},
    {"if x == struct{}", REFUSED},
    {"if interface{}(x) == y", 0},
    {"if interface{ m() }(x) == y", 0},
    {"if interface{}{} == x", REFUSED},
    {"if x.(interface{}) == y", 0},
    {"if x.(interface{ m() }).m()", 0},
    {"if x.(struct{ a int }).a == 1", 0},
    {"if x.(T) == y", 0},
    {"if x, ok := y.(T); ok", 0},
    {"if x, ok := y.(map[K]V); ok", 0},
    {"if x, ok := y.(func() bool); ok", 0},
    {"if func() bool { return true }()", 0},
    {"if f := func() {}; f != nil", 0},
    {"if func() {} == nil", 0},
    {"if func(int) T {}", 0},
    {"if func(x []T) []T { return []T{} }(nil) == nil", 1},
    {"if func() (a, b int) { return }; x", 0},
    {"if f(func() {})", 0},
    {"if f(func() { if x == (T{}) { } })", 1},
    {"if f(T{})", 1},
    {"if f(T{}, []T{{}, {}})", 4},
    {"if f(x)(T{})", 1},
    {"if x[T{}]", 1},
    {"if a[T{1}.i] == b", 1},
    {"if a[func() int { return 1 }()]", 0},
    {"if x == y[z]{}", REFUSED},
    {"if x == y[z]", 0},
    /* an index is no type, whatever it is of, so that what `*` or a call is of is none either */
    {"if x == a[0] * y", 0},
    {"if x == a[0][1] * y", 0},
    {"if x == f()[0] * y", 0},
    {"if x == \"ab\"[0] * y", 0},
    {"if x == 'a'[0] * y", 0},
    {"if x == 1[0] * y", 0},
    {"if x == []int{1}[0] * y", 1},
    {"if x == a[0](y)", 0},
    {"if x == \"ab\"[0](y)", 0},
    {"if x == []int{1}[0](y)", 1},
    {"if x == p.T{}", REFUSED},
    {"if x == p.T", 0},
    {"if x == (p.T{})", 1},
    {"if x == G[int]{}", REFUSED},
    {"if x == (G[int]{})", 1},
    {"if x == G[int](y)", 0},
    {"if x == []G[int]{}", 1},
    {"if []G[int]{}[0] == x", 1},
    {"if []G[a, b]{}[0] == x", 1},
    {"if []p.G[a]{}[0] == x", 1},
    {"if []*T{nil}[0] == x", 1},
    {"if []*p.T{nil}[0] == x", 1},
    {"if []chan int{}[0] == x", 1},
    {"if []<-chan int{}[0] == x", 1},
    {"if []chan<- int{}[0] == x", 1},
    {"if []func(int) (a, b T){}[0] == nil", 1},
    {"if []func(int) T{}[0] == nil", 1},
    {"if []func(){}[0] == nil", 1},
    {"if []interface{}{1}[0] == x", 1},
    {"if []struct{}{{}}[0] == x", 2},
    {"if [](T){}[0] == x", 1},
    {"if [](func()){}[0] == nil", 1},
    {"if chan int(x) == y", 0},
    {"if chan int{}", REFUSED},
    {"if (chan int)(x) == y", 0},
    {"if <-x", 0},
    {"if <-chan int(x) == y", 0},
    {"if <-c == T{}", REFUSED},
    {"if !x", 0},
    {"if !f(T{}) && g([]T{})", 2},
    {"if *p == T{}", REFUSED},
    {"if &T{} == x", REFUSED},
    {"if &[]T{} == x", 1},
    {"if &(T{}) == x", 1},
    {"if x && y == T{}", REFUSED},
    {"if x && y == []T{}", 1},
    {"if -x < [1]int{2}[0]", 1},
    {"if a; b", 0},
    {"if ; b", 0},
    {"if a;", REFUSED},
    {"if", REFUSED},
    {"if ;", REFUSED},
    {"if a := 1; b := 2", REFUSED},
    {"if a = 1", REFUSED},
    {"if a++", REFUSED},
    {"if a++; a", 0},
    {"if a <- b", REFUSED},
    {"if a <- b; c", 0},
    {"if a, b := c, d; e", 0},
    {"if a, b := T{}, d; e", REFUSED},
    {"if a, b := []T{}, d; e", 1},
    {"if a, b := []T{}, func() {}; e", 1},
    {"if a := x.(type); b", 0},
    {"if (x.(type))", 0},
    {"if f(x...)", 0},
    {"if f(T{}...)", 1},
    {"if f([]T{}...)", 1},
    {"if x[a:b]", 0},
    {"if x[a:b:c] == nil", 0},
    {"if x[T{}.a:] == nil", 1},
    {"if x.(T).y", 0},
    {"if x.(*T)", 0},
    {"if x.([]T) == nil", 0},
    {"if [](map[K]V){}[0] == nil", 1},
    {"if [1]struct{ f func() }{}[0].f == nil", 1},
    {"if f == func(a struct{}) struct{} { return a }", 0},
    {"if f == func(a struct{ b T }) interface{ m() } { return nil }", 0},
    {"if f == func() *T { return nil }", 0},
    {"if f == func() []T { return nil }", 0},
    {"if f == func() [2]T { return nil }", 0},
    {"if f == func() map[K]V { return nil }", 0},
    {"if f == func() chan T { return nil }", 0},
    {"if f == func() <-chan T { return nil }", 0},
    {"if f == func() chan<- T { return nil }", 0},
    {"if f == func() func() { return nil }", 0},
    {"if f == func() func() T { return nil }", 0},
    {"if f == func() p.T { return nil }", 0},
    {"if f == func() G[T] { return nil }", 0},
    {"if f == func() p.G[T, U] { return nil }", 0},
    {"if f == func() (T) { return nil }", 0},
    {"if f == func() (a T, err error) { return nil }", 0},
    {"if f == func() (func()) { return nil }", 0},
    {"if f == func() { return }", 0},
    {"if f == func() T", REFUSED},
    {"if f == func()", REFUSED},
    {"if a == (func() T)(b)", 0},
    {"if a == []func() T(b)", 0},
    {"if x := map[string]int{\"a\": 1}; x[\"a\"] == 1", 1},
    {"if v, ok := map[string]T{\"a\": {}}[\"a\"]; ok", 2},
    {"if err := f(); err != nil && err != (E{})", 1},
    {"if (x) == (y)", 0},
    {"if ((x))", 0},
    {"if (x)", 0},
    {"if (T)", 0},
    {"if (T){}", REFUSED},
    {"if ([]T){} == nil", REFUSED},
    {"if x == ([]T)", REFUSED},
    {"if x == (struct{})", REFUSED},
    {"if x == -([]T)", REFUSED},
    {"if x.y.z", 0},
    {"if x.y.z{}", REFUSED},
    {"if a < b > (c)", 0},
    {"if a < b", 0},
    {"if G[a](b)", 0},
    {"if G[a, b](c)", 0},
    {"if G[a, b]{} == c", REFUSED},
    {"if G[[]T](x)", 0},
    {"if G[struct{}](x)", 0},
    {"if G[struct{ a int }]{} == x", REFUSED},
    {"if G[func()](x)", 0},
    {"if x.(G[a])", 0},
    {"if x == `{`", 0},
    {"if x == \"{\"", 0},
    {"if x == '{'", 0},
    {"if x /* { */", 0},
    {"if x == y.T[z]{}", REFUSED},
    {"if x { } else if y", 0},
    {"if x { } else if T{}", REFUSED},
    {"if x { } else if (T{})", 1},
    {"if x { } else if y := []T{}; y", 1},
    {"if x { } else", 0},
    {"if []p.T.b", 0},
    {"if [2]p.T.b == x", 0},
    {"if f == func() p.T.a", 0},
    {"if x == []p.T.a{}", REFUSED},
    {"if chan int", 0},
    {"if x == chan int", 0},
    {"if c == (chan T)", 0},
    {"if f == func() chan int", REFUSED},
};

static const Row for_headers[] = {
    {"for", 0},
    {"for x", 0},
    {"for ;;", 0},
    {"for x;;", 0},
    {"for ; x;", 0},
    {"for ;; x", 0},
    {"for ;; x++", 0},
    {"for i := 0; i < n; i++", 0},
    {"for i := 0; i < n; T{}", REFUSED},
    {"for i := 0; i < T{}.n; i++", REFUSED},
    {"for i := 0; i < (T{}).n; i++", 1},
    {"for i := 0; i < len([]T{}); i++", 1},
    {"for i := (T{}); i.ok(); i.next()", 1},
    {"for i, j := []T{}, 0; j < 1; j++", 1},
    {"for ; ; f(T{})", 1},
    {"for ; ; f(func() {})", 0},
    {"for x := range y", 0},
    {"for x := range T{}", REFUSED},
    {"for x := range (T{})", 1},
    {"for x := range []T{}", 1},
    {"for x := range []T{{1}, {2}}", 3},
    {"for x := range []byte(s)", 0},
    {"for x := range []T", REFUSED},
    {"for x := range [...]string{\"a\"}", 1},
    {"for x := range [3]T{}", 1},
    {"for x := range map[K]V{}", 1},
    {"for x := range map[string][]T{\"a\": {}}", 2},
    {"for x := range map[K]struct{}{}", 1},
    {"for x := range struct{}{}", 1},
    {"for x := range p.T{}", REFUSED},
    {"for x := range G[int]{}", REFUSED},
    {"for x := range []G[int]{}", 1},
    {"for x := range f(T{})", 1},
    {"for x := range func(yield func(int) bool) { yield(1) }", 0},
    {"for x := range func(yield func(int) bool) {}", 0},
    {"for x := range make(chan T)", 0},
    {"for x := range chan T(nil)", 0},
    {"for x := range (chan T)(nil)", 0},
    {"for x := range <-c", 0},
    {"for x := range 10", 0},
    {"for x := range *p", 0},
    {"for x := range &[1]T{}", 1},
    {"for x, y := range z", 0},
    {"for x, y := range []T{}", 1},
    {"for _, x := range []T{}", 1},
    {"for x, y, z := range w", REFUSED},
    {"for range x", 0},
    {"for range []T{}", 1},
    {"for range T{}", REFUSED},
    {"for range", REFUSED},
    {"for range x; y", REFUSED},
    {"for x = range y", 0},
    {"for x[T{}] = range y", 1},
    {"for x[0], y.z = range []T{}", 1},
    {"for []T{}[0] = range y", 1},
    {"for x := range y; z", REFUSED},
    {"for x := 1; range y", REFUSED},
    {"for x := y", REFUSED},
    {"for x = y", REFUSED},
    {"for x := range y[T{}]", 1},
    {"for x := range y[1:2]", 0},
    {"for x := range []T(y)[1:]", 0},
    {"for x := range [2]T{}[:]", 1},
    {"for x, y = range f(func() T { return T{} })", 1},
    {"for *p = range y", 0},
    {"for f().x = range y", 0},
    {"for x < y { } for z", REFUSED},
    {"for x := range []interface{ m() }{a}", 1},
    {"for x := range []func() []T{}", 1},
    {"for x := range []func() T{f}", 1},
    {"for x := range []func() (T){f}", 1},
    {"for x := range []func() (T, error){f}", 1},
    {"for x := range []func(T) func(T) T{f}", 1},
    {"for x := range []map[K]V{{}}", 2},
    {"for x := range [][]T{{}}", 2},
    {"for x := range [][2]T{{}}", 2},
    {"for x := range [n + 1]T{}", 1},
    {"for x := range [f(T{})]T{}", 2},
    {"for x := range [len([]T{})]T{}", 2},
    {"for i := range []*[]T{}", 1},
    {"for i := range map[[2]int]T{}", 1},
    {"for i := range map[struct{ a int }]T{}", 1},
    {"for i := range map[interface{}]T{}", 1},
    {"for i := range map[string]interface{}{}", 1},
    {"for i := range map[string]func(){}", 1},
    {"for i := range map[string]func() {}", 1},
    {"for i := range []chan []T{}", 1},
    {"for i := range []chan chan T{}", 1},
    {"for i := range []chan func(){}", 1},
    {"for i := range []chan struct{}{}", 1},
    {"for i := range []<-chan <-chan T{}", 1},
    {"for i := range []chan (<-chan T){}", 1},
    {"for i := range []chan<- chan T{}", 1},
    {"for i := range []struct{ a []struct{ b int } }{{}}", 2},
    {"for i := range append([]T{}, T{})", 2},
    {"for i := range (([]T{}))", 1},
    {"for i := range ([]T){}", REFUSED},
    {"for i := range ([]T)", REFUSED},
    {"for i := range ([]T)(x)", 0},
    {"for i := range (T){}", REFUSED},
    {"for i := range (struct{}){}", REFUSED},
    {"for i := range (map[K]V){}", REFUSED},
    {"for i := range *[]T{}", 1},
    {"for i := range -[]T{}", 1},
    {"for i := range x + []T{}", 1},
    {"for i := range x == T{}", REFUSED},
    {"for i := range x.y{}", REFUSED},
    {"for i := range x().y{}", REFUSED},
    {"for i := range x[0]{}", REFUSED},
    {"for i := range x[0].y{}", REFUSED},
    {"for i := range []x.y{}", 1},
    {"for i := range []x.y[z]{}", 1},
    {"for i := range []x.y[z]", REFUSED},
    {"for i := range []x.y[z](w)", 0},
    {"for i := range []x[y]{}", 1},
    {"for i := range []x[y][z]{}", REFUSED},
    {"for i := range \"abc\"", 0},
    {"for i := range 'a'", 0},
    {"for a, b = 1, 2; ; ", 0},
    {"for func() {}; ; ", 0},
    {"for ; func() bool { return true }(); ", 0},
    {"for ; ; func() {}()", 0},
    {"for ; ; x = []T{}", 1},
    {"for ; ; x = T{}", REFUSED},
    {"for ; ; x = (T{})", 1},
    {"for ; ; x, y = a, b", 0},
    {"for ; ; x := 1", 0},
    {"for x := []T{}; x; x = x[1:]", 1},
    {"for a := (struct{}{}); ; a = struct{}{}", 2},
    {"for a := range struct{ f []int }{}.f", 1},
    {"for select_ := range x", 0},
    {"for x := range func() []T { return []T{} }()", 1},
    {"for x := range y { } ; for z", 0},
    {"for range []p.T.a", 0},
    {"for range map[K]p.T.a", 0},
    {"for range func(a int) p.T.a", 0},
    {"for x := y; (map[K]V); ", 0},
    {"for ; ; ([2]T)", REFUSED},
    {"for ; ; x += ([]T)", REFUSED},
    {"for ; ; x := ([...]T)", REFUSED},
    {"for ; ; c <- ([]T)", REFUSED},
    {"for x := ([]T); ; ", 0},
    {"for (map[K]V)", REFUSED},
    {"for x := range func(a [...]int) {}", REFUSED},
    {"for x := range []p.T[A]{}", 1},
    {"for x := range []p.T[A].b", 0},
    {"for range chan int", 0},
    {"for range <-chan int", 0},
    {"for x := range chan<- []T", 0},
    {"for range interface{}", 0},
    {"for x := range chan struct{}", 0},
    {"for x := range chan map[K]V", 0},
};

static const Row switch_headers[] = {
    {"switch", 0},
    {"switch x", 0},
    {"switch x;", 0},
    {"switch x; y", 0},
    {"switch ; y", 0},
    {"switch ;", 0},
    {"switch T{}", REFUSED},
    {"switch (T{})", 1},
    {"switch x := T{}; x", REFUSED},
    {"switch x := (T{}); x", 1},
    {"switch x := []T{}; x", 1},
    {"switch x := y.(type)", 0},
    {"switch x.(type)", 0},
    {"switch y := f(); x := y.(type)", 0},
    {"switch y := (T{}); x := y.(type)", 1},
    {"switch y := []T{}; x := y.(type)", 1},
    {"switch x := f(func() {}).(type)", 0},
    {"switch x := interface{}(y).(type)", 0},
    {"switch x := []T{}[0].(type)", 1},
    {"switch x := T{}.(type)", REFUSED},
    {"switch x := (T{}).(type)", 1},
    {"switch x := y.(T)", REFUSED},
    {"switch x, y := z.(type)", REFUSED},
    {"switch x = y.(type)", REFUSED},
    {"switch x := y", REFUSED},
    {"switch (x.(type))", 0},
    {"switch x.(type); y", 0},
    {"switch f(T{})", 1},
    {"switch []T{}[0]", 1},
    {"switch len([]T{})", 1},
    {"switch func() int { return 1 }()", 0},
    {"switch x := func() {}; x", 0},
    {"switch struct{}{}", 1},
    {"switch map[K]V{}[k]", 1},
    {"switch [2]T{}", 1},
    {"switch interface{}(x)", 0},
    {"switch interface{}", 0},
    {"switch x.(interface{}).(type)", 0},
    {"switch <-c", 0},
    {"switch x := <-c; x", 0},
    {"switch x := <-c; x := x.(type)", 0},
    {"switch x++", REFUSED},
    {"switch x++; y", 0},
    {"switch x <- y; z", 0},
    {"switch x == T{}", REFUSED},
    {"switch x == y[T{}]", 1},
    {"switch a.b.c{}", REFUSED},
    {"switch a[b]{}", REFUSED},
    {"switch G[int]{}", REFUSED},
    {"switch []G[int]{}[0]", 1},
    {"switch chan int(nil)", 0},
    {"switch func()", REFUSED},
    {"switch func() {}", 0},
    {"switch func(a T) (b T) {}", 0},
    {"switch !x", 0},
    {"switch ~x", 0},
    {"switch x...", REFUSED},
    {"switch [1]p.T.a", 0},
    {"switch map[K]p.T.a", 0},
    {"switch x := ([]T); x", 0},
    {"switch ([]T)", REFUSED},
};

/* Parses `func f() { HEADER { } }`: how many composite literals, or REFUSED. */
static int literals_of(const char *header)
{
    BlBuf source = {0};
    BlDiags diags = {0};
    GoSymbols *symbols = go_symbols_new();
    GoFile file;
    bl_buf_printf(&source, "package p; func f() { %s { } }", header);
    int count = REFUSED;
    if (go_parse(&file, "x.go", bl_buf_view(&source), symbols, &diags)) {
        count = 0;
        for (GoRef ref = file.root; ref; ref = go_walk(&file, file.root, ref))
            count += go_kind(&file, ref) == GO_CompositeLit;
    }
    assert_int_equal(diags.errors, count == REFUSED);
    go_file_free(&file);
    go_symbols_free(symbols);
    bl_diag_free(&diags);
    bl_buf_free(&source);
    return count;
}

static void check(const Row *rows, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        int literals = literals_of(rows[i].header);
        if (literals == rows[i].literals)
            continue;
        wrong++;
        print_error("%s: %d literals, expected %d\n", rows[i].header, literals, rows[i].literals);
    }
    assert_int_equal(wrong, 0);
}

static void headers_of_if(void **state)
{
    (void)state;
    check(if_headers, sizeof if_headers / sizeof *if_headers);
}

static void headers_of_for(void **state)
{
    (void)state;
    check(for_headers, sizeof for_headers / sizeof *for_headers);
}

static void headers_of_switch(void **state)
{
    (void)state;
    check(switch_headers, sizeof switch_headers / sizeof *switch_headers);
}

/* A header inside brackets inside a header, to some depth: each brace finds its own. */
static void headers_inside_headers(void **state)
{
    (void)state;
    enum { DEPTH = 200 };
    BlBuf header = {0};
    for (int i = 0; i < DEPTH; i++)
        bl_buf_puts(&header, "if f(func() { ");
    bl_buf_puts(&header, "for range []T{}");
    for (int i = 0; i < DEPTH; i++)
        bl_buf_puts(&header, " { } }, (T{}))");
    assert_int_equal(literals_of(header.data), DEPTH + 1);
    bl_buf_free(&header);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_of_if),
        cmocka_unit_test(headers_of_for),
        cmocka_unit_test(headers_of_switch),
        cmocka_unit_test(headers_inside_headers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
