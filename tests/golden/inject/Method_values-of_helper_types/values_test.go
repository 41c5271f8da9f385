package values

import "testing"

type steps struct{ log []string }

func (s *steps) first(t *testing.T) { s.log = append(s.log, "first") }

func (s *steps) second(t *testing.T) { t.Log(s.log) }

func TestMethodValues(t *testing.T) {
	s := new(steps)
	t.Run("first", s.first)
	t.Run("second", s.second)
	for _, f := range []func(*testing.T){s.first, (&steps{}).second} {
		f(t)
	}
	log := t.Log
	log("a")
	t.Cleanup(t.Helper)
	apply(t.Errorf)
	f := (*steps).first
	f(s, t)
}

func apply(errorf func(format string, args ...interface{})) {}
