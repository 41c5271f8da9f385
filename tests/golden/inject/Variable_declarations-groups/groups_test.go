package groups

import "testing"

var (
	// first is a table.
	first = []func(*testing.T){one}

	plain                                       = 1 // not copied
	second, third                               = two, []string{"a"}
	withType      map[string]func(t *testing.T) = map[string]func(t *testing.T){
		"one": one,
	}

	last *testing.T // the one that ran last
)

var alone, together = one, two

var ()

func one(t *testing.T) { last = t; t.Log(plain) }

func two(t *testing.T) { last.Log(third) }

func TestGroups(t *testing.T) {
	first[0](t)
	second(t)
	withType["one"](t)
	alone(t)
	together(t)
	last = nil
}
