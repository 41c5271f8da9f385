package main

// What the exhaustive cases are made of. `@` is a hole; Go has no use for that character. In what has
// two holes, `#` is the second.
const (
	hole       = "@"
	secondHole = "#"
)

// ---- files ---------------------------------------------------------------------------------------

var declFrames = []string{
	"var x = @", "var x @", "var x, y @ = @, @", "var (\n\tx = @\n\ty @\n)", "var x [@]T", "var x [@]@",
	"const x = @", "const x @ = @", "const (\n\tx = @\n\ty\n\tz @ = 1\n)", "const x, y = @, @",
	"type T @", "type T = @", "type (\n\tT @\n\tU = @\n)", "type T [@]int", "type T [@,]int", "type T [P @]int",
	"type T [P @,]int", "type T[P, Q @] @", "type T[P @, Q @] = @", "type T [P *@]int", "type T [P (@)]int",
	"type T [P *@,]int", "type T [P *@|Q]int", "type T [@|Q]int", "type T [P ~@|~@]int", "type T[P interface{@}] int",
	"type T [P * @ * Q]int", "type T [(@)]int", "type T[P [@]C] int", "type T[P @|Q] int", "type T [...]@",
	"type T struct { @ }", "type T struct { x @ }", "type T struct { x, y @ `tag` }", "type T struct { x [@]int; y int }",
	"type T struct { *@ }", "type T struct { (@) }", "type T struct { @ \"tag\" }", "type T struct { T[@] }",
	"type T struct { T[@, @] }", "type T struct { p.T[@] }", "type T struct { *T[@] }", "type T struct { x T[@] }",
	"type T interface { @ }", "type T interface { m(@) @ }", "type T interface { @ | @ }", "type T interface { ~@ }",
	"type T interface { ~@|~@; m() }", "type T interface { m(x @); @ }", "type T interface { @; comparable }",
	"func f(@)", "func f(x @)", "func f(x, y @)", "func f(x @, y @)", "func f(x ...@)", "func f(@, @)", "func f(x @,)",
	"func f(...@)", "func f(@) (@)", "func f() @", "func f() (x @)", "func f() (@, @)", "func f() (@) {}", "func f() @ {}",
	"func f[@]()", "func f[P @]()", "func f[P, Q @](x @) @", "func f[P @, Q @,]()", "func f[P ~@|@]()", "func f[P *@]()",
	"func (@) m()", "func (r @) m()", "func (r *@) m()", "func (r T[@]) m()", "func (r T[@, @]) m(x @)", "func (r *T[@]) m() @ {}",
	"func (r @) m(@) @ { return @ }", "func f(x [@]int)", "func f(x T[@])", "func f(x T[@, @])", "func f(T[@])", "func f(T[@], x int)",
	"func f(T[@, @])", "func f(p.T[@])", "func f(x p.T[@])", "func f(x map[@]@)", "func f(x chan @)", "func f(x <-chan @)",
	"func f(chan<- @)", "func f(func(@) @)", "func f(x func(@) @) {}", "var x map[@]@", "var x chan @", "var x <-chan @",
	"var x chan<- @", "var x []@", "var x [...]@", "var x func(@) @", "var x func(x @, y ...@)", "var x struct{@}", "var x interface{@}",
	"var x = []@{}", "var x = [...]@{@}", "var x = [@]T{@: @}", "var x = map[@]@{@: @}", "var x = T{@}", "var x = T{@: @}",
	"var x = T{x: @,}", "var x = T{{@}, {@: @}}", "var x = &T{@}", "var x = T[@]{@}", "var x = p.T{@}", "var x = struct{@}{@}",
	"var x = f(@)", "var x = f(@, @)", "var x = f(@...)", "var x = f(@,)", "var x = x[@]", "var x = x[@:@]", "var x = x[@:@:@]",
	"var x = x[@,]", "var x = x[@, @]", "var x = x.(@)", "var x = func(@) {}", "var x = func() @ {}", "var x = func() { @ }",
	"import @", "import x @", "import (\n@\n)", "@",
}

