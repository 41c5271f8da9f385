package external_test

import "testing"

func TestOut(t *testing.T) { return 1 }
