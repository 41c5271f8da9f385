// Package differs has a test that is not the same when its source is converted, and tests that
// cannot be converted at all.
package differs

import (
	"fmt"
	"testing"
	"testing/quick"
)

var kept []byte

func TestSame(t *testing.T) { kept = make([]byte, 64) }

// TestType looks at what only a genuine T is.
func TestType(t *testing.T) {
	kept = make([]byte, 32)
	if fmt.Sprintf("%T", t) != "*testing.T" {
		kept = make([]byte, 64)
	}
}

// TestBenchmark starts a benchmark inside the one that runs it.
func TestBenchmark(t *testing.T) {
	if result := testing.Benchmark(func(b *testing.B) {}); result.N == 0 {
		t.Error("nothing ran")
	}
}

func TestElsewhere(t *testing.T) {
	t.Run("x", func(t *testing.T) {
		if err := quick.Check(func(x int) bool { return true }, nil); err != nil {
			t.Error(err)
		}
	})
}
