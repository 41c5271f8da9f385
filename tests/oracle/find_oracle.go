//go:build ignore

// find_oracle asks Go itself what `benchline find` should have found.
//
//	go run find_oracle.go compare FOUND LIST DIR   against `go list -e -json ./...` in the module DIR
//	go run find_oracle.go functions FOUND          against go/parser, go/doc and cmd/go's rule
//	go run find_oracle.go generate DIR SEED        writes a module of odd files to compare on
//
// FOUND is the output of `benchline find --json`, LIST that of `go list`. Differences go to standard output; the exit
// status is 1 when there are any.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/scanner"
	"go/token"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ---- what benchline says ----

type found struct {
	Projects []struct {
		Modules []struct {
			ModulePath string `json:"module_path"`
			Dir        string
			Packages   []foundPackage
		}
	}
}

type foundPackage struct {
	ImportPath string `json:"import_path"`
	Dir        string
	Files      []foundFile
}

type foundFile struct {
	Name, Kind, Reason string
	Broken             bool
	Functions          []function
}

type function struct {
	Name, Kind   string
	Line, Column int
	Runs         *bool
}

func (f function) String() string {
	runs := ""
	if f.Runs != nil && !*f.Runs {
		runs = " (not run)"
	}
	return fmt.Sprintf("%d:%d %s %s%s", f.Line, f.Column, f.Kind, f.Name, runs)
}

func readFound(path string) found {
	var f found
	data, err := os.ReadFile(path)
	check(err)
	check(json.Unmarshal(data, &f))
	return f
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "find_oracle:", err)
		os.Exit(2)
	}
}

// benchline's folders are without links; Debian's GOROOT/src is one.
func real(dir string) string {
	dir, err := filepath.EvalSymlinks(dir)
	check(err)
	return dir
}

var differences int

func differ(format string, args ...any) {
	differences++
	fmt.Printf(format+"\n", args...)
}

// ---- files: go list ----

type listed struct {
	Dir, ImportPath                                              string
	GoFiles, CgoFiles, TestGoFiles, XTestGoFiles, IgnoredGoFiles []string
}

func readList(path string) map[string]listed {
	file, err := os.Open(path)
	check(err)
	defer file.Close()
	packages := map[string]listed{}
	for decoder := json.NewDecoder(file); ; {
		var p listed
		if err := decoder.Decode(&p); err == io.EOF {
			return packages
		} else {
			check(err)
		}
		packages[real(p.Dir)] = p
	}
}

// go list leaves files whose names start with '_' or '.' out of every list, and files that it
// cannot read, or whose constraint is malformed.
func hasInGo(f foundFile) bool {
	return f.Reason != "prefix" && f.Reason != "unreadable" && f.Reason != "invalid"
}

func namesOf(p foundPackage, kind string) []string {
	var names []string
	for _, f := range p.Files {
		if f.Kind == kind && hasInGo(f) {
			names = append(names, f.Name)
		}
	}
	return names
}

// go list knows no package where it ignores every file.
func isPackage(p foundPackage) bool {
	for _, f := range p.Files {
		if f.Kind != "ignored" || !hasInGo(f) && f.Reason != "prefix" {
			return true
		}
	}
	return false
}

func comparePackage(p foundPackage, want listed) int {
	if p.ImportPath != want.ImportPath {
		differ("%s: import path %s, go list has %s", p.Dir, p.ImportPath, want.ImportPath)
	}
	files := 0
	for _, list := range []struct {
		kind string
		want []string
	}{
		{"go", want.GoFiles},
		{"cgo", want.CgoFiles},
		{"test", want.TestGoFiles},
		{"xtest", want.XTestGoFiles},
		{"ignored", want.IgnoredGoFiles},
	} {
		got := namesOf(p, list.kind)
		files += len(got)
		sort.Strings(list.want)
		if strings.Join(got, "/") != strings.Join(list.want, "/") {
			differ("%s: %s files %v, go list has %v", p.Dir, list.kind, got, list.want)
		}
	}
	return files
}

