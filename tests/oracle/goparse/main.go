// Command goparse says what Go's own parser makes of source files, in the form that
// tests/oracle/syntax_dump.c uses for benchline's parser, so that the two can be compared.
//
// It reads file names from standard input and prints for each
//
//	ok TREE NODES NAMES UNRESOLVED FILE
//	no LINE:COLUMN FILE
//
// TREE is a hash of every node's kind and span, in depth-first order, NAMES one of the identifiers
// left unresolved in the file. NAMES is "leaky" where go/parser resolves too much: it leaves a
// type's parameters visible to the end of a group, in `type ( A[T any] ...; B ... )`. With -dump
// the hashed text itself is printed instead.
package main

import (
	"bufio"
	"bytes"
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
)

var dump = flag.Bool("dump", false, "print every node instead of a hash")

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

func firstError(err error) string {
	if list, ok := err.(scanner.ErrorList); ok && len(list) > 0 {
		return fmt.Sprintf("%d:%d", list[0].Pos.Line, list[0].Pos.Column)
	}
	return "0:0"
}

func main() {
	flag.Parse()
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	names := bufio.NewScanner(os.Stdin)
	var nodes, unresolved bytes.Buffer
	for names.Scan() {
		name := names.Text()
		source, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		fset := token.NewFileSet()
		tree, err := parser.ParseFile(fset, name, source, 0)
		if err != nil {
			fmt.Fprintf(out, "no %s %s\n", firstError(err), name)
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
		fmt.Fprintf(out, "ok %s %d %s %d %s\n", hashOf(nodes.Bytes()), count, namesHash,
			len(tree.Unresolved), name)
	}
}
