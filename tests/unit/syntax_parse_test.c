/* The tree that a source becomes: kinds, spans, operators and counts are go/ast's. */
#include "parsed.h"

/* ---- comparing ------------------------------------------------------------------------------ */

typedef struct Row {
    const char *source, *tree;
} Row;

/* Parses each source between `before` and `after`, and describes the node that `found` finds. */
static void check(const Row *rows, size_t count, const char *before, const char *after,
                  GoRef (*found)(void))
{
    BlBuf source = {0};
    for (size_t i = 0; i < count; i++) {
        bl_buf_clear(&source);
        bl_buf_printf(&source, "package p; %s%s%s", before, rows[i].source, after);
        parse(source.data);
        assert_string_equal(describe(found()), rows[i].tree);
    }
    parsed_free(NULL); /* it borrows the source */
    bl_buf_free(&source);
}

#define CHECK(rows, before, after, found) \
    check(rows, sizeof(rows) / sizeof *(rows), before, after, found)

static GoRef whole_file(void)
{
    return parsed.file.root;
}

static GoRef first_declaration(void)
{
    return go_child(&parsed.file, parsed.file.root, 1);
}

static GoRef first_type_spec(void)
{
    return nth(GO_TypeSpec, 0);
}

/* The type of `var x T`, the value of `var x = v`. */
static GoRef after_the_name(void)
{
    return go_child(&parsed.file, nth(GO_ValueSpec, 0), 1);
}

static GoRef function_body(void)
{
    return go_func_body(&parsed.file, first_declaration());
}

/* ---- kinds and children --------------------------------------------------------------------- */

static void declarations(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"var f = func(a, b int) (int) { return a }",
         "GenDecl var(ValueSpec 1(f, FuncLit(FuncType(FieldList(Field 2(a, b, int)), "
         "FieldList(Field 0(int))), BlockStmt(ReturnStmt(a)))))"},
        {"type I interface { m(a, b int) T; ~[]int | T; E; p.Q; G[T]; comparable }",
         "GenDecl type(TypeSpec(I, InterfaceType(FieldList(Field 1(m, FuncType(FieldList(Field "
         "2(a, b, int)), FieldList(Field 0(T)))), Field 0(BinaryExpr |(UnaryExpr "
         "~(ArrayType(int)), T)), Field 0(E), Field 0(SelectorExpr(p, Q)), Field 0(IndexExpr(G, "
         "T)), Field 0(comparable)))))"},
        {"type S struct { a, b int; c T \"tag\"; E; *E; p.Q `t`; *p.Q; G[T]; p.G[T, K]; *G[T]; a "
         "[n]T; a []T }",
         "GenDecl type(TypeSpec(S, StructType(FieldList(Field 2(a, b, int), Field 1(c, T, "
         "\"tag\"), Field 0(E), Field 0(StarExpr(E)), Field 0(SelectorExpr(p, Q), `t`), Field "
         "0(StarExpr(SelectorExpr(p, Q))), Field 0(IndexExpr(G, T)), Field "
         "0(IndexListExpr(SelectorExpr(p, G), T, K)), Field 0(StarExpr(IndexExpr(G, T))), Field "
         "1(a, ArrayType(n, T)), Field 1(a, ArrayType(T))))))"},
        {"type A = B", "GenDecl type(TypeSpec =(A, B))"},
        {"type ( A = B[C]; D [n]E )",
         "GenDecl type ()(TypeSpec =(A, IndexExpr(B, C)), TypeSpec(D, ArrayType(n, E)))"},
        {"var a, b T = c, d", "GenDecl var(ValueSpec 2(a, b, T, c, d))"},
        {"const a, b = iota, 1", "GenDecl const(ValueSpec 2(a, b, iota, 1))"},
        {"const (a T = 1; b)", "GenDecl const ()(ValueSpec 1(a, T, 1), ValueSpec 1(b))"},
        {"var ()", "GenDecl var ()()"},
    };
    CHECK(rows, "", "", first_declaration);
}

