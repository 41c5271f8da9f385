package benchline

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// Whatever takes a testing.TB takes the shim.
var _ testing.TB = (*benchline)(nil)

// inGoroutine calls f where runtime.Goexit does no harm, and reports whether f returned.
func inGoroutine(f func()) (returned bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
		returned = true
	}()
	<-done
	return returned
}

// panicOf calls f and gives back what it panicked with.
func panicOf(f func()) (value interface{}) {
	defer func() { value = recover() }()
	f()
	return nil
}

// bench runs f as a benchmark of as many iterations as `times` says ("100x").
func bench(t *testing.T, times string, f func(b *testing.B)) testing.BenchmarkResult {
	t.Helper()
	was := flag.Lookup("test.benchtime").Value.String()
	if err := flag.Set("test.benchtime", times); err != nil {
		t.Fatal(err)
	}
	defer flag.Set("test.benchtime", was)
	return testing.Benchmark(f)
}

// rootOf is what benchlineRun makes for a test; b may be nil.
func rootOf(b *testing.B, name string) *benchline {
	t := new(benchline)
	t.benchlineTB, t.benchlineB, t.benchlineNamed = b, b, name
	return t
}

func iterations(test func(t *benchline), count int) *benchline {
	root := rootOf(nil, "TestX")
	for i := 0; i < count; i++ {
		root.benchlineIterate(test)
	}
	return root
}

func empty(*benchline) {}

// ---- the methods of testing.T ----

func TestShimHasAllMethodsOfT(t *testing.T) {
	theirs, ours := reflect.TypeOf((*testing.T)(nil)), reflect.TypeOf((*benchline)(nil))
	for i := 0; i < theirs.NumMethod(); i++ {
		method := theirs.Method(i)
		got, ok := ours.MethodByName(method.Name)
		if !ok {
			t.Errorf("%s is missing", method.Name)
			continue
		}
		want := strings.ReplaceAll(method.Type.String(), "*testing.T", "*benchline.benchline")
		if got.Type.String() != want {
			t.Errorf("%s is %v, want %s", method.Name, got.Type, want)
		}
	}
}

