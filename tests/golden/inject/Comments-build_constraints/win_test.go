//go:build windows

package constraints

import "testing"

func onThisSystem(t *testing.T) { t.Log("backslashes") }

func TestBackslashes(t *testing.T) { onThisSystem(t) }
