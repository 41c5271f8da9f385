package existing

import "testing"

func TestParse(t *testing.T) { t.Log(1) }

func BenchmarkParse(b *testing.B) {
	for i := 0; i < b.N; i++ {
		_ = i
	}
}

func TestEncode(t *testing.T) { t.Log(2) }

func BenchmarkEncode(b *testing.B) {}

func BenchmarkTestEncode(b *testing.B) {}

func TestBoth(t *testing.T) { t.Log(3) }

// No benchmark, but the name is taken all the same.
var BenchmarkBoth, BenchmarkTestBoth, BenchmarkTestBoth_2 int
