// Command generate makes hard cases for benchline's Go front end and asks Go's own parser about each,
// in the same process, at many thousands a second.
//
//	generate [-exhaustive] [-n COUNT] [-seed SEED] [-level LEVEL] [-depth DEPTH] [-v]
//	generate -show CASE
//
// The two must agree in the verdict and, when they accept, in every node's kind, span, operator and
// optional children, in the identifiers left unresolved, and in the declaration that every other one
// is bound to. When they refuse, it is counted how often the first error stands at the same place.
//
// There are two kinds of cases. `-exhaustive` runs all of product.go's families: frames filled with
// operands, statements and declarations, and all short strings over small alphabets. `-n` says how many
// random walks through the grammar (walk.go) follow; a seed always makes the same ones.
//
// A case is named eN, of the exhaustive ones, or rN, of the random ones of the seed; `-` is a source on
// standard input. On a disagreement the smallest source that still shows it is printed, and the exit
// status is 1. The last line is
//
//	N cases, N accepted, N refused, N disagreements, N cases/s
package main

import (
	"bytes"
	"flag"
	"fmt"
	"go/token"
	"io"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

var (
	count      = flag.Int("n", 0, "random `cases` to run")
	seed       = flag.Uint64("seed", 1, "`seed` of the random cases")
	depth      = flag.Int("depth", 7, "how many `levels` of the grammar a random walk may go down")
	exhaustive = flag.Bool("exhaustive", false, "run every exhaustive case")
	level      = flag.Int("level", 0, "how far the exhaustive cases go: from `level` 1 on all lists are whole, and strings a piece longer for each")
	only       = flag.String("only", "", "of the exhaustive families only those whose name contains `TEXT`")
	verbose    = flag.Bool("v", false, "list families, and the classes of refusals whose first errors stand at different places")
	show       = flag.String("show", "", "print one `case` and both verdicts: eN, rN, or - for standard input")
)

const (
	batch = 2000 // cases that a goroutine takes at a time
	// Disagreements kept by each goroutine, made small, and printed.
	mostKept, mostShrunk, mostShown = 4000, 400, 20
)

// finding is a case on which the parsers disagree.
type finding struct {
	name    string
	source  []byte
	differs difference
}

// tally is what was counted; each goroutine has one, and they are added up.
type tally struct {
	cases, accepted, refused, samePlace, nodes int
	disagreements                              int
	findings                                   []finding
	places                                     map[string]*place
}

// place is a class of refusals whose first errors stand at different places.
type place struct {
	count   int
	example string
}

func (t *tally) add(other *tally) {
	t.cases += other.cases
	t.accepted += other.accepted
	t.refused += other.refused
	t.samePlace += other.samePlace
	t.nodes += other.nodes
	t.disagreements += other.disagreements
	t.findings = append(t.findings, other.findings...)
	for class, p := range other.places {
		t.placeOf(class).count += p.count
		t.places[class].example = p.example
	}
}

func (t *tally) placeOf(class string) *place {
	if t.places == nil {
		t.places = map[string]*place{}
	}
	if t.places[class] == nil {
		t.places[class] = &place{}
	}
	return t.places[class]
}

var word = regexp.MustCompile(`\pL+`)

var quoted = regexp.MustCompile(`'[^']*'|"[^"]*"|U\+[0-9A-F]+|[0-9]+|(name|literal|found) \S+`)

func (t *tally) judge(name string, source []byte, want, got *result, differs difference) {
	t.cases++
	if differs == onlyOurs && want.tooNew {
		t.refused++ // Go 1.27 and later accept it
		return
	}
	switch {
	case differs != agree:
		t.disagreements++
		if len(t.findings) < mostKept {
			t.findings = append(t.findings, finding{name, append([]byte(nil), source...), differs})
		}
	case want.accepted:
		t.accepted++
		t.nodes += len(want.nodes)
	default:
		t.refused++
		if want.line == got.line && want.column == got.column {
			t.samePlace++
		} else if *verbose {
			class := quoted.ReplaceAllString(want.message+" / "+got.message, "*")
			p := t.placeOf(class)
			p.count++
			if p.example == "" || len(name) < len(p.example) {
				p.example = name
			}
		}
	}
}

// runFamily runs a family's cases on all processors.
func runFamily(letter string, first int, f *family) *tally {
	var total tally
	var lock sync.Mutex
	var wait sync.WaitGroup
	var taken int64
	for i := 0; i < runtime.GOMAXPROCS(0); i++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			var t tally
			parsers := newPair()
			defer parsers.free()
			var source bytes.Buffer
			for {
				from := int(atomic.AddInt64(&taken, batch)) - batch
				for i := from; i < from+batch && i < f.size; i++ {
					source.Reset()
					f.make(&source, i)
					want, got, differs := parsers.compare(source.Bytes(), false)
					t.judge(letter+strconv.Itoa(first+i), source.Bytes(), want, got, differs)
				}
				if from+batch >= f.size {
					break
				}
			}
			lock.Lock()
			total.add(&t)
			lock.Unlock()
		}()
	}
	wait.Wait()
	return &total
}

func randomFamily() family {
	return family{"random walks", *count, func(out *bytes.Buffer, i int) { randomCase(out, *seed, *depth, i) }}
}

