// Package empty has tests whose bodies allocate nothing: whatever is measured is testing's own.
package empty

import (
	"os"
	"testing"
)

func TestEmpty(t *testing.T) {}

func TestParallel(t *testing.T) { t.Parallel() }

func TestSubtests(t *testing.T) {
	t.Run("first", func(t *testing.T) {
		t.Parallel()
		t.Run("inner", func(t *testing.T) { t.Parallel() })
	})
	t.Run("second", func(t *testing.T) { t.Helper() })
}

func TestNames(t *testing.T) {
	if t.Name() != "TestNames" {
		t.Error(t.Name())
	}
	t.Run("a b", func(t *testing.T) {
		if t.Name() != "TestNames/a_b" {
			t.Error(t.Name())
		}
		t.Run("", func(t *testing.T) {
			if t.Name() != "TestNames/a_b/#00" {
				t.Error(t.Name())
			}
		})
	})
	t.Run("a b", func(t *testing.T) {
		if t.Name() != "TestNames/a_b#01" {
			t.Error(t.Name())
		}
	})
}

var order, cleaned int

func first() {
	if order++; order != 3 {
		panic("clean-ups run last one first, once an iteration")
	}
	order = 0
}

func second() {
	if order++; order != 2 {
		panic("clean-ups run after the test")
	}
}

func TestCleanup(t *testing.T) {
	t.Cleanup(first)
	t.Cleanup(second)
	order++
}

func cleanUp() { cleaned++ }

func TestSubtestCleanup(t *testing.T) {
	before := cleaned
	t.Run("x", func(t *testing.T) { t.Cleanup(cleanUp) })
	if cleaned != before+1 {
		t.Error("a subtest's clean-ups run at its end")
	}
}

func TestSkippedSubtest(t *testing.T) {
	after := false
	t.Run("skipped", func(t *testing.T) {
		t.Skip("not", "today")
		t.Error("goes on after Skip")
	})
	t.Run("skipped", func(t *testing.T) { t.Skipf("not %s", "today") })
	if !t.Run("skipped", func(t *testing.T) { defer t.Cleanup(cleanUp); t.SkipNow() }) {
		t.Error("a skipped subtest has not failed")
	}
	after = true
	if !after || t.Skipped() || t.Failed() {
		t.Error("a skipped subtest skips its parent")
	}
}

var directory string

func TestTempDir(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	if dir == other || dir == directory {
		t.Error("the same directory twice")
	}
	directory = dir
}

func TestSetenv(t *testing.T) {
	if os.Getenv("BENCHLINE_TEST") != "" {
		t.Error("the last iteration's environment is still there")
	}
	t.Setenv("BENCHLINE_TEST", "value")
	if os.Getenv("BENCHLINE_TEST") != "value" {
		t.Error("the environment is not changed")
	}
}

func TestLog(t *testing.T) {
	t.Log("a", "constant")
	t.Logf("a constant")
}

func TestDeadline(t *testing.T) {
	if _, ok := t.Deadline(); ok {
		t.Error("there is no deadline")
	}
}

// Run may be called by several goroutines. Those are made once, and never end.
var ask, done = make(chan *testing.T), make(chan bool)

func subtests() {
	for t := range ask {
		t.Run("x", func(t *testing.T) { t.Cleanup(cleanUp); t.Run("y", func(t *testing.T) {}) })
		done <- true
	}
}

func init() {
	go subtests()
	go subtests()
}

func TestGoroutines(t *testing.T) {
	ask <- t
	ask <- t
	<-done
	<-done
}
