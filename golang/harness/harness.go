// Package testing, as far as benchline adds to it. This file and golang/measure.go stand in a private
// copy of Go's own package testing, in which a few methods begin with a question: does this T belong
// to a benchmark of benchline's? (The table of those methods is src/harness/hooks.h.) So a test runs
// unmodified, with a genuine *testing.T, any number of times in one process, and what testing itself
// does for a test is kept off the clock.
//
// It is compiled with every Go from 1.19 on: it uses no language feature newer than Go 1.17, and of
// package testing only what src/harness/hooks.h lists.
package testing

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
)

// benchline is what a T has beside its own fields while it runs as one iteration of a benchmark; for
// every other T, and for every B and F, common.benchline is nil.
//
// One T is used for all iterations, and one child of it for all subtests, so that an empty test
// measures 0 B/op and 0 allocs/op.
type benchline struct {
	// What golang/measure.go uses.
	benchlineB       *B
	benchlineClock   *benchlineClock
	benchlineMessage string // why the test failed or skipped itself, the first one, with its place

	T      *T
	parent *benchline
	root   *benchline // of the test itself
	starts uint32     // of it: goroutines made for it and its subtests in this iteration
	drives *T         // runs it
	own    *benchline // that this one runs, and does nothing else

	mu       sync.Mutex // a test may use its T in several goroutines
	name     string     // the test's name, or what Run was given
	fullName string     // made when somebody asks
	number   int        // of the subtest among its parent's
	child    *benchline // nil while a subtest has it
	children []string   // what Run was given for the subtests that began in this iteration
	names    []string   // ... made names, as many of them as somebody asked for
	unique   *matcher   // ... by this
	cleanups []func()
	cancel   context.CancelFunc
	context  context.Context
	split    *benchlineSplit // of the test itself, while its subtests are told apart
	place    int             // in that
	artifact string          // what ArtifactDir said in this iteration
}

// benchlineClock stops and starts the measurement of an iteration.
type benchlineClock struct {
	exact         bool // it is no plain benchmark's
	pause, resume func()

	mu      sync.Mutex
	stopped int // how many want it to stand still
}

// benchlineMeasure, when set, replaces the plain loop over b.N.
var benchlineMeasure func(t *benchline, test func(*benchline))

// benchlineBegun and benchlineLeft are for benchmarks of another kind; golang/measure.go sets them.
var benchlineBegun, benchlineLeft func(t *benchline)

// Benchline is the body of every benchmark: one call of test is one operation.
//
// While a benchmark runs, package testing waits for it in a method of B. A test that looks for
// goroutines which are not its own (go.uber.org/goleak) knows where go test waits: in T.Run. So what
// is to be measured is put off until testing cleans up after all benchmarks, which it does in the
// main goroutine, and that one then waits in T.Run too.
func Benchline(b *B, name string, test func(*T)) {
	if benchlineMeasure == nil {
		benchlineRun(b, name, test)
		return
	}
	if len(benchlinePutOff) == 0 {
		b.common.parent.Cleanup(func() {
			for _, run := range benchlinePutOff {
				run()
			}
		})
	}
	benchlinePutOff = append(benchlinePutOff, func() {
		waiting := newBenchline(b, nil)
		waiting.driver().Run("", func(t *T) {
			t.common.finished = true // a test that skips itself ends this goroutine, and that is fine
			benchlineRun(b, name, test)
		})
	})
}

// benchlinePutOff is what is to be measured, in order.
var benchlinePutOff []func()

func benchlineRun(b *B, name string, test func(*T)) {
	t := newBenchline(b, nil)
	t.name = name
	t.driver()
	operation := func(t *benchline) { t.runOnce(test) }
	// The benchmark that runs holds this lock, and so would one that the test starts.
	benchmarkLock.Unlock()
	defer benchmarkLock.Lock()
	if benchlineMeasure != nil {
		benchlineWeigh(b)
		if benchlineSplits() {
			benchlineMeasureSplit(b, name, test)
			return
		}
		benchlineOverhead = t.overhead
		benchlineMeasure(t, operation)
		return
	}
	b.ReportAllocs()
	t.benchlineIterate(operation) // what is done once is not part of an operation
	b.ResetTimer()
	for i := 0; i < b.N && !t.Failed(); i++ {
		t.benchlineIterate(operation)
	}
}

