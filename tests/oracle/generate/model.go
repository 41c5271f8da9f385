package main

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"reflect"
	"sort"
)

// Bits of node.flags, as syntax.h has them: which optional children are there, and what an operator
// or a keyword does not say.
const (
	hasInit, hasCond, hasPost = 2, 4, 8 // also else, and a switch's tag
	hasName, hasRecv, hasBody = 2, 2, 4
	hasTypeParams, hasResults = 2, 4
	isAlias, hasType, hasTag  = 4, 2, 2
	hasLow, hasHigh, hasMax   = 2, 4, 8
	hasEllipsis               = 2
	chanSend, chanRecv        = 2, 4
	hasLabel, hasComm         = 2, 2
	hasKey, hasValue          = 2, 4
	isImplicit, hasParens     = 2, 8
	declares, unresolvedName  = 2, 4
)

// model is Go's own parser, and its tree in benchline's form.
type model struct {
	file *token.File
	out  result
	// names that may be type parameters of a receiver
	receivers []string
	// the names of the declaration that is being looked at
	declaring []*ast.Ident
	kinds     map[reflect.Type]uint8
	ops       map[token.Token]uint8
}

func newModel() *model {
	m := &model{kinds: map[reflect.Type]uint8{}, ops: map[token.Token]uint8{}}
	for op := token.ADD; op <= token.VAR; op++ {
		for i, name := range opNames {
			if name == op.String() {
				m.ops[op] = uint8(i)
			}
		}
	}
	m.ops[token.TILDE] = number(opNames, "~")
	for op, name := range map[token.Token]string{
		token.INT: "integer literal", token.FLOAT: "floating-point literal",
		token.IMAG: "imaginary literal", token.CHAR: "rune literal", token.STRING: "string literal",
	} {
		m.ops[op] = number(opNames, name)
	}
	return m
}

// parse gives a result that is good until the next call.
func (m *model) parse(source []byte) *result {
	m.out = result{nodes: m.out.nodes[:0]}
	fset := token.NewFileSet()
	tree, err := parser.ParseFile(fset, "x.go", source, 0)
	fset.Iterate(func(file *token.File) bool { m.file = file; return false })
	if err != nil {
		m.refused(err)
		return &m.out
	}
	m.out.accepted = true
	m.out.leaky, m.receivers = leaky(tree), receiverParams(tree)
	unresolved := map[*ast.Ident]bool{}
	for _, ident := range tree.Unresolved {
		unresolved[ident] = true
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		switch n := n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		case *ast.Ident:
			m.ident(n, unresolved[n])
		default:
			m.add(n)
		}
		return true
	})
	return &m.out
}

// refused finds the first error of the source. Line directives change what the errors are sorted
// by, so the offset decides.
func (m *model) refused(err error) {
	list, ok := err.(scanner.ErrorList)
	if !ok || len(list) == 0 {
		m.out.message = err.Error()
		return
	}
	m.out.tooNew = true
	for _, e := range list {
		m.out.tooNew = m.out.tooNew && e.Msg == "method must have no type parameters"
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].Pos.Offset < list[j].Pos.Offset })
	first := list[0]
	place := m.file.PositionFor(m.file.Pos(first.Pos.Offset), false)
	m.out.line, m.out.column, m.out.message = place.Line, place.Column, first.Msg
}

// leaky reports whether the file groups a type with parameters together with others: go/parser
// leaves such parameters visible to the end of the group.
func leaky(tree *ast.File) (found bool) {
	ast.Inspect(tree, func(n ast.Node) bool {
		decl, ok := n.(*ast.GenDecl)
		if ok && decl.Tok == token.TYPE && len(decl.Specs) > 1 {
			for _, spec := range decl.Specs {
				found = found || spec.(*ast.TypeSpec).TypeParams != nil
			}
		}
		return true
	})
	return found
}

func (m *model) offset(pos token.Pos) int32 { return int32(m.file.Offset(pos)) }

func (m *model) blank(n ast.Node) node {
	kind := reflect.TypeOf(n)
	kindNumber, ok := m.kinds[kind]
	if !ok {
		kindNumber = number(kindNames, kind.Elem().Name())
		m.kinds[kind] = kindNumber
	}
	return node{kind: kindNumber, start: m.offset(n.Pos()), end: m.offset(n.End()), declaration: unbound}
}

// receiverParams lists the type parameters that receivers declare: go/parser finds such a name, but
// does not say so.
func receiverParams(tree *ast.File) (names []string) {
	for _, decl := range tree.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv == nil {
			continue
		}
		ast.Inspect(fn.Recv, func(n ast.Node) bool {
			if ident, ok := n.(*ast.Ident); ok {
				names = append(names, ident.Name)
			}
			return true
		})
	}
	return names
}

func contains(names []string, name string) bool {
	for _, other := range names {
		if other == name {
			return true
		}
	}
	return false
}

func isOneOf(ident *ast.Ident, idents []*ast.Ident) bool {
	for _, other := range idents {
		if other == ident {
			return true
		}
	}
	return false
}

