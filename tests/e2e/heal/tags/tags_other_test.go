//go:build !linux

package tags

import "testing"

func onlyHere(t *testing.T) { undefined(t) }
