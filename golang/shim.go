// Package benchline holds the Go that benchline adds to a test package: shim.go stands beside the
// converted tests wherever they go, measure.go only in the builds that `benchline run` makes. The
// package clause is replaced by the test package's own.
//
// Every name begins with benchline, and so do those of the imports, because they share the package
// with code that may use any other name. No language feature newer than Go 1.17 is used.
package benchline

import (
	benchlineContext "context"
	benchlineFmt "fmt"
	benchlineIO "io"
	benchlineOS "os"
	benchlineRuntime "runtime"
	benchlineStrconv "strconv"
	benchlineStrings "strings"
	benchlineTesting "testing"
	benchlineTime "time"
	benchlineUnicode "unicode"
	benchlineUnsafe "unsafe"
)

// benchline stands in for testing.T where a test's body runs as one iteration of a benchmark. What
// T has and B lacks is made up for here; what T does once a test (clean-up, temporary directories,
// environment) is done once an iteration; and what the testing package itself would spend on it is
// kept off the clock, so that a figure is the body's own.
//
// One value is used for all iterations, and its children for all subtests: an empty test measures
// 0 B/op and 0 allocs/op. Whatever T's methods keep on the heap, these keep there too, because a
// closure that escapes in the test must escape in the benchmark.
type benchline struct {
	benchlineFields
	// As large as a testing.T, because tests make values of it too: new(testing.T) is a common mock.
	_ [benchlineUnsafe.Sizeof(benchlineTesting.T{}) - benchlineUnsafe.Sizeof(benchlineFields{})]byte
}

type benchlineFields struct {
	*benchlineTesting.B // nil for new(testing.T)

	parent   *benchline
	name     string // the test's name, or what Run was given
	fullName string // made when somebody asks
	number   int    // of the subtest among its parent's
	clock    *benchlineClock
	child    *benchline
	children []string // the names of the subtests that ran in this iteration
	cleanups []func()
	cancel   benchlineContext.CancelFunc
	context  benchlineContext.Context
	failed   bool
	skipped  bool
	message  string // why the test failed or skipped itself, the first one, with its place
}

// benchlineClock stops and starts the measurement of an iteration.
type benchlineClock struct {
	pause, resume func()
}

// benchlineMeasure, when set, replaces the plain loop over b.N.
var benchlineMeasure func(t *benchline, test func(*benchline))

// benchlineSink keeps what testing.T would keep.
var benchlineSink interface{}

// benchlineSkip is what SkipNow panics with in a subtest, which shares its parent's goroutine.
type benchlineSkip struct{}

// benchlineBegun and benchlineLeft, when set, are told that a benchmark begins with something that is
// no operation, and that it is left without having had any.
var benchlineBegun, benchlineLeft func(t *benchline)

// benchlineRun is the body of every converted benchmark: one call of test is one operation.
func benchlineRun(b *benchlineTesting.B, name string, test func(*benchline)) {
	t := new(benchline)
	t.B, t.name = b, name
	if benchlineMeasure != nil {
		benchlineMeasure(t, test)
		return
	}
	b.ReportAllocs()
	t.iterate(test) // what is done once is not part of an operation
	b.ResetTimer()
	for i := 0; i < b.N && !t.failed; i++ {
		t.iterate(test)
	}
}

func (t *benchline) iterate(test func(*benchline)) {
	t.children = t.children[:0]
	t.context = nil
	defer t.finish()
	test(t)
}

// finish ends an iteration or a subtest: the context first, then the clean-ups, last one first, and
// all of them even when one panics.
func (t *benchline) finish() {
	if t.cancel != nil {
		cancel := t.cancel
		t.cancel = nil
		cancel() // t.context stays, for the clean-ups to see that it is over
	}
	last := len(t.cleanups) - 1
	if last < 0 {
		return
	}
	cleanup := t.cleanups[last]
	t.cleanups[last] = nil
	t.cleanups = t.cleanups[:last]
	defer t.finish()
	cleanup()
}

func (t *benchline) pause() {
	if t.clock != nil {
		t.clock.pause()
	} else if t.B != nil {
		t.B.StopTimer()
	}
}

func (t *benchline) resume() {
	if t.clock != nil {
		t.clock.resume()
	} else if t.B != nil {
		t.B.StartTimer()
	}
}

// Run runs f as a subtest, in place: parallel subtests too.
func (t *benchline) Run(name string, f func(t *benchline)) bool {
	benchlineSink = f
	child := t.child
	if child == nil {
		t.pause()
		child = new(benchline)
		child.B, child.parent, child.clock = t.B, t, t.clock
		t.child = child
		t.resume()
	}
	if len(t.children) == cap(t.children) {
		t.pause()
		t.children = append(make([]string, 0, 2*cap(t.children)+8), t.children...)
		t.resume()
	}
	child.name, child.fullName = name, ""
	child.number = len(t.children)
	child.children = child.children[:0]
	child.context = nil
	child.failed, child.skipped = false, false
	t.children = append(t.children, name)
	child.runSubtest(f)
	return !child.failed
}

