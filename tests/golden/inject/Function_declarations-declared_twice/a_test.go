package twice

import "testing"

func TestTwice(t *testing.T) { t.Log(1) }
