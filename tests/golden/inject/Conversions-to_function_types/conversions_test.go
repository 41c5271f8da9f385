package conversions

import "testing"

type body func(*testing.T)

type runner interface{ run(t *testing.T) }

func (b body) run(t *testing.T) { b(t) }

func TestConversions(t *testing.T) {
	runner(body(func(t *testing.T) { t.Log() })).run(t)
	body(TestConversionsTarget).run(t)
	(func(*testing.T))(nil0)(t)
}

func TestConversionsTarget(t *testing.T) { t.Log() }

func nil0(t *testing.T) { t.Helper() }
