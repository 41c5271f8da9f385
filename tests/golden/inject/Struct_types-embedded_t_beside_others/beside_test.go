package beside

import (
	go_test "testing"
)

// assertions has methods that testing.T has too, from deeper inside.
type assertions struct{ name string }

func (assertions) Error(err error)  {}
func (a assertions) String() string { return a.name }

type fields struct{ failed, clock, message string }

type env struct {
	assertions
	*go_test.T
	fields
}

type both struct {
	env
	go_test.T
}

func run(t *go_test.T, f func(e *env)) {
	f(&env{assertions{"a"}, t, fields{failed: "b"}})
}

func TestNamed(t *go_test.T) {
	run(t, func(e *env) {
		e.Error(nil)
		e.T.Helper()
		if e.name+e.failed+e.clock+e.message != "ab" || e.T.Name() != "TestNamed" {
			e.T.Errorf("%s", e)
		}
	})
	var b both
	b.T.Helper()
}
