//go:build go1.24

package fine

import "testing"

func BenchmarkLoop(b *testing.B) {
	setUp := make([]byte, 1<<16)
	for b.Loop() {
		kept = make([]byte, 80)
	}
	kept = setUp
	if b.N != 1 && b.N != 1000 && b.N != 7 {
		b.Errorf("%d operations", b.N)
	}
}
