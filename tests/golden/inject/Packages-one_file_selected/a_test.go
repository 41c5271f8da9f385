package selected

import "testing"

func TestA(t *testing.T) { helper(t) }
