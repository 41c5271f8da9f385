package main

import (
	_ "embed"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"
)

const (
	engineHarness = "harness"
	engineSource  = "source"
	repeatsOfAll  = 3 // of the oracle, and of benchline run
)

//go:embed document.tmpl
var documentText string

// A group is tests, or packages, that have something in common.
type group struct {
	What  string
	Items []string
}

// A tally is what one project, or all of them, comes to.
type tally struct {
	Name, Version             string
	Packages, Lost            int // with a test that passes; of them, those without any measurement
	Tests, Measured           int // tests that pass; measured by benchline run
	BySource                  int // of those, the ones that the harness did not measure
	SourceMeasured            int // by --engine=source
	Repeated, SameAllocs      int // measured by all runs; with the same allocations
	SureRepeated, SureSame    int // of those, the ones that the oracle agrees with itself about
	SameBytes                 int
	Harness, Source           map[string]*agreement // by class; of the source, by conversion
	HarnessAll, SourceAll     agreement
	Unsure, MethodsDiffer     int // tests that the oracle does not agree with itself about
	UnsureHarness, InTheRange int // measured by the harness; within the oracle's range
	Unmeasured                int // tests that the oracle has no figures of
}

type report struct {
	GoVersion, Machine string
	Projects           []*tally
	Left               []string // projects that were not measured to the end
	All                *tally
	NotMeasured        map[string]*group // by status
	NotBySource        map[string]*group
	NoOracle           map[string]*group
	Unsure             map[string]*group
	Differences        []*difference
	Unrepeatable       map[string]*group
	Fallbacks          map[string]*group
	Troubles           []string
	Ambiguous          []string
	ByUse              map[string]*agreement
	Costs              []*cost
}

func compareCommand(arguments []string) error {
	flags := flag.NewFlagSet("compare", flag.ExitOnError)
	out := flags.String("out", "", "the document to write")
	flags.Parse(arguments)
	if flags.NArg() != 1 || *out == "" {
		usage()
	}
	r := newReport()
	if err := r.readAll(flags.Arg(0)); err != nil {
		return err
	}
	document, err := template.New("").Funcs(template.FuncMap{
		"percent": percent, "share": share, "groups": groups, "causes": r.causes,
	}).Parse(documentText)
	if err != nil {
		return err
	}
	var text strings.Builder
	if err := document.Execute(&text, r); err != nil {
		return err
	}
	if err := os.WriteFile(*out+".new", []byte(text.String()), 0o666); err != nil {
		return err
	}
	return os.Rename(*out+".new", *out)
}

func newReport() *report {
	r := &report{All: newTally("all", ""), ByUse: map[string]*agreement{}}
	for _, groups := range []*map[string]*group{&r.NotMeasured, &r.NotBySource, &r.NoOracle, &r.Unsure, &r.Unrepeatable, &r.Fallbacks} {
		*groups = map[string]*group{}
	}
	return r
}

func newTally(name, version string) *tally {
	return &tally{Name: name, Version: version, Harness: map[string]*agreement{}, Source: map[string]*agreement{}}
}

func put(groups map[string]*group, what, item string) {
	if groups[what] == nil {
		groups[what] = &group{What: what}
	}
	groups[what].Items = append(groups[what].Items, item)
}

func (r *report) readAll(folder string) error {
	list, err := os.ReadFile(filepath.Join(folder, "list"))
	if err != nil {
		return err
	}
	for _, line := range strings.Split(strings.TrimSpace(string(list)), "\n") {
		field := strings.Fields(line)
		if len(field) < 4 {
			return fmt.Errorf("%s/list: %s", folder, line)
		}
		p, err := readProject(folder, field[0], field[1])
		if os.IsNotExist(err) {
			r.Left = append(r.Left, field[0])
			continue
		} else if err != nil {
			return err
		}
		t := newTally(p.Name, p.Version)
		r.add(p, t)
		r.Projects = append(r.Projects, t)
		r.All.addAll(t)
		if c, err := readCosts(folder, p.Name, p.Version); err != nil {
			return err
		} else if c != nil {
			r.Costs = append(r.Costs, c)
		}
	}
	environment, err := os.ReadFile(filepath.Join(folder, "environment"))
	if err != nil {
		return err
	}
	r.GoVersion, r.Machine, _ = strings.Cut(strings.TrimSpace(string(environment)), "\n")
	return nil
}

