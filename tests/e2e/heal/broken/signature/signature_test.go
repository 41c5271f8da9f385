package signature

import "testing"

func TestOther(t *T) {}

// T is not the testing package's.
type T struct{}

func TestFine(t *testing.T) {}
