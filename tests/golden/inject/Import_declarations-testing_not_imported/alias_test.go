package alias

import "testing"

type T = testing.T

func TestHere(t *T) { t.Log() }
