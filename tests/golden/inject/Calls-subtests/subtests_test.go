package subtests

import "testing"

func TestSubtests(t *testing.T) {
	names := ""
	for _, name := range []string{"a b", "c", "c"} {
		t.Run(name, func(t *testing.T) {
			names += t.Name() + ";"
			t.Run("", func(t *testing.T) { names += t.Name() + ";" })
		})
	}
	const want = "TestSubtests/a_b;TestSubtests/a_b/#00;" +
		"TestSubtests/c;TestSubtests/c/#00;TestSubtests/c#01;TestSubtests/c#01/#00;"
	if names != want {
		t.Fatalf("%s, not %s", names, want)
	}
}
