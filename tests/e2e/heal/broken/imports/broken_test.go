package imports

import (
	"testing"

	"example.com/heal/nowhere"
)

func TestFine(t *testing.T) { nowhere.Do() }
