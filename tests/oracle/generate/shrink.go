package main

import (
	"go/scanner"
	"go/token"
)

// shrink takes out of a source whatever can go while `keeps` holds: halves, quarters and so on of its
// tokens, then pairs of brackets, then every token that a name can stand for.
func shrink(source []byte, keeps func([]byte) bool) []byte {
	for {
		size := len(source)
		source = dropRuns(source, keeps)
		source = dropPairs(source, keeps)
		source = simplify(source, keeps)
		if len(source) >= size {
			return source
		}
	}
}

// segments cuts a source into its tokens and what stands between them.
func segments(source []byte) (parts [][]byte) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(source))
	var lexer scanner.Scanner
	lexer.Init(file, source, func(token.Position, string) {}, scanner.ScanComments)
	last := 0
	cut := func(at int) {
		if at > last && at <= len(source) {
			parts = append(parts, source[last:at])
			last = at
		}
	}
	for {
		pos, tok, text := lexer.Scan()
		if tok == token.EOF {
			cut(len(source))
			return parts
		}
		at := file.Offset(pos)
		cut(at)
		if text == "" {
			text = tok.String()
		}
		if text != "\n" {
			cut(at + len(text))
		}
	}
}

func without(parts [][]byte, drop func(i int) bool) (source []byte) {
	for i, part := range parts {
		if !drop(i) {
			source = append(source, part...)
		}
	}
	return source
}

func dropRuns(source []byte, keeps func([]byte) bool) []byte {
	parts := segments(source)
	for run := len(parts) / 2; run > 0; run /= 2 {
		for at := 0; at < len(parts); {
			smaller := without(parts, func(i int) bool { return i >= at && i < at+run })
			if keeps(smaller) {
				source, parts = smaller, segments(smaller)
			} else {
				at++
			}
		}
	}
	return source
}

// dropPairs takes out two tokens at a time, which brackets need.
func dropPairs(source []byte, keeps func([]byte) bool) []byte {
	parts := segments(source)
	if len(parts) > 120 {
		return source
	}
	for first := 0; first < len(parts); first++ {
		for second := first + 1; second < len(parts); second++ {
			smaller := without(parts, func(i int) bool { return i == first || i == second })
			if keeps(smaller) {
				source, parts = smaller, segments(smaller)
				second = first
			}
		}
	}
	return source
}

func simplify(source []byte, keeps func([]byte) bool) []byte {
	parts := segments(source)
	for i := range parts {
		for _, plain := range []string{"", " ", "a", "0"} {
			old := parts[i]
			if len(plain) >= len(old) || string(old) == plain {
				continue
			}
			parts[i] = []byte(plain)
			if smaller := without(parts, func(int) bool { return false }); keeps(smaller) {
				source = smaller
				break
			}
			parts[i] = old
		}
	}
	return source
}
