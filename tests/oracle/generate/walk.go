package main

import "bytes"

// The random cases: a walk through Go's grammar that writes tokens. Names are few, so that scopes
// matter; at every place where Go wants a type it may write an expression's look-alike and the other
// way round. In some cases tokens are then lost, doubled, swapped or replaced, and what stands between
// them is odd.

// random is splitmix64: the same numbers in every release of Go, and one seed for every case.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (r *random) below(n int) int           { return int(r.next() % uint64(n)) }
func (r *random) one(list []string) string  { return list[r.below(len(list))] }
func (r *random) chance(of, outOf int) bool { return r.below(outOf) < of }

type walk struct {
	random
	depth  int // how much deeper the walk may go
	tokens []string
}

func (w *walk) put(tokens ...string) { w.tokens = append(w.tokens, tokens...) }

// deeper runs one of the productions, or the first one when the walk has gone deep enough.
func (w *walk) deeper(productions ...func()) {
	if w.depth <= 0 || len(w.tokens) > 400 {
		productions[0]()
		return
	}
	w.depth--
	productions[w.below(len(productions))]()
	w.depth++
}

// list writes 0 to most items with commas, sometimes one too many.
func (w *walk) list(least, most int, item func()) {
	for i, n := 0, least+w.below(most-least+1); i < n; i++ {
		if i > 0 {
			w.put(",")
		}
		item()
	}
}

func (w *walk) trailingComma() {
	if w.chance(1, 10) {
		w.put(",")
	}
}

func (w *walk) maybe(of, outOf int, production func()) {
	if w.chance(of, outOf) {
		production()
	}
}

var (
	walkNames    = []string{"a", "b", "c", "x", "y", "T", "P", "Q", "_", "é", "𝔘", "init", "any"}
	walkLiterals = []string{"0", "1", "0x1F", "0b1", "0o7", "1_000", "1.5", ".5e3", "0x1p4", "2i", "'a'", `'\n'`, `'\''`,
		`"s"`, `""`, `"\u00e9\""`, "`r`", "`a\nb`", "`\r`"}
	badLiterals = []string{"08", "0x", "0b2", "1__0", "1e", "0x1.0", "''", "'ab'", `'\q'`, `"\xg"`, `"\ud800"`, "1p2", "0b1.0", "\"\n\"", "'"}
	binaryOps   = []string{"+", "-", "*", "/", "%", "&", "|", "^", "<<", ">>", "&^", "==", "!=", "<", "<=", ">", ">=", "&&", "||"}
	unaryOps    = []string{"+", "-", "!", "^", "*", "&", "<-", "~"}
	assignOps   = []string{"=", ":=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", "&^="}
	anyTokens   = join(walkNames, walkLiterals, badLiterals, binaryOps, unaryOps, assignOps, []string{"(", ")", "[", "]", "{", "}", ",", ";", ":",
		".", "...", "\n", "++", "--", "break", "case", "chan", "const", "continue", "default", "defer", "else", "fallthrough", "for", "func", "go", "goto",
		"if", "import", "interface", "map", "package", "range", "return", "select", "struct", "switch", "type", "var", "(type)", "//\n", "/*\n*/"})
)

func (w *walk) name() { w.put(w.one(walkNames)) }

// ---- types ---------------------------------------------------------------------------------------

func (w *walk) typeName() {
	w.name()
	w.maybe(1, 6, func() { w.put("."); w.name() })
	w.maybe(1, 6, func() { w.put("["); w.list(1, 3, w.typ); w.trailingComma(); w.put("]") })
}

func (w *walk) typ() {
	w.deeper(w.typeName, w.typeName,
		func() { w.put("*"); w.typ() },
		func() { w.put("["); w.maybe(1, 2, w.expr); w.put("]"); w.typ() },
		func() { w.put("["); w.maybe(1, 20, func() { w.put("...") }); w.put("]"); w.typ() },
		func() { w.put("map", "["); w.typ(); w.put("]"); w.typ() },
		func() { w.put("chan"); w.typ() },
		func() { w.put("<-", "chan"); w.typ() },
		func() { w.put("chan", "<-"); w.typ() },
		func() { w.put("("); w.typ(); w.put(")") },
		func() { w.put("func"); w.signature() },
		w.structType, w.interfaceType)
}

