// Command hostile makes Go files that no person would write, says what Go's own parser makes of
// them, and measures what benchline does:
//
//	hostile list                    the families, one a line, with their kind
//	hostile make FAMILY N           a file of this family, of size N, to standard output
//	hostile judge FILE              "accepted", or "refused LINE:COLUMN MESSAGE", by go/parser
//	hostile measure COMMAND...      runs it: exit status, processor seconds, peak memory in KiB
//
// A family is a pattern with a part that is repeated N times.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

const (
	file = "package p\n\nimport \"testing\"\n\n"
	// Inside of a test whatever is written is copied, so it is read, walked, written and read again.
	test = file + "func TestA(t *testing.T) {\n"
	end  = "\n}\n"
)

// A family's file is before, N times open, core, N times close, after. In open and close # is the
// number of the repetition and $ that of the next one, in after # is N.
type family struct {
	name, kind                       string
	before, open, core, close, after string
}

// The kinds: deep ones nest, wide ones are long lists or long tokens, broken ones are no Go.
var families = []family{
	{"parentheses", "deep", test + "_ = ", "(", "1", ")", end},
	{"indices", "deep", test + "_ = ", "a[", "0", "]", end},
	{"calls", "deep", test + "", "f(", "1", ")", end},
	{"conversions", "deep", test + "_ = ", "(*T)(", "x", ")", end},
	{"literals", "deep", test + "_ = T", "{", "", "}", end},
	{"typed-literals", "deep", test + "_ = ", "[]any{", "", "}", end},
	{"map-literals", "deep", test + "_ = ", "map[int]any{1:", "nil", "}", end},
	{"negations", "deep", test + "_ = ", "- ", "1", "", end},
	{"pointers", "deep", test + "_ = ", "*", "x", "", end},
	{"addresses", "deep", test + "_ = ", "& ", "x", "", end},
	{"receives", "deep", test + "_ = ", "<-", "x", "", end},
	{"sums", "deep", test + "_ = ", "1+", "1", "", end},
	{"sums-on-the-right", "deep", test + "_ = ", "1+(", "1", ")", end},
	{"selectors", "deep", test + "_ = x", ".x", "", "", end},
	{"calls-of-calls", "deep", test + "x", "()", "", "", end},
	{"assertions", "deep", test + "_ = x", ".(T)", "", "", end},
	{"slices", "deep", test + "_ = x", "[1:2]", "", "", end},
	{"slice-types", "deep", test + "var x ", "[]", "int", "", end},
	{"pointer-types", "deep", test + "var x ", "*", "int", "", end},
	{"parenthesized-types", "deep", test + "var x ", "(", "int", ")", end},
	{"channel-types", "deep", test + "var x ", "chan ", "int", "", end},
	{"receive-types", "deep", test + "var x ", "<-chan ", "int", "", end},
	{"map-types", "deep", test + "var x ", "map[int]", "int", "", end},
	{"map-keys", "deep", test + "var x ", "map[", "int", "]int", end},
	{"parameters", "deep", test + "var x ", "func(", "int", ")", end},
	{"named-parameters", "deep", test + "var x ", "func(x ", "int", ")", end},
	{"results", "deep", test + "var x ", "func() ", "int", "", end},
	{"struct-types", "deep", test + "var x ", "struct{a ", "int", "}", end},
	{"interface-types", "deep", test + "var x ", "interface{m() ", "int", "}", end},
	{"method-parameters", "deep", test + "var x ", "interface{m(x ", "int", ")}", end},
	{"type-arguments", "deep", test + "var x ", "T[", "int", "]", end},
	{"unions", "deep", test + "type x interface { ", "~int|", "int", "", "}" + end},
	{"type-parameters", "deep", file + "type T[P ", "interface{m(x ", "int", ")}", "] int\n"},
	{"blocks", "deep", test, "{", "", "}", end},
	{"ifs", "deep", test, "if x {", "", "}", end},
	{"else-ifs", "deep", test, "if x {} else ", "{}", "", end},
	{"fors", "deep", test, "for x := 1; x < 2; x++ {", "", "}", end},
	{"ranges", "deep", test, "for x := range x {", "", "}", end},
	{"switches", "deep", test, "switch x { case 1: ", "", "}", end},
	{"type-switches", "deep", test, "switch x := x.(type) { case int: ", "", "}", end},
	{"selects", "deep", test, "select { case x := <-x: ", "", "}", end},
	{"labels", "deep", test, "L: ", "", "", end},
	{"function-literals", "deep", test, "func() {", "", "}()", end},
	{"deferred-functions", "deep", test, "defer func() {", "", "}()", end},
	{"headers", "deep", test, "if func() bool {", "return true", "}() {}", end},

	{"statements-on-a-line", "wide", test, "x;", "", "", end},
	{"assignments-on-a-line", "wide", test, "x = x + 1; ", "", "", end},
	{"lines", "wide", test, "\n", "", "", end},
	{"short-comments", "wide", test, "/**/", "", "", end},
	{"line-comments", "wide", test, "//\n", "", "", end},
	{"long-comment", "wide", test + "/*", "*", "", "", "*/" + end},
	{"long-name", "wide", test + "_ = x", "x", "", "", end},
	{"long-test-name", "wide", file + "func Test", "X", "", "", "(t *testing.T) {}\n"},
	{"long-string", "wide", test + "_ = \"", "x", "", "", "\"" + end},
	{"long-raw-string", "wide", test + "_ = `", "x\n", "", "", "`" + end},
	{"long-number", "wide", test + "_ = 1", "0", "", "", end},
	{"long-line", "wide", test + "t.", "Log(1); t.", "Log()", "", end},
	{"functions", "wide", file, "func f#() {}\n", "", "", ""},
	{"imports", "wide", file, "import x# \"x#\"\n", "", "", ""},
	{"imports-and-selectors", "wide", file, "import x# \"x#\"\n", "func TestA(t *testing.T) {", "_ = x#.T;", end},
	{"imports-and-names", "wide", file, "import x# \"x#\"\n", "func TestA(t *testing.T) {", "_ = x#.y;", end},
	{"parameters-in-a-row", "wide", file + "func f(", "a# int, ", "", "", ") {}\n"},
	{"names-in-a-row", "wide", file + "var a", ", a#", "", "", " int\n"},
	{"names-used", "wide", file + "var a", ", a#", " = f()\nfunc TestA(t *testing.T) {", "_ = a#;", end},
	{"names-used-as-arguments", "wide", file + "const a = 1\nfunc TestA(t *testing.T) { f(", "a, ", "", "", ")" + end},
	{"elements", "wide", file + "const a = 1\nvar x = []int{", "a, ", "", "", "}\nfunc TestA(t *testing.T) {}\n"},
	{"keys", "wide", file + "const a = 1\nvar x = []int{", "a: a, ", "", "", "}\nfunc TestA(t *testing.T) {}\n"},
	{"fields", "wide", file + "type x struct {", "a# int; ", "", "", "}\nfunc TestA(t *testing.T) { _ = x{} }\n"},
	{"variables", "wide", file + "func TestA(t *testing.T) {}\n", "var a# = 1\n", "", "", ""},
	{"types-with-methods", "wide", file + "func TestA(t *testing.T) {}\n", "type a# struct{}\nfunc (a#) m() {}\n", "", "", ""},
	{"mentions-in-a-test", "wide", test, "_ = func(t *testing.T) {}\n", "", "", end},
	{"copied-helpers", "wide", file + "func TestA(t *testing.T) {", "f#(t);", "}\n", "func f#(t *testing.T) {}\n", ""},
	{"copied-helpers-on-a-line", "wide", file + "func TestA(t *testing.T) {", "f#(t);", "};", "func f#(t *testing.T) {};", "\n"},
	{"padded-values", "wide", file + "func TestA(t *testing.T) { a0(t) }\nvar a,  b", ",  a#", " = help,  help", ",  help", "\nfunc help(t *testing.T) {}\n"},
	{"chain-of-helpers", "wide", file + "func TestA(t *testing.T) { f0() }\n", "func f#() { f$() }\n", "", "", "func f#() { var t *testing.T; _ = t }\n"},
	{"copied-types", "wide", file + "func TestA(t *testing.T) {", "_ = T#{};", "}\n", "type T# struct{ t *testing.T }\n", ""},
	{"embedded-and-selected", "wide", file + "type A struct { *testing.T }\nfunc TestA(t *testing.T) { var x struct {", "A#;", "}\n", "x.y();", end + "type A0 testing.T\n"},
	{"examples-and-comments", "wide", file, "func Example#() { /**/ }\n", "", "", ""},
	{"init-functions", "wide", file + "func TestA(t *testing.T) {}\n", "func init() { var t *testing.T; _ = t }\n", "", "", ""},
	{"build-constraint", "wide", "//go:build ", "x && ", "x", "", "\n\npackage p\n"},
	{"deep-build-constraint", "wide", "//go:build ", "(", "x", ")", "\n\npackage p\n"},
	{"negated-build-constraint", "wide", "//go:build ", "!", "x", "", "\n\npackage p\n"},
	{"line-directives", "wide", test, "//line a.go:1\n", "", "", end},

	{"nuls", "broken", "", "\x00", "", "", ""},
	{"nuls-in-a-comment", "broken", test + "//", "\x00", "", "", end},
	{"latin-1", "broken", test + "//", "\xe9", "", "", end},
	{"truncated-utf-8", "broken", test + "//", "x", "", "", "\xf0\x9f\x98"},
	{"byte-order-marks", "broken", "", "\xef\xbb\xbf", "", "", file},
	{"carriage-returns", "broken", "package p\r\rimport \"testing\"\r\r", "var x = 1\r", "", "", ""},
	{"carriage-returns-and-semicolons", "accepted", "package p;\r\rimport \"testing\";\r\r", "var x = 1;\r", "", "", ""},
	{"open-string", "broken", test + "_ = \"", "x", "", "", ""},
	{"open-raw-string", "broken", test + "_ = `", "x", "", "", ""},
	{"open-rune", "broken", test + "_ = '", "x", "", "", ""},
	{"open-comment", "broken", test + "/*", "x", "", "", ""},
	{"open-parentheses", "broken", test + "_ = ", "(", "", "", ""},
	{"open-brackets", "broken", test + "_ = ", "[", "", "", ""},
	{"open-braces", "broken", test + "_ = T", "{", "", "", ""},
	{"open-blocks", "broken", test, "{", "", "", ""},
	{"open-headers", "broken", test, "if x := func() {", "", "", ""},
	{"open-ifs", "broken", test, "if ", "", "", ""},
	{"open-fors", "broken", test, "for ; ; ", "", "", ""},
	{"open-parameters", "broken", test + "var x ", "func(", "", "", ""},
	{"closed-parentheses", "broken", test + "_ = ", ")", "", "", end},
	{"error-in-a-long-line", "broken", test + "f(", "1, ", "@", "1, ", end},
	{"error-after-much", "broken", test, "x = x + 1\n", "if if", "", end},
	{"error-in-every-function", "broken", file, "func f() { = }\n", "", "", ""},
	{"open-functions", "broken", file, "func f() {\n\tg()\n", "", "", ""},
	{"functions-behind-an-error", "broken", file + "func f() { = }\n", "func f() {}\n", "", "", ""},
	{"commas-behind-functions", "broken", file + "var x = []f{\nfunc f() {},\n", "func f() {},\n", "", "", "}\n"},
	{"braces-behind-functions", "broken", file + "func f() { = }\n", "func f() {\n}\n}\n", "", "", ""},
	{"receivers-behind-an-error", "broken", file + "func f() { = }\n", "func (a, b, c\n", "", "", ""},
	{"escapes", "broken", test + "_ = \"", "\\n", "\\q", "", "\"" + end},
	{"digits", "broken", test + "_ = 0b", "1", "2", "", end},
	{"underscores", "broken", test + "_ = 1", "_", "1", "", end},
}

