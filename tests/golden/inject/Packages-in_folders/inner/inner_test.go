package inner

import "testing"

func helper(t *testing.T) { t.Log() }

func TestInner(t *testing.T) { helper(t) }
