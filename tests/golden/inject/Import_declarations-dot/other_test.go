package dot

import "testing"

func TestOther(t *testing.T) { helper(t, Test) }
