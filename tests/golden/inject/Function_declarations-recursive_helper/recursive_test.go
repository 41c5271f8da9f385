package recursive

import "testing"

func even(t *testing.T, n int) bool {
	t.Helper()
	return n == 0 || odd(t, n-1)
}

func odd(t *testing.T, n int) bool {
	t.Helper()
	return n != 0 && even(t, n-1)
}

func TestAll(t *testing.T) {
	TestEven(t)
	if testing.Short() {
		TestAll(t)
	}
}

func TestEven(t *testing.T) {
	if !even(t, 10) || odd(t, 10) {
		t.Fail()
	}
}