static void order_of_declarations(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"import (\"a\"; b \"c\"; . \"d\"; _ \"e\"); import \"f\"; var x T; func f(); type U V",
         "File(p, GenDecl import ()(ImportSpec(\"a\"), ImportSpec(b, \"c\"), ImportSpec(., \"d\"), "
         "ImportSpec(_, \"e\")), GenDecl import(ImportSpec(\"f\")), GenDecl var(ValueSpec 1(x, "
         "T)), FuncDecl(f, FuncType(FieldList())), GenDecl type(TypeSpec(U, V)))"},
        {"", "File(p)"},
    };
    CHECK(rows, "", "", whole_file);
}

/* A name in a parameter list is a name or a type, which only the whole list tells. */
static void parameters_are_grouped_as_they_are_written(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"func f(a, b int, c ...string) (d T, err error) { return }",
         "FuncDecl(f, FuncType(FieldList(Field 2(a, b, int), Field 1(c, Ellipsis(string))), "
         "FieldList(Field 1(d, T), Field 1(err, error))), BlockStmt(ReturnStmt()))"},
        {"func f(int, p.T, []T, func(), a.b[c]) T",
         "FuncDecl(f, FuncType(FieldList(Field 0(int), Field 0(SelectorExpr(p, T)), Field "
         "0(ArrayType(T)), Field 0(FuncType(FieldList())), Field 0(IndexExpr(SelectorExpr(a, b), "
         "c))), FieldList(Field 0(T))))"},
        {"func f(a, b)", "FuncDecl(f, FuncType(FieldList(Field 0(a), Field 0(b))))"},
        {"func f(a, b,) (c)",
         "FuncDecl(f, FuncType(FieldList(Field 0(a), Field 0(b)), FieldList(Field 0(c))))"},
        {"func f(a [n]T)", "FuncDecl(f, FuncType(FieldList(Field 1(a, ArrayType(n, T)))))"},
        {"func f(a [n])", "FuncDecl(f, FuncType(FieldList(Field 0(IndexExpr(a, n)))))"},
        {"func f(a [n, m])", "FuncDecl(f, FuncType(FieldList(Field 0(IndexListExpr(a, n, m)))))"},
        {"func f(...int)", "FuncDecl(f, FuncType(FieldList(Field 0(Ellipsis(int)))))"},
        {"func f(a struct{}, _ interface{}, b func(c, d int))",
         "FuncDecl(f, FuncType(FieldList(Field 1(a, StructType(FieldList())), Field 1(_, "
         "InterfaceType(FieldList())), Field 1(b, FuncType(FieldList(Field 2(c, d, int)))))))"},
        {"func (T) m()", "FuncDecl(FieldList(Field 0(T)), m, FuncType(FieldList()))"},
        {"func (t *T[K, V]) m() (n int, _ error)",
         "FuncDecl(FieldList(Field 1(t, StarExpr(IndexListExpr(T, K, V)))), m, "
         "FuncType(FieldList(), FieldList(Field 1(n, int), Field 1(_, error))))"},
        {"func f[T any, K, V comparable](t T)",
         "FuncDecl(f, FuncType(FieldList(Field 1(T, any), Field 2(K, V, comparable)), "
         "FieldList(Field 1(t, T))))"},
        {"func f()", "FuncDecl(f, FuncType(FieldList()))"},
    };
    CHECK(rows, "", "", first_declaration);
}