// The list is of the module in the folder `dir`. Vendored packages benchline leaves out, and std's
// builtin go list: it is documentation in the form of a package.
func compare(f found, list map[string]listed, dir string) {
	packages, files := 0, 0
	for _, project := range f.Projects {
		for _, module := range project.Modules {
			for _, p := range module.Packages {
				want, ok := list[p.Dir]
				delete(list, p.Dir)
				switch {
				case ok:
					packages++
					files += comparePackage(p, want)
				case isPackage(p) && p.ImportPath != "builtin" && module.Dir == dir:
					differ("%s: no package for go list", p.Dir)
				}
			}
		}
	}
	for where := range list {
		if !strings.Contains(where+"/", "/vendor/") {
			differ("%s: missing", where)
		}
	}
	fmt.Printf("%d packages, %d files: %d differences\n", packages, files, differences)
}

// ---- functions: cmd/go's rule ----

func isTest(name, prefix string) bool {
	if !strings.HasPrefix(name, prefix) || name == prefix {
		return name == prefix
	}
	r, _ := utf8.DecodeRuneInString(name[len(prefix):])
	return !unicode.IsLower(r)
}

func takes(f *ast.FuncDecl, arg string) bool {
	t := f.Type
	if t.TypeParams.NumFields() > 0 || t.Results.NumFields() > 0 || len(t.Params.List) != 1 ||
		len(t.Params.List[0].Names) > 1 {
		return false
	}
	star, ok := t.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch x := star.X.(type) {
	case *ast.Ident:
		return x.Name == arg
	case *ast.SelectorExpr:
		return x.Sel.Name == arg
	}
	return false
}

func kindOf(f *ast.FuncDecl) string {
	name := f.Name.Name
	switch {
	case name == "TestMain" && takes(f, "M"):
		return "main"
	case isTest(name, "Test") && takes(f, "T"):
		return "test"
	case isTest(name, "Benchmark") && takes(f, "B"):
		return "benchmark"
	case isTest(name, "Fuzz") && takes(f, "F"):
		return "fuzz"
	}
	return ""
}

func functionsOf(fset *token.FileSet, file *ast.File) []function {
	examples := map[ast.Node]*doc.Example{}
	for _, e := range doc.Examples(file) {
		examples[e.Code] = e
	}
	var all []function
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Recv != nil {
			continue
		}
		at := fset.PositionFor(f.Name.Pos(), false)
		fn := function{Name: f.Name.Name, Kind: kindOf(f), Line: at.Line, Column: at.Column}
		plain := f.Body != nil && f.Type.Params.NumFields() == 0 && f.Type.Results.NumFields() == 0
		e := examples[f.Body]
		if whole := examples[file]; whole != nil && fn.Name == "Example"+whole.Name {
			e = whole // go/doc takes the whole file for the example's code
		}
		if plain && e != nil {
			runs := e.Output != "" || e.EmptyOutput
			fn.Kind, fn.Runs = "example", &runs
		}
		if fn.Kind != "" {
			all = append(all, fn)
		}
	}
	return all
}

// tooNew reports whether only parsers before Go 1.27 refuse it.
func tooNew(err error) bool {
	list, _ := err.(scanner.ErrorList)
	for _, e := range list {
		if e.Msg != "method must have no type parameters" {
			return false
		}
	}
	return len(list) > 0
}

func compareFile(path string, f foundFile) int {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil && tooNew(err) {
		return 0
	}
	if err != nil {
		if !f.Broken || len(f.Functions) != 0 {
			differ("%s: go/parser refuses it: %v", path, err)
		}
		return 0
	}
	want := functionsOf(fset, file)
	for i := 0; i < len(want) || i < len(f.Functions); i++ {
		switch {
		case i >= len(want):
			differ("%s: %v is none", path, f.Functions[i])
		case i >= len(f.Functions):
			differ("%s: %v is missing", path, want[i])
		case want[i].String() != f.Functions[i].String():
			differ("%s: %v should be %v", path, f.Functions[i], want[i])
		}
	}
	return len(want)
}

func compareFunctions(f found) {
	files, functions := 0, 0
	for _, project := range f.Projects {
		for _, module := range project.Modules {
			for _, p := range module.Packages {
				for _, file := range p.Files {
					if file.Kind == "test" || file.Kind == "xtest" {
						files++
						functions += compareFile(filepath.Join(p.Dir, file.Name), file)
					}
				}
			}
		}
	}
	fmt.Printf("%d test files, %d functions: %d differences\n", files, functions, differences)
}