// newBenchline makes a T; its failures are its parent's too, and the topmost one's the benchmark's.
func newBenchline(b *B, parent *benchline) *benchline {
	t := &benchline{benchlineB: b, T: new(T), parent: parent}
	t.T.common.benchline = t
	t.T.common.parent = &b.common
	t.T.common.signal = make(chan bool, 1)
	t.root = t
	if parent != nil {
		t.root = parent.root
		t.T.common.parent = &parent.T.common
		t.T.common.level = parent.T.common.level + 1
		t.benchlineClock = parent.benchlineClock
	}
	return t
}

// Failed is also what golang/measure.go asks.
func (t *benchline) Failed() bool { return t.T.Failed() }

func (t *benchline) benchlineIterate(test func(*benchline)) {
	t.begin()
	test(t)
}

// runOnce runs the test as go test does: in a goroutine of its own, at the bottom of whose stack is
// tRunner.
func (t *benchline) runOnce(test func(*T)) {
	t.driver().Run("", test)
	if t.T.Skipped() && !t.T.Failed() {
		t.benchlineB.SkipNow()
	}
}

// driver is a T whose Run runs t's own test.
func (t *benchline) driver() *T {
	if t.drives == nil {
		driver := newBenchline(t.benchlineB, nil)
		driver.own = t
		t.drives = driver.T
	}
	return t.drives
}

// over is what tRunner defers: the test has come to its end, in whatever way.
func (t *benchline) over() {
	if reason := recover(); reason != nil {
		benchlineDie(reason, t.finish)
	}
	defer t.signal()
	defer t.leave()
	t.finish()
}

// signal lets who waits for the end of the test go on.
func (t *benchline) signal() {
	if reason := recover(); reason != nil { // in a clean-up
		benchlineDie(reason, func() {})
	}
	own := &t.T.common
	for c := own; c != nil && c.benchline != nil; c = c.parent {
		c.mu.RLock()
		finished := c.finished
		c.mu.RUnlock()
		if finished {
			own.signal <- c == own // else it has ended its parent
			return
		}
	}
	t.root.T.signal <- false // by runtime.Goexit, with which go test is not content either
}

// benchlineDie goes on panicking, which ends the process, after that has been told.
func benchlineDie(reason interface{}, finish func()) {
	if benchlineDying != nil {
		benchlineDying()
	}
	finish()
	panic(reason)
}

// ---- what the harness costs -------------------------------------------------------------------

// benchlineWeight is what one iteration of nothing allocates, and what one subtest more does: the
// arguments of its goroutine; and how long it takes to start that one and to wait for it.
var benchlineWeight struct {
	known         bool
	test, subtest benchlineSample
}

// benchlineWeigh finds that out, once in a process.
func benchlineWeigh(b *B) {
	weight := &benchlineWeight
	if weight.known {
		return
	}
	weight.known = true
	weight.test = benchlineLeast(b, func(t *T) {})
	weight.subtest = benchlineLeast(b, func(t *T) { t.Run("", func(t *T) {}) })
	weight.subtest.mallocs -= weight.test.mallocs
	weight.subtest.bytes -= weight.test.bytes
	if weight.subtest.nanoseconds -= weight.test.nanoseconds; int64(weight.subtest.nanoseconds) < 0 {
		weight.subtest.nanoseconds = 0
	}
}

// benchlineLeast is the smallest of some iterations of a test that always allocates the same. Its time
// is told where means are asked for: what one iteration alone takes varies by more than that.
func benchlineLeast(b *B, test func(*T)) benchlineSample {
	t, meter := newBenchline(b, nil), new(benchlineMeter)
	t.benchlineClock = &benchlineClock{pause: func() {}, resume: func() {}}
	t.driver()
	least := benchlineSample{mallocs: ^uint64(0), bytes: ^uint64(0), nanoseconds: ^uint64(0)}
	operations, means := 1, benchlineSettings.operations > 0 || benchlineSettings.benchtime > 0
	if means {
		operations = 200
	}
	for i := 0; i < 10; i++ {
		meter.sample = benchlineSample{}
		meter.resume()
		for j := 0; j < operations; j++ {
			t.begin()
			t.runOnce(test)
		}
		meter.pause()
		meter.sample.mallocs /= uint64(operations)
		meter.sample.bytes /= uint64(operations)
		if took := meter.sample.nanoseconds / uint64(operations); took < least.nanoseconds {
			least.nanoseconds = took
		}
		if meter.sample.mallocs < least.mallocs {
			least.mallocs = meter.sample.mallocs
		}
		if meter.sample.bytes < least.bytes {
			least.bytes = meter.sample.bytes
		}
	}
	if !means {
		least.nanoseconds = 0
	}
	return least
}

