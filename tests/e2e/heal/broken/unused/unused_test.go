package unused

import (
	"fmt"
	"testing"

	"example.com/heal/need"
)

func TestFine(t *testing.T) { need.Take(t) }
