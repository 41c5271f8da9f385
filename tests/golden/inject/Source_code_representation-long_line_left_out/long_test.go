package long

import "testing"

func TestLong(t *testing.T) { helper(t, 1) }
