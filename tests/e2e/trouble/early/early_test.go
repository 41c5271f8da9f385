// Package early panics before any test.
package early

import "testing"

func init() { panic("too early") }

func TestNever(t *testing.T) {}
