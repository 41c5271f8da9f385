package selectors

import (
	"strings"
	"testing"
)

type Builder struct{ t *testing.T }

func Repeat(t *testing.T, n int) string {
	t.Helper()
	return strings.Repeat("x", n)
}

type node struct {
	Repeat func(*testing.T, int) string
	next   *node
}

func TestSelectors(t *testing.T) {
	var b strings.Builder
	b.WriteString(strings.Repeat("y", 2))
	n := node{Repeat: Repeat}
	n.next = &n
	t.Log(n.next.Repeat(t, 1), Repeat(t, 3), Builder{t}, b.String())
}
