package cycle

import "testing"

func TestInside(t *testing.T) { Export(t) }
