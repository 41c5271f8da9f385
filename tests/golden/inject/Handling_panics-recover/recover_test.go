package recovered

import "testing"

func mustPanic(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Fatal("no panic")
		}
	}()
	f()
}

func TestRecover(t *testing.T) {
	mustPanic(t, func() { panic("expected") })
	mustPanic(t, func() { _ = []int(nil)[len(t.Name())] })
}
