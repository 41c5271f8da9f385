package main

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strings"
)

// inject is the least that a Go program must do to turn tests into benchmarks as benchline does:
// parse, find the tests, append a copy of each with testing.T replaced, and parse the result to see
// that it is Go. It does less than benchline: helpers that mention testing.T are not followed, names
// are not resolved, nothing says which byte came from where.
func inject(s source, t *tally) {
	positions, file := parse(s, treeMode, t)
	out := bytes.NewBuffer(append(make([]byte, 0, 2*len(s.text)), s.text...))
	base := positions.File(file.Pos()).Base()
	for _, decl := range file.Decls {
		if test, ok := decl.(*ast.FuncDecl); ok && isTest(test) {
			copyTest(out, s.text, test, base)
			t.items++
		}
	}
	if _, err := parser.ParseFile(token.NewFileSet(), s.path, out.Bytes(), treeMode); err != nil {
		t.refused++
	}
}

func isTestingT(x ast.Expr) bool {
	selector, ok := x.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "T" {
		return false
	}
	name, ok := selector.X.(*ast.Ident)
	return ok && name.Name == "testing"
}

func isTest(f *ast.FuncDecl) bool {
	if f.Recv != nil || f.Body == nil || !strings.HasPrefix(f.Name.Name, "Test") {
		return false
	}
	params := f.Type.Params.List
	if len(params) != 1 || len(params[0].Names) > 1 {
		return false
	}
	pointer, ok := params[0].Type.(*ast.StarExpr)
	return ok && isTestingT(pointer.X)
}

func copyTest(out *bytes.Buffer, text []byte, test *ast.FuncDecl, base int) {
	name := strings.TrimPrefix(test.Name.Name, "Test")
	out.WriteString("\nfunc Benchmark" + name + "(b *testing.B) { benchlineLoop(b, iter" + name + ") }\n")
	from := int(test.Pos()) - base
	replace := func(at ast.Node, by string) {
		out.Write(text[from : int(at.Pos())-base])
		out.WriteString(by)
		from = int(at.End()) - base
	}
	replace(test.Name, "iter"+name)
	inspect := func(n ast.Node) bool {
		if x, ok := n.(ast.Expr); ok && isTestingT(x) {
			replace(n, "benchline")
			return false
		}
		return true
	}
	ast.Inspect(test.Type, inspect)
	ast.Inspect(test.Body, inspect)
	out.Write(text[from : int(test.End())-base])
}

// formatSource is what gofmt does to a file.
func formatSource(s source, t *tally) {
	if _, err := format.Source(s.text); err != nil {
		t.refused++
	}
}