var headerFrames = []string{
	"if @ {}", "if @ {\n}", "if x := @; x {}", "if @; x {}", "if ; @ {}", "if x; @ {}", "if @ == x {}", "if x == @ {}",
	"if !@ {}", "if x, y := @, @; x {}", "if @ {} else if @ {}", "if x {} else @", "if (@) {}", "if f(@) {}", "if x[@] {}",
	"if (x == @{}) {}", "if x == (@{}) {}", "if x == @{} {}", "if @ {@}", "if <-@ {}", "if x < @ {} else {}", "if x = @; x {}",
	"if -@ {}", "if *@ {}", "if x && @ {}", "if func() { @ }(); x {}", "if x := func() @ { return x }; x {}",
	"for @ {}", "for @; ; {}", "for ; @; {}", "for ; ; @ {}", "for x := @; x; x++ {}", "for range @ {}", "for x := range @ {}",
	"for x = range @ {}", "for x, y := range @ {}", "for x, y = range @ {}", "for @ = range x {}", "for @ := range x {}",
	"for x, @ := range x {}", "for @, @ = range x {}", "for x := 0; @; x = @ {}", "for ; ; x = @ {}", "for ; ; x += @ {}",
	"for ; ; x <- @ {}", "for x; @; y {}", "for @; @; @ {}", "for range f(@) {}", "for range x[@] {}", "for range (@) {}",
	"switch @ {}", "switch @ {\ncase @:\n}", "switch @; {}", "switch @; x {}", "switch ; @ {}", "switch x := @; x {}",
	"switch x := @.(type) {}", "switch @.(type) {\ncase @:\n}", "switch x.(type) {\ncase @, T:\ndefault:\n}", "switch {\ncase @, @:\n@\n}",
	"switch x := @; y := x.(type) {}", "switch @; x.(type) {}", "switch x {\ncase T{@}:\n}", "switch x = @.(type) {}", "switch (@).(type) {}",
	"switch x, y := @.(type) {}", "switch x := (@.(type)) {}", "switch @ = x {}", "switch x := @ {}", "if x := @ {}", "for x := @ {}",
	"select {\ncase @:\n}", "select {\ncase x := @:\n}", "select {\ncase x = @:\n}", "select {\ncase x <- @:\n}", "select {\ncase @ <- x:\n}",
	"select {\ncase x, y := <-@:\n@\n}", "select {\ncase @ = <-x:\n}", "select {\ncase @, y = <-x:\n}", "select {\ncase x, y, z := @:\n}",
	"select {\ndefault:\n@\n}", "select {\ncase x += @:\n}",
	"if struct{ x @ }{}.x {}", "for range []@{} {}", "for range [@]T{} {}", "for range map[@]@{} {}", "switch func() @ {}() {}",
	"if x == [...]@{} {}", "if interface{ m(@) }(x) {}", "if chan @(x) {}", "if (chan @)(x) {}", "if x.(@) {}", "if x.(@){} {}",
	"for range chan @ {}", "for range func(@) @ {} {}", "for range func(@) @ {} ( ) {}", "if []@(x) == nil {}", "if map[@]@(x) == nil {}",
	"if x == func(@) @ {} {}", "switch []@{}; x {}", "for x := []@{}; ; {}", "for ; ; x = []@{} {}", "if x := []@{}; x {}", "if x := T[@]{}; x {}",
}

var statementFrames = []string{
	"@", "x = @", "x := @", "x, y := @, @", "@ = x", "@ := x", "@, @ = x", "@, y := x", "x += @", "@ <<= x", "@++", "@--",
	"@ <- x", "x <- @", "x <- @ <- x", "go @", "defer @", "go @()", "defer func() { @ }()", "go (@)", "go (@)()", "return @",
	"return @, @", "{ @ }", "L: @", "L:\n@", "L: M: @", "var x = @", "var x @", "const x = @", "type T @", "type T [@]int",
	"type T[P @] int", "type T [P *@]int", "goto @", "break @", "continue @", "x.@", "@.x", "@:", "@: x", "f(@)", "f(@...)", "x(@, @,)",
	"_ = @", "_ = T{@}", "_ = [...]T{@}", "_ = []T{@: @}", "_ = @{}", "_ = (@)(x)", "_ = @(x)", "_ = @[x]", "_ = @[x, y]", "_ = @[x:y]",
	"_ = x + @ * y", "_ = @ + x", "_ = !@ == x", "_ = <-@", "_ = <-@(x)", "_ = &@", "_ = *@", "_ = x.(@)", "_ = func(@) {}",
	"_ = func() (@) { return }", "_ = func(x @) (@) {}(x)", "if x {} else if y { @ } else { @ }", "for { @ }", "fallthrough @",
}

