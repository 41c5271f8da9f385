//go:build go1.24

package empty

import (
	"os"
	"testing"
)

func TestContext(t *testing.T) {
	if t.Context() != t.Context() || t.Context().Err() != nil {
		t.Error("a test has one context, and it is not over")
	}
}

func TestChdir(t *testing.T) {
	t.Chdir("/")
	if name := os.Getenv("PWD"); name != "/" {
		t.Error(name)
	}
}
