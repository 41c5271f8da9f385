package functype

import "testing"

type check func(t *testing.T, got int)

func (c check) twice(t *testing.T, got int) {
	c(t, got)
	c(t, got)
}

type checks []check

func equal(want int) check {
	return func(t *testing.T, got int) {
		t.Helper()
		if got != want {
			t.Fatalf("%d, not %d", got, want)
		}
	}
}

func TestChecks(t *testing.T) {
	for _, c := range (checks{equal(1), check(func(*testing.T, int) {})}) {
		c.twice(t, 1)
	}
}
