package renamed

import "testing"

func TestPlain(t *testing.T) { t.Log() }
