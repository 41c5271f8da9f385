package cycle_test

import (
	"testing"

	"example.com/heal/cycle"
	"example.com/heal/cycle/check"
)

func TestOutside(t *testing.T) { check.Twice(t, 2) }

func TestExport(t *testing.T) { cycle.Export(t) }

func TestCases(t *testing.T) {
	for _, c := range cycle.Cases {
		c.Run(t)
	}
}

func TestPlain(t *testing.T) {
	if cycle.Twice(1) != 2 {
		t.Error()
	}
}