// ---- expressions and types -------------------------------------------------------------------------

var expressions = []string{
	"a", "_", "a.b", "a.b.c", "(a)", "1", "0x1p-2", "1i", "'c'", `"s"`, "`r`", "a+b", "a*b", "a|b", "a&b", "a == b", "a && b || c",
	"-a", "!a", "^a", "&a", "*a", "<-a", "~a", "**a", "&*a", "- -a", "a[b]", "a[b, c]", "a[b,]", "a[:]", "a[b:]", "a[:b]", "a[b:c:d]", "a[::]",
	"a[]", "a.(T)", "a.(type)", "a()", "a(b)", "a(b, c...)", "a(b,)", "a(...)", "a(b)(c)", "T{}", "T{a}", "T{a: b}", "T{{}}", "T{a: {}, }",
	"p.T{}", "T[a]{}", "T[a, b]{}", "(T){}", "(T{})", "&T{}", "[]T{}", "[...]T{}", "[2]T{1: a}", "map[K]V{}", "struct{}{}", "struct{ a int }{1}",
	"[]struct{}{{}}", "[]T(a)", "map[K]V(a)", "func() {}", "func() {}()", "func(a int) (b T) { return }", "func() T { return T{} }()",
	"(func())(a)", "func() int(a)", "(*T)(a)", "(<-chan T)(a)", "<-chan T(a)", "chan T(a)", "chan<- T(a)", "interface{}(a)", "[]func() {}{}",
	"[]func(){}", "a <- b", "a = b", "a := b", "a++", "a, b", "a b", "a...", "...", "", "(", ")", "{}", "range a", "T{}.a", "T{}[0]", "T{} == T{}",
	"a < b, c > (d)", "(*T).m", "T.m", "[]T.m", "(a, b)", "func", "a\n.b", "a.\nb", "if a {}",
}

var types = []string{
	"T", "*T", "[]T", "[N]T", "[...]T", "[N*M]T", "[f(x)]T", "[T]", "map[K]V", "map[K]", "chan T", "<-chan T", "chan<- T", "chan (<-chan T)",
	"<-chan (<-chan T)", "<-chan <-chan T", "chan<- <-chan T", "chan <-chan T", "<-chan chan T", "<-chan chan<- T", "<-chan<- chan T", "<-chan (chan<- T)",
	"chan<- (chan T)", "<-(chan T)", "<-(<-chan T)", "<-chan<- T", "<-<-chan T", "chan", "func()", "func(T)", "func(a T)", "func(a, b T)", "func(a, b)",
	"func(a T, b)", "func(...T)", "func(a ...T)", "func(a ...T, b T)", "func() T", "func() (T)", "func() (a T)", "func(func()) func()", "func[P any]()",
	"func() (T, U)", "func() func() T", "struct{}", "struct{ T }", "struct{ *T }", "struct{ a, b T }", "struct{ T[a] }", "struct{ a []T; b [N]T }", "struct{ a T `t` }",
	"struct { func() }", "interface{}", "interface{ m() }", "interface{ T }", "interface{ ~T | U }", "interface{ m(); T; }", "interface { type T }", "(T)", "((T))",
	"(*T)", "*(T)", "([]T)", "(func())", "(chan T)", "(struct{})", "(map[K]V)", "p.T", "p.T[U]", "*p.T", "T[U]", "T[U, V]", "T[[]U]", "T[*U]", "T[U[V]]", "T[func()]", "T[U,]",
	"T[]", "~T", "T|U", "~T|~U", "*T|U", "T|*U", "[]T|U", "P T", "P *T", "P interface{}", "P *T, Q any", "P []T",
}

