package benchline

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// measureOriginal measures a test that is not copied as `benchline run` does.
func measureOriginal(t *testing.T, test func(t *testing.T)) event {
	t.Helper()
	benchlineMeasure = benchlineMeasureTest
	defer func() { benchlineMeasure = nil }()
	events := listen(t, func() {
		bench(t, "1x", func(b *testing.B) { benchlineOriginal(b, "TestX", test) })
	})
	if len(events) != 2 || events[0].Event != "start" || events[1].Event != "end" {
		t.Fatalf("%+v", events)
	}
	return events[1]
}

func TestOriginalIsGivenAGenuineT(t *testing.T) {
	names := map[string]int{}
	end := measureOriginal(t, func(t *testing.T) {
		names[t.Name()]++
		t.Run("a b", func(t *testing.T) { names[t.Name()]++ })
	})
	if end.Outcome != "measured" || len(end.Samples) != benchlineFirst {
		t.Errorf("%+v", end)
	}
	if names["TestX"] != benchlineFirst+1 || names["TestX/a_b"] != benchlineFirst+1 || len(names) != 2 {
		t.Errorf("%v", names)
	}
}

// What the testing package spends on running it is not the test's.
func TestOriginalAlone(t *testing.T) {
	for name, body := range bodies {
		want, _ := least(measure(t, func(*benchline) { body() }).Samples)
		got, _ := least(measureOriginal(t, func(*testing.T) { body() }).Samples)
		if got != want {
			t.Errorf("%s: %d allocs, copied %d", name, got, want)
		}
	}
	end := measureOriginal(t, func(*testing.T) {})
	if mallocs, bytes := least(end.Samples); mallocs != 0 || bytes != 0 {
		t.Errorf("an empty test has %d allocs, %d bytes", mallocs, bytes)
	}
}

// A clean-up belongs to the test, whenever it is registered.
func TestOriginalIncludesItsCleanups(t *testing.T) {
	end := measureOriginal(t, func(t *testing.T) {
		t.Cleanup(func() { global = make([]byte, 1<<20) })
	})
	if _, bytes := least(end.Samples); bytes < 1<<20 {
		t.Errorf("%d bytes", bytes)
	}
}

// Parallel tests and subtests go on when the function has returned.
func TestOriginalWaitsForWhatIsParallel(t *testing.T) {
	var runs, done, early int64
	end := measureOriginal(t, func(t *testing.T) {
		if runs++; atomic.LoadInt64(&done) != 3*(runs-1) {
			early++
		}
		t.Parallel()
		for i := 0; i < 3; i++ {
			t.Run("sub", func(t *testing.T) {
				t.Parallel()
				time.Sleep(time.Millisecond)
				global = make([]byte, 1<<16)
				atomic.AddInt64(&done, 1)
			})
		}
	})
	if end.Outcome != "measured" || done != 3*runs || early != 0 {
		t.Errorf("%s, %d subtests of %d runs done, %d runs began early", end.Outcome, done, runs, early)
	}
	if _, bytes := least(end.Samples); bytes < 3<<16 {
		t.Errorf("%d bytes: not all of them", bytes)
	}
}

func TestOriginalThatFails(t *testing.T) {
	for want, test := range map[string]func(t *testing.T){
		`^original_test.go:\d+: got 1$`:                             func(t *testing.T) { t.Errorf("got %d", 1) },
		`^original_test.go:\d+: over$`:                              func(t *testing.T) { t.Fatal("over") },
		`^original_test.go:\d+: first\noriginal_test.go:\d+: last$`: func(t *testing.T) { t.Log("first"); t.Error("last") },
		`^original_test.go:\d+: inside$`: func(t *testing.T) {
			t.Run("sub", func(t *testing.T) { t.Fatal("inside") })
		},
		`^original_test.go:\d+: beside$`: func(t *testing.T) {
			t.Run("sub", func(t *testing.T) { t.Parallel(); t.Error("beside") })
		},
		`^original_test.go:\d+: cleaning$`: func(t *testing.T) {
			t.Cleanup(func() { t.Error("cleaning") })
		},
		`^$`: func(t *testing.T) { t.FailNow() },
	} {
		end := measureOriginal(t, test)
		if end.Outcome != "failed" || end.Iteration != 0 || len(end.Samples) != 0 {
			t.Errorf("%s: %+v", want, end)
		}
		if !regexp.MustCompile(want).MatchString(end.Message) {
			t.Errorf("%q, want %s", end.Message, want)
		}
	}
}

