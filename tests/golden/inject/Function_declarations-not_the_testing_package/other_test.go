package other

import "testing"

type T struct{}

type B = testing.B

func TestOwnType(t *T) {}

func TestReal(t *testing.T) {}
