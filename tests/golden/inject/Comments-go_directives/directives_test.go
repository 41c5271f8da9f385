package directives

import (
	_ "embed"
	"testing"
)

//go:embed words.txt
var words string

//go:generate echo this must not run twice

// twice is kept out of line, in the copy too.
//
//go:noinline
func twice(t *testing.T, n int) int {
	t.Helper()
	return 2 * n
}

//go:generate echo nor must this
func TestWords(t *testing.T) {
	if len(words) != twice(t, 3) {
		t.Fatal(words)
	}
}

/*
//go:noinline
*/
func TestBlockComment(t *testing.T) { t.Log(words) }

const text = `
//go:noinline`

func TestRawString(t *testing.T) { t.Log(text) }
