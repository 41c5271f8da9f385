package benchline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// Small tests that are run with the genuine testing.T and with the shim, and must see the same.

// tester is what the tests below get, whichever it stands on.
type tester struct {
	testing.TB
	run      func(name string, f func(t tester)) bool
	parallel func()
}

func onGo(t *testing.T) tester {
	return tester{t, func(name string, f func(tester)) bool {
		return t.Run(name, func(t *testing.T) { f(onGo(t)) })
	}, t.Parallel}
}

func onShim(t *benchline) tester {
	return tester{t, func(name string, f func(tester)) bool {
		return t.Run(name, func(t *benchline) { f(onShim(t)) })
	}, t.Parallel}
}

// journal is what a test saw, line by line.
type journal struct {
	mutex sync.Mutex
	lines []string
}

func (j *journal) say(args ...interface{}) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.lines = append(j.lines, strings.TrimSuffix(fmt.Sprintln(args...), "\n"))
}

// state says what a test says of itself.
func (j *journal) state(what string, t tester) {
	j.say(what, t.Name(), "failed:", t.Failed(), "skipped:", t.Skipped())
}

func (j *journal) body(body func(t tester, j *journal), t tester) {
	t.Cleanup(func() { j.state("end", t) })
	body(t, j)
	j.say("body is over")
}

// silently calls f while nothing is printed on standard output, where RunTests says what failed.
func silently(t *testing.T, f func()) {
	t.Helper()
	null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stdout
	os.Stdout = null
	defer func() { os.Stdout = was; null.Close() }()
	f()
}

func seenByGo(t *testing.T, body func(tester, *journal)) *journal {
	t.Helper()
	seen := new(journal)
	all := func(pattern, name string) (bool, error) { return true, nil }
	silently(t, func() {
		test := testing.InternalTest{Name: "TestX", F: func(t *testing.T) { seen.body(body, onGo(t)) }}
		seen.say("ok:", testing.RunTests(all, []testing.InternalTest{test}))
	})
	return seen
}

func seenByShim(t *testing.T, body func(tester, *journal)) *journal {
	t.Helper()
	var seen *journal
	silently(t, func() {
		bench(t, "1x", func(b *testing.B) {
			seen = new(journal)
			defer func() { seen.say("ok:", !b.Failed()) }()
			root := rootOf(b, "TestX")
			root.benchlineClock = &benchlineClock{pause: b.StopTimer, resume: b.StartTimer}
			root.benchlineIterate(func(t *benchline) { seen.body(body, onShim(t)) })
		})
	})
	return seen
}

