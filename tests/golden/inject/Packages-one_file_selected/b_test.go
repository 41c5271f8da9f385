package selected

import "testing"

func TestB(t *testing.T) { helper(t) }

func helper(t *testing.T) { t.Log() }

// The benchmark of TestA must not be called so.
func BenchmarkA(b *testing.B) {}
