// Command compilerparse says what the parser of the Go compiler, cmd/compile/internal/syntax, makes
// of source files: a second judge of what is Go, written independently of go/parser.
//
// That package cannot be imported from outside, so tests/oracle/parsers/lib.sh copies it from the
// local Go installation into a module beside this file. Branches are not checked (that is not
// syntax) and directives are not looked at.
//
// It reads file names from standard input and prints for each one line of tab-separated fields:
//
//	ok FILE
//	no LINE:COLUMN MESSAGES FILE
//
// LINE:COLUMN is where the first error is, MESSAGES what all of them say, separated by " | ".
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"strings"

	"compilerparse/syntax"
)

// errorsOf lists what the parser has to say about a source, in the order in which it found it.
func errorsOf(name string, source []byte) (found []syntax.Error) {
	note := func(err error) { found = append(found, err.(syntax.Error)) }
	syntax.Parse(syntax.NewFileBase(name), bytes.NewReader(source), note, nil, 0)
	return found
}

func describe(out *bufio.Writer, name string, found []syntax.Error) {
	if len(found) == 0 {
		fmt.Fprintf(out, "ok\t%s\n", name)
		return
	}
	var messages []string
	for _, err := range found {
		messages = append(messages, strings.Join(strings.Fields(err.Msg), " "))
	}
	fmt.Fprintf(out, "no\t%d:%d\t%s\t%s\n", found[0].Pos.Line(), found[0].Pos.Col(),
		strings.Join(messages, " | "), name)
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	names := bufio.NewScanner(os.Stdin)
	for names.Scan() {
		source, err := os.ReadFile(names.Text())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		describe(out, names.Text(), errorsOf(names.Text(), source))
	}
}