var same = map[string]func(t tester, j *journal){
	"Order": func(t tester, j *journal) {
		t.Cleanup(func() { j.say("outer 1") })
		ok := t.run("a", func(t tester) {
			t.Cleanup(func() { j.say("inner 1"); t.Cleanup(func() { j.say("late") }) })
			t.Cleanup(func() { j.say("inner 2") })
			t.run("b", func(t tester) { j.state("in", t); t.Cleanup(func() { j.say("innermost") }) })
			j.state("in", t)
		})
		t.Cleanup(func() { j.say("outer 2") })
		j.say("ok", ok)
	},
	"FailsInSubtest": func(t tester, j *journal) {
		ok := t.run("a", func(t tester) {
			j.say(t.run("b", func(t tester) { t.Errorf("%d", 1); j.state("in", t) }))
			j.say(t.run("c", func(t tester) { j.state("in", t) }))
		})
		j.say(ok, t.run("d", func(t tester) { j.state("in", t) }))
		j.state("after", t)
	},
	"FailNowInSubtest": func(t tester, j *journal) {
		ok := t.run("a", func(t tester) {
			t.Cleanup(func() { j.state("clean", t) })
			defer func() { j.say("deferred") }()
			t.FailNow()
			j.say("goes on")
		})
		j.state("after", t)
		j.say(ok, t.run("a", func(t tester) { j.state("in", t) }))
	},
	"FatalDeepDown": func(t tester, j *journal) {
		j.say(t.run("a", func(t tester) {
			j.say(t.run("b", func(t tester) { func() { t.Fatal("x") }(); j.say("goes on") }))
			j.state("after", t)
		}))
	},
	"FailNowOfParent": func(t tester, j *journal) {
		outer := t
		j.say(t.run("a", func(middle tester) {
			defer j.say("a is over")
			middle.run("b", func(t tester) {
				defer j.say("b is over")
				middle.FailNow()
			})
			j.say("goes on")
		}))
		j.state("after", outer)
	},
	"FailNowOfGrandparent": func(t tester, j *journal) {
		grandparent := t
		t.run("a", func(t tester) {
			defer j.say("a is over")
			t.run("b", func(t tester) { defer j.say("b is over"); grandparent.FailNow() })
			j.say("goes on")
		})
		j.say("goes on")
	},
	"FailNowInCleanup": func(t tester, j *journal) {
		j.say(t.run("a", func(t tester) {
			t.Cleanup(func() { j.state("first", t) })
			t.Cleanup(func() { t.FailNow() })
			t.Cleanup(func() { j.state("last", t) })
		}))
		t.Cleanup(func() { j.state("first", t) })
		t.Cleanup(func() { t.FailNow() })
	},
	"SkipInSubtest": func(t tester, j *journal) {
		for _, skip := range []func(tester){
			func(t tester) { t.SkipNow() }, func(t tester) { t.Skip("x") }, func(t tester) { t.Skipf("%d", 1) },
		} {
			j.say(t.run("a", func(t tester) {
				t.Cleanup(func() { j.state("clean", t) })
				j.say(t.run("b", func(t tester) { skip(t); j.say("goes on") }))
				j.state("between", t)
				skip(t)
				j.say("goes on")
			}))
		}
	},
	"SkipAfterError":    func(t tester, j *journal) { j.say(t.run("a", func(t tester) { t.Error("x"); t.Skip("y") })) },
	"SkipInCleanup":     func(t tester, j *journal) { j.say(t.run("a", func(t tester) { t.Cleanup(t.SkipNow) })) },
	"SkipOfTest":        func(t tester, j *journal) { t.run("a", func(tester) {}); t.Skip("x") },
	"FailOfTest":        func(t tester, j *journal) { t.Fail(); j.state("after", t) },
	"FailNowOfTest":     func(t tester, j *journal) { defer j.say("deferred"); t.FailNow() },
	"NameInCleanup":     func(t tester, j *journal) { t.run("a", func(t tester) { t.Cleanup(func() { j.say(t.Name()) }) }) },
	"ParentRunsInChild": func(t tester, j *journal) { runOfParent(t, j, 3) },
	"PanicIsRecovered": func(t tester, j *journal) {
		t.run("a", func(t tester) {
			func() {
				defer func() { j.say("recovered", recover()) }()
				panic("x")
			}()
			j.state("after", t)
		})
	},
	"FailNowInGoroutine": func(t tester, j *journal) {
		j.say(t.run("a", func(t tester) {
			done, end := make(chan bool), t.FailNow
			go func() {
				defer close(done)
				defer j.say("goroutine is over")
				end()
			}()
			<-done
			j.state("after", t)
		}))
	},
	"GoroutineRunsSubtests": func(t tester, j *journal) {
		t.run("a", func(outer tester) {
			done, end := make(chan bool), outer.FailNow
			skip := func(t tester) { t.SkipNow() }
			go func() {
				defer close(done)
				defer j.say("goroutine is over")
				outer.run("b", skip)
				outer.run("c", func(tester) { end() })
				j.say("goes on")
			}()
			<-done
		})
	},
	"RunInGoroutines": func(t tester, j *journal) {
		var group sync.WaitGroup
		oks := make([]bool, 8)
		for i := range oks {
			i := i
			group.Add(1)
			go func() {
				defer group.Done()
				oks[i] = t.run(fmt.Sprint("sub", i), func(t tester) {
					if t.run("x", func(tester) {}); i%2 == 0 {
						t.Fail()
					}
				})
			}()
		}
		group.Wait()
		j.say(oks)
	},
	"Names": func(t tester, j *journal) {
		for _, name := range []string{"", "#00", "#00", "", "#01", "#1", "a#00", "a", "a", "a#00", "x/", "x/#00", "x/", "b", "b#00"} {
			t.run(name, func(t tester) { j.say(t.Name()); t.run("", func(t tester) { j.say(t.Name()) }) })
		}
		t.run("p/q", func(t tester) { j.say(t.Name()) })
		t.run("p", func(t tester) { t.run("q", func(t tester) { j.say(t.Name()) }) })
	},
	"NumberBeforeEmptyName": func(t tester, j *journal) {
		for _, name := range []string{"#00", "", "#02", "", ""} {
			t.run(name, func(t tester) { j.say(t.Name()) })
		}
	},
	"Environment": func(t tester, j *journal) {
		t.Setenv("BENCHLINE_SAME", "1")
		t.Cleanup(func() { j.say(os.Getenv("BENCHLINE_SAME")) })
		t.run("a", func(t tester) { t.Setenv("BENCHLINE_SAME", "2") })
		j.say(os.Getenv("BENCHLINE_SAME"))
		t.Setenv("BENCHLINE_SAME", "3")
	},
	"SetenvAfterParallel": func(t tester, j *journal) {
		t.parallel()
		for _, f := range []func(){t.parallel, func() { t.Setenv("BENCHLINE_SAME", "1") }} {
			j.say(panicOf(f) != nil)
		}
	},
	"TempDirs": func(t tester, j *journal) {
		var dirs []string
		see := func() {
			for _, dir := range dirs {
				_, err := os.Stat(dir)
				j.say("is there:", err == nil)
			}
		}
		t.Cleanup(see)
		dirs = append(dirs, t.TempDir())
		t.Cleanup(see)
		dirs = append(dirs, t.TempDir())
		j.say(filepath.Dir(dirs[0]) == filepath.Dir(dirs[1]))
		t.run("a", func(t tester) { dirs = append(dirs, t.TempDir()) })
	},
	"Context": func(t tester, j *journal) {
		of := func(t tester) context.Context {
			if has, ok := t.TB.(interface{ Context() context.Context }); ok && newerThan(23) {
				return has.Context()
			}
			return context.Background()
		}
		ctx := of(t)
		t.Cleanup(func() { j.say(ctx.Err(), of(t) == ctx) })
		t.run("a", func(t tester) {
			inner := of(t)
			j.say(inner == of(t), inner == ctx, inner.Err())
			t.Cleanup(func() { j.say(inner.Err(), ctx.Err()) })
		})
		t.run("b", func(t tester) { t.Cleanup(func() { j.say("late", of(t).Err()) }) })
	},
}

func runOfParent(t tester, j *journal, depth int) {
	for _, name := range []string{"a", "b"} {
		outer := t
		outer.run(name, func(t tester) {
			j.state("begin", t)
			if depth > 0 {
				runOfParent(t, j, depth-1)
				outer.run("again", func(inner tester) { j.state("in", inner); inner.Fail() })
			}
			j.state("over", t)
		})
	}
}

func newerThan(minor int) bool {
	var own int
	fmt.Sscanf(runtime.Version(), "go1.%d", &own)
	return own > minor
}

// Since when Go does what the shim does.
var sameSince = map[string]int{"Names": 20, "NumberBeforeEmptyName": 20, "SetenvAfterParallel": 19, "SkipInCleanup": 19}

func TestSameAsWithT(t *testing.T) {
	for name, body := range same {
		if !newerThan(sameSince[name] - 1) {
			continue
		}
		theirs, ours := seenByGo(t, body), seenByShim(t, body)
		if want, got := strings.Join(theirs.lines, "\n"), strings.Join(ours.lines, "\n"); got != want {
			t.Errorf("%s: the shim saw\n%s\nbut with testing.T it is\n%s", name, got, want)
		}
	}
}
