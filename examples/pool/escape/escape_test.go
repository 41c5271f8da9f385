package escape

import "testing"

// Measures 0 allocs/op, 0 B/op: there is nothing to measure.
func TestEmpty(t *testing.T) {}

// 0 allocs/op: the point stays on the stack.
func TestSum(t *testing.T) {
	if got := Sum(1, 2); got != 3 {
		t.Fatalf("Sum(1, 2) = %d, want 3", got)
	}
}

// 1 allocs/op, 16 B/op: the point.
func TestNew(t *testing.T) {
	if p := New(1, 2); p.X+p.Y != 3 {
		t.Error("wrong point")
	}
}

// 4 allocs/op, 120 B/op: 1, 2, 4 and 8 numbers of 8 bytes.
func TestGrow(t *testing.T) {
	if Grow(8); len(Kept) != 8 {
		t.Error("wrong length")
	}
}

// 1 allocs/op, 64 B/op: 8 numbers of 8 bytes.
func TestReserve(t *testing.T) {
	if Reserve(8); len(Kept) != 8 {
		t.Error("wrong length")
	}
}
