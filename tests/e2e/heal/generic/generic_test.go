// Package generic has helpers with type parameters, here and elsewhere.
package generic

import (
	"testing"

	"example.com/heal/need"
)

func must[V any](t *testing.T, v V, ok bool) V {
	if !ok {
		t.Fatal("not ok")
	}
	return v
}

type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) check(t *testing.T) { t.Log(p.a, p.b) }

func both[V any](t *testing.T, v V) {
	need.Each(t, []V{v}, func(t *testing.T, v V) { t.Log(v) })
}

func TestMust(t *testing.T) { must(t, 1, true) }

func TestPair(t *testing.T) { pair[int, string]{1, "a"}.check(t) }

func TestEach(t *testing.T) { both(t, "v") }

func TestLog(t *testing.T) { need.Log(t) }

func TestInstance(t *testing.T) { need.Log[*testing.T](t) }
