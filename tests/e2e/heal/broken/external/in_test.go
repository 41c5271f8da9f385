package external

import "testing"

func TestIn(t *testing.T) {}
