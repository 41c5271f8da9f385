package cgo

import (
	"testing"

	"example.com/heal/need"
)

func TestTwice(t *testing.T) {
	if Twice(2) != 4 {
		t.Error()
	}
}

func TestGiven(t *testing.T) { need.Take(t) }