/* Go specification, "Type parameter declarations": the parsing ambiguity. */
static void type_parameters_against_array_lengths(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"A [N]int", "TypeSpec(A, ArrayType(N, int))"},
        {"A [N * M]int", "TypeSpec(A, ArrayType(BinaryExpr *(N, M), int))"},
        {"A[P *C] int", "TypeSpec(A, ArrayType(BinaryExpr *(P, C), int))"},
        {"A[P *C,] int", "TypeSpec(A, FieldList(Field 1(P, StarExpr(C))), int)"},
        {"A[P (C)] int", "TypeSpec(A, ArrayType(CallExpr(P, C), int))"},
        {"A[P (C),] int", "TypeSpec(A, FieldList(Field 1(P, ParenExpr(C))), int)"},
        {"A[P *C|Q] int", "TypeSpec(A, ArrayType(BinaryExpr |(BinaryExpr *(P, C), Q), int))"},
        {"A[P *C|Q,] int", "TypeSpec(A, FieldList(Field 1(P, BinaryExpr |(StarExpr(C), Q))), int)"},
        {"A[P *struct{}] int",
         "TypeSpec(A, FieldList(Field 1(P, StarExpr(StructType(FieldList())))), int)"},
        {"A[P ([]int)] int", "TypeSpec(A, FieldList(Field 1(P, ParenExpr(ArrayType(int)))), int)"},
        {"A[P *C|[]int] int",
         "TypeSpec(A, FieldList(Field 1(P, BinaryExpr |(StarExpr(C), ArrayType(int)))), int)"},
        {"A[P ~int|string, Q any] = B[P]",
         "TypeSpec =(A, FieldList(Field 1(P, BinaryExpr |(UnaryExpr ~(int), string)), Field 1(Q, "
         "any)), IndexExpr(B, P))"},
        {"A[P, Q interface{ m() }] map[P]Q",
         "TypeSpec(A, FieldList(Field 2(P, Q, InterfaceType(FieldList(Field 1(m, "
         "FuncType(FieldList())))))), MapType(P, Q))"},
        {"A [P()]int", "TypeSpec(A, ArrayType(CallExpr(P), int))"},
        {"A [P(x)]int", "TypeSpec(A, ArrayType(CallExpr(P, x), int))"},
        {"A[P interface{}] []P",
         "TypeSpec(A, FieldList(Field 1(P, InterfaceType(FieldList()))), ArrayType(P))"},
        {"A [2 + 3]int", "TypeSpec(A, ArrayType(BinaryExpr +(2, 3), int))"},
        {"A []int", "TypeSpec(A, ArrayType(int))"},
        {"A [...]int", "TypeSpec(A, ArrayType(Ellipsis(), int))"},
        {"A[P [N]int] int", "TypeSpec(A, FieldList(Field 1(P, ArrayType(N, int))), int)"},
        {"A[P chan int] int",
         "TypeSpec(A, FieldList(Field 1(P, ChanType send receive(int))), int)"},
        {"A[P *T, _ any] int",
         "TypeSpec(A, FieldList(Field 1(P, StarExpr(T)), Field 1(_, any)), int)"},
        {"A [P * 2]int", "TypeSpec(A, ArrayType(BinaryExpr *(P, 2), int))"},
    };
    CHECK(rows, "type ", "", first_type_spec);
}

/* The first type argument of an element is read where a method's type parameters might stand, so
 * go/parser takes any expression for it. */
static void elements_of_interfaces(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"a", "InterfaceType(FieldList(Field 0(a)))"},
        {"a(b) c; d", "InterfaceType(FieldList(Field 1(a, FuncType(FieldList(Field 0(b)), "
                      "FieldList(Field 0(c)))), Field 0(d)))"},
        {"a[b]", "InterfaceType(FieldList(Field 0(IndexExpr(a, b))))"},
        {"a[*b,]", "InterfaceType(FieldList(Field 0(IndexExpr(a, StarExpr(b)))))"},
        {"a[^b]", "InterfaceType(FieldList(Field 0(IndexExpr(a, UnaryExpr ^(b)))))"},
        {"a[b + 1, []c,] | d[e]",
         "InterfaceType(FieldList(Field 0(BinaryExpr |(IndexListExpr(a, BinaryExpr +(b, 1), "
         "ArrayType(c)), IndexExpr(d, e)))))"},
        {"p.a[b, c] | ~d",
         "InterfaceType(FieldList(Field 0(BinaryExpr |(IndexListExpr(SelectorExpr("
         "p, a), b, c), UnaryExpr ~(d)))))"},
        {"~a | *b", "InterfaceType(FieldList(Field 0(BinaryExpr |(UnaryExpr ~(a), StarExpr(b)))))"},
    };
    CHECK(rows, "var x interface { ", " }", after_the_name);
}

