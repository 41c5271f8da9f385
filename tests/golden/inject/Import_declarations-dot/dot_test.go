package dot

import . "testing"

func helper(t *T, f func(t *T)) {
	t.Helper()
	f(t)
}

// short may not be called Short in a copy: that is testing's.
func short(t *T) bool { t.Helper(); return Short() }

// Nor may the benchmarks of these be called Benchmark and BenchmarkResult.

func Test(t *T) { t.Log(short(t)) }

func TestResult(t *T) { helper(t, func(t *T) { t.Log(AllocsPerRun(1, func() {})) }) }

func generic[T any](x T) T { return x }

func TestGeneric(t *T) { generic(t).Log() }
