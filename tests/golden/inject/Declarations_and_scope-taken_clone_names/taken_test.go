package taken

import "testing"

func TestA(t *testing.T) { iterA(t); t.Log(Check(1)) }

func iterA(t *testing.T) { check(t); loopA() }

func IterA() {}

func loopA() { IterA() }

func check(t *testing.T) { t.Log("check") }

func Check(n int) int { return n }

// TestB's copies may be called none of these, though they are no package-level names.
func TestB(t *testing.T) {
	iterB := 1
	type IterB struct{ loopB int }
	_ = IterB{iterB}
	a(t)
	A()
}

func a(t *testing.T) { t.Log(1) }

func A() {}