func (w *walk) params() {
	w.put("(")
	switch w.below(5) {
	case 0:
	case 1:
		w.list(1, 3, w.typ)
	default:
		w.list(1, 3, func() { w.list(1, 2, w.name); w.maybe(1, 60, func() { w.put("...") }); w.typ() })
		w.maybe(1, 8, func() { w.put(",", "a", "..."); w.typ() })
	}
	w.trailingComma()
	w.put(")")
}

func (w *walk) signature() {
	w.params()
	w.maybe(1, 2, func() { w.deeper(w.typ, w.params) })
}

func (w *walk) structType() {
	w.put("struct", "{")
	for n := w.below(4); n > 0; n-- {
		w.deeper(w.name,
			func() { w.list(1, 3, w.name); w.typ() },
			func() { w.maybe(1, 3, func() { w.put("*") }); w.typeName() },
			func() {
				w.name()
				w.put("[")
				w.list(1, 2, w.expr)
				w.trailingComma()
				w.put("]")
				w.maybe(1, 2, w.typ)
			})
		w.maybe(1, 5, func() { w.put(w.one([]string{`"t"`, "`t`", `""`})) })
		w.maybe(semicolonAfter(n), 20, func() { w.put(";") })
	}
	w.put("}")
}

// semicolonAfter is how likely, in twentieths, a semicolon follows the n-th element from the end: nearly always.
func semicolonAfter(n int) int {
	if n > 1 {
		return 20
	}
	return 10
}

func (w *walk) union() {
	w.maybe(1, 3, func() { w.put("~") })
	w.typ()
	w.maybe(1, 3, func() { w.put("|"); w.deeper(w.typeName, w.union) })
}

func (w *walk) interfaceType() {
	w.put("interface", "{")
	for n := w.below(4); n > 0; n-- {
		w.deeper(w.name, w.union, func() { w.name(); w.signature() })
		w.maybe(semicolonAfter(n), 20, func() { w.put(";") })
	}
	w.put("}")
}

func (w *walk) typeParams() {
	w.put("[")
	w.list(1, 3, func() { w.list(1, 2, w.name); w.maybe(19, 20, w.union) })
	w.trailingComma()
	w.put("]")
}

// ---- expressions ---------------------------------------------------------------------------------

func (w *walk) operand() {
	switch w.below(3) {
	case 0:
		w.put(w.one(walkLiterals))
	default:
		w.name()
	}
}

func (w *walk) expr() {
	postfix := func(f func()) func() { return func() { w.expr(); f() } }
	w.deeper(w.operand, w.operand, w.typ,
		func() { w.expr(); w.put(w.one(binaryOps)); w.expr() },
		func() { w.put(w.one(unaryOps)); w.expr() },
		func() { w.put("("); w.expr(); w.put(")") },
		func() { w.put("("); w.typ(); w.put(")") },
		postfix(func() { w.put("."); w.name() }),
		postfix(func() { w.put(".", "("); w.typ(); w.put(")") }),
		postfix(func() { w.put(".", "("); w.maybe(1, 12, func() { w.put("type", ")", "(") }); w.typ(); w.put(")") }),
		postfix(func() { w.put("["); w.list(1, 2, w.expr); w.trailingComma(); w.put("]") }),
		postfix(func() { w.put("["); w.typ(); w.put("]") }),
		postfix(w.slice), postfix(w.arguments), postfix(w.arguments),
		func() { w.typeName(); w.elements() },
		func() { w.put("["); w.maybe(1, 2, func() { w.put("...") }); w.put("]"); w.typ(); w.elements() },
		func() { w.put("map", "["); w.typ(); w.put("]"); w.typ(); w.elements() },
		func() { w.structType(); w.elements() },
		func() { w.put("("); w.typeName(); w.elements(); w.put(")") },
		func() { w.put("func"); w.signature(); w.block() },
		func() { w.put("func"); w.signature(); w.block(); w.arguments() })
}

func (w *walk) slice() {
	w.put("[")
	w.maybe(1, 2, w.expr)
	w.put(":")
	w.maybe(1, 2, w.expr)
	w.maybe(1, 12, func() { w.put(":"); w.maybe(3, 4, w.expr) })
	w.put("]")
}

func (w *walk) arguments() {
	w.put("(")
	w.list(0, 3, w.expr)
	if w.chance(1, 10) && w.tokens[len(w.tokens)-1] != "(" {
		w.put("...")
	}
	if w.tokens[len(w.tokens)-1] != "(" {
		w.trailingComma()
	}
	w.put(")")
}