// One operand of each sort that some parser has been wrong about.
var coreOperands = []string{
	"", "a", "a.b", "1", `"s"`, "-a", "*a", "<-a", "a*b", "a|b", "a[b]", "a[b, c]", "a(b)", "a(b, c...)", "(a)", "T{}", "(T){}", "[]T{}", "[...]T{a}",
	"struct{}{}", "func() {}", "func() T { return T{} }()", "a.(T)", "a.(type)", "a = b", "a := b", "*T", "[N]T", "[...]T", "chan T", "<-chan (<-chan T)",
	"chan<- <-chan T", "func(a, b T)", "func(a ...T) (b T)", "interface{ ~T | U }", "map[K]V", "(*T)", "T[U]", "~T", "P *T", "...",
}

// One statement of each sort that ends, or may not end, in its own way.
var coreStatements = []string{
	"", ";", "x", "x, y = y, x", "{}", "if x {}", "for x := range y {}", "L:", "case x:", "default:", "var x int", "return", "T{}", "} {", "/*",
}

var contexts = []string{
	"@", "(@)", "-@", "*@", "&@", "<-@", "~@", "<-(@)", "@.a", "@.(T)", "@.(type)", "@()", "@(a)", "@[a]", "@[a, b]", "@[:]", "@{}", "@{a}", "@{a: b}",
	"(@){}", "@{}.a", "f(@)", "f(@, a)", "f(a, @)", "f(@...)", "(@)(a)", "a[@]", "a[@:]", "a[:@]", "a[a:@:@]", "a[@, b]", "a[b, @]", "a.(@)",
	"T{@}", "T{@: a}", "T{a: @}", "T{{@}}", "T{@: {a}}", "[]@{}", "[@]T{}", "[@]T", "[]@", "map[@]T", "map[K]@", "map[@]T{}", "map[K]@{@: @}", "chan @",
	"<-chan @", "chan<- @", "chan (@)", "func(@)", "func(a @)", "func(a, @)", "func(a ...@)", "func() @", "func() (@)", "func(@) {}", "func() @ {}", "func() { @ }",
	"func() { return @ }()", "struct{ a @ }", "struct{ @ }{}", "struct{ a [@]T }", "interface{ m(@) }", "interface{ @ }", "@ + a", "a * @", "a == @", "@ && a",
	"a | @", "*@ + a", "-@ * @", "@, a", "a, @", "@ a", "a @", "@ = a", "@ := a", "@ <- a", "*(@)", "*@{}", "&@{}", "P *@", "P (@)", "P *@ | a", "P @, Q", "@ | ~a",
	"T[@]", "T[@]{}", "T[@, b]{}", "p.T[@]", "if @ {}", "switch @ {}", "func() { if @ {} }", "func() { for range @ {} }",
}

// The places where most depends on what stands there.
var coreFrames = append([]string{"var x = @", "var x @", "type T [@]int", "type T[P @] int", "func f(@)", "type T struct { @ }", "type T interface { @ }"},
	inBody([]string{"@", "if @ {}", "for x := range @ {}", "switch x := @.(type) {}", "select {\ncase @:\n}", "x = @"})...)

var pairContexts = []string{
	"@ #", "@, #", "@ + #", "@ * #", "@ | #", "@(#)", "@[#]", "@{#}", "@{#}{}", "@.(#)", "[@]#", "[@]#{}", "map[@]#", "map[@]#{}", "func(@) #", "func(@) # {}",
	"@ <- #", "@ = #", "@ := #", "@; #", "@: #", "P @, Q #", "*@ | #", "a[@:#]", "a(@, #...)", "chan @ #", "<-@ #",
}

// ---- statements and declarations -------------------------------------------------------------------

var statementPlaces = []string{
	"func f() { @ }", "func f() {\n@\n}", "func f() {\nL:\n@\n}", "func f() { L: @ }", "func f() { { @ } }", "func f() {\nif x { @ } else { @ }\n}",
	"func f() {\nswitch x {\ncase a:\n@\ndefault:\n@\n}\n}", "func f() {\nswitch {\ncase a: @ }\n}", "func f() {\nswitch x := y.(type) {\ncase a: @\ncase b: @\n}\n}",
	"func f() {\nselect {\ncase <-a:\n@\ndefault:\n}\n}", "func f() {\nselect {\ncase a <- b: @ }\n}", "func f() {\nfor {\n@\n}\n}", "func f() {\nif func() { @ }; x {}\n}",
	"func f() {\nfor x := range func() { @ } { @ }\n}", "func (r T) m() { @ }\nvar y = func() { @ }", "func f() {\nswitch f := func() { @ }; f {}\n}", "@",
}