static void arrows_of_channel_types(void **state)
{
    (void)state;
    static const Row types[] = {
        {"chan int", "ChanType send receive(int)"},
        {"chan<- chan int", "ChanType send(ChanType send receive(int))"},
        {"chan (<-chan int)", "ChanType send receive(ParenExpr(ChanType receive(int)))"},
        {"chan <-chan int", "ChanType send(ChanType send receive(int))"},
        {"<-chan<- chan int", "ChanType receive(ChanType receive(int))"},
        {"<-chan chan<- int", "ChanType receive(ChanType send(int))"},
        {"chan<- <-chan int", "ChanType send(ChanType receive(int))"},
    };
    CHECK(types, "var x ", "", after_the_name);
    static const Row values[] = {
        {"<-chan int(y)", "UnaryExpr <-(CallExpr(ChanType send receive(int), y))"},
        {"(<-chan int)(y)", "CallExpr(ParenExpr(ChanType receive(int)), y)"},
        {"<-chan<- chan int(y)",
         "UnaryExpr <-(CallExpr(ChanType send(ChanType send receive(int)), y))"},
        {"[]<-chan int{}", "CompositeLit(ArrayType(ChanType receive(int)))"},
        {"make(<-chan int)", "CallExpr(make, ChanType receive(int))"},
    };
    CHECK(values, "var x = ", "", after_the_name);
}

static void expressions(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"<-y", "UnaryExpr <-(y)"},
        {"<-<-y", "UnaryExpr <-(UnaryExpr <-(y))"},
        {"a + b*c", "BinaryExpr +(a, BinaryExpr *(b, c))"},
        {"a*b + c", "BinaryExpr +(BinaryExpr *(a, b), c)"},
        {"a - b - c", "BinaryExpr -(BinaryExpr -(a, b), c)"},
        {"a || b && c == d+e<<f",
         "BinaryExpr ||(a, BinaryExpr &&(b, BinaryExpr ==(c, BinaryExpr +(d, BinaryExpr <<(e, "
         "f)))))"},
        {"a == b && c != d || e",
         "BinaryExpr ||(BinaryExpr &&(BinaryExpr ==(a, b), BinaryExpr !=(c, d)), e)"},
        {"-a * b", "BinaryExpr *(UnaryExpr -(a), b)"},
        {"*a * *b", "BinaryExpr *(StarExpr(a), StarExpr(b))"},
        {"&a.b", "UnaryExpr &(SelectorExpr(a, b))"},
        {"*a.b[c](d)", "StarExpr(CallExpr(IndexExpr(SelectorExpr(a, b), c), d))"},
        {"!<-a.b", "UnaryExpr !(UnaryExpr <-(SelectorExpr(a, b)))"},
        {"a &^ b | c ^ d", "BinaryExpr ^(BinaryExpr |(BinaryExpr &^(a, b), c), d)"},
        {"(a + b) * c", "BinaryExpr *(ParenExpr(BinaryExpr +(a, b)), c)"},
        {"a.(T).b", "SelectorExpr(TypeAssertExpr(a, T), b)"},
        {"a[:]", "SliceExpr(a)"},
        {"a[b:]", "SliceExpr low(a, b)"},
        {"a[:c]", "SliceExpr high(a, c)"},
        {"a[b:c]", "SliceExpr low high(a, b, c)"},
        {"a[:c:d]", "SliceExpr high max(a, c, d)"},
        {"a[b:c:d]", "SliceExpr low high max(a, b, c, d)"},
        {"a[T]", "IndexExpr(a, T)"},
        {"a[T, p.U]", "IndexListExpr(a, T, SelectorExpr(p, U))"},
        {"a[[]T](b)", "CallExpr(IndexExpr(a, ArrayType(T)), b)"},
        {"f(a, b...)", "CallExpr ...(f, a, b)"},
        {"f([]T, map[K]V)", "CallExpr(f, ArrayType(T), MapType(K, V))"},
        {"T{a, b: c, {d}: {}}",
         "CompositeLit(T, a, KeyValueExpr(b, c), KeyValueExpr(CompositeLit(d), CompositeLit()))"},
        {"[...]T{1: {2}}",
         "CompositeLit(ArrayType(Ellipsis(), T), KeyValueExpr(1, CompositeLit(2)))"},
        {"map[K]*V{a: {b: c}}", "CompositeLit(MapType(K, StarExpr(V)), KeyValueExpr(a, "
                                "CompositeLit(KeyValueExpr(b, c))))"},
        {"&p.T[int]{}", "UnaryExpr &(CompositeLit(IndexExpr(SelectorExpr(p, T), int)))"},
        {"func() {}()", "CallExpr(FuncLit(FuncType(FieldList()), BlockStmt()))"},
        {"[]byte(\"s\")", "CallExpr(ArrayType(byte), \"s\")"},
        {"struct{ a int }{1}", "CompositeLit(StructType(FieldList(Field 1(a, int))), 1)"},
    };
    CHECK(rows, "var x = ", "", after_the_name);
}

