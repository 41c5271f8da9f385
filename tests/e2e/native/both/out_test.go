package both_test

import "testing"

var kept []byte

func BenchmarkSame(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 32)
	}
}