var statements = []string{
	"", ";", ";;", "x", "x()", "x := 1", "x, y = y, x", "x++", "x <- y", "<-x", "{}", "{ x }", "{ x := 1; x }", "if x {}", "if x {} else {}", "if x {} else if y {}", "if x := y; x {}",
	"if x {\n} \nelse {}", "for {}", "for x {}", "for ;; {}", "for x := 0; x < y; x++ {}", "for x := range y {}", "for range y {}", "switch {}", "switch x {}", "switch x {\ncase y:\n}",
	"switch x := y.(type) {}", "switch x; y {}", "select {}", "select {\ncase x := <-y:\n}", "select {\ncase x:\ndefault:\n}", "return", "return x", "return x, y", "return\nx", "break", "break L", "continue",
	"continue L", "goto L", "fallthrough", "go f()", "defer f()", "go func() {}()", "L:", "L: x", "L: for {}", "L: {}", "L: var x int", "case x:", "default:", "var x int", "var x, y = 1, 2", "var ( x int; y = 1 )",
	"var ()", "const x = 1", "const ( x = iota; y )", "type T int", "type T[P any] int", "type ( T int; U = T )", "type T = U", "func() {}", "func() {}()", "func g() {}", "import \"x\"", "x\n()", "x\n.y()", "x.\ny()", "x // c", "x /* c */", "x /* \n */",
	"T{}", "T{}.x()", "[]T{}", "struct{}{}", "*x = y", "&x", "~x", "(x)", "-x", "x:y", "x,", "x; y", "x y", "x }", "} {", "/*", "//", "`", "\"",
}

var separators = []string{";", "\n", " ", "", " }\n", "/*\n*/", "//\n", ",", "\r\n"}

var declarations = []string{
	"", ";", "import \"x\"", "import x \"x\"", "import . \"x\"", "import _ \"x\"", "import ()", "import (\n\"x\"\ny \"y\"\n)", "import (\"x\"; . \"y\";)", "import x", "import \"\"", "import \"a b\"", "import `x`", "import 'x'", "import \"x\" \"y\"",
	"import p.x \"y\"", "import \"\\x00\"", "import \"a\\\"\"", "var x int", "var x = 1", "var x, y int = 1, 2", "var x", "var ()", "var (x int)", "var (\nx int\n\ny = 1;\n)", "var (x, y)", "const x = 1", "const x int", "const x", "const ()", "const (\nx = iota\ny\n)",
	"const (x int = 1; y int; z)", "type T int", "type T = int", "type T", "type ()", "type (T int; U = T)", "type T[P any] int", "type T[P any] = int", "type T [N]int", "type T [P *C]int", "type T [P *C,]int", "type T [P (C)]int", "type T [P (C),]int", "type T [P (C) | D]int",
	"type T [P *C | D]int", "type T [P *C * D]int", "type T [P * (C | D)]int", "type T [P *[]int]int", "type T [P ([]int)]int", "type T [P (interface{})]int", "type T [P *struct{}]int", "type T [P.Q]int", "type T [P.Q *C]int", "type T [P[Q]]int", "type T [f(x)]int",
	"type T [f(x, y)]int", "type T [f(x...)]int", "type T [P(C)(D)]int", "type T [N*M]int", "type T [N*(M)]int", "type T [~P]int", "type T [P ~C]int", "type T [P C|D]int", "type T []int", "type T [...]int", "type T [P,]int", "type T [P, Q any]int", "type T [P, Q]int",
	"type T [1]int", "type T [(P)]int", "type T [P *C] = int", "type T[P any, ] struct{}", "type T[P *C, Q any] int", "type T[*P] int", "type T[P interface{ ~int }] int", "type T[P | Q] int", "type T[P any] interface { m() P }", "type T[_ any] int", "type T[P any, P any] int",
	"func f()", "func f() {}", "func f(x int) {}", "func f(x, y int, z ...T) (r T) { return }", "func f[P any](x P) P { return x }", "func f[]() {}", "func f[P]() {}", "func f[P, Q any]() {}", "func (r T) m() {}", "func (r *T) m() {}", "func (T) m()", "func () m()",
	"func (r T, s U) m()", "func (r T[P]) m() {}", "func (r *T[P, Q]) m() P {}", "func (r T) m[P any]()", "func (r ...T) m()", "func (r (T)) m()", "func ((T)) m()", "func (r *(T)) m()", "func f() int {}", "func f() (int) {}", "func f()() {}", "func f() (x int, y) {}", "func f(x) {}", "func f(x int, y)",
	"func f(x.y)", "func f(x y.z)", "func f(*x)", "func f(x, *y)", "func f(x ...int, y int)", "func f(...)", "func f() ...int", "func f(,)", "func f(x int,,y int)", "func f(x int\n)", "func f(x int,\n)", "func\nf()", "func f\n()", "func f()\n{}", "func init() {}", "func _() {}", "func main() { main() }",
	"x := 1", "x", "{}", "package p", "package q;", "if x {}", "}", ")", "/* c */", "// c", "//line x.go:1", "/*line x.go:1:2*/", "//line :x", "#!", "@",
}

