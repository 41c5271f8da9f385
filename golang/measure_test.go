package benchline

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"testing/quick"
	"unicode/utf8"
)

// What is measured unless settings say otherwise, and when the first ones disagree.
const benchlineFirst, benchlineSecond = 10, 100

// event is one line on the descriptor.
type event struct {
	Event, Benchmark, Message, Outcome string
	Iteration, Foreign, Left           int
	Idle                               uint64
	Samples                            [][4]uint64
}

func decode(t *testing.T, from io.Reader) (events []event) {
	t.Helper()
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event
		decoder := json.NewDecoder(strings.NewReader(lines.Text()))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&e); err != nil {
			t.Errorf("%v in %s", err, lines.Text())
		}
		events = append(events, e)
	}
	if lines.Err() != nil {
		t.Error(lines.Err())
	}
	return events
}

// listen makes benchlineTell write to a pipe while f runs, and gives back what came.
func listen(t *testing.T, f func()) []event {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	was := benchlineEvents
	benchlineEvents = int(write.Fd())
	heard := make(chan []event)
	go func() { heard <- decode(t, read) }()
	f()
	write.Close()
	benchlineEvents = was
	events := <-heard
	read.Close()
	return events
}

// measure measures a test as `benchline run` does, and gives back its end.
func measure(t *testing.T, test func(t *benchline)) event {
	t.Helper()
	events := listen(t, func() {
		bench(t, "1x", func(b *testing.B) {
			benchlineMeasureTest(rootOf(b, "TestX"), test)
		})
	})
	if len(events) != 2 || events[0].Event != "start" || events[1].Event != "end" {
		t.Fatalf("%+v", events)
	}
	return events[1]
}

// least is the smallest number of allocations and of bytes.
func least(samples [][4]uint64) (mallocs, bytes uint64) {
	mallocs, bytes = samples[0][0], samples[0][1]
	for _, sample := range samples {
		if sample[0] < mallocs {
			mallocs = sample[0]
		}
		if sample[1] < bytes {
			bytes = sample[1]
		}
	}
	return mallocs, bytes
}

// ---- figures ----

var (
	globalMap    map[string]int
	globalString string
	globalAny    interface{}
)

var bodies = map[string]func(){
	"nothing": func() {},
	"one":     func() { global = make([]byte, 10) },
	"many": func() {
		for i := 0; i < 1000; i++ {
			global = make([]byte, 10+i%7)
		}
	},
	"large":      func() { global = make([]byte, 10<<20) },
	"map":        func() { globalMap = map[string]int{"a": globalNumber} },
	"strings":    func() { globalString = strings.Repeat("x", globalNumber) + string(global) },
	"interfaces": func() { globalAny = globalNumber; globalAny = [4]int{1, 2, 3, globalNumber} },
	"goroutine": func() {
		done := make(chan bool)
		go func() {
			global = make([]byte, 10)
			done <- true
		}()
		<-done
	},
	"append": func() {
		var list []int
		for i := 0; i < 1000; i++ {
			list = append(list, i)
		}
		globalAny = list
	},
	"panics": func() { defer func() { globalAny = recover() }(); panic(globalNumber) },
}

func TestCountsAreThoseOfAllocsPerRun(t *testing.T) {
	for name, body := range bodies {
		body := body
		want := testing.AllocsPerRun(20, body)
		end := measure(t, func(*benchline) { body() })
		if end.Outcome != "measured" || len(end.Samples) < benchlineFirst {
			t.Errorf("%s: %+v", name, end)
			continue
		}
		if mallocs, _ := least(end.Samples); float64(mallocs) != want {
			t.Errorf("%s: %d allocs, AllocsPerRun says %v", name, mallocs, want)
		}
	}
}

func TestBytesAreThoseOfTheSizeClasses(t *testing.T) {
	for size, want := range map[int]uint64{24: 24, 48: 48, 1000: 1024, 1 << 20: 1 << 20} {
		size := size
		end := measure(t, func(*benchline) { global = make([]byte, size) })
		if _, bytes := least(end.Samples); bytes != want {
			t.Errorf("%d bytes for %d", bytes, size)
		}
	}
}

