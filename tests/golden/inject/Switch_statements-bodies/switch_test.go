package switches

import "testing"

func classify(t *testing.T, n int) (s string) {
	switch t.Helper(); {
	case n < 0:
		s = "negative"
	case n == 0:
		s = "zero"
		fallthrough
	default:
		s += "+"
	}
	return s
}

func TestSwitch(t *testing.T) {
	for n, want := range map[int]string{-1: "negative", 0: "zero+", 1: "+"} {
		if got := classify(t, n); got != want {
			t.Error(got)
		}
	}
}
