// Package compile does not compile.
package compile

import "testing"

func TestBad(t *testing.T) { undefined() }

func TestGood(t *testing.T) {}
