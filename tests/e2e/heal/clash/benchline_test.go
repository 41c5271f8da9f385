package clash

import "testing"

func TestOwnFile(t *testing.T) { t.Log(benchline) }
