// A test's subtests measured one by one: `benchline run --subtests=split`. First the test is measured
// as a whole, and its first iteration, which does not count, is watched: a subtest in which Run is
// not called is a leaf. Then, for each leaf, the test is measured again, with only this leaf and what
// it stands in being run, and with the clock running in the leaf alone.
package testing

import (
	"os"
	"strconv"
	"strings"
)

// benchlineMostLeaves of a test are measured.
const benchlineMostLeaves = 100

// benchlineSplit is what the T of a test knows while its subtests are told apart.
type benchlineSplit struct {
	watching bool
	subtests []benchlineSubtest // in the order in which they began

	target  string // the only leaf to be run, with the clock on; "": all, as usual
	reached int    // how often it was, in this iteration
}

type benchlineSubtest struct {
	name            string // with the test's: TestParse/small
	parent, skipped bool
}

func benchlineSplits() bool { return os.Getenv("BENCHLINE_SUBTESTS") == "split" }

// benchlineMeasureSplit measures a test, and then each of its leaves, if that is possible.
func benchlineMeasureSplit(b *B, name string, test func(*T)) {
	t := newBenchline(b, nil)
	t.name = name
	t.split = &benchlineSplit{watching: true}
	benchlineOverhead = t.overhead
	defer benchlineMeasureLeaves(b, t, test) // where the test skips itself, nothing else is left
	benchlineMeasure(t, func(t *benchline) {
		t.runOnce(test)
		t.split.watching = false
	})
}

func benchlineMeasureLeaves(b *B, whole *benchline, test func(*T)) {
	leaves := whole.split.leaves()
	if b.Failed() || b.Skipped() || whole.split.watching || len(leaves) == 0 {
		return
	}
	benchlineTell(benchlineLeaves(b.name, whole.name, leaves))
	own := b.name
	for i := 0; i < len(leaves) && i < benchlineMostLeaves; i++ {
		if leaves[i].skipped {
			continue
		}
		b.name = own + "/" + strconv.Itoa(i) // what is told about it; a test never sees it
		over := make(chan bool)
		go func() {
			defer close(over)
			benchlineMeasureLeaf(b, whole.name, leaves[i].name, test)
		}()
		<-over
		b.mu.Lock()
		b.failed, b.skipped, b.finished = false, false, false // that was the leaf's
		b.mu.Unlock()
	}
	b.name = own
}

// benchlineMeasureLeaf measures it as a test of its own, which ends the goroutine if it skips itself.
func benchlineMeasureLeaf(b *B, name, leaf string, test func(*T)) {
	t := newBenchline(b, nil)
	t.name = name
	t.split = &benchlineSplit{target: leaf}
	benchlineOverhead = nil // nothing of the harness is done on the clock
	benchlineMeasure(t, func(t *benchline) {
		t.split.reached = 0
		t.pause()
		t.runOnce(test)
		t.resume()
		if t.split.reached != 1 && !t.Failed() {
			t.benchlineMessage = "it ran " + strconv.Itoa(t.split.reached) + " times when it was to run alone"
			t.T.Fail()
		}
	})
}

// leaves are the subtests without subtests.
func (s *benchlineSplit) leaves() (leaves []benchlineSubtest) {
	for _, subtest := range s.subtests {
		if !subtest.parent {
			leaves = append(leaves, subtest)
		}
	}
	return leaves
}

// benchlineLeaves is a line with the leaves' names, without the test's, and how many there are.
func benchlineLeaves(benchmark, test string, leaves []benchlineSubtest) []byte {
	line := append([]byte(`{"event":"leaves","benchmark":"`), benchmark...)
	line = append(line, `","total":`...)
	line = strconv.AppendInt(line, int64(len(leaves)), 10)
	line = append(line, `,"leaves":[`...)
	for i := 0; i < len(leaves) && i < benchlineMostLeaves; i++ {
		if i > 0 {
			line = append(line, ',')
		}
		line = append(line, `{"name":`...)
		line = benchlineAppendJSON(line, strings.TrimPrefix(leaves[i].name, test))
		line = append(line, `,"skipped":`...)
		line = append(strconv.AppendBool(line, leaves[i].skipped), '}')
	}
	return append(line, "]}"...)
}

// ---- what subtests do -------------------------------------------------------------------------

// begins notes a subtest that begins while the test is watched.
func (s *benchlineSplit) begins(child *benchline) {
	name := child.testName()
	root := child.root
	root.mu.Lock()
	defer root.mu.Unlock()
	child.place = len(s.subtests)
	s.subtests = append(s.subtests, benchlineSubtest{name: name})
	if child.parent != root {
		s.subtests[child.parent.place].parent = true
	}
}

// wants reports whether a subtest is to be run, and notes it while the test is watched.
func (s *benchlineSplit) wants(child *benchline) bool {
	if s.watching {
		s.begins(child)
	}
	if s.target == "" {
		return true
	}
	if child.parent.isTarget() {
		s.reached++ // what was a leaf has subtests now
		return true
	}
	name := child.testName()
	return name == s.target || strings.HasPrefix(s.target, name+"/")
}

func (t *benchline) isTarget() bool {
	split := t.root.split
	return split != nil && split.target != "" && t.parent != nil && t.testName() == split.target
}

// enter starts the clock for the leaf that is to be measured, and leave stops it.
func (t *benchline) enter() {
	if t.isTarget() {
		t.root.split.reached++
		t.resume()
	}
}

func (t *benchline) leave() {
	split := t.root.split
	if split != nil && split.watching && t.parent != nil && t.T.Skipped() {
		t.root.mu.Lock()
		split.subtests[t.place].skipped = true
		t.root.mu.Unlock()
	}
	if t.isTarget() {
		t.pause()
	}
}
