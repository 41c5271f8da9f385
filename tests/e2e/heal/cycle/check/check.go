// Package check imports what it checks.
package check

import (
	"testing"

	"example.com/heal/cycle"
)

// Twice checks it.
func Twice(t *testing.T, n int) {
	if cycle.Twice(n) != 2*n {
		t.Error(n)
	}
}
