package context

import (
	"os"
	"testing"
)

func TestContext(t *testing.T) {
	ctx := t.Context()
	if ctx.Err() != nil {
		t.Fatal(ctx.Err())
	}
	t.Cleanup(func() {
		if ctx.Err() == nil {
			t.Error("not cancelled")
		}
	})
	t.Run("sub", func(t *testing.T) {
		if t.Context() == ctx {
			t.Error("the same")
		}
	})
}

func TestChdir(t *testing.T) {
	before, _ := os.Getwd()
	t.Run("sub", func(t *testing.T) { t.Chdir(t.TempDir()) })
	if after, _ := os.Getwd(); after != before {
		t.Errorf("%s, not %s", after, before)
	}
}
