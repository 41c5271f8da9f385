package files

import "testing"

func TestUsesB(t *testing.T) {
	t.Log(assert(t, total == 0))
}