func TestBytesCountAlthoughTheyAreFreed(t *testing.T) {
	end := measure(t, func(*benchline) {
		global = make([]byte, 1<<20)
		global = nil
		runtime.GC()
	})
	if _, bytes := least(end.Samples); bytes < 1<<20 || bytes > 1<<20+1<<16 {
		t.Errorf("%d bytes", bytes)
	}
}

// What the testing package itself would do is not the test's.
func TestWhatTheShimDoesIsOffTheClock(t *testing.T) {
	for name, test := range map[string]func(t *benchline){
		"empty":   empty,
		"Run":     func(t *benchline) { t.Run("a", empty); t.Run("b", empty) },
		"Cleanup": func(t *benchline) { t.Cleanup(func() {}) },
		"TempDir": func(t *benchline) { t.TempDir(); t.Run("a", func(t *benchline) { t.TempDir() }) },
		"Setenv":  func(t *benchline) { t.Setenv("BENCHLINE_MEASURED", "1") },
		"Chdir":   func(t *benchline) { t.Chdir("/") },
		"Context": func(t *benchline) { t.Context() },
		"Name":    func(t *benchline) { t.Run("a b", func(t *benchline) { t.Name() }) },
		"Nested":  nestedNames,
		"Skip":    func(t *benchline) { t.Run("a", func(t *benchline) { t.SkipNow() }) },
	} {
		end := measure(t, test)
		if end.Outcome != "measured" {
			t.Errorf("%s: %+v", name, end)
		} else if mallocs, bytes := least(end.Samples); mallocs != 0 || bytes != 0 {
			t.Errorf("%s: %d allocs, %d bytes", name, mallocs, bytes)
		}
	}
}

// Functions that hold nothing, which are no allocations.
func nestedNames(t *benchline) {
	t.Run("a", func(t *benchline) {
		t.Run("b", func(t *benchline) { t.Run("c", func(t *benchline) { t.Name(); t.TempDir() }); t.Name() })
	})
}

// A clock that is stopped twice, because one thing off the clock needs another one, counts once.
func TestAllocationsBesideNestedNamesCountOnce(t *testing.T) {
	end := measure(t, func(t *benchline) {
		t.Run("a", func(t *benchline) {
			t.Run("b", func(t *benchline) {
				t.Run("c", func(t *benchline) {
					global = make([]byte, 1<<10)
					t.Name()
					t.Chdir("/")
				})
			})
		})
	})
	if mallocs, bytes := least(end.Samples); mallocs != 1 || bytes != 1<<10 {
		t.Errorf("%d allocs, %d bytes", mallocs, bytes)
	}
}

func TestTheFirstIterationIsNotMeasured(t *testing.T) {
	calls := 0
	end := measure(t, func(*benchline) {
		if calls++; calls == 1 {
			global = make([]byte, 1<<20)
		}
	})
	if calls != benchlineFirst+1 || end.Iteration != calls || len(end.Samples) != benchlineFirst {
		t.Errorf("%d calls, %+v", calls, end)
	}
	for _, sample := range end.Samples {
		if sample[1] >= 1<<20 {
			t.Errorf("%v", sample)
		}
	}
}

func TestMoreIterationsWhenTheFirstOnesDisagree(t *testing.T) {
	calls := 0
	end := measure(t, func(*benchline) {
		for i := 0; i < calls%3; i++ {
			global = make([]byte, 10)
		}
		calls++
	})
	if len(end.Samples) != benchlineSecond || calls != 1+benchlineFirst+benchlineSecond {
		t.Errorf("%d calls, %d samples", calls, len(end.Samples))
	}
	if mallocs, _ := least(end.Samples); mallocs != 0 {
		t.Errorf("%d allocs", mallocs)
	}
}

func TestAgreement(t *testing.T) {
	samples := func(mallocs ...uint64) (list []benchlineSample) {
		for _, n := range mallocs {
			list = append(list, benchlineSample{mallocs: n, bytes: 7, nanoseconds: n * 3})
		}
		return list
	}
	for _, row := range []struct {
		samples []benchlineSample
		agree   bool
	}{
		{samples(1), true},
		{samples(1, 1, 1), true},
		{samples(1, 1, 9), true},
		{samples(1, 9, 1, 1), true},
		{samples(1, 2, 2), false},
		{samples(2, 1, 2, 1), false}, // of an even number, more than half
		{samples(1, 2, 1, 2, 1), true},
		{samples(3, 2, 1), false},
		{[]benchlineSample{{mallocs: 1, bytes: 1}, {mallocs: 1, bytes: 2}, {mallocs: 1, bytes: 3}}, false},
	} {
		if benchlineAgree(row.samples) != row.agree {
			t.Errorf("%v: %v", row.samples, !row.agree)
		}
	}
}

