package generic

import "testing"

func equal[V comparable](t *testing.T, got, want V) {
	t.Helper()
	if got != want {
		t.Fatalf("%v, not %v", got, want)
	}
}

type number interface{ ~int | ~float64 }

func sum[N number, S ~[]N](t *testing.T, numbers S) (total N) {
	for _, n := range numbers {
		total += n
	}
	t.Log(total)
	return total
}

// apply's type parameter hides the helper of that name.
func apply[equal any](t *testing.T, x equal) equal { t.Helper(); return x }

func TestGeneric(t *testing.T) {
	equal(t, 1, 1)
	equal[string](t, "a", "a")
	equal(t, sum(t, []int{1, 2}), 3)
	f := sum[float64, []float64]
	equal(t, apply(t, f(t, nil)), 0)
}
