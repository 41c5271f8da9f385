// Package fine is what all the others must not disturb.
package fine

import "testing"

var kept *int64

func TestFine(t *testing.T) { kept = new(int64) }

func TestEmpty(t *testing.T) {}