// ---- outcomes ----

func TestOutcomes(t *testing.T) {
	calls := 0
	for _, row := range []struct {
		test      func(t *benchline)
		outcome   string
		iteration int
		message   string
	}{
		{empty, "measured", benchlineFirst + 1, ""},
		{func(t *benchline) { t.Error("x") }, "failed", 0, ": x\n"},
		{func(t *benchline) { t.Fatalf("%d\ny", 1) }, "failed", 0, ": 1\ny"},
		{func(t *benchline) { t.Fail() }, "failed", 0, ""},
		{func(t *benchline) { t.FailNow() }, "failed", 0, ""},
		{func(t *benchline) { t.Run("a", func(t *benchline) { t.Error("x") }) }, "failed", 0, ": x\n"},
		{func(t *benchline) { t.Run("a", func(t *benchline) { t.Fatal("x") }) }, "failed", 0, ": x\n"},
		{func(t *benchline) { t.Skip("x") }, "skipped", 0, ": x\n"},
		{func(t *benchline) { t.SkipNow() }, "skipped", 0, ""},
		{func(t *benchline) {
			if calls++; calls == 4 {
				t.Fatal("the fourth time")
			}
		}, "failed", 3, ": the fourth time\n"},
	} {
		end := measure(t, row.test)
		if end.Outcome != row.outcome || end.Iteration != row.iteration ||
			!strings.HasSuffix(end.Message, row.message) || (row.message == "") != (end.Message == "") {
			t.Errorf("%+v, want %s %d %q", end, row.outcome, row.iteration, row.message)
		}
		if row.message != "" && !strings.HasPrefix(end.Message, "measure_test.go:") {
			t.Errorf("%q does not say where", end.Message)
		}
	}
}

func TestPanicIsToldBeforeItGoesOn(t *testing.T) {
	b := new(testing.B)
	events := listen(t, func() {
		if value := panicOf(func() {
			benchlineMeasureTest(rootOf(b, "TestX"), func(*benchline) { panic("boom") })
		}); value != "boom" {
			t.Errorf("%v", value)
		}
	})
	if len(events) != 2 || events[1].Outcome != "panicked" || events[1].Iteration != 0 {
		t.Errorf("%+v", events)
	}
}

// ---- JSON ----

func TestMessagesAreValidJSON(t *testing.T) {
	check := func(text string) bool {
		line := benchlineAppendJSON([]byte("["), text)
		var got []string
		if err := json.Unmarshal(append(line, ']'), &got); err != nil || len(got) != 1 {
			t.Errorf("%q: %v", text, err)
			return false
		}
		return got[0] == strings.ToValidUTF8(string([]rune(text)), "\ufffd")
	}
	for _, text := range []string{
		"", "plain", `"quotes" and \ and /`, "lines\r\n\tand\x00control\x1f\x7f", "é日本😀", "\u2028\u2029",
		"\xff\xfe", "a\xc3", "\xed\xa0\x80", "<script>&", strings.Repeat("x", 2000),
	} {
		if !check(text) {
			t.Errorf("%q does not come back", text)
		}
	}
	if err := quick.Check(func(text string, bytes []byte) bool {
		return check(text) && check(string(bytes))
	}, nil); err != nil {
		t.Error(err)
	}
}

func TestLongMessagesAreCut(t *testing.T) {
	for _, piece := range []string{"x", "é", "日", "😀", "\x00"} {
		line := benchlineAppendJSON(nil, strings.Repeat(piece, 3000))
		var got string
		if err := json.Unmarshal(line, &got); err != nil || !utf8.ValidString(got) {
			t.Errorf("%q: %v", piece, err)
		}
		if !strings.HasSuffix(got, "...") || len(got) > 2010 {
			t.Errorf("%q: %d bytes", piece, len(got))
		}
	}
}