// ---- scopes ------------------------------------------------------------------------------------------

// Names declared and used in each other's reach. The tree is plain; where a name leads is the question.
var scopes = []string{
	"@\nfunc f() { # }", "func f() { @; # }", "func f() { { @ }; # }", "func f() { @; { # } }", "func f(a, b int) (c T) { @; # }", "func f() { if a := a; a { @ } else { # }; a() }",
	"func f() { if @; a { # } }", "func f() { if @; a { b() } else if #; a { b() }; b() }", "func f() { for @; a; b() { # } }", "func f() { for a, b := range b { @; # }; a() }", "func f() { for a := range a { @ }; # }",
	"func f() { switch @; a := b.(type) { case T: #; default: a() } }", "func f() { switch a := b.(type) { case a: @; case T: # } }", "func f() { switch @; a { case b: # } }", "func f() { switch a { case b: @; case a: # } }",
	"func f() { select { case a := <-b: @; case b, a := <-a: # } }", "func f() { g := func(a int) (b T) { @; return b }; # }", "func f() { var a = func() { @ }; # }", "func (a *T[b]) m(c b) { @; # }", "func f[a any, b *a](c b) { @; # }", "type T[a any, b interface{ *a }] struct { a, b a }\nfunc f() { @; # }",
	"type a struct { a b }\nfunc f() { @; # }", "var a, b = b, a\nfunc f() { @; # }", "const ( a = b; b = a; c )\nfunc f() { @; # }", "import a \"b\"\nfunc f() { @; # }", "func a() { @ }\nfunc b() { # }", "func init() { @; # }\nfunc _() { init(); _() }", "func f() { a: @; goto a; b: #; goto b }",
	"var c = func(a, a int) { @ }\nvar d = struct { a, b int; c b }{a: b}\nfunc f() { # }", "func f() { for a.b := range c { @ }; # }", "func f() { for (a) := range b { @ }; # }", "func f() { for a[b], c = range d { @ }; # }", "func f() { a.b := c; @; # }", "func f() { (a) := b; @; # }",
	"type ( a b; b c )\nfunc f() { @; # }", "func f() { type a[b any] struct { c b }; @; # }", "func f(a func(b int) b, c func(d a)) { @; # }", "func f(a int, b [a]T) (c [b]T) { @; # }", "func (a T) b(c a) (d b) { @; # }", "func (T[a, b]) m(c a) { @; # }", "func (*T[a]) m() { @ }\nfunc f() { # }",
}

var scopeUses = []string{
	"a()", "b()", "c()", "a := b", "a, b := b, a", "b, c := a, a", "a = b", "var a = b", "var a, b = b, a", "var a b", "const a = b", "type a b", "type a = b", "type a [a]b", "type a[b any] []b", "type b struct { a a }", "_ = T{a: b}", "_ = T{a: a, b: c, d: {a: b}}", "_ = map[a]b{a: b, d: c}",
	"func() { a := b; _ = a }()", "func(a b) { _ = a }(b)", "a.b()", "b.a = a", "_ := a", "a, _ := b", "(a) := b", "a.b := c", "for a := range b { _ = a }", "for a, b = range c {}", "for a := a; a < b; a++ { a := a; _ = a }", "if a := b; a {} else { _ = a }", "switch a := b.(type) { case a: _ = a }",
	"switch a := b; a := a.(type) { case T: _ = a }", "select { case a := <-b: _ = a }", "{ a := a; _ = a }", "a: goto a", "_ = func(a, b int) (c T) { return c }", "_ = func(a a) (b b) { return a }", "var _ interface { a(a b); b }", "var _ struct { a, b int; c a }", "d()", "_ = []T{a: b, {a: b}}", "_ = a[b](c)", "_ = struct{ a int }{a: a}",
}

