package setup

import "testing"

var registry []func(*testing.T)

func register(f func(*testing.T)) bool {
	registry = append(registry, f)
	return true
}

var _ = register(func(t *testing.T) { t.Log("registered") })

var done = register(func(t *testing.T) { t.Log("registered too") })

func TestRegistry(t *testing.T) {
	for _, f := range registry {
		f(t)
	}
}

func TestRest(t *testing.T) { t.Log(done) }