func TestManySamplesArriveWhole(t *testing.T) {
	samples := make([]benchlineSample, 20000) // far more than a pipe or a line holds
	for i := range samples {
		samples[i] = benchlineSample{1 << 63, uint64(i), 3, 1}
	}
	ended := &benchlineSeries{
		t: rootOf(new(testing.B), "TestX"), outcome: "measured", iteration: 7, samples: samples,
	}
	var got [][4]uint64
	events := listen(t, ended.benchlineTellEnd)
	for i, event := range events {
		got = append(got, event.Samples...)
		if last := i == len(events)-1; (event.Event == "end") != last || len(event.Samples) > 1000 {
			t.Errorf("event %d is %s with %d samples", i, event.Event, len(event.Samples))
		}
	}
	if len(got) != len(samples) {
		t.Fatalf("%d samples", len(got))
	}
	for i, sample := range got {
		if sample != [4]uint64{1 << 63, uint64(i), 3, 1} {
			t.Fatalf("sample %d is %v", i, sample)
		}
	}
}

func TestNobodyListens(t *testing.T) {
	was := benchlineEvents
	defer func() { benchlineEvents = was }()
	benchlineEvents = 9999
	benchlineTell([]byte("{}")) // does not panic, and comes back
}

// ---- the whole process ----

// BenchmarkChild is run by the tests below in a process of its own.
func BenchmarkChild(b *testing.B) {
	benchlineRun(b, "TestChild", func(t *benchline) {
		global = make([]byte, 10)
		if what := os.Getenv("BENCHLINE_TEST_CHILD"); what != "" {
			fmt.Println("between the lines")
			leak := exec.Command("/bin/sh", "-c", "if [ -e /proc/self/fd/3 ]; then echo leaked; fi")
			leak.Stdout = os.Stdout
			if err := leak.Run(); err != nil {
				t.Fatal(err)
			}
			other, err := os.Create(t.TempDir() + "/other")
			if err != nil {
				t.Fatal(err)
			}
			child := exec.Command(os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkChild$", "-test.benchtime=1x")
			child.Env = append(os.Environ(), "BENCHLINE_TEST_CHILD=")
			child.ExtraFiles = []*os.File{other} // its descriptor 3 is nothing to do with ours
			if out, err := child.CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if info, err := other.Stat(); err != nil || info.Size() > 0 {
				fmt.Println("told somebody else", err)
			}
			other.Close()
		}
	})
}

// runChild runs BenchmarkChild with descriptor 3 and this value of the variable.
func runChild(t *testing.T, variable, what string) ([]event, string) {
	t.Helper()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^$", "-test.bench=^BenchmarkChild$", "-test.benchtime=1x")
	child.Env = append(os.Environ(), "BENCHLINE_EVENTS_FD="+variable, "BENCHLINE_TEST_CHILD="+what)
	child.ExtraFiles = []*os.File{write}
	heard := make(chan []event)
	go func() { heard <- decode(t, read) }()
	out, err := child.CombinedOutput()
	write.Close()
	events := <-heard
	read.Close()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return events, string(out)
}

func TestProcessTellsOnItsDescriptor(t *testing.T) {
	events, _ := runChild(t, "3", "")
	if len(events) != 2 || events[0].Benchmark != "BenchmarkChild" || events[1].Benchmark != "BenchmarkChild" ||
		events[1].Outcome != "measured" || len(events[1].Samples) != benchlineFirst {
		t.Fatalf("%+v", events)
	}
	if mallocs, bytes := least(events[1].Samples); mallocs != 1 || bytes != 16 {
		t.Errorf("%d allocs, %d bytes", mallocs, bytes)
	}
}

func TestProcessesOfTheTestDoNotTell(t *testing.T) {
	events, out := runChild(t, "3", "spawns")
	if len(events) != 2 || events[1].Outcome != "measured" {
		t.Errorf("%+v", events)
	}
	if !strings.Contains(out, "between the lines") || strings.Contains(out, "leaked") ||
		strings.Contains(out, "told") {
		t.Errorf("%s", out)
	}
}

func TestWithoutADescriptorItIsAPlainBenchmark(t *testing.T) {
	for _, variable := range []string{"", "x", "2", "-1", "3x", "3:1", ":"} {
		events, out := runChild(t, variable, "")
		if len(events) != 0 || !strings.Contains(out, "allocs/op") {
			t.Errorf("%q: %+v %s", variable, events, out)
		}
	}
}