// ---- lexical and small-scale exhaustive strings --------------------------------------------------------

// Pieces are separated by blanks; ␣ ␤ ␍ ␀ ␇ and � stand for a blank, line feed, carriage return, NUL,
// byte order mark, and a byte that is no UTF-8.
var sequenceList = []sequence{
	{"numbers", "package p\nvar x = ", "0 1 8 x b o _ . e p + i a", "\n", 4},
	{"numbers after an operand", "package p\nvar x = a", "0 9 . _ e i ( ) f", "\n", 4},
	{"runes", "package p\nvar x = '", "' \" \\ n x u U 0 7 8 d F é ␤ ␍", "'\n", 3},
	{"strings", "package p\nvar x = \"", "' \" \\ n x u 0 4 9 d F ` ␤ ␍ ␀ ␇ �", "\"\n", 3},
	{"raw strings", "package p\nvar x = `", "` \" \\ ␤ ␍ ␀ ␇ � é //line␣", "`\n", 4},
	{"unicode escapes", "package p\nvar x = '\\U00", "0 1 0000 1000 10FF FF D8 DF 00 ' g", "'\n", 4},
	{"unicode escapes in strings", "package p\nvar x = \"\\u", "0 d D 7 8 9 c E f \" \\", "\"\n", 4},
	{"operators", "package p\nvar x = a", "+ - * / & ^ | < > = ! : . ~ %", "b\n", 3},
	{"characters", "package p\nvar x", "x 0 $ # ? \\ é ² ٣ 𝔘 ‿ ␣ ␤ ␍ ␀ ␇ � = ; 世 \u00ad \u2028", "= 1\n", 3},
	{"start of a file", "", "package ␣ ␤ p ; ␇ /**/ // _ import \"x\" ␀ � ( )", "", 3},
	{"line directives", "package p\n//line ", "a : 0 1 9 1073741824 1073741825 ␣ ␍ . -", "\nvar x = 1\n", 4},
	{"line directives in a comment", "package p\nvar x /*line ", "a : 0 1 9 1073741825 ␣ ␍ ␤ * /", "*/ = 1\n", 4},
	{"line directives that may be none", "package p\nvar ", "// /* line ␣ :0 a:0 ␤ ␍ */ x", "\n", 4},
	{"comments", "package p\nfunc f() { a", "/ * ␤ ␍ x ; } //", "b }\n", 5},
	{"semicolons", "package p\nfunc f() {", "x ␤ ; { } ( ) , :", "}\n", 4},
	{"type parameters or length", "package p\ntype T[", "P␣ *C ( ) , | ~ [] [ ] interface{} ... .", "] int\n", 4},
	{"type parameters, then alias", "package p\ntype T[P ", "*C (C) , | ~ [] ] = Q␣ int", "\n", 4},
	{"function type parameters", "package p\nfunc f[", "P␣ *C ( ) , | ~ [] ] [ interface{} . ...", "]()\n", 4},
	{"parameters", "package p\nfunc f(", "a␣ T , ... . * [ ] ( ) func() 1", ")\n", 4},
	{"results", "package p\nfunc f() ", "a␣ T , ... * ( ) func() {} . [", "\n", 4},
	{"receivers", "package p\nfunc (", "r␣ T , * [ ] ( ) . P ...", ") m() {}\n", 4},
	{"fields", "package p\ntype T struct {", "a␣ , * . [ ] ( ) ; \"t\" 1 func() ...", "}\n", 4},
	{"elements", "package p\ntype T interface {", "m␣ ( ) , | ~ ; * [ ] . int", "}\n", 4},
	{"channels", "package p\nvar x ", "<- chan ( ) T␣ [] * =", "\n", 5},
	{"channel expressions", "package p\nfunc f() { ", "<- chan␣ ( ) T␣ a {", " }\n", 5},
	{"index", "package p\nvar x = a[", "a b : , [ ] ... ( ) *", "]\n", 4},
	{"arguments", "package p\nvar x = f(", "a , ... ( ) [] ␤ func() {} T", ")\n", 4},
	{"elements of a literal", "package p\nvar x = T{", "a , : { } ␤ ... ( )", "}\n", 4},
	{"if header", "package p\nfunc f() { if ", "a T { } ( ) ; := == [] struct", " {}\n}\n", 4},
	{"for header", "package p\nfunc f() { for ", "a { } ( ) ; := = range␣ [] ,", " {}\n}\n", 4},
	{"switch header", "package p\nfunc f() { switch ", "a { } ( ) ; := = .(type) [] func()", " {}\n}\n", 4},
	{"header types", "package p\nfunc f() { if ", "func() struct{} interface{} map[K] [] chan␣ * T { } (", " {}\n}\n", 4},
	{"case lists", "package p\nfunc f() { switch { ", "case␣ default a , : ; ␤ } L:", " }\n}\n", 4},
	{"select cases", "package p\nfunc f() { select { case ", "a , := = <- : ; ( ) case␣", " }\n}\n", 4},
	{"variables", "package p\nvar ", "x␣ , = ( ) ; 1 [ ] ␤", "\n", 4},
	{"constants", "package p\nconst ", "x␣ , = ( ) ; 1 ␤ T", "\n", 4},
	{"imports", "package p\nimport ", "x␣ \"y\" . _ ( ) ; ␤ ,", "\n", 4},
	{"types", "package p\ntype ", "T␣ = ( ) ; [ ] ␤ *", "\n", 4},
	{"labels", "package p\nfunc f() { ", "L : ; ␤ { } x␣ for␣ case␣", " }\n", 4},
	{"calls", "package p\nfunc f() { go ", "f ( ) func () {} . [ ] ␤", " }\n", 4},
	{"else", "package p\nfunc f() { if a {}", "␤ else␣ if␣ a {} { } ;", " }\n", 4},
	{"assignments", "package p\nfunc f() { ", "a , = := += ++ <- 1 ␤ .b ( )", " }\n", 4},
	{"unary operators", "package p\nfunc f() { _ = ", "* & - ! ~ <- a ( ) ^", " }\n", 4},
	{"selectors", "package p\nvar x = a", ". ( ) type b 1 [ ] { }", "\n", 4},
	{"import paths", "package p\nimport \"", "a / . \\ ␣ ! \" ' \\x41 \\x00 � é ␇ { :", "\"\n", 3},
}

