// Command literals prints small Go files, each with one literal that may be malformed, for
// tests/oracle/literals.sh: one a line, in hexadecimal.
//
// The literals are all words of a length over an alphabet, so nothing depends on what somebody
// thought of. Whether a word is one literal is for the parsers to say.
package main

import (
	"bufio"
	"fmt"
	"os"
)

// words calls visit with every word of at most `longest` letters, each behind the prefix.
func words(prefix, alphabet string, longest int, visit func(word string)) {
	visit(prefix)
	if longest == 0 {
		return
	}
	for _, letter := range alphabet {
		words(prefix+string(letter), alphabet, longest-1, visit)
	}
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	print := func(literal string) {
		fmt.Fprintf(out, "%x\n", "package p\n\nvar a = "+literal+"\n")
	}
	for _, first := range []string{"0", "1", "9", ".0"} {
		words(first, "019x_.pe+boi", 3, print)
	}
	words("0x", "08_.pi", 4, print)
	for _, quote := range []string{"\"", "'"} {
		words(quote, "\"\\a'x4\n8é", 4, print)
		words(quote, "a\\x4\x00", 4, func(word string) { print(word + quote) })
		words(quote+"\\u", "d84\"'", 5, print)
		words(quote+"\\U0010", "0f\"'", 5, print)
		words(quote+"\\", "478\\'\"", 4, print)
	}
}
