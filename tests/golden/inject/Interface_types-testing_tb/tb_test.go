package tb

import "testing"

// log serves tests and benchmarks alike, so it is not copied.
func log(tb testing.TB, args ...interface{}) {
	tb.Helper()
	tb.Log(args...)
}

type logger interface {
	Helper()
	Log(args ...interface{})
}

func logTo(l logger) { l.Log() }

func TestInterfaces(t *testing.T) {
	log(t, "a")
	logTo(t)
	var tb testing.TB = t
	log(tb)
	t.Run("sub", func(t *testing.T) { log(t) })
	func(run interface {
		Run(string, func(*testing.T)) bool
	}) {
		run.Run("again", func(*testing.T) {})
	}(t)
}
