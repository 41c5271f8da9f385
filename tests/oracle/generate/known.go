package main

import (
	"go/ast"
	"go/token"
)

// known reports whether a file has one of the two bindings that benchline is known to resolve
// otherwise, so that new differences are seen beside them. What mends src/syntax/resolve.c takes this
// file out.
//
//   - In `for a.b := range x` go/parser looks a up; benchline looks at nothing but the names there.
//   - In `switch x := f(); x := x.(type)` the second x has a scope of its own; for benchline it is the
//     first one again.
func known(tree *ast.File) (found bool) {
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			found = found || n.Tok == token.DEFINE && !(isName(n.Key) && isName(n.Value))
		case *ast.TypeSwitchStmt:
			_, declares := n.Assign.(*ast.AssignStmt)
			found = found || declares && n.Init != nil
		}
		return true
	})
	return found
}

func isName(x ast.Expr) bool {
	for {
		paren, ok := x.(*ast.ParenExpr)
		if !ok {
			break
		}
		x = paren.X
	}
	_, ok := x.(*ast.Ident)
	return ok || x == nil
}