// overhead is what of the last iteration was the harness's.
func (t *benchline) overhead() benchlineSample {
	subtests := uint64(atomic.LoadUint32(&t.starts)) - 1
	test, subtest := &benchlineWeight.test, &benchlineWeight.subtest
	return benchlineSample{
		mallocs:     test.mallocs + subtests*subtest.mallocs,
		bytes:       test.bytes + subtests*subtest.bytes,
		nanoseconds: test.nanoseconds + subtests*subtest.nanoseconds,
	}
}

// begin makes the T as good as new.
func (t *benchline) begin() {
	t.children, t.names = t.children[:0], t.names[:0]
	t.context = nil
	t.artifact = ""
	atomic.StoreUint32(&t.starts, 0)
	c := &t.T.common
	c.mu.Lock()
	c.failed, c.skipped, c.finished = false, false, false
	c.mu.Unlock()
}

// finish ends an iteration or a subtest: the context first, then the clean-ups, last one first, and
// all of them even when one panics.
func (t *benchline) finish() {
	if t.cancel != nil {
		cancel := t.cancel
		t.cancel = nil
		cancel() // t.context stays, for the clean-ups to see that it is over
	}
	cleanup := t.lastCleanup()
	if cleanup == nil {
		return
	}
	defer t.finish()
	cleanup()
}

func (t *benchline) lastCleanup() (cleanup func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := len(t.cleanups) - 1
	if last >= 0 {
		cleanup = t.cleanups[last]
		t.cleanups[last] = nil
		t.cleanups = t.cleanups[:last]
	}
	return cleanup
}

// pause and resume may be called in several goroutines: the clock runs when nobody holds it.
func (t *benchline) pause() {
	clock := t.benchlineClock
	if clock == nil {
		t.benchlineB.StopTimer()
		return
	}
	clock.mu.Lock()
	if clock.stopped == 0 {
		clock.pause()
	}
	clock.stopped++
	clock.mu.Unlock()
}

func (t *benchline) resume() {
	clock := t.benchlineClock
	if clock == nil {
		t.benchlineB.StartTimer()
		return
	}
	clock.mu.Lock()
	clock.stopped--
	if clock.stopped == 0 {
		clock.resume()
	}
	clock.mu.Unlock()
}

// ---- what the hooks call ----------------------------------------------------------------------

// subtest is the T for a subtest that Run is about to start; nil: it is not to be run.
func (t *benchline) subtest(name string) *T {
	if t.own != nil {
		atomic.AddUint32(&t.own.starts, 1)
		return t.own.T
	}
	child := t.childNamed(name)
	child.begin()
	if split := t.root.split; split != nil && !split.wants(child) {
		t.passed(child.T)
		return nil
	}
	atomic.AddUint32(&t.root.starts, 1)
	return child.T
}

// passed gives the T of a subtest that is over back, and reports whether it has not failed.
func (t *benchline) passed(child *T) bool {
	if t.own != nil {
		return true
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.child = child.common.benchline
	return !child.Failed()
}

func (t *benchline) childNamed(name string) *benchline {
	t.mu.Lock()
	defer t.mu.Unlock()
	child := t.child
	t.child = nil
	if child == nil {
		t.pause()
		child = newBenchline(t.benchlineB, t)
		t.resume()
	}
	if len(t.children) == cap(t.children) {
		t.pause()
		t.children = append(make([]string, 0, 2*cap(t.children)+8), t.children...)
		t.resume()
	}
	child.name, child.fullName = name, ""
	child.number = len(t.children)
	t.children = append(t.children, name)
	return child
}

// testName is as go test would have it: subtests after a slash, blanks replaced, equal names
// numbered.
func (t *benchline) testName() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.parent == nil {
		return t.name
	}
	if t.fullName == "" {
		t.pause()
		t.fullName = t.parent.nameOfChild(t.number)
		t.resume()
	}
	return t.fullName
}

