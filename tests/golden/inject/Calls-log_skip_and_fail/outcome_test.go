package outcome

import "testing"

func TestLog(t *testing.T) {
	t.Log("a", 1)
	t.Logf("%s %d", "a", 1)
}

func TestSkip(t *testing.T) {
	t.Skip("not here")
}

func TestSkipInSubtest(t *testing.T) {
	after := false
	t.Run("skipped", func(t *testing.T) {
		t.Skipf("not %s", "here")
		t.Error("not reached")
	})
	t.Run("next", func(t *testing.T) { after = true })
	if !after {
		t.Error("the other subtest did not run")
	}
}

func TestFatal(t *testing.T) {
	defer t.Log("deferred")
	t.Fatal("as it should")
}

func TestErrorInSubtest(t *testing.T) {
	if t.Run("fails", func(t *testing.T) { t.Errorf("as it should") }) {
		t.Log("not reached")
	}
}

func TestFine(t *testing.T) { t.Log("the ones before are no hindrance") }
