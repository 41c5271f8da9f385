// Package alone holds a test that looks for goroutines which go test does not have, as
// go.uber.org/goleak does.
package alone

import (
	"runtime"
	"strings"
	"testing"
)

// All others wait in T.Run, the innermost function on their stacks.
func verify(t *testing.T) {
	stacks := make([]byte, 1<<16)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for _, stack := range strings.Split(string(stacks), "\n\n")[1:] {
		lines := strings.Split(stack, "\n")
		if !strings.Contains(lines[0], "[chan receive") || !strings.HasPrefix(lines[1], "testing.(*T).Run(") {
			t.Errorf("found unexpected goroutine: %s", stack)
		}
	}
}

func TestAlone(t *testing.T) {
	defer verify(t)
	t.Run("subtest", verify)
}

func TestSkips(t *testing.T) { t.Skip("this ends a goroutine, but no more") }

func TestAloneAfter(t *testing.T) { verify(t) }
