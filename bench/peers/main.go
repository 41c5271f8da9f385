// Command peers measures Go's own scanner and parser as front_end.c measures benchline's: files in
// memory, one thread, the fastest of five rounds.
package main

import (
	"bufio"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"runtime"
	"time"
)

type source struct {
	path string
	text []byte
}

func lex(s source) {
	fset := token.NewFileSet()
	var lexer scanner.Scanner
	lexer.Init(fset.AddFile(s.path, -1, len(s.text)), s.text, nil, scanner.ScanComments)
	for {
		if _, tok, _ := lexer.Scan(); tok == token.EOF {
			return
		}
	}
}

func parse(s source) {
	parser.ParseFile(token.NewFileSet(), s.path, s.text, parser.ParseComments|parser.SkipObjectResolution)
}

func resolve(s source) {
	parser.ParseFile(token.NewFileSet(), s.path, s.text, parser.ParseComments)
}

func measure(name string, sources []source, work func(source)) {
	best := time.Hour
	bytes := 0
	for round := 0; round < 5; round++ {
		bytes = 0
		start := time.Now()
		for _, s := range sources {
			work(s)
			bytes += len(s.text)
		}
		if took := time.Since(start); took < best {
			best = took
		}
	}
	fmt.Printf("%s %d %.6f\n", name, bytes, best.Seconds())
}

func main() {
	runtime.GOMAXPROCS(1)
	var sources []source
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		if text, err := os.ReadFile(names.Text()); err == nil && len(text) > 0 {
			sources = append(sources, source{names.Text(), text})
		}
	}
	measure("go/scanner", sources, lex)
	measure("go/parser", sources, parse)
	measure("go/parser+resolver", sources, resolve)
}
