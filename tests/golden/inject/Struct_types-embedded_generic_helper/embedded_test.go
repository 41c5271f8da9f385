package embedded

import "testing"

type base[V any] struct {
	t     *testing.T
	value V
}

func (b base[V]) log() { b.t.Log(b.value) }

type derived struct{ *base[int] }

func TestPromoted(t *testing.T) { derived{&base[int]{t, 1}}.log() }

func TestSelector(t *testing.T) { derived{&base[int]{t, 1}}.base.log() }

// An argument's name is not the field's.
type wrapped struct{ list[base[int]] }

type list[V any] struct{ items []V }

func TestArgument(t *testing.T) {
	w := wrapped{list: list[base[int]]{items: []base[int]{{t, 2}}}}
	w.list.items[0].log()
}
