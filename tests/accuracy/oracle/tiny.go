package main

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// Go's runtime puts objects smaller than 16 B without pointers into blocks of 16 B. An object that
// goes into a block that is there is counted by runtime.MemStats, but not seen by the memory profile,
// and whose 16 B a block is depends on who came first. So the profile's runtime asks, before it shares
// a block, whether the object is package testing's, and gives those a block of their own: the profile
// sees them all, and the blocks of the tests are filled as if package testing allocated nothing. The
// number of objects stays what it was. This is the only thing that is not as in the Go installation.
//
//go:embed tiny/tiny.go
var tinyRuntime string

// makeRuntime writes the files of that runtime.
func (o *oracle) makeRuntime() error {
	edits := strings.NewReplacer(
		"<= maxTinySize && c.tiny != 0 {", "<= maxTinySize && c.tiny != 0 && !oracleTesting() {",
		"if !raceenabled && (", "if !raceenabled && !oracleTesting() && (")
	files, err := filepath.Glob(filepath.Join(o.root, "runtime", "malloc*.go"))
	if err != nil {
		return err
	}
	o.runtime = map[string]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		edited := edits.Replace(string(text))
		if edited != string(text) && !strings.HasSuffix(file, "_test.go") {
			if err := o.replaceRuntime(file, edited); err != nil {
				return err
			}
		}
	}
	if len(o.runtime) == 0 {
		return errors.New("this Go's runtime does not say where it combines tiny objects")
	}
	_, text, _ := strings.Cut(tinyRuntime, "//go:build oracle\n") // it is built there only
	return o.replaceRuntime(filepath.Join(o.root, "runtime", "zz_oracle.go"), text)
}

func (o *oracle) replaceRuntime(file, text string) error {
	copy := filepath.Join(o.work, filepath.Base(file))
	o.runtime[file] = copy
	return os.WriteFile(copy, []byte(text), 0o666)
}
