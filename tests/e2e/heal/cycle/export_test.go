package cycle

import "testing"

// Export is for the external tests.
func Export(t *testing.T) { t.Helper() }

// Case is too.
type Case struct{ Run func(*testing.T) }

// Cases are too.
var Cases = []Case{{Run: Export}}
