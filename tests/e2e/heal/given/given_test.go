// Package given gives its t away: directly, in a helper, and where nobody would look.
package given

import (
	"testing"

	"example.com/heal/need"
)

func TestDirect(t *testing.T) { need.Take(t) }

func TestThroughHelper(t *testing.T) { helper(t) }

func TestThroughTwo(t *testing.T) { outer(t) }

func outer(t *testing.T) { helper(t) }

func helper(t *testing.T) { need.Take(t) }

func TestFree(t *testing.T) { free(t) }

func free(t *testing.T) { t.Helper() }

var table = []struct {
	name string
	run  func(*testing.T)
}{
	{"own", free},
	{"theirs", need.Take},
}

func TestTable(t *testing.T) {
	for _, row := range table {
		t.Run(row.name, row.run)
	}
}

func TestMethodValue(t *testing.T) {
	with := need.Check{}.With
	with(t)
}

func TestMethodExpression(t *testing.T) { need.Check.With(need.Check{}, t) }

func TestField(t *testing.T) { need.Check{T: t}.T.Log() }

func TestClosure(t *testing.T) {
	func() { t.Run("sub", func(t *testing.T) { need.Take(t) }) }()
}

type suite struct{ n int }

func (s suite) Run(t *testing.T) { s.check(t) }

func (s suite) check(t *testing.T) { t.Log(s.n) }

func TestInterface(t *testing.T) { need.RunAll(t, suite{1}) }

// The method alone can be copied.
func TestSuite(t *testing.T) { suite{2}.check(t) }

func TestParallel(t *testing.T) {
	t.Parallel()
	need.Take(t)
}
