package split_test

import (
	"testing"

	"example.com/words/internal/split"
)

// wantWords is a helper that takes a *testing.T, as most projects have.
func wantWords(t *testing.T, text string, count int) {
	t.Helper()
	if words := split.Words(text); len(words) != count {
		t.Errorf("%q has %d words, want %d", text, len(words), count)
	}
}

// 1 allocs/op, 64 B/op: four strings of 16 bytes.
func TestWords(t *testing.T) {
	wantWords(t, "the quick brown fox", 4)
}

// 3 allocs/op, 256 B/op: room for four, and for eight when a fifth comes; once more room for four.
func TestMoreWords(t *testing.T) {
	t.Run("five", func(t *testing.T) {
		t.Parallel()
		wantWords(t, "jumps over the lazy dog", 5)
	})
	t.Run("none", func(t *testing.T) {
		wantWords(t, "   ", 0)
	})
}
