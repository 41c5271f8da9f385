// Package inside is the half of the oracle that runs in the test process. The other half (build.go)
// gives this file the package clause of the tests to measure, adds a table of them, and compiles it
// beside them; nothing of benchline has a part in that.
//
// Every iteration of a test gets a genuine, new *testing.T from testing.RunTests, of Go's own package
// testing, which waits for parallel subtests too. Two things can be found out, one a process
// (the mode):
//
//	whole: the difference of runtime.MemStats around RunTests, and how much of it is package testing's,
//	       by the runtime's memory profile of every allocation
//	plain: of tests that use nothing of package testing that allocates: testing.AllocsPerRun around the
//	       test's function, and the difference of runtime.MemStats around it
//
// Both come on descriptors of their own: the settings to read, and the file for one line a test and
// finding, its columns separated by tabs, since tests print on, replace and close the others.
package inside

import (
	oracleFlag "flag"
	oracleFmt "fmt"
	oracleIO "io"
	oracleOS "os"
	oracleRuntime "runtime"
	oracleStrconv "strconv"
	oracleStrings "strings"
	oracleSyscall "syscall"
	oracleTesting "testing"
	oracleTime "time"
)

const (
	oracleFew     = 10  // iterations measured
	oracleMany    = 100 // and these, when half of the first ones are not equal to the smallest
	oracleLeast   = 3   // of a slow test
	oraclePatient = 3 * oracleTime.Second
)

var oracleOut = -1

func oracleTell(columns ...interface{}) {
	line := oracleFmt.Sprintln(columns...)
	oracleSyscall.Write(oracleOut, []byte(oracleStrings.ReplaceAll(line, " ", "\t")))
}

// oracleMain runs the tests of the table from the one numbered `from` on, and measures those with
// the numbers in `only`, or all. Before a test its number is told, so that whoever started
// the process knows which one it did not survive.
func oracleMain(tests []oracleTesting.InternalTest) {
	const told, settings = 3, 4 // descriptors
	oracleSyscall.CloseOnExec(told)
	oracleSyscall.CloseOnExec(settings)
	file := oracleOS.NewFile(settings, "settings")
	text, err := oracleIO.ReadAll(file)
	lines := oracleStrings.Split(string(text), "\n")
	if err != nil || len(lines) != 3 {
		panic("oracle: no settings")
	}
	file.Close()
	oracleOut = told
	mode, only := lines[0], lines[2]
	from, _ := oracleStrconv.Atoi(lines[1])
	oracleFlag.Set("test.run", "") // what RunTests is given is to run
	measure := oraclePlain
	if mode == "whole" {
		measure = oracleWhole
		oracleRuntime.MemProfileRate = 1
		oracleTell("test", -1)
		measure(oracleTesting.InternalTest{Name: "-", F: func(*oracleTesting.T) {}})
	}
	goroutines := oracleGoroutines(0)
	for i, test := range tests {
		if i < from {
			continue
		}
		if oracleGoroutines(goroutines) > goroutines {
			oracleTell("crowded") // what is left goes on in a new process
			return
		}
		oracleTell("test", i)
		if only == "" || oracleStrings.Contains(only, oracleFmt.Sprintf(",%d,", i)) {
			measure(test)
		} else {
			oracleOnce([]oracleTesting.InternalTest{test}) // others may build on what it leaves behind
		}
	}
	oracleTell("end")
}

// oracleGoroutines is how many there are, when those that are about to end have had a moment to do so.
func oracleGoroutines(expected int) int {
	for wait := oracleTime.Microsecond; wait < 50*oracleTime.Millisecond; wait *= 2 {
		if oracleRuntime.NumGoroutine() <= expected {
			break
		}
		oracleTime.Sleep(wait)
	}
	return oracleRuntime.NumGoroutine()
}

// oracleOnce runs a test once, with a new T.
func oracleOnce(tests []oracleTesting.InternalTest) bool {
	return oracleTesting.RunTests(func(_, _ string) (bool, error) { return true, nil }, tests)
}

// oracleFirst is the iteration that is not measured; it reports whether the test may be measured at
// all, and tells why not.
func oracleFirst(test oracleTesting.InternalTest) bool {
	skipped := false
	passed := oracleOnce([]oracleTesting.InternalTest{{Name: test.Name, F: func(t *oracleTesting.T) {
		defer func() { skipped = t.Skipped() }()
		test.F(t)
	}}})
	if !passed {
		oracleTell("fails", test.Name, 1)
	} else if skipped {
		oracleTell("skipped", test.Name)
	}
	return passed && !skipped
}