// ident says where an identifier is declared. Labels have a space of their own that benchline does
// not look into. Of two equal names in one declaration go/ast finds the first for both.
func (m *model) ident(ident *ast.Ident, unresolved bool) {
	out := m.blank(ident)
	if unresolved {
		out.flags |= unresolvedName
	}
	switch obj := ident.Obj; {
	case obj == nil && contains(m.receivers, ident.Name):
		out.declaration = unknown
	case obj == nil:
	case obj.Kind == ast.Lbl:
	case ident.Name == "_" || isOneOf(ident, m.declaring):
		out.declaration = out.start
	case !obj.Pos().IsValid():
		out.declaration = unknown
	default:
		out.declaration = m.offset(obj.Pos())
	}
	m.out.nodes = append(m.out.nodes, out)
}

// when gives a flag's bit when it is set.
func when(set bool, bit uint8) uint8 {
	if set {
		return bit
	}
	return 0
}

func (m *model) add(n ast.Node) {
	out := m.blank(n)
	switch n := n.(type) {
	case *ast.ImportSpec:
		out.flags = when(n.Name != nil, hasName)
	case *ast.ValueSpec:
		out.flags, out.aux = when(n.Type != nil, hasType), int32(len(n.Names))
		m.declaring = n.Names
	case *ast.TypeSpec:
		out.flags = when(n.TypeParams != nil, hasTypeParams) | when(n.Assign.IsValid(), isAlias)
	case *ast.GenDecl:
		out.op, out.flags = m.ops[n.Tok], when(n.Lparen.IsValid(), hasParens)
	case *ast.FuncDecl:
		out.flags = when(n.Recv != nil, hasRecv) | when(n.Body != nil, hasBody)
	case *ast.Field:
		out.flags, out.aux = when(n.Tag != nil, hasTag), int32(len(n.Names))
		m.declaring = n.Names
	case *ast.FuncType:
		out.flags = when(n.TypeParams != nil, hasTypeParams) | when(n.Results != nil, hasResults)
	case ast.Stmt:
		m.addStmt(&out, n)
	case ast.Expr:
		m.addExpr(&out, n)
	}
	m.out.nodes = append(m.out.nodes, out)
}

func (m *model) addExpr(out *node, n ast.Expr) {
	switch n := n.(type) {
	case *ast.BasicLit:
		out.op = m.ops[n.Kind]
	case *ast.CompositeLit:
		out.flags = when(n.Type != nil, hasType)
	case *ast.SliceExpr:
		out.flags = when(n.Low != nil, hasLow) | when(n.High != nil, hasHigh) | when(n.Max != nil, hasMax)
	case *ast.TypeAssertExpr:
		out.flags = when(n.Type != nil, hasType)
	case *ast.CallExpr:
		out.flags, out.aux = when(n.Ellipsis.IsValid(), hasEllipsis), m.offset(n.Lparen)
	case *ast.UnaryExpr:
		out.op = m.ops[n.Op]
	case *ast.BinaryExpr:
		out.op, out.aux = m.ops[n.Op], m.offset(n.OpPos)
	case *ast.Ellipsis:
		out.flags = when(n.Elt != nil, hasType)
	case *ast.ArrayType:
		out.flags = when(n.Len != nil, hasType)
	case *ast.ChanType:
		out.flags = when(n.Dir&ast.SEND != 0, chanSend) | when(n.Dir&ast.RECV != 0, chanRecv)
		if n.Arrow.IsValid() {
			out.aux = m.offset(n.Arrow)
		}
	}
}

func (m *model) addStmt(out *node, n ast.Stmt) {
	switch n := n.(type) {
	case *ast.EmptyStmt:
		out.flags = when(n.Implicit, isImplicit)
	case *ast.IncDecStmt:
		out.op = m.ops[n.Tok]
	case *ast.AssignStmt:
		out.op, out.aux = m.ops[n.Tok], int32(len(n.Lhs))
	case *ast.BranchStmt:
		out.op, out.flags = m.ops[n.Tok], when(n.Label != nil, hasLabel)
	case *ast.IfStmt:
		out.flags = when(n.Init != nil, hasInit) | when(n.Else != nil, hasPost)
	case *ast.CaseClause:
		out.aux = int32(len(n.List))
	case *ast.SwitchStmt:
		out.flags = when(n.Init != nil, hasInit) | when(n.Tag != nil, hasCond)
	case *ast.TypeSwitchStmt:
		out.flags = when(n.Init != nil, hasInit) | hasCond
	case *ast.CommClause:
		out.flags = when(n.Comm != nil, hasComm)
	case *ast.ForStmt:
		out.flags = when(n.Init != nil, hasInit) | when(n.Cond != nil, hasCond) | when(n.Post != nil, hasPost)
	case *ast.RangeStmt:
		out.op, out.flags = m.ops[n.Tok], when(n.Key != nil, hasKey)|when(n.Value != nil, hasValue)
	}
}
