// Package escape holds pairs of functions that do the same, once with a value that stays on the
// stack and once with one that escapes to the heap.
package escape

// Point is 16 bytes.
type Point struct{ X, Y int64 }

// Sum keeps its point on the stack.
func Sum(x, y int64) int64 {
	p := &Point{x, y}
	return p.X + p.Y
}

// New returns its point, which therefore escapes.
//
//go:noinline
func New(x, y int64) *Point { return &Point{x, y} }

// Kept keeps what is assigned to it on the heap.
var Kept []int64

// Grow makes room for n numbers step by step, for 1, 2, 4 and so on.
func Grow(n int) {
	for size := 1; size <= n; size *= 2 {
		bigger := make([]int64, size)
		copy(bigger, Kept)
		Kept = bigger
	}
}

// Reserve makes room for all at once.
func Reserve(n int) { Kept = make([]int64, n) }
