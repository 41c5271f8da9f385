//go:build ignore

// Command check compares rewritten packages with their originals and their position maps.
//
// Each line of standard input names a case: NAME BEFORE AFTER MAP, the folder as it was, as it is
// with the diff applied, and the position map. What is wrong goes into the file PROBLEMS/NAME.
//
// Of every file it asks that
//   - it begins with the original's bytes, and the map's sizes are the files' own;
//   - the map's ranges follow each other without a gap from the original's end to its own;
//   - copies have the same bytes in both files, renamed pieces the same length, and every range's
//     line and column are those of its first byte;
//   - it is formatted if the original was.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"
)

type position struct {
	Start, End, Line, Column int
}

type fileRange struct {
	Kind                string
	Generated, Original position
}

type fileMap struct {
	File          string
	OriginalSize  int `json:"original_size"`
	GeneratedSize int `json:"generated_size"`
	Ranges        []fileRange
}

// checker gathers what is wrong with one case.
type checker struct {
	before, after string
	problems      []string
}

func (c *checker) problem(format string, args ...interface{}) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...))
}

func (c *checker) read(folder, name string) []byte {
	text, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		c.problem("%v", err)
	}
	return text
}

// inside reports whether a range lies in a text, and complains if not, or if its line or column
// are not those of its start.
func (c *checker) inside(file, which string, at position, text []byte) bool {
	if at.Start < 0 || at.Start > at.End || at.End > len(text) {
		c.problem("%s: the %s range %d-%d lies outside of %d bytes", file, which, at.Start, at.End, len(text))
		return false
	}
	line := 1 + bytes.Count(text[:at.Start], []byte("\n"))
	column := at.Start - bytes.LastIndexByte(text[:at.Start], '\n')
	// After the last line's end there is no further line.
	if at.Start == len(text) && column == 1 && line > 1 {
		line--
		column = at.Start - bytes.LastIndexByte(text[:at.Start-1], '\n')
	}
	if line != at.Line || column != at.Column {
		c.problem("%s: the %s offset %d is at %d:%d, not at %d:%d", file, which, at.Start, line, column,
			at.Line, at.Column)
	}
	return true
}

func (c *checker) checkRange(file string, r fileRange, before, after []byte) {
	if !c.inside(file, "generated", r.Generated, after) || !c.inside(file, "original", r.Original, before) {
		return
	}
	made, was := after[r.Generated.Start:r.Generated.End], before[r.Original.Start:r.Original.End]
	switch r.Kind {
	case "copy":
		if !bytes.Equal(made, was) {
			c.problem("%s: %d-%d is called a copy, but %q became %q", file, r.Generated.Start, r.Generated.End, was, made)
		}
	case "rename":
		if len(made) != len(was) || bytes.Equal(made, was) {
			c.problem("%s: %d-%d is called a rename of %q, but is %q", file, r.Generated.Start, r.Generated.End, was, made)
		}
	case "scaffold":
	default:
		c.problem("%s: a range is of kind %q", file, r.Kind)
	}
}

func (c *checker) checkFile(m fileMap) {
	before, after := c.read(c.before, m.File), c.read(c.after, m.File)
	if !bytes.HasPrefix(after, before) {
		c.problem("%s: it does not begin with the original", m.File)
	}
	if m.OriginalSize != len(before) || m.GeneratedSize != len(after) {
		c.problem("%s: the map says %d and %d bytes, but there are %d and %d", m.File, m.OriginalSize,
			m.GeneratedSize, len(before), len(after))
	}
	end := len(before)
	for _, r := range m.Ranges {
		if r.Generated.Start != end || r.Generated.End <= r.Generated.Start {
			c.problem("%s: the range %d-%d does not go on from %d", m.File, r.Generated.Start, r.Generated.End, end)
		}
		end = r.Generated.End
		c.checkRange(m.File, r, before, after)
	}
	if end != len(after) {
		c.problem("%s: the map ends at %d of %d", m.File, end, len(after))
	}
	if formatted(before) && !formatted(after) {
		c.problem("%s: it was formatted and is not any more", m.File)
	}
}

func formatted(source []byte) bool {
	want, err := format.Source(source)
	return err == nil && bytes.Equal(want, source)
}

// checkOthers looks at the files that the map does not speak of: unchanged, or new and formatted.
func (c *checker) checkOthers(mapped map[string]bool) {
	entries, err := os.ReadDir(c.after)
	if err != nil {
		c.problem("%v", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		if mapped[name] || !strings.HasSuffix(name, ".go") {
			continue
		}
		after := c.read(c.after, name)
		before, err := os.ReadFile(filepath.Join(c.before, name))
		if err == nil && !bytes.Equal(before, after) {
			c.problem("%s: it was changed, but is not in the map", name)
		} else if err != nil && !formatted(after) {
			c.problem("%s: it is new and not formatted", name)
		}
	}
}

func (c *checker) check(mapFile string) {
	var all struct{ Files []fileMap }
	text, err := os.ReadFile(mapFile)
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	if err != nil {
		c.problem("the map: %v", err)
	}
	mapped := make(map[string]bool)
	for _, m := range all.Files {
		mapped[m.File] = true
		c.checkFile(m)
	}
	c.checkOthers(mapped)
}

func joined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		c := &checker{before: fields[1], after: fields[2]}
		c.check(fields[3])
		file, err := os.OpenFile(filepath.Join(os.Args[1], fields[0]), os.O_APPEND|os.O_WRONLY|os.O_CREATE, 0666)
		if err == nil {
			_, err = file.WriteString(joined(c.problems))
			file.Close()
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}
