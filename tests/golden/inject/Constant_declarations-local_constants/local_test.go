package constants

import "testing"

func TestLocal(t *testing.T) {
	const (
		a = iota
		b
	)
	type kind int
	const c kind = b
	t.Log(a, b, c)
}
