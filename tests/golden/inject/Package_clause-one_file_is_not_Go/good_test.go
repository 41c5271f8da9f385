package partly

import "testing"

func TestGood(t *testing.T) { t.Log() }