// oracleSmallest is the smallest of some values, and of how many it is that.
type oracleSmallest struct {
	value  uint64
	agree  int
	values int
}

func (s *oracleSmallest) add(value uint64) {
	if s.values == 0 || value < s.value {
		s.value, s.agree = value, 0
	}
	if value == s.value {
		s.agree++
	}
	s.values++
}

// oracleRepeat calls f until enough iterations agree.
func oracleRepeat(f func() (mallocs, bytes uint64, ok bool)) (mallocs, bytes oracleSmallest, ok bool) {
	began := oracleTime.Now()
	for goal := oracleFew; mallocs.values < goal; {
		m, b, ok := f()
		if !ok {
			return mallocs, bytes, false
		}
		mallocs.add(m)
		bytes.add(b)
		if mallocs.values >= oracleLeast && oracleTime.Since(began) > oraclePatient {
			break
		}
		if mallocs.values == oracleFew && (2*mallocs.agree < oracleFew || 2*bytes.agree < oracleFew) {
			goal = oracleMany
		}
	}
	return mallocs, bytes, true
}

func oraclePlain(test oracleTesting.InternalTest) {
	if !oracleFirst(test) {
		return
	}
	var perRun, mallocs, bytes oracleSmallest
	oracleOnce([]oracleTesting.InternalTest{{Name: test.Name, F: func(t *oracleTesting.T) {
		body, calls := func() { test.F(t) }, 0
		perRun, _, _ = oracleRepeat(func() (uint64, uint64, bool) {
			if calls++; calls%2 == 0 {
				body() // AllocsPerRun calls it twice: what allocates every other time must show
			}
			return uint64(oracleTesting.AllocsPerRun(1, body)), 0, !t.Failed()
		})
		var before, after oracleRuntime.MemStats
		mallocs, bytes, _ = oracleRepeat(func() (uint64, uint64, bool) {
			oracleRuntime.ReadMemStats(&before)
			body()
			oracleRuntime.ReadMemStats(&after)
			return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc, !t.Failed()
		})
	}}})
	if mallocs.values == 0 {
		oracleTell("fails", test.Name, perRun.values+2)
		return
	}
	oracleTell("plain", test.Name, perRun.value, mallocs.value, bytes.value, bytes.agree, bytes.values)
}

// ---- package testing's share --------------------------------------------------------------------

// oracleWhole tells what the smallest iteration allocates without package testing's share. Where that
// share is not the same in all iterations, since the names of temporary directories are random, for
// one, nobody knows how large it is in the smallest: there it is the mean that is told, truncated.
func oracleWhole(test oracleTesting.InternalTest) {
	if !oracleFirst(test) {
		return
	}
	one := []oracleTesting.InternalTest{test}
	var before, after oracleRuntime.MemStats
	var sum oracleCount
	oracleBefore = oracleProfile(oracleBefore)
	mallocs, bytes, ok := oracleRepeat(func() (uint64, uint64, bool) {
		oracleRuntime.ReadMemStats(&before)
		passed := oracleOnce(one)
		oracleRuntime.ReadMemStats(&after)
		sum.objects += int64(after.Mallocs - before.Mallocs)
		sum.bytes += int64(after.TotalAlloc - before.TotalAlloc)
		return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc, passed
	})
	if !ok {
		oracleTell("fails", test.Name, mallocs.values+2)
		return
	}
	runs := int64(mallocs.values)
	oracleAfter = oracleProfile(oracleAfter)
	share := oracleShareOf(oracleBefore, oracleAfter, runs)
	own, way := oracleCount{int64(mallocs.value) - share.each.objects, int64(bytes.value) - share.each.bytes}, "smallest"
	if share.rest > runs/2 {
		own = oracleCount{(sum.objects - share.all.objects - share.once.objects) / runs,
			(sum.bytes - share.all.bytes - share.once.bytes) / runs}
		way = "mean"
	}
	oracleTell("whole", test.Name, own.objects, own.bytes, share.each.objects, share.each.bytes,
		share.bubbles.objects, share.bubbles.bytes, mallocs.agree, bytes.agree, runs, way, ","+share.uses)
}

