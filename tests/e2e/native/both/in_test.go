// Package both has a benchmark of the same name inside and outside.
package both

import "testing"

var kept []byte

func TestBoth(t *testing.T) {}

func BenchmarkSame(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 16)
	}
}
