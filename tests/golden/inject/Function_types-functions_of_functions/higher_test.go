package higher

import "testing"

type wrapper func(func(*testing.T)) func(*testing.T)

func quiet(f func(*testing.T)) func(*testing.T) {
	return func(t *testing.T) {
		defer t.Helper()
		f(t)
	}
}

func chain(wrappers ...wrapper) wrapper {
	return func(f func(*testing.T)) func(*testing.T) {
		for _, w := range wrappers {
			f = w(f)
		}
		return f
	}
}

func TestChain(t *testing.T) {
	chain(quiet, quiet)(func(t *testing.T) { t.Log() })(t)
	var c chan<- func(*testing.T) = make(chan func(*testing.T), 1)
	c <- TestChain
	results := func() (f func(*testing.T), err error) { return quiet(nil), nil }
	_, _ = results()
}