func (t *benchline) runSubtest(f func(*benchline)) {
	defer t.endSubtest()
	f(t)
}

func (t *benchline) endSubtest() {
	if t.skipped {
		if reason := recover(); reason != nil && reason != (benchlineSkip{}) {
			panic(reason)
		}
	}
	t.finish()
}

// Name is the test's name, as go test would have it: subtests after a slash, blanks replaced, equal
// names numbered.
func (t *benchline) Name() string {
	if t.parent == nil {
		return t.name
	}
	if t.fullName == "" {
		t.pause()
		t.fullName = t.parent.Name() + "/" + benchlineUnique(t.parent.children[:t.number+1])
		t.resume()
	}
	return t.fullName
}

// benchlineUnique is what the last of a test's subtests so far is called, given what Run was given
// for each: equal names are numbered, and a name that looks numbered may have to be numbered again,
// in the way of the testing package.
func benchlineUnique(names []string) (unique string) {
	taken := make(map[string]int)
	for _, name := range names {
		name = benchlineRewrite(name)
		for unique = ""; unique == ""; {
			before := taken[name]
			taken[name]++
			if before == 0 && name != "" {
				if stem, number := benchlineNumbered(name); stem == "" || number >= taken[stem] {
					unique = name
				}
			} else if numbered := benchlineFmt.Sprintf("%s#%02d", name, before); taken[numbered] == 0 {
				unique = numbered
			}
		}
	}
	return unique
}

// benchlineNumbered splits "name#07"; the stem is empty when the name does not end in a number.
func benchlineNumbered(name string) (stem string, number int) {
	at := benchlineStrings.LastIndexByte(name, '#')
	if at < 0 || len(name)-at < 3 || (name[at+1] == '0' && len(name)-at > 3) {
		return "", 0
	}
	number, err := benchlineStrconv.Atoi(name[at+1:])
	if err != nil || number <= 0 {
		return "", 0
	}
	return name[:at], number
}

func benchlineRewrite(name string) string {
	var rewritten []byte
	for _, r := range name {
		switch {
		case benchlineUnicode.IsSpace(r):
			rewritten = append(rewritten, '_')
		case !benchlineStrconv.IsPrint(r):
			quoted := benchlineStrconv.QuoteRune(r)
			rewritten = append(rewritten, quoted[1:len(quoted)-1]...)
		default:
			rewritten = append(rewritten, string(r)...)
		}
	}
	return string(rewritten)
}

// Parallel does nothing: every iteration is measured alone.
func (t *benchline) Parallel() {}

func (t *benchline) Helper() {}

func (t *benchline) Deadline() (deadline benchlineTime.Time, ok bool) {
	return benchlineTime.Time{}, false
}

// Cleanup calls f when the iteration, or the subtest, is over.
func (t *benchline) Cleanup(f func()) {
	if len(t.cleanups) == cap(t.cleanups) {
		t.pause()
		t.cleanups = append(make([]func(), 0, 2*cap(t.cleanups)+4), t.cleanups...)
		t.resume()
	}
	t.cleanups = append(t.cleanups, f)
}

// undo registers what a method below did to be undone, off the clock, when the iteration is over.
// It is called, as all that the testing package would do itself, between pause and resume.
func (t *benchline) undo(f func()) {
	t.cleanups = append(t.cleanups, func() {
		t.pause()
		f()
		t.resume()
	})
}

// TempDir makes a directory for this iteration. Its name has the same length in every iteration and
// every run, because what is built from it should allocate the same.
func (t *benchline) TempDir() string {
	t.pause()
	dir := t.makeTempDir()
	t.resume()
	return dir
}

var benchlineTemp struct {
	root  string
	count int
}

func (t *benchline) makeTempDir() string {
	for number := benchlineOS.Getpid() * 100; benchlineTemp.root == ""; number++ {
		root := benchlineOS.TempDir() + "/benchline-" + benchlineDigits(number)
		if err := benchlineOS.Mkdir(root, 0700); err == nil {
			benchlineTemp.root = root
		} else if !benchlineOS.IsExist(err) {
			t.Fatalf("TempDir: %v", err)
		}
	}
	benchlineTemp.count++
	dir := benchlineTemp.root + "/" + benchlineDigits(benchlineTemp.count)
	if err := benchlineOS.MkdirAll(dir, 0777); err != nil {
		t.Fatalf("TempDir: %v", err)
	}
	t.undo(func() {
		benchlineOS.RemoveAll(dir)
		benchlineOS.Remove(benchlineTemp.root) // succeeds once nothing is in it
	})
	return dir
}

func benchlineDigits(number int) string {
	digits := []byte("000000000")
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] = byte('0' + number%10)
		number /= 10
	}
	return string(digits)
}

func (t *benchline) ArtifactDir() string { return t.TempDir() }