// ---- odd files ----

// A generator writes files that stand close to the rules' edges: constraints in every place and
// form, names with every suffix, functions with almost the right signature, comments that are
// almost output comments.
type generator struct {
	*rand.Rand
}

func (g generator) pick(of ...string) string {
	return of[g.Intn(len(of))]
}

func (g generator) tag() string {
	return g.pick("linux", "windows", "darwin", "unix", "amd64", "arm64", "cgo", "gc", "gccgo", "go1.1",
		"go1.18", "go1.99", "go1.01", "ignore", "custom", "386", "a.b", "été", "日本", "x١", "mytag",
		"android", "wasm", "purego", "goexperiment.x", "boringcrypto")
}

func (g generator) expression(depth int) string {
	switch {
	case depth == 0 || g.Intn(3) == 0:
		return g.tag()
	case g.Intn(4) == 0:
		return "!" + g.expression(depth-1)
	case g.Intn(3) == 0:
		return "(" + g.expression(depth-1) + ")"
	}
	return g.expression(depth-1) + g.pick(" && ", " || ", "&&", "||", " \t|| ") + g.expression(depth-1)
}

// Leaves most texts as they are.
func (g generator) damage(text string) string {
	if g.Intn(3) > 0 || text == "" {
		return text
	}
	at := g.Intn(len(text))
	return text[:at] + g.pick("", "(", ")", "!", "&", "|", " ", "$", "\u00a0", "\xff", "\u2003", ",", "é", "\x00") +
		text[at+g.Intn(2):]
}

func (g generator) plusBuild() string {
	var words []string
	for n := 1 + g.Intn(4); n > 0; n-- {
		words = append(words, g.pick("", "!", "", "!!")+g.tag())
	}
	return g.damage(strings.Join(words, g.pick(" ", ",", "  ", ", ")))
}

func (g generator) headerLine() string {
	switch g.Intn(13) {
	case 0, 1, 2:
		return "//go:build " + g.expression(4)
	case 3:
		return "//go:build " + g.damage(g.expression(3))
	case 4, 5:
		return "// +build " + g.plusBuild()
	case 6:
		return g.pick("//+build ", "//  +build\t", "// +buildx ", "// +build", "/// +build ") + g.plusBuild()
	case 7:
		return g.pick("//go:build", "//go:buildx linux", " //go:build windows", "// go:build windows",
			"//go:build linux\u00a0", "//go:build\u2003windows", "//go:build\twindows", "\t//go:build !linux")
	case 8:
		return g.pick("/* c */", "/* c */", "/* a */ // y", "/*\n*/", "/*\n*/ //go:build windows",
			"/* a */ /* b", "*/", "/*/", "/**/ /* z", "//go:build windows */", "*//*")
	case 9:
		return "// a comment"
	}
	return g.pick("", "", "", " \t")
}

func (g generator) header() string {
	var lines []string
	for n := g.Intn(6); n > 0; n-- {
		lines = append(lines, g.headerLine())
	}
	return g.pick("", "", "", "\ufeff") + strings.Join(append(lines, ""), g.pick("\n", "\n", "\r\n"))
}

func (g generator) imports() string {
	return g.pick("", "", "", "", `import "C"`, "import `C`", "import (\n\t\"testing\" // x\n)",
		`import ("fmt"; "C")`, `import . "testing"; import x "C"`, `import /* " */ "C"`, `import "c"`,
		"import (\n\t// nothing\n)\nimport \"C\"", "import fmt \"fmt\"\n\nvar C = `import \"C\"`")
}

func (g generator) signature() string {
	return g.pick("(t *testing.T)", "(b *testing.B)", "(f *testing.F)", "(m *testing.M)", "(*testing.T)", "(_ *T)",
		"(t, u *testing.T)", "(t testing.T)", "()", "(t *testing.T) error", "(t *testing.T) ()",
		"[P any](t *testing.T)", "(t *(testing.T))", "(t (*testing.T))", "(t *testing.T, n int)",
		"(t **testing.T)", "(t *testing.T[int])", "(t ...*testing.T)", "(t *x.T)", "() (int)")
}

