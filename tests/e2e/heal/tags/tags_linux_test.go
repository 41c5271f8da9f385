package tags

import (
	"testing"

	"example.com/heal/need"
)

func onlyHere(t *testing.T) { need.Take(t) }

func TestHere(t *testing.T) { t.Helper() }
