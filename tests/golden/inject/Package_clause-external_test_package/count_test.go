package count

import "testing"

func check(t *testing.T, n int) {
	if n != words("a b c") {
		t.Error(n)
	}
}

func TestInside(t *testing.T) { check(t, 3) }
