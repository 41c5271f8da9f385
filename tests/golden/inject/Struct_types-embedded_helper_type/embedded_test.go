package embedded

import "testing"

type base struct{ t *testing.T }

func (b base) log() { b.t.Log() }

type derived struct {
	base
	n int
}

func TestPromoted(t *testing.T) { derived{base{t}, 1}.log() }

func TestSelector(t *testing.T) {
	d := derived{base{t}, 2}
	d.base.log()
}

type pointed struct{ *base }

func TestKey(t *testing.T) { pointed{base: &base{t}}.log() }

type outer struct{ derived derived }

func TestNamedField(t *testing.T) { outer{derived: derived{base{t}, 3}}.derived.log() }

type anonymous = struct{ t *testing.T }

func TestAnonymous(t *testing.T) {
	var x struct{ anonymous }
	x.t = t
	x.anonymous.t.Log()
}
