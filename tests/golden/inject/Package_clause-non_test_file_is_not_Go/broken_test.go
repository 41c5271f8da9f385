package broken

import "testing"

func TestInside(t *testing.T) { t.Log(x) }
