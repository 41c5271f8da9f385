// Command mutate makes Go files that are wrong in one place: of files named on standard input it
// takes one, changes one token - deletes it, doubles it, swaps it with the next, or puts another
// file's token in its place - and writes the result to a folder. It prints the names that it wrote.
//
//	mutate -n COUNT -seed SEED -out DIR < FILES
package main

import (
	"bufio"
	"flag"
	"fmt"
	"go/scanner"
	"go/token"
	"math/rand"
	"os"
	"path/filepath"
)

const largest = 12000 // bytes of a file worth mutating: the tests read thousands

type span struct{ start, end int }

// tokens lists the places of the tokens that stand in the source, and not the inserted semicolons.
func tokens(source []byte) (spans []span) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(source))
	var lexer scanner.Scanner
	lexer.Init(file, source, nil, 0)
	for {
		pos, tok, text := lexer.Scan()
		if tok == token.EOF {
			return spans
		}
		if tok == token.SEMICOLON && text == "\n" {
			continue
		}
		if text == "" {
			text = tok.String()
		}
		start := file.Offset(pos)
		if end := start + len(text); end <= len(source) {
			spans = append(spans, span{start, end})
		}
	}
}

func join(parts ...[]byte) (all []byte) {
	for _, part := range parts {
		all = append(all, part...)
	}
	return all
}

func mutate(random *rand.Rand, source, other []byte) []byte {
	spans, others := tokens(source), tokens(other)
	if len(spans) < 8 || len(others) == 0 {
		return nil
	}
	at := 2 + random.Intn(len(spans)-3)
	this, next := spans[at], spans[at+1]
	before, after := source[:this.start], source[this.end:]
	text := source[this.start:this.end]
	switch random.Intn(5) {
	case 0:
		return join(before, after)
	case 1:
		return join(before, text, []byte(" "), text, after)
	case 2:
		return join(before, source[next.start:next.end], source[this.end:next.start], text, source[next.end:])
	case 3:
		from := others[random.Intn(len(others))]
		return join(before, other[from.start:from.end], after)
	default:
		from := others[random.Intn(len(others))]
		return join(before, other[from.start:from.end], []byte(" "), text, after)
	}
}

func main() {
	count := flag.Int("n", 1000, "mutants to make")
	seed := flag.Int64("seed", 1, "seed")
	out := flag.String("out", ".", "folder")
	flag.Parse()
	random := rand.New(rand.NewSource(*seed))
	var sources [][]byte
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		source, err := os.ReadFile(names.Text())
		if err == nil && len(source) > 0 && len(source) < largest {
			sources = append(sources, source)
		}
	}
	for made := 0; made < *count; {
		source := sources[random.Intn(len(sources))]
		mutant := mutate(random, source, sources[random.Intn(len(sources))])
		if mutant == nil {
			continue
		}
		name := filepath.Join(*out, fmt.Sprintf("m%06d.go", made))
		if err := os.WriteFile(name, mutant, 0o666); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		fmt.Println(name)
		made++
	}
}
