package files

import "testing"

// unrelated stays where it is.
func unrelated(t *testing.T) {}

func assert(t *testing.T, ok bool) bool {
	t.Helper()
	if !ok {
		fail(t)
	}
	return ok
}
