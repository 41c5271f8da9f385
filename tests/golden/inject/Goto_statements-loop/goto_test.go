package gotos

import "testing"

func TestGoto(t *testing.T) {
	n := 0
again:
	n++
	if n < 3 {
		goto again
	}
	switch n {
	case 3:
		goto done
	default:
		t.Fatal(n)
	}
done:
}

func again(t *testing.T) {}

func TestLabelAndHelper(t *testing.T) {
	n := 0
again:
	again(t)
	if n++; n < 2 {
		goto again
	}
}