func find(name string) (family, bool) {
	for _, f := range families {
		if f.name == name {
			return f, true
		}
	}
	return family{}, false
}

func repeat(out *bufio.Writer, pattern string, n int) {
	numbered := strings.ContainsAny(pattern, "#$")
	for i := 0; i < n; i++ {
		if numbered {
			strings.NewReplacer("#", strconv.Itoa(i), "$", strconv.Itoa(i+1)).WriteString(out, pattern)
		} else {
			out.WriteString(pattern)
		}
	}
}

func write(f family, n int) error {
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	out.WriteString(f.before)
	repeat(out, f.open, n)
	out.WriteString(f.core)
	repeat(out, f.close, n)
	out.WriteString(strings.ReplaceAll(f.after, "#", strconv.Itoa(n)))
	return out.Flush()
}

// judge leaves objects out, as gofmt does: whether a name is declared is no matter of syntax, and
// Go's parser takes no more than a thousand scopes inside each other when it looks.
func judge(name string) {
	_, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
	var list scanner.ErrorList
	switch {
	case err == nil:
		fmt.Println("accepted")
	case errors.As(err, &list):
		message := list[0].Msg
		if len(message) > 80 {
			message = message[:80]
		}
		fmt.Printf("refused %d:%d %s\n", list[0].Pos.Line, list[0].Pos.Column, message)
	default:
		fmt.Println("refused", err)
	}
}

func measure(command []string) {
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		fatal(err)
	}
	status := cmd.ProcessState.ExitCode()
	if ws := cmd.ProcessState.Sys().(syscall.WaitStatus); ws.Signaled() {
		status = 128 + int(ws.Signal())
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	seconds := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	fmt.Printf("%d %.2f %d\n", status, seconds.Seconds(), usage.Maxrss)
}

func fatal(what any) {
	fmt.Fprintln(os.Stderr, "hostile:", what)
	os.Exit(2)
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 1 && args[0] == "list":
		for _, f := range families {
			fmt.Println(f.name, f.kind)
		}
	case len(args) == 3 && args[0] == "make":
		f, ok := find(args[1])
		n, err := strconv.Atoi(args[2])
		if !ok || err != nil {
			fatal("no such family, or no number: " + strings.Join(args[1:], " "))
		}
		if err := write(f, n); err != nil {
			fatal(err)
		}
	case len(args) == 2 && args[0] == "judge":
		judge(args[1])
	case len(args) > 1 && args[0] == "measure":
		measure(args[1:])
	default:
		fatal("usage: list | make FAMILY N | judge FILE | measure COMMAND...")
	}
}
