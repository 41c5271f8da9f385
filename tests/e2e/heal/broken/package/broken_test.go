package broken

import "testing"

func TestFine(t *testing.T) {}
