package main

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
)

// Comments are kept, because benchline's parser keeps them too.
const (
	treeMode   = parser.ParseComments | parser.SkipObjectResolution
	scopesMode = parser.ParseComments
)

func lex(s source, t *tally) {
	var lexer scanner.Scanner
	lexer.Init(token.NewFileSet().AddFile(s.path, -1, len(s.text)), s.text, nil, scanner.ScanComments)
	for {
		_, tok, _ := lexer.Scan()
		if tok == token.EOF {
			break
		}
		if tok != token.COMMENT {
			t.items++
		}
	}
	if lexer.ErrorCount > 0 {
		t.refused++
	}
}

func parse(s source, mode parser.Mode, t *tally) (*token.FileSet, *ast.File) {
	positions := token.NewFileSet()
	file, err := parser.ParseFile(positions, s.path, s.text, mode)
	if err != nil {
		t.refused++
	}
	return positions, file
}

func parseTree(s source, t *tally) {
	parse(s, treeMode, t)
}

func parseAndResolve(s source, t *tally) {
	parse(s, scopesMode, t)
}

// A tree is of no use without the positions it refers to.
type tree struct {
	positions *token.FileSet
	file      *ast.File
}

var held []tree

func hold(s source, mode parser.Mode, t *tally) {
	positions, file := parse(s, mode, t)
	held = append(held, tree{positions, file})
}

func holdTree(s source, t *tally) {
	hold(s, treeMode, t)
}

func holdScopes(s source, t *tally) {
	hold(s, scopesMode, t)
}
