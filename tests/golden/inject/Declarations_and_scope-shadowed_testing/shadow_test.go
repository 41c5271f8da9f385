package shadow

import "testing"

type config struct{ T int }

func TestShadow(t *testing.T) {
	testing := config{T: 1}
	if testing.T != 1 {
		t.Fatal(testing.T)
	}
}

func TestParameter(t *testing.T) {
	f := func(testing config) int { return testing.T }
	if f(config{2}) != 2 {
		t.Fatal()
	}
	var u *testing.T = t
	u.Log()
}

func first[T any](x T, t *testing.T) T { t.Helper(); return x }

func TestTypeParameter(t *testing.T) {
	type T struct{}
	var _ T = first(T{}, t)
}
