package shared

import "testing"

func TestDirect(t *testing.T) { Check(t, true) }

func TestThroughHelper(t *testing.T) { twice(t) }

func twice(t *testing.T) {
	Check(t, true)
	Check(t, true)
}

func TestTable(t *testing.T) {
	for _, f := range (Table{}) {
		f(t)
	}
}

func TestWithout(t *testing.T) { t.Log() }
