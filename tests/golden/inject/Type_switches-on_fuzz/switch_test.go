package switches

import "testing"

type number interface{ ~int | ~string }

func kind(tb testing.TB) string {
	switch tb.(type) {
	case *testing.T:
		return "test"
	case *testing.F:
		return "fuzz"
	}
	return "benchmark"
}

func addAll[N number](f *testing.F, all ...N) {
	for _, n := range all {
		f.Add(n)
	}
}

func FuzzKind(f *testing.F) {
	if kind(f) != "fuzz" {
		f.Fatal(kind(f))
	}
	addAll(f, 1, 2, 3)
	f.Fuzz(func(t *testing.T, n int) {
		if kind(t) != "test" {
			t.Fatal(kind(t))
		}
	})
}

func TestKind(t *testing.T) {
	if kind(t) != "test" {
		t.Fatal(kind(t))
	}
}
