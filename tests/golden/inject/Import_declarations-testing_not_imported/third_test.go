package alias

import "testing"

func TestThird(t *testing.T) { helper(t) }
