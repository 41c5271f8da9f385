// Prints Go's own Unicode classes as re2c definitions: the letters and decimal digits that an
// identifier may hold beyond ASCII (Go specification, "Characters"). re2c has classes of its own,
// from an older Unicode, and a lexer must agree with the compiler, not with Unicode.
package main

import (
	"bufio"
	"fmt"
	"os"
	"unicode"
)

func printClass(out *bufio.Writer, name string, table *unicode.RangeTable) {
	fmt.Fprintf(out, "%s = [", name)
	printRange := func(lo, hi, stride rune) {
		if stride == 1 {
			if lo < 0x80 {
				return // the lexer names the ASCII ones itself
			}
			fmt.Fprintf(out, "\\U%08x-\\U%08x", lo, hi)
			return
		}
		for c := lo; c <= hi; c += stride {
			if c >= 0x80 {
				fmt.Fprintf(out, "\\U%08x-\\U%08x", c, c)
			}
		}
	}
	for _, r := range table.R16 {
		printRange(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	for _, r := range table.R32 {
		printRange(rune(r.Lo), rune(r.Hi), rune(r.Stride))
	}
	fmt.Fprintln(out, "];")
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	fmt.Fprintln(out, "/*!re2c")
	printClass(out, "unicode_letter", unicode.L)
	printClass(out, "unicode_digit", unicode.Nd)
	fmt.Fprintln(out, "*/")
}
