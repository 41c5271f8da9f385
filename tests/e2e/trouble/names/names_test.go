// Package names has benchmarks of its own, here and in its external tests.
package names

import "testing"

var kept []byte

func TestSame(t *testing.T) { kept = make([]byte, 32) }

func BenchmarkSame(b *testing.B) {}

func benchlineRun() { kept = nil }

// given gives its t to a package that wants a real one.
func TestGiven(t *testing.T) {
	tests := []testing.InternalTest{{Name: "x", F: func(t *testing.T) {}}}
	if len(tests) != 1 {
		benchlineRun()
	}
	testing.RunTests(func(_, _ string) (bool, error) { return true, nil }, tests)
}
