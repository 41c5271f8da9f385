package switches

import "testing"

func onlyFuzz(tb testing.TB) bool {
	_, is := tb.(*testing.F)
	return is
}

func name(tb testing.TB) string {
	switch tb.(type) {
	case *testing.T:
		return "test"
	case *testing.F:
		return "fuzz"
	}
	return ""
}

func TestKind(t *testing.T) {
	if onlyFuzz(t) || name(t) != "test" {
		t.Fatal()
	}
}

func FuzzKind(f *testing.F) {
	f.Add(1)
	f.Fuzz(func(t *testing.T, n int) {})
}