func (g generator) body() string {
	var lines []string
	for n := g.Intn(6); n > 0; n-- {
		lines = append(lines, g.pick("f()", "f() // Output:", "// Output:", "// output: 1", "//Output: 2",
			"//output:3", "// Unordered output:", "// unordered  output:", "/* Output: x */",
			"/*\n\n Output: y\n*/", "", "", "//go:noinline", "//line x", "// text", "//",
			"f() /* a */ // Output: b", "{ // Output:\n\t// 1\n\t}", "{\n\t} // Output:", "f() // text",
			"// OUTPUT:\n\n// more", "//export x", "// Output", "//\fOutput:", "x := `// Output:`"))
	}
	return strings.Join(lines, "\n\t")
}

func (g generator) function() string {
	name := g.pick("Test", "Test", "Benchmark", "Fuzz", "Example", "Example", "Example", "test") +
		g.pick("", "A", "_a", "a", "1", "É", "é", "日", "ǅ", "ª", "ß", "Main", "𝒶", "٣")
	if g.Intn(10) == 0 {
		name = "(T) " + name
	}
	signature := g.signature()
	switch letter := name[:1]; {
	case g.Intn(3) == 0:
	case letter == "E":
		signature = "()"
	default:
		signature = "(x *testing." + letter + ")"
	}
	if g.Intn(20) == 0 {
		return "func " + name + signature
	}
	return "func " + name + signature + " {\n\t" + g.body() + "\n}" + g.pick("", " // Output:", "\n// Output:")
}

func (g generator) file() string {
	clause := "package " + g.pick("p", "p", "p", "p_test", "p_test", "q", "documentation", "p_test_test")
	text := g.header() + g.pick("", "\n") + g.pick(g.pick(clause, "/* x */ "+clause), clause, clause, clause,
		clause, clause, clause, "pakage p", "package") +
		g.pick("\n", "; ", " // c\n") + g.imports() + "\n"
	for n := g.Intn(12); n > 0; n-- {
		text += "\n" + g.function() + "\n"
	}
	return text
}

func (g generator) name(n int) string {
	part := func() string {
		return g.pick("linux", "windows", "amd64", "arm64", "test", "x", "unix", "js", "wasm", "nacl", "darwin", "")
	}
	name := g.pick("f", "f", "_f", ".f", "linux", "amd64") + fmt.Sprint(n)
	for n := g.Intn(4); n > 0; n-- {
		name += "_" + part()
	}
	return name + g.pick("", "", "", ".x", "_test") + g.pick(".go", ".go", ".go", "_test.go", "_test.go", ".go.go", "_linux.txt")
}

func generate(dir string, rnd *rand.Rand) {
	g := generator{rnd}
	check(os.MkdirAll(dir, 0o777))
	check(os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/odd\n\ngo 1.21\n"), 0o666))
	for p, end := 0, 200; p < end; p++ {
		sub := filepath.Join(dir, fmt.Sprintf("p%03d", p))
		check(os.MkdirAll(sub, 0o777))
		for n, end := 0, 1+g.Intn(15); n < end; n++ {
			check(os.WriteFile(filepath.Join(sub, g.name(n)), []byte(g.file()), 0o666))
		}
	}
	writeLetters(filepath.Join(dir, "letters"))
}

// One function for each letter that may follow "Test".
func writeLetters(dir string) {
	text := []byte("package letters\n\nimport \"testing\"\n\n")
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			text = fmt.Appendf(text, "func Test%c(t *testing.T) {}\n", r)
		}
	}
	check(os.MkdirAll(dir, 0o777))
	check(os.WriteFile(filepath.Join(dir, "letters_test.go"), text, 0o666))
}

func main() {
	args := os.Args[1:]
	switch {
	case len(args) == 4 && args[0] == "compare":
		compare(readFound(args[1]), readList(args[2]), real(args[3]))
	case len(args) == 2 && args[0] == "functions":
		compareFunctions(readFound(args[1]))
	case len(args) == 3 && args[0] == "generate":
		seed, err := strconv.ParseInt(args[2], 10, 64)
		check(err)
		generate(args[1], rand.New(rand.NewSource(seed)))
	default:
		fmt.Fprintln(os.Stderr, "usage: see the head of find_oracle.go")
		os.Exit(2)
	}
	if differences > 0 {
		os.Exit(1)
	}
}