static void statements(void **state)
{
    (void)state;
    static const Row rows[] = {
        {"a, b := c(); a = b; a, b += c; a <<= 1",
         "BlockStmt(AssignStmt := 2(a, b, CallExpr(c)), AssignStmt = 1(a, b), AssignStmt += 2(a, "
         "b, c), AssignStmt <<= 1(a, 1))"},
        {"a++; b--; c <- d; e()",
         "BlockStmt(IncDecStmt ++(a), IncDecStmt --(b), SendStmt(c, d), ExprStmt(CallExpr(e)))"},
        {"L: goto L; M: for { break M; continue M; break; continue }",
         "BlockStmt(LabeledStmt(L, BranchStmt goto(L)), LabeledStmt(M, "
         "ForStmt(BlockStmt(BranchStmt break(M), BranchStmt continue(M), BranchStmt break(), "
         "BranchStmt continue()))))"},
        {"L:", "BlockStmt(LabeledStmt(L, EmptyStmt implicit()))"},
        {"L: ;", "BlockStmt(LabeledStmt(L, EmptyStmt()))"},
        {";", "BlockStmt(EmptyStmt())"},
        {"go a(); defer b.c()",
         "BlockStmt(GoStmt(CallExpr(a)), DeferStmt(CallExpr(SelectorExpr(b, c))))"},
        {"return a, b", "BlockStmt(ReturnStmt(a, b))"},
        {"var a int; type T int; const c = 1",
         "BlockStmt(DeclStmt(GenDecl var(ValueSpec 1(a, int))), DeclStmt(GenDecl type(TypeSpec(T, "
         "int))), DeclStmt(GenDecl const(ValueSpec 1(c, 1))))"},
        {"{}; { a }", "BlockStmt(BlockStmt(), BlockStmt(ExprStmt(a)))"},
        {"if a { } else if b { } else { }",
         "BlockStmt(IfStmt(a, BlockStmt(), IfStmt(b, BlockStmt(), BlockStmt())))"},
        {"if a := b; a { }", "BlockStmt(IfStmt(AssignStmt := 1(a, b), a, BlockStmt()))"},
        {"if ; a { }", "BlockStmt(IfStmt(a, BlockStmt()))"},
        {"for { }", "BlockStmt(ForStmt(BlockStmt()))"},
        {"for a { }", "BlockStmt(ForStmt(a, BlockStmt()))"},
        {"for a := 0; a < b; a++ { }",
         "BlockStmt(ForStmt(AssignStmt := 1(a, 0), BinaryExpr <(a, b), IncDecStmt ++(a), "
         "BlockStmt()))"},
        {"for ; ; { }", "BlockStmt(ForStmt(BlockStmt()))"},
        {"for range a { }", "BlockStmt(RangeStmt(a, BlockStmt()))"},
        {"for a := range b { }", "BlockStmt(RangeStmt :=(a, b, BlockStmt()))"},
        {"for a, b = range c { }", "BlockStmt(RangeStmt =(a, b, c, BlockStmt()))"},
        {"switch { }", "BlockStmt(SwitchStmt(BlockStmt()))"},
        {"switch a { case b, c: d; e; case f: default: fallthrough }",
         "BlockStmt(SwitchStmt(a, BlockStmt(CaseClause 2(b, c, ExprStmt(d), ExprStmt(e)), "
         "CaseClause 1(f), CaseClause 0(BranchStmt fallthrough()))))"},
        {"switch a := b; a { }", "BlockStmt(SwitchStmt(AssignStmt := 1(a, b), a, BlockStmt()))"},
        {"switch a := b.(type) { case T, *U: case nil: }",
         "BlockStmt(TypeSwitchStmt(AssignStmt := 1(a, TypeAssertExpr(b)), BlockStmt(CaseClause "
         "2(T, StarExpr(U)), CaseClause 1(nil))))"},
        {"switch a; b.(type) { }",
         "BlockStmt(TypeSwitchStmt(ExprStmt(a), ExprStmt(TypeAssertExpr(b)), BlockStmt()))"},
        {"select { case a <- b: case c := <-d: e; case f, g = <-h: case <-i: default: }",
         "BlockStmt(SelectStmt(BlockStmt(CommClause(SendStmt(a, b)), CommClause(AssignStmt := "
         "1(c, UnaryExpr <-(d)), ExprStmt(e)), CommClause(AssignStmt = 2(f, g, UnaryExpr <-(h))), "
         "CommClause(ExprStmt(UnaryExpr <-(i))), CommClause())))"},
        {"select { }", "BlockStmt(SelectStmt(BlockStmt()))"},
    };
    CHECK(rows, "func f() { ", " }", function_body);
}

