package self

import "testing"

type step struct {
	name string
	run  func(*testing.T)
}

var steps = []step{
	{"one", one},
	{name: "two", run: two},
	{"three", func(t *testing.T) { t.Log("three") }},
	{"four", (*step)(nil).method},
}

func (s *step) method(t *testing.T) {}

func one(t *testing.T) { t.Log("one") }
func two(t *testing.T) { t.Log("two") }

func TestSteps(t *testing.T) {
	for _, s := range steps {
		t.Run(s.name, s.run)
	}
}