// A method that comes from the B inside would panic when there is none.
func TestShimWithoutBenchmarkIsUsable(t *testing.T) {
	mock := new(benchline)
	mock.Helper()
	mock.Parallel()
	mock.Log("a", 1)
	mock.Logf("%d", 1)
	mock.Attr("key", "value")
	fmt.Fprintln(mock.Output(), "text")
	if _, ok := mock.Deadline(); ok {
		t.Error("it has a deadline")
	}
	if mock.Failed() || mock.Skipped() || mock.Name() != "" {
		t.Error("it is not fresh")
	}
	if !mock.Run("sub", empty) {
		t.Error("an empty subtest failed")
	}
	mock.Error("a")
	if !mock.Failed() {
		t.Error("Error did not fail it")
	}
	for name, end := range map[string]func(){
		"FailNow": func() { new(benchline).FailNow() },
		"Fatal":   func() { new(benchline).Fatal("a") },
		"Fatalf":  func() { new(benchline).Fatalf("%d", 1) },
		"SkipNow": func() { new(benchline).SkipNow() },
		"Skip":    func() { new(benchline).Skip("a") },
		"Skipf":   func() { new(benchline).Skipf("%d", 1) },
	} {
		if inGoroutine(end) {
			t.Errorf("%s returned", name)
		}
	}
	mock.Cleanup(func() {})
	mock.Setenv("BENCHLINE_SHIM_TEST", "1")
	dir := mock.TempDir()
	mock.benchlineFinish()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

// A test that makes a T of its own allocates as much in the benchmark.
func TestShimIsAsLargeAsT(t *testing.T) {
	theirs, ours := reflect.TypeOf(testing.T{}).Size(), reflect.TypeOf(benchline{}).Size()
	if ours != theirs {
		t.Errorf("%d bytes, want %d", ours, theirs)
	}
}

// ---- what an iteration costs ----

func TestEmptyTestAllocatesNothing(t *testing.T) {
	root := rootOf(nil, "TestX")
	if n := testing.AllocsPerRun(100, func() { root.benchlineIterate(empty) }); n != 0 {
		t.Errorf("%v allocs", n)
	}
}

func TestSubtestsAndCleanupsAllocateNothing(t *testing.T) {
	nested := func(t *benchline) {
		t.Cleanup(func() {})
		t.Run("c", empty)
	}
	root := rootOf(nil, "TestX")
	test := func(t *benchline) {
		t.Run("a", empty)
		t.Run("a", nested)
		t.Run("b", nested)
		t.Cleanup(func() {})
		t.Helper()
		t.Parallel()
		t.Log("constant")
	}
	if n := testing.AllocsPerRun(100, func() { root.benchlineIterate(test) }); n != 0 {
		t.Errorf("%v allocs", n)
	}
}

func TestBenchmarkOfAnEmptyTest(t *testing.T) {
	result := bench(t, "100x", func(b *testing.B) { benchlineRun(b, "TestX", empty) })
	if result.N != 100 || result.MemAllocs != 0 || result.MemBytes != 0 {
		t.Errorf("%d iterations, %d allocs, %d bytes", result.N, result.MemAllocs, result.MemBytes)
	}
}

var (
	global       []byte
	globalNumber = 1000
)

func TestBenchmarkCountsWhatTheTestAllocates(t *testing.T) {
	result := bench(t, "100x", func(b *testing.B) {
		benchlineRun(b, "TestX", func(t *benchline) {
			global = make([]byte, 1000)
			t.Run("sub", func(t *benchline) { global = make([]byte, 24) })
		})
	})
	if result.AllocsPerOp() != 2 || result.AllocedBytesPerOp() != 1024+24 {
		t.Errorf("%d allocs, %d bytes", result.AllocsPerOp(), result.AllocedBytesPerOp())
	}
}

func TestBenchmarkRunsOnceMoreThanItMeasures(t *testing.T) {
	var calls, last int
	bench(t, "7x", func(b *testing.B) {
		calls, last = 0, b.N
		benchlineRun(b, "TestX", func(*benchline) { calls++ })
	})
	if last != 7 || calls != 8 {
		t.Errorf("%d calls for b.N = %d", calls, last)
	}
}

func TestBenchmarkStopsAtTheFirstFailure(t *testing.T) {
	var calls int
	var failed bool
	bench(t, "100x", func(b *testing.B) {
		calls = 0
		defer func() { failed = b.Failed() }()
		benchlineRun(b, "TestX", func(t *benchline) {
			if calls++; calls == 3 {
				t.Fail()
			}
		})
	})
	if calls > 3 || !failed {
		t.Errorf("%d calls, failed: %v", calls, failed)
	}
}

// ---- subtests ----

func TestRunGoesInOrderAndInPlace(t *testing.T) {
	var got []string
	iterations(func(t *benchline) {
		t.Run("a", func(t *benchline) {
			t.Parallel()
			got = append(got, "a")
			t.Run("b", func(*benchline) { got = append(got, "b") })
		})
		got = append(got, "between")
		t.Run("c", func(*benchline) { got = append(got, "c") })
	}, 2)
	if want := "a b between c a b between c"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// runner runs a subtest; f is given what Name says in it, and a runner of its own subtests.
type runner func(name string, f func(name string, nested runner))

// names lists what Name says in many subtests.
func names(run runner) (list []string) {
	for _, name := range []string{
		"a", "b", "a", "a", "", "", "a b", "a_b", "a\tb", "x/y", "x/y", "é", "日本", "a#b", "A",
		"\u00a0", "with \v\f\r\n blanks", "a", "",
		"\u1680\u2003\u2028\u202f\u205f\u3000", "\x00", "\x7f", "a\x01b", "\u200b", "\u00ad", "\xff", "\U0010ffff",
		"x#1", "x", "x", "x#001", "x#", "#", "y#-1", "y",
	} {
		run(name, func(name string, nested runner) {
			list = append(list, name)
			for _, name := range []string{"n", "n", "", "m n"} {
				nested(name, func(name string, _ runner) { list = append(list, name) })
			}
		})
	}
	return list
}

func runnerOfGo(t *testing.T) runner {
	return func(name string, f func(string, runner)) {
		t.Run(name, func(t *testing.T) { f(t.Name(), runnerOfGo(t)) })
	}
}

func runnerOfShim(t *benchline) runner {
	return func(name string, f func(string, runner)) {
		t.Run(name, func(t *benchline) { f(t.Name(), runnerOfShim(t)) })
	}
}

func TestNamesAreThoseOfGoTest(t *testing.T) {
	theirs := names(runnerOfGo(t))
	root := rootOf(nil, t.Name())
	for round := 1; round <= 2; round++ {
		var ours []string
		root.benchlineIterate(func(t *benchline) { ours = names(runnerOfShim(t)) })
		if len(ours) != len(theirs) {
			t.Fatalf("%d names, want %d", len(ours), len(theirs))
		}
		for i := range ours {
			if ours[i] != theirs[i] {
				t.Errorf("%q, want %q", ours[i], theirs[i])
			}
		}
	}
}

// The hundredth has three digits. Names that look numbered are a matter of the release: from 1.20 on.
func TestNamesOfManyEqualSubtests(t *testing.T) {
	given := make([]string, 120)
	if !strings.HasPrefix(runtime.Version(), "go1.19") {
		given = append(given, "a#01", "a", "a", "b", "b", "b#01", "b#01", "z#02", "z", "z", "z", "#120", "")
	}
	var ours, theirs []string
	root := rootOf(nil, t.Name())
	root.benchlineIterate(func(t *benchline) {
		for _, name := range given {
			t.Run(name, func(t *benchline) { ours = append(ours, t.Name()) })
		}
	})
	for _, name := range given {
		t.Run(name, func(t *testing.T) { theirs = append(theirs, t.Name()) })
	}
	for i := range given {
		if ours[i] != theirs[i] {
			t.Errorf("%q, want %q", ours[i], theirs[i])
		}
	}
}

func TestNameOfTheTestItself(t *testing.T) {
	iterations(func(shim *benchline) {
		if shim.Name() != "TestX" {
			t.Errorf("%q", shim.Name())
		}
	}, 2)
}

// ---- failing and skipping ----

func TestFailReachesAllParents(t *testing.T) {
	fails := map[string]func(t *benchline){
		"Fail":   func(t *benchline) { t.Fail() },
		"Error":  func(t *benchline) { t.Error("x") },
		"Errorf": func(t *benchline) { t.Errorf("%d", 1) },
	}
	for name, fail := range fails {
		var results []bool
		root := iterations(func(t *benchline) {
			ok := t.Run("a", func(t *benchline) {
				results = append(results, t.Run("b", fail), t.Run("c", empty), t.Failed())
			})
			results = append(results, ok, t.Run("d", empty), t.Failed())
		}, 1)
		want := []bool{false, true, true, false, true, true}
		if !reflect.DeepEqual(results, want) || !root.Failed() {
			t.Errorf("%s: %v, want %v", name, results, want)
		}
	}
}

func TestFailNowEndsTheTest(t *testing.T) {
	var got []string
	root := rootOf(nil, "TestX")
	returned := inGoroutine(func() {
		root.benchlineIterate(func(t *benchline) {
			t.Cleanup(func() { got = append(got, "outer clean-up") })
			t.Run("a", func(*benchline) {
				t.Cleanup(func() { got = append(got, "inner clean-up") })
				t.Fatalf("no %s", "way")
			})
			got = append(got, "after")
		})
	})
	if returned || !root.Failed() || strings.Join(got, ", ") != "inner clean-up, outer clean-up" {
		t.Errorf("returned: %v, failed: %v, %q", returned, root.Failed(), got)
	}
}

func TestSkipInASubtestContinuesTheParent(t *testing.T) {
	skips := map[string]func(t *benchline){
		"SkipNow": func(t *benchline) { t.SkipNow() },
		"Skip":    func(t *benchline) { t.Skip("why", 1) },
		"Skipf":   func(t *benchline) { t.Skipf("%d", 1) },
	}
	for name, skip := range skips {
		var got []string
		root := iterations(func(shim *benchline) {
			ok := shim.Run("a", func(t *benchline) {
				t.Cleanup(func() { got = append(got, fmt.Sprint("clean-up ", t.Skipped())) })
				skip(t)
				got = append(got, "after")
			})
			got = append(got, fmt.Sprint(ok, shim.Skipped()))
			shim.Run("b", func(t *benchline) { got = append(got, fmt.Sprint("b ", t.Skipped())) })
		}, 2)
		want := "clean-up true, true false, b false, clean-up true, true false, b false"
		if strings.Join(got, ", ") != want || root.Failed() || root.benchlineMessage != "" {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestSkipOfTheTestItself(t *testing.T) {
	var skipped bool
	var root *benchline
	bench(t, "1x", func(b *testing.B) {
		defer func() { skipped = b.Skipped() }()
		root = rootOf(b, "TestX")
		root.benchlineIterate(func(t *benchline) {
			t.Skip("not", "today")
			panic("it goes on")
		})
	})
	if !skipped || !root.Skipped() || !strings.HasSuffix(root.benchlineMessage, ": not today\n") {
		t.Errorf("skipped: %v, %v, %q", skipped, root.Skipped(), root.benchlineMessage)
	}
}

func TestPanicInASubtestGoesThrough(t *testing.T) {
	cleaned := false
	value := panicOf(func() {
		iterations(func(t *benchline) {
			t.Cleanup(func() { cleaned = true })
			t.Run("a", func(t *benchline) { panic("boom") })
		}, 1)
	})
	if value != "boom" || !cleaned {
		t.Errorf("%v, cleaned: %v", value, cleaned)
	}
}

func line() int {
	_, _, number, _ := runtime.Caller(1)
	return number
}

func helpFail(t *benchline) int {
	t.Error("in the helper")
	return line() - 1
}

func TestMessageSaysWhereInTheTest(t *testing.T) {
	var want int
	root := iterations(func(t *benchline) {
		t.Run("a", func(t *benchline) {
			t.Run("b", func(t *benchline) { t.Errorf("first\n%s", "more"); want = line() })
		})
		t.Error("second")
	}, 1)
	if got := fmt.Sprintf("shim_test.go:%d: first\nmore", want); root.benchlineMessage != got {
		t.Errorf("%q, want %q", root.benchlineMessage, got)
	}
	root = iterations(func(t *benchline) { want = helpFail(t) }, 1)
	if got := fmt.Sprintf("shim_test.go:%d: in the helper\n", want); root.benchlineMessage != got {
		t.Errorf("%q, want %q", root.benchlineMessage, got)
	}
	root = new(benchline)
	inGoroutine(func() { want = line(); root.Fatal("fatal") })
	if got := fmt.Sprintf("shim_test.go:%d: fatal\n", want); root.benchlineMessage != got {
		t.Errorf("%q, want %q", root.benchlineMessage, got)
	}
}

// ---- clean-ups ----

func TestCleanupsRunLastOneFirst(t *testing.T) {
	var got []string
	say := func(what string) func() { return func() { got = append(got, what) } }
	iterations(func(t *benchline) {
		t.Cleanup(say("1"))
		t.Run("sub", func(t *benchline) {
			t.Cleanup(say("a"))
			t.Cleanup(say("b"))
		})
		t.Cleanup(say("2"))
		t.Cleanup(func() {
			got = append(got, "3")
			t.Cleanup(say("late"))
		})
		got = append(got, "body")
	}, 2)
	if want := "b a body 3 late 2 1 b a body 3 late 2 1"; strings.Join(got, " ") != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestCleanupsRunAfterAPanic(t *testing.T) {
	var got []string
	value := panicOf(func() {
		iterations(func(t *benchline) {
			t.Cleanup(func() { got = append(got, "1") })
			t.Cleanup(func() { got = append(got, "2"); panic("clean-up") })
			t.Cleanup(func() { got = append(got, "3") })
			panic("body")
		}, 1)
	})
	if value != "clean-up" || strings.Join(got, " ") != "3 2 1" {
		t.Errorf("%v %q", value, got)
	}
}

// ---- directories, environment, context ----

func TestTempDirs(t *testing.T) {
	var all []string
	iterations(func(shim *benchline) {
		var dirs []string
		shim.Run("sub", func(sub *benchline) {
			dirs = append(dirs, sub.TempDir())
			if err := os.WriteFile(filepath.Join(dirs[0], "file"), nil, 0o444); err != nil {
				t.Error(err)
			}
		})
		if _, err := os.Stat(dirs[0]); !os.IsNotExist(err) {
			t.Errorf("the subtest's is still there: %v", err)
		}
		dirs = append(dirs, shim.TempDir(), shim.TempDir(), shim.ArtifactDir())
		for _, dir := range dirs[1:] {
			if entries, err := os.ReadDir(dir); err != nil || len(entries) != 0 {
				t.Errorf("%s: %v, %v", dir, entries, err)
			}
		}
		all = append(all, dirs...)
	}, 30)
	seen := map[string]bool{}
	for _, dir := range all {
		if seen[dir] || len(dir) != len(all[0]) {
			t.Errorf("%s comes again, or is not as long as %s", dir, all[0])
		}
		seen[dir] = true
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", dir, err)
		}
	}
	if _, err := os.Stat(filepath.Dir(all[0])); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", filepath.Dir(all[0]), err)
	}
}

func TestSetenvIsUndone(t *testing.T) {
	t.Setenv("BENCHLINE_SET", "before")
	os.Unsetenv("BENCHLINE_UNSET")
	iterations(func(shim *benchline) {
		shim.Setenv("BENCHLINE_SET", "1")
		shim.Setenv("BENCHLINE_SET", "2")
		shim.Setenv("BENCHLINE_UNSET", "3")
		shim.Run("sub", func(t *benchline) { t.Setenv("BENCHLINE_SET", "4") })
		if set := os.Getenv("BENCHLINE_SET"); set != "2" || os.Getenv("BENCHLINE_UNSET") != "3" {
			t.Errorf("%q during the iteration", set)
		}
	}, 2)
	if set := os.Getenv("BENCHLINE_SET"); set != "before" {
		t.Errorf("%q after it", set)
	}
	if value, ok := os.LookupEnv("BENCHLINE_UNSET"); ok {
		t.Errorf("it is still set, to %q", value)
	}
	if inGoroutine(func() { new(benchline).Setenv("", "x") }) {
		t.Error("a bad name was taken")
	}
}

func TestChdirIsUndone(t *testing.T) {
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	pwd := os.Getenv("PWD")
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	iterations(func(shim *benchline) {
		shim.Chdir(dir)
		if now, _ := os.Getwd(); now != dir || os.Getenv("PWD") != dir {
			t.Errorf("%s and %s during the iteration, want %s", now, os.Getenv("PWD"), dir)
		}
	}, 2)
	if now, _ := os.Getwd(); now != before || os.Getenv("PWD") != pwd {
		t.Errorf("%s and %s after it, want %s and %s", now, os.Getenv("PWD"), before, pwd)
	}
	if inGoroutine(func() { new(benchline).Chdir(filepath.Join(dir, "missing")) }) {
		t.Error("a missing directory was taken")
	}
}

func TestContextIsCancelledBeforeTheCleanups(t *testing.T) {
	var seen []context.Context
	iterations(func(shim *benchline) {
		ctx := shim.Context()
		seen = append(seen, ctx)
		if ctx != shim.Context() || ctx.Err() != nil {
			t.Error("it is another one, or over")
		}
		shim.Cleanup(func() {
			if ctx.Err() != context.Canceled || shim.Context() != ctx {
				t.Errorf("in a clean-up: %v, %v", ctx.Err(), shim.Context())
			}
		})
		shim.Run("sub", func(sub *benchline) {
			inner := sub.Context()
			sub.Cleanup(func() {
				if inner.Err() == nil || ctx.Err() != nil {
					t.Error("the subtest's context lives on, or the test's is over")
				}
			})
		})
	}, 2)
	if seen[0] == seen[1] {
		t.Error("two iterations share a context")
	}
}

// ---- logging ----

type counted struct{ calls int }

func (c *counted) String() string { c.calls++; return "text" }
func (c *counted) Error() string  { c.calls++; return "text" }

func TestLogFormatsNothing(t *testing.T) {
	value := new(counted)
	iterations(func(t *benchline) {
		t.Log(value, *value)
		t.Logf("%v %s", value, value)
	}, 3)
	if value.calls != 0 {
		t.Errorf("%d calls of String", value.calls)
	}
}

// What testing.T's Log keeps on the heap, the shim's does too.
func TestLogKeepsItsArgumentsOnTheHeap(t *testing.T) {
	root := new(benchline)
	for name, body := range map[string]func(){
		"Log":   func() { root.Log(globalNumber) },
		"Logf":  func() { root.Logf("%d", globalNumber) },
		"local": func() { var local [4]int; root.Log(&local) },
	} {
		if n := testing.AllocsPerRun(100, body); n != 1 {
			t.Errorf("%s: %v allocs", name, n)
		}
	}
}

// A function that is given to T's Run or Cleanup is on the heap, and so is what it holds.
func TestClosuresAreOnTheHeap(t *testing.T) {
	root := new(benchline)
	run := func() {
		held := globalNumber
		root.benchlineIterate(func(t *benchline) { t.Run("sub", func(t *benchline) { held++ }) })
	}
	if n := testing.AllocsPerRun(100, run); n < 2 {
		t.Errorf("%v allocs: neither the function nor what it holds", n)
	}
}

// ---- in the company of others ----

// Nothing is lost when several goroutines use it at once; `go test -race` looks closer.
func TestSeveralGoroutines(t *testing.T) {
	const goroutines, times = 8, 50
	var cleaned, dirs int
	var mutex sync.Mutex
	root := iterations(func(shim *benchline) {
		var group sync.WaitGroup
		for i := 0; i < goroutines; i++ {
			group.Add(1)
			go func() {
				defer group.Done()
				for j := 0; j < times; j++ {
					shim.Cleanup(func() { cleaned++ })
					shim.Log("a", j)
					shim.Logf("%d", j)
					shim.Context()
					shim.Name()
					shim.Helper()
					shim.Run("sub", func(t *benchline) {
						t.Name()
						t.Cleanup(func() { mutex.Lock(); cleaned++; mutex.Unlock() })
						t.SkipNow()
					})
					shim.Error("a", j)
					shim.Errorf("%d", j)
					shim.Fail()
					if !shim.Failed() || shim.Skipped() {
						t.Error("it does not know that it failed")
					}
				}
				dir := shim.TempDir()
				mutex.Lock()
				defer mutex.Unlock()
				if entries, err := os.ReadDir(dir); err == nil && len(entries) == 0 {
					dirs++
				}
			}()
		}
		group.Wait()
	}, 2)
	if want := 2 * 2 * goroutines * times; cleaned != want || dirs != 2*goroutines || !root.Failed() {
		t.Errorf("%d clean-ups, want %d; %d directories", cleaned, want, dirs)
	}
}

// A test that embeds *testing.T beside other types, with names that the shim must not take.
type (
	deepFields struct{ name, clock, parent, failed, message, B string }
	deep       struct{ deepFields }
	assertions struct{ log []string }
	embedding  struct {
		*benchline
		*assertions
		deep
	}
)

func (deepFields) pause() string    { return "pause" }
func (deepFields) finish() string   { return "finish" }
func (a *assertions) Error() string { return "the assertion's" }
func (a *assertions) Name() string  { return "the assertion's" }

func TestEmbeddedBesideOtherTypes(t *testing.T) {
	x := embedding{new(benchline), new(assertions), deep{deepFields{"name", "clock", "parent", "failed", "message", "B"}}}
	got := x.name + x.clock + x.parent + x.failed + x.message + x.B + x.pause() + x.finish()
	if got != "nameclockparentfailedmessageBpausefinish" {
		t.Error(got)
	}
	if x.Error() != "the assertion's" || x.Name() != "the assertion's" {
		t.Error("what lies deeper in testing.T hides what does not")
	}
	x.Parallel()
	x.Errorf("%d", 1)
	if !x.Failed() {
		t.Error("it did not fail")
	}
}

// beside has, as deep as T's own methods, all those that T has from the struct in it. Were one of the
// shim's own as deep, neither would mean anything.
type (
	others struct{}
	beside struct {
		*benchline
		others
	}
)

func (others) ArtifactDir() {}
func (others) Attr()        {}
func (others) Cleanup()     {}
func (others) Context()     {}
func (others) Error()       {}
func (others) Errorf()      {}
func (others) Fail()        {}
func (others) FailNow()     {}
func (others) Failed()      {}
func (others) Fatal()       {}
func (others) Fatalf()      {}
func (others) Helper()      {}
func (others) Log()         {}
func (others) Logf()        {}
func (others) Name()        {}
func (others) Output()      {}
func (others) Skip()        {}
func (others) SkipNow()     {}
func (others) Skipf()       {}
func (others) Skipped()     {}
func (others) TempDir()     {}

func TestArtifactDirIsOneInAnIteration(t *testing.T) {
	seen := map[string]bool{}
	iterations(func(shim *benchline) {
		dir := shim.ArtifactDir()
		if shim.ArtifactDir() != dir || seen[dir] {
			t.Errorf("%s is not the same in an iteration, or that of another", dir)
		}
		seen[dir] = true
		shim.Run("sub", func(sub *benchline) {
			if sub.ArtifactDir() == dir {
				t.Error("a subtest has its parent's")
			}
		})
	}, 3)
}

func TestMethodsLieAsDeepAsInT(t *testing.T) {
	got, want := reflect.TypeOf(beside{}), reflect.TypeOf(others{})
	for i := 0; i < want.NumMethod(); i++ {
		method, ok := got.MethodByName(want.Method(i).Name)
		if !ok || method.Type.NumIn() != 1 || method.Type.NumOut() != 0 {
			t.Errorf("%s is another one: %v", want.Method(i).Name, method.Type)
		}
	}
	own := reflect.TypeOf(struct{ *testing.T }{})
	for i := 0; i < own.NumMethod(); i++ {
		_, deep := want.MethodByName(own.Method(i).Name)
		_, there := reflect.TypeOf(struct {
			*testing.T
			others
		}{}).MethodByName(own.Method(i).Name)
		if deep && !there {
			t.Errorf("%s does not lie deeper in T", own.Method(i).Name)
		}
	}
}
