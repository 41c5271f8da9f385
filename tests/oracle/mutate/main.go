// Command mutate makes Go files that are wrong in one place: of files named on standard input it
// takes one, changes one token - deletes it, doubles it, swaps it with the next, or puts another
// file's token in its place - and writes the result to a folder. It prints the names that it wrote.
//
// With -pairs it makes three files at a time: one with a token wrong in one function, one with a token
// wrong in a later one, and one with both. It prints their names, and by how many lines the second
// place is further down in the third file than in the second, between tabs.
//
//	mutate [-pairs] -n COUNT -seed SEED -out DIR < FILES
package main

import (
	"bufio"
	"bytes"
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

// edit is what a mutation puts in place of a part of the source.
type edit struct {
	span
	text []byte
}

func (e edit) apply(source []byte) []byte {
	return join(source[:e.start], e.text, source[e.end:])
}

// mutate changes the token at spans[at].
func mutate(random *rand.Rand, source []byte, spans []span, at int, other []byte, others []span) edit {
	this, next := spans[at], spans[at+1]
	text := source[this.start:this.end]
	switch random.Intn(5) {
	case 0:
		return edit{this, nil}
	case 1:
		return edit{this, join(text, []byte(" "), text)}
	case 2:
		swapped := join(source[next.start:next.end], source[this.end:next.start], text)
		return edit{span{this.start, next.end}, swapped}
	case 3:
		from := others[random.Intn(len(others))]
		return edit{this, other[from.start:from.end]}
	default:
		from := others[random.Intn(len(others))]
		return edit{this, join(other[from.start:from.end], []byte(" "), text)}
	}
}

// mutateOnce returns the source with one token wrong, nil when it is too short for that.
func mutateOnce(random *rand.Rand, source, other []byte) []byte {
	spans, others := tokens(source), tokens(other)
	if len(spans) < 8 || len(others) == 0 {
		return nil
	}
	at := 2 + random.Intn(len(spans)-3)
	return mutate(random, source, spans, at, other, others).apply(source)
}

// functions lists the numbers of the tokens that begin a function, and behind them that of the end.
func functions(source []byte, spans []span) (starts []int) {
	for i, s := range spans {
		first := s.start == 0 || source[s.start-1] == '\n'
		if first && string(source[s.start:s.end]) == "func" {
			starts = append(starts, i)
		}
	}
	return append(starts, len(spans)-1)
}

// mutatePair returns the source with a token wrong in one function, in a later one, and in both.
func mutatePair(random *rand.Rand, source, other []byte) (files [3][]byte, lines int) {
	spans, others := tokens(source), tokens(other)
	starts := functions(source, spans)
	if len(starts) < 3 || len(others) == 0 {
		return files, 0
	}
	one := random.Intn(len(starts) - 2)
	two := one + 1 + random.Intn(len(starts)-2-one)
	in := func(function int) edit {
		from, to := starts[function], starts[function+1]
		return mutate(random, source, spans, from+random.Intn(to-from-1), other, others)
	}
	first, second := in(one), in(two)
	files[0], files[1] = first.apply(source), second.apply(source)
	files[2] = first.apply(files[1])
	return files, bytes.Count(files[0], []byte("\n")) - bytes.Count(source, []byte("\n"))
}

func write(name string, content []byte) {
	if err := os.WriteFile(name, content, 0o666); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func main() {
	count := flag.Int("n", 1000, "mutants to make")
	seed := flag.Int64("seed", 1, "seed")
	out := flag.String("out", ".", "folder")
	pairs := flag.Bool("pairs", false, "two tokens wrong, one by one and together")
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
		other := sources[random.Intn(len(sources))]
		name := filepath.Join(*out, fmt.Sprintf("m%06d", made))
		if *pairs {
			files, lines := mutatePair(random, source, other)
			if files[0] == nil {
				continue
			}
			for i, content := range files {
				write(fmt.Sprintf("%s.%d.go", name, i+1), content)
			}
			fmt.Printf("%s.1.go\t%s.2.go\t%s.3.go\t%d\n", name, name, name, lines)
		} else {
			mutant := mutateOnce(random, source, other)
			if mutant == nil {
				continue
			}
			write(name+".go", mutant)
			fmt.Println(name + ".go")
		}
		made++
	}
}