func (w *walk) elements() {
	w.put("{")
	value := func() { w.deeper(w.expr, w.expr, w.elements) }
	w.list(0, 3, func() { value(); w.maybe(1, 3, func() { w.put(":"); value() }) })
	if w.tokens[len(w.tokens)-1] != "{" {
		w.trailingComma()
	}
	w.put("}")
}

// ---- statements ----------------------------------------------------------------------------------

func (w *walk) block() {
	w.put("{")
	w.stmts()
	w.put("}")
}

func (w *walk) stmts() {
	most := 3
	if w.depth < 2 {
		most = 1
	}
	for n := w.below(most + 1); n > 0; n-- {
		w.stmt()
		w.put(w.one([]string{";", ";", "\n", "\n", "\n", "//\n"}))
	}
}

func (w *walk) simple() {
	w.deeper(w.expr, w.expr,
		func() { w.expr(); w.put(w.one(assignOps)); w.expr() },
		func() { w.list(1, 2, w.expr); w.put("="); w.list(1, 2, w.expr) },
		func() { w.list(1, 2, w.name); w.put(":="); w.list(1, 2, w.expr) },
		func() { w.expr(); w.put(w.one([]string{"++", "--"})) },
		func() { w.expr(); w.put("<-"); w.expr() })
}

func (w *walk) initClause() {
	w.maybe(1, 3, func() { w.maybe(4, 5, w.simple); w.put(";") })
}

func (w *walk) ifStmt() {
	w.put("if")
	w.initClause()
	w.expr()
	w.block()
	w.maybe(1, 3, func() { w.put("else"); w.deeper(w.block, w.ifStmt) })
}

func (w *walk) forStmt() {
	w.put("for")
	switch w.below(5) {
	case 0:
	case 1:
		w.deeper(w.expr, w.expr, w.expr, w.simple)
	case 2:
		w.maybe(1, 2, w.simple)
		w.put(";")
		w.maybe(1, 2, w.expr)
		w.put(";")
		w.maybe(1, 2, w.simple)
	default:
		w.maybe(3, 4, func() {
			item := w.name
			if w.chance(1, 4) {
				item = w.expr
			}
			w.list(1, 2, item)
			w.put(w.one([]string{":=", "=", ":="}))
		})
		w.put("range")
		w.expr()
	}
	w.block()
}

func (w *walk) switchStmt() {
	w.put("switch")
	w.initClause()
	w.deeper(func() {}, w.simple, w.expr,
		func() { w.expr(); w.put(".", "(", "type", ")") },
		func() { w.name(); w.put(":="); w.expr(); w.put(".", "(", "type", ")") })
	w.clauses(func() { w.list(1, 2, func() { w.deeper(w.expr, w.typ) }) })
}

func (w *walk) clauses(head func()) {
	w.put("{")
	for n := w.below(3); n > 0; n-- {
		if w.chance(1, 4) {
			w.put("default")
		} else {
			w.put("case")
			head()
		}
		w.put(":")
		w.stmts()
	}
	w.put("}")
}

func (w *walk) stmt() {
	w.deeper(w.simple, w.simple, w.simple, w.decl, w.block, w.ifStmt, w.forStmt, w.switchStmt,
		func() { w.put("select"); w.clauses(w.comm) },
		func() { w.name(); w.put(":"); w.stmt() },
		func() { w.put(w.one([]string{"go", "defer"})); w.operand(); w.maybe(15, 16, w.arguments) },
		func() { w.put("return"); w.list(0, 2, w.expr) },
		func() { w.put(w.one([]string{"break", "continue", "goto"})); w.maybe(1, 2, w.name) },
		func() { w.put("fallthrough") }, func() {})
}

func (w *walk) comm() {
	w.deeper(w.expr,
		func() { w.expr(); w.put("<-"); w.expr() },
		func() { w.list(1, 2, w.expr); w.put(w.one([]string{"=", ":=", "=", ":=", "+="}), "<-"); w.expr() })
}

// ---- declarations --------------------------------------------------------------------------------

func (w *walk) group(spec func()) {
	if w.chance(2, 3) {
		spec()
		return
	}
	w.put("(")
	for n := w.below(3); n > 0; n-- {
		spec()
		w.maybe(semicolonAfter(n), 20, func() { w.put(";") })
	}
	w.put(")")
}

