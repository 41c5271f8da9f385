package names_test

import "testing"

var kept []byte

func TestSame(t *testing.T) { kept = make([]byte, 64) }

func BenchmarkTestSame(b *testing.B) {}
