// Command goparse says what Go's own parser makes of source files, in the form that
// tests/oracle/syntax_dump.c uses for benchline's parser, so that the two can be compared.
//
// It reads file names from standard input and prints for each one line of tab-separated fields:
//
//	ok TREE NODES NAMES UNRESOLVED FILE
//	no LINE:COLUMN MESSAGES FILE
//
// LINE:COLUMN is where the first error is, MESSAGES what all of them say, separated by " | ". Where
// line directives moved the error, "@" and its place in the file itself follow. With -hex the lines
// read are not names but files, in hexadecimal.
// TREE is a hash of every node's kind and span, in depth-first order, NAMES one of the identifiers
// left unresolved in the file. NAMES is "leaky" where go/parser resolves too much: it leaves a
// type's parameters visible to the end of a group, in `type ( A[T any] ...; B ... )`. With -dump
// the hashed text itself is printed instead.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"hash/fnv"
	"os"
	"reflect"
	"sort"
	"strings"
)

var (
	dump = flag.Bool("dump", false, "print every node instead of a hash")
	hexa = flag.Bool("hex", false, "read files in hexadecimal, not their names")
)

func read(line string) (source []byte, err error) {
	if *hexa {
		return hex.DecodeString(line)
	}
	return os.ReadFile(line)
}

func describeTree(out *bytes.Buffer, file *token.File, tree *ast.File) (nodes int) {
	ast.Inspect(tree, func(node ast.Node) bool {
		switch node.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		}
		kind := reflect.TypeOf(node).Elem().Name()
		fmt.Fprintf(out, "%s %d %d\n", kind, file.Offset(node.Pos()), file.Offset(node.End()))
		nodes++
		return true
	})
	return nodes
}

func describeNames(out *bytes.Buffer, file *token.File, tree *ast.File) {
	offsets := make([]int, 0, len(tree.Unresolved))
	for _, ident := range tree.Unresolved {
		offsets = append(offsets, file.Offset(ident.Pos()))
	}
	sort.Ints(offsets)
	for _, offset := range offsets {
		fmt.Fprintf(out, "unresolved %d\n", offset)
	}
}

// leaky reports whether the file groups a type with parameters together with others.
func leaky(tree *ast.File) (found bool) {
	ast.Inspect(tree, func(node ast.Node) bool {
		decl, ok := node.(*ast.GenDecl)
		if ok && decl.Tok == token.TYPE && len(decl.Specs) > 1 {
			for _, spec := range decl.Specs {
				found = found || spec.(*ast.TypeSpec).TypeParams != nil
			}
		}
		return true
	})
	return found
}

func hashOf(text []byte) string {
	hash := fnv.New64a()
	hash.Write(text)
	return fmt.Sprintf("%016x", hash.Sum64())
}

// describePlace gives an error's line and column, as line directives have it and as it is.
func describePlace(file *token.File, pos token.Position) string {
	here := file.PositionFor(file.Pos(pos.Offset), false)
	if here.Line == pos.Line && here.Column == pos.Column {
		return fmt.Sprintf("%d:%d", pos.Line, pos.Column)
	}
	return fmt.Sprintf("%d:%d@%d:%d", pos.Line, pos.Column, here.Line, here.Column)
}

// describeErrors gives the place of the first error, and what all of them say, on one line.
func describeErrors(file *token.File, err error) (place, messages string) {
	list, ok := err.(scanner.ErrorList)
	if !ok || len(list) == 0 {
		return "0:0", err.Error()
	}
	for i, e := range list {
		if i > 0 {
			messages += " | "
		}
		messages += strings.Join(strings.Fields(e.Msg), " ")
	}
	return describePlace(file, list[0].Pos), messages
}

func main() {
	flag.Parse()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	names := bufio.NewScanner(os.Stdin)
	var nodes, unresolved bytes.Buffer
	for names.Scan() {
		name := names.Text()
		source, err := read(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, name, source, 0)
		if err != nil {
			place, messages := describeErrors(fset.File(token.Pos(fset.Base()-1)), err)
			fmt.Fprintf(out, "no\t%s\t%s\t%s\n", place, messages, name)
			continue
		}
		nodes.Reset()
		unresolved.Reset()
		file := fset.File(tree.Pos())
		count := describeTree(&nodes, file, tree)
		describeNames(&unresolved, file, tree)
		if *dump {
			out.Write(nodes.Bytes())
			out.Write(unresolved.Bytes())
			continue
		}
		namesHash := hashOf(unresolved.Bytes())
		if leaky(tree) {
			namesHash = "leaky"
		}
		fmt.Fprintf(out, "ok\t%s\t%d\t%s\t%d\t%s\n", hashOf(nodes.Bytes()), count, namesHash,
			len(tree.Unresolved), name)
	}
}