// add puts one project's tests into its tally, and what is to be listed into the report.
func (r *report) add(p *project, t *tally) {
	r.Troubles = append(r.Troubles, p.troubles...)
	for importPath, why := range p.fallbacks {
		put(r.Fallbacks, why, importPath)
	}
	for key := range p.ambiguous {
		r.Ambiguous = append(r.Ambiguous, key.importPath+"."+key.name)
	}
	measuredIn := map[string]bool{}
	for _, key := range p.passing() {
		t.Tests++
		label := key.importPath + "." + key.name
		first, source := p.runs[0][key], p.source[key]
		v := p.findings[key].judge(repeatsOfAll)
		r.addOracle(p, t, key, v)
		if first.measured() {
			t.Measured++
			measuredIn[key.importPath] = true
			r.addRun(p, t, key, v, first)
		} else {
			put(r.NotMeasured, status(first), label+whyNot(first, p.findings[key]))
		}
		if source.measured() {
			t.SourceMeasured++
			if v.class != "" {
				r.compare(p, t.Source, &t.SourceAll, source.Conversion, key, v, source, engineSource)
			}
		} else {
			put(r.NotBySource, status(source), label+whyNot(source, p.findings[key]))
		}
	}
	t.Packages = len(p.plainPackages)
	for importPath := range p.plainPackages {
		if !measuredIn[importPath] {
			t.Lost++
			put(r.NotMeasured, "whole packages", importPath)
		}
	}
}

// passing are the tests that pass in go test, sorted.
func (p *project) passing() (keys []testKey) {
	for key, outcome := range p.plain {
		if outcome == "pass" {
			keys = append(keys, key)
		}
	}
	sort.Slice(keys, func(i, j int) bool {
		return keys[i].importPath < keys[j].importPath ||
			keys[i].importPath == keys[j].importPath && keys[i].name < keys[j].name
	})
	return keys
}

func (r *report) addOracle(p *project, t *tally, key testKey, v verdict) {
	f := p.findings[key]
	switch {
	case f == nil:
		t.Unmeasured++
		put(r.NoOracle, "is not found", key.importPath+"."+key.name)
	case v.class == "":
		t.Unmeasured++
		put(r.NoOracle, f.trouble, key.importPath+"."+key.name)
	case !v.sureOfAllocs:
		t.Unsure++
		what := "its processes differ"
		if v.methodsDiffer {
			t.MethodsDiffer++
			what = "its ways to count differ, each the same in all processes"
		}
		put(r.Unsure, what, key.importPath+"."+key.name+" "+f.saw(p.runs[0][key]))
	}
}

// saw is every figure of a test's allocations, and benchline's.
func (f *finding) saw(r *row) string {
	var text strings.Builder
	text.WriteString("(by subtraction")
	for _, w := range f.whole {
		fmt.Fprintf(&text, " %d", w.allocs)
	}
	for i, p := range f.plain {
		if i == 0 {
			text.WriteString(", by AllocsPerRun")
		}
		fmt.Fprintf(&text, " %d", p.perRun)
	}
	if r.measured() {
		fmt.Fprintf(&text, "; benchline %.0f", r.AllocsPerOp)
	}
	return text.String() + ")"
}