func (w *walk) typeSpec() {
	w.name()
	switch w.below(6) {
	case 0, 1:
		w.typeParams()
	case 2: // which may be a length, or type parameters
		w.put("[")
		w.maybe(1, 2, w.name)
		w.expr()
		w.trailingComma()
		w.put("]")
	}
	w.maybe(1, 10, func() { w.put("=") })
	w.typ()
}

func (w *walk) valueSpec() {
	w.list(1, 2, w.name)
	typed := w.chance(1, 2)
	if typed {
		w.typ()
	}
	if !typed || w.chance(1, 2) {
		w.put("=")
		w.list(1, 2, w.expr)
	}
}

func (w *walk) decl() {
	switch w.below(4) {
	case 0:
		w.put("var")
		w.group(w.valueSpec)
	case 1:
		w.put("const")
		w.group(w.valueSpec)
	default:
		w.put("type")
		w.group(w.typeSpec)
	}
}

func (w *walk) funcDecl() {
	w.put("func")
	receiver := w.chance(1, 3)
	if receiver {
		w.put("(")
		w.maybe(2, 3, w.name)
		w.maybe(1, 2, func() { w.put("*") })
		w.name()
		w.maybe(1, 3, func() { w.put("["); w.list(1, 2, w.name); w.put("]") })
		w.put(")")
	}
	w.name()
	if !receiver {
		w.maybe(1, 3, w.typeParams)
	}
	w.signature()
	w.maybe(9, 10, w.block)
}

func (w *walk) importDecl() {
	w.put("import")
	w.group(func() {
		w.maybe(1, 2, func() { w.put(w.one([]string{"a", "b", "_", "."})) })
		w.put(w.one([]string{`"x"`, `"x/y"`, "`z`", `"a.b/v2"`, "`x`", `"é/x"`}))
		w.maybe(1, 20, func() { w.put(w.one(walkLiterals)) })
	})
}

func (w *walk) file() {
	w.put("package", "p", ";")
	for n := w.below(2); n > 0; n-- {
		w.importDecl()
		w.put("\n")
	}
	for n := 1 + w.below(2); n > 0; n-- {
		if w.chance(2, 3) {
			w.funcDecl()
		} else {
			w.decl()
		}
		w.put("\n")
	}
}

// ---- what goes wrong -----------------------------------------------------------------------------

func (w *walk) corrupt() {
	for n := 1 + w.below(3); n > 0; n-- {
		at := w.below(len(w.tokens))
		switch w.below(6) {
		case 0:
			w.tokens = append(w.tokens[:at], w.tokens[at+1:]...)
			if len(w.tokens) == 0 {
				w.put(";")
			}
		case 1:
			w.insert(at, w.tokens[at])
		case 2:
			other := w.below(len(w.tokens))
			w.tokens[at], w.tokens[other] = w.tokens[other], w.tokens[at]
		case 3:
			w.tokens[at] = w.one(anyTokens)
		case 4:
			w.tokens[at] = w.tokens[w.below(len(w.tokens))]
		default:
			w.insert(at, w.one(anyTokens))
		}
	}
}

func (w *walk) insert(at int, token string) {
	w.tokens = append(w.tokens, "")
	copy(w.tokens[at+1:], w.tokens[at:])
	w.tokens[at] = token
}

var gaps = []string{"\n", "/**/", "/*\n*/", "//\n", "\t", "\r\n", "", " /*line a:1:2*/ ", "\n//line b:3\n", "\n\n", "//line :0\n", "\uFEFF", "\x00"}

// randomCase makes the i-th case of a seed.
func randomCase(out *bytes.Buffer, seed uint64, depth, i int) {
	w := walk{random: random(seed<<40 + uint64(i)), depth: depth}
	w.depth = 1 + w.below(depth)
	w.file()
	if w.chance(1, 4) {
		w.corrupt()
	}
	odd := 0
	if w.chance(1, 4) {
		odd = 1 + w.below(4) // hundredths of the gaps
	}
	for _, token := range w.tokens {
		out.WriteString(token)
		if odd > 0 && w.below(100) < odd {
			out.WriteString(w.one(gaps))
		} else {
			out.WriteByte(' ')
		}
	}
}
