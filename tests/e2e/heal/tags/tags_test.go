// Package tags is different on every system.
package tags

import "testing"

func TestEverywhere(t *testing.T) { onlyHere(t) }
