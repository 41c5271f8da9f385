package fuzzed

import (
	"strings"
	"testing"
)

// check is needed by tests and fuzz tests.
func check(t *testing.T, s string) {
	t.Helper()
	if strings.ToUpper(s) == s {
		t.Skip("nothing to do")
	}
}

func seed(f *testing.F, all ...string) {
	f.Helper()
	for _, s := range all {
		f.Add(s)
	}
}

type suite struct {
	setUp func(*testing.F)
	name  string
}

func (s suite) run(f *testing.F) {
	s.setUp(f)
	f.Fuzz(func(t *testing.T, text string) {
		t.Run(s.name, func(t *testing.T) { check(t, text) })
	})
}

var suites = []suite{{setUp: func(f *testing.F) { seed(f, "a", "B") }, name: "x"}}

func TestParse(t *testing.T) { check(t, "a") }

func FuzzParse(f *testing.F) {
	seed(f, "a", "B", "c")
	f.Fuzz(func(t *testing.T, s string) { check(t, s) })
}

func FuzzSuite(f *testing.F) { suites[0].run(f) }

func FuzzTarget(f *testing.F) {
	f.Add([]byte("a"), 1)
	target := func(t *testing.T, data []byte, n int) {}
	f.Fuzz(target)
}

func Fuzz(testing *testing.F) {
	testing.Add(1.5, true, byte('x'), 'y')
	testing.Fuzz(checkNumbers)
}

func checkNumbers(t *testing.T, a float64, b bool, c byte, d rune) {}

func Fuzzy() {}
