// Package benchline holds the Go that benchline adds to a test package: shim.go stands beside the
// converted tests wherever they go, measure.go only in the builds that `benchline run` makes. The
// package clause is replaced by the test package's own.
//
// Every name begins with benchline, and so do those of the imports, because they share the package
// with code that may use any other name. No language feature newer than Go 1.17 is used.
package benchline

import (
	benchlineContext "context"
	benchlineFlag "flag"
	benchlineFmt "fmt"
	benchlineIO "io"
	benchlineOS "os"
	benchlineReflect "reflect"
	benchlineRuntime "runtime"
	benchlineStrconv "strconv"
	benchlineStrings "strings"
	benchlineSync "sync"
	benchlineAtomic "sync/atomic"
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
//
// A test may embed *testing.T in a struct of its own, beside other types. Which of two equal names
// means something there depends on how deep each lies, and whether one hides the other on the
// package that it belongs to. So the methods lie as deep here as in testing.T, which has most of
// them from an embedded struct too, and nothing here has a name that a test may have given.
type benchline struct {
	benchlineCommon
	// As large as a testing.T, because tests make values of it too: new(testing.T) is a common mock.
	_ [benchlineUnsafe.Sizeof(benchlineTesting.T{}) - benchlineUnsafe.Sizeof(benchlineCommon{})]byte
}

// benchlineTB makes whatever embeds it a testing.TB, which has a method that only testing can write.
type benchlineTB = benchlineTesting.TB

// benchlineCommon may be used by several goroutines at once, as testing.T may.
type benchlineCommon struct {
	benchlineTB
	benchlineB      *benchlineTesting.B // nil for new(testing.T)
	benchlineParent *benchlineCommon
	benchlineNamed  string          // the test's name, or what Run was given
	benchlineNumber int             // of the subtest among all those of the iteration
	benchlineClock  *benchlineClock // the same in the whole tree; nil for new(testing.T)

	benchlineFailed   uint32 // one when it is so, as the next ones; atomic
	benchlineSkipped  uint32
	benchlineStopped  uint32 // FailNow or SkipNow is on its way out
	benchlineParallel bool

	benchlineMutex     benchlineSync.Mutex // of all below, and of no other test's
	benchlineFullName  string              // made when somebody asks
	benchlineNames     *benchlineNames     // the test's own, for all subtests
	benchlineFree      *benchline          // children that no subtest uses at the moment
	benchlineNext      *benchline          // the next one in its parent's list of these
	benchlineCleanups  []func()
	benchlineTemps     []string // the directories made so far
	benchlineArtifacts string   // the one for ArtifactDir
	benchlineOver      bool     // the body is, and only clean-ups are left
	benchlineCancel    benchlineContext.CancelFunc
	benchlineContext   benchlineContext.Context
	benchlineMessage   string // why the test failed or skipped itself, the first one, with its place
}

// benchlineClock stops and starts the measurement of an iteration.
type benchlineClock struct {
	pause, resume func()
	exact         bool // it is no plain benchmark's
	mutex         benchlineSync.Mutex
	paused        int // by how many
}

// benchlineMeasure, when set, replaces the plain loop over b.N.
var benchlineMeasure func(t *benchline, test func(*benchline))

// benchlineSink would keep what testing.T keeps, if benchlineNever ever were true. The compiler does
// not know that it never is, and several goroutines may ask.
var (
	benchlineSink  interface{}
	benchlineNever bool
)

// benchlineStop is what FailNow and SkipNow panic with in a subtest, which shares its parent's
// goroutine.
type benchlineStop struct {
	test *benchlineCommon
}

// benchlineBegun and benchlineLeft, when set, are told that a benchmark begins with something that is
// no operation, and that it is left without having had any.
var benchlineBegun, benchlineLeft func(t *benchline)

// benchlineRun is the body of every converted benchmark: one call of test is one operation.
func benchlineRun(b *benchlineTesting.B, name string, test func(*benchline)) {
	t := new(benchline)
	t.benchlineTB, t.benchlineB, t.benchlineNamed = b, b, name
	if benchlineMeasure != nil {
		benchlineMeasure(t, test)
		return
	}
	t.benchlineClock = &benchlineClock{pause: b.StopTimer, resume: b.StartTimer}
	b.ReportAllocs()
	t.benchlineIterate(test) // what is done once is not part of an operation
	b.ResetTimer()
	for i := 0; i < b.N && !t.Failed(); i++ {
		t.benchlineIterate(test)
	}
}

func (t *benchline) benchlineIterate(test func(*benchline)) {
	t.benchlineBegin()
	if t.benchlineNames != nil {
		t.benchlineNames.calls = t.benchlineNames.calls[:0]
		t.benchlineNames.full = t.benchlineNames.full[:0]
	}
	defer t.benchlineFinish()
	test(t)
}

// benchlineBegin begins an iteration or a subtest.
func (t *benchlineCommon) benchlineBegin() {
	t.benchlineMutex.Lock()
	t.benchlineContext, t.benchlineOver, t.benchlineParallel = nil, false, false
	t.benchlineArtifacts = ""
	t.benchlineMutex.Unlock()
}

// benchlineFinish ends an iteration or a subtest: the context first, then the clean-ups, last one
// first, and all of them even when one panics.
func (t *benchlineCommon) benchlineFinish() {
	t.benchlineMutex.Lock()
	t.benchlineOver = true
	cancel := t.benchlineCancel
	t.benchlineCancel = nil // the context stays, for the clean-ups to see that it is over
	var cleanup func()
	if last := len(t.benchlineCleanups) - 1; last >= 0 {
		cleanup = t.benchlineCleanups[last]
		t.benchlineCleanups[last] = nil
		t.benchlineCleanups = t.benchlineCleanups[:last]
	}
	t.benchlineMutex.Unlock()
	if cancel != nil {
		cancel()
	}
	if cleanup == nil {
		return
	}
	defer t.benchlineFinish()
	cleanup()
}

// benchlinePause stops the clock, which goes on when everybody who did has called benchlineResume.
func (t *benchlineCommon) benchlinePause() {
	clock := t.benchlineClock
	if clock == nil {
		return
	}
	clock.mutex.Lock()
	if clock.paused++; clock.paused == 1 {
		clock.pause()
	}
	clock.mutex.Unlock()
}

func (t *benchlineCommon) benchlineResume() {
	clock := t.benchlineClock
	if clock == nil {
		return
	}
	clock.mutex.Lock()
	if clock.paused--; clock.paused == 0 {
		clock.resume()
	}
	clock.mutex.Unlock()
}

func (t *benchlineCommon) benchlineRoot() *benchlineCommon {
	for t.benchlineParent != nil {
		t = t.benchlineParent
	}
	return t
}

// ---- subtests ----

// Run runs f as a subtest, in place: parallel subtests too.
func (t *benchline) Run(name string, f func(t *benchline)) bool {
	if benchlineNever {
		benchlineSink = f
	}
	child := t.benchlineChild()
	child.benchlineNamed, child.benchlineFullName = name, ""
	child.benchlineNumber = t.benchlineRoot().benchlineNote(t, name)
	benchlineAtomic.StoreUint32(&child.benchlineFailed, 0)
	benchlineAtomic.StoreUint32(&child.benchlineSkipped, 0)
	benchlineAtomic.StoreUint32(&child.benchlineStopped, 0)
	child.benchlineBegin()
	return child.benchlineSubtest(t, f)
}

// benchlineChild takes one that is free, or makes one.
func (t *benchline) benchlineChild() *benchline {
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	child := t.benchlineFree
	if child == nil {
		t.benchlinePause()
		child = new(benchline)
		child.benchlineTB, child.benchlineB = t.benchlineTB, t.benchlineB
		child.benchlineParent, child.benchlineClock = &t.benchlineCommon, t.benchlineClock
		t.benchlineResume()
	}
	t.benchlineFree = child.benchlineNext
	child.benchlineNext = nil
	return child
}

//go:noinline
func (t *benchline) benchlineSubtest(parent *benchline, f func(*benchline)) (ok bool) {
	defer t.benchlineEnd(parent, &ok)
	t.benchlineBody(f)
	return
}

func (t *benchline) benchlineBody(f func(*benchline)) {
	defer t.benchlineFinish()
	f(t)
}

// benchlineEnd stops what FailNow or SkipNow began, if it was meant for this subtest. What else
// panics on the way goes on with its own value.
func (t *benchline) benchlineEnd(parent *benchline, ok *bool) {
	var reason interface{}
	if t.benchlineStopping() {
		reason = recover()
	}
	*ok = !t.Failed()
	parent.benchlineMutex.Lock()
	t.benchlineNext = parent.benchlineFree
	parent.benchlineFree = t
	parent.benchlineMutex.Unlock()
	stop, is := reason.(benchlineStop)
	if reason == nil || (is && stop.test == &t.benchlineCommon) {
		return
	}
	if is && !t.benchlineInSubtest() {
		benchlineRuntime.Goexit() // of a goroutine that ran subtests itself
	}
	panic(reason)
}

func (t *benchlineCommon) benchlineStopping() bool {
	for ; t != nil; t = t.benchlineParent {
		if benchlineAtomic.LoadUint32(&t.benchlineStopped) != 0 {
			return true
		}
	}
	return false
}

// benchlineInSubtest reports whether the goroutine at hand is in the middle of a subtest, beside those
// that are just ending.
func (t *benchlineCommon) benchlineInSubtest() bool {
	t.benchlinePause()
	defer t.benchlineResume()
	callers := make([]uintptr, 64)
	count := 0
	for count = benchlineRuntime.Callers(1, callers); count == len(callers); {
		callers = make([]uintptr, 4*len(callers))
		count = benchlineRuntime.Callers(1, callers)
	}
	ending := 0
	frames := benchlineRuntime.CallersFrames(callers[:count])
	for more := count > 0; more; {
		var frame benchlineRuntime.Frame
		frame, more = frames.Next()
		if benchlineStrings.HasSuffix(frame.Function, ".(*benchline).benchlineEnd") {
			ending++
		} else if benchlineStrings.HasSuffix(frame.Function, ".(*benchline).benchlineSubtest") {
			if ending == 0 {
				return true
			}
			ending--
		}
	}
	return false
}

// benchlineLeave ends the test at hand, and nothing else.
func (t *benchlineCommon) benchlineLeave() {
	if t.benchlineParent != nil && t.benchlineInSubtest() {
		benchlineAtomic.StoreUint32(&t.benchlineStopped, 1)
		panic(benchlineStop{t})
	}
	benchlineRuntime.Goexit()
}

// ---- names ----

// benchlineNames are the names of an iteration's subtests. They are made when somebody asks for one,
// together with those of all the subtests before it: two subtests may be called the same although
// their parents are not, "a/b" and the "b" in an "a".
type benchlineNames struct {
	calls []benchlineCall
	full  []string       // of the first calls, as far as they are made
	taken map[string]int // by name: how often it was wanted
}

// benchlineCall is what Run was given.
type benchlineCall struct {
	parent int // number of the subtest that called it; -1: the test itself
	name   string
}

// benchlineNote notes a call of Run, and gives it its number.
func (t *benchlineCommon) benchlineNote(parent *benchline, name string) int {
	call := benchlineCall{-1, name}
	if parent.benchlineParent != nil {
		call.parent = parent.benchlineNumber
	}
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	names := t.benchlineNames
	if names == nil || len(names.calls) == cap(names.calls) {
		t.benchlinePause()
		if names == nil {
			names = &benchlineNames{taken: make(map[string]int)}
			t.benchlineNames = names
		}
		calls := make([]benchlineCall, 0, 2*cap(names.calls)+8)
		names.calls = append(calls, names.calls...)
		t.benchlineResume()
	}
	names.calls = append(names.calls, call)
	return len(names.calls) - 1
}

// Name is the test's name, as go test would have it: subtests after a slash, blanks replaced, equal
// names numbered.
func (t *benchlineCommon) Name() string {
	if t.benchlineParent == nil {
		return t.benchlineNamed
	}
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	if t.benchlineFullName == "" {
		t.benchlinePause()
		t.benchlineFullName = t.benchlineRoot().benchlineNameOf(t.benchlineNumber)
		t.benchlineResume()
	}
	return t.benchlineFullName
}

func (t *benchlineCommon) benchlineNameOf(number int) string {
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	names := t.benchlineNames
	if len(names.full) == 0 {
		for name := range names.taken {
			delete(names.taken, name)
		}
	}
	for at := len(names.full); at <= number; at++ {
		call, parent := names.calls[at], t.benchlineNamed
		if call.parent >= 0 {
			parent = names.full[call.parent]
		}
		names.full = append(names.full, names.benchlineUnique(parent+"/", benchlineRewrite(call.name)))
	}
	return names.full[number]
}

// benchlineUnique is what a subtest is called: equal names are numbered, and a name that looks
// numbered may have to be numbered again, in the way of the testing package.
func (n *benchlineNames) benchlineUnique(parent, name string) string {
	base := parent + name
	for {
		before := n.taken[base]
		n.taken[base]++
		if before == 0 && name != "" {
			if stem, number := benchlineNumbered(base); stem == "" || number >= n.taken[stem] {
				return base
			}
		} else if numbered := benchlineFmt.Sprintf("%s#%02d", base, before); n.taken[numbered] == 0 {
			return numbered
		}
	}
}

// benchlineNumbered splits "name#07"; the stem is empty when the name does not end in a number. Only
// names that are empty are numbered from 00 on.
func benchlineNumbered(name string) (stem string, number int) {
	at := benchlineStrings.LastIndexByte(name, '#')
	if at < 0 || len(name)-at < 3 || (name[at+1] == '0' && len(name)-at > 3) {
		return "", 0
	}
	if name[at:] == "#00" && !benchlineStrings.HasSuffix(name[:at], "/") {
		return "", 0
	}
	parsed, err := benchlineStrconv.ParseInt(name[at+1:], 10, 32)
	if err != nil || parsed < 0 {
		return "", 0
	}
	return name[:at], int(parsed)
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

// ---- what an iteration does, and undoes ----

// Parallel only refuses what the testing package refuses: every iteration is measured alone.
//
//go:noinline
func (t *benchline) Parallel() {
	if t.benchlineB == nil {
		return // nor does a T that nobody runs
	}
	if t.benchlineParallel {
		panic("testing: t.Parallel called multiple times")
	}
	t.benchlineParallel = true
}

// benchlineAlone is for what the whole process would notice.
func (t *benchlineCommon) benchlineAlone() {
	for ; t != nil; t = t.benchlineParent {
		if t.benchlineParallel {
			panic("testing: test using t.Setenv or t.Chdir can not use t.Parallel")
		}
	}
}

// Helper does nothing. What testing.T's method is not inlined for, this one must not be either, nor any
// other method: whether a function of the test's is inlined, and then what escapes from it, depends on
// what its calls cost.
//
//go:noinline
func (t *benchlineCommon) Helper() {}

func (t *benchline) Deadline() (deadline benchlineTime.Time, ok bool) {
	return benchlineTime.Time{}, false
}

// Cleanup calls f when the iteration, or the subtest, is over.
func (t *benchlineCommon) Cleanup(f func()) {
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	if len(t.benchlineCleanups) == cap(t.benchlineCleanups) {
		t.benchlinePause()
		t.benchlineCleanups = append(make([]func(), 0, 2*cap(t.benchlineCleanups)+4), t.benchlineCleanups...)
		t.benchlineResume()
	}
	t.benchlineCleanups = append(t.benchlineCleanups, f)
}

// benchlineUndo registers what a method below did to be undone, off the clock, when the iteration is
// over. It is called, as all that the testing package would do itself, between pause and resume.
func (t *benchlineCommon) benchlineUndo(f func()) {
	t.Cleanup(func() {
		t.benchlinePause()
		defer t.benchlineResume()
		f()
	})
}

// TempDir makes a directory for this iteration. Its name has the same length in every iteration and
// every run, because what is built from it should allocate the same.
func (t *benchlineCommon) TempDir() string {
	t.benchlinePause()
	defer t.benchlineResume()
	dir, err := benchlineMakeTemp()
	if err != nil {
		t.Fatalf("TempDir: %v", err)
	}
	t.benchlineMutex.Lock()
	t.benchlineTemps = append(t.benchlineTemps, dir)
	first := len(t.benchlineTemps) == 1
	t.benchlineMutex.Unlock()
	if first {
		t.benchlineUndo(t.benchlineRemoveTemps)
	}
	return dir
}

// benchlineRemoveTemps removes all at once: the clean-ups before the first one's see all of them.
func (t *benchlineCommon) benchlineRemoveTemps() {
	t.benchlineMutex.Lock()
	dirs := t.benchlineTemps
	t.benchlineTemps = nil
	t.benchlineMutex.Unlock()
	for _, dir := range dirs {
		benchlineOS.RemoveAll(dir)
	}
	benchlineTemp.mutex.Lock()
	benchlineOS.Remove(benchlineTemp.root) // succeeds once nothing is in it
	benchlineTemp.mutex.Unlock()
}

var benchlineTemp struct {
	mutex benchlineSync.Mutex
	root  string
	count int
}

func benchlineMakeTemp() (string, error) {
	benchlineTemp.mutex.Lock()
	defer benchlineTemp.mutex.Unlock()
	for number := benchlineOS.Getpid() * 100; benchlineTemp.root == ""; number++ {
		root := benchlineOS.TempDir() + "/benchline-" + benchlineDigits(number)
		if err := benchlineOS.Mkdir(root, 0700); err == nil {
			benchlineTemp.root = root
		} else if !benchlineOS.IsExist(err) {
			return "", err
		}
	}
	benchlineTemp.count++
	dir := benchlineTemp.root + "/" + benchlineDigits(benchlineTemp.count)
	return dir, benchlineOS.MkdirAll(dir, 0777)
}

func benchlineDigits(number int) string {
	digits := []byte("000000000")
	for i := len(digits) - 1; i >= 0; i-- {
		digits[i] = byte('0' + number%10)
		number /= 10
	}
	return string(digits)
}

// ArtifactDir is the same directory whenever an iteration asks, or a subtest.
func (t *benchlineCommon) ArtifactDir() string {
	t.benchlineMutex.Lock()
	dir := t.benchlineArtifacts
	t.benchlineMutex.Unlock()
	if dir != "" {
		return dir
	}
	dir = t.TempDir()
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	if t.benchlineArtifacts == "" { // nobody else came first
		t.benchlineArtifacts = dir
	}
	return t.benchlineArtifacts
}

func (t *benchline) Setenv(key, value string) {
	t.benchlinePause()
	defer t.benchlineResume()
	t.benchlineAlone()
	t.benchlineSetenv(key, value)
}

func (t *benchlineCommon) benchlineSetenv(key, value string) {
	before, was := benchlineOS.LookupEnv(key)
	if err := benchlineOS.Setenv(key, value); err != nil {
		t.Fatalf("cannot set environment variable: %v", err)
	}
	t.benchlineUndo(func() {
		if was {
			benchlineOS.Setenv(key, before)
		} else {
			benchlineOS.Unsetenv(key)
		}
	})
}

func (t *benchline) Chdir(dir string) {
	t.benchlinePause()
	defer t.benchlineResume()
	t.benchlineAlone()
	before, err := benchlineOS.Getwd()
	if err == nil {
		err = benchlineOS.Chdir(dir)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.benchlineUndo(func() {
		if err := benchlineOS.Chdir(before); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
	if now, err := benchlineOS.Getwd(); err == nil {
		t.benchlineSetenv("PWD", now)
	}
}

// Context is cancelled just before the clean-ups of the iteration or the subtest.
func (t *benchlineCommon) Context() benchlineContext.Context {
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	if t.benchlineContext == nil {
		t.benchlinePause()
		ctx, cancel := benchlineContext.WithCancel(benchlineContext.Background())
		t.benchlineContext, t.benchlineCancel = ctx, cancel
		if t.benchlineOver {
			cancel()
		}
		t.benchlineResume()
	}
	return t.benchlineContext
}

// ---- logging, failing, skipping ----

// benchlineLeak keeps the arguments' values as fmt would, and formats nothing.
//
//go:noinline
func benchlineLeak(args []interface{}) {
	for _, arg := range args {
		if benchlineNever {
			benchlineSink = arg
		}
	}
}

//go:noinline
func (t *benchlineCommon) Log(args ...interface{}) { benchlineLeak(args) }

//go:noinline
func (t *benchlineCommon) Logf(format string, args ...interface{}) { benchlineLeak(args) }

//go:noinline
func (t *benchlineCommon) Attr(key, value string) {}

//go:noinline
func (t *benchlineCommon) Output() benchlineIO.Writer { return benchlineIO.Discard }

//go:noinline
func (t *benchlineCommon) Failed() bool {
	return benchlineAtomic.LoadUint32(&t.benchlineFailed) != 0
}

func (t *benchlineCommon) Fail() {
	for ; t != nil; t = t.benchlineParent {
		benchlineAtomic.StoreUint32(&t.benchlineFailed, 1)
		if t.benchlineB != nil {
			t.benchlineB.Fail()
		}
	}
}

// FailNow ends the subtest, and its parent goes on, although there is nothing to measure in a test
// that fails: it may have to leave something behind as it was. The test's own ends the benchmark.
func (t *benchlineCommon) FailNow() {
	t.Fail()
	if t.benchlineParent == nil && t.benchlineB != nil {
		t.benchlineB.FailNow()
	}
	t.benchlineLeave()
}

// benchlineExplain keeps the first reason that the test gives, with the place in a test file where
// it gave it, or where it called what gave it.
func (t *benchlineCommon) benchlineExplain(text string) {
	t = t.benchlineRoot()
	t.benchlineMutex.Lock()
	defer t.benchlineMutex.Unlock()
	if t.benchlineMessage != "" {
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
	t.benchlineMessage = text
}

func (t *benchlineCommon) Error(args ...interface{}) {
	t.benchlineExplain(benchlineFmt.Sprintln(args...))
	if t.benchlineB != nil {
		t.benchlineB.Helper()
		t.benchlineB.Error(args...)
	}
	t.Fail()
}

func (t *benchlineCommon) Errorf(format string, args ...interface{}) {
	t.benchlineExplain(benchlineFmt.Sprintf(format, args...))
	if t.benchlineB != nil {
		t.benchlineB.Helper()
		t.benchlineB.Errorf(format, args...)
	}
	t.Fail()
}

func (t *benchlineCommon) Fatal(args ...interface{}) {
	t.benchlineExplain(benchlineFmt.Sprintln(args...))
	if t.benchlineB != nil {
		t.benchlineB.Helper()
	}
	t.Error(args...)
	t.FailNow()
}

func (t *benchlineCommon) Fatalf(format string, args ...interface{}) {
	t.benchlineExplain(benchlineFmt.Sprintf(format, args...))
	if t.benchlineB != nil {
		t.benchlineB.Helper()
	}
	t.Errorf(format, args...)
	t.FailNow()
}

//go:noinline
func (t *benchlineCommon) Skipped() bool {
	return benchlineAtomic.LoadUint32(&t.benchlineSkipped) != 0
}

// SkipNow ends the subtest, and its parent goes on; for the test itself, the benchmark is skipped.
func (t *benchlineCommon) SkipNow() {
	benchlineAtomic.StoreUint32(&t.benchlineSkipped, 1)
	if t.benchlineParent == nil && t.benchlineB != nil {
		t.benchlineB.SkipNow()
	}
	t.benchlineLeave()
}

func (t *benchlineCommon) Skip(args ...interface{}) {
	benchlineLeak(args)
	if t.benchlineParent == nil {
		t.benchlineExplain(benchlineFmt.Sprintln(args...))
	}
	t.SkipNow()
}

func (t *benchlineCommon) Skipf(format string, args ...interface{}) {
	benchlineLeak(args)
	if t.benchlineParent == nil {
		t.benchlineExplain(benchlineFmt.Sprintf(format, args...))
	}
	t.SkipNow()
}

// ---- tests that are not copied ----

// benchlineOriginal is the body of a benchmark whose test could not be copied: one operation is the
// test itself, run by the testing package with a genuine testing.T. What the testing package spends
// on running a test comes on top, unless the clock can be stopped meanwhile.
func benchlineOriginal(b *benchlineTesting.B, name string, test func(*benchlineTesting.T)) {
	original := &benchlineOriginalTest{test: test, procs: benchlineRuntime.GOMAXPROCS(0)}
	original.tests = []benchlineTesting.InternalTest{{Name: name, F: original.run}}
	// An iteration is one run of one test, whatever the benchmarks were asked for.
	defer benchlineSetFlag("test.v", "false")()
	defer benchlineSetFlag("test.count", "1")()
	defer benchlineSetFlag("test.failfast", "false")()
	defer benchlineSetFlag("test.skip", "")() // of Go 1.20
	if nowhere, err := benchlineOS.OpenFile(benchlineOS.DevNull, benchlineOS.O_WRONLY, 0); err == nil {
		original.nowhere = nowhere
		defer nowhere.Close()
	}
	b.Helper()
	benchlineRun(b, name, original.iterate)
}

// benchlineSetFlag sets a flag, if there is one of that name, and returns what sets it back.
func benchlineSetFlag(name, value string) (restore func()) {
	known := benchlineFlag.Lookup(name)
	if known == nil || known.Value.String() == value {
		return func() {}
	}
	before := known.Value.String()
	known.Value.Set(value)
	return func() { known.Value.Set(before) }
}

// benchlineOriginalTest is a test that is run as it is, an iteration at a time.
type benchlineOriginalTest struct {
	test    func(*benchlineTesting.T)
	tests   []benchlineTesting.InternalTest
	procs   int               // the benchmark's GOMAXPROCS
	nowhere *benchlineOS.File // for what the testing package prints of the test
	stdout  *benchlineOS.File // the test's own

	t       *benchline
	genuine *benchlineTesting.T
	ran     bool
	waiting bool // for parallel subtests or clean-ups
	skipped bool
	said    string // the test's log, when it failed or skipped itself
}

func (o *benchlineOriginalTest) iterate(t *benchline) {
	o.t, o.ran, o.skipped, o.said = t, false, false, ""
	o.pause()
	o.stdout = benchlineOS.Stdout
	if o.nowhere != nil {
		benchlineOS.Stdout = o.nowhere
	}
	passed := benchlineTesting.RunTests(benchlineAnyName, o.tests)
	benchlineRuntime.GOMAXPROCS(o.procs)
	if !o.ran {
		benchlineOS.Stdout = o.stdout
		passed, o.said = false, "the testing package did not run it"
	}
	o.resume()
	if !passed {
		t.benchlineFailWith(o.said)
		t.FailNow()
	}
	if o.skipped {
		t.benchlineMessage = o.said
		t.SkipNow()
	}
}

// benchlineFailWith fails the test with a text that has its place in it.
func (t *benchlineCommon) benchlineFailWith(text string) {
	if t.benchlineMessage == "" {
		t.benchlineMessage = text
	}
	if t.benchlineB != nil {
		t.benchlineB.Helper()
		t.benchlineB.Error(text)
	}
}

func benchlineAnyName(pattern, name string) (bool, error) { return true, nil }

// run is called for each value of -test.cpu, and is the benchmark's turn for one of them. What is
// registered first is done last: over is when the test, its parallel subtests and its clean-ups
// are.
func (o *benchlineOriginalTest) run(genuine *benchlineTesting.T) {
	if o.ran || benchlineRuntime.GOMAXPROCS(0) != o.procs {
		return
	}
	o.ran, o.genuine = true, genuine
	benchlineOS.Stdout = o.stdout
	genuine.Cleanup(o.over)
	defer o.returned()
	o.resume()
	o.test(genuine)
}

// returned stops the clock when the test has: what comes before over allocates. Unless something of
// the test's own comes.
func (o *benchlineOriginalTest) returned() {
	if !o.t.benchlineClock.exact {
		return
	}
	o.pause()
	if o.waiting = o.isWaiting(); o.waiting {
		o.resume()
	}
}

func (o *benchlineOriginalTest) isWaiting() bool {
	genuine := benchlineReflect.ValueOf(o.genuine).Elem()
	subtests, cleanups := genuine.FieldByName("sub"), genuine.FieldByName("cleanups")
	known := subtests.Kind() == benchlineReflect.Slice && cleanups.Kind() == benchlineReflect.Slice
	return !known || subtests.Len() > 0 || cleanups.Len() > 1
}

func (o *benchlineOriginalTest) over() {
	if o.waiting {
		o.pause()
	}
	o.skipped = o.genuine.Skipped()
	if o.skipped || o.genuine.Failed() {
		o.said = benchlineLogOf(o.genuine)
	}
	o.genuine = nil
}

// pause and resume do nothing in a plain benchmark: to stop the benchmark's
// timer in every iteration takes so long that benchmarks of quick tests would not end.
func (o *benchlineOriginalTest) pause() {
	if o.t.benchlineClock.exact {
		o.t.benchlinePause()
	}
}

func (o *benchlineOriginalTest) resume() {
	if o.t.benchlineClock.exact {
		o.t.benchlineResume()
	}
}

// benchlineLogOf is what a test has logged, and its subtests that are over, without the lines that
// name those. The testing package has no other way to it.
func benchlineLogOf(t *benchlineTesting.T) string {
	output := benchlineReflect.ValueOf(t).Elem().FieldByName("output")
	if output.Kind() != benchlineReflect.Slice {
		return ""
	}
	var lines []string
	for _, line := range benchlineStrings.Split(string(output.Bytes()), "\n") {
		line = benchlineStrings.TrimSpace(line)
		if line != "" && !benchlineStrings.HasPrefix(line, "--- ") {
			lines = append(lines, line)
		}
	}
	return benchlineStrings.Join(lines, "\n")
}