/* ---- spans ---------------------------------------------------------------------------------- */

static void spans_are_those_of_go_ast(void **state)
{
    (void)state;
    static const struct {
        GoKind kind;
        unsigned n;
        const char *text;
    } rows[] = {
        {GO_GenDecl, 0, "import ( q \"path\"; . \"d\" )"},
        {GO_ImportSpec, 0, "q \"path\""},
        {GO_ImportSpec, 1, ". \"d\""},
        {GO_GenDecl, 1, "var v, w []T = x(), y"},
        {GO_ValueSpec, 0, "v, w []T = x(), y"},
        {GO_GenDecl, 2, "type U[P any] struct{ a, b T `tag`; *E }"},
        {GO_TypeSpec, 0, "U[P any] struct{ a, b T `tag`; *E }"},
        {GO_FieldList, 0, "[P any]"},
        {GO_StructType, 0, "struct{ a, b T `tag`; *E }"},
        {GO_FieldList, 1, "{ a, b T `tag`; *E }"},
        {GO_Field, 1, "a, b T `tag`"},
        {GO_Field, 2, "*E"},
        {GO_FuncDecl, 0, "func (r *R) m(a, b T) (c, d T) { return }"},
        {GO_FieldList, 2, "(r *R)"},
        {GO_FuncType, 0, "func (r *R) m(a, b T) (c, d T)"}, /* it begins at `func` */
        {GO_FieldList, 3, "(a, b T)"},
        {GO_FieldList, 4, "(c, d T)"},
        {GO_BlockStmt, 0, "{ return }"},
        {GO_FuncDecl, 1, "func g() T"},
        {GO_FuncType, 1, "func g() T"},
        {GO_FieldList, 6, "T"}, /* a result without parentheses */
        {GO_LabeledStmt, 0, "L: for i := range c { continue L; }"},
        {GO_RangeStmt, 0, "for i := range c { continue L; }"},
        {GO_BranchStmt, 0, "continue L"}, /* without its semicolon */
        {GO_IfStmt, 0, "if x := f(a, b...); x { } else { }"},
        {GO_CallExpr, 1, "f(a, b...)"},
        {GO_SwitchStmt, 0, "switch { case a, b: c; d; default: }"},
        {GO_CaseClause, 0, "case a, b: c; d"},
        {GO_CaseClause, 1, "default:"},
        {GO_TypeSwitchStmt, 0, "switch z := y.(type) { }"},
        {GO_TypeAssertExpr, 0, "y.(type)"},
        {GO_SelectStmt, 0, "select { case c <- 1: }"},
        {GO_CommClause, 0, "case c <- 1:"},
        {GO_SendStmt, 0, "c <- 1"},
        {GO_FuncLit, 0, "func(a T) { }"},
        {GO_FuncType, 3, "func(a T)"},
        {GO_CompositeLit, 0, "map[K]T{k: {1}}"},
        {GO_MapType, 0, "map[K]T"},
        {GO_KeyValueExpr, 0, "k: {1}"},
        {GO_CompositeLit, 1, "{1}"},
        {GO_SliceExpr, 0, "s[1:2:3]"},
        {GO_IndexListExpr, 0, "G[A, B]"},
        {GO_ParenExpr, 0, "(-x)"},
        {GO_UnaryExpr, 0, "-x"},
        {GO_DeferStmt, 0, "defer (-x).f()"},
        {GO_DeclStmt, 0, "const k = 1"},
        {GO_EmptyStmt, 0, ";"},
        {GO_InterfaceType, 0, "interface{ m(); ~A | B }"},
        {GO_ChanType, 0, "<-chan interface{ m(); ~A | B }"},
        {GO_ChanType, 1, "<-chan T"}, /* written as an expression */
        {GO_ChanType, 2, "<-chan<- chan T"},
        {GO_ChanType, 3, "<- chan T"}, /* the arrow went to the inner one */
    };
    static const char source[] = "// c\n"
                                 "package p\n"
                                 "import ( q \"path\"; . \"d\" )\n"
                                 "var v, w []T = x(), y\n"
                                 "type U[P any] struct{ a, b T `tag`; *E }\n"
                                 "func (r *R) m(a, b T) (c, d T) { return }\n"
                                 "func g() T\n"
                                 "func h() {\n"
                                 "\tL: for i := range c { continue L; }\n"
                                 "\tif x := f(a, b...); x { } else { }\n"
                                 "\tswitch { case a, b: c; d; default: }\n"
                                 "\tswitch z := y.(type) { }\n"
                                 "\tselect { case c <- 1: }\n"
                                 "\tx = func(a T) { }\n"
                                 "\tx = map[K]T{k: {1}}\n"
                                 "\tx = s[1:2:3]\n"
                                 "\tx = G[A, B]\n"
                                 "\tdefer (-x).f()\n"
                                 "\tconst k = 1\n"
                                 "\t;\n"
                                 "\tvar x <-chan interface{ m(); ~A | B }\n"
                                 "\tmake(<-chan T, <-chan<- chan T)\n"
                                 "}\n"
                                 "// end\n";
    const GoFile *file = parse(source);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_text(go_text(file, nth(rows[i].kind, rows[i].n)), rows[i].text);
    /* The file: from `package` to the last declaration's end. */
    assert_int_equal(go_node(file, file->root)->start, strstr(source, "package") - source);
    assert_int_equal(go_node(file, file->root)->end, strstr(source, "\n// end") - source);
}

