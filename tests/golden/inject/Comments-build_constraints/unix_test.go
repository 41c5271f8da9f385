//go:build !windows

package constraints

import "testing"

func onThisSystem(t *testing.T) { t.Log("slashes") }

func TestSlashes(t *testing.T) { onThisSystem(t) }
