package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A unit is the internal or the external tests of a package.
type unit struct {
	importPath, dir, name string
	external              bool
	tests                 []string // in the order in which go test runs them
}

func (u *unit) kind() string {
	if u.external {
		return "external"
	}
	return "internal"
}

func (u *unit) entry() string { return "TestZZOracle_" + u.kind() }

type listedPackage struct {
	ImportPath, Dir           string
	TestGoFiles, XTestGoFiles []string
}

// units lists the module's packages with tests, as the go command does.
func (o *oracle) units() ([]*unit, error) {
	command := exec.Command(o.goCommand, "list", "-e", "-json=ImportPath,Dir,TestGoFiles,XTestGoFiles", "./...")
	command.Dir = o.module
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var units []*unit
	for decoder := json.NewDecoder(strings.NewReader(string(output))); decoder.More(); {
		var listed listedPackage
		if err := decoder.Decode(&listed); err != nil {
			return nil, err
		}
		for _, external := range []bool{false, true} {
			u := &unit{importPath: listed.ImportPath, dir: listed.Dir, external: external}
			files := listed.TestGoFiles
			if external {
				files = listed.XTestGoFiles
			}
			for _, file := range files {
				if err := u.addTests(filepath.Join(listed.Dir, file)); err != nil {
					fmt.Fprintln(os.Stderr, "oracle:", err)
				}
			}
			if len(u.tests) > 0 {
				units = append(units, u)
			}
		}
	}
	return units, nil
}

func (u *unit) addTests(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	u.name = file.Name.Name
	for _, declaration := range file.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if ok && function.Recv == nil && isTestName(function.Name.Name) && takesT(function.Type) {
			u.tests = append(u.tests, function.Name.Name)
		}
	}
	return nil
}

// isTestName is what `go help testfunc` says: not TestMain, and no lower case letter after Test.
func isTestName(name string) bool {
	if !strings.HasPrefix(name, "Test") || name == "TestMain" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(name[len("Test"):])
	return name == "Test" || !unicode.IsLower(next)
}

func takesT(function *ast.FuncType) bool {
	if function.Params.NumFields() != 1 || function.TypeParams != nil {
		return false
	}
	star, ok := function.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch t := star.X.(type) {
	case *ast.SelectorExpr:
		return t.Sel.Name == "T"
	case *ast.Ident:
		return t.Name == "T"
	}
	return false
}

//go:embed inside/inside.go
var inside string

// source is the file that goes beside the tests.
func (u *unit) source() string {
	_, code, _ := strings.Cut(inside, "\npackage inside\n")
	var text strings.Builder
	fmt.Fprintf(&text, "package %s\n%s\n", u.name, code)
	fmt.Fprintf(&text, "func %s(*oracleTesting.T) {\n\toracleMain([]oracleTesting.InternalTest{\n", u.entry())
	for _, test := range u.tests {
		fmt.Fprintf(&text, "\t\t{Name: %q, F: %s},\n", test, test)
	}
	text.WriteString("\t})\n}\n")
	return text.String()
}

// build makes the test binary. With apart, its runtime keeps package testing's objects out of the
// blocks that it shares among objects smaller than 16 B (tiny.go).
func (o *oracle) build(u *unit, folder string, apart bool) (binary string, err error) {
	source := filepath.Join(folder, "oracle_test.go")
	if err := os.WriteFile(source, []byte(u.source()), 0o666); err != nil {
		return "", err
	}
	replace := map[string]string{filepath.Join(u.dir, "zz_oracle_"+u.kind()+"_test.go"): source}
	binary = filepath.Join(folder, "stock.test")
	if apart {
		for original, copy := range o.runtime {
			replace[original] = copy
		}
		binary = filepath.Join(folder, "apart.test")
	}
	text, err := json.Marshal(map[string]interface{}{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(folder, "overlay.json")
	if err := os.WriteFile(overlay, text, 0o666); err != nil {
		return "", err
	}
	command := exec.Command(o.goCommand, "test", "-c", "-vet=off", "-overlay", overlay, "-o", binary, ".")
	command.Dir = u.dir
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%s does not build: %s", u.importPath, firstLines(string(output), 5))
	}
	return binary, nil
}

func firstLines(text string, most int) string {
	lines := strings.SplitN(strings.TrimSpace(text), "\n", most+1)
	if len(lines) > most {
		lines = lines[:most]
	}
	return strings.Join(lines, " | ")
}
