package benchline_test

import (
	"golden/Packages-named_benchline"
	"testing"
)

var _ benchline.Type

func TestExternal(t *testing.T) { t.Log() }
