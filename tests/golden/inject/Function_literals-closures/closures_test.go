package closures

import "testing"

func counter(t *testing.T) func() int {
	n := 0
	return func() int {
		t.Helper()
		n++
		return n
	}
}

func TestClosures(t *testing.T) {
	next := counter(t)
	sum := 0
	add := func(u *testing.T, numbers ...int) {
		for _, n := range numbers {
			sum += n
		}
		u.Log(sum)
	}
	add(t, next(), next())
	var walk func(int)
	walk = func(n int) {
		if n > 0 {
			walk(n - 1)
			return
		}
		t.Log(n)
	}
	walk(3)
	func() { defer func() { sum = 0 }() }()
}
