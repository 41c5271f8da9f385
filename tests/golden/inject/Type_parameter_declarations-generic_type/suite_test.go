package generic

import "testing"

type suite[K comparable, V any] struct {
	t      *testing.T
	values map[K]V
}

func newSuite[K comparable, V any](t *testing.T) *suite[K, V] {
	return &suite[K, V]{t: t, values: make(map[K]V)}
}

func (s *suite[K, V]) put(key K, value V) *suite[K, V] {
	s.values[key] = value
	return s
}

func (s suite[_, _]) size(want int) {
	if len(s.values) != want {
		s.t.Errorf("%d, not %d", len(s.values), want)
	}
}

type pair[suite any] struct{ a, b suite }

func TestSuite(t *testing.T) {
	newSuite[string, int](t).put("a", 1).size(1)
	_ = pair[suite[int, int]]{}
}