func (t *benchline) Setenv(key, value string) {
	t.pause()
	t.setenv(key, value)
	t.resume()
}

func (t *benchline) setenv(key, value string) {
	before, was := benchlineOS.LookupEnv(key)
	if err := benchlineOS.Setenv(key, value); err != nil {
		t.Fatalf("cannot set environment variable: %v", err)
	}
	t.undo(func() {
		if was {
			benchlineOS.Setenv(key, before)
		} else {
			benchlineOS.Unsetenv(key)
		}
	})
}

func (t *benchline) Chdir(dir string) {
	t.pause()
	t.chdir(dir)
	t.resume()
}

func (t *benchline) chdir(dir string) {
	before, err := benchlineOS.Getwd()
	if err == nil {
		err = benchlineOS.Chdir(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.undo(func() {
		if err := benchlineOS.Chdir(before); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
	if now, err := benchlineOS.Getwd(); err == nil {
		t.setenv("PWD", now)
	}
}

// Context is cancelled just before the clean-ups of the iteration or the subtest.
func (t *benchline) Context() benchlineContext.Context {
	if t.context == nil {
		t.pause()
		t.context, t.cancel = benchlineContext.WithCancel(benchlineContext.Background())
		t.resume()
	}
	return t.context
}

// benchlineLeak keeps the arguments' values as fmt would, and formats nothing.
//
//go:noinline
func benchlineLeak(args []interface{}) {
	for _, arg := range args {
		benchlineSink = arg
	}
	benchlineSink = nil
}

func (t *benchline) Log(args ...interface{})                 { benchlineLeak(args) }
func (t *benchline) Logf(format string, args ...interface{}) { benchlineLeak(args) }
func (t *benchline) Attr(key, value string)                  {}
func (t *benchline) Output() benchlineIO.Writer              { return benchlineIO.Discard }

func (t *benchline) Failed() bool { return t.failed }

func (t *benchline) Fail() {
	for ; t != nil; t = t.parent {
		t.failed = true
		if t.B != nil {
			t.B.Fail()
		}
	}
}

// FailNow ends the whole benchmark: there is nothing to measure in a test that fails.
func (t *benchline) FailNow() {
	t.Fail()
	if t.B != nil {
		t.B.FailNow()
	}
	benchlineRuntime.Goexit()
}

// explain keeps the first reason that the test gives, with the place in a test file where it gave
// it, or where it called what gave it.
func (t *benchline) explain(text string) {
	for t.parent != nil {
		t = t.parent
	}
	if t.message != "" {
		return
	}
	var callers [64]uintptr
	frames := benchlineRuntime.CallersFrames(callers[:benchlineRuntime.Callers(3, callers[:])])
	for more := true; more; {
		var frame benchlineRuntime.Frame
		frame, more = frames.Next()
		if benchlineStrings.HasSuffix(frame.File, "_test.go") {
			file := frame.File[benchlineStrings.LastIndexByte(frame.File, '/')+1:]
			text = benchlineFmt.Sprintf("%s:%d: %s", file, frame.Line, text)
			break
		}
	}
	t.message = text
}

func (t *benchline) Error(args ...interface{}) {
	t.explain(benchlineFmt.Sprintln(args...))
	if t.B != nil {
		t.B.Helper()
		t.B.Error(args...)
	}
	t.Fail()
}

func (t *benchline) Errorf(format string, args ...interface{}) {
	t.explain(benchlineFmt.Sprintf(format, args...))
	if t.B != nil {
		t.B.Helper()
		t.B.Errorf(format, args...)
	}
	t.Fail()
}

func (t *benchline) Fatal(args ...interface{}) {
	t.explain(benchlineFmt.Sprintln(args...))
	if t.B != nil {
		t.B.Helper()
	}
	t.Error(args...)
	t.FailNow()
}

func (t *benchline) Fatalf(format string, args ...interface{}) {
	t.explain(benchlineFmt.Sprintf(format, args...))
	if t.B != nil {
		t.B.Helper()
	}
	t.Errorf(format, args...)
	t.FailNow()
}

func (t *benchline) Skipped() bool { return t.skipped }

// SkipNow ends the subtest, and its parent goes on; for the test itself, the benchmark is skipped.
func (t *benchline) SkipNow() {
	t.skipped = true
	if t.parent != nil {
		panic(benchlineSkip{})
	}
	if t.B != nil {
		t.B.SkipNow()
	}
	benchlineRuntime.Goexit()
}

func (t *benchline) Skip(args ...interface{}) {
	benchlineLeak(args)
	if t.parent == nil {
		t.explain(benchlineFmt.Sprintln(args...))
	}
	t.SkipNow()
}

func (t *benchline) Skipf(format string, args ...interface{}) {
	benchlineLeak(args)
	if t.parent == nil {
		t.explain(benchlineFmt.Sprintf(format, args...))
	}
	t.SkipNow()
}