// Sources with something that does not fit anything above.
var oddities = []string{
	"", "\n", "package", "package p", "package p;", "package _", "package p\nfunc f() {}}", "\uFEFFpackage p", "\uFEFF\uFEFFpackage p", "package p\uFEFF",
	"package p // \uFEFF\n", "package p /* \uFEFF */", "//\x00\npackage p", "// \xff\npackage p", "#!/bin/go\npackage p", "package p\n\x1a", "\tpackage p", "//line x:1\npackage p", "//line x:0\npackage p", "/*line x:0*/package p", "package p//line x:0\n",
	"package p\n//line x:0", "package p\n //line x:0\n", "package p /*line x:0*/", "package p\n/*line :1:0*/\n", "//line a:1\n//line :0\npackage p", "package p\r\n//line x:1\r\n//line x:0\r\n", "package p\n/*line x:1\r*/\n", "package é", "package 世界", "package p\nvar 𝔘𝔫𝔦 = 1", "package p\nvar ² = 1", "package p\nvar x² = 1",
	"package p\nvar x٣ = 1", "package p\nvar ٣x = 1", "package p\nvar x\u0301 = 1", "package p\nvar x\u200d = 1", "package p\nvar ſ, K = 1, 2", "package p\nfunc f() { /*\r\n*/ }", "package p\nfunc f() { x /*\r*/ y }", "package p\nvar x = `a\r\nb`\n", "package p\nvar x = \"a\rb\"\n", "package p\nvar x = '\r'\n",
}
