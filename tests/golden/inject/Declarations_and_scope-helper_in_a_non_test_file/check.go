package shared

import "testing"

// Check may be used by other packages' tests, so it is not in a test file.
func Check(t *testing.T, ok bool) {
	t.Helper()
	if !ok {
		t.Fatal()
	}
}

type Table []func(*testing.T)
