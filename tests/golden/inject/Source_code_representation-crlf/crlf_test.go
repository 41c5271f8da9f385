package crlf

import "testing"

func check(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Fatalf("%q, not %q", got, want)
	}
}

// Carriage returns are no part of a raw string's value.
func TestRaw(t *testing.T) {
	check(t, `a
b`, "a\nb")
}
