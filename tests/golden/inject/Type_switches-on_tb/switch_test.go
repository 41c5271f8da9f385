package tbswitch

import "testing"

func kind(tb testing.TB) string {
	switch x := tb.(type) {
	case *testing.T:
		x.Helper()
		return "test"
	case *testing.B:
		return "benchmark"
	}
	if _, ok := tb.(*testing.T); ok {
		return "never"
	}
	return ""
}

func TestKind(t *testing.T) {
	if kind(t) != "test" {
		t.Fatal(kind(t))
	}
}