// caseSource makes the case that a name names.
func caseSource(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	number, err := strconv.Atoi(strings.TrimLeft(name, "er"))
	if err != nil || number < 0 {
		return nil, fmt.Errorf("there is no case %s: expected eN, rN or -", name)
	}
	var out bytes.Buffer
	if name[0] == 'r' {
		randomCase(&out, *seed, *depth, number)
		return out.Bytes(), nil
	}
	for _, f := range families(*level) {
		if number < f.size {
			f.make(&out, number)
			return out.Bytes(), nil
		}
		number -= f.size
	}
	return nil, fmt.Errorf("there is no case %s: they end before", name)
}

// showCase prints a case and both verdicts. It reports whether they agree.
func showCase(name string) (bool, error) {
	source, err := caseSource(name)
	if err != nil {
		return false, err
	}
	parsers := newPair()
	defer parsers.free()
	want, got, differs := parsers.compare(source, true)
	var out bytes.Buffer
	fmt.Fprintf(&out, "%s\n-- %q\n-- go/parser: ", source, source)
	want.describe(&out)
	out.WriteString("-- benchline: ")
	got.describe(&out)
	if differs == agree {
		differs = "they agree"
	}
	fmt.Fprintf(&out, "-- %s\n%s", differs, firstDifferent(want, got))
	os.Stdout.Write(out.Bytes())
	return differs == "they agree", nil
}

// alike is the same for findings that differ only in their names.
func alike(f *finding) string {
	return string(f.differs) + word.ReplaceAllStringFunc(string(f.source), func(text string) string {
		if token.IsKeyword(text) {
			return text
		}
		return "a"
	})
}

// report prints the findings, each as small as it gets and each only once.
func (t *tally) report() {
	parsers := newPair()
	defer parsers.free()
	seen := map[string]int{}
	var smallest []finding
	step := len(t.findings)/mostShrunk + 1
	for i := 0; i < len(t.findings); i += step {
		f := t.findings[i]
		keeps := func(source []byte) bool {
			_, _, differs := parsers.compare(source, true)
			return differs == f.differs
		}
		if !keeps(f.source) {
			fmt.Printf("%s: %s, but only after the cases before it: symbols are shared\n%q\n", f.name, f.differs, f.source)
			continue
		}
		f.source = shrink(f.source, keeps)
		key := alike(&f)
		if seen[key]++; seen[key] == 1 {
			smallest = append(smallest, f)
		}
	}
	sort.SliceStable(smallest, func(i, j int) bool { return len(smallest[i].source) < len(smallest[j].source) })
	for i, f := range smallest {
		if i == mostShown && !*verbose {
			fmt.Printf("and %d more; -v prints all\n", len(smallest)-mostShown)
			break
		}
		want, got, _ := parsers.compare(f.source, true)
		fmt.Printf("%s (%d alike): %s\n%q\n", f.name, seen[alike(&f)], f.differs, f.source)
		if want.accepted && got.accepted {
			fmt.Print(firstDifferent(want, got))
		} else {
			fmt.Printf("go/parser: %s %d:%d\nbenchline: %s %d:%d\n", want.message, want.line, want.column, got.message, got.line, got.column)
		}
	}
}

func (t *tally) reportPlaces() {
	classes := make([]string, 0, len(t.places))
	for class := range t.places {
		classes = append(classes, class)
	}
	sort.Slice(classes, func(i, j int) bool {
		a, b := classes[i], classes[j]
		return t.places[a].count > t.places[b].count || (t.places[a].count == t.places[b].count && a < b)
	})
	for _, class := range classes {
		fmt.Printf("first error elsewhere: %7d  %s  (%s)\n", t.places[class].count, class, t.places[class].example)
	}
}

func run() *tally {
	var total tally
	first := 0
	one := func(letter string, f *family) {
		begun := time.Now()
		t := runFamily(letter, first, f)
		if *verbose {
			fmt.Printf("%-32s e%-9d %8d cases, %7d accepted, %7d refused, %d disagreements, %.1f s\n",
				f.name, first, t.cases, t.accepted, t.refused, t.disagreements, time.Since(begun).Seconds())
		}
		total.add(t)
	}
	if *exhaustive {
		for _, f := range families(*level) {
			f := f
			if strings.Contains(f.name, *only) {
				one("e", &f)
			}
			first += f.size
		}
	}
	if *count > 0 {
		first = 0
		f := randomFamily()
		one("r", &f)
	}
	return &total
}

func main() {
	flag.Parse()
	debug.SetGCPercent(400) // trees live for a moment
	if flag.NArg() > 0 || (*show == "" && !*exhaustive && *count <= 0) || *depth < 1 || *level < 0 {
		fmt.Fprintln(os.Stderr, "usage: generate [-exhaustive] [-n COUNT] [-seed SEED] [-v], or generate -show CASE")
		flag.PrintDefaults()
		os.Exit(2)
	}
	if *show != "" {
		same, err := showCase(*show)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		if !same {
			os.Exit(1)
		}
		return
	}
	begun := time.Now()
	t := run()
	seconds := time.Since(begun).Seconds()
	sort.SliceStable(t.findings, func(i, j int) bool { return len(t.findings[i].source) < len(t.findings[j].source) })
	t.report()
	t.reportPlaces()
	if t.refused > 0 {
		fmt.Printf("%d nodes alike; first error at the same place in %.2f %% of the refused\n", t.nodes, 100*float64(t.samePlace)/float64(t.refused))
	}
	fmt.Printf("%d cases, %d accepted, %d refused, %d disagreements, %.0f cases/s\n", t.cases, t.accepted, t.refused, t.disagreements, float64(t.cases)/seconds)
	if t.disagreements > 0 {
		os.Exit(1)
	}
}
