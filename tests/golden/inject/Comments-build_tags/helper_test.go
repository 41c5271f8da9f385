//go:build slow

package tags

import "testing"

func helper(t *testing.T) { t.Log("slow") }
