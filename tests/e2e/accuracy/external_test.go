package accuracy_test

import "testing"

var kept *[2]uint64

func TestExternal(t *testing.T) { kept = new([2]uint64) }
