//go:build !slow

package tags

import "testing"

func helper(t *testing.T) { t.Log("fast") }

func TestFast(t *testing.T) { helper(t) }
