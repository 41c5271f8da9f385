package alias

import "testing"

type table[K comparable] = map[K]func(*testing.T)

func run[K comparable](t *testing.T, table table[K]) {
	for _, f := range table {
		f(t)
	}
}

func TestAlias(t *testing.T) {
	run(t, table[string]{"a": func(t *testing.T) { t.Log() }})
	t.Log(t.Context().Err())
}