func TestOriginalThatCannotBeRepeated(t *testing.T) {
	runs := 0
	end := measureOriginal(t, func(t *testing.T) {
		if runs++; runs > 1 {
			t.Fatal("again")
		}
	})
	if end.Outcome != "failed" || end.Iteration != 1 {
		t.Errorf("%+v", end)
	}
}

func TestOriginalThatSkipsItself(t *testing.T) {
	end := measureOriginal(t, func(t *testing.T) { t.Skip("not today") })
	if end.Outcome != "skipped" || !strings.HasSuffix(end.Message, ": not today") {
		t.Errorf("%+v", end)
	}
	end = measureOriginal(t, func(t *testing.T) {
		t.Run("sub", func(t *testing.T) { t.Skip("only this one") })
	})
	if end.Outcome != "measured" {
		t.Errorf("a subtest skipped itself: %+v", end)
	}
}

// In a plain benchmark too, neither looks as if it had passed.
func TestOriginalInAPlainBenchmark(t *testing.T) {
	runs := 0
	result := bench(t, "20x", func(b *testing.B) {
		runs = 0
		benchlineOriginal(b, "TestX", func(t *testing.T) { runs++ })
	})
	if result.N != 20 || runs != 21 {
		t.Errorf("%d iterations, %d runs", result.N, runs)
	}
	t.Logf("an empty test: %v %v", result, result.MemString())
	for name, test := range map[string]func(t *testing.T){
		"fails": func(t *testing.T) { t.Fail() },
		"skips": func(t *testing.T) { t.SkipNow() },
	} {
		var failed, skipped bool
		result := bench(t, "20x", func(b *testing.B) {
			defer func() { failed, skipped = b.Failed(), b.Skipped() }()
			benchlineOriginal(b, "TestX", test)
		})
		if result.N == 20 || failed != (name == "fails") || skipped != (name == "skips") {
			t.Errorf("%s: %d iterations, failed %v, skipped %v", name, result.N, failed, skipped)
		}
	}
}

// Nobody's standard output is touched: the test's own is where it was, and so is everyone's after it.
func TestOriginalLeavesStandardOutputAlone(t *testing.T) {
	was := os.Stdout
	measureOriginal(t, func(t *testing.T) {
		if os.Stdout != was {
			t.Fatal("it is another one in the test")
		}
		os.Stdout = nil
		t.Cleanup(func() { os.Stdout = was })
	})
	if os.Stdout != was {
		t.Error("it is another one")
	}
}

// ---- what the benchmarks were asked for ----

func BenchmarkOriginalForFlags(b *testing.B) {
	if os.Getenv("BENCHLINE_ORIGINAL") == "" {
		b.Skip("only for TestOriginalWithFlags")
	}
	runs, subtests, procs, was := 0, 0, runtime.GOMAXPROCS(0), flag.Lookup("test.count").Value.String()
	benchlineOriginal(b, "TestX", func(t *testing.T) {
		if runs++; runtime.GOMAXPROCS(0) != procs {
			t.Error("it is another benchmark's turn")
		}
		t.Run("sub", func(t *testing.T) { subtests++; t.Log("text") })
	})
	if runs != b.N+1 || runtime.GOMAXPROCS(0) != procs || flag.Lookup("test.count").Value.String() != was {
		b.Errorf("%d runs in %d iterations", runs, b.N)
	}
	if subtests != runs {
		b.Errorf("%d of %d subtests", subtests, runs)
	}
}

func TestOriginalWithFlags(t *testing.T) {
	arguments := []string{"-test.run=^$", "-test.bench=OriginalForFlags", "-test.benchtime=5x",
		"-test.cpu=1,2,1", "-test.count=2"}
	further := [][]string{nil, {"-test.v"}, {"-test.failfast"}, {"-test.v", "-test.parallel=1"}}
	if flag.Lookup("test.skip") != nil {
		further = append(further, []string{"-test.skip=Test/sub"})
	}
	for _, more := range further {
		command := exec.Command(os.Args[0], append(more, arguments...)...)
		command.Env = append(os.Environ(), "BENCHLINE_ORIGINAL=1")
		output, err := command.CombinedOutput()
		results := regexp.MustCompile(`(?m)^BenchmarkOriginalForFlags(-2)?[ \t]+5\t.* allocs/op$`).FindAll(output, -1)
		if err != nil || len(results) != 6 || bytes.Contains(output, []byte("TestX")) {
			t.Errorf("%v: %v\n%s", more, err, output)
		}
	}
}
