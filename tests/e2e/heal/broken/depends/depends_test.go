package depends

import (
	"testing"

	broken "example.com/heal/broken/package"
)

func TestFine(t *testing.T) { t.Log(broken.Bad()) }