// addRun compares what the first run measured with the other runs and with the oracle.
func (r *report) addRun(p *project, t *tally, key testKey, v verdict, first *row) {
	if p.runs[1][key].measured() && p.runs[2][key].measured() {
		same := p.runs[1][key].AllocsPerOp == first.AllocsPerOp && p.runs[2][key].AllocsPerOp == first.AllocsPerOp
		t.Repeated++
		if v.sureOfAllocs {
			t.SureRepeated++
		}
		if v.sureOfAllocs && same {
			t.SureSame++
		}
		if same {
			t.SameAllocs++
		} else {
			what := "not marked noisy"
			if first.Noisy || p.runs[1][key].Noisy || p.runs[2][key].Noisy {
				what = "marked noisy"
			}
			put(r.Unrepeatable, what, fmt.Sprintf("%s.%s (%.0f, %.0f, %.0f)", key.importPath, key.name,
				first.AllocsPerOp, p.runs[1][key].AllocsPerOp, p.runs[2][key].AllocsPerOp))
		}
		if p.repeats(key) {
			t.SameBytes++
		}
	}
	if first.Engine != engineHarness {
		t.BySource++
		return
	}
	if v.class == "" {
		return
	}
	r.compare(p, t.Harness, &t.HarnessAll, v.class, key, v, first, engineHarness)
	f := p.findings[key]
	for _, use := range strings.FieldsFunc(f.whole[0].uses, func(r rune) bool { return r == ',' }) {
		if r.ByUse[use] == nil {
			r.ByUse[use] = &agreement{}
		}
		r.ByUse[use].add(v, first)
	}
	if !v.sureOfAllocs {
		t.UnsureHarness++
		least, most := f.allocsRange()
		if least <= int(first.AllocsPerOp) && int(first.AllocsPerOp) <= most {
			t.InTheRange++
		}
	}
}

func (f *finding) allocsRange() (least, most int) {
	least, most = f.whole[0].allocs, f.whole[0].allocs
	take := func(value int) {
		if value < least {
			least = value
		}
		if value > most {
			most = value
		}
	}
	for _, w := range f.whole {
		take(w.allocs)
	}
	for _, p := range f.plain {
		take(p.perRun)
		take(p.allocs)
	}
	return least, most
}

func (r *report) compare(p *project, classes map[string]*agreement, all *agreement, class string, key testKey, v verdict, row *row, engine string) {
	if classes[class] == nil {
		classes[class] = &agreement{}
	}
	classes[class].add(v, row)
	all.add(v, row)
	if d := p.difference(key, v, row, engine); d != nil {
		r.Differences = append(r.Differences, d)
	}
}

func (t *tally) addAll(other *tally) {
	for _, sum := range []struct {
		to   *int
		what int
	}{
		{&t.Packages, other.Packages}, {&t.Lost, other.Lost}, {&t.Tests, other.Tests}, {&t.Measured, other.Measured},
		{&t.BySource, other.BySource}, {&t.SourceMeasured, other.SourceMeasured}, {&t.Repeated, other.Repeated},
		{&t.SameAllocs, other.SameAllocs},
		{&t.SureRepeated, other.SureRepeated}, {&t.SureSame, other.SureSame}, {&t.SameBytes, other.SameBytes}, {&t.Unsure, other.Unsure},
		{&t.MethodsDiffer, other.MethodsDiffer}, {&t.UnsureHarness, other.UnsureHarness},
		{&t.InTheRange, other.InTheRange}, {&t.Unmeasured, other.Unmeasured},
	} {
		*sum.to += sum.what
	}
	t.HarnessAll.addAll(other.HarnessAll)
	t.SourceAll.addAll(other.SourceAll)
	for _, pair := range [][2]map[string]*agreement{{t.Harness, other.Harness}, {t.Source, other.Source}} {
		for class, a := range pair[1] {
			if pair[0][class] == nil {
				pair[0][class] = &agreement{}
			}
			pair[0][class].addAll(*a)
		}
	}
}

func status(r *row) string {
	if r == nil {
		return "not listed"
	}
	return r.Status
}

// whyNot is benchline's reason, and whether the oracle could do better.
func whyNot(r *row, f *finding) string {
	why := ""
	if r != nil && r.Reason != "" {
		why = ": " + r.Reason
	}
	if f == nil || f.trouble == "" {
		return why + " (the oracle measured it)"
	}
	return why + " (to the oracle, it " + f.trouble + ")"
}

// MissingTests is how many tests that pass were not measured.
func (r *report) MissingTests() int { return r.All.Tests - r.All.Measured }
