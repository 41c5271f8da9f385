package functions

import "testing"

func TestFunctions(t *testing.T) {
	if testing.Short() || testing.Verbose() || testing.CoverMode() != "" {
		t.Skip()
	}
	if n := testing.AllocsPerRun(10, func() {}); n != 0 {
		t.Fatal(n)
	}
	t.Log(testing.BenchmarkResult{})
}

// Benchmarks run one at a time, so one inside of another would wait forever.
func TestBenchmark(t *testing.T) {
	t.Log(testing.Benchmark(func(b *testing.B) { b.SetBytes(1) }))
}

func measure() testing.BenchmarkResult {
	return testing.Benchmark(func(b *testing.B) {})
}

func TestThroughHelper(t *testing.T) { t.Log(measure().N > 0) }