static void offsets_beside_the_span(void **state)
{
    (void)state;
    static const char source[] = "package p; var x = f (a) + b; var y <-chan T; var z chan <- T";
    const GoFile *file = parse(source);
    assert_int_equal(go_node(file, nth(GO_CallExpr, 0))->aux, strstr(source, "(a)") - source);
    assert_int_equal(go_node(file, nth(GO_BinaryExpr, 0))->aux, strchr(source, '+') - source);
    assert_int_equal(go_node(file, nth(GO_ChanType, 0))->aux, strstr(source, "<-") - source);
    assert_int_equal(go_node(file, nth(GO_ChanType, 1))->aux, strstr(source, "<- T") - source);
}

static void the_byte_order_mark_counts(void **state)
{
    (void)state;
    const GoFile *file = parse("\xEF\xBB\xBFpackage p");
    assert_int_equal(go_node(file, file->root)->start, 3);
}

/* ---- depth ---------------------------------------------------------------------------------- */

static BlBuf big;

/* FIRST, then MIDDLE so many times, then LAST, then END so many times. */
static bool parse_repeated(const char *first, const char *middle, size_t count, const char *last,
                           const char *end)
{
    bl_buf_clear(&big);
    bl_buf_puts(&big, first);
    for (size_t i = 0; i < count; i++)
        bl_buf_puts(&big, middle);
    bl_buf_puts(&big, last);
    for (size_t i = 0; i < count; i++)
        bl_buf_puts(&big, end);
    return parse_bytes(bl_buf_view(&big));
}

static int free_big(void **state)
{
    parsed_free(state);
    bl_buf_free(&big);
    return 0;
}

