package deferred

import (
	"strings"
	"testing"
)

func TestDefer(t *testing.T) {
	var order []string
	t.Cleanup(func() {
		if got := strings.Join(order, " "); got != "body second first" {
			t.Errorf("%q", got)
		}
	})
	defer func() { order = append(order, "first") }()
	defer func() { order = append(order, "second") }()
	order = append(order, "body")
}

func TestDeferInLoop(t *testing.T) {
	for i := range [3]int{} {
		defer t.Log(i)
	}
	defer helper(t)
}

func helper(t *testing.T) { t.Helper() }
