package bom

import "testing"

func TestMark(t *testing.T) {
	if len("é") != 2 {
		t.Fatal("é")
	}
}
