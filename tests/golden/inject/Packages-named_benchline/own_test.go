package benchline

import "testing"

func TestOwn(t *testing.T) { t.Log() }
