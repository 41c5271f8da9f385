// Package clash has names that benchline would use itself.
package clash

import (
	"testing"

	"example.com/heal/need"
)

var benchline, benchlina = 1, 2

func iterNamed() int { return benchline + benchlina }

func IterNamed() int { return iterNamed() }

func BenchmarkNamed(b *testing.B) {}

func TestNamed(t *testing.T) { t.Log(IterNamed()) }

func BenchmarkTestGiven(b *testing.B) {}

func TestGiven(t *testing.T) { need.Take(t) }
