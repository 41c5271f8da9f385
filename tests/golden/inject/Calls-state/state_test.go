package state

import "testing"

func TestState(t *testing.T) {
	if t.Failed() || t.Skipped() {
		t.Error("at the start")
	}
	if _, ok := t.Deadline(); ok {
		t.Log("go test has a deadline, a benchmark has none")
	}
	t.Run("skips", func(t *testing.T) {
		defer func() {
			if !t.Skipped() {
				t.Error("not skipped")
			}
		}()
		t.SkipNow()
	})
	t.Run("says its name", func(t *testing.T) {
		if t.Name() != "TestState/says_its_name" {
			t.Error(t.Name())
		}
	})
}
