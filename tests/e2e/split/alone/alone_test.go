// Package alone has tests with a subtest that cannot be run alone: they are measured whole.
package alone

import (
	"os"
	"runtime"
	"testing"
)

var kept []byte

func allocate(size int) { kept = make([]byte, size) }

// TestCounts looks at the end for what all subtests have done.
func TestCounts(t *testing.T) {
	count := 0
	t.Run("one", func(t *testing.T) { count++; allocate(16) })
	t.Run("two", func(t *testing.T) { count++; allocate(16) })
	if count != 2 {
		t.Errorf("%d of 2", count)
	}
}

// TestDepends has a subtest that needs the one before.
func TestDepends(t *testing.T) {
	var made []byte
	t.Run("make", func(t *testing.T) { made = make([]byte, 32) })
	t.Run("use", func(t *testing.T) { made[0] = 1; kept = made })
}

func TestExits(t *testing.T) {
	ready := false
	t.Run("prepare", func(t *testing.T) { ready = true; allocate(16) })
	t.Run("exit", func(t *testing.T) {
		if !ready {
			os.Exit(3)
		}
	})
}

func TestLeaves(t *testing.T) {
	ready := false
	t.Run("prepare", func(t *testing.T) { ready = true; allocate(16) })
	t.Run("leave", func(t *testing.T) {
		if !ready {
			runtime.Goexit()
		}
	})
}

var turn int

// TestMoves has another name for its subtest every time.
func TestMoves(t *testing.T) {
	turn++
	t.Run(string(rune('a'+turn%26)), func(t *testing.T) { allocate(16) })
}

// TestSkipsWithout skips itself when it has done nothing.
func TestSkipsWithout(t *testing.T) {
	any := false
	t.Run("first", func(t *testing.T) { any = true; allocate(48) })
	t.Run("second", func(t *testing.T) {})
	if !any {
		t.Skip("nothing was done")
	}
}

func TestFails(t *testing.T) {
	t.Run("fine", func(t *testing.T) {})
	t.Run("fails", func(t *testing.T) { t.Error("it is broken") })
}

// TestFine stands behind all that.
func TestFine(t *testing.T) {
	t.Run("16", func(t *testing.T) { allocate(16) })
}
