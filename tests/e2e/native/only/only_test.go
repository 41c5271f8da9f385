// Package only has benchmarks and no test, and is an external test package.
package only_test

import "testing"

var kept []byte

func BenchmarkOnly(b *testing.B) {
	for i := 0; i < b.N; i++ {
		kept = make([]byte, 24)
	}
}
