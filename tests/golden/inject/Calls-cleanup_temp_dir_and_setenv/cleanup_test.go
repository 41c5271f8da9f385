package cleanup

import (
	"os"
	"path/filepath"
	"testing"
)

var open int

func TestCleanup(t *testing.T) {
	if open != 0 {
		t.Fatal("not cleaned up")
	}
	open += 2
	t.Cleanup(func() { open-- })
	t.Run("sub", func(t *testing.T) {
		t.Cleanup(func() { open-- })
	})
	if open != 1 {
		t.Fatal("the subtest did not clean up")
	}
}

var last string

func TestTempDir(t *testing.T) {
	if _, err := os.Stat(last); err == nil {
		t.Fatal("the last one is still there")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), []byte("a"), 0600); err != nil {
		t.Fatal(err)
	}
	if other := t.TempDir(); other == dir {
		t.Fatal("twice the same")
	}
	last = dir
}

func TestSetenv(t *testing.T) {
	if os.Getenv("BENCHLINE_GOLDEN") != "" {
		t.Fatal("left behind")
	}
	t.Setenv("BENCHLINE_GOLDEN", "1")
	if os.Getenv("BENCHLINE_GOLDEN") != "1" {
		t.Fatal("not set")
	}
}