static void as_many_brackets_as_go_takes(void **state)
{
    (void)state;
    assert_true(parse_repeated("package p; var x = ", "(", 100000, "1", ")"));
    assert_int_not_equal(nth(GO_ParenExpr, 99999), 0);
    static const char *const pairs[][2] = {{"(", ")"}, {"f(", ")"}, {"a[", "]"}, {"T{", "}"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_false(parse_repeated("package p; var x = ", pairs[i][0], 100001, "1", pairs[i][1]));
        assert_string_equal(parsed.diags.list.items[0].message,
                            "nested too deeply: more than 100,000 open brackets");
        assert_int_equal(parsed.diags.list.items[0].column, 19 + strlen(pairs[i][0]) * 100001);
    }
}

static void a_million_terms(void **state)
{
    (void)state;
    assert_true(parse_repeated("package p; var x = a", "+a", 1000000, "", ""));
    const GoFile *file = &parsed.file;
    size_t nodes = 0, depth = 0;
    for (GoRef ref = file->root; ref; ref = go_walk(file, file->root, ref))
        nodes++;
    assert_int_equal(nodes,
                     5 + 1000001 + 1000000); /* File, p, GenDecl, ValueSpec, x; terms; sums */
    for (GoRef ref = nth(GO_Ident, 2); ref != file->root; ref = go_parent(file, ref))
        depth++; /* from the leftmost term, the third identifier */
    assert_int_equal(depth, 1000000 + 3);
}

/* Accepted or refused, nothing runs out of stack. */
static void a_million_of_anything(void **state)
{
    (void)state;
    static const struct {
        const char *first, *middle, *last;
        bool accepted;
    } rows[] = {
        {"var x = ", "!", "y", true},
        {"var x = f", "()", "", true},
        {"var x = f", ".a", "", true},
        {"var x = f", "[a]", "", true},
        {"var x = f(", "a,", ")", true},
        {"var x ", "*", "T", true},
        {"var x ", "chan ", "T", true},
        {"var x ", "[][][]", "T", false},
        {"var x = ", "<-chan <-chan ", "T", false},
        {"var x ", "func() ", "", false},
        {"func f() { ", ";", "}", true},
        {"func f() { ", "L: L: L: ", "}", false},
        {"func f() { ", "if ", "}", false},
        {"func f() { if a {} ", "else if a {} ", "}", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char first[64] = "package p; ";
        strcat(first, rows[i].first);
        assert_int_equal(parse_repeated(first, rows[i].middle, 1000000, rows[i].last, ""),
                         rows[i].accepted);
        assert_int_equal(parsed.diags.list.count, !rows[i].accepted);
    }
}

static void a_long_union_of_a_type_parameter(void **state)
{
    (void)state;
    assert_true(parse_repeated("package p; type A[P *C", "|Q", 1000000, "|[]int] B", ""));
    assert_int_equal(go_kind(&parsed.file, go_child(&parsed.file, nth(GO_TypeSpec, 0), 1)),
                     GO_FieldList);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(declarations, parsed_free),
        cmocka_unit_test_teardown(order_of_declarations, parsed_free),
        cmocka_unit_test_teardown(parameters_are_grouped_as_they_are_written, parsed_free),
        cmocka_unit_test_teardown(type_parameters_against_array_lengths, parsed_free),
        cmocka_unit_test_teardown(elements_of_interfaces, parsed_free),
        cmocka_unit_test_teardown(arrows_of_channel_types, parsed_free),
        cmocka_unit_test_teardown(expressions, parsed_free),
        cmocka_unit_test_teardown(statements, parsed_free),
        cmocka_unit_test_teardown(spans_are_those_of_go_ast, parsed_free),
        cmocka_unit_test_teardown(offsets_beside_the_span, parsed_free),
        cmocka_unit_test_teardown(the_byte_order_mark_counts, parsed_free),
        cmocka_unit_test_teardown(as_many_brackets_as_go_takes, free_big),
        cmocka_unit_test_teardown(a_million_terms, free_big),
        cmocka_unit_test_teardown(a_million_of_anything, free_big),
        cmocka_unit_test_teardown(a_long_union_of_a_type_parameter, free_big),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