// oracleShare is what package testing allocated in some runs of a test.
type oracleShare struct {
	all     oracleCount // in all runs together
	each    oracleCount // in each run; what was allocated once in several is not in it
	rest    int64       // objects that are in the former, and not in the latter
	bubbles oracleCount // of each, what was allocated within testing/synctest
	once    oracleCount // what was not package testing's, and in less than half of the runs
	uses    string      // functions of package testing that were called for it, with commas behind
}

func oracleShareOf(before, after []oracleRuntime.MemProfileRecord, runs int64) (share oracleShare) {
	called := map[string]bool{}
	added := len(after) - len(before) // the runtime puts new places before the others
	for i := range after {
		now, objects := &after[i], after[i].AllocObjects
		if i >= added {
			if now.Stack0 != before[i-added].Stack0 {
				panic("oracle: the memory profile is in another order")
			}
			objects -= before[i-added].AllocObjects
		}
		if objects == 0 {
			continue
		}
		whose, by := oracleWhose(now.Stack())
		if whose == oracleNobodys {
			continue
		}
		size := now.AllocBytes / now.AllocObjects
		if whose == oracleUsers {
			if 2*objects < runs {
				share.once.add(objects, size)
			}
			continue
		}
		each := objects / runs
		share.all.add(objects, size)
		share.each.add(each, size)
		share.rest += objects - each*runs
		if whose == oracleBubbles {
			share.bubbles.add(each, size)
		}
		if by != "" && by != "RunTests" && !called[by] {
			called[by] = true
			share.uses += by + ","
		}
	}
	return share
}

type oracleCount struct{ objects, bytes int64 }

func (c *oracleCount) add(objects, size int64) {
	c.objects += objects
	c.bytes += objects * size
}

var oracleBefore, oracleAfter []oracleRuntime.MemProfileRecord // used again for every test

// oracleProfile is all that was allocated since the process began, by place and size, in the same
// memory if it suffices. A collection publishes what was allocated before the one before it.
func oracleProfile(records []oracleRuntime.MemProfileRecord) []oracleRuntime.MemProfileRecord {
	oracleRuntime.GC()
	oracleRuntime.GC()
	for {
		n, ok := oracleRuntime.MemProfile(records[:cap(records)], true)
		if ok {
			return records[:n]
		}
		records = make([]oracleRuntime.MemProfileRecord, 2*n+1000)
	}
}

const (
	oracleUsers = iota
	oracleTestings
	oracleBubbles // package testing's, within testing/synctest
	oracleNobodys // what reading the profile takes
)

// oracleWhose goes from the allocation to the bottom of its stack: it is package testing's when a
// function of that comes before any from outside the standard library, or when somewhere below there
// is a method that logs, since what formats the arguments of a log line is its own doing. by is the
// function of package testing that was called from outside for it.
func oracleWhose(stack []uintptr) (whose int, by string) {
	decided, called, method := false, false, ""
	frames := oracleRuntime.CallersFrames(stack)
	for more := len(stack) > 0; more; {
		var frame oracleRuntime.Frame
		frame, more = frames.Next()
		name := frame.Function
		if oracleStrings.HasSuffix(name, ".oracleProfile") {
			return oracleNobodys, ""
		}
		if oracleStrings.HasPrefix(name, "testing.") {
			method = name[oracleStrings.LastIndexByte(name, '.')+1:]
			if !decided || whose == oracleUsers && oracleLogs[method] {
				decided, whose, called = true, oracleTestings, true
			}
		} else if oracleStrings.HasPrefix(name, "testing/synctest.") || oracleStrings.HasPrefix(name, "internal/synctest.") {
			if whose == oracleTestings {
				whose = oracleBubbles
			}
		} else if !oracleStandard(name) {
			decided = true
			if called {
				by, called = method, false
			}
		}
	}
	return whose, by
}

var oracleLogs = map[string]bool{
	"Log": true, "Logf": true, "log": true, "logDepth": true, "Error": true, "Errorf": true,
	"Fatal": true, "Fatalf": true, "Skip": true, "Skipf": true,
}

// oracleStandard: is that function the standard library's, or the test binary's own main? Other
// modules have a dot in the first part of their path.
func oracleStandard(name string) bool {
	slash := oracleStrings.IndexByte(name, '/')
	return slash < 0 || !oracleStrings.Contains(name[:slash], ".")
}
