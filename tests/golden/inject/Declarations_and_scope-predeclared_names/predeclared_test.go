package predeclared

import "testing"

// With the case of their first letter changed, these would be init, append, len, string and nil.

func Init(t *testing.T) { t.Helper() }

func Append(t *testing.T, words ...string) []string { Init(t); return words }

type String struct{ t *testing.T }

var Nil = func(t *testing.T) {}

func Len(t *testing.T, s String) int { s.t.Helper(); Nil(t); return 0 }

func TestNames(t *testing.T) {
	Append(t, "a")
	Len(t, String{t})
}
