package files

import "testing"

func TestInside(t *testing.T) { t.Log() }