func (t *benchline) nameOfChild(number int) string {
	own := t.testName()
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.names) == 0 {
		t.unique = &matcher{subNames: map[string]int32{}}
	}
	for len(t.names) <= number {
		t.names = append(t.names, t.unique.unique(own, rewrite(t.children[len(t.names)])))
	}
	return t.names[number]
}

func (t *benchline) cleanup(f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
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
	t.cleanup(func() {
		t.pause()
		f()
		t.resume()
	})
}

// tempDir makes a directory for this iteration. Its name has the same length in every iteration and
// every run, because what is built from it should allocate the same.
func (t *benchline) tempDir() string {
	t.pause()
	dir := t.makeTempDir()
	t.resume()
	return dir
}

var benchlineTemp struct {
	mu    sync.Mutex
	root  string
	count int
}

func (t *benchline) makeTempDir() string {
	temp := &benchlineTemp
	temp.mu.Lock()
	defer temp.mu.Unlock()
	for number := os.Getpid() * 100; temp.root == ""; number++ {
		root := os.TempDir() + "/benchline-" + benchlineDigits(number)
		if err := os.Mkdir(root, 0700); err == nil {
			temp.root = root
		} else if !os.IsExist(err) {
			t.T.Fatalf("TempDir: %v", err)
		}
	}
	temp.count++
	dir := temp.root + "/" + benchlineDigits(temp.count)
	if err := os.MkdirAll(dir, 0777); err != nil {
		t.T.Fatalf("TempDir: %v", err)
	}
	t.undo(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.T.Errorf("TempDir RemoveAll cleanup: %v", err)
		}
		os.Remove(temp.root) // succeeds once nothing is in it
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

// artifactDir is the same directory whenever one iteration asks.
func (t *benchline) artifactDir() string {
	if t.artifact == "" {
		t.artifact = t.tempDir()
	}
	return t.artifact
}

func (t *benchline) setenv(key, value string) {
	t.pause()
	t.setenvPaused(key, value)
	t.resume()
}

func (t *benchline) setenvPaused(key, value string) {
	before, was := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		t.T.Fatalf("cannot set environment variable: %v", err)
	}
	t.undo(func() {
		if was {
			os.Setenv(key, before)
		} else {
			os.Unsetenv(key)
		}
	})
}

func (t *benchline) chdir(dir string) {
	t.pause()
	before, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		t.T.Fatal(err)
	}
	t.undo(func() {
		if err := os.Chdir(before); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
	if now, err := os.Getwd(); err == nil {
		t.setenvPaused("PWD", now)
	}
	t.resume()
}

// testContext is cancelled just before the clean-ups of the iteration or the subtest.
func (t *benchline) testContext() context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.context == nil {
		t.pause()
		t.context, t.cancel = context.WithCancel(context.Background())
		t.resume()
	}
	return t.context
}

// log keeps the first reason that the test gives, with the place in a test file where it gave it, or
// where it called what gave it.
func (t *benchline) log(text string) {
	for t.parent != nil {
		t = t.parent
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.benchlineMessage != "" {
		return
	}
	var callers [64]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	for more := true; more; {
		var frame runtime.Frame
		frame, more = frames.Next()
		if strings.HasSuffix(frame.File, "_test.go") {
			file := frame.File[strings.LastIndexByte(frame.File, '/')+1:]
			text = fmt.Sprintf("%s:%d: %s", file, frame.Line, text)
			break
		}
	}
	t.benchlineMessage = text
}

// bubble makes the test's name known in a bubble of testing/synctest, and outside of it where the test
// failed. The T in there is package testing's, since the clock of a bubble is not ours to stop; what
// it says is lost.
func (t *benchline) bubble(f func(*T)) func(*T) {
	t.T.common.name = t.testName()
	return func(inside *T) {
		defer func() {
			if inside.Failed() {
				t.log("it failed in a bubble of testing/synctest")
			}
		}()
		f(inside)
	}
}

// isSubtest: its reasons for skipping itself are not looked at.
func (t *benchline) isSubtest() bool { return t.parent != nil }
