package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// A testKey names a test as go test does: the internal and the external tests of a package have the
// same import path.
type testKey struct{ importPath, name string }

// A row is what benchline says of a test.
type row struct {
	Test             string
	Engine           string
	Conversion       string
	Status, Reason   string
	BytesPerOp       float64 `json:"bytes_per_op"`
	AllocsPerOp      float64 `json:"allocs_per_op"`
	Noisy            bool
	ConversionReason string `json:"conversion_reason"`
}

func (r *row) measured() bool { return r != nil && r.Status == "ok" }

// A project is one module with all that was measured of it.
type project struct {
	Name, Version string
	plain         map[testKey]string // pass, fail or skip
	plainPackages map[string]bool    // those in which a test passed
	runs          [3]map[testKey]*row
	source        map[testKey]*row
	fallbacks     map[string]string // by import path: why it is not the harness that measured
	findings      map[testKey]*finding
	troubles      []string // of the oracle, with whole packages
	ambiguous     map[testKey]bool
}

func readProject(folder, name, version string) (*project, error) {
	p := &project{Name: name, Version: version, ambiguous: map[testKey]bool{}, fallbacks: map[string]string{}}
	place := filepath.Join(folder, "out", name+"@"+version)
	err := p.readPlain(filepath.Join(place, "plain"))
	for i := 0; i < len(p.runs) && err == nil; i++ {
		p.runs[i], err = p.readRun(filepath.Join(place, "run"+strconv.Itoa(i)))
	}
	if err == nil {
		p.source, err = p.readRun(filepath.Join(place, "source"))
	}
	if err == nil {
		err = p.readFigures(filepath.Join(place, "figures"))
	}
	for key := range p.ambiguous {
		delete(p.plain, key)
	}
	return p, err
}

// readPlain reads what go test -json printed.
func (p *project) readPlain(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	p.plain, p.plainPackages = map[testKey]string{}, map[string]bool{}
	started := map[testKey]bool{}
	lines := bufio.NewReader(file)
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		var event struct{ Action, Package, Test string }
		if json.Unmarshal(line, &event) != nil || !strings.HasPrefix(event.Test, "Test") || strings.Contains(event.Test, "/") {
			continue
		}
		key := testKey{event.Package, event.Test}
		switch event.Action {
		case "run":
			if started[key] {
				p.ambiguous[key] = true
			}
			started[key] = true
		case "pass", "fail", "skip":
			p.plain[key] = event.Action
			if event.Action == "pass" {
				p.plainPackages[event.Package] = true
			}
		}
	}
}

func (p *project) readRun(path string) (map[testKey]*row, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var document struct {
		Projects []struct {
			Packages []struct {
				ImportPath string `json:"import_path"`
				Fallback   string
				Benchmarks []*row
			}
		}
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	rows := map[testKey]*row{}
	for _, project := range document.Projects {
		for _, listed := range project.Packages {
			if listed.Fallback != "" {
				p.fallbacks[listed.ImportPath] = listed.Fallback
			}
			for _, benchmark := range listed.Benchmarks {
				key := testKey{listed.ImportPath, benchmark.Test}
				if rows[key] != nil {
					p.ambiguous[key] = true
				}
				rows[key] = benchmark
			}
		}
	}
	return rows, nil
}

// A finding is what the oracle found out about a test, with one entry a repeat.
type finding struct {
	whole   []whole
	plain   []plain
	trouble string // why there is less
}

// whole is what a test allocates without package testing's share, and that share.
type whole struct {
	allocs, bytes, shareAllocs, shareBytes, bubbleAllocs, bubbleBytes int
	agree, iterations                                                 int
	mean                                                              bool   // the share varied
	uses                                                              string // of package testing, between commas
}

// plain is what one that leaves no share allocates: by testing.AllocsPerRun, and by runtime.MemStats.
type plain struct{ perRun, allocs, bytes int }

func (p *project) readFigures(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	p.findings = map[testKey]*finding{}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		column := strings.Split(line, "\t")
		if len(column) < 6 {
			return errors.New(path + ": " + line)
		}
		if column[4] == "trouble" {
			p.troubles = append(p.troubles, column[0]+" ("+column[1]+"): "+column[5])
			continue
		}
		key := testKey{column[0], column[5]}
		if p.findings[key] == nil {
			p.findings[key] = &finding{}
		}
		if err := p.findings[key].take(column[4], column[6:]); err != nil {
			return fmt.Errorf("%s: %s: %w", path, line, err)
		}
	}
	return nil
}

func (f *finding) take(what string, column []string) error {
	var number [9]int
	numbers := map[string]int{"whole": 9, "plain": 5, "fails": 1}[what]
	if len(column) < numbers || what == "whole" && len(column) < numbers+2 {
		return errors.New("a column is missing")
	}
	for i := 0; i < numbers; i++ {
		var err error
		if number[i], err = strconv.Atoi(column[i]); err != nil {
			return err
		}
	}
	switch what {
	case "whole":
		f.whole = append(f.whole, whole{number[0], number[1], number[2], number[3], number[4], number[5],
			number[6], number[8], column[9] == "mean", column[10]})
	case "plain":
		f.plain = append(f.plain, plain{number[0], number[1], number[2]})
	case "fails":
		f.trouble = fmt.Sprintf("fails when it runs for the %s time", ordinal(number[0]))
	case "skipped":
		f.trouble = "skips itself"
	case "died":
		f.trouble = "ends its process"
	case "hung":
		f.trouble = "hangs"
	}
	return nil
}

func ordinal(number int) string {
	switch number {
	case 1:
		return "first"
	case 2:
		return "second"
	case 3:
		return "third"
	}
	return strconv.Itoa(number) + "th"
}
