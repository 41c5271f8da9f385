package spaced

import "testing"

func TestComment(t *testing. /* the type */ T) { t.Log() }

func TestLineBreak(t *testing.
	T) {
	t.Log()
}

func TestPlain(t *testing.T) { t.Log() }
