//go:build slow

package tags

import "testing"

func TestSlow(t *testing.T) { helper(t) }
