package embedded

import "testing"

// quiet never says the name of its embedded field.
type quiet struct {
	*testing.T
	calls int
}

func (q *quiet) Log(args ...interface{}) { q.calls++ }

func TestPromoted(t *testing.T) {
	q := &quiet{t, 0}
	q.Helper()
	q.Log("counted")
	q.Run("sub", func(t *testing.T) { t.Log() })
}

type loud struct{ *testing.T }

func (l loud) shout() { l.T.Log("!") }

func TestSelector(t *testing.T) { loud{t}.shout() }

type keyed struct {
	n int
	*testing.T
}

func TestKey(t *testing.T) { keyed{n: 1, T: t}.Log() }

func TestLocalType(t *testing.T) {
	type local struct{ *testing.T }
	local{T: t}.Log()
}

// named has a field of its own with that name.
type named struct{ T *testing.T }

func TestOwnField(t *testing.T) { named{T: t}.T.Log() }
