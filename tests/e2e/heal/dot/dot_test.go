package dot

import (
	"testing"

	. "example.com/heal/need"
)

func TestTaken(t *testing.T) { Take(t) }

func TestFree(t *testing.T) { t.Helper() }
